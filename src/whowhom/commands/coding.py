"""`whowhom code`, `quotes` and `read`: from inputs to records, shown or written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from whowhom.commands.arguments import (
    Failures,
    add_coder,
    add_inputs,
    add_output,
    command,
    is_folder,
    note,
    reading_of,
    setup_of,
)
from whowhom.errors import ReadError, WhowhomError

if TYPE_CHECKING:
    from whowhom.export import Kind
    from whowhom.reading.extent import Extent


@dataclass(frozen=True)
class Task:
    """What one of the commands makes of its inputs: records of a `kind`."""

    name: Literal["code", "quotes", "read"]
    words: str
    kind: Kind

    def items(self, args: argparse.Namespace, failures: Failures, extent: Extent) -> Iterator[Any]:
        """Codings; for `read`, reports. `extent` is told how far they have come."""
        from whowhom.batch import code_reports
        from whowhom.reading import entries, read

        given = reading_of(args, failures)
        if self.name == "read":
            return iter(read(extent.inputs(), **given))
        found = extent.entries(entries(extent.inputs(), **given))
        setup = setup_of(args, statements=self.name == "quotes")
        return code_reports(found, setup, failures, args.workers, args.time_limit, on_note=note)

    def records(self, item: Any) -> Iterable[Any]:
        """The records of one of `items`."""
        if self.name == "read":
            return (item,)
        records: Iterable[Any] = item.events if self.name == "code" else item.statements
        return records

    def show(self, items: Iterator[Any]) -> None:
        from whowhom.export import table

        out = table.console()
        if self.name == "read":
            table.show_reports(items, out)
            return
        show: Callable[..., None] = table.show_events if self.name == "code" else table.show_statements
        for coding in items:
            show(coding.report, self.records(coding), out)


TASKS = (
    Task("code", "code reports: who did what to whom, according to whom, and who disputes it", "event"),
    Task("quotes", "find statements: who says what", "statement"),
    Task("read", "only read reports: title, text, publication date, publisher", "report"),
)


def add_parsers(commands: Any) -> None:
    for task in TASKS:
        parser = command(commands, task.name, task.words, run)
        parser.set_defaults(task=task)
        add_inputs(parser)
        add_output(parser, folders=task.name != "read")
        if task.name != "read":
            add_coder(parser)


def run(args: argparse.Namespace) -> int:
    """To the file of `-o`, else to the terminal. Where nothing at all could be read no file is written."""
    from whowhom.export import jsonl, save
    from whowhom.export.rows import row
    from whowhom.progress import counted
    from whowhom.reading.extent import Extent

    task: Task = args.task
    failures = Failures()
    if task.name != "read":
        if args.output and is_folder(args.output):
            return run_in_parts(args, failures)
        if args.resume:
            raise WhowhomError("--resume goes with -o FOLDER/: only there an earlier run has left parts")
    extent = Extent(args.inputs)
    items = task.items(args, failures, extent)
    first = list(islice(items, 1))
    if not first and failures.count:
        return failures.status
    items = chain(first, items)
    if args.output is None:
        task.show(items)
    elif args.output == "-":
        jsonl.write((row(record) for item in items for record in task.records(item)), task.kind, sys.stdout.buffer)
    else:
        rows = (row(record) for item in counted(items, "reports", share=extent.share) for record in task.records(item))
        save(rows, task.kind, args.output)
    return failures.status


def run_in_parts(args: argparse.Namespace, failures: Failures) -> int:
    """A long run, into a folder, that can be stopped and resumed."""
    from whowhom.lock import alone_in

    with alone_in(Path(args.output)):
        try:
            return _run_in_parts(args, failures)
        except KeyboardInterrupt:
            print(f"whowhom: stopped: what is done stands in {args.output}; go on with --resume", file=sys.stderr)
            raise


def _run_in_parts(args: argparse.Namespace, failures: Failures) -> int:
    from whowhom.batch import code_entries
    from whowhom.export.parts import Parts, entries_left
    from whowhom.progress import counted
    from whowhom.reading import Archives, entries
    from whowhom.reading.extent import Extent

    task: Task = args.task
    parts, archives, extent = Parts(Path(args.output), task.kind, args.resume), Archives(), Extent(args.inputs)
    left = entries_left(extent.entries(entries(extent.inputs(), **reading_of(args, failures))), parts)
    outcomes = code_entries(left, setup_of(args, statements=task.name == "quotes"), args.workers, args.time_limit)
    for entry, found in parts.write(counted(outcomes, "reports", share=extent.share)):
        archives.count(entry, found)
        if isinstance(found, ReadError):
            failures(found)
    for told in archives.notes():
        note(told)
    return failures.status
