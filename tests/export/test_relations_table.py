"""Relations on a terminal."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from whowhom.export.relations import percent, period_name
from whowhom.export.relations_table import shorthand, show_dyad, show_matrix
from whowhom.store.dyads import Pair, Relation


def shown(show, width: int = 100) -> list[str]:
    out = Console(width=width, highlight=False)
    with out.capture() as capture:
        show(out)
    return [line.rstrip() for line in capture.get().splitlines()]


def squeezed(line: str) -> str:
    return " ".join(line.split())


def relation(period: str, quad: int, a: int = 0, b: int = 0, mutual: int = 0, **values: float) -> Relation:
    given = {"intensity": None, "disputed": None, "not_actual": None} | values
    return Relation(period, quad, a + b + mutual, a, b, mutual, **given, reports=1, voices=1)


def row(lines: list[str], head: str) -> str:
    (found,) = [squeezed(line) for line in lines if line.startswith(head)]
    return found


MAY = [
    relation("2024-05-01", 1, 3, 1, 0, intensity=4.0, disputed=0.0, not_actual=0.5),
    relation("2024-05-01", 2),
    relation("2024-05-01", 3),
    relation("2024-05-01", 4, 0, 1, 1200, intensity=-9.0, disputed=0.25, not_actual=0.0),
]
JUNE = [relation("2024-06-01", quad) for quad in (1, 2, 3, 4)]
JULY = [
    relation("2024-07-01", 1, 1, intensity=4.0, disputed=0.0, not_actual=0.0),
    *(relation("2024-07-01", quad) for quad in (2, 3, 4)),
]


def test_a_line_a_period_with_incidents_and_one_for_all() -> None:
    lines = shown(lambda out: show_dyad([*MAY, *JUNE, *JULY], "Russia", "North Korea", "month", out))
    assert lines[0] == "Russia (A) and North Korea (B)"
    assert row(lines, "2024-05") == "2024-05 4 · · 1,201 3 2 1,200 -9.0 25 % <1 %"
    assert row(lines, "2024-07") == "2024-07 1 · · · 1 · · +4.0 0 % 0 %"
    assert row(lines, "all") == "all 5 · · 1,201 4 2 1,200 -8.9 25 % <1 %"
    assert not [line for line in lines if line.startswith("2024-06")]


def test_what_is_in_no_period_has_a_line_of_its_own() -> None:
    undated = replace(MAY[3], period=None)
    lines = shown(lambda out: show_dyad([*JULY, undated], "Russia", "North Korea", "month", out))
    assert row(lines, "undated") == "undated · · · 1,201 · 1 1,200 -9.0 25 % 0 %"
    assert row(lines, "all").startswith("all 1 · · 1,201 1 1 1,200 -9.0")
    assert lines[1] == "incidents by month, 2024-07"


def test_names_are_no_markup() -> None:
    lines = shown(lambda out: show_dyad(MAY, "[bold]A\nB", "[/x]", "month", out))
    assert lines[0] == "[bold]A B (A) and [/x] (B)"


def test_no_incidents_are_told() -> None:
    for relations in ([], JUNE):
        assert "no incidents" in shown(lambda out, r=relations: show_dyad(r, "Russia", "Malta", "month", out))
    assert shown(lambda out: show_matrix([], out)) == ["no incidents between two parties"]


PAIRS = [Pair("RUS", "PRK", 1300, 4.0), Pair("PRK", "RUS", 2, -8.0), Pair("United Nations", "PRK", 1, 0.0)]


def test_who_acts_in_rows_on_whom_in_columns_most_active_first() -> None:
    lines = shown(lambda out: show_matrix(PAIRS, out))
    assert [squeezed(line) for line in lines] == [
        "who acts on whom PRK RUS UN",
        "PRK North Korea 2 ·",
        "RUS Russia 1,300 ·",
        "UN United Nations 1 ·",
    ]


def test_a_narrow_terminal_shows_the_first_parties_and_says_so() -> None:
    lines = shown(lambda out: show_matrix(PAIRS, out), width=36)
    assert squeezed(lines[0]) == "who acts on whom PRK RUS"
    assert "2 of 3 parties" in " ".join(lines)


def test_shorthands() -> None:
    names = ("RUS", "Hezbollah", "African Union", "Organization for Security and Co-operation in Europe")
    assert [shorthand(name) for name in names] == ["RUS", "Hezbo", "AU", "OSCE"]
    assert shorthand("al shabaab") != ""


def test_names_of_periods_and_shares() -> None:
    day = "2024-07-01"
    assert [period_name(day, by) for by in ("day", "week", "month", "quarter", "year")] == [
        day, day, "2024-07", "2024 Q3", "2024",
    ]  # fmt: skip
    assert [percent(share) for share in (None, 0.0, 0.004, 0.25, 1.0)] == ["", "0 %", "<1 %", "25 %", "100 %"]
