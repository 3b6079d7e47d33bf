"""Records as plain rows: dicts with exactly the fields of the public interface, ready for JSON."""

from __future__ import annotations

from typing import Any

from whowhom.records import Event, EventDate, Party, Place, Report, Span, Statement

Row = dict[str, Any]


def row(record: Event | Statement | Report) -> Row:
    """The row of a record of any kind."""
    if isinstance(record, Event):
        return event_row(record)
    if isinstance(record, Statement):
        return statement_row(record)
    return report_row(record)


def event_row(event: Event) -> Row:
    return {
        "event_id": event.event_id,
        "report_id": event.report_id,
        "event_type": event.event_type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "contexts": list(event.contexts),
        "actors": [party_row(p) for p in event.actors],
        "recipients": [party_row(p) for p in event.recipients],
        "modality": event.modality,
        "asserted_by": [party_row(p) for p in event.asserted_by],
        "denied_by": [party_row(p) for p in event.denied_by],
        "date": date_row(event.date) if event.date else None,
        "place": place_row(event.place) if event.place else None,
        "instrument": event.instrument,
        "trigger": span_row(event.trigger),
        "cue": span_row(event.cue) if event.cue else None,
        "denial": span_row(event.denial) if event.denial else None,
        "evidence": [span_row(s) for s in event.evidence],
        "coder_version": event.coder_version,
        "ontology_version": event.ontology_version,
    }


def statement_row(statement: Statement) -> Row:
    return {
        "statement_id": statement.statement_id,
        "report_id": statement.report_id,
        "speaker": party_row(statement.speaker) if statement.speaker else None,
        "cue": span_row(statement.cue),
        "content": span_row(statement.content),
        "stance": statement.stance,
        "quoted": statement.quoted,
    }


def report_row(report: Report) -> Row:
    return {
        "id": report.id,
        "title": report.title,
        "text": report.text,
        "published": report.published,
        "published_basis": report.published_basis,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "sha256": report.sha256,
    }


def span_row(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def party_row(party: Party) -> Row:
    return {
        "text": party.text,
        "start": party.start,
        "end": party.end,
        "name": party.name,
        "country": party.country,
        "sector": party.sector,
        "wikidata": party.wikidata,
    }


def date_row(date: EventDate) -> Row:
    """`start` and `end` are days here, so the characters of the words stand in `span`."""
    return {
        "start": date.start,
        "end": date.end,
        "precision": date.precision,
        "basis": date.basis,
        "text": date.text.text,
        "span": span_row(date.text),
    }


def place_row(place: Place) -> Row:
    return {
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
        "precision": place.precision,
        "text": place.text.text,
        "span": span_row(place.text),
    }
