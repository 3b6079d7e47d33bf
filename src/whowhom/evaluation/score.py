"""The measure of event records against gold articles.

Predicted and gold records of a report are paired one to one so that as many as possible fit. What fits:

- `lenient`: same event type, at least one party shared
- `event`: same event type, same actors, same recipients
- `record`: `event`, and the same modality, speakers and deniers
- `dyad`: same quad class, same actors, same recipients

All figures are counted over all reports together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from whowhom.evaluation.gold import ByReport
from whowhom.evaluation.parties import Row, distinct, equal, participants, shared, words
from whowhom.records import EventType

Pairs = list[tuple[Row, Row]]
Fits = Callable[[Row, Row], bool]
Figures = dict[str, Any]

_TYPES = get_args(EventType)
_QUADS = dict(zip(_TYPES, (1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4), strict=True))


def score(gold: ByReport, predicted: ByReport) -> Figures:
    """Figures of `predicted` over the reports of `gold`; records of other reports are left aside."""
    n_gold = sum(len(events) for events in gold.values())
    n_predicted = sum(len(predicted.get(report, ())) for report in gold)
    pairs = {
        name: [found for report in gold for found in pair(gold[report], predicted.get(report, []), fits)]
        for name, fits in FITS.items()
    }
    figures: Figures = {"articles": len(gold), "gold_events": n_gold, "predicted_events": n_predicted}
    figures |= {name: f1(len(found), n_predicted, n_gold) for name, found in pairs.items()}
    figures["per gold event"] = round(n_predicted / n_gold, 3) if n_gold else None
    return figures | _details(pairs["lenient"])


def per_type(gold: ByReport, predicted: ByReport) -> dict[str, Figures]:
    """The `event` figure of each type alone."""

    def of_type(events: ByReport, kind: str) -> ByReport:
        return {report: [e for e in found if e["event_type"] == kind] for report, found in events.items()}

    return {kind: score(of_type(gold, kind), of_type(predicted, kind))["event"] for kind in _TYPES}


def f1(hits: int, n_predicted: int, n_gold: int) -> dict[str, float]:
    """Precision `p`, recall `r` and `f1`, to four places."""
    p = hits / n_predicted if n_predicted else 0.0
    r = hits / n_gold if n_gold else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def _details(pairs: Pairs) -> Figures:
    """What is right on leniently paired records."""
    figures: Figures = {"modality accuracy": _share(g["modality"] == p.get("modality") for g, p in pairs)}
    figures["not actual"] = f1(
        sum(g["modality"] == p.get("modality") != "actual" for g, p in pairs),
        sum(p.get("modality") != "actual" for _, p in pairs),
        sum(g["modality"] != "actual" for g, _ in pairs),
    )
    for role in ("asserted_by", "denied_by"):
        figures[role] = f1(
            sum(shared(g.get(role), p.get(role)) for g, p in pairs),
            sum(len(distinct(p.get(role))) for _, p in pairs),
            sum(len(distinct(g.get(role))) for g, _ in pairs),
        )
    figures["date accuracy"] = _share((_date(p) or "").startswith(_date(g) or "") for g, p in pairs if _date(g))
    figures["place accuracy"] = _share(_country(g) == _country(p) for g, p in pairs if _country(g))
    return figures


def _share(flags: Iterable[bool]) -> float | None:
    found = list(flags)
    return round(sum(found) / len(found), 4) if found else None


def pair(gold: list[Row], predicted: list[Row], fits: Fits) -> Pairs:
    """The largest set of one-to-one pairs that fit, the likeliest tried first (Kuhn's augmenting paths)."""
    edges: list[list[tuple[float, int]]] = [
        sorted((-_likeness(g, p), n) for n, p in enumerate(predicted) if fits(g, p)) for g in gold
    ]
    owner: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for _, other in edges[one]:
            if other not in seen:
                seen.add(other)
                if other not in owner or place(owner[other], seen):
                    owner[other] = one
                    return True
        return False

    for one in sorted(range(len(gold)), key=lambda n: edges[n][0][0] if edges[n] else 0.0):
        place(one, set())
    return [(gold[one], predicted[other]) for other, one in owner.items()]


def _likeness(gold: Row, predicted: Row) -> float:
    """How well a prediction fits a gold record: decides only which of several is its pair."""
    likeness = 8.0 * _same_record(gold, predicted) + 4 * _same_parties(gold, predicted)
    likeness += shared(gold["actors"], predicted.get("actors"))
    likeness += shared(gold.get("recipients"), predicted.get("recipients"))
    likeness += gold["modality"] == predicted.get("modality")
    likeness += bool(gold.get("denied_by")) and bool(predicted.get("denied_by"))
    likeness += 0.5 * (_date(gold) == _date(predicted)) + 0.25 * (_country(gold) == _country(predicted))
    ours, theirs = _trigger(gold), _trigger(predicted)
    return float(likeness) + 0.75 * bool(words(ours) & words(theirs)) + 0.25 * (ours == theirs)


def _same_parties(gold: Row, predicted: Row) -> bool:
    if gold.get("recipients") and predicted.get("recipients"):
        return equal(gold["actors"], predicted["actors"]) and equal(gold["recipients"], predicted["recipients"])
    # of a mutual act it does not matter who is named first; of a directed one an actor must be right
    met = not gold.get("recipients") or shared(gold["actors"], predicted["actors"]) > 0
    return met and equal(participants(gold), participants(predicted))


def _same_record(gold: Row, predicted: Row) -> bool:
    return (
        gold["modality"] == predicted.get("modality")
        and _same_parties(gold, predicted)
        and equal(gold.get("asserted_by"), predicted.get("asserted_by"))
        and equal(gold.get("denied_by"), predicted.get("denied_by"))
    )


def _same_type(gold: Row, predicted: Row) -> bool:
    return bool(gold["event_type"] == predicted["event_type"])


FITS: dict[str, Fits] = {
    "record": lambda g, p: _same_type(g, p) and _same_record(g, p),
    "event": lambda g, p: _same_type(g, p) and _same_parties(g, p),
    "lenient": lambda g, p: _same_type(g, p) and shared(participants(g), participants(p)) > 0,
    "dyad": lambda g, p: _QUADS[g["event_type"]] == _QUADS.get(p["event_type"]) and _same_parties(g, p),
}


def _date(event: Row) -> str | None:
    """The first day; gold articles write it bare."""
    date = event.get("date")
    return (date.get("start") if isinstance(date, dict) else date) or None


def _country(event: Row) -> str | None:
    return (event.get("place") or {}).get("country")


def _trigger(event: Row) -> str:
    trigger = event.get("trigger")
    return (trigger.get("text") if isinstance(trigger, dict) else trigger) or ""
