"""What the actor tables promise: well-formed rows, no name that means two actors at one time, offices without gaps."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import as_file, files
from itertools import combinations
from pathlib import Path

import pytest

Row = dict[str, str]

with as_file(files("whowhom") / "data") as data_folder:
    DATA: Path = data_folder
ACTORS = DATA / "actors"

BASE = ["name", "aliases", "country", "sector", "role", "from", "to", "note"]
PERSON = ["name", "aliases", "family", *BASE[2:]]
COLUMNS = {
    "states": [*BASE, "adjectives", "combining", "demonyms", "capital", "seats"],
    "regions": [*BASE, "adjectives", "demonyms"],
    "peoples": [*BASE, "adjectives"],
    "organisations": BASE,
    "groups": BASE,
    "institutions": BASE,
    "head_nouns": ["noun", "plural", "sector", "kind", "note"],
    "titles": ["title", "aliases", "sector", "role", "note"],
    "offices": ["phrase", "plural", "country", "role", "sector", "note"],
}
SECTORS = {
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "PRE", "REB", "UAF", "PRM", "IGO", "NGO", "BUS", "CVL",
    "ELI", "EDU", "JRN", "LAB", "MED", "REF", "REL", "SOC", "CRM", "AGR", "UNK",
}  # fmt: skip
ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
HEADS = {
    "president", "prime minister", "chancellor", "monarch", "head of state", "supreme leader", "paramount leader",
    "chief executive", "co-prince", "captain regent", "pope", "head of the interim government", "crown prince",
    "president of the transitional council", "Taliban supreme leader",
}  # fmt: skip
# states that came into being, or under a government of their own, after 2000
YOUNG = {"SSD": 2011, "XKX": 2002, "TLS": 2002}


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


TABLES: dict[str, list[Row]] = {path.stem: read(path) for path in sorted(ACTORS.glob("*.csv"))}
NAMED = {stem: rows for stem, rows in TABLES.items() if rows and "name" in rows[0]}
PERSONS = [row for stem, rows in NAMED.items() if stem.startswith("persons_") for row in rows]


def first_day(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10] if date else "0001-01-01"


def last_day(date: str) -> str:
    return (date + "-12-31")[:10] if len(date) == 4 else (date + "-31")[:10] if date else "9999-12-31"


def overlap(one: Row, other: Row) -> bool:
    return first_day(one["from"]) <= last_day(other["to"]) and first_day(other["from"]) <= last_day(one["to"])


def cell(row: Row, column: str) -> list[str]:
    return [part for part in row.get(column, "").split("|") if part]


def forms(row: Row) -> Iterator[tuple[str, bool]]:
    """Every way to write the row's actor, without its mark, and whether it may be shared: names never bear the mark
    and yield to it."""
    yield row["name"], False
    for alias in [*cell(row, "aliases"), *cell(row, "capital"), *(s.rpartition(":")[0] for s in cell(row, "seats"))]:
        yield alias.removeprefix("~"), alias.startswith("~")


@pytest.mark.parametrize("stem", TABLES)
def test_header_is_the_documented_one(stem: str) -> None:
    with (ACTORS / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS.get(stem, PERSON)


@pytest.mark.parametrize("stem", TABLES)
def test_every_row_has_every_column_and_clean_cells(stem: str) -> None:
    for row in TABLES[stem]:
        assert None not in row, row
        assert None not in row.values(), row
        for column, value in row.items():
            parts = value.split("|")
            assert value == value.strip(), (row, column)
            assert len(parts) == 1 or all(part.strip() == part != "" for part in parts), (row, column)
            assert column in {"note", "role"} or len(set(parts)) == len(parts), (row, column)


@pytest.mark.parametrize("stem", TABLES)
def test_countries_and_sectors_are_codes(stem: str) -> None:
    countries = {row["country"] for row in TABLES["states"]}
    for row in TABLES[stem]:
        assert row.get("country", "") in countries | {""}, row
        assert row.get("sector", "") in SECTORS | ({""} if stem == "titles" else set()), row


def test_codes_of_states_are_those_of_the_gazetteer() -> None:
    known = {row["country"] for row in read(DATA / "where" / "countries.csv")}
    dissolved = {"ANT", "SCG"}  # the Netherlands Antilles and Serbia and Montenegro are coded as what followed them
    american = {"ASM", "GUM", "MNP", "PRI", "UMI", "VIR"}  # docs/design/actors.md: parties there are the USA's
    assert {row["country"] for row in TABLES["states"]} == known - dissolved - american - {"ATA"}


@pytest.mark.parametrize("stem", NAMED)
def test_dates_are_iso_and_in_order(stem: str) -> None:
    for row in NAMED[stem]:
        for date in (row["from"], row["to"]):
            assert not date or ISO_DATE.fullmatch(date), row
        assert first_day(row["from"]) <= last_day(row["to"]), row


def test_a_name_means_one_actor_at_a_time_unless_marked() -> None:
    owners: dict[str, list[tuple[str, Row, bool]]] = defaultdict(list)
    for stem, rows in NAMED.items():
        for row in rows:
            for form, marked in forms(row):
                owners[form].append((stem, row, marked))
    clashes = [
        (form, one[1]["name"], two[1]["name"])
        for form, meanings in owners.items()
        for one, two in combinations(meanings, 2)
        if not one[2] and not two[2] and overlap(one[1], two[1]) and not same_actor(*one[:2], *two[:2])
    ]
    assert clashes == []


def same_actor(stem: str, row: Row, other_stem: str, other: Row) -> bool:
    """Persons stand under one name in all tables (a minister who becomes an envoy of the UN has no country then)."""
    if stem.startswith("persons_") and other_stem.startswith("persons_"):
        return row["name"] == other["name"]
    return stem == other_stem and (row["name"], row["country"]) == (other["name"], other["country"])


def test_names_bear_no_mark_and_no_article() -> None:
    for rows in NAMED.values():
        for row in rows:
            assert not row["name"].startswith("~"), row
            for form, _ in forms(row):
                assert not form.startswith("the "), row


def test_every_state_has_what_news_calls_it() -> None:
    states = [row for row in TABLES["states"] if row["role"] == "state"]
    assert len(states) == 197
    for row in states:
        assert row["capital"] or row["name"] in {"Singapore", "Monaco"}, row
        assert row["adjectives"] or row["name"] == "Dominica", row
    for row in TABLES["states"]:
        for seat in cell(row, "seats"):
            assert seat.rpartition(":")[2] in SECTORS, row


@pytest.mark.parametrize(("stem", "least"), [("organisations", 150), ("groups", 250), ("institutions", 2000)])
def test_tables_are_as_full_as_promised(stem: str, least: int) -> None:
    assert len({row["name"] for row in TABLES[stem]}) >= least


def test_hundred_fifty_international_organisations_and_250_armed_groups() -> None:
    international = {row["name"] for row in TABLES["organisations"] if row["sector"] == "IGO"}
    armed = {row["name"] for row in TABLES["groups"] if row["sector"] in {"REB", "UAF", "PRM"}}
    assert len(international) >= 150
    assert len(armed) >= 250


@pytest.mark.parametrize("row", [r for r in TABLES["states"] if r["role"] == "state"], ids=lambda row: row["country"])
def test_each_state_has_a_head_in_every_year(row: Row) -> None:
    terms = [p for p in PERSONS if p["country"] == row["country"] and p["role"] in HEADS]
    for year in range(YOUNG.get(row["country"], 2000), 2025):
        whole: Row = {"from": str(year), "to": str(year)}
        assert any(overlap(term, whole) for term in terms), year


def test_offices_lead_to_roles_that_somebody_holds() -> None:
    held = {row["role"] for row in PERSONS}
    composed = {"mayor", "governor", "secretary-general", "first minister", "head of the transitional council"}
    for row in TABLES["offices"]:
        assert set(cell(row, "role")) <= held | composed, row


@pytest.mark.parametrize(
    ("country", "role", "day", "name"),
    [
        ("USA", "president", "2014-06-01", "Barack Obama"),
        ("USA", "foreign minister", "1999-03-24", "Madeleine Albright"),
        ("GBR", "foreign minister", "2003-03-20", "Jack Straw"),
        ("DEU", "chancellor", "1998-01-01", "Helmut Kohl"),
        ("FRA", "prime minister", "2001-09-11", "Lionel Jospin"),
        ("RUS", "foreign minister", "2022-03-01", "Sergei Lavrov"),
        ("ETH", "prime minister", "2021-11-01", "Abiy Ahmed"),
        ("ZWE", "president", "2008-06-27", "Robert Mugabe"),
        ("KEN", "president", "2023-06-01", "William Ruto"),
        ("MLI", "prime minister", "2022-07-01", "Choguel Maiga"),
    ],
)
def test_holder_of_an_office_on_a_day(country: str, role: str, day: str, name: str) -> None:
    holders = [
        row["name"] for row in PERSONS
        if row["country"] == country and row["role"] == role and first_day(row["from"]) <= day <= last_day(row["to"])
    ]  # fmt: skip
    assert holders[:1] == [name]


def test_persons_have_a_family_name_or_one_name_alone() -> None:
    for row in PERSONS:
        assert row["family"], row


def test_head_nouns_are_many_lower_case_and_mean_one_thing() -> None:
    nouns = TABLES["head_nouns"]
    assert len(nouns) >= 450
    seen: dict[str, Row] = {}
    for row in nouns:
        assert row["kind"] in {"person", "people", "body", "asset", "metonym"}, row
        assert set(row["note"].split()) <= {"owner", "weak"}, row
        for form in {row["noun"], row["plural"]} - {""}:
            assert form == form.lower(), row
            assert seen.setdefault(form, row) is row, (form, row, seen[form])


def test_titles_and_offices_stand_once() -> None:
    titles = [form for row in TABLES["titles"] for form in (row["title"], *cell(row, "aliases"))]
    offices = [(row["phrase"], row["country"]) for row in TABLES["offices"]]
    assert len(set(titles)) == len(titles)
    assert len(set(offices)) == len(offices)


def test_origin_of_each_table_is_told() -> None:
    told = {row["file"] for row in read(DATA / "ORIGINS.csv")}
    assert {f"actors/{path.name}" for path in ACTORS.glob("*.csv")} <= told
