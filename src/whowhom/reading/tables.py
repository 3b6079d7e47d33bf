"""The data tables of this stage, read once from `whowhom/data/reading`."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from whowhom.errors import DataError


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, missing cells as "". Raises DataError where the file is not there or not UTF-8."""
    try:
        content = (files("whowhom.data") / "reading" / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"data/reading/{name}: cannot be read ({error})") from error
    return tuple({key: value or "" for key, value in row.items()} for row in csv.DictReader(io.StringIO(content)))
