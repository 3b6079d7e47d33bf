"""How values are told on a page: days, counts, states of affairs; and what reports hold, made safe to show."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from markupsafe import Markup

from whowhom.export.characters import scalar
from whowhom.export.countries import country_name
from whowhom.export.relations import period_name
from whowhom.records import EventDate, Place
from whowhom.store.periods import Period

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ISO_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_MONTH = re.compile("|".join(MONTHS))
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Characters that are not seen but change how others are: controls, and those that turn the direction of writing."""


def visible(text: str) -> str:
    """With characters that would act unseen written out: "[U+202E]" for the one that turns writing around."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", scalar(text))


def shown(value: object) -> object:
    """What a template puts out: text is made visible, nothing is put out for None; the template escapes it then."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


def number(count: int) -> str:
    return f"{count:,}"


def count(many: int, noun: str, plural: str = "") -> str:
    """ "1 report", "1,200 reports"."""
    return f"{many:,} {noun if many == 1 else plural or noun + 's'}"


def day_told(iso: str | None) -> str:
    """ "19 June 2024" of an ISO day or time, "June 2024" of a month; what is no date as it is."""
    if not iso:
        return ""
    if _ISO_MONTH.fullmatch(iso):
        return f"{MONTHS[int(iso[5:]) - 1]} {iso[:4]}"
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_told(iso: str | None) -> str:
    """ "19 June 2024, 14:05 UTC" where a time is known."""
    try:
        time = datetime.fromisoformat(iso or "")
    except ValueError:
        return day_told(iso)
    if len(iso or "") <= 10:
        return day_told(iso)
    zone = time.strftime("%z")
    shift = "" if zone == "+0000" else f"{zone[:3]}:{zone[3:5]}"
    return f"{day_told(iso)}, {time:%H:%M}{f' UTC{shift}' if zone else ''}"


def when_told(when: EventDate | None) -> str:
    """An event's date, as exact as it is known: "June 2024", "3 to 5 June 2024"."""
    return days_told(when.start, when.end) if when else ""


def days_told(first: str, last: str) -> str:
    """ "2024", "June 2024", "19 June 2024" of the first and last ISO day of each, else "3 June 2024 to 5 June 2024"."""
    if first == last:
        return day_told(first)
    if (first[4:], last[4:]) == ("-01-01", "-12-31") and first[:4] == last[:4]:
        return first[:4]
    if first[:7] == last[:7] and first[8:] == "01" and (date.fromisoformat(last) + timedelta(1)).day == 1:
        return day_told(first[:7])
    return f"{day_told(first)} to {day_told(last)}"


def value_told(value: str, field: str) -> str:
    """A value on which reports differ; dates stand in it as ISO days, or as two with a stroke between."""
    first, _, last = value.partition("/")
    return days_told(first, last or first) if field == "date" else value


def shortened(told: str) -> str:
    """With months of three letters, for narrow columns: "19 Jun 2024"."""
    return _MONTH.sub(lambda found: found[0][:3], told)


def where_told(place: Place | None) -> str:
    if place is None:
        return ""
    land = country_name(place.country)
    return f"{place.name}, {land}" if land and land != place.name else place.name


def period_told(first_day: str, by: Period) -> str:
    """ "June 2024", "2024 Q2", "19 June 2024"."""
    if by == "month":
        return f"{MONTHS[int(first_day[5:7]) - 1]} {first_day[:4]}"
    return day_told(first_day) if by in ("day", "week") else period_name(first_day, by)


def type_told(event_type: str) -> str:
    return event_type.capitalize()


MODALITY = {
    "actual": "told as done", "planned": "planned", "possible": "possible", "negated": "told as not done",
}  # fmt: skip
STANCES = {
    "asserts": "asserts", "repeats": "repeats", "reports": "told by the report", "reports otherwise": "told otherwise",
    "denies": "denies", "denies again": "denies again", "accuses": "accuses", "accuses again": "accuses again",
    "denies the charge": "denies the charge", "denies the charge again": "denies the charge again",
}  # fmt: skip
