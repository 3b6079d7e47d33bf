"""`whowhom serve`, started as a user starts it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from whowhom.errors import WhowhomError
from whowhom.web.serving import serve

COMMAND = """
import argparse, sys
from whowhom.commands import serve
parser = argparse.ArgumentParser()
serve.add_parsers(parser.add_subparsers())
args = parser.parse_args(sys.argv[1:])
sys.exit(args.run(args))
"""


@pytest.fixture
def server(path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = [sys.executable, "-c", COMMAND, "serve", "--store", str(path), "--port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    told = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
    assert told
    yield process, told[0]
    process.kill()
    process.communicate()


def test_it_tells_where_answers_and_ends(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    with urllib.request.urlopen(address) as answer:
        assert b"whowhom" in answer.read()
        assert answer.headers["server"] is None
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in complaints


def test_only_this_machine_is_listened_to(server: tuple[subprocess.Popen[str], str]) -> None:
    _, address = server
    port = int(address.rstrip("/").rpartition(":")[2])
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    listening = [entry[1].partition(":") for entry in sockets if entry[3] == "0A"]
    assert {where for where, _, at in listening if at == f"{port:04X}"} == {"0100007F"}
    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)


def test_a_port_that_is_taken_is_told(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(WhowhomError, match=f"cannot listen at 127.0.0.1, port {port}"):
            serve(path, "127.0.0.1", port)
