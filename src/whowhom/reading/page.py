"""A saved web page to a Report: trafilatura finds the article, then what only looks like a part of it goes."""

from __future__ import annotations

import logging
import re

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from whowhom.errors import ReadError
from whowhom.reading.boilerplate import without_boilerplate
from whowhom.reading.characters import clean, decode
from whowhom.reading.english import check_english
from whowhom.reading.metadata import page_metadata
from whowhom.reading.tables import rows
from whowhom.records import Report

LARGEST_PAGE = 20_000_000
"""Bytes of a page beyond which it is not read: no report has them, and the markup would take minutes."""

_SPACES = re.compile(r"[ \t\u00a0]+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what fails is told by ReadError
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(
    page: bytes | str,
    name: str = "page",
    *,
    id: str | None = None,
    url: str | None = None,
    published: str | None = None,
    any_language: bool = False,
) -> Report:
    """The report on a page, given as bytes or characters of HTML.

    `name` is what errors call it, and its id where none is given; `published` is the date for a page that tells none.
    Paragraphs of the text are separated by one newline. With `any_language` texts not in English are read too.

    Raises ReadError where there is no article in it or it is no page, NotEnglishError where it is in another language.
    """
    if len(page) > LARGEST_PAGE:
        size = f"{len(page) / 1e6:.0f} MB"
        raise ReadError(name, f"a page of {size}; at most {LARGEST_PAGE / 1e6:.0f} MB are read")
    markup = clean(decode(page, name) if isinstance(page, bytes) else page)
    tree = _parsed(markup, name)
    metadata = page_metadata(tree, url)
    lines = (" ".join(_SPACES.split(line)).strip() for line in clean(_article(tree, name)).split("\n"))
    text = "\n".join(without_boilerplate((line for line in lines if line), metadata.title))
    if not text:
        raise ReadError(name, "no article found on the page")
    if not any_language:
        check_english(text, name)
    date, basis = metadata.published, metadata.published_basis
    if date is None and published is not None:
        date, basis = published, "given"
    return Report(id or name, metadata.title, text, date, basis, metadata.publisher, metadata.url)


def _parsed(markup: str, name: str) -> HtmlElement:
    if not markup.strip():
        raise ReadError(name, "empty")
    # a fragment ("<p>...</p>" in a table) is a page without its frame
    tree = load_html(markup if "<body" in markup or "<html" in markup else f"<html><body>{markup}</body></html>")
    if tree is None:
        raise ReadError(name, "not a web page: no markup that can be parsed")
    return tree


def _article(tree: HtmlElement, name: str) -> str:
    """trafilatura's text of the article; it prunes a copy of the tree."""
    try:
        found = bare_extraction(
            tree,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            prune_xpath=_prune_paths() or None,
        )
    except Exception as error:  # third-party code on arbitrary markup: this page cannot be read, the others can
        raise ReadError(name, f"the article cannot be extracted ({type(error).__name__}: {error})") from error
    text = getattr(found, "text", None)
    if not text:
        raise ReadError(name, "no article found on the page")
    return str(text)


def _prune_paths() -> list[str]:
    return [row["xpath"] for row in rows("prune.csv")]
