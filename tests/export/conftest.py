"""A coding made by hand: what every export is tried on."""

import pytest

from whowhom.records import Coding, Event, EventDate, Party, Place, Report, Statement

TEXT = (
    "Ministry officials in Cairo said on 3 May 2024 that Egypt had sent weapons & “food” to the <rebels>; "
    "Egypt's president denied it."
)


def span(report, words):
    start = report.text.index(words)
    return report.span(start, start + len(words))


def party(report, words, name, country, sector):
    found = span(report, words)
    return Party(found.text, found.start, found.end, name, country, sector)


@pytest.fixture
def coding():
    report = Report("r-1", "Cairo & the rebels", TEXT, "2024-05-04", "given", "The Gazette", None)
    officials = party(report, "Ministry officials", "Ministry officials", "EGY", "GOV")
    egypt = party(report, "Egypt", "Egypt", "EGY", "GOV")
    rebels = party(report, "<rebels>", "<rebels>", None, "REB")
    president = party(report, "Egypt's president", "Egypt's president", "EGY", "GOV")
    sentence = report.span(0, len(TEXT))
    full = Event(
        event_id="e-1",
        report_id="r-1",
        event_type="AID",
        mode=None,
        quad=2,
        intensity=10.0,
        contexts=("military", "diplomatic"),
        actors=(egypt,),
        recipients=(rebels,),
        modality="actual",
        asserted_by=(officials,),
        denied_by=(president,),
        date=EventDate("2024-05-03", "2024-05-03", "day", "stated", span(report, "3 May 2024")),
        place=Place("Cairo", "EGY", 30.0626, 31.2497, 360630, "city", span(report, "Cairo")),
        instrument=None,
        trigger=span(report, "sent weapons"),
        cue=span(report, "said"),
        denial=span(report, "denied"),
        evidence=(sentence,),
        coder_version="0",
        ontology_version="1",
    )
    bare = Event(
        event_id="e-2",
        report_id="r-1",
        event_type="ASSAULT",
        mode="aerial",
        quad=4,
        intensity=-9.5,
        contexts=(),
        actors=(Party("", 0, 0, "unknown", None, "UNK"), officials),
        recipients=(),
        modality="possible",
        asserted_by=(),
        denied_by=(),
        date=None,
        place=None,
        instrument=None,
        trigger=span(report, "sent"),
        cue=None,
        denial=None,
        evidence=(sentence,),
    )
    content = span(report, "Egypt had sent weapons")
    said = Statement("s-1", "r-1", officials, span(report, "said"), content, "asserts", False)
    unnamed = Statement("s-2", "r-1", None, span(report, "said"), span(report, "food"), "asserts", True)
    return Coding(report, (full, bare), (said, unnamed))
