"""Instruments over invented reports: one under all its names, its parties, and the acts on it in order of time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from store.telling_rows import Told, store_of
from whowhom.store.file import Connection
from whowhom.store.instruments import Instrument, instruments
from whowhom.store.selection import Selection

KEN, UGA, TZA = "KEN GOV Kenya", "UGA GOV Uganda", "TZA GOV Tanzania"


def act(incident: str, trigger: str, published: str, instrument: str | None = "Lamu Treaty", **more: Any) -> Told:
    given = {"actors": (KEN, UGA), "event_type": "SUPPORT"} | more
    text = more.get("text", f"Ministers {trigger} the {instrument}.")
    return Told(incident, trigger=trigger, published=published, instrument=instrument, **(given | {"text": text}))


def listed(
    connection: Connection, name: str | None = None, limit: int | None = None, **chosen: Any
) -> list[Instrument]:
    return instruments(connection, Selection.of(**chosen), name, limit)


def acts(found: Instrument) -> list[tuple[str, str | None]]:
    return [(one.act, one.day) for one in found.acts]


def test_acts_in_order_of_time_under_all_names(tmp_path: Path) -> None:
    told = (
        act("i4", "left", "2024-09-02", "the Treaty of Lamu", event_type="SANCTION", actors=(KEN,), date="2024-09-01"),
        act("i1", "propose", "2024-01-05", event_type="AGREE"),
        act("i2", "signed", "2024-03-05", "Lamu treaty"),
        act("i2", "signed", "2024-03-06", "Lamu Treaty"),
        act("i3", "ratified", "2024-05-05", "Lamu Treaty", actors=(KEN,)),
        act("i5", "suspended", "2024-08-05", event_type="SANCTION", actors=(UGA,)),
        act("i6", "will sign", "2024-02-05", event_type="AGREE"),
    )
    with store_of(tmp_path, *told) as connection:
        (found,) = listed(connection)
    assert acts(found) == [
        ("proposed", "2024-01-05"),
        ("planned", "2024-02-05"),
        ("signed", "2024-03-05"),
        ("ratified", "2024-05-05"),
        ("suspended", "2024-08-05"),
        ("left", "2024-09-01"),
    ]
    assert (found.name, found.kind, found.parties) == ("Lamu Treaty", "treaty", ("KEN", "UGA"))
    assert set(found.names) == {"the Treaty of Lamu", "Lamu treaty", "Lamu Treaty"}
    signed = found.acts[2]
    assert (signed.reports, signed.voices, signed.incident, signed.sentence) == (
        2,
        2,
        "i2",
        "Ministers signed the Lamu treaty.",
    )


def test_what_is_not_done_is_told_so(tmp_path: Path) -> None:
    told = (
        act("i1", "sign", "2024-01-01", modality="negated"),
        act("i2", "sign", "2024-01-02", modality="possible"),
        act("i3", "sign", "2024-01-03", modality="planned"),
    )
    with store_of(tmp_path, *told) as connection:
        (found,) = listed(connection)
    assert [name for name, _ in acts(found)] == ["not signed", "possible", "planned"]


def test_who_criticises_is_no_party(tmp_path: Path) -> None:
    accused = act("i2", "accused", "2024-02-01", actors=("FRA GOV France",), recipients=(UGA,), event_type="ACCUSE",
                  text="France accused Uganda of violating the Lamu Treaty.")  # fmt: skip
    scolded = act("i3", "condemned", "2024-02-02", actors=("FRA GOV France",), event_type="ACCUSE")
    with store_of(tmp_path, act("i1", "ratified", "2024-01-01", actors=(KEN,)), accused, scolded) as connection:
        (found,) = listed(connection)
    assert [name for name, _ in acts(found)] == ["ratified", "accused of violating", "criticised"]
    assert found.parties == ("KEN", "UGA")


def test_what_is_done_under_an_instrument_is_no_act_on_it(tmp_path: Path) -> None:
    under = act("i1", "promised", "2024-01-01", event_type="AGREE", text="Kenya promised fish under the Lamu Treaty.")
    with store_of(tmp_path, under, act("i2", "agreed", "2024-01-02", event_type="AGREE")) as connection:
        (found,) = listed(connection)
    assert [name for name, _ in acts(found)] == ["invoked", "agreed"]


def test_a_general_name_is_that_of_several_where_parties_differ(tmp_path: Path) -> None:
    name = "Free Trade Agreement"
    told = (
        act("i1", "signed", "2024-01-01", name),
        act("i2", "ratified", "2024-01-02", name, actors=(UGA,)),
        act("i3", "signed", "2024-01-03", name, actors=("PER GOV Peru",), recipients=("CHL GOV Chile",)),
    )
    with store_of(tmp_path, *told) as connection:
        found = listed(connection)
    assert [(one.parties, len(one.acts)) for one in found] == [(("PER", "CHL"), 1), (("UGA", "KEN"), 2)]


def test_what_everybody_knows_has_its_name(tmp_path: Path) -> None:
    told = (
        act("i1", "suspended", "2024-01-01", "New START Treaty", actors=("RUS GOV Russia",), event_type="SANCTION"),
    )
    with store_of(tmp_path, *told) as connection:
        (found,) = listed(connection, name="New START")
    assert (found.name, found.parties) == ("New START", ("RUS", "USA"))


def test_sanctions_without_a_name_are_a_programme_by_their_parties(tmp_path: Path) -> None:
    def sanctions(incident: str, trigger: str, published: str, kind: str, actor: str = "USA GOV United States") -> Told:
        return act(incident, trigger, published, None, event_type=kind, actors=(actor,), recipients=("MLI GOV Mali",),
                   text=f"They {trigger} on Mali.")  # fmt: skip

    told = (
        sanctions("i1", "imposed sanctions", "2024-01-01", "SANCTION"),
        sanctions("i2", "tightened sanctions", "2024-02-01", "SANCTION", "USA GOV Treasury"),
        sanctions("i3", "lifted sanctions", "2024-03-01", "CONCEDE"),
        sanctions("i4", "imposed sanctions", "2023-03-01", "SANCTION", "- IGO European Union"),
        sanctions("i5", "condemned sanctions", "2024-03-01", "ACCUSE", "CHN GOV China"),
    )
    with store_of(tmp_path, *told) as connection:
        ours, theirs = listed(connection)
        assert [one.name for one in listed(connection, name="european")] == [theirs.name]
        assert listed(connection, limit=1) == [ours]
    assert (ours.name, ours.kind, ours.parties) == ("Sanctions of United States on Mali", "sanctions", ("USA", "MLI"))
    assert acts(ours) == [("imposed", "2024-01-01"), ("tightened", "2024-02-01"), ("eased", "2024-03-01")]
    assert theirs.name == "Sanctions of European Union on Mali"


def test_in_force_is_read_from_sentences(tmp_path: Path) -> None:
    told = (
        act("i1", "signed", "2024-01-01", rest="The Lamu treaty will take effect in June. It rained."),
        Told("i9", "Fishers struck.", "struck", (KEN,), published="2024-06-03", instrument=None,
             rest="The Lamu Treaty entered into force on Saturday. The Goma Pact took effect."),
        Told("i9", "Fishers struck.", "struck", (KEN,), published="2024-06-04", instrument=None,
             rest="The Lamu Treaty has taken effect, he said."),
        Told("i9", "Fishers struck.", "struck", (KEN,), published="2024-06-02", instrument=None,
             rest="The Lamu Treaty came into force.", current=False),
    )  # fmt: skip
    with store_of(tmp_path, *told) as connection:
        (found,) = listed(connection)
    assert acts(found) == [("signed", "2024-01-01"), ("planned", "2024-01-01"), ("in force", "2024-06-03")]
    force = found.acts[2]
    assert (force.sentence, force.incident) == ("The Lamu Treaty entered into force on Saturday.", None)
    assert (force.report_id, force.reports) == ("r1", 2)


def test_instruments_are_chosen_by_party_and_name_and_come_whole(tmp_path: Path) -> None:
    told = (
        act("i1", "signed", "2024-01-01"),
        act("i2", "signed", "2024-02-01", "Goma Pact", actors=(TZA,)),
        act("i3", "ratified", "2024-01-03", actors=(UGA,)),
        act("i4", "signed", "2024-04-01", "Goma Pact", current=False),
    )
    with store_of(tmp_path, *told) as connection:
        assert [one.name for one in listed(connection)] == ["Goma Pact", "Lamu Treaty"]
        assert [one.name for one in listed(connection, limit=1)] == ["Goma Pact"]
        assert [one.name for one in listed(connection, name="treaty of Lamu")] == ["Lamu Treaty"]
        assert [one.name for one in listed(connection, name="pact")] == ["Goma Pact"]
        (found,) = listed(connection, party="Kenya")
        assert acts(found) == [("signed", "2024-01-01"), ("ratified", "2024-01-03")]
        assert listed(connection, party="Peru") == []
