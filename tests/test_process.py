"""A process ends with the one it works for, though it hangs; one that leads takes along what it started."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from whowhom.process import Process

STARTED = "import test_process as t; t.begin(leads={leads})"


def hang(connection):
    """Within the regular expressions' C code, where no other thread gets a turn."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    connection.send((os.getpid(), child.pid))
    re.match(r"(a+)+$", "a" * 100 + "b")


def begin(leads):
    process = Process(hang, leads=leads)
    print(*process.connection.recv(), flush=True)
    time.sleep(1000)


def is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def wait_until_gone(*processes: int) -> None:
    deadline = time.monotonic() + 60
    while not all(map(is_gone, processes)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread watches, which needs a turn")
@pytest.mark.parametrize("leads", [False, True])
def test_whoever_hangs_does_not_outlive_a_killed_parent(leads):
    paths = os.pathsep.join((str(Path(__file__).parent), *sys.path))
    command = [sys.executable, "-c", STARTED.format(leads=leads)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths})
    process, below = map(int, parent.stdout.readline().split())
    parent.kill()
    parent.wait()  # not for its output: whoever is left holds that too
    parent.stdout.close()
    try:
        wait_until_gone(process, *([below] if leads else []))
    finally:
        if not is_gone(below):
            os.kill(below, signal.SIGKILL)


def test_who_is_ended_takes_along_what_it_started():
    process = Process(hang, leads=True)
    ids = process.connection.recv()
    process.end()
    wait_until_gone(*ids)


def leave(connection, status):
    connection.close()
    os._exit(status)


def test_how_a_process_ended_is_told():
    process = Process(leave, 3)
    with pytest.raises(EOFError):
        process.connection.recv()
    assert process.status() == 3
    process.end()
