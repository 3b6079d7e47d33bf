"""The client: an address in, what the server answered out, with redirects followed, robots.txt obeyed, answers kept in
a cache (RFC 9111), and pages kept in an archive if asked for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import httpx
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from whowhom.reading.encodings import ACCEPTED, EncodingError, decoded
from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.guard import checked_url
from whowhom.reading.fetch.network import Resolver, resolve
from whowhom.reading.fetch.pace import Pace, retry_after
from whowhom.reading.fetch.robots import Robots
from whowhom.reading.fetch.settings import Fetching
from whowhom.reading.fetch.transport import Transport
from whowhom.reading.keep import Exchange, Keeper

_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429})
"""Refusals that hold for a while only."""

logging.getLogger("hishel").setLevel(logging.CRITICAL)  # a cache that cannot be written is no error: pages are fetched


class Client:
    """Fetches pages one after the other. `resolver`, `clock` and `sleep` stand for the world, for tests.

    Requests go out below httpx's own client: so there are no cookies, no passwords from `.netrc`, and no proxies, which
    would connect to addresses that nobody has checked.
    """

    def __init__(
        self,
        fetching: Fetching,
        resolver: Resolver = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.fetching = fetching
        pace = Pace(fetching.pause, fetching.longest_wait, clock, sleep)
        self._transport: httpx.BaseTransport = Transport(fetching, pace, resolver)
        if fetching.cache is not None:
            # what was fetched with leave to read private addresses is not given out without it
            file = "private.db" if fetching.allow_private else "pages.db"
            storage = SqliteStorage(database_path=fetching.cache / file, max_stream_size=fetching.largest)
            self._transport = CacheTransport(self._transport, storage, CacheOptions(shared=False))
        self._robots = Robots(self._robots_file, pace)
        self.keeper = Keeper(fetching.keep) if fetching.keep is not None else None

    def get(self, address: str, anew: bool = False) -> Exchange:
        """The page at an address, after redirects. With `anew` the server is asked whether it has changed, however
        fresh the cache thinks it is.

        Raises FetchError: where no request may go there, where it fails, and where the answer is none with a page.
        """
        url = checked_url(address, self.fetching.allow_private)
        exchange = self._follow(url, self._robots.check, anew)
        if exchange.status not in (200, 203):
            what = f"{exchange.status} {exchange.reason}".rstrip()
            asked = next((value for key, value in exchange.received if key.lower() == b"retry-after"), None)
            raise FetchError(
                f"the server answered {what}{_ADVICE.get(exchange.status, '')}",
                wait=retry_after(asked.decode("latin-1")) if asked is not None else None,
                lasting=400 <= exchange.status < 500 and exchange.status not in _PASSING,
            )
        return exchange

    def close(self) -> None:
        self._transport.close()
        if self.keeper is not None:
            self.keeper.close()

    def _follow(self, url: httpx.URL, check: Callable[[httpx.URL], None], anew: bool = False) -> Exchange:
        for _ in range(self.fetching.redirects + 1):
            check(url)
            exchange = self._send(url, anew)
            target = next((value for key, value in exchange.received if key.lower() == b"location"), None)
            if exchange.status not in _REDIRECTS or target is None:
                return exchange
            url = self._redirected(url, target.decode("utf-8", errors="replace"))
        raise FetchError(f"redirects more than {self.fetching.redirects} times, at last to {url}")

    def _redirected(self, url: httpx.URL, target: str) -> httpx.URL:
        try:
            return checked_url(str(url.join(target.strip())), self.fetching.allow_private)
        except (FetchError, httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"redirects to {target[:200]!r}, which {error}") from error

    def _send(self, url: httpx.URL, anew: bool) -> Exchange:
        headers = {"User-Agent": self.fetching.agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
        headers["Accept-Language"] = "en, *;q=0.1"
        if anew:
            headers["Cache-Control"] = "no-cache"
        request = httpx.Request("GET", url, headers=headers)
        try:
            response = self._transport.handle_request(request)
            body = b"".join(response.iter_raw())
        except RuntimeError as error:  # the cache's file is of another program
            raise FetchError(f"the cache in {self.fetching.cache} cannot be used ({error})") from error
        return Exchange(
            address=str(url),
            sent=request.headers.raw,
            status=response.status_code,
            reason=response.reason_phrase,
            received=response.headers.raw,
            body=body,
            moment=_moment(response),
            ip=response.extensions.get("ip"),
        )

    def _robots_file(self, url: httpx.URL) -> tuple[int, bytes]:
        exchange = self._follow(url, lambda _: None)
        coding = httpx.Headers(list(exchange.received)).get("content-encoding", "")
        try:
            return exchange.status, decoded(exchange.body, coding, self.fetching.largest)
        except EncodingError as error:
            raise FetchError(f"{url} {error}") from error


_ADVICE = {
    401: ": only for those who log in; save the page with a browser and give the file",
    402: ": only for those who pay; save the page with a browser and give the file",
    403: ": it does not serve robots; save the page with a browser and give the file",
    404: ": there is no such page",
    410: ": the page is gone",
    429: ": too many requests; try again later",
    503: ": try again later",
}


def _moment(response: httpx.Response) -> datetime:
    """When the server answered: now, or what a stored answer says itself."""
    status = response.extensions.get("caching", {})
    if status.get("from_cache") and not status.get("revalidated"):
        try:
            return parsedate_to_datetime(response.headers.get("date", "")).astimezone(UTC)
        except (ValueError, TypeError, IndexError):
            pass
    return datetime.now(UTC)


@lru_cache(maxsize=4)
def shared_client(fetching: Fetching) -> Client:
    """The one client of this process with these settings: hosts are treated politely across all calls."""
    return Client(fetching)
