"""GEXF 1.2draft of actors, for Gephi: the graph of `actor_graph`, one edge a quad class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from whowhom.export.actor_graph import actor_graph
from whowhom.export.collection import Collection
from whowhom.export.whole import whole_file

if TYPE_CHECKING:
    from networkx.readwrite.gexf import GEXFWriter


def write(collection: Collection, path: Path) -> None:
    """Needs networkx; WhowhomError without it."""
    graph = actor_graph(collection)
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    _tidy(writer)
    with whole_file(path) as file:
        writer.write(file)


def _tidy(writer: GEXFWriter) -> None:
    """The library stamps the file with today and with itself, where the same records are to give the same bytes, and
    gives the graph a name, which the schema of GEXF does not have."""
    for meta in writer.xml.findall("meta"):
        writer.xml.remove(meta)
    for graph in writer.xml.findall("graph"):
        graph.attrib.pop("name", None)
