"""GeoJSON (RFC 7946): a feature an event, a point where the place of the act has coordinates.

Events without coordinates keep a feature with the geometry null, as RFC 7946 section 3.2 allows, so that no event is
lost. Properties are flat and the same for every feature, null for what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from whowhom.export.characters import legible
from whowhom.export.collection import Collection
from whowhom.export.csv import flat
from whowhom.export.json_text import write_items
from whowhom.export.rows import event_row
from whowhom.export.whole import whole_file
from whowhom.records import Event, Place, Report

DECIMALS = 7
"""Of degrees: about a centimetre."""

CELLS = (
    "event_id", "event_type", "mode", "quad", "intensity", "contexts", "actors", "recipients", "modality",
    "asserted_by", "denied_by", "date_start", "date_end", "date_precision", "place_name", "place_country",
    "place_precision", "instrument", "trigger", "report_id",
)  # fmt: skip
"""Properties that stand in the flat row of an event under the same name."""


def write(collection: Collection, path: Path) -> None:
    with whole_file(path) as file:
        write_items(file, '{"type": "FeatureCollection", "features": [', _features(collection), "]}")


def _features(collection: Collection) -> Iterator[dict[str, Any]]:
    for coding in collection.codings:
        for event in coding.events:
            yield {
                "type": "Feature",
                "id": event.event_id,
                "geometry": _point(event.place),
                "properties": _properties(event, collection.incident(event), coding.report),
            }


def _properties(event: Event, incident: str, report: Report) -> dict[str, Any]:
    cells = flat(event_row(event))
    found = {name: cells.get(name) for name in CELLS} | {
        "incident": incident,
        "sentence": event.evidence[0].text if event.evidence else None,
        "title": report.title,
        "published": report.published,
        "publisher": report.publisher,
        "url": report.url,
    }
    return {name: legible(cell) or None if isinstance(cell, str) else cell for name, cell in found.items()}


def _point(place: Place | None) -> dict[str, Any] | None:
    """Longitude before latitude."""
    if place is None or place.longitude is None or place.latitude is None:
        return None
    degrees = [round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)]
    return {"type": "Point", "coordinates": degrees} if all(map(isfinite, degrees)) else None
