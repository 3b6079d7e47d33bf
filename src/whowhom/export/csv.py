"""CSV: one record a row, flat; UTF-8, commas, a head line, empty cells for what is not known.

Parties are written `RUS GOV Vladimir Putin` and joined by `; `; dates, places and spans get a column a field.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

Row = dict[str, Any]

COLUMNS = {
    "event": [
        "event_id", "report_id", "event_type", "mode", "quad", "intensity", "contexts", "actors", "recipients",
        "modality", "asserted_by", "denied_by", "date_start", "date_end", "date_precision", "date_basis", "date_text",
        "place_name", "place_country", "place_latitude", "place_longitude", "place_geonames_id", "place_precision",
        "place_text", "instrument", "trigger", "trigger_start", "trigger_end", "cue", "denial", "evidence",
        "coder_version", "ontology_version",
    ],
    "statement": [
        "statement_id", "report_id", "speaker", "cue", "cue_start", "cue_end", "content", "content_start",
        "content_end", "stance", "quoted",
    ],
    "report": [
        "id", "title", "text", "published", "published_basis", "publisher", "url", "language", "sha256",
    ],
}  # fmt: skip

PARTIES = ("actors", "recipients", "asserted_by", "denied_by")
SPANS = ("trigger", "cue", "denial", "content")


def write(rows: Iterable[Row], kind: str, file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
    table = csv.DictWriter(text, COLUMNS[kind], extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow(flat(row))
    text.flush()
    text.detach()


def flat(row: Row) -> Row:
    """A row without nesting: the cells of one line."""
    cells: Row = {}
    for key, value in row.items():
        if key in PARTIES:
            cells[key] = "; ".join(party_cell(p) for p in value)
        elif key == "speaker":
            cells[key] = party_cell(value) if value else None
        elif key == "contexts":
            cells[key] = "; ".join(value)
        elif key == "evidence":
            cells[key] = " | ".join(span["text"] for span in value)
        elif key in SPANS:
            cells[key] = value["text"] if value else None
            cells |= {f"{key}_start": value["start"], f"{key}_end": value["end"]} if value else {}
        elif key in ("date", "place"):
            cells |= {f"{key}_{field}": part for field, part in (value or {}).items() if field != "span"}
        elif isinstance(value, bool):
            cells[key] = str(value).lower()
        else:
            cells[key] = value
    return cells


def party_cell(party: Row) -> str:
    """`RUS GOV Vladimir Putin`; without the country where there is none."""
    return " ".join(part for part in (party["country"], party["sector"], party["name"]) if part)
