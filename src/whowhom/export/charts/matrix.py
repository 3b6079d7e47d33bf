"""All pairs: who acts on whom, a cell a pair, with its count of incidents; the colour is their mean intensity."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whowhom.export.charts.picture import CONFIG, INK, RULE, Spec, linked, notice, store_told
from whowhom.export.relations import order
from whowhom.store.dyads import Pair
from whowhom.store.naming import common_name

CELL = 38
"""Pixels of a cell's side: four digits fit."""
HOSTILE, EVEN, FRIENDLY = "#b8420a", "#f7f7f7", "#00568c"
DEEP = 5.5
"""Intensity, either way, from which a cell is so dark that its count is white."""
NOTICE_WIDTH = 600

Link = Callable[[Pair], str | None]


def matrix_chart(
    pairs: Sequence[Pair],
    since: str | None = None,
    until: str | None = None,
    held: tuple[int, int] | None = None,
    link: Link | None = None,
) -> Spec:
    """The specification; `held` are the reports and events of the store (see `dyads.held`), `link` gives the address to
    which the cell of a pair leads."""
    title = {"text": "Who acts on whom", "subtitle": _subtitle(since, until, held), "frame": "bounds"}
    if not pairs:
        return notice(title, "No incidents between two parties", NOTICE_WIDTH)
    names = [common_name(party) for party in order(pairs)]
    rows = [
        {
            "actor": common_name(pair.actor),
            "recipient": common_name(pair.recipient),
            "incidents": pair.incidents,
            "intensity": round(pair.intensity, 2),
            "told": f"{common_name(pair.actor)} on {common_name(pair.recipient)}: {pair.incidents:,} "
            f"(mean intensity {pair.intensity:+.1f})",
            "address": link(pair) if link else None,
        }
        for pair in pairs
    ]
    side = {"step": CELL}
    return {
        "config": CONFIG,
        "description": f"{title['text']}: incidents of each pair of {len(names)} parties",
        "title": title,
        "width": side,
        "height": side,
        "encoding": {"y": _axis("actor", names, "left", "who acts"), "x": _axis("recipient", names, "top", "on whom")},
        "layer": [_diagonal(names), _cells(rows, len(names)), _counts(rows)],
    }


def _subtitle(since: str | None, until: str | None, held: tuple[int, int] | None) -> list[str]:
    time = " ".join(part for part in (f"from {since}" if since else "", f"to {until}" if until else "") if part)
    return [
        line
        for line in (
            f"Incidents{f' {time}' if time else ''}, each counted once however many reports tell of it.",
            "What two do together counts both ways.",
            store_told(held),
        )
        if line
    ]


def _axis(field: str, names: list[str], side: str, title: str) -> Spec:
    axis: Spec = {"orient": side, "title": title, "domain": False, "ticks": False, "labelColor": INK, "labelLimit": 200}
    if side == "top":
        axis |= {"labelAngle": -50, "labelAlign": "left", "titleAnchor": "start"}
    else:
        axis |= {"titleAngle": 0, "titleAlign": "right", "titleX": -6, "titleY": -8}
    return {"field": field, "type": "ordinal", "scale": {"domain": names, "padding": 0.04}, "axis": axis}


def _diagonal(names: list[str]) -> Spec:
    """What happens within a party is not counted: its cells are lined out."""
    return {
        "data": {"values": [{"actor": name, "recipient": name} for name in names]},
        "mark": {"type": "rect", "color": RULE},
    }


def _cells(rows: list[Spec], parties: int) -> Spec:
    legend = {
        "title": ["mean intensity,", "−10 most hostile,", "10 most cooperative"],
        "titlePadding": 8,
        "gradientLength": min(160, CELL * parties),
        "values": [-10, -5, 0, 5, 10],
    }
    scale = {"domain": [-10, 0, 10], "range": [HOSTILE, EVEN, FRIENDLY], "interpolate": "lab"}
    colour = {"field": "intensity", "type": "quantitative", "scale": scale, "legend": legend}
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "stroke": RULE, "strokeWidth": 0.5},
        "encoding": {"color": colour, "description": {"field": "told"}, **linked(rows)},
    }


def _counts(rows: list[Spec]) -> Spec:
    white = {"test": f"abs(datum.intensity) >= {DEEP}", "value": "#ffffff"}
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "fontSize": 12},
        "encoding": {
            "text": {"field": "incidents", "type": "quantitative", "format": ",d"},
            "color": {"condition": white, "value": INK},
            "description": {"field": "told"},
            **linked(rows),
        },
    }
