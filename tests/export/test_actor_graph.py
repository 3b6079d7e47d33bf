"""The graph of actors in GraphML and GEXF, read back by networkx."""

import sys
from collections import Counter
from dataclasses import replace

import networkx
import pytest
from hostile import NASTY, hostile

from whowhom.errors import WhowhomError
from whowhom.export import gexf, graphml
from whowhom.export.actor_graph import actor_graph
from whowhom.export.collection import Collection
from whowhom.records import Coding, EventDate, Party

FORMATS = {
    "graphml": (graphml.write, lambda path: networkx.read_graphml(path, force_multigraph=True)),
    "gexf": (gexf.write, networkx.read_gexf),
}


def state(code):
    return Party("", 0, 0, code, code, "GOV")


@pytest.fixture
def event(coding):
    return replace(coding.events[0], actors=(state("RUS"),), recipients=(state("PRK"),), denied_by=())


def graph_of(coding, *events, incidents=None):
    return actor_graph(Collection([Coding(coding.report, events)], incidents or {}))


def told(graph, *names):
    return [tuple(data.get(name) for name in names) for _, _, data in graph.edges(data=True)]


@pytest.fixture(params=FORMATS)
def read_back(request, tmp_path):
    write, read = FORMATS[request.param]

    def done(codings, incidents=None):
        write(Collection(codings, incidents or {}), tmp_path / "graph")
        return read(tmp_path / "graph")

    return done


def plain(graph):
    """Nodes and edges without what the two formats add of their own."""
    added = {"id", "networkx_key"}
    nodes = {name: {k: v for k, v in data.items() if k not in added} for name, data in graph.nodes(data=True)}
    edges = Counter(
        (one, other, *sorted((k, v) for k, v in data.items() if k not in added))
        for one, other, data in graph.edges(data=True)
    )
    return nodes, edges


def test_networkx_reads_what_was_written(coding, read_back):
    nodes, edges = plain(read_back([coding]))
    assert (nodes, edges) == plain(actor_graph(Collection([coding])))
    assert nodes["EGY"] == {"label": "Egypt", "sector": "GOV", "country": "EGY", "acting": 2, "receiving": 0}
    assert edges.total() == 3


def test_one_incident_told_often_weighs_one(coding, event):
    again = [replace(event, event_id=f"e{n}", intensity=float(n)) for n in (1, 2, 3)]
    graph = graph_of(coding, *again, incidents={"e1": "i", "e2": "i"})
    assert told(graph, "weight", "aid", "mean_intensity") == [(2, 2, 2.25)]
    assert graph.nodes["RUS"]["acting"] == 2
    assert graph.nodes["RUS"]["label"] == "Russia"


def test_one_edge_a_quad_class(coding, event):
    graph = graph_of(coding, event, replace(event, event_id="x", quad=4, event_type="ASSAULT"))
    assert sorted(told(graph, "quad", "weight", "mutual")) == [(2, 1, False), (4, 1, False)]


def test_disputed_and_not_actual_are_shares_of_incidents(coding, event):
    events = [
        replace(event, event_id="a", denied_by=(state("PRK"),)),
        replace(event, event_id="b", modality="planned"),
        replace(event, event_id="c", modality="possible"),
        replace(event, event_id="d"),
    ]
    assert told(graph_of(coding, *events), "share_disputed", "share_not_actual") == [(0.25, 0.5)]
    together = dict.fromkeys("abcd", "i")
    assert told(graph_of(coding, *events, incidents=together), "share_disputed", "share_not_actual") == [(1, 0)]


def test_days_are_the_first_and_the_last(coding, event):
    days = [EventDate(day, day, "day", "stated", event.trigger) for day in ("2024-05-03", "2023-01-01", "2025-02-03")]
    events = [replace(event, event_id=str(n), date=day) for n, day in enumerate([*days, None])]
    assert told(graph_of(coding, *events), "first_date", "last_date") == [("2023-01-01", "2025-02-03")]


