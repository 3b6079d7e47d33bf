"""A chart that Vega drew, made to stand in a page: in the page's colours and type, with links that need no XLink.

Vega writes no inline style, only presentation attributes, and these can name the page's custom properties; so it shows
under a policy without inline style, and turns dark with the page.
"""

from __future__ import annotations

import re

from whowhom.export.charts.picture import DIM, INK, RULE
from whowhom.export.charts.relations import COLOURS
from whowhom.web.pictures.markup import element

PAPER = "#ffffff"
PROPERTIES = {INK: "ink", DIM: "dim", RULE: "rule", PAPER: "paper"} | {c: f"q{quad}" for quad, c in COLOURS.items()}
_ROOT = re.compile(r'<svg [^>]*?width="[\d.]+" height="[\d.]+" viewBox="([^"]*)">')
_COLOUR = re.compile(r'"(#[0-9a-f]{6})"')


def themed(svg: str) -> str:
    """The chart in a frame that can be scrolled where the page is narrower."""
    root = r'<svg xmlns="http://www.w3.org/2000/svg" class="picture-chart" role="group" viewBox="\1">'
    dressed = _ROOT.sub(root, svg, count=1).replace(" xlink:href=", " href=")
    dressed = dressed.replace('font-family="sans-serif"', 'font-family="var(--sans)"')
    return element("div", _COLOUR.sub(_property, dressed), class_="picture-scroll")


def _property(found: re.Match[str]) -> str:
    name = PROPERTIES.get(found[1])
    return f'"var(--{name})"' if name else found[0]
