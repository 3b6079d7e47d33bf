"""Which names are of the same instrument."""

from __future__ import annotations

import pytest

from whowhom.linking.instrument_names import InstrumentNames

NAMES = InstrumentNames()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("New START", "New START Treaty"),
        ("the New START treaty", "New START"),
        ("Resolution 2397", "UN Security Council Resolution 2397"),
        ("U.N. resolution 2397", "Resolution 2397"),
        ("Resolutions 2397", "resolution 2397"),
        ("Treaty of Mombasa", "Mombasa Treaty"),
        ("Gaza ceasefire deal", "Gaza ceasefire"),
        ("Gaza cease-fire agreement", "Gaza truce"),
        ("Lamu grain deal", "Lamu grain agreement"),
        ("Lamu Accords", "Lamu accord"),
        ("JCPOA", "Iran nuclear deal"),
        ("Paris climate accord", "Paris Agreement"),
        ("14th sanctions package", "14th package of sanctions"),
        ("Kenya–Uganda Treaty", "Kenya-Uganda treaty"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert NAMES.read(one).key == NAMES.read(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("New START", "START I"),
        ("Resolution 2397", "Resolution 2396"),
        ("House Resolution 2397", "Resolution 2397"),
        ("Paris Agreement", "Treaty of Paris"),
        ("Lamu Treaty", "Lamu Protocol on Fish"),
        ("14th sanctions package", "15th sanctions package"),
        ("Gaza ceasefire", "Lebanon ceasefire"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert NAMES.read(one).key != NAMES.read(other).key


@pytest.mark.parametrize(
    ("name", "kind", "generic"),
    [
        ("Lamu Treaty", "treaty", False),
        ("Treaty on the Lamu Agreement", "treaty", False),
        ("Memorandum of Understanding on Fish", "agreement", False),
        ("UN Security Council Resolution 2397", "resolution", False),
        ("Executive Order 99999", "order", False),
        ("Free Trade Agreement", "agreement", True),
        ("National Security Law", "law", True),
        ("Magnitsky Act", "law", False),
        ("NAFTA", "agreement", False),
    ],
)
def test_kind(name: str, kind: str, generic: bool) -> None:
    found = NAMES.read(name)
    assert (found.kind, found.generic) == (kind, generic)


def test_what_everybody_knows_has_its_parties() -> None:
    known = NAMES.read("the New START treaty").known
    assert known is not None
    assert (known.name, known.parties) == ("New START", ("USA", "RUS"))
