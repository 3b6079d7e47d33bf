"""From bytes to clean characters: encodings told and untold, line ends, invisible characters.

Cleaning happens here, before a Report is made, so that the spans of all later stages point into the cleaned text.
It leaves ordinary text alone, character by character: texts that come with offsets of their own keep them.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from whowhom.errors import ReadError
from whowhom.reading.tables import rows

_SAMPLE = 65_536
"""Bytes looked at to tell what a file is."""
_MOSTLY_ASCII = 0.05
"""English in a Western encoding has fewer bytes above 127 than this share; a language of another script has more."""

_CONTROL = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
_INVISIBLE = re.compile("[\0\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Dropped: they have no width and tear words apart (soft hyphens, joiners, marks of direction, NUL)."""
_BLANK = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]"
)
"""Turned into a space: control characters, spaces of other widths, halves of surrogate pairs."""


def clean(text: str) -> str:
    """The text with `\\n` as its only line end, without NUL, control and invisible characters.

    Everything else, runs of spaces included, stands as it was.
    """
    return _BLANK.sub(" ", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))


def decode(content: bytes, name: str, charset: str | None = None) -> str:
    """The characters of a file, not yet cleaned.

    What the bytes are counts for more than what is said of them: UTF-8 wherever they are valid UTF-8, then the
    declared encoding where they fit it (`charset`, as HTTP tells it, before that of the page itself), else a guess;
    bytes that fit nothing become U+FFFD.

    Raises ReadError where the file is empty or not text.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise ReadError(name, "empty")
    _refuse_known_kinds(content, name)
    if (wide := _wide_encoding(content)) is not None:
        return content.decode(wide, errors="replace").removeprefix("\ufeff")
    _refuse_binary(content, name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_other(content, charset)


def encoding_of(sample: bytes) -> str:
    """The encoding to read a long file by, told from its beginning: for tables, which are read a row at a time."""
    if (wide := _wide_encoding(sample)) is not None:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(sample, final=False)
    except UnicodeDecodeError:
        return "cp1252" if _share_above_ascii(sample) < _MOSTLY_ASCII else _guess(sample)
    return "utf-8-sig"


def _refuse_known_kinds(content: bytes, name: str) -> None:
    for row in rows("file_kinds.csv"):
        if content.startswith(bytes.fromhex(row["magic"])):
            raise ReadError(name, f"is {row['kind']}")


def _refuse_binary(content: bytes, name: str) -> None:
    sample = content[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > len(sample) * 0.02 or sample.count(0) > len(sample) * 0.1:
        raise ReadError(name, "is binary, not text")


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by where its NULs stand."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = content[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 8 and max(even, odd) > len(sample) * 0.3 and min(even, odd) < len(sample) * 0.05:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _decode_other(content: bytes, charset: str | None) -> str:
    if (text := _nearly_utf8(content)) is not None:
        return text
    match = _DECLARED.search(content[:4096])
    declared = [name for name in (charset, match[1].decode("ascii") if match else None) if name]
    for name in declared:
        try:
            encoding = codecs.lookup(name).name
            if encoding not in ("utf-8", "ascii", "iso8859-1"):
                return content.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue  # no such encoding of text, or the bytes are of another
    western = _share_above_ascii(content) < _MOSTLY_ASCII or any("8859-1" in name for name in declared)
    # what pages call ISO 8859-1 is Windows-1252, with its curly quotation marks
    return content.decode("cp1252" if western else _guess(content[:_SAMPLE]), errors="replace")


def _nearly_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a file cut short, a stray paste): where most of what is not ASCII fits."""
    text = content.decode("utf-8", errors="replace")
    above = sum(1 for char in text if char > "\x7f")
    return text if text.count("\ufffd") * 4 <= above else None


def _share_above_ascii(content: bytes) -> float:
    return 1 - len(content.decode("ascii", errors="ignore")) / max(1, len(content))


def _guess(sample: bytes) -> str:
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
