"""SIGKILL at random moments: what was told as stored is stored once, and the next run goes on.

A handful of kills here; `cargo xtask verify` asks for a thousand on each database with FAULT_KILLS.
FAULT_SEED repeats a run. On PostgreSQL the server is killed too: a backend of it, or all.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
import stream
from databases import Cluster, cluster
from told import assert_told_one_of

from back_office.errors import Unusable

KILLS = int(os.environ.get("FAULT_KILLS", "6"))
SEED = int(os.environ.get("FAULT_SEED", str(random.randrange(2**32))))
# So many rows are handed in at once, the first few of them for the second time.
AT_ONCE = 40
AGAIN = 5
SERVER_FAULTS = ("server gone", "server away", "server starting")

Kill = Callable[[stream.Run], None]


@dataclass
class Figures:
    runs: int = 0
    killed: int = 0
    told: int = 0
    untold: int = 0
    longest: float = 0.0

    def line(self, what: str) -> str:
        return (
            f"FIGURES {what}: {self.killed} kills in {self.runs} runs, {self.told} steps told as "
            f"stored, 0 of them lost, 0 stored twice, {self.untold} stored and not told, longest "
            f"reopening {self.longest * 1000:.0f} ms"
        )


def usual(url: str) -> float:
    """How long a run takes that nobody disturbs."""
    begun = time.monotonic()
    assert stream.start(url, 0, AT_ONCE).end() == (AT_ONCE, "", False)
    return time.monotonic() - begun


def one(url: str, told: int, figures: Figures, kill: Kill, delay: float) -> int:
    """A run that is disturbed, and what is stored then; how far it was told."""
    run = stream.start(url, max(told - AGAIN, 0), AT_ONCE)
    time.sleep(delay)
    kill(run)
    after, said, was_killed = run.end()
    if said:
        assert_told_one_of(SERVER_FAULTS, said)
    figures.runs += 1
    figures.killed += was_killed or bool(said)
    reached = max(told, after)
    figures.told += reached - told
    stored = looked(url, max(told - stream.A_CASE, 0))
    figures.longest = max(figures.longest, stored.seconds)
    assert stored.count in (reached, reached + 1), (SEED, stored.count, reached)
    figures.untold += stored.count - reached
    return reached


def looked(url: str, first: int) -> stream.Stored:
    """What a fresh opening finds; a server that was killed a moment ago may say to wait."""
    end = time.monotonic() + 30
    while True:
        try:
            return stream.look(url, first)
        except Unusable as error:
            assert_told_one_of(SERVER_FAULTS, f"back_office: {error}\n")
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def close(url: str, told: int) -> None:
    """The next step goes on; and all of it once more, from the first row on."""
    assert stream.start(url, told, 1).end() == (told + 1, "", False)
    assert stream.look(url).count == told + 1


def test_a_writer_is_killed(url: str) -> None:
    print(f"seed {SEED}: FAULT_SEED={SEED} repeats it")
    chance, figures = random.Random(SEED), Figures()
    stream.prepare(url)
    whole, told = usual(url), AT_ONCE
    while figures.killed < KILLS:
        delay = chance.uniform(0, whole * 1.1)
        told = one(url, told, figures, stream.Run.kill, delay)
    close(url, told)
    print(figures.line(url.partition(":")[0]))


def kill_backend(started: Cluster) -> None:
    """SIGKILL for a process of the server that serves a writer; the server then begins anew."""
    with psycopg.connect(started.url("postgres"), autocommit=True) as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE datname LIKE 'kill%' LIMIT 1"
        found = connection.execute(query).fetchone()
    if found is not None:
        os.kill(found[0], signal.SIGKILL)


@pytest.mark.parametrize("how", ["backend", "server"])
def test_the_server_is_killed(how: str) -> None:
    print(f"seed {SEED}: FAULT_SEED={SEED} repeats it")
    chance, figures = random.Random(SEED), Figures()
    with cluster() as started:
        url = started.create("kill")
        stream.prepare(url)
        whole, told = usual(url), AT_ONCE

        def kill(_run: stream.Run) -> None:
            if how == "backend":
                kill_backend(started)
            else:
                started.crash()
            started.recover()

        for _ in range(max(2, KILLS // 10)):
            told = one(url, told, figures, kill, chance.uniform(0, whole * 1.1))
        close(url, told)
    print(figures.line(f"{how} of PostgreSQL"))
