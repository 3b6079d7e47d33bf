"""What JSON Lines, CSV, Parquet and the frames hold, and that files are written whole or not at all."""

import csv
import io
import json
import os
import stat

import polars
import pytest

from whowhom.export import csv as csv_format
from whowhom.export import save, writer
from whowhom.export.frames import Table, frame, schema
from whowhom.export.jsonl import line
from whowhom.export.rows import event_row, report_row, statement_row
from whowhom.export.whole import whole_file


def rows(coding):
    return [event_row(event) for event in coding.events]


def test_json_lines_hold_the_rows(coding, tmp_path):
    save(rows(coding), "event", tmp_path / "e.jsonl")
    lines = (tmp_path / "e.jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(one) for one in lines[:-1]] == rows(coding)
    assert lines[-1] == ""


def test_a_lone_surrogate_survives_json_lines():
    assert json.loads(line({"text": "a\ud800é"})) == {"text": "a\ud800é"}


def test_json_lines_hold_one_record_a_line_whatever_the_text_holds():
    written = line({"text": "one\ntwo\u2028three\r"})
    assert written.count(b"\n") == 1
    assert json.loads(written) == {"text": "one\ntwo\u2028three\r"}


def test_csv_is_flat(coding, tmp_path):
    save(rows(coding), "event", tmp_path / "e.csv")
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        full, bare = csv.DictReader(file)
    assert full["actors"] == "EGY GOV Egypt"
    assert full["recipients"] == "REB <rebels>"
    assert full["contexts"] == "military; diplomatic"
    assert (full["date_start"], full["date_text"]) == ("2024-05-03", "3 May 2024")
    assert (full["place_name"], full["place_country"], full["place_latitude"]) == ("Cairo", "EGY", "30.0626")
    assert (full["trigger"], full["denial"]) == ("sent weapons", "denied")
    assert int(full["trigger_start"]) == coding.events[0].trigger.start
    assert bare["actors"] == "UNK unknown; EGY GOV Ministry officials"
    empty = ("recipients", "asserted_by", "denied_by", "date_start", "place_name", "instrument", "cue", "contexts")
    assert {bare[column] for column in empty} == {""}


@pytest.mark.parametrize("kind", ["event", "statement", "report"])
def test_csv_has_a_column_for_every_value(coding, kind):
    """Nothing of a full record is left out silently, and no column is foreign to it."""
    found = {"event": event_row(coding.events[0]), "statement": statement_row(coding.statements[0])}
    cells = set(csv_format.flat(found.get(kind) or report_row(coding.report)))
    offsets_left_out = {f"{name}_{side}" for name in ("cue", "denial") for side in ("start", "end")}
    columns = set(csv_format.COLUMNS[kind])
    assert columns <= cells
    assert cells - columns == (offsets_left_out if kind == "event" else set())


def test_csv_of_nothing_is_a_head_line():
    file = io.BytesIO()
    csv_format.write([], "statement", file)
    assert file.getvalue().decode().split(",")[0] == "statement_id"
    assert file.getvalue().count(b"\n") == 1


def test_parquet_is_nested(coding, tmp_path):
    save(rows(coding), "event", tmp_path / "e.parquet")
    assert polars.read_parquet(tmp_path / "e.parquet").to_dicts() == rows(coding)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("kind", ["event", "statement", "report"])
def test_no_records_are_a_file_too(tmp_path, suffix, kind):
    save([], kind, tmp_path / f"none.{suffix}")
    assert (tmp_path / f"none.{suffix}").exists()
    if suffix == "parquet":
        assert polars.read_parquet(tmp_path / "none.parquet").schema == polars.Schema(schema(kind))


def test_frames(coding):
    table = Table(coding.events, "event")
    assert (len(table), table[0], table[-1:][0].event_id) == (2, coding.events[0], "e-2")
    assert repr(table) == "<2 events>"
    assert table.to_polars()["event_type"].to_list() == ["AID", "ASSAULT"]
    assert table.to_arrow().column("actors").to_pylist()[0][0]["name"] == "Egypt"
    assert table.to_pandas()["modality"].tolist() == ["actual", "possible"]
    assert table.to_polars().to_dicts() == table.to_dicts()


def test_frames_of_nothing_have_their_columns():
    assert Table((), "statement").to_polars().columns[:3] == ["statement_id", "report_id", "speaker"]


def test_a_frame_holds_text_that_utf_8_cannot():
    row = dict.fromkeys(schema("report")) | {"id": "1", "text": "a\ud800"}
    assert frame([row], "report")["text"].to_list() == ["a\\ud800"]


def test_an_unknown_suffix_is_told():
    with pytest.raises(ValueError, match=r"out\.xlsx.*\.jsonl, \.csv, \.parquet"):
        writer("out.xlsx")


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_a_file_is_written_whole_or_not_at_all(coding, tmp_path, suffix):
    path = tmp_path / f"events.{suffix}"
    path.write_text("what was there before", encoding="utf-8")

    def breaking():
        yield rows(coding)[0]
        raise RuntimeError("the coder broke")

    with pytest.raises(RuntimeError, match="broke"):
        save(breaking(), "event", path)
    assert path.read_text(encoding="utf-8") == "what was there before"
    assert os.listdir(tmp_path) == [path.name]


def test_a_written_file_has_the_usual_rights_and_a_replaced_one_keeps_its_own(tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch(mode=0o600)
    for path in (new, old):
        with whole_file(path) as file:
            file.write(b"x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(new.stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_a_link_keeps_its_target(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with whole_file(tmp_path / "link") as file:
        file.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"
