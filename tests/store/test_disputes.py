"""Ledgers: who asserts, who denies, who repeats, over invented reports of a shelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.telling_rows import Told, store_of
from whowhom.errors import StoreError
from whowhom.store.disputes import Ledger, disputed, disputes, ledger
from whowhom.store.dyads import dyad
from whowhom.store.file import values
from whowhom.store.incidents import count
from whowhom.store.selection import Selection
from whowhom.web.chosen import Chosen

RUS, UKR, FRA = "RUS MIL Russian army", "UKR GOV Kyiv", "FRA GOV Paris"
WHO = {"actors": (RUS,), "recipients": ("UKR CVL villagers",)}


def said(text: str, by: str, published: str, **more: object) -> Told:
    return Told("i1", text, "shelled", asserted_by=(by,), cue="said", published=published, **WHO, **more)  # type: ignore[arg-type]


def own(published: str, text: str = "The Russian army shelled Lozova.", **more: object) -> Told:
    return Told("i1", text, "shelled", published=published, **WHO, **more)  # type: ignore[arg-type]


def denied(published: str, by: str = "RUS GOV Moscow", **more: object) -> Told:
    text = "Moscow denied that its army shelled Lozova."
    return Told("i1", text, "shelled", denied_by=(by,), denial="denied", published=published, **WHO, **more)  # type: ignore[arg-type]


def told(found: Ledger) -> list[tuple[str, str | None, str]]:
    return [(entry.stance, entry.party.name if entry.party else None, entry.report_id) for entry in found.entries]


def test_stances_in_order_of_time(tmp_path: Path) -> None:
    reports = (
        denied("2024-06-12"),
        said("Kyiv said Russian guns shelled Lozova.", UKR, "2024-06-10"),
        said("Kyiv said again that Russian guns shelled Lozova.", UKR, "2024-06-11"),
        own("2024-06-13"),
        denied("2024-06-14"),
    )
    with store_of(tmp_path, *reports) as connection:
        found = ledger(connection, "i1")
    assert told(found) == [
        ("asserts", "Kyiv", "r1"),
        ("repeats", "Kyiv", "r2"),
        ("denies", "Moscow", "r0"),
        ("reports", None, "r3"),
        ("denies again", "Moscow", "r4"),
    ]
    first, denial = found.entries[0], found.entries[2]
    assert (first.sentence, first.cue) == ("Kyiv said Russian guns shelled Lozova.", "said")
    assert (denial.sentence, denial.cue) == ("Moscow denied that its army shelled Lozova.", "denied")
    assert (first.published, first.publisher, first.address) == ("2024-06-10", "Daily", "https://Daily.example/r1")
    assert found.disputed
    assert found.incident.voices == 5


def test_time_zones_count_in_the_order(tmp_path: Path) -> None:
    early, late = "2024-06-10T09:00:00+09:00", "2024-06-10T02:00:00+00:00"
    with store_of(tmp_path, denied(late), own(early)) as connection:
        assert told(ledger(connection, "i1")) == [("reports", None, "r1"), ("denies", "Moscow", "r0")]


def test_copies_of_a_text_are_one_voice_and_all_listed(tmp_path: Path) -> None:
    text = "Kyiv said Russian guns shelled Lozova."
    copies = [
        said(text, UKR, f"2024-06-1{day}", voice="v1", publisher=name, agency="Newswire")
        for day, name in ((2, "Herald"), (0, "Post"), (1, "Globe"))
    ]
    with store_of(tmp_path, *copies, said(text, UKR, "2024-06-13", voice="v2")) as connection:
        first, again = ledger(connection, "i1").entries
    assert (first.stance, first.publisher, first.agency) == ("asserts", "Post", "Newswire")
    assert [(copy.publisher, copy.address) for copy in first.copies] == [
        ("Globe", "https://Globe.example/r2"),
        ("Herald", "https://Herald.example/r0"),
    ]
    assert (again.stance, again.copies) == ("repeats", ())


def test_speakers_of_one_state_are_one_but_its_army_is_another(tmp_path: Path) -> None:
    text = "The minister said Russian guns shelled Lozova."
    reports = [said(text, by, f"2024-06-1{day}") for day, by in enumerate((UKR, "UKR GOV minister", "UKR MIL army"))]
    with store_of(tmp_path, *reports) as connection:
        stances = [(stance, name) for stance, name, _ in told(ledger(connection, "i1"))]
    assert stances == [("asserts", "Kyiv"), ("repeats", "minister"), ("asserts", "army")]


def test_a_report_that_tells_of_a_denial_alone_does_not_report_the_act(tmp_path: Path) -> None:
    both = own(
        "2024-06-11", "Russia shelled Lozova, which Moscow denied.", denied_by=("RUS GOV Moscow",), denial="denied"
    )
    with store_of(tmp_path, denied("2024-06-10"), both) as connection:
        stances = [(stance, report) for stance, _, report in told(ledger(connection, "i1"))]
    assert stances == [("denies", "r0"), ("reports", "r1"), ("denies again", "r1")]


def test_one_says_it_was_not_and_another_tells_it_as_done(tmp_path: Path) -> None:
    not_so = said("Moscow said nobody shelled Lozova.", "RUS GOV Moscow", "2024-06-11", modality="negated")
    otherwise = own("2024-06-12", "The Russian army never shelled Lozova.", modality="negated")
    with store_of(tmp_path, own("2024-06-10"), not_so, otherwise) as connection:
        assert [stance for stance, _, _ in told(ledger(connection, "i1"))] == ["reports", "denies", "reports otherwise"]
        assert [found.incident.incident for found in disputes(connection, Selection())] == ["i1"]


def test_what_all_tell_as_not_done_is_not_disputed(tmp_path: Path) -> None:
    never = [
        said("Kyiv said nobody shelled Lozova.", UKR, day, modality="negated") for day in ("2024-06-10", "2024-06-11")
    ]
    with store_of(tmp_path, *never) as connection:
        assert [stance for stance, _, _ in told(ledger(connection, "i1"))] == ["asserts", "repeats"]
        assert disputes(connection, Selection()) == []


def test_a_denied_accusation_stands_in_the_ledger_of_the_act(tmp_path: Path) -> None:
    text = "Kyiv accused the Russian army of shelling Lozova, a charge that Moscow rejected."
    charge = Told("i2", text, "accused", (UKR,), (RUS,), "ACCUSE", denied_by=("RUS GOV Moscow",), denial="rejected",
                  published="2024-06-11")  # fmt: skip
    other = Told("i3", "Kyiv accused the Russian army of looting, which Moscow denied.", "accused", (UKR,), (RUS,),
                 "ACCUSE", denied_by=("RUS GOV Moscow",), denial="denied")  # fmt: skip
    elsewhere = Told("i4", text, "accused", (UKR,), (RUS,), "ACCUSE", denied_by=("RUS GOV Moscow",), denial="rejected",
                     story="s2")  # fmt: skip
    with store_of(tmp_path, own("2024-06-10"), charge, other, elsewhere) as connection:
        assert told(ledger(connection, "i1")) == [
            ("reports", None, "r0"),
            ("accuses", "Kyiv", "r1"),
            ("denies the charge", "Moscow", "r1"),
        ]
        assert ledger(connection, "i1").disputed
        assert {found.incident.incident for found in disputes(connection, Selection())} == {"i2", "i3", "i4"}


def test_a_charge_against_another_or_told_beside_the_act_is_not_of_it(tmp_path: Path) -> None:
    def charge(text: str, accused: str, **more: object) -> Told:
        return Told("i2", text, "accused", (UKR,), (accused,), "ACCUSE", denied_by=("RUS GOV Moscow",),
                    denial="denied", **more)  # type: ignore[arg-type] # fmt: skip

    told_both = own("2024-06-10", report="r0")
    beside = charge("Kyiv accused the army of shelling Lozova, which Moscow denied.", RUS, report="r0")
    other = charge("Kyiv accused Paris of shelling Lozova, which Moscow denied.", FRA)
    with store_of(tmp_path, told_both, beside, other) as connection:
        assert [entry.stance for entry in ledger(connection, "i1").entries] == ["reports"]


def test_the_sentence_of_a_cue_outside_the_evidence_is_cut_from_the_report(tmp_path: Path) -> None:
    one = own("2024-06-10", rest="The mayor wept. Moscow disputed this on Monday.",
              denied_by=("RUS GOV Moscow",), denial="disputed")  # fmt: skip
    with store_of(tmp_path, one) as connection:
        assert ledger(connection, "i1").entries[1].sentence == "Moscow disputed this on Monday."


def test_disputes_are_chosen_by_any_event_and_come_newest_first(tmp_path: Path) -> None:
    reports = (
        own("2024-06-20", publisher="Herald"),
        denied("2024-06-10", publisher="Post"),
        Told("i2", "Mali shelled Niger, which Bamako denied.", "shelled", ("MLI MIL army",), ("NER GOV Niger",),
             denied_by=("MLI GOV Bamako",), denial="denied", published="2024-06-11", publisher="Post"),
        Told("i3", "Chad shelled Niger.", "shelled", ("TCD MIL army",), ("NER GOV Niger",), published="2024-06-12"),
    )  # fmt: skip
    with store_of(tmp_path, *reports) as connection:

        def names(limit: int | None = None, **conditions: object) -> list[str]:
            return [found.incident.incident for found in disputes(connection, Selection.of(**conditions), limit)]

        assert names() == ["i2", "i1"]  # by the denial, whatever came later
        assert names(1) == ["i2"]
        assert names(publisher="Herald") == ["i1"]
        assert names(actor="Mali") == ["i2"]
        assert names(denied_by="Russia") == ["i1"]
        assert disputed(connection, Selection.of(actor="Mali")) == ["i2"]


def test_older_versions_of_a_report_have_no_entry(tmp_path: Path) -> None:
    with store_of(tmp_path, denied("2024-06-10", current=False), own("2024-06-11")) as connection:
        assert [stance for stance, _, _ in told(ledger(connection, "i1"))] == ["reports"]
        assert disputes(connection, Selection()) == []


def test_an_unknown_incident_is_named(tmp_path: Path) -> None:
    with store_of(tmp_path, own("2024-06-10")) as connection, pytest.raises(StoreError, match="no incident 'i9'"):
        ledger(connection, "i9")


def test_every_count_of_disputes_means_the_same(tmp_path: Path) -> None:
    """One denied within a report, one by a report against others; not what all say did not happen, and not what one
    report says so in its own voice."""
    nobody = {"modality": "negated", "asserted_by": ("RUS GOV Moscow",), "published": "2024-06-12"}
    text = "Moscow said nobody shelled Lozova."
    acts = {"actors": (RUS,), "recipients": (UKR,)}
    reports = (
        Told("denied", "Lozova was shelled.", "shelled", denied_by=("RUS GOV Moscow",), **acts),
        Told("against", "Lozova was shelled.", "shelled", **acts),
        Told("against", text, "shelled", **acts, **nobody),
        Told("agreed", text, "shelled", **acts, **nobody),
        Told("plain", "Lozova was shelled.", "shelled", **acts),
        Told("plain", "Lozova was not shelled.", "shelled", modality="negated", **acts),
    )
    with store_of(tmp_path, *reports) as connection:
        assert set(disputed(connection, Selection())) == {"denied", "against"}
        assert set(values(connection, "SELECT incident FROM incidents WHERE disputed")) == {"denied", "against"}
        assert count(connection, Selection(disputed=True)) == 2
        chosen = Chosen(connection, Selection())
        assert (chosen.totals().disputed, {one.incident.incident for one in chosen.disputed(9)}) == (
            2, {"denied", "against"}
        )  # fmt: skip
        assert [one.disputed for one in dyad(connection, "RUS", "UKR") if one.incidents] == [0.5]
