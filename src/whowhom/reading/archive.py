"""The records of a WARC archive, one after the other, past those that are broken.

FastWARC reads from one record to the next and stops at the first that is broken. Here reading begins again at the next
place where a record can begin. A record that tells a wrong length cuts itself or swallows what follows; so each is
given out only when the next one begins where it should, or when the file shows that it ends well.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from whowhom.errors import ReadError

LARGEST_RECORD = 32_000_000
"""Bytes: a larger record is not read, only passed on as what it is."""
_BLOCK = 1 << 18
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/"
_GZIP_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_PLAIN_START = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_LONGEST_MARK = 16


@dataclass(frozen=True, slots=True)
class Captured:
    """One record: `headers` and `http` by lower-case names. `status` is 0 where it holds no HTTP response; `body` is
    None where it was not asked for or `large`; `place` is the byte of the file where the record begins."""

    kind: str
    place: int
    headers: dict[str, str]
    status: int
    http: dict[str, str]
    body: bytes | None = None
    large: bool = False
    cut: bool = False

    @property
    def id(self) -> str:
        """The record's own id without its frame: `<urn:uuid:1b..>` is `1b..`; else its address and date."""
        own = self.headers.get("warc-record-id", "").strip("<> ").removeprefix("urn:").removeprefix("uuid:")
        return own or f"{self.headers.get('warc-target-uri', '')} {self.headers.get('warc-date', '')}".strip()


Wanted = Callable[[Captured], bool]


def records(
    file: BinaryIO, name: str, wanted: Wanted, begin: int = 0, end: int | None = None
) -> Iterator[Captured | ReadError]:
    """The records of a seekable file, plain or gzip, those that are `wanted` with their bodies, and in between an
    error for each stretch of bytes that holds no sound record. With `begin` and `end` only the records that begin
    between these bytes: slices that touch hold every record once."""
    file.seek(0)
    beginning = file.read(len(_PLAIN))
    if not beginning:
        raise ReadError(name, "empty")
    is_gzip = beginning.startswith(_GZIP)
    if not is_gzip and beginning != _PLAIN:
        raise ReadError(name, "is no WARC archive: it does not begin with a record")
    place = _next_start(file, begin, is_gzip) if begin else 0
    told = begin > 0  # what looks like a beginning within a record of the slice before is no fault of the archive
    while place is not None and (end is None or place < end):
        held, error = None, None
        for found in _forward(file, place, wanted):
            if isinstance(found, Captured):
                if held is not None:
                    yield held
                    told = False
                if end is not None and found.place >= end:
                    return
                held = found
            else:
                error = found
        sound = held is not None and (
            not held.cut if error is None and not held.large else _ends_well(file, held.place, is_gzip)
        )
        if held is not None and sound:
            yield held
            told = False
        if error is None and (sound or held is None):
            return
        if not told:
            told = True
            yield ReadError(name, _reason(held, sound, place, error))
        place = _next_start(file, (place if held is None else held.place) + 1, is_gzip)


def _forward(file: BinaryIO, place: int, wanted: Wanted) -> Iterator[Captured | Exception]:
    """Records from a place on; where one cannot be read, the error, and then nothing."""
    file.seek(place)
    try:
        for record in ArchiveIterator(file, parse_http=False):
            yield _captured(record, wanted)
    except Exception as error:  # whatever a broken file makes of the parser
        yield error


def _captured(record: WarcRecord, wanted: Wanted) -> Captured:
    headers = _lower(record.headers.items())
    kind, place, length = headers.get("warc-type", "").lower(), record.stream_pos, record.content_length
    if length > LARGEST_RECORD:
        return Captured(kind, place, headers, 0, {}, large=True)
    status, http = 0, dict[str, str]()
    if kind == "response" and headers.get("content-type", "").lower().startswith("application/http"):
        try:
            record.parse_http(strict_mode=False)
            status, http = record.http_headers.status_code or 0, _lower(record.http_headers.items())
        except Exception:  # no HTTP in it, whatever it says: told by the status
            return Captured(kind, place, headers, 0, {})
    found = Captured(kind, place, headers, status, http)
    if not wanted(found):
        return found
    length = record.content_length  # now without the HTTP headers
    body = record.reader.read(length)
    return Captured(kind, place, headers, status, http, body, cut=len(body) < length)


def _lower(items: tuple[tuple[str, str], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in items:
        found.setdefault(key.lower(), value)
    return found


def _reason(held: Captured | None, sound: bool, place: int, error: Exception | None) -> str:
    if held is not None and not sound:
        why = "it ends before its length" if error is None else "its length is wrong, or it is damaged"
        return f"record {held.id!r} at byte {held.place:,} cannot be read ({why}); passed over"
    where = f"after the record {held.id!r}" if held is not None else "there"
    at = held.place if held is not None else place
    return f"byte {at:,}: what stands {where} is no readable record ({error}); passed over"


def _ends_well(file: BinaryIO, place: int, is_gzip: bool) -> bool:
    """Whether the record at a place is as long as it says: two line ends stand after it, or its gzip member ends."""
    head = b""
    left: int | None = None
    for part in _unpacked(file, place) if is_gzip else _plain(file, place):
        if left is None:
            head += part
            end = head.find(b"\r\n\r\n")
            if end < 0:
                if len(head) > _BLOCK:
                    return False
                continue
            if (length := _length(head[:end])) is None:
                return False
            left, part = length, head[end + 4 :]
        if len(part) >= left + 4:
            return part[left : left + 4] == b"\r\n\r\n"
        if len(part) > left:  # the line ends are cut by the border of two parts: near enough
            return part[left:] == b"\r\n\r\n"[: len(part) - left]
        left -= len(part)
    return left == 0


def _length(head: bytes) -> int | None:
    for line in head.split(b"\r\n"):
        key, _, value = line.partition(b":")
        if key.strip().lower() == b"content-length":
            return int(value) if value.strip().isdigit() else None
    return None


def _plain(file: BinaryIO, place: int) -> Iterator[bytes]:
    file.seek(place)
    while part := file.read(_BLOCK):
        yield part


def _unpacked(file: BinaryIO, place: int) -> Iterator[bytes]:
    """One gzip member; a broken one ends with a part that no record ends with."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for part in _plain(file, place):
            while part and not unpacker.eof:
                yield unpacker.decompress(part, _BLOCK)
                part = unpacker.unconsumed_tail
            if unpacker.eof:
                return
    except zlib.error:
        pass
    yield b"\0" * 8


def _next_start(file: BinaryIO, place: int, is_gzip: bool) -> int | None:
    """Where the next record can begin, at or after a place."""
    mark = _GZIP_START if is_gzip else _PLAIN_START
    kept = b""
    for part in _plain(file, place):
        block = kept + part
        if (found := mark.search(block)) is not None:
            return place + found.start()
        kept = block[-_LONGEST_MARK:]
        place += len(block) - len(kept)
    return None
