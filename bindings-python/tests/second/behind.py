"""What is owed by somebody who is behind (handbook 5.8), when nothing was paid since."""

from __future__ import annotations

from dataclasses import dataclass

from .days import between, plus
from .dues import days_of
from .money import half_up


@dataclass(frozen=True)
class Missed:
    due: str
    principal: int
    interest: int


@dataclass(frozen=True)
class Behind:
    rate: int
    missed: tuple[Missed, ...]
    day: str
    markup: int = 500_000
    compound: bool = True
    grace: int = 0
    count: str = "actual_360"
    costs: int = 0


def owed(told: Behind) -> dict[str, int]:
    """By days on overdue principal; unpaid interest compounds at the penalty rate."""
    rate = half_up(told.rate * (1_000_000 + told.markup), 1_000_000)
    late = [it for it in told.missed if told.day > plus(it.due, told.grace)]
    penalty = sum(_grown(it.principal, rate, it.due, told) for it in late)
    compound = sum(_grown(it.interest, rate, it.due, told) for it in late)
    parts = {
        "costs_fen": told.costs,
        "compound_fen": compound if told.compound else 0,
        "penalty_fen": penalty,
        "interest_fen": sum(it.interest for it in told.missed),
        "principal_fen": sum(it.principal for it in told.missed),
    }
    return {**parts, "total_fen": sum(parts.values())}


def penalty_rate(told: Behind) -> int:
    return half_up(told.rate * (1_000_000 + told.markup), 1_000_000)


def days_past_due(told: Behind) -> int:
    return between(told.missed[0].due, told.day)


def _grown(amount: int, rate: int, since: str, told: Behind) -> int:
    """Each instalment is rounded by itself."""
    days, year = days_of(since, told.day, told.count)
    return half_up(amount * rate * days, year * 1_000_000)
