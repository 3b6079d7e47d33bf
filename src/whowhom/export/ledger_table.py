"""Ledgers on a terminal and as rows: who asserts, who denies, who repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from whowhom.export.incident_table import show_incident
from whowhom.export.store_tables import counted
from whowhom.export.table import console, one_line, party, print_row, print_words
from whowhom.store.disputes import DENIALS, Copy, Entry, Ledger

COLUMNS = {"published": 2, "stance": 3, "who": 6, "publisher": 4}


def show_ledgers(ledgers: Sequence[Ledger], count: int) -> None:
    """`count` is how many there are in all."""
    out = console()
    for ledger in ledgers:
        show_incident(ledger.incident, out)
        out.print()
        print_row(out, COLUMNS, [Text(name, "bold") for name in COLUMNS])
        for entry in ledger.entries:
            _show(entry, out)
        out.print()
    out.print(counted(len(ledgers), count, "incident"))


def _show(entry: Entry, out: Console) -> None:
    stance = Text(entry.stance, "red" if entry.stance in DENIALS else "green" if entry.party else "")
    who = party(entry.party) if entry.party else "(in its own voice)"
    publisher = (entry.publisher or "") + (f" ({entry.agency})" if entry.agency else "")
    print_row(out, COLUMNS, [Text(_day(entry.published)), stance, Text(who, "cyan"), Text(publisher)])
    print_words(out, _marked(entry))
    out.print(Text(f"  {one_line(_address(entry))}", "dim italic"), soft_wrap=True)
    for copy in entry.copies:
        words = " · ".join(filter(None, (_day(copy.published), copy.publisher, _address(copy))))
        out.print(Text(f"  same text: {one_line(words)}", "dim italic"), soft_wrap=True)


def _marked(entry: Entry) -> Text:
    """The sentence with its cue in brackets."""
    before, cue, after = entry.sentence.partition(entry.cue) if entry.cue else (entry.sentence, "", "")
    parts = [(one_line(before, ends=True), "dim"), (f"[{one_line(cue)}]" if cue else "", "bold")]
    return Text.assemble(*parts, (one_line(after, ends=True) if after else "", "dim"))


def _day(published: str | None) -> str:
    return (published or "")[:10]


def _address(one: Entry | Copy) -> str:
    return one.address or one.report_id


ROW = (
    "incident", "event_type", "mode", "actors", "recipients", "date", "place", "stance", "who", "sentence", "cue",
    "published", "publisher", "address", "agency", "report_id", "event_id", "copy_of",
)  # fmt: skip
"""Columns of `ledger_rows`."""


def ledger_rows(ledgers: Iterable[Ledger]) -> Iterator[dict[str, Any]]:
    """One row an entry, its copies below it with the `report_id` of the first in `copy_of`."""
    for ledger in ledgers:
        act = ledger.incident
        what = {
            "incident": act.incident,
            "event_type": act.event_type,
            "mode": act.mode,
            "actors": [str(one.party) for one in act.actors],
            "recipients": [str(one.party) for one in act.recipients],
            "date": act.date.start if act.date else None,
            "place": act.place.name if act.place else None,
        }
        for entry in ledger.entries:
            said = what | {
                "stance": entry.stance,
                "who": str(entry.party) if entry.party else None,
                "sentence": entry.sentence,
                "cue": entry.cue,
            }
            several: tuple[Entry | Copy, ...] = (entry, *entry.copies)
            for one in several:
                yield said | {
                    "published": one.published,
                    "publisher": one.publisher,
                    "address": one.address,
                    "agency": entry.agency,
                    "report_id": one.report_id,
                    "event_id": one.event_id,
                    "copy_of": None if one is entry else entry.report_id,
                }
