"""Codes that other event data sets use for countries, sectors and acts, from the tables of `data/export/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from whowhom.data import rows
from whowhom.records import Event, Party


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory; an empty code where a list does not have it.

    `cow` is the number in the state list of the Correlates of War project, `fips` the code of FIPS 10-4, `cameo` that
    of CAMEO and `plover` that of PLOVER.
    """

    cow: str
    fips: str
    cameo: str
    plover: str


@dataclass(frozen=True, slots=True)
class Act:
    """A CAMEO event code with the value that GDELT gives it on Goldstein's scale."""

    code: str
    goldstein: str

    @property
    def base(self) -> str:
        return self.code[:3]

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def quad(self) -> int:
        """GDELT's class: verbal and material cooperation, verbal and material conflict."""
        root = int(self.root)
        return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


UNLISTED = Country("", "", "", "")


def country(code: str | None) -> Country:
    """The codes for an ISO 3166-1 alpha-3 code (XKX Kosovo)."""
    return _countries().get(code or "", UNLISTED)


def plover_country(party: Party) -> str:
    """PLOVER's country of a party: that of its state, or the kind of what belongs to no one state; may be empty."""
    return country(party.country).plover if party.country else _sectors()[party.sector][1]


def role(party: Party) -> str:
    """CAMEO's code for the sector of a party; empty where it has none."""
    return _sectors()[party.sector][0]


def act(event: Event) -> Act:
    """The CAMEO code of an event: that of its mode, or of its type where the mode is none or one of the user's own."""
    found = _acts().get((event.event_type, event.mode or ""))
    return found or _acts()[event.event_type, ""]


@cache
def _countries() -> dict[str, Country]:
    columns = ("country", "cow", "fips", "cameo", "plover")
    return {
        row["country"]: Country(
            row["cow"], row["fips"], row["cameo"] or row["country"], row["plover"] or row["country"]
        )
        for row in rows("export/countries.csv", required=columns)
    }


@cache
def _sectors() -> dict[str, tuple[str, str]]:
    """Sector to its CAMEO code and to PLOVER's country code for such a party without a state."""
    found = rows("export/sectors.csv", required=("sector", "cameo", "stateless"))
    return {row["sector"]: (row["cameo"], row["stateless"]) for row in found}


@cache
def _acts() -> dict[tuple[str, str], Act]:
    found = rows("export/cameo.csv", required=("type", "mode", "code", "goldstein"))
    return {(row["type"], row["mode"]): Act(row["code"], row["goldstein"]) for row in found}
