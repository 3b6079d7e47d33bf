"""The conditions by which commands choose events of a store, declared once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.commands.arguments import positive

if TYPE_CHECKING:
    from whowhom.store import Store
    from whowhom.store.selection import Selection

DEFAULT_STORE = "whowhom.duckdb"
PARTY = "a party by code or any name; may be given several times: any of them"


def add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", metavar="FILE", type=Path, default=Path(DEFAULT_STORE), help=f"the store (default: {DEFAULT_STORE})"
    )


def add_conditions(parser: argparse.ArgumentParser) -> None:
    chosen = parser.add_argument_group("which events (all conditions must hold)")
    chosen.add_argument("text", nargs="*", metavar="WORD", help="words that the sentences told of all hold")
    many: dict[str, Any] = {"action": "append", "metavar": "PARTY"}
    chosen.add_argument("--actor", help=f"who did it: {PARTY}", **many)
    chosen.add_argument("--recipient", help="whom it was done to", **many)
    chosen.add_argument("--party", help="a party in any role", **many)
    chosen.add_argument("--between", nargs=2, metavar=("A", "B"), help="the one acts on the other, or both together")
    chosen.add_argument("--type", action="append", metavar="TYPE", help="event type, such as ASSAULT")
    chosen.add_argument("--mode", action="append", metavar="MODE", help="mode, such as aerial")
    chosen.add_argument("--quad", action="append", type=int, choices=(1, 2, 3, 4), help="quad class")
    chosen.add_argument(
        "--modality", action="append", choices=("actual", "planned", "possible", "negated"), help="has it happened?"
    )
    chosen.add_argument("--since", metavar="DATE", help="on or after this day, month or year (ISO)")
    chosen.add_argument("--until", metavar="DATE", help="on or before this day, month or year (ISO)")
    chosen.add_argument("--place", action="append", metavar="PLACE", help="where: a country by code or name, or a town")
    chosen.add_argument("--publisher", action="append", metavar="NAME", help="whose report, by a part of the name")
    chosen.add_argument("--asserted-by", help="who says so", **many)
    chosen.add_argument("--denied-by", help="who denies it", **many)
    chosen.add_argument("--disputed", action="store_true", help="only what somebody denies")
    chosen.add_argument("--incident", action="append", metavar="ID", help="events of this incident")
    chosen.add_argument("--story", action="append", metavar="ID", help="events of this story's reports")
    chosen.add_argument("--report", action="append", metavar="ID", help="events of this report")


def add_limit(parser: argparse.ArgumentParser, nouns: str, shown: int) -> None:
    words = f"at most N {nouns} (default: {shown} in a table, else all)"
    parser.add_argument("--limit", metavar="N", type=positive, help=words)


def selection_of(args: argparse.Namespace) -> Selection:
    from whowhom.store.selection import Selection

    same = (
        "actor", "recipient", "party", "between", "mode", "quad", "modality", "since", "until", "place", "publisher",
        "asserted_by", "denied_by", "disputed", "incident", "story", "report",
    )  # fmt: skip
    return Selection.of(
        **{name: getattr(args, name) for name in same}, event_type=args.type, text=" ".join(args.text) or None
    )


def store_of(args: argparse.Namespace) -> Store:
    from whowhom.store import Store

    return Store(args.store)
