"""Killed anywhere and run again, a night comes to the same, byte for byte."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from databases import Cluster
from nights import arguments, environment, files, prepare, run, stored

# Of 24 rows, 16 of them with an event, and 67 files: at the beginning, in the midst, near the end.
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


class Sample:
    """The sample office before its night, copies of it, and what a whole night comes to."""

    def __init__(self, folder: Path, cluster: Cluster | None) -> None:
        self._folder = folder
        self._cluster = cluster
        self._copies = 0
        self._source = cluster.create("sample") if cluster else f"sqlite:///{folder / 'sample.db'}"
        prepare(self._source)
        self.whole, self.out = self.copy(), folder / "whole"
        assert run(self.whole, self.out) == 0
        self.told, self.kept = files(self.out), stored(self.whole)

    @property
    def points(self) -> list[tuple[str, int]]:
        return POINTS["postgresql" if self._cluster else "sqlite"]

    def copy(self) -> str:
        """The address of a copy that nobody has worked on."""
        self._copies += 1
        name = f"sample_{self._copies}"
        if self._cluster:
            return self._cluster.create(name, template="sample")
        shutil.copy(self._folder / "sample.db", self._folder / f"{name}.db")
        return f"sqlite:///{self._folder / name}.db"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    is_sqlite = request.param == "sqlite"
    cluster = None if is_sqlite else request.getfixturevalue("postgresql")
    return Sample(tmp_path_factory.mktemp("office"), cluster)


def test_killed_and_run_again(office: Sample, tmp_path: Path) -> None:
    assert "2026-03-20/wang/worklist.xlsx" in office.told
    assert len(office.kept["inbox_items"]) == 24
    for number, (what, count) in enumerate(office.points):
        url, out = office.copy(), tmp_path / f"killed-{number}"
        died = run(url, out, "killed_at", what, str(count))
        # The last point is never reached: the count itself changes nothing.
        assert died == (-signal.SIGKILL if count < 9999 else 0), (what, count)
        if count < 9999:
            assert (files(out), stored(url)) != (office.told, office.kept), (what, count)
            assert run(url, out) == 0
        assert files(out) == office.told, (what, count)
        assert stored(url) == office.kept, (what, count)


def test_killed_again_and_again_from_outside(office: Sample, tmp_path: Path) -> None:
    url, out, deaths = office.copy(), tmp_path / "out", 0
    for tenths in range(8, 30, 4):
        command = [sys.executable, "-m", "back_office", *arguments(url, out)]
        with subprocess.Popen(command, env=environment()) as process:
            time.sleep(tenths / 10)
            process.kill()
            deaths += process.wait() == -signal.SIGKILL
        if process.returncode == 0:
            break
    assert deaths > 0
    assert run(url, out) == 0
    assert files(out) == office.told
    assert stored(url) == office.kept


def test_run_twice_it_does_nothing_twice(office: Sample) -> None:
    assert run(office.whole, office.out) == 0
    assert files(office.out) == office.told
    assert stored(office.whole) == office.kept


def test_two_at_once_deal_with_each_row_once(office: Sample, tmp_path: Path) -> None:
    url, outs = office.copy(), [tmp_path / "one", tmp_path / "two"]
    commands = [[sys.executable, "-m", "back_office", *arguments(url, out)] for out in outs]
    both = [subprocess.Popen(command, env=environment()) for command in commands]
    assert [process.wait(120) for process in both] == [0, 0]
    assert stored(url) == office.kept
    assert files(outs[0]) == files(outs[1]) == office.told
