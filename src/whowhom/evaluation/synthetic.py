"""A store of invented reports, to measure how it behaves when it is large:
`python -m whowhom.evaluation.synthetic FILE [--events N]`.

The reports of one season go into a store as any others, linking included, only more at a time. What makes real stores
hard is in them: few states and pairs of states do most, some happenings are told by one report and some by forty, a few
wars fill weeks with many acts a day of the same two, and outlets print one agency's text. The seasons before are copies
of this one with numbers, ids, dates and groups of their own, made in SQL. They lie so far apart that nothing of one can
be linked with anything of another, so the groups are those that adding every report would have made. (The profiles of
copies keep the dates of the season copied: reports added later must belong to the last season, or come after it.)
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
from tempfile import TemporaryDirectory

from whowhom.chunks import in_chunks
from whowhom.evaluation.invented import Page, World, copied
from whowhom.records import Coding
from whowhom.store import Store, adding
from whowhom.store.file import Connection, columns_of, fetch, size, transaction, values

EVENTS = 1_000_000
EVENTS_A_REPORT = 10
SEASONS = 20
LAST = date(2025, 1, 1)
"""When the last season begins."""
DAYS, APART = 88, 182
"""Days of a season with news, and from one season's beginning to the next's."""
WARS, WAR_SHARE = 3, 0.25
"""Wars, and the share of all happenings that belongs to them."""
MOST = 40
"""Reports of one happening; how many there are follows Pareto's law."""
PARETO = 1.2
COPIES = 0.15
"""Share of reports that print another one's text."""
PART = 500
"""Reports of one transaction."""
MARKS = ("component", "core")
"""Where a member stands, see store/links.py."""


@dataclass(frozen=True)
class War:
    pair: tuple[str, str]
    start: date
    days: int
    words: tuple[str, ...]


def codings(events: int = EVENTS, seed: int = 0, prefix: str = "r") -> Iterator[Coding]:
    """Invented reports of one season with about so many events in all, in order of time; the same for a seed. Their
    ids begin with `prefix`."""
    world, rng = World(seed), Random(seed)
    wars = [_war(world, rng) for _ in range(WARS)]
    queue: list[tuple[date, int, int, int]] = []
    rest, number = events // EVENTS_A_REPORT, 0
    while rest > 0:
        count = min(rest, MOST, int(rng.paretovariate(PARETO)))
        war = rng.randrange(WARS) if rng.random() < WAR_SHARE else -1
        start, days = (wars[war].start, wars[war].days) if war >= 0 else (LAST, DAYS)
        heapq.heappush(queue, (start + timedelta(days=rng.randrange(days)), number, count, war))
        rest, number = rest - count, number + 1
    while queue:
        day, number, count, war = heapq.heappop(queue)
        yield from _reports(
            world, Random(f"{seed} {number}"), day, f"{prefix}{number}", count, wars[war] if war >= 0 else None
        )


def _war(world: World, rng: Random) -> War:
    days = rng.randrange(DAYS // 3, DAYS)
    words = tuple(world.word(rng) for _ in range(200))
    return War(world.pair(rng), LAST + timedelta(days=rng.randrange(DAYS - days)), days, words)


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


def fill(path: Path, events: int = EVENTS, seed: int = 0, seasons: int = SEASONS) -> Iterator[tuple[int, int]]:
    """Make a store at `path`, telling after each step how many reports and events it has."""
    with TemporaryDirectory(dir=path.parent) as folder:
        season = Store(Path(folder) / "season.duckdb")
        added = adding.Added()
        for some in in_chunks(codings(events // seasons, seed), PART):
            with season.writing() as connection, transaction(connection):
                added += adding.add(connection, some)
            yield added.new, added.events
        for number in range(seasons):
            with Store(path).writing() as connection:
                _copy_season(connection, season.path, number, (number - seasons + 1) * APART)
            yield (number + 1) * added.new, (number + 1) * added.events


def _copy_season(connection: Connection, path: Path, number: int, shift: int) -> None:
    """Copy all of the store at `path`, `shift` days later, as what was added as the `number`-th season."""
    connection.execute(f"ATTACH '{path}' AS season (READ_ONLY)")
    (reports, events) = fetch(connection, _SIZES)[0].values()
    change: dict[str, str] = {
        "report_no": f"report_no + {reports * number}",
        "event_no": f"event_no + {events * number}",
        **{f"{level}_{mark}": f"{level}_{mark} + {reports * number}" for level in ("voice", "story") for mark in MARKS},
        **{f"incident_{mark}": f"incident_{mark} + {events * number}" for mark in MARKS},
        "first": f"first + {shift}",
        "last": f"last + {shift}",
        "published": f"(published::DATE + {shift})::VARCHAR",
        "date": f"""CASE WHEN "date" IS NOT NULL THEN struct_update("date",
            "start" := (("date")."start"::DATE + {shift})::VARCHAR, "end" := (("date")."end"::DATE + {shift})::VARCHAR
        ) END""",
    }
    change |= {name: f"{name} + {shift}" for name in ("published_day", "day", "first_day", "last_day")}
    if shift:
        change |= {
            name: f"{name} || '/{number}'" for name in ("report_id", "event_id", "statement_id", "address", "url")
        }
        change["instrument"] = f"instrument || ' {number}'"
        change |= {name: f"{name}[1] || md5({name} || {number})[:11]" for name in ("voice", "story", "incident")}
    with transaction(connection):
        for table in values(connection, "SELECT table_name FROM duckdb_tables() WHERE database_name = 'season'"):
            owner = "report" if table.startswith(("voice", "story")) else "event"
            here = change | {"no": change[f"{owner}_no"].replace(f"{owner}_no", "no")}
            columns = [name for name, _ in columns_of(connection, table)]
            told = ", ".join(here.get(name, f'"{name}"') for name in columns)
            if table != "whowhom":
                connection.execute(f"INSERT INTO {table} SELECT {told} FROM season.main.{table}")
    connection.execute("DETACH season")


_SIZES = "SELECT (SELECT max(report_no) FROM season.main.report), (SELECT max(event_no) FROM season.main.event)"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.synthetic", description=__doc__)
    parser.add_argument("store", metavar="FILE", type=Path, help="a store to make")
    parser.add_argument("--events", metavar="N", type=int, default=EVENTS, help=f"about so many (default: {EVENTS})")
    parser.add_argument("--seasons", metavar="N", type=int, default=SEASONS, help=f"half-years (default: {SEASONS})")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="another one makes other reports")
    args = parser.parse_args()
    if args.store.exists():
        print(f"{args.store} exists already", file=sys.stderr)
        return 1
    begin = time.monotonic()
    for reports, events in fill(args.store, args.events, args.seed, args.seasons):
        print(f"{reports} reports, {events} events after {time.monotonic() - begin:.0f} s", file=sys.stderr)
    print(f"{args.store}: {size(args.store) / 2**20:.0f} MiB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
