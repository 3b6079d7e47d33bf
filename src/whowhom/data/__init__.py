"""The package's data files, and how they are read: CSV and TOML in UTF-8, a folder of the user's laid over them.

A user's folder (`--data`) has the layout of this one. A CSV file there adds its rows to the package's file of the same
name; a TOML file there replaces the tables it names.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whowhom.errors import DataError

FOLDER = Path(__file__).parent


def paths(name: str, overlay: Path | None = None) -> list[Path]:
    """The files called `name` (relative, with `*` allowed), the package's first, then the user's."""
    found = sorted(FOLDER.glob(name))
    if overlay is not None:
        found += sorted(overlay.glob(name))
    if not found:
        raise DataError(f"no data file {name} in {FOLDER}{f' or {overlay}' if overlay else ''}")
    return found


def rows(name: str, overlay: Path | None = None, required: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """Rows of all CSV files of that name, each a dict of column to text (empty where missing)."""
    for path in paths(name, overlay):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [c for c in required if c not in (reader.fieldnames or [])]
            if missing:
                raise DataError(f"{path}: no column {', '.join(missing)}; found {', '.join(reader.fieldnames or [])}")
            for row in reader:
                if None in row:
                    raise DataError(f"{path}:{reader.line_num}: more fields than columns; quote fields with commas")
                yield {key: (value or "").strip() for key, value in row.items()}


def column(name: str, key: str, overlay: Path | None = None) -> list[str]:
    """One column of a CSV file, in order."""
    return [row[key] for row in rows(name, overlay, (key,))]


def settings(name: str, overlay: Path | None = None) -> dict[str, Any]:
    """A TOML file as a dict, with the user's tables in place of the package's."""
    merged: dict[str, Any] = {}
    for path in paths(name, overlay):
        try:
            merged |= tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"{path}: {error}") from error
    return merged
