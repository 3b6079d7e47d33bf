"""Streams cut into lists: by number, by time, and no item read before it is wanted."""

from __future__ import annotations

import pytest

from whowhom.chunks import in_chunks


@pytest.mark.parametrize(
    ("count", "cut"), [(0, []), (1, [[0]]), (3, [[0, 1, 2]]), (4, [[0, 1, 2], [3]]), (6, [[0, 1, 2], [3, 4, 5]])]
)
def test_lists_have_the_number_asked_for_and_the_last_what_is_left(count: int, cut: list[list[int]]) -> None:
    assert list(in_chunks(range(count), 3)) == cut


def test_what_comes_when_the_time_is_over_ends_a_list() -> None:
    assert list(in_chunks("abc", 3, seconds=-1.0)) == [["a"], ["b"], ["c"]]


def test_no_item_is_read_before_its_list_is_wanted() -> None:
    items = iter(range(9))
    chunks = in_chunks(items, 2)
    assert (next(chunks), next(items), next(chunks)) == ([0, 1], 2, [3, 4])
