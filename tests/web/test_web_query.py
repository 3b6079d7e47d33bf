"""What an address can ask for, and what is refused."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from whowhom.commands.conditions import add_conditions
from whowhom.store import Store
from whowhom.web.query import FIELDS, LONGEST, Query, read
from whowhom.web.refusal import Refusal


def test_the_page_has_every_condition_of_the_command() -> None:
    parser = argparse.ArgumentParser()
    add_conditions(parser)
    names = {
        action.option_strings[0].lstrip("-") if action.option_strings else action.dest for action in parser._actions
    }
    assert names - {"h", "help"} <= set(FIELDS)


@pytest.mark.parametrize("query", [
    "text=reef", "actor=China", "recipient=PHL", "party=Japan", "between=CHN&between=PHL", "type=ASSAULT",
    "mode=multilateral", "quad=3", "modality=planned", "since=2024-08", "until=2024-06", "place=Jakarta",
    "publisher=Harbour", "asserted-by=Manila&asserted-by=PHL", "denied-by=China", "disputed=1", "instrument=access",
    "report=talks",
])  # fmt: skip
def test_every_condition_narrows(client: TestClient, query: str) -> None:
    assert 0 < client.get(f"/incidents.json?{query}").json()["incidents"] < 9


def test_incident_and_story(client: TestClient, path: Path) -> None:
    row = Store(path).sql("SELECT incident, story FROM events WHERE event_id = 'talks-1'")[0]
    assert client.get(f"/incidents.json?incident={row['incident']}").json()["incidents"] == 1
    assert client.get(f"/incidents.json?story={row['story']}").json()["incidents"] >= 2


def test_conditions_stand_in_the_form_and_can_be_taken_out(client: TestClient) -> None:
    text = client.get("/incidents?actor=China&quad=4&disputed=1").text
    assert 'name="actor" type="text" maxlength="200" value="China"' in text
    assert 'name="quad" value="4" checked' in text
    assert 'href="/incidents?quad=4&amp;disputed=1" aria-label="Take out actor China"' in text


def test_a_form_sends_empty_fields_and_lists(client: TestClient) -> None:
    answer = client.get("/incidents?text=&actor=China%3B+Japan&since=&sort=newest", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/incidents?actor=China&actor=Japan&sort=newest"


@pytest.mark.parametrize(("address", "given", "expected"), [
    ("/incidents?quad=7", "7", "1, 2, 3, 4"),
    ("/incidents?type=SHOUT", "SHOUT", "AGREE, CONSULT"),
    ("/incidents?modality=maybe", "maybe", "actual, planned, possible, negated"),
    ("/incidents?since=yesterday", "yesterday", "2024-06-19"),
    ("/incidents?until=2024-02-31", "2024-02-31", "2024-06-19"),
    ("/incidents?disputed=perhaps", "perhaps", "1"),
    ("/incidents?between=CHN", "CHN", "between=A&amp;between=B"),
    ("/incidents?sort=beautiful", "beautiful", "newest, oldest"),
    ("/incidents?page=0", "0", "a number from 1"),
    ("/incidents?page=99999999999999999999", "99999999999999999999", "a number from 1"),
    ("/incidents?colour=red", "colour", "sort, page, text, actor"),
    ("/?by=fortnight", "fortnight", "day, week, month"),
    ("/dyad?one=China&other=CHN", "China; CHN", "two different parties"),
    ("/dyad?one=China", "no other", "/dyad?other"),
    ("/actor?name=China&type=AID", "type", "name, by, since, until"),
    ("/report", "no id", "/report?id"),
])  # fmt: skip
def test_what_cannot_be_read_is_told(client: TestClient, address: str, given: str, expected: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert f"<bdi>{given}</bdi>" in answer.text
    assert expected in answer.text


@pytest.mark.parametrize(
    "address", ["/nowhere", "/incident?id=i0", "/report?id=none", "/download/docx", "/static/../app.py"]
)
def test_what_is_not_there_is_told(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_errors_in_the_form_that_was_asked_for(client: TestClient) -> None:
    answer = client.get("/incidents.json?quad=7")
    assert (answer.status_code, answer.json()["given"], answer.json()["expected"]) == (400, "7", "1, 2, 3, 4")
    answer = client.get("/incidents.csv?quad=7")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    assert client.request(method, "/incidents").status_code == 405


def test_limits() -> None:
    with pytest.raises(Refusal, match="value of text"):
        read([("text", "a" * (LONGEST + 1))], {})
    with pytest.raises(Refusal, match="Too many values of actor"):
        read([("actor", str(n)) for n in range(21)], {})
    with pytest.raises(Refusal, match="Too many values of text"):
        read([("text", "a"), ("text", "b")], {})


def test_long_addresses_are_refused(client: TestClient) -> None:
    assert client.get("/incidents?text=" + "a" * 5000).status_code == 414


def test_changing_conditions() -> None:
    query = Query((("actor", "China"), ("quad", "4")))
    assert query.but(quad=None).string() == "?actor=China"
    assert query.but(quad="1", asserted_by="A & B").string() == "?actor=China&quad=1&asserted-by=A+%26+B"
    assert query.without("actor", "China").string(sort="newest", page=None) == "?quad=4&sort=newest"
    assert Query().string() == ""


def test_a_semicolon_in_a_search_leads_nowhere_else(client: TestClient) -> None:
    assert client.get("/search?q=a%3B+b", follow_redirects=False).status_code == 200
