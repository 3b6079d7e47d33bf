"""A store of invented reports, and the page over it as a client that needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from web.invented_store import fill
from whowhom.web.app import make_app


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "told.duckdb"
    fill(path)
    return path


@pytest.fixture(scope="session")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path), base_url="http://127.0.0.1:8321") as client:
        yield client
