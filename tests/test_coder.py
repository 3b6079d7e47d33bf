"""The whole way: what a report says becomes records; a row in a user's folder changes them, without any Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import whowhom
from whowhom.errors import DataError
from whowhom.records import Report

FILES = {
    "actors/groups.csv": "name,aliases,country,sector,role,from,to,note\nRiver Guard,,TCD,REB,armed group,,,\n",
    "events/triggers/assault.csv": "word,pos,object,type,mode,actor,recipient\nvaporise,verb,,ASSAULT,,,\n",
    "events/classes/mine.csv": "class,lemmas\nagreement,handfast\n",
    "events/modality.csv": "word,kind,scope,effect\nmayhap,adverb,self,possible\n",
    "events/light_verbs.csv": "verb,prep,noun_role,modality\nmoot,,actor,planned\n",
    "events/contexts.csv": "context,lemmas\ncrime,convoy\n",
    "claims/cues.csv": "lemma,pos,frame,stance\nvouchsafe,VERB,clause|as_clause,asserts\n",
}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> whowhom.Coder:
    """A coder with a folder of the user's, one row in each of several tables."""
    folder = tmp_path_factory.mktemp("mine")
    for name, table in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(table, encoding="utf-8")
    return whowhom.Coder(data=folder)


def coded(coder: whowhom.Coder, text: str) -> str:
    """The records of a text as the codebook's tests write them."""

    def side(parties: tuple[whowhom.Party, ...]) -> str:
        return " + ".join(f"{p.country} {p.sector}" for p in parties)

    lines = []
    for event in coder.code(Report("r", None, text, "2024-09-10")).events:
        line = f"{event.event_type} [{event.modality}] {side(event.actors)} -> {side(event.recipients)}"
        lines.append(line + (f", said by {side(event.asserted_by)}" if event.asserted_by else ""))
    return "; ".join(lines)


OVERLAID = [
    ("The River Guard attacked the Malian army.", "ASSAULT [actual] MLI COP -> MLI MIL",
     "ASSAULT [actual] TCD REB -> MLI MIL", "an actor"),
    ("French troops vaporised the Malian army.", "", "ASSAULT [actual] FRA MIL -> MLI MIL", "a verb"),
    ("French troops mayhap attacked the Malian army.", "ASSAULT [actual] FRA MIL -> MLI MIL",
     "ASSAULT [possible] FRA MIL -> MLI MIL", "a marker of modality"),
    ("The French minister vouchsafed that Mali attacked Chad.", "ASSAULT [actual] MLI GOV -> TCD GOV",
     "ASSAULT [actual] MLI GOV -> TCD GOV, said by FRA GOV", "a cue of speech"),
    ("French troops mooted an attack on Mali.", "ASSAULT [actual] None UNK -> MLI GOV",
     "ASSAULT [planned] FRA MIL -> MLI GOV", "a light verb"),
    ("France and Mali signed the handfast.", "", "SUPPORT [actual] FRA GOV + MLI GOV -> ", "a word of a class"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after", "what"), OVERLAID, ids=[what for *_, what in OVERLAID])
def test_a_row_changes_the_coding(
    text: str, before: str, after: str, what: str, coder: whowhom.Coder, mine: whowhom.Coder
) -> None:
    assert coded(coder, text) == before
    assert coded(mine, text) == after, what


def test_the_users_context_is_added(coder: whowhom.Coder, mine: whowhom.Coder) -> None:
    report = Report("r", None, "French troops attacked a convoy.")
    assert [event.contexts for event in coder.code(report).events] == [("military",)]
    assert [event.contexts for event in mine.code(report).events] == [("military", "crime")]


def test_what_the_rows_do_not_touch_stays(coder: whowhom.Coder, mine: whowhom.Coder) -> None:
    report = Report(
        "r", None, "France said on Monday that Russia had shelled Odesa, which Moscow denied.", "2024-09-10"
    )
    assert coder.code(report) == mine.code(report)
    assert coder.code(report).events


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        whowhom.Coder(data=tmp_path / "nowhere")


REPORT = Report(
    "r", "Russia and Ukraine",
    "Russia shelled the port of Odesa on Monday, Ukraine said. Moscow denied it.\n\nFrance condemned the attack.",
    "2024-09-10",
)  # fmt: skip


def test_a_report_becomes_records(coder: whowhom.Coder) -> None:
    coding = coder.code(REPORT)
    first = coding.events[0]
    assert (first.event_type, first.date and first.date.start, first.place and first.place.name) == (
        "ASSAULT", "2024-09-09", "Odesa",
    )  # fmt: skip
    assert [p.country for p in (*first.actors, *first.recipients, *first.asserted_by, *first.denied_by)] == [
        "RUS", "UKR", "UKR", "RUS",
    ]  # fmt: skip
    assert (first.ontology_version, first.coder_version) == (coder.ontology.version, whowhom.__version__)
    assert len({event.event_id for event in coding.events}) == len(coding.events) >= 2
    assert [s.speaker and s.speaker.country for s in coding.statements if s.stance == "asserts"] == ["UKR"]


def test_reports_keep_their_order_and_do_not_touch_one_another(coder: whowhom.Coder) -> None:
    reports = [REPORT, Report("empty", None, ""), Report("s", None, "Moscow denied it."), REPORT]
    codings = list(coder.code_all(iter(reports)))
    assert [coding.report.id for coding in codings] == ["r", "empty", "s", "r"]
    assert codings[0] == codings[3] == coder.code(REPORT)
    assert codings[1].events == codings[2].events == ()


def test_the_same_report_has_the_same_identifiers(coder: whowhom.Coder, mine: whowhom.Coder) -> None:
    ids = [[event.event_id for event in one.code(REPORT).events] for one in (coder, coder, mine)]
    assert ids[0] == ids[1] == ids[2] != []


def test_only_sentences_that_may_tell_something_are_parsed(coder: whowhom.Coder) -> None:
    report = Report("r", None, "Yellow bananas ripen slowly. Troops attacked the port. Brown bread crumbles.")
    (text,) = coder.language.pipe([report], coder._worth_parsing)
    assert [sentence.index for sentence in text.parsed] == [1]
