"""Measures on sets of sentences: types between two parties, full triples, statements, records a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from whowhom.data import settings
from whowhom.evaluation.gold import ByReport
from whowhom.evaluation.parties import Row, participants, party_words, words
from whowhom.evaluation.score import Figures, f1

_GSR = settings("evaluation/measure.toml")["plover_gsr"]


def types(gold: Iterable[Row], predicted: ByReport) -> Figures:
    """Macro-F1 of the event type between two given phrases (PLV).

    A sentence is right if any record between the two parties has one of its `event_types`; else the type said is that
    of the first record between them, or of the first that touches one of them.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # hits, predicted, gold
    n = found = 0
    for row in gold:
        label = "+".join(row["event_types"])
        between, said = _type_said(row, predicted.get(row["id"], []))
        n, found = n + 1, found + (between and said == label)
        counts[label][2] += 1
        if said:
            counts[said][1] += 1
            counts[said][0] += said == label
    each = {label: f1(*count)["f1"] for label, count in counts.items() if count[2]}
    return {"n": n, "found": _part(found, n), "macro_f1": _part(sum(each.values()), len(each)), "per_type": each}


def _type_said(gold: Row, events: Sequence[Row]) -> tuple[bool, str | None]:
    """Whether a record stands between both parties and has a right type, and the type said.

    A type that is one of several right ones counts as the label of them all.
    """
    wanted: list[str] = gold["event_types"]
    label = "+".join(wanted)
    between = [
        e for e in events if _touches(gold["actor"], e.get("actors")) and _touches(gold["recipient"], participants(e))
    ]
    if any(e["event_type"] in wanted for e in between):
        return True, label
    near = between or [
        e
        for e in events
        if _touches(gold["actor"], e.get("actors")) or _touches(gold["recipient"], e.get("recipients"))
    ]
    if not near:
        return False, None
    said: str = near[0]["event_type"]
    if said in wanted:
        return False, label
    return False, "CONCEDE+RETREAT" if said in ("CONCEDE", "RETREAT") else said


def _touches(phrase: str, parties: Iterable[Row] | None) -> bool:
    return any(words(phrase) & party_words(party) for party in parties or ())


def triples(gold: Sequence[Row], predicted: ByReport) -> Figures:
    """Part of gold records found whole: type, actors' countries and recipients' countries (PLOVER GSR)."""
    typed = whole = 0
    for row in gold:
        kind = _GSR["renamed_types"].get(row["event_type_2016"], row["event_type_2016"])
        events = [e for e in predicted.get(row["id"], ()) if e["event_type"] == kind]
        typed += bool(events)
        whole += any(_same_triple(row, event) for event in events)
    return {"n": len(gold), "type_found": _part(typed, len(gold)), "triple_found": _part(whole, len(gold))}


def _same_triple(gold: Row, event: Row) -> bool:
    actors, recipients = event.get("actors") or [], event.get("recipients") or []
    if not gold["recipients"] or not recipients:  # a mutual act
        return _covered(gold["actors"] + gold["recipients"], actors + recipients)
    return _covered(gold["actors"], actors) and _covered(gold["recipients"], recipients)


def _covered(gold: Iterable[Row], parties: Sequence[Row]) -> bool:
    """Every gold party is there: by its country, or by a word of its name where its code names no state."""
    for party in gold:
        code = (party["code"] or "")[:3]
        code = _GSR["iso_codes"].get(code, code)
        if code and code not in _GSR["not_countries"]:
            if not any(found.get("country") == code for found in parties):
                return False
        elif not _touches(party["text"], parties):
            return False
    return True


def statements(gold: Iterable[Row], predicted: ByReport) -> Figures:
    """F1 of statements whose content overlaps by half (Jaccard of letters) and, `joint`, whose speaker overlaps too.

    Gold rows have `text` and `statements` (content and speaker as lists of [start, end]), or `markup` with inline tags.
    """
    n_gold = n_found = 0
    hits = {"content": [0, 0], "joint": [0, 0]}  # predicted, gold
    for row in gold:
        wanted = _gold_statements(row)
        found = [_letters_of(statement, row) for statement in predicted.get(row["id"], ())]
        n_gold, n_found = n_gold + len(wanted), n_found + len(found)
        for name, fits in (("content", _near), ("joint", _near_with_speaker)):
            hits[name][0] += sum(any(fits(w, f) for w in wanted) for f in found)
            hits[name][1] += sum(any(fits(w, f) for f in found) for w in wanted)
    figures: Figures = {"gold": n_gold, "predicted": n_found}
    for name, (right, covered) in hits.items():
        p, r = right / n_found if n_found else 0.0, covered / n_gold if n_gold else 0.0
        figures[name] = {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}
    return figures


Letters = tuple[set[int], set[int]]
"""Offsets of the letters and digits of a statement's content and of its speaker."""


def _gold_statements(row: Row) -> list[Letters]:
    if "markup" in row:
        text, marks = inline(row["markup"])
        speaker = _letters(text, marks.get("Source", []))
        return [(_letters(text, [content]), speaker) for content in marks.get("Fact_Appeal", [])]
    return [(_letters(row["text"], s["content"]), _letters(row["text"], s["speaker"])) for s in row["statements"]]


def _letters_of(statement: Row, row: Row) -> Letters:
    text = inline(row["markup"])[0] if "markup" in row else row["text"]
    content, speaker = statement["content"], statement.get("speaker")
    return (
        _letters(text, [(content["start"], content["end"])]),
        _letters(text, [(speaker["start"], speaker["end"])]) if speaker else set(),
    )


def _letters(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    return {n for start, end in spans for n in range(start, min(end, len(text))) if text[n].isalnum()}


def _near(one: Letters, other: Letters) -> bool:
    a, b = one[0], other[0]
    return bool(a and b) and len(a & b) / len(a | b) >= 0.5


def _near_with_speaker(one: Letters, other: Letters) -> bool:
    a, b = one[1], other[1]
    return _near(one, other) and (bool(a & b) or (not a and not b))


def inline(markup: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The plain text of `<Tag>...</Tag>` markup, and the spans of each tag in it."""
    text, at = "", 0
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    opened: dict[str, int] = {}
    for tag in re.finditer(r"<(/?)([A-Za-z_]+)((?::[A-Za-z_]+)*)>", markup):
        text += markup[at : tag.start()]
        at = tag.end()
        if tag[1]:
            spans[tag[2]].append((opened.pop(tag[2], len(text)), len(text)))
        else:
            opened[tag[2]] = len(text)
    return text + markup[at:], spans


def rate(reports: Sequence[Row], predicted: ByReport) -> Figures:
    """Records a report, for reports that should have none."""
    counts = [len(predicted.get(report["id"], ())) for report in reports]
    return {
        "reports": len(counts),
        "records": sum(counts),
        "a_report": _part(sum(counts), len(counts)),
        "most": max(counts, default=0),
    }


def _part(some: float, n: int) -> float:
    return round(some / n, 4) if n else 0.0
