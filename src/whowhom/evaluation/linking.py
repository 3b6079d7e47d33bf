"""Scores of linking over reports: stories by B-cubed, incidents by pairs of records.

The measures are those that the gold's own scorer uses. B-cubed: Bagga and Baldwin 1998.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from whowhom.evaluation.gold import ByReport, Row, by_report, events_of, read_articles, report
from whowhom.evaluation.score import FITS, Figures, f1, pair
from whowhom.export.rows import event_row
from whowhom.linking.event_profile import event_profile
from whowhom.linking.groups import group
from whowhom.linking.incidents import IncidentLinker
from whowhom.linking.profiles import profile
from whowhom.linking.stories import StoryLinker
from whowhom.records import Coding


def stories(rows: Sequence[Row]) -> Figures:
    """B-cubed precision, recall and F1 of the stories that the defaults find, against each row's `story`."""
    found = group(StoryLinker(), [profile(report(row)) for row in rows])
    said = {member.id: number for number, members in enumerate(found) for member in members}
    return b_cubed({row["id"]: row["story"] for row in rows}, said)


def b_cubed(gold: Mapping[str, Any], said: Mapping[str, Any]) -> Figures:
    """Item to cluster, twice."""
    clusters, stories = _members(said), _members(gold)
    precision = recall = 0.0
    for item, story in gold.items():
        mine, true = clusters[said[item]], stories[story]
        precision += len(mine & true) / len(mine)
        recall += len(mine & true) / len(true)
    p, r = precision / len(gold), recall / len(gold)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4)}


def _members(clusters: Mapping[str, Any]) -> dict[Any, set[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    for item, cluster in clusters.items():
        found[cluster].add(item)
    return found


def incidents(path: Path, codings: Iterable[Coding]) -> Figures:
    """Pairs of gold records that the found records put into one incident; `path` is the gold of pairs, which names its
    folder of articles. A gold record is known by the found record that fits it (same type, a party shared)."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    articles = events_of(read_articles(path.parent / gold["articles"]))
    codings = list(codings)
    profiles = [event_profile(event, coding.report) for coding in codings for event in coding.events]
    said = {member.id: number for number, part in enumerate(group(IncidentLinker(), profiles)) for member in part}
    rows = by_report(event_row(event) for coding in codings for event in coding.events)
    return _pairs(gold, _places(gold, articles, rows, said))


def _places(gold: Row, articles: ByReport, rows: ByReport, said: Mapping[str, int]) -> dict[tuple[str, int], int]:
    """Gold record (report, number) to the incident of the found record that fits it."""
    members = [member for one in gold["incidents"] for member in one["members"]]
    members += [member for distinct in gold["distinct"] for member in distinct[:2]]
    places = {}
    for name in sorted({member[0] for member in members}):
        number = {id(record): n for n, record in enumerate(articles[name])}
        for record, found in pair(articles[name], rows.get(name, []), FITS["lenient"]):
            places[name, number[id(record)]] = said[found["event_id"]]
    return places


def _pairs(gold: Row, places: Mapping[tuple[str, int], int]) -> Figures:
    of = {tuple(member): n for n, one in enumerate(gold["incidents"]) for member in one["members"]}
    pairs = [(places[a] == places[b], a in of and of.get(a) == of.get(b)) for a, b in combinations(sorted(places), 2)]
    hits = sum(together and same for together, same in pairs)
    joined, true = (sum(column) for column in zip(*pairs, strict=True)) if pairs else (0, 0)
    apart = [(tuple(a), tuple(b)) for a, b, *_ in gold["distinct"] if tuple(a) in places and tuple(b) in places]
    wrong = sum(places[a] == places[b] for a, b in apart)
    return f1(hits, joined, true) | {"look_alikes": len(apart), "look_alikes_joined": wrong}
