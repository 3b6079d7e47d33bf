"""What a process of a cluster does: code one unit after the other, and write the part of each, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from whowhom.batch import code_with, coding_pool
from whowhom.chunks import in_chunks
from whowhom.errors import ReadError
from whowhom.export.frames import Kind, frame, schema
from whowhom.export.parts import FOLDERS, Outcome, status_frame, status_row, status_schema
from whowhom.export.rows import row
from whowhom.export.whole import whole_file
from whowhom.reading.given import Note
from whowhom.reading.inputs import Entry
from whowhom.records import Coding
from whowhom.scale.job import Job
from whowhom.scale.units import Unit

ROWS = 1_000
"""Entries whose records are in memory at a time."""
Status = dict[str, Any]


class UnitCoder:
    """Codes units for a job. The model is loaded once, in a process of its own: a report that kills it or hangs is
    named and set aside, and the unit goes on."""

    def __init__(self, job: Job) -> None:
        self.output = job.output
        self.kinds = job.kinds
        self._pool = coding_pool(job.setup, 1, job.time_limit)

    def __call__(self, unit: Unit) -> None:
        """Writes the part of a unit."""
        unread: list[Status] = []
        coded = code_with(self._pool, _entries(unit, unread))
        with ExitStack() as stack:
            # closed in the reverse order: the file that says that the part is there comes last
            reports = stack.enter_context(_Rows(self.output / "reports" / unit.part, status_schema()))
            records = {
                kind: stack.enter_context(_Rows(self.output / FOLDERS[kind] / unit.part, schema(kind)))
                for kind in self.kinds
            }
            for chunk in in_chunks(coded, ROWS):
                for kind, rows in records.items():
                    rows.write(frame([row(one) for one in _records(chunk, kind)], kind))
                reports.write(status_frame(status_row(entry, found) for entry, found in chunk))
            reports.write(status_frame(unread))


def _entries(unit: Unit, unread: list[Status]) -> Iterator[Entry]:
    """What is to be coded; what could not be read at all goes to `unread`, by its name."""
    for one in unit.slices:
        for found in one.found():
            if isinstance(found, ReadError):
                unread.append({"id": found.name, "status": "failed", "error": found.reason})
            elif not isinstance(found, Note):
                yield found


def _records(outcomes: Iterable[Outcome], kind: Kind) -> Iterator[Any]:
    for _, found in outcomes:
        if isinstance(found, Coding):
            yield from found.events if kind == "event" else found.statements


class _Rows:
    """A Parquet file that is written piece by piece, and stands when its context has ended well."""

    def __init__(self, path: Path, columns: dict[str, Any]) -> None:
        import polars

        self._whole = whole_file(path)
        self._empty = polars.DataFrame(schema=columns).to_arrow()

    def __enter__(self) -> _Rows:
        from pyarrow.parquet import ParquetWriter

        self._writer = ParquetWriter(self._whole.__enter__(), self._empty.schema, compression="zstd")
        return self

    def write(self, rows: Any) -> None:
        if len(rows):
            self._writer.write_table(rows.to_arrow())

    def __exit__(self, *error: Any) -> bool | None:
        try:
            self._writer.close()
        except BaseException as failed:
            self._whole.__exit__(type(failed), failed, failed.__traceback__)
            raise
        return self._whole.__exit__(*error)
