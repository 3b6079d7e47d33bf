"""Pictures of relations: what an SVG and a PNG hold."""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from whowhom.errors import WhowhomError
from whowhom.export.charts import picture
from whowhom.export.charts.matrix import matrix_chart
from whowhom.export.charts.relations import COLOURS, relations_chart
from whowhom.store.dyads import Pair, Relation

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


def relation(period: str, quad: int, incidents: int) -> Relation:
    told = incidents > 0
    return Relation(period, quad, incidents, incidents, 0, 0, *((1.0, 0.25, 0.5) if told else (None, None, None)), 1, 1)


def months(count: int, incidents: Sequence[int] = (3, 1, 2, 0)) -> list[Relation]:
    """Months from 2020 on, each with these counts of the four quad classes."""
    first_days = (date(2020 + number // 12, number % 12 + 1, 1).isoformat() for number in range(count))
    return [relation(day, quad, n) for day in first_days for quad, n in enumerate(incidents, 1)]


def drawn(spec: picture.Spec) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg(spec))


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]


def marks(svg: ElementTree.Element, role: str) -> list[dict[str, str]]:
    return [e.attrib for e in svg.iter(f"{SVG}path") if e.get("aria-roledescription") == role]


def links(svg: ElementTree.Element) -> list[str]:
    return [element.attrib[LINK] for element in svg.iter(f"{SVG}a")]


def test_one_line_a_quad_class_each_with_its_colour_and_dash() -> None:
    lines = marks(drawn(relations_chart(months(6), "Russia", "North Korea")), "line mark")
    assert [line["stroke"] for line in lines] == list(COLOURS.values())
    assert len({line.get("stroke-dasharray") for line in lines}) == 4


def test_marks_stand_where_there_are_incidents_one_shape_a_quad_class() -> None:
    points = marks(drawn(relations_chart(months(6), "Russia", "North Korea")), "point")
    of_lines = [point for point in points if "2020" in point["aria-label"]]
    assert len(of_lines) == 6 * 3
    assert len({point["d"] for point in of_lines}) == 3


def test_the_picture_says_what_it_counts() -> None:
    spec = relations_chart(months(6), "Russia", "North Korea", held=(1200, 9400))
    told = texts(drawn(spec))
    assert "Russia and North Korea" in told
    assert "incidents a month" in told
    assert {
        "verbal cooperation (18)",
        "material cooperation (6)",
        "verbal conflict (12)",
        "material conflict (0)",
    } <= set(told)
    subtitle = " ".join(told)
    assert "36 from 2020-01 to 2020-06" in subtitle
    assert "Denied by somebody: 25 %. Told by nobody as done: 50 %." in subtitle
    assert "1,200 reports with 9,400 events" in subtitle


def test_the_axis_begins_at_zero_and_counts_in_whole_incidents() -> None:
    told = texts(drawn(relations_chart(months(2, (1, 0, 0, 0)), "Russia", "North Korea")))
    assert [text for text in told if text.isdecimal()] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("by", "name"), [("week", "2020-01-01"), ("month", "2020-01"), ("quarter", "2020 Q1"), ("year", "2020")]
)
def test_periods_have_names_on_the_axis(by: Any, name: str) -> None:
    assert name in texts(drawn(relations_chart(months(1), "Russia", "North Korea", by)))


def test_a_single_period_is_marked_though_it_makes_no_line() -> None:
    points = marks(drawn(relations_chart(months(1), "Russia", "North Korea")), "point")
    assert len([point for point in points if "2020" in point["aria-label"]]) == 3


def test_thirty_years_by_month_are_lines_on_an_axis_of_years() -> None:
    svg = drawn(relations_chart(months(360), "Russia", "North Korea"))
    assert not [point for point in marks(svg, "point") if "-01" in point["aria-label"]]
    assert {"2022", "2048"} <= set(texts(svg))
    assert marks(svg, "line mark")[0]["d"].count("L") == 359


