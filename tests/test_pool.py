"""Processes that die or hang: the item at fault is named, the rest is done, in order."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from whowhom.errors import ModelError, WhowhomError
from whowhom.pool import Lost, Pool

LIMIT = 60.0


def start(folder: str):
    return partial(work, folder)


def work(folder: str, items: list[str]) -> list[str]:
    """`die` ends its process, `die once` the first time only, `hang` never comes back."""
    for item in items:
        mark = Path(folder, item)
        if item == "die" or (item == "die once" and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "hang":
            time.sleep(1000)
    return [item.upper() for item in items]


def refuse():
    raise ModelError("no model")


def die():
    os._exit(1)


def run(folder, chunks, workers=2, limit=LIMIT):
    return list(Pool(partial(start, str(folder)), workers, limit).run(iter(chunks)))


def test_results_come_in_the_order_of_the_items(tmp_path):
    chunks = [[f"{n}a", f"{n}b"] for n in range(20)]
    assert run(tmp_path, chunks) == [(item, item.upper()) for chunk in chunks for item in chunk]


def test_who_kills_its_process_is_named_and_the_rest_goes_on(tmp_path):
    found = run(tmp_path, [["a", "die", "b"], ["c"]])
    assert [item for item, _ in found] == ["a", "die", "b", "c"]
    assert isinstance(found[1][1], Lost)
    assert "ended" in found[1][1].reason
    assert [result for item, result in found if item != "die"] == ["A", "B", "C"]


def test_a_process_killed_from_outside_costs_nothing(tmp_path):
    found = run(tmp_path, [["a", "die once", "b"], ["c"]])
    assert found == [("a", "A"), ("die once", "DIE ONCE"), ("b", "B"), ("c", "C")]


def test_who_hangs_is_named(tmp_path):
    found = run(tmp_path, [["a", "hang"], ["b"]], limit=1.5)
    assert dict(found)["a"] == "A"
    assert dict(found)["b"] == "B"
    assert "1.5 seconds" in dict(found)["hang"].reason


def test_an_error_at_the_start_ends_all():
    with pytest.raises(ModelError, match="no model"):
        list(Pool(refuse, 2, LIMIT).run(iter([["a"]])))


def test_a_process_that_cannot_start_ends_all():
    with pytest.raises(WhowhomError, match="--workers 1"):
        list(Pool(die, 1, LIMIT).run(iter([["a"]])))


def test_reading_does_not_run_ahead_without_bound(tmp_path):
    read = []

    def chunks():
        for number in range(50):
            read.append(number)
            yield [str(number)]

    results = Pool(partial(start, str(tmp_path)), 1, LIMIT).run(chunks())
    next(results)
    assert len(read) < 10
    results.close()


def test_stopping_in_the_middle_ends_the_processes(tmp_path):
    results = Pool(partial(start, str(tmp_path)), 1, 1000).run(iter([["a"], ["hang"]]))
    assert next(results) == ("a", "A")
    begin = time.monotonic()
    results.close()
    assert time.monotonic() - begin < 30
