"""Ontology, contexts, instruments, identifiers, and what is coded at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import whowhom
from whowhom.events.contexts import Contexts
from whowhom.events.ontology import Ontology
from whowhom.events.records import event_id
from whowhom.events.relevance import Topics
from whowhom.records import Report


@pytest.mark.parametrize(
    ("lemmas", "text", "contexts"),
    [
        (["the", "senator", "vote"], "The senators voted.", ("legislative", "election")),
        (["a", "white", "house"], "The White House spoke.", ("executive",)),
        (["a", "banana"], "A banana.", ()),
    ],
)
def test_contexts(lemmas: list[str], text: str, contexts: tuple[str, ...]) -> None:
    """Single lemmas and phrases; each context once, in the order of its words."""
    assert Contexts().of(lemmas, text) == contexts


def test_a_mode_has_the_intensity_of_its_own() -> None:
    ontology = Ontology()
    consult = ontology.types["CONSULT"]
    assert ontology.intensity("CONSULT", None) == ontology.intensity("CONSULT", "unheard-of") == consult.intensity
    assert ontology.intensity("CONSULT", "visit") == consult.modes["visit"] != consult.intensity


def test_the_users_intensity_is_that_of_the_type_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "ontology.toml").write_text("version = '1.0-mine'\n[types.AID]\nintensity = 1.5\n")
    mine, package = Ontology(tmp_path), Ontology()
    assert (mine.version, mine.types["AID"].intensity, mine.types["AID"].quad) == ("1.0-mine", 1.5, 2)
    assert {k: v for k, v in mine.types.items() if k != "AID"} == {k: v for k, v in package.types.items() if k != "AID"}


def test_identifiers_are_stable_and_differ() -> None:
    report = Report("r", None, "Rebels left.")
    others = [replace(report, id="s"), replace(report, text="Rebels stayed.")]
    ids = {event_id(report, 0), event_id(report, 1), *(event_id(other, 0) for other in others)}
    assert len(ids) == 4
    assert event_id(report, 0) == event_id(replace(report, title="x", url="y"), 0)
    assert all(len(one) == 16 for one in ids)


@pytest.mark.parametrize(
    ("text", "political"),
    [
        ("The striker scored a late goal as the team won the cup final at the stadium before its coach.", False),
        ("The actress wore a dress at the film premiere, and the singer's album won awards at the show.", False),
        ("Astronomers at the observatory saw a comet and two planets orbit a galaxy in a telescope.", False),
        ("The minister told parliament that troops would leave; the opposition called for a ceasefire.", True),
        ("They met.", True),
    ],
)
def test_topics(text: str, political: bool) -> None:
    """A report that is about something else than politics is not coded; one too short to tell is."""
    assert Topics().is_political(text) is political


def test_a_word_that_fills_a_report_is_one_word_of_it() -> None:
    topics = Topics()
    assert topics.share("goal " * 9 + "troops") > topics.share("goal ball stadium coach team troops")
    assert topics.share("goal") > topics.share("goal goal")


RELEVANT = [
    ("Gunmen attacked a convoy of the Nigerian army.", 1, "a force is political"),
    ("A company donated money to a farmer.", 0, "two parties that are not"),
    ("Workers protested in Lima.", 1, "a protest always is"),
    ("An earthquake killed ten people in Nepal.", 0, "a disaster is nobody's act"),
    ("A boat sank off Nigeria, killing a minister.", 0, "nor is an accident, whoever dies"),
    ("A boat sank off Nigeria in a rebel raid, killing a minister.", 1, "a word of force makes it one"),
]


@pytest.mark.parametrize(("text", "records", "why"), RELEVANT)
def test_what_is_coded(text: str, records: int, why: str, coder: whowhom.Coder) -> None:
    assert len(coder.code(Report("r", None, text)).events) == records, why


def test_the_users_rule_of_topics_counts(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "relevance.toml").write_text("[topics]\nleast_share = 0.0\n")
    assert Topics(tmp_path).is_political("goal ball stadium coach team")
