"""A report's text as HTML: each span marked by its roles and leading to its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from whowhom.export.marked_text import Mark, event_marks, foremost, pieces, statement_marks
from whowhom.records import Coding, Event, Span
from whowhom.web.links import record_at, words_at
from whowhom.web.words import visible

EVIDENCE = "evidence"
"""The sentences of the record that was asked for: they lie under all other marks."""


def marked(coding: Coding, chosen: str | None = None) -> list[Markup]:
    """The text's paragraphs. `chosen` is the id of the event whose words are shown foremost."""
    marks = [mark for event in coding.events for mark in event_marks(event)]
    marks += [mark for statement in coding.statements for mark in statement_marks(statement)]
    for event in coding.events:
        if event.event_id == chosen:
            marks += [Mark(EVIDENCE, span.start, span.end, event.event_id) for span in event.evidence]
    found: list[list[str]] = [[]]
    for start, text, covering in pieces(coding.report.text, marks):
        for number, part in enumerate(re.split(r"\n+", text)):
            if number:
                found.append([])
            if part:
                at = start if not number else -1
                found[-1].append(_piece(at, part, covering, chosen))
    return [Markup("".join(parts)) for parts in found if parts]


def sentence(event: Event) -> Markup:
    """The sentence that tells of the act, with the words of the record marked in it."""
    whole = event.evidence[0] if event.evidence else event.trigger
    return in_span(whole, event_marks(event))


def in_span(whole: Span, marks: Iterable[Mark]) -> Markup:
    inside = [
        Mark(mark.role, max(0, mark.start - whole.start), min(mark.end, whole.end) - whole.start, mark.of)
        for mark in marks
        if mark.start < whole.end and mark.end > whole.start
    ]
    return Markup("".join(_quiet(text, covering) for _, text, covering in pieces(whole.text, inside)))


def _quiet(text: str, covering: tuple[Mark, ...]) -> str:
    words = escape(visible(" ".join(text.split("\n"))))
    return f'<span class="m {foremost(covering)}">{words}</span>' if covering else str(words)


def _piece(start: int, text: str, covering: tuple[Mark, ...], chosen: str | None) -> str:
    words = escape(visible(text))
    roles = [mark for mark in covering if mark.role != EVIDENCE]
    under = " asked" if len(roles) < len(covering) else ""
    if not roles:
        return f'<span class="{under.strip()}">{words}</span>' if under else str(words)
    role = foremost(roles)
    ids = list(dict.fromkeys(mark.of for mark in sorted(roles, key=lambda mark: mark.end - mark.start)))
    mine = " mine" if any(mark.of == chosen for mark in roles) else ""
    kind = f'class="m {role}{mine}{under}" data-of="{escape(" ".join(ids))}"'
    places = "".join(_places(start, roles))
    if role == "content":
        return f"{places}<span {kind}>{words}</span>"
    of = min((mark for mark in roles if mark.role == role), key=lambda mark: mark.of != chosen).of
    return f'{places}<a {kind} href="#{escape(record_at(of))}" title="{role}">{words}</a>'


def _places(start: int, roles: Iterable[Mark]) -> Iterator[str]:
    """Where links to the words of a record lead."""
    for mark in roles:
        if mark.start == start and mark.role in ("trigger", "content"):
            yield f'<span class="place" id="{escape(words_at(mark.of))}"></span>'
