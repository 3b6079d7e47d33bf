"""A page before it is drawn: what its template shows, and its twins as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from io import BytesIO
from typing import Any

from whowhom.export.plain_table import write
from whowhom.store.file import Connection
from whowhom.web.links import Links
from whowhom.web.query import FIELDS, Query

Row = dict[str, Any]
EVERY = tuple(FIELDS)


@dataclass(frozen=True)
class Page:
    """`values` are what the template shows; `data` what the `.json` twin holds, `rows` the lines of the `.csv` twin;
    both are called while the connection is open."""

    template: str
    title: str
    values: Mapping[str, Any]
    data: Callable[[], Any]
    rows: Callable[[], Sequence[Row]]
    columns: Sequence[str]
    """Those of the rows."""


@dataclass(frozen=True)
class Kind:
    """One kind of page: its path, what it can choose (with the values allowed, None for any), the conditions it takes,
    and what makes it. `needed` options stand for nothing when missing."""

    path: str
    make: Callable[[Connection, Query, Links], Page]
    options: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    conditions: tuple[str, ...] = EVERY
    needed: tuple[str, ...] = ()


def plain(value: Any) -> Any:
    """Dataclasses and what they hold as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value


def as_json(page: Page) -> bytes:
    return (json.dumps(plain(page.data()), indent=1, default=str) + "\n").encode("ascii")


def as_csv(page: Page) -> bytes:
    file = BytesIO()
    write(map(plain, page.rows()), ".csv", file, page.columns)
    return file.getvalue()
