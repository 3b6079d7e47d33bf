"""Who acts on whom as a network: arrows from actor to recipient, as thick as there are incidents, in the colour and
with the dash of their most frequent quad class; states are circles, other parties squares.

It is drawn twice, for a wide and for a narrow page: type keeps its size, and a narrow picture has fewer parties.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whowhom.export.relations import quad_names
from whowhom.store.naming import common_name, country_code
from whowhom.web.pictures.layout import LINE, Box, Point, names_at, places
from whowhom.web.pictures.markup import element, mark, picture, words
from whowhom.web.pictures.values import Act, ToPair, ToParty
from whowhom.web.words import count as counted

SMALLEST, LARGEST = 5.0, 20.0
"""Pixels of a party's radius; in between, its area is as its incidents."""
THINNEST, THICKEST = 1.2, 6.0
BEND, SWING = 0.14, 44.0
"""How far the bend of an arrow lies off the straight line, of its length and at most in pixels: those of two directions
part."""
HEAD = 7.0
LOWEST = 120.0
"""Pixels of the height of a picture of two parties."""
DASHES = {1: (2, 3), 2: (), 3: (7, 3), 4: (12, 3, 2, 3)}
"""Of quad classes, as in the chart of relations, for a line `USUAL` pixels wide; longer for thicker ones."""
USUAL = 2.2


@dataclass(frozen=True)
class Size:
    """Of a picture, in pixels: room at the sides is for names. It has its full height from half its parties on."""

    kind: str
    width: float
    height: float
    side: float
    parties: int
    arrows: int
    letters: int
    """Of a name that is shown whole."""

    def height_for(self, parties: int) -> float:
        return LOWEST + (self.height - LOWEST) * min(1.0, 2 * (parties - 2) / self.parties)


SIZES = (Size("wide", 960, 600, 90, 36, 100, 34), Size("narrow", 370, 470, 60, 12, 30, 22))


def network(acts: Sequence[Act], to_party: ToParty | None = None, to_pair: ToPair | None = None) -> str:
    """The network at both sizes, and its legend."""
    others = [act for act in acts if act.actor != act.recipient and act.incidents > 0]
    if not others:
        return element("p", "No incident is between two parties.", class_="picture-note")
    drawn = [_picture(others, size, to_party, to_pair) for size in SIZES]
    return element("div", *drawn, _legend(), class_="picture-frame")


def _picture(acts: Sequence[Act], size: Size, to_party: ToParty | None, to_pair: ToPair | None) -> str:
    counts = _counts(acts)
    chosen = {name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[: size.parties]}
    shown = sorted(acts, key=lambda act: (-act.incidents, act.actor, act.recipient))
    shown = [act for act in shown if act.actor in chosen and act.recipient in chosen][: size.arrows]
    parties = sorted({name for act in shown for name in (act.actor, act.recipient)})
    most = max(counts[party] for party in parties)
    radii = {p: max(SMALLEST, LARGEST * math.sqrt(counts[p] / most)) for p in parties}
    height = size.height_for(len(parties))
    room = Box(size.side, 30, size.width - 2 * size.side, height - 60)
    at = places(_pull(shown), radii, room)
    names = {party: _short(common_name(party), size.letters) for party in parties}
    boxes = names_at(at, radii, names, (size.width, height), _ways(shown, at, radii))
    heaviest = shown[0].incidents
    told = f"Network of {counted(len(parties), 'party', 'parties')} and {counted(len(shown), 'relation')} between them"
    return picture(
        f"network {size.kind}", told,
        *(_arrow(act, at, radii, heaviest, to_pair) for act in reversed(shown)),
        *(
            _party(party, at[party], radii[party], _told(party, acts), names[party], boxes[party], to_party)
            for party in sorted(parties, key=lambda one: -radii[one])
        ),
        viewBox=f"0 0 {size.width:.0f} {height:.0f}",
    )  # fmt: skip


