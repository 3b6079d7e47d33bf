"""One incident: what it is, who asserts and who denies it, what reports differ on."""

from __future__ import annotations

from itertools import groupby

from whowhom.errors import StoreError
from whowhom.store.disputes import Ledger, ledger
from whowhom.store.file import Connection
from whowhom.web.links import Links
from whowhom.web.page import Kind, Page, Row
from whowhom.web.query import Query
from whowhom.web.refusal import unknown


def make(connection: Connection, query: Query, links: Links) -> Page:
    name = query.options["id"]
    try:
        found = ledger(connection, name)
    except StoreError as error:
        raise unknown("The store knows no such incident.", name) from error
    return page(found)


def page(found: Ledger) -> Page:
    one = found.incident
    fields = [(field, list(values)) for field, values in groupby(one.values, key=lambda value: value.field)]
    values = {
        "of": Query((("incident", one.incident),)), "ledger": found, "incident": one,
        "differ": [(field, given) for field, given in fields if len(given) > 1],
    }  # fmt: skip
    return Page("incident.html", title(found), values, lambda: found, lambda: entries(found), ROW)


def title(found: Ledger) -> str:
    one = found.incident
    who = ", ".join(named.party.name for named in one.actors) or "Nobody named"
    whom = ", ".join(named.party.name for named in one.recipients)
    return f"{who}: {one.event_type.lower()}{f', {one.mode}' if one.mode else ''}{f' — {whom}' if whom else ''}"


ROW = (
    "incident", "stance", "party", "sentence", "cue", "published", "publisher", "agency", "address", "report_id",
    "event_id", "voice", "copies",
)  # fmt: skip


def entries(found: Ledger) -> list[Row]:
    return [
        {
            "incident": found.incident.incident, "stance": entry.stance,
            "party": entry.party.name if entry.party else None, "sentence": entry.sentence, "cue": entry.cue,
            "published": entry.published, "publisher": entry.publisher, "agency": entry.agency,
            "address": entry.address, "report_id": entry.report_id, "event_id": entry.event_id, "voice": entry.voice,
            "copies": [copy.publisher or copy.report_id for copy in entry.copies],
        }
        for entry in found.entries
    ]  # fmt: skip


KIND = Kind("/incident", make, {"id": None}, (), ("id",))
