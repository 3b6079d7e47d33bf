"""One archive, coded by the command in one process and in two, and as a Daft job: the same records to the byte."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars
import pytest
from archives import reports, write_archive, write_table

from whowhom.cli import main
from whowhom.errors import ModelError, WhowhomError
from whowhom.lock import alone_in
from whowhom.scale import Job
from whowhom.scale.run import run

COUNT = 250
IN_ARCHIVE = 200
FEW = 120
"""Reports of an archive whose coding is disturbed."""


def records(folder: Path, kind: str = "events", id: str = "event_id") -> str:
    """All records as JSON, sorted."""
    return polars.read_parquet(folder / kind / "*.parquet").sort(id).write_json()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Most of the reports in an archive, the others in tables; a line and a whole table cannot be read."""
    folder, rows = tmp_path_factory.mktemp("inputs"), reports(COUNT)
    lines, broken = write_table(folder / "lines.jsonl", rows[IN_ARCHIVE:230]), folder / "broken.parquet"
    with lines.open("a", encoding="utf-8") as file:
        file.write('{"id"\n')
    broken.write_bytes(b"PAR1 and no more")
    return [
        write_archive(folder / "crawl.warc.gz", rows[:IN_ARCHIVE]),
        lines,
        write_table(folder / "rows.parquet", rows[230:]),
        broken,
    ]


@pytest.fixture(scope="module")
def native(inputs, tmp_path_factory):
    output = tmp_path_factory.mktemp("native")
    job = Job(tuple(map(str, inputs)), output, workers=2, slice=40_000, statements=True)
    return job, run(job)


def test_every_way_of_coding_makes_the_same_records(inputs, native, tmp_path):
    job, counts = native
    events = records(job.output)
    assert counts == {"coded": COUNT, "failed": 2, "events": events.count('"event_id"')}
    assert len(list((job.output / "reports").iterdir())) > 3
    paths = list(map(str, inputs))
    for workers in ("1", "2"):
        assert main(["code", *paths, "-o", f"{tmp_path}/{workers}/", "--workers", workers]) == 1
        assert records(tmp_path / workers) == events
    assert main(["quotes", *paths, "-o", f"{tmp_path}/said/", "--workers", "1"]) == 1
    assert records(tmp_path / "said", "statements", "statement_id") == records(job.output, "statements", "statement_id")


def test_what_cannot_be_read_is_a_row(inputs, native):
    rows = polars.read_parquet(native[0].output / "reports" / "*.parquet").filter(polars.col("status") == "failed")
    assert set(rows["id"]) == {f"{inputs[1]}:31", str(inputs[3])}
    assert rows["error"].null_count() == 0


def test_what_is_done_is_not_done_again(native):
    """Done again is what lacks a part, or has one that is cut off; what a killed process has left goes away."""
    job, counts = native
    before = {path: path.stat().st_mtime_ns for path in job.output.rglob("part-*")}
    names = sorted({path.name for path in before})
    (job.output / "reports" / names[0]).unlink()
    (job.output / "statements" / names[1]).unlink()
    cut = job.output / "events" / names[2]
    cut.write_bytes(cut.read_bytes()[:-10])
    (job.output / "events" / f".{names[0]}.abc.part").touch()
    again = run(job)
    assert 0 < again["coded"] < counts["coded"]
    after = {path: path.stat().st_mtime_ns for path in job.output.rglob("*part*")}
    assert after.keys() == before.keys()
    assert {path.name for path in after if after[path] != before[path]} == set(names[:3])


def written(job: Job) -> Path:
    """The job as a file."""
    path = job.output.parent / "job.toml"
    path.write_text(
        f'inputs = {list(job.inputs)}\noutput = "{job.output}"\nworkers = {job.workers}\nslice = {job.slice}\n'
        f'format = "{job.format}"\nstatements = {str(job.statements).lower()}\n',
        encoding="utf-8",
    )
    return path


def started(job: Job) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "whowhom", "scale", str(written(job))]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def parts(job: Job) -> int:
    return len(list((job.output / "reports").glob("part-*")))


def wait_for(happened: Callable[[], object], process: subprocess.Popen[str] | None = None) -> None:
    deadline = time.monotonic() + 200
    while not happened():
        assert process is None or process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


def below(process: int) -> list[int]:
    found = [process]
    for one in found:
        try:
            tasks = list(Path(f"/proc/{one}/task").iterdir())
            found += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found[1:]


def daft_workers(process: int) -> list[int]:
    return [one for one in below(process) if "daft.execution.udf_worker" in told_of(one, "cmdline")]


def told_of(process: int, what: str) -> str:
    try:
        return Path(f"/proc/{process}/{what}").read_text()
    except OSError:
        return ""


