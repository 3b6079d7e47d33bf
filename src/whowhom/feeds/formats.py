"""The bytes of a feed to a Feed: RSS, Atom, RDF by feedparser, JSON Feed and sitemaps by their own readers.

Nothing here fetches, and no entity is expanded: feeds are read without their DTDs, sitemaps with entities left alone.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree
from lxml.html import document_fromstring

from whowhom.errors import ReadError
from whowhom.feeds.items import Feed, FeedError, Item, believed, is_cut_off, mark, web_address
from whowhom.feeds.sitemaps import read_index, read_sitemap
from whowhom.reading.characters import clean, decode
from whowhom.reading.dates import iso_date

LARGEST_FEED = 10_000_000
"""Bytes of RSS or Atom; sitemaps, which are read in passing, may be as large as anything that is fetched."""
MOST_ENTRIES = 1000
"""Of RSS, Atom and JSON Feed."""
_HEAD = 65_536
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_BEGIN = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
"""Characters by the names that HTML gives them, which XML does not know."""
_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}


def read_feed(body: bytes, address: str, content_type: str = "") -> Feed:
    """The feed in a body that came from `address`. Raises FeedError."""
    if not body.strip():
        raise FeedError("is empty")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json(body, address)
    root = _root(body)
    if root in _BY_ROOT:
        return _BY_ROOT[root](body, address)
    if root == "html" or body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower() == b"<!doctype html":
        raise FeedError(_advice(body, address))
    if root == "opml":
        raise FeedError("is a list of feeds; save it and give the file")
    return _read_xml(body, address, content_type)


def _root(body: bytes) -> str:
    """The name of the first element, "" where there is none near the beginning."""
    parser = etree.XMLPullParser(("start",), recover=True, resolve_entities=False, no_network=True)
    try:
        parser.feed(body[:_HEAD])
    except etree.XMLSyntaxError:
        return ""
    first = next(iter(parser.read_events()), None)
    return etree.QName(first[1]).localname.lower() if first is not None else ""


_BY_ROOT: dict[str, Callable[[bytes, str], Feed]] = {"urlset": read_sitemap, "sitemapindex": read_index}


def _advice(body: bytes, address: str) -> str:
    """What to do with a web page: it may name its feeds."""
    try:
        tree = document_fromstring(body[:500_000])
    except (etree.LxmlError, ValueError):
        return "is a web page, not a feed"
    links = tree.xpath("//link[contains(@rel, 'alternate')][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    feeds = list(dict.fromkeys(found for link in links if (found := web_address(link, address)) is not None))
    return "is a web page, not a feed" + (f"; its feeds: {', '.join(feeds[:5])}" if feeds else "")


def _read_xml(body: bytes, address: str, content_type: str) -> Feed:
    try:
        found = feedparser.parse(
            io.BytesIO(_mended(body, content_type)), sanitize_html=False, resolve_relative_uris=False
        )
    except FeedError:
        raise
    except Exception as error:  # third-party code on arbitrary bytes: this feed cannot be read, the others can
        raise FeedError(f"cannot be read as a feed ({type(error).__name__}: {error})") from error
    if not found.entries and not found.version:
        raise FeedError("holds no feed that can be read")
    items = (_item(entry, address) for entry in found.entries)
    kind = "atom" if found.version.startswith("atom") else "rss"
    title = _text(found.feed.get("title"))
    return Feed(kind, title, believed(item for item in items if item is not None), _wait(found.feed))


def _mended(body: bytes, content_type: str) -> bytes:
    """Well-formed XML of the feed, from its first element on: without its DTD, what stood before it, and items beyond
    the first `MOST_ENTRIES`. On anything else feedparser falls back to a way that takes minutes where a feed is large
    and broken."""
    if len(body) > LARGEST_FEED:
        raise FeedError(f"is larger than {LARGEST_FEED / 1e6:g} MB, the most that is read of a feed")
    charset = _CHARSET.search(content_type)
    try:
        text = decode(body, "feed", charset[1] if charset else None)
    except ReadError as error:
        raise FeedError(error.reason) from error
    begin = _BEGIN.search(text, 0, _HEAD)
    if begin is None:
        raise FeedError("holds no feed that can be read")
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text[begin.start() :])
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    entries = list(root.iter("{*}item", "{*}entry"))
    if entries and is_cut_off(text[-_HEAD:].encode("utf-8", "replace")):
        entries[-1].getparent().remove(entries[-1])  # what is left of its address leads elsewhere
        del entries[-1]
    if not entries and (broken := [str(error.message) for error in parser.error_log if error.level_name == "FATAL"]):
        raise FeedError(f"holds no feed that can be read ({broken[0]})")
    for entry in entries[MOST_ENTRIES:]:
        entry.getparent().remove(entry)
    mended: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return mended


def _item(entry: Any, base: str) -> Item | None:
    link = web_address(entry.get("feedburner_origlink") or entry.get("link") or entry.get("id"), base)
    if link is None:
        return None
    said = [dict.get(entry, name) for name in ("title", "published", "updated", "summary")]
    contents = [content.get("value") for content in entry.get("content", ())]
    return Item(link, _text(said[0]), _date(entry, "published") or _date(entry, "updated"), mark(*said, *contents))


def _date(entry: Any, name: str) -> str | None:
    """With the zone as it is written where we can read it, in UTC where only feedparser can."""
    if (found := iso_date(dict.get(entry, name))) is not None:
        return found
    parts = dict.get(entry, f"{name}_parsed")
    try:
        return iso_date(datetime(*parts[:6]).replace(tzinfo=UTC)) if parts else None
    except (ValueError, TypeError):
        return None


def _wait(feed: Any) -> float | None:
    """Seconds, from RSS's `ttl` (minutes) or from the syndication module's period."""
    try:
        if (ttl := feed.get("ttl")) is not None:
            return max(0.0, float(ttl) * 60)
        period = _PERIODS[str(feed.get("sy_updateperiod", "")).strip().lower()]
        return period / max(1.0, float(feed.get("sy_updatefrequency") or 1))
    except (KeyError, ValueError, OverflowError):
        return None


def _read_json(body: bytes, address: str) -> Feed:
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FeedError(f"is no JSON that can be read ({str(error)[:200]})") from error
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version")):
        raise FeedError("is JSON, but no JSON Feed")
    entries = found.get("items")
    if not isinstance(entries, list):
        raise FeedError("is a JSON Feed without a list of items")
    return Feed("json", _text(found.get("title")), believed(_json_items(entries[:MOST_ENTRIES], address)))


def _json_items(entries: list[Any], base: str) -> Iterator[Item]:
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        link = web_address(entry.get("url") or entry.get("external_url") or entry.get("id"), base)
        if link is None:
            continue
        names = ("title", "date_published", "date_modified", "summary", "content_text", "content_html")
        said = [entry.get(name) for name in names]
        yield Item(link, _text(said[0]), iso_date(said[1]) or iso_date(said[2]), mark(*said))


def _text(value: object) -> str | None:
    return " ".join(clean(value).split())[:1000] or None if isinstance(value, str) else None
