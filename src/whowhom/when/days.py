"""Days of the calendar: weeks, months and years as first and last day, and holidays by their rules."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year"]
Days = tuple[date, date, Precision]
"""First and last day, and what they are exact to."""


def day(value: date) -> Days:
    return value, value, "day"


def week(value: date) -> Days:
    monday = value - timedelta(days=value.weekday())
    return monday, monday + timedelta(days=6), "day"


def month(year: int, number: int, count: int = 1) -> Days:
    """`count` months from this one; months beyond 12 or below 1 run over into other years."""
    first, last = year * 12 + number - 1, year * 12 + number - 2 + count
    return date(first // 12, first % 12 + 1, 1), _last_of_month(last // 12, last % 12 + 1), "month"


def year(first: int, last: int | None = None) -> Days:
    return date(first, 1, 1), date(last or first, 12, 31), "year"


def _last_of_month(year: int, number: int) -> date:
    return date(year, number, calendar.monthrange(year, number)[1])


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    return date(year, (h + i - 7 * m + 114) // 31, (h + i - 7 * m + 114) % 31 + 1)


def _weekday_of_month(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, the last for -1."""
    if nth < 0:
        last = _last_of_month(year, number)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, number, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def holiday_in(rule: str, year: int, weekdays: dict[str, int]) -> date:
    """The day of a holiday in a year by its rule: "12-25", "easter -2", "thursday 4 11 +1", "election"."""
    words = rule.split()
    if words[0] == "easter":
        return easter(year) + timedelta(days=int(words[1]))
    if words[0] == "election":
        return _weekday_of_month(year, 11, 0, 1) + timedelta(days=1)
    if words[0] in weekdays:
        found = _weekday_of_month(year, int(words[2]), weekdays[words[0]], int(words[1]))
        return found + timedelta(days=int(words[3]) if len(words) > 3 else 0)
    number, day_number = words[0].split("-")
    return date(year, int(number), int(day_number))
