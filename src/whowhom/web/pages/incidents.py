"""The incidents of a selection, page by page."""

from __future__ import annotations

from typing import cast

from whowhom.store.file import Connection
from whowhom.web.links import Links
from whowhom.web.listing import SORTS, Sort, listed
from whowhom.web.page import Kind, Page
from whowhom.web.query import Query
from whowhom.web.refusal import wrong
from whowhom.web.tables import ROW, row

ON_A_PAGE = 40
LAST = 250


def make(connection: Connection, query: Query, links: Links) -> Page:
    sort = cast(Sort, query.options.get("sort") or "newest")
    number = _number(query.options.get("page") or "1")
    found, many = listed(connection, query.selection, sort, ON_A_PAGE, ON_A_PAGE * (number - 1))
    pages = max(1, -(-many // ON_A_PAGE))
    rows = [row(*one) for one in found]
    values = {
        "found": found, "count": many, "sort": sort, "sorts": SORTS, "number": number, "pages": min(pages, LAST),
        "first": ON_A_PAGE * (number - 1) + 1,
    }  # fmt: skip
    data = {"incidents": many, "page": number, "pages": pages, "sort": sort, "found": rows}
    return Page("incidents.html", "Incidents", values, lambda: data, lambda: rows, ROW)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= LAST):
        raise wrong("a page", text, f"a number from 1 to {LAST}; narrow the conditions to see what lies beyond")
    return int(text)


KIND = Kind("/incidents", make, {"sort": SORTS, "page": None})
