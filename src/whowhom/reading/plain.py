"""Plain text and Markdown to a Report."""

from __future__ import annotations

import re

from whowhom.errors import ReadError
from whowhom.reading.characters import clean, decode
from whowhom.reading.english import check_english
from whowhom.records import Report

_LONGEST_TITLE = 300
"""Characters: a longer first line is a paragraph."""
_TITLE = re.compile(r"\s*(?P<title>[^\n]+)\n[ \t]*\n\s*(?=\S)")
_HEADING = re.compile(r"#{1,6}\s+|\s+#+$")


def read_text(
    text: bytes | str,
    name: str = "text",
    *,
    id: str | None = None,
    published: str | None = None,
) -> Report:
    """The report in a plain text, given as bytes or characters: its first line is the title where a blank line follows.

    `name` is what errors call it, and its id where none is given; `published` is the date, which plain text does not
    tell.

    Raises ReadError where it is empty or not text, NotEnglishError where it is in another language.
    """
    body = clean(decode(text, name) if isinstance(text, bytes) else text)
    title = None
    if (match := _TITLE.match(body)) is not None and len(match["title"]) <= _LONGEST_TITLE:
        title, body = _HEADING.sub("", match["title"].strip()), body[match.end() :]
    body = body.strip()
    if not body:
        raise ReadError(name, "empty")
    check_english(body, name)
    return Report(id or name, title or None, body, published, "given" if published else None)
