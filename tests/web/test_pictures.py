"""The pictures of the page: well-formed, linked, without style or script of their own, and true to the counts."""

import gzip
import math
import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from whowhom import data
from whowhom.web.pictures import Act, MapCount, network, status_mark, themed, timeline, world_map
from whowhom.web.pictures.atlas import WORLD, borders, outlines, regions
from whowhom.web.pictures.layout import Box, names_at, places
from whowhom.web.pictures.periods import period_end, ticks
from whowhom.web.pictures.world import class_floors

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"figure", "div", "p", "ul", "li", "svg", "g", "a", "title", "path", "rect", "circle", "line", "text", "use"}
HOSTILE = "\"><script>alert(1)</script><a onload='x' & \u202e]]>"
COUNTS = {"UKR": MapCount(120, 9), "RUS": MapCount(80), "MLT": MapCount(1), "XKX": MapCount(7), "ISR": MapCount(30)}
STATES = {row["country"] for row in data.rows("actors/states.csv") if row["country"]}
PLACES = {row["country"] for row in data.rows("where/countries.csv") if row["latitude"]}
GONE = {"ANT", "SCG"}
"""States that are no more, whose codes the table of places still has."""


@dataclass(frozen=True)
class Count:
    period: str | None
    quad: int
    incidents: int


BARS = [Count("2024-01-01", 4, 5), Count("2024-01-01", 1, 2), Count("2024-03-01", 3, 40), Count("2024-03-01", 2, 1)]
ACTS = [Act("RUS", "UKR", 50, -8.0, 4), Act("UKR", "RUS", 20, -7.0, 4), Act("USA", "UKR", 30, 5.0, 2),
        Act("NATO", "UKR", 4, 3.0, 1), Act("SDN", "Rapid Support Forces", 9, -8.0, 4)]  # fmt: skip


def parsed(markup):
    """Raises if the markup is not well-formed; HTML around an SVG has no namespace."""
    return ElementTree.fromstring(f"<figure>{markup}</figure>")


def links(markup):
    return [found.get("href") for found in parsed(markup).iter() if found.tag in ("a", f"{SVG}a")]


def with_class(markup, name):
    return [one for one in parsed(markup).iter() if name in (one.get("class") or "").split()]


def to_place(code):
    return f"/incidents?place={code}"


def to_time(first, last, quad):
    return f"/incidents?since={first}&until={last}"


def to_pair(one, other):
    return f"/dyad?one={one}&other={other}"


