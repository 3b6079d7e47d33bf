"""The units of work: slices of large inputs, small ones together, each with a part of the output of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whowhom.errors import ReadError, WhowhomError
from whowhom.export.parts import PLAN
from whowhom.export.whole import whole_file
from whowhom.reading.archive import records
from whowhom.reading.characters import encoding_of
from whowhom.reading.files import careful, files, read_file
from whowhom.reading.given import Found, Given
from whowhom.reading.jsonl import read_jsonl_slice
from whowhom.reading.parquet import read_parquet
from whowhom.reading.warc import read_warc
from whowhom.scale.job import Job
from whowhom.version import CODER_VERSION

ROW = 5_000
"""Bytes that a row of Parquet counts as: a report of usual length."""
PAGE = 30_000
"""Bytes that a saved page counts as beside its own: reading costs the same for the shortest."""


@dataclass(frozen=True)
class Slice:
    """The input in `path` from `begin` up to `end` (bytes, of Parquet rows); None where it is read whole."""

    path: str
    id: str
    published: str | None
    begin: int = 0
    end: int | None = None

    def found(self) -> Found:
        """What is in it, errors among the values."""
        path, given = Path(self.path), Given(self.path, self.id, self.published)
        if self.end is None:
            return read_file(path, given)
        end, name = self.end, path.name.lower()
        if name.endswith(".parquet"):
            return careful(lambda: read_parquet(path, given, self.begin, end))
        read = read_jsonl_slice if name.endswith(".jsonl") else read_warc
        return careful(lambda: read(path, given, self.begin, end))


@dataclass(frozen=True)
class Unit:
    """What one process does at once; `number` names its part of the output."""

    number: int
    slices: tuple[Slice, ...]

    @property
    def part(self) -> str:
        return f"part-{self.number:06}.parquet"

    def to_json(self) -> str:
        return json.dumps({"number": self.number, "slices": [asdict(one) for one in self.slices]})

    @classmethod
    def from_json(cls, text: str) -> Unit:
        row: dict[str, Any] = json.loads(text)
        return cls(row["number"], tuple(Slice(**one) for one in row["slices"]))


def plan(job: Job, errors: list[ReadError]) -> list[Unit]:
    """All units of a job, in the order of its inputs. They are kept in the output: a job that goes on has the units
    that it had, and those of inputs that have come since. Raises WhowhomError where the output is another job's."""
    path = job.output / PLAN
    about = {"coder": CODER_VERSION, "model": job.model, "data": str(job.data or ""), "statements": job.statements}
    if not path.exists() and any((job.output / "reports").glob("part-*.parquet")):
        raise WhowhomError(f"{job.output}: holds the parts of `whowhom code`: name another output")
    units = _kept(path, about) if path.exists() else []
    planned = {one.path for unit in units for one in unit.slices}
    new = list(_units(_slices(job, planned, {one.id for unit in units for one in unit.slices}, errors), job.slice))
    units += [Unit(number, slices) for number, slices in enumerate(new, len(units))]
    if new:
        job.output.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.writelines(f"{line}\n".encode() for line in (json.dumps(about), *(unit.to_json() for unit in units)))
    return units


def _kept(path: Path, about: dict[str, Any]) -> list[Unit]:
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        was, units = json.loads(lines[0]), [Unit.from_json(line) for line in lines[1:]]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise WhowhomError(f"{path}: damaged: {error}") from error
    if different := [name for name in about if was.get(name) != about[name]]:
        told = ", ".join(f"{name} {was.get(name)!r}, now {about[name]!r}" for name in different)
        raise WhowhomError(f"{path.parent}: holds the parts of another job ({told}): name another output")
    return units


def _slices(job: Job, planned: set[str], ids: set[str], errors: list[ReadError]) -> Iterator[tuple[Slice, int]]:
    """Each slice with about how many bytes of work it is."""
    for item in job.files():
        for found in files(item, job.published, ids):
            if isinstance(found, ReadError):
                errors.append(found)
            elif str(found[0]) not in planned:
                yield from _sliced(*found, job.slice)


def _sliced(path: Path, given: Given, most: int) -> Iterator[tuple[Slice, int]]:
    size, step, weight = _extent(path, most)
    if size is None or size <= step:
        yield Slice(str(path), given.id, given.published), path.stat().st_size + PAGE
        return
    count = -(-size // step)
    for number in range(count):
        begin, end = size * number // count, size * (number + 1) // count
        yield Slice(str(path), given.id, given.published, begin, end), (end - begin) * weight


def _extent(path: Path, most: int) -> tuple[int | None, int, int]:
    """How long an input is (None where it can only be read whole), how long a slice of it, and what one of these counts
    in bytes."""
    name = path.name.lower()
    try:
        if name.endswith(".parquet"):
            import polars

            rows = polars.scan_parquet(path).select(polars.len()).collect().item()
            return rows, max(1, most // ROW), ROW
        size = path.stat().st_size
        has_seams = _is_utf8 if name.endswith(".jsonl") else _has_members if name.endswith(".warc.gz") else None
        if size > most and has_seams is not None and has_seams(path):
            return size, most, 1
    except Exception:  # it cannot be read: the unit that holds it tells why
        pass
    return None, most, 1


def _is_utf8(path: Path) -> bool:
    with path.open("rb") as file:
        return encoding_of(file.read(65_536)).lower().replace("-", "") in ("utf8", "utf8sig", "ascii")


def _has_members(path: Path) -> bool:
    """Whether each record of an archive is compressed by itself, so that reading can begin at any."""
    with path.open("rb") as file:
        found = records(file, str(path), lambda _: False)
        next(found)
        second = next(found)
        if isinstance(second, ReadError):
            return False
        file.seek(second.place)
        return second.place > 0 and file.read(2) == b"\x1f\x8b"


def _units(slices: Iterable[tuple[Slice, int]], most: int) -> Iterator[tuple[Slice, ...]]:
    """Slices together up to so many bytes."""
    held: list[Slice] = []
    total = 0
    for one, size in slices:
        if held and total + size > most:
            yield tuple(held)
            held, total = [], 0
        held.append(one)
        total += size
    if held:
        yield tuple(held)
