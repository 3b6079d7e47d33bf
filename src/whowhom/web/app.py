"""The page over a store as an ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
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
from whowhom.web.kept import Kept
from whowhom.web.links import Addresses
from whowhom.web.page import Kind, Page, as_csv, as_json
from whowhom.web.pages import KINDS
from whowhom.web.query import Query, read
from whowhom.web.reader import Reader
from whowhom.web.refusal import Refusal, wrong
from whowhom.web.safety import Safety
from whowhom.web.templating import draw

STATIC = Path(__file__).parent / "static"
TYPES = {"": "text/html; charset=utf-8", ".json": "application/json", ".csv": "text/csv; charset=utf-8"}
"""Suffix of a page's path to what is answered."""
Endpoint = Callable[[Request], Response]


def make_app(store: Path, host: str = "127.0.0.1") -> Starlette:
    """The application over the store in this file, which is opened for reading only, when it is needed."""
    reader, kept = Reader(store), Kept()

    @asynccontextmanager
    async def life(_: Starlette) -> Any:
        yield
        reader.close()

    routes = [
        Route(_path(kind.path, suffix), _endpoint(kind, suffix, reader, kept), name=kind.path + suffix)
        for kind in KINDS
        for suffix in TYPES
    ]
    return Starlette(
        routes=[
            *routes,
            Route("/download/{format}", downloads.endpoint(reader)),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Safety, host=host), Middleware(GZipMiddleware, minimum_size=800, compresslevel=6)],
        exception_handlers={Refusal: _refused, HTTPException: _refused, StoreError: _refused, Exception: _failed},
        lifespan=life,
    )


def _path(path: str, suffix: str) -> str:
    return f"/overview{suffix}" if path == "/" and suffix else path + suffix


def _endpoint(kind: Kind, suffix: str, reader: Reader, kept: Kept) -> Endpoint:
    def answer(request: Request) -> Response:
        asked = request.query_params.multi_items()
        filled = [(name, value) for name, value in asked if value.strip()]
        query = read(filled, kind.options, kind.conditions)
        if len(filled) < len(asked) or _several(filled):  # a form sends its empty fields too
            return RedirectResponse(request.url.path + query.string(**query.options), 303)
        key = (reader.stamp(), request.url.path, query.string(**query.options))
        body = kept.get(key)
        if body is None:
            for name in kind.needed:
                if not query.options.get(name):
                    raise wrong("a page without telling which", f"no {name}", f"{kind.path}?{name}=…")
            with reader.connection() as connection:
                page = kind.make(connection, query, Addresses())
                body = _body(page, suffix, kind, query, reader)
            kept.put(key, body)
        return Response(body, media_type=TYPES[suffix])

    return answer


def _several(pairs: list[tuple[str, str]]) -> bool:
    return any(";" in value for _, value in pairs)


def _body(page: Page, suffix: str, kind: Kind, query: Query, reader: Reader) -> bytes:
    if suffix == ".json":
        return as_json(page)
    if suffix == ".csv":
        return as_csv(page)
    about = {"path": kind.path, "twin": _path(kind.path, ".x")[:-2], "query": query, "kind": kind}
    formats = downloads.offered() if "actor" in kind.conditions else {}
    return draw(
        page.template, **page.values, **about, title=page.title, to=Addresses(), store=reader.path.name, formats=formats
    ).encode("utf-8")


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
    about = {"title": "Not answered", "path": "", "query": Query(), "to": Addresses(), "formats": {}, "twin": ""}
    page = draw("error.html", refusal=refusal, **about)
    return Response(page.encode(), refusal.status, headers, TYPES[""])


def _failed(request: Request, error: Exception) -> Response:
    words = str(error) if isinstance(error, WhowhomError) else "Something in this page went wrong; the terminal tells."
    return _refused(request, Refusal(500, words))
