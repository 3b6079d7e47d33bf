"""What reports tell of incidents: each event with the report behind it, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from whowhom.export.coded import event_from
from whowhom.records import Event
from whowhom.store.events import RECORD
from whowhom.store.file import Connection, fetch, values

_BESIDE = ("title", "publisher", "published", "url", "agency", "voice", "story")


@dataclass(frozen=True)
class Telling:
    """One event of an incident as one report tells it. `voice` is what copies of one agency text share."""

    event: Event
    incident: str
    title: str | None
    publisher: str | None
    published: str | None
    address: str | None
    agency: str | None
    voice: str
    story: str | None

    @property
    def report_id(self) -> str:
        return self.event.report_id

    @property
    def order(self) -> tuple[str, str, int]:
        return (moment(self.published), self.event.report_id, self.event.trigger.start)


def tellings(connection: Connection, incidents: Sequence[str]) -> dict[str, list[Telling]]:
    """Incident to its tellings, the earliest published first; incidents that the store does not know are left out."""
    return grouped(read(connection, "e.incident IN (SELECT unnest(?))", [list(incidents)]))


def read(connection: Connection, where: str, parameters: Sequence[object]) -> list[Telling]:
    """The current tellings for which SQL over `event e JOIN report r` holds, in no order."""
    query = f"SELECT e.event_no {source(where)} WHERE e.current AND {where}"
    return numbered(connection, values(connection, query, list(parameters)))


def numbered(connection: Connection, numbers: Sequence[int]) -> list[Telling]:
    """The tellings of these events, in no order. Records are read by number and their reports apart: DuckDB would read
    all reports to join a few."""
    if not numbers:
        return []
    columns = ", ".join(f'"{name}"' for name in (*RECORD, "incident", "report_no"))
    events = fetch(connection, f"SELECT {columns} FROM event WHERE event_no IN (SELECT unnest(?))", [list(numbers)])
    wanted = sorted({row["report_no"] for row in events})
    columns = ", ".join(f'"{name}"' for name in ("report_no", *_BESIDE))
    reports = fetch(connection, f"SELECT {columns} FROM report WHERE report_no IN (SELECT unnest(?))", [wanted])
    by_number = {row["report_no"]: row for row in reports}
    return [_telling(row | by_number[row["report_no"]]) for row in events]


def source(sql: str) -> str:
    """What SQL over `event e` and `report r` is to be read from: without the reports where it asks nothing of them."""
    return f"FROM event e{' JOIN report r ON r.report_no = e.report_no' if 'r.' in sql else ''}"


def _telling(row: Mapping[str, Any]) -> Telling:
    event = event_from(row)
    return Telling(
        event, row["incident"] or event.event_id, row["title"], row["publisher"], row["published"], row["url"],
        row["agency"], row["voice"] or event.report_id, row["story"],
    )  # fmt: skip


def grouped(found: Iterable[Telling]) -> dict[str, list[Telling]]:
    by_incident: dict[str, list[Telling]] = defaultdict(list)
    for one in sorted(found, key=lambda telling: telling.order):
        by_incident[one.incident].append(one)
    return dict(by_incident)


def contrary(told: Sequence[Telling]) -> frozenset[str]:
    """The ids of the events that tell of the act as not done, where others tell that it was done or will be."""
    negated = frozenset(one.event.event_id for one in told if one.event.modality == "negated")
    return negated if len(negated) < len(told) else frozenset()


def moment(published: str | None) -> str:
    """A publication date or time as text that sorts by time; what is not dated comes last."""
    try:
        time = datetime.fromisoformat(published or "")
    except ValueError:
        return published or "9999"
    return time.astimezone(UTC).isoformat() if time.tzinfo else time.isoformat()
