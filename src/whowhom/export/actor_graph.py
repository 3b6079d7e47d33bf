"""Actors as a directed graph: who acted on whom how often, over incidents rather than over records.

A node is a party by `Party.key`: a country with all that belongs to it, else a name without case. Who has no country
and only a description ("protesters", "unknown") is a node for each country in which the acts took place. An edge runs
from an actor to a recipient, one a quad class; acts done together (several actors, no recipient) and those told in both
directions have an edge each way, marked as mutual. An act that ten reports tell counts once, with what the ten say
taken together: every pair of parties that any of them names, the type most of them give, the mean of their intensities,
disputed where one tells of a denial, actual where one tells it as having happened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from statistics import fmean
from typing import TYPE_CHECKING, Any

from whowhom.errors import WhowhomError
from whowhom.export.characters import legible
from whowhom.export.collection import Collection
from whowhom.export.countries import country_name
from whowhom.records import Event, EventType, Party

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Edge = tuple[str, str, int, bool]
"""Actor, recipient, quad class, whether the act is mutual."""


@dataclass(frozen=True, slots=True)
class _Act:
    """What one record adds to the graph: nodes, not parties, so that a million of them fit in memory."""

    actors: frozenset[str]
    recipients: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """From whom to whom; both ways between the actors where there is no recipient."""
    event_type: EventType
    quad: int
    intensity: float
    actual: bool
    disputed: bool
    first: str | None
    last: str | None


@dataclass(slots=True)
class _Tally:
    """Incidents counted: by type, with the sum of their intensities, and the days they span."""

    types: Counter[str] = field(default_factory=Counter)
    intensity: float = 0.0
    disputed: int = 0
    not_actual: int = 0
    first: str | None = None
    last: str | None = None

    def add(self, act: _Act) -> None:
        self.types[act.event_type] += 1
        self.intensity += act.intensity
        self.disputed += act.disputed
        self.not_actual += not act.actual
        self.first = min(filter(None, (self.first, act.first)), default=None)
        self.last = max(filter(None, (self.last, act.last)), default=None)

    def attributes(self) -> dict[str, Any]:
        """Plain values by name; what is not known is left out, since neither GraphML nor GEXF has a null."""
        weight = self.types.total()
        found: dict[str, Any] = {
            "weight": weight,
            "mean_intensity": round(self.intensity / weight, 3),
            "share_disputed": round(self.disputed / weight, 4),
            "share_not_actual": round(self.not_actual / weight, 4),
        }
        found |= {name: day for name, day in (("first_date", self.first), ("last_date", self.last)) if day}
        return found | {event_type.lower(): count for event_type, count in sorted(self.types.items())}


@dataclass(slots=True)
class _Node:
    names: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    acting: int = 0
    receiving: int = 0


def actor_graph(collection: Collection) -> MultiDiGraph:
    """The graph, nodes and edges sorted, with attributes that GraphML and GEXF can hold (texts, numbers, truths).

    Needs networkx; WhowhomError without it."""
    empty = _empty()
    nodes: dict[str, _Node] = defaultdict(_Node)
    edges: dict[Edge, _Tally] = defaultdict(_Tally)
    for act in _incidents(_acts(collection, nodes)):
        for name in act.actors:
            nodes[name].acting += 1
        for name in act.recipients:
            nodes[name].receiving += 1
        for actor, recipient in act.pairs:
            mutual = actor != recipient and (recipient, actor) in act.pairs
            edges[actor, recipient, act.quad, mutual].add(act)
    return _filled(empty, nodes, edges)


def _node_id(party: Party, place: str | None) -> str:
    """What `Party.key` tells apart, as one text that XML can hold; a description with the country of the place."""
    country, name = party.key
    return country or legible(f"{name} ({place})" if place and _is_description(party) else name)


def _is_description(party: Party) -> bool:
    """Whether it is no name: "protesters", "the gunmen"."""
    return party.country is None and party.name == party.name.lower()


def _acts(collection: Collection, nodes: dict[str, _Node]) -> Iterator[tuple[str | None, _Act]]:
    """(incident, act) of every record; None for a record that is linked to no other."""
    linked = Counter(collection.incidents.values())
    for coding in collection.codings:
        for event in coding.events:
            place = event.place.country if event.place else None
            for party in event.actors + event.recipients:
                _meet(nodes[_node_id(party, place)], party, place)
            incident = collection.incident(event)
            yield incident if linked[incident] > 1 else None, _act(event)


def _meet(node: _Node, party: Party, place: str | None) -> None:
    where = country_name(place) if _is_description(party) else None
    node.names[f"{party.name} in {where}" if where else party.name] += 1
    node.sectors[party.sector] += 1
    node.country = party.country


def _act(event: Event) -> _Act:
    place = event.place.country if event.place else None
    actors, recipients = (
        frozenset(_node_id(party, place) for party in parties) for parties in (event.actors, event.recipients)
    )
    return _Act(
        actors=actors,
        recipients=recipients,
        pairs=frozenset(product(actors, recipients) if recipients else permutations(actors, 2)),
        event_type=event.event_type,
        quad=event.quad,
        intensity=event.intensity,
        actual=event.modality == "actual",
        disputed=bool(event.denied_by),
        first=event.date.start if event.date else None,
        last=event.date.end if event.date else None,
    )


def _incidents(acts: Iterable[tuple[str | None, _Act]]) -> Iterator[_Act]:
    """One act an incident. Only what belongs together is held: the others pass through."""
    together: dict[str, list[_Act]] = defaultdict(list)
    for incident, act in acts:
        if incident is None:
            yield act
        else:
            together[incident].append(act)
    for incident in sorted(together):
        yield _merged(together[incident])


def _merged(acts: Sequence[_Act]) -> _Act:
    """What the records of one incident say taken together. Where some name a recipient and others tell of the same act
    as mutual, the former decide, or one act would count twice between the same two."""
    kinds = Counter((act.event_type, act.quad) for act in acts)
    event_type, quad = max(kinds, key=lambda kind: (kinds[kind], kind))
    directed = [act for act in acts if act.recipients] or acts
    return _Act(
        actors=frozenset[str]().union(*(act.actors for act in directed)),
        recipients=frozenset[str]().union(*(act.recipients for act in directed)),
        pairs=frozenset[tuple[str, str]]().union(*(act.pairs for act in directed)),
        event_type=event_type,
        quad=quad,
        intensity=fmean(act.intensity for act in acts),
        actual=any(act.actual for act in acts),
        disputed=any(act.disputed for act in acts),
        first=min((act.first for act in acts if act.first), default=None),
        last=max((act.last for act in acts if act.last), default=None),
    )


def _empty() -> MultiDiGraph:
    try:
        from networkx import MultiDiGraph
    except ImportError as error:
        raise WhowhomError("networks need networkx: install it with  pip install 'whowhom[networks]'") from error
    return MultiDiGraph()


def _filled(graph: MultiDiGraph, nodes: dict[str, _Node], edges: dict[Edge, _Tally]) -> MultiDiGraph:
    for name, node in sorted(nodes.items()):
        known = {"country": node.country} if node.country else {}
        graph.add_node(
            name,
            label=legible(country_name(node.country) or _most(node.names)),
            sector=_most(node.sectors),
            acting=node.acting,
            receiving=node.receiving,
            **known,
        )
    for n, (actor, recipient, quad, mutual) in enumerate(sorted(edges)):
        tally = edges[actor, recipient, quad, mutual]
        graph.add_edge(actor, recipient, key=str(n), quad=quad, mutual=mutual, **tally.attributes())
    return graph


def _most(counts: Counter[str]) -> str:
    return max(counts, key=lambda name: (counts[name], name))
