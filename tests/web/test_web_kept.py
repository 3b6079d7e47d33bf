"""Answers are made once, and the oldest go first."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from whowhom.web.app import make_app
from whowhom.web.kept import Kept


def test_the_latest_stay() -> None:
    kept = Kept(most=10)
    for name in "abc":
        kept.put(name, b"1234")
        kept.get("a")
    assert [kept.get(name) is not None for name in "abc"] == [True, False, True]


def test_who_comes_while_an_answer_is_made_waits_for_it() -> None:
    kept, made = Kept(), []

    def make() -> bytes:
        made.append(threading.get_ident())
        time.sleep(0.1)
        return b"page"

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(lambda _: kept.once("key", make), range(5))) == [b"page"] * 5
    assert len(made) == 1


def test_what_cannot_be_made_is_tried_again() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.once("key", lambda: bytes(1 // 0))
    assert kept.once("key", lambda: b"page") == b"page"


def test_a_page_is_made_once_while_the_store_is_unchanged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from whowhom.web import app

    drawn: list[str] = []
    draw = app.draw
    monkeypatch.setattr(app, "draw", lambda template, **values: drawn.append(template) or draw(template, **values))
    with TestClient(make_app(path), base_url="http://127.0.0.1") as client:
        client.app.state.site.warm(threading.Event())  # type: ignore[attr-defined]
        assert drawn == ["overview.html", "incidents.html", "instruments.html", "search.html"]
        assert client.get("/").text == client.get("/").text
        client.get("/incidents")
    assert len(drawn) == 4
