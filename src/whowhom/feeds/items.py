"""What a feed says: items with addresses, and when its author wants it to be looked at again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from whowhom.reading.characters import clean
from whowhom.reading.dates import days_between

MOST_ITEMS = 50_000
"""Of one feed; the sitemap protocol allows no more either."""
_SAME_TIMES = 5
"""So many items of one and the same second are dated by the machine that wrote the feed, not by their publication."""


_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\s*>", re.I)


class FeedError(Exception):
    """What came is no feed; the message says what it is, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Item:
    """`published`: ISO date or time. `mark` changes when the feed says anything else of the item. `dated`: when the
    item was published or changed, as far as the feed tells it at all."""

    link: str
    title: str | None
    published: str | None
    mark: str
    dated: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A sitemap that an index names, and when it was changed."""

    address: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """`kind`: rss, atom, json or sitemap. `wait`: seconds after which its author wants it read again. `is_news`: all
    its items are news; other sitemaps list whole sites."""

    kind: str
    title: str | None
    items: tuple[Item, ...]
    wait: float | None = None
    is_news: bool = True
    parts: tuple[Part, ...] = ()


def is_cut_off(body: bytes) -> bool:
    """Whether the end of a feed is missing; its end is enough."""
    return _END.search(body[-65_536:]) is None


def mark(*said: object) -> str:
    """A digest of what a feed says of an item."""
    joined = "\x1f".join("" if part is None else str(part) for part in said)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def web_address(link: object, base: str) -> str | None:
    """A link as it stands in a feed at `base`, whole; None where it leads to no web page."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urljoin(base, clean(link).strip())
        whole.encode("utf-8")  # no lone surrogates
    except ValueError:
        return None
    return whole if whole.lower().startswith(("http://", "https://")) and len(whole) < 4000 else None


def believed(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, without dates that are one and the same second for all of them."""
    kept = tuple(items)
    told = [item.published for item in kept if item.published is not None]
    if len(told) >= _SAME_TIMES and len(set(told)) == 1 and "T" in told[0]:
        return tuple(replace(item, published=None) for item in kept)
    return kept


def is_possible(published: str, moment: str) -> bool:
    """Whether a feed may be right about a date: not in the future, and not the zero of a computer's clock."""
    return published[:10] > "1970-01-02" and days_between(moment, published) <= 1
