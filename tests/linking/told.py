"""Invented reports for the tests of linking: events built by hand, so that no coder is asked."""

from __future__ import annotations

from whowhom.records import Event, EventDate, Party, Place, Report, Span

SECTORS = {"RUR": "GOV", "VES": "GOV", "KAL": "GOV"}


def party(name: str, country: str | None = None, sector: str = "GOV") -> Party:
    return Party(name, 0, len(name), name, country, sector)


RURITANIA = party("Ruritania", "RUR")
VESPERIA = party("Vesperia", "VES")
KALDONIA = party("Kaldonia", "KAL")
UNKNOWN = Party("", 0, 0, "unknown", None, "UNK")


def told(
    report: str,
    sentence: str,
    trigger: str,
    event_type: str = "ASSAULT",
    *,
    actors: tuple[Party, ...] = (RURITANIA,),
    recipients: tuple[Party, ...] = (VESPERIA,),
    published: str | None = "2031-05-12",
    day: str | tuple[str, str] | None = None,
    town: str | None = None,
    mode: str | None = None,
    modality: str = "actual",
    before: str = "",
) -> tuple[Event, Report]:
    """One event of one report whose text is `before` and the sentence."""
    text = f"{before}{sentence}"
    start = len(before)
    at = start + sentence.index(trigger)
    first, last = (day, day) if isinstance(day, str) else day or (None, None)
    date = (
        EventDate(first, last, "day" if first == last else "month", "stated", Span(0, 0, ""))
        if first and last
        else None
    )
    event = Event(
        event_id=f"{report}-{at}",
        report_id=report,
        event_type=event_type,  # type: ignore[arg-type]
        mode=mode,
        quad=4,
        intensity=0.0,
        contexts=(),
        actors=actors,
        recipients=recipients,
        modality=modality,  # type: ignore[arg-type]
        asserted_by=(),
        denied_by=(),
        date=date,
        place=Place(town, "VES", None, None, None, "city", Span(0, 0, "")) if town else None,
        instrument=None,
        trigger=Span(at, at + len(trigger), trigger),
        cue=None,
        denial=None,
        evidence=(Span(start, len(text), sentence),),
    )
    return event, Report(report, None, text, published)
