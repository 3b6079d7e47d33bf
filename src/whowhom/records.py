"""The values that whowhom works with and writes: reports, parties, events, statements.

All are frozen. Offsets count Unicode code points in `Report.text`; for every span `report.text[start:end] == text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Modality = Literal["actual", "planned", "possible", "negated"]
Stance = Literal["asserts", "denies", "asks", "threatens", "promises"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a report: `report.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Report:
    """One news report, read and cleaned. `published` is an ISO date or time; `published_basis` tells where it stood
    (json-ld, meta, url, text, given) and is None where none was found."""

    id: str
    title: str | None
    text: str
    published: str | None = None
    published_basis: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Party:
    """A political actor as one report names it.

    `text` stands at `start:end` in the report, `name` is the fullest name the report or the tables give it,
    `country` an ISO 3166-1 alpha-3 code (XKX Kosovo) or None for what belongs to no one state, `sector` a code of
    the codebook. The party `unknown` of an unclaimed attack has `start == end` and empty text.
    """

    text: str
    start: int
    end: int
    name: str
    country: str | None
    sector: str
    wikidata: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two parties the same in one record: the country, else the name without case."""
        return (self.country, "") if self.country else ("", self.name.casefold())

    def __str__(self) -> str:
        return " ".join(part for part in (self.country, self.sector, self.name) if part)


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an act took place: ISO days `start` to `end` inclusive, as exact as `precision` says."""

    start: str
    end: str
    precision: Literal["day", "month", "year"]
    basis: Literal["stated", "relative"]
    text: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act took place. Coordinates are WGS 84 degrees; `country` ISO alpha-3 or None (high seas, regions)."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    precision: Literal["city", "region", "country"] | None
    text: Span


@dataclass(frozen=True)
class Event:
    """One act that one report tells of: the record of the codebook."""

    event_id: str
    report_id: str
    event_type: EventType
    mode: str | None
    quad: int
    intensity: float
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: Modality
    asserted_by: tuple[Party, ...]
    denied_by: tuple[Party, ...]
    date: EventDate | None
    place: Place | None
    instrument: str | None
    trigger: Span
    cue: Span | None
    """The words by which the report attributes the act to `asserted_by`."""
    denial: Span | None
    """The words that deny it."""
    evidence: tuple[Span, ...]
    """The sentences that tell of the act, the one with the trigger first."""
    coder_version: str = ""
    ontology_version: str = ""

    def __str__(self) -> str:
        who = " + ".join(p.name for p in self.actors)
        whom = f" -> {' + '.join(p.name for p in self.recipients)}" if self.recipients else ""
        words = [f"{who}{whom}  {self.event_type}"]
        words += [self.mode] if self.mode else []
        words += [self.modality] if self.modality != "actual" else []
        words += [f"[said by {', '.join(p.name for p in self.asserted_by)}]"] if self.asserted_by else []
        words += [f"[denied by {', '.join(p.name for p in self.denied_by)}]"] if self.denied_by else []
        words += [f"in {self.place.name}"] if self.place else []
        words += [f"on {self.date.start}"] if self.date else []
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what: `content` is what is said, `cue` the words that tell so, `quoted` whether it stands in
    quotation marks. `speaker` is None where nobody is named ("reportedly")."""

    statement_id: str
    report_id: str
    speaker: Party | None
    cue: Span
    content: Span
    stance: Stance
    quoted: bool


@dataclass(frozen=True)
class Coding:
    """What whowhom finds in one report."""

    report: Report
    events: tuple[Event, ...]
    statements: tuple[Statement, ...] = field(default=())

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its spans marked, and the events."""
        from whowhom.export.notebook import html

        return html(self)
