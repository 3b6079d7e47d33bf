"""Sitemaps (sitemaps.org, with Google's news extension) and their indexes, read in passing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from whowhom.feeds.items import MOST_ITEMS, Feed, FeedError, Item, Part, is_cut_off, mark, web_address
from whowhom.reading.characters import clean
from whowhom.reading.dates import iso_date

_MOST_PARTS = 10_000


def read_sitemap(body: bytes, address: str) -> Feed:
    """The pages of a sitemap. Where any of them is marked as news, the others are passed over."""
    news: list[Item] = []
    others: list[Item] = []
    for found in _elements(body, "url"):
        link = web_address(found.get("loc"), address)
        if link is None:
            continue
        published = iso_date(found.get("publication_date"))
        changed = iso_date(found.get("lastmod"))
        title = clean(found.get("title", "")) or None
        item = Item(link, title, published, mark(title, published, found.get("lastmod")), changed or published)
        (news if "news" in found else others).append(item)
        if len(news) + len(others) >= MOST_ITEMS:
            break
    if not news and not others and b"<url>" in body:
        raise FeedError("is a sitemap without addresses that can be read")
    return Feed("sitemap", None, tuple(news or others), is_news=bool(news))


def read_index(body: bytes, address: str) -> Feed:
    """The sitemaps that an index names."""
    parts = []
    for found in _elements(body, "sitemap"):
        if (link := web_address(found.get("loc"), address)) is not None:
            parts.append(Part(link, iso_date(found.get("lastmod"))))
        if len(parts) >= _MOST_PARTS:
            break
    return Feed("sitemap", None, (), parts=tuple(parts))


def _elements(body: bytes, name: str) -> Iterator[dict[str, str]]:
    """What the elements of this name hold: text by name of the element within, without namespaces; the first counts."""
    last: dict[str, str] | None = None
    options: dict[str, Any] = {"recover": True, "resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        for _, element in etree.iterparse(io.BytesIO(body), events=("end",), **options):
            if not isinstance(element.tag, str) or etree.QName(element).localname != name:
                continue
            found: dict[str, str] = {}
            for inner in element.iterdescendants():
                if isinstance(inner.tag, str):
                    found.setdefault(etree.QName(inner).localname, " ".join((inner.text or "").split()))
            if last is not None:
                yield last
            last = found
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise FeedError(f"is a sitemap that cannot be read ({error})") from error
    if last is not None and not is_cut_off(body):  # else what is left of its address leads elsewhere
        yield last
