"""Whether incidents multiply with the reports that retell them: records and incidents over the reports of one story.

An incident that only one report tells of adds one whatever the linking does (a report has details of its own), so the
figure to look at is how many incidents the records of several reports become, and how many reports tell the largest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from whowhom.linking.event_profile import EventProfile, event_profile
from whowhom.linking.groups import group
from whowhom.linking.incidents import IncidentLinker
from whowhom.records import Coding


@dataclass(frozen=True)
class Growth:
    """The first `reports` reports of a story: records and incidents by event type, and how many reports tell of the
    incident that most of them tell of."""

    reports: int
    records: Counter[str]
    incidents: Counter[str]
    most_told: int


def growth(codings: Sequence[Coding], linker: IncidentLinker | None = None) -> list[Growth]:
    """After 1, 2, 4, ... reports and after all of them, in the order given."""
    linker = linker or IncidentLinker()
    profiles = [[event_profile(event, coding.report) for event in coding.events] for coding in codings]
    steps = [2**power for power in range(len(codings).bit_length()) if 2**power < len(codings)]
    return [_after(profiles[:step], linker) for step in (*steps, len(codings))]


def _after(profiles: Sequence[Sequence[EventProfile]], linker: IncidentLinker) -> Growth:
    events = [event for report in profiles for event in report]
    groups = group(linker, events)
    return Growth(
        reports=len(profiles),
        records=Counter(event.event_type for event in events),
        incidents=Counter(members[0].event_type for members in groups),
        most_told=max(map(len, groups), default=0),
    )


def table(grown: Sequence[Growth]) -> str:
    """Plain text: a line a number of reports, a column a type with its records and incidents."""
    types = [name for name, _ in grown[-1].records.most_common()] if grown else []
    lines = ["".join(f"{cell:>11}" for cell in ("reports", "most told", "all", *types))]
    for row in grown:
        pairs = [(row.records.total(), row.incidents.total()), *((row.records[t], row.incidents[t]) for t in types)]
        cells = [str(row.reports), str(row.most_told), *(f"{records} > {incidents}" for records, incidents in pairs)]
        lines.append("".join(f"{cell:>11}" for cell in cells))
    return "\n".join(lines)
