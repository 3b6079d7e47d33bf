"""The command `whowhom`, one module of `commands/` for what each of its commands does.

Exit status: 0 when all was done, 1 when something could not be read, 2 for wrong usage. What is imported at the top
is what `whowhom --help` pays for.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from whowhom.commands import (
    add,
    coding,
    disputes,
    dyads,
    evaluate,
    events,
    export,
    incidents,
    instruments,
    scale,
    serve,
    sql,
    stories,
    watch,
)
from whowhom.errors import DataError, ModelError, WhowhomError


def main(argv: Sequence[str] | None = None) -> int:
    args = build_parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except (ModelError, DataError) as error:
        return _tell(error, 2)
    except (WhowhomError, OSError) as error:
        if isinstance(error, BrokenPipeError):  # the reader of our output has gone: nothing left to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        return _tell(error, 1)
    except KeyboardInterrupt:
        return 130
    return status


def _tell(error: Exception, status: int) -> int:
    print(f"whowhom: {error}", file=sys.stderr)
    return status


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="whowhom",
        description="Who did what to whom, when, where, according to whom, and who disputes it: "
        "event records from news reports, each value pinned to its words.",
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    coding.add_parsers(commands)
    add.add_parsers(commands)
    events.add_parser(commands)
    incidents.add_parser(commands)
    disputes.add_parser(commands)
    dyads.add_parser(commands)
    instruments.add_parser(commands)
    stories.add_parsers(commands)
    sql.add_parser(commands)
    watch.add_parser(commands)
    export.add_parser(commands)
    serve.add_parsers(commands)
    scale.add_parser(commands)
    evaluate.add_parser(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"whowhom {version('whowhom')}")
        parser.exit()
