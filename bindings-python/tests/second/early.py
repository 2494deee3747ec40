"""Paying early: what it costs, and what becomes of the rest (handbook 5.7)."""

from __future__ import annotations

from dataclasses import dataclass

from .dues import months_later
from .money import Beyond, Book, Loan, Row, by_days, half_up, levelled, pay, run, schedule, turn

LONGEST = 600
"""The longest term in months: fifty years."""


@dataclass(frozen=True)
class Asked:
    day: str
    sum: int | None = None
    relief: str = "shorter_term"
    periods_left: int | None = None
    fee_months: int | None = None
    fee_within: int | None = None
    fee_by_year: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Told:
    sum: int
    interest: int
    fee: int
    before: list[Row]
    after: list[Row]
    next_due: str | None


def prepay(loan: Loan, asked: Asked) -> Told:
    """When all is paid that is due by the day: an instalment of that day is paid first."""
    rows = schedule(loan)
    paid = sum(1 for due in loan.dues[: len(rows)] if due <= asked.day)
    owed = rows[paid - 1].balance if paid else loan.principal
    since = loan.dues[paid - 1] if paid else loan.payout or ""
    early = owed if asked.sum is None else asked.sum
    if not 0 < early <= owed or asked.day < (loan.payout or ""):
        raise Beyond(f"{early} fen of {owed}")
    least = 0 if early == owed else 1
    if asked.relief == "periods_left" and not least <= (asked.periods_left or 0) <= LONGEST - paid:
        raise Beyond(f"{asked.periods_left} periods")
    rate = rate_at(loan, paid)
    interest = by_days(early, rate, since, asked.day, loan.day_count)
    after = rest(loan, rows, paid, owed - early, asked)
    next_due = loan.dues[paid] if after else None
    return Told(early, interest, fee(loan, asked, early, rate), rows[paid:], after, next_due)


def rate_at(loan: Loan, paid: int) -> int:
    """The rate of the last payment; a change takes effect with its period."""
    rate = loan.rate
    for change in loan.changes:
        if change.period <= paid:
            rate = change.rate
    return rate


def fee(loan: Loan, asked: Asked, early: int, rate: int) -> int:
    payout = loan.payout or ""
    if asked.fee_months is not None:
        within = asked.fee_within
        if within is not None and asked.day >= months_later(payout, within):
            return 0
        return half_up(early * rate * asked.fee_months, 12_000_000)
    for year, share in enumerate(asked.fee_by_year or (), 1):
        if asked.day < months_later(payout, 12 * year):
            return half_up(early * share, 1_000_000)
    return 0


def rest(loan: Loan, rows: list[Row], paid: int, owed: int, asked: Asked) -> list[Row]:
    """The payments that are left."""
    if owed == 0:
        return []
    book = Book(loan, owed, rate_at(loan, paid))
    book.last = loan.months
    changes = {it.period: it for it in loan.changes if it.period > paid}
    keep = kept(loan, paid)
    relieve(book, paid, keep, asked)
    return run(book, paid + 1, changes)


def kept(loan: Loan, paid: int) -> int | None:
    """The instalment, or the principal in it, before the early payment."""
    book = Book(loan, loan.principal, loan.rate)
    book.last = loan.months
    book.level = levelled(book, 1) if loan.grace == 0 else None
    changes = {it.period: it for it in loan.changes}
    for period in range(1, paid + 1):
        turn(book, period, changes.get(period))
        pay(book, period, None)
    return book.level


def relieve(book: Book, paid: int, keep: int | None, asked: Asked) -> None:
    if asked.relief == "periods_left":
        book.last = paid + (asked.periods_left or 0)
    if asked.relief in ("periods_left", "smaller_instalment"):
        book.level = levelled(book, paid + 1)
        return
    book.level = keep
    book.last = paid + needed(book, paid)
    if asked.relief == "shorter_term_levelled":
        book.level = levelled(book, paid + 1)


def needed(book: Book, paid: int) -> int:
    """How many periods the payment of today needs, at the rate of today."""
    trial = Book(book.loan, book.balance, book.rate, book.level, book.last)
    for period in range(paid + 1, book.last + 1):
        pay(trial, period, None)
        if trial.balance == 0:
            return period - paid
    return book.last - paid
