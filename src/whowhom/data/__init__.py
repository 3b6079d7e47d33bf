"""The package's data files, and how they are read: CSV and TOML in UTF-8, a folder of the user's laid over them.

A user's folder (`--data`) has the layout of this one. A CSV file there adds its rows to the package's file of the same
name; a TOML file there replaces the values that it names and leaves the others. A file that is wrong raises `DataError`
with the file and the line.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from whowhom.errors import DataError

FOLDER = Path(__file__).parent


class Row(dict[str, str]):
    """A row of a table: column to text, empty where missing. `path` and `line` tell where it stands."""

    __slots__ = ("line", "path")

    def __init__(self, cells: dict[str, str], path: Path, line: int) -> None:
        super().__init__(cells)
        self.path, self.line = path, line

    def error(self, reason: str) -> DataError:
        """The error to raise where this row is wrong."""
        return DataError(f"{self.path}:{self.line}: {reason}")

    def one_of(self, column: str, expected: Collection[str]) -> str:
        """The cell of a column that allows only these values."""
        cell = self.get(column, "")
        if cell not in expected:
            raise self.error(f"{column} is {cell!r}; expected one of {', '.join(sorted(expected))}")
        return cell


def paths(name: str, overlay: Path | None = None) -> list[Path]:
    """The files called `name` (relative, with `*` allowed), the package's first, then the user's."""
    if overlay is not None and not overlay.is_dir():
        raise DataError(f"{overlay}: no such folder; expected one with tables of your own, laid out as {FOLDER}")
    found = sorted(FOLDER.glob(name))
    if overlay is not None:
        found += sorted(overlay.glob(name))
    if not found:
        raise DataError(f"no data file {name} in {FOLDER}{f' or {overlay}' if overlay else ''}")
    return found


def rows(name: str, overlay: Path | None = None, required: tuple[str, ...] = ()) -> Iterator[Row]:
    """Rows of all CSV files of that name, in order."""
    for path in paths(name, overlay):
        try:
            yield from _rows_of(path, required)
        except (UnicodeDecodeError, csv.Error) as error:
            raise DataError(f"{path}: {error}; expected CSV in UTF-8") from error


def _rows_of(path: Path, required: tuple[str, ...]) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames or []
        if missing := [c for c in required if c not in columns]:
            raise DataError(f"{path}: no column {', '.join(missing)}; found {', '.join(columns) or 'an empty file'}")
        for row in reader:
            if None in row:
                raise DataError(f"{path}:{reader.line_num}: more fields than columns; quote fields with commas")
            yield Row({key: (value or "").strip() for key, value in row.items()}, path, reader.line_num)


def column(name: str, key: str, overlay: Path | None = None) -> list[str]:
    """One column of a CSV file, in order."""
    return [row[key] for row in rows(name, overlay, (key,))]


def settings(name: str, overlay: Path | None = None) -> dict[str, Any]:
    """A TOML file as a dict, with the user's values in place of the package's."""
    merged: dict[str, Any] = {}
    for path in paths(name, overlay):
        try:
            _lay_over(merged, tomllib.loads(path.read_text(encoding="utf-8")))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"{path}: {error}; expected TOML in UTF-8") from error
    return merged


def _lay_over(table: dict[str, Any], new: dict[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(table.get(key), dict):
            _lay_over(table[key], value)
        else:
            table[key] = value
