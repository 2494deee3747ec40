"""Random fields of commands: mostly what a clerk would write, now and then what is wrong."""

from __future__ import annotations

from random import Random
from typing import Any

from .days import plus
from .pack import Pack
from .state import Case, Loan
from .table import LOAN, LOAN_STAYS, MILESTONE, OFFICES, PERSONS
from .words import words

FACTS: dict[str, tuple[Any, ...]] = {
    "marital": ("single", "married", "divorced", "widowed"),
    "nationality": ("mainland", "military", "hong_kong", "macau", "taiwan", "foreign"),
    "property": ("presale", "completed_new", "second_hand", "titled_home"),
    "loan_kind": ("commercial", "provident_fund", "combined", "conversion"),
    "collateral": ("purchased_home", "other_home", "pledge"),
    "down_payment_proof": ("invoice", "receipt", "deposit_at_bank"),
    "down_payment_paid_to": ("developer", "seller", "supervision_account"),
    "id_card_state": ("valid", "expired", "demagnetised"),
    "income_basis": ("certificate", "contribution_base"),
    "conversion_mode": ("repay_first", "direct"),
    "transfer_mode": (
        "paid_off_first",
        "new_and_old_together",
        "second_rank_first",
        "mortgage_changed",
    ),
    "household_home_count": (0, 1, 2, 3),
}
FLAGS = words(
    "has_co_borrower has_co_owner has_guarantor local_household minor_on_title"
    " incapable_adult_on_title signed_by_agent seller_has_co_owner seller_married"
    " seller_leased_out pf_paid_elsewhere co_borrower_pf_elsewhere first_pf_loan_and_no_home"
    " parents_are_co_applicants contract_signed certified_income_over_10000 bought_outside_area"
    " is_talent green_building register_shows_marriage"
)
MILESTONES = words(
    "eligibility_checked contract_signed contract_filed down_payment_paid interviewed"
    " credit_authorised title_searched appraised funds_supervised seller_paid_off"
    " early_settlement_agreed instalments_deposited mortgagee_informed shortfall_paid"
    " old_loan_settled old_mortgage_cancelled title_transferred insured notarised guarantee_given"
    " advance_notice mortgage_registered second_rank_registered rank_moved_up mortgage_changed"
    " topped_out credit_rechecked quota_granted building_registered handed_over title_issued"
    " dossier_filed guarantee_released mortgage_cancelled"
)
NUMBERS = ("710000199003070011", "710000201201010052", "710000199105120024", "710000201203070016")
ACCOUNTS = ("6222021001116245702", "6222020200112230051")
CARD = 0.9
"""How often the right account is named."""
GATES = words(
    "request_review pass_review submit confirm_terms send_to_registry await_funds pay_out"
    " begin_repayment confirm_settlement release"
)


def fact(rng: Random, name: str) -> Any:
    words = FACTS.get(name)
    if words is not None:
        return rng.choice(words)
    return rng.random() < 0.25


def facts(rng: Random) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in rng.sample([*FACTS, *FLAGS], rng.randint(1, 4)):
        told[name] = fact(rng, name)
    return told


def party(rng: Random, case: Case, role: str | None = None) -> dict[str, Any]:
    role = role or rng.choice(sorted(PERSONS))
    number = rng.choice(NUMBERS) if rng.random() < 0.6 else None
    if role == "borrower" and rng.random() < 0.95:
        number = NUMBERS[0]
    told = {"command": "add_party", "id": f"p{len(case.parties) + 1}", "role": role}
    if rng.random() < 0.02:
        told["id"] = "p1"
    told["name"] = "陈一诺"
    return {**told, "id_number": number} if number else told


def holder(rng: Random, case: Case) -> str:
    if case.parties and rng.random() < 0.85:
        return rng.choice(case.parties).id
    return rng.choice(("couple", "developer", "bank", "family", "owner", "p99"))


def application(rng: Random, case: Case, pack: Pack, kind: str | None = None) -> dict[str, Any]:
    """A product that fits the home, mostly."""
    home = case.facts.get("property")
    fits = [
        it.id
        for it in pack.products.values()
        if it.rows is not None and home in it.property_kinds and kind in (None, it.kind)
    ]
    wanted = fits if fits and rng.random() < 0.97 else sorted(pack.products)
    months = rng.choice((60, 120, 240, 300, 360)) if rng.random() < 0.98 else 361
    return {
        "product": rng.choice(wanted) if rng.random() < 0.995 else "moon-bank",
        "amount_fen": amount(rng),
        "term_months": months,
    }


def amount(rng: Random) -> int:
    usual = rng.randint(20, 90) * 1_000_000
    return usual if rng.random() < 0.97 else rng.choice((1, 149_000_000, 400_000_000))


def paper(rng: Random, kind: str, whose: str, day: str) -> dict[str, Any]:
    told: dict[str, Any] = {"command": "add_document", "kind": kind, "holder": whose}
    if rng.random() < 0.5:
        told["issued"] = plus(day, -rng.choice((0, 0, 1, 3, 10, 25, 31, 95)))
    if rng.random() < 0.15:
        told["valid_until"] = plus(day, rng.choice((-1, 0, 3, 30, 400)))
    return told


def mark(rng: Random, case: Case, milestone: str, day: str) -> dict[str, Any]:
    marks = case.marks.get(milestone)
    state = rng.choice(MILESTONE[marks[-1].state if marks else "untouched"])
    told: dict[str, Any] = {"command": "mark_milestone", "milestone": milestone, "state": state}
    if rng.random() < 0.1:
        told["state"] = rng.choice(("open", "filed", "returned", "done", "lapsed"))
    if rng.random() < 0.1:
        told["lapses"] = plus(day, rng.choice((-1, 0, 2, 30, 90)))
    return told


def owed(rng: Random, case: Case, pack: Pack) -> dict[str, Any]:
    if rng.random() < 0.9:
        kind, name = rng.choice(sorted(pack.limits))
    else:
        kind, name = rng.choice((("document", "id_card"), ("milestone", "advance_notice")))
    if kind == "milestone":
        return {"milestone": name}
    return {"document": name, "holder": holder(rng, case)}


def loan_named(rng: Random, case: Case, loan: Loan | None) -> dict[str, Any]:
    """The loan's name, left out while there is one, and now and then forgotten."""
    if loan is None or (len(case.loans) == 1 and rng.random() < 0.9) or rng.random() < 0.02:
        return {}
    return {"loan": loan.id if rng.random() < 0.995 else "L9"}


def anybody(rng: Random, case: Case) -> str:
    if rng.random() < 0.4:
        return rng.choice((*sorted(OFFICES), "bank", "developer", "nobody"))
    return holder(rng, case)


LOAN_COMMANDS = [*LOAN, *LOAN_STAYS]
