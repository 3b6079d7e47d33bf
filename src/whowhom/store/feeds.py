"""What a store knows of watched feeds and their items, so that a watch goes on where it was stopped.

Each function is called inside a transaction. A task is taken by setting the time of its next try before it is begun:
whatever ends the process, it is tried again then, and one that ends every process that reads it is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from whowhom.feeds.intervals import (
    CRASHES,
    FEW_TRIES,
    FIRST,
    LISTED_TOGETHER,
    TRIES,
    next_pause,
    wait_after_failure,
    wait_for_change,
    wait_for_item,
    wait_until_next,
)
from whowhom.feeds.items import Item
from whowhom.feeds.look import Failure, Look
from whowhom.feeds.reading import Task, Unreadable
from whowhom.linking.addresses import canonical
from whowhom.store.file import Connection, fetch, insert, values

_MINE = "address IN (SELECT unnest(?))"
_OF_MINE = "feed IN (SELECT unnest(?))"
_SUSPECT = 2
"""Tries without a known end that are more than an accident."""


def register(connection: Connection, addresses: Sequence[str], now: datetime) -> None:
    """Feeds to be watched from now on; known ones stay as they are."""
    known = set(values(connection, f"SELECT address FROM feed WHERE {_MINE}", [list(addresses)]))
    begin = {"added": _sql(now), "next_look": _sql(now), "looks": 0, "failures": 0, "pause": FIRST}
    insert(connection, "feed", [{"address": address} | begin for address in addresses if address not in known])


def registered(connection: Connection) -> list[str]:
    return values(connection, "SELECT address FROM feed ORDER BY added, rowid")


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due: feeds to look at, and whether there are items to be read; `next`: when more is."""

    feeds: list[str]
    items: bool
    next: datetime | None


def agenda(connection: Connection, addresses: Sequence[str], now: datetime) -> Agenda:
    """What is to be done for these feeds."""
    mine = [list(addresses)]
    query = f"SELECT address, next_look FROM feed WHERE {_MINE} ORDER BY next_look, rowid"
    looks = [(row["address"], row["next_look"]) for row in fetch(connection, query, mine)]
    query = f"SELECT min(next_try) FROM feed_item WHERE {_OF_MINE} AND state = 'waiting'"
    item: datetime | None = values(connection, query, mine)[0]
    moments = [moment for _, moment in looks] + ([item] if item is not None else [])
    due = [address for address, moment in looks if moment <= now]
    return Agenda(due, item is not None and item <= now, min(moments, default=None))


def record(connection: Connection, found: Look | Failure, now: datetime) -> bool:
    """Keep what a look found; whether a feed has failed that had not before, or answers again."""
    feed = fetch(connection, "SELECT * FROM feed WHERE address = ?", [found.address])[0]
    looks = feed["looks"] + 1
    row: dict[str, Any] = {"looks": looks, "looked": now, "pause": feed["pause"]}
    if isinstance(found, Failure):
        failures = feed["failures"] + 1
        wait = wait_after_failure(found.address, looks, feed["pause"], failures, found.wait)
        row |= {"failures": failures, "reason": found.reason}
    else:
        first = feed["succeeded"] is None
        new = _record_items(connection, found, now, first)
        total = len(found.feed.items)
        if not first:
            row["pause"] = next_pause(feed["pause"], new, total)
        wait = wait_until_next(found.address, looks, row["pause"], found.asked, not first and 0 < new == total)
        row |= {"failures": 0, "reason": None, "succeeded": now, "kind": found.feed.kind}
        row["title"] = found.feed.title or feed["title"]
    row["next_look"] = now + timedelta(seconds=wait)
    _update(connection, "feed", row, "address = ?", [found.address])
    return bool(feed["failures"]) != bool(row["failures"])


def _record_items(connection: Connection, found: Look, now: datetime, first: bool) -> int:
    """Keep what is new or changed of a feed's items; how many are new."""
    items = {canonical(item.link): item for item in reversed(found.feed.items)}
    query = f"SELECT * FROM feed_item WHERE {_MINE} ORDER BY feed = ?, state <> 'old'"
    known = {row["address"]: row for row in fetch(connection, query, [list(items), found.address])}
    rows = []
    for address, item in reversed(items.items()):
        row = known.get(address)
        if row is None or row["feed"] != found.address:
            old = item.link in found.old and (first or item.link not in found.undated)
            rows.append(_new_row(found.address, address, item, row, old, now))
        elif row["mark"] != item.mark:
            _changed(connection, row, item, now)
    insert(connection, "feed_item", rows)
    return len(rows)


