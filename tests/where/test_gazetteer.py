"""Which places a sentence names. Each case: the sentence, the places with country and kind, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from whowhom.language import Language, Sentence
from whowhom.records import Report
from whowhom.where import Gazetteer, PlaceMention
from whowhom.where.names import fold
from whowhom.where.table import Table


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def parsed(language: Language, text: str) -> Sentence:
    (read,) = language.pipe([Report("r", None, text)])
    return read.sentences[0]


def seen(mentions: list[PlaceMention]) -> list[tuple[str, str | None, str]]:
    return [(m.name, m.country, m.kind) for m in mentions]


CASES = [
    ("Rebels took Goma, North Kivu, Democratic Republic of the Congo.", [("Goma", "COD", "town")],
     "a town and what holds it are one place"),
    ("A soldier was killed in Jenin in the West Bank.", [("Jenin", "PSE", "town")], "a name from another script"),
    ("Shells fell on Kiev and Odessa.", [("Kiev", "UKR", "capital"), ("Odessa", "UKR", "town")], "older spellings"),
    ("The march ended in Cologne.", [("Cologne", "DEU", "town")], "the larger of two towns, by its English name"),
    ("They met in Paris, Texas.", [("Paris", "USA", "town")], "the division beside it decides"),
    ("They met in Paris.", [("Paris", "FRA", "capital")], "the capital"),
    ("Fighting broke out in eastern Ukraine.", [("eastern Ukraine", "UKR", "country")], "a part of a state"),
    ("Ships crossed the Red Sea.", [("Red Sea", None, "water")], "a sea lies in no state"),
    ("Planes landed at Goma International Airport.", [("Goma International Airport", "COD", "town")],
     "a noun of place belongs to the name"),
    ("Two died in the Hosat area of Bari, Puntland.", [("Hosat area", "SOM", "unknown")],
     "an unknown name in a known place"),
    ("They met in Nice, France.", [("Nice", "FRA", "town")], "a word that a preposition makes a place"),
    ("Clinton told Jackson that he left.", [], "surnames"),
    ("They met in August.", [], "a month"),
    ("Paris Hilton met President Washington.", [], "names of persons"),
    ("CAIRO (Reuters) - Crowds gathered in Alexandria.", [("Alexandria", "EGY", "town")], "a dateline is no place"),
    ("LONDON -- The minister flew to Rome.", [("Rome", "ITA", "capital")], "a dateline is no place"),
    ("The EU and the UN protested.", [], "organisations"),
    ("Police stood near the Mandalay Bay resort.", [("Mandalay Bay", None, "unknown")], "a bay that bears a name"),
    ("He spoke in the Democratic People’s Republic of Korea.",
     [("Democratic People’s Republic of Korea", "PRK", "country")], "a state's name inside another's"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_find(
    language: Language, gazetteer: Gazetteer, text: str, expected: list[tuple[str, str | None, str]], why: str
) -> None:
    assert seen(gazetteer.find(parsed(language, text))) == expected, why


def test_the_states_of_a_report_decide_between_towns_of_one_name(language: Language, gazetteer: Gazetteer) -> None:
    sentence = parsed(language, "Police closed the roads in Tripoli.")
    assert [m.country for m in gazetteer.find(sentence, ["LBN"])] == ["LBN"]
    assert [m.country for m in gazetteer.find(sentence, ["LBY"])] == ["LBY"]


def test_a_place_has_coordinates_and_its_number(language: Language, gazetteer: Gazetteer) -> None:
    text = "Crowds gathered in Tbilisi."
    report = Report("r", None, text)
    (mention,) = gazetteer.find(parsed(language, text))
    place = mention.place(report)
    assert (place.name, place.country, place.geonames_id, place.precision) == ("Tbilisi", "GEO", 611717, "city")
    assert place.latitude == pytest.approx(41.7, abs=0.1)
    assert place.longitude == pytest.approx(44.8, abs=0.1)
    assert text[place.text.start : place.text.end] == place.text.text == "Tbilisi"


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Ṣan‘ā’", "sana"), ("Sana'a", "sanaa"), ("Deir ez-Zor", "deir ez zor"), ("Saint Petersburg", "st petersburg"),
     ("St. Petersburg", "st petersburg"), ("Køge", "koge"), ("Łódź", "lodz"), ("ANKARA", "ankara")],
)  # fmt: skip
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_the_tables_hold_what_is_promised() -> None:
    table = Table()
    lines = (Path(__file__).parents[2] / "src/whowhom/data/where/places.tsv").read_text(encoding="utf-8").splitlines()
    kinds = [line.split("\t")[1] for line in lines]
    assert len(kinds) - kinds.count("R") >= 30_000
    assert kinds.count("R") >= 3_500
    assert all(len(line.split("\t")) == 8 for line in lines)
    assert table.lookup("georgia")[0].kind == "country"


def test_names_are_sorted_so_that_bisection_finds_the_first_and_the_last() -> None:
    path = Path(__file__).parents[2] / "src/whowhom/data/where/names.tsv"
    lines = path.read_bytes().splitlines()
    assert lines == sorted(lines)
    table = Table()
    for line in (lines[0], lines[-1], lines[len(lines) // 2]):
        assert table.lookup(line.split(b"\t")[0].decode())
    assert table.lookup("no such place at all") == ()
    assert not table.begins("zzzzz")


def test_a_user_table_adds_regions(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "where"
    folder.mkdir()
    (folder / "regions.csv").write_text(
        "name,aliases,kind,country,latitude,longitude,note\nHosat Valley,,region,KGZ,41.0,74.0,\n", encoding="utf-8"
    )
    sentence = parsed(language, "Troops entered Hosat Valley.")
    assert seen(Gazetteer(tmp_path).find(sentence)) == [("Hosat Valley", "KGZ", "region")]


def test_origin_of_each_table_is_told() -> None:
    folder = Path(__file__).parents[2] / "src/whowhom/data"
    told = (folder / "ORIGINS.csv").read_text(encoding="utf-8")
    for path in (*(folder / "where").iterdir(), *(folder / "when").iterdir()):
        assert f"\n{path.parent.name}/{path.name}," in told
