"""What stands in the output of a job: which units are done, and what became of their entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from whowhom.export.parts import FOLDERS, is_whole, remove_unfinished
from whowhom.scale.job import Job
from whowhom.scale.units import Unit


def folders(job: Job) -> list[Path]:
    """Those of the parts; the one whose part comes last is the last."""
    return [job.output / name for name in (*(FOLDERS[kind] for kind in job.kinds), "reports")]


def open_output(job: Job) -> None:
    """Makes the folders of the parts, and removes what killed processes have left half written."""
    for folder in folders(job):
        folder.mkdir(parents=True, exist_ok=True)
    remove_unfinished(job.output)


def left(job: Job, units: Iterable[Unit]) -> list[Unit]:
    """The units that are to be done: some part of them is missing or, after the end of a machine, cut off."""
    done = set[str].intersection(
        *({path.name for path in folder.glob("part-*.parquet") if is_whole(path)} for folder in folders(job))
    )
    return [unit for unit in units if unit.part not in done]


def counts(job: Job, units: Iterable[Unit]) -> Counter[str]:
    """Of units that are done: how many entries have which status (coded, passed over, failed), and their `events`."""
    import polars

    found: Counter[str] = Counter()
    for unit in units:
        part = polars.read_parquet(job.output / "reports" / unit.part, columns=["status", "events"])
        found.update(part["status"])
        found["events"] += int(part["events"].sum())
    return found
