"""What a host allows robots to fetch (robots.txt, RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.pace import Pace

NAME = "whowhom"
_LARGEST = 512_000
"""Bytes: the rest of a longer file counts for nothing, as RFC 9309 allows."""
_LIFE = 24 * 3600.0
_SHORT_LIFE = 300.0


@dataclass(frozen=True, slots=True)
class _Rules:
    allow: Protego | None
    """None where nothing may be fetched, for the reason."""
    reason: str
    until: float


class Robots:
    """Asks each host once a day. `get` fetches its file: status and text."""

    def __init__(self, get: Callable[[httpx.URL], tuple[int, bytes]], pace: Pace) -> None:
        self._get = get
        self._pace = pace
        self._known: dict[str, _Rules] = {}

    def check(self, url: httpx.URL) -> None:
        """Raises FetchError where the host does not allow this address, or does not say what it allows."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        rules = self._known.get(origin)
        if rules is None or rules.until < time.monotonic():
            rules = self._known[origin] = self._ask(url.copy_with(raw_path=b"/robots.txt"))
        if rules.allow is None:
            raise FetchError(rules.reason)
        if not rules.allow.can_fetch(str(url), NAME):
            words = "does not allow robots to fetch it; save the page with a browser and give the file"
            raise FetchError(f"{origin}/robots.txt {words}", lasting=True)

    def _ask(self, url: httpx.URL) -> _Rules:
        status, body = self._get(url)
        now = time.monotonic()
        if status >= 500 or status == 429:
            reason = f"{url} answered {status}: while the host does not say what it allows, nothing is fetched from it"
            return _Rules(None, f"{reason}; try again later", now + _SHORT_LIFE)
        text = body[:_LARGEST].decode("utf-8-sig", errors="replace") if 200 <= status < 300 else ""
        rules = Protego.parse(text)
        if (delay := rules.crawl_delay(NAME)) is not None:
            self._pace.slow(url.host, float(delay))
        return _Rules(rules, "", now + _LIFE)
