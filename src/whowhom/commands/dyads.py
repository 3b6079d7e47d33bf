"""`whowhom dyads`: how two parties' relations move over time, and all pairs as a matrix."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from whowhom.commands.arguments import add_output, command, positive
from whowhom.commands.conditions import add_store, store_of
from whowhom.errors import WhowhomError

PICTURES = (".svg", ".png")
DATA = (".jsonl", ".csv", ".parquet")
PERIODS = ("day", "week", "month", "quarter", "year")
TOP = 20


def add_parser(commands: Any) -> None:
    parser = command(
        commands, "dyads", "relations of two parties over time, in counts of incidents; without A B, of all pairs", run
    )
    parser.add_argument("parties", nargs="*", metavar="A B", help="two parties, by code or any name")
    parser.add_argument("--by", choices=PERIODS, default="month", help="with A B: the period (default: month)")
    parser.add_argument("--since", metavar="DATE", help="on or after this day, month or year (ISO)")
    parser.add_argument("--until", metavar="DATE", help="on or before this day, month or year (ISO)")
    parser.add_argument(
        "--top", metavar="N", type=positive, default=TOP, help=f"without A B: the N parties with most (default: {TOP})"
    )
    add_store(parser)
    add_output(parser, (*PICTURES, *DATA))


def run(args: argparse.Namespace) -> int:
    if len(args.parties) not in (0, 2):
        given = " ".join(args.parties)
        raise WhowhomError(f"dyads takes two parties or none, not {given}; quote a name of several words")
    if args.parties:
        _dyad(args)
    else:
        _matrix(args)
    return 0


def _dyad(args: argparse.Namespace) -> None:
    from whowhom.store.dyads import Relation
    from whowhom.store.naming import common_name

    one, other = args.parties
    store = store_of(args)
    relations = store.dyad(one, other, args.by, args.since, args.until)
    one, other = common_name(one), common_name(other)
    if args.output is None:
        from whowhom.export.relations_table import show_dyad

        show_dyad(relations, one, other, args.by)
    elif _is_picture(args.output):
        from whowhom.export.charts.picture import save
        from whowhom.export.charts.relations import relations_chart

        save(relations_chart(relations, one, other, args.by, store.held()), args.output)
    else:
        _deliver(relations, args.output, Relation)


def _matrix(args: argparse.Namespace) -> None:
    from whowhom.store.dyads import Pair

    store = store_of(args)
    pairs = store.matrix(since=args.since, until=args.until, top=args.top)
    if args.output is None:
        from whowhom.export.relations_table import show_matrix

        show_matrix(pairs)
    elif _is_picture(args.output):
        from whowhom.export.charts.matrix import matrix_chart
        from whowhom.export.charts.picture import save

        save(matrix_chart(pairs, args.since, args.until, store.held()), args.output)
    else:
        _deliver(pairs, args.output, Pair)


def _is_picture(output: str) -> bool:
    return Path(output).suffix.lower() in PICTURES


def _deliver(values: Any, output: str, kind: type[Any]) -> None:
    from dataclasses import asdict, fields

    from whowhom.export.plain_table import deliver

    deliver(map(asdict, values), output, [field.name for field in fields(kind)])
