"""The overview of a selection: over time, on the map, who acts on whom, and what is disputed."""

from __future__ import annotations

from typing import cast

from whowhom.store.dyads import held
from whowhom.store.file import Connection
from whowhom.store.periods import PERIODS, Period
from whowhom.web.chosen import Chosen, Timeline
from whowhom.web.links import Links
from whowhom.web.page import Kind, Page, Row
from whowhom.web.query import Query
from whowhom.web.tables import matrix

TOP, IN_NETWORK = 12, 30
"""Parties of the matrix and of the network."""
DISPUTES = 5


def make(connection: Connection, query: Query, links: Links) -> Page:
    chosen = Chosen(connection, query.selection)
    totals = chosen.totals()
    time = chosen.timeline(totals, cast(Period | None, query.options.get("by")))
    kinds, countries, pairs, ledgers = (
        chosen.kinds(), chosen.countries(), chosen.pairs(IN_NETWORK), chosen.disputed(DISPUTES)
    )  # fmt: skip
    values = {
        "totals": totals, "time": time, "kinds": kinds, "countries": countries, "pairs": pairs,
        "matrix": matrix(pairs, TOP), "ledgers": ledgers, "held": held(connection), "periods": PERIODS,
    }  # fmt: skip
    data = {
        "totals": totals, "by": time.by, "timeline": time.bars, "types": kinds, "countries": countries, "pairs": pairs,
    }  # fmt: skip
    return Page(
        "overview.html", "Overview", values,
        lambda: data | {"disputes": ledgers},
        lambda: bar_rows(time), BARS,
    )  # fmt: skip


BARS = ("period", "quad", "incidents")


def bar_rows(time: Timeline) -> list[Row]:
    return [{"period": bar.period, "quad": bar.quad, "incidents": bar.incidents} for bar in time.bars]


KIND = Kind("/", make, {"by": PERIODS})
