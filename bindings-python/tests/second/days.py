"""Days as ISO text, which sorts as days do."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=100_000)
def plus(day: str, days: int) -> str:
    """So many calendar days later; the first day does not count (handbook 1.9)."""
    return date.fromordinal(date.fromisoformat(day).toordinal() + days).isoformat()


@lru_cache(maxsize=100_000)
def between(first: str, last: str) -> int:
    """How many days from one to the other."""
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def age(born: str, day: str) -> int:
    """Full years; a birthday of 29 February is reached on 1 March in other years."""
    years = int(day[:4]) - int(born[:4])
    return years - (day[5:] < born[5:])


def born(id_number: str | None) -> str | None:
    """The day of birth that a resident identity number tells."""
    if id_number is None:
        return None
    return f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}"
