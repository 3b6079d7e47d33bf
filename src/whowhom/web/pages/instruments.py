"""Treaties, agreements, resolutions and sanctions, with the acts on them."""

from __future__ import annotations

from whowhom.store.file import Connection
from whowhom.store.instruments import Instrument, instruments
from whowhom.web.links import Links
from whowhom.web.page import Kind, Page, Row
from whowhom.web.query import Query

SHOWN, ACTS = 20, 12
"""Instruments of a page, and acts of each; the data of the page has all acts."""


def make(connection: Connection, query: Query, links: Links) -> Page:
    name = query.options.get("name")

    def told(acts: int | None = None) -> list[Instrument]:
        return instruments(connection, query.selection, name or None, SHOWN, acts)

    found = told(ACTS)
    title = found[0].name if name and len(found) == 1 else "Instruments"
    values = {"found": found, "name": name, "most": SHOWN}
    return Page("instruments.html", title, values, told, lambda: rows(told()), ROW)


ROW = (
    "instrument", "kind", "act", "day", "actors", "recipients", "incident", "report_id", "reports", "voices",
    "disputed", "sentence",
)  # fmt: skip


def rows(found: list[Instrument]) -> list[Row]:
    return [
        {
            "instrument": one.name, "kind": one.kind, "act": act.act, "day": act.day,
            "actors": [party.name for party in act.actors], "recipients": [party.name for party in act.recipients],
            "incident": act.incident, "report_id": act.report_id, "reports": act.reports, "voices": act.voices,
            "disputed": act.disputed, "sentence": act.sentence,
        }
        for one in found for act in one.acts
    ]  # fmt: skip


KIND = Kind("/instruments", make, {"name": None})
