"""WARC archives (`.warc`, `.warc.gz`) to Reports: the pages among what a crawl has captured."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from whowhom.errors import NotEnglishError, ReadError
from whowhom.reading.answers import Answer, NoPageError, read_answer
from whowhom.reading.archive import LARGEST_RECORD, Captured, records
from whowhom.reading.given import Found, Given, PassedOver, Unread
from whowhom.records import Report

_ABOUT = frozenset({"warcinfo", "request", "metadata"})
"""Types of records that tell of the crawl and of other records."""


def read_warc(path: Path, given: Given, begin: int = 0, end: int | None = None) -> Found:
    """The pages of an archive, streamed, each still to be read: one of each response with status 200; with `begin` and
    `end` those whose records begin between these bytes.

    A report's id is that of its record, its address the record's. What is no report is passed over by its kind; broken
    records are told one by one.
    """
    try:
        with path.open("rb") as file:
            for found in records(file, given.name, _may_be_page, begin, end):
                if isinstance(found, ReadError):
                    yield found
                elif found.kind not in _ABOUT:
                    kind = _why_not(found)
                    if kind is not None:
                        yield PassedOver(given.name, kind)
                    else:
                        name, make = f"{given.name}: {found.id}", partial(_report, found, given)
                        yield Unread(found.id, name, make, given.name, found.place)
    except OSError as error:
        raise ReadError(given.name, error.strerror or str(error)) from error


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
    try:
        return read_answer(_answer(record), f"{given.name}: {record.id}", record.id, given.published, LARGEST_RECORD)
    except NoPageError as error:
        raise PassedOver(given.name, error.kind) from error
    except NotEnglishError as error:
        raise PassedOver(given.name, "not in English") from error
    except ReadError as error:
        raise PassedOver(given.name, error.reason.split(" (")[0]) from error
