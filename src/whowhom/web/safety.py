"""What keeps a local page local: the hosts it answers to, and the headers of every answer."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})
LONGEST = 4_000
"""Characters of a query string."""
HEADERS = {
    "content-security-policy": "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Safety:
    """Refuses requests for a host that is not this one: a page of the web whose name was made to lead here (DNS
    rebinding) asks under its own name. Puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1") -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if not allowed(Headers(scope=scope).get("host", ""), self.host):
            refusal = PlainTextResponse("This page answers only to the address at which it was started.\n", 400)
            await refusal(scope, receive, send_safely)
        elif len(scope["query_string"]) > LONGEST:
            await PlainTextResponse(f"The address is longer than {LONGEST} characters.\n", 414)(
                scope, receive, send_safely
            )
        else:
            await self.app(scope, receive, send_safely)


def allowed(header: str, host: str, loopback: Collection[str] = LOOPBACK) -> bool:
    """Whether a Host header ("localhost:8000", "[::1]:8000") names this server, which was started at `host`. Where it
    was started at all addresses any address will do, as a name cannot stand for one; no name but localhost does."""
    name = _name(header)
    if name in loopback or name == host.lower():
        return True
    return host in EVERYWHERE and _is_address(name)


def _name(header: str) -> str:
    name, closed, port = header.partition("]") if header.startswith("[") else ("", "", "")
    if closed:
        return name[1:].lower() if not port or _is_port(port) else ""
    name, colon, port = header.partition(":")
    return name.lower() if not colon or _is_port(colon + port) else ""


def _is_port(text: str) -> bool:
    return text.startswith(":") and text[1:].isascii() and text[1:].isdecimal()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
