"""What days an expression means: one function a rule of `data/when/forms.toml`.

Each takes the parts of the expression and its context and gives the first and the last day and the precision, or None
where the report does not tell (no publication date, no other date to count from).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from whowhom.when.days import Days, day, holiday_in, month, week, year
from whowhom.when.grammar import Grammar

Parts = dict[str, str | None]
"""Group name to the words found, lower-case, without blanks doubled; None where the form has none."""

FAR_AHEAD = timedelta(days=80)
"""A day named without its year that lies further ahead of the report than this belongs to the year before."""
FAR_BACK = 5
"""A bare weekday further back than this many days is the day after the report: other clocks, papers of the eve."""
RECENT = timedelta(days=60)
"""A day named without its year that is past by less than this is meant, even where the words speak of the future."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands. `anchor` is the first day of the date told before it, for "the next day"."""

    grammar: Grammar
    published: date | None
    anchor: date | None
    near: date | None
    """A day not far from a report without one: days named without their year are those nearest to it."""
    future: bool
    """Whether the words around it speak of what is to come."""
    after: str
    """The text behind the expression."""


def _shift_months(value: date, months: int) -> Days:
    return month(value.year, value.month + months)


def _nearest(values: list[date], context: Context, modifier: str | None) -> date | None:
    """Which of the same day of several years is meant: the latest that is not too far ahead of the report."""
    published = context.published
    if published is None:
        around = context.near
        close = [v for v in values if around and abs(v - around) <= FAR_AHEAD]
        return close[0] if close and not modifier else None
    if modifier == "last":
        return max(v for v in values if v < published)
    if modifier == "next":
        return min(v for v in values if v > published)
    ahead = min((v for v in values if v >= published), default=None)
    if context.future and ahead is not None and not any(published - RECENT < v < published for v in values):
        return ahead
    return max(v for v in values if v <= published + FAR_AHEAD)


def _month_of(parts: Parts, context: Context, key: str = "month") -> int:
    if (number := parts.get("month_number")) is not None:
        return int(number)
    return context.grammar.months[(parts[key] or "").rstrip(".")]


def _said_year(parts: Parts, context: Context) -> int | None:
    """The year an expression names, in figures or as "of last year"."""
    if (figure := parts.get("year")) is not None:
        return int(figure)
    if (words := parts.get("same_year")) is not None and context.published is not None:
        return context.published.year + context.grammar.steps[words.split()[0]]
    return None


def _step(modifier: str, context: Context) -> int:
    """To which one of its kind a modifier points: the one before (-1), the one after (1), or this one."""
    return context.grammar.steps.get(modifier.removeprefix("the ").removeprefix("this "), 0)


def ymd(parts: Parts, context: Context) -> Days | None:
    said = _said_year(parts, context)
    if said is None:
        return None
    return _span_of_days(said, _month_of(parts, context), parts)


def _span_of_days(year: int, number: int, parts: Parts) -> Days | None:
    try:
        first = date(year, number, int(parts["day"] or 0))
        until = parts.get("until")
        last = date(year, number, int(until)) if until else first
    except ValueError:
        return None
    return first, max(first, last), "day"


def month_day(parts: Parts, context: Context) -> Days | None:
    number, said = _month_of(parts, context), _said_year(parts, context)
    for month_number, day_number, famous, nouns in context.grammar.anniversaries:
        if (month_number, day_number) == (number, int(parts["day"] or 0)) and nouns.match(context.after):
            said = famous
    if said is None:
        around = context.published or context.near
        years = range(around.year - 8, around.year + 5) if around else range(0)
        spans = [s for y in years if (s := _span_of_days(y, number, parts))]
        chosen = _nearest([s[0] for s in spans], context, parts.get("mod")) if spans else None
        said = chosen.year if chosen else None
    return _span_of_days(said, number, parts) if said else None


def month_name(parts: Parts, context: Context) -> Days | None:
    number, said = _month_of(parts, context), _said_year(parts, context)
    published = context.published
    if said is not None:
        return month(said, number)
    if published is None:
        return None
    step = _step(parts.get("mod") or "", context)
    back = (published.month - number) % 12
    if step < 0:
        return _shift_months(published, -(back or 12))
    if step > 0 or (context.future and back):
        return _shift_months(published, (12 - back) or 12)
    return _shift_months(published, -back)


def month_range(parts: Parts, context: Context) -> Days | None:
    first, last = _month_of(parts, context), _month_of(parts, context, "until_month")
    said = _said_year(parts, context)
    return None if said is None else month(said if first <= last else said - 1, first, (last - first) % 12 + 1)


def season(parts: Parts, context: Context) -> Days | None:
    first, count = context.grammar.seasons[parts["season"] or ""]
    return month(int(parts["year"] or 0), first, count)


def holiday(parts: Parts, context: Context) -> Days | None:
    rule = context.grammar.holidays[(parts["holiday"] or "").replace("’", "'")]
    weekdays = context.grammar.weekdays
    if (said := _said_year(parts, context)) is not None:
        return day(holiday_in(rule, said, weekdays))
    if context.published is None:
        return None
    years = range(context.published.year - 2, context.published.year + 3)
    modifier = (parts.get("mod") or "").removeprefix("the ")
    chosen = _nearest([holiday_in(rule, y, weekdays) for y in years], context, modifier)
    return day(chosen) if chosen else None


