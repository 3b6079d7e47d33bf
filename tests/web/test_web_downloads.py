"""The events of a selection, in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient

from whowhom.web.downloads import TABLES, offered


@pytest.mark.parametrize("name", offered())
def test_every_format(client: TestClient, name: str) -> None:
    answer = client.get(f"/download/{name}?denied-by=China")
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content
    if answer.headers["content-disposition"].endswith('.zip"'):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
            assert archive.namelist()


def test_the_selection_holds(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/download/csv?actor=Japan&modality=planned").text)))
    assert [row["event_id"] for row in rows] == ["plans-1"]
    lines = client.get("/download/jsonl?report=talks").text.splitlines()
    assert sorted(json.loads(line)["event_id"] for line in lines) == ["talks-1", "talks-2"]


def test_too_many_are_for_the_command_line(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whowhom.web.downloads.MOST", 3)
    answer = client.get("/download/csv")
    assert answer.status_code == 400
    assert "whowhom export" in answer.text
    assert "11 events" in answer.text


def test_the_page_offers_them_for_its_selection(client: TestClient) -> None:
    text = client.get("/incidents?actor=Japan").text
    for name in offered():
        assert f'href="/download/{name}?actor=Japan"' in text
    assert {"jsonl", "csv", "parquet"} == set(TABLES)


def test_wrong_conditions_are_told(client: TestClient) -> None:
    assert client.get("/download/csv?quad=9").status_code == 400
