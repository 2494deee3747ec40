"""What a loan costs, to the fen (handbook, part 5): instalments, rows, changes of rate, days.

Amounts are whole fen, rates millionths a year. Interest and instalment are rounded half up, the
last payment closes the loan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from .dues import days_of, months_and_days

YEAR = 12_000_000
"""A rate in millionths a year over this is that of a month."""
LEAST = 10
"""The first payment pays back so many fen at least."""


class Beyond(ValueError):
    """The loan is none that a bank would write."""


@dataclass(frozen=True)
class Change:
    period: int
    rate: int
    interest: int | None = None


@dataclass(frozen=True)
class Loan:
    principal: int
    rate: int
    months: int
    method: str = "equal_instalment"
    payment: int | None = None
    changes: tuple[Change, ...] = ()
    grace: int = 0
    odd: str = "in_principal"
    dues: tuple[str, ...] = ()
    payout: str | None = None
    due_day: int | None = None
    first_period: str = "whole"
    periods: str = "whole"
    day_count: str = "actual_360"


@dataclass(frozen=True)
class Row:
    period: int
    payment: int
    principal: int
    interest: int
    balance: int


def half_up(above: int, below: int) -> int:
    return (2 * above + below) // (2 * below)


def rounded(exact: Fraction) -> int:
    return half_up(exact.numerator, exact.denominator)


def level(principal: int, rate: int, periods: int) -> int:
    """A = P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1), once, exactly."""
    if rate == 0:
        return half_up(principal, periods)
    grown, base = (YEAR + rate) ** periods, YEAR**periods
    return half_up(principal * rate * grown, YEAR * (grown - base))


def whole(balance: int, rate: int) -> int:
    """The interest of a whole month."""
    return half_up(balance * rate, YEAR)


def by_days(balance: int, rate: int, first: str, last: str, count: str) -> int:
    """The interest of so many days."""
    return rounded(exactly_by_days(balance, rate, first, last, count))


def exactly_by_days(balance: int, rate: int, first: str, last: str, count: str) -> Fraction:
    days, year = days_of(first, last, count)
    return Fraction(balance * rate * days, year * 1_000_000)


@dataclass
class Book:
    """A loan while it is paid back."""

    loan: Loan
    balance: int
    rate: int
    level: int | None = None
    last: int = 0
    """The last period of the term."""
    end: int = 0
    rows: list[Row] = field(default_factory=list)


def schedule(loan: Loan) -> list[Row]:
    """Every payment."""
    book = Book(loan, loan.principal, loan.rate)
    book.last = loan.months
    changes = {it.period: it for it in loan.changes}
    book.level = levelled(book, 1)
    enough(book)
    if loan.grace:
        book.level = None
    return run(book, 1, changes)


def run(book: Book, first: int, changes: dict[int, Change]) -> list[Row]:
    for period in range(first, book.last + 1):
        change = changes.get(period)
        turn(book, period, change)
        interest = odd_interest(book, period, change)
        pay(book, period, interest)
        if book.balance == 0:
            break
    return book.rows


def turn(book: Book, period: int, change: Change | None) -> None:
    """What a period brings with it: another rate, the end of the grace."""
    loan = book.loan
    if change is not None:
        book.rate = change.rate
    ends = period == loan.grace + 1 and loan.grace > 0
    anew = change is not None and period > loan.grace and loan.method == "equal_instalment"
    if ends or anew:
        book.level = levelled(book, period)


def levelled(book: Book, period: int) -> int | None:
    """What stays the same from this period on: the instalment, or the principal in it."""
    left = book.last - period + 1
    method = book.loan.method
    if method == "equal_instalment":
        return level(book.balance, book.rate, left)
    if method == "equal_principal":
        return half_up(book.balance, left)
    return book.loan.payment if method == "fixed_payment" else None


def at_first(instalment: int, rate: int, periods: int) -> int:
    """How much an instalment pays back at first, A ÷ (1+i)ⁿ, cut off."""
    return int(instalment * YEAR**periods // (YEAR + rate) ** periods)


def enough(book: Book) -> None:
    """Below that, rounding would decide what the loan costs."""
    loan = book.loan
    if loan.method == "equal_instalment":
        part = at_first(book.level or 0, loan.rate, loan.months)
    elif loan.method == "fixed_payment":
        part = (book.level or 0) - whole(book.balance, book.rate)
    else:
        part = loan.principal // loan.months if loan.method == "equal_principal" else LEAST
    if part < LEAST and loan.months > 1:
        raise Beyond(f"{part} fen of {loan.principal}")


def odd_interest(book: Book, period: int, change: Change | None) -> int | None:
    """The interest of a period that is not a whole one."""
    loan = book.loan
    if change is not None and change.interest is not None:
        return change.interest
    if period == 1 and loan.first_period != "whole" and loan.payout is not None:
        return first_interest(loan)
    if loan.periods == "by_days" and loan.payout is not None:
        since = loan.dues[period - 2] if period > 1 else loan.payout
        return by_days(book.balance, book.rate, since, loan.dues[period - 1], loan.day_count)
    return None


def first_interest(loan: Loan) -> int:
    """From the payout to the first due day: all days, or whole months and the days over."""
    payout, due = loan.payout or "", loan.dues[0]
    rate = loan.changes[0].rate if loan.changes and loan.changes[0].period == 1 else loan.rate
    if loan.first_period == "by_days":
        return by_days(loan.principal, rate, payout, due, loan.day_count)
    months, until = months_and_days(payout, due, loan.due_day or int(payout[8:]))
    exact = Fraction(loan.principal * rate * months, YEAR)
    return rounded(exact + exactly_by_days(loan.principal, rate, payout, until, loan.day_count))


def pay(book: Book, period: int, odd: int | None) -> None:
    """One row."""
    usual = whole(book.balance, book.rate)
    interest = usual if odd is None else odd
    principal = pays_back(book, period, usual, interest)
    if period == book.last or principal >= book.balance:
        principal = book.balance
    book.balance -= principal
    row = Row(period, principal + interest, principal, interest, book.balance)
    book.rows.append(row)


def pays_back(book: Book, period: int, usual: int, interest: int) -> int:
    """How much of the principal a payment pays back, when it is not the last."""
    if period <= book.loan.grace or book.level is None:
        return 0
    if book.loan.method == "equal_principal":
        return book.level
    taken = interest if book.loan.odd == "in_principal" else usual
    return max(0, book.level - taken)
