"""Rows back to records: the inverse of `rows`, for coded files and for the store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from whowhom.errors import ReadError
from whowhom.records import Event, EventDate, Party, Place, Report, Span, Statement

Row = Mapping[str, Any]


def event_from(row: Row) -> Event:
    """An event of the row that `rows.event_row` makes; KeyError where a field is missing."""
    return Event(
        event_id=row["event_id"],
        report_id=row["report_id"],
        event_type=row["event_type"],
        mode=row["mode"],
        quad=row["quad"],
        intensity=row["intensity"],
        contexts=tuple(row["contexts"]),
        actors=_parties(row["actors"]),
        recipients=_parties(row["recipients"]),
        modality=row["modality"],
        asserted_by=_parties(row["asserted_by"]),
        denied_by=_parties(row["denied_by"]),
        date=_date(row["date"]) if row["date"] else None,
        place=_place(row["place"]) if row["place"] else None,
        instrument=row["instrument"],
        trigger=span_from(row["trigger"]),
        cue=span_from(row["cue"]) if row.get("cue") else None,
        denial=span_from(row["denial"]) if row.get("denial") else None,
        evidence=tuple(map(span_from, row["evidence"])),
        coder_version=row.get("coder_version") or "",
        ontology_version=row.get("ontology_version") or "",
    )


def report_from(row: Row) -> Report:
    optional = {name: row.get(name) for name in ("published", "published_basis", "publisher", "url")}
    return Report(row["id"], row.get("title"), row["text"], **optional, language=row.get("language") or "en")


def statement_from(row: Row) -> Statement:
    return Statement(
        row["statement_id"],
        row["report_id"],
        party_from(row["speaker"]) if row["speaker"] else None,
        span_from(row["cue"]),
        span_from(row["content"]),
        row["stance"],
        row["quoted"],
    )


def party_from(row: Row) -> Party:
    return Party(row["text"], row["start"], row["end"], row["name"], row["country"], row["sector"], row.get("wikidata"))


def span_from(row: Row) -> Span:
    return Span(row["start"], row["end"], row["text"])


def read_coded(path: Path) -> Iterator[Event]:
    """The events of a JSON Lines file that `whowhom code` wrote. Raises `ReadError` with the line that is wrong."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield event_from(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                problem = f"no field {error}" if isinstance(error, KeyError) else str(error)
                reason = f"no event record as `whowhom code` writes it: {problem}"
                raise ReadError(f"{path}:{number}", reason) from error


def _parties(rows: list[Row] | None) -> tuple[Party, ...]:
    return tuple(map(party_from, rows or ()))


def _date(row: Row) -> EventDate:
    return EventDate(row["start"], row["end"], row["precision"], row["basis"], span_from(row["span"]))


def _place(row: Row) -> Place:
    return Place(
        row["name"], row["country"], row["latitude"], row["longitude"], row["geonames_id"], row["precision"],
        span_from(row["span"]),
    )  # fmt: skip
