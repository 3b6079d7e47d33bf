"""`whowhom events`: who did what to whom, asked of the store."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from whowhom.commands.arguments import add_output, command
from whowhom.commands.conditions import add_conditions, add_limit, add_store, selection_of, store_of

SHOWN = 50
"""Events that a terminal shows unless told otherwise."""


def add_parser(commands: Any) -> None:
    parser = command(commands, "events", "ask the store for events, newest first", run)
    add_conditions(parser)
    add_limit(parser, "events", SHOWN)
    add_store(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    from whowhom.export import jsonl, save
    from whowhom.store.events import Events

    store, selection = store_of(args), selection_of(args)
    if args.output is None:
        return show(Events(store, selection, args.limit or SHOWN))
    rows = Events(store, selection, args.limit).rows()
    if args.output == "-":
        jsonl.write(rows, "event", sys.stdout.buffer)
    else:
        save(rows, "event", args.output)
    return 0


def show(events: Any) -> int:
    from whowhom.export.store_tables import show_found

    show_found(*events.page())
    return 0
