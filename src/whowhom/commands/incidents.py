"""`whowhom incidents`: each event once, over all reports."""

from __future__ import annotations

import argparse
from typing import Any

from whowhom.commands.arguments import add_output, command, positive
from whowhom.commands.conditions import add_conditions, add_store, selection_of, store_of

SHOWN = 20
"""Incidents that a terminal shows unless told otherwise."""
ORDERS = ("newest", "voices", "reports")


def add_parser(commands: Any) -> None:
    parser = command(
        commands, "incidents", "each event once, over all reports; with -o the incident of every event", run
    )
    add_conditions(parser)
    parser.add_argument(
        "--order", choices=ORDERS, default="newest", help="first what is newest, or has most voices or reports"
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive, help=f"in a table: at most N incidents (default: {SHOWN})"
    )
    add_store(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    from whowhom.export.incident_table import show_incidents
    from whowhom.export.plain_table import deliver
    from whowhom.store.incidents import EACH_EVENT, count, incident_of_each_event, incidents

    selection = selection_of(args)
    with store_of(args).reading() as connection:
        if args.output is not None:
            deliver(incident_of_each_event(connection, selection), args.output, EACH_EVENT)
            return 0
        found = incidents(connection, selection, args.order, args.limit or SHOWN)
        total = count(connection, selection)
    show_incidents(found, total)
    return 0
