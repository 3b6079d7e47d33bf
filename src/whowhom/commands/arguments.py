"""Arguments that several commands share, each checked where it is declared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.errors import ReadError

if TYPE_CHECKING:
    from whowhom.batch import Setup
    from whowhom.reading import Note
    from whowhom.reading.fetch import Fetching

INPUT_HELP = (
    "a saved page (.html, .htm), a text (.txt, .md), a table of reports (.jsonl, .csv, .parquet), "
    "an archive (.warc, .warc.gz), a folder of these, an address (https://...), a list of addresses (.urls), "
    "or - for standard input"
)


def command(commands: Any, name: str, words: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    """A command called `name`, described by `words`, done by `run`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=f"{words[0].upper()}{words[1:]}."
    )
    parser.set_defaults(run=run)
    return parser


def add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help=INPUT_HELP)
    add_fetching(parser)
    parser.add_argument(
        "--published", metavar="DATE", type=iso_date, help="publication date (ISO) of inputs that do not tell theirs"
    )


def add_fetching(parser: argparse.ArgumentParser) -> None:
    """How addresses are fetched: see `fetching_of`."""
    parser.add_argument("--keep", metavar="FILE", type=Path, help="keep what is fetched in an archive (.warc.gz)")
    parser.add_argument("--contact", metavar="ADDRESS", help="mail or web address that servers are told")
    parser.add_argument("--allow-private", action="store_true", help="also fetch from this machine and its network")


def fetching_of(args: argparse.Namespace) -> Fetching:
    from whowhom.reading.fetch import Fetching

    return Fetching(keep=args.keep, allow_private=args.allow_private, contact=args.contact)


def reading_of(args: argparse.Namespace, on_error: Failures) -> dict[str, Any]:
    """What `read` and `entries` are told beside their inputs."""
    return {
        "published": args.published, "on_error": on_error, "on_note": note, "fetching": fetching_of(args)
    }  # fmt: skip


def add_coder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", metavar="N", type=positive, help="processes that code at once (default: one a core)"
    )
    parser.add_argument(
        "--time-limit", metavar="SECONDS", type=positive, default=300,
        help="set a report aside that takes a process longer (default: 300)",
    )  # fmt: skip
    parser.add_argument("--data", metavar="FOLDER", type=folder, help="your own actors, triggers and words")
    parser.add_argument("--model", metavar="NAME", help="another installed spaCy pipeline for English")


def setup_of(args: argparse.Namespace, statements: bool) -> Setup:
    from whowhom.batch import Setup

    return Setup(args.model, args.data, statements)


def add_output(
    parser: argparse.ArgumentParser,
    suffixes: Collection[str] = (".jsonl", ".csv", ".parquet"),
    folders: bool = False,
) -> None:
    """`-o FILE`, where the suffix chooses the format; with `folders` also `-o FOLDER/` and `--resume`."""
    formats = ", ".join(suffixes)
    words = f"write to FILE, whole or not at all, in the format of its suffix: {formats}; - writes JSON Lines"
    if folders:
        words += "; FOLDER/ takes a long run in parts (Parquet), each whole or absent"
        parser.add_argument(
            "--resume", action="store_true", help="with -o FOLDER/: go on where an earlier run was stopped"
        )
    parser.add_argument("-o", "--output", metavar="FILE", type=output_in(suffixes, folders), help=words)


def output_in(suffixes: Collection[str], folders: bool = False) -> Callable[[str], str]:
    """A checked `-o`; with `folders` also a folder, there already or named with a slash at its end."""

    def output(text: str) -> str:
        path = Path(text)
        if folders and is_folder(text):
            return text
        if text != "-" and not path.name.lower().endswith(tuple(suffixes)):
            raise argparse.ArgumentTypeError(f"{text!r}: expected a name that ends in {', '.join(suffixes)}, or -")
        if not path.parent.is_dir() or path.is_dir():
            raise argparse.ArgumentTypeError(f"{text!r}: expected a file in a folder that exists")
        return text

    return output


def is_folder(text: str) -> bool:
    return text.endswith("/") or Path(text).is_dir()


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number, 1 or more")
    return int(text)


def iso_date(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected an ISO date such as 2024-06-19") from None
    return text


def folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text!r}: expected a folder")
    return Path(text)


def note(told: Note) -> None:
    """What is worth telling of an input, on standard error."""
    print(f"whowhom: {told}", file=sys.stderr, flush=True)


class Failures:
    """Names what cannot be read on standard error, and remembers that something could not."""

    count = 0

    def __call__(self, error: ReadError) -> None:
        self.count += 1
        print(f"whowhom: {error}", file=sys.stderr, flush=True)

    @property
    def status(self) -> int:
        return 1 if self.count else 0
