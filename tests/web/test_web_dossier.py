"""The page as one file."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from whowhom.commands import serve
from whowhom.errors import WhowhomError
from whowhom.records import Coding
from whowhom.store import Store
from whowhom.store.selection import Selection
from whowhom.web import dossier


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    serve.add_parsers(parser.add_subparsers())
    args = parser.parse_args(words)
    status: int = args.run(args)
    return status


def test_the_command_writes_it(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "dossier.html"
    assert run("report", "--party", "Japan", "--store", str(path), "-o", str(file)) == 0
    text = file.read_text(encoding="utf-8")
    assert "Reciprocal Access Agreement" in text
    assert "Talks in Jakarta" in text  # it tells of an act of Japan too
    assert "Boat rammed" not in text
    assert "<b>Japan</b>" in text
    assert "MiB" in capsys.readouterr().err


def test_it_needs_nothing_from_anywhere(path: Path, tmp_path: Path) -> None:
    dossier.write(Store(path), Selection(), tmp_path / "d.html")
    text = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<link" not in text
    assert not re.search(r"<[^>]*\s(src|action)=|url\(|@import", text)
    links = set(re.findall(r'href="([^"]*)"', text))
    assert {link for link in links if not link.startswith("#")} == {
        "https://ledger.example/shoal?id=1&amp;x=2", "https://post.example/2", "https://echo.example/copy",
    }  # fmt: skip
    assert "default-src &#39;none&#39;" in text


def test_every_link_leads_somewhere(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for brief in (100, 1):
        monkeypatch.setattr(dossier, "BRIEF", brief)
        dossier.write(Store(path), Selection(), tmp_path / "d.html")
        text = (tmp_path / "d.html").read_text(encoding="utf-8")
        names = re.findall(r'\sid="([^"]*)"', text)
        assert len(names) == len(set(names))
        links = set(re.findall(r'href="#([^"]*)"', text)) - {"main"}
        assert links <= set(names)
        assert len([link for link in links if link.startswith("w")]) >= 9  # of each incident, some words


def test_too_many_are_refused(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "MOST", 3)
    with pytest.raises(WhowhomError, match="at most 3"):
        dossier.write(Store(path), Selection(), tmp_path / "d.html")
    assert not (tmp_path / "d.html").exists()


def test_nothing_found(path: Path, tmp_path: Path) -> None:
    dossier.write(Store(path), Selection.of(actor="Chile"), tmp_path / "d.html")
    assert "Nothing in the store fulfils" in (tmp_path / "d.html").read_text(encoding="utf-8")


def test_five_hundred_reports_stay_below_five_megabytes(tmp_path: Path) -> None:
    from whowhom.evaluation.synthetic import codings as invented

    store = Store(tmp_path / "many.duckdb")
    many: list[Coding] = []
    for coding in invented(5_000):
        many.append(coding)
        if len(many) == 500:
            break
    store.add(many)
    assert len(many) == 500
    assert sum(len(coding.events) for coding in many) > 3_000
    assert dossier.write(store, Selection(), tmp_path / "many.html") < 5 * 2**20


def test_serve_tells_what_is_wrong_before_it_starts(tmp_path: Path) -> None:
    with pytest.raises(WhowhomError, match="no such store"):
        run("serve", "--store", str(tmp_path / "none.duckdb"))
    with pytest.raises(SystemExit):
        run("serve", "--port", "99999")
