"""Random steps beside the way: records, leave, talk, the shelf, and moves out of turn."""

from __future__ import annotations

from random import Random
from typing import Any, Callable

from . import fields, lender
from .days import plus
from .pack import Pack
from .state import Case
from .table import SPINE

Write = Callable[[Random, Case, Pack, str], dict[str, Any]]


def write(rng: Random, case: Case, pack: Pack, day: str) -> dict[str, Any]:
    command = rng.choice(NAMES)
    told: dict[str, Any] = {"command": command, **WRITERS[command](rng, case, pack, day)}
    return told


def move(rng: Random, command: str, case: Case, pack: Pack) -> dict[str, Any]:
    """A move of the case with its fields."""
    told: dict[str, Any] = {"command": command}
    if command in ("reopen", "close_declined", "withdraw"):
        told["reason"] = "客户要求"
    elif command == "rescind":
        told |= {"fault": rng.choice(("buyer", "seller", "nobody")), "reason": "退房"}
    elif command == "choose_product":
        told["loans"] = _loans(rng, case, pack)
    elif command == "change_lender":
        told |= _change(rng, case, pack)
    elif command == "return_with_defects":
        told["defects"] = _defects(rng, case)
    return told


def _loans(rng: Random, case: Case, pack: Pack) -> list[dict[str, Any]]:
    if rng.random() < 0.8:
        return [fields.application(rng, case, pack) for _ in range(rng.choice((1,) * 30 + (0, 3)))]
    pair = [fields.application(rng, case, pack, it) for it in ("commercial", "provident_fund")]
    rng.shuffle(pair)
    return pair


def _change(rng: Random, case: Case, pack: Pack) -> dict[str, Any]:
    loan = rng.choice(case.loans) if case.loans else None
    kind = loan.kind if loan is not None and rng.random() < 0.8 else None
    told = fields.loan_named(rng, case, loan)
    told["application"] = fields.application(rng, case, pack, kind)
    return {**told, "reason": "换行"}


def _defects(rng: Random, case: Case) -> list[dict[str, Any]]:
    if rng.random() < 0.2:
        return []
    named = rng.choice(case.papers).id if case.papers and rng.random() < 0.9 else "d999"
    return [{"document": reference(case, named), "what": "印章不清"}]


def reference(case: Case, name: str) -> str:
    """A name that holds when steps before it are left out: by the step, not by its entry."""
    step = case.by_entry.get(int(name[1:]))
    return name if step is None else f"{name[0]}@{step}"


def some(rng: Random, case: Case, letter: str, names: list[str]) -> str:
    if names and rng.random() < 0.97:
        return reference(case, rng.choice(names))
    return f"{letter}999"


def _any_move(rng: Random, case: Case, pack: Pack, _day: str) -> dict[str, Any]:
    ends = ("withdraw", "rescind", "close_declined")
    command = rng.choice([it for it in SPINE if it not in ends or rng.random() < 0.15])
    return move(rng, command, case, pack)


def _paper(rng: Random, case: Case, pack: Pack, day: str) -> dict[str, Any]:
    kind = rng.choice(sorted(pack.validity)) if rng.random() < 0.99 else "moon_certificate"
    return fields.paper(rng, kind, fields.holder(rng, case), day)


