"""Reports and records that no format should stumble over, made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from whowhom.records import Coding, Event, EventDate, Party, Place, Report

NASTY = "\"'\t\r\n\x00\x0b\x85\u2028\u2029\ud800\ufffe😀שלום\u202e]]>&<b>;|,=@\\"
"""Quotes, tab, line ends of all kinds, NUL, a control character, half a surrogate pair, a noncharacter, an emoji,
letters that run from the right, and the marks of CSV, XML and formulas."""
TEXT = (
    f"Zora {NASTY} Ltd said the army of Freedonia {NASTY}\nshelled Port {NASTY} Hope\r\non 3 May 2024. "
    "Freedonia denied it."
)


def hostile() -> Coding:
    """One event, every text of which holds `NASTY`."""
    report = Report(f"../{NASTY}/r", f"Title {NASTY}", TEXT, "2024-05-04T10:00:00+02:00", "given", NASTY, f"x:{NASTY}")

    def span(start: str, end: str):
        at = report.text.index(start)
        return report.span(at, report.text.index(end, at) + len(end))

    def party(start: str, end: str, country: str | None, sector: str) -> Party:
        found = span(start, end)
        return Party(found.text, found.start, found.end, found.text, country, sector)

    zora, army = party("Zora", "Ltd", None, "BUS"), party("army", "\\", "FRE", "MIL")
    event = Event(
        event_id=f"e {NASTY}",
        report_id=report.id,
        event_type="ASSAULT",
        mode="heavy-weapons",
        quad=4,
        intensity=-10.0,
        contexts=("military",),
        actors=(army,),
        recipients=(zora,),
        modality="actual",
        asserted_by=(zora,),
        denied_by=(party("Freedonia denied", "Freedonia", "FRE", "GOV"),),
        date=EventDate("2024-05-03", "2024-05-03", "day", "stated", span("3 May", "2024")),
        place=Place(f"Port {NASTY}", None, -12.123456789, 170.987654321, None, "city", span("Port", "Hope")),
        instrument=f"Treaty {NASTY}",
        trigger=span(f"{NASTY}\nshelled", "shelled"),
        cue=span("said", "said"),
        denial=span("denied", "denied"),
        evidence=(report.span(0, report.text.index(". ") + 1), report.span(len(TEXT) - 20, len(TEXT))),
    )
    return Coding(report, (event,))


def many(count: int) -> Iterator[Coding]:
    """As many reports of one event each, made one after the other."""
    one = hostile()
    for n in range(count):
        report = replace(one.report, id=f"r{n}")
        yield Coding(report, (replace(one.events[0], event_id=f"e{n}", report_id=report.id),))
