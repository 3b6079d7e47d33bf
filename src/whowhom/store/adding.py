"""Writing codings into a store: what is there already stays, a changed text becomes a new version of its report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from whowhom.export.rows import event_row, report_row, statement_row
from whowhom.linking.addresses import canonical
from whowhom.linking.event_profile import event_profile
from whowhom.linking.profiles import profile
from whowhom.records import Coding, Event, Party, Report
from whowhom.store import derived
from whowhom.store.file import Connection, fetch, insert, values
from whowhom.store.links import Links
from whowhom.version import CODER_VERSION

TABLES = ("report", "event", "party", "statement", "instrument_act", "in_force")
"""The tables whose rows are written as they are read."""


@dataclass(frozen=True)
class Added:
    """What an addition did, in reports: `new`, `changed` (a further version of one that is known), `unchanged`."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    events: int = 0

    @property
    def total(self) -> int:
        """Reports that were looked at."""
        return self.new + self.changed + self.unchanged

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.events + other.events,
        )


def address_of(report: Report) -> str:
    """What makes two readings the same report: its canonical address, or its id where it has none."""
    return canonical(report.url) if report.url else f"id:{report.id}"


def known(connection: Connection, reports: Sequence[Report]) -> dict[str, dict[str, Any]]:
    """The current versions of these reports that the store holds, by address."""
    wanted = [address_of(report) for report in reports]
    query = "SELECT address, report_no, report_id, version, sha256 FROM report WHERE current AND address IN "
    return {row["address"]: row for row in fetch(connection, f"{query} (SELECT unnest(?))", [wanted])}


def unchanged(connection: Connection, reports: Sequence[Report]) -> set[int]:
    """Positions of the reports that the store holds with the very same text."""
    found = known(connection, reports)
    return {
        number
        for number, report in enumerate(reports)
        if (old := found.get(address_of(report))) and old["sha256"] == report.sha256
    }


def add(connection: Connection, codings: Sequence[Coding]) -> Added:
    """Keep these codings; to be called inside a transaction. Given twice, a report counts once."""
    found = known(connection, [coding.report for coding in codings])
    free = _FreeIds(connection, [coding.report.id for coding in codings])
    writer = Writer(connection)
    counts: Counter[str] = Counter()
    for coding in codings:
        address = address_of(coding.report)
        old = found.get(address)
        if old and old["sha256"] == coding.report.sha256:
            counts["unchanged"] += 1
            continue
        identifier = old["report_id"] if old else free.take(coding.report.id)
        if old:
            writer.retire(old["report_no"])
        version = old["version"] + 1 if old else 1
        number = writer.report(renamed(coding, identifier), address, version)
        found[address] = {
            "report_no": number, "report_id": identifier, "version": version, "sha256": coding.report.sha256
        }  # fmt: skip
        counts["changed" if old else "new"] += 1
    writer.flush()
    return Added(counts["new"], counts["changed"], counts["unchanged"], writer.event_count)


