"""The command as a user meets it: exit status, standard error, output files."""

import csv
import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import polars
import pytest

from whowhom.cli import main

PAGE = """<!doctype html><html lang="en"><head><title>Envoys meet in Cairo</title>
<meta property="article:published_time" content="2024-05-07T10:00:00Z"></head><body><article>
<h1>Envoys meet in Cairo</h1>
<p>French Foreign Minister Anna Dupont met Egyptian President Omar Halim in Cairo on Tuesday, officials said.</p>
<p>The minister condemned the attack on the port. She said that France would send food and medicine to the region, and
she praised Egypt for its patience over many months of difficult and often fruitless negotiations.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*args, **how):
    command = [sys.executable, "-m", "whowhom", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)


def usage(*args):
    """The exit status and message of a call that argparse turns down."""
    done = run(*args)
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_code_shows_a_table(page, capsys):
    assert main(["code", str(page)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Envoys meet in Cairo")
    assert re.search(r"France|Dupont", out)
    assert "CONSULT" in out
    assert "[" in out
    assert err == ""


@pytest.mark.parametrize("command", ["code", "quotes", "read"])
def test_each_command_writes_each_format(page, tmp_path, command):
    key = {"code": "event_id", "quotes": "statement_id", "read": "id"}[command]
    names = [tmp_path / f"out{suffix}" for suffix in (".jsonl", ".csv", ".parquet")]
    assert [main([command, str(page), "-o", str(name)]) for name in names] == [0, 0, 0]
    ids = [json.loads(line)[key] for line in names[0].read_text(encoding="utf-8").splitlines()]
    assert ids
    with names[1].open(encoding="utf-8", newline="") as file:
        assert [row[key] for row in csv.DictReader(file)] == ids
    assert polars.read_parquet(names[2])[key].to_list() == ids


def test_records_name_their_report(page, tmp_path):
    main(["code", str(page), "-o", str(tmp_path / "out.jsonl")])
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["report_id"] for row in rows} == {"page"}


def test_what_cannot_be_read_is_named_and_the_rest_is_done(page, tmp_path, capsys):
    broken = tmp_path / "broken.html"
    broken.write_bytes(b"")
    out = tmp_path / "out.jsonl"
    assert main(["code", str(tmp_path / "missing.html"), str(page), str(broken), "-o", str(out)]) == 1
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 2
    assert re.fullmatch(r"whowhom: .*missing\.html: .+", err[0])
    assert re.fullmatch(r"whowhom: .*broken\.html: .+", err[1])
    assert out.read_text(encoding="utf-8")


def test_where_nothing_can_be_read_nothing_is_written(tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    out.write_text("before", encoding="utf-8")
    assert main(["code", str(tmp_path / "missing.html"), "-o", str(out)]) == 1
    assert out.read_text(encoding="utf-8") == "before"
    assert "missing.html" in capsys.readouterr().err


def test_standard_input_and_output(page):
    done = run("code", "-", "-o", "-", input=PAGE)
    assert (done.returncode, done.stderr) == (0, "")
    assert {json.loads(line)["event_type"] for line in done.stdout.splitlines()} & {"CONSULT", "ACCUSE", "SUPPORT"}


def test_a_table_of_reports_keeps_their_ids_and_order(tmp_path):
    rows = [
        {"id": f"r{n:03}", "text": "France condemned Russia on Monday.", "published": "2024-05-07"} for n in range(45)
    ]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    one, many = tmp_path / "one.jsonl", tmp_path / "many.jsonl"
    assert run("code", source, "-o", one, "--workers", "1").returncode == 0
    assert run("code", source, "-o", many, "--workers", "2").returncode == 0
    found = [json.loads(line)["report_id"] for line in many.read_text(encoding="utf-8").splitlines()]
    assert list(dict.fromkeys(found)) == [row["id"] for row in rows]
    assert many.read_text(encoding="utf-8") == one.read_text(encoding="utf-8")


def test_the_given_date_is_for_reports_that_tell_none(tmp_path):
    text = tmp_path / "report.txt"
    text.write_text("Envoys meet\n\nFrance condemned Russia on Monday.\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["read", str(text), "--published", "2024-05-07", "-o", str(out)]) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["published"][:10], report["published_basis"]) == ("2024-05-07", "given")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "required: COMMAND"),
        (["code"], "required: INPUT"),
        (["parse", "x.html"], "invalid choice: 'parse'"),
        (["code", "x.html", "-o", "out.xlsx"], ".jsonl, .csv, .parquet"),
        (["code", "x.html", "-o", "no/such/folder/out.csv"], "a folder that exists"),
        (["code", "x.html", "--workers", "0"], "1 or more"),
        (["code", "x.html", "--published", "yesterday"], "ISO date"),
        (["code", "x.html", "--data", "no/such/folder"], "expected a folder"),
    ],
)
def test_wrong_usage(args, told):
    status, err = usage(*args)
    assert status == 2
    assert told in err


def test_a_model_that_is_not_installed(page):
    status, err = usage("code", page, "--model", "en_no_such_model")
    assert status == 2
    assert err.startswith("whowhom: ")
    assert "en_no_such_model" in err


def test_a_reader_of_the_output_that_stops(page):
    """`whowhom code … | head -1` is no error worth a traceback."""
    command = f"{sys.executable} -m whowhom code {page} -o - | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_version():
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"whowhom {version('whowhom')}\n")


def test_help_loads_nothing_heavy():
    script = (
        "import sys, whowhom.cli as c, contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): c.main(['code', '--help'])\n"
        "print(sorted({'spacy', 'polars', 'trafilatura', 'rich', 'numpy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_progress_is_for_terminals(page, tmp_path):
    done = run("code", page, "-o", tmp_path / "out.csv", env=os.environ | {"COLUMNS": "100"})
    assert (done.stdout, done.stderr) == ("", "")


def test_evaluate_codes_and_scores_gold(tmp_path, capsys):
    party = {"text": "France", "name": "France", "country": "FRA", "sector": "GOV"}
    event = {
        "event_type": "ACCUSE", "mode": "disapprove", "actors": [party],
        "recipients": [party | {"text": "Russia", "name": "Russia", "country": "RUS"}], "modality": "actual",
        "asserted_by": [], "denied_by": [], "date": None, "place": None, "trigger": "condemned",
    }  # fmt: skip
    gold = {"id": "g", "title": None, "published": None, "text": "France condemned Russia.", "events": [event]}
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "g.json").write_text(json.dumps(gold), encoding="utf-8")
    assert main(["evaluate", str(folder), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["articles"], figures["gold_events"], figures["record"]["f1"]) == (1, 1, 1.0)

    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(json.dumps(event | {"report_id": "g", "modality": "planned"}), encoding="utf-8")
    assert main(["evaluate", str(folder), "--predicted", str(predicted), "--per-type"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"event\s+F1 1\.000", out)
    assert re.search(r"modality accuracy\s+0\.0", out)
    assert re.search(r"ACCUSE\s+F1 1\.000", out)


def test_evaluate_needs_gold(tmp_path, capsys):
    assert main(["evaluate", str(tmp_path)]) == 1
    assert "no gold articles" in capsys.readouterr().err


def test_the_examples_are_coded(capsys):
    """What `make demo` shows: pages about politics have events, the page about sport has next to none."""
    folder = Path(__file__).parents[2] / "examples" / "pages"
    assert main(["code", str(folder)]) == 0
    counts = dict(re.findall(r"^(.+?)  .* (\d+|no) events?$", capsys.readouterr().out, re.MULTILINE))
    assert len(counts) == len(list(folder.glob("*.html"))) == 6
    assert counts.pop("Marlow strike late to stun Ashford in cup final") == "no"
    assert all(int(count) >= 5 for count in counts.values())
