"""A job on Daft: its units are the rows of a frame, a stateful class turns each into its part of the output.

Daft hands the units to processes, on this machine or on a cluster of Ray, which does the units of a lost machine again.
What crosses between processes is small: the name of a slice goes in, counts come out. The native runner ends a job
whose process dies; the job is then begun again with the units that are left, as long as it gets ahead.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from whowhom.errors import ReadError, WhowhomError
from whowhom.export.parts import FOLDERS
from whowhom.progress import counted
from whowhom.scale.job import Job
from whowhom.scale.runner import Work, mapped, spread, start_runner
from whowhom.scale.units import Unit, plan
from whowhom.scale.work import STATUSES, UnitCoder


def run(job: Job) -> Counter[str]:
    """Does what is left of a job; how many entries of these units had which status. Raises WhowhomError where a unit
    cannot be done: what is done by then stays done."""
    unread: list[ReadError] = []
    units = plan(job, unread)
    for error in unread:
        print(f"whowhom: {error}", file=sys.stderr)
    for folder in ("reports", *(FOLDERS[kind] for kind in job.kinds)):
        (job.output / folder).mkdir(parents=True, exist_ok=True)
    counts = Counter(failed=len(unread))
    left = _left(job.output, units)
    while left:
        try:
            for done in counted(_coded(job, left), "units", len(left)):
                counts.update(done)
            break
        except WhowhomError:
            raise
        except Exception as error:  # whatever a runner raises when one of its processes ends
            still = _left(job.output, units)
            if len(still) == len(left):
                words = f"{_cause(error)}; what is done stands in {job.output}: run it again to go on"
                raise WhowhomError(words) from error
            left = still
    return counts


def _left(output: Path, units: list[Unit]) -> list[Unit]:
    done = {path.name for path in (output / "reports").glob("part-*.parquet")}
    return [unit for unit in units if unit.part not in done]


def _coded(job: Job, units: list[Unit]) -> Iterator[dict[str, int]]:
    daft = start_runner(job)
    frame = spread(job, daft.from_pydict({"unit": [unit.to_json() for unit in units]}), len(units))
    counts = dict.fromkeys(STATUSES, daft.DataType.int64())
    found: Iterator[Any] = mapped(job, frame, ["unit"], partial(_work, job), counts, at_once=1).iter_rows(
        results_buffer_size=1
    )
    yield from found


def _work(job: Job) -> Work:
    coder = UnitCoder(job)
    return lambda unit: [coder(Unit.from_json(unit))]


def _cause(error: BaseException) -> str:
    """The first cause in a chain of errors, in one line: runners wrap what a process raised."""
    while error.__cause__ is not None:
        error = error.__cause__
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
