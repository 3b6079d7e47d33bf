"""`whowhom stories` and `whowhom related`: reports about the same happening."""

from __future__ import annotations

import argparse
from typing import Any

from whowhom.commands.arguments import add_output, command, positive
from whowhom.commands.conditions import add_store, store_of


def add_parsers(commands: Any) -> None:
    stories = command(commands, "stories", "reports about the same happening, newest first", run_stories)
    stories.add_argument("--limit", metavar="N", type=positive, help="at most N stories (default: 50 in a table)")
    add_store(stories)
    add_output(stories)
    related = command(commands, "related", "reports that share incidents, parties and words with a report", run_related)
    related.add_argument("report", metavar="REPORT", help="the report's id or address")
    related.add_argument("--limit", metavar="N", type=positive, default=10, help="at most N reports (default: 10)")
    add_store(related)
    add_output(related)


def run_stories(args: argparse.Namespace) -> int:
    from whowhom.export.plain_table import deliver
    from whowhom.export.store_tables import show_stories

    store = store_of(args)
    if args.output is None:
        show_stories(store.stories(args.limit or 50))
    else:
        deliver(store.story_of_each_report(), args.output, ("report_id", "story", "voice"))
    return 0


def run_related(args: argparse.Namespace) -> int:
    from whowhom.export.plain_table import deliver
    from whowhom.export.store_tables import show_related
    from whowhom.store.related import COLUMNS

    found = store_of(args).related(args.report, args.limit)
    if args.output is None:
        show_related(found)
    else:
        deliver(found, args.output, COLUMNS)
    return 0
