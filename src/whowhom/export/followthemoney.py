"""FollowTheMoney entities, one a line of JSON: reports, parties, what reports call them, and events.

An `Article` is a report; a party is a `PublicBody`, `Organization` or `LegalEntity` by `Party.key` (a country with all
that belongs to it, else a name), with the same id in every export; a `Mention` is a name that one report gives a party;
an `Event` is an incident with all the reports that prove it. Only incidents of several records wait in memory, until
the last of these has come.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from whowhom.data import rows
from whowhom.export.characters import legible
from whowhom.export.collection import Collection
from whowhom.export.countries import alpha2, country_name
from whowhom.export.json_text import line
from whowhom.export.names import address
from whowhom.export.table import one_line
from whowhom.export.whole import whole_file
from whowhom.records import Event, EventDate, Party, Place, Report

Entity = dict[str, Any]
Properties = dict[str, list[str]]

NAME, STRING, TEXT = 380, 1000, 60_000
"""Characters that the model lets a name, a string and a text have, with a margin."""

LANGUAGES = {"en": "eng"}


def write(collection: Collection, path: Path) -> None:
    with whole_file(path) as file:
        for entity in _entities(collection):
            file.write(line(entity))


def _entities(collection: Collection) -> Iterator[Entity]:
    """Every entity once, parties and reports before what points to them."""
    events = _Events(collection)
    parties: set[str] = set()
    for coding in collection.codings:
        yield _article(coding.report)
        mentions: dict[str, Entity] = {}
        for event in coding.events:
            for party in filter(_is_somebody, event.actors + event.recipients + event.asserted_by + event.denied_by):
                if party_id(party) not in parties:
                    parties.add(party_id(party))
                    yield _party(party)
                mention = _mention(party, coding.report)
                mentions.setdefault(mention["id"], mention)
        yield from mentions.values()
        for event in coding.events:
            yield from events.add(event, coding.report)
    yield from events.rest()


class _Events:
    """Entities of incidents, each handed out when no more of its records can come."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._missing = Counter(collection.incidents.values())
        self._waiting: dict[str, list[Entity]] = defaultdict(list)

    def add(self, event: Event, report: Report) -> Iterator[Entity]:
        incident = self._collection.incident(event)
        told = _event(event, report, incident)
        if self._missing[incident] <= 1 and incident not in self._waiting:
            yield told
            return
        self._waiting[incident].append(told)
        self._missing[incident] -= 1
        if not self._missing[incident]:
            yield _merged(self._waiting.pop(incident))

    def rest(self) -> Iterator[Entity]:
        """Incidents some of whose records were not chosen for this collection."""
        for incident in sorted(self._waiting):
            yield _merged(self._waiting[incident])


def _merged(entities: list[Entity]) -> Entity:
    """One entity with all values of several, as the model's own merging does it."""
    merged: Properties = {}
    for entity in entities:
        for name, values in entity["properties"].items():
            merged[name] = list(dict.fromkeys(merged.get(name, []) + values))
    return entities[0] | {"properties": merged}


def _article(report: Report) -> Entity:
    url = address(report)
    return _entity(
        report_id(report),
        "Article",
        title=_cut([report.title], STRING),
        fileName=_cut([report.id], STRING),
        publishedAt=_day(report.published),
        publisher=_cut([report.publisher], STRING),
        sourceUrl=[url] if url else [],
        language=[LANGUAGES[report.language]] if report.language in LANGUAGES else [],
        bodyText=[legible(report.text)[:TEXT]] if report.text.strip() else [],
    )


def _party(party: Party) -> Entity:
    code = alpha2(party.country)
    return _entity(
        party_id(party),
        "PublicBody" if party.country else _schemata().get(party.sector, "LegalEntity"),
        name=_cut([country_name(party.country) or party.country or party.name], NAME) or [party_id(party)],
        country=[code.lower()] if code else [],
        wikidataId=[party.wikidata] if party.wikidata and not party.country else [],
    )


