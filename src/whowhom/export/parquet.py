"""Parquet: nested as JSON Lines has it, compressed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from whowhom.export.frames import Kind, frame, write_parquet

BATCH = 5_000
"""Rows turned into columns at a time: columns take a fraction of the memory that dicts take."""


def write(rows: Iterable[dict[str, Any]], kind: Kind, file: BinaryIO) -> None:
    import polars

    rows = iter(rows)
    parts = [frame([], kind)]
    while batch := list(islice(rows, BATCH)):
        parts.append(frame(batch, kind))
    write_parquet(polars.concat(parts), file)
