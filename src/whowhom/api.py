"""The calls of `import whowhom`: code one report, code many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import overload

from whowhom.batch import OnError, Setup, code_reports
from whowhom.errors import ReadError
from whowhom.export.frames import Table
from whowhom.records import Coding, Event, Report, Statement

Input = str | PathLike[str] | Report


class Codings(Sequence[Coding]):
    """Many codings; `events` and `statements` are tables of all of theirs, `failures` what could not be read."""

    def __init__(self, codings: Iterable[Coding], failures: Iterable[ReadError] = ()) -> None:
        self._codings = tuple(codings)
        self.failures = tuple(failures)

    @property
    def events(self) -> Table[Event]:
        return Table((event for coding in self for event in coding.events), "event")

    @property
    def statements(self) -> Table[Statement]:
        return Table((statement for coding in self for statement in coding.statements), "statement")

    @property
    def reports(self) -> Table[Report]:
        return Table((coding.report for coding in self), "report")

    @overload
    def __getitem__(self, index: int) -> Coding: ...
    @overload
    def __getitem__(self, index: slice) -> Codings: ...
    def __getitem__(self, index: int | slice) -> Coding | Codings:
        return Codings(self._codings[index]) if isinstance(index, slice) else self._codings[index]

    def __len__(self) -> int:
        return len(self._codings)

    def __iter__(self) -> Iterator[Coding]:
        return iter(self._codings)

    def __repr__(self) -> str:
        return f"<{len(self)} codings, {len(self.events)} events, {len(self.failures)} failures>"


def code(report: Input, *, published: str | None = None) -> Coding:
    """Code one report: a path, an address, or a `Report`.

    `published` (ISO date) is the publication date where the report does not tell its own. Raises `ReadError` if the
    input cannot be read, is not in English, or holds more than one report (see `code_many`).
    """
    if isinstance(report, Report):
        return Setup().coder().code(report)
    found = list(_reports([report], published, _raise))
    if len(found) != 1:
        raise ReadError(str(report), f"expected one report, found {len(found)}: use whowhom.code_many")
    return Setup().coder().code(found[0])


def code_many(
    reports: Iterable[Input] | str | PathLike[str],
    *,
    published: str | None = None,
    workers: int | None = 1,
    on_error: OnError | None = None,
) -> Codings:
    """Code many: paths, folders, addresses, tables of reports, or `Report` objects, in their order.

    What cannot be read is left out: it stands in `.failures`, and `on_error` is called with it if given. With
    `workers` above 1 (None: one a core) the coding runs in so many processes; the calling script then needs the usual
    `if __name__ == "__main__":`.
    """
    inputs = [reports] if isinstance(reports, (str, PathLike)) else reports
    failures: list[ReadError] = []

    def note(error: ReadError) -> None:
        failures.append(error)
        if on_error:
            on_error(error)

    codings = list(code_reports(_reports(inputs, published, note), Setup(), note, workers))
    return Codings(codings, failures)


def _raise(error: ReadError) -> None:
    raise error


def _reports(inputs: Iterable[Input], published: str | None, on_error: OnError) -> Iterator[Report]:
    from whowhom.reading import read

    for one in inputs:
        if isinstance(one, Report):
            yield one
        else:
            yield from read(
                [str(Path(one)) if isinstance(one, Path) else str(one)], published=published, on_error=on_error
            )
