"""One request to a server, politely: in the host's time, within the limits, and again where the failure may pass.

It stands below the cache: what the cache answers goes to no server and waits for nothing.
"""

from __future__ import annotations

import ssl

import httpcore
import httpx

from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.network import Network, Resolver, resolve, time_limit
from whowhom.reading.fetch.pace import Pace, retry_after
from whowhom.reading.fetch.settings import Fetching

_BUSY = frozenset({429, 503})
"""What a server answers that wants to be left alone for a while, and may say how long."""
_PASSING = frozenset({500, 502, 504})
_GONE = 300.0
"""Seconds for which a host that does not answer at all is not tried again."""


class Transport(httpx.BaseTransport):
    """Answers are read whole, as they are sent: without chunks, with their content coding. Raises FetchError."""

    def __init__(self, fetching: Fetching, pace: Pace, resolver: Resolver = resolve) -> None:
        self._fetching = fetching
        self._pace = pace
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=16,
            max_keepalive_connections=8,
            keepalive_expiry=15.0,
            network_backend=Network(fetching.allow_private, resolver),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        for left in reversed(range(self._fetching.tries)):
            back_off = max(self._fetching.pause, 0.01) * 2 ** (self._fetching.tries - left)
            with self._pace.turn(host):
                try:
                    response = self._once(request)
                except _MAY_PASS as error:
                    reason = _words(error, host, self._fetching)
                    if left:
                        self._pace.hold(host, back_off, reason)
                        continue
                    if isinstance(error, (httpcore.ConnectError, httpcore.ConnectTimeout)):
                        self._pace.hold(host, _GONE, reason)
                    raise FetchError(f"{reason}; try again later") from error
                if response.status_code not in _BUSY | _PASSING:
                    return response
                asked = retry_after(response.headers.get("retry-after")) if response.status_code in _BUSY else None
                if asked is not None or left:
                    reason = f"{host} answered {response.status_code} {response.reason_phrase}".rstrip()
                    self._pace.hold(host, back_off if asked is None else asked, reason)
        return response

    def close(self) -> None:
        self._pool.close()

    def _once(self, request: httpx.Request) -> httpx.Response:
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._fetching.patience)},
        )
        with time_limit(self._fetching.deadline):
            answer = self._pool.handle_request(asked)
            try:
                body = self._body(answer)
                peer = answer.extensions["network_stream"].get_extra_info("server_addr")
            finally:
                answer.close()
        extensions = {"reason_phrase": answer.extensions.get("reason_phrase", b""), "ip": peer[0] if peer else None}
        return httpx.Response(answer.status, headers=answer.headers, stream=_Bytes(body), extensions=extensions)

    def _body(self, answer: httpcore.Response) -> bytes:
        largest = self._fetching.largest
        told = next((value for key, value in answer.headers if key.lower() == b"content-length"), b"")
        too_large = FetchError(f"is larger than {largest / 1e6:g} MB, the most that is fetched of a page")
        if told.isdigit() and int(told) > largest:
            raise too_large
        body = bytearray()
        for part in answer.iter_stream():
            body += part
            if len(body) > largest:
                raise too_large
        return bytes(body)


class _Bytes(httpx.SyncByteStream):
    """A body that is there already, and that httpx does not unpack on its own."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self):  # type: ignore[no-untyped-def]
        yield self._body


_MAY_PASS = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)


def _words(error: Exception, host: str, fetching: Fetching) -> str:
    """What happened, for somebody who does not know the names of errors."""
    if isinstance(error, httpcore.TimeoutException):
        doing = "there was no connection" if isinstance(error, httpcore.ConnectTimeout) else "nothing came"
        return f"{doing} from {host} for {fetching.patience:g} s"
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        raise FetchError(f"the certificate of {host} is not valid ({cause.verify_message}): it is not read") from error
    if cause is not None:
        return f"no secure connection to {host} ({error})"
    if isinstance(error, httpcore.ConnectError):
        return f"no connection to {host} ({error})"
    if isinstance(error, httpcore.ProtocolError):
        return f"{host} does not answer as a web server does ({error})"
    return f"the connection to {host} broke ({error or 'reset'})"
