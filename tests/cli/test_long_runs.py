"""Long runs with processes of their own that are killed, or whose disk is full: nothing is lost, nothing done twice."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from random import Random

import polars
import pytest

from whowhom.cli import main

COUNT = 240
LINES = (
    "France condemned the attack on Mali on Monday, officials in Paris said.",
    "Egypt denied that it had threatened Peru with sanctions. Kenya will send troops next week.",
    "Police in Norway arrested two protesters in front of the parliament.",
)
SMALL_PARTS = "from whowhom.export import parts; parts.PART = 30; from whowhom import batch; batch.CHUNK = 4;"
RUN = f"{SMALL_PARTS} from whowhom.cli import main; import sys; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "many.jsonl"
    rows = [{"id": f"r{number:04}", "text": LINES[number % 3], "published": "2025-03-04"} for number in range(COUNT)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(table, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    assert main(["code", str(table), "-o", f"{folder}/", "--workers", "1"]) == 0
    return folder


def started(table: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    arguments = ["code", str(table), "-o", f"{folder}/", "--workers", "2", *options]
    return subprocess.Popen([sys.executable, "-c", RUN, *arguments], stderr=subprocess.PIPE, start_new_session=True)


def coders(process: int) -> list[int]:
    """The processes that code; beside them stands one of Python's own that watches over resources."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def parts(folder: Path) -> int:
    return len(list((folder / "reports").glob("part-*")))


def wait_for_part(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 200
    while not parts(folder):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def check(folder: Path, undisturbed: Path) -> None:
    """Every report once, and the same records to the byte."""
    ids = polars.read_parquet(folder / "reports" / "*.parquet")["id"]
    assert ids.n_unique() == len(ids) == COUNT
    for kind, id in (("events", "event_id"), ("reports", "id")):
        found, wanted = (polars.read_parquet(one / kind / "*.parquet").sort(id) for one in (folder, undisturbed))
        assert found.write_json() == wanted.write_json()
    assert [path.name for path in folder.rglob("*") if path.is_file() and not path.name.startswith("part-")] == []


def test_killed_workers_cost_nothing(table, undisturbed, tmp_path):
    process, random = started(table, tmp_path), Random(1)
    killed = 0
    while process.poll() is None and killed < 3:
        time.sleep(0.2)
        if parts(tmp_path) > killed and (alive := coders(process.pid)):
            os.kill(random.choice(alive), signal.SIGKILL)
            killed += 1
            time.sleep(random.random())
    _, errors = process.communicate(timeout=300)
    assert (process.returncode, errors) == (0, b"")
    assert killed
    check(tmp_path, undisturbed)


def test_a_killed_run_goes_on(table, undisturbed, tmp_path):
    process = started(table, tmp_path)
    wait_for_part(tmp_path, process)
    alive = coders(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    done = parts(tmp_path)
    assert done * 30 < COUNT
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{one}").exists() for one in alive):  # who has lost the parent ends too
        assert time.monotonic() < deadline
        time.sleep(0.05)
    again = started(table, tmp_path, "--resume")
    assert again.wait(300) == 0
    check(tmp_path, undisturbed)


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(table, undisturbed, tmp_path, capsys):
    """A limit on the size of files stands for the disk: writing fails at the same place, with another number."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    arguments = ["code", str(table), "-o", f"{tmp_path}/", "--workers", "1"]
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limit[1]))
    try:
        assert main(arguments) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    told = capsys.readouterr().err
    assert str(tmp_path) in told
    assert "File too large" in told
    assert "--resume" in told
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert main([*arguments, "--resume"]) == 0
    check(tmp_path, undisturbed)


def test_a_small_disk(table, undisturbed, tmp_path):
    disk, folder = tmp_path / "disk", tmp_path / "disk" / "out"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        warnings.warn("no disk can be mounted here: a full one is tested only by its stand-in", stacklevel=1)
        pytest.skip(mounted.stderr.decode())
    try:
        process = started(table, folder)
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 1
        assert b"No space left on device" in errors
        assert len(errors.splitlines()) == 1
        assert [path.name for path in folder.rglob(".*")] == []
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        assert started(table, folder, "--resume").wait(300) == 0
        check(folder, undisturbed)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
