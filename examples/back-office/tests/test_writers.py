"""Twenty writers at once on the same hundred cases: nothing is lost, and all hear why."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from typing import Any

from nights import environment
from writer import CASES, opened

from back_office import domain
from back_office.store import Index, Store

WRITERS = 20
STEPS = 20


def start(url: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "writer", url, f"clerk{number}", str(number), str(STEPS)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, env=environment(), text=True, **pipes)


def write_all(url: str) -> list[list[dict[str, Any]]]:
    """What each writer tells. None begins before all are ready."""
    writers = [start(url, number) for number in range(WRITERS)]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("go\n")
            writer.stdin.flush()
        told = [json.loads(writer.communicate(timeout=150)[0]) for writer in writers]
    finally:
        for writer in writers:
            if writer.poll() is None:
                writer.kill()
                writer.wait()
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    return told


def test_twenty_writers_at_once(store: Store, url: str) -> None:
    with store.writing() as writing:
        for case in CASES:
            writing.append(case, 0, [opened(case).entry], Index("enquiry", "wang"))
    told = [answer for one in write_all(url) for answer in one]
    granted = [answer["granted"] for answer in told if "granted" in answer]
    refused = [answer["refused"] for answer in told if "refused" in answer]
    conflicts = [answer["conflict"] for answer in told if "conflict" in answer]

    # Every step came to an end: granted, or refused with a reason.
    assert len(granted) + len(refused) == WRITERS * STEPS
    assert Counter(code for _, *codes in refused for code in codes) == {
        "duplicate_party": len(refused)
    }
    # All that was granted is stored, just as it was told, and nothing else is.
    logs = dict(store.logs())
    by_case: dict[str, dict[int, str]] = defaultdict(dict)
    for case, number, text in granted:
        assert number not in by_case[case]
        by_case[case][number] = text
    for case in CASES:
        texts = logs[case]
        assert {at: text for at, text in enumerate(texts, 1) if at > 1} == by_case[case]
        # A log that replays has no gap and no damage.
        assert domain.replay(case, texts).length == len(texts)
    assert sum(map(len, logs.values())) == len(CASES) + len(granted)
    assert {row.id: row.length for row in store.cases()} == {
        case: len(texts) for case, texts in logs.items()
    }
    # It was a crowd, and whoever came late was told of what and what to do.
    assert len(conflicts) > WRITERS
    for case, expected, found, do in conflicts:
        assert found > expected
        assert found <= len(logs[case])
        assert "decide again" in do
    assert refused
