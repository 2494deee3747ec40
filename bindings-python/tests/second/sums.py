"""One loan in both: every row to the fen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any, Callable

import anjieflow

from . import behind as late
from . import early, floating, loans, money
from .duel import Differ
from .money import Beyond, Row

Rows = list[tuple[int, int, int, int, int]]
Answer = Any


def told_rows(rows: list[Row]) -> Rows:
    return [(it.period, it.payment, it.principal, it.interest, it.balance) for it in rows]


def their_rows(rows: list[dict[str, Any]]) -> Rows:
    return [
        (
            it["period"],
            it["payment_fen"],
            it["principal_fen"],
            it["interest_fen"],
            it["balance_fen"],
        )
        for it in rows
    ]


def schedule(rng: Random) -> tuple[loans.Given, Answer, Answer]:
    given = loans.plan(rng)
    loan = loans.read(given)
    return given, lambda: _plan(loan), lambda: _their_plan(anjieflow.schedule(**given))


def _plan(loan: money.Loan) -> Answer:
    rows = money.schedule(loan)
    return told_rows(rows), list(loan.dues[: len(rows)])


def _their_plan(told: Any) -> Answer:
    rows = told["rows"]
    return their_rows(rows), [it["due"] for it in rows if "due" in it]


def following(rng: Random) -> tuple[loans.Given, Answer, Answer]:
    given, rate = loans.following(rng)
    loan = loans.read(given)
    return given, lambda: _follow(loan, rate), lambda: _their_follow(anjieflow.schedule(**given))


def _follow(loan: money.Loan, rate: floating.Floating) -> Answer:
    changes, unknown = floating.changes(loan, rate)
    rows = money.schedule(replace(loan, changes=tuple(changes)))
    return told_rows(rows), [(it.period, it.rate, it.interest) for it in changes], unknown


def _their_follow(told: Any) -> Answer:
    changes = [
        (it["period"], it["rate_millionths"], it.get("interest_fen")) for it in told["changes"]
    ]
    return their_rows(told["rows"]), changes, told["not_known_from"]


def prepay(rng: Random) -> tuple[loans.Given, Answer, Answer]:
    given, asked = loans.early(rng)
    loan = loans.read(given)
    return given, lambda: _early(loan, asked), lambda: _their_early(anjieflow.prepay(**given))


def totals(rows: list[Row]) -> dict[str, int]:
    paid = [it.payment for it in rows] or [0]
    return {
        "payments": len(rows),
        "first_payment_fen": paid[0],
        "last_payment_fen": paid[-1],
        "total_payment_fen": sum(paid),
        "total_interest_fen": sum(it.interest for it in rows),
    }


def _early(loan: money.Loan, asked: early.Asked) -> Answer:
    told = early.prepay(loan, asked)
    sums = (told.sum, told.interest, told.fee, told.next_due)
    return (*sums, totals(told.before), totals(told.after))


def _their_early(told: Any) -> Answer:
    sums = (told["sum_fen"], told["interest_fen"], told["fee_fen"], told["next_due"])
    return (*sums, told["before"], told["after"])


def arrears(rng: Random) -> tuple[loans.Given, Answer, Answer]:
    given, told = loans.behind(rng)
    return given, lambda: _late(told), lambda: _their_late(anjieflow.arrears(**given))


def _late(told: late.Behind) -> Answer:
    return late.owed(told), late.penalty_rate(told), late.days_past_due(told)


def _their_late(told: Any) -> Answer:
    return told["owed"], told["penalty_rate_millionths"], told["days_past_due"]


KINDS: dict[str, Callable[[Random], tuple[loans.Given, Answer, Answer]]] = {
    "schedule": schedule,
    "floating": following,
    "prepay": prepay,
    "arrears": arrears,
}
SHARES = ("schedule",) * 6 + ("floating",) + ("prepay",) * 2 + ("arrears",)


class Sum:
    """One loan of a seed."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        self.kind = rng.choice(SHARES)
        self.given, self.ours, self.theirs = KINDS[self.kind](rng)

    def play(self, told: Counter[str]) -> None:
        """Every row the same; a loan that both call none is counted apart."""
        ours, theirs = _answer(self.ours), _answer(self.theirs)
        if isinstance(ours, str) or isinstance(theirs, str):
            told[f"{self.kind}: none for both"] += 1
            if type(ours) is not type(theirs):
                raise Differ(f"{self.kind} bounds", ours, theirs)
        elif ours != theirs:
            raise Differ(self.kind, *apart(ours, theirs))
        told[self.kind] += 1
        if not isinstance(ours, str) and self.kind in ("schedule", "floating"):
            told["rows"] += len(ours[0])


def _answer(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except Beyond as no:
        return f"beyond: {no}"
    except anjieflow.InputError as no:
        if no.code != "out_of_range":
            raise
        return f"out of range: {no}"


def apart(ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Where two answers part."""
    for one, other in zip(ours, theirs):
        if one != other:
            if isinstance(one, list) and isinstance(other, list):
                pairs = [it for it in zip(one, other) if it[0] != it[1]]
                return pairs[0] if pairs else (len(one), len(other))
            return one, other
    return ours, theirs
