"""The page as one file to send to a colleague: no script, no network, every number's words inside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from whowhom.errors import WhowhomError
from whowhom.export.coded import event_from, report_from
from whowhom.export.whole import whole_file
from whowhom.records import Coding
from whowhom.store import Store
from whowhom.store.disputes import disputes
from whowhom.store.dyads import held
from whowhom.store.file import Connection, fetch
from whowhom.store.incidents import Incident
from whowhom.store.selection import Selection
from whowhom.web.chosen import Chosen
from whowhom.web.listing import listed
from whowhom.web.marking import marked
from whowhom.web.pages.overview import IN_NETWORK, TOP
from whowhom.web.query import Query
from whowhom.web.tables import matrix
from whowhom.web.templating import FOLDER, draw

MOST = 5_000
"""Incidents of one file: what a browser opens at once."""
BRIEF = 2_000
"""Incidents from which the sentences, which stand in the reports too, are left out of the table."""
STYLES = ("style.css", "pictures.css")


@dataclass(frozen=True)
class Places:
    """Links within the file, by short names: to what is told of an incident, to a report, to its words. What has
    several parts is told in a place of its own (`whole`); every incident has its row in the table (`rows`)."""

    whole: frozenset[str]
    rows: dict[str, int]
    reports: dict[str, int]
    events: dict[str, tuple[int, str]]
    """Event to its number and its incident."""

    def incidents(self, query: Query, **changes: str | Iterable[str] | None) -> None:
        return None

    def overview(self, query: Query, **changes: str | Iterable[str] | None) -> None:
        return None

    def incident(self, incident: str) -> str | None:
        return f"#a{self.rows[incident]}" if incident in self.whole else None

    def row(self, incident: str) -> str | None:
        return f"i{self.rows[incident]}" if incident in self.rows else None

    def report(self, report_id: str, event_id: str | None = None) -> str | None:
        if report_id not in self.reports:
            return None
        return f"#{self.words(event_id)}" if event_id else f"#r{self.reports[report_id]}"

    def words(self, record: str) -> str:
        return f"w{self.events[record][0]}"

    def record(self, record: str) -> str | None:
        return self.row(self.events[record][1])

    def actor(self, party: str) -> None:
        return None

    def dyad(self, one: str, other: str) -> None:
        return None

    def instrument(self, name: str) -> None:
        return None


def write(store: Store, selection: Selection, path: Path) -> int:
    """Write the file, whole or not at all; gives its size in bytes. Raises `WhowhomError` for too many incidents."""
    with store.reading() as connection:
        page = html(connection, selection, store.path.name).encode("utf-8")
    with whole_file(path) as file:
        file.write(page)
    return len(page)


def html(connection: Connection, selection: Selection, store: str) -> str:
    chosen = Chosen(connection, selection)
    totals = chosen.totals()
    if totals.incidents > MOST:
        raise WhowhomError(f"{totals.incidents:,} incidents: one file holds at most {MOST:,}; narrow the conditions")
    found, _ = listed(connection, selection, "newest", MOST)
    ledgers = disputes(connection, selection)
    codings = list(_codings(connection, (one for one, _ in found)))
    pairs = chosen.pairs(IN_NETWORK)
    several = [one for one, _ in found if len(one.reports) > 1]
    incident_of = {name: one.incident for one, _ in found for mention in one.reports for name in mention.event_ids}
    names = [event.event_id for coding in codings for event in coding.events]
    places = Places(
        frozenset([one.incident for one in several] + [one.incident.incident for one in ledgers]),
        {one.incident: number for number, (one, _) in enumerate(found)},
        {coding.report.id: number for number, coding in enumerate(codings)},
        {name: (number, incident_of.get(name, "")) for number, name in enumerate(names)},
    )
    style = _squeezed("\n".join((FOLDER.parent / "static" / name).read_text(encoding="utf-8") for name in STYLES))
    page = draw(
        "dossier.html", title=_title(selection), conditions=_conditions(selection), totals=totals,
        time=chosen.timeline(totals), kinds=chosen.kinds(), countries=chosen.countries(), pairs=pairs,
        matrix=matrix(pairs, TOP), found=found, brief=len(found) > BRIEF, several=several, ledgers=ledgers,
        held=held(connection), store=store,
        reports=[(coding.report, marked(coding, places, brief=True)) for coding in codings], query=Query(), path="",
        to=places, of=Query(), today=date.today().isoformat(), twin="", formats={},
        style=Markup(style), policy=f"default-src 'none'; style-src '{_hash(style)}'; img-src data:",
    )  # fmt: skip
    return _squeezed(page)


def _squeezed(text: str) -> str:
    """Without indents and empty lines, which mean nothing here and are a tenth of the file."""
    return re.sub(r"\s*\n\s*", "\n", text)


def _hash(style: str) -> str:
    """By which the content policy knows the style sheet of the file, and lets no other in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _codings(connection: Connection, incidents: Iterable[Incident]) -> Iterator[Coding]:
    """The reports that tell of these incidents, the newest first, each with its events; its statements, which the
    pages of the server have, would make the file twice as large."""
    ids = sorted({mention.report_id for one in incidents for mention in one.reports})
    order = "ORDER BY published DESC NULLS LAST, report_id"
    query = f"SELECT *, report_id AS id FROM report WHERE current AND report_id IN (SELECT unnest(?)) {order}"
    reports = fetch(connection, query, [ids])
    found = fetch(
        connection,
        "SELECT * FROM event WHERE report_no IN (SELECT unnest(?)) ORDER BY report_no, event_no",
        [[row["report_no"] for row in reports]],
    )
    events = {number: list(group) for number, group in groupby(found, key=lambda row: row["report_no"])}
    for row in reports:
        yield Coding(report_from(row), tuple(map(event_from, events.get(row["report_no"], ()))))


def _conditions(selection: Selection) -> dict[str, str]:
    given = {name.replace("_", " "): value for name, value in vars(selection).items() if value}
    return {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is True else str(value)
        for name, value in given.items()
    }


def _title(selection: Selection) -> str:
    named = [*selection.party, *selection.actor, *(selection.between or ()), *selection.recipient]
    return f"Dossier: {' and '.join(named)}" if named else "Dossier"
