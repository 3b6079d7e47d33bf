"""What a page tells of itself: title, publisher, address, and when it was published, with the place that told so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from whowhom.reading.characters import clean
from whowhom.reading.dates import date_in_url, iso_date
from whowhom.reading.tables import rows

_PUBLISHED_IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
_ARTICLE = re.compile(r"(?:Article|Report|Posting|Blog|Coverage)$")
_TITLE_PARTS = re.compile(r"\s+[|–—·•»-]\s+")
_MOST_JSON = 2_000_000
"""Characters of JSON-LD beyond which a block is data of an application, not a description of the page."""


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    published_basis: str | None
    body: str
    """The text of the article as JSON-LD gives it, often in one line; "" where it does not."""


def page_metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """Title, publisher, address and publication date of a parsed page; the tree is left as it was.

    The dearest look-ups are made only where the cheaper found nothing.
    """
    blocks = [script.text or "" for script in tree.iterfind(".//script[@type='application/ld+json']")]
    articles = _articles(blocks)
    meta = _meta_tags(tree)
    address = url or _address(tree, meta)
    publisher = _publisher(articles, meta, address)
    published, basis = _published(tree, blocks, articles, meta, address)
    bodies = (clean(unescape(body)) for article in articles for body in _strings(article.get("articleBody")))
    body = next((body for body in bodies if "<" not in body), "")
    return Metadata(_title(tree, articles, meta, publisher), publisher, address, published, basis, body)


def _articles(blocks: list[str]) -> list[dict[str, Any]]:
    """The JSON-LD objects of the page, those that describe an article first."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        try:
            found.extend(_objects(json.loads(block[:_MOST_JSON], strict=False)))
        except (ValueError, RecursionError):
            continue  # broken JSON: `_published` looks into its characters
    return sorted(found, key=lambda item: not any(_ARTICLE.search(kind) for kind in _strings(item.get("@type"))))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                if isinstance(item.get(key), (list, dict)):
                    yield from _objects(item[key])


def _strings(value: Any) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _meta_tags(tree: HtmlElement) -> dict[tuple[str, str], str]:
    """Content of the meta tags by attribute and its value in lower case; of several the first."""
    tags: dict[tuple[str, str], str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            if (value := element.get(attribute)) and (content := _tidy(element.get("content"))):
                tags.setdefault((attribute, value.strip().lower()), content)
    return tags


def _address(tree: HtmlElement, meta: dict[tuple[str, str], str]) -> str | None:
    links = (link.get("href", "") for link in tree.iterfind(".//link[@rel='canonical']"))
    candidates = (*links, meta.get(("property", "og:url"), ""))
    return next((found.strip() for found in candidates if found.strip().startswith(("http://", "https://"))), None)


def _publisher(articles: list[dict[str, Any]], meta: dict[tuple[str, str], str], url: str | None) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        for item in publisher if isinstance(publisher, list) else [publisher]:
            name = item.get("name") if isinstance(item, dict) else item
            if isinstance(name, str) and (tidy := _tidy(name)) and "://" not in tidy:
                return tidy
    if (name := meta.get(("property", "og:site_name"))) is not None and "://" not in name:
        return name
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _title(
    tree: HtmlElement, articles: list[dict[str, Any]], meta: dict[tuple[str, str], str], publisher: str | None
) -> str | None:
    headlines = list(tree.iterfind(".//h1"))
    if len(headlines) == 1 and (title := _tidy(headlines[0].text_content())) and title != publisher:
        return title
    for article in articles:
        if (title := _tidy(next(iter(_strings(article.get("headline"))), None))) is not None:
            return title
    element = tree.find(".//head/title")
    title = meta.get(("property", "og:title")) or _tidy(element.text_content() if element is not None else None)
    return _without_site(title, publisher) if title is not None else None


def _without_site(title: str, publisher: str | None) -> str:
    """ "Ministers meet | The Ledger" is "Ministers meet" where The Ledger is the publisher; so are short tails."""
    parts = _TITLE_PARTS.split(title)
    if len(parts) > 1:
        tail = parts[-1].casefold()
        if (publisher is not None and (tail in publisher.casefold() or publisher.casefold() in tail)) or "." in tail:
            return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-")
    return title


def _published(
    tree: HtmlElement,
    blocks: list[str],
    articles: list[dict[str, Any]],
    meta: dict[tuple[str, str], str],
    url: str | None,
) -> tuple[str | None, str | None]:
    for article in articles:
        if (found := iso_date(next(iter(_strings(article.get("datePublished"))), None))) is not None:
            return found, "json-ld"
    for block in blocks:
        for match in _PUBLISHED_IN_JSON.finditer(block):
            if (found := iso_date(match[1])) is not None:
                return found, "json-ld"
    for key in _date_tags():
        if (found := iso_date(meta.get(key))) is not None:
            return found, "meta"
    if (found := _marked_date(tree)) is not None:
        return found, "meta"
    in_url = date_in_url(url) if url else None
    if (found := _time_element(tree)) is not None and (in_url is None or found.startswith(in_url)):
        return found, "text"
    if in_url is not None:
        return in_url, "url"
    return _date_in_text(tree)


def _marked_date(tree: HtmlElement) -> str | None:
    """A date in the body that is marked as that of publication."""
    for element in tree.xpath(".//*[@itemprop='datePublished'] | .//time[@pubdate]"):
        if (found := iso_date(element.get("datetime") or element.get("content") or element.text_content())) is not None:
            return found
    return None


def _time_element(tree: HtmlElement) -> str | None:
    """The first `<time>` after the only headline: those before it belong to other reports or to the clock of today."""
    headlines = tree.findall(".//h1")
    if len(headlines) != 1:
        times = tree.xpath(".//article//time[@datetime]")
    else:
        times = headlines[0].xpath("following::time[@datetime][1]")
    return next((found for time in times[:1] if (found := iso_date(time.get("datetime"))) is not None), None)


def _date_in_text(tree: HtmlElement) -> tuple[str | None, str | None]:
    """htmldate's search through the page, without its last resort, which takes any year of a copyright line."""
    try:
        found = find_date(deepcopy(tree), extensive_search=False, original_date=True)
    except Exception:  # third-party search through arbitrary markup: no date is better than no report
        return None, None
    return (found, "text") if found else (None, None)


@cache
def _date_tags() -> tuple[tuple[str, str], ...]:
    return tuple((row["attribute"], row["value"].lower()) for row in rows("date_tags.csv"))


def _tidy(text: str | None) -> str | None:
    return " ".join(clean(unescape(text)).split()) or None if text else None
