"""What of a line is read. Each case: the line with what is read between bars."""

from __future__ import annotations

import pytest

from whowhom.language.credits import read_part

CASES = [
    "KABUL (Reuters) - |Troops left the valley.|",
    "KABUL: |Troops left the valley.|",
    "Oslo – |Troops left the valley.|",
    "Port Moresby — |Troops left the valley.|",
    "|Troops – and rebels – left the valley.|",
    "(CNN) |Troops left the valley.|",
    "(CNN)|Troops left the valley.|",
    "(AP) — |Troops left the valley.|",
    "Nairobi (CNN) |Troops left the valley.|",
    "London, England (CNN Business) |Prices rose.|",
    "|The World Health Organization (WHO) Director warned of it.|",
    "|(Both sides have denied it.) Troops left.|",
    "Reuters |Troops patrol the valley after the raid|",
    "|Reuters Troops Desk wrote of the raid.|",
    "|Reuters saw troops in the valley|",
    "AP:Associated Press |Troops patrol the valley.|",
    "Jane Doe / Reuters |Troops patrol the valley.|",
    "Getty Images - Getty |Troops patrol the valley|",
    "|Troops patrol the valley.| REUTERS/Jane Doe",
    "|Troops patrol the valley.| (Jane Doe/AFP/Getty Images)",
    "|Troops patrol the valley| [AP Photo/Jane Doe]",
    "|Troops patrol the valley| / Photo Credit: Jane Doe",  # the stroke stands for a bar
    "|Troops patrol the valley.| Photo: Jane Doe",
    "|Troops patrol the valley (in the north).|",
    "READ MORE: Troops leave the valley||",
    "JUST WATCHED Troops leave the valley Replay||",
    "|Most read the letter.|",
]


@pytest.mark.parametrize("marked", CASES)
def test_case(marked: str) -> None:
    before, part, after = marked.split("|")
    line = (before + part + after).replace(" / Photo", " | Photo")
    start, end = read_part(line)
    assert line[start:end] == part
