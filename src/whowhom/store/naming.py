"""What a user calls a party or a place, to what the store calls it."""

from __future__ import annotations

from functools import cache

from whowhom import data
from whowhom.export.countries import country_name

ORGANISATIONS = ("actors/organisations.csv", "actors/groups.csv")


def country_code(name: str) -> str | None:
    """The ISO alpha-3 code of a state by its code or any of its names; None where it is no state's."""
    return _states().get(name.strip().casefold())


def party_name(name: str) -> str:
    """The name under which records have an organisation or group called by one of its other names; else as given."""
    return _organisations().get(name.strip().casefold(), name.strip())


def common_name(party: str) -> str:
    """The name of a state given by its code or any of its names, of an organisation by any of its names; else as
    given."""
    code = country_code(party)
    return (country_name(code) or code) if code else party_name(party)


@cache
def organisations() -> frozenset[str]:
    """The names under which records have the organisations and groups of the tables."""
    return frozenset(_organisations().values())


@cache
def _states() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in data.rows("actors/states.csv", required=("name", "aliases", "country")):
        names = [row["name"], *row["aliases"].split("|"), row["country"]]
        found |= {name.casefold(): row["country"] for name in names if name and row["country"]}
    return found


@cache
def _organisations() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in ORGANISATIONS:
        for row in data.rows(file, required=("name", "aliases")):
            for name in (row["name"], *row["aliases"].split("|")):
                found.setdefault(name.casefold(), row["name"])
    return found
