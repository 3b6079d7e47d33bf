"""Names of places brought to one form, so that Sana'a, Ṣan‘ā’ and SANAA meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from whowhom import data

_DROPPED = re.compile(r"[’‘'`´ʿʾʼʻ.]")
_BLANKS = re.compile(r"[\s\-–/_]+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ǝ": "a", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Lower-case, without accents, apostrophes and points, hyphens as blanks, "Saint" as "St"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _BLANKS.sub(" ", _DROPPED.sub("", plain)).strip()
    return "st " + plain[6:] if plain.startswith("saint ") else plain


@lru_cache(maxsize=1)
def day_names() -> frozenset[str]:
    """Weekdays and months, which belong to no name before them."""
    tables = ("when/weekdays.csv", "when/months.csv")
    return frozenset(name for table in tables for row in data.rows(table) for name in row["names"].split("|"))
