"""What the exports of whole collections take: codings, and which incident each event belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whowhom.records import Coding, Event


@dataclass(frozen=True)
class Collection:
    """Reports with the events chosen from them, in the order in which they are to be written.

    `codings` may be a one-way stream. A report read from a file of records alone has an empty text. `incidents` tells
    the incident of an event id; events that nothing has linked are incidents of their own.
    """

    codings: Iterable[Coding]
    incidents: Mapping[str, str] = field(default_factory=dict)

    def incident(self, event: Event) -> str:
        return self.incidents.get(event.event_id, event.event_id)
