"""The Python interface: `import whowhom`."""

import subprocess
import sys
from dataclasses import replace

import pytest

import whowhom
from whowhom import batch
from whowhom.batch import FEW, Setup, code_reports

TEXT = "France condemned Russia on Monday. Russian President Vladimir Putin met Kim Jong Un in Pyongyang."


def report(name="r", text=TEXT):
    return whowhom.Report(name, None, text, "2024-06-19", "given")


def test_import_is_light():
    script = "import sys, whowhom; print({'spacy', 'polars', 'trafilatura', 'numpy'} & sys.modules.keys())"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "set()\n"
    )


def test_every_name_is_there():
    assert [name for name in whowhom.__all__ if not hasattr(whowhom, name)] == []
    assert whowhom.__version__
    with pytest.raises(AttributeError, match="no_such_name"):
        whowhom.no_such_name  # noqa: B018


def test_code_a_report():
    coding = whowhom.code(report())
    assert coding.report.id == "r"
    assert str(coding.events[0]).startswith("France -> Russia  ACCUSE disapprove")
    assert all(TEXT[p.start : p.end] == p.text for event in coding.events for p in event.actors)


def test_code_a_path(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert whowhom.code(path).events
    assert whowhom.code(str(path), published="2024-06-19").report.published.startswith("2024-06-19")


def test_code_needs_one_report(tmp_path):
    path = tmp_path / "two.jsonl"
    path.write_text(
        '{"id": "a", "text": "France condemned Russia."}\n{"id": "b", "text": "It did."}\n', encoding="utf-8"
    )
    with pytest.raises(whowhom.ReadError, match="code_many"):
        whowhom.code(path)
    with pytest.raises(whowhom.ReadError, match=r"missing\.html"):
        whowhom.code(tmp_path / "missing.html")


def test_code_many(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    told = []
    codings = whowhom.code_many([path, tmp_path / "missing.html", report("second")], on_error=told.append)
    assert [coding.report.id for coding in codings] == ["page", "second"]
    assert [failure.name for failure in codings.failures] == [failure.name for failure in told]
    assert len(told) == 1
    assert len(codings.events) == sum(len(coding.events) for coding in codings) > 0
    assert codings.events.to_polars()["report_id"].unique(maintain_order=True).to_list() == ["page", "second"]
    assert len(codings.statements.to_polars()) == len(codings.statements)
    assert len(codings[:1]) == 1


def test_code_many_takes_one_path(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [coding.report.id for coding in whowhom.code_many(str(tmp_path))] == ["a"]


def test_coder():
    coder = whowhom.Coder()
    reports = [report(str(n)) for n in range(3)]
    codings = list(coder.code_all(reports))
    assert [coding.report for coding in codings] == reports
    assert codings[0] == coder.code(reports[0])


def test_the_same_report_gives_the_same_records():
    assert whowhom.code(report()) == whowhom.code(report())


def test_without_statements_the_events_are_the_same():
    text = f"{TEXT} “We deny it,” the Kremlin said. According to officials, rebels attacked a bridge in Mali on Friday."
    full, fast = Setup().coder().code(report(text=text)), Setup(statements=False).coder().code(report(text=text))
    assert full.statements
    assert fast.statements == ()
    assert full.events == fast.events


class Breaking:
    """A coder that fails on one report."""

    def __init__(self, error):
        self.error = error

    def code_all(self, reports):
        return map(self.code, reports)

    def code(self, report):
        if report.id == "7":
            raise self.error
        return whowhom.Coding(report, ())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (whowhom.NotEnglishError("7", "the text is in French"), "7: the text is in French"),
        (ZeroDivisionError("division by zero"), "7: cannot be coded: ZeroDivisionError: division by zero"),
    ],
)
def test_a_report_that_cannot_be_coded_is_named_and_the_rest_is_coded(monkeypatch, error, told):
    monkeypatch.setattr(batch.Setup, "coder", lambda self: Breaking(error))
    failures = []
    codings = list(code_reports([report(str(n)) for n in range(12)], Setup(), failures.append, 1))
    assert [coding.report.id for coding in codings] == [str(n) for n in range(12) if n != 7]
    assert [str(failure) for failure in failures] == [told]


def test_many_processes_keep_the_order_and_the_reports():
    reports = [report(f"r{n}", TEXT if n % 2 else "Nothing was said.") for n in range(FEW * 2 + 3)]
    codings = list(code_reports(iter(reports), Setup(), pytest.fail, 2))
    assert [coding.report for coding in codings] == reports
    assert [bool(coding.events) for coding in codings] == [bool(n % 2) for n in range(len(reports))]


def test_a_coder_that_cannot_be_made_is_told():
    reports = [report(str(n)) for n in range(FEW * 2)]
    with pytest.raises(whowhom.ModelError, match="en_no_such_model"):
        list(code_reports(reports, Setup(model="en_no_such_model"), pytest.fail, 2))


def test_event_ids_depend_on_the_report():
    one, other = whowhom.code(report("a")), whowhom.code(replace(report("a"), id="b"))
    assert {e.event_id for e in one.events}.isdisjoint(e.event_id for e in other.events)