def weekday(parts: Parts, context: Context) -> Days | None:
    modifier, number = parts.get("mod") or "", context.grammar.weekdays[(parts["weekday"] or "").rstrip(".")]
    if modifier in context.grammar.anchored["weekday"]:
        return _after_anchor(context, number)
    if context.published is None:
        return None
    back = (context.published.weekday() - number) % 7
    if (words := parts.get("week")) is not None:
        weeks = context.grammar.steps[words.split()[0]]
        return day(week(context.published)[0] + timedelta(days=number + 7 * weeks))
    step = _step(modifier, context)
    if step < 0:
        return day(context.published - timedelta(days=back or 7))
    if step > 0 or context.future:
        ahead = (7 - back) if back or modifier == "next" else 0
        return day(context.published + timedelta(days=ahead))
    return day(context.published - timedelta(days=back if back <= FAR_BACK else back - 7))


def _after_anchor(context: Context, number: int) -> Days | None:
    start = context.anchor
    return None if start is None else day(start + timedelta(days=(number - start.weekday() - 1) % 7 + 1))


def relative(parts: Parts, context: Context) -> Days | None:
    if context.published is None:
        return None
    return day(context.published + timedelta(days=context.grammar.relative[parts["relative"] or ""]))


def period(parts: Parts, context: Context) -> Days | None:
    modifier, unit = parts.get("mod") or "this", parts["unit"] or ""
    if modifier in context.grammar.anchored["period"]:
        return anchored(parts, context)
    if context.published is None or modifier.endswith("past"):
        return None
    return _period_from(context.published, unit, _step(modifier, context), context)


def _period_from(start: date, unit: str, steps: int, context: Context) -> Days | None:
    """The week, month, year, weekend or season that lies `steps` from the one that holds `start`."""
    if unit in context.grammar.seasons:
        return _season_from(start, context.grammar.seasons[unit], steps, context.future)
    match context.grammar.units.get(unit, unit):
        case "day" | "night" | "morning" | "afternoon" | "evening":
            return day(start + timedelta(days=steps))
        case "week":
            return week(start + timedelta(days=7 * steps))
        case "fortnight":
            first = start + timedelta(days=14 * min(steps, 0))
            return first, first + timedelta(days=13), "day"
        case "weekend":
            saturday = week(start)[0] + timedelta(days=5 + 7 * steps)
            if steps == 0 and start.weekday() < 4 and not context.future:
                saturday -= timedelta(days=7)
            return saturday, saturday + timedelta(days=1), "day"
        case "month":
            return _shift_months(start, steps)
        case "year":
            return year(start.year + steps)
    return None


def _season_from(start: date, season_months: tuple[int, int], steps: int, future: bool) -> Days:
    """The "last fall" is the latest that is over, "this fall" the one of this year, "next fall" the next to begin."""
    first, count = season_months
    found = month(start.year, first, count)
    if steps < 0 and found[1] >= start:
        return month(start.year - 1, first, count)
    if steps > 0 and found[0] <= start:
        return month(start.year + 1, first, count)
    return found


def ago(parts: Parts, context: Context) -> Days | None:
    figure = parts.get("figure")
    count = int(figure) if figure else context.grammar.numbers[parts["number"] or ""]
    sense, unit = parts["sense"] or "", context.grammar.units[parts["unit"] or ""]
    start = context.published if sense in ("ago", "from now") else context.anchor
    if start is None:
        return None
    steps = -count if sense in ("ago", "earlier") else count
    if unit == "hour":
        return day(start + timedelta(days=int(steps / 24))) if count >= 24 else None
    try:
        if unit == "decade":
            return year(start.year + 10 * steps)
        return _period_from(start, unit, steps, context)
    except (ValueError, OverflowError):
        return None


def anchored(parts: Parts, context: Context) -> Days | None:
    if context.anchor is None:
        return None
    modifier, unit, sense = parts["mod"] or "", parts["unit"] or "", parts.get("sense")
    back = "previous" in modifier or "preceding" in modifier or sense == "before"
    steps = -1 if back else 1 if "following" in modifier or "next" in modifier or sense == "after" else 0
    return _period_from(context.anchor, unit, steps, context)


def decade(parts: Parts, context: Context) -> Days | None:
    short = parts.get("short")
    first = int(f"19{short}0") if short else int(f"{parts['decade']}0")
    return year(first, first + 9)


def year_figure(parts: Parts, context: Context) -> Days | None:
    first = int(parts["year"] or 0)
    until = parts.get("until_year")
    last = int(str(first)[: 4 - len(until)] + until) if until else first
    return year(first, last if last > first else None)


RULES: dict[str, Callable[[Parts, Context], Days | None]] = {
    "ymd": ymd,
    "month_day": month_day,
    "month": month_name,
    "month_range": month_range,
    "season": season,
    "holiday": holiday,
    "weekday": weekday,
    "relative": relative,
    "period": period,
    "ago": ago,
    "anchored": anchored,
    "decade": decade,
    "year": year_figure,
}
