"""From joined acts to the records that are written."""

from __future__ import annotations

import hashlib
import re
from typing import cast

from whowhom.events.contexts import Contexts
from whowhom.events.merge import Joined
from whowhom.events.ontology import Ontology
from whowhom.language import Sentence
from whowhom.records import Event, EventType, Modality, Report, Span
from whowhom.version import CODER_VERSION

_INSTRUMENT = re.compile(
    r"\b(?:[A-Z][\w’'-]*\s+(?:(?:of|on|and|for|the|in)\s+)*){0,8}?"
    r"(?:Treaty|Agreement|Accords?|Convention|Pact|Protocol|Resolution(?:\s+\d+)?|Act|Charter|Declaration)\b"
    r"(?:\s+(?:on|of|for)\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*)?"
)


def event_records(joined: list[Joined], report: Report, contexts: Contexts, ontology: Ontology) -> tuple[Event, ...]:
    """The records of one report in the order in which it tells of the acts."""
    return tuple(_record(one, number, report, contexts, ontology) for number, one in enumerate(joined))


def _record(joined: Joined, number: int, report: Report, contexts: Contexts, ontology: Ontology) -> Event:
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
        instrument=instrument(act.sentence),
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


def instrument(sentence: Sentence) -> str | None:
    """The name of the treaty, agreement, resolution or law in a sentence; a bare "Agreement" is no name."""
    for match in _INSTRUMENT.finditer(sentence.text):
        if " " in match.group():
            return match.group()
    return None


def _evidence(sentence: Sentence, report: Report) -> Span:
    return report.span(sentence.start, sentence.end)
