"""Is a text English? Told from its script and its function words, offline and in microseconds.

A third to a half of the running words of any language are its function words. In English news "the", "of", "to"
and their like do not fall below a fifth, while in other languages the few that look alike ("in", "a", "die") stay
below a tenth.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from whowhom.errors import NotEnglishError
from whowhom.reading.tables import rows

_FEWEST_WORDS = 20
"""A text with fewer words counts as English."""
_SAMPLE = 8_000
"""Characters looked at, half of them from the beginning, half from the middle."""
_SURELY_ENGLISH = 0.2
_OTHER_SCRIPT = 0.5
_NO_ENGLISH = 0.04
_OTHER_LANGUAGE = 0.1

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S+")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def check_english(text: str, name: str) -> None:
    """Nothing where the text is English or too short to tell.

    Raises NotEnglishError, which says the script or language that it seems to be in.
    """
    sample = _sample(text)
    if (script := _other_script(sample)) is not None:
        raise NotEnglishError(name, f"not English: written in {script} script; only English reports are coded")
    if "@" in sample or "http" in sample or "www" in sample:
        sample = _ADDRESS.sub(" ", sample)
    words = _WORDS.findall(sample.replace("’", "'"))
    if len(words) < _FEWEST_WORDS:
        return
    total = len(words)
    english = sum(map(_profiles()["English"].__contains__, map(str.lower, words))) / total
    if english >= _SURELY_ENGLISH:
        return
    counts = Counter(map(str.lower, words))
    others = {
        language: sum(counts[word] for word in known) / total
        for language, known in _profiles().items()
        if language != "English"
    }
    language, most = max(others.items(), key=lambda item: item[1])
    if most > english and most >= _OTHER_LANGUAGE:
        raise NotEnglishError(name, f"not English: it seems to be {language}; only English reports are coded")
    # of an unknown language only where there are running words, not names and figures alone, as in lists of results
    if english < _NO_ENGLISH and sum(word[0].islower() for word in words) >= max(3 * _FEWEST_WORDS, total // 2):
        reason = f"not English: of its words only {english:.0%} are English function words"
        raise NotEnglishError(name, f"{reason}; only English reports are coded")


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    half, middle = _SAMPLE // 2, len(text) // 2
    return f"{text[:half]} {text[middle : middle + half]}"


def _other_script(sample: str) -> str | None:
    """The script of most of the letters where it is not Latin; scripts without spaces have no words to count."""
    if _of_other_script().search(sample) is None:
        return None
    starts, ends, names = _scripts()
    letters = Counter[str]()
    for char, count in Counter(sample).items():
        if char.isalpha():
            index = bisect_right(starts, char) - 1
            letters[names[index] if index >= 0 and char <= ends[index] else ""] += count
    total = letters.total()
    foreign = total - letters.pop("", 0)
    if foreign < 5 or foreign < total * _OTHER_SCRIPT:
        return None
    # Japanese writes with Chinese characters between its own
    return "Japanese" if letters["Japanese"] * 10 > foreign else letters.most_common(1)[0][0]


@cache
def _profiles() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(row["words"].split()) for row in rows("function_words.csv")}


@cache
def _of_other_script() -> re.Pattern[str]:
    starts, ends, _ = _scripts()
    return re.compile(f"[{''.join(f'{first}-{last}' for first, last in zip(starts, ends, strict=True))}]")


@cache
def _scripts() -> tuple[list[str], list[str], list[str]]:
    ordered = sorted(
        (chr(int(row["first"], 16)), chr(int(row["last"], 16)), row["name"]) for row in rows("scripts.csv")
    )
    return [first for first, _, _ in ordered], [last for _, last, _ in ordered], [name for _, _, name in ordered]
