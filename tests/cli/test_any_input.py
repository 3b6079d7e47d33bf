"""Whatever comes in: it is coded, or turned down with the project's own error, and every span stands on the text."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import whowhom
from whowhom.cli import main
from whowhom.export.marked_text import event_marks
from whowhom.reading import read_page, read_text

NAMES = ["Russia", "the U.N.", "President", "Kim’s", "troops", "he", "in Kyiv", "on Monday"]
VERBS = ["denied", "said", "that", "attacked", "not", "according to"]
MARKS = ["“", "”", '"', ".", ";", "(", ")", "--", "\n\n", "\u200b", "\u202e", "\x00", "é", "😀"]
WORDS = st.sampled_from([*NAMES, *VERBS, *MARKS])
NEWS = st.lists(WORDS, max_size=60).map(" ".join)
TEXTS = st.one_of(NEWS, st.text(max_size=400))
TAGS = st.sampled_from(["p", "div", "h1", "article", "span", "li", "script", "table", "svg", "title"])
PAGES = st.recursive(
    st.one_of(NEWS, st.text(max_size=80)),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=4)),
    max_leaves=12,
).map(lambda body: f"<html><body>{body}")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def coder() -> whowhom.Coder:
    return whowhom.Coder()


def spans(coding: whowhom.Coding) -> Iterator[whowhom.Span]:
    text = coding.report.text
    for event in coding.events:
        for mark in event_marks(event):
            yield whowhom.Span(mark.start, mark.end, text[mark.start : mark.end])
        yield from (event.trigger, *event.evidence)
        yield from (span for span in (event.cue, event.denial) if span)
        yield from (part.text for part in (event.date, event.place) if part)
    for statement in coding.statements:
        yield from (statement.cue, statement.content)
    parties = [p for e in coding.events for p in (*e.actors, *e.recipients, *e.asserted_by, *e.denied_by)]
    parties += [s.speaker for s in coding.statements if s.speaker]
    yield from (whowhom.Span(p.start, p.end, p.text) for p in parties)


def holds(coding: whowhom.Coding) -> bool:
    text = coding.report.text
    return all(0 <= s.start <= s.end <= len(text) and text[s.start : s.end] == s.text for s in spans(coding))


@FEW
@given(TEXTS)
@example("")
@example("Russia denied that it attacked Ukraine. " * 3 + "\u200bRussia\u202e attacked \x00Ukraine.")
def test_any_text_is_coded_and_its_spans_hold(coder, text):
    assert holds(coder.code(whowhom.Report("r", None, text, "2024-06-19", "given")))


@FEW
@given(TEXTS)
def test_any_text_file_is_coded_or_turned_down(coder, text):
    try:
        report = read_text(text.encode("utf-8", "surrogatepass"), "any.txt", id="any")
    except whowhom.ReadError:
        return
    assert holds(coder.code(report))


@FEW
@given(PAGES)
def test_any_page_is_coded_or_turned_down(coder, page):
    try:
        report = read_page(page.encode("utf-8", "surrogatepass"), "any.html", id="any")
    except whowhom.ReadError:
        return
    assert holds(coder.code(report))


FRENCH = (
    "Le président français a rencontré mardi à Berlin le chancelier allemand, selon un communiqué de la présidence. "
    "Les deux dirigeants ont évoqué la guerre et la situation économique de leurs pays respectifs pendant deux heures."
)
BAD = {
    "empty.html": b"",
    "blank.txt": b" \n\n ",
    "binary.html": bytes(range(256)) * 40,
    "nothing.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "cut.html": b"<html><head><title>Cut off</title><script>var x = ",
    "french.txt": FRENCH.encode(),
    "broken.jsonl": b'{"id": "1", "text": "Fra',
    "notext.csv": b"id,title\n1,Nothing\n",
    "broken.parquet": b"PAR1 and then nothing",
    "unknown.docx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_rest_is_coded(tmp_path, capsys, name):
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text("France condemned Russia on Monday.", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["code", str(tmp_path / name), str(tmp_path / "good.txt"), "-o", str(out)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"whowhom: {tmp_path / name}")
    assert len(err.splitlines()) == 1
    assert '"report_id": "good"' in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "<p>France condemned Russia on Monday.</p>",
        "<html><body><article><p>" + "France condemned Russia on Monday. " * 20,
        "<html><body><article>" + "<p>France condemned Russia on Monday.</p>\ufeff\u200f" * 10,
    ],
    ids=["nested", "truncated", "marks"],
)
def test_odd_pages_are_coded_or_named(tmp_path, capsys, page):
    path = tmp_path / "odd.html"
    path.write_text(page, encoding="utf-8")
    status = main(["code", str(path), "-o", str(tmp_path / "out.jsonl")])
    err = capsys.readouterr().err
    assert (status, err == "") in ((0, True), (1, False))
    assert (tmp_path / "out.jsonl").exists() is (status == 0)
    assert status == 0 or err.startswith(f"whowhom: {path}: ")
