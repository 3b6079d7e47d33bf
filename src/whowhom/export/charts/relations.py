"""Two parties over time: one line a quad class, counts of incidents.

Blue is cooperation and orange conflict (colours that the colour-blind tell apart); each line has a dash and a mark of
its own, so that the picture holds in grey too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from whowhom.export.charts.picture import CONFIG, INK, Spec, linked, notice, store_told
from whowhom.export.relations import Summary, by_quad, percent, period_name, placed, quad_names, time_told
from whowhom.store.dyads import Relation
from whowhom.store.periods import Period

WIDTH, WIDE, HEIGHT = 800, 1100, 320
ENTRY = 200
"""Pixels of an entry of the legend."""
TICKS, LEAST = 5, 4
"""Of the axis of counts: how many ticks about, and the incidents to which it reaches at least."""
MARKED = 60
"""Periods up to which points are marked; beyond they would run into each other."""
NAMED = 24
"""Periods up to which the axis has their names; beyond it is a scale of time."""
APART = 16
"""Pixels between names of periods at least: the font of a page is wider than the one they are measured in."""
MANY = 120
"""Periods up to which the picture has its usual width."""
COLOURS = {1: "#3d94c9", 2: "#00568c", 3: "#e08a00", 4: "#b8420a"}
DASHES = {1: [2, 3], 2: [1, 0], 3: [7, 3], 4: [12, 3, 2, 3]}
MARKS = {1: "circle", 2: "square", 3: "triangle-up", 4: "diamond"}
SIZES = {1: 90, 2: 60, 3: 45, 4: 30}
"""Of marks on one place the later ones, drawn above, leave the earlier to be seen."""

Link = Callable[[Relation], str | None]


def relations_chart(
    relations: Sequence[Relation],
    one: str,
    other: str,
    by: Period = "month",
    held: tuple[int, int] | None = None,
    link: Link | None = None,
) -> Spec:
    """The specification. `one` and `other` are the names to show, `held` the reports and events of the store (see
    `dyads.held`), `link` gives the address to which the mark of a relation leads."""
    title = _title(relations, one, other, by, held)
    shown = placed(relations)
    if not any(relation.incidents for _, relation in shown):
        return notice(title, "No incidents", WIDTH)
    periods = len(shown) // len(quad_names())
    counts = by_quad(relation for _, relation in shown)
    labels = {quad: f"{name} ({counts[quad]:,})" for quad, name in quad_names().items()}
    rows = [
        {
            "period": day,
            "name": period_name(day, by),
            "kind": labels[relation.quad],
            "incidents": relation.incidents,
            "told": f"{period_name(day, by)}: {quad_names()[relation.quad]}, {relation.incidents}",
            "address": link(relation) if link else None,
        }
        for day, relation in shown
    ]
    return {
        "config": CONFIG,
        "description": f"{title['text']}: incidents by {by}, one line a quad class",
        "title": title,
        "spacing": 12,
        "vconcat": [_legend(labels), _lines(rows, labels, periods, by)],
    }


def _title(relations: Sequence[Relation], one: str, other: str, by: Period, held: tuple[int, int] | None) -> Spec:
    told = Summary.of(relation for _, relation in placed(relations))
    others = sum(relation.incidents for relation in relations) - told.incidents
    counted = f"Incidents by {by}, each counted once however many reports tell of it."
    placed_in = others_told = ""
    if time := time_told(relations, by):
        placed_in = f"{told.incidents:,} {'from' if ' to ' in time else 'in'} {time}"
    if others:
        others_told = f"{others:,} {'more are' if time else 'are'} not dated to the {by}"
    shares = f"Denied by somebody: {percent(told.disputed)}. Told by nobody as done: {percent(told.not_actual)}."
    numbers = "; ".join(filter(None, (placed_in, others_told)))
    lines = [counted, numbers and f"{numbers}. {shares if told.incidents else ''}".strip(), store_told(held)]
    return {"text": f"{one} and {other}", "subtitle": [line for line in lines if line]}


def _time(periods: int) -> Spec:
    if periods <= NAMED:
        axis = {"labelAngle": 0, "labelOverlap": "parity", "labelSeparation": APART, "title": None, "grid": False}
        return {
            "field": "name",
            "type": "ordinal",
            "sort": None,
            "scale": {"type": "point", "padding": 0.3},
            "axis": axis,
        }
    axis = {"title": None, "grid": False, "tickCount": 10, "labelOverlap": "parity", "labelSeparation": APART}
    return {"field": "period", "type": "temporal", "scale": {"type": "utc", "padding": 8}, "axis": axis}


def _legend(labels: dict[int, str]) -> Spec:
    """A row of short lines with their marks and names: Vega's own legends show no mark on a line."""
    rows = [
        {"kind": label, "x": number * ENTRY, "end": number * ENTRY + 32, "middle": number * ENTRY + 16}
        for number, label in enumerate(labels.values())
    ]
    place = {"type": "quantitative", "scale": None}
    drawn = {"color": _channel(COLOURS, labels), "x": {"field": "x", **place}}
    line = {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": {
        **drawn, "x2": {"field": "end"}, "strokeDash": _channel(DASHES, labels)}}  # fmt: skip
    mark = {"mark": {"type": "point", "filled": True, "opacity": 1, "size": 60}, "encoding": {
        **drawn, "x": {"field": "middle", **place}, "shape": _channel(MARKS, labels)}}  # fmt: skip
    name = {"mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 38, "fontSize": 12, "color": INK},
            "encoding": {"x": {"field": "x", **place}, "text": {"field": "kind"}}}  # fmt: skip
    return {
        "width": WIDTH,
        "height": 16,
        "data": {"values": rows},
        "encoding": {"y": {"value": 8}},
        "layer": [line, mark, name],
    }


def _lines(rows: list[Spec], labels: dict[int, str], periods: int, by: Period) -> Spec:
    most = max(row["incidents"] for row in rows)
    count = {
        "field": "incidents",
        "type": "quantitative",
        "title": f"incidents a {by}",
        "scale": {"nice": TICKS} if most >= LEAST else {"domain": [0, LEAST]},
        "axis": {"tickMinStep": 1, "format": ",d", "tickCount": TICKS, "domain": False, "ticks": False},
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2 if periods <= MARKED else 1.25, "strokeJoin": "round"},
        "encoding": {"strokeDash": _channel(DASHES, labels)},
    }
    # Marks stand where there are incidents; where there are too many to show, unseen ones still carry links.
    points = {
        "transform": [{"filter": "datum.incidents > 0"}],
        "mark": {"type": "point", "filled": True, "opacity": 1 if periods <= MARKED else 0},
        "encoding": {
            "shape": _channel(MARKS, labels),
            "size": _channel(SIZES, labels),
            "description": {"field": "told"},
            **linked(rows),
        },
    }
    return {
        "width": WIDTH if periods <= MANY else WIDE,
        "height": HEIGHT,
        "data": {"values": rows},
        "encoding": {"x": _time(periods), "y": count, "color": _channel(COLOURS, labels)},
        "layer": [line, points] if periods <= MARKED or linked(rows) else [line],
    }


def _channel(values: Mapping[int, object], labels: dict[int, str]) -> Spec:
    scale = {"domain": list(labels.values()), "range": [values[quad] for quad in labels]}
    return {"field": "kind", "type": "nominal", "scale": scale, "legend": None}
