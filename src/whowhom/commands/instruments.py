"""`whowhom instruments`: treaties, agreements, resolutions and sanctions, and the acts on them."""

from __future__ import annotations

import argparse
from typing import Any

from whowhom.commands.arguments import add_output, command
from whowhom.commands.conditions import add_conditions, add_limit, add_store, selection_of, store_of

SHOWN = 10
"""Instruments that a terminal shows unless told otherwise."""
ACTS = 20
"""Acts of each that a terminal shows, the last ones."""


def add_parser(commands: Any) -> None:
    parser = command(
        commands,
        "instruments",
        "treaties, agreements, resolutions, sanctions, with the acts on them, newest first",
        run,
    )
    add_conditions(parser)
    parser.add_argument(
        "--name", metavar="NAME", help="the instrument called so under any of its names, or a part of it"
    )
    add_limit(parser, "instruments", SHOWN)
    add_store(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    from whowhom.export.instrument_table import ROW, instrument_rows, show_instruments
    from whowhom.export.plain_table import deliver
    from whowhom.store.instruments import instruments

    shown = args.output is None
    limit = args.limit or (SHOWN if shown else None)
    with store_of(args).reading() as connection:
        found = instruments(connection, selection_of(args), args.name, limit, ACTS if shown else None)
    if shown:
        show_instruments(found, limited=len(found) == limit)
    else:
        deliver(instrument_rows(found), args.output, ROW)
    return 0
