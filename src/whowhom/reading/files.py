"""Files to Reports: which reader takes which suffix, the files below a folder, and an id for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path

from whowhom.errors import ReadError
from whowhom.reading.csv_rows import read_csv
from whowhom.reading.given import Found, Given, Reader, Unread
from whowhom.reading.jsonl import read_jsonl
from whowhom.reading.page import read_page
from whowhom.reading.parquet import read_parquet
from whowhom.reading.plain import read_text
from whowhom.records import Report


def files(path: Path, published: str | None, ids: set[str]) -> Iterator[tuple[Path, Given] | ReadError]:
    """A file, or all files below a folder with a suffix that is read, hidden ones passed over, sorted by name; each
    with the id that its report or its rows get, which is no other of `ids` and is kept there."""
    if not path.is_dir():
        yield _named_file(path, path.name, published, ids)
        return
    paths = sorted(
        Path(place, file)
        for place, _, names in os.walk(path)
        for file in names
        if not file.startswith(".") and _reader(file) is not None
    )
    if not paths:
        yield ReadError(str(path), f"no file in this folder ends in {', '.join(READERS)}")
    for file in paths:
        yield _named_file(file, file.relative_to(path).as_posix(), published, ids)


def _named_file(path: Path, label: str, published: str | None, ids: set[str]) -> tuple[Path, Given] | ReadError:
    if _reader(path.name) is None:
        kind = f"ends in {path.suffix!r}" if path.suffix else "has no suffix"
        reason = f"{kind}; read are {', '.join(READERS)}" if path.exists() else "no such file"
        return ReadError(str(path), reason)
    return path, Given(str(path), unique_id(label, ids), published)


def read_file(path: Path, given: Given) -> Found:
    """The reports of one file, by the reader of its suffix; its errors are among the values."""
    reader = _reader(path.name)
    assert reader is not None
    return careful(lambda: reader(path, given))


def careful(reading: Callable[[], Found]) -> Found:
    """What a reader finds, its errors among the values: one bad file does not end the run."""
    try:
        yield from reading()
    except ReadError as error:
        yield error


def _reader(file: str) -> Reader | None:
    return next((reader for suffix, reader in READERS.items() if file.lower().endswith(suffix)), None)


def unique_id(label: str, ids: set[str]) -> str:
    """The name without suffix, with it where that is taken, then numbered."""
    stem = next((label[: -len(suffix)] for suffix in READERS if label.lower().endswith(suffix)), label)
    return first_free((stem or label, label), ids)


def first_free(choices: tuple[str, ...], ids: set[str]) -> str:
    """The first of the choices that is none of `ids`, else the last with a number; kept there."""
    numbered = (f"{choices[-1]}#{number}" for number in count(2))
    found = next(choice for choice in chain(choices, numbered) if choice not in ids)
    ids.add(found)
    return found


def content_of(path: Path, given: Given) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(given.name, error.strerror or str(error)) from error


def _read_page_file(path: Path, given: Given) -> Found:
    yield Unread(given.id, given.name, partial(_page, path, given))


def _page(path: Path, given: Given) -> Report:
    return read_page(content_of(path, given), given.name, id=given.id, published=given.published)


def _read_text_file(path: Path, given: Given) -> Found:
    yield read_text(content_of(path, given), given.name, id=given.id, published=given.published)


def _rows_of(reader: Reader) -> Reader:
    def opened(path: Path, given: Given) -> Found:
        try:
            yield from reader(path, given)
        except OSError as error:
            raise ReadError(given.name, error.strerror or str(error)) from error

    return opened


def _read_archive(path: Path, given: Given) -> Found:
    from whowhom.reading.warc import read_warc  # what it needs is loaded only for archives

    return read_warc(path, given)


READERS: dict[str, Reader] = {
    ".html": _read_page_file,
    ".htm": _read_page_file,
    ".txt": _read_text_file,
    ".md": _read_text_file,
    ".jsonl": _rows_of(read_jsonl),
    ".csv": _rows_of(read_csv),
    ".tsv": _rows_of(read_csv),
    ".parquet": _rows_of(read_parquet),
    ".warc": _read_archive,
    ".warc.gz": _read_archive,
}
"""The reader of each suffix."""
