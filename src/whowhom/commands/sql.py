"""`whowhom sql`: a question of one's own."""

from __future__ import annotations

import argparse
from typing import Any

from whowhom.commands.arguments import add_output, command
from whowhom.commands.conditions import add_store, store_of


def add_parser(commands: Any) -> None:
    parser = command(commands, "sql", "ask the store in SQL: reports, events, parties, incidents, stories, spans", run)
    parser.add_argument("query", metavar="QUERY", help="a query in DuckDB's SQL; the store is opened for reading only")
    add_store(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    from whowhom.export.plain_table import deliver

    columns, rows = store_of(args).answer(args.query)
    deliver(rows, args.output, columns)
    return 0
