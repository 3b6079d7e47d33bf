"""Many hosts at once, one thread each; and the wish to stop."""

from __future__ import annotations

import os
import signal
import threading
import time

from whowhom.feeds.hosts import AT_ONCE, each_host
from whowhom.feeds.stopping import Stop

FOREVER = float("inf")


def test_each_host_is_asked_by_one_at_a_time_and_all_tasks_are_done() -> None:
    tasks = [f"https://h{host}.example/{page}" for page in range(5) for host in range(30)]
    at_once: dict[str, int] = {}
    threads: set[int] = set()

    def do(task: str) -> str:
        host = task.split("/")[2]
        at_once[host] = at_once.get(host, 0) + 1
        assert at_once[host] == 1
        threads.add(threading.get_ident())
        time.sleep(0.001)
        at_once[host] -= 1
        return task.upper()

    found = list(each_host(tasks, str, do, Stop(), FOREVER))
    assert sorted(found) == sorted((task, task.upper()) for task in tasks)
    pages_of_one = [task for task, _ in found if "//h7." in task]
    assert pages_of_one == sorted(pages_of_one)
    assert 1 < len(threads) <= AT_ONCE


def test_a_slow_host_holds_up_nobody() -> None:
    slow = threading.Event()
    tasks = ["https://slow.example/1", *(f"https://quick.example/{n}" for n in range(40))]
    found = each_host(tasks, str, lambda task: slow.wait(20) if "slow" in task else True, Stop(), FOREVER)
    first = [next(found)[0] for _ in range(40)]
    assert all("quick" in task for task in first)
    slow.set()
    assert [task for task, _ in found] == ["https://slow.example/1"]


def test_after_its_time_no_more_is_begun() -> None:
    tasks = [f"https://one.example/{n}" for n in range(1000)]
    found = list(each_host(tasks, str, lambda _: time.sleep(0.02), Stop(), 0.2))
    assert 1 <= len(found) < 30


def test_after_a_stop_nobody_is_waited_for() -> None:
    stop, never = Stop(), threading.Event()
    tasks = ["https://slow.example/1", *(f"https://quick.example/{n}" for n in range(1000))]

    def do(task: str) -> bool:
        if task.endswith("/5"):
            stop.set()
        return never.wait(30) if "slow" in task else True

    begin = time.monotonic()
    found = [task for task, _ in each_host(tasks, str, do, stop, FOREVER)]
    assert time.monotonic() - begin < 5
    assert set(found) <= set(tasks[1:7])
    never.set()


def test_a_task_that_fails_against_all_rules_ends_no_wait() -> None:
    threading.excepthook, old = (lambda _: None), threading.excepthook
    try:
        tasks = ["https://bad.example/1", "https://good.example/1"]
        found = list(each_host(tasks, str, lambda task: 1 // ("bad" not in task), Stop(), FOREVER))
    finally:
        threading.excepthook = old
    assert found == [("https://good.example/1", 1)]


def test_a_stop_wakes_all_who_wait() -> None:
    stop = Stop()
    woken: list[bool] = []
    waiting = [threading.Thread(target=lambda: woken.append(stop.wait(60))) for _ in range(5)]
    for thread in waiting:
        thread.start()
    assert not stop.wait(0.05)
    begin = time.monotonic()
    stop.set()
    stop.set()
    for thread in waiting:
        thread.join()
    assert woken == [True] * 5
    assert time.monotonic() - begin < 5
    stop.close()


def test_signals_are_wishes_within_the_block_only() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    stop = Stop()
    with stop.on_signals():
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    stop.close()
