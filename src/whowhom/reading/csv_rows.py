"""CSV: one report a row, the columns named by the first."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TextIO

from whowhom.errors import ReadError
from whowhom.reading.characters import encoding_of
from whowhom.reading.given import Found, Given
from whowhom.reading.row import COLUMNS, missing_columns, read_row

_DELIMITERS = ",;\t|"


def read_csv(path: Path, given: Given) -> Found:
    """The reports of a file, one row in memory at a time. Comma, semicolon, tab or bar is told from the first line.

    Raises ReadError where no column holds text.
    """
    with path.open("rb") as binary:
        encoding = encoding_of(binary.read(65_536))
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from _rows(file, given)


def _rows(file: TextIO, given: Given) -> Found:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the limit of 131,072 characters is shorter than long reports
    header = file.readline()
    delimiter = max(_DELIMITERS, key=header.count)
    columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=delimiter), [])]
    if not any(columns):
        raise ReadError(given.name, "empty")
    if "text" not in columns and "html" not in columns:
        raise ReadError(given.name, missing_columns(columns))
    number = 0
    reader = csv.reader(file, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield ReadError(f"{given.name}:{number + 1}", f"not CSV ({error})")
            continue
        if not cells:
            continue
        number += 1
        row = {column: cell for column, cell in zip(columns, cells, strict=False) if column in COLUMNS}
        yield from read_row(row, given, number)
