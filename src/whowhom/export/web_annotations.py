"""W3C Web Annotations (JSON-LD): an annotation for every span that an event rests on.

The file is one AnnotationCollection whose only page is embedded. The target of an annotation is the report's web
address, or a name made of its id where it has none, with two selectors together: a TextPositionSelector and a
TextQuoteSelector. Positions count Unicode code points, as the model demands (sections 4.2.4 and 4.2.5) and as the
offsets of records do; they count in the report's text as whowhom reads it, not in the page's HTML, where only the
quotation finds its words. The body tells the role of the span, names the event, and holds the party, date or place;
the record as a whole stands in the body of the event's trigger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from whowhom.export.collection import Collection
from whowhom.export.csv import party_cell
from whowhom.export.json_text import text, write_items
from whowhom.export.names import address, urn
from whowhom.export.rows import date_row, party_row, place_row
from whowhom.export.whole import whole_file
from whowhom.records import Event, Party, Report, Span

Json = dict[str, Any]

AROUND = 32
"""Characters quoted before and after a span, so that a reader finds the right one of several."""

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "whowhom": "urn:whowhom:term:",
        "event": {"@id": "whowhom:event", "@type": "@id"},
        "incident": {"@id": "whowhom:incident", "@type": "@id"},
        **{
            name: f"whowhom:{name}"
            for name in (
                "role", "party", "date", "place", "event_type", "mode", "quad", "intensity", "contexts", "modality",
                "instrument", "sector", "country", "wikidata", "precision", "basis", "first_day", "last_day",
                "latitude", "longitude", "geonames_id", "title", "published", "publisher",
            )
        },
    },
]  # fmt: skip
"""The context of the model, and the terms for what it has no words for."""

MOTIVATIONS = {"trigger": "classifying", "cue": "highlighting", "denial": "highlighting", "evidence": "highlighting"}
"""Why a span is annotated; where nothing is said here, to identify whom or what it names."""


def write(collection: Collection, path: Path) -> None:
    with whole_file(path) as file:
        _write(collection, file)


def _write(collection: Collection, file: BinaryIO) -> None:
    """The name of the collection is made of what it holds: it comes last, when all has been written."""
    digest, total = hashlib.blake2b(digest_size=16), 0

    def counted() -> Iterator[Json]:
        nonlocal total
        for annotation in _annotations(collection):
            digest.update(annotation["id"].encode())
            total += 1
            yield annotation

    before = f'{{"@context": {text(CONTEXT)}, "type": "AnnotationCollection", "first": {{"type": "AnnotationPage", '
    write_items(file, before + '"startIndex": 0, "items": [', counted(), "]")
    name = urn("annotations", digest.hexdigest())
    page = f', "id": "{name}:page:1", "partOf": {text({"id": name, "total": total})}}}'
    file.write(f'{page}, "id": "{name}", "total": {total}}}\n'.encode())


def _annotations(collection: Collection) -> Iterator[Json]:
    for coding in collection.codings:
        report = coding.report
        source = {"id": address(report) or urn("report", report.id)} | _known(
            title=report.title, published=report.published, publisher=report.publisher
        )
        for event in coding.events:
            name = urn("annotation", event.event_id)
            for n, (role, span, body) in enumerate(_spans(event)):
                if span.start < span.end:  # what is nowhere said has no words to point at
                    yield {
                        "id": f"{name}:{n}",
                        "type": "Annotation",
                        "motivation": MOTIVATIONS.get(role, "identifying"),
                        "body": _body(role, event, collection.incident(event)) | body,
                        "target": {"source": source, "selector": _selectors(report, span)},
                    }


def _spans(event: Event) -> Iterator[tuple[str, Span, Json]]:
    """(role, span, what the body holds beside the role and the event), the trigger first."""
    yield "trigger", event.trigger, {}
    for role, people in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("speaker", event.asserted_by),
        ("denier", event.denied_by),
    ):
        yield from ((role, Span(p.start, p.end, p.text), {"party": _party(p)}) for p in people)
    if event.date:
        yield "date", event.date.text, {"date": _without_span(date_row(event.date), start="first_day", end="last_day")}
    if event.place:
        yield "place", event.place.text, {"place": _without_span(place_row(event.place))}
    for role, span in (("cue", event.cue), ("denial", event.denial)):
        if span:
            yield role, span, {}
    yield from (("evidence", span, {}) for span in event.evidence)


def _body(role: str, event: Event, incident: str) -> Json:
    """A body that any reader can show, with the record below it."""
    name = urn("event", event.event_id)
    about: Any = name
    if role == "trigger":
        about = {"id": name, "incident": urn("incident", incident), "contexts": list(event.contexts)} | _known(
            event_type=event.event_type,
            mode=event.mode,
            quad=event.quad,
            intensity=event.intensity,
            modality=event.modality,
            instrument=event.instrument,
        )
    value = event.event_type if role == "trigger" else role
    return {"type": "TextualBody", "purpose": "tagging", "value": value, "role": role, "event": about}


def _party(party: Party) -> Json:
    row = party_row(party)
    return {"label": party_cell(row)} | _known(
        name=party.name, country=party.country, sector=party.sector, wikidata=party.wikidata
    )


def _without_span(row: Json, **renamed: str) -> Json:
    return _known(**{renamed.get(name, name): value for name, value in row.items() if name not in ("span", "text")})


def _known(**values: Any) -> Json:
    """JSON-LD has no use for null."""
    return {name: value for name, value in values.items() if value is not None}


def _selectors(report: Report, span: Span) -> list[Json]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": report.text[max(0, span.start - AROUND) : span.start],
            "suffix": report.text[span.end : span.end + AROUND],
        },
    ]
