"""Random loans: what is asked of the library, and the same for the second interpreter."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from .behind import Behind, Missed
from .days import plus
from .dues import due_days, months_later
from .early import Asked
from .floating import Floating
from .money import Change, Loan, whole

Given = dict[str, Any]
"""Keywords of a function of the library."""

LOAN = {
    "principal_fen": "principal",
    "rate_millionths": "rate",
    "months": "months",
    "method": "method",
    "payment_fen": "payment",
    "grace_months": "grace",
    "odd_interest": "odd",
    "payout": "payout",
    "due_day": "due_day",
    "first_period": "first_period",
    "periods": "periods",
    "day_count": "day_count",
}


def read(given: Given) -> Loan:
    """The loan that the keywords tell of."""
    told = {ours: given[theirs] for theirs, ours in LOAN.items() if given.get(theirs) is not None}
    changes = tuple(
        Change(it["period"], it["rate_millionths"], it.get("interest_fen"))
        for it in given.get("rate_changes", ())
    )
    loan = Loan(**told, changes=changes)
    if loan.payout is None:
        return loan
    first = given.get("first_due") or "next_month"
    dues = due_days(loan.payout, loan.months, loan.due_day, first)
    return replace(loan, dues=tuple(dues))


def debt(rng: Random, plain: bool = False) -> Given:
    """Principal, rate, term and method."""
    months = rng.choice((1, 2, 3, 6, 12, 24, 36, rng.randint(1, 60), rng.randint(1, 60)))
    if rng.random() < 0.06:
        months = rng.choice((240, 360, rng.randint(60, 600)))
    size = rng.choice(((10**6, 10**9), (10**4, 10**12), (10**3, 10**6)))
    rate = rng.choice((rng.randint(20_000, 70_000),) * 4 + (0, 1, rng.randint(1, 360_000)))
    given: Given = {
        "principal_fen": rng.randint(*size),
        "rate_millionths": rate,
        "months": months,
        "method": rng.choice(("equal_instalment",) * 3 + ("equal_principal",) * 2),
    }
    if not plain and rng.random() < 0.2:
        given["method"] = rng.choice(("interest_first", "fixed_payment"))
        if given["method"] == "fixed_payment":
            given["payment_fen"] = chosen(rng, given)
    return given


def chosen(rng: Random, given: Given) -> int:
    part: int = given["principal_fen"] * rng.randint(5, 200) // (given["months"] * 50)
    return part + whole(given["principal_fen"], given["rate_millionths"]) + 20


def dated(rng: Random, given: Given) -> Given:
    """The same with a payout and due days."""
    told = {**given, "payout": plus("2015-01-01", rng.randint(0, 5000))}
    if rng.random() < 0.6:
        told["due_day"] = rng.choice((rng.randint(1, 31), 31))
    if rng.random() < 0.6:
        told["first_due"] = rng.choice(("next_month", "next_day"))
    return told


def changing(rng: Random, given: Given, interest: bool) -> Given:
    """The same with changes of the rate."""
    months = given["months"]
    periods = sorted(rng.sample(range(1, months + 1), min(months, rng.randint(1, 3))))
    changes: list[Given] = []
    for period in periods:
        change: Given = {"period": period, "rate_millionths": rng.randint(0, 80_000)}
        if interest and rng.random() < 0.3:
            change["interest_fen"] = rng.randint(0, 1 + given["principal_fen"] // 50)
        changes.append(change)
    return {**given, "rate_changes": changes}


def plan(rng: Random) -> Given:
    """A loan for `schedule`."""
    given = debt(rng)
    if rng.random() < 0.3:
        given["grace_months"] = rng.randint(0, given["months"] - 1)
    if rng.random() < 0.35:
        given = changing(rng, given, interest=True)
    if rng.random() < 0.3:
        given["odd_interest"] = rng.choice(("in_payment", "in_principal"))
    return by_days(rng, dated(rng, given)) if rng.random() < 0.5 else given


def by_days(rng: Random, given: Given) -> Given:
    told, changes = dict(given), given.get("rate_changes", ())
    if rng.random() < 0.5 and not (changes and changes[0]["period"] == 1):
        told["first_period"] = rng.choice(("by_days", "months_and_days"))
    elif rng.random() < 0.5:
        told["periods"] = "by_days"
    if rng.random() < 0.5 and ("first_period" in told or "periods" in told):
        told["day_count"] = rng.choice(("actual_360", "actual_365", "thirty_360"))
    return told


def following(rng: Random) -> tuple[Given, Floating]:
    """A loan whose rate follows a published one, and that rate."""
    given = dated(rng, debt(rng, plain=True))
    given["principal_fen"] = rng.randint(10**7, 10**9)
    given["rate_millionths"] = rng.randint(10_000, 60_000)
    told = published(rng, given["payout"])
    return {**given, "floating": wire(told)}, told


def published(rng: Random, payout: str) -> Floating:
    day, rate = plus(payout, -rng.randint(20, 60)), rng.randint(30_000, 50_000)
    rows: list[tuple[str, int]] = []
    for _ in range(rng.randint(1, 50)):
        rows.append((day, rate))
        day = plus(day, rng.randint(25, 40))
        if rng.random() < 0.4:
            rate = max(rate + rng.choice((-2500, -1000, 500, -500)), 3000)
    told = Floating(tuple(rows), plus(day, rng.randint(0, 400)), rng.choice((0, -2000, 5500)))
    return terms(rng, told)


def terms(rng: Random, told: Floating) -> Floating:
    if rng.random() < 0.4:
        told = replace(told, reset="payout")
    if rng.random() < 0.3:
        after = plus("2024-11-01", rng.randint(0, 700) if rng.random() < 0.3 else 0)
        told = replace(told, cycle=rng.choice((3, 6, 12)), cycle_after=after)
    if rng.random() < 0.5:
        return replace(told, change_period=rng.choice(("whole", "from_next")))
    return replace(told, count=rng.choice(("actual_360", "actual_365", "thirty_360")))


def wire(told: Floating) -> Given:
    given: Given = {
        "published": [{"day": day, "rate_millionths": rate} for day, rate in told.published],
        "known_to": told.known_to,
        "spread_millionths": told.spread,
        "reset": told.reset,
        "change_period": told.change_period,
    }
    if told.cycle is not None:
        given |= {"cycle_months": told.cycle, "cycle_after": told.cycle_after}
    if told.change_period == "split":
        given["day_count"] = told.count
    return given


EARLY = {
    "day": "day",
    "sum_fen": "sum",
    "relief": "relief",
    "periods_left": "periods_left",
    "fee_months_of_interest": "fee_months",
    "fee_within_months": "fee_within",
    "fee_by_year_millionths": "fee_by_year",
}


def early(rng: Random) -> tuple[Given, Asked]:
    """A loan of which something is paid before it is due."""
    given = dated(rng, debt(rng, plain=True))
    if rng.random() < 0.3:
        given = changing(rng, given, interest=False)
    loan = read(given)
    due = rng.choice(loan.dues)
    day = due if rng.random() < 0.3 else max(plus(due, -rng.randint(0, 40)), loan.payout or "")
    told: Given = {"day": day}
    if rng.random() < 0.85:
        told["sum_fen"] = max(1, int(given["principal_fen"] * rng.random() ** 2))
    told["relief"] = rng.choice(RELIEFS)
    if told["relief"] == "periods_left":
        told["periods_left"] = rng.randint(1, given["months"])
    told |= fees(rng)
    return {**given, **told}, asked(told)


RELIEFS = ("shorter_term", "shorter_term_levelled", "smaller_instalment", "periods_left")


def fees(rng: Random) -> Given:
    chance = rng.random()
    if chance < 0.3:
        told: Given = {"fee_months_of_interest": rng.randint(1, 6)}
        return {**told, "fee_within_months": rng.randint(1, 60)} if chance < 0.2 else told
    if chance < 0.5:
        return {
            "fee_by_year_millionths": [rng.randint(0, 30_000) for _ in range(rng.randint(1, 3))]
        }
    return {}


def asked(told: Given) -> Asked:
    fields = {ours: told[theirs] for theirs, ours in EARLY.items() if theirs in told}
    if "fee_by_year" in fields:
        fields["fee_by_year"] = tuple(fields["fee_by_year"])
    return Asked(**fields)


def behind(rng: Random) -> tuple[Given, Behind]:
    """Somebody who missed instalments."""
    first = plus("2020-01-01", rng.randint(0, 2000))
    missed = tuple(
        Missed(months_later(first, number), rng.randint(0, 2_000_000), rng.randint(0, 900_000))
        for number in range(rng.randint(1, 6))
    )
    told = Behind(
        rng.randint(1000, 80_000),
        missed,
        plus(missed[-1].due, rng.randint(0, 400)),
        rng.choice((500_000, 300_000, rng.randint(300_000, 500_000))),
        rng.random() < 0.8,
        rng.choice((0, 0, rng.randint(0, 10))),
        rng.choice(("actual_360", "actual_365", "thirty_360")),
        rng.choice((0, rng.randint(0, 100_000))),
    )
    return arrears(told), told


def arrears(told: Behind) -> Given:
    return {
        "rate_millionths": told.rate,
        "missed": [
            {"due": it.due, "principal_fen": it.principal, "interest_fen": it.interest}
            for it in told.missed
        ],
        "day": told.day,
        "penalty_markup_millionths": told.markup,
        "compound": told.compound,
        "grace_days": told.grace,
        "day_count": told.count,
        "costs_fen": told.costs,
    }
