"""A random case: what a clerk would do next mostly, and now and then something else."""

from __future__ import annotations

from random import Random
from typing import Any

from . import fields, lender, sideways
from .days import plus
from .duel import SALT, Duel, Recorded, Unmodelled
from .state import Case, Loan, Reason

NEXT = {
    "enquiry": "choose_product",
    "collecting": "request_review",
    "reviewing": "pass_review",
    "prechecked": "submit",
    "applying": "confirm_terms",
    "signing": "send_to_registry",
    "registering": "await_funds",
    "funding": "begin_repayment",
    "repaying": "confirm_settlement",
    "settled": "release_mortgage",
}
OPENS = "2025-01-06"


class Walk:
    """A case of so many steps, played in both as it is made up."""

    def __init__(self, seed: int, duel: Any) -> None:
        self.rng = Random(seed)
        self.opened = plus(OPENS, self.rng.randint(0, 700))
        self.today = self.opened
        self.duel: Duel = duel(self.opened)
        self.todo: list[dict[str, Any]] = []
        self.steps: list[Recorded] = []
        self.steady = self.rng.choice((0.75, 0.9, 0.97))
        """How often the next step is one on the way."""

    @property
    def case(self) -> Case:
        return self.duel.ours

    def play(self) -> None:
        length = self.rng.choice((10, 30, 60, 90, 125))
        for _ in range(length):
            if self.case.stage not in NEXT and self.rng.random() < 0.4:
                break
            self.turn()
        self.duel.finish(self.today)

    def turn(self) -> None:
        if self.rng.random() < 0.25:
            self.today = plus(self.today, self.rng.choice((1, 1, 1, 2, 3, 5, 9, 20, 40)))
        forward = self.case.stage in NEXT and self.rng.random() < self.steady
        command = self.forward() if forward else self.aside()
        self.take(command)

    def aside(self) -> dict[str, Any]:
        return sideways.write(self.rng, self.case, self.duel.pack, self.today)

    def take(self, command: dict[str, Any]) -> None:
        recorded = (command, self.context(command))
        number = len(self.steps)
        self.steps.append(recorded)
        length = self.case.length
        try:
            reasons = self.duel.play(recorded, number)
        except Unmodelled:
            self.steps.pop()
            return
        if self.case.length > length:
            self.case.by_entry[self.case.length] = number
        elif reasons:
            self.mend(reasons)
        if number % 24 == 23 and self.case.loans:
            self.duel.compare_checklist(self.today)

    def context(self, command: dict[str, Any]) -> dict[str, Any]:
        told = {"today": self.today, "by": "wang"}
        chance = self.rng.random()
        if chance < 0.04:
            told["occurred"] = plus(self.today, -self.rng.choice((1, 1, 2, 5, 12)))
        elif chance < 0.045:
            told["occurred"] = plus(self.today, 1)
        elif chance < 0.05:
            told["today"] = plus(self.today, -1)
        if self.rng.random() < 0.995:
            told["salt"] = SALT
        return told

    def forward(self) -> dict[str, Any]:
        if self.todo:
            return self.todo.pop(0)
        case = self.case
        if case.suspended is not None:
            return {"command": "resume"}
        if case.loans and case.stage in ("applying", "signing", "funding", "repaying"):
            loan = self.waiting()
            if loan is not None:
                return lender.forward(self.rng, case, loan, self.today)
        return sideways.move(self.rng, NEXT[case.stage], case, self.duel.pack)

    def waiting(self) -> Loan | None:
        """A loan that the spine waits for."""
        done = {
            "applying": ("accepted", "signed", "paid_out", "repaying", "settled"),
            "signing": ("signed", "paid_out", "repaying", "settled"),
            "funding": ("repaying", "settled"),
            "repaying": ("settled",),
        }[self.case.stage]
        open_ones = [it for it in self.case.alive() if it.state not in done]
        if not open_ones:
            return None if self.case.alive() else self.rng.choice(self.case.loans)
        return self.rng.choice(open_ones)

    def mend(self, reasons: set[Reason]) -> None:
        """What would help, to be done next."""
        if len(self.todo) > 60:
            return
        for code, about in sorted(reasons):
            self.todo += self.mended(code, about)

    def mended(self, code: str, about: str) -> list[dict[str, Any]]:
        rng, case = self.rng, self.case
        if code in ("missing_document", "document_rejected", "document_expired"):
            return self.papers(about) if "/" in about else []
        if code == "document_unchecked":
            return self.checks(about)
        if code in ("milestone_open", "milestone_lapsed", "milestone_too_early"):
            return self.marks(about)
        if code == "missing_party":
            return [fields.party(rng, case, about.rpartition("/")[2])]
        if code == "unknown_fact":
            return [{"command": "state_facts", "facts": self.facts(about)}]
        if code == "missing_property":
            return [
                {"command": "describe_property", "address": "试验路1号", "price_fen": 150_000_000}
            ]
        if code.startswith("consent_"):
            return self.consents(about)
        if code in ("no_account", "wrong_account"):
            number = fields.ACCOUNTS[0]
            return [{"command": "designate_account", "holder": "developer", "number": number}]
        return self.of_loans(code, about)

    def of_loans(self, code: str, about: str) -> list[dict[str, Any]]:
        case = self.case
        if code == "condition_open":
            return [self.loan_step("meet_condition", number=int(about))]
        if code == "supplement_open":
            holder = case.parties[0].id if case.parties else "couple"
            return [{"command": "add_document", "kind": about, "holder": holder}]
        if code == "supplement_unchecked":
            return [self.check(it.id) for it in case.papers if it.kind == about][-1:]
        if code == "offer_expired":
            return [self.loan_step("lapse")]
        if code == "rate_lock_ended":
            return [self.loan_step("lock_rate", until=plus(self.today, 30))]
        if code == "resign_needed":
            return [self.loan_step("sign_loan", contract="H2")]
        if code == "query_open":
            name = sideways.reference(case, about)
            return [{"command": "answer_query", "query": name, "text": "好"}]
        if code == "loan_needed" and self.rng.random() < 0.5 and case.loans:
            return [lender.forward(self.rng, case, self.rng.choice(case.loans), self.today)]
        if code in ("milestone_life",) or self.rng.random() < 0.8:
            return []
        return [sideways.move(self.rng, "change_lender", case, self.duel.pack)]

    def loan_step(self, command: str, **given: Any) -> dict[str, Any]:
        alive = self.case.alive()
        loan = self.rng.choice(alive) if alive else None
        told = {"command": command, **fields.loan_named(self.rng, self.case, loan)}
        return {**told, **given}

    def papers(self, about: str) -> list[dict[str, Any]]:
        kind, _, whose = about.partition("/")
        told = fields.paper(self.rng, kind, whose, self.today)
        if "issued" in told and self.rng.random() < 0.9:
            told["issued"] = self.today
        if told.get("valid_until", self.today) <= self.today and self.rng.random() < 0.9:
            told.pop("valid_until", None)
        return [told]

    def checks(self, about: str) -> list[dict[str, Any]]:
        kind, _, whose = about.partition("/")
        found = [it for it in self.case.papers if it.kind == kind and it.holder == whose]
        found = found or [it for it in self.case.papers if it.kind == kind]
        return [self.check(it.id) for it in found[-1:]]

    def check(self, paper: str) -> dict[str, Any]:
        told = {"command": "check_document", "document": sideways.reference(self.case, paper)}
        return {**told, "defect": "不清"} if self.rng.random() < 0.03 else told

    def marks(self, milestone: str) -> list[dict[str, Any]]:
        told = {"command": "mark_milestone", "milestone": milestone, "state": "done"}
        return [fields.mark(self.rng, self.case, milestone, self.today), told][
            self.rng.random() < 0.95 :
        ][:1]

    def facts(self, about: str) -> dict[str, Any]:
        names = about.split(",") if about != "mode" else ["conversion_mode", "transfer_mode"]
        return {it: fields.fact(self.rng, it) for it in names} or fields.facts(self.rng)

    def consents(self, about: str) -> list[dict[str, Any]]:
        party = self.case.party(about)
        told: list[dict[str, Any]] = []
        for loan in self.case.alive():
            for purpose in ("loan_application", "credit_query"):
                told.append(
                    {
                        "command": "give_consent",
                        "party": about,
                        "recipient": loan.product,
                        "purpose": purpose,
                        "manner": "written",
                    }
                )
                if party is not None and party.role == "minor":
                    told[-1]["given_by"] = self.case.parties[0].id
        return told
