"""The event tables are edited by hand: what a slip would break is told here, with the file and the row."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

import whowhom.data

EVENTS = Path(whowhom.data.__file__).parent / "events"
TRIGGERS = sorted((EVENTS / "triggers").glob("*.csv"))
CONDITIONS = ("word", "pos", "modifier", "particle", "subject", "object", "prep", "prep_object", "complement")
CLASS_CELLS = ("word", "modifier", "subject", "object", "prep_object", "complement")
PLACES = {
    "subject", "object", "indirect", "owner", "object.owner", "complement", "complement.object", "speaker", "holder",
    "none",
}
PREPOSITIONS = {
    "about", "across", "after", "against", "along", "alongside", "among", "around", "as", "at", "because", "before",
    "behind", "between", "beyond", "by", "despite", "during", "for", "from", "in", "inside", "into", "near", "of",
    "off", "on", "onto", "out", "outside", "over", "through", "to", "toward", "towards", "under", "upon", "via",
    "with", "within",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ontology() -> dict[str, Any]:
    types: dict[str, Any] = tomllib.loads((EVENTS / "ontology.toml").read_text(encoding="utf-8"))["types"]
    return types


def classes() -> set[str]:
    named = {row["class"] for path in (EVENTS / "classes").glob("*.csv") for row in rows(path)}
    return named | {"party", "place", "infinitive"}


@pytest.mark.parametrize("path", TRIGGERS, ids=lambda p: p.stem)
def test_rows_are_whole_and_told_once(path: Path) -> None:
    """Every row has a word, a part of speech, an example and no cell too many; no two rows ask for the same."""
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows(path), 2):
        where = f"{path.name}:{number} {row['word']}"
        assert None not in {*row, *row.values()}, f"{where}: wrong number of cells"
        assert all((row["word"], row["example"])), f"{where}: no word or no example"
        assert row["pos"] in ("verb", "noun", "adj"), f"{where}: part of speech {row['pos']!r}"
        key = tuple(row.get(column, "") for column in CONDITIONS)
        assert key not in seen, f"{where}: the same conditions stand in an earlier row"
        seen.add(key)


@pytest.mark.parametrize("path", TRIGGERS, ids=lambda p: p.stem)
def test_types_modes_classes_and_positions_are_known(path: Path) -> None:
    types, named = ontology(), classes()
    for number, row in enumerate(rows(path), 2):
        where = f"{path.name}:{number} {row['word']}"
        assert row["type"] in (*types, "NONE", "DENY"), f"{where}: type {row['type']!r}"
        if row["mode"]:
            assert row["mode"] in types[row["type"]].get("modes", {}), f"{where}: mode {row['mode']!r}"
        for column in CLASS_CELLS:
            for item in row.get(column, "").split("|"):
                name = item.lstrip("!")
                assert not name.startswith("@") or name[1:] in named, f"{where}: class {name} in {column}"
        for column in ("actor", "recipient"):
            for position in filter(None, row[column].replace("+", "|").split("|")):
                assert position.strip() in PLACES | PREPOSITIONS, f"{where}: position {position!r} in {column}"


def test_ontology_has_the_sixteen_types_with_numbers_in_range() -> None:
    types = ontology()
    assert len(types) == 16
    for name, row in types.items():
        assert row["quad"] in (1, 2, 3, 4), name
        scores = [row["intensity"], *row.get("modes", {}).values()]
        assert all(-10 <= score <= 10 for score in scores), name
        assert (row["quad"] in (1, 2)) == (row["intensity"] > 0) or name == "REQUEST", name


def test_modality_and_light_verbs_use_known_words() -> None:
    for row in rows(EVENTS / "modality.csv"):
        assert row["scope"] in ("self", "complement", "clause", "purpose"), row
        assert row["effect"] in ("planned", "possible", "negated", "suppress", "actual"), row
        assert all((row["word"], row["example"])), row
    for row in rows(EVENTS / "light_verbs.csv"):
        assert all((row["verb"], row["note"])), row
        assert row["noun_role"] in ("actor", "recipient"), row
        assert row["modality"] in ("", "planned", "possible", "negated"), row


def test_all_37_contexts_have_words() -> None:
    table = rows(EVENTS / "contexts.csv")
    assert len(table) == len({row["context"] for row in table}) == 37
    assert all(len(row["lemmas"].split("|")) >= 10 for row in table)
