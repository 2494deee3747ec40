"""What `examples/FAULTS.md` says that the back office tells of a fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from conftest import ROOT

PAGE = ROOT.parent / "FAULTS.md"


@cache
def rows() -> dict[str, tuple[int, str]]:
    """By fault: the exit code and the sentence, in which `…` stands for anything."""
    text = PAGE.read_text(encoding="utf-8")
    table = text[text.index("\n## Back office") :]
    found = re.findall(r"^\| ([^|]+?) \| (\d) \| `(.+?)` \| ", table, re.MULTILINE)
    return {fault: (int(code), sentence) for fault, code, sentence in found}


def assert_told(fault: str, code: int, errors: str) -> None:
    """What was said on standard error is the sentence of that row, whole, and nothing else."""
    assert fault in rows(), f"{PAGE.name} has no row {fault!r} for: {errors}"
    assert code == rows()[fault][0], errors
    assert _fits(fault, errors), f"{fault}\n{errors}\n{rows()[fault][1]}"


def assert_told_one_of(faults: Sequence[str], errors: str) -> None:
    """The same, where it is a matter of moments which."""
    assert any(_fits(fault, errors) for fault in faults), errors


def _fits(fault: str, errors: str) -> bool:
    for unmasked in ("林", "样例", "INSERT", "Traceback", "hunter2"):
        assert unmasked not in errors
    pattern = ".*".join(re.escape(part) for part in rows()[fault][1].split("…"))
    return re.fullmatch(f"back_office: {pattern}\n", errors) is not None
