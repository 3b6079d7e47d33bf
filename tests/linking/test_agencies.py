"""Credits name an agency; quotations of an agency do not."""

import pytest

from whowhom.linking.agencies import agency
from whowhom.records import Report

LONG = "\n".join(f"Sentence {number} of a report that goes on about the harbour and its boats." for number in range(20))


def credited(text, publisher=None, url=None):
    return agency(Report("r", "Boats", text, publisher=publisher, url=url))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LARSK (Reuters) - The harbour is shut.", "Reuters"),
        ("LARSK, May 6 (Reuters) - The harbour is shut.", "Reuters"),
        ("By A. Writer\nLARSK/PORT AVEL, Ostravia, May 6 (Thomson Reuters) — The harbour is shut.", "Reuters"),
        ("LARSK, Ostravia (AP) — The harbour is shut.", "Associated Press"),
        ("LARSK, May 6, 2024 (AFP) - The harbour is shut.", "Agence France-Presse"),
        ("(Reuters) - The harbour is shut.", "Reuters"),
        ("LARSK, May 6 (Xinhua) -- The harbour is shut.", "Xinhua"),
        ("Harbour shut\nXinhua | Updated: 2024-05-06 17:52\nLARSK -- The harbour is shut.", "Xinhua"),
        ("Updated: 2024-05-06 06:50 (Xinhua)\nThe harbour is shut.", "Xinhua"),
        ("By The Associated Press\nThe harbour is shut.", "Associated Press"),
        ("By Reuters Staff\nThe harbour is shut.", "Reuters"),
        (f"{LONG}\nThe Associated Press contributed to this report.", "Associated Press"),
        (f"{LONG}\nAP writer A. Writer in Larsk contributed.", "Associated Press"),
        (f"{LONG}\nCopyright 2024 The Associated Press. All rights reserved.", "Associated Press"),
        (f"{LONG}\n© 2024 AFP", "Agence France-Presse"),
        (f"{LONG}\n(With inputs from PTI)", "Press Trust of India"),
        (f"{LONG}\nSource: TASS", "TASS"),
        (f"{LONG} -- Bernama", "Bernama"),
        (f"{LONG}\nKyodo", "Kyodo News"),
    ],
)
def test_credited(text, name):
    assert credited(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "The harbour is shut, a fisherman told Reuters on Monday.",
        "Bloomberg, who was mayor of New York, came to the harbour.",
        "State news agency TASS reported that the harbour was shut.",
        "Officials of the Palestinian Authority (PA) met in the harbour.",
        "Ports of the Middle East and North Africa (MENA) are shut.",
        "Photo: Boats in the harbour (A. Writer/Reuters)\nThe harbour is shut.",
        f"{LONG}\nBoats in the harbour ©A. Writer (AFP)",
        f"{LONG}\nThe minister spoke to the Associated Press.",
        f"The harbour is shut.\n{LONG}\n(Reuters) - is how some reports begin.\n{LONG}",
        "",
    ],
)
def test_quoted_or_pictured_only(text):
    assert credited(text) is None


def test_an_agency_as_publisher():
    assert credited("The harbour is shut.", publisher="Reuters") == "Reuters"
    assert credited("The harbour is shut.", publisher="uk.reuters.com") == "Reuters"
    assert credited("The harbour is shut.", url="https://www.apnews.com/article/1") == "Associated Press"
    assert credited("The harbour is shut.", publisher="The Larsk Courier", url="https://courier.example/1") is None
