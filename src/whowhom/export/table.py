"""The table that a person reads in a terminal: who, what, whom, according to, denied by, when, where, and the sentence
with its trigger in brackets below."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from whowhom.records import Event, EventDate, Party, Place, Report, Span, Statement

PLAIN_WIDTH = 100
"""Columns where the output is no terminal and COLUMNS is not set; rich would take 80."""
SENTENCE_LINES = 3

EVENT_COLUMNS = {"who": 8, "what": 7, "whom": 8, "according to": 6, "denied by": 6, "when": 4, "where": 5}
STATEMENT_COLUMNS = {"who says": 4, "how": 3, "what": 9}
REPORT_COLUMNS = {"published": 5, "publisher": 3, "title": 6, "words": 2, "id": 4}
"""Heads of the columns with their shares of the width."""
NARROWEST, GAP = 10, 2
"""Characters: a column holds at least a date."""


def console(width: int | None = None) -> Console:
    found = Console(width=width, highlight=False)
    known = width or found.is_terminal or "COLUMNS" in os.environ
    return found if known else Console(width=PLAIN_WIDTH, highlight=False)


def show_events(report: Report, events: Sequence[Event], out: Console) -> None:
    out.print(_heading(report, events, "event"), soft_wrap=True)
    if not events:
        return
    print_row(out, EVENT_COLUMNS, [Text(name, "bold") for name in EVENT_COLUMNS])
    for event in events:
        print_row(out, EVENT_COLUMNS, event_cells(event))
        if event.evidence:
            print_words(out, marked(event.evidence[0], event.trigger))
        out.print()


def show_statements(report: Report, statements: Sequence[Statement], out: Console) -> None:
    out.print(_heading(report, statements, "statement"), soft_wrap=True)
    if not statements:
        return
    print_row(out, STATEMENT_COLUMNS, [Text(name, "bold") for name in STATEMENT_COLUMNS])
    for statement in statements:
        speaker = party(statement.speaker) if statement.speaker else "(unnamed)"
        how = f"{statement.stance}: {one_line(statement.cue.text)}"
        content = one_line(statement.content.text)
        content = f"“{content}”" if statement.quoted and content[:1] not in "“\"'‘" else content
        print_row(out, STATEMENT_COLUMNS, [Text(speaker, "cyan"), Text(how), Text(content)])
    out.print()


def show_reports(reports: Iterable[Report], out: Console) -> None:
    print_row(out, REPORT_COLUMNS, [Text(name, "bold") for name in REPORT_COLUMNS])
    for report in reports:
        published = f"{report.published[:10]} ({report.published_basis})" if report.published else ""
        cells = [published, report.publisher or "", report.title or "", str(len(report.text.split())), report.id]
        print_row(out, REPORT_COLUMNS, [Text(one_line(cell)) for cell in cells])


def _heading(report: Report, records: Sequence[object], noun: str) -> Text:
    count = f"{len(records) or 'no'} {noun}{'' if len(records) == 1 else 's'}"
    about = [report.publisher, (report.published or "")[:10], count]
    return Text.assemble(
        (one_line(report.title or report.id), "bold underline"), "  ", (" · ".join(a for a in about if a), "dim")
    )


def event_cells(event: Event) -> list[Text]:
    what = Text(event.event_type, "bold")
    what.append(f" {event.mode}" if event.mode else "", "not bold")
    if event.modality != "actual":
        what.append(f" ({event.modality})", "not bold yellow")
    return [
        Text(parties(event.actors), "cyan"),
        what,
        Text(parties(event.recipients), "cyan"),
        Text(parties(event.asserted_by), "green"),
        Text(parties(event.denied_by), "red"),
        Text(when(event.date)),
        Text(where(event.place)),
    ]


def print_row(out: Console, columns: dict[str, int], cells: Sequence[Text]) -> None:
    """One row, each cell wrapped in its column, so that all rows of a report stand under each other."""
    widths = _widths(out.width - GAP * (len(columns) - 1), list(columns.values()))
    wrapped = [list(cell.wrap(out, width)) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*wrapped):
        row = Text()
        for part, width in zip(line, widths, strict=True):
            cell = part or Text()
            cell.rstrip()
            row.append_text(cell).append(" " * (width + GAP - cell.cell_len))
        row.rstrip()
        out.print(row, soft_wrap=True)


def _widths(free: int, shares: list[int]) -> list[int]:
    """Of `free` characters each column gets its share, and at least `NARROWEST` at the cost of the widest."""
    widths = [max(NARROWEST, free * share // sum(shares)) for share in shares]
    while sum(widths) > max(free, NARROWEST * len(widths)):
        widths[widths.index(max(widths))] -= 1
    return widths


def print_columns(
    out: Console, heads: Sequence[str], rows: Sequence[Sequence[str | Text]], left: Collection[int] = (0,)
) -> None:
    """Short cells, each column as wide as it needs; those not `left` are flush right. Heads may have several lines, and
    are cut where the whole would be too wide."""
    needed = [max((_length(row[n]) for row in rows), default=0) for n in range(len(heads))]
    widths = [max(need, *map(len, head.split("\n"))) for need, head in zip(needed, heads, strict=True)]
    while sum(widths) + len(widths) > out.width and widths != needed:
        widths[max(range(len(widths)), key=lambda n: widths[n] - needed[n])] -= 1
    lines = [[_cut(line, width) for line in head.split("\n")] for head, width in zip(heads, widths, strict=True)]
    deepest = max(map(len, lines))
    for cells in zip(*([""] * (deepest - len(head)) + head for head in lines), strict=True):
        out.print(_in_columns([Text(cell, "bold") for cell in cells], widths, left), soft_wrap=True)
    for row in rows:
        out.print(_in_columns(row, widths, left), soft_wrap=True)


def _in_columns(cells: Sequence[str | Text], widths: Sequence[int], left: Collection[int]) -> Text:
    line = Text()
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - _length(cell))
        line.append("" if number in left else space).append(cell).append(space if number in left else "").append(" ")
    line.rstrip()
    return line


def _length(cell: str | Text) -> int:
    return cell.cell_len if isinstance(cell, Text) else cell_len(cell)


def _cut(word: str, width: int) -> str:
    return word if len(word) <= width else f"{word[: width - 1]}…"


def print_words(out: Console, words: Text) -> None:
    lines = words.wrap(out, out.width - 2)
    shown = lines[:SENTENCE_LINES]
    if len(lines) > len(shown):
        shown[-1].append(" …")
    for line in shown:
        line.rstrip()
        out.print(Text("  ").append_text(line))


def marked(sentence: Span, trigger: Span) -> Text:
    """The sentence with its trigger in brackets, cut at the front where the trigger stands far behind."""
    start, end = trigger.start - sentence.start, trigger.end - sentence.start
    if not 0 <= start <= end <= len(sentence.text):
        return Text(one_line(sentence.text), "dim")
    before, after = sentence.text[:start], sentence.text[end:]
    if len(before) > 240:
        before = "… " + before[-200:].partition(" ")[2]
    return Text.assemble(
        (one_line(before, ends=True), "dim"),
        (f"[{one_line(trigger.text)}]", "bold"),
        (one_line(after, ends=True), "dim"),
    )


def one_line(text: str, ends: bool = False) -> str:
    """White space made single spaces; kept at both ends if `ends`."""
    line = " ".join(text.split())
    if not ends or not line:
        return line if line or not text else " "
    return f"{' ' if text[0].isspace() else ''}{line}{' ' if text[-1].isspace() else ''}"


def party(one: Party) -> str:
    return f"{one.name} ({' '.join(part for part in (one.country, one.sector) if part)})"


def parties(many: Sequence[Party]) -> str:
    return "; ".join(party(one) for one in many)


def when(date: EventDate | None) -> str:
    """As exact as the precision: a day, a month, a year, or the first and last day of several."""
    if date is None:
        return ""
    if date.precision != "day":
        return date.start[: 7 if date.precision == "month" else 4]
    return date.start if date.start == date.end else f"{date.start} to {date.end}"


def where(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.name} ({place.country})" if place.country else place.name
