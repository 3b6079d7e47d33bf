"""The file of a store: opened for a moment, migrated when it is older, told clearly when it is busy or no store."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from whowhom.errors import StoreError

Connection = duckdb.DuckDBPyConnection
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 10.0
"""Seconds that a process waits for another one to finish with the file."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",  # nothing is fetched from anywhere
    "storage_compatibility_version": "v1.4.0",  # DuckDB and R packages of the last years can open the file
}

_SURROGATE = re.compile("[\ud800-\udfff]")


def newest_schema() -> int:
    return max(int(path.stem) for path in MIGRATIONS.glob("[0-9]*.sql"))


@contextmanager
def opened(path: Path, write: bool = False, patience: float = PATIENCE) -> Iterator[Connection]:
    """A connection for as long as the block lasts. Readers may be many, a writer is alone; whoever comes in between
    waits up to `patience` seconds. A missing file is made when writing, and is a `StoreError` when reading; so is a
    disk that is full."""
    if not write and not path.exists():
        raise StoreError(f"{path}: no such store; make one with  whowhom add INPUT... --store {path}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent} to keep it in")
    connection = _connect(path, write, patience)
    try:
        found = _schema(connection, path)
        if found != newest_schema() or (write and found == 0):
            if not write:  # a reader cannot migrate: that takes the file for itself, for a moment
                connection.close()
                with opened(path, write=True, patience=patience):
                    pass
                connection = _connect(path, write, patience)
            else:
                _migrate(connection, found)
        yield connection
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        what = "cannot be written" if write else "cannot be read"
        raise StoreError(f"{path}: {what}: {_first_line(error)}") from error
    finally:
        connection.close()


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # where the disk is full, this may fail as well; nothing is committed either way
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def insert(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows (plain values, as JSON has them), all with the same columns, into a table; other columns become null."""
    if not rows:
        return
    columns = [column for column in columns_of(connection, table) if column[0] in rows[0]]
    names = ", ".join(f'"{name}"' for name, _ in columns)
    kind = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM (SELECT unnest(?::JSON::STRUCT({kind})[], max_depth := 2))",
        [as_json(rows)],
    )


def as_json(value: object) -> str:
    """JSON that UTF-8 can hold: a lone surrogate becomes the escape of its escape."""
    return _SURROGATE.sub(lambda found: f"\\\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def fetch(connection: Connection, query: str, parameters: object = None) -> list[dict[str, Any]]:
    """The rows of a query as dicts."""
    found = connection.execute(query, parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def values(connection: Connection, query: str, parameters: object = None) -> list[Any]:
    """The first column of a query."""
    return [row[0] for row in connection.execute(query, parameters).fetchall()]


def columns_of(connection: Connection, table: str) -> list[tuple[str, str]]:
    """Names and types of a table's columns, in order."""
    return [(row["column_name"], row["data_type"]) for row in fetch(connection, _COLUMNS, [table])]


_COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns()
WHERE database_name = current_database() AND table_name = ? ORDER BY column_index
"""


def _connect(path: Path, write: bool, patience: float) -> Connection:
    end = time.monotonic() + patience
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=not write, config=SETTINGS)
            return connection.execute("SET enable_progress_bar = false")  # it would stand among the answers
        except duckdb.IOException as error:
            holder = re.search(r"PID (\d+)", str(error))
            if not holder:
                raise StoreError(f"{path}: cannot be opened as a store: {_first_line(error)}") from error
            if time.monotonic() > end:
                raise StoreError(
                    f"{path}: another process (number {holder[1]}) is {'using' if write else 'writing to'} this store; "
                    "try again when it has finished"
                ) from error
            time.sleep(0.05)
        except duckdb.Error as error:
            raise StoreError(f"{path}: cannot be opened as a store: {_first_line(error)}") from error


def _schema(connection: Connection, path: Path) -> int:
    """The number of the file's layout; 0 for an empty file."""
    tables = values(connection, "SELECT table_name FROM duckdb_tables() WHERE NOT internal")
    if not tables:
        return 0
    if "whowhom" not in tables:
        raise StoreError(f"{path}: a DuckDB file, but no store of whowhom; its tables are {', '.join(sorted(tables))}")
    number = int(values(connection, "SELECT max(schema) FROM whowhom")[0])
    if number > newest_schema():
        raise StoreError(
            f"{path}: made by a newer whowhom (layout {number}, this one knows {newest_schema()}): upgrade whowhom"
        )
    return number


def _migrate(connection: Connection, found: int) -> None:
    with transaction(connection):
        if not found:
            connection.execute("CREATE TABLE whowhom (schema INTEGER NOT NULL, since TIMESTAMP NOT NULL)")
        for number in range(found + 1, newest_schema() + 1):
            _run(connection, MIGRATIONS / f"{number:03}.sql")
            if number == 2 and found:
                from whowhom.store.derived import fill

                fill(connection)
            connection.execute("INSERT INTO whowhom VALUES (?, now()::TIMESTAMP)", [number])
        _run(connection, MIGRATIONS / "views.sql")


def _run(connection: Connection, script: Path) -> None:
    for statement in connection.extract_statements(script.read_text(encoding="utf-8")):
        connection.execute(statement)


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0]


def size(path: Path) -> int:
    """Bytes on disk, with what is not yet merged into the file."""
    return sum(os.path.getsize(part) for part in (path, Path(f"{path}.wal")) if part.exists())
