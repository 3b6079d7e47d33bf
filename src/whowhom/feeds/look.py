"""One look at a feed: fetched politely, read, its sitemaps followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from whowhom.feeds.formats import read_feed
from whowhom.feeds.items import MOST_ITEMS, Feed, FeedError, Item, Part, is_possible
from whowhom.reading.characters import clean
from whowhom.reading.dates import date_in_url, days_between
from whowhom.reading.encodings import EncodingError, decoded
from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.keep import Exchange

MOST_PARTS = 50
"""Sitemaps of an index that are read at one look."""
NEW_DAYS = 2
"""A page that a sitemap of a whole site dates earlier was there before; news sitemaps reach back as far themselves."""


class Getter(Protocol):
    """What is needed of a client."""

    def get(self, address: str, anew: bool = False) -> Exchange: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What a feed said. `old`: links that are remembered but not read; `undated`: those of them for no other reason
    than that nothing dates them, so that they are old only at the first look. `asked`: see `wait_until_next`."""

    address: str
    feed: Feed
    asked: float | None
    old: frozenset[str] = frozenset()
    undated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a look told nothing; `wait` as in FetchError."""

    address: str
    reason: str
    wait: float | None = None


def look(address: str, client: Getter, largest: int, moment: datetime) -> Look | Failure:
    """What the feed at `address` says at `moment`; an answer unpacks to at most `largest` bytes."""
    try:
        feed, headers = _fetched(address, client, largest)
        if feed.parts:
            feed = _whole(feed, client, largest, moment)
    except FetchError as error:
        return Failure(address, one_line(error), error.wait)
    except FeedError as error:
        return Failure(address, one_line(error))
    except Exception as error:  # what a feed brings must not end a watch of weeks
        return Failure(address, f"cannot be read ({type(error).__name__}: {one_line(error)})")
    items = tuple(_plausible(item, moment.isoformat()) for item in feed.items)
    old, undated = (frozenset[str](), frozenset[str]()) if feed.is_news else _stock(items, moment.isoformat())
    waits = [wait for wait in (feed.wait, freshness(headers)) if wait is not None]
    return Look(address, replace(feed, items=items), max(waits, default=None), old, undated)


def one_line(error: object) -> str:
    """In one line, without control characters: a server may have written parts of it."""
    return " ".join(clean(str(error)).split())[:1000]


def _fetched(address: str, client: Getter, largest: int) -> tuple[Feed, Mapping[str, str]]:
    exchange = client.get(address, anew=True)
    headers: dict[str, str] = {}
    for key, value in exchange.received:
        headers.setdefault(key.decode("latin-1").lower(), value.decode("latin-1"))
    try:
        body = decoded(exchange.body, headers.get("content-encoding", ""), largest)
        if body[:2] == b"\x1f\x8b":  # `sitemap.xml.gz` is a file of its own, not an encoding of the answer
            body = decoded(body, "gzip", largest)
    except EncodingError as error:
        raise FeedError(str(error)) from error
    return read_feed(body, exchange.address, headers.get("content-type", "")), headers


def _whole(index: Feed, client: Getter, largest: int, moment: datetime) -> Feed:
    """An index of sitemaps with the items of those that may hold something new. Raises the error of the first that
    cannot be read where none can."""
    feeds: list[Feed] = []
    errors: list[FetchError | FeedError] = []
    for part in _worth_reading(index.parts, moment.isoformat()):
        try:
            feeds.append(_fetched(part.address, client, largest)[0])
        except (FetchError, FeedError) as error:
            errors.append(error)
    if errors and not feeds:
        raise errors[0]
    is_news = bool(feeds) and all(feed.is_news or not feed.items for feed in feeds)
    items = {item.link: item for feed in feeds for item in feed.items}
    return replace(index, items=tuple(items.values())[:MOST_ITEMS], is_news=is_news, parts=())


def _worth_reading(parts: tuple[Part, ...], moment: str) -> list[Part]:
    """Those that are not dated as older, the newest first; those without a date last."""
    found = [part for part in parts if part.changed is None or days_between(part.changed, moment) <= NEW_DAYS]
    return sorted(found, key=lambda part: part.changed or "", reverse=True)[:MOST_PARTS]


def _plausible(item: Item, moment: str) -> Item:
    return item if item.published is None or is_possible(item.published, moment) else replace(item, published=None)


def _stock(items: tuple[Item, ...], moment: str) -> tuple[frozenset[str], frozenset[str]]:
    dates = {item.link: item.dated or date_in_url(item.link) for item in items}
    old = {link for link, date in dates.items() if date is not None and days_between(date, moment) > NEW_DAYS}
    undated = {link for link, date in dates.items() if date is None}
    return frozenset(old | undated), frozenset(undated)


def freshness(headers: Mapping[str, str]) -> float | None:
    """Seconds for which a server calls its answer fresh, by `Cache-Control` or `Expires`; None where it does not."""
    for directive in headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and value.strip('"').isdecimal():
            age = headers.get("age", "0").strip()
            return max(0.0, float(value.strip('"')[:9]) - float(age[:9] if age.isdecimal() else 0))
    try:
        expires = parsedate_to_datetime(headers["expires"])
        date = parsedate_to_datetime(headers["date"])
        return max(0.0, (expires - date).total_seconds())
    except (KeyError, ValueError, TypeError, IndexError):
        return None
