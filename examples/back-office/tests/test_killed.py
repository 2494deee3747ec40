"""Killed anywhere and run again, a night comes to the same, byte for byte."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from nights import arguments, environment, files, prepare, run, stored

from back_office.outputs.outbox import Outbox

# Of 25 rows, 17 of them with an event, and 67 files: at the beginning, in the midst, near the end.
POINTS = {
    "sqlite": [
        ("statement", 2),
        ("statement", 30),
        ("commit", 12),
        ("rename", 1),
        ("renamed", 20),
        ("rename", 9999),
    ],
    "postgresql": [("statement", 31), ("commit", 7), ("rename", 30)],
}


@pytest.fixture
def office(url: str) -> str:
    prepare(url)
    return url


def test_killed_and_run_again(office: str, copy_of: Callable[[str], str], tmp_path: Path) -> None:
    whole = copy_of(office)
    assert run(whole, tmp_path / "whole") == 0
    told, kept = files(tmp_path / "whole"), stored(whole)
    assert "2026-03-20/wang/worklist.xlsx" in told
    assert len(kept["inbox_items"]) == 24
    for number, (what, count) in enumerate(POINTS[office.partition(":")[0]]):
        url, out = copy_of(office), tmp_path / f"killed-{number}"
        died = run(url, out, "killed_at", what, str(count))
        # The last point is never reached: the count itself changes nothing.
        assert died == (-signal.SIGKILL if count < 9999 else 0), (what, count)
        if count < 9999:
            assert (files(out), stored(url)) != (told, kept), (what, count)
        assert run(url, out) == 0
        assert files(out) == told, (what, count)
        assert stored(url) == kept, (what, count)


def test_killed_again_and_again_from_outside(
    office: str, copy_of: Callable[[str], str], tmp_path: Path
) -> None:
    whole = copy_of(office)
    assert run(whole, tmp_path / "whole") == 0
    out, deaths = tmp_path / "out", 0
    for tenths in range(3, 30, 3):
        command = [sys.executable, "-m", "back_office", *arguments(office, out)]
        with subprocess.Popen(command, env=environment()) as process:
            time.sleep(tenths / 10)
            process.kill()
            deaths += process.wait() == -signal.SIGKILL
        if process.returncode == 0:
            break
    assert deaths > 0
    assert run(office, out) == 0
    assert files(out) == files(tmp_path / "whole")
    assert stored(office) == stored(whole)


def test_run_twice_it_does_nothing_twice(office: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(office, out) == 0
    before = files(out), stored(office)
    assert run(office, out) == 0
    assert (files(out), stored(office)) == before


def test_two_at_once_deal_with_each_row_once(
    office: str, copy_of: Callable[[str], str], tmp_path: Path
) -> None:
    whole = copy_of(office)
    assert run(whole, tmp_path / "whole") == 0
    outs = [tmp_path / "one", tmp_path / "two"]
    commands = [[sys.executable, "-m", "back_office", *arguments(office, out)] for out in outs]
    both = [subprocess.Popen(command, env=environment()) for command in commands]
    assert [process.wait(120) for process in both] == [0, 0]
    assert stored(office) == stored(whole)
    assert files(outs[0]) == files(outs[1]) == files(tmp_path / "whole")


def test_two_do_not_write_into_one_folder(office: str, tmp_path: Path) -> None:
    held = Outbox(tmp_path / "out" / "2026-03-20")
    with held.alone():
        assert run(office, tmp_path / "out") == 1
    assert run(office, tmp_path / "out") == 0
