"""A job on Daft: its units are the rows of a frame, a stateful class turns each into its part of the output.

Daft hands the units to processes, on this machine or on a cluster of Ray, which does the units of a lost machine again.
What crosses between processes is small: the name of a slice goes in, counts come out. The native runner ends a job
whose process dies; the job is then begun again with the units that are left, as long as it gets ahead.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from whowhom.errors import WhowhomError
from whowhom.export.parts import FOLDERS
from whowhom.progress import counted
from whowhom.scale.job import Job
from whowhom.scale.units import Unit, plan
from whowhom.scale.work import UnitCoder

SHARE = 8
"""Partitions for each worker: a slow unit does not keep the others waiting."""


def run(job: Job) -> Counter[str]:
    """Does what is left of a job; how many entries of these units had which status. Raises WhowhomError where a unit
    cannot be done: what is done by then stays done."""
    unread: list[Any] = []
    units = plan(job, unread)
    for error in unread:
        print(f"whowhom: {error}", file=sys.stderr)
    for folder in ("reports", *(FOLDERS[kind] for kind in job.kinds)):
        (job.output / folder).mkdir(parents=True, exist_ok=True)
    counts = Counter(failed=len(unread))
    left = _left(job.output, units)
    start_runner(job)
    while left:
        try:
            for done in counted(_coded(job, left), "units", len(left)):
                counts.update(json.loads(done))
        except Exception as error:  # whatever a runner raises when one of its processes ends
            still = _left(job.output, units)
            if len(still) == len(left):
                raise WhowhomError(
                    f"{_cause(error)}; what is done stands in {job.output}: run it again to go on"
                ) from error
            left = still
        else:
            break
    return counts


def _left(output: Path, units: list[Unit]) -> list[Unit]:
    done = {path.name for path in (output / "reports").glob("part-*.parquet")}
    return [unit for unit in units if unit.part not in done]


def _coded(job: Job, units: list[Unit]) -> Iterator[str]:
    daft = _daft()

    @daft.cls(max_concurrency=job.workers, use_process=True)
    class Coding:
        def __init__(self, job: Job) -> None:
            self.coder = UnitCoder(job)

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def code(self, units: Any) -> list[str]:
            return [json.dumps(self.coder(Unit.from_json(unit))) for unit in units.to_pylist()]

    frame = daft.from_pydict({"unit": [unit.to_json() for unit in units]})
    if job.runner == "ray":
        frame = frame.into_partitions(min(len(units), SHARE * job.workers))
    frame = frame.select(Coding(job).code(frame["unit"]).alias("counts"))
    for row in frame.iter_rows(results_buffer_size=1):
        yield row["counts"]


def start_runner(job: Job) -> None:
    """Daft on the runner of a job; a Ray of its own on this machine where no address of a cluster is given."""
    daft = _daft()
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    if job.runner == "native":
        daft.set_runner_native()
        return
    ray = _needed("ray", "the runner ray needs Ray: install it with  pip install 'ray[default]'")
    if not ray.is_initialized():
        # Daft's own tasks wait for processors that the coders would hold
        own = {} if job.address else {"num_cpus": job.workers + 4, "include_dashboard": False}
        ray.init(address=job.address, logging_level="error", log_to_driver=False, **own)
    daft.set_runner_ray()


def _daft() -> Any:
    return _needed("daft", "this needs Daft: install it with  pip install 'whowhom[scale]'")


def _needed(module: str, otherwise: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise WhowhomError(otherwise) from error


def _cause(error: BaseException) -> str:
    """The first cause in a chain of errors, in one line: runners wrap what a process raised."""
    while error.__cause__ is not None:
        error = error.__cause__
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
