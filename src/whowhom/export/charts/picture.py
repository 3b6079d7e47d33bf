"""A Vega-Lite specification as SVG (text stays text) or PNG. Drawn in this process; nothing is fetched.

Needs vl-convert-python, the extra `charts`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whowhom.errors import WhowhomError
from whowhom.export.whole import whole_file

Spec = dict[str, Any]
SUFFIXES = (".svg", ".png")
PNG_SCALE = 2.0
"""Pixels of a PNG to one of the specification: sharp in print and on dense screens."""
MARK = "https://whowhom.invalid/"
"""Stands before addresses while a picture is drawn: Vega would take relative ones to be of its own site."""
INK, DIM, RULE = "#222222", "#555555", "#dddddd"
CONFIG: Spec = {
    "font": "sans-serif",
    "background": "#ffffff",
    "padding": 16,
    "view": {"stroke": None},
    "title": {
        "anchor": "start", "frame": "group", "offset": 16, "color": INK, "fontSize": 18, "subtitleColor": DIM,
        "subtitleFontSize": 12, "subtitlePadding": 6, "subtitleLineHeight": 16,
    },
    "axis": {
        "labelColor": DIM, "titleColor": DIM, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "gridColor": RULE, "domainColor": DIM, "tickColor": DIM,
    },
    "legend": {
        "labelColor": INK, "titleColor": DIM, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelLimit": 300,
    },
}  # fmt: skip


def save(spec: Spec, path: str | Path) -> None:
    """Write the picture to `path`, whole or not at all; ValueError for a suffix that is none of `SUFFIXES`."""
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(f"{path}: expected a name that ends in {', '.join(SUFFIXES)}")
    picture = svg(spec).encode() if suffix == ".svg" else png(spec)
    with whole_file(path) as file:
        file.write(picture)


def svg(spec: Spec) -> str:
    picture: str = _converter().vegalite_to_svg(_marked(spec))
    return picture.replace(f'"{MARK}', '"')


def png(spec: Spec) -> bytes:
    return bytes(_converter().vegalite_to_png(spec, scale=PNG_SCALE))


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise WhowhomError("pictures need vl-convert: install it with  pip install 'whowhom[charts]'") from error
    return vl_convert


def _marked(value: Any) -> Any:
    """The specification with `MARK` before every address."""
    if isinstance(value, dict):
        return {k: f"{MARK}{v}" if k == "address" and v else _marked(v) for k, v in value.items()}
    return [_marked(one) for one in value] if isinstance(value, list) else value


def linked(rows: list[Spec]) -> Spec:
    """The encoding that makes marks links, where any row has an address."""
    if not any(row.get("address") for row in rows):
        return {}
    return {"href": {"condition": {"test": "datum.address", "field": "address"}}}


def notice(title: Spec, words: str, width: int) -> Spec:
    """A picture of nothing but a title and a notice."""
    return {
        "config": CONFIG,
        "title": title,
        "width": width,
        "height": 80,
        "data": {"values": [{}]},
        "mark": {"type": "text", "fontSize": 14, "color": DIM},
        "encoding": {"text": {"value": words}},
    }


def store_told(held: tuple[int, int] | None) -> str:
    """ "From a store of 1,200 reports with 9,400 events": a reader can judge how much was read."""
    return "From a store of {:,} reports with {:,} events.".format(*held) if held else ""
