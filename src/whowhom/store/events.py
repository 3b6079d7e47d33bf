"""The events that a selection chooses, read when they are needed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from whowhom.export.coded import event_from, report_from
from whowhom.records import Coding, Event
from whowhom.store.file import Connection
from whowhom.store.selection import Selection

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from whowhom.store.store import Store

RECORD = (
    "event_id", "report_id", "event_type", "mode", "quad", "intensity", "contexts", "actors", "recipients", "modality",
    "asserted_by", "denied_by", "date", "place", "instrument", "trigger", "cue", "denial", "evidence", "coder_version",
    "ontology_version",
)  # fmt: skip
"""The fields of the record."""
BESIDE = {"incident": "e.incident", "title": "r.title", "publisher": "r.publisher", "published": "r.published",
          "url": "r.url", "voice": "r.voice", "story": "r.story"}  # fmt: skip
"""What the store knows beside the record."""
COLUMNS = {f'"{name}"': f'e."{name}"' for name in RECORD} | BESIDE
FETCH = 2_000
_NEWEST = "e.day DESC NULLS LAST, e.event_no"


class Events:
    """A question to the store: nothing is read before it is counted, iterated or made a frame. Newest acts first."""

    def __init__(self, store: Store, selection: Selection, limit: int | None = None) -> None:
        self.store, self.selection, self.limit = store, selection, limit

    def __repr__(self) -> str:
        chosen = ", ".join(f"{k}={v!r}" for k, v in vars(self.selection).items() if v)
        return f"<events of {self.store.path}: {chosen or 'all'}>"

    def count(self) -> int:
        """Events, whatever the limit."""
        where, parameters = self.selection.where()
        query = f"SELECT count(*) FROM {self.selection.tables} WHERE {where}"
        with self.store.reading() as connection:
            return int(connection.execute(query, parameters).fetchall()[0][0])

    def __iter__(self) -> Iterator[Event]:
        return map(event_from, self.rows())

    def rows(self) -> Iterator[dict[str, Any]]:
        """The records as plain rows, each with `incident`, `title`, `publisher`, `published`, `url`, `voice` and
        `story` of its report beside the record's own fields."""
        with self.store.reading() as connection:
            yield from self._rows(connection, _NEWEST, "")

    def page(self) -> tuple[list[dict[str, Any]], int]:
        """The `rows` up to the limit, and the `count` of all, for one search."""
        where, parameters = self.selection.where()
        found = f"SELECT e.event_no, e.day FROM {self.selection.tables} WHERE {where}"
        with self.store.reading() as connection:
            connection.execute(f"CREATE TEMP TABLE found AS {found}", parameters)
            count = int(connection.execute("SELECT count(*) FROM found").fetchall()[0][0])
            newest = f"SELECT e.event_no FROM found e ORDER BY {_NEWEST} LIMIT ?"
            most = count if self.limit is None else self.limit
            numbers = [row[0] for row in connection.execute(newest, [most]).fetchall()]
            return list(self._records(connection, "e.event_no IN (SELECT unnest(?))", [numbers], _NEWEST, "")), count

    def codings(self) -> Iterator[Coding]:
        """The chosen events with their reports, report by report."""
        with self.store.reading() as connection:
            rows = self._rows(connection, "e.report_no, e.event_no", ', r."text", r.published_basis, r."language"')
            for _, group in groupby(rows, key=lambda row: row["report_id"]):
                events = list(group)
                yield Coding(report_from(events[0] | {"id": events[0]["report_id"]}), tuple(map(event_from, events)))

    def incidents(self) -> dict[str, str]:
        """The incident of each event of the selection, by the event's id."""
        where, parameters = self.selection.where()
        query = f"SELECT e.event_id, e.incident FROM {self.selection.tables} WHERE {where}"
        with self.store.reading() as connection:
            return dict(connection.execute(query, parameters).fetchall())

    def to_polars(self) -> polars.DataFrame:
        from whowhom.export.frames import frame

        return frame([{name: row[name] for name in RECORD} for row in self.rows()], "event")

    def to_arrow(self) -> pyarrow.Table:
        """Needs pyarrow."""
        return self._table().to_arrow()

    def to_pandas(self) -> pandas.DataFrame:
        """Needs pandas and pyarrow."""
        return self._table().to_pandas()

    def _table(self) -> Any:
        from whowhom.export.frames import Table

        return Table(self, "event")

    def _rows(self, connection: Connection, order: str, more: str) -> Iterator[dict[str, Any]]:
        """Where there is a limit the numbers are found first, so that only the records wanted are read whole."""
        where, parameters = self.selection.where()
        if self.limit is not None:
            query = f"SELECT e.event_no FROM {self.selection.tables} WHERE {where} ORDER BY {_NEWEST} LIMIT ?"
            numbers = [row[0] for row in connection.execute(query, [*parameters, self.limit]).fetchall()]
            where, parameters = "e.event_no IN (SELECT unnest(?))", [numbers]
        return self._records(connection, where, parameters, order, more)

    def _records(
        self, connection: Connection, where: str, parameters: list[Any], order: str, more: str
    ) -> Iterator[dict[str, Any]]:
        columns = ", ".join(f"{sql} AS {name}" for name, sql in COLUMNS.items())
        source = "event e JOIN report r ON r.report_no = e.report_no"
        found = connection.execute(f"SELECT {columns}{more} FROM {source} WHERE {where} ORDER BY {order}", parameters)
        names = [column[0] for column in found.description or ()]
        while part := found.fetchmany(FETCH):
            for row in part:
                yield dict(zip(names, row, strict=True))
