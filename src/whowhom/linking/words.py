"""The words of a text and how much each tells.

A word's weight is the logarithm of how few reports hold it, reckoned from how frequent it is in English at large
(`word_weights.tsv`, made by tools/build_words.py) and not from the reports at hand: so the likeness of two reports
never depends on what else is in a store, nor on the order in which it came there. What news says more often than other
English ("spokesman", "photo", "on Monday") is weighed by `news_words.csv`.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from whowhom import data

WORD = re.compile(r"[^\W\d_]\w+(?:['’]\w+)*")
"""Starts with a letter, at least two characters: numbers (tolls, years, prices) differ between reports of one event
and agree between reports of different ones."""
NAME = re.compile(r"(?<=[^\W\d_A-Z] |[,;] )[A-Z]\w+")
"""Capitalised after a lower-case word or a comma: not because a sentence starts there."""
SHORTEST = 4
"""Letters of the shortest word that may lose an ending."""


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case and without endings of number and possession. Numbers and single
    letters are left out."""
    return [stem(word) for word in WORD.findall(text)]


def names(text: str) -> frozenset[str]:
    """Those of its `words` that are written as names within a sentence."""
    return frozenset(stem(word) for word in NAME.findall(text))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """One form for singular, plural and possessive (Harman's S stemmer, 1991, and a little more). What comes out need
    not be a word ("alway"): it only has to be the same for all of them."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    if len(word) < SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def weight(word: str) -> float:
    """How much a word (as `words` gives it) tells, from 0 for what every text holds to `rarest` for what is unknown."""
    return _weights().get(word, rarest())


@cache
def rarest() -> float:
    """The weight of a word that the table does not know."""
    return max(_weights().values())


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = {}
    (path,) = data.paths("linking/word_weights.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        word, value = line.split("\t")
        weights[word] = float(value)
    for row in data.rows("linking/news_words.csv", required=("word", "share")):
        try:
            share = float(row["share"])
        except ValueError as error:
            raise row.error(f"share is {row['share']!r}; expected a number above 0, at most 1") from error
        known = weights.get(stem(row["word"]), math.inf)
        weights[stem(row["word"])] = min(known, -math.log(share))
    return weights
