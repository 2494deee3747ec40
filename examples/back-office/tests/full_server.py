"""`python -m full_server`: PostgreSQL on the disk that TMPDIR is on, which is filled, then emptied.

It prints the exit code of an import on the full disk, and then the one with room again; what the
program says goes to standard error.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import stream
from conftest import CASES
from databases import cluster

from back_office.cli import main


def fill(file: Path) -> None:
    """To the last byte."""
    with file.open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    filler.write(bytes(size))
            except OSError:
                continue


def work() -> None:
    with cluster() as started:
        url = started.create("full")
        stream.prepare(url)
        filler = Path(os.environ["TMPDIR"]) / "filler"
        fill(filler)
        print(main(["import", str(CASES), "--database", url]), flush=True)
        sys.stderr.flush()
        filler.unlink()
        started.recover()
        print(main(["import", str(CASES), "--database", url]))
        print(main(["check", "--database", url]))


if __name__ == "__main__":
    work()
