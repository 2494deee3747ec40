"""One step through both: the library and the second interpreter, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import anjieflow

from . import checklist, flow
from .pack import Pack, read
from .state import Case, Reason
from .step import Step
from .table import LOAN, LOAN_STAYS, SPINE, STAYS, listed
from .words import words

COMMANDS = {*SPINE, *(name for stays in STAYS.values() for name in stays)}
OF_LOANS = {**{name: move[0] for name, move in LOAN.items()}, **LOAN_STAYS}
"""The steps of loans, and in which states."""
SALT = "00112233445566778899aabbccddeeff"
NAME = re.compile(r"([docqaec])@(\d+)")
"""In a recorded step: what the step of that number put on file."""

Recorded = tuple[dict[str, Any], dict[str, Any]]
"""A command and its context, with names that wait for entries."""


class Differ(Exception):
    """They do not say the same."""

    def __init__(self, what: str, ours: Any, theirs: Any) -> None:
        super().__init__(f"{what}: second {ours!r}, library {theirs!r}")
        self.what = what
        if what == "refusal":
            codes = {code for code, _ in ours} ^ {*theirs}
            self.what = f"refusal {' '.join(sorted(codes))}"


class Unmodelled(LookupError):
    """The second interpreter does not know the step."""


class Malformed(Exception):
    """The step was not well formed: a fault of the walk, not of either interpreter."""


@dataclass
class Told:
    """What was seen on the way, so that one sees whether a walk was shallow."""

    stages: Counter[str] = field(default_factory=Counter)
    granted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    unmodelled: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    loans: Counter[str] = field(default_factory=Counter)
    lines: int = 0

    def add(self, other: Told) -> None:
        for name in COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self.lines += other.lines


COUNTERS = ("stages", "granted", "refused", "codes", "unmodelled", "statuses", "loans")


class Duel:
    """A case in both, from its opening on."""

    def __init__(self, day: str, told: Told, rules: Any, pack: Pack) -> None:
        self.told, self.pack = told, pack
        self.theirs, _ = rules.open("C-1", {"today": day, "by": "wang"})
        self.ours: Case = flow.opened("C-1", day)
        self.entries: dict[int, int] = {}
        """Which entry came of which step."""
        self.number = 0
        told.stages["enquiry"] += 1

    def play(self, recorded: Recorded, number: int | None = None) -> set[Reason]:
        """The reasons to say no, which both give; `Differ` where they do not."""
        self.number = len(self.entries) if number is None else number
        command, context = self.resolved(recorded[0]), recorded[1]
        step = self.step(command, context)
        if not flow.modelled(step):
            self.told.unmodelled[step.name] += 1
            raise Unmodelled(step.name)
        ours = flow.judge(step)
        theirs, event = self.library(command, context)
        self.compare_codes(ours, theirs)
        if event is None:
            self.refused(step, ours)
        else:
            self.grant(step, event)
        return ours

    def step(self, command: dict[str, Any], context: dict[str, Any]) -> Step:
        today = context["today"]
        on = context.get("occurred", today)
        name = command["command"]
        return Step(self.ours, self.pack, command, today, on, "salt" in context, name)

    def library(
        self, command: dict[str, Any], context: dict[str, Any]
    ) -> tuple[set[str], anjieflow.Entry | None]:
        try:
            self.theirs, entry = self.theirs.step(command, context)
        except anjieflow.Refused as no:
            return {reason["code"] for reason in no.reasons}, None
        except anjieflow.InputError as no:
            raise Malformed(f"{command}: {no}") from no
        return set(), entry

    def compare_codes(self, ours: set[Reason], theirs: set[str]) -> None:
        codes = {code for code, _ in ours}
        if codes != theirs:
            raise Differ("refusal", sorted(ours), sorted(theirs))

    def refused(self, step: Step, ours: set[Reason]) -> None:
        self.told.refused[step.name] += 1
        self.told.codes.update({code for code, _ in ours})

    def grant(self, step: Step, entry: anjieflow.Entry) -> None:
        stage = self.ours.stage
        flow.take(step)
        self.entries[self.number] = self.ours.length
        self.told.granted[step.name] += 1
        if self.ours.stage != stage:
            self.told.stages[self.ours.stage] += 1
            self.compare_allowed()
        self.same("stage", self.ours.stage, self.theirs.stage)
        self.same("length", self.ours.length, self.theirs.length)
        self.event(step, entry)
        if step.name in LOAN or step.name in LOAN_STAYS or step.name in BY_LOAN:
            self.compare_view()

    def compare_allowed(self) -> None:
        """Which commands the stage lists."""
        here = {it for it in COMMANDS if listed(self.ours.stage, it)}
        states = {it.state for it in self.ours.loans}
        listed_here = {it for it in here if it not in OF_LOANS or states & {*OF_LOANS[it]}}
        self.same("commands", sorted(listed_here), sorted(self.theirs.allowed()))

    def event(self, step: Step, entry: anjieflow.Entry) -> None:
        """What the event adds to what was asked."""
        case = self.ours
        if step.name == "add_document":
            paper, data = case.papers[-1], entry.data
            told = (data["document"], data.get("good_until"))
            self.same("paper", (paper.id, paper.good_until), told)
        elif step.name in ("waive", "promise"):
            owed, data = case.obligations[-1], entry.data
            told = (data["obligation"], tuple(data["steps"]))
            self.same("obligation", (owed.id, owed.steps), told)

    def same(self, what: str, ours: Any, theirs: Any) -> None:
        if ours != theirs:
            raise Differ(what, ours, theirs)

    def compare_view(self) -> None:
        view = self.theirs.view()
        ours = [loan_view(it) for it in self.ours.loans]
        theirs = [tuple(it[name] for name in LOAN_VIEW) for it in view["loans"]]
        self.same("loans", ours, theirs)
        since = view["suspended"]["since"] if view["suspended"] else None
        self.same("suspended", self.ours.suspended, since)
        self.same("since", self.ours.since, view["since"])
        marks = {name: it[-1] for name, it in self.ours.marks.items()}
        self.same(
            "milestones",
            {name: (it.state, it.on) for name, it in marks.items()},
            {it["milestone"]: (it["state"], it["on"]) for it in view["milestones"]},
        )
        self.same(
            "obligations",
            [(it.id, it.made, it.until, it.withdrawn, it.kept) for it in self.ours.obligations],
            [
                (it["id"], it["made"], it["until"], it["withdrawn"], it["kept"])
                for it in view["obligations"]
            ],
        )

    def compare_checklist(self, day: str) -> None:
        """Which papers are owed, from whom, and how each stands."""
        case = self.ours
        ours = []
        for loan in case.alive():
            product = self.pack.products[loan.product]
            ours += [
                (it.rule, it.kind, it.holder, it.status, it.ask)
                for it in checklist.lines(case, product, loan, day)
            ]
        listed = self.theirs.checklist({"today": day, "by": "wang"})
        theirs = [
            (it["rule"], it["document"], it["holder"], it["status"], _sorted(it.get("ask")))
            for it in listed
        ]
        self.told.lines += len(theirs)
        self.told.statuses.update(it[3] for it in theirs)
        if sorted(map(str, ours)) != sorted(map(str, theirs)):
            only = [it for it in ours if it not in theirs], [it for it in theirs if it not in ours]
            raise Differ("checklist", *only)

    def finish(self, day: str) -> None:
        self.compare_view()
        self.compare_checklist(day)
        self.told.loans.update(it.state for it in self.ours.loans)

    def resolved(self, command: dict[str, Any]) -> dict[str, Any]:
        return {key: self.resolve(value) for key, value in command.items()}

    def resolve(self, value: Any) -> Any:
        if isinstance(value, str):
            found = NAME.fullmatch(value) if "@" in value else None
            if found is None:
                return value
            return f"{found[1]}{self.entries.get(int(found[2]), 999)}"
        if isinstance(value, list):
            return [self.resolve(it) for it in value]
        if isinstance(value, dict):
            return {key: self.resolve(it) for key, it in value.items()}
        return value


def _sorted(names: list[str] | None) -> tuple[str, ...]:
    return tuple(sorted(names or ()))


BY_LOAN = frozenset({"choose_product", "change_lender", "submit", "suspend", "resume"})
APPROVED = ("offered", "accepted", "signed")
LOAN_VIEW = words(
    "id state product amount_fen term_months expires rate_locked_until handed_in contract paid_fen"
    " paid_on arrears_fen"
)


def loan_view(loan: Any) -> tuple[Any, ...]:
    return (
        loan.id,
        loan.state,
        loan.product,
        loan.amount,
        loan.months,
        loan.expires if loan.state in APPROVED else None,
        loan.lock if loan.state in APPROVED else None,
        loan.handed_in,
        loan.contract,
        loan.paid,
        loan.paid_on,
        loan.arrears,
    )


def builtin() -> tuple[Any, Pack]:
    """The rules that come with the library, and the same read here."""
    rules = anjieflow.Rules.builtin()
    return rules, read(rules.pack())