def _mention(party: Party, report: Report) -> Entity:
    """What one report calls a party: the names of a state's people and offices stand here."""
    code = alpha2(party.country)
    return _entity(
        _id("mention", report.id, party_id(party), party.name),
        "Mention",
        document=[report_id(report)],
        resolved=[party_id(party)],
        name=_cut([party.name], NAME) or [party_id(party)],
        detectedSchema=[_schemata().get(party.sector, "LegalEntity")],
        contextCountry=[code.lower()] if code else [],
    )


def _event(event: Event, report: Report, incident: str) -> Entity:
    actors, recipients = ([p for p in people if _is_somebody(p)] for people in (event.actors, event.recipients))
    place, url, code = event.place, address(report), alpha2(event.place.country if event.place else None)
    words = [event.event_type, event.mode, event.modality, *event.contexts, "disputed" if event.denied_by else None]
    return _entity(
        _id("event", incident),
        "Event",
        name=_cut([_heading(event)], NAME),
        summary=_cut([event.evidence[0].text if event.evidence else None], TEXT),
        description=_cut([event.instrument], TEXT),
        notes=_cut(_voices(event, report), TEXT),
        keywords=_cut(words, STRING),
        organizer=[party_id(p) for p in actors],
        involved=[party_id(p) for p in actors + recipients],
        location=_cut([_location(place)] if place else [], STRING),
        country=[code.lower()] if code else [],
        recordId=_cut([event.event_id], STRING),
        proof=[report_id(report)],
        publisher=_cut([report.publisher], STRING),
        sourceUrl=[url] if url else [],
        **_when(event.date),
    )


def _heading(event: Event) -> str:
    """`Russia + Belarus → Ukraine: ASSAULT aerial`."""
    sides = [" + ".join(p.name for p in people) for people in (event.actors, event.recipients) if people]
    what = " ".join(part for part in (event.event_type, event.mode) if part)
    return f"{' → '.join(one_line(side)[:150] for side in sides)}: {what}"


def _voices(event: Event, report: Report) -> Iterator[str]:
    where = ", ".join(part for part in (report.publisher, (report.published or "")[:10]) if part)
    for people, said in ((event.asserted_by, "According to"), (event.denied_by, "Denied by")):
        yield from (f"{said} {party}{f' ({where})' if where else ''}" for party in people)


def _location(place: Place) -> str:
    country = country_name(place.country)
    return f"{place.name}, {country}" if country and country != place.name else place.name


def _when(when: EventDate | None) -> Properties:
    """As exact as the precision: the model knows dates without a day or a month."""
    if when is None:
        return {}
    length = {"day": 10, "month": 7, "year": 4}[when.precision]
    start, end = when.start[:length], when.end[:length]
    return {"date": [start]} if start == end else {"startDate": [start], "endDate": [end]}


def _day(published: str | None) -> list[str]:
    try:
        return [date.fromisoformat((published or "")[:10]).isoformat()]
    except ValueError:
        return []


def _is_somebody(party: Party) -> bool:
    """The `unknown` of unclaimed attacks is not one party that did them all."""
    return party.sector != "UNK" or party.start < party.end


def party_id(party: Party) -> str:
    return _id("party", *party.key)


def report_id(report: Report) -> str:
    return _id("report", report.id)


def _id(*parts: str) -> str:
    """The same for the same parts in every export: letters, digits and one hyphen."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16)
    return f"whowhom-{digest.hexdigest()}"


def _entity(name: str, schema: str, /, **properties: Iterable[str]) -> Entity:
    """Without the properties that have no value, each value once."""
    found = {key: list(dict.fromkeys(values)) for key, values in properties.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in found.items() if values}}


def _cut(texts: Iterable[str | None], length: int) -> list[str]:
    lines = (one_line(legible(text))[:length].strip() for text in texts if text)
    return [text for text in lines if text]


@cache
def _schemata() -> dict[str, str]:
    """Sector to the schema of a party that belongs to no one state, or of what a mention names."""
    return {row["sector"]: row["schema"] for row in rows("export/followthemoney.csv", required=("sector", "schema"))}
