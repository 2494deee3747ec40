"""Plays an enquiry: a question, what was said before and besides, and some of the answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable

import anjieflow

QUESTION = re.compile(r"(?P<name>[\w.]+)(?: (?P<before>\w+))?(?: (?P<besides>[{\[].*))?")
WHOLE = ("rules.assess", "rules.choose", "rules.split", "rules.costs")
ERROR_FIELDS = ("code", "message", "zh", "place", "advice")


def play(path: Path) -> list[str]:
    """The transcript, an answer a line; what is answered otherwise is an `AssertionError`."""
    said: dict[str, Any] = {}
    transcript = []
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("let "):
            _, name, value = line.split(" ", 2)
            said[name] = json.loads(value)
        elif line and not line.startswith("#"):
            question, expected = line.rsplit(" => ", 1)
            told = ask(question, said)
            assert found(told, expected) == expected, line
            transcript.append(dumps(told))
    return transcript


def ask(question: str, said: dict[str, Any]) -> Any:
    match = QUESTION.fullmatch(question)
    assert match, f"not a question: {question}"
    besides = json.loads(match["besides"] or "{}")
    request = {**said[match["before"]], **besides} if match["before"] else besides
    try:
        return function(match["name"])(request)
    except anjieflow.InputError as no:
        return {"error": {key: getattr(no, key) for key in ERROR_FIELDS}}


def function(name: str) -> Callable[[Any], Any]:
    """An enquiry is handed over whole, as it is kept; everything else by keywords."""
    if name in WHOLE:
        return getattr(anjieflow.Rules.builtin(), name.removeprefix("rules."))  # type: ignore[no-any-return]
    module = anjieflow.Rules.builtin() if name.startswith("rules.") else anjieflow
    asked = getattr(module, name.removeprefix("rules."))
    return lambda request: asked(**request) if isinstance(request, dict) else asked(request)


def found(told: Any, expected: str) -> str:
    """What the answer has at the places that are written."""
    if isinstance(told, dict) and "error" in told:
        return f"error {told['error']['code']} {told['error']['place'] or 'nowhere'}"
    places = (it.split(" ", 1)[0] for it in expected.split("; "))
    return "; ".join(f"{place} {dumps(at(told, place))}" for place in places)


def at(value: Any, place: str) -> Any:
    """What stands there, or nothing; `length` is that of a list."""
    for key in place.split("."):
        if isinstance(value, list):
            value = len(value) if key == "length" else (value[int(key) :] or [None])[0]
        else:
            value = (value or {}).get(key)
    return value


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
