"""Incidents over time, a bar a period: cooperation above the line, conflict below it, so that the two are told apart
without colour; of each the material part next to the line.

Across, everything is in per cent, so that type keeps its size at any width; down, in pixels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whowhom.export.relations import quad_names
from whowhom.store.periods import Period, first_days
from whowhom.web.pictures.markup import element, mark, picture, words
from whowhom.web.pictures.periods import period_end, period_name, ticks
from whowhom.web.pictures.values import Bar, ToTime
from whowhom.web.words import count as counted

COOPERATION, CONFLICT = (2, 1), (4, 3)
"""Quad classes from the line outwards."""
ABOVE, PLOT, BELOW = 10, 200, 40
"""Pixels over, of and under the bars; under them the style gives more where type is larger."""
LEAST = 1.5
"""Pixels of a bar of one incident, however many others have."""
RULES = 6
"""Lines with a number, at most about, over the height of the bars."""
WIDE, NARROW = 12, 5
"""Names of periods under the bars, at most."""
DRAWN = 1500
"""Periods that can be told apart in a picture."""
FEWEST = 8
"""Periods for which there is room at least, so that a few make no broad bars."""
_DAYS: dict[Period, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
FULL = 400
"""Periods up to which those without incidents have a mark as well, to be brushed."""


@dataclass(frozen=True)
class _Scale:
    """From the line `zero`, `unit` pixels an incident."""

    zero: float
    unit: float
    most_up: int
    most_down: int


def timeline(bars: Sequence[Bar], by: Period, link: ToTime | None = None) -> str:
    """The bars and their legend; what is in no period is left out. Each period carries `data-first` and `data-last`,
    ISO days."""
    found: dict[str, Counter[int]] = {}
    for bar in bars:
        if bar.period and bar.incidents:
            found.setdefault(bar.period, Counter())[bar.quad] += bar.incidents
    if not found:
        return element("p", "No incident is dated.", class_="picture-note")
    first, last = date.fromisoformat(min(found)), date.fromisoformat(max(found))
    if (last - first).days > DRAWN * _DAYS[by]:
        told = f"From {first} to {last} there are too many {by}s to draw. Choose longer periods."
        return element("p", words(told), class_="picture-note")
    periods = [day.isoformat() for day in first_days(first, last, by)]
    scale = _scale(found)
    drawn = picture(
        "timeline", _told(found, periods, by),
        element("g", *_rules(scale), class_="rules", aria_hidden="true"),
        element("g", *_periods(found, periods, by, scale, link), class_="periods"),
        element("line", x1=0, x2="100%", y1=scale.zero, y2=scale.zero, class_="zero"),
        element("g", *_ticks(periods, by), class_="ticks", aria_hidden="true"),
        width="100%", height=ABOVE + PLOT + BELOW,
    )  # fmt: skip
    return element("div", drawn, _legend(found), class_="picture-frame")


def _scale(found: Mapping[str, Counter[int]]) -> _Scale:
    up = max(sum(count[quad] for quad in COOPERATION) for count in found.values())
    down = max(sum(count[quad] for quad in CONFLICT) for count in found.values())
    unit = PLOT / max(up + down, 1)
    return _Scale(ABOVE + up * unit, unit, up, down)


def _told(found: Mapping[str, Counter[int]], periods: Sequence[str], by: Period) -> str:
    total = sum(count.total() for count in found.values())
    most = max(found, key=lambda first: (found[first].total(), first))
    first, last, highest = (period_name(one, by) for one in (periods[0], periods[-1], most))
    time = f"{first} to {last}; most, {found[most].total():,}, in {highest}" if len(periods) > 1 else first
    return f"{counted(total, 'incident')} by {by}: {time}"


def _periods(
    found: Mapping[str, Counter[int]], periods: Sequence[str], by: Period, scale: _Scale, to: ToTime | None
) -> Iterator[str]:
    slot = 100 / max(len(periods), FEWEST)
    for index, first in enumerate(periods):
        count = found.get(first, Counter())
        total = count.total()
        if not total and len(periods) > FULL:
            continue
        last = period_end(first, by)
        parts = "; ".join(f"{name} {count[quad]:,}" for quad, name in quad_names().items() if count[quad])
        told = f"{period_name(first, by)}: {counted(total, 'incident')}{f' ({parts})' if parts else ''}"
        reach = element("rect", x=f"{index * slot:.3f}%", y=ABOVE, width=f"{slot:.3f}%", height=PLOT, class_="reach")
        yield mark(
            to(first, last, None) if to and total else None, told, reach, *_columns(count, index, slot, scale),
            data_first=first, data_last=last, data_incidents=total,
        )  # fmt: skip


def _columns(count: Counter[int], index: int, slot: float, scale: _Scale) -> Iterator[str]:
    gap = 0.14 * slot if slot > 0.5 else 0.0
    across = {"x": f"{index * slot + gap / 2:.3f}%", "width": f"{slot - gap:.3f}%"}
    for quads, upwards in ((COOPERATION, True), (CONFLICT, False)):
        at = scale.zero
        for quad in quads:
            if height := max(count[quad] * scale.unit, LEAST) if count[quad] else 0:
                at -= height if upwards else 0
                yield element("rect", **across, y=at, height=height, class_=f"q{quad}")
                at += 0 if upwards else height


def _rules(scale: _Scale) -> Iterator[str]:
    """Lines at whole numbers of incidents, counted both ways from the middle one."""
    step = _step(scale.most_up + scale.most_down)
    for number in range(-scale.most_down // step * step, scale.most_up + 1, step):
        y = scale.zero - number * scale.unit
        if -number <= scale.most_down:
            if number:
                yield element("line", x1=0, x2="100%", y1=y, y2=y)
            yield element("text", f"{abs(number):,}", x=-8, y=y, dy="0.35em", text_anchor="end")


def _step(whole: int) -> int:
    """1, 2, 5, 10, 20, 50..., so that there are about `RULES` lines."""
    step, times = 1, 0
    while whole / step > RULES:
        step = step * 5 // 2 if times % 3 == 1 else step * 2
        times += 1
    return step


def _ticks(periods: Sequence[str], by: Period) -> Iterator[str]:
    slot = 100 / max(len(periods), FEWEST)
    for most, kind in ((WIDE, "wide"), (NARROW, "narrow")):
        for tick in ticks(periods, by, most):
            x = f"{(tick.index + 0.5) * slot:.3f}%"
            low = ABOVE + PLOT
            yield element("line", x1=x, x2=x, y1=low, y2=low + 5, class_=kind)
            yield element("text", words(tick.name), x=x, y=low + 5, dy="1.1em", text_anchor="middle", class_=kind)
            if tick.year:
                yield element("text", tick.year, x=x, y=low + 5, dy="2.3em", text_anchor="middle", class_=kind)


def _legend(found: Mapping[str, Counter[int]]) -> str:
    entries = []
    whole: Counter[int] = Counter()
    for count in found.values():
        whole += count
    for side, quads in (("Above the line:", reversed(COOPERATION)), ("Below:", CONFLICT)):
        entries.append(element("li", side, class_="side"))
        for quad in quads:
            key = element("svg", element("rect", width="100%", height="100%", class_=f"q{quad}"), aria_hidden="true")
            entries.append(element("li", key, " ", words(f"{quad_names()[quad]} ({whole[quad]:,})")))
    return element("ul", *entries, class_="picture-legend")
