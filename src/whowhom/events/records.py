"""From joined acts to the records that are written."""

from __future__ import annotations

import hashlib
from typing import cast

from whowhom.events.contexts import Contexts
from whowhom.events.instruments import Instruments
from whowhom.events.merge import Joined
from whowhom.events.ontology import Ontology
from whowhom.language import Sentence
from whowhom.records import Event, EventType, Modality, Report, Span
from whowhom.version import CODER_VERSION


def event_records(
    joined: list[Joined], report: Report, contexts: Contexts, instruments: Instruments, ontology: Ontology
) -> tuple[Event, ...]:
    """The records of one report in the order in which it tells of the acts."""
    return tuple(_record(one, number, report, contexts, instruments, ontology) for number, one in enumerate(joined))


def _record(
    joined: Joined, number: int, report: Report, contexts: Contexts, instruments: Instruments, ontology: Ontology
) -> Event:
    told, act = joined.lead, joined.lead.act
    sentences = {id(t.act.sentence): t.act.sentence for t in (told, *joined.others)}
    info = ontology.types[act.event_type]
    return Event(
        event_id=event_id(report, number),
        report_id=report.id,
        event_type=cast(EventType, act.event_type),
        mode=act.mode,
        quad=info.quad,
        intensity=ontology.intensity(act.event_type, act.mode),
        contexts=contexts.of([w.lemma for w in act.sentence.words], act.sentence.text),
        actors=act.actors,
        recipients=act.recipients,
        modality=cast(Modality, act.modality),
        asserted_by=told.asserted_by,
        denied_by=told.denied_by,
        date=told.date,
        place=told.place,
        instrument=_instrument(joined, instruments),
        trigger=report.span(act.start, act.end),
        cue=told.cue if told.asserted_by else None,
        denial=told.denial if told.denied_by else None,
        evidence=tuple(_evidence(s, report) for s in sentences.values()),
        coder_version=CODER_VERSION,
        ontology_version=ontology.version,
    )


def event_id(report: Report, number: int) -> str:
    """Stable for the same report, text and coder version."""
    content = f"{report.id}\0{report.sha256}\0{CODER_VERSION}\0{number}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _instrument(joined: Joined, instruments: Instruments) -> str | None:
    """The name in the sentence of the telling that leads, else in that of another telling of the same act."""
    return next(filter(None, (instruments.of(told.act) for told in (joined.lead, *joined.others))), None)


def _evidence(sentence: Sentence, report: Report) -> Span:
    return report.span(sentence.start, sentence.end)