def _new_row(
    feed: str, address: str, item: Item, elsewhere: Mapping[str, Any] | None, old: bool, now: datetime
) -> dict[str, Any]:
    """An item not seen before in this feed. One that is known from another feed is not read again for it, unless that
    was long ago: this feed may mean a later text."""
    row = {"state": "waiting", "tries": 0, "quiet": 0, "next_try": _sql(now), "tried": None, "reason": None}
    if old:
        row["state"] = "old"
    if elsewhere is not None and _was_read_long_ago(elsewhere, now):
        row |= {"quiet": elsewhere["quiet"], "tried": _sql(elsewhere["tried"])}
    elif elsewhere is not None and elsewhere["state"] != "old":
        row |= {name: elsewhere[name] for name in ("state", "tries", "quiet", "reason")}
        row |= {name: _sql(elsewhere[name]) for name in ("next_try", "tried")}
    row |= {"feed": feed, "address": address, "link": item.link, "title": item.title, "published": item.published}
    return row | {"mark": item.mark, "first_seen": _sql(now)}


def _was_read_long_ago(row: Mapping[str, Any], now: datetime) -> bool:
    return bool(row["state"] == "kept" and now - row["tried"] > timedelta(seconds=LISTED_TOGETHER))


def _changed(connection: Connection, row: Mapping[str, Any], item: Item, now: datetime) -> None:
    """The feed says something else: the page is read again, unless it waits for that anyway. The first date stays, for
    later ones tell of changes."""
    new = {"mark": item.mark, "title": item.title, "link": item.link, "published": row["published"] or item.published}
    if row["state"] != "waiting":
        quiet = max(row["quiet"], row["tries"])
        earliest = (row["tried"] or now) + timedelta(seconds=wait_for_change(quiet))
        new |= {"state": "waiting", "tries": 0, "quiet": quiet, "next_try": max(now, earliest)}
    _update(connection, "feed_item", new, "feed = ? AND address = ?", [row["feed"], row["address"]])


def take(connection: Connection, addresses: Sequence[str], now: datetime, most: int, of_a_host: int) -> list[Task]:
    """Items to be read now, at most so many and so many of each host; they are begun with this.

    One that was begun twice, and of which no end is known, may have ended the process: it is taken alone.
    """
    connection.execute(
        f"UPDATE feed_item SET state = 'given up', tried = ?, reason = coalesce(reason, ?) "
        f"WHERE {_OF_MINE} AND state = 'waiting' AND next_try <= ? "
        f"AND tries >= CASE WHEN reason IS NULL THEN {CRASHES} ELSE {TRIES} END",
        [now, "each try to read it has ended the process", list(addresses), now],
    )
    query = f"""
    SELECT address, any_value(link) AS link, min(published) AS published, max(tries) AS tries,
           bool_and(reason IS NULL) AS no_end, bool_or(tried IS NOT NULL) AS again
    FROM feed_item WHERE {_OF_MINE} AND state = 'waiting' AND next_try <= ?
    GROUP BY address
    QUALIFY row_number() OVER (PARTITION BY regexp_extract(address, '^[a-z]+://[^/]*') ORDER BY min(next_try), address)
            <= ?
    ORDER BY min(next_try), address LIMIT ?
    """
    found = fetch(connection, query, [list(addresses), now, of_a_host, most])
    suspects = [row for row in found if row["no_end"] and row["tries"] >= _SUSPECT]
    tasks = [
        Task(row["address"], row["link"], row["published"], row["tries"] + 1, row["again"])
        for row in suspects[:1] or found
    ]
    for task in tasks:
        _update_item(connection, task, {"tries": task.tries, "next_try": now + timedelta(seconds=_wait(task))})
    return tasks


def give_back(connection: Connection, tasks: Iterable[Task], now: datetime) -> None:
    """Tasks that were taken, and not begun."""
    for task in tasks:
        _update_item(connection, task, {"tries": task.tries - 1, "next_try": now})


def done(connection: Connection, task: Task, changed: bool, now: datetime) -> None:
    """The page is read, and what is in it kept; `changed`: it was new, or its text another than before."""
    quiet = "0" if changed else "quiet + 1"
    connection.execute(
        f"UPDATE feed_item SET state = 'kept', tries = 0, quiet = {quiet}, tried = ?, reason = NULL "
        "WHERE address = ? AND state = 'waiting'",
        [now, task.address],
    )


def failed(connection: Connection, task: Task, why: Unreadable, now: datetime) -> bool:
    """The page could not be read; whether it is given up with this."""
    gives_up = task.tries >= (FEW_TRIES if why.lasting else TRIES)
    state = "passed over" if why.never else "given up" if gives_up else "waiting"
    wait = max(_wait(task), why.wait or 0.0)
    row = {"state": state, "reason": why.reason, "tried": now, "next_try": now + timedelta(seconds=wait)}
    _update_item(connection, task, row)
    return state == "given up"


def _wait(task: Task) -> float:
    return wait_for_item(task.tries)


def _update_item(connection: Connection, task: Task, row: Mapping[str, Any]) -> None:
    _update(connection, "feed_item", row, "address = ? AND state = 'waiting'", [task.address])


def _update(connection: Connection, table: str, row: Mapping[str, Any], where: str, parameters: list[Any]) -> None:
    names = ", ".join(f"{name} = ?" for name in row)
    connection.execute(f"UPDATE {table} SET {names} WHERE {where}", [*row.values(), *parameters])


def _sql(moment: datetime | None) -> str | None:
    return moment.isoformat(sep=" ") if moment is not None else None
