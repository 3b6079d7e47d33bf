"""A store of invented reports, to measure how it behaves when it is large:
`python -m whowhom.evaluation.synthetic FILE [--events N]`.

The reports come in the order of ten years and go into the store as any others, linking included, only more at a time.
What makes real stores hard is in them: few states and pairs of states do most, some happenings are told by one report
and some by forty, a few wars fill months with many acts a day of the same two, and outlets print one agency's text.
"""

from __future__ import annotations

import argparse
import heapq
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from whowhom.evaluation.invented import Page, World, copied
from whowhom.records import Coding
from whowhom.store import Store, adding
from whowhom.store.file import chunks, size, transaction

EVENTS = 1_000_000
EVENTS_A_REPORT = 10
FIRST, DAYS = date(2015, 1, 1), 3652
WARS, WAR_SHARE = 4, 0.25
"""Wars, and the share of all happenings that belongs to them."""
MOST = 40
"""Reports of one happening; how many there are follows Pareto's law."""
PARETO = 1.2
COPIES = 0.15
"""Share of reports that print another one's text."""
PART = 2_000
"""Reports of one transaction."""


@dataclass(frozen=True)
class War:
    pair: tuple[str, str]
    start: date
    days: int
    words: tuple[str, ...]


def codings(events: int = EVENTS, seed: int = 0) -> Iterator[Coding]:
    """Invented reports with about so many events in all, in the order of publication; the same for the same seed."""
    world, rng = World(seed), Random(seed)
    wars = [_war(world, rng) for _ in range(WARS)]
    queue: list[tuple[date, int, int, int]] = []
    rest, number = events // EVENTS_A_REPORT, 0
    while rest > 0:
        count = min(rest, MOST, int(rng.paretovariate(PARETO)))
        war = rng.randrange(WARS) if rng.random() < WAR_SHARE else -1
        start, days = (wars[war].start, wars[war].days) if war >= 0 else (FIRST, DAYS)
        heapq.heappush(queue, (start + timedelta(days=rng.randrange(days)), number, count, war))
        rest, number = rest - count, number + 1
    while queue:
        day, number, count, war = heapq.heappop(queue)
        yield from _reports(
            world, Random(f"{seed} {number}"), day, f"r{number}", count, wars[war] if war >= 0 else None
        )


def _war(world: World, rng: Random) -> War:
    days = rng.randrange(90, 600)
    words = tuple(world.word(rng) for _ in range(200))
    return War(world.pair(rng), FIRST + timedelta(days=rng.randrange(DAYS - days)), days, words)


def _reports(world: World, rng: Random, day: date, name: str, count: int, war: War | None) -> Iterator[Coding]:
    """The reports of one happening: each tells some of what was done."""
    pair = war.pair if war else world.pair(rng)
    acts = EVENTS_A_REPORT + min(count, 8)
    happening = world.happening(rng, day, pair, war.words if war else (), acts)
    written: list[Coding] = []
    for number in range(count):
        report_id = f"{name}-{number + 1}"
        if written and rng.random() < COPIES:
            yield copied(rng.choice(written), report_id, rng.choice(world.publishers))
            continue
        published = day + timedelta(days=min(5, int(rng.expovariate(1))))
        told = rng.sample(happening.acts, min(acts, rng.randrange(EVENTS_A_REPORT // 2, EVENTS_A_REPORT * 3 // 2 + 1)))
        written.append(Page(world, rng, happening, report_id, published).coding(told, fillers=5))
        yield written[-1]


def fill(path: Path, events: int = EVENTS, seed: int = 0, part: int = PART) -> Iterator[tuple[int, int]]:
    """Add invented reports to the store at `path`, telling how many reports and events are in after each part."""
    store, reports, done = Store(path), 0, 0
    for some in chunks(codings(events, seed), part):
        with store.writing() as connection, transaction(connection):
            added = adding.add(connection, some)
        reports, done = reports + added.new, done + added.events
        yield reports, done


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.synthetic", description=__doc__)
    parser.add_argument("store", metavar="FILE", type=Path, help="a store to make")
    parser.add_argument("--events", metavar="N", type=int, default=EVENTS, help=f"about so many (default: {EVENTS})")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="another one makes other reports")
    args = parser.parse_args()
    if args.store.exists():
        print(f"{args.store} exists already", file=sys.stderr)
        return 1
    begin = time.monotonic()
    for reports, events in fill(args.store, args.events, args.seed):
        print(f"{reports} reports, {events} events after {time.monotonic() - begin:.0f} s", file=sys.stderr)
    print(f"{args.store}: {size(args.store) / 2**20:.0f} MiB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
