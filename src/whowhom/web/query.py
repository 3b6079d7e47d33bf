"""What an address asks for: the conditions of `whowhom events` under the same names, and what a page can choose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from whowhom.data import settings
from whowhom.errors import StoreError
from whowhom.export.relations import quad_names
from whowhom.store.selection import Selection, day
from whowhom.web.refusal import Refusal, wrong

Pairs = tuple[tuple[str, str], ...]
FIELDS = {
    "text": "text", "actor": "actor", "recipient": "recipient", "party": "party", "between": "between",
    "type": "event_type", "mode": "mode", "quad": "quad", "modality": "modality", "since": "since", "until": "until",
    "place": "place", "publisher": "publisher", "asserted-by": "asserted_by", "denied-by": "denied_by",
    "disputed": "disputed", "instrument": "instrument", "incident": "incident", "story": "story", "report": "report",
}  # fmt: skip
"""Name in the address to field of `Selection`."""
SINGLE = frozenset({"text", "since", "until", "disputed"})
MODALITIES = ("actual", "planned", "possible", "negated")
NAMES = frozenset({"id", "incident", "story", "report"})
LONGEST, LONGEST_NAME, MOST = 200, 2_000, 20
"""Characters of a value and of one of `NAMES` (a report can be called by its address), values of a condition."""


@dataclass(frozen=True)
class Query:
    """`conditions` are those of the selection as they stand in the address, in the order of `FIELDS`; `options` what
    else the page can choose, by name."""

    conditions: Pairs = ()
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        found: dict[str, Any] = {}
        for name in FIELDS:
            if given := self.given(name):
                found[FIELDS[name]] = _value(name, given)
        return Selection.of(**found)

    def given(self, name: str) -> tuple[str, ...]:
        return tuple(value for at, value in self.conditions if at == name)

    def but(self, **changes: str | Iterable[str] | None) -> Query:
        """With these conditions instead (`asserted_by` for "asserted-by"); None takes one out."""
        new = {name.replace("_", "-"): value for name, value in changes.items()}
        kept = [(name, value) for name, value in self.conditions if name not in new]
        for name, value in new.items():
            if value is not None:
                kept += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        return Query(_ordered(kept))

    def without(self, name: str, value: str) -> Query:
        return Query(tuple(pair for pair in self.conditions if pair != (name, value) and not (
            name == "between" and pair[0] == "between")))  # fmt: skip

    def string(self, **options: str | int | None) -> str:
        """As it stands in an address, "?" included; empty where nothing is asked for."""
        pairs = [*self.conditions, *((name, str(value)) for name, value in options.items() if value is not None)]
        return f"?{urlencode(pairs)}" if pairs else ""


def read(
    pairs: Iterable[tuple[str, str]],
    options: Mapping[str, tuple[str, ...] | None],
    conditions: Collection[str] = tuple(FIELDS),
) -> Query:
    """The query of an address. `options` names what the page can choose beside the selection, with the values it can
    have (None: any), `conditions` those that it takes. Raises `Refusal` for a name or value that there is not."""
    given: list[tuple[str, str]] = []
    chosen: dict[str, str] = {}
    for name, value in pairs:
        value = value.strip()
        if len(value) > (longest := LONGEST_NAME if name in NAMES else LONGEST):
            raise wrong(f"a value of {name}", f"{value[:60]}…", f"at most {longest} characters")
        if name in options:
            allowed = options[name]
            if allowed is not None and value not in allowed:
                raise wrong(f"a value of {name}", value, ", ".join(allowed))
            chosen[name] = value
        elif name in conditions:
            given += [(name, one) for one in _several(name, value)]
        else:
            raise wrong("something", name, ", ".join([*options, *conditions]))
    query = Query(_ordered(given), chosen)
    for name in FIELDS:
        _check(name, query.given(name))
    return query


def _several(name: str, value: str) -> list[str]:
    """Values that one field of a form holds, parted by semicolons."""
    if name in SINGLE:
        return [value] if value else []
    if name == "type":
        value = value.upper()
    return [part for one in value.split(";") if (part := one.strip())]


def _ordered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    order = list(FIELDS)
    return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: order.index(pair[0])))


def _value(name: str, given: tuple[str, ...]) -> Any:
    if name == "disputed":
        return True
    if name == "quad":
        return tuple(map(int, given))
    return given[0] if name in SINGLE else given


def _check(name: str, given: tuple[str, ...]) -> None:
    known = {
        "quad": tuple(map(str, quad_names())), "modality": MODALITIES, "disputed": ("1",),
        "type": types(),
    }.get(name)  # fmt: skip
    for value in given:
        if known and value not in known:
            raise wrong(f"a value of {name}", value, ", ".join(known[:16]))
        if name in ("since", "until"):
            try:
                day(value)
            except StoreError as error:
                raise wrong("a date", value, "a date such as 2024-06-19, 2024-06 or 2024") from error
    if name == "between" and given and len(given) != 2:
        raise wrong("parties to stand between", "; ".join(given), "two parties: between=A&between=B")
    if len(given) > (1 if name in SINGLE else MOST):
        raise Refusal(400, f"Too many values of {name}.", str(len(given)), f"at most {1 if name in SINGLE else MOST}")


@cache
def types() -> tuple[str, ...]:
    """The event types, in the order of the codebook."""
    return tuple(settings("events/ontology.toml")["types"])


@cache
def gists() -> dict[str, str]:
    return {name: str(entry["gist"]) for name, entry in settings("events/ontology.toml")["types"].items()}


@cache
def modes() -> tuple[str, ...]:
    entries = settings("events/ontology.toml")["types"].values()
    return tuple(sorted({mode for entry in entries for mode in entry.get("modes", {})}))
