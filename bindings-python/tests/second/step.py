"""A step that somebody wants to take: a command, its days, and under which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from .pack import Pack
from .state import Case, Loan, Reason
from .table import COLLECTIVE


@dataclass
class Step:
    case: Case
    pack: Pack
    command: dict[str, Any]
    today: str
    on: str
    """The day it happened."""
    salted: bool = True
    name: str = ""

    def get(self, field: str) -> Any:
        return self.command.get(field)


Decide = Callable[[Step], set[Reason]]
Apply = Callable[[Step], None]
Handler = tuple[Decide, Apply]
LoanHandler = tuple[Callable[[Step, Loan], set[Reason]], Callable[[Step, Loan], None]]


def known(case: Case, name: str) -> bool:
    """A party of the case, or a role that hands in papers as one."""
    return name in COLLECTIVE or case.party(name) is not None


def strangers(case: Case, *names: str | None) -> set[Reason]:
    return {("unknown_party", it) for it in names if it is not None and not known(case, it)}


def unknown_loan(step: Step) -> set[Reason]:
    name = step.get("loan")
    if name is None or step.case.loan(name) is not None:
        return set()
    return {("unknown_loan", name)}


def ahead(step: Step, field: str) -> set[Reason]:
    """A day that should lie ahead does."""
    day = step.get(field)
    return {("due_in_past", day)} if day is not None and day <= step.on else set()


def not_past(step: Step, field: str) -> set[Reason]:
    """A last day may be today."""
    day = step.get(field)
    return {("due_in_past", day)} if day is not None and day < step.on else set()


def standstill(step: Step) -> set[Reason]:
    """Everything that moves waits while the case is suspended."""
    case = step.case
    if case.suspended is not None:
        return {("suspended", case.suspended)}
    return {("stood_still", since) for since, until in case.stood if since < step.on < until}


def fine(_step: Step) -> set[Reason]:
    return set()


def nothing(_step: Step) -> None:
    pass
