"""`whowhom add` and `whowhom recode`: into the store, and once more with a newer coder."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from whowhom.commands.arguments import Failures, add_coder, add_inputs, command, reading_of, setup_of
from whowhom.commands.conditions import add_store, store_of


def add_parsers(commands: Any) -> None:
    add = command(commands, "add", "code reports and keep them in a store, linked with what is there", run_add)
    add_inputs(add)
    add_store(add)
    add_coder(add)
    recode = command(commands, "recode", "code the reports of a store again with this version of the coder", run_recode)
    recode.add_argument("--all", action="store_true", help="also those that this version has coded")
    add_store(recode)
    add_coder(recode)


def run_add(args: argparse.Namespace) -> int:
    from whowhom.batch import code_reports
    from whowhom.progress import counted
    from whowhom.reading import read
    from whowhom.store.adding import Added

    store, failures, known = store_of(args), Failures(), 0

    def known_one(_: object) -> None:
        nonlocal known
        known += 1

    reports = store.new(read(args.inputs, **reading_of(args, failures)), on_known=known_one)
    codings = code_reports(reports, setup_of(args, statements=True), failures, args.workers, args.time_limit)
    added = Added()
    try:
        for part in store.add_each(counted(codings, "reports")):
            added += part
    finally:  # also when interrupted: what is told is on disk
        print(_told(added, known, args.store))
    return failures.status


def _told(added: Any, known: int, store: object) -> str:
    parts = [f"{added.new} new", f"{added.changed} changed", f"{added.unchanged + known} unchanged"]
    return f"{store}: {', '.join(parts)} report{'' if added.total + known == 1 else 's'}; {added.events} events added"


def run_recode(args: argparse.Namespace) -> int:
    from whowhom.store.recoding import recode

    failures = Failures()
    changes = recode(store_of(args), setup_of(args, statements=True), failures, args.workers, everything=args.all)
    if not changes.reports:
        print(f"{args.store}: all reports are coded by this version already", file=sys.stderr)
    for line in changes.lines():
        print(line)
    return failures.status
