"""What a terminal shows of incidents: each with its reports and the values on which they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from whowhom.export.store_tables import counted
from whowhom.export.table import EVENT_COLUMNS, console, one_line, party, print_row, print_words, when, where
from whowhom.linking.values import FIELDS, Value
from whowhom.store.incidents import Incident, Named

NAMED = 5
"""Publishers that are named; of further ones the number is told."""
_IN_COLUMNS = frozenset(FIELDS) - {"mode", "date", "place"}


def show_incidents(found: Sequence[Incident], count: int) -> None:
    """`count` is how many there are in all."""
    out = console()
    if found:
        print_row(out, EVENT_COLUMNS, [Text(name, "bold") for name in EVENT_COLUMNS])
    for one in found:
        show_incident(one, out)
        out.print()
    out.print(counted(len(found), count, "incident"))


def show_incident(one: Incident, out: Console) -> None:
    print_row(out, EVENT_COLUMNS, _cells(one))
    if one.evidence:
        print_words(out, Text(one_line(one.evidence[0]), "dim"))
    for line in (_reports(one), *_differing(one.values)):
        print_words(out, Text(line))


def _cells(one: Incident) -> list[Text]:
    what = Text(one.event_type, "bold")
    what.append(f" {one.mode}" if one.mode else "", "not bold")
    if one.modality != "actual":
        what.append(f" ({one.modality})", "not bold yellow")
    return [
        Text(_named(one.actors, one.voices), "cyan"),
        what,
        Text(_named(one.recipients, one.voices), "cyan"),
        Text(_named(one.asserted_by), "green"),
        Text(_named(one.denied_by), "red"),
        Text(when(one.date)),
        Text(where(one.place)),
    ]


def _named(those: Iterable[Named], voices: int | None = None) -> str:
    """Parties; with `voices` each that not all of so many name has the number that do."""
    return "; ".join(
        party(one.party) + (f" [{one.voices}]" if voices is not None and one.voices < voices else "") for one in those
    )


def _reports(one: Incident) -> str:
    first, last = ((time or "")[:10] for time in (one.first_report, one.last_report))
    days = first if first == last else f"{first} to {last}"
    publishers = ", ".join(one.publishers[:NAMED])
    if len(one.publishers) > NAMED:
        publishers += f" and {len(one.publishers) - NAMED} more"
    parts = (_many(len(one.reports), "report"), _many(one.voices, "voice"), days, publishers, one.incident)
    return " · ".join(part for part in parts if part)


def _differing(values: Sequence[Value]) -> Iterable[str]:
    """A line for each field on which voices differ, and for every count."""
    for field in dict.fromkeys(value.field for value in values):
        given = [value for value in values if value.field == field]
        if field not in _IN_COLUMNS and (len(given) > 1 or field not in FIELDS):
            yield f"{field.replace('_', ' ')}: " + ", ".join(f"{one.value} [{len(one.voices)}]" for one in given)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
