"""Which events are asked for, as a value, and as SQL."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from whowhom.errors import StoreError
from whowhom.store.naming import country_code, party_name

Condition = tuple[str, list[Any]]
"""SQL over `event e JOIN report r`, with its parameters."""
DISPUTED = """
(e.disputed OR (e.event_no IN (FROM said_not) AND e.incident IN (
  SELECT incident FROM event WHERE current AND modality <> 'negated' AND incident IN (
    SELECT incident FROM event WHERE current AND event_no IN (FROM said_not)
  )
)))"""
"""SQL over `event e`: what somebody denies, and what one says did not happen while others tell that it did."""
ROLES = {"actor": "actor", "recipient": "recipient", "asserted_by": "speaker", "denied_by": "denier"}


@dataclass(frozen=True)
class Selection:
    """Conditions that must all hold; of several values for one of them, any. Empty is everything.

    Parties and places are given by code ("PRK") or by any name ("North Korea", "Hamas", "Putin"); dates in ISO, as
    exact as you like ("2024", "2024-06", "2024-06-19"). An act whose date its report does not tell counts on the day
    of publication. `text`: words that the sentences of evidence all hold.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    event_type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    modality: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    disputed: bool = False
    incident: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    text: str | None = None

    @classmethod
    def of(cls, **conditions: Any) -> Selection:
        """From keyword arguments, a single value standing for a list of one. TypeError for an unknown condition."""
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(conditions) - known):
            raise TypeError(f"no condition {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        single = ("since", "until", "text", "disputed", "between")
        given = {name: value for name, value in conditions.items() if value is not None}
        many = {name: (value,) if isinstance(value, str | int) else tuple(value) for name, value in given.items()
                if name not in single}  # fmt: skip
        between = {"between": tuple(given["between"])} if "between" in given else {}
        return cls(**{name: given[name] for name in single if name in given} | many | between)

    def where(self) -> Condition:
        """SQL that holds for the chosen events, with its parameters; for `event e JOIN report r`."""
        found = [("e.current", []), *self._parties(), *self._values(), *self._days(), *self._words()]
        return " AND ".join(sql for sql, _ in found), [value for _, values in found for value in values]

    @property
    def tables(self) -> str:
        """What `where` is asked of; reports are joined only where a condition is about them."""
        about_reports = self.publisher or self.story or self.report
        return "event e" + (" JOIN report r ON r.report_no = e.report_no" if about_reports else "")

    def _parties(self) -> list[Condition]:
        found = [
            _party(role, getattr(self, condition)) for condition, role in ROLES.items() if getattr(self, condition)
        ]
        if self.party:
            found.append(_party(None, self.party))
        if self.between:
            found.append(between(*self.between))
        return found

    def _values(self) -> list[Condition]:
        lists = {
            "e.event_type": tuple(name.upper() for name in self.event_type),
            "e.mode": self.mode,
            "e.quad": self.quad,
            "e.modality": self.modality,
            "e.incident": self.incident,
            "r.story": self.story,
            "r.report_id": self.report,
        }
        found: list[Condition] = [
            (f"{column} IN (SELECT unnest(?))", [list(values)]) for column, values in lists.items() if values
        ]
        if self.disputed:
            found.append((DISPUTED, []))
        for column, values in (("r.publisher", self.publisher), ("e.instrument", self.instrument)):
            if values:
                found.append(_any([(f"contains(lower({column}), ?)", [value.lower()]) for value in values]))
        if self.place:
            found.append(_any([_place(name) for name in self.place]))
        return found

    def _days(self) -> list[Condition]:
        found: list[Condition] = []
        if self.since:
            found.append(("coalesce(e.last_day, e.day) >= ?::DATE", [day(self.since)]))
        if self.until:
            found.append(("e.day <= ?::DATE", [day(self.until, last=True)]))
        return found

    def _words(self) -> list[Condition]:
        return [("contains(e.words, ?)", [word]) for word in (self.text or "").lower().split()]


def between(one: str, other: str) -> Condition:
    """Events in which the one acts on the other, or both act together."""
    (is_one, a), (is_other, b) = party_match(one), party_match(other)
    query = f"""
        SELECT event_no FROM (
          SELECT event_no, role, {is_one} AS one, {is_other} AS other FROM party
          WHERE role IN ('actor', 'recipient') AND (one OR other)
        )
        GROUP BY event_no
        HAVING (bool_or(one AND role = 'actor') AND bool_or(other))
            OR (bool_or(other AND role = 'actor') AND bool_or(one AND role = 'recipient'))
    """
    return f"e.event_no IN ({query})", [a, b]


def day(text: str, last: bool = False) -> str:
    """The first (or last) day of an ISO date, month or year. StoreError for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text.strip())
    try:
        if not match:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        number = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, number).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        raise StoreError(f"{text!r}: expected a date such as 2024-06-19, 2024-06 or 2024") from None


def _party(role: str | None, names: tuple[str, ...]) -> Condition:
    roles = (role,) if role else tuple(ROLES.values())
    return _any([_numbers(roles, name) for name in names])


def _numbers(roles: tuple[str, ...], name: str) -> Condition:
    """Events in which a party so called has one of these roles."""
    who, value = party_match(name)
    marks = ", ".join(f"'{role}'" for role in roles)
    return f"e.event_no IN (SELECT event_no FROM party WHERE role IN ({marks}) AND {who})", [value]


def party_match(name: str) -> tuple[str, str]:
    """SQL over the columns of the table `party`, and its parameter: by state, else by a part of the name."""
    if code := country_code(name):
        return "country = ?", code
    return "contains(lower(name), ?)", party_name(name).lower()


def _place(name: str) -> Condition:
    if code := country_code(name):
        return "e.place.country = ?", [code]
    return "contains(lower(e.place.name), ?)", [name.lower()]


def _any(found: list[Condition]) -> Condition:
    return f"({' OR '.join(sql for sql, _ in found)})", [value for _, values in found for value in values]
