"""Kinds of input that this version names but does not read."""

from __future__ import annotations

from pathlib import Path

from whowhom.errors import ReadError
from whowhom.reading.given import Found, Given


def read_warc(path: Path, given: Given) -> Found:
    raise ReadError(given.name, "reading WARC archives is not in this version; extract its pages first")


def read_address(address: str, given: Given) -> Found:
    raise ReadError(given.name, "reading addresses is not in this version; save the page first")
