"""JSON Lines: one record a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO


def write(rows: Iterable[dict[str, Any]], kind: str, file: BinaryIO) -> None:
    for row in rows:
        file.write(line(row))


def line(row: dict[str, Any]) -> bytes:
    """A lone surrogate, which UTF-8 cannot hold, becomes the JSON escape that means it."""
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
