"""Words looked for everywhere: parties, titles of reports, sentences of evidence."""

from __future__ import annotations

from whowhom.export.countries import country_name
from whowhom.store.file import Connection, fetch
from whowhom.store.naming import country_code
from whowhom.web.links import Links
from whowhom.web.listing import known_names, listed
from whowhom.web.page import Kind, Page
from whowhom.web.query import Query
from whowhom.web.tables import ROW, row

PARTIES, REPORTS, INCIDENTS = 20, 15, 15


def make(connection: Connection, query: Query, links: Links) -> Page:
    words = query.options.get("q", "")
    if not words:
        nothing: list[object] = []
        empty = {"words": "", "parties": [], "reports": [], "found": [], "count": 0, "of": query}
        return Page("search.html", "Search", empty, lambda: nothing, lambda: [], ROW)
    of = query.but(text=words)
    code = country_code(words)
    parties = [country_name(code) or code] if code else []
    parties += [name for name in known_names(connection, words, PARTIES) if name not in parties]
    reports = fetch(connection, _REPORTS, [words.lower(), REPORTS])
    found, count = listed(connection, of.selection, "newest", INCIDENTS)
    values = {
        "words": words, "parties": parties, "reports": reports, "found": found, "of": of,
        "count": count,
    }  # fmt: skip
    rows = [row(*one) for one in found]
    data = {"words": words, "parties": parties, "reports": reports, "incidents": rows}
    return Page("search.html", f"Search: {words}", values, lambda: data, lambda: rows, ROW)


_REPORTS = """
SELECT report_id, title, publisher, published FROM report
WHERE current AND contains(lower(title), ?) ORDER BY published DESC NULLS LAST, report_id LIMIT ?
"""
KIND = Kind("/search", make, {"q": None}, ())
