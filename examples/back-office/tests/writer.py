"""One of many writers: `python -m writer URL NAME SEED STEPS`.

It waits for a line before it begins, then works as a clerk's program does: read a case, decide,
append; who comes late reads and decides again. What it was granted and why it was refused stands on
its output as JSON.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import date
from typing import Any

from back_office import database, domain
from back_office.domain import Context, Granted, Refused
from back_office.errors import Conflict
from back_office.store import Index, Store

DAY = date(2026, 3, 20)
CASES = [f"W-{number:03}" for number in range(100)]
# So many of a writer's steps go to a few cases that everybody wants.
_HOT = 5
_HOT_SHARE = 0.7


def opened(case: str) -> Granted:
    answer = domain.open_case(case, Context(DAY, DAY, "wang", "0" * 31 + "1"))
    assert isinstance(answer, Granted)
    return answer


def _case(chance: random.Random) -> str:
    return chance.choice(CASES[:_HOT] if chance.random() < _HOT_SHARE else CASES)


def _command(chance: random.Random, name: str, step: int) -> dict[str, Any]:
    """A step that is granted, and one that is refused once somebody else did it."""
    if chance.random() < 0.5:
        party = f"{name}-{step}"
        return {"command": "add_party", "id": party, "role": "guarantor", "name": "样例"}
    return {"command": "add_party", "id": "b1", "role": "borrower", "name": "样例"}


def _attempt(store: Store, case: str, command: dict[str, Any], context: Context) -> dict[str, Any]:
    texts = store.log(case)
    answer = domain.step(domain.replay(case, texts), command, context)
    match answer:
        case Granted():
            index = Index(answer.case.stage, domain.clerk(answer.case))
            store.append(case, len(texts), [answer.entry], index)
            return {"granted": [case, answer.entry.number, answer.entry.text]}
        case Refused():
            return {"refused": [case, *(reason.code for reason in answer.reasons)]}
        case _:
            raise AssertionError(answer)


def _work(store: Store, name: str, chance: random.Random, steps: int) -> list[dict[str, Any]]:
    told = []
    for step in range(steps):
        case, command = _case(chance), _command(chance, name, step)
        context = Context(DAY, DAY, name, f"{chance.getrandbits(128):032x}")
        while True:
            try:
                told.append(_attempt(store, case, command, context))
                break
            except Conflict as late:
                told.append({"conflict": [late.case, late.expected, late.found, late.do]})
    return told


def main(url: str, name: str, seed: str, steps: str) -> None:
    engine = database.connect(url)
    store = Store(engine)
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(_work(store, name, random.Random(seed), int(steps)), ensure_ascii=False))
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
