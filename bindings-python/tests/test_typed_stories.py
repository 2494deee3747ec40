"""Every command that a story tells of type checks, with its fields as keywords."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from anjieflow.flow import CommandName
from mypy import api
from story import STEP, read_story
from test_stories import ROOT, STORIES

HEAD = """
from anjieflow import Case, Context

def commands(case: Case, today: Context) -> None:
"""


def test_what_is_said_in_stories_type_checks(tmp_path: Path) -> None:
    calls = sorted({call(name, fields) for name, fields in told()})
    module = tmp_path / "told.py"
    module.write_text(HEAD + "".join(f"    {line}\n" for line in calls), encoding="utf-8")
    config = str(ROOT / "bindings-python/pyproject.toml")
    cache = str(tmp_path / "cache")
    said, failed, _ = api.run(["--config-file", config, "--cache-dir", cache, str(module)])
    errors = [line for line in said.splitlines() if " error: " in line]
    assert (errors, failed) == ([], ""), said


def test_stories_tell_of_every_command() -> None:
    assert {name for name, _ in told()} >= set(get_args(CommandName))


def told() -> Iterator[tuple[str, dict[str, Any]]]:
    """The commands of the stories, but for those whose fields are wrong on purpose."""
    names = set(get_args(CommandName))
    for path in sorted(STORIES.glob("*.txt")):
        for line in read_story(path).lines:
            step, _, outcome = line.rpartition(" => ")
            match = STEP.fullmatch(step)
            if match and match["name"] in names and not outcome.startswith("error"):
                yield match["name"], json.loads(match["fields"])


def call(name: str, fields: dict[str, Any]) -> str:
    keywords = "".join(f", {key}={value!r}" for key, value in fields.items())
    return f"case.step({name!r}, today{keywords})"
