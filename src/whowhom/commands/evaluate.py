"""`whowhom evaluate`: score on gold articles."""

from __future__ import annotations

import argparse
from typing import Any

from whowhom.commands.arguments import Failures, add_coder, command, setup_of


def add_parser(commands: Any) -> None:
    parser = command(commands, "evaluate", "score on gold articles", run)
    parser.add_argument("gold", metavar="GOLD", help="a folder of gold articles (.json), or one JSON Lines file")
    parser.add_argument(
        "--predicted", metavar="FILE", help="score these records (JSON Lines of `whowhom code`) instead of coding"
    )
    parser.add_argument("--per-type", action="store_true", help="also show each event type")
    parser.add_argument("--json", action="store_true", help="write the figures as JSON")
    add_coder(parser)


def run(args: argparse.Namespace) -> int:
    from whowhom.evaluation.report import evaluate

    setup = setup_of(args, statements=False)
    return evaluate(args.gold, setup, args.workers, args.predicted, args.per_type, args.json, Failures())
