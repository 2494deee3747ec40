"""What is known of a case: the entries so far, folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Reason = tuple[str, str]
"""A code of a refusal, and what it is about."""


@dataclass
class Party:
    id: str
    role: str
    born: str | None


@dataclass
class Paper:
    id: str
    kind: str
    holder: str
    received: str
    issued: str | None
    printed: str | None
    good_until: str | None
    entry: int
    checked: tuple[str, str] | None = None
    """Since when it is found good, or when it was last turned down."""

    def state(self, day: str) -> str:
        """How it stood at the end of a day. Of checks that say otherwise the last one is kept."""
        if self.checked is None or self.checked[0] > day:
            return "received"
        return self.checked[1]


@dataclass
class Mark:
    state: str
    on: str
    lapses: str | None


@dataclass
class Terms:
    amount: int
    months: int
    rate: int


@dataclass
class Supplement:
    asked: str
    items: list[str]
    answered: str | None = None


@dataclass(eq=False)
class Loan:
    id: str
    product: str
    kind: str
    amount: int
    months: int
    moved: str
    """The day of its last move."""
    state: str = "preparing"
    been: list[tuple[str, str]] = field(default_factory=list)
    """Every state with its day."""
    handed_in: str | None = None
    terms: Terms | None = None
    conditions: list[str | None] = field(default_factory=list)
    """When each was met."""
    expires: str | None = None
    lock: str | None = None
    early: tuple[str, bool] | None = None
    """A contract signed before the answer, and whether the answer came since."""
    contract: str | None = None
    supplements: list[Supplement] = field(default_factory=list)
    refused: bool = False
    """Declined by the lender, not by the customer."""
    left: bool = False
    """Another loan stands in its place."""
    paid_on: str | None = None
    paid: int | None = None
    arrears: int | None = None
    prepaid: int = 0
    request: bool = False

    def move(self, state: str, day: str) -> None:
        self.state, self.moved = state, day
        self.been.append((day, state))

    def state_on(self, day: str) -> str:
        told = "preparing"
        for on, state in self.been:
            if on <= day:
                told = state
        return told

    @property
    def alive(self) -> bool:
        return self.state != "declined"


@dataclass
class Obligation:
    id: str
    what: tuple[str, str, str]
    """`document`, kind and holder; or `milestone`, which, and nothing."""
    by: str
    """`waiver`, or who promised."""
    loan: str | None
    made: str
    until: str
    steps: tuple[str, ...]
    withdrawn: str | None = None
    kept: str | None = None


@dataclass
class Consent:
    id: str
    party: str
    lender: str | None
    """The institution, where the recipient is a lender."""
    recipient: str
    purpose: str
    manner: str
    given: str
    until: str | None
    ended: str | None = None

    def stands(self, day: str) -> bool:
        return (
            self.given <= day
            and (self.until is None or day <= self.until)
            and (self.ended is None or day < self.ended)
        )


@dataclass
class Query:
    id: str
    loan: str | None
    blocks: str | None
    turns: list[tuple[str, str]]
    """Days, and what was done."""


@dataclass
class Appointment:
    id: str
    day: str
    made: str
    over: bool = False


@dataclass
class Deposit:
    id: str
    amount: int
    laid: str
    back: int = 0


@dataclass
class Case:
    id: str
    stage: str = "enquiry"
    since: str = ""
    opened: str = ""
    recorded: str = ""
    length: int = 0
    parties: list[Party] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    price: int | None = None
    loans: list[Loan] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    obligations: list[Obligation] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    deposits: list[Deposit] = field(default_factory=list)
    accounts: list[tuple[str | None, str]] = field(default_factory=list)
    """For which loan, and its number."""
    suspended: str | None = None
    stood: list[tuple[str, str]] = field(default_factory=list)
    """From when to when the case stood still."""
    shelved: bool = False
    lent: str | None = None
    dossier: str = ""
    """The day of what last happened to the dossier."""
    moved: str = ""
    """The day of its last move."""
    by_entry: dict[int, int] = field(default_factory=dict)
    """Of each entry, which step of the walk put it there."""

    def party(self, name: str) -> Party | None:
        return next((it for it in self.parties if it.id == name), None)

    def of_role(self, role: str) -> list[Party]:
        return [it for it in self.parties if it.role == role]

    def loan(self, name: str) -> Loan | None:
        return next((it for it in self.loans if it.id == name), None)

    def alive(self) -> list[Loan]:
        return [it for it in self.loans if it.alive]

    def mark(self, milestone: str, day: str) -> Mark | None:
        """The mark that stood at the end of a day."""
        told = None
        for mark in self.marks.get(milestone, ()):
            if mark.on <= day:
                told = mark
        return told

    def standing(self, milestone: str, day: str) -> str:
        """Where a milestone was in its life; one that names its last day falls away after it."""
        mark = self.mark(milestone, day)
        if mark is None:
            return "untouched"
        if mark.state == "done" and mark.lapses is not None and mark.lapses < day:
            return "lapsed"
        return mark.state
