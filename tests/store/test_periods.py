"""The periods in which incidents are counted."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from whowhom.errors import StoreError
from whowhom.store.periods import PERIODS, Period, first_days


@pytest.mark.parametrize(
    ("by", "days"),
    [
        ("day", ["2023-12-31", "2024-01-01"]),
        ("week", ["2023-12-25", "2024-01-01"]),
        ("month", ["2023-12-01", "2024-01-01"]),
        ("quarter", ["2023-10-01", "2024-01-01"]),
        ("year", ["2023-01-01", "2024-01-01"]),
    ],
)
def test_new_year(by: Period, days: list[str]) -> None:
    assert [day.isoformat() for day in first_days(date(2023, 12, 31), date(2024, 1, 1), by)] == days


@pytest.mark.parametrize("by", PERIODS)
def test_each_follows_the_one_before(by: Period) -> None:
    found = first_days(date(1999, 11, 17), date(2005, 3, 2), by)
    lengths = {(after - before).days for before, after in pairwise(found)}
    allowed = {"day": {1}, "week": {7}, "month": {28, 29, 30, 31}, "quarter": {90, 91, 92}, "year": {365, 366}}
    assert lengths == allowed[by]
    assert found[0] <= date(1999, 11, 17)
    assert found[-1] <= date(2005, 3, 2)


def test_to_the_end_of_the_calendar() -> None:
    assert first_days(date(9999, 12, 31), date.max, "month") == [date(9999, 12, 1)]
    with pytest.raises(StoreError, match="periods by day"):
        first_days(date(2024, 1, 1), date.max, "day")


def test_backwards_is_none() -> None:
    assert first_days(date(2024, 2, 1), date(2024, 1, 1), "month") == []
