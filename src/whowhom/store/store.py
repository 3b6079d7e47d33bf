"""`Store`: what many reports say, kept in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.chunks import in_chunks
from whowhom.errors import StoreError
from whowhom.export.coded import event_from, report_from, statement_from
from whowhom.records import Coding, Report
from whowhom.store.dyads import TOP, Pair, Relation, dyad, held, matrix
from whowhom.store.events import Events
from whowhom.store.file import PATIENCE, Connection, fetch, opened, transaction
from whowhom.store.periods import Period
from whowhom.store.selection import Selection

if TYPE_CHECKING:
    from whowhom.store.adding import Added
    from whowhom.store.disputes import Ledger
    from whowhom.store.incidents import Incident, Order
    from whowhom.store.instruments import Instrument

# What brings along the linking and comparing of reports is imported where it is needed, so that asking starts fast.
DEFAULT_PATH = "whowhom.duckdb"
BATCH = 64
"""Reports that are kept together, in one transaction."""
WAIT = 10.0
"""Seconds after which a transaction is closed though it has fewer."""
READ_AHEAD = 16
"""Reports that are looked up together."""


class Store:
    """A store in the DuckDB file at `path`; made when something is first added.

    Each method opens the file for as long as it needs it, so several processes can take turns; one that finds it busy
    waits up to `patience` seconds, then raises `StoreError`.
    """

    def __init__(self, path: str | PathLike[str] = DEFAULT_PATH, *, patience: float = PATIENCE) -> None:
        self.path = Path(path)
        self.patience = patience

    def reading(self) -> Any:
        """A context manager: the file opened for reading, as a DuckDB connection."""
        return opened(self.path, patience=self.patience)

    def writing(self) -> Any:
        return opened(self.path, write=True, patience=self.patience)

    def add(self, codings: Iterable[Coding]) -> Added:
        """Keep codings, in transactions of `BATCH` reports: what is told as added is on disk.

        What is there already, text for text, is left as it is; a report (the same canonical address, or the same id
        where it has none) with another text is kept as a new version.
        """
        from whowhom.store.adding import Added

        return sum(self.add_each(codings), Added())

    def add_each(self, codings: Iterable[Coding]) -> Iterator[Added]:
        """As `add`, telling what each transaction did as soon as it is on disk."""
        from whowhom.store import adding

        for part in in_chunks(codings, BATCH, WAIT):
            with self.writing() as connection, transaction(connection):
                added = adding.add(connection, part)
            yield added

    def new(
        self, reports: Iterable[Report], on_known: Callable[[Report], None] = lambda report: None
    ) -> Iterator[Report]:
        """Of these reports, those that `add` would keep; the others go to `on_known`. Saves coding them again."""
        from whowhom.store import adding

        for part in in_chunks(reports, READ_AHEAD):
            there: set[int] = set()
            if self.path.exists():
                with self.reading() as connection:
                    there = adding.unchanged(connection, part)
            for number, report in enumerate(part):
                if number in there:
                    on_known(report)
                else:
                    yield report

    def report(self, report_id: str, version: int | None = None) -> Report:
        """A report by its id, in its current or an older version. Raises `StoreError` if there is none."""
        with self.reading() as connection:
            return report_from(self._report_row(connection, report_id, version))

    def coding(self, report_id: str, version: int | None = None) -> Coding:
        """A report with all that was found in it. Raises `StoreError` if there is none."""
        with self.reading() as connection:
            row = self._report_row(connection, report_id, version)
            number = [row["report_no"]]
            events = fetch(connection, "SELECT * FROM event WHERE report_no = ? ORDER BY event_no", number)
            said = fetch(connection, "SELECT * FROM statement WHERE report_no = ?", number)
        return Coding(report_from(row), tuple(map(event_from, events)), tuple(map(statement_from, said)))

    def _report_row(self, connection: Connection, report_id: str, version: int | None) -> dict[str, Any]:
        where, parameters = ("current", [report_id]) if version is None else ("version = ?", [report_id, version])
        query = f"SELECT *, report_id AS id FROM report WHERE report_id = ? AND {where}"
        rows = fetch(connection, query, parameters)
        if not rows:
            which = "" if version is None else f" in version {version}"
            ids = 'whowhom sql "SELECT id FROM reports"'
            raise StoreError(f"{self.path}: no report {report_id!r}{which}; {ids} lists them")
        return rows[0]

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of a query of your own; the store is opened for reading only. Its tables and views stand in
        docs/reference/store.md. Raises `StoreError` for a query that DuckDB refuses."""
        return self.answer(query, parameters)[1]

    def answer(self, query: str, parameters: Sequence[Any] = ()) -> tuple[list[str], list[dict[str, Any]]]:
        """As `sql`, with the names of the columns before the rows."""
        import duckdb

        with self.reading() as connection:
            try:
                found = connection.execute(query, list(parameters) or None)
                names = [column[0] for column in found.description or ()]
                return names, [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            except duckdb.Error as error:
                raise StoreError(f"this query cannot be answered: {error}") from error

    def events(self, limit: int | None = None, **conditions: Any) -> Events:
        """The events for which all conditions hold (see `Selection`), newest first; read when they are used.

        >>> store.events(actor="North Korea", event_type="MOBILIZE", since="2017").to_polars()
        """
        return self.events_of(Selection.of(**conditions), limit)

    def events_of(self, selection: Selection, limit: int | None = None) -> Events:
        """As `events`, for a selection that is made already."""
        return Events(self, selection, limit)

    def stories(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Stories, newest first: `story`, `reports`, `voices`, `publishers`, `first_report`, `last_report`, `title`."""
        query = "SELECT * FROM stories ORDER BY last_report DESC NULLS LAST, story LIMIT ?"
        return self.sql(query, [limit if limit is not None else 2**62])

    def story_of_each_report(self) -> list[dict[str, Any]]:
        """`report_id`, `story`, `voice` of every report, story by story."""
        return self.sql("SELECT id AS report_id, story, voice FROM reports ORDER BY story, id")

    def related(self, report_id: str, limit: int = 10) -> list[dict[str, Any]]:
        """Reports that share incidents, parties and words with one, most alike first (see `related`)."""
        from whowhom.store.related import related

        with self.reading() as connection:
            return related(connection, self._report_row(connection, report_id, None), limit)

    def incidents(self, order: Order = "newest", limit: int | None = None, **conditions: Any) -> list[Incident]:
        """The events of which any telling fulfils the conditions, each once and whole (see `incidents.incidents`)."""
        from whowhom.store.incidents import incidents

        with self.reading() as connection:
            return incidents(connection, Selection.of(**conditions), order, limit)

    def disputes(self, limit: int | None = None, **conditions: Any) -> list[Ledger]:
        """Who asserts, who denies, who repeats: of incidents that somebody denies (see `disputes.disputes`)."""
        from whowhom.store.disputes import disputes

        with self.reading() as connection:
            return disputes(connection, Selection.of(**conditions), limit)

    def ledger(self, incident: str) -> Ledger:
        """The same of one incident, disputed or not. Raises `StoreError` if there is none."""
        from whowhom.store.disputes import ledger

        with self.reading() as connection:
            return ledger(connection, incident)

    def instruments(
        self, name: str | None = None, limit: int | None = None, acts: int | None = None, **conditions: Any
    ) -> list[Instrument]:
        """Treaties, agreements, resolutions, sanctions, with the acts on them (see `instruments.instruments`)."""
        from whowhom.store.instruments import instruments

        with self.reading() as connection:
            return instruments(connection, Selection.of(**conditions), name, limit, acts)

    def dyad(
        self, one: str, other: str, by: Period = "month", since: str | None = None, until: str | None = None
    ) -> list[Relation]:
        """Relations of two parties, period by period and quad class by quad class (see `dyads.dyad`)."""
        with self.reading() as connection:
            return dyad(connection, one, other, by, since, until)

    def matrix(self, since: str | None = None, until: str | None = None, top: int = TOP) -> list[Pair]:
        """Who acts on whom, among the `top` states and organisations (see `dyads.matrix`)."""
        with self.reading() as connection:
            return matrix(connection, since, until, top)

    def held(self) -> tuple[int, int]:
        """How many reports and how many events it holds, current versions only."""
        with self.reading() as connection:
            return held(connection)
