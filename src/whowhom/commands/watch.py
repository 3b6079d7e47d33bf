"""`whowhom watch`: feeds, for weeks; what is new in them goes into a store."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from whowhom.commands.arguments import add_fetching, command, fetching_of, folder, setup_of
from whowhom.commands.conditions import add_store, store_of
from whowhom.errors import WhowhomError

if TYPE_CHECKING:
    from whowhom.feeds.watcher import Code, Watcher
    from whowhom.store.adding import Added

LISTED = 20
"""Failed items that the status lists."""


def add_parser(commands: Any) -> None:
    parser = command(commands, "watch", "watch feeds and keep what is new in them in a store, for weeks", run)
    parser.add_argument(
        "feeds", nargs="*", metavar="FEED",
        help="an address (RSS, Atom, JSON Feed, sitemap) or a file that lists some (OPML, or one a line); "
        "by default those that the store knows",
    )  # fmt: skip
    add_store(parser)
    parser.add_argument("--once", action="store_true", help="do what is due now and end, for cron")
    parser.add_argument("--status", action="store_true", help="show how each feed stands, and end")
    add_fetching(parser)
    parser.add_argument("--data", metavar="FOLDER", type=folder, help="your own actors, triggers and words")
    parser.add_argument("--model", metavar="NAME", help="another installed spaCy pipeline for English")


def run(args: argparse.Namespace) -> int:
    if args.status:
        return show_status(args)
    from whowhom.feeds.lists import named_feeds
    from whowhom.feeds.stopping import Stop
    from whowhom.store import feeds

    store = store_of(args)
    addresses = named_feeds(args.feeds)
    if not addresses and store.path.exists():
        with store.reading() as connection:
            addresses = feeds.registered(connection)
    if not addresses:
        raise WhowhomError(f"no feeds: name some, as in  whowhom watch feeds.opml --store {args.store}")
    telling = Telling()
    stop = Stop()
    with stop.on_signals():
        watcher = _watcher(args, addresses, telling, stop)
        try:
            watcher.begin()
            watcher.work() if args.once else watcher.run()
        finally:
            telling.clear()
            if watcher.keeper is not None:
                watcher.keeper.close()
    return 1 if args.once and telling.troubles else 0


def _watcher(args: argparse.Namespace, addresses: list[str], telling: Telling, stop: Any) -> Watcher:
    from whowhom.feeds.watcher import Watcher
    from whowhom.reading.fetch.client import Client
    from whowhom.reading.fetch.errors import FetchError

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise FetchError("stopped")

    fetching = fetching_of(args)
    client = Client(fetching, sleep=sleep)
    if client.keeper is not None:
        client.keeper.open()
    return Watcher(
        store_of(args), addresses, client, _coding(args), telling, stop, fetching.largest, client.keeper,
        patient=not args.once,
    )  # fmt: skip


def _coding(args: argparse.Namespace) -> Code:
    from whowhom.batch import code_entries

    setup = setup_of(args, statements=True)
    return lambda reports: code_entries(reports, setup, workers=1)


class Telling:
    """What was kept on standard output, trouble on standard error; and a line that changes, on a terminal."""

    def __init__(self) -> None:
        self.troubles = 0
        self._is_shown = sys.stderr.isatty()
        self._reports = 0

    def trouble(self, name: str, words: str) -> None:
        self.troubles += 1
        self.clear()
        print(f"whowhom: {words if words.startswith(name) else f'{name}: {words}'}", file=sys.stderr, flush=True)

    def recovered(self, name: str) -> None:
        self.clear()
        print(f"whowhom: {name}: can be read again", file=sys.stderr, flush=True)

    def kept(self, added: Added) -> None:
        self.clear()
        self._reports += added.new + added.changed
        words = f"{added.new} new, {added.changed} changed reports; {added.events} events"
        print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {words}", flush=True)

    def doing(self, words: str) -> None:
        if self._is_shown:
            line = f"{self._reports} reports kept; {words}"
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def show_status(args: argparse.Namespace) -> int:
    from whowhom.feeds.watcher import utc_now
    from whowhom.store import feed_status

    with store_of(args).reading() as connection:
        found = feed_status.feeds(connection, utc_now())
        failures = feed_status.failures(connection, LISTED)
    if not found:
        print(f"{args.store}: no feeds are watched", file=sys.stderr)
        return 0
    for feed in found:
        print(f"{feed.address}  {feed.title or ''}".rstrip())
        counts = f"{feed.seen} seen, {feed.new} new in a day, {feed.kept} kept, {feed.waiting} waiting"
        print(f"  items: {counts}, {feed.failed} failed")
        print(f"  looked {_when(feed.looked)}, succeeded {_when(feed.succeeded)}, next {_when(feed.next_look)}")
        if feed.reason:
            print(f"  failed: {feed.reason}")
    if failures:
        print("\nitems that cannot be read, the last first")
    for item in failures:
        when = f"next try {_when(item.next_try)}" if item.next_try else "given up"
        print(f"  {item.link}: {item.reason} ({when})")
    return 0


def _when(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else "never"
