"""WARC archives (`.warc`, `.warc.gz`) to Reports: the pages among what a crawl has captured."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from whowhom.errors import NotEnglishError, ReadError
from whowhom.reading.archive import LARGEST_RECORD, Captured, records
from whowhom.reading.characters import decode
from whowhom.reading.dates import days_between
from whowhom.reading.encodings import EncodingError, decoded, without_chunks
from whowhom.reading.given import Found, Given, Note
from whowhom.reading.page import read_page
from whowhom.records import Report

_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_TYPES = ("text/html", "application/xhtml+xml")
_UNTOLD = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml", "unk", "unknown")
"""Content types that a page can have by mistake: its beginning tells."""


class _PassedOver(Exception):
    """A capture that is no report; its message is what the note at the end counts."""


def read_warc(path: Path, given: Given) -> Found:
    """The reports of an archive, streamed: of each response with status 200 and a page in it one.

    A report's id is that of its record, its address the record's. The date of the capture is no date of publication;
    a page that tells a later one is read as one that tells none. What is no report is counted by its kind, and the
    counts are told in a Note at the end; broken records are told one by one.
    """
    passed_over = Counter[str]()
    read = 0
    try:
        with path.open("rb") as file:
            for found in records(file, given.name, _may_be_page):
                if isinstance(found, ReadError):
                    yield found
                elif found.kind not in _NOT_CAPTURES:
                    try:
                        yield _report(found, given)
                        read += 1
                    except _PassedOver as reason:
                        passed_over[str(reason)] += 1
    except OSError as error:
        raise ReadError(given.name, error.strerror or str(error)) from error
    yield Note(given.name, _counts(read, passed_over))


_NOT_CAPTURES = ("warcinfo", "request", "metadata")
"""Records about the crawl and about other records."""


def _counts(read: int, passed_over: Counter[str]) -> str:
    words = f"{read:,} of {read + passed_over.total():,} captures are reports"
    if passed_over:
        words += "; passed over: " + ", ".join(f"{count:,} {kind}" for kind, count in passed_over.most_common())
    return words


def _may_be_page(record: Captured) -> bool:
    media = _media_type(record)
    return record.status == 200 and "warc-truncated" not in record.headers and (media in _TYPES or media in _UNTOLD)


def _media_type(record: Captured) -> str:
    return record.http.get("content-type", "").split(";")[0].strip().lower()


def _report(record: Captured, given: Given) -> Report:
    body = _page_bytes(record)
    name = f"{given.name}: {record.id}"
    charset = _CHARSET.search(record.http.get("content-type", ""))
    captured = record.headers.get("warc-date")
    try:
        markup = decode(body, name, charset[1] if charset else None)
        address = record.headers.get("warc-target-uri", "").strip("<> ") or None
        report = read_page(markup, name, id=record.id, url=address)
    except NotEnglishError as error:
        raise _PassedOver("not in English") from error
    except ReadError as error:
        raise _PassedOver(error.reason.split(" (")[0]) from error
    if report.published and captured and days_between(captured, report.published) > 1:
        report = replace(report, published=None, published_basis=None)
    if report.published is None and given.published is not None:
        report = replace(report, published=given.published, published_basis="given")
    return report


def _page_bytes(record: Captured) -> bytes:
    """The bytes of the page in a capture; raises `_PassedOver` where it is none."""
    if record.kind != "response":
        raise _PassedOver("revisits" if record.kind == "revisit" else f"records of type {record.kind or 'unknown'}")
    if record.large:
        raise _PassedOver(f"larger than {LARGEST_RECORD / 1e6:g} MB")
    if record.status != 200:
        raise _PassedOver("with another status than 200" if record.status else "without HTTP in it")
    if "warc-truncated" in record.headers or record.headers.get("warc-segment-number"):
        raise _PassedOver("truncated")
    if record.body is None:
        raise _PassedOver("not HTML")
    body = record.body
    try:
        if "chunked" in record.http.get("transfer-encoding", "").lower():
            body = without_chunks(body)
        body = decoded(body, record.http.get("content-encoding", ""), LARGEST_RECORD)
    except EncodingError as error:
        raise _PassedOver("that cannot be unpacked") from error
    if _media_type(record) in _UNTOLD and _MARKUP.match(body[:2000].removeprefix(b"\xef\xbb\xbf")) is None:
        raise _PassedOver("not HTML")
    return body
