"""Long calls: other threads go on, somebody hears how far it is, and Ctrl-C ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from anjieflow import Rules, lint

PACK = Rules.builtin().pack()


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    found = lint(PACK, prove=True, progress=lambda done, of: told.append((done, of)))
    assert found["coverage"]
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]


def test_what_the_callback_raises_ends_the_work() -> None:
    told: list[int] = []

    def stop(done: int, _of: int) -> None:
        told.append(done)
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        lint(PACK, prove=True, progress=stop)
    assert told == [1]


def test_other_threads_go_on_meanwhile() -> None:
    done = threading.Event()
    counted: list[int] = []

    def count() -> None:
        number = 0
        while not done.is_set():
            number += 1
        counted.append(number)

    thread = threading.Thread(target=count)
    thread.start()
    seen: list[Any] = []
    # Between two parts nothing of Python runs here: the thread counts if the lock is let go.
    lint(PACK, prove=True, progress=lambda *_: seen.append(time.thread_time()))
    done.set()
    thread.join()
    assert counted[0] > 1000


ENDLESS = """
from anjieflow import Rules, lint
pack = Rules.builtin().pack()
print("begun", flush=True)
while True:
    lint(pack, prove=True)
"""


def test_ctrl_c_ends_it() -> None:
    work = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert work.stdout is not None
    assert work.stdout.readline() == "begun\n"
    time.sleep(0.3)
    work.send_signal(signal.SIGINT)
    _, told = work.communicate(timeout=60)
    assert "KeyboardInterrupt" in told
    assert work.returncode != 0
