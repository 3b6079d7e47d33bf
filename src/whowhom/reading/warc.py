"""WARC archives (`.warc`, `.warc.gz`) to Reports: the pages among what a crawl has captured."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from whowhom.errors import NotEnglishError, ReadError
from whowhom.reading.answers import Answer, NoPageError, read_answer
from whowhom.reading.archive import LARGEST_RECORD, Captured, records
from whowhom.reading.given import Found, Given, Note
from whowhom.records import Report

_ABOUT = frozenset({"warcinfo", "request", "metadata"})
"""Types of records that tell of the crawl and of other records."""


def read_warc(path: Path, given: Given) -> Found:
    """The reports of an archive, streamed: one of each response with status 200 and a page in it.

    A report's id is that of its record, its address the record's. What is no report is counted by its kind, and the
    counts are told in a Note at the end; broken records are told one by one.
    """
    passed_over = Counter[str]()
    read = 0
    try:
        with path.open("rb") as file:
            for found in records(file, given.name, _may_be_page):
                if isinstance(found, ReadError):
                    yield found
                elif found.kind not in _ABOUT:
                    try:
                        report = _report(found, given)
                    except NoPageError as reason:
                        passed_over[reason.kind] += 1
                        continue
                    read += 1
                    yield report
    except OSError as error:
        raise ReadError(given.name, error.strerror or str(error)) from error
    yield Note(given.name, _counts(read, passed_over))


def _counts(read: int, passed_over: Counter[str]) -> str:
    words = f"{read:,} of {read + passed_over.total():,} captures are reports"
    if passed_over:
        words += "; passed over: " + ", ".join(f"{count:,} {kind}" for kind, count in passed_over.most_common())
    return words


def _may_be_page(record: Captured) -> bool:
    return _why_not(record) is None and _answer(record).may_be_page


def _why_not(record: Captured) -> str | None:
    """What a record is, by its headers alone, where it is no whole page."""
    if record.kind != "response":
        return "revisits" if record.kind == "revisit" else f"records of type {record.kind or 'unknown'}"
    if record.large:
        return f"larger than {LARGEST_RECORD / 1e6:g} MB"
    if record.status != 200:
        return "with another status than 200" if record.status else "without HTTP in it"
    if "warc-truncated" in record.headers or "warc-segment-number" in record.headers:
        return "truncated"
    return None


def _answer(record: Captured) -> Answer:
    address = record.headers.get("warc-target-uri", "").strip("<> ") or None
    return Answer(address, record.http, record.body or b"", record.headers.get("warc-date"))


def _report(record: Captured, given: Given) -> Report:
    if (kind := _why_not(record)) is not None:
        raise NoPageError(kind)
    try:
        return read_answer(_answer(record), f"{given.name}: {record.id}", record.id, given.published, LARGEST_RECORD)
    except NotEnglishError as error:
        raise NoPageError("not in English") from error
    except ReadError as error:
        raise NoPageError(error.reason.split(" (")[0]) from error
