"""What is asked of Daft: rows through a stateful class, in processes, on one of its two runners."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from whowhom.errors import WhowhomError
from whowhom.scale.job import Job

Row = dict[str, Any]
Work = Callable[..., list[Row]]
OWN_TASKS = 4
"""Processors that Daft's own tasks find free on a local Ray: without them they wait for those that workers hold."""
SHARE = 8
"""Partitions for each worker on Ray: a slow one does not keep the others waiting."""


def start_runner(job: Job) -> Any:
    """The module daft, on the runner of a job; on Ray without an address, a Ray of its own on this machine."""
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    logging.getLogger("daft_local_execution").setLevel(logging.CRITICAL)  # what it would tell it raises as well
    daft = needed("daft", "this needs Daft", "whowhom[scale]")
    if job.runner == "ray":
        os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")  # a machine under load starts it slowly
        ray = needed("ray", "the runner ray needs Ray", "ray[default]")
        if not ray.is_initialized():
            own = {} if job.address else {"num_cpus": job.workers + OWN_TASKS, "include_dashboard": False}
            ray.init(address=job.address, logging_level="error", log_to_driver=False, **own)
    try:
        (daft.set_runner_ray if job.runner == "ray" else daft.set_runner_native)()
    except Exception as error:  # Daft takes a runner once a process
        if daft.runners.get_or_infer_runner_type() != job.runner:
            raise WhowhomError(f"Daft cannot start on {job.runner}: {error}") from error
    return daft


def needed(module: str, need: str, package: str) -> Any:
    """A module that comes with no installation by itself. Raises WhowhomError, with the `need` and how to meet it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise WhowhomError(f"{need}: install it with  pip install '{package}'") from error


def spread(job: Job, frame: Any, rows: int) -> Any:
    """A frame of so many rows that its workers share; the native runner shares rows out by itself."""
    return frame.into_partitions(max(1, min(rows, SHARE * job.workers))) if job.runner == "ray" else frame


def mapped(
    job: Job, frame: Any, columns: Sequence[str], make: Callable[[], Work], fields: Row, at_once: int | None = None
) -> Any:
    """A frame with the rows that the work makes of the `columns` of each row. Every process makes its work once;
    `fields` are the Daft types of the new rows, `at_once` is how many rows a process takes at a time."""
    daft = import_module("daft")
    struct = daft.DataType.list(daft.DataType.struct(fields))

    @daft.cls(max_concurrency=job.workers, use_process=True)
    class Worker:
        def __init__(self, make: Callable[[], Work]) -> None:
            self.work = make()

        @daft.method.batch(return_dtype=struct, batch_size=at_once)  # type: ignore[untyped-decorator]
        def each(self, *given: Any) -> list[list[Row]]:
            return [self.work(*values) for values in zip(*(column.to_pylist() for column in given), strict=True)]

    found = frame.select(Worker(make).each(*(frame[name] for name in columns)).alias("found")).explode("found")
    return found.where(found["found"].not_null()).select(found["found"].unnest())
