"""A process killed at any moment while it adds: nothing half in, nothing lost that was told as added."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from whowhom.chunks import in_chunks
from whowhom.evaluation.synthetic import codings
from whowhom.records import Coding
from whowhom.store import Store

ROUNDS = 50
PART = 4
"""Reports of one transaction."""
CONTENT = (
    "SELECT id, version, sha256, voice, story FROM reports ORDER BY ALL",
    "SELECT * EXCLUDE (day) FROM events ORDER BY event_id",
    "SELECT * FROM parties ORDER BY ALL",
    "SELECT * FROM statements ORDER BY ALL",
    "SELECT key, first, last, report_id FROM voice_key JOIN report ON no = report_no ORDER BY ALL",
    "SELECT key, first, last, report_id FROM story_key JOIN report ON no = report_no ORDER BY ALL",
    "SELECT key, first, last, event_id FROM incident_key JOIN event ON no = event_no ORDER BY ALL",
)


@pytest.fixture(scope="module")
def reports() -> list[Coding]:
    return list(codings(events=1_200, seed=7))


@pytest.fixture(scope="module")
def undisturbed(reports: list[Coding], tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    store = Store(tmp_path_factory.mktemp("undisturbed") / "s.duckdb")
    store.add(reports)
    return content(store)


def content(store: Store) -> list[object]:
    return [store.sql(query) for query in CONTENT]


class Adding:
    """A process of its own that adds reports part by part, telling of each part that it is in."""

    def __init__(self, store: Store, reports: Sequence[Coding]) -> None:
        told, tell = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            self._add(store, reports, tell)
        os.close(tell)
        self.told = os.fdopen(told)

    def _add(self, store: Store, reports: Sequence[Coding], tell: int) -> None:
        status = 1
        try:
            for part in in_chunks(reports, PART):
                store.add(part)
                os.write(tell, "".join(f"{coding.report.id}\n" for coding in part).encode())
            status = 0
        finally:
            os._exit(status)  # nothing of the test's own process is to be tidied up here

    def kill(self) -> set[str]:
        """What was told as added before the end."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the process that adds failed by itself"
        with self.told:
            return {line.strip() for line in self.told if line.endswith("\n")}


def check_whole(store: Store, reports: Sequence[Coding], told: set[str]) -> set[str]:
    """Every report told is there; every report there is whole. Its id, for each."""
    there = {row["id"] for row in store.sql("SELECT id FROM reports")} if store.path.exists() else set()
    assert told <= there
    if not there:
        return there
    wanted = [coding for coding in reports if coding.report.id in there]
    events = {e.event_id for coding in wanted for e in coding.events}
    assert {row["event_id"] for row in store.sql("SELECT event_id FROM event WHERE incident IS NOT NULL")} == events
    roles = Counter(
        (event.event_id, role)
        for coding in wanted
        for event in coding.events
        for role, parties in (("actor", event.actors), ("recipient", event.recipients),
                              ("speaker", event.asserted_by), ("denier", event.denied_by))
        for _ in parties
    )  # fmt: skip
    assert Counter((row["event_id"], row["role"]) for row in store.sql("SELECT event_id, role FROM parties")) == roles
    said = {s.statement_id for coding in wanted for s in coding.statements}
    assert {row["statement_id"] for row in store.sql("SELECT statement_id FROM statement")} == said
    for level, table in (("voice", "report"), ("story", "report"), ("incident", "event")):
        number = f"{table}_no"
        unlinked = f"SELECT count(*) AS n FROM {table} WHERE {level} IS NULL OR {level}_component IS NULL"
        strange = f"SELECT count(*) AS n FROM {level}_key WHERE no NOT IN (SELECT {number} FROM {table})"
        assert store.sql(unlinked)[0]["n"] == store.sql(strange)[0]["n"] == 0
    return there


def rounds(folder: Path, reports: list[Coding]) -> Iterator[tuple[Store, set[str]]]:
    """After each kill: the store, and what was told as added to it. A store that is full gives way to a new one."""
    rng, number, told = random.Random(5), 0, set[str]()
    store = Store(folder / "s0.duckdb")
    for _ in range(ROUNDS):
        process = Adding(store, [coding for coding in reports if coding.report.id not in told])
        if rng.random() < 0.5:  # wait until a transaction is through, so that kills fall into later ones as well
            process.told.readline()
        time.sleep(rng.uniform(0, 0.25))
        told |= process.kill()
        yield store, told
        if len(told) > len(reports) - 2 * PART:
            number, told = number + 1, set()
            store = Store(folder / f"s{number}.duckdb")


def test_nothing_is_half_in_and_nothing_told_is_lost(
    reports: list[Coding], undisturbed: list[object], tmp_path: Path
) -> None:
    stores: dict[Path, Store] = {}
    partly = 0
    for store, told in rounds(tmp_path, reports):
        there = check_whole(store, reports, told)
        partly += 0 < len(there) < len(reports)
        stores[store.path] = store
    assert partly > ROUNDS / 3, "most kills fell outside the additions: the test shows nothing"
    for store in stores.values():
        store.add(reports)
        assert content(store) == undisturbed
