"""All dictionary names of a report in one pass over its characters."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from whowhom.actors.characters import fold
from whowhom.actors.ground import NEAR, Ground, Hit, needs_ground
from whowhom.actors.tables import ActorTables, Entry, Form, Shape

_WORD_BEFORE = re.compile(r"((?:\b(?:[a-z]{4,}|[Tt]he|by|his|her|its)|,) (?:[A-Z][\w'’-]+ ){0,2})?\b([A-Z][\w'’-]+) $")
_FIRST_HALF = re.compile(r"\b([A-Z][\w'’]*)[-–]$")
_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b")
_ANY_CASE = frozenset(("state", "region", "people", "person"))


class NameMention(NamedTuple):
    """A dictionary name where it stands, `text` at `start:end`; `entry` is the row it means on the report's day."""

    start: int
    end: int
    text: str
    shape: Shape
    entry: Entry
    sector: str

    @property
    def is_person(self) -> bool:
        return self.entry.kind == "person"


def scan(text: str, tables: ActorTables, day: str, any_case: bool = False) -> list[NameMention]:
    """Names in order, longest first where they overlap, each resolved to one row.

    `day` is an ISO date; `any_case` reads names without their capitals too (for phrases out of context).
    """
    hits = [h for h in _hits(text, tables, any_case) if not _dissolved(h, day)]
    hits = _whole(text, _no_halves(text, hits, tables), tables)
    sure = _longest([(s, e, open_) for s, e, forms in hits if (open_ := [f for f in forms if not needs_ground(f)])])
    if any(needs_ground(form) for _, _, forms in hits for form in forms):
        sure = _longest(_grounded(text, hits, sure, tables, day))
    countries: dict[str, int] = defaultdict(int)
    for _, _, forms in sure:
        for country in {f.entry.country for f in forms if f.entry.country}:
            countries[country] += 1
    return [_mention(text, s, e, forms, tables, day, countries) for s, e, forms in sure]


def _dissolved(hit: Hit, day: str) -> bool:
    """Whether a name is but two names again: "Serbia and Montenegro" after 2006."""
    entry = hit[2][0].entry
    return entry.role == "former state" and " and " in entry.name and not entry.holds_on(day)


def _hits(text: str, tables: ActorTables, any_case: bool) -> list[Hit]:
    """Whole words only, in the case that their forms allow."""
    folded, size, hits = fold(text), len(text), []
    for last, (length, forms) in tables.automaton.iter(folded):
        end = last + 1
        start = end - length
        if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
            continue
        written = text[start:end]
        if not any_case and written[0].islower() and not any(f.text[0].islower() for f in forms):
            continue
        fitting = [f for f in forms if _case_fits(written, f) or (any_case and f.entry.kind in _ANY_CASE)]
        if any(f.shape == "combining" for f in fitting) and text[end : end + 2].lstrip()[:1] not in ("-", "–"):
            fitting = [f for f in fitting if f.shape != "combining"]
        if fitting:
            hits.append((start, end, fitting))
    return hits


def _case_fits(written: str, form: Form) -> bool:
    if written == form.text or written.replace(" - ", "-") == form.text:
        return True
    if form.marked:
        return False
    if written[0].islower() and not form.text[0].islower():
        return False
    if len(form.text) <= 5 and form.text.isupper():
        return written.isupper()
    # "Islamic State" is a name, "Islamic state" may be; "south Korea" is a slip
    return written.isupper() or len(form.text) > 5 or written[0].isupper()


def _no_halves(text: str, hits: list[Hit], tables: ActorTables) -> list[Hit]:
    """Without persons who only share the second half of somebody's name ("Zaghari-Ratcliffe"); two that are named
    together ("the Modi-Xi summit") and those with a prefix ("Anti-Modi") stay."""
    ends, prefixes = {end for _, end, _ in hits}, tables.sets["opposing"]
    found = []
    for start, end, forms in hits:
        half = _FIRST_HALF.search(text, max(0, start - NEAR), start) if start - 1 not in ends else None
        if half is not None and half[1].lower() not in prefixes:
            forms = [form for form in forms if form.entry.kind != "person"]
        if forms:
            found.append((start, end, forms))
    return found


