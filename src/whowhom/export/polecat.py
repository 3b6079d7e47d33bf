"""POLECAT: the 40 columns of that data set in their order, tab-separated, one record a line.

POLECAT has no modality, no speaker and no denier: only acts that took place are written, and who said so is lost.
As in POLECAT, several values stand in one cell with `; ` between them (those of one party at the same place in each
column), what is not known is `None`, and an event without a date gets the day on which the report was published: the
coder that makes POLECAT does the same (NGEC, `formatter.py`, `resolve_date`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from whowhom.data import settings
from whowhom.export.cells import cell, line
from whowhom.export.codes import country, plover_country
from whowhom.export.collection import Collection
from whowhom.export.whole import whole_file
from whowhom.records import Coding, Event, Party, Report

COLUMNS = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
]  # fmt: skip

NONE, JOIN = "None", "; "
FEATURES = {"city": "PPL", "region": "RGN", "country": "PCLI"}
"""GeoNames feature code that a place of each precision gets: the records keep no finer one."""


def write(collection: Collection, path: Path) -> int:
    """Write the acts that took place; returns how many events were left out because they did not, or not yet."""
    left_out = 0
    with whole_file(path) as file:
        file.write(line(COLUMNS))
        for coding in collection.codings:
            actual = [event for event in coding.events if event.modality == "actual"]
            left_out += len(coding.events) - len(actual)
            for cells in _rows(coding, actual):
                file.write(line(cells))
    return left_out


def _rows(coding: Coding, events: Sequence[Event]) -> Iterator[list[str]]:
    report = coding.report
    locations = _joined(dict.fromkeys(event.place.name for event in events if event.place))
    for event in events:
        yield [
            *_act(event, report),
            *_parties(event.actors),
            *_parties(event.recipients),
            *_place(event),
            *map(_known, (report.publisher, (report.published or "")[:10])),
            NONE,
            NONE,
            locations,
            _known(report.language),
            f"whowhom {cell(event.coder_version)}".strip(),
        ]


def _act(event: Event, report: Report) -> list[str]:
    day = event.date.start if event.date else (report.published or "")[:10]
    values = (event.event_id, day, event.event_type, event.mode, event.intensity, _quads()[event.quad])
    return [*map(_known, values), _joined(event.contexts)]


def _parties(parties: Sequence[Party]) -> list[str]:
    """Name, country, COW number, first sector, sectors, title, name as written, Wikipedia id."""
    return [
        _joined(party.name for party in parties),
        _joined(plover_country(party) for party in parties),
        _joined(country(party.country).cow for party in parties),
        parties[0].sector if parties else NONE,
        _joined(party.sector for party in parties),
        NONE,
        _joined(party.text for party in parties),
        NONE,
    ]


def _place(event: Event) -> list[str]:
    place = event.place
    if place is None:
        return [NONE] * 10
    city = place.name if place.precision == "city" else None
    region = place.name if place.precision == "region" else None
    values = (
        place.name, city, None, region, country(place.country).plover or place.country, place.latitude,
        place.longitude, place.geonames_id, place.text.text, FEATURES.get(place.precision or ""),
    )  # fmt: skip
    return [_known(value) for value in values]


def _known(value: object) -> str:
    return cell(value) or NONE


def _joined(values: Iterable[str]) -> str:
    """Values in one cell; a semicolon within a value would split it, so it becomes a comma."""
    return JOIN.join(_known(value).replace(";", ",") for value in values) or NONE


@cache
def _quads() -> dict[int, str]:
    return {int(quad): name.upper() for quad, name in settings("events/ontology.toml")["quads"].items()}
