"""Days, weeks, months, quarters and years, in which incidents are counted."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from whowhom.errors import StoreError

Period = Literal["day", "week", "month", "quarter", "year"]
PERIODS: tuple[Period, ...] = get_args(Period)
EXACT_ENOUGH: dict[Period, tuple[str, ...]] = {
    "day": ("day",),
    "week": ("day",),
    "month": ("day", "month"),
    "quarter": ("day", "month"),
    "year": ("day", "month", "year"),
}
"""Precisions of dates that fall into one period."""
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
MOST = 50_000
"""Periods of one answer: 130 years day by day."""


def first_days(first: date, last: date, by: Period) -> list[date]:
    """The first day of each period (weeks begin on Monday), from that of `first` to that of `last`. Raises `StoreError`
    for more than `MOST`."""
    if by in DAYS:  # day 1 of the calendar is a Monday
        step = DAYS[by]
        numbers = range((first.toordinal() - 1) // step * step + 1, last.toordinal() + 1, step)
    else:
        step = MONTHS[by]
        numbers = range(_month(first) // step * step, _month(last) + 1, step)
    if len(numbers) > MOST:
        raise StoreError(
            f"{first} to {last} has {len(numbers):,} periods by {by}: take longer ones, or a later day to begin on"
        )
    return [date.fromordinal(n) if by in DAYS else date(n // 12, n % 12 + 1, 1) for n in numbers]


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1
