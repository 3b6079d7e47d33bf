"""Files, folders, tables and standard input; what is bad in them is named and the rest goes on."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.errors import NotEnglishError, ReadError, WhowhomError
from whowhom.reading import read, read_page, read_text
from whowhom.reading.dates import iso_date
from whowhom.records import Report

SENTENCE = "The president of Ruritania met the foreign minister of Syldavia on Monday."


def both(*inputs: str | Path, published: str | None = None) -> tuple[list[Report], list[str]]:
    errors: list[ReadError] = []
    reports = list(read(inputs, published=published, on_error=errors.append))
    return reports, [str(error) for error in errors]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        (f"Ministers meet\n\n{SENTENCE}\n{SENTENCE}\n", "Ministers meet", f"{SENTENCE}\n{SENTENCE}"),
        (f"# Ministers meet\r\n\r\n{SENTENCE}\r\n", "Ministers meet", SENTENCE),
        (f"{SENTENCE}\n{SENTENCE}", None, f"{SENTENCE}\n{SENTENCE}"),
        (f"\ufeff{SENTENCE}", None, SENTENCE),
        (f"{SENTENCE}\n\n", None, SENTENCE),
    ],
)
def test_plain_text_and_its_title(content: str, title: str | None, text: str) -> None:
    report = read_text(content.encode())
    assert (report.title, report.text, report.published) == (title, text, None)


def test_files_and_folders_in_order_with_ids_from_their_names(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", SENTENCE)
    write(tmp_path / "a.htm", f"<html><body><article><p>{SENTENCE}</p></article></body></html>")
    write(tmp_path / "sub" / "b.md", SENTENCE)
    write(tmp_path / ".hidden.txt", SENTENCE)
    write(tmp_path / "notes.docx", SENTENCE)
    reports, errors = both(tmp_path, tmp_path / "sub" / "b.md")
    assert [report.id for report in reports] == ["a", "b", "sub/b", "b.md"]
    assert errors == []


def test_ids_are_unique_when_one_file_is_given_thrice(tmp_path: Path) -> None:
    path = write(tmp_path / "b.txt", SENTENCE)
    assert [report.id for report in both(path, path, path)[0]] == ["b", "b.txt", "b.txt#2"]


def test_a_given_date_is_noted_as_given(tmp_path: Path) -> None:
    (report,), _ = both(write(tmp_path / "a.txt", SENTENCE), published="19 June 2024")
    assert (report.published, report.published_basis) == ("2024-06-19", "given")
    with pytest.raises(ReadError, match="no date"):
        both(tmp_path / "a.txt", published="soon")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,body\n1,x\n", "no column `text` or `html`; found: id, body"),
        ("a.parquet", b"not parquet", "not a Parquet file"),
        ("a.docx", b"x", "'.docx'"),
        ("a.warc.gz", b"x", "WARC"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_read(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    bad, good = write(tmp_path / name, content), write(tmp_path / "good.txt", SENTENCE)
    reports, errors = both(bad, good)
    assert [report.text for report in reports] == [SENTENCE]
    assert len(errors) == 1
    assert errors[0].startswith(f"{bad}: ")
    assert reason in errors[0]


def test_missing_files_empty_folders_and_addresses_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    reports, errors = both(tmp_path / "none.html", tmp_path / "empty", "http://127.0.0.1/grain", tmp_path / "none")
    assert reports == []
    assert [error.split(": ", 1)[1][:30] for error in errors] == [
        "No such file or directory",
        "no file in this folder ends in",
        "127.0.0.1 is a loopback addres",
        "no such file",
    ]


def test_without_on_error_the_first_error_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        list(read([tmp_path / "none.txt"]))


ROWS: list[dict[str, object]] = [
    {"id": "r1", "title": "One", "text": SENTENCE, "published": "2024-06-19", "publisher": "Ledger", "url": "https://a.b"},
    {"text": f"  {SENTENCE}\n", "other": 1},
    {"id": 7, "html": f"<p>{SENTENCE}</p><p>Read more: Harvest fails</p>"},
]  # fmt: skip


def check_rows(reports: list[Report]) -> None:
    first, second, third = reports
    assert first == Report("r1", "One", SENTENCE, "2024-06-19", "given", "Ledger", "https://a.b")
    assert (second.id, second.text, second.published) == ("rows:2", f"  {SENTENCE}\n", None)
    assert (third.id, third.text) == ("7", SENTENCE)


def test_json_lines(tmp_path: Path) -> None:
    reports, errors = both(write(tmp_path / "rows.jsonl", "\n".join(json.dumps(row) for row in ROWS)))
    check_rows(reports)
    assert errors == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    frame = pl.DataFrame([{key: str(value) for key, value in row.items()} for row in ROWS], infer_schema_length=None)
    path = tmp_path / "rows.csv"
    frame.write_csv(path, separator=delimiter)
    check_rows(both(path)[0])


def test_parquet(tmp_path: Path) -> None:
    rows = [{**row, "id": None if row.get("id") is None else str(row["id"])} for row in ROWS]
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(tmp_path / "rows.parquet")
    check_rows(both(tmp_path / "rows.parquet")[0])


def test_parquet_keeps_order_over_batches_and_reads_datetimes(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    texts = [f"{number} {SENTENCE}" for number in range(2500)]
    pl.DataFrame({"text": texts, "published": [datetime(2024, 6, 19, 10, 30)] * 2500}).write_parquet(path)
    reports, errors = both(path)
    assert [report.text for report in reports] == texts
    assert (reports[-1].id, reports[-1].published, errors) == ("rows:2500", "2024-06-19T10:30:00", [])


def test_bad_lines_of_json_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps({"text": SENTENCE})
    path = write(
        tmp_path / "rows.jsonl", f'{good}\n{{"text": \n[1]\n{{"id": 3}}\n\n{{"text": 5}}\n{{"text": ""}}\n{good}'
    )
    reports, errors = both(path)
    assert [report.id for report in reports] == ["rows:1", "rows:8"]
    assert [error.removeprefix(f"{path}:")[:12] for error in errors] == [
        "2: not JSON ",
        "3: a JSON li",
        "4: no column",
        "6: `text` is",
        "7: neither `",
    ]


def test_a_malformed_date_is_told_and_the_report_read_without_it(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", json.dumps({"text": SENTENCE, "published": "last Tuesday"}))
    reports, errors = both(path)
    assert [(report.published, report.published_basis) for report in reports] == [(None, None)]
    assert errors == [f"{path}:1: `published` is no date ('last Tuesday'); write it as 2024-06-19. Read without it"]


def test_csv_cells_may_be_very_long_and_rows_short(tmp_path: Path) -> None:
    long = " ".join([SENTENCE] * 20_000)
    path = write(tmp_path / "rows.csv", f'id,text\na,"{long}"\nb\nc,"two\nlines"\n')
    reports, errors = both(path)
    assert [(report.id, len(report.text)) for report in reports] == [("a", len(long)), ("c", 9)]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:2: ")


def test_rows_come_one_at_a_time(tmp_path: Path) -> None:
    line = json.dumps({"text": SENTENCE}) + "\n"
    path = write(tmp_path / "rows.jsonl", line * 3 + "{broken")
    reports: Iterator[Report] = read([path])
    assert [next(reports).id for _ in range(3)] == ["rows:1", "rows:2", "rows:3"]
    with pytest.raises(ReadError, match=":4: not JSON"):
        next(reports)


@pytest.mark.parametrize(
    ("content", "title", "identifier"),
    [
        (SENTENCE, None, "stdin"),
        (f"Ministers meet\n\n{SENTENCE}", "Ministers meet", "stdin"),
        (f"\n<!DOCTYPE html><html><body><article><h1>Ministers meet</h1><p>{SENTENCE}</p></article></body></html>",
         "Ministers meet", "stdin"),
        (json.dumps({"id": "x", "text": SENTENCE}), None, "x"),
    ],
)  # fmt: skip
def test_standard_input_is_text_page_or_json_lines(
    monkeypatch: pytest.MonkeyPatch, content: str, title: str | None, identifier: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (report,), errors = both("-")
    assert (report.id, report.title, report.text, errors) == (identifier, title, SENTENCE, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Der Präsident traf am Montag den Außenminister, wie das Amt mitteilte, und sprach mit ihm über die Lage an "
         "der Grenze, die seit Wochen geschlossen ist.", "German"),
        ("El presidente se reunió el lunes con el ministro de Exteriores en la capital, según dijeron fuentes del "
         "gobierno que pidieron no ser citadas por su nombre.", "Spanish"),
        ("Le président a rencontré lundi le ministre des Affaires étrangères dans la capitale, selon des responsables "
         "qui ont demandé que leur nom ne soit pas cité.", "French"),
        ("Presiden bertemu dengan menteri luar negeri di ibu kota pada hari Senin, kata para pejabat yang tidak ingin "
         "disebutkan namanya karena masalah ini.", "Indonesian"),
        ("Cumhurbaşkanı pazartesi günü başkentte dışişleri bakanı ile bir araya geldi ve iki ülke arasındaki sınır "
         "için yeni bir anlaşma olduğu söylendi, daha sonra da kapandı.", "Turkish"),
        ("Президент встретился в понедельник с министром иностранных дел в столице.", "Cyrillic"),
        ("总统星期一在首都会见了外交部长，双方讨论了边境问题。", "Chinese"),
    ],
)  # fmt: skip
def test_other_languages_are_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(NotEnglishError, match=said):
        read_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Präsident trifft Minister",
        "Xi Jinping, Nguyen Phu Trong, Jair Bolsonaro, Recep Tayyip Erdogan and Giorgia Meloni sign deal in Rio de "
        "Janeiro; Luiz Inacio Lula da Silva, Javier Milei and Gustavo Petro stay away from the talks.",
        "Iran fires missiles at Israel; Hezbollah, Houthis vow support; United States sends carriers; Britain, France "
        "urge restraint; Russia, China call emergency United Nations Security Council session.",
        "Путин said on Monday that Россия would not withdraw its troops from the region before a treaty is signed.",
    ],
)
def test_short_english_news_full_of_names_is_english(text: str) -> None:
    assert read_text(text).text == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-06-19", "2024-06-19"),
        ("2024/6/9", "2024-06-09"),
        ("20240619", "2024-06-19"),
        ("2024-06-19T10:30:00.123Z", "2024-06-19T10:30:00+00:00"),
        ("2024-06-19 10:30:00 +0530", "2024-06-19T10:30:00+05:30"),
        ("Wed, 19 Jun 2024 10:30:00 GMT", "2024-06-19T10:30:00+00:00"),
        ("June 19, 2024 10:30 pm", "2024-06-19T22:30:00"),
        ("19 June 2024", "2024-06-19"),
        (1718793000, "2024-06-19T10:30:00+00:00"),
        ("1718793000000", "2024-06-19T10:30:00+00:00"),
        ("2024-13-45", None),
        ("06/07/2024", None),
        ("soon", None),
        (2024, None),
        (True, None),
        (float("nan"), None),
    ],
)
def test_dates_as_pages_and_tables_write_them(value: object, expected: str | None) -> None:
    assert iso_date(value) == expected


def test_a_text_of_five_million_characters_in_one_line() -> None:
    text = f"{SENTENCE} " * 70_000
    assert len(read_text(text).text) == len(text) - 1


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<div", ">", "<a href='", "'>", "<table><td>", "<!--", "<script>", "&#0;", "\0"])
    | st.just(f"<p>{SENTENCE}</p>")
    | st.text(max_size=20),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")) | MARKUP)
def test_anything_is_a_report_or_a_named_error(content: bytes | str) -> None:
    for reader in (read_page, read_text):
        outcome = report_or_error(lambda reader=reader: reader(content, "given"))  # type: ignore[misc]
        if isinstance(outcome, WhowhomError):
            assert str(outcome).startswith("given: ")
            continue
        assert outcome.text.strip()
        assert "\0" not in outcome.text
        assert "\r" not in outcome.text
        outcome.text.encode("utf-8")


def report_or_error(reading: Callable[[], Report]) -> Report | WhowhomError:
    try:
        return reading()
    except WhowhomError as error:
        return error


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([".jsonl", ".csv", ".parquet", ".html", ".txt"]), st.binary(max_size=200))
def test_any_file_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes) -> None:
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", content)
    reports, errors = both(path)
    assert all(report.text.strip() for report in reports)
    assert all(error.startswith(str(path)) for error in errors)
    assert reports or errors or suffix == ".csv"


def test_a_list_of_results_full_of_names_is_english() -> None:
    results = "Vierling 3, Heritage 1; Melbourne 61, Bayside 44; " * 12
    assert read_text(f"Tuesday's results\n\n{results}").title == "Tuesday's results"
