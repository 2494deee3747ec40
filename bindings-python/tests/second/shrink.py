"""The smallest case that still shows a difference."""

from __future__ import annotations

from typing import Any, Callable

from .duel import Differ, Duel, Malformed, Recorded

Replay = Callable[[list[tuple[int, Recorded]]], str]
"""What kind of difference a list of steps shows; nothing where there is none."""


def replay(opened: str, duel: Any) -> Replay:
    """Plays the steps that are left, and the checklist after each."""

    def play(steps: list[tuple[int, Recorded]]) -> str:
        game: Duel = duel(opened)
        try:
            for number, recorded in steps:
                game.play(recorded, number)
                if game.ours.loans:
                    game.compare_checklist(recorded[1]["today"])
            if steps:
                game.finish(steps[-1][1][1]["today"])
        except Differ as told:
            return told.what
        except (LookupError, ValueError, TypeError, Malformed):
            return ""
        return ""

    return play


def shrink(steps: list[tuple[int, Recorded]], shows: Replay) -> list[tuple[int, Recorded]]:
    """Steps left out and fields made plain, as long as the same kind of difference shows."""
    what = shows(steps)
    if not what:
        return steps
    size = max(1, len(steps) // 2)
    while size:
        steps = _without(steps, size, lambda it: shows(it) == what)
        size //= 2
    return _plainer(steps, lambda it: shows(it) == what)


def _without(
    steps: list[tuple[int, Recorded]], size: int, still: Callable[[Any], bool]
) -> list[tuple[int, Recorded]]:
    start = 0
    while start < len(steps):
        fewer = steps[:start] + steps[start + size :]
        if still(fewer):
            steps = fewer
        else:
            start += size
    return steps


def _plainer(
    steps: list[tuple[int, Recorded]], still: Callable[[Any], bool]
) -> list[tuple[int, Recorded]]:
    for at, (number, recorded) in enumerate(steps):
        for plain in _simpler(recorded):
            tried = [*steps[:at], (number, plain), *steps[at + 1 :]]
            if still(tried):
                steps, recorded = tried, plain
    return steps


OPTIONAL = ("issued", "valid_until", "lapses", "until", "due", "blocks", "loan", "given_by", "site")


def _simpler(recorded: Recorded) -> list[Recorded]:
    command, context = recorded
    told = [({k: v for k, v in command.items() if k != it}, context) for it in OPTIONAL]
    told = [it for it in told if len(it[0]) < len(command)]
    if command["command"] == "state_facts":
        for name in command["facts"]:
            rest = {k: v for k, v in command["facts"].items() if k != name}
            told.append(({**command, "facts": rest}, context))
    if "occurred" in context:
        told.append((command, {k: v for k, v in context.items() if k != "occurred"}))
    return told
