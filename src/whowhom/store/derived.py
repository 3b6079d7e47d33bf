"""What follows from reports and records, worked out when they are kept, so that questions need not read all of them:
who acts on whom, what is done with an instrument, which sentences say that one is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from whowhom.chunks import in_chunks
from whowhom.export.coded import event_from
from whowhom.linking.instrument_acts import InstrumentActs
from whowhom.linking.instrument_names import InstrumentNames
from whowhom.records import Event
from whowhom.store.file import Connection, fetch, insert, values
from whowhom.store.force import marks, said
from whowhom.store.naming import organisations

Row = dict[str, Any]
OF_EVENTS, OF_REPORTS = ("pair", "said_not", "instrument_act"), ("in_force",)
"""The tables of what is derived."""
SANCTIONS = "sanctions"
"""The kind of sanctions that have no name, and the word by which they are known."""
_PART = 2_000
"""Records of an older store that are read at a time."""


def act_rows(event: Event, number: int) -> Iterator[Row]:
    """What an event does with the instrument that it names, or with sanctions that have no name."""
    if event.instrument is not None or _is_of_sanctions(event):
        kind = _names().read(event.instrument).kind if event.instrument is not None else SANCTIONS
        action = _acts().of(event, kind)
        yield {"event_no": number, "act": action.act, "binds": sorted(action.bound)}


def _is_of_sanctions(event: Event) -> bool:
    return event.event_type in ("SANCTION", "CONCEDE", "THREATEN") and "sanction" in event.trigger.text.lower()


def force_rows(text: str, number: int) -> Iterator[Row]:
    """What a report's text says of being in force."""
    for act, sentence in said(text):
        yield {"report_no": number, "act": act, "sentence": sentence}


def keep(connection: Connection, first: int) -> None:
    """What follows from all events from this number on, which stand in the store with their parties."""
    connection.execute(_PAIRS, {"first": first, "known": sorted(organisations())})
    connection.execute(_SAID_NOT, {"first": first})


def forget(connection: Connection, events: Sequence[int], reports: Sequence[int]) -> None:
    """Delete what was derived from these."""
    for tables, column, gone in ((OF_EVENTS, "event_no", events), (OF_REPORTS, "report_no", reports)):
        for table in tables:
            connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [list(gone)])


def fill(connection: Connection) -> None:
    """Derive all, in a store that was made before this was kept."""
    keep(connection, 0)
    for rows in _read(connection, "event", "instrument IS NOT NULL OR contains(lower(trigger.text), 'sanction')", []):
        _keep(connection, "instrument_act", (act_rows(event_from(row), row["event_no"]) for row in rows))
    holds = " OR ".join('contains("text", ?)' for _ in marks())
    for rows in _read(connection, "report", holds, marks()):
        _keep(connection, "in_force", (force_rows(row["text"], row["report_no"]) for row in rows))


def _read(connection: Connection, table: str, where: str, parameters: Sequence[str]) -> Iterator[list[Row]]:
    numbers = values(connection, f"SELECT {table}_no FROM {table} WHERE {where} ORDER BY ALL", list(parameters))
    for part in in_chunks(numbers, _PART):
        yield fetch(connection, f"SELECT * FROM {table} WHERE {table}_no IN (SELECT unnest(?)) ORDER BY ALL", [part])


def _keep(connection: Connection, table: str, found: Iterable[Iterable[Row]]) -> None:
    insert(connection, table, [row for some in found for row in some])


@cache
def _names() -> InstrumentNames:
    return InstrumentNames()


@cache
def _acts() -> InstrumentActs:
    return InstrumentActs()


_SAID_NOT = """
INSERT INTO said_not
SELECT event_no FROM event WHERE event_no >= $first AND modality = 'negated' AND len(asserted_by) > 0
"""
_PAIRS = """
INSERT INTO pair
WITH side AS MATERIALIZED (
  SELECT event_no, role, party, country IS NOT NULL OR party IN (SELECT unnest($known)) AS lasting
  FROM party WHERE event_no >= $first AND role IN ('actor', 'recipient')
)
SELECT DISTINCT a.event_no, a.party, b.party
FROM side a JOIN side b ON a.event_no = b.event_no AND a.party <> b.party
WHERE a.role = 'actor' AND a.lasting AND b.lasting
  AND (b.role = 'recipient' OR a.event_no NOT IN (SELECT event_no FROM side WHERE role = 'recipient'))
ORDER BY ALL
"""