def renamed(coding: Coding, identifier: str) -> Coding:
    """The coding under the id by which the store knows the report; with ids of its own for events and statements, as
    the report of the other id may have the same text."""
    if coding.report.id == identifier:
        return coding

    def own(old: str) -> str:
        return hashlib.sha256(f"{identifier}\0{old}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

    return Coding(
        replace(coding.report, id=identifier),
        tuple(replace(e, event_id=own(e.event_id), report_id=identifier) for e in coding.events),
        tuple(replace(s, statement_id=own(s.statement_id), report_id=identifier) for s in coding.statements),
    )


class Writer:
    """Collects the rows of one transaction and writes them together, then links what is new."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.next_report = _next(connection, "report")
        self.first_event = self.next_event = _next(connection, "event")
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self.retired: list[int] = []
        self.recoded: list[dict[str, Any]] = []
        self.links = Links(connection)

    @property
    def event_count(self) -> int:
        return self.next_event - self.first_event

    def retire(self, report_no: int) -> None:
        """The report's version is no longer the current one."""
        pending = [row for row in self.rows["report"] if row["report_no"] == report_no]
        if not pending:
            self.retired.append(report_no)
            return
        pending[0]["current"] = False  # twice in one transaction: it was never linked
        for row in self.rows["event"]:
            row["current"] = row["current"] and row["report_no"] != report_no

    def report(self, coding: Coding, address: str, version: int) -> int:
        report, number = coding.report, self.next_report
        kept = profile(report, coding.events)
        self.next_report += 1
        row = report_row(report)
        row["report_id"] = row.pop("id")
        self.rows["report"].append(
            row
            | {
                "report_no": number,
                "version": version,
                "current": True,
                "address": address,
                "published_day": day_of(report.published),
                "added": datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" "),
                "coder_version": coder_version(coding),
                "agency": kept.agency,
                "profile": kept.to_json(),
            }
        )
        self._events(coding, number)
        return number

    def again(self, coding: Coding, report_no: int) -> None:
        """A report whose row stands is coded anew: what it had has been deleted."""
        kept = profile(coding.report, coding.events)
        self.recoded.append({"report_no": report_no, "profile": kept.to_json(), "agency": kept.agency})
        self._events(coding, report_no)

    def _events(self, coding: Coding, report_no: int) -> None:
        for event in coding.events:
            self.rows["event"].append(self._event(event, coding.report, report_no))
        self.rows["statement"] += [statement_row(s) | {"report_no": report_no} for s in coding.statements]
        self.rows["in_force"] += derived.force_rows(coding.report.text, report_no)

    def _event(self, event: Event, report: Report, report_no: int) -> dict[str, Any]:
        number = self.next_event
        self.next_event += 1
        self.rows["party"] += party_rows(event, number)
        self.rows["instrument_act"] += derived.act_rows(event, number)
        published = day_of(report.published)
        first, last = (event.date.start, event.date.end) if event.date else (None, None)
        return event_row(event) | {
            "event_no": number,
            "report_no": report_no,
            "current": True,
            "day": first or published,
            "first_day": first,
            "last_day": last,
            "disputed": bool(event.denied_by),
            "words": "\n".join(span.text for span in event.evidence).lower(),
            "profile": event_profile(event, report).to_json(),
        }

    def flush(self) -> None:
        if self.retired:
            self.links.forget_reports(self.retired)
            for table in ("report", "event"):
                query = f"UPDATE {table} SET current = false WHERE report_no IN (SELECT unnest(?))"
                self.connection.execute(query, [self.retired])
        if self.recoded:
            columns = [[row[name] for row in self.recoded] for name in ("report_no", "profile", "agency")]
            self.connection.execute(_RECODED, [CODER_VERSION, *columns])
        for table, rows in self.rows.items():
            insert(self.connection, table, rows)
        derived.keep(self.connection, self.first_event)
        current = [row for row in self.rows["report"] if row["current"]] + self.recoded
        self.links.update(
            {row["report_no"]: row["profile"] for row in current},
            {row["event_no"]: row["profile"] for row in self.rows["event"] if row["current"]},
        )


_RECODED = """
UPDATE report SET coder_version = ?, profile = new.profile, agency = new.agency
FROM (SELECT unnest(?) AS no, unnest(?) AS profile, unnest(?) AS agency) new WHERE report_no = new.no
"""


def coder_version(coding: Coding) -> str:
    return coding.events[0].coder_version if coding.events else CODER_VERSION


def party_rows(event: Event, event_no: int) -> Iterator[dict[str, Any]]:
    roles: tuple[tuple[str, Iterable[Party]], ...] = (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("speaker", event.asserted_by),
        ("denier", event.denied_by),
    )
    for role, parties in roles:
        for position, party in enumerate(parties):
            yield {
                "event_no": event_no,
                "role": role,
                "position": position,
                "party": party.country or party.name,
                "country": party.country,
                "sector": party.sector,
                "name": party.name,
            }


def day_of(published: str | None) -> str | None:
    """The day of an ISO date or time; None where it is not known to the day."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _next(connection: Connection, table: str) -> int:
    return int(values(connection, f"SELECT coalesce(max({table}_no), 0) + 1 FROM {table}")[0])


class _FreeIds:
    """Report ids that no other report of the store has: a taken one gets a number, as within one reading."""

    def __init__(self, connection: Connection, wanted: Sequence[str]) -> None:
        self.connection = connection
        query = "SELECT DISTINCT report_id FROM report WHERE report_id IN (SELECT unnest(?))"
        self.taken = set(values(connection, query, [list(set(wanted))]))

    def take(self, identifier: str) -> str:
        choice, number = identifier, 2
        while choice in self.taken or (number > 2 and self._stored(choice)):
            choice, number = f"{identifier}#{number}", number + 1
        self.taken.add(choice)
        return choice

    def _stored(self, identifier: str) -> bool:
        return bool(values(self.connection, "SELECT 1 FROM report WHERE report_id = ? LIMIT 1", [identifier]))
