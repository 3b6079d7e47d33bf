"""Writing records: one module a format (`jsonl`, `csv`, `parquet`), the terminal's `table`, the `notebook`, `frames`.

Every writer takes rows as `rows` makes them (plain dicts, the fields of the public interface), the kind of record
("event", "statement" or "report") and a binary file.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from whowhom.export.whole import whole_file

Row = dict[str, Any]
Kind = Literal["event", "statement", "report"]
SUFFIXES = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}


class Writer(Protocol):
    def __call__(self, rows: Iterable[Row], kind: Kind, file: BinaryIO) -> None: ...


def writer(path: str | Path) -> Writer:
    """The writer for the suffix of `path`; ValueError for a suffix that is none of `SUFFIXES`."""
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(f"{path}: expected a name that ends in {', '.join(SUFFIXES)}")
    write: Writer = import_module(f"whowhom.export.{SUFFIXES[suffix]}").write
    return write


def save(rows: Iterable[Row], kind: Kind, path: str | Path) -> None:
    """Write `rows` to `path` in the format of its suffix, whole or not at all."""
    write = writer(path)
    with whole_file(path) as file:
        write(rows, kind, file)
