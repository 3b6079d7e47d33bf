"""The way to the net: names are resolved and checked here, and connections go to the checked address.

Every silence and every answer as a whole has its time: a server that sends a byte a second holds nobody up.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias

import httpcore

from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.guard import checked_ip

Resolver: TypeAlias = Callable[[str, int], list[str]]
"""IP addresses of a host, best first."""

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Within the block, no connecting, reading or writing goes on for longer than this, all together."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


@contextmanager
def _within(timeout: float | None) -> Iterator[float | None]:
    """The time for one step: what is left of the limit, or the step's own. Raises FetchError when the limit is up."""
    until = _until.get()
    if until is None:
        yield timeout
        return
    left = until - time.monotonic()
    try:
        if left <= 0:
            raise httpcore.TimeoutException
        yield left if timeout is None else min(timeout, left)
    except httpcore.TimeoutException as error:
        if time.monotonic() < until:
            raise
        raise FetchError(_TOO_SLOW) from error


_TOO_SLOW = "the answer took longer than allowed; try again later, or save the page and give the file"


def resolve(host: str, port: int) -> list[str]:
    """The system's answer. Raises FetchError where it knows no such host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host} cannot be found ({error}); check the address and the network") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Network(httpcore.NetworkBackend):
    """TCP connections to checked addresses only."""

    def __init__(self, allow_private: bool, resolver: Resolver = resolve) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        self._tcp = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._resolver(host, port)
        # one bad address among good ones is no web site's doing: all must pass
        addresses = [checked_ip(ip, host, self._allow_private) for ip in found]
        failure: Exception = httpcore.ConnectError(f"no address of {host}")
        for ip in addresses:
            try:
                with _within(timeout) as seconds:
                    return _Timed(self._tcp.connect_tcp(ip, port, seconds, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise FetchError("pages are fetched over the net only")


class _Timed(httpcore.NetworkStream):
    """A connection that keeps to the time limit."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _within(timeout) as seconds:
            return self._stream.read(max_bytes, seconds)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _within(timeout) as seconds:
            self._stream.write(buffer, seconds)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with _within(timeout) as seconds:
            return _Timed(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
