"""What linking keeps of an event: enough to tell whether another report tells of the same act, and little more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any

from whowhom.data import column, rows
from whowhom.linking.counts import Counts
from whowhom.linking.sides import Side, doers, side
from whowhom.linking.words import stem, weight, words
from whowhom.records import Event, Place, Report, Span

TOLD = 24
"""Words kept of the sentences that tell of the act, the weightiest first."""
ABOUT = 24
"""Words kept of the head of the report."""
LIGHT = 1.0
"""The weight up to which a word tells nothing."""
HEAD = 400
"""Characters of a report beside its title that tell what it is about."""
LEAD = 250
"""Characters at the beginning of a report: what is told there is what it reports."""
BACK = 30
"""Days before the publication on which an act without a date is looked for."""
NEAR = 4
"""Words before and after the trigger among which it is told whether the act is one or several."""
LEADING = 3
"""Words before the trigger among which it is told which one of several it is."""
SHORTEST_ROOT = 3
"""Letters."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLAUSE = re.compile(r"[,;:.()–—]")
_ORDINAL = re.compile(r"\b(?:(\d{1,3})(?:st|nd|rd|th)|([a-z]+(?:nd|rd|th)))\b(?! of\b)", re.IGNORECASE)


@dataclass(frozen=True)
class EventProfile:
    """`date` and `published` are proleptic ordinals of days; `told` and `about` words, the weightiest first; `counts`
    the number killed, injured and so on."""

    id: str
    report_id: str
    event_type: str
    mode: str | None
    modality: str
    actors: Side
    recipients: Side
    date: tuple[int, int] | None
    published: int | None
    place: str | None
    """A town or a spot by its name; what is larger says too little."""
    country: str | None
    trigger: frozenset[str]
    told: tuple[str, ...]
    about: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    arms: frozenset[str]
    ordinals: frozenset[int]
    """Which one of several it is: "its sixth test". "First" is left out: it mostly is so since something."""
    several: bool
    lead: bool
    """Whether it stands at the head of the report: what is told there without a date is news."""

    @property
    def news(self) -> tuple[int, int] | None:
        """The days on which it was, if it is dated or news."""
        if self.date or self.published is None or not self.lead:
            return self.date
        return self.published - 1, self.published

    @property
    def days(self) -> tuple[int, int] | None:
        """The days on which it may have been, a day of grace on both sides: outlets lie in several time zones."""
        if self.date:
            return self.date[0] - 1, self.date[1] + 1
        if self.published is None:
            return None
        ahead = 1 if self.modality in ("actual", "negated") else BACK
        return self.published - BACK, self.published + ahead

    @cached_property
    def weights(self) -> dict[str, float]:
        """Root of a word that is told to how much it tells."""
        return {root(word): weight(word) for word in reversed(self.told)}

    @cached_property
    def head(self) -> dict[str, float]:
        return {root(word): weight(word) for word in reversed(self.about)}

    def to_json(self) -> str:
        row = [
            self.id, self.report_id, self.event_type, self.mode, self.modality, self.actors.to_list(),
            self.recipients.to_list(), self.date, self.published, self.place, self.country, sorted(self.trigger),
            self.told, self.about, self.counts, sorted(self.arms), sorted(self.ordinals), int(self.several),
            int(self.lead),
        ]  # fmt: skip
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> EventProfile:
        row: list[Any] = json.loads(text)
        row[5:7] = Side.from_list(row[5]), Side.from_list(row[6])
        row[7] = (row[7][0], row[7][1]) if row[7] else None
        row[11:] = (
            frozenset(row[11]), tuple(row[12]), tuple(row[13]), tuple((field, n) for field, n in row[14]),
            frozenset(row[15]), frozenset(row[16]), bool(row[17]), bool(row[18]),
        )  # fmt: skip
        return cls(*row)


def event_profile(event: Event, report: Report) -> EventProfile:
    evidence = " ".join(span.text for span in event.evidence)
    own = _named(event)
    near = _near(event)
    return EventProfile(
        id=event.event_id,
        report_id=event.report_id,
        event_type=event.event_type,
        mode=event.mode,
        modality=event.modality,
        actors=doers(event.actors),
        recipients=side(event.recipients),
        date=(_day(event.date.start), _day(event.date.end)) if event.date else None,
        published=_published(report),
        place=_spot(event.place),
        country=event.place.country if event.place else None,
        trigger=frozenset(root(word) for word in words(event.trigger.text) if weight(word) > LIGHT),
        told=_weightiest((word for word in words(evidence) if word not in own), TOLD),
        about=_weightiest((w for w in words(f"{report.title or ''}\n{report.text[:HEAD]}") if w not in own), ABOUT),
        counts=tuple((c.field, c.number) for c in _counts()(evidence) if c.number is not None),
        arms=frozenset(_arms()[word] for word in map(stem, near) if word in _arms()),
        ordinals=_which(event),
        several=not near.isdisjoint(_several()),
        lead=min(span.start for span in (event.trigger, *event.evidence)) < LEAD,
    )


def _named(event: Event) -> frozenset[str]:
    """The names of its parties and of their states: these are compared by themselves."""
    told = (word for p in event.actors + event.recipients for word in _WORD.findall(f"{p.name} {p.text}"))
    return frozenset(stem(word) for word in told if word[0].isupper())


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """A word without endings of verbs: outlets tell of one act as "condemned", "condemns" and "condemning"."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            return word[: -len(ending)]
    return word


def _weightiest(found: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(
        sorted((word for word in set(found) if weight(word) > LIGHT), key=lambda word: (-weight(word), word))[:most]
    )


def _near(event: Event) -> frozenset[str]:
    """The words of the trigger and those around it."""
    before, trigger, after = _around(event)
    words_near = (*_WORD.findall(before)[-NEAR:], *_WORD.findall(trigger), *_WORD.findall(after)[:NEAR])
    return frozenset(word.lower() for word in words_near)


def _around(event: Event) -> tuple[str, str, str]:
    """The sentence of the trigger: before it, the trigger, after it."""
    sentence: Span = event.evidence[0] if event.evidence else event.trigger
    start = max(0, event.trigger.start - sentence.start)
    end = start + len(event.trigger.text)
    return sentence.text[:start], sentence.text[start:end], sentence.text[end:]


def _which(event: Event) -> frozenset[int]:
    """The ordinals of the trigger, and of what leads to it: "its sixth nuclear test", "on the 13th of May" not."""
    before, trigger, _ = _around(event)
    told = " ".join((*_CLAUSE.split(before)[-1].split()[-LEADING:], trigger))
    found = (int(digits) if digits else _ordinals().get(word.lower()) for digits, word in _ORDINAL.findall(told))
    return frozenset(number for number in found if number)


def _spot(place: Place | None) -> str | None:
    return place.name.casefold() if place and place.precision == "city" else None


def _published(report: Report) -> int | None:
    try:
        return _day(report.published or "")
    except ValueError:
        return None


def _day(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


@cache
def _counts() -> Counts:
    return Counts()


@cache
def _arms() -> dict[str, str]:
    return {stem(row["word"]): row["kind"] for row in rows("events/arms.csv", None, ("word", "kind"))}


@cache
def _ordinals() -> dict[str, int]:
    return {row["word"]: int(row["number"]) for row in rows("linking/ordinals.csv", None, ("word", "number"))}


@cache
def _several() -> frozenset[str]:
    return frozenset(column("linking/several.csv", "word"))
