"""Long runs in parts: stopped anywhere, they go on, and nothing is done twice or lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars
import pytest

from whowhom import batch
from whowhom.cli import main
from whowhom.errors import WhowhomError
from whowhom.export import parts
from whowhom.export.parts import Parts
from whowhom.lock import alone_in
from whowhom.records import Coding, Report

SHOAL = Path(__file__).parents[2] / "examples" / "shoal.jsonl"


def rows(folder, kind="events"):
    return polars.read_parquet(folder / kind / "*.parquet")


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "PART", 3)


def test_the_parts_hold_what_one_file_holds(tmp_path, small_parts):
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/parts/"]) == 0
    assert main(["code", str(SHOAL), "-o", str(tmp_path / "one.parquet")]) == 0
    assert rows(tmp_path / "parts").equals(polars.read_parquet(tmp_path / "one.parquet"))
    assert len(list((tmp_path / "parts" / "events").iterdir())) == 3


def test_what_became_of_each_report_is_kept(tmp_path):
    bad = tmp_path / "bad.jsonl"
    lines = [{"id": "good", "text": "France condemned the attack in Mali on Monday."}, {"id": "html", "html": "<p>"}]
    bad.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    empty = tmp_path / "empty.html"
    empty.write_text("<html><body></body></html>", encoding="utf-8")
    assert main(["code", str(bad), str(empty), "-o", f"{tmp_path}/out/"]) == 1
    found = {row["id"]: row for row in rows(tmp_path / "out", "reports").to_dicts()}
    assert found["good"]["status"] == "coded"
    assert found["good"]["text"].startswith("France")
    assert found["empty"]["status"] == "failed"
    assert found["empty"]["error"]


def test_a_folder_with_parts_is_not_written_into_unasked(tmp_path, capsys):
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/out/"]) == 0
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/out/"]) == 1
    assert "--resume" in capsys.readouterr().err


def test_resume_without_a_folder_is_told(tmp_path, capsys):
    assert main(["code", str(SHOAL), "-o", str(tmp_path / "x.csv"), "--resume"]) == 1
    assert "-o FOLDER/" in capsys.readouterr().err


def test_what_is_done_is_not_done_again(tmp_path, small_parts, monkeypatch):
    first = tmp_path / "first.jsonl"
    first.write_text("".join(SHOAL.read_text(encoding="utf-8").splitlines(keepends=True)[:4]), encoding="utf-8")
    assert main(["code", str(first), "-o", f"{tmp_path}/out/"]) == 0
    before = rows(tmp_path / "out", "reports")["id"].to_list()
    coded = []
    real = batch._code
    monkeypatch.setattr(
        batch, "_code", lambda coder, reports: coded.extend(r.id for r in reports) or real(coder, reports)
    )
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/out/", "--resume"]) == 0
    after = rows(tmp_path / "out", "reports")["id"].to_list()
    assert not set(coded) & set(before)
    assert sorted(after) == sorted(json.loads(line)["id"] for line in SHOAL.read_text(encoding="utf-8").splitlines())


def test_a_part_is_whole_or_absent(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    found = Parts(folder, "event", resume=False)
    report = Report("r", None, "text")

    def no_room(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(polars.DataFrame, "write_parquet", no_room)
    with pytest.raises(WhowhomError, match="No space"):
        list(found.write([(report, Coding(report, ()))]))
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_part_without_its_second_file_is_no_part(tmp_path):
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/out/"]) == 0
    (tmp_path / "out" / "reports" / "part-000000.parquet").unlink()
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/out/", "--resume"]) == 0
    assert len(rows(tmp_path / "out", "reports")) == 8
    assert rows(tmp_path / "out")["event_id"].n_unique() == len(rows(tmp_path / "out"))


def test_a_damaged_part_is_told(tmp_path):
    folder = tmp_path / "out" / "reports"
    folder.mkdir(parents=True)
    (folder / "part-000000.parquet").write_bytes(b"nothing")
    with pytest.raises(WhowhomError, match="damaged"):
        Parts(tmp_path / "out", "event", resume=True)


def test_what_belongs_to_no_part_goes_away(tmp_path, small_parts):
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/"]) == 0
    whole = rows(tmp_path).sort("event_id")
    (tmp_path / "reports" / "part-000000.parquet").unlink()
    (tmp_path / "events" / ".part-000003.parquet.x1.part").touch()
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/", "--resume"]) == 0
    assert rows(tmp_path).sort("event_id").equals(whole)
    assert not list(tmp_path.glob("*/.*"))


def test_a_part_that_has_lost_its_records_is_told(tmp_path, capsys):
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/"]) == 0
    part = tmp_path / "events" / "part-000000.parquet"
    part.write_bytes(part.read_bytes()[:-7])
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/", "--resume"]) == 1
    assert str(part) in capsys.readouterr().err
    assert main(["quotes", str(SHOAL), "-o", f"{tmp_path}/", "--resume"]) == 1
    assert "never there" in capsys.readouterr().err


def test_the_parts_of_a_job_are_no_place_for_others(tmp_path, capsys):
    (tmp_path / "units.jsonl").touch()
    assert main(["code", str(SHOAL), "-o", f"{tmp_path}/", "--resume"]) == 1
    assert "whowhom scale" in capsys.readouterr().err


def test_one_run_at_a_time_writes_into_a_folder(tmp_path, capsys):
    with alone_in(tmp_path):
        assert main(["code", str(SHOAL), "-o", f"{tmp_path}/"]) == 1
    assert "another run" in capsys.readouterr().err


def test_stopped_by_the_keyboard_it_can_be_resumed(tmp_path):
    many = tmp_path / "many.jsonl"
    reports = [json.loads(line) for line in SHOAL.read_text(encoding="utf-8").splitlines()]
    lines = [json.dumps(report | {"id": f"{n}-{report['id']}"}) for n in range(100) for report in reports]
    many.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "whowhom", "code", str(many), "-o", f"{tmp_path}/out/", "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    while not (tmp_path / "out" / "reports").exists():
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, b"--resume" in told) in ((0, False), (130, True))
    assert main(["code", str(many), "-o", f"{tmp_path}/out/", "--resume", "--workers", "1"]) == 0
    ids = rows(tmp_path / "out", "reports")["id"]
    assert ids.n_unique() == len(ids) == len(lines)
    assert rows(tmp_path / "out")["event_id"].n_unique() == len(rows(tmp_path / "out"))
