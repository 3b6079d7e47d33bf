"""`whowhom export`: what others' tools read, from a store or from coded files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.commands.arguments import command
from whowhom.commands.conditions import add_conditions, add_store, selection_of, store_of
from whowhom.errors import WhowhomError

if TYPE_CHECKING:
    from whowhom.export.collection import Collection


def add_parser(commands: Any) -> None:
    parser = command(commands, "export", "write events for other tools, from a store or from coded files", run)
    add_conditions(parser)
    parser.add_argument(
        "--as", dest="format", metavar="FORMAT", help=f"{', '.join(_formats())}; otherwise the suffix of -o tells"
    )
    parser.add_argument("-o", "--output", metavar="PATH", required=True, type=Path, help="the file or folder to write")
    parser.add_argument(
        "--coded", metavar="FILE", type=Path, help="events that `whowhom code` wrote (.jsonl), instead of a store"
    )
    parser.add_argument(
        "--reports", metavar="FILE", type=Path, help="with --coded: their reports, which `whowhom read` wrote (.jsonl)"
    )
    add_store(parser)


def _formats() -> list[str]:
    from whowhom.export.formats import FORMATS

    return sorted(FORMATS)


def run(args: argparse.Namespace) -> int:
    from whowhom.export.formats import format_of

    chosen = format_of(args.output, args.format)
    left_out = chosen.write(_collection(args), args.output)
    if left_out:
        print(f"whowhom: {left_out} events have no place in this format: {chosen.leaves_out}", file=sys.stderr)
    return 0


def _collection(args: argparse.Namespace) -> Collection:
    from whowhom.export.collection import Collection
    from whowhom.export.formats import coded_collection

    if args.reports and not args.coded:
        raise WhowhomError("--reports goes with --coded: a store has its reports already")
    if args.coded:
        if selection_of(args) != selection_of(_without_conditions(args)):
            raise WhowhomError("conditions choose from a store; add the reports to one, or leave the conditions out")
        return coded_collection(args.coded, args.reports)
    events = store_of(args).events_of(selection_of(args))
    return Collection(events.codings(), events.incidents())


def _without_conditions(args: argparse.Namespace) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_conditions(parser)
    return parser.parse_args([], argparse.Namespace())
