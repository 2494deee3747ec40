"""A rate that follows a published one (handbook 5.6): when it is set anew, and to what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from .days import plus
from .dues import days_of, months_later
from .money import Change, Loan, rounded, schedule


@dataclass(frozen=True)
class Floating:
    published: tuple[tuple[str, int], ...]
    known_to: str
    spread: int = 0
    reset: str = "new_year"
    cycle: int | None = None
    cycle_after: str | None = None
    change_period: str = "split"
    count: str = "actual_360"


def resets(loan: Loan, told: Floating) -> list[str]:
    """The days on which the rate is set anew, after the payout and before the last due day."""
    payout, last = loan.payout or "", loan.dues[-1]
    if told.change_period == "from_next":
        # In the last period a change would come too late.
        last = plus(loan.dues[-2], 2) if len(loan.dues) > 1 else payout
    first = f"{payout[:4]}-01-01" if told.reset == "new_year" else payout
    days = [months_later(first, 12 * year) for year in range(1, 60)]
    if told.cycle is not None and told.cycle_after is not None:
        begin = told.cycle_after
        days = [it for it in days if it <= begin]
        base = first
        steps = [months_later(base, told.cycle * step) for step in range(1, 700)]
        days += [it for it in steps if it > begin]
    return [it for it in days if payout < it < last]


def rate_on(told: Floating, day: str) -> int | None:
    """The last publication before the day, and the spread; none where it is not known."""
    if told.known_to < plus(day, -1):
        return None
    before = [rate for on, rate in told.published if on < day]
    return max(0, before[-1] + told.spread) if before else None


def changes(loan: Loan, told: Floating) -> tuple[list[Change], str | None]:
    """What becomes of the rate, and from when on that is not known."""
    found: list[Change] = []
    rate = loan.rate
    for day in resets(loan, told):
        new = rate_on(told, day)
        if new is None:
            return found, day
        if new == rate:
            continue
        found = take(loan, told, found, day, new)
        rate = new
    return found, None


def take(loan: Loan, told: Floating, found: list[Change], day: str, new: int) -> list[Change]:
    """The reset as a change of the period in which it falls."""
    starts = [loan.payout or "", *loan.dues]
    period = next(number for number, due in enumerate(loan.dues, 1) if day < due)
    start = starts[period - 1]
    if day <= (plus(start, 1) if period > 1 else start):
        return [*found, Change(period, new)]  # The whole period is at the new rate.
    if told.change_period == "from_next":
        return [*found, Change(period + 1, new)]
    if told.change_period == "whole":
        return [*found, Change(period, new)]
    trial = schedule(replace(loan, changes=tuple(found)))
    if period > len(trial):
        return [*found, Change(period, new)]
    balance = trial[period - 2].balance if period > 1 else loan.principal
    old = found[-1].rate if found else loan.rate
    before, year = days_of(start, plus(day, -1), told.count)
    if before == 0:
        return [*found, Change(period, new)]  # No day of it is at the old rate.
    all_days, _ = days_of(start, loan.dues[period - 1], told.count)
    exact = Fraction(balance * (old * before + new * (all_days - before)), year * 1_000_000)
    return [*found, Change(period, new, rounded(exact))]
