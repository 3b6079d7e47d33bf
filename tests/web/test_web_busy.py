"""A writer and the page take turns with the store."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from web.invented_store import fill
from whowhom.web.reader import Reader
from whowhom.web.refusal import Refusal

WRITER = """
import sys, time
from pathlib import Path
from whowhom.store.file import opened
with opened(Path(sys.argv[1]), write=True, patience=20):
    print("in", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "busy.duckdb"
    fill(path)
    return path


def writer(path: Path, seconds: float) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, str(path), str(seconds)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_who_comes_while_somebody_writes_is_told_to_wait(store: Path) -> None:
    reader = Reader(store, patience=0.2)
    process = writer(store, 60)
    try:
        assert process.stdout
        assert process.stdout.readline() == "in\n"
        with pytest.raises(Refusal, match="is writing to this store") as refusal, reader.connection():
            pass
        assert refusal.value.status == 503
    finally:
        process.kill()
        process.communicate()
    with reader.connection() as connection:  # and is answered afterwards
        assert connection.execute("SELECT count(*) FROM reports").fetchall() == [(7,)]
    reader.close()


def test_an_idle_page_lets_a_writer_in(store: Path) -> None:
    reader = Reader(store, idle=0.3)
    with reader.connection():
        pass
    begin = time.monotonic()
    process = writer(store, 0)
    told, _ = process.communicate(timeout=30)
    assert told == "in\n"
    assert time.monotonic() - begin < 15
