"""The text of the article on a page: trafilatura finds it, then what only looks like a part of it goes."""

from __future__ import annotations

import logging

from lxml.etree import XPath
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from whowhom.errors import ReadError
from whowhom.reading.boilerplate import letters, without_boilerplate
from whowhom.reading.characters import clean
from whowhom.reading.tables import rows

_WAYS = ((True, True, 1500), (True, False, 600), (False, False, 0))
"""Ways of the extractor, first the quick and strict: whether it favours precision, whether it leaves out its comparison
with other extractors (a third of its time), and the characters of text that are enough to stop at."""
_BETTER = 2
"""A later way counts where it finds more than so many times the text of those before."""
_PROSE = XPath(
    "descendant::text()[string-length() >= 25][not(parent::script or parent::style or parent::title)]"
    "[not(ancestor::a or ancestor::svg or ancestor::select)]"
)
_LONGEST_LINK = 250
"""Characters: a longer link is a paragraph that somebody linked."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what fails is told by ReadError


def article_text(tree: HtmlElement, name: str, title: str | None, links: frozenset[str]) -> str:
    """The lines of the article, "" where there are none; `links` are those of `link_texts`.

    Raises ReadError where the extractor fails.
    """
    text = ""
    most = None
    for precise, fast, enough in _WAYS:
        lines = (" ".join(line.split()) for line in clean(_extracted(tree, name, precise, fast)).split("\n"))
        found = "\n".join(without_boilerplate(lines, title, links))
        # the precise way leaves hardly anything where the body looks like a box ("paywall")
        text = found if len(found) > _BETTER * len(text) else text
        if len(text) >= enough:
            break
        most = prose(tree) if most is None else most
        if most <= _BETTER * len(text):
            break  # a short report, and nothing on the page that another way could make more of
    return text


def prose(tree: HtmlElement) -> int:
    """Characters of the running text on a page: pieces of some length, outside of links."""
    return sum(len(" ".join(piece.split())) for piece in _PROSE(tree))


def prune(tree: HtmlElement, markup: str) -> None:
    """Drops from the parsed markup what the extractor would take for text (`data/reading/prune.csv`): elements with one
    of the words in one of the attributes, and no more characters than told."""
    for row in rows("prune.csv"):
        words, attributes = row["words"].split(), row["attributes"].split()
        if any(word in markup for word in words):
            for element in list(tree.iter(*row["elements"].split())):
                marks = [mark for attribute in attributes if (mark := element.get(attribute))]
                if any(word in mark for mark in marks for word in words) and (
                    not row["longest"] or len(element.text_content()) <= int(row["longest"])
                ):
                    element.drop_tree()


def link_texts(tree: HtmlElement) -> frozenset[str]:
    """The texts of links to other pages, as lines are compared; single words may be names in a list."""
    texts = (
        "".join(link.itertext()) if len(link) else link.text or ""
        for link in tree.iter("a")
        if (target := link.get("href")) and not target.startswith("#")
    )
    return frozenset(key for text in texts if 12 < len(text) < _LONGEST_LINK and " " in (key := letters(text)))


def _extracted(tree: HtmlElement, name: str, precise: bool, fast: bool) -> str:
    """trafilatura's text of the article, "" where it finds none; it works on a copy of the tree."""
    try:
        found = bare_extraction(tree, favor_precision=precise, fast=fast, include_comments=False, include_tables=True)
    except Exception as error:  # third-party code on arbitrary markup: this page cannot be read, the others can
        raise ReadError(name, f"the article cannot be extracted ({type(error).__name__}: {error})") from error
    return getattr(found, "text", None) or ""
