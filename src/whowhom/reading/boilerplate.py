"""Lines of a page that are no part of the report: pointers to other reports, buttons, sign-ups, picture credits.

The patterns stand in `data/reading/boilerplate.csv`: `start` matches the beginning of a line, `line` all of it; case
is ignored. Every pattern has an example, which the tests read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from whowhom.errors import DataError
from whowhom.reading.tables import rows

_LONGEST_LINE = 400
"""Characters: a longer line is a paragraph of the report, however it begins."""
_BULLET = re.compile(r"^\W*?(?=\w|https?:|©|\(c\))")
_LETTERS = re.compile(r"[^\W_]+")


def without_boilerplate(lines: Iterable[str], title: str | None, links: frozenset[str] = frozenset()) -> list[str]:
    """The lines that belong to the report, in order, without the headline where it stands again before the text,
    without a line that was there before (page furniture is, paragraphs are not), and without lines that are one link
    from end to end. `links` are the texts of the page's links as `letters` gives them."""
    kept: list[str] = []
    seen: set[str] = set()
    headline = letters(title or "")
    for line in lines:
        key = letters(line)
        if not key or key in seen or key in links or is_boilerplate(line):
            continue
        if len(kept) < 2 and headline and key == headline:
            continue
        if len(key) > 40:
            seen.add(key)
        kept.append(line)
    return kept


def is_boilerplate(line: str) -> bool:
    """Whether a line is page furniture by its words alone."""
    if len(line) > _LONGEST_LINE:
        return False
    starts, whole = _patterns()
    bare = _BULLET.sub("", line, count=1)
    return starts.match(bare) is not None or whole.fullmatch(bare) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    found: dict[str, list[str]] = {"start": [], "line": []}
    for number, row in enumerate(rows("boilerplate.csv"), start=2):
        try:
            re.compile(row["pattern"], re.I)
            found[row["match"]].append(f"(?:{row['pattern']})")
        except (re.error, KeyError) as error:
            raise DataError(f"data/reading/boilerplate.csv, line {number}: {error!r}") from error
    return re.compile("|".join(found["start"]), re.I), re.compile("|".join(found["line"]), re.I)


def letters(line: str) -> str:
    """The words of a line in lower case, by which lines are compared."""
    return " ".join(_LETTERS.findall(line)).casefold()
