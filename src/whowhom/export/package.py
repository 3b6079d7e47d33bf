"""A data package (Frictionless, Data Package v2): a folder of tables as CSV and Parquet with `datapackage.json`, which
says what every field means, is and refers to."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from whowhom.export.characters import REPLACEMENT, scalar
from whowhom.export.codebook import descriptor, fields
from whowhom.export.collection import Collection
from whowhom.export.csv import flat
from whowhom.export.folder import whole_folder
from whowhom.export.rows import event_row, party_row, report_row, statement_row
from whowhom.records import Coding, Event

Row = dict[str, Any]

TABLES = ("events", "parties", "statements", "reports", "incidents")


def write(collection: Collection, path: Path) -> None:
    """Write the folder `path`. Codings pass once; the report of several codings is written with the first."""
    with whole_folder(path) as folder:
        modes = _write_csv(collection, folder)
        for table in TABLES:
            _to_parquet(table, folder)
        about = json.dumps(descriptor(folder, modes), ensure_ascii=False, indent=2)
        (folder / "datapackage.json").write_text(about + "\n", encoding="utf-8")


def _write_csv(collection: Collection, folder: Path) -> set[str]:
    """Write the tables as CSV; returns the modes of the events."""
    modes, seen = set[str](), set[str]()
    with ExitStack() as stack:
        files = {
            table: stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            for table in TABLES
        }
        writers = {
            table: csv.DictWriter(file, [field.name for field in fields(table)], extrasaction="ignore")
            for table, file in files.items()
        }
        for writer in writers.values():
            writer.writeheader()
        for coding in collection.codings:
            if coding.report.id not in seen:
                seen.add(coding.report.id)
                writers["reports"].writerow(_clean(report_row(coding.report)))
            for table, rows in _tables(collection, coding).items():
                writers[table].writerows(map(_clean, rows))
            modes |= {scalar(event.mode) for event in coding.events if event.mode}
    return modes


def _tables(collection: Collection, coding: Coding) -> dict[str, Iterable[Row]]:
    return {
        "events": (flat(event_row(event)) for event in coding.events),
        "parties": (row for event in coding.events for row in _parties(event)),
        "statements": (flat(statement_row(statement)) for statement in coding.statements),
        "incidents": ({"event_id": e.event_id, "incident": collection.incident(e)} for e in coding.events),
    }


def _parties(event: Event) -> Iterator[Row]:
    roles = {
        "actor": event.actors,
        "recipient": event.recipients,
        "asserted_by": event.asserted_by,
        "denied_by": event.denied_by,
    }
    for role, parties in roles.items():
        for position, party in enumerate(parties, 1):
            yield {"event_id": event.event_id, "role": role, "position": position, **party_row(party)}


def _clean(row: Row) -> Row:
    """What UTF-8 cannot hold and NUL, which many readers of CSV take for the end of a text, are replaced one for one:
    offsets into a text stay what they were."""
    return {k: scalar(v).replace("\0", REPLACEMENT) if isinstance(v, str) else v for k, v in row.items()}


def _to_parquet(table: str, folder: Path) -> None:
    """Parquet of a CSV file, a part at a time."""
    import polars

    types = {
        "string": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "date": polars.Date,
    }
    schema = {field.name: types[field.type] for field in fields(table)}
    polars.scan_csv(folder / f"{table}.csv", schema=schema).sink_parquet(folder / f"{table}.parquet")