def _check(rng: Random, case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    told = {"document": some(rng, case, "d", [it.id for it in case.papers])}
    return {**told, "defect": "印章不清"} if rng.random() < 0.2 else told


def _waive(rng: Random, case: Case, pack: Pack, day: str) -> dict[str, Any]:
    told = _leave(rng, case, pack, day)
    by = "lender" if rng.random() < 0.9 else rng.choice(("registry", "housing_bureau"))
    return {**told, "granted_by": by, "reason": "客户出差"}


def _leave(rng: Random, case: Case, pack: Pack, day: str) -> dict[str, Any]:
    told: dict[str, Any] = {"what": fields.owed(rng, case, pack)}
    if case.loans and rng.random() < 0.2:
        told["loan"] = rng.choice(case.loans).id if rng.random() < 0.95 else "L9"
    return {**told, "until": plus(day, rng.choice((-1, 0, 2, 7, 14, 15, 16, 29, 30, 31)))}


def _promise(rng: Random, case: Case, pack: Pack, day: str) -> dict[str, Any]:
    return {**_leave(rng, case, pack, day), "by": fields.holder(rng, case)}


def _consent(rng: Random, case: Case, pack: Pack, day: str) -> dict[str, Any]:
    lenders = [it.product for it in case.loans] or sorted(pack.products)
    others = ("developer", "registry", "no-such-bank", rng.choice(sorted(pack.products)))
    told: dict[str, Any] = {
        "party": fields.holder(rng, case),
        "recipient": rng.choice(lenders) if rng.random() < 0.8 else rng.choice(others),
        "purpose": rng.choice(("loan_application", "credit_query", "appraisal", "after_care")),
        "manner": rng.choice(("written", "electronic")),
    }
    if rng.random() < 0.2:
        told["given_by"] = fields.holder(rng, case)
    if rng.random() < 0.2:
        told["until"] = plus(day, rng.choice((-1, 0, 5, 30, 365)))
    return told


def _raise(rng: Random, case: Case, _pack: Pack, day: str) -> dict[str, Any]:
    told: dict[str, Any] = {"asker": fields.anybody(rng, case), "to": fields.anybody(rng, case)}
    told |= {"about": "在建工程抵押", "text": "是否已设抵押？"}
    if case.loans and rng.random() < 0.3:
        told["loan"] = rng.choice(case.loans).id
    if rng.random() < 0.4:
        told["blocks"] = rng.choice(fields.GATES)
    if rng.random() < 0.4:
        told["due"] = plus(day, rng.choice((-1, 0, 3, 7)))
    return told


def _turn(rng: Random, case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    return {"query": some(rng, case, "q", [it.id for it in case.queries]), "text": "好"}


def _make(rng: Random, case: Case, _pack: Pack, day: str) -> dict[str, Any]:
    who = [fields.holder(rng, case) for _ in range(rng.randint(0, 2))]
    kind = rng.choice(("interview", "signing", "papers"))
    return {"kind": kind, "day": plus(day, rng.choice((-1, 0, 1, 5))), "attends": sorted({*who})}


def _meeting(rng: Random, case: Case) -> dict[str, Any]:
    return {"appointment": some(rng, case, "a", [it.id for it in case.appointments])}


def _deposit(rng: Random, case: Case, _pack: Pack, day: str) -> dict[str, Any]:
    told = {"payer": fields.anybody(rng, case), "payee": fields.anybody(rng, case)}
    lot = rng.choice((2_000_000, 500_000))
    return {**told, "amount_fen": lot, "purpose": "定金"}


def _return(rng: Random, case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    name = some(rng, case, "e", [it.id for it in case.deposits])
    return {"deposit": name, "amount_fen": rng.choice((500_000, 1_500_000, 2_000_000))}


def _notify(rng: Random, case: Case, pack: Pack, _day: str) -> dict[str, Any]:
    topic = rng.choice(sorted(pack.topics))
    about = rng.choice(("进度说明", topic, f"{topic} L1", f"{topic} L2", "ofer"))
    return {"whom": fields.anybody(rng, case), "about": about}


def _withdraw_waiver(rng: Random, case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    names = [it.id for it in case.obligations]
    return {"obligation": some(rng, case, "o", names), "reason": "总行不同意"}


def _withdraw_consent(rng: Random, case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    return {"consent": some(rng, case, "c", [it.id for it in case.consents])}


def _account(rng: Random, case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    loan = rng.choice(case.loans) if case.loans and rng.random() < 0.3 else None
    number = fields.ACCOUNTS[0] if rng.random() < fields.CARD else fields.ACCOUNTS[1]
    told = {"holder": fields.holder(rng, case), "number": number}
    return {**told, "loan": loan.id} if loan else told


def _home(rng: Random, _case: Case, _pack: Pack, _day: str) -> dict[str, Any]:
    price = rng.choice((150_000_000, 200_000_000, 80_000_000, 30_000_000))
    return {"address": "试验路1号", "price_fen": price}


def _mark(rng: Random, case: Case, _pack: Pack, day: str) -> dict[str, Any]:
    return fields.mark(rng, case, rng.choice(fields.MILESTONES), day)


WRITERS: dict[str, Write] = {
    "": _any_move,
    "loan": lambda rng, case, pack, day: lender.any_step(rng, case, day),
    "add_party": lambda rng, case, pack, day: fields.party(rng, case),
    "state_facts": lambda rng, case, pack, day: {"facts": fields.facts(rng)},
    "describe_property": _home,
    "add_document": _paper,
    "check_document": _check,
    "mark_milestone": _mark,
    "waive": _waive,
    "promise": _promise,
    "withdraw_waiver": _withdraw_waiver,
    "designate_account": _account,
    "notify": _notify,
    "suspend": lambda rng, case, pack, day: {"reason": "客户出国"},
    "resume": lambda rng, case, pack, day: {},
    "assign": lambda rng, case, pack, day: {"clerk": rng.choice(("li", "wang"))},
    "raise_query": _raise,
    "answer_query": _turn,
    "reopen_query": _turn,
    "settle_query": _turn,
    "make_appointment": _make,
    "move_appointment": lambda rng, case, pack, day: {
        **_meeting(rng, case),
        "day": plus(day, rng.choice((-1, 0, 2))),
        "reason": "改期",
    },
    "cancel_appointment": lambda rng, case, pack, day: {**_meeting(rng, case), "reason": "取消"},
    "keep_appointment": lambda rng, case, pack, day: {**_meeting(rng, case), "outcome": "held"},
    "give_consent": _consent,
    "withdraw_consent": _withdraw_consent,
    "record_deposit": _deposit,
    "return_deposit": _return,
    "shelve": lambda rng, case, pack, day: {"place": "1架"},
    "lend_dossier": lambda rng, case, pack, day: {"to": "财务", "until": lender.later(rng, day, 7)},
    "return_dossier": lambda rng, case, pack, day: {},
}
OFTEN = ["", "", "", "loan", "loan", "loan", "loan", "add_document", "check_document"]
OFTEN += ["mark_milestone", "mark_milestone", "state_facts", "waive", "waive", "promise"]
NAMES = [*OFTEN, *WRITERS, "give_consent"]
