"""The file of a store: shared by processes, migrated, refused where it is none, safe where the disk is full."""

from __future__ import annotations

import os
import resource
import secrets
import signal
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from whowhom.errors import StoreError
from whowhom.evaluation.synthetic import codings
from whowhom.records import Coding
from whowhom.store import Store, derived, file

REPORTS = list(codings(events=120, seed=2))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "s.duckdb", patience=0.2)
    made.add(REPORTS[:4])
    return made


def ids(store: Store) -> set[str]:
    return {row["id"] for row in store.sql("SELECT id FROM reports")}


def names(reports: list[Coding]) -> set[str]:
    return {coding.report.id for coding in reports}


@contextmanager
def held(store: Store, write: bool) -> Iterator[int]:
    """Another process that has the store open; its number."""
    ready, tell = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            with store.writing() if write else store.reading():
                os.write(tell, b".")
                time.sleep(60)
        finally:
            os._exit(1)
    os.close(tell)
    try:
        assert os.read(ready, 1) == b"."
        yield pid
    finally:
        os.close(ready)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def in_a_process(work: Callable[[], None]) -> str:
    """What a process of its own says of the error that the work ends with; empty for none."""
    told, tell = os.pipe()
    pid = os.fork()
    if not pid:
        words = ""
        try:
            work()
        except BaseException as error:
            words = f"{type(error).__name__}: {error}"
        finally:
            os.write(tell, words.encode())
            os._exit(0)
    os.close(tell)
    os.waitpid(pid, 0)
    with os.fdopen(told) as answer:
        return answer.read()


def test_readers_share(store: Store) -> None:
    with held(store, write=False):
        assert ids(store) == names(REPORTS[:4])


def test_a_reader_is_told_who_writes(store: Store) -> None:
    with held(store, write=True) as writer, pytest.raises(StoreError, match=rf"number {writer}\) is writing to"):
        ids(store)


def test_a_writer_is_told_who_uses_the_file(store: Store) -> None:
    for write in (False, True):
        with held(store, write) as other, pytest.raises(StoreError, match=rf"number {other}\) is using"):
            store.add(REPORTS[4:])
    assert store.add(REPORTS[4:]).new == len(REPORTS) - 4


def test_who_waits_gets_through(store: Store) -> None:
    patient = Store(store.path, patience=60)
    with held(store, write=True):
        found: list[set[str]] = []
        reader = threading.Thread(target=lambda: found.append(ids(patient)))
        reader.start()
        time.sleep(0.3)
        assert not found
    reader.join()
    assert found == [names(REPORTS[:4])]


def test_one_writes_while_others_read(store: Store) -> None:
    """Each waits for its turn, and a reader sees whole transactions only."""
    patient = Store(store.path, patience=60)
    counts: list[int] = []

    def write() -> None:
        for coding in REPORTS[4:]:
            patient.add([coding])

    def read() -> None:
        row = "SELECT count(*) AS reports, (SELECT count(*) FROM event WHERE incident IS NULL) AS unlinked FROM report"
        for _ in range(5):
            (found,) = patient.sql(row)
            assert found["unlinked"] == 0
            counts.append(found["reports"])

    children = []
    for work in (write, read):
        pid = os.fork()
        if not pid:
            status = 1
            try:
                work()
                status = 0
            finally:
                os._exit(status)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0]
    assert ids(store) == names(REPORTS)


def test_reading_needs_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        ids(Store(tmp_path / "none.duckdb"))
    with pytest.raises(StoreError, match="no folder"):
        Store(tmp_path / "none" / "s.duckdb").add(REPORTS)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    path.write_text("no database at all\n" * 1000)
    for ask in (ids, lambda store: store.add(REPORTS)):
        with pytest.raises(StoreError, match="cannot be opened as a store"):
            ask(Store(path))
    assert path.read_text() == "no database at all\n" * 1000


def test_a_database_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sheep (name VARCHAR)")
    for ask in (ids, lambda store: store.add(REPORTS)):
        with pytest.raises(StoreError, match="no store of whowhom; its tables are sheep"):
            ask(Store(path))
    with duckdb.connect(str(path)) as connection:
        assert file.values(connection, "SELECT table_name FROM duckdb_tables()") == ["sheep"]


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        ids(Store(tmp_path))


