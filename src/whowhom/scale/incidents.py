"""The same event told by several reports, over all parts of a coded archive: the incidents that a store would hold.

A tie between two events depends on these two alone (see linking/groups.py), so pairs can be judged anywhere. Events
are brought together by their block keys (type, party and day; type and telling word) and by spans of days. A pair that
shares several of them is judged in one place only: under the least key that both have, in the span in which the later
one begins. Only the ties come to the process that starts the job: it tells which events hang together, and each
component, or each core of a large one, is split where it is gathered.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path

from whowhom.export.coded import event_from, report_from
from whowhom.linking.event_profile import EventProfile, event_profile
from whowhom.linking.groups import Tie, touch, units
from whowhom.linking.incidents import IncidentLinker
from whowhom.scale.job import Job
from whowhom.scale.runner import Row, Work, mapped, spread, start_runner
from whowhom.store.links import group_id

SPAN = 16
"""Days of a span."""
FOLDER = "incidents"


@dataclass(frozen=True)
class Spans:
    """The spans in which an archive reports, by number; what was before is put into the first, what comes after into
    the last, and what has no day into all."""

    first: int
    last: int

    @classmethod
    def of(cls, published: tuple[int | None, int | None]) -> Spans:
        """Those from the first day of publication to the last, with the time just before and after."""
        return cls((published[0] or 0) // SPAN - 2, (published[1] or 0) // SPAN + 2)

    def at(self, day: int) -> int:
        return min(max(day // SPAN, self.first), self.last)

    def of_event(self, event: EventProfile) -> range:
        """Those that an event is looked for in."""
        first, last = event.days or (self.first * SPAN, self.last * SPAN)
        return range(self.at(first), self.at(last) + 1)


def link(job: Job) -> int:
    """Writes which incident each event belongs to, `event_id`, `report_id`, `incident`, in place of what stood there;
    how many incidents there are."""
    scratch, place = job.output / f".{FOLDER}", job.output / FOLDER
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        count = _link(job, scratch)
        shutil.rmtree(place, ignore_errors=True)
        os.replace(scratch / FOLDER, place)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return count


def _link(job: Job, scratch: Path) -> int:
    daft = start_runner(job)
    text, number = daft.DataType.string(), daft.DataType.int64()
    parts = sorted(path.name for path in (job.output / "reports").glob("part-*.parquet"))
    frame = spread(job, daft.from_pydict({"part": parts}), len(parts))
    fields = {"id": text, "profile": text, "published": number}
    mapped(job, frame, ["part"], partial(_profiles, job.output), fields, at_once=1).write_parquet(
        str(scratch / "events")
    )

    events = daft.read_parquet(str(scratch / "events" / "*.parquet"))
    told = events.agg(events["published"].min().alias("first"), events["published"].max().alias("last")).to_pylist()[0]
    spans = Spans.of((told["first"], told["last"]))
    fields = {"key": number, "span": number, "member": text}
    placed = mapped(job, events, ["profile"], partial(_places, spans), fields)
    blocks = placed.groupby("key", "span").agg(placed["member"].list_agg().alias("members"))
    fields = {"one": text, "other": text, "tie": number}
    tied = mapped(job, blocks, ["key", "span", "members"], partial(_ties, spans), fields).to_pydict()

    label = _labels(list(zip(tied["one"], tied["other"], map(Tie, tied["tie"]), strict=True)))
    labels = daft.from_pydict({"id": list(label), "unit": list(label.values())} if label else _NONE)
    joined = events.join(labels, on="id", how="left")
    joined = joined.select(joined["profile"], joined["unit"].fill_null(joined["id"]).alias("unit"))
    gathered = joined.groupby("unit").agg(joined["profile"].list_agg().alias("members"))
    fields = {"event_id": text, "report_id": text, "incident": text}
    mapped(job, gathered, ["members"], _split, fields).write_parquet(str(scratch / FOLDER))
    found = daft.read_parquet(str(scratch / FOLDER / "*.parquet"))
    return int(found.select(found["incident"]).distinct().count_rows())


_NONE = {"id": [""], "unit": [""]}  # Daft makes no frame of columns without rows that has their types


def _labels(tied: Sequence[tuple[str, str, Tie]]) -> dict[str, str]:
    """Of each event that has a tie, the first of those that it is split with."""
    names = {name for one, other, _ in tied for name in (one, other)}
    return {name: unit[0] for unit in units(names, tied, IncidentLinker().most) for name in unit}


def _profiles(output: Path) -> Work:
    """What linking keeps of each event of a part."""
    import polars

    def work(part: str) -> list[Row]:
        reports = polars.read_parquet(output / "reports" / part).filter(polars.col("events") > 0)
        by_id = {row["id"]: report_from(row) for row in reports.iter_rows(named=True)}
        found = []
        for row in polars.read_parquet(output / "events" / part).iter_rows(named=True):
            profile = event_profile(event_from(row), by_id[row["report_id"]])
            found.append({"id": profile.id, "profile": profile.to_json(), "published": profile.published})
        return found

    return work


def _places(spans: Spans) -> Work:
    """The blocks in which an event is compared with others."""
    linker = IncidentLinker()

    def work(profile: str) -> list[Row]:
        event = EventProfile.from_json(profile)
        keys = linker.keys(event)
        return [{"key": key, "span": span, "member": profile} for key in keys for span in spans.of_event(event)]

    return work


def _ties(spans: Spans) -> Work:
    """The pairs of a block that may be one act, of those that are judged in it."""
    linker = IncidentLinker()

    def work(key: int, span: int, members: list[str]) -> list[Row]:
        if len(members) < 2:
            return []
        events = [EventProfile.from_json(member) for member in members]
        keys = {event.id: linker.keys(event) for event in events}
        return [
            {"one": one.id, "other": other.id, "tie": int(tie)}
            for one, other in combinations(events, 2)
            if span == max(spans.of_event(one).start, spans.of_event(other).start)
            and touch(one.days, other.days)
            and key == min(keys[one.id] & keys[other.id])
            and (tie := linker.tie(one, other))
        ]

    return work


def _split() -> Work:
    """The incidents of the events that hang together."""
    linker = IncidentLinker()

    def work(members: list[str]) -> list[Row]:
        events = sorted(map(EventProfile.from_json, members), key=lambda event: event.id)
        return [
            {"event_id": event.id, "report_id": event.report_id, "incident": group_id("incident", names)}
            for group in linker.split(events)
            if (names := [event.id for event in group])
            for event in group
        ]

    return work
