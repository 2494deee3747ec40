"""An endless stream of rows, of which each must become an event once; and a process that applies
them, tells each when it is stored, and may be killed at any moment.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from back_office import database, domain
from back_office.apply import Asked, apply
from back_office.errors import BackOfficeError
from back_office.inbox.model import Item
from back_office.schema import inbox_items
from back_office.store import Store

DAY = date(2026, 3, 20)
# So many rows are of one case; the first opens it.
A_CASE = 40
ASKED = Asked(DAY, b"the secret of a night", "wang")


def case_of(row: int) -> str:
    return f"K-{row // A_CASE}"


def item(row: int) -> Item:
    """A row of the stream."""
    person = {"command": "add_party", "id": f"g{row}", "role": "guarantor", "name": "样例"}
    command = person if row % A_CASE else {"command": "open"}
    return Item(f"k-{row}", f"row {row}", 1, "k.csv", row, case_of(row), command, DAY, "wang")


@dataclass
class Run:
    """A process that applies rows from `first` on, each told with a line."""

    pid: int
    pipe: int
    first: int

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> tuple[int, str, bool]:
        """The row after the last that was told, what went wrong, whether it was killed."""
        with os.fdopen(self.pipe, encoding="utf-8") as pipe:
            lines = [line for line in pipe.read().splitlines(keepends=True) if line.endswith("\n")]
        _, status = os.waitpid(self.pid, 0)
        told = [int(line) for line in lines if line.strip().isdigit()]
        assert told == list(range(self.first, self.first + len(told)))
        said = "".join(line for line in lines if not line.strip().isdigit())
        return self.first + len(told), said, os.WIFSIGNALED(status)


def start(url: str, first: int, count: int) -> Run:
    """Forked, for it is to begin at once; it opens the database itself, as any program does."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        return Run(pid, reading, first)
    os.close(reading)
    try:
        _work(url, range(first, first + count), writing)
    finally:
        os._exit(0)


def _work(url: str, rows: range, pipe: int) -> None:
    try:
        store = Store(database.connect(url))
        for row in rows:
            apply(store, item(row), ASKED)
            os.write(pipe, f"{row}\n".encode())
    except BackOfficeError as error:
        os.write(pipe, f"back_office: {error}\n".encode())
    except BaseException as error:
        os.write(pipe, f"not told: {error!r}\n".encode())


def prepare(url: str) -> None:
    engine = database.connect(url)
    database.migrate(engine)
    engine.dispose()


@dataclass
class Stored:
    """What a fresh opening finds."""

    count: int
    seconds: float


def look(url: str, first: int = 0) -> Stored:
    """How many rows are stored, in the cases from that of row `first` on.

    Each log must replay and hold each row once and in order, each with its note.
    """
    begun = time.monotonic()
    engine = database.connect(url)
    store = Store(engine)
    seconds = time.monotonic() - begun
    try:
        return Stored(_count(store, first // A_CASE * A_CASE), seconds)
    finally:
        engine.dispose()


def _count(store: Store, row: int) -> int:
    cases = list(_cases(store, row))
    notes, start = _notes(store, cases), row
    for case in cases:
        entries = domain.read_log(domain.log_text(store.log(case)), where=case)
        for number, entry in enumerate(entries, start=1):
            assert entry.number == number == row % A_CASE + 1
            assert entry.event == ("party_added" if row % A_CASE else "opened")
            assert not row % A_CASE or f'"g{row}"' in entry.text
            assert notes[f"k-{row}"] == (case, number, "applied")
            row += 1
    # No note without its event.
    assert len(notes) == row - start
    return row


def _notes(store: Store, cases: list[str]) -> dict[str, tuple[str, int, str]]:
    """What came of each row of some cases."""
    columns = inbox_items.c.id, inbox_items.c.case_id, inbox_items.c.number, inbox_items.c.outcome
    query = select(*columns).where(inbox_items.c.case_id.in_(cases))
    with store.engine.connect() as connection:
        return {
            name: (case, number, came) for name, case, number, came in connection.execute(query)
        }


def _cases(store: Store, row: int) -> Iterator[str]:
    number = row // A_CASE
    while store.log(case := f"K-{number}"):
        yield case
        number += 1
