"""Parquet: nested as JSON Lines has it, compressed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from whowhom.chunks import in_chunks
from whowhom.export.frames import Kind, frame, write_parquet

BATCH = 5_000
"""Rows turned into columns at a time: columns take a fraction of the memory that dicts take."""


def write(rows: Iterable[dict[str, Any]], kind: Kind, file: BinaryIO) -> None:
    import polars

    parts = [frame(some, kind) for some in in_chunks(rows, BATCH)]
    write_parquet(polars.concat([frame([], kind), *parts]), file)
