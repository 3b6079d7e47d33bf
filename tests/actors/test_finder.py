"""Tables, scanning and bare phrases: what the finder promises apart from single sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from whowhom.actors import ActorTables, PartyFinder, code_phrase
from whowhom.actors.characters import fold
from whowhom.actors.scan import scan
from whowhom.language import Sentence, Text
from whowhom.records import Report


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables()


def unparsed(text: str, published: str | None = "2024-09-10") -> Text:
    return Text(Report("r", None, text, published), [Sentence(0, 0, 0, len(text), text)])


def test_names_are_found_in_sentences_that_are_not_parsed(tables: ActorTables) -> None:
    text = unparsed("French diplomats left Mali, the UN said.")
    names = PartyFinder(tables).open(text).names_in(text.sentences[0])
    assert [(n.text, n.entry.country) for n in names] == [("French", "FRA"), ("Mali", "MLI"), ("UN", None)]
    assert all(text.report.text[n.start : n.end] == n.text for n in names)


@pytest.mark.parametrize(("day", "sector"), [("2013-05-01", "GOV"), ("2023-05-01", "ELI")])
def test_a_person_is_what_the_office_of_the_day_makes_him(tables: ActorTables, day: str, sector: str) -> None:
    party = code_phrase("Angela Merkel", date.fromisoformat(day), tables)
    assert party is not None
    assert (party.country, party.sector) == ("DEU", sector)


def test_an_undated_report_takes_the_day_on_which_its_persons_held_office(tables: ActorTables) -> None:
    text = unparsed("Barack Obama met David Cameron and Angela Merkel.", None)
    assert [n.entry.sector for n in PartyFinder(tables).open(text).mentions] == ["GOV", "GOV", "GOV"]


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("two senior Hamas officials", "PSE", "REB"),
        ("a former Italian minister", "ITA", "ELI"),
        ("members of the Knesset", "ISR", "LEG"),
        ("Canadian ambassador to Chile", "CAN", "GOV"),
        ("the Dutch king's office", "NLD", "GOV"),
        ("police", None, "COP"),
        ("the United Nations", None, "IGO"),
        ("MOSCOW", "RUS", "GOV"),
        ("norwegian fishermen", "NOR", None),
    ],
)
def test_bare_phrases(tables: ActorTables, phrase: str, country: str | None, sector: str | None) -> None:
    party = code_phrase(phrase, date(2024, 9, 10), tables)
    assert party is not None
    assert party.country == country
    assert sector is None or party.sector == sector


@pytest.mark.parametrize("phrase", ["yesterday", "the weather", "talks"])
def test_what_is_no_party(tables: ActorTables, phrase: str) -> None:
    assert code_phrase(phrase, date(2024, 9, 10), tables) is None


def test_words_inside_words_and_common_words_are_no_names(tables: ActorTables) -> None:
    assert scan("The turkey was served with chilean-style polish.", tables, "2024-09-10") == []


def test_the_users_rows_are_added(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    rows = "name,aliases,country,sector,role,from,to,note\nRoe Front,RFQ,TCD,REB,armed group,2020,,\n"
    (tmp_path / "actors" / "groups.csv").write_text(rows, encoding="utf-8")
    party = code_phrase("RFQ fighters", date(2024, 9, 10), ActorTables(tmp_path))
    assert party is not None
    assert (party.country, party.sector) == ("TCD", "REB")


def test_protesters_without_words_of_their_own(tables: ActorTables) -> None:
    from whowhom.language import Language

    text = next(Language().pipe([Report("r", None, "Protests in Serbia went on.", "2024-09-10")]))
    word = text.sentences[0].words[0]
    party = PartyFinder(tables).open(text).crowd(word)
    assert (party.name, party.country, party.sector) == ("protesters", "SRB", "CVL")


@pytest.mark.parametrize("text", ["Erdoğan", "İstanbul", "São Tomé", "ﬁn", "Łódź", "ẞ", "l’été"])
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
