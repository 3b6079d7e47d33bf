"""One archive, coded by the command in one process and in two, and as a Daft job: the same records to the byte."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars
import pytest
from archives import reports, write_archive, write_table

from whowhom.cli import main
from whowhom.errors import WhowhomError
from whowhom.scale import Job
from whowhom.scale.run import run

COUNT = 500
FEW = 120
"""Reports of an archive whose coding is disturbed."""
RUN = (
    "import sys; from pathlib import Path; from whowhom.scale import read_job; from whowhom.scale.run import run;"
    "print(dict(run(read_job(Path(sys.argv[1])))))"
)


def records(folder: Path, kind: str = "events", id: str = "event_id") -> str:
    """All records as JSON, sorted."""
    return polars.read_parquet(folder / kind / "*.parquet").sort(id).write_json()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Four fifths of the reports in an archive, the others in tables."""
    folder, rows = tmp_path_factory.mktemp("inputs"), reports(COUNT)
    return [
        write_archive(folder / "crawl.warc.gz", rows[:400]),
        write_table(folder / "lines.jsonl", rows[400:460]),
        write_table(folder / "rows.parquet", rows[460:]),
    ]


@pytest.fixture(scope="module")
def native(inputs, tmp_path_factory):
    output = tmp_path_factory.mktemp("native")
    job = Job(tuple(map(str, inputs)), output, workers=2, slice=40_000, statements=True)
    return job, run(job)


def test_every_way_of_coding_makes_the_same_records(inputs, native, tmp_path):
    job, counts = native
    assert counts["coded"] == COUNT
    assert counts["failed"] == 0
    assert len(list((job.output / "reports").iterdir())) > 3
    paths = list(map(str, inputs))
    for workers in ("1", "2"):
        assert main(["code", *paths, "-o", f"{tmp_path}/{workers}/", "--workers", workers]) == 0
        assert records(tmp_path / workers) == records(job.output)
    assert main(["quotes", *paths, "-o", f"{tmp_path}/said/"]) == 0
    assert records(tmp_path / "said", "statements", "statement_id") == records(job.output, "statements", "statement_id")
    told = polars.read_parquet(tmp_path / "1" / "reports" / "*.parquet").sort("id")
    assert polars.read_parquet(job.output / "reports" / "*.parquet").sort("id").equals(told)


def test_what_is_done_is_not_done_again(native):
    job, counts = native
    before = {path: path.stat().st_mtime_ns for path in job.output.rglob("part-*")}
    lost = min(path for path in before if path.parent.name == "reports")
    lost.unlink()
    again = run(job)
    assert 0 < again["coded"] < counts["coded"]
    after = {path: path.stat().st_mtime_ns for path in job.output.rglob("part-*")}
    assert after.keys() == before.keys()
    assert {path.name for path in after if after[path] != before[path]} == {lost.name}


def test_what_cannot_be_read_is_a_row(tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": "good", "text": "France condemned the attack in Mali."}\n{"id"\n', encoding="utf-8")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    counts = run(Job((f"{tmp_path}/*.*",), tmp_path / "out", workers=1))
    assert (counts["coded"], counts["failed"]) == (1, 2)
    rows = polars.read_parquet(tmp_path / "out" / "reports" / "*.parquet")
    assert dict(rows.select("id", "status").iter_rows()) == {
        "good": "coded",
        f"{lines}:2": "failed",
        str(tmp_path / "broken.parquet"): "failed",
    }
    assert rows.filter(polars.col("status") == "failed")["error"].null_count() == 0


def started(job: Job) -> subprocess.Popen[bytes]:
    path = job.output.parent / "job.toml"
    path.write_text(
        f'inputs = "{job.inputs[0]}"\noutput = "{job.output}"\nworkers = {job.workers}\nslice = {job.slice}\n',
        encoding="utf-8",
    )
    return subprocess.Popen([sys.executable, "-c", RUN, str(path)], stderr=subprocess.DEVNULL, start_new_session=True)


def parts(job: Job) -> int:
    return len(list((job.output / "reports").glob("part-*")))


def wait_for_part(job: Job, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not parts(job):
        assert process.poll() is None
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


def is_daft_worker(process: int) -> bool:
    try:
        return b"daft.execution.udf_worker" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


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
    process = started(long_job)
    wait_for_part(long_job, process)
    os.kill(next(filter(is_daft_worker, below(process.pid))), signal.SIGKILL)
    # Daft's native runner raises when a worker dies, and the job is begun again; now and then it aborts the process
    # instead, and then the job goes on when it is started again.
    if (status := process.wait(300)) != 0:
        assert status == -signal.SIGABRT
        assert started(long_job).wait(300) == 0
    check(long_job, native)


def test_a_killed_job_goes_on(long_job, native):
    process = started(long_job)
    wait_for_part(long_job, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = parts(long_job)
    assert run(long_job)["coded"] < FEW
    assert parts(long_job) > done
    check(long_job, native)


def test_a_full_disk_is_told_and_leaves_nothing_half(long_job, native):
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
    run(job)
    check(job, native)


@pytest.mark.parametrize("kind", ["delta", "iceberg"])
def test_tables_hold_what_the_parts_hold(native, tmp_path, kind):
    job = replace(native[0], format=kind)
    path = tmp_path / "job.toml"
    path.write_text(
        f'inputs = {list(job.inputs)}\noutput = "{job.output}"\nformat = "{kind}"\nstatements = true\nslice = 40_000\n',
        encoding="utf-8",
    )
    for _ in range(2):  # once more replaces it
        assert main(["scale", str(path)]) == 0
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
