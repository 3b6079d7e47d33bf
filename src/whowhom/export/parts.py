"""A long run's output in parts, each whole or absent, so that a run that was stopped can go on where it was.

    FOLDER/events/part-000000.parquet     (or statements/)
    FOLDER/reports/part-000000.parquet    one row an entry: what became of it

The second file of a part is written last: a part without it is no part.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whowhom.errors import ReadError, WhowhomError
from whowhom.export.frames import Kind, clean, frame, schema, write_parquet
from whowhom.export.rows import report_row, row
from whowhom.export.whole import whole_file
from whowhom.reading import Entry, PassedOver
from whowhom.records import Coding

PART = 1_000
"""Entries of one part at most."""
WAIT = 60.0
"""Seconds after which a part is written though it has fewer."""
MAGIC = b"PAR1"
"""What a file of Parquet ends with."""
PLAN = "units.jsonl"
"""In a folder of parts that are units of a job: which they are (see scale/units.py)."""
FOLDERS = {"event": "events", "statement": "statements"}

Outcome = tuple[Entry, Coding | ReadError | PassedOver]


class Parts:
    """The parts in `folder`, for events or for statements. A folder that holds parts already is only taken with
    `resume`: what they tell of is then in `done`, by id. Raises `WhowhomError` otherwise."""

    def __init__(self, folder: Path, kind: Kind, resume: bool) -> None:
        self.reports, self.records, self.kind = folder / "reports", folder / FOLDERS[kind], kind
        if (folder / PLAN).exists():
            raise WhowhomError(f"{folder}: holds the parts of a job of `whowhom scale`; name another folder")
        written = sorted(self.reports.glob("part-*.parquet"))
        if written and not resume:
            raise WhowhomError(f"{folder}: holds parts of an earlier run; go on with --resume, or name another folder")
        self.reports.mkdir(parents=True, exist_ok=True)
        self.records.mkdir(exist_ok=True)
        remove_unfinished(folder)
        self._check_records({path.name for path in written})
        self.done = {name for path in written for name in _ids(path)}
        self.next = 1 + max((int(path.stem.removeprefix("part-")) for path in written), default=-1)

    def _check_records(self, names: set[str]) -> None:
        """Takes away what belongs to no part. Raises `WhowhomError` where a part has lost its records."""
        for name in names:
            if not is_whole(self.records / name):
                words = f"damaged, gone or never there; name another folder, or remove {self.reports / name} to redo it"
                raise WhowhomError(f"{self.records / name}: {words}")
        for path in self.records.glob("part-*.parquet"):
            if path.name not in names:
                path.unlink()

    def is_done(self, entry: Entry) -> bool:
        return not isinstance(entry, PassedOver) and entry.id in self.done

    def write(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes, handed on when the part that holds them is on disk. If the run is stopped, what has come so far
        is written as a last part."""
        part: list[Outcome] = []
        begin = time.monotonic()
        try:
            for outcome in outcomes:
                part.append(outcome)
                if len(part) >= PART or time.monotonic() - begin > WAIT:
                    self._write(part)
                    yield from part
                    part, begin = [], time.monotonic()
        except KeyboardInterrupt:
            self._write(part)
            raise
        self._write(part)
        yield from part

    def _write(self, part: list[Outcome]) -> None:
        if not part:
            return
        name = f"part-{self.next:06}.parquet"
        codings = [found for _, found in part if isinstance(found, Coding)]
        records = [one for coding in codings for one in (coding.events if self.kind == "event" else coding.statements)]
        try:
            _write(frame([row(record) for record in records], self.kind), self.records / name)
            _write(status_frame(status_row(entry, found) for entry, found in part), self.reports / name)
        except OSError as error:
            words = f"{self.reports.parent}: a part cannot be written: {error.strerror or error}"
            raise WhowhomError(
                f"{words}; what stands there is whole: go on with --resume when there is room"
            ) from error
        self.next += 1


def _write(rows: Any, path: Path) -> None:
    with whole_file(path) as file:
        write_parquet(rows, file)


def is_whole(path: Path) -> bool:
    """Whether a file of Parquet is there, up to its end: a machine that stops may leave less of it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - len(MAGIC)))
        return file.read() == MAGIC


def remove_unfinished(folder: Path) -> None:
    """Takes away what killed processes have left of parts half written."""
    for path in folder.glob("*/.part-*.part"):
        path.unlink(missing_ok=True)


def status_row(entry: Entry, found: Coding | ReadError | PassedOver) -> dict[str, Any]:
    """What became of an entry: `status` is coded, failed or passed over, `error` says why; with the report as it was
    read, whose text the spans of its records point into."""
    identifier = entry.archive if isinstance(entry, PassedOver) else entry.id
    if isinstance(found, Coding):
        known = {"status": "coded", "error": None, "events": len(found.events)}
        return {"id": identifier} | known | {name: v for name, v in report_row(found.report).items() if name != "id"}
    if isinstance(found, PassedOver):
        return {"id": identifier, "status": "passed over", "error": found.kind}
    return {"id": identifier, "status": "failed", "error": found.reason}


def status_schema() -> dict[str, Any]:
    """Polars types of the columns of `status_row`."""
    from polars import Int64, String

    report = {name: kind for name, kind in schema("report").items() if name != "id"}
    return {"id": String, "status": String, "error": String, "events": Int64} | report


def status_frame(rows: Iterable[dict[str, Any]]) -> Any:
    import polars

    return polars.DataFrame([clean(row) for row in rows], schema=status_schema())


def _ids(path: Path) -> list[str]:
    import polars

    try:
        return polars.read_parquet(path, columns=["id"])["id"].to_list()
    except (OSError, polars.exceptions.PolarsError) as error:
        raise WhowhomError(f"{path}: damaged, or no part of an earlier run: {error}; remove it to redo it") from error


def entries_left(entries: Iterable[Entry], parts: Parts) -> Iterator[Entry]:
    """Those that no part tells of yet. What an archive holds beside pages was passed over then as now."""
    return (entry for entry in entries if not parts.is_done(entry))
