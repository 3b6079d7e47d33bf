"""A coding as HTML for notebooks: the report's text with the spans marked, and its events below."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from whowhom.export.table import parties, when, where
from whowhom.records import Coding, Event, Span

COLOURS = {
    "trigger": "#ffd54f",
    "actor": "#90caf9",
    "recipient": "#a5d6a7",
    "speaker": "#ce93d8",
    "cue": "#e1bee7",
    "denier": "#ef9a9a",
    "denial": "#ffcdd2",
    "date": "#d7ccc8",
    "place": "#b2dfdb",
}
"""Role of a span to its colour; where spans overlap the earlier role of this list shows."""


def html(coding: Coding) -> str:
    report = coding.report
    title = f"<h4>{escape(report.title)}</h4>" if report.title else ""
    keys = " ".join(_mark(role, escape(role)) for role in COLOURS)
    return (
        f'<div class="whowhom" style="max-width:60em">{title}<p><small>{keys}</small></p>'
        f'<div style="white-space:pre-wrap">{_marked_text(coding)}</div>{_table(coding)}</div>'
    )


def roles(event: Event) -> Iterator[tuple[str, int, int]]:
    """(role, start, end) of every span that an event rests on."""
    for role, people in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("speaker", event.asserted_by),
        ("denier", event.denied_by),
    ):
        yield from ((role, p.start, p.end) for p in people)
    spans: dict[str, Span | None] = {
        "trigger": event.trigger,
        "cue": event.cue,
        "denial": event.denial,
        "date": event.date.text if event.date else None,
        "place": event.place.text if event.place else None,
    }
    yield from ((role, span.start, span.end) for role, span in spans.items() if span)


def _marked_text(coding: Coding) -> str:
    """The text cut where any span starts or ends, each piece marked by the first role that covers it."""
    text, rank = coding.report.text, {role: n for n, role in enumerate(COLOURS)}
    marks = sorted({mark for event in coding.events for mark in roles(event) if mark[1] < mark[2]}, key=lambda m: m[1])
    cuts = sorted({0, len(text)} | {cut for _, start, end in marks for cut in (start, end)})
    pieces, active, following = [], list[tuple[str, int, int]](), 0
    for start, end in pairwise(cuts):
        while following < len(marks) and marks[following][1] <= start:
            active.append(marks[following])
            following += 1
        active = [mark for mark in active if mark[2] > start]
        piece = escape(text[start:end])
        pieces.append(_mark(min((m[0] for m in active), key=rank.__getitem__), piece) if active else piece)
    return "".join(pieces)


def _mark(role: str, inner: str) -> str:
    return f'<mark title="{role}" style="background:{COLOURS[role]};color:#111">{inner}</mark>'


def _table(coding: Coding) -> str:
    if not coding.events:
        return "<p><em>No events.</em></p>"
    heads = "".join(
        f"<th>{head}</th>" for head in ("who", "what", "whom", "according to", "denied by", "when", "where")
    )
    lines = []
    for event in coding.events:
        modality = event.modality if event.modality != "actual" else ""
        what = " ".join(part for part in (event.event_type, event.mode, modality) if part)
        people = [parties(event.recipients), parties(event.asserted_by), parties(event.denied_by)]
        cells = [parties(event.actors), what, *people, when(event.date), where(event.place)]
        lines.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
