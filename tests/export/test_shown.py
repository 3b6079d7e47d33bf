"""What a person sees: the table of a terminal and the marked text of a notebook."""

import io
import re
from dataclasses import replace
from html import unescape

import pytest
from rich.console import Console

from whowhom.export.notebook import html
from whowhom.export.table import marked, show_events, show_reports, show_statements, when
from whowhom.records import Coding, EventDate, Span


def shown(show, *args, width=120):
    file = io.StringIO()
    show(*args, Console(file=file, width=width, highlight=False))
    return file.getvalue()


def test_a_row_has_all_that_a_record_says(coding):
    text = shown(show_events, coding.report, coding.events)
    heading, columns, *rows = text.splitlines()
    assert heading == "Cairo & the rebels  The Gazette · 2024-05-04 · 2 events"
    assert re.split(r"\s{2,}", columns) == ["who", "what", "whom", "according to", "denied by", "when", "where"]
    for words in ("Egypt (EGY GOV)", "AID", "<rebels> (REB)", "2024-05-03", "Cairo (EGY)", "ASSAULT aerial"):
        assert words in text
    assert "(possible)" in text
    assert "had [sent weapons] & “food”" in text
    assert max(map(len, rows)) <= 120


def test_columns_stand_under_each_other(coding):
    lines = shown(show_events, coding.report, coding.events).splitlines()
    head = lines[1]
    assert lines[2].index("AID") == head.index("what")
    assert lines[2].index("2024-05-03") == head.index("when")


def test_no_line_ends_in_blanks(coding):
    lines = shown(show_events, coding.report, coding.events).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_report_without_events_is_named(coding):
    assert shown(show_events, coding.report, ()).splitlines() == [
        "Cairo & the rebels  The Gazette · 2024-05-04 · no events"
    ]


def test_markup_in_a_report_is_text(coding):
    odd = replace(coding.report, title="[red]No[/red] [link")
    assert "[red]No[/red] [link" in shown(show_events, odd, ())


def test_statements(coding):
    text = shown(show_statements, coding.report, coding.statements)
    assert "Ministry officials (EGY GOV)" in text
    assert "asserts: said" in text
    assert "“food”" in text
    assert "(unnamed)" in text


def test_reports(coding):
    text = shown(show_reports, [coding.report])
    assert "2024-05-04 (given)" in text
    assert "r-1" in text


def test_a_trigger_far_behind_is_shown():
    sentence = Span(0, 1006, "word " * 200 + "struck")
    text = marked(sentence, Span(1000, 1006, "struck")).plain
    assert text.startswith("… word")
    assert text.endswith("[struck]")
    assert len(text) < 250


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        ("2024-06-19", "2024-06-19", "day", "2024-06-19"),
        ("2024-06-19", "2024-06-21", "day", "2024-06-19 to 2024-06-21"),
        ("2024-06-01", "2024-06-30", "month", "2024-06"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
    ],
)
def test_a_date_is_as_exact_as_its_words(start, end, precision, told):
    assert when(EventDate(start, end, precision, "stated", Span(0, 1, "x"))) == told


def test_a_notebook_shows_the_whole_text_with_its_spans_marked(coding):
    page = html(coding)
    body = page[page.index("pre-wrap") :].partition("<table>")[0]
    assert unescape(re.sub(r"<[^>]*>", "", body)).endswith(coding.report.text)
    assert '<mark title="trigger"' in body
    assert re.search(r'title="recipient"[^>]*>&lt;rebels&gt;<', body)
    assert re.search(r'title="denial"[^>]*>denied<', body)
    assert "<td>AID</td>" in page
    assert "<rebels>" not in page
    assert coding._repr_html_() == page


def test_where_spans_overlap_the_trigger_shows(coding):
    body = html(coding)
    assert re.search(r'title="trigger"[^>]*>sent<', body)


def test_a_notebook_of_nothing(coding):
    assert "No events." in html(Coding(coding.report, ()))
