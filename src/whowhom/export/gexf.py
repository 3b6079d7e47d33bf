"""GEXF 1.2draft of actors, for Gephi: the graph of `actor_graph`, one edge a quad class."""

from __future__ import annotations

from pathlib import Path

from networkx.readwrite.gexf import GEXFWriter

from whowhom.export.actor_graph import actor_graph
from whowhom.export.collection import Collection
from whowhom.export.whole import whole_file


def write(collection: Collection, path: Path) -> None:
    """Needs networkx."""
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(actor_graph(collection))
    _without_day(writer)
    with whole_file(path) as file:
        writer.write(file)


def _without_day(writer: GEXFWriter) -> None:
    """The library stamps the file with today and with itself: the same records are to give the same bytes."""
    for meta in writer.xml.findall("meta"):
        writer.xml.remove(meta)
