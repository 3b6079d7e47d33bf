"""Jobs and their units: whatever the size of a slice, every report is in one, by the id that it has in the whole."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from archives import reports, write_archive, write_table

from whowhom.errors import ReadError, WhowhomError
from whowhom.reading import Note, PassedOver, entries
from whowhom.scale import Job, read_job
from whowhom.scale.units import PAGE, ROW, Unit, plan

ROWS = reports(60)


def ids_of(units: list[Unit]) -> list[str]:
    found = [one for unit in units for piece in unit.slices for one in piece.found()]
    assert [one for one in found if isinstance(one, ReadError)] == []
    return [one.id for one in found if not isinstance(one, (ReadError, Note, PassedOver))]


def whole(*paths: Path) -> list[str]:
    return [one.id for one in entries(paths) if not isinstance(one, PassedOver)]


def job(folder: Path, *inputs: Path, size: int = 1_000) -> Job:
    return Job(tuple(map(str, inputs)), folder / "out", workers=1, slice=size)


@pytest.mark.parametrize("size", [200, 997, 5_000, 1_000_000])
def test_slices_of_an_archive_hold_every_record_once(tmp_path, size):
    path = write_archive(tmp_path / "crawl.warc.gz", ROWS)
    units = plan(job(tmp_path, path, size=size), [])
    assert ids_of(units) == whole(path)
    assert (len(units) > 1) == (size < path.stat().st_size)


def test_a_damaged_archive_loses_no_more_in_slices_than_whole(tmp_path):
    path = write_archive(tmp_path / "crawl.warc.gz", ROWS)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 50] = bytes(50)
    path.write_bytes(content)
    wanted = [one.id for one in entries([path], on_error=lambda _: None) if not isinstance(one, PassedOver)]
    found = [one for unit in plan(job(tmp_path, path), []) for piece in unit.slices for one in piece.found()]
    assert [one.id for one in found if not isinstance(one, (ReadError, PassedOver))] == wanted
    assert any(isinstance(one, ReadError) for one in found)


def test_an_archive_compressed_as_a_whole_is_one_slice(tmp_path):
    path = write_archive(tmp_path / "crawl.warc.gz", ROWS)
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())))
    units = plan(job(tmp_path, path, size=200), [])
    assert len(units) == 1
    assert ids_of(units) == whole(path)


@pytest.mark.parametrize("size", [100, 333, 4_000])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_slices_of_lines_number_them_as_the_whole_does(tmp_path, size, mark):
    lines = [json.dumps({"text": row["text"]}) for row in ROWS]
    lines[7] = ""
    path = tmp_path / "many.jsonl"
    path.write_text(mark + "\n".join(lines), encoding="utf-8")
    assert ids_of(plan(job(tmp_path, path, size=size), [])) == whole(path)


@pytest.mark.parametrize("rows", [1, 7, 59])
def test_slices_of_parquet_number_rows_as_the_whole_does(tmp_path, rows):
    path = write_table(tmp_path / "many.parquet", [{"text": row["text"]} for row in ROWS])
    units = plan(job(tmp_path, path, size=rows * ROW), [])
    assert len(units) > 1
    assert ids_of(units) == whole(path)


def test_small_inputs_are_done_together(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for row in ROWS[:6]:
        (folder / f"{row['id']}.html").write_text(f"<p>{row['text']}</p>", encoding="utf-8")
    units = plan(job(tmp_path, folder, size=3 * PAGE), [])
    assert [len(unit.slices) for unit in units] == [2, 2, 2]
    assert ids_of(units) == whole(folder)


def test_inputs_with_the_same_name_have_ids_of_their_own(tmp_path):
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        paths.append(write_table(tmp_path / name / "day.jsonl", [{"text": ROWS[0]["text"]}]))
    assert ids_of(plan(job(tmp_path, *paths), [])) == whole(*paths) == ["day:1", "day.jsonl:1"]


def test_a_plan_stays_and_grows(tmp_path):
    first = write_table(tmp_path / "first.jsonl", ROWS[:30])
    begun = plan(job(tmp_path, first), [])
    second = write_table(tmp_path / "a-second.jsonl", ROWS[30:])
    grown = plan(job(tmp_path, second, first, size=500), [])
    assert grown[: len(begun)] == begun
    assert sorted(ids_of(grown)) == sorted(whole(first, second))
    assert len({unit.part for unit in grown}) == len(grown)


def test_the_output_of_another_job_is_not_written_into(tmp_path):
    path = write_table(tmp_path / "first.jsonl", ROWS[:3])
    begun = job(tmp_path, path)
    plan(begun, [])
    with pytest.raises(WhowhomError, match=r"another job.*statements False, now True"):
        plan(replace(begun, statements=True), [])


def test_the_output_of_a_run_without_a_plan_is_not_written_into(tmp_path):
    path = write_table(tmp_path / "first.jsonl", ROWS[:3])
    (tmp_path / "out" / "reports").mkdir(parents=True)
    (tmp_path / "out" / "reports" / "part-000000.parquet").touch()
    with pytest.raises(WhowhomError, match="whowhom code"):
        plan(job(tmp_path, path), [])


def test_a_damaged_plan_is_told(tmp_path):
    path = write_table(tmp_path / "first.jsonl", ROWS[:3])
    plan(job(tmp_path, path), [])
    (tmp_path / "out" / "units.jsonl").write_text("{}\n[", encoding="utf-8")
    with pytest.raises(WhowhomError, match="damaged"):
        plan(job(tmp_path, path), [])


def test_what_is_no_input_is_told(tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"")
    errors: list[ReadError] = []
    assert plan(job(tmp_path, path), errors) == []
    assert "'.png'" in str(errors[0])


def test_a_job_counts_its_paths_from_its_file(tmp_path, monkeypatch):
    folder = tmp_path / "jobs"
    folder.mkdir()
    write_table(tmp_path / "b.jsonl", ROWS[:1])
    write_table(tmp_path / "a.jsonl", ROWS[:1])
    (folder / "job.toml").write_text('inputs = "../*.jsonl"\noutput = "out"\nworkers = 3\n', encoding="utf-8")
    monkeypatch.chdir("/")
    found = read_job(folder / "job.toml")
    assert found.output == folder / "out"
    assert [path.name for path in found.files()] == ["a.jsonl", "b.jsonl"]
    assert found.workers == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("inputs = [", "no TOML"),
        ('output = "o"', "`inputs` is missing"),
        ('inputs = "i"', "`output` is missing"),
        ('inputs = []\noutput = "o"', "`inputs`"),
        ('inputs = "i"\noutput = "o"\nwrokers = 2', "unknown wrokers"),
        ('inputs = "i"\noutput = "o"\nworkers = 0', "`workers`: expected a number"),
        ('inputs = "i"\noutput = "o"\nworkers = true', "`workers`: expected a number"),
        ('inputs = "i"\noutput = "o"\nrunner = "dask"', "native, ray"),
        ('inputs = "i"\noutput = "o"\nformat = "csv"', "parquet, delta, iceberg"),
        ('inputs = "i"\noutput = "o"\nstatements = "yes"', "true or false"),
        ('inputs = "i"\noutput = "o"\npublished = "soon"', "no date"),
        ('inputs = "i"\noutput = "o"\ndata = "nowhere"', "is no folder"),
    ],
)
def test_what_is_wrong_with_a_job_is_told(tmp_path, text, words):
    path = tmp_path / "job.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WhowhomError, match=words) as told:
        read_job(path)
    assert str(path) in str(told.value)


def test_a_glob_that_finds_nothing_is_told(tmp_path):
    with pytest.raises(WhowhomError, match="no file here"):
        job(tmp_path, tmp_path / "*.warc.gz").files()
