"""Compile the weights of English words from the frequencies of wordfreq.

    pip install wordfreq==3.1.1
    python tools/build_words.py

Writes src/whowhom/data/linking/word_weights.tsv: a word as `whowhom.linking.words` gives it, and its weight, most
frequent first. The weight is -ln of the share of texts of LENGTH words that hold the word at least once, if words fell
at random: near 0 for "the", without a list of stop words, and -ln(LENGTH * frequency) for rare ones. A short LENGTH
keeps common words from weighing nothing, and FLOOR keeps what is very rare (often a misspelling) from weighing all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

from wordfreq import get_frequency_dict

from whowhom.linking.words import WORD, stem

OUT = Path(__file__).parent.parent / "src/whowhom/data/linking/word_weights.tsv"
LENGTH = 200
FLOOR = 1e-7
"""Once in ten million words; rarer words, and unknown ones, weigh as much as that."""
KEPT = 40_000


def main() -> None:
    frequencies: dict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict("en", wordlist="large").items():
        if WORD.fullmatch(word):
            frequencies[stem(word)] += frequency
    kept = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    # The last line stands for all that is rarer: an invented word that no text holds.
    rows = [(word, share(frequency)) for word, frequency in kept] + [("#rare", share(FLOOR))]
    OUT.write_text("".join(f"{word}\t{-math.log(s):.2f}\n" for word, s in rows), encoding="utf-8")


def share(frequency: float) -> float:
    """Of texts of LENGTH words that hold a word of this frequency."""
    return 1 - math.exp(-LENGTH * max(frequency, FLOOR))


if __name__ == "__main__":
    main()
