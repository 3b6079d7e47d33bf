"""What the user names (files, folders, standard input, addresses) to Reports."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

from whowhom.errors import ReadError
from whowhom.reading.characters import decode
from whowhom.reading.dates import iso_date
from whowhom.reading.fetch import Fetching
from whowhom.reading.files import careful, content_of, files, first_free, read_file, unique_id
from whowhom.reading.given import Found, Given, Note, PassedOver, Unread
from whowhom.reading.jsonl import read_lines
from whowhom.reading.markup import LARGEST_PAGE
from whowhom.reading.page import read_page
from whowhom.reading.plain import read_text
from whowhom.records import Report

Entry: TypeAlias = Report | Unread | PassedOver
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)


def read(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[Note], None] | None = None,
    fetching: Fetching | None = None,
) -> Iterator[Report]:
    """The reports of many inputs, in order and one at a time; folders are walked, sorted by name.

    An input is a path (`.html`, `.htm`, `.txt`, `.md`, `.jsonl`, `.csv`, `.tsv`, `.parquet`, `.warc`, `.warc.gz`, a
    folder of these), an address (http, https), a list of addresses (`.urls`, one a line), or `-` for standard input.
    `published` is the date of reports that tell none, `fetching` says how addresses are fetched. What cannot be read
    goes to `on_error`, the rest goes on; without `on_error` it is raised. `on_note` gets what is worth telling of an
    input that could be read, as how many captures of an archive are no reports.

    A report's id is its row's or record's, its address, else the file's name without suffix, made unique within this
    run.
    """
    archives = Archives()
    for found in entries(inputs, published=published, on_error=on_error, on_note=on_note, fetching=fetching):
        report = made(found)
        archives.count(found, report)
        if isinstance(report, Report):
            yield report
        elif isinstance(report, ReadError):
            _tell(report, on_error)
    if on_note is not None:
        for note in archives.notes():
            on_note(note)


def entries(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[Note], None] | None = None,
    fetching: Fetching | None = None,
) -> Iterator[Entry]:
    """As `read`, with the costly part of reading left for later, or for another process: see `made`. What archives hold
    beside reports comes too, to be counted (`Archives`)."""
    date = None
    if published is not None and (date := iso_date(published)) is None:
        raise ReadError("published", f"{published!r} is no date; write it as 2024-06-19")
    ids: set[str] = set()
    for item in inputs:
        for found in _read_input(item, date, ids, fetching):
            if isinstance(found, ReadError):
                _tell(found, on_error)
            elif not isinstance(found, Note):
                yield found
            elif on_note is not None:
                on_note(found)


def made(entry: Entry) -> Report | PassedOver | ReadError:
    """What an entry turns out to be when it is read."""
    if not isinstance(entry, Unread):
        return entry
    try:
        return entry.make()
    except (PassedOver, ReadError) as error:
        return error


class Archives:
    """Counts what is in archives: reports, and what was passed over."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str | None]] = defaultdict(Counter)

    def count(self, entry: Entry, found: object) -> None:
        """`found` is what became of the entry."""
        if isinstance(found, PassedOver):
            self._counts[found.archive][found.kind] += 1
        elif isinstance(entry, Unread) and entry.archive:
            self._counts[entry.archive][None] += 1

    def notes(self) -> Iterator[Note]:
        for archive, counts in self._counts.items():
            words = f"{counts[None]:,} of {counts.total():,} captures are reports"
            passed = ", ".join(f"{count:,} {kind}" for kind, count in counts.most_common() if kind is not None)
            yield Note(archive, f"{words}; passed over: {passed}" if passed else words)


def _tell(error: ReadError, on_error: Callable[[ReadError], None] | None) -> None:
    if on_error is None:
        raise error
    on_error(error)


def _read_input(item: str | Path, published: str | None, ids: set[str], fetching: Fetching | None) -> Found:
    name = str(item)
    if name == "-":
        yield from careful(
            lambda: _read_stream(sys.stdin.buffer, Given("standard input", unique_id("stdin", ids), published))
        )
    elif _ADDRESS.match(name):
        given = Given(name, first_free((name,), ids), published)
        yield from careful(lambda: _read_address(name, given, fetching or Fetching()))
    elif name.lower().endswith(".urls"):
        yield from careful(lambda: _read_list(Path(name), published, ids, fetching))
    else:
        for found in files(Path(name), published, ids):
            if isinstance(found, ReadError):
                yield found
            else:
                yield from read_file(*found)


def _read_list(path: Path, published: str | None, ids: set[str], fetching: Fetching | None) -> Found:
    """What stands at the addresses in a file, one a line; lines that begin with # are notes."""
    lines = decode(content_of(path, Given(str(path), str(path))), str(path)).splitlines()
    for number, line in enumerate(map(str.strip, lines), start=1):
        if _ADDRESS.match(line):
            yield from _read_input(line, published, ids, fetching)
        elif line and not line.startswith("#"):
            yield ReadError(f"{path}:{number}", f"{line[:80]!r} is no address; write it as https://ledger.example/report")


def _read_stream(stream: BinaryIO, given: Given) -> Found:
    """Standard input: JSON Lines where the first line is a JSON object, a page where it begins like one, else text."""
    first = stream.readline(LARGEST_PAGE)
    while first and not first.strip():
        first = stream.readline(LARGEST_PAGE)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        head = io.BytesIO(first)
        lines = (line.decode("utf-8", errors="replace") for part in (head, stream) for line in part)
        yield from read_lines(lines, given)
        return
    content = first + stream.read()
    if _is_markup(decode(content, given.name)):
        yield read_page(content, given.name, id=given.id, published=given.published)
    else:
        yield read_text(content, given.name, id=given.id, published=given.published)


def _read_address(address: str, given: Given, fetching: Fetching) -> Found:
    from whowhom.reading.fetch.pages import read_address  # what it needs is loaded only for addresses

    return read_address(address, given, fetching)


def _is_markup(text: str) -> bool:
    beginning = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return beginning.startswith("<") and ("<html" in beginning or "<!doctype" in beginning or "</" in text)
