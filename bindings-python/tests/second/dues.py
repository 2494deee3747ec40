"""Due days, and how days are counted (handbook 5.1, 5.5)."""

from __future__ import annotations

from calendar import monthrange

from .days import between


def on_month(year: int, month: int, day: int) -> str:
    """That day of the month, or its last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04d}-{month:02d}-{min(day, monthrange(year, month)[1]):02d}"


def parts(day: str) -> tuple[int, int, int]:
    return int(day[:4]), int(day[5:7]), int(day[8:])


def months_later(day: str, months: int, on: int | None = None) -> str:
    year, month, of_month = parts(day)
    return on_month(year, month + months, on or of_month)


def due_days(payout: str, months: int, due_day: int | None, first: str) -> list[str]:
    """The first is in the month after the payout, or on the next such day."""
    on = due_day or parts(payout)[2]
    offset = 1
    if first == "next_day" and months_later(payout, 0, on) > payout:
        offset = 0
    return [months_later(payout, offset + number, on) for number in range(months)]


def days_of(first: str, last: str, count: str) -> tuple[int, int]:
    """How many days, and of how long a year."""
    if count == "thirty_360":
        (y1, m1, d1), (y2, m2, d2) = parts(first), parts(last)
        return (y2 - y1) * 360 + (m2 - m1) * 30 + min(d2, 30) - min(d1, 30), 360
    return between(first, last), 365 if count == "actual_365" else 360


def months_and_days(payout: str, due: str, due_day: int) -> tuple[int, str]:
    """How many whole months lie before the due day, and until when the days over count."""
    months = 0
    while months_later(due, -months - 1, due_day) >= payout:
        months += 1
    return months, months_later(due, -months, due_day)
