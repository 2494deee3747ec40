"""A night that kills itself: `python -m killed_at WHAT NUMBER nightly …`.

`statement` counts what is sent to the database, `commit` what is about to be committed, `rename`
files about to get their name, `renamed` those that just got it. At the given number the process
gets SIGKILL, which nothing can catch: no handler runs, no transaction is rolled back by us, no
buffer is written.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from back_office.cli import main

_left = 0


def _count(*_: Any) -> None:
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _count_statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    # What only looks around is not worth a death.
    if (
        statement.lstrip()
        .upper()
        .startswith(("INSERT", "DELETE", "UPDATE", "RELEASE", "SAVEPOINT"))
    ):
        _count()


def _watch(what: str) -> None:
    match what:
        case "statement":
            event.listen(Engine, "before_cursor_execute", _count_statement)
        case "commit":
            event.listen(Engine, "commit", _count)
        case "rename" | "renamed":
            _watch_renames(after=what == "renamed")
        case _:
            raise SystemExit(f"there is nothing called {what}")


def _watch_renames(*, after: bool) -> None:
    rename = Path.replace

    def counted(path: Path, target: Path) -> Path:
        if not after:
            _count()
        result = rename(path, target)
        if after:
            _count()
        return result

    Path.replace = counted  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    _, what, number, *arguments = sys.argv
    _left = int(number)
    _watch(what)
    sys.exit(main(arguments))