def _whole(text: str, hits: list[Hit], tables: ActorTables) -> list[Hit]:
    """Without names that are only the end of a longer one that no table has.

    "Michael Jordan" and "Kayikwamba Wagner" are persons throughout the report, "Presidential Security Service" is not
    MI5. A capitalised word before a name tells so, unless it opens a sentence, is a title or another name, or the line
    is a headline with capitals throughout.
    """
    ends = {e for _, e, _ in hits}
    broken: dict[int, list[Form]] = {}
    surnames: dict[str, int] = {}  # and where somebody of that name is first named in full
    for at, (start, end, forms) in enumerate(hits):
        if text[start - 1 : start] != " " or all(f.shape == "combining" for f in forms):
            continue
        before = _WORD_BEFORE.search(text, max(0, start - 60), start)
        if before is None or start - 1 in ends or before.group(2)[-2:] in ("'s", "’s") or text[start:end].isupper():
            continue
        word = before.group(2)
        lower = word.lower()
        if lower not in tables.sets["longer_names"] and (
            lower in tables.titles or lower in tables.last_words or lower in tables.sets["before_names"]
        ):
            continue
        given = word in tables.given_names or lower in tables.sets["feminine_words"] | tables.sets["masculine_words"]
        if given or (before.group(1) and lower not in tables.sets["not_names"]):
            titled = given or (before.group(1) or "").partition(" ")[0].lower() in tables.last_words
            persons = [f for f in forms if f.entry.kind == "person"]
            broken[at] = [f for f in persons if f.entry.name[0] == word[0]] if titled else persons
            if " " not in text[start:end]:
                surnames.setdefault(text[start:end], start)
    if not broken:
        return hits
    full = {f.entry.name for s, e, forms in hits if " " in text[s:e] for f in forms if f.entry.kind == "person"}
    whole = []
    for at, (start, end, forms) in enumerate(hits):
        left = broken.get(at, forms)
        if start >= surnames.get(text[start:end], len(text)):
            left = [f for f in left if f.entry.kind == "person" and (f.entry.name in full or at in broken)]
        if left:
            whole.append((start, end, left))
    return whole


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h[0], -h[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def _grounded(text: str, hits: list[Hit], sure: list[Hit], tables: ActorTables, day: str) -> list[Hit]:
    """The sure hits with those forms of the others for which the report gives ground."""
    ground = Ground(text, sure, tables, day)
    grounded = []
    for start, end, forms in hits:
        kept = [f for f in forms if not needs_ground(f) or ground.holds(f, start, end)]
        if kept:
            grounded.append((start, end, kept))
    return grounded


def _mention(
    text: str, start: int, end: int, forms: list[Form], tables: ActorTables, day: str, countries: dict[str, int]
) -> NameMention:
    form = (
        forms[0] if len(forms) == 1 else max(forms, key=lambda f: _weight(f, text[start:end], tables, day, countries))
    )
    return NameMention(start, end, text[start:end], form.shape, on_day(form.entry, tables, day), form.sector)


def _weight(form: Form, written: str, tables: ActorTables, day: str, countries: dict[str, int]) -> tuple[int, ...]:
    """Which of several meanings is the likelier: exactly so written, in office, of a country that the report names."""
    entry = form.entry
    plain = ("name", "capital", "demonyms", "demonym", "adjective", "seat", "combining", "family").index(form.shape)
    return (
        form.text == written,
        not needs_ground(form),
        tables.serves(entry, day),
        entry.kind == "state",
        countries.get(entry.country or "", 0),
        -plain,
        int(entry.start[:4] or 0) if entry.start <= day else 0,
    )


def likely_day(text: str, tables: ActorTables, today: str) -> str:
    """For an undated text: the latest day on which most of the persons that it names held an office."""
    terms: set[Entry] = set()
    for _, _, forms in _longest(_hits(text, tables, False)):
        for form in forms:
            if form.entry.kind == "person" and not needs_ground(form):
                terms.update(tables.persons[form.entry.name, form.entry.country])
    years = [y for y in _YEAR.findall(text) if y <= today[:4]]
    today = min(today, f"{max(years)}-12-31") if years else today
    days = sorted({min(day, today) for term in terms for day in (term.start, term.end or today) if day})
    best, most = today, 0
    for day in days:
        held = len({t.name for t in terms if t.holds_on(day)})
        if held >= most and held:
            best, most = day, held
    return best


def on_day(entry: Entry, tables: ActorTables, day: str) -> Entry:
    """The same actor as it stood on that day: the office then held, else a former (ELI) or not yet office-holder."""
    if entry.kind != "person":
        return entry
    terms = tables.persons[entry.name, entry.country]
    for term in terms:
        if term.holds_on(day):
            return term
    past = [t for t in terms if t.start <= day]
    if past:
        latest = max(past, key=lambda t: t.end)
        return latest._replace(sector="ELI" if latest.sector in tables.sets["office_sectors"] else latest.sector)
    return min(terms, key=lambda t: t.start)._replace(sector="UNK")
