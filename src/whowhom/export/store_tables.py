"""What a terminal shows of a store: events of many reports, stories, related reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from whowhom.export.coded import event_from
from whowhom.export.table import EVENT_COLUMNS, console, event_cells, marked, one_line, print_row, print_words

STORY_COLUMNS = {"last report": 2, "reports": 1, "voices": 1, "title": 8, "publishers": 5, "story": 2}
RELATED_COLUMNS = {"published": 2, "publisher": 3, "title": 8, "shared incidents": 2, "likeness": 1, "report": 3}

Row = Mapping[str, Any]


def show_found(rows: Sequence[Row], count: int) -> None:
    """Events with the report behind each; `count` is how many there are in all."""
    out = console()
    if rows:
        print_row(out, EVENT_COLUMNS, [Text(name, "bold") for name in EVENT_COLUMNS])
    for row in rows:
        event = event_from(row)
        print_row(out, EVENT_COLUMNS, event_cells(event))
        if event.evidence:
            print_words(out, marked(event.evidence[0], event.trigger))
        about = (row["publisher"], (row["published"] or "")[:10], row["title"], row["report_id"])
        told = " · ".join(one_line(part) for part in about if part)
        out.print(Text(f"  {told}", "dim italic"), soft_wrap=True)
        out.print()
    out.print(counted(len(rows), count, "event"))


def counted(shown: int, count: int, noun: str) -> str:
    nouns = f"{noun}{'' if count == 1 else 's'}"
    if shown == count:
        return f"{count:,} {nouns}"
    return f"{shown:,} of {count:,} {nouns}; --limit N shows more, -o FILE all"


def show_stories(rows: Sequence[Row]) -> None:
    out = console()
    print_row(out, STORY_COLUMNS, [Text(name, "bold") for name in STORY_COLUMNS])
    for row in rows:
        cells = [(row["last_report"] or "")[:10], str(row["reports"]), str(row["voices"]), row["title"] or ""]
        print_row(out, STORY_COLUMNS, _texts([*cells, ", ".join(row["publishers"] or ()), row["story"]]))


def show_related(rows: Sequence[Row]) -> None:
    out = console()
    if not rows:
        out.print("no related report")
        return
    print_row(out, RELATED_COLUMNS, [Text(name, "bold") for name in RELATED_COLUMNS])
    for row in rows:
        cells = [(row["published"] or "")[:10], row["publisher"] or "", row["title"] or ""]
        cells += [str(row["shared_incidents"]), f"{row['likeness']:.2f}", row["report_id"]]
        print_row(out, RELATED_COLUMNS, _texts(cells))


def _texts(cells: Sequence[str]) -> list[Text]:
    return [Text(one_line(cell)) for cell in cells]
