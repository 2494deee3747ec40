"""Plays every story and every enquiry.

Each leaves a transcript, which xtask compares with the other runtimes'.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import enquiry
import pytest
from anjieflow import Rules
from story import Player, read_story

ROOT = Path(__file__).parents[2]
STORIES = Path(os.environ.get("ANJIEFLOW_STORIES", ROOT / "core/tests/stories"))
ENQUIRIES = ROOT / "core/tests/enquiries"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
TRANSCRIPTS = TARGET / "stories/python"


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.txt")), ids=lambda path: path.stem)
def test_story(path: Path) -> None:
    leave(path, Player(read_story(path)).play())


@pytest.mark.parametrize("path", sorted(ENQUIRIES.glob("*.txt")), ids=lambda path: path.stem)
def test_enquiry(path: Path) -> None:
    leave(path, enquiry.play(path))


def leave(path: Path, transcript: Iterable[str]) -> None:
    TRANSCRIPTS.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{line}\n" for line in transcript)
    (TRANSCRIPTS / f"{path.stem}.jsonl").write_text(text, encoding="utf-8")


def test_stories_go_alike_under_the_pack_that_was_written() -> None:
    rules = Rules.load(Rules.builtin().pack())
    paths = sorted(STORIES.glob("*.txt"))
    assert len(paths) > 5
    for path in paths:
        story = read_story(path)
        assert Player(story, rules).play() == Player(story).play(), path.stem