def test_a_file_cut_short(store: Store) -> None:
    os.truncate(store.path, 5_000)
    with pytest.raises(StoreError):
        ids(store)


def test_a_newer_layout_is_left_alone(store: Store) -> None:
    with store.writing() as connection:
        connection.execute("INSERT INTO whowhom VALUES (999, now()::TIMESTAMP)")
    for ask in (ids, lambda store: store.add(REPORTS)):
        with pytest.raises(StoreError, match=r"newer whowhom \(layout 999"):
            ask(store)


@pytest.fixture
def next_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Migrations with one more than the package has."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in file.MIGRATIONS.glob("*.sql"):
        (folder / script.name).write_text(script.read_text())
    script = folder / f"{file.newest_schema() + 1:03}.sql"
    script.write_text("ALTER TABLE report ADD COLUMN mood VARCHAR; UPDATE report SET mood = 'calm; quite';")
    monkeypatch.setattr(file, "MIGRATIONS", folder)
    return script


def test_an_older_layout_is_migrated_by_whoever_opens_it(store: Store, next_layout: Path) -> None:
    assert store.sql("SELECT DISTINCT mood FROM report") == [{"mood": "calm; quite"}]
    assert store.sql("SELECT schema FROM whowhom ORDER BY schema")[-1] == {"schema": file.newest_schema()}
    assert store.add(REPORTS).new == len(REPORTS) - 4


def test_what_a_store_of_the_first_layout_did_not_keep_is_derived(store: Store) -> None:
    tables = [*derived.OF_EVENTS, *derived.OF_REPORTS]
    before = [store.sql(f"FROM {table} ORDER BY ALL") for table in tables]
    assert before[0]
    with store.writing() as connection:
        connection.execute("DROP VIEW instrument_acts; DELETE FROM whowhom WHERE schema > 1")
        for table in tables:
            connection.execute(f"DROP TABLE {table}")
    assert [store.sql(f"FROM {table} ORDER BY ALL") for table in tables] == before
    assert store.sql("SELECT count(*) AS n FROM instrument_acts")[0]["n"] == len(before[tables.index("instrument_act")])


def test_a_migration_that_fails_changes_nothing(store: Store, next_layout: Path) -> None:
    good = next_layout.read_text()
    next_layout.write_text("ALTER TABLE report ADD COLUMN mood VARCHAR; SELECT * FROM nowhere;")
    with pytest.raises((StoreError, duckdb.Error)):
        ids(store)
    next_layout.write_text(good)
    assert store.sql("SELECT DISTINCT mood FROM report") == [{"mood": "calm; quite"}]


def test_a_file_that_may_only_be_read(store: Store) -> None:
    """Asking works, adding is refused clearly; as another user than root, for whom no file is read-only."""
    folder = store.path.parent
    folder.chmod(0o755)
    for parent in folder.parents:
        if parent.owner() == folder.owner() and parent != Path("/") and parent.stat().st_mode & 0o001 == 0:
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH | stat.S_IXGRP)
    store.path.chmod(0o444)
    folder.chmod(0o555)

    def as_nobody(work: Callable[[], object]) -> str:
        def working() -> None:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work()

        return in_a_process(working)

    try:
        assert as_nobody(lambda: ids(store)) == ""
        assert as_nobody(lambda: store.add(REPORTS)).startswith(f"StoreError: {store.path}: cannot be opened")
    finally:
        folder.chmod(0o755)
    assert ids(store) == names(REPORTS[:4])


def test_a_full_disk_loses_nothing(store: Store) -> None:
    """No file of this process may become much larger than the store is: as on a full disk, writing fails."""

    large = [
        Coding(replace(REPORTS[0].report, id=f"large {n}", url=None, text=secrets.token_hex(400_000)), ())
        for n in range(6)
    ]

    def add() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = store.path.stat().st_size + 1_000_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        for coding in large:
            store.add([coding])

    assert in_a_process(add).startswith(f"StoreError: {store.path}: cannot be written: ")
    assert names(REPORTS[:4]) <= ids(store) < names(REPORTS[:4] + large)
    store.add(large)
    assert ids(store) == names(REPORTS[:4] + large)
    for level, table in (("story", "report"), ("incident", "event")):
        assert store.sql(f"SELECT count(*) AS n FROM {table} WHERE {level} IS NULL") == [{"n": 0}]