PICTURES = {
    "map": world_map(COUNTS, to_place),
    "empty map": world_map({}, to_place),
    "one state": world_map({"UKR": MapCount(1)}),
    "unknown state": world_map({HOSTILE: MapCount(2)}, lambda code: f"/x?{code}"),
    "timeline": timeline(BARS, "month", to_time),
    "empty timeline": timeline([], "month", to_time),
    "one bar": timeline(BARS[:1], "year"),
    "hostile address": timeline(BARS, "week", lambda first, last, quad: HOSTILE),
    "network": network(ACTS, to_place, to_pair),
    "empty network": network([], to_place, to_pair),
    "one act": network(ACTS[:1]),
    "hostile parties": network([Act(HOSTILE, "UKR", 3, 0.0, 1)], lambda party: f"/x?{party}", to_pair),
    "status": status_mark("planned", True),
    "hostile status": status_mark(HOSTILE),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_well_formed_and_safe(name):
    for one in parsed(PICTURES[name]).iter():
        assert one.tag.removeprefix(SVG) in TAGS
        assert not [key for key in one.attrib if key == "style" or key.startswith("on")]
    assert "\u202e" not in PICTURES[name]
    assert "://" not in PICTURES[name].replace("http://www.w3.org/2000/svg", "")


def test_all_that_can_be_reached_has_a_name():
    for markup in PICTURES.values():
        for found in parsed(markup).iter(f"{SVG}a"):
            assert found.get("aria-label")
            assert found.get("aria-label") == found.findtext(f"{SVG}title")


def test_every_state_is_on_the_map():
    assert STATES - outlines().keys() == set()
    assert PLACES - GONE - {"ATA"} - outlines().keys() == set()


def test_outlines_lie_within_the_map():
    for one in outlines().values():
        assert WORLD.holds(one), one.code
        assert re.fullmatch(r"(?:m(?:-?\d+ ?)+z)*", one.path), one.code
    assert len(borders()["agreed"]) > len(borders()["disputed"]) > 500
    assert all(0 <= one.x < one.x + one.width <= 4000 for one in regions())


def test_large_states_have_outlines_of_about_their_size():
    """Square kilometres; the projection keeps areas."""
    globe = 510_000_000 / (4 * math.pi * (4000 / (2 * 2.70663)) ** 2)
    for code, size in {"RUS": 17_100_000, "BRA": 8_500_000, "FRA": 549_000, "ESH": 266_000, "UKR": 603_000}.items():
        assert outlines()[code].area * globe == pytest.approx(size, rel=0.08), code


def rings(path):
    """The rings of a path of steps, as lists of places."""
    x = y = 0
    for ring in path.split("m")[1:]:
        steps = [int(number) for number in re.findall(r"-?\d+", ring)]
        places = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            places.append((x, y))
        yield places
        x, y = places[0]


def test_disputed_lands_are_drawn_where_the_table_of_places_has_them():
    for code in ("XKX", "TWN", "PSE", "ESH"):
        assert outlines()[code].path, code
    simferopol = (2220, 330)

    def holds(code):
        """Whether a ring of the state goes around Simferopol without going further than Crimea."""
        return any(
            min(x for x, _ in ring) < simferopol[0] < max(x for x, _ in ring)
            and min(y for _, y in ring) < simferopol[1] < max(y for _, y in ring)
            and max(x for x, _ in ring) - min(x for x, _ in ring) < 60
            for ring in rings(outlines()[code].path)
        )

    assert holds("UKR")
    assert not holds("RUS")


def test_states_on_the_map_are_told_and_linked():
    markup = PICTURES["map"]
    assert set(links(markup)) == {to_place(code) for code in COUNTS}
    assert "Ukraine: 120 incidents, 9 disputed" in markup
    assert "Malta: 1 incident<" in markup
    reachable = [one for one in parsed(markup).iter(f"{SVG}a") if one.get("tabindex") != "-1"]
    assert len(reachable) == len(COUNTS)
    assert len(with_class(markup, "dot")) >= 1  # Malta


def test_states_without_an_outline_are_told_beside_the_map():
    assert "Not on the map" not in PICTURES["map"]
    markup = world_map({"ZZZ": MapCount(3)}, to_place)
    assert 'Not on the map: <a href="/incidents?place=ZZZ">ZZZ: 3 incidents</a>' in markup


def test_what_has_no_incidents_is_no_link():
    assert links(world_map({"FRA": MapCount(0)}, to_place)) == []
    assert links(world_map(COUNTS, lambda code: None if code == "UKR" else to_place(code))).count(to_place("UKR")) == 0


@pytest.mark.parametrize("most", [0, 1, 3, 5, 6, 9, 40, 412, 9_999, 1_000_000])
def test_classes_hold_every_count(most):
    floors = class_floors([1, most] if most else [])
    assert floors == sorted(set(floors))
    assert len(floors) <= 5
    assert not most or (floors[0] == 1 and floors[-1] <= most)


def test_every_period_has_its_days_and_its_link():
    groups = [one for one in parsed(PICTURES["timeline"]).iter() if one.get("data-first")]
    assert [(one.get("data-first"), one.get("data-last"), one.get("data-incidents")) for one in groups] == [
        ("2024-01-01", "2024-01-31", "7"), ("2024-02-01", "2024-02-29", "0"), ("2024-03-01", "2024-03-31", "41"),
    ]  # fmt: skip
    assert links(PICTURES["timeline"]) == [
        to_time("2024-01-01", "2024-01-31", 0),
        to_time("2024-03-01", "2024-03-31", 0),
    ]
    assert "January 2024: 7 incidents (verbal cooperation 2; material conflict 5)" in PICTURES["timeline"]


def test_what_is_in_no_period_or_counts_nothing_is_left_out():
    more = [Count(None, 4, 9), Count("2020-01-01", 1, 0)]
    assert timeline([*BARS, *more], "month", to_time) == PICTURES["timeline"]
    assert timeline(more, "month") == PICTURES["empty timeline"]


def test_bars_are_as_high_as_their_counts():
    high = {
        quad: [float(one.get("height")) for one in with_class(PICTURES["timeline"], f"q{quad}") if one.get("x")]
        for quad in (1, 3, 4)
    }
    assert high[3][0] / high[4][0] == pytest.approx(8, rel=0.01)
    assert high[4][0] / high[1][0] == pytest.approx(2.5, rel=0.01)
    zero = float(with_class(PICTURES["timeline"], "zero")[0].get("y1"))
    for quad, above in ((1, True), (3, False)):
        bar = next(one for one in with_class(PICTURES["timeline"], f"q{quad}") if one.get("x"))
        assert (float(bar.get("y")) < zero) is above


def test_days_beyond_drawing_are_told():
    far = [Count("1990-01-01", 1, 1), Count("2024-01-01", 1, 1)]
    assert "too many days to draw" in timeline(far, "day")
    assert len(with_class(timeline(far, "month"), "periods")) == 1


@pytest.mark.parametrize(
    ("first", "by", "last"),
    [("2024-02-29", "day", "2024-02-29"), ("2024-12-30", "week", "2025-01-05"), ("2024-02-01", "month", "2024-02-29"),
     ("2024-10-01", "quarter", "2024-12-31"), ("2023-01-01", "year", "2023-12-31")],
)  # fmt: skip
def test_ends_of_periods(first, by, last):
    assert period_end(first, by) == last


def test_ticks_are_few_and_begin_weeks_and_years():
    days = [(date(2024, 12, 20) + timedelta(days=i)).isoformat() for i in range(40)]
    found = ticks(days, "day", 6)
    assert [(tick.name, tick.year) for tick in found] == [
        ("23 Dec", "2024"), ("30 Dec", ""), ("6 Jan", "2025"), ("13 Jan", ""), ("20 Jan", ""), ("27 Jan", ""),
    ]  # fmt: skip
    months = [f"{2020 + i // 12}-{i % 12 + 1:02}-01" for i in range(50)]
    assert [(tick.name, tick.year) for tick in ticks(months, "month", 5)][:2] == [("Jan", "2020"), ("Jan", "2021")]


def test_the_network_links_parties_and_pairs():
    markup = PICTURES["network"]
    assert {to_place(one) for one in ("RUS", "UKR", "USA", "NATO", "Rapid Support Forces")} <= set(links(markup))
    assert {to_pair(act.actor, act.recipient) for act in ACTS} <= set(links(markup))
    assert "Russia on Ukraine: 50 incidents, most of them material conflict" in markup
    assert "Ukraine: acts on others in 20 incidents, is acted on in 84" in markup


def test_the_network_is_drawn_alike_each_time_and_shows_at_most_so_many():
    many = [Act(f"Party {i}", f"Party {j}", 60 - i, 0.0, 1 + (i + j) % 4) for i in range(60) for j in range(0, 60, 7)]
    drawn = network(many)
    assert drawn == network(list(reversed(many)))
    wide, narrow = with_class(drawn, "picture-network")
    assert len([one for one in wide.iter() if one.get("data-party")]) <= 36
    assert len([one for one in narrow.iter() if one.get("data-party")]) <= 12


def test_quad_classes_are_told_apart_without_colour():
    acts = [Act("RUS", code, 5, 0.0, quad) for quad, code in enumerate(("UKR", "USA", "CHN", "IRN"), 1)]
    lines = {one.get("class"): one.get("stroke-dasharray") for one in with_class(network(acts), "line")}
    assert len(set(lines.values())) == 4


def test_parties_stand_apart():
    names = [f"Party {i}" for i in range(14)]
    radii = {name: 6.0 + i for i, name in enumerate(names)}
    ties = {(names[i], names[(i * 3 + 1) % 14]): 1.0 for i in range(14) if i != (i * 3 + 1) % 14}
    at = places(ties, radii, Box(90, 30, 780, 540))
    for i, one in enumerate(names):
        for other in names[:i]:
            assert math.dist(at[one], at[other]) > radii[one] + radii[other]


@pytest.mark.parametrize("seed", range(12))
def test_names_do_not_cover_each_other(seed):
    """Parties on a grid, each pushed off its point: no springs, whose steps differ with the processor."""
    shaken = random.Random(seed)
    points = {
        f"Party {i}": (150 + i % 4 * 200 + shaken.uniform(-40, 40), 90 + i // 4 * 130 + shaken.uniform(-40, 40))
        for i in range(16)
    }
    radii = {name: shaken.uniform(6, 20) for name in points}
    boxes = list(names_at(points, radii, {name: name for name in points}, (960, 600), {}).values())
    assert sum(one.overlap(other) for i, one in enumerate(boxes) for other in boxes[:i]) == 0


def test_each_status_has_a_sign_of_its_own():
    signs = {
        re.sub(r"<title>.*?</title>| aria-label=\"[^\"]*\"", "", status_mark(modality, disputed))
        for modality in ("actual", "planned", "possible", "negated")
        for disputed in (False, True)
    }
    assert len(signs) == 8
    assert "planned, denied by somebody" in status_mark("planned", True)


def test_charts_of_vega_take_the_page_s_colours():
    chart = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        'class="marks" width="80" height="40" viewBox="0 0 80 40"><rect width="80" height="40" fill="#ffffff"/>'
        '<a xlink:href="/x"><path d="M0,0" stroke="#b8420a"/></a>'
        '<text font-family="sans-serif" fill="#222222">n</text></svg>'
    )
    dressed = themed(chart)
    assert links(dressed) == ["/x"]
    assert re.findall(r'(?:fill|stroke)="([^"]*)"', dressed) == ["var(--paper)", "var(--q4)", "var(--ink)"]
    assert 'viewBox="0 0 80 40"' in dressed
    assert 'width="80" height="40" viewBox' not in dressed


def test_pictures_are_small():
    everywhere = world_map(
        {code: MapCount(i % 90 + 1, i % 5) for i, code in enumerate(sorted(outlines())) if code}, to_place
    )
    days = [
        Count((date(2024, 1, 1) + timedelta(days=i)).isoformat(), quad, i % 9 + 1)
        for i in range(60)
        for quad in (1, 2, 3, 4)
    ]
    parties = sorted(STATES)[:40]
    acts = [Act(one, other, 9, 0.0, 4) for one in parties for other in parties[::4] if one != other]
    for markup, most in (
        (everywhere, 70_000),
        (timeline(days, "day", to_time), 12_000),
        (network(acts, to_place, to_pair), 25_000),
    ):
        assert len(gzip.compress(markup.encode())) < most
