"""Rows that are no records (answers of the store) on a terminal and in files: JSON Lines, CSV, Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from whowhom.export.frames import write_parquet
from whowhom.export.table import console, one_line, print_columns
from whowhom.export.whole import whole_file

Row = dict[str, Any]
SUFFIXES = (".jsonl", ".csv", ".parquet")
WIDEST = 60
"""Characters of a cell on a terminal."""


def deliver(rows: Iterable[Row], output: str | None, columns: Sequence[str]) -> None:
    """To the terminal without `output`, as JSON Lines to standard output for `-`, else to that file, whole or not.
    `columns` are those of the rows: where there is no row, a table has them still."""
    if output is None:
        show_rows(list(rows))
    elif output == "-":
        write(rows, ".jsonl", sys.stdout.buffer, columns)
    else:
        with whole_file(output) as file:
            write(rows, Path(output).suffix.lower(), file, columns)


def show_rows(rows: Sequence[Row]) -> None:
    out = console()
    if not rows:
        out.print("no rows")
        return
    if sum(2 + max(len(name), *(len(_cell(row[name])) for row in rows)) for name in rows[0]) > out.width:
        _show_upright(rows)
        return
    cells = [[_cell(value) for value in row.values()] for row in rows]
    left = [number for number, value in enumerate(rows[0].values()) if not isinstance(value, int | float)]
    print_columns(out, list(rows[0]), cells, left)


def _show_upright(rows: Sequence[Row]) -> None:
    """Too wide for a table: one column a line, rows parted by an empty line."""
    out = console()
    widest = max(map(len, rows[0]))
    for row in rows:
        for name, value in row.items():
            out.print(f"{name:<{widest}}  {_cell(value)}", markup=False)
        out.print()


def write(rows: Iterable[Row], suffix: str, file: BinaryIO, columns: Sequence[str]) -> None:
    {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}[suffix](rows, file, columns)


def _jsonl(rows: Iterable[Row], file: BinaryIO, _: Sequence[str]) -> None:
    for row in rows:
        file.write((json.dumps(row, ensure_ascii=False, default=str) + "\n").encode("utf-8", "backslashreplace"))


def _csv(rows: Iterable[Row], file: BinaryIO, columns: Sequence[str]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_flat(row[name]) for name in columns] for row in rows)
    text.flush()
    text.detach()


def _parquet(rows: Iterable[Row], file: BinaryIO, columns: Sequence[str]) -> None:
    import polars

    found = list(rows)
    write_parquet(polars.DataFrame(found or {name: [] for name in columns}, infer_schema_length=None), file)


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value


def _cell(value: Any) -> str:
    text = "" if value is None else one_line(str(_flat(value)))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
