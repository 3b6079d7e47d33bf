"""Lines of tab-separated files that know no quoting: a cell never holds what would break its line."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.export.characters import scalar

CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
"""Control characters become blanks; so do, by `str.split`, all other characters that end a line."""


def cell(value: object) -> str:
    """One cell: white space made single blanks, double quotes made single ones, lone surrogates U+FFFD, None empty."""
    if value is None:
        return ""
    return " ".join(scalar(str(value)).translate(CONTROLS).split()).replace('"', "'")


def line(cells: Iterable[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode("utf-8")
