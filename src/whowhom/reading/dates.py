"""Publication dates and times as pages, feeds and tables write them, to ISO 8601."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?!\d)"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?")
_MONTH = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?(?:m\b)?", re.I)
_IN_URL = re.compile(
    r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2]|[A-Za-z]{3,9})[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|[/_-]((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


def iso_date(value: object) -> str | None:
    """The ISO date (`2024-06-19`) or time (`2024-06-19T10:30:00+02:00`) that the value tells, None if it tells none.

    Takes ISO in its usual spellings, RFC 2822, "June 19, 2024" and "19 June 2024" with or without a time, dates and
    datetimes, and seconds or milliseconds since 1970. A time of midnight without a zone is a date. Days and months in
    figures alone ("06/07/2024") are not guessed at.
    """
    if isinstance(value, datetime):
        return _written(value)
    if isinstance(value, date):
        return value.isoformat() if _sane(value.year) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_epoch(float(value))
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > 100:
        return None
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return _from_epoch(float(text))
    try:
        return _from_iso(text) or _from_words(text)
    except (ValueError, OverflowError):
        return None


def date_in_url(url: str) -> str | None:
    """The day that an address holds, as in `/2024/06/19/`, `/2024/jun/19/` or `-20240619`."""
    for match in _IN_URL.finditer(url):
        year, month, day = match.groups()[:3] if match[1] else match.groups()[3:]
        number = _MONTH.get(month.lower()) if month.isalpha() else int(month)
        try:
            return date(int(year), number or 0, int(day)).isoformat()
        except ValueError:
            continue
    return None


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO date or time to another, by their dates alone; 0 where one of them is none."""
    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return 0


def _from_iso(text: str) -> str | None:
    match = _COMPACT.fullmatch(text) or _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    if zone is None:
        return _written(moment)
    if zone in ("Z", "UTC", "GMT"):
        return _written(moment.replace(tzinfo=UTC))
    offset = zone.replace(":", "").ljust(5, "0")
    return _written(datetime.fromisoformat(f"{moment.isoformat()}{offset[:3]}:{offset[3:]}"))


def _from_words(text: str) -> str | None:
    if "," in text[:5] and re.match(r"[A-Za-z]{3}, ?\d", text):
        try:
            return _written(parsedate_to_datetime(text))
        except (ValueError, TypeError, IndexError):
            pass  # only looks like RFC 2822
    if (match := _DAY_MONTH.search(text)) is not None:
        day, name, year = match.groups()
    elif (match := _MONTH_DAY.search(text)) is not None:
        name, day, year = match.groups()
    else:
        return None
    if (month := _MONTH.get(name.lower())) is None:
        return None
    hour, minute = 0, 0
    if (clock := _CLOCK.search(text, match.end())) is not None:
        hour, minute = int(clock[1]), int(clock[2])
        if clock[3] is not None:
            hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    return _written(datetime(int(year), month, int(day), hour, minute))


def _from_epoch(seconds: float) -> str | None:
    if seconds != seconds or abs(seconds) < 1e8:  # NaN, or before 1973: a year, a row number, no time stamp
        return None
    try:
        return _written(datetime.fromtimestamp(seconds / 1000 if abs(seconds) >= 1e11 else seconds, tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _written(moment: datetime) -> str | None:
    if not _sane(moment.year):
        return None
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def _sane(year: int) -> bool:
    return 1800 <= year <= 2200
