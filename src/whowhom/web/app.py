"""The page over a store as an ASGI application."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from whowhom.errors import StoreError, WhowhomError
from whowhom.web import downloads
from whowhom.web.drawing import warm_charts
from whowhom.web.kept import Kept
from whowhom.web.links import Addresses
from whowhom.web.page import Kind, as_csv, as_json
from whowhom.web.pages import KINDS
from whowhom.web.query import Query, read
from whowhom.web.reader import Reader
from whowhom.web.refusal import Refusal, wrong
from whowhom.web.safety import HEADERS, Safety
from whowhom.web.templating import draw

STATIC = Path(__file__).parent / "static"
TYPES = {"": "text/html; charset=utf-8", ".json": "application/json", ".csv": "text/csv; charset=utf-8"}
"""Suffix of a page's path to what is answered."""


def make_app(store: Path, host: str = "127.0.0.1") -> Starlette:
    """The application over the store in this file, which is opened for reading only, when it is needed. Its
    `state.site` is the `Site`."""
    site = Site(store)

    @asynccontextmanager
    async def life(_: Starlette) -> Any:
        yield
        site.reader.close()

    pages = [Route(_path(kind.path, suffix), site.endpoint(kind, suffix)) for kind in KINDS for suffix in TYPES]
    made = Starlette(
        routes=[
            *pages,
            Route("/download/{format}", downloads.endpoint(site.reader)),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Safety, host=host), Middleware(GZipMiddleware, minimum_size=800, compresslevel=6)],
        exception_handlers={Refusal: _refused, HTTPException: _refused, StoreError: _refused, Exception: _failed},
        lifespan=life,
    )
    made.state.site = site
    return made


class Site:
    """The pages of a store, each made once while the store is unchanged."""

    def __init__(self, store: Path) -> None:
        self.reader, self.kept = Reader(store), Kept()

    def endpoint(self, kind: Kind, suffix: str) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            asked = request.query_params.multi_items()
            query = read(((name, value) for name, value in asked if value.strip()), kind.options, kind.conditions)
            if len(query.conditions) + len(query.options) != len(asked):  # a form sends empty fields, and lists
                return RedirectResponse(request.url.path + query.string(**query.options), 303)
            return Response(self.body(kind, suffix, query), media_type=TYPES[suffix])

        return answer

    def body(self, kind: Kind, suffix: str, query: Query) -> bytes:
        for name in kind.needed:
            if not query.options.get(name):
                raise wrong("a page without telling which", f"no {name}", f"{kind.path}?{name}=…")
        key = (self.reader.stamp(), kind.path, suffix, query.string(**query.options))
        return self.kept.once(key, lambda: self._made(kind, suffix, query))

    def warm(self, stop: threading.Event) -> None:
        """Make what is looked at first, before anybody asks; what cannot be is told to who asks for it."""
        for kind in KINDS:
            if not kind.needed and not stop.is_set():
                with suppress(Refusal, StoreError):
                    self.body(kind, "", Query())
        if not stop.is_set():
            warm_charts()

    def _made(self, kind: Kind, suffix: str, query: Query) -> bytes:
        with self.reader.connection() as connection:
            page = kind.make(connection, query, Addresses())
            if suffix == ".json":
                return as_json(page)
            if suffix == ".csv":
                return as_csv(page)
        address = {"path": kind.path, "twin": _path(kind.path, ".x")[:-2], "query": query, "of": query}
        shared = {"title": page.title, "store": self.reader.path.name, "formats": downloads.offered()}
        return draw(page.template, **(address | shared | {"to": Addresses()} | dict(page.values))).encode("utf-8")


def _path(path: str, suffix: str) -> str:
    return f"/overview{suffix}" if path == "/" and suffix else path + suffix


def _refused(request: Request, error: Exception) -> Response:
    """In the form that was asked for: a page, JSON, or a line of text."""
    if isinstance(error, HTTPException):
        words = "There is no such page." if error.status_code == 404 else str(error.detail)
        refusal = Refusal(error.status_code, words, request.url.path if error.status_code == 404 else "")
    elif isinstance(error, Refusal):
        refusal = error
    else:
        refusal = Refusal(400, f"{error}.")
    headers = {"retry-after": "2"} if refusal.status == 503 else {}
    if request.url.path.endswith(".json"):
        return JSONResponse(refusal.row(), refusal.status, headers)
    if request.url.path.endswith(".csv"):
        return PlainTextResponse(f"{refusal.words} {refusal.given} {refusal.expected}\n", refusal.status, headers)
    nothing = {"title": "Not answered", "path": "", "twin": "", "formats": {}, "query": Query(), "of": Query()}
    page = draw("error.html", refusal=refusal, to=Addresses(), **nothing)
    return Response(page.encode(), refusal.status, headers, TYPES[""])


def _failed(request: Request, error: Exception) -> Response:
    words = str(error) if isinstance(error, WhowhomError) else "Something in this page went wrong; the terminal tells."
    answer = _refused(request, Refusal(500, words))
    answer.headers.update(HEADERS)  # what fails is answered outside of all middleware
    return answer
