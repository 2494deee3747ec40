"""Torn writes and bad pages of SQLite: what was stored is there, or the damage is told.

Never is there something else without a word. FAULT_SEED repeats a run.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import stream
from conftest import CASES

from back_office import archive, database, domain
from back_office.apply import apply
from back_office.errors import BackOfficeError, Unusable
from back_office.progress import Silent
from back_office.store import Store

TIMES = int(os.environ.get("FAULT_KILLS", "15"))
SEED = int(os.environ.get("FAULT_SEED", str(random.randrange(2**32))))
PAGE = 4096
TABLES = ("events", "inbox_items", "cases", "secrets")
Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def chance() -> random.Random:
    print(f"seed {SEED}: FAULT_SEED={SEED} repeats it")
    return random.Random(SEED)


def dump(file: Path) -> Dump:
    """Every column of every row of what is no copy."""
    with closing(sqlite3.connect(file)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in TABLES
        }


def read(file: Path) -> None:
    """All that a night reads, then all that is stored."""
    engine = database.connect(f"sqlite:///{file}")
    try:
        store = Store(engine)
        for case, texts in store.logs():
            domain.replay(case, texts)
        store.dealt(stream.DAY)
        store.recorded(stream.DAY, stream.DAY)
        archive.check(store, Silent())
    finally:
        engine.dispose()


def is_told(file: Path, whole: Dump) -> bool:
    """Whether it is told; else all must be as it was."""
    try:
        read(file)
    except BackOfficeError as error:
        text = str(error)
        assert "restore" in text or "this is not a database" in text or "migrate" in text, text
        assert "样例" not in text
        return True
    assert dump(file) == whole, f"it is something else, and nothing tells; seed {SEED}"
    return False


@dataclass
class Midway:
    """A database, and what a power failure leaves of it in the midst of a checkpoint."""

    file: Path
    whole: Dump
    before: bytes
    after: bytes
    log: bytes

    def put(self, data: bytes, log: bytes | None) -> None:
        self.file.write_bytes(data)
        for end in ("-shm", "-wal"):
            self.file.with_name(self.file.name + end).unlink(missing_ok=True)
        if log is not None:
            self.file.with_name(f"{self.file.name}-wal").write_bytes(log)


@pytest.fixture(scope="module")
def midway(tmp_path_factory: pytest.TempPathFactory) -> Midway:
    tmp_path = tmp_path_factory.mktemp("midway")
    file = tmp_path / "office.db"
    url = f"sqlite:///{file}"
    stream.prepare(url)
    logs = tmp_path / "logs"
    logs.mkdir()
    for name in ("JN-2602", "JN-2606"):
        shutil.copy(CASES / f"{name}.jsonl", logs)
    engine = database.connect(url)
    archive.import_logs(Store(engine), logs, Silent())
    engine.dispose()
    assert stream.start(url, 0, 60).end()[0] == 60
    engine = database.connect(url)
    Store(engine).keep_snapshots()
    engine.dispose()
    before = file.read_bytes()
    engine = database.connect(url)
    with engine.connect() as connection:
        # What is stored from here on stands in the file beside it until it is told to move.
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
    store = Store(engine)
    for row in range(60, 75):
        apply(store, stream.item(row), stream.ASKED)
    log = file.with_name("office.db-wal").read_bytes()
    assert file.read_bytes() == before
    engine.dispose()
    return Midway(file, dump(file), before, file.read_bytes(), log)


def mixed(midway: Midway, chance: random.Random) -> bytes:
    """Of each page that was being written, some bytes are new and the rest is old."""
    data = bytearray(midway.before)
    for at in range(0, len(midway.after), PAGE):
        end = at + chance.randint(0, PAGE)
        if chance.random() < 0.5:
            data.extend(bytes(max(0, end - len(data))))
            data[at:end] = midway.after[at:end]
    return bytes(data)


def test_a_power_failure_in_the_midst_of_a_checkpoint(
    midway: Midway, chance: random.Random
) -> None:
    for _ in range(TIMES):
        midway.put(mixed(midway, chance), midway.log)
        assert not is_told(midway.file, midway.whole)
    print(f"FIGURES {TIMES} power failures in a checkpoint: all that was stored is there")


def test_a_log_that_is_cut_holds_whole_steps(midway: Midway, chance: random.Random) -> None:
    """What was not yet on the disk when the power failed: whole rows up to some row."""
    counts = Counter[int]()
    for _ in range(TIMES):
        midway.put(midway.before, midway.log[: chance.randrange(len(midway.log))])
        count = stream.look(f"sqlite:///{midway.file}").count
        assert 60 <= count <= 75
        counts[count] += 1
    print(f"FIGURES {TIMES} logs cut before they were on the disk: whole steps, nothing half")


def test_what_was_told_needs_no_log(tmp_path: Path, chance: random.Random) -> None:
    """After a kill the file itself holds all that was told, whatever becomes of its log."""
    file, told, damaged, times = tmp_path / "office.db", 0, 0, min(max(TIMES // 4, 8), 200)
    url = f"sqlite:///{file}"
    stream.prepare(url)
    for _ in range(times):
        run = stream.start(url, told, 40)
        time.sleep(chance.uniform(0, 0.4))
        run.kill()
        told = run.end()[0]
        damaged += is_damaged_without_log(cut_copy(file, chance), told)
        told = stream.look(url).count
    print(
        f"FIGURES after {times} kills the log cut or gone: nothing lost, {damaged} told as damage"
    )
    assert damaged <= times // 5


def cut_copy(file: Path, chance: random.Random) -> Path:
    """A copy of a database with a part of what stands beside it, or none."""
    copy, log = file.with_name("copy.db"), file.with_name("office.db-wal")
    for old in file.parent.glob("copy.db*"):
        old.unlink()
    shutil.copy(file, copy)
    if log.exists() and chance.random() < 0.8:
        cut = log.read_bytes()[: chance.randrange(log.stat().st_size + 1)]
        copy.with_name("copy.db-wal").write_bytes(cut)
    return copy


def is_damaged_without_log(copy: Path, told: int) -> bool:
    try:
        found = stream.look(f"sqlite:///{copy}", max(told - stream.A_CASE, 0)).count
    except Unusable:
        return True
    assert found in (told, told + 1)
    return False


def test_a_file_that_is_cut(midway: Midway, chance: random.Random) -> None:
    for _ in range(TIMES):
        midway.put(midway.after[: chance.randrange(len(midway.after))], None)
        assert is_told(midway.file, midway.whole)
    print(f"FIGURES {TIMES} files cut: all told")


KINDS = ("random", "zeros", "another page", "one bit", "sixteen bytes")


def spoil(data: bytearray, chance: random.Random) -> str:
    """One fault in one page, and of what kind."""
    pages = len(data) // PAGE
    at, kind = chance.randrange(pages) * PAGE, chance.choice(KINDS)
    match kind:
        case "random":
            data[at : at + PAGE] = chance.randbytes(PAGE)
        case "zeros":
            data[at : at + PAGE] = bytes(PAGE)
        case "another page":
            other = chance.randrange(pages) * PAGE
            data[at : at + PAGE] = data[other : other + PAGE]
        case "one bit":
            data[at + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
        case _:
            start = at + chance.randrange(PAGE - 16)
            data[start : start + 16] = chance.randbytes(16)
    return kind


def test_a_page_that_went_bad(midway: Midway, chance: random.Random) -> None:
    told, harmless = Counter[str](), Counter[str]()
    for _ in range(TIMES * 2):
        data = bytearray(midway.after)
        kind = spoil(data, chance)
        midway.put(bytes(data), None)
        (told if is_told(midway.file, midway.whole) else harmless)[kind] += 1
    each = "; ".join(f"{kind} {told[kind]} told, {harmless[kind]} harmless" for kind in KINDS)
    print(f"FIGURES {TIMES * 2} pages spoilt, none unnoticed: {each}")
