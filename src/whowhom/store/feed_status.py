"""How each watched feed stands, and which of its items cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from whowhom.store.file import Connection, fetch

NEWS_OF = timedelta(days=1)
"""What counts as new."""


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed; times in UTC. Of its items: how many were `seen`, how many of them `new` in the last day, `kept` as
    reports, still `waiting` to be read, `failed` (given up, or failed so far); the others were passed over. `reason`:
    why the last look failed."""

    address: str
    title: str | None
    looked: datetime | None
    succeeded: datetime | None
    next_look: datetime
    reason: str | None
    seen: int
    new: int
    kept: int
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class FailedItem:
    """An item whose page could not be read; `next_try` is None where it is given up."""

    link: str
    title: str | None
    feed: str
    reason: str
    tried: datetime
    next_try: datetime | None


def feeds(connection: Connection, now: datetime) -> list[FeedStatus]:
    """All feeds, in the order in which they were added."""
    rows = fetch(
        connection,
        """
        SELECT f.address, any_value(f.title) AS title, any_value(looked) AS looked, any_value(succeeded) AS succeeded,
               any_value(next_look) AS next_look, any_value(f.reason) AS reason,
               count(i.address) AS seen,
               count(*) FILTER (i.first_seen > ?) AS new,
               count(*) FILTER (i.state = 'kept') AS kept,
               count(*) FILTER (i.state = 'waiting' AND i.reason IS NULL) AS waiting,
               count(*) FILTER (i.state = 'given up' OR (i.state = 'waiting' AND i.reason IS NOT NULL)) AS failed
        FROM feed f LEFT JOIN feed_item i ON i.feed = f.address
        GROUP BY f.address ORDER BY any_value(f.added), min(f.rowid)
        """,
        [now - NEWS_OF],
    )
    return [FeedStatus(**row) for row in rows]


def failures(connection: Connection, limit: int) -> list[FailedItem]:
    """Items that failed, the last first."""
    rows = fetch(
        connection,
        """
        SELECT any_value(link) AS link, any_value(title) AS title, min(feed) AS feed, any_value(reason) AS reason,
               max(tried) AS tried, CASE WHEN any_value(state) = 'waiting' THEN min(next_try) END AS next_try
        FROM feed_item WHERE state IN ('waiting', 'given up') AND reason IS NOT NULL AND tried IS NOT NULL
        GROUP BY address ORDER BY max(tried) DESC, address LIMIT ?
        """,
        [limit],
    )
    return [FailedItem(**row) for row in rows]
