"""The command `whowhom`: code, quotes, read, evaluate.

Exit status: 0 when all was done, 1 when something could not be read, 2 for wrong usage. What is imported at the top
is what `whowhom --help` pays for.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.errors import DataError, ModelError, ReadError, WhowhomError

if TYPE_CHECKING:
    from whowhom.batch import OnError, Setup
    from whowhom.records import Coding, Report

INPUT_HELP = (
    "a saved page (.html, .htm), a text (.txt, .md), a table of reports (.jsonl, .csv, .parquet), "
    "a folder of these, or - for standard input"
)
OUTPUT_HELP = (
    "write to FILE, whole or not at all, in the format of its suffix: .jsonl, .csv or .parquet; - writes JSON Lines"
)


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

    code = _command(
        commands, "code", "code reports: who did what to whom, according to whom, and who disputes it", run_code
    )
    quotes = _command(commands, "quotes", "find statements: who says what", run_quotes)
    read = _command(commands, "read", "only read reports: title, text, publication date, publisher", run_read)
    for command in (code, quotes, read):
        command.add_argument("inputs", nargs="+", metavar="INPUT", help=INPUT_HELP)
        command.add_argument("-o", "--output", metavar="FILE", type=_output, help=OUTPUT_HELP)
        command.add_argument(
            "--published", metavar="DATE", type=_date, help="publication date (ISO) of inputs that do not tell theirs"
        )
    evaluate = _command(commands, "evaluate", "score on gold articles", run_evaluate)
    evaluate.add_argument("gold", metavar="GOLD", help="a folder of gold articles (.json), or one JSON Lines file")
    evaluate.add_argument(
        "--predicted", metavar="FILE", help="score these records (JSON Lines of `whowhom code`) instead of coding"
    )
    evaluate.add_argument("--per-type", action="store_true", help="also show each event type")
    evaluate.add_argument("--json", action="store_true", help="write the figures as JSON")
    for command in (code, quotes, evaluate):
        command.add_argument(
            "--workers", metavar="N", type=_positive, help="processes that code at once (default: one a core)"
        )
        command.add_argument("--data", metavar="FOLDER", type=_folder, help="your own actors, triggers and words")
        command.add_argument("--model", metavar="NAME", help="another installed spaCy pipeline for English")
    return parser


def _command(commands: Any, name: str, words: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=f"{words[0].upper()}{words[1:]}."
    )
    command.set_defaults(run=run)
    return command


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"whowhom {version('whowhom')}")
        parser.exit()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number of processes, 1 or more")
    return int(text)


def _date(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected an ISO date such as 2024-06-19") from None
    return text


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text!r}: expected a folder")
    return Path(text)


def _output(text: str) -> str:
    from whowhom.export import SUFFIXES

    path = Path(text)
    if text != "-" and path.suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a name that ends in {', '.join(SUFFIXES)}, or -")
    if not path.parent.is_dir() or path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r}: expected a file in a folder that exists")
    return text


class Failures:
    """Names what cannot be read on standard error, and remembers that something could not."""

    count = 0

    def __call__(self, error: ReadError) -> None:
        self.count += 1
        print(f"whowhom: {error}", file=sys.stderr, flush=True)

    @property
    def status(self) -> int:
        return 1 if self.count else 0


def run_code(args: argparse.Namespace) -> int:
    from whowhom.export.rows import event_row

    def show(codings: Iterable[Coding]) -> None:
        from whowhom.export.table import console, show_events

        out = console()
        for coding in codings:
            show_events(coding.report, coding.events, out)

    def rows(codings: Iterable[Coding]) -> Iterator[dict[str, Any]]:
        return (event_row(event) for coding in codings for event in coding.events)

    failures = Failures()
    codings = _codings(args, failures, statements=False)
    _deliver(args, codings, "event", rows, show, failures)
    return failures.status


def run_quotes(args: argparse.Namespace) -> int:
    from whowhom.export.rows import statement_row

    def show(codings: Iterable[Coding]) -> None:
        from whowhom.export.table import console, show_statements

        out = console()
        for coding in codings:
            show_statements(coding.report, coding.statements, out)

    def rows(codings: Iterable[Coding]) -> Iterator[dict[str, Any]]:
        return (statement_row(statement) for coding in codings for statement in coding.statements)

    failures = Failures()
    codings = _codings(args, failures, statements=True)
    _deliver(args, codings, "statement", rows, show, failures)
    return failures.status


def run_read(args: argparse.Namespace) -> int:
    from whowhom.export.rows import report_row

    def show(reports: Iterable[Report]) -> None:
        from whowhom.export.table import console, show_reports

        show_reports(reports, console())

    def rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
        return (report_row(report) for report in reports)

    failures = Failures()
    _deliver(args, _reports(args, failures), "report", rows, show, failures)
    return failures.status


def run_evaluate(args: argparse.Namespace) -> int:
    from whowhom.evaluation.report import evaluate

    return evaluate(
        args.gold, _setup(args, statements=False), args.workers, args.predicted, args.per_type, args.json, Failures()
    )


def _setup(args: argparse.Namespace, statements: bool) -> Setup:
    from whowhom.batch import Setup

    return Setup(args.model, args.data, statements)


def _reports(args: argparse.Namespace, on_error: OnError) -> Iterator[Report]:
    from whowhom.reading import read

    return iter(read(args.inputs, published=args.published, on_error=on_error))


def _codings(args: argparse.Namespace, on_error: OnError, statements: bool) -> Iterator[Coding]:
    from whowhom.batch import code_reports

    return code_reports(_reports(args, on_error), _setup(args, statements), on_error, args.workers)


def _deliver(
    args: argparse.Namespace,
    items: Iterator[Any],
    kind: Any,
    rows: Callable[[Iterable[Any]], Iterator[dict[str, Any]]],
    show: Callable[[Iterable[Any]], None],
    failures: Failures,
) -> None:
    """To the file of `-o`, else to the terminal. Where nothing at all could be read no file is written."""
    from itertools import chain, islice

    from whowhom.progress import counted

    first = list(islice(items, 1))
    if not first and failures.count:
        return
    items = chain(first, items)
    if args.output is None:
        show(items)
    elif args.output == "-":
        from whowhom.export import jsonl

        jsonl.write(rows(items), kind, sys.stdout.buffer)
    else:
        from whowhom.export import save

        save(rows(counted(items, "reports")), kind, args.output)
