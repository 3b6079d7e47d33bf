"""Invented happenings and the reports that tell of them, as codings: what the coder would make of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from whowhom import data
from whowhom.events.ontology import Ontology
from whowhom.linking.words import weight, words
from whowhom.records import Coding, Event, EventDate, Party, Place, Report, Span, Statement
from whowhom.version import CODER_VERSION

DATED, PLACED, SAID, DENIED, WITHOUT_RECIPIENT = 0.5, 0.4, 0.25, 0.05, 0.15
"""Shares of acts whose day, whose place, whose speaker is told; which are denied; which are done to nobody."""
MODALITIES = (("actual", 88), ("planned", 5), ("possible", 4), ("negated", 3))
DETAILS = 8
"""Words that belong to an act; a report tells most of them."""
TOPIC = 40
"""Words that belong to a happening."""


@dataclass(frozen=True)
class Act:
    """One act of a happening, told by some of its reports."""

    event_type: str
    mode: str | None
    words: tuple[str, str, str]
    """Those before the trigger, the trigger, those behind it."""
    actor: str
    recipient: str | None
    offices: tuple[int, int]
    day: date | None
    place: str | None
    modality: str
    speaker: str | None
    denier: str | None
    instrument: str | None
    details: tuple[str, ...]


@dataclass(frozen=True)
class Happening:
    day: date
    pair: tuple[str, str]
    topic: tuple[str, ...]
    acts: tuple[Act, ...]


class World:
    """Who and what there is. States are drawn by Zipf's law, those with common names first: what is in the news often
    has no rare name. Common words are drawn more often than rare ones."""

    def __init__(self, seed: int) -> None:
        table = data.settings("evaluation/synthetic.toml")
        rng = Random(seed)
        self.syllables: list[str] = table["syllables"]
        self.publishers: list[str] = table["publishers"]
        self.offices: list[dict[str, Any]] = table["offices"]
        self.acts: list[dict[str, Any]] = table["acts"]
        self.ontology = Ontology()
        self.name_of = {row["country"]: row["name"] for row in data.rows("actors/states.csv") if row["country"]}
        self.states = sorted(self.name_of, key=lambda code: (_rare(self.name_of[code]), code))
        self.towns = {code: [self.name(rng, 3) for _ in range(40)] for code in self.states}
        (path,) = data.paths("linking/word_weights.tsv")
        lines = path.read_text(encoding="utf-8").splitlines()
        self.words = [word for word in (line.partition("\t")[0] for line in lines) if len(word) > 3]

    def name(self, rng: Random, syllables: int) -> str:
        return "".join(rng.choices(self.syllables, k=syllables)).capitalize()

    def word(self, rng: Random) -> str:
        return self.words[int(len(self.words) * rng.random() ** 2)]

    def state(self, rng: Random) -> str:
        return rng.choices(self.states, cum_weights=self._zipf)[0]

    def pair(self, rng: Random) -> tuple[str, str]:
        one, other = self.state(rng), self.state(rng)
        return (one, other) if one != other else self.pair(rng)

    @cached_property
    def _zipf(self) -> list[float]:
        return list(accumulate(1 / rank for rank in range(1, len(self.states) + 1)))

    def happening(self, rng: Random, day: date, pair: tuple[str, str], war: Sequence[str], acts: int) -> Happening:
        """One of `acts` acts; `war` are the words of the war that it is part of, if any."""
        topic = (*(self.word(rng) for _ in range(TOPIC)), *rng.sample(war, min(len(war), TOPIC // 2)))
        told = (self._act(rng, day, pair, topic, "war" if war else "peace") for _ in range(acts))
        return Happening(day, pair, topic, tuple(told))

    def _act(self, rng: Random, day: date, pair: tuple[str, str], topic: Sequence[str], when: str) -> Act:
        kind = rng.choices(self.acts, [act[when] for act in self.acts])[0]
        before, _, rest = kind["phrase"].partition("[")
        trigger, _, after = rest.partition("]")
        actor, recipient = pair if rng.random() < 0.6 else pair[::-1]
        if rng.random() < 0.1:
            actor = self.state(rng)
        names_instrument = "{instrument}" in after
        instrument = f"the Treaty of {rng.choice(self.towns[actor])}" if names_instrument else None
        modes = kind["modes"]
        return Act(
            kind["type"],
            rng.choice(modes) or None,
            (before, trigger, after.replace("{instrument}", instrument or "")),
            actor,
            recipient if recipient != actor and rng.random() > WITHOUT_RECIPIENT else None,
            (self._office(rng), self._office(rng)),
            day - timedelta(days=min(3, int(rng.expovariate(1.5)))) if rng.random() < DATED else None,
            rng.choice(self.towns[recipient]) if rng.random() < PLACED else None,
            rng.choices([name for name, _ in MODALITIES], [share for _, share in MODALITIES])[0],
            self.state(rng) if rng.random() < SAID else None,
            recipient if rng.random() < DENIED else None,
            instrument,
            tuple(rng.choices(topic, k=DETAILS)),
        )

    def _office(self, rng: Random) -> int:
        return rng.choices(range(len(self.offices)), [office["share"] for office in self.offices])[0]


def _rare(name: str) -> float:
    return sum(map(weight, words(name)))


class Page:
    """A report in the making: text is put down, and where it stands is told."""

    def __init__(self, world: World, rng: Random, happening: Happening, report_id: str, published: date) -> None:
        self.world, self.rng, self.happening = world, rng, happening
        self.report_id, self.published = report_id, published
        self.text = ""
        self.events: list[Event] = []
        self.statements: list[Statement] = []

    def coding(self, acts: Sequence[Act], fillers: int) -> Coding:
        """The report that tells of these acts, with some sentences that tell nothing."""
        rng, topic = self.rng, self.happening.topic
        for number, act in enumerate(acts):
            self._tell(act)
            if number < fillers:
                self._put(" ".join(rng.choices(topic, k=8) + [self.world.word(rng) for _ in range(6)]) + ".")
                self._put("\n\n")
        names = " ".join(self.world.name_of[code] for code in self.happening.pair)
        publisher = rng.choice(self.world.publishers)
        report = Report(
            self.report_id,
            f"{names}: {' '.join(rng.sample(topic, 4))}",
            self.text.strip(),
            self.published.isoformat(),
            "given",
            publisher,
            f"https://{publisher.replace(' ', '-').lower()}.example/{self.published.year}/{self.report_id}",
        )
        return Coding(report, tuple(self.events), tuple(self.statements))

    def _put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text), words)

    def _tell(self, act: Act) -> None:
        """One sentence, and one more where somebody denies it."""
        begin = len(self.text)
        date_span = self._put(f"{act.day:%d %B %Y}") if act.day else None
        self._put(", " if act.day else "")
        actors = (self._party(act.actor, act.offices[0]),)
        self._put(f" {act.words[0]}")
        trigger = self._put(act.words[1])
        self._put(f"{act.words[2]} ")
        recipients = (self._party(act.recipient, act.offices[1]),) if act.recipient else ()
        place = self._place(act) if act.place else None
        details = [word for word in act.details if self.rng.random() < 0.8]
        self._put(f" over {' '.join(details)} {self.world.word(self.rng)}")
        content_end = len(self.text)
        speakers, cue = self._said(act.speaker, "said") if act.speaker else ((), None)
        self._put(".")
        evidence = [Span(begin, len(self.text), self.text[begin:])]
        if cue:
            content = Span(begin, content_end, self.text[begin:content_end])
            name = f"{self.report_id}-s{len(self.statements) + 1}"
            self.statements.append(Statement(name, self.report_id, speakers[0], cue, content, "asserts", False))
        deniers: tuple[Party, ...] = ()
        denial = None
        if act.denier:
            begin = len(self.text) + 1
            deniers, denial = self._said(act.denier, "denied it", " ")
            self._put(".")
            evidence.append(Span(begin, len(self.text), self.text[begin:]))
        self._put("\n\n")
        self._event(act, actors, recipients, speakers, deniers, date_span, place, (trigger, cue, denial), evidence)

    def _party(self, code: str, office: int) -> Party:
        kind = self.world.offices[office]
        span = self._put(self.world.name_of[code] + kind["words"])
        return Party(span.text, span.start, span.end, span.text, code, kind["sector"])

    def _place(self, act: Act) -> Place:
        self._put(" in ")
        span = self._put(act.place or "")
        return Place(span.text, act.recipient, 10.0, 20.0, None, "city", span)

    def _said(self, code: str, words: str, before: str = ", ") -> tuple[tuple[Party, ...], Span]:
        self._put(before)
        party = self._party(code, 0)
        self._put(" ")
        return (party,), self._put(words)

    def _event(
        self,
        act: Act,
        actors: tuple[Party, ...],
        recipients: tuple[Party, ...],
        speakers: tuple[Party, ...],
        deniers: tuple[Party, ...],
        date_span: Span | None,
        place: Place | None,
        spans: tuple[Span, Span | None, Span | None],
        evidence: list[Span],
    ) -> None:
        ontology = self.world.ontology
        day = act.day.isoformat() if act.day else ""
        self.events.append(
            Event(
                event_id=f"{self.report_id}-e{len(self.events) + 1}",
                report_id=self.report_id,
                event_type=act.event_type,  # type: ignore[arg-type]
                mode=act.mode,
                quad=ontology.types[act.event_type].quad,
                intensity=ontology.intensity(act.event_type, act.mode),
                contexts=(),
                actors=actors,
                recipients=recipients,
                modality=act.modality,  # type: ignore[arg-type]
                asserted_by=speakers,
                denied_by=deniers,
                date=EventDate(day, day, "day", "stated", date_span) if date_span else None,
                place=place,
                instrument=act.instrument,
                trigger=spans[0],
                cue=spans[1],
                denial=spans[2],
                evidence=tuple(evidence),
                coder_version=CODER_VERSION,
                ontology_version=ontology.version,
            )
        )


def copied(coding: Coding, report_id: str, publisher: str) -> Coding:
    """The same text, printed by another outlet."""
    old = coding.report
    address = f"https://{publisher.replace(' ', '-').lower()}.example/{report_id}"
    report = replace(old, id=report_id, publisher=publisher, url=address)
    events = (
        replace(event, event_id=event.event_id.replace(old.id, report_id), report_id=report_id)
        for event in coding.events
    )
    said = (replace(s, statement_id=s.statement_id.replace(old.id, report_id), report_id=report_id)
            for s in coding.statements)  # fmt: skip
    return Coding(report, tuple(events), tuple(said))
