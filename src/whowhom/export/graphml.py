"""GraphML of actors: the graph of `actor_graph`, typed attributes, one edge a quad class."""

from __future__ import annotations

from pathlib import Path

from whowhom.export.actor_graph import actor_graph
from whowhom.export.collection import Collection
from whowhom.export.whole import whole_file


def write(collection: Collection, path: Path) -> None:
    """Needs networkx; WhowhomError without it."""
    graph = actor_graph(collection)
    from networkx import write_graphml

    with whole_file(path) as file:
        write_graphml(graph, file)
