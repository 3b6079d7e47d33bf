"""Counts read from sentences: how many were killed, injured, arrested."""

from __future__ import annotations

import pytest

from whowhom.linking.counts import Counts

COUNTS = Counts()

CASES = [
    ("Shelling killed 12 villagers.", [("killed", "12")]),
    ("At least 14 people were killed and 30 others injured.", [("killed", "at least 14"), ("injured", "30")]),
    ("The raid left two dead and dozens wounded.", [("killed", "2"), ("injured", "dozens")]),
    ("A blast killed at least 84 people, including 10 children.", [("killed", "at least 84")]),
    ("The death toll rose to 1,204 on Monday.", [("killed", "1204")]),
    ("Twenty-five miners were reportedly killed.", [("killed", "25")]),
    ("Six soldiers killed in an ambush were buried.", [("killed", "6")]),
    ("Over 3 million people have been displaced.", [("displaced", "more than 3000000")]),
    ("Police arrested more than 100 marchers.", [("arrested", "more than 100")]),
    ("Four people are dead, 3 missing.", [("killed", "4"), ("missing", "3")]),
    ("Gunmen took 40 pupils hostage; nearly 40 pupils were taken hostage.", [("abducted", "about 40")]),
    ("Rebels freed 19 of the sailors.", [("released", "19")]),
    ("Two gunmen killed a guard.", []),
    ("Two gunmen killed 12 people.", [("killed", "12")]),
    ("A 31-year-old man was killed after 12 years abroad.", []),
    ("The heat killed 40% of the herd.", []),
    ("Nobody was hurt.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_counts(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = COUNTS(sentence)
    assert [(count.field, count.value) for count in found] == expected


def test_a_count_stands_on_characters() -> None:
    sentence = "Officials said at least 1.5 million people had been displaced."
    (count,) = COUNTS(sentence)
    assert sentence[count.start : count.end] == "at least 1.5 million"
    assert count.number == 1_500_000
