"""The line that tells how far a long run has come."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from whowhom import progress
from whowhom.progress import counted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """A terminal, where every look at the clock is ten seconds later."""
    found = Terminal()
    clock = iter(range(0, 10**6, 10))
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=found))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    return found


def lines(terminal: Terminal) -> list[str]:
    return [line for line in terminal.getvalue().split("\r\x1b[K") if line]


def test_how_many_and_how_fast(terminal):
    assert list(counted("abc", "reports")) == ["a", "b", "c"]
    assert lines(terminal)[-1] == "3 reports, 0.1 a second"


def test_of_a_total_the_time_left(terminal):
    list(counted("abc", "units", total=6))
    assert lines(terminal) == [
        "1 of 6 units, 0.1 a second, 0:50 minutes left",
        "2 of 6 units, 0.1 a second, 0:40 minutes left",
        "3 of 6 units, 0.1 a second, 0:30 minutes left",
    ]


def test_of_a_share_the_time_left(terminal):
    shares = iter([0.0, 0.001, 0.5])
    list(counted("abc", "reports", share=lambda: next(shares)))
    assert lines(terminal) == [
        "1 reports, 0.1 a second",
        "2 reports, 0.1 a second, 5:33 hours left",
        "3 reports, 0.1 a second, 0:30 minutes left",
    ]


def test_nothing_is_told_where_nobody_looks(monkeypatch):
    quiet = io.StringIO()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=quiet))
    assert list(counted("abc", "reports")) == ["a", "b", "c"]
    assert quiet.getvalue() == ""
