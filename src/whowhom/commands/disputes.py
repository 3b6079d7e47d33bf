"""`whowhom disputes`: who asserts, who denies, who repeats."""

from __future__ import annotations

import argparse
from typing import Any

from whowhom.commands.arguments import add_output, command
from whowhom.commands.conditions import add_conditions, add_limit, add_store, selection_of, store_of

SHOWN = 10
"""Incidents that a terminal shows unless told otherwise."""


def add_parser(commands: Any) -> None:
    parser = command(
        commands, "disputes", "incidents that somebody denies, with all that is said of each, newest first", run
    )
    add_conditions(parser)
    add_limit(parser, "incidents", SHOWN)
    add_store(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    from whowhom.export.ledger_table import ROW, ledger_rows, show_ledgers
    from whowhom.export.plain_table import deliver
    from whowhom.store.disputes import disputed, ledger, ledgers

    limit = args.limit or (SHOWN if args.output is None else None)
    with store_of(args).reading() as connection:
        if args.incident:  # asked for by name, an incident is shown even if nobody denies it
            found = [ledger(connection, name) for name in args.incident]
            total = len(found)
        else:
            names = disputed(connection, selection_of(args))
            found, total = ledgers(connection, names[:limit]), len(names)
    if args.output is None:
        show_ledgers(found, total)
    else:
        deliver(ledger_rows(found), args.output, ROW)
    return 0
