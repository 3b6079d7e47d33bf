"""The overview of a selection: over time, on the map, who acts on whom, and what is disputed."""

from __future__ import annotations

from typing import cast

from whowhom.store.disputes import disputes
from whowhom.store.dyads import PERIODS, Period, held
from whowhom.store.file import Connection
from whowhom.web.chosen import Chosen
from whowhom.web.links import Links
from whowhom.web.page import Kind, Page
from whowhom.web.query import Query
from whowhom.web.tables import matrix

TOP, IN_NETWORK = 12, 30
"""Parties of the matrix and of the network."""
DISPUTES = 5


def make(connection: Connection, query: Query, links: Links) -> Page:
    chosen = Chosen(connection, query.selection)
    totals = chosen.totals()
    by = cast(Period, query.options.get("by") or chosen.fitting(totals))
    bars, kinds, countries, pairs = chosen.timeline(by), chosen.kinds(), chosen.countries(), chosen.pairs(IN_NETWORK)
    ledgers = disputes(connection, query.selection, DISPUTES)
    values = {
        "totals": totals, "by": by, "bars": bars, "kinds": kinds, "countries": countries, "pairs": pairs,
        "matrix": matrix(pairs, TOP), "ledgers": ledgers, "held": held(connection), "periods": PERIODS,
    }  # fmt: skip
    data = {"totals": totals, "by": by, "timeline": bars, "types": kinds, "countries": countries, "pairs": pairs}
    return Page(
        "overview.html", "Overview", values,
        lambda: data | {"disputes": ledgers},
        lambda: [vars_of(bar) for bar in bars],
    )  # fmt: skip


def vars_of(bar: object) -> dict[str, object]:
    return {name: getattr(bar, name) for name in ("period", "quad", "incidents")}


KIND = Kind("/", make, {"by": PERIODS})
