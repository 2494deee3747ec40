"""Random steps of one loan: the next one of its way mostly, else another."""

from __future__ import annotations

from random import Random
from typing import Any

from .days import plus
from .fields import ACCOUNTS, LOAN_COMMANDS, amount, loan_named
from .state import Case, Loan

NEXT = {
    "preparing": ("hand_in", "hand_in", "sign_early", "name_branch", "turn_down"),
    "under_review": (*("offer",) * 7, "ask_supplement", "return_file", "refuse", "sign_early"),
    "supplement_asked": (*("answer_supplement",) * 7, "return_file"),
    "returned": (*("resubmit",) * 9, "turn_down"),
    "offered": (*("accept_offer",) * 9, "appeal", "lock_rate", "meet_condition", "turn_down"),
    "accepted": (*("sign_loan",) * 12, "lock_rate", "meet_condition", "refuse", "lapse"),
    "signed": (*("pay_out",) * 12, "refuse", "lock_rate", "lapse"),
    "paid_out": ("post",),
    "repaying": (
        *("settle",) * 3,
        "record_instalment",
        "record_instalment",
        "record_arrears",
        "clear_arrears",
        "record_prepayment",
        "request_prepayment",
        "cancel_prepayment",
        "reprice",
    ),
    "settled": ("settle",),
    "declined": (*("reconsider",) * 3, "turn_down"),
    "lapsed": (*("resubmit",) * 5, "turn_down"),
}
ITEMS: tuple[str, ...] = ("tax_cert", "work_cert", "asset_proof", "income_cert", "bank_statement")


def forward(rng: Random, case: Case, loan: Loan, day: str) -> dict[str, Any]:
    """The next step of a loan."""
    return written(rng, case, loan, rng.choice(NEXT[loan.state]), day)


def any_step(rng: Random, case: Case, day: str) -> dict[str, Any]:
    loan = rng.choice(case.loans) if case.loans else None
    return written(rng, case, loan, rng.choice(LOAN_COMMANDS), day)


def written(rng: Random, case: Case, loan: Loan | None, command: str, day: str) -> dict[str, Any]:
    told = {"command": command, **loan_named(rng, case, loan)}
    fields = FIELDS.get(command)
    return {**told, **fields(rng, loan, day)} if fields else told


def later(rng: Random, day: str, *days: int) -> str:
    return plus(day, rng.choice(days) if rng.random() < 0.96 else rng.choice((0, -3)))


def _terms(rng: Random, loan: Loan | None, day: str) -> dict[str, Any]:
    asked = (loan.amount, loan.months) if loan else (50_000_000, 360)
    granted = asked[0] if rng.random() < 0.8 else amount(rng)
    conditions = ["增加共同还款人", "补充流水"][: rng.choice((0, 0, 0, 1, 2))]
    return {
        "terms": {
            "amount_fen": granted,
            "term_months": asked[1] if rng.random() < 0.9 else 240,
            "rate_millionths": rng.choice((26_000, 31_000, 35_000)),
        },
        "conditions": conditions,
        "expires": later(rng, day, 5, 30, 60, 90),
    }


def _payment(rng: Random, loan: Loan | None, _day: str) -> dict[str, Any]:
    terms = loan.terms if loan else None
    paid = terms.amount if terms and rng.random() < 0.95 else amount(rng)
    account = ACCOUNTS[0] if rng.random() < 0.95 else ACCOUNTS[1]
    return {"amount_fen": paid, "account": account}


def _sum(rng: Random, _loan: Loan | None, _day: str) -> dict[str, Any]:
    return {"amount_fen": rng.choice((300_000, 5_000_000, 20_000_000, amount(rng)))}


def _supplement(rng: Random, _loan: Loan | None, day: str) -> dict[str, Any]:
    items: list[str] = rng.sample(ITEMS, rng.choice((1, 1, 2)))
    if rng.random() < 0.02:
        items.append("moon_certificate")
    return {"items": items, "due": later(rng, day, 3, 7)}


FIELDS: dict[str, Any] = {
    "ask_supplement": _supplement,
    "return_file": lambda rng, loan, day: {"reason": "资料不全"},
    "offer": _terms,
    "appeal": lambda rng, loan, day: {"grounds": "请求提高额度"},
    "turn_down": lambda rng, loan, day: {"reason": "月供过高"},
    "refuse": lambda rng, loan, day: {"reason": "负债过高"},
    "reconsider": lambda rng, loan, day: {"grounds": "负债已减"},
    "sign_loan": lambda rng, loan, day: {"contract": "H1"} if rng.random() < 0.85 else {},
    "pay_out": _payment,
    "post": lambda rng, loan, day: {
        "first_due": later(rng, day, 20, 30),
        "first_instalment_fen": 421_000,
    },
    "name_branch": lambda rng, loan, day: {"branch": "历下支行"},
    "sign_early": lambda rng, loan, day: {"contract": "E1"},
    "meet_condition": lambda rng, loan, day: {"number": rng.choice((1, 1, 2, 3))},
    "lock_rate": lambda rng, loan, day: {"until": later(rng, day, 3, 20, 60)},
    "record_instalment": _sum,
    "record_arrears": lambda rng, loan, day: {
        **_sum(rng, loan, day),
        "since": plus(day, rng.choice((-30, -3, 0, 2) if rng.random() < 0.2 else (-30, -3))),
    },
    "record_prepayment": _sum,
    "request_prepayment": lambda rng, loan, day: {
        **(_sum(rng, loan, day) if rng.random() < 0.8 else {}),
        "on": later(rng, day, 10, 30),
    },
    "cancel_prepayment": lambda rng, loan, day: {"reason": "资金未到位"},
    "reprice": lambda rng, loan, day: {"rate_millionths": 30_000, "effective_from": day},
}
