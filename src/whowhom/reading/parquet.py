"""Parquet: one report a row."""

from __future__ import annotations

from pathlib import Path

from whowhom.errors import ReadError
from whowhom.reading.given import Found, Given
from whowhom.reading.row import COLUMNS, missing_columns, read_row

_BATCH = 1_000
"""Rows in memory at a time."""


def read_parquet(path: Path, given: Given, begin: int = 0, end: int | None = None) -> Found:
    """The reports of a file, a batch of rows in memory at a time; with `begin` and `end` those of the rows between,
    counted from 0.

    Raises ReadError where it is not Parquet or no column holds text.
    """
    import polars as pl  # slow to import, and few inputs are Parquet

    try:
        table = pl.scan_parquet(path)
        columns = table.collect_schema().names()
        if "text" not in columns and "html" not in columns:
            raise ReadError(given.name, missing_columns(columns))
        number = begin
        wanted = table.select([column for column in COLUMNS if column in columns])
        wanted = wanted.slice(begin, None if end is None else end - begin)
        for batch in wanted.collect_batches(chunk_size=_BATCH, maintain_order=True):
            for row in batch.iter_rows(named=True):
                number += 1
                yield from read_row(row, given, number)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ReadError(given.name, f"not a Parquet file that can be read ({error})") from error
