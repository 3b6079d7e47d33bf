"""Writes what the documentation need not say by hand: `make docs`.

- `docs/codebook.md` from the ontology, `docs/reference/cli.md` from the command's own parser,
  `docs/reference/records.md` from the JSON Schemas
- in every page, the output below the commands of ```console blocks (lines that begin with `$ `)

The tests compare; this writes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whowhom.cli import build_parser
from whowhom.data import FOLDER, rows, settings
from whowhom.store.file import fetch, opened

ROOT = Path(__file__).parents[1]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITTEN = "<!-- Written by `make docs`: edit its origin, not this page. -->"


def pages() -> list[Path]:
    """The pages whose commands are run."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def generated() -> dict[Path, str]:
    """The pages that are written whole."""
    texts = {"codebook.md": codebook(), "reference/cli.md": cli(), "reference/records.md": records()}
    texts["reference/store.md"] = store()
    return {ROOT / "docs" / name: "\n".join([WRITTEN, "", *lines]) + "\n" for name, lines in texts.items()}


def refreshed(text: str, folder: Path) -> str:
    """The page with every console block run anew in `folder`, one after the other."""
    return CONSOLE.sub(lambda block: f"```console\n{run_block(block[1], folder)}```", text)


def run_block(block: str, folder: Path) -> str:
    """Commands of a block with what they print, standard error included; a `\\` continues a command."""
    done = []
    for command in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE):
        done.append(f"$ {command}\n{run(command, folder)}")
    return "".join(done)


def run(command: str, folder: Path) -> str:
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PATH": tools},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = re.sub(r"[ \t]+$", "", done.stdout, flags=re.MULTILINE).strip("\n")
    return f"{lines}\n" if lines else ""


def workspace(folder: Path) -> Path:
    """A folder in which the documentation's commands find what a clone of the repository holds."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def codebook() -> Iterator[str]:
    ontology = settings("events/ontology.toml")
    yield f"""# Codebook

Ontology version {ontology["version"]}. The event types are those of PLOVER (Political Language Ontology for Verifiable
Event Records, Open Event Data Alliance); the words here are this project's own. The words that tell of each type stand
in `src/whowhom/data/events/triggers/`, one table a type.

## Event types

| type | quad | intensity | the act | modes (intensity) |
|---|---|---|---|---|"""
    for name, kind in ontology["types"].items():
        modes = ", ".join(f"{mode} ({score:g})" for mode, score in kind.get("modes", {}).items())
        quad = f"{kind['quad']} {ontology['quads'][str(kind['quad'])]}"
        yield f"| {name} | {quad} | {kind['intensity']:g} | {kind['gist']} | {modes} |"
    yield from ("", "## Contexts", "", "| context | some of the words that tell it |", "|---|---|")
    for row in rows("events/contexts.csv"):
        yield f"| {row['context']} | {', '.join(row['lemmas'].split('|')[:8])} |"


def cli() -> Iterator[str]:
    parser = build_parser()
    yield """# The command

Exit status: 0 when all was done, 1 when something could not be read (it is named on standard error and the rest is
done), 2 for wrong usage."""
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        yield from ("", f"## whowhom {name}", "", command.description or "", "", "| | |", "|---|---|")
        for action in command._actions:
            yield f"| `{_usage(action)}` | {(action.help or '').replace('|', '/')} |"


def _usage(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"{action.metavar}..." if action.nargs == "+" else str(action.metavar)
    value = f" {action.metavar or action.dest.upper()}" if action.nargs != 0 else ""
    return ", ".join(f"{option}{value}" for option in action.option_strings)


def records() -> Iterator[str]:
    yield """# Records

The fields of each record, as JSON Lines and Parquet have them, from the JSON Schemas (draft 2020-12) in
`src/whowhom/data/schema/`. What is not known is `null` or `[]`, never an empty text. In CSV, parties are written
`RUS GOV Vladimir Putin` and joined by `; `; dates, places and spans have a column a field (`date_start`,
`place_country`, `trigger_start`)."""
    for kind in ("event", "statement", "report"):
        schema = json.loads((FOLDER / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        yield from _fields(f"## {schema['title']}", schema)
        if kind == "event":
            for name, part in schema["$defs"].items():
                yield from _fields(f"### {name}", part)


def _fields(head: str, schema: dict[str, Any]) -> Iterator[str]:
    yield from ("", head, "", schema["description"], "", "| field | holds | |", "|---|---|---|")
    for name, value in schema["properties"].items():
        yield f"| `{name}` | {_holds(value)} | {value.get('description', '')} |"


def _holds(value: dict[str, Any]) -> str:
    if "anyOf" in value:
        return " or ".join(_holds(one) for one in value["anyOf"])
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "enum" in value:
        return ", ".join("null" if one is None else str(one) for one in value["enum"])
    kind = value["type"]
    if kind == "array":
        return f"list of {_holds(value['items'])}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def store() -> Iterator[str]:
    yield """# The store

One DuckDB file. These views are for readers: they show the current version of each report. Open the file with
`whowhom sql`, DuckDB, or R's `duckdb`. Below the views lie tables named in the singular (`report`, `event`, `party`,
`statement`), whose layout may change; the table `whowhom` tells its number, and an older file is brought up to date
when it is opened.

    whowhom sql "SELECT publisher, count(*) FROM events GROUP BY publisher" --store whowhom.duckdb"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.duckdb"
        with opened(path, write=True) as connection:
            views = fetch(connection, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal")
            for view in sorted(views, key=lambda view: str(view["view_name"])):
                yield from ("", f"## {view['view_name']}", "", view["comment"], "", "| column | type |", "|---|---|")
                for column in fetch(connection, f"DESCRIBE {view['view_name']}"):
                    yield f"| `{column['column_name']}` | {_short(column['column_type'])} |"


def _short(kind: str) -> str:
    """A type in a few words: what is in a structure stands in the records' reference."""
    kind = re.sub(r"STRUCT\(.*\)", "structure", kind)
    return kind.replace("VARCHAR", "text").replace("structure[]", "list of structures").replace("[]", " list").lower()


def main() -> None:
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in pages():
        text = path.read_text(encoding="utf-8")
        if CONSOLE.search(text):
            print(f"running the commands of {path.relative_to(ROOT)}", file=sys.stderr)
            with tempfile.TemporaryDirectory() as folder:
                path.write_text(refreshed(text, workspace(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
