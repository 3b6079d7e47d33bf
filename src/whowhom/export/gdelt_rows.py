"""The cells of GDELT 2.0: the 61 of an event and the 16 of a mention."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, datetime
from urllib.parse import urlsplit

from whowhom.export.cells import cell
from whowhom.export.codes import act, country, plover_country, role
from whowhom.export.countries import country_name
from whowhom.records import Event, Party, Place, Report

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
          "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = [
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{field}" for n in (1, 2) for field in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{field}" for whose in ("Actor1", "Actor2", "Action") for field in _GEO),
    "DATEADDED", "SOURCEURL",
]  # fmt: skip
MENTION_COLUMNS = [
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
]  # fmt: skip

NO_PLACE = ["0", "", "", "", "", "", "", ""]
SENTENCE_END = re.compile(r"""(?<=[.!?])["'”’)\]]*\s+(?=["'“‘(\[]*[^\W\d_a-z])|\n+""")
"""Where a sentence ends, good enough to tell how far down a report an act stands."""


class Article:
    """What a report adds to each of its mentions, found once."""

    def __init__(self, report: Report) -> None:
        self.url = cell(report.url)
        self.time = stamp(report.published)
        self.publisher = cell(report.publisher) or _domain(self.url)
        self.identifier = self.url or cell(report.id)
        self.length = str(len(report.text)) if report.text else ""
        self._lead = _lead(report)
        self._ends = [match.end() for match in SENTENCE_END.finditer(report.text)]

    def in_lead(self, offset: int) -> bool:
        """Whether a character stands in the first paragraph."""
        return offset < self._lead

    def sentence(self, offset: int) -> str:
        """The number of the sentence around a character, from 1; empty where the report came without its text."""
        return str(bisect_right(self._ends, offset) + 1) if self.length else ""


def _lead(report: Report) -> int:
    """Where the first paragraph ends; a headline that stands on top of the text belongs to it."""
    text, title = report.text, (report.title or "").strip()
    start = text.find(title) + len(title) if title and text.lstrip().startswith(title) else 0
    first = re.compile(r"\s*[^\n]*").match(text, start)
    return first.end() if first else 0


def event_cells(number: int, event: Event, article: Article) -> list[str]:
    """The 61 cells; those that depend on other mentions (root, counts, time and address) as for this one alone."""
    one, other = dyad(event)
    code = act(event)
    return [
        str(number), *_day(event.date.start if event.date else article.time[:8]),
        *_actor(one), *_actor(other),
        str(int(article.in_lead(event.trigger.start))), code.code, code.base, code.root, str(code.quad),
        code.goldstein, "1", "1", "1", "",
        *NO_PLACE, *NO_PLACE, *_place(event.place),
        article.time, article.identifier,
    ]  # fmt: skip


def mention_cells(number: int, event: Event, article: Article) -> list[str]:
    """The 16 cells; the time of the event (the second) is left empty, for it is that of its first mention."""
    one, other = dyad(event)
    return [
        str(number), "", article.time, "1" if article.url else "2", article.publisher, article.identifier,
        article.sentence(event.trigger.start), _offset(one), _offset(other), str(event.trigger.start), "1", "",
        article.length, "", "", "",
    ]  # fmt: skip


def dyad(event: Event) -> tuple[Party | None, Party | None]:
    """The two parties that a GDELT event has room for: the first actor and the first recipient, or where nobody is
    acted upon (talks, clashes) the next actor."""
    one = event.actors[0] if event.actors else None
    others = [party for party in event.actors if one and party.key != one.key]
    return one, next(iter((*event.recipients, *others)), None)


def stamp(published: str | None) -> str:
    """YYYYMMDDHHMMSS in UTC of an ISO date or time; empty where it is none."""
    try:
        time = datetime.fromisoformat(published or "")
        time = time.astimezone(UTC) if time.tzinfo else time
    except (ValueError, OverflowError):
        return ""
    return f"{time.year:04}{time.month:02}{time.day:02}{time.hour:02}{time.minute:02}{time.second:02}"


def _day(day: str) -> list[str]:
    """Day, month, year, and the year with the part of it that has passed, as GDELT counts it: 30 days a month."""
    digits = day.replace("-", "")
    if not digits:
        return [""] * 4
    year, month, of_month = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return [digits, digits[:6], digits[:4], f"{year + ((month - 1) * 30 + of_month) / 365:.4f}"]


def _actor(party: Party | None) -> list[str]:
    if party is None or not (party.country or party.text):  # nobody, or the party `unknown`
        return [""] * len(_ACTOR)
    state, sector = country(party.country).cameo or (party.country or ""), role(party)
    code = (state or plover_country(party)) + (sector if state or sector != plover_country(party) else "")
    return [code, cell(party.name).upper(), state, "", "", "", "", sector, "", ""]


def _place(place: Place | None) -> list[str]:
    """Type (1 country; 2 state, 3 city of the USA; 4 city, 5 region elsewhere), name, country, its provinces (not
    known), coordinates; a country stands for itself as feature."""
    if place is None:
        return NO_PLACE
    fips = country(place.country).fips
    kind = {"country": "1", "city": "3" if fips == "US" else "4", "region": "2" if fips == "US" else "5"}
    whole = place.precision == "country"
    name = place.name if whole or not place.country else f"{place.name}, {country_name(place.country) or place.country}"
    return [
        kind.get(place.precision or "", "0"), cell(name), fips, fips if whole else "", "", cell(place.latitude),
        cell(place.longitude), fips if whole else "",
    ]  # fmt: skip


def _offset(party: Party | None) -> str:
    return str(party.start) if party and party.end > party.start else "-1"


def _domain(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
