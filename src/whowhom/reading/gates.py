"""What turns a page down before it is parsed: most pages of an archive are no English news, and parsing is dear."""

from __future__ import annotations

import re
from html import unescape

from whowhom.reading.english import check_english
from whowhom.reading.markup import without_scripts

_LANGUAGE = re.compile(r"<html\b[^>]{0,2000}?\slang\s*=\s*[\"']?\s*([a-z]{2,3})\b", re.I)
_HEAD = 20_000
_TAG = re.compile(r"<[^<>]*>")


def check_page_language(markup: str, name: str) -> None:
    """Nothing where a page may be in English. Two witnesses must agree that it is not: the language that it declares,
    which is often that of a template, and the words on it, which may be those of its menus.

    Raises NotEnglishError.
    """
    declared = _LANGUAGE.search(markup, 0, _HEAD)
    if declared is None or declared[1].lower() in ("en", "eng"):
        return
    words = unescape(_TAG.sub(" ", without_scripts(markup))).split()
    check_english(" ".join(words), name)
