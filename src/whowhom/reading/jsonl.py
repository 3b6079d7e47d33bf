"""JSON Lines: one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from whowhom.errors import ReadError
from whowhom.reading.characters import encoding_of
from whowhom.reading.given import Found, Given
from whowhom.reading.row import missing_columns, read_row


def read_jsonl(path: Path, given: Given) -> Found:
    """The reports of a file, one line in memory at a time; a bad line is told by its number."""
    with path.open("rb") as file:
        encoding = encoding_of(file.read(65_536))
    with path.open(encoding=encoding, errors="replace", newline="\n") as file:
        yield from read_lines(file, given)


def read_lines(lines: Iterable[str], given: Given) -> Found:
    """As `read_jsonl`, from lines."""
    found = False
    for number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff\0 \t\r\n"):
            continue
        found = True
        try:
            row = json.loads(line.lstrip("\ufeff"), strict=False)
        except (ValueError, RecursionError) as error:
            yield ReadError(f"{given.name}:{number}", f"not JSON ({error})")
            continue
        if not isinstance(row, dict):
            yield ReadError(f"{given.name}:{number}", f"a JSON {type(row).__name__}, expected an object")
        elif "text" not in row and "html" not in row:
            yield ReadError(f"{given.name}:{number}", missing_columns(list(row)))
        else:
            yield from read_row(row, given, number)
    if not found:
        yield ReadError(given.name, "empty")
