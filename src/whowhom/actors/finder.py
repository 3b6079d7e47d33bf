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
    reading = PhraseReader(phrase, mentions, tables).read(0, len(phrase))
    if reading is None:
        return None
    entry = reading.mention.entry if reading.mention else None
    name = entry.name if entry else reading.name or phrase
    sector = reading.sector or "UNK"
    country = reading.country
    if country is None and not reading.stateless and reading.mention is None:
        country = _country_of_town(phrase)
        sector = "CVL" if country and reading.name and reading.head is None else sector
    if reading.head and reading.head.roles and country and not entry and not reading.name and not reading.former:
        holder = tables.in_office(country, reading.head.roles, day)
        name = holder.name if holder else name
    return Party(phrase, 0, len(phrase), name, country, sector)


def _country_of_town(phrase: str) -> str | None:
    """The state of the longest run of words that names a town: "Shanghai police"."""
    words = phrase.split()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            if words[at][0].isupper() and (country := _towns()(fold(" ".join(words[at : at + size])))):
                return country
    return None


__all__ = ["PartyFinder", "Reading", "code_phrase"]
