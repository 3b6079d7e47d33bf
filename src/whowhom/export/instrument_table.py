"""Instruments on a terminal and as rows: what was signed, ratified, suspended, left, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from whowhom.export.table import console, one_line, parties, print_row, print_words
from whowhom.store.instruments import Act, Instrument

COLUMNS = {"day": 2, "act": 3, "who": 5, "whom": 4, "told by": 5}


def show_instruments(found: Sequence[Instrument], limited: bool) -> None:
    """`limited` tells that there may be more instruments."""
    out = console()
    for one in found:
        about = " · ".join(filter(None, (one.kind, ", ".join(one.parties))))
        out.print(Text.assemble((one_line(one.name), "bold underline"), "  ", (about, "dim")), soft_wrap=True)
        print_row(out, COLUMNS, [Text(name, "bold") for name in COLUMNS])
        if one.count > len(one.acts):
            out.print(Text(f"… {one.count - len(one.acts):,} earlier acts; -o FILE has all", "dim"), soft_wrap=True)
        for act in one.acts:
            _show(act, out)
        out.print()
    count = f"{len(found) or 'no'} instrument{'' if len(found) == 1 else 's'}"
    out.print(f"{count}; --limit N shows more, -o FILE all" if limited else count)


def _show(act: Act, out: Console) -> None:
    told = act.publisher or act.report_id
    if act.reports > 1:
        told += f" and {act.reports - 1} more"
    name = Text(act.act, "bold")
    name.append(" (disputed)" if act.disputed else "", "not bold red")
    who, whom = Text(parties(act.actors), "cyan"), Text(parties(act.recipients), "cyan")
    print_row(out, COLUMNS, [Text(act.day or ""), name, who, whom, Text(told)])
    print_words(out, Text(one_line(act.sentence), "dim"))


ROW = (
    "instrument", "kind", "parties", "act", "day", "actors", "recipients", "sentence", "published", "publisher",
    "address", "report_id", "event_id", "incident", "reports", "voices", "disputed",
)  # fmt: skip
"""Columns of `instrument_rows`."""


def instrument_rows(found: Iterable[Instrument]) -> Iterator[dict[str, Any]]:
    """One row an act."""
    for one in found:
        for act in one.acts:
            yield {
                "instrument": one.name,
                "kind": one.kind,
                "parties": list(one.parties),
                "act": act.act,
                "day": act.day,
                "actors": [str(party) for party in act.actors],
                "recipients": [str(party) for party in act.recipients],
                "sentence": act.sentence,
                "published": act.published,
                "publisher": act.publisher,
                "address": act.address,
                "report_id": act.report_id,
                "event_id": act.event_id,
                "incident": act.incident,
                "reports": act.reports,
                "voices": act.voices,
                "disputed": act.disputed,
            }
