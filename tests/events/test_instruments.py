"""The names of treaties, agreements, resolutions and laws, and whose they are.

Each case: a text, the type of the act in question, and the name that its record has ("-" for none)."""

from __future__ import annotations

import pytest

import whowhom
from whowhom.records import Report

CASES = [
    # what it is called
    ("Russia withdrew from the New START treaty on Monday.", "SANCTION", "New START treaty"),
    ("Russia suspended its participation in New START.", "SANCTION", "New START"),
    ("Estonia and Finland signed the Treaty of Narva.", "SUPPORT", "Treaty of Narva"),
    ("Ghana ratified the Convention on the Law of the Sea.", "SUPPORT", "Convention on the Law of the Sea"),
    ("Peru signed the Lima Treaty on Monday.", "SUPPORT", "Lima Treaty"),
    ("Kenya ratified the treaty of Mombasa.", "SUPPORT", "-"),
    ("The United States quit the Paris climate accord.", "SANCTION", "Paris climate accord"),
    ("Iran and Iraq signed the Iranian–Iraqi Treaty on Border Rivers.", "SUPPORT",
     "Iranian–Iraqi Treaty on Border Rivers"),
    ("Turkey left the Istanbul Convention.", "SANCTION", "Istanbul Convention"),
    ("Ukraine ratified the Rome Statute.", "SUPPORT", "Rome Statute"),
    ("Britain and the European Union signed the Windsor Framework.", "SUPPORT", "Windsor Framework"),
    ("Canada signed the Global Compact for Migration.", "SUPPORT", "Global Compact for Migration"),
    ("Israel and Bahrain signed the Abraham Accords.", "SUPPORT", "Abraham Accords"),
    ("Mexico ratified the USMCA.", "SUPPORT", "USMCA"),
    ("North Korea violated Resolution 2397.", "REJECT", "Resolution 2397"),
    ("North Korea violated UN Security Council Resolution 2397.", "REJECT", "UN Security Council Resolution 2397"),
    ("North Korea violated U.N. resolution 2397.", "REJECT", "U.N. resolution 2397"),
    ("Ethiopia and Somaliland signed the Berbera memorandum of understanding.", "SUPPORT",
     "Berbera memorandum of understanding"),
    ("Russia rejected the Israel-Hamas ceasefire deal.", "REJECT", "Israel-Hamas ceasefire deal"),
    ("Hungary vetoed the 14th sanctions package.", "REJECT", "14th sanctions package"),
    ("Moscow denounced the Treaty on Open Skies.", "SANCTION", "Treaty on Open Skies"),
    ("The Senate ratified the Kenya-Uganda pact.", "SUPPORT", "Kenya-Uganda pact"),
    ("The Senate ratified Kenya's NATO accession protocol.", "SUPPORT", "NATO accession protocol"),
    ("Trump signed Executive Order 99999 withdrawing the United States from the WHO.", "SANCTION",
     "Executive Order 99999"),
    ("Denmark summoned the ambassador over the Nuuk Defence Agreement.", "ACCUSE", "Nuuk Defence Agreement"),
    # what is no name
    ("Ghana and Togo signed a treaty.", "SUPPORT", "-"),
    ("Ghana and Togo signed the Agreement.", "SUPPORT", "-"),
    ("China supported the UN Security Council resolution.", "SUPPORT", "-"),
    ("North Korea violated the resolutions of the Security Council.", "REJECT", "-"),
    ("Ghana and Togo reached a trade agreement.", "AGREE", "-"),
    ("The United States rejected the Russian deal.", "REJECT", "-"),
    ("Kenya criticised the Resolution Foundation.", "ACCUSE", "-"),
    ("Trump praised Bill Clinton.", "SUPPORT", "-"),
    ("Turkey and Syria agreed on a Geneva deal.", "AGREE", "-"),
    # whose it is
    ("Russia attacked Ukraine, and Norway signed the Oslo Treaty.", "ASSAULT", "-"),
    ("Russia attacked Ukraine, and Norway signed the Oslo Treaty.", "SUPPORT", "Oslo Treaty"),
    ("Kenya condemned Uganda after Tanzania left the Arusha Treaty.", "ACCUSE", "-"),
    ("Kenya accused Uganda of violating the Arusha Treaty.", "ACCUSE", "Arusha Treaty"),
    ("Kenya urged Uganda to ratify the Arusha Treaty.", "REQUEST", "Arusha Treaty"),
    ("Kenya called on Uganda to return to the Arusha Treaty.", "REQUEST", "Arusha Treaty"),
    ("The Arusha Treaty was signed by Kenya and Uganda.", "SUPPORT", "Arusha Treaty"),
    ("The Arusha Treaty, which Kenya and Uganda signed, covers fish.", "SUPPORT", "Arusha Treaty"),
    ("Kenya announced its withdrawal from the Arusha Treaty.", "CONCEDE", "Arusha Treaty"),
    ("Kenya's withdrawal from the Arusha Treaty drew crowds.", "SANCTION", "Arusha Treaty"),
    ("Kenya condemned Uganda's withdrawal from the Arusha Treaty.", "ACCUSE", "Arusha Treaty"),
    ("Kenya threatened to leave the Arusha Treaty.", "THREATEN", "Arusha Treaty"),
    ("Kenya and Uganda held talks on the Arusha Treaty.", "CONSULT", "Arusha Treaty"),
    ("Kenya signed the Arusha Treaty and condemned Uganda.", "ACCUSE", "-"),
    ("Kenya and the Arusha Treaty's members condemned Uganda.", "ACCUSE", "-"),
    ("Kenya left the Arusha Treaty and the Mombasa Protocol.", "SANCTION", "Arusha Treaty"),
    ("Kenya will sign the Arusha Treaty.", "AGREE", "Arusha Treaty"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "name"), CASES)
def test_case(text: str, event_type: str, name: str, coder: whowhom.Coder) -> None:
    events = coder.code(Report("r", None, text, "2024-09-10")).events
    assert [event.instrument or "-" for event in events if event.event_type == event_type] == [name]


def test_a_name_may_stand_in_the_second_sentence_that_tells_of_the_act(coder: whowhom.Coder) -> None:
    text = "Kenya left the treaty on Monday. Kenya left the Arusha Treaty on Monday over fish."
    (event,) = coder.code(Report("r", None, text, "2024-09-10")).events
    assert event.instrument == "Arusha Treaty"
    assert any(event.instrument in span.text for span in event.evidence)
