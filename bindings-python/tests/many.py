"""Many cases, for work that takes long; run as a program, it does some and is to be interrupted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from itertools import starmap
from typing import Any

from anjieflow import Case, Context, Office, Rules, impact

START = Context("2026-03-02", "wang", salt=bytes(16))
FACTS = {"property": "presale", "marital": "single", "nationality": "mainland"}
LOAN = {"product": "citic-jinan-new", "amount_yuan": 900_000, "term_months": 360}
Progress = Callable[[int, int], object]


STEPS: list[dict[str, Any]] = [
    {"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺"},
    {"command": "state_facts", "facts": FACTS},
    {"command": "describe_property", "address": "试验路1号", "price_yuan": 1_500_000},
    {"command": "choose_product", "loans": [LOAN]},
]


def case(number: int) -> Case:
    case, _ = Case.open(f"C-{number}", START)
    for step in STEPS:
        case, _ = case.step(step, START)
    return case


def office(cases: list[Case]) -> Office:
    office = Office()
    office.put_all(cases)
    return office


def on(day: date) -> Context:
    """Of a day of its own, so that no worklist is kept from before."""
    return Context(day, "wang")


def columns(count: int) -> dict[str, list[Any]]:
    row = {"product": "pf-guangzhou", "amount_fen": 60_000_000, "term_months": 240}
    return {name: [value] * count for name, value in row.items()}


def works(cases: list[Case]) -> dict[str, Callable[[Progress | None], Any]]:
    """Long work of every kind, by name."""
    kept, days = office(cases), iter(date(2026, month, 1) for month in range(3, 13))
    before, after = Context("2026-03-02", "wang", as_of="2025-05-07"), on(date(2026, 3, 2))
    rows = columns(25 * len(cases))

    def ask(question: str) -> Callable[[Progress | None], Any]:
        return lambda told: kept.ask({"question": question}, on(next(days)), progress=told)

    return {
        **{name: ask(name) for name in ("worklist", "clerks", "ledger")},
        "put_all": lambda told: Office().put_all(cases * 200, progress=told),
        "impact": lambda told: impact(cases * 20, before, after, progress=told),
        "columns": lambda told: Rules.builtin().impact(rows, before, after, progress=told),
    }


def main(name: str, count: int) -> None:
    """Begins the work, says so, and says how far it was when Ctrl-C came."""
    work = works([case(number) for number in range(count)])[name]
    last = (0, 0)

    def told(done: int, of: int) -> None:
        nonlocal last
        is_first, last = last == (0, 0), (done, of)
        if is_first:
            print("begun", flush=True)

    try:
        work(told)
        print("not interrupted", flush=True)
    except KeyboardInterrupt:
        print("interrupted", *last, flush=True)


def alone(count: int) -> None:
    """Begins work that nobody listens to, and says how many answers Ctrl-C found."""
    kept = office([case(number) for number in range(count)])
    answers: list[Any] = []
    try:
        print("begun", flush=True)
        # No step of Python is between an answer and the list: if it is not there, none came.
        answers.extend(starmap(kept.ask, [({"question": "worklist"}, on(date(2026, 3, 3)))]))
    except KeyboardInterrupt:
        print("interrupted", len(answers), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "alone":
        alone(int(sys.argv[2]))
    else:
        main(sys.argv[1], int(sys.argv[2]))
