"""JSON that every reader takes: UTF-8, no lone surrogates, no line separators beside the newline, no NaN."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from whowhom.export.characters import scalar

_SEPARATORS = re.compile("[\x85\u2028\u2029]")
"""What some readers of lines take for the end of one; inside a JSON string the escape means the same."""

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def text(value: Any) -> str:
    """One line. ValueError for a number that is not finite."""
    written = _encode(value)
    if written.isascii():
        return written
    return _SEPARATORS.sub(lambda found: f"\\u{ord(found[0]):04x}", scalar(written))


def line(value: Any) -> bytes:
    return (text(value) + "\n").encode()


def write_items(file: BinaryIO, before: str, items: Iterable[Any], after: str) -> None:
    """`before`, the items one a line with commas between, `after`: a list of any length, never held in memory."""
    file.write(before.encode())
    comma = "\n"
    for item in items:
        file.write(f"{comma}{text(item)}".encode())
        comma = ",\n"
    file.write(f"\n{after}\n".encode())
