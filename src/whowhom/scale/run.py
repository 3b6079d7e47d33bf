"""A job on Daft: its units are the rows of a frame, a stateful class turns each into its part of the output.

Daft hands the units to processes, on this machine or on a cluster of Ray, which does the units of a lost machine again.
What crosses between processes is the name of a slice. Daft itself runs in a child: where the job breaks, since one of
its processes was killed, it is begun again with the units that are left, as long as it gets ahead.
"""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial

from whowhom.errors import DataError, ModelError, ReadError, WhowhomError
from whowhom.export.parts import remove_unfinished
from whowhom.progress import counted
from whowhom.scale.child import MOST, Broken, in_child, told
from whowhom.scale.job import Job
from whowhom.scale.output import counts, left, open_output
from whowhom.scale.runner import Row, Work, mapped, spread, start_runner
from whowhom.scale.units import Unit, plan
from whowhom.scale.work import UnitCoder


def run(job: Job) -> Counter[str]:
    """Does what is left of a job; what became of the entries of these units (`counts`). Raises WhowhomError where a
    unit cannot be done: what is done by then stays done."""
    unread: list[ReadError] = []
    units = plan(job, unread)
    for error in unread:
        _tell(str(error))
    open_output(job)
    to_do = left(job, units)
    if units and not to_do:
        _tell("all of it is done already")
    try:
        for _ in counted(_done(job, to_do), "units", len(to_do)):
            pass
    finally:
        remove_unfinished(job.output)
    return Counter(failed=len(unread)) + counts(job, to_do)


def _done(job: Job, units: list[Unit]) -> Iterator[int]:
    """The number of each unit when it is done."""
    fruitless = 0
    while units:
        try:
            yield from in_child(partial(_coded, job, units))
            return
        except (DataError, ModelError):
            raise
        except WhowhomError as error:
            still = left(job, units)
            fruitless = fruitless + 1 if len(still) == len(units) else 0
            if not isinstance(error, Broken) or fruitless == MOST:
                words = f"{error}; what is done stands in {job.output}: run it again to go on"
                raise WhowhomError(words) from error
            if still:
                _tell(f"{error}; beginning again with the units that are left ({len(still)})")
            units = still


def _coded(job: Job, units: list[Unit]) -> Iterator[int]:
    daft = start_runner(job)
    frame = spread(job, daft.from_pydict({"unit": [unit.to_json() for unit in units]}), len(units))
    fields = {"number": daft.DataType.int64(), "error": daft.DataType.binary()}
    done = mapped(job, frame, ["unit"], partial(_work, job), fields, at_once=1)
    for row in done.iter_rows(results_buffer_size=1):
        if row["error"] is not None:
            raise pickle.loads(row["error"])
        yield row["number"]


def _work(job: Job) -> Work:
    coder = UnitCoder(job)

    def work(text: str) -> list[Row]:
        unit, error = Unit.from_json(text), None
        try:
            coder(unit)
        except (WhowhomError, OSError) as failed:  # runners make text of what is raised
            error = pickle.dumps(told(failed))
        return [{"number": unit.number, "error": error}]

    return work


def _tell(words: str) -> None:
    print(f"whowhom: {words}", file=sys.stderr, flush=True)