def test_mutual_acts_run_both_ways(coding, event):
    met = replace(event, event_id="m", event_type="CONSULT", actors=(state("RUS"), state("PRK")), recipients=())
    graph = graph_of(coding, met)
    assert sorted((a, b) for a, b in graph.edges()) == [("PRK", "RUS"), ("RUS", "PRK")]
    assert told(graph, "mutual", "weight") == [(True, 1), (True, 1)]


def test_what_is_told_in_both_directions_is_mutual(coding, event):
    back = replace(event, event_id="b", actors=event.recipients, recipients=event.actors)
    graph = graph_of(coding, event, back, incidents={"b": "i", event.event_id: "i"})
    assert sorted(graph.edges(data="mutual")) == [("PRK", "RUS", True), ("RUS", "PRK", True)]
    assert {mutual for *_, mutual in graph_of(coding, event, back).edges(data="mutual")} == {False}


def test_what_a_state_does_to_its_own_is_not_mutual(coding, event):
    graph = graph_of(coding, replace(event, recipients=event.actors))
    assert list(graph.edges(data="mutual")) == [("RUS", "RUS", False)]


def test_a_record_with_a_recipient_decides_over_a_mutual_one(coding, event):
    met = replace(event, event_id="m", actors=(state("RUS"), state("PRK")), recipients=())
    graph = graph_of(coding, met, event, incidents={"m": "i", event.event_id: "i"})
    assert list(graph.edges(data="mutual")) == [("RUS", "PRK", False)]


def test_the_order_of_reports_changes_nothing(coding, event):
    events = [event, *(replace(event, event_id=str(n), intensity=n / 7, quad=1 + n % 2) for n in range(9))]
    incidents = {str(n): f"i{n % 3}" for n in range(9)}
    one, other = graph_of(coding, *events, incidents=incidents), graph_of(coding, *events[::-1], incidents=incidents)
    assert plain(one) == plain(other)


def test_no_words_of_no_one(coding, event, read_back):
    """An act of one party on nobody has a node and no edge."""
    graph = read_back([Coding(coding.report, (replace(event, recipients=()),))])
    assert list(graph.nodes) == ["RUS"]
    assert not graph.edges


def test_hostile_text(read_back):
    graph = read_back([hostile()])
    (zora,) = set(graph.nodes) - {"FRE"}
    assert "😀שלום" in zora
    assert len(zora) == len(f"Zora {NASTY} Ltd")
    assert list(graph.edges()) == [("FRE", zora)]


def test_nothing_is_a_graph_too(read_back):
    assert not read_back([]).nodes


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_records_give_the_same_bytes_on_any_day(name, coding, tmp_path, monkeypatch):
    write, _ = FORMATS[name]
    write(Collection([coding]), tmp_path / "one")
    monkeypatch.setattr("time.strftime", lambda *_: "1999-01-01")
    write(Collection([coding]), tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_without_networkx_it_is_told_what_to_install(name, coding, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(WhowhomError, match="pip install"):
        FORMATS[name][0](Collection([coding]), tmp_path / "graph")


def test_descriptions_are_kept_apart_by_country(coding, event):
    def crowd(country, name="protesters"):
        place = replace(coding.events[0].place, country=country) if country else None
        return replace(event, actors=(Party("", 0, 0, name, None, "CVL"),), place=place)

    graph = graph_of(coding, crowd("FRA"), crowd("FRA"), crowd("KEN"), crowd(None), crowd("FRA", "Anonymous"))
    labels = {name: data["label"] for name, data in graph.nodes(data=True) if name != "PRK"}
    assert labels == {
        "protesters (FRA)": "protesters in France", "protesters (KEN)": "protesters in Kenya",
        "protesters": "protesters", "anonymous": "Anonymous",
    }  # fmt: skip
    assert graph.nodes["protesters (FRA)"]["acting"] == 2
