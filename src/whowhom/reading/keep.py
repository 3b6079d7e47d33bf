"""Fetched pages, written as they came to a WARC archive (ISO 28500, version 1.1), so that every record of an event can
be made again from the bytes that it was made from.

One exchange is one write at the end of the file, compressed record by record: what a crash or a full disk leaves is a
readable archive, but for a torn record at its very end, which the next run cuts off before it goes on.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from whowhom.errors import ReadError
from whowhom.lock import is_taken
from whowhom.version import CODER_VERSION

Pairs = Sequence[tuple[bytes, bytes]]
_BLOCK = 1 << 20
_LONGEST_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. `body` has its content coding but no chunks any more; `moment` is when it was
    answered, `ip` the address of the machine that did, None where a cache did."""

    address: str
    sent: Pairs
    status: int
    reason: str
    received: Pairs
    body: bytes
    moment: datetime
    ip: str | None = None


class Keeper:
    """Writes exchanges to the end of an archive, `.warc` or `.warc.gz`; the file is opened with the first one.

    Raises ReadError, which names the archive, where it cannot be written to.
    """

    def __init__(self, path: Path) -> None:
        if not path.name.lower().endswith((".warc", ".warc.gz")):
            raise ReadError(str(path), "pages are kept in a WARC archive: give a name that ends in .warc.gz or .warc")
        self.path = path
        self._is_gzip = path.name.lower().endswith(".gz")
        self._file: BinaryIO | None = None

    def open(self) -> None:
        """Makes the archive, or finds the end of the one that is there; nothing where that is done."""
        if self._file is not None:
            return
        try:
            file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
        except OSError as error:
            raise self._error(error) from error
        try:
            if is_taken(file.fileno()):
                raise OSError(0, "another run is writing to it")
            end = _end_of_records(file, self._is_gzip)
            file.truncate(end)
            self._append(file, b"" if end else self._packed(_about(self.path.name)))
        except OSError as error:
            file.close()
            raise self._error(error) from error
        self._file = file

    def keep(self, exchange: Exchange) -> None:
        self.open()
        assert self._file is not None
        request, response = _records(exchange)
        try:
            self._append(self._file, self._packed(response) + self._packed(request))
        except OSError as error:
            raise self._error(error) from error

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _packed(self, record: bytes) -> bytes:
        return gzip.compress(record, 6) if self._is_gzip else record

    def _append(self, file: BinaryIO, content: bytes) -> None:
        end = file.seek(0, os.SEEK_END)
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            file.truncate(end)  # a full disk: the archive stays whole
            raise

    def _error(self, error: OSError) -> ReadError:
        return ReadError(str(self.path), f"pages cannot be kept here: {error.strerror or error}")


def _about(name: str) -> bytes:
    fields = f"software: whowhom/{CODER_VERSION}\r\nformat: WARC File Format 1.1\r\n".encode()
    headers = [("WARC-Filename", name), ("Content-Type", "application/warc-fields")]
    return _record("warcinfo", _new_id(), datetime.now(UTC), headers, fields)


def _records(exchange: Exchange) -> tuple[bytes, bytes]:
    """The record of the request and that of the response, which name each other."""
    path = exchange.address.split("://", 1)[-1].partition("/")[2]
    asked = _message(b"GET /" + path.encode("ascii", "replace") + b" HTTP/1.1", exchange.sent)
    status = f"HTTP/1.1 {exchange.status} {exchange.reason}".rstrip().encode("latin-1", "replace")
    answered = _message(status, _as_stored(exchange.received, len(exchange.body)))
    request, response = _new_id(), _new_id()
    about = [("WARC-Target-URI", exchange.address)]
    told = [*about, *([("WARC-IP-Address", exchange.ip)] if exchange.ip else [])]
    digest = ("WARC-Payload-Digest", _digest(exchange.body))
    http = ("Content-Type", "application/http; msgtype=")
    return (
        _record("request", request, exchange.moment, [*told, (http[0], http[1] + "request")], asked, response),
        _record(
            "response",
            response,
            exchange.moment,
            [*told, digest, (http[0], http[1] + "response")],
            answered + exchange.body,
        ),
    )


def _as_stored(received: Pairs, length: int) -> Pairs:
    """The headers true of the body as it is kept: without chunks, with its length."""
    dropped = (b"transfer-encoding", b"content-length")
    return [
        *(pair for pair in received if pair[0].lower() not in dropped),
        (b"Content-Length", str(length).encode()),
    ]


def _message(first: bytes, headers: Pairs) -> bytes:
    return b"\r\n".join([first, *(key + b": " + value for key, value in headers), b"", b""])


def _record(
    kind: str, id: str, moment: datetime, headers: list[tuple[str, str]], block: bytes, concurrent: str | None = None
) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {id}",
        f"WARC-Date: {moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        *(f"{key}: {value}" for key, value in headers),
        *([f"WARC-Concurrent-To: {concurrent}"] if concurrent else []),
        f"WARC-Block-Digest: {_digest(block)}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _digest(content: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def _end_of_records(file: BinaryIO, is_gzip: bool) -> int:
    """Bytes up to the end of the last whole record. Raises OSError where something else than a torn end follows it."""
    end = 0
    size = file.seek(0, os.SEEK_END)
    while end < size:
        found = _end_of_member(file, end) if is_gzip else _end_of_plain(file, end)
        if found is None:
            raise OSError(0, f"at byte {end:,} stands no record of a WARC archive; give another name")
        if found > size or found == end:
            break
        end = found
    return end


def _end_of_member(file: BinaryIO, place: int) -> int | None:
    """Where the gzip member at a place ends, `place` where the file ends before it, None where there is none."""
    file.seek(place)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    at = place
    try:
        while part := file.read(_BLOCK):
            at += len(part)
            while part and not unpacker.eof:
                unpacker.decompress(part, _BLOCK)
                part = unpacker.unconsumed_tail
            if unpacker.eof:
                return at - len(unpacker.unused_data)
    except zlib.error:
        return None
    return place


def _end_of_plain(file: BinaryIO, place: int) -> int | None:
    file.seek(place)
    head = file.read(_LONGEST_HEAD)
    if not head.startswith(b"WARC/"[: len(head)]):
        return None
    end = head.find(b"\r\n\r\n")
    if end < 0:
        return place if len(head) < _LONGEST_HEAD else None
    lines = (line.partition(b":") for line in head[:end].split(b"\r\n"))
    length = next((value.strip() for key, _, value in lines if key.lower() == b"content-length"), b"")
    return place + end + 4 + int(length) + 4 if length.isdigit() else None