def test_what_is_in_no_period_is_told_and_not_drawn() -> None:
    undated = [replace(one, period=None) for one in months(1, (0, 0, 0, 7)) if one.incidents]
    svg = drawn(relations_chart([*months(6), *undated], "Russia", "North Korea"))
    assert "36 from 2020-01 to 2020-06; 7 more are not dated to the month." in " ".join(texts(svg))
    assert "material conflict (0)" in texts(svg)
    alone = drawn(relations_chart(undated, "Russia", "North Korea"))
    assert "7 are not dated to the month." in " ".join(texts(alone))


@pytest.mark.parametrize("relations", [[], months(12, (0, 0, 0, 0))])
def test_no_incidents_are_told(relations: list[Relation]) -> None:
    svg = drawn(relations_chart(relations, "Russia", "Malta", held=(5, 7)))
    assert "No incidents" in texts(svg)
    assert marks(svg, "line mark") == []


@pytest.mark.parametrize("count", [3, 100])
def test_marks_lead_where_the_caller_says(count: int) -> None:
    def address(one: Relation) -> str | None:
        return f"events?since={one.period}&quad={one.quad}" if one.quad != 2 else None

    found = links(drawn(relations_chart(months(count), "Russia", "North Korea", link=address)))
    assert found[:2] == ["events?since=2020-01-01&quad=1", "events?since=2020-01-01&quad=3"]
    assert len(found) == 2 * count


@pytest.mark.parametrize("address", ["/events?a=1", "../x", "https://example.org/x?a=1&b=2", "?q=%C3%A9"])
def test_addresses_stay_as_given(address: str) -> None:
    assert set(links(drawn(matrix_chart([Pair("RUS", "PRK", 3, 2.0)], link=lambda pair: address)))) == {address}


def test_names_that_mean_something_in_xml_are_text() -> None:
    svg = drawn(relations_chart(months(2), 'A & "B"', "<C>"))
    assert 'A & "B" and <C>' in texts(svg)


def test_a_cell_a_pair_with_its_count_and_names_of_the_parties() -> None:
    pairs = [Pair("RUS", "PRK", 1300, 4.0), Pair("PRK", "RUS", 2, -8.0), Pair("United Nations", "PRK", 1, 0.0)]
    svg = drawn(matrix_chart(pairs, "2024", "2024-06", (10, 20), link=lambda pair: f"?{pair.actor}"))
    told = texts(svg)
    assert {"1,300", "2", "1"} <= set(told)
    assert [told.count(name) for name in ("Russia", "North Korea", "United Nations")] == [2, 2, 2]
    assert "Incidents from 2024 to 2024-06" in " ".join(told)
    cells = {cell["aria-label"]: cell["fill"] for cell in marks(svg, "rect mark") if "intensity" in cell["aria-label"]}
    assert len(cells) == len(set(cells.values())) == 3
    assert set(links(svg)) == {"?RUS", "?PRK", "?United Nations"}


def test_a_matrix_without_pairs_says_so() -> None:
    assert "No incidents between two parties" in texts(drawn(matrix_chart([])))


def test_png_has_twice_the_pixels(tmp_path: Path) -> None:
    spec = relations_chart(months(6), "Russia", "North Korea")
    picture.save(spec, tmp_path / "relations.png")
    picture.save(spec, tmp_path / "relations.svg")
    content = (tmp_path / "relations.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    root = ElementTree.parse(tmp_path / "relations.svg").getroot()
    expected = (2 * float(root.attrib["width"]), 2 * float(root.attrib["height"]))
    assert struct.unpack(">II", content[16:24]) == pytest.approx(expected, abs=2)


def test_another_suffix_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.png"):
        picture.save(matrix_chart([]), tmp_path / "matrix.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(WhowhomError, match=r"pip install 'whowhom\[charts\]'"):
        picture.save(matrix_chart([]), tmp_path / "matrix.svg")
    assert list(tmp_path.iterdir()) == []
