"""Records as data frames of Polars, pandas and Arrow, nested as JSON Lines has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Literal, TypeVar, overload

from whowhom.errors import WhowhomError
from whowhom.export.rows import row
from whowhom.records import Event, Report, Statement

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Kind = Literal["event", "statement", "report"]
R = TypeVar("R", Event, Statement, Report)


class Table(Sequence[R], Generic[R]):
    """A sequence of records of one kind that turns into a data frame."""

    def __init__(self, records: Iterable[R], kind: Kind) -> None:
        self._records: tuple[R, ...] = tuple(records)
        self.kind = kind

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Table[R]: ...
    def __getitem__(self, index: int | slice) -> R | Table[R]:
        return Table(self._records[index], self.kind) if isinstance(index, slice) else self._records[index]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._records)

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind}{'' if len(self) == 1 else 's'}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows that JSON Lines would hold."""
        return [row(record) for record in self._records]

    def to_polars(self) -> polars.DataFrame:
        return frame(self.to_dicts(), self.kind)

    def to_arrow(self) -> pyarrow.Table:
        """Needs pyarrow."""
        return _needing("pyarrow", lambda: self.to_polars().to_arrow())

    def to_pandas(self) -> pandas.DataFrame:
        """Needs pandas and pyarrow."""
        return _needing("pandas and pyarrow", lambda: self.to_polars().to_pandas())


def _needing(packages: str, make: Any) -> Any:
    try:
        return make()
    except ImportError as error:
        raise WhowhomError(f"this needs {packages}: install them with  pip install 'whowhom[pandas]'") from error


def frame(rows: list[dict[str, Any]], kind: Kind) -> polars.DataFrame:
    """Rows as a Polars frame with the fixed schema of their kind, also where there are none."""
    import polars

    return polars.DataFrame([{k: clean(v) for k, v in r.items()} for r in rows], schema=schema(kind))


def write_parquet(rows: polars.DataFrame, file: BinaryIO) -> None:
    """Made in memory first: Polars does not tell what a file has against being written to, as when the disk is full."""
    content = BytesIO()
    rows.write_parquet(content)
    file.write(content.getbuffer())


def clean(value: Any) -> Any:
    """A value as Arrow can hold it, UTF-8 only: a lone surrogate becomes its escape."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    return [clean(v) for v in value] if isinstance(value, list) else value


def schema(kind: Kind) -> dict[str, Any]:
    """Polars types of the columns of one kind of record."""
    from polars import Boolean, Float64, Int64, List, String, Struct

    strings = dict.fromkeys
    span = Struct({"start": Int64, "end": Int64, "text": String})
    party = Struct(
        {"text": String, "start": Int64, "end": Int64} | strings(("name", "country", "sector", "wikidata"), String)
    )
    date = Struct(strings(("start", "end", "precision", "basis", "text"), String) | {"span": span})
    place = Struct(
        {"name": String, "country": String, "latitude": Float64, "longitude": Float64, "geonames_id": Int64}
        | {"precision": String, "text": String, "span": span}
    )
    if kind == "report":
        fields = ("id", "title", "text", "published", "published_basis", "publisher", "url", "language", "sha256")
        return dict(strings(fields, String))
    if kind == "statement":
        return {
            "statement_id": String, "report_id": String, "speaker": party, "cue": span, "content": span,
            "stance": String, "quoted": Boolean,
        }  # fmt: skip
    return {
        "event_id": String, "report_id": String, "event_type": String, "mode": String, "quad": Int64,
        "intensity": Float64, "contexts": List(String), "actors": List(party), "recipients": List(party),
        "modality": String, "asserted_by": List(party), "denied_by": List(party), "date": date, "place": place,
        "instrument": String, "trigger": span, "cue": span, "denial": span, "evidence": List(span),
        "coder_version": String, "ontology_version": String,
    }  # fmt: skip