def is_gone(process: int) -> bool:
    """Whoever has ended may still be listed, where nobody asks how."""
    status = told_of(process, "stat").rpartition(")")[2].split()
    return not status or status[0] in "ZX"


@pytest.fixture
def long_job(tmp_path):
    path = write_archive(tmp_path / "few.warc.gz", reports(FEW))
    return Job((str(path),), tmp_path / "out", workers=2, slice=8_000)


def check(job: Job, native: tuple[Job, Counter[str]]) -> None:
    ids = polars.read_parquet(job.output / "reports" / "*.parquet")["id"]
    pages = ids.filter(~ids.str.ends_with(".gz"))
    assert pages.n_unique() == len(pages) == FEW
    events = polars.read_parquet(native[0].output / "events" / "*.parquet").filter(
        polars.col("report_id").is_in(ids.implode())
    )
    assert records(job.output) == events.sort("event_id").write_json()


def test_a_killed_worker_costs_nothing(long_job, native):
    """Killed are a worker before it has begun, one in the middle, and the process of Daft as a whole."""
    process = started(long_job)
    wait_for(lambda: daft_workers(process.pid), process)
    os.kill(daft_workers(process.pid)[0], signal.SIGKILL)
    wait_for(lambda: parts(long_job) and daft_workers(process.pid), process)
    os.kill(daft_workers(process.pid)[0], signal.SIGKILL)
    _, told = process.communicate(timeout=300)
    assert process.returncode == 0
    lines = told.splitlines()
    assert [("beginning again" in line) for line in lines] == [True, True, False]
    check(long_job, native)


def test_a_stopped_job_leaves_no_process_and_goes_on(long_job, native):
    job, done = replace(long_job, workers=1), 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        process = started(job)
        wait_for(lambda: parts(job) > done, process)  # noqa: B023
        running = below(process.pid)
        assert daft_workers(process.pid)
        os.killpg(process.pid, number)  # as a terminal does
        _, told = process.communicate(timeout=60)
        wait_for(lambda: all(map(is_gone, running)))  # noqa: B023
        done = parts(job)
        if number == signal.SIGKILL:
            assert process.returncode == -number
        else:
            assert process.returncode == 128 + number
            assert told == f"whowhom: stopped: what is done stands in {job.output}, and the same command goes on\n"
            assert not list(job.output.glob("*/.*"))
    assert 0 < run(job)["coded"] < FEW
    assert not list(job.output.glob("*/.*"))
    check(job, native)


def test_a_model_that_is_missing_ends_a_job_at_once(long_job, capsys):
    with pytest.raises(ModelError, match="no spaCy pipeline 'en_nothing'"):
        run(replace(long_job, model="en_nothing"))
    assert capsys.readouterr().err == ""


def test_a_job_is_run_once_at_a_time(long_job, capsys):
    with alone_in(long_job.output):
        assert main(["scale", str(written(long_job))]) == 1
    assert "another run is writing here" in capsys.readouterr().err


def test_a_full_disk_is_told_and_leaves_nothing_half(long_job, native, capsys):
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    job = replace(long_job, slice=100_000_000, workers=1)
    (job.output / "reports").mkdir(parents=True)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limit[1]))
    try:
        with pytest.raises(WhowhomError, match=r"File too large.*run it again to go on"):
            run(job)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert [path.name for path in job.output.rglob("*") if path.is_file()] == ["units.jsonl"]
    assert capsys.readouterr().err == ""
    run(job)
    check(job, native)


@pytest.mark.parametrize("kind", ["delta", "iceberg"])
def test_tables_hold_what_the_parts_hold(native, kind):
    job = replace(native[0], format=kind)
    for _ in range(2):  # once more replaces it
        assert main(["scale", str(written(job))]) == 0
    for name, id in (("events", "event_id"), ("statements", "statement_id"), ("reports", "id")):
        parts = polars.read_parquet(job.output / name / "*.parquet").sort(id)
        assert table(job, kind, name).sort(id).select(parts.columns).write_json() == parts.write_json()


def table(job: Job, kind: str, name: str) -> polars.DataFrame:
    if kind == "delta":
        from deltalake import DeltaTable

        return polars.from_arrow(DeltaTable(str(job.output / "delta" / name)).to_pyarrow_table())  # type: ignore[return-value]
    from pyiceberg.catalog import load_catalog

    place = job.output / "iceberg"
    catalog = load_catalog("whowhom", type="sql", uri=f"sqlite:///{place}/catalog.db", warehouse=f"file://{place}")
    return polars.from_arrow(catalog.load_table(f"whowhom.{name}").scan().to_arrow())  # type: ignore[return-value]
