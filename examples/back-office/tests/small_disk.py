"""A small disk of its own, in memory, for whoever may mount in a namespace of his own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nights import environment

_NAMESPACE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "-r", "--mount"]
# Where all is tried, nothing is left out in silence.
_ALL = "FAULT_KILLS" in os.environ


def run(folder: Path, size: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder, in which `disk` is that disk; skips where none can be mounted.

    `$OFFICE` is the program. What is left beside the disk is seen when the script has ended.
    """
    (folder / "disk").mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o size={size} tmpfs disk || exit 99"
    done = shell(folder, f"{mount}\n{script}", _NAMESPACE)
    if done.returncode == 99 or "unshare" in done.stderr:
        assert not _ALL, f"no disk can be mounted here: {done.stderr}"
        pytest.skip(f"no disk can be mounted here: {done.stderr}")
    return done


def shell(
    folder: Path, script: str, before: list[str] | None = None
) -> subprocess.CompletedProcess[str]:
    office = f"{sys.executable} -m back_office"
    return subprocess.run(
        [*(before or []), "sh", "-c", script],
        cwd=folder,
        env=environment() | {"OFFICE": office, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
