"""What tests of a night have in common: an office to start from, and all that one can compare."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import CASES, DAY, ROOT, SAMPLE
from sqlalchemy import select

from back_office import archive, database
from back_office.inbox import read_inbox
from back_office.progress import Silent
from back_office.schema import events, inbox_items
from back_office.store import Store, rows_of


def prepare(url: str) -> None:
    """The sample office, with the secrets that a night makes, so that copies have the same."""
    engine = database.connect(url)
    database.migrate(engine)
    store = Store(engine)
    archive.import_logs(store, CASES, Silent())
    store.secret("night")
    for item in (item for source in read_inbox(SAMPLE) for item in source.items):
        store.secret(rows_of(item.case))
    engine.dispose()


def stored(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every event and every note of a row."""
    engine = database.connect(url)
    with engine.connect() as connection:
        found = {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in (events, inbox_items)
        }
    engine.dispose()
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def environment() -> dict[str, str]:
    """That of a process that finds the package where it stands."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    # One thread each: there are many of them.
    return os.environ | {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}


def arguments(url: str, out: Path, inbox: Path = SAMPLE) -> list[str]:
    day = DAY.isoformat()
    return f"nightly --database {url} --inbox {inbox} --out {out} --day {day}".split()


def run(url: str, out: Path, module: str = "back_office", *more: str) -> int:
    """A night in a process of its own; what it returned, or less than zero: the signal."""
    command = [sys.executable, "-m", module, *more, *arguments(url, out)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    # Nobody looks on: there is nothing to read, but for what went wrong.
    assert done.stdout == ""
    assert done.returncode != 0 or done.stderr == "", done.stderr
    return done.returncode
