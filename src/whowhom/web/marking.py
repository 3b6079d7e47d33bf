"""A report's text as HTML: each span marked by its roles and leading to its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from whowhom.export.marked_text import Mark, event_marks, foremost, pieces, statement_marks
from whowhom.records import Coding, Event
from whowhom.web.links import Links
from whowhom.web.words import visible

EVIDENCE = "evidence"
"""The sentences of the record that was asked for: they lie under all other marks."""


def marked(coding: Coding, to: Links, chosen: str | None = None, brief: bool = False) -> list[Markup]:
    """The text's paragraphs. `chosen` is the id of the event whose words are shown foremost; `brief` leaves out what
    only a script reads."""
    marks = [mark for event in coding.events for mark in event_marks(event)]
    marks += [mark for statement in coding.statements for mark in statement_marks(statement)]
    for event in coding.events:
        if event.event_id == chosen:
            marks += [Mark(EVIDENCE, span.start, span.end, event.event_id) for span in event.evidence]
    draw = _Pieces(to, chosen, brief)
    found: list[list[str]] = [[]]
    for start, text, covering in pieces(coding.report.text, marks):
        for number, part in enumerate(re.split(r"\n+", text)):
            if number:
                found.append([])
            if part:
                found[-1].append(draw.piece(start if not number else -1, part, covering))
    return [Markup("".join(parts)) for parts in found if parts]


def sentence(event: Event) -> Markup:
    """The sentence that tells of the act, with its trigger marked."""
    whole, trigger = event.evidence[0] if event.evidence else event.trigger, event.trigger
    start, end = (max(0, min(at - whole.start, len(whole.text))) for at in (trigger.start, trigger.end))
    before, marked, after = (escape(visible(part)) for part in _parted(whole.text, start, end))
    return Markup(f'{before}<b class="m trigger">{marked}</b>{after}') if marked else before


def _parted(text: str, start: int, end: int) -> tuple[str, str, str]:
    text = text.replace("\n", " ")
    return text[:start], text[start:end], text[end:]


@dataclass(frozen=True)
class _Pieces:
    to: Links
    chosen: str | None
    brief: bool

    def piece(self, start: int, text: str, covering: tuple[Mark, ...]) -> str:
        """Characters that the same marks cover: a link to the record of the foremost."""
        words = escape(visible(text))
        roles = [mark for mark in covering if mark.role != EVIDENCE]
        under = " asked" if len(roles) < len(covering) else ""
        if not roles:
            return f'<span class="{under.strip()}">{words}</span>' if under else str(words)
        role = foremost(roles)
        mine = " mine" if any(mark.of == self.chosen for mark in roles) else ""
        kind = f'class="m {role}{mine}{under}"'
        if not self.brief:
            ids = dict.fromkeys(mark.of for mark in sorted(roles, key=lambda mark: mark.end - mark.start))
            kind += f' title="{role}" data-of="{escape(" ".join(ids))}"'
        of = min((mark for mark in roles if mark.role == role), key=lambda mark: mark.of != self.chosen).of
        record = self.to.record(of)
        own, *others = [*self._places(start, roles), ""]
        places = "".join(f'<span class="place" id="{escape(name)}"></span>' for name in others if name)
        kind = f'{kind} id="{escape(own)}"' if own else kind
        if role == "content" or record is None:
            return f"{places}<span {kind}>{words}</span>"
        return f'{places}<a {kind} href="#{escape(record)}">{words}</a>'

    def _places(self, start: int, roles: Iterable[Mark]) -> Iterator[str]:
        """Where links to the words of a record lead."""
        for mark in roles:
            if mark.start == start and mark.role in ("trigger", "content"):
                yield self.to.words(mark.of)
