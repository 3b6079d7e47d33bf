"""What HTTP does to the bytes of a page on their way, undone with a limit: chunks, gzip, deflate, br, zstd.

A few kilobytes of any of these can stand for gigabytes: nothing here unpacks further than it was asked to.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

ACCEPTED = "gzip, deflate, br, zstd"
"""What a client can ask for, as `Accept-Encoding` has it."""

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_MARKS = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


class EncodingError(ValueError):
    """The bytes are not in the encoding that they are said to be in, end too early, or unpack to more than allowed."""


def decoded(body: bytes, codings: str, limit: int) -> bytes:
    """The body without its content codings (`gzip`, `br, gzip`: the last was applied last), of at most `limit` bytes.

    Many archives and some servers keep the header of a body that is unpacked already: a body that begins as markup
    does stays as it is. Raises EncodingError.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",") if name.strip()]):
        if coding in ("identity", "none", "utf-8"):
            continue
        if (undo := _UNDO.get(coding.removeprefix("x-"))) is None:
            raise EncodingError(f"is encoded as {coding!r}, which is not read")
        if _looks_like_markup(body):
            break
        body = undo(body, limit + 1)
        if len(body) > limit:
            raise EncodingError(f"unpacks to more than {limit / 1e6:g} MB")
    return body


def without_chunks(body: bytes) -> bytes:
    """A body in HTTP/1.1's chunks put together; one that is not in chunks, whatever its header says, stays as it is.

    Raises EncodingError where it begins in chunks and does not end in them.
    """
    parts: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\r\n", position, position + 1000)
        size = _chunk_size(body[position:end]) if end >= 0 else None
        if size is None or (size and body[end + 2 + size : end + 4 + size] != b"\r\n"):
            if not parts:
                return body
            raise EncodingError("breaks off in the middle of its chunks")
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 4 + size


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    try:
        return int(digits, 16) if digits.isalnum() else None
    except ValueError:
        return None


def _looks_like_markup(body: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _inflate(body: bytes, most: int) -> bytes:
    """gzip of one or many members, or zlib; the raw deflate that some servers send for zlib."""
    unpacked = bytearray()
    window = _GZIP_OR_ZLIB
    while body and len(unpacked) < most:
        unpacker = zlib.decompressobj(window)
        try:
            unpacked += unpacker.decompress(body, most - len(unpacked))
        except zlib.error as error:
            if unpacked:
                break  # padding after the last member
            if window < 0 or body[:2] in _MARKS:
                raise EncodingError(f"cannot be unpacked ({error})") from error
            window = -zlib.MAX_WBITS
            continue
        if not unpacker.eof and len(unpacked) < most:
            raise EncodingError("breaks off in the middle of its compressed data")
        body = unpacker.unused_data
    return bytes(unpacked)


def _unbrotli(body: bytes, most: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    return _read(lambda: BrotliReader(io.BytesIO(body)).read(most))


def _unzstd(body: bytes, most: int) -> bytes:
    from fastwarc.stream_io import ZstdReader

    return _read(lambda: ZstdReader(io.BytesIO(body)).read(most))


def _read(unpack: Callable[[], bytes]) -> bytes:
    try:
        return unpack()
    except OSError as error:
        raise EncodingError(f"cannot be unpacked ({error})") from error


_UNDO: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflate,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
