"""Every page, its twins, and what stands on it."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from whowhom.store import Store
from whowhom.store.incidents import incidents
from whowhom.store.selection import Selection
from whowhom.web.listing import listed
from whowhom.web.pages import KINDS

INCIDENT = "/incident?id={incident}"
PAGES = {
    "/": "/overview",
    "/incidents": "/incidents",
    "/incident": INCIDENT,
    "/report": "/report?id=shoal%2F2&event=shoal_2-1",
    "/dyad": "/dyad?one=China&other=Philippines",
    "/actor": "/actor?name=China",
    "/instruments": "/instruments",
    "/search": "/search?q=Philippines",
}
"""Each kind of page to an address of one, without its suffix."""


@pytest.fixture(scope="module")
def rammed(path: Path) -> str:
    """The incident that three reports tell of, and one denies."""
    return str(Store(path).sql("SELECT incident FROM events WHERE event_id = 'shoal_2-1'")[0]["incident"])


def address(path: str, suffix: str, rammed: str) -> str:
    page, question, query = PAGES[path].format(incident=rammed).partition("?")
    return ("/" if path == "/" and not suffix else page + suffix) + question + query


def test_every_kind_is_tested() -> None:
    assert {kind.path for kind in KINDS} == set(PAGES)


@pytest.mark.parametrize("kind", PAGES)
def test_page(client: TestClient, rammed: str, kind: str) -> None:
    answer = client.get(address(kind, "", rammed))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in answer.headers
    assert "<main" in answer.text
    assert html.escape(address(kind, ".json", rammed)) in answer.text
    assert html.escape(address(kind, ".csv", rammed)) in answer.text


@pytest.mark.parametrize("kind", PAGES)
def test_json_twin(client: TestClient, rammed: str, kind: str) -> None:
    answer = client.get(address(kind, ".json", rammed))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()


@pytest.mark.parametrize("kind", PAGES)
def test_csv_twin(client: TestClient, rammed: str, kind: str) -> None:
    answer = client.get(address(kind, ".csv", rammed))
    assert answer.status_code == 200, answer.text
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize(
    ("full", "empty"),
    [("/overview.csv", "/overview.csv?party=Peru"), ("/incidents.csv", "/incidents.csv?party=Peru"),
     ("/actor.csv?name=China", "/actor.csv?name=Peru"), ("/instruments.csv", "/instruments.csv?party=Peru"),
     ("/search.csv?q=Philippines", "/search.csv?q=Peru")],
)  # fmt: skip
def test_csv_twin_without_lines_has_its_head(client: TestClient, full: str, empty: str) -> None:
    head, *rows = client.get(full).text.splitlines()
    assert rows
    assert client.get(empty).text.splitlines() == [head]


def test_overview_counts_incidents_not_reports(client: TestClient, path: Path) -> None:
    told = client.get("/overview.json").json()
    assert told["totals"]["incidents"] == len(Store(path).sql("SELECT incident FROM incidents")) == 9
    assert told["totals"]["reports"] == 7
    assert told["totals"]["disputed"] == 2
    assert sum(bar["incidents"] for bar in told["timeline"]) == 9
    assert [entry["stance"] for entry in told["disputes"][-1]["entries"]] == ["asserts", "denies"]


@pytest.mark.parametrize(
    "conditions",
    ["", "actor=China", "type=ASSAULT", "disputed=1", "since=2024-07&until=2024-07-31", "party=Japan", "place=IDN"],
)
def test_numbers_of_the_overview_are_those_of_the_lists_they_lead_to(client: TestClient, conditions: str) -> None:
    told = client.get(f"/overview.json?{conditions}").json()
    assert told["totals"]["incidents"] == client.get(f"/incidents.json?{conditions}").json()["incidents"] > 0
    for kind in told["types"]:
        query = f"{conditions}&type={kind['event_type']}" if "type=" not in conditions else conditions
        assert client.get(f"/incidents.json?{query}").json()["incidents"] == kind["incidents"]
    for country, count in told["countries"].items():
        query = f"{conditions}&place={country}" if "place=" not in conditions else conditions
        assert client.get(f"/incidents.json?{query}").json()["incidents"] == count["incidents"]


def test_pairs_are_those_of_the_command(client: TestClient, path: Path) -> None:
    told = {(one["actor"], one["recipient"]): one["incidents"] for one in client.get("/overview.json").json()["pairs"]}
    assert told == {(one.actor, one.recipient): one.incidents for one in Store(path).matrix()}


def test_incident_page_tells_who_asserts_and_who_denies(client: TestClient, rammed: str) -> None:
    text = client.get(f"/incident?id={rammed}").text
    assert text.index('<span class="verb">asserts') < text.index('<span class="verb">denies')
    assert "The same text also in" in text
    assert "Island Echo" in text
    assert 'href="https://ledger.example/shoal?id=1&amp;x=2"' in text
    assert 'class="status disputed"' in text


def test_incidents_tell_reports_and_voices(client: TestClient) -> None:
    assert "<b>3 reports</b>, 2 voices" in client.get("/incidents").text


@pytest.mark.parametrize(("modality", "words"), [
    ("planned", "planned"), ("possible", "possible"), ("negated", "told as not done"),
])  # fmt: skip
def test_status_stands_in_words_and_outline(client: TestClient, modality: str, words: str) -> None:
    text = client.get(f"/incidents?modality={modality}").text
    assert f'<span class="status {modality}">{words}</span>' in text


def test_report_marks_every_span_and_leads_both_ways(client: TestClient) -> None:
    text = client.get("/report?id=shoal%2F1&event=shoal_1-1").text
    for role in ("trigger", "actor", "recipient", "speaker", "cue", "date", "place", "content"):
        assert f'class="m {role}' in text.partition('class="text"')[2], role
    assert 'id="words-shoal_1-1"' in text
    assert 'href="#words-shoal_1-1"' in text
    assert 'href="#record-shoal_1-1"' in text
    assert 'id="record-shoal_1-1"' in text
    assert " asked" in text  # the sentence that was asked for stands out without a script
    assert "Beijing denies ramming" in text  # a related report


def test_copies_are_no_related_reports(client: TestClient) -> None:
    assert "Island Echo" not in client.get("/report?id=shoal%2F1").text


def test_dyad_and_actor(client: TestClient) -> None:
    dyad = client.get("/dyad?one=CHN&other=Philippines&by=month")
    assert "China</a></bdi> and <bdi>" in dyad.text
    assert "<svg" in dyad.text
    relations = client.get("/dyad.json?one=CHN&other=Philippines&by=month").json()["relations"]
    assert sum(one["incidents"] for one in relations) == 4
    actor = client.get("/actor?name=Japan").text
    assert "Reciprocal Access Agreement" in actor
    assert "Philippines" in actor


def test_time_narrows_a_dyad(client: TestClient) -> None:
    told = client.get("/dyad.json?one=CHN&other=PHL&since=2024-07&until=2024-07").json()
    assert [one["event_type"] for one in told["newest"]] == ["CONSULT"]


def test_instruments(client: TestClient) -> None:
    told = client.get("/instruments.json?name=access").json()
    assert [one["name"] for one in told] == ["Reciprocal Access Agreement"]
    assert client.get("/instruments.json?name=zzz").json() == []


def test_search_finds_parties_titles_and_sentences(client: TestClient) -> None:
    told = client.get("/search.json?q=ramming").json()
    assert [one["report_id"] for one in told["reports"]] == ["shoal/2"]
    told = client.get("/search.json?q=sailors").json()
    assert told["parties"] == []
    told = client.get("/search.json?q=coast").json()
    assert told["parties"] == ["China Coast Guard"]
    assert {one["event_type"] for one in told["incidents"]} == {"ASSAULT"}
    assert client.get("/search").status_code == 200


@pytest.mark.parametrize("sort", ["newest", "oldest", "reports", "voices", "hostile", "cooperative"])
def test_sorting(client: TestClient, sort: str) -> None:
    found = client.get(f"/incidents.json?sort={sort}").json()["found"]
    assert len(found) == 9
    keys = {
        "newest": lambda one: -int((one["day"] or one["last_report"][:10]).replace("-", "")),
        "oldest": lambda one: int((one["day"] or one["first_report"][:10]).replace("-", "")),
        "reports": lambda one: -one["reports"], "voices": lambda one: -one["voices"],
        "hostile": lambda one: one["intensity"], "cooperative": lambda one: -one["intensity"],
    }  # fmt: skip
    assert [keys[sort](one) for one in found] == sorted(keys[sort](one) for one in found)


@pytest.mark.parametrize("order", ["reports", "voices", "newest"])
@pytest.mark.parametrize("quad", [(), (1,), (4, 3)])
def test_lists_are_those_of_the_command(path: Path, order: Any, quad: tuple[int, ...]) -> None:
    selection = Selection(quad=quad)
    with Store(path).reading() as connection:
        whole = [one.incident for one in incidents(connection, selection, order)]
        parts = [one.incident for at in range(0, 10, 2) for one, _ in listed(connection, selection, order, 2, at)[0]]
    assert parts == whole


def test_pages_of_incidents(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whowhom.web.pages.incidents.ON_A_PAGE", 4)
    seen = [one["incident"] for page in (1, 2, 3) for one in client.get(f"/incidents.json?page={page}").json()["found"]]
    assert len(seen) == len(set(seen)) == 9
    text = client.get("/incidents?quad=1&quad=2&quad=3&quad=4&page=2").text
    assert "5 to 8" in text
    assert 'href="/incidents?quad=1&amp;quad=2&amp;quad=3&amp;quad=4&amp;page=3" rel="next"' in text


def test_nothing_found_is_told(client: TestClient) -> None:
    for page in ("/", "/incidents", "/instruments", "/dyad?one=Chile&other=Peru", "/actor?name=Chile", "/search?q=zzz"):
        join = "&" if "?" in page else "?"
        answer = client.get(page if "Chile" in page or "zzz" in page else f"{page}{join}actor=Chile")
        assert answer.status_code == 200
        assert 'class="nothing"' in answer.text
