"""What names in doubt stand on: a family name alone, a name that is also a word (see `data/actors/README.md`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from whowhom.actors.tables import ActorTables, Entry, Form, Head

NEAR = 60
"""Characters within which a country stands "beside" a name."""
_NAME_AFTER = re.compile(r" ([A-Z][a-z]+)")
Hit = tuple[int, int, list[Form]]
"""A name at `start:end` and the forms that it may be."""


def needs_ground(form: Form) -> bool:
    """Whether a form counts only with more ground than its words."""
    return form.marked or form.shape == "family"


class Ground:
    """What the sure names of a report say for those in doubt."""

    def __init__(self, text: str, sure: list[Hit], tables: ActorTables, day: str) -> None:
        self._text, self._sure, self._tables, self._day = text, sure, tables, day
        self._starts = [s for s, _, _ in sure]
        forms = [f for _, _, found in sure for f in found]
        self._named = {(f.entry.name, f.entry.country) for f in forms}
        self._countries = {f.entry.country for f in forms if f.entry.kind != "person"}
        self._states = any(f.entry.kind == "state" for f in forms)

    def holds(self, form: Form, start: int, end: int) -> bool:
        entry = form.entry
        if (entry.name, entry.country) in self._named:
            return True
        if entry.kind == "person" and (title := _title(self._text, start, self._tables)) is not None:
            if form.shape == "family" and not self._ever(entry, title):
                return False
            return form.shape != "family" or not _given(self._text, end, self._tables)
        if form.shape == "family":  # "Clinton" alone, of somebody in office in a country that the report names
            return (
                entry.country in self._countries
                and self._tables.is_current(entry, self._day)
                and form.text.lower() not in self._tables.sets["month_names"]
                and _alone(self._text, start, end)
            )
        if form.shape in ("capital", "seat") and (
            entry.country in self._countries
            or (self._states and form.text.lower() in self._tables.sets["bold_capitals"])
        ):
            return True
        return entry.country is not None and _beside(entry.country, start, end, self._starts, self._sure)

    def _ever(self, entry: Entry, title: Head) -> bool:
        """Whether a person has ever held the office that none is without: no "King Roe" is the senator Roe."""
        if title.roles not in (("monarch",), ("president",)):
            return True
        return any(title.roles[0] in term.role for term in self._tables.persons[entry.name, entry.country])


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name stands without other capitalised words around it, inside a sentence."""
    before, after = text[max(0, start - 30) : start].split(), text[end : end + 20].split()
    if end - start < 4:
        return False
    opens = len(before) > 1 and before[-2][-1:] in (".", "!", "?", ":")  # "... . Following Roe's arrest"
    opens = opens or (not text[: max(0, start - 30)].strip() and len(before) == 1)
    return not (before and before[-1][0].isupper() and not opens) and not (
        after and text[end : end + 1] == " " and after[0][0].isupper()
    )


def _given(text: str, end: int, tables: ActorTables) -> bool:
    """Whether a name is but somebody else's given name: "Rabbi Jonathan Roe", but not "the Bush Administration"."""
    after = _NAME_AFTER.match(text, end)
    return after is not None and after.group(1).lower() not in tables.head_words


def _title(text: str, start: int, tables: ActorTables) -> Head | None:
    """The title or the office that stands right before ("President Xi", "Mr. Park")."""
    before = text[max(0, start - 40) : start].rstrip()
    words = before.split()[-3:]
    for k in range(min(3, len(words)), 0, -1):
        phrase = " ".join(words[-k:]).lower().strip("(\"'“")
        if title := tables.titles.get(phrase.rstrip(".")):
            return title
        if words[-1][-1:] not in ".,;:" and (head := tables.head(phrase)):
            return head
    return None


def _beside(country: str, start: int, end: int, starts: Sequence[int], sure: list[Hit]) -> bool:
    at = bisect_right(starts, start)
    for s, e, forms in sure[max(0, at - 2) : at + 2]:
        near = max(s - end, start - e) <= NEAR and not (s < end and start < e)
        if near and any(f.entry.country == country for f in forms):
            return True
    return False
