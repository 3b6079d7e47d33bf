"""Days, weeks, months, quarters and years of a timeline: their ends, names and ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whowhom.store.periods import DAYS, MONTHS, Period
from whowhom.web import words

STEPS: dict[Period, tuple[int, ...]] = {
    "day": (1, 2, 7, 14, 28, 91, 364),
    "week": (1, 2, 4, 13, 26, 52, 104, 520),
    "month": (1, 3, 6, 12, 24, 60, 120),
    "quarter": (1, 2, 4, 8, 20, 40),
    "year": (1, 2, 5, 10, 20, 50, 100),
}
"""Every how many periods there can be a tick, so that years and weeks begin with one."""


@dataclass(frozen=True, slots=True)
class Tick:
    """`index` of the period; `year` is told where it is another than that of the tick before."""

    index: int
    name: str
    year: str


def period_end(first: str, by: Period) -> str:
    """The last day of the period that begins on `first`."""
    day = date.fromisoformat(first)
    if by in DAYS:
        return (day + timedelta(days=DAYS[by] - 1)).isoformat()
    years, month = divmod(day.month - 1 + MONTHS[by], 12)
    return (date(day.year + years, month + 1, 1) - timedelta(days=1)).isoformat()


def period_name(first: str, by: Period) -> str:
    """ "June 2024", "week from 3 June 2024"."""
    return f"week from {words.day_told(first)}" if by == "week" else words.period_told(first, by)


def ticks(periods: Sequence[str], by: Period, most: int) -> list[Tick]:
    """At most about so many, evenly spaced."""
    numbers = [_number(first, by) for first in periods]
    step = next((one for one in STEPS[by] if len(numbers) / one <= most), STEPS[by][-1])
    found: list[Tick] = []
    year = ""
    for index, number in enumerate(numbers):
        if number % step == 0 or len(periods) <= step:
            first = periods[index]
            found.append(Tick(index, _short(first, by), "" if first[:4] == year or by == "year" else first[:4]))
            year = first[:4]
            if len(periods) <= step:
                break
    return found


def _number(first: str, by: Period) -> int:
    """Counts periods through all time, so that multiples of a step are the same whatever is shown."""
    day = date.fromisoformat(first)
    if by in DAYS:
        return (day.toordinal() - 1) // DAYS[by]
    return (day.year * 12 + day.month - 1) // MONTHS[by]


def _short(first: str, by: Period) -> str:
    month = words.MONTHS[int(first[5:7]) - 1][:3]
    return {
        "day": f"{int(first[8:])} {month}", "week": f"{int(first[8:])} {month}", "month": month,
        "quarter": f"Q{(int(first[5:7]) + 2) // 3}", "year": first[:4],
    }[by]  # fmt: skip