def _counts(acts: Sequence[Act]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for act in acts:
        counts[act.actor] += act.incidents
        counts[act.recipient] += act.incidents
    return counts


def _pull(acts: Sequence[Act]) -> dict[tuple[str, str], float]:
    both: Counter[tuple[str, str]] = Counter()
    for act in acts:
        both[min(act.actor, act.recipient), max(act.actor, act.recipient)] += act.incidents
    return {pair: math.log1p(count) for pair, count in both.items()}


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def _told(party: str, acts: Sequence[Act]) -> str:
    acting = sum(act.incidents for act in acts if act.actor == party)
    acted_on = sum(act.incidents for act in acts if act.recipient == party)
    return f"{common_name(party)}: acts on others in {counted(acting, 'incident')}, is acted on in {acted_on:,}"


def _party(party: str, at: Point, radius: float, told: str, name: str, box: Box, to: ToParty | None) -> str:
    x, y = at
    if country_code(party):
        shape = element("circle", cx=x, cy=y, r=radius)
    else:
        side = radius * 1.8
        shape = element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=2)
    left, anchor = (
        (box.left, "start") if box.left >= x
        else (box.left + box.width, "end") if box.left + box.width <= x
        else (box.left + box.width / 2, "middle")
    )  # fmt: skip
    text = element("text", words(name), x=left, y=box.top + LINE * 0.78, text_anchor=anchor)
    return mark(to(party) if to else None, told, shape, text, class_="party", data_party=party)


def _arrow(act: Act, at: Mapping[str, Point], radii: Mapping[str, float], heaviest: int, to: ToPair | None) -> str:
    """Bent, with its head at the recipient's edge."""
    width = max(THINNEST, THICKEST * math.sqrt(act.incidents / heaviest))
    one, other = at[act.actor], at[act.recipient]
    middle = _bend(one, other)
    head = min(HEAD + width, math.dist(one, other) / 3)
    start = _towards(one, middle, radii[act.actor] + 1)
    tip = _towards(other, middle, radii[act.recipient] + 1.5)
    base = _towards(other, middle, radii[act.recipient] + 1.5 + head)
    line = f"M{_xy(start)}Q{_xy(middle)} {_xy(base)}"
    dash = _dash(act.quad, width)
    told = (
        f"{common_name(act.actor)} on {common_name(act.recipient)}: {counted(act.incidents, 'incident')}, "
        f"most of them {quad_names()[act.quad]}"
    )
    return mark(
        to(act.actor, act.recipient) if to else None, told,
        element("path", d=line, class_="reach"),
        element("path", d=line, class_=f"line s{act.quad}", stroke_width=width, stroke_dasharray=dash),
        element("path", d=_head(tip, base, 0.55 * head), class_=f"q{act.quad}"),
        class_="tie", tabindex=-1, data_actor=act.actor, data_recipient=act.recipient,
    )  # fmt: skip


def _ways(acts: Sequence[Act], at: Mapping[str, Point], radii: Mapping[str, float]) -> dict[str, list[Point]]:
    """Where arrows come to and leave each party."""
    found: dict[str, list[Point]] = {}
    for act in acts:
        middle = _bend(at[act.actor], at[act.recipient])
        for party in (act.actor, act.recipient):
            found.setdefault(party, []).extend(_towards(at[party], middle, radii[party] + away) for away in (8, 20, 36))
    return found


def _bend(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    bend = min(BEND, SWING / max(math.dist(one, other), 1.0))
    return (x1 + x2) / 2 + bend * (y2 - y1), (y1 + y2) / 2 - bend * (x2 - x1)


def _dash(quad: int, width: float) -> str | None:
    return " ".join(f"{part * max(1.0, width / USUAL):.1f}" for part in DASHES[quad]) or None


def _towards(point: Point, other: Point, steps: float) -> Point:
    away = max(math.dist(point, other), 1e-6)
    return point[0] + (other[0] - point[0]) * steps / away, point[1] + (other[1] - point[1]) * steps / away


def _head(tip: Point, base: Point, half: float) -> str:
    away = max(math.dist(tip, base), 1e-6)
    dx, dy = (tip[0] - base[0]) / away * half, (tip[1] - base[1]) / away * half
    return f"M{_xy(tip)}L{_xy((base[0] - dy, base[1] + dx))} {_xy((base[0] + dy, base[1] - dx))}z"


def _xy(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _legend() -> str:
    return element("ul", *_entries(), class_="picture-legend")


def _entries() -> Iterator[str]:
    for quad, name in quad_names().items():
        dash = _dash(quad, 3.0)
        line = element("line", x1=0, x2=38, y1=6, y2=6, class_=f"s{quad}", stroke_width=3, stroke_dasharray=dash)
        yield _entry(line, "long", 38, name)
    yield _entry(element("circle", cx=6, cy=6, r=5), "party", 12, "state")
    yield _entry(element("rect", x=1, y=1, width=10, height=10, rx=2), "party", 12, "other party")


def _entry(sign: str, kind: str, width: int, name: str) -> str:
    return element("li", element("svg", sign, class_=kind, viewBox=f"0 0 {width} 12", aria_hidden="true"), " ", name)
