"""The way in: tables once, then a report at a time."""

from __future__ import annotations

from datetime import date
from functools import cache

from whowhom.actors.characters import fold
from whowhom.actors.phrases import PhraseReader
from whowhom.actors.reading import Reading
from whowhom.actors.report import ReportParties
from whowhom.actors.scan import likely_day, scan
from whowhom.actors.setting import CountryOfPlace
from whowhom.actors.tables import ActorTables
from whowhom.language.text import Text
from whowhom.records import Party


class PartyFinder:
    """Opens texts for questions about their parties. `country_of_place`, where given, tells the state of a town."""

    def __init__(self, tables: ActorTables, country_of_place: CountryOfPlace | None = None) -> None:
        self.tables = tables
        self.country_of_place = country_of_place

    def open(self, text: Text) -> ReportParties:
        """Scans a report's characters for dictionary names. Offices are those of its publication date; without one,
        of the latest day on which most of the persons named held theirs."""
        published, today = text.report.published, date.today().isoformat()
        day = published[:10] if published else likely_day(text.report.text, self.tables, today)
        return ReportParties(text, self.tables, scan(text.report.text, self.tables, day), day, self.country_of_place)


@cache
def _tables() -> ActorTables:
    return ActorTables()


@cache
def _towns() -> CountryOfPlace:
    from whowhom.where import Gazetteer  # only bare phrases need it here: reports are given theirs

    return Gazetteer().country_of


def code_phrase(phrase: str, on: date | None = None, tables: ActorTables | None = None) -> Party | None:
    """The party that a bare phrase names ("two senior Hamas officials"), or None where it names none.

    `on` is the day whose office-holders count; where None, a person has the latest office.
    """
    tables = tables or _tables()
    day = on.isoformat() if on else likely_day(phrase, tables, date.today().isoformat())
    mentions = scan(phrase, tables, day) or scan(phrase, tables, day, any_case=True)
    reader = PhraseReader(phrase, mentions, tables)
    reading = reader.read(0, len(phrase))
    if reading is None:
        return _of_a_place(phrase, reader)
    entry = reading.mention.entry if reading.mention else None
    name = entry.name if entry else reading.name or phrase
    sector = reading.sector or "UNK"
    country = reading.country
    if country is None and not reading.stateless and reading.mention is None:
        country = _country_of_town(phrase, reading, tables)
        sector = "CVL" if country and reading.name and reading.head is None else sector
    if reading.head and reading.head.roles and country and not entry and not reading.name and not reading.former:
        holder = tables.in_office(country, reading.head.roles, day)
        name = holder.name if holder else name
    return Party(phrase, 0, len(phrase), name, country, sector)


def _of_a_place(phrase: str, reader: PhraseReader) -> Party | None:
    """A thing or a place by the state that its words name: "regions across Peru", "the residence of the king"."""
    items = reader.items(0, len(phrase))
    at = next((n for n, item in enumerate(items) if item.lower in reader.tables.sets["belonging"]), None)
    brought = reader.read_items(items[at + 1 :]) if at else None
    if brought is not None and brought.country:
        of_whom = items[at or 0].lower == "of" and brought.mention is None
        return Party(phrase, 0, len(phrase), phrase, brought.country, (of_whom and brought.sector) or "UNK")
    named = [m.entry.country for m in reader.mentions if m.entry.country and m.entry.kind in ("state", "region")]
    return Party(phrase, 0, len(phrase), phrase, named[-1], "UNK") if named and len(items) > 1 else None


def _country_of_town(phrase: str, reading: Reading, tables: ActorTables) -> str | None:
    """The state of the longest run of words that names a town: "Shanghai police". Words that belong to the names of
    offices and bodies ("National", "Jewish") tell of no town, nor do parts of a person's name."""
    if reading.name is not None and reading.head is None:
        return _towns()(fold(reading.name))
    words = phrase.split()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if size == 1 and run[0].lower() in tables.head_words:
                continue
            if run[0][0].isupper() and (country := _towns()(fold(" ".join(run)))):
                return country
    return None


__all__ = ["PartyFinder", "Reading", "code_phrase"]
