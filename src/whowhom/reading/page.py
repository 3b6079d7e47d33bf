"""A saved web page to a Report: what it tells of itself, and the text of its article."""

from __future__ import annotations

import logging

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from whowhom.errors import ReadError
from whowhom.reading.article import article_text, link_texts, prune
from whowhom.reading.boilerplate import without_boilerplate
from whowhom.reading.characters import decode
from whowhom.reading.english import check_english
from whowhom.reading.gates import check_page_language
from whowhom.reading.markup import LARGEST_PAGE, bounded
from whowhom.reading.metadata import page_metadata
from whowhom.records import Report

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
        raise ReadError(name, f"{len(page) / 1e6:.0f} MB; pages of at most {LARGEST_PAGE / 1e6:.0f} MB are read")
    markup = decode(page, name) if isinstance(page, bytes) else page
    if not markup.strip():
        raise ReadError(name, "empty")
    markup = bounded(markup, name)
    if not any_language:
        check_page_language(markup, name)
    tree = _parsed(markup, name)
    metadata = page_metadata(tree, url)
    links = link_texts(tree)
    _join_parts(tree)
    prune(tree, markup)
    text = article_text(tree, name, metadata.title, links)
    if len(metadata.body) > (1.5 if "\n" in text else 0.9) * len(text):
        text = "\n".join(without_boilerplate(metadata.body.split("\n"), metadata.title))
    if not any(_is_sentence(line) for line in text.split("\n")):
        raise ReadError(name, "no article found on the page")
    if not any_language:
        check_english(text, name)
    date, basis = metadata.published, metadata.published_basis
    if date is None and published is not None:
        date, basis = published, "given"
    return Report(id or name, metadata.title, text, date, basis, metadata.publisher, metadata.url)


def _parsed(markup: str, name: str) -> HtmlElement:
    # a fragment ("<p>...</p>" in a table) is a page without its frame
    tree = load_html(markup if "<body" in markup or "<html" in markup else f"<html><body>{markup}</body></html>")
    if tree is None:
        raise ReadError(name, "not a web page: no markup that can be parsed")
    return tree


def _join_parts(tree: HtmlElement) -> None:
    """Put together an article cut into boxes of the same class (by advertisements in between): the extractor takes
    only the first."""
    parts: dict[tuple[HtmlElement, str], list[HtmlElement]] = {}
    for box in tree.xpath(
        ".//div[contains(@class, 'body') or contains(@class, 'content') or contains(@class, 'text')]"
    ):
        if box.find("p") is not None:
            parts.setdefault((box.getparent().getparent(), box.get("class")), []).append(box)
    for boxes in parts.values():
        paragraphs = [paragraph for box in boxes for paragraph in box.findall("p")]
        if len(boxes) > 1 and len(paragraphs) * 2 > sum(1 for _ in tree.iter("p")):
            for box in boxes[1:]:
                boxes[0].extend(list(box))


def _is_sentence(line: str) -> bool:
    """Five words, or three that end as a sentence does, or a long line of a script without spaces: what the buttons
    and menus of a page do not have."""
    words = len(line.split(maxsplit=5))
    return words >= 5 or len(line) >= 60 or (words >= 3 and line.rstrip("\"'”’)").endswith((".", "!", "?")))
