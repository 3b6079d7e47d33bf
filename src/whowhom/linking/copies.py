"""Copies of one text: what an agency wires and outlets print, whole or shortened, under titles of their own.

A text is kept as a bottom-k sketch (Broder 1997, "On the resemblance and containment of documents"): the smallest of
the hashes of its shingles, a MinHash with one hash function. Two sketches tell how much two texts overlap, and also how
much of the shorter one the longer one holds, which MinHash signatures of many functions do not. Words are hashed by
BLAKE2b and joined by arithmetic of 64 bits: sketches kept in a store stay comparable over versions and machines.
"""

from __future__ import annotations

import hashlib
import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from whowhom import data
from whowhom.linking.groups import Tie, key

if TYPE_CHECKING:
    from whowhom.linking.profiles import ReportProfile

SHINGLE = 5
"""Words."""
SKETCH = 256
"""Hashes kept of a text, of four bytes."""
KEYS = 16
"""Of these the smallest, by which copies are found: of texts that share half of their shingles, all but one pair in
65,000 share one; of those that share a fifth, as when much was cut, all but one in 35."""
THRESHOLD = 0.5
"""How much of the shorter text the longer one holds. Reports of one event by different writers share less than .1, and
with long quotations .3."""
FEWEST = 8
"""Hashes to compare: fewer tell nothing."""
LINE = 400
"""Characters: a longer line is a paragraph, or a whole text without line breaks, and no furniture."""
TOKEN = re.compile(r"\w+")
FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without pattern: 2^64 by the golden ratio."""


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's shingles, sorted; empty for a text of fewer than `SHINGLE` words."""
    words = [_hash(word) for word in TOKEN.findall(body(text).lower())]
    if len(words) < SHINGLE:
        return ()
    hashes = np.array(words, dtype=np.uint64)
    mixed = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for at in range(SHINGLE):
        mixed = mixed * FACTOR + hashes[at : at + len(mixed)]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * FACTOR
    return tuple(np.unique(mixed >> np.uint64(32))[:SKETCH].tolist())


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def body(text: str) -> str:
    """The text without an outlet's furniture: the dateline, credit lines, notes to the reader. Apostrophes and
    quotation marks are no words, so that their kind does not matter."""
    lines = [line for line in text.splitlines() if len(line) > LINE or not _furniture().match(line)]
    return _dateline().sub("", "\n".join(lines), count=1)


@cache
def _furniture() -> re.Pattern[str]:
    """A line that is none of the text."""
    rows = data.rows("linking/furniture.csv", required=("line",))
    return re.compile(rf"\W{{0,9}}(?:{'|'.join(row['line'] for row in rows)})", re.IGNORECASE)


@cache
def _dateline() -> re.Pattern[str]:
    """ "CAIRO, May 3 (Reuters) - " at the beginning: capitals, and a dash or an agency's name or both."""
    return re.compile(r"\A\s*[A-Z][A-Z .'/-]+(?:,[^\n()–—-]{1,40})?\s*(?:\([^()\n]{2,40}\)\s*[-–—:]*|[-–—]{1,2})\s")


def overlap(one: Sequence[int], other: Sequence[int]) -> tuple[float, float]:
    """Of two sketches: resemblance (Jaccard) and how much of the shorter text the longer one holds, 0 to 1."""
    # Below the smaller of the two last hashes both sketches are complete, unless a text is so short that all are kept.
    last = min((s[-1] for s in (one, other) if len(s) == SKETCH), default=1 << 32)
    mine, theirs = set(one[: bisect_right(one, last)]), set(other[: bisect_right(other, last)])
    if min(len(mine), len(theirs)) < FEWEST:
        same = float(bool(one) and tuple(one) == tuple(other))
        return same, same
    both = len(mine & theirs)
    return both / len(mine | theirs), both / min(len(mine), len(theirs))


class CopyLinker:
    """Copies as a `Linker` of report profiles. The copies of one text are one voice."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold
        self.most = sys.maxsize

    def keys(self, member: ReportProfile) -> frozenset[int]:
        return frozenset(key("copy", value) for value in member.sketch[:KEYS])

    def tie(self, one: ReportProfile, other: ReportProfile) -> Tie:
        return Tie.TIGHT if overlap(one.sketch, other.sketch)[1] >= self.threshold else Tie.NONE

    def split(self, members: Sequence[ReportProfile]) -> list[list[ReportProfile]]:
        """All of them: what an agency sends first, its update and what two outlets cut from these are one voice."""
        return [list(members)]
