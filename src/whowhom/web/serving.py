"""The server: one process, this machine only unless told otherwise."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import uvicorn

from whowhom.errors import WhowhomError
from whowhom.web.app import make_app
from whowhom.web.reader import ENDING
from whowhom.web.safety import LOOPBACK


def serve(store: Path, host: str, port: int) -> int:
    """Listen until interrupted, after telling where. Raises `WhowhomError` where the port is not free."""
    app = make_app(store, host)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False,
        date_header=False,
    )  # fmt: skip
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = f"cannot listen at {host}, port {port}: {error.strerror}"
        raise WhowhomError(f"{reason}; choose another: --port N") from error
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    print(f"whowhom: the page over {store} is at {address}  (Ctrl-C ends it)", flush=True)
    if host.lower() not in LOOPBACK:
        print("whowhom: other machines can reach it: anybody who does can read this store", file=sys.stderr)
    site, stop = app.state.site, threading.Event()
    warming = threading.Thread(target=site.warm, args=[stop], daemon=True)
    warming.start()
    try:
        with suppress(KeyboardInterrupt):  # the way to end it
            uvicorn.Server(config).run(sockets=[listening])
    finally:  # nothing may be at work in the store while Python ends
        stop.set()
        site.reader.close()
        warming.join(ENDING)
    return 0
