"""`whowhom serve` and `whowhom report`: the page over a store, and the same as one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from whowhom.commands.arguments import command
from whowhom.commands.conditions import add_conditions, add_store, selection_of, store_of
from whowhom.errors import WhowhomError

PORT = 8321


def add_parsers(commands: Any) -> None:
    serve = command(commands, "serve", "open a local page over a store; nothing leaves this machine", run_serve)
    serve.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1, this machine)")
    serve.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"the port (default: {PORT}; 0: any free)")
    add_store(serve)
    words = "write the page as one file that opens anywhere, without a network"
    report = command(commands, "report", words, run_report)
    add_conditions(report)
    report.add_argument("-o", "--output", metavar="FILE", required=True, type=Path, help="the .html file to write")
    add_store(report)


def run_serve(args: argparse.Namespace) -> int:
    _need_web()
    from whowhom.web.serving import serve

    store = store_of(args)
    with store.reading():  # a missing or wrong file is told here, not on the page
        pass
    return serve(store.path, args.host, args.port)


def run_report(args: argparse.Namespace) -> int:
    _need_web()
    from whowhom.web.dossier import write

    size = write(store_of(args), selection_of(args), args.output)
    print(f"{args.output}: {size / 2**20:.1f} MiB", file=sys.stderr)
    return 0


def _need_web() -> None:
    from importlib.util import find_spec

    if missing := [name for name in ("starlette", "uvicorn", "jinja2") if find_spec(name) is None]:
        raise WhowhomError(f"the page needs {', '.join(missing)}: install with  pip install 'whowhom[web]'")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r}: expected a port, from 0 to 65535")
    return int(text)
