"""The folder of a day, in which a file is whole or not there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from back_office.errors import BackOfficeError

if sys.platform != "win32":
    import fcntl

_MANIFEST = "manifest.json"
# What a job that was killed may leave behind; never the name of a file of ours.
_PART = ".part"


class Outbox:
    """Writes the files of a day. Its folder is ours: what is not written anew goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[str, str] = {}
        # Names of clerks and of what they work on: for the office alone.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nobody else writes here: two runs would remove what the other one is writing.

        Raises `BackOfficeError` when somebody does. The lock goes with the process, however it
        ends. On Windows, see to it that only one job runs at a time.
        """
        with self._folder.with_name(f".{self._folder.name}.lock").open("w") as lock:
            if sys.platform != "win32":
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise self._busy() from None
            yield

    def _busy(self) -> BackOfficeError:
        return BackOfficeError(
            "another run is writing here",
            where=str(self._folder),
            do="wait until it is done; run again then, nothing is done twice",
        )

    def write(self, name: str, content: bytes | str) -> None:
        """Write a file: under another name first, so that nobody ever reads half of it."""
        data = content.encode() if isinstance(content, str) else content
        self._digests[name] = hashlib.sha256(data).hexdigest()
        self._replace(name, data)

    def _replace(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(path.name + _PART)
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            # Half of it is of use to nobody, and takes room. Whoever hears of it is told of which.
            part.unlink(missing_ok=True)
            error.filename = str(path)
            raise

    def finish(self) -> None:
        """Remove what an earlier run left and this one did not write, and say what there is."""
        for path in sorted(self._folder.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(self._folder).as_posix() not in self._digests:
                path.unlink()
        listed = json.dumps(self._digests, ensure_ascii=False, indent=1, sort_keys=True)
        # Last of all: where it stands and fits, the night is done.
        self._replace(_MANIFEST, f"{listed}\n".encode())


def safe(name: str) -> str:
    """A name that can be that of a file anywhere: a case may well be called `..`.

    >>> safe("offer L1"), safe("../x"), safe("王")
    ('offer-L1', '_.._x', '王')
    """
    plain = re.sub(r"[^\w.\-]+", lambda found: "-" if found[0].isspace() else "_", name)
    plain = f"_{plain}" if plain.startswith((".", "-")) else plain
    return plain or "_"
