"""A coding as HTML for notebooks: the report's text with the spans marked, and its events below."""

from __future__ import annotations

from html import escape

from whowhom.export.marked_text import event_marks, foremost, pieces
from whowhom.export.table import parties, when, where
from whowhom.records import Coding

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
"""Role of a span to its colour."""


def html(coding: Coding) -> str:
    report = coding.report
    title = f"<h4>{escape(report.title)}</h4>" if report.title else ""
    keys = " ".join(_mark(role, escape(role)) for role in COLOURS)
    return (
        f'<div class="whowhom" style="max-width:60em">{title}<p><small>{keys}</small></p>'
        f'<div style="white-space:pre-wrap">{_marked_text(coding)}</div>{_table(coding)}</div>'
    )


def _marked_text(coding: Coding) -> str:
    marks = [mark for event in coding.events for mark in event_marks(event)]
    return "".join(
        _mark(foremost(covering), escape(piece)) if covering else escape(piece)
        for _, piece, covering in pieces(coding.report.text, marks)
    )


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
