"""JSON Lines: one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from whowhom.errors import ReadError
from whowhom.reading.characters import encoding_of
from whowhom.reading.given import Found, Given
from whowhom.reading.row import missing_columns, read_row

_BLOCK = 1 << 20


def read_jsonl(path: Path, given: Given) -> Found:
    """The reports of a file, one line in memory at a time; a bad line is told by its number."""
    with path.open("rb") as file:
        encoding = encoding_of(file.read(65_536))
    with path.open(encoding=encoding, errors="replace", newline="\n") as file:
        yield from read_lines(file, given)


def read_jsonl_slice(path: Path, given: Given, begin: int, end: int) -> Found:
    """Of a file in UTF-8, the reports of the lines that begin between two bytes, by the numbers that they have in the
    whole file."""
    with path.open("rb") as file:
        number = 0
        while (left := begin - file.tell()) > 0:
            number += file.read(min(left, _BLOCK)).count(b"\n")
        if begin:
            file.seek(begin - 1)
            number += file.readline() != b"\n"  # the line that began before is another slice's
        lines = iter(lambda: file.readline() if file.tell() < end else b"", b"")
        yield from read_lines((line.decode("utf-8", "replace") for line in lines), given, number + 1)


def read_lines(lines: Iterable[str], given: Given, first: int = 1) -> Found:
    """As `read_jsonl`, from lines, the first of which has the number `first`."""
    found = first > 1
    for number, line in enumerate(lines, first):
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
