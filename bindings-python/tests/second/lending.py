"""The steps of one loan."""

from __future__ import annotations

from . import spine
from .gates import blockers, unagreed
from .state import Case, Loan, Paper, Reason, Supplement, Terms
from .step import LoanHandler, Step, ahead, not_past, standstill
from .table import LOAN, LOAN_STAYS
from .words import words

OURS = frozenset(
    words("hand_in resubmit answer_supplement accept_offer appeal reconsider sign_loan sign_early")
)
"""What waits while the case is suspended; what a lender does, it does all the same."""


def judge(step: Step) -> set[Reason]:
    told: set[Reason] = standstill(step) if step.name in OURS else set()
    loan, why = named(step)
    if loan is None:
        return told | why
    move = step.name in LOAN
    states = LOAN[step.name][0] if move else LOAN_STAYS[step.name]
    if move and step.on < loan.moved:
        told.add(("out_of_order", loan.moved))
    told |= BY_CASE.get(step.name, fine)(step, loan)
    if loan.state not in states:
        return told | {("loan_not_here", loan.id)}
    return told | HANDLERS[step.name][0](step, loan)


def named(step: Step) -> tuple[Loan | None, set[Reason]]:
    """The loan that is named, or the only one that can be meant."""
    name = step.get("loan")
    if name is not None:
        loan = step.case.loan(name)
        return (loan, set()) if loan else (None, {("unknown_loan", name)})
    meant = _meant(step.case)
    return (meant[0], set()) if len(meant) == 1 else (None, {("loan_needed", str(len(meant)))})


def _meant(case: Case) -> list[Loan]:
    """Those that are open; else those paid back; else those without another in their place."""
    alive = case.alive()
    is_open = [it for it in alive if it.state != "settled"]
    return is_open or alive or [it for it in case.loans if not it.left]


def take(step: Step) -> None:
    loan, _ = named(step)
    if loan is None:
        return
    HANDLERS[step.name][1](step, loan)
    if step.name in LOAN:
        loan.move(LOAN[step.name][1], step.on)


def _settled(_step: Step, loan: Loan) -> None:
    loan.arrears, loan.request = None, False


def fine(_step: Step, _loan: Loan) -> set[Reason]:
    return set()


def nothing(_step: Step, _loan: Loan) -> None:
    pass


def _handed_in(step: Step, loan: Loan) -> None:
    loan.handed_in = step.on


def _resubmitted(step: Step, loan: Loan) -> None:
    loan.handed_in = step.on
    clear_terms(loan)


def clear_terms(loan: Loan) -> None:
    loan.terms, loan.conditions, loan.expires, loan.lock = None, [], None, None


def _ask(step: Step, _loan: Loan) -> set[Reason]:
    kinds = {it for it in step.get("items") if it not in step.pack.validity}
    return ahead(step, "due") | {("unknown_document_kind", it) for it in kinds}


def _asked(step: Step, loan: Loan) -> None:
    loan.supplements.append(Supplement(step.on, list(step.get("items"))))


def _answer(step: Step, loan: Loan) -> set[Reason]:
    """Everything that is asked for has come since and was found good."""
    told = unagreed(step.case, step.pack, loan, "loan_application", step.on)
    for asked in loan.supplements[-1:]:
        if asked.answered is None:
            told |= _open_items(step, asked)
    return told


def _open_items(step: Step, asked: Supplement) -> set[Reason]:
    told: set[Reason] = set()
    for kind in asked.items:
        come = brought(step.case, kind, asked.asked, step.on)
        if not come:
            told.add(("supplement_open", kind))
        elif not any(it.state(step.on) == "accepted" for it in come):
            told.add(("supplement_unchecked", kind))
    return told


def brought(case: Case, kind: str, since: str, day: str) -> list[Paper]:
    come = [it for it in case.papers if it.kind == kind and since <= it.received <= day]
    return [it for it in come if it.checked is None or it.checked[1] != "rejected"]


def _answered(step: Step, loan: Loan) -> None:
    loan.supplements[-1].answered = step.on


def _offer(step: Step, loan: Loan) -> set[Reason]:
    return ahead(step, "expires")


def _offered(step: Step, loan: Loan) -> None:
    terms = step.get("terms")
    loan.terms = Terms(terms["amount_fen"], terms["term_months"], terms["rate_millionths"])
    loan.conditions = [None] * len(step.get("conditions"))
    loan.expires, loan.lock = step.get("expires"), None


def counter(loan: Loan, terms: dict[str, int]) -> bool:
    """Whether an offer differs from what was asked."""
    return (terms["amount_fen"], terms["term_months"]) != (loan.amount, loan.months)


def in_time(step: Step, loan: Loan) -> set[Reason]:
    if loan.expires is not None and step.on > loan.expires:
        return {("offer_expired", loan.expires)}
    return set()


def locked(step: Step, loan: Loan) -> set[Reason]:
    if loan.lock is not None and step.on > loan.lock:
        return {("rate_lock_ended", loan.lock)}
    return set()


def _lapse(step: Step, loan: Loan) -> set[Reason]:
    return set() if in_time(step, loan) else {("not_expired", str(loan.expires))}


def _lapsed(_step: Step, loan: Loan) -> None:
    clear_terms(loan)


def _refused(_step: Step, loan: Loan) -> None:
    loan.refused = True


def _turned_down(_step: Step, loan: Loan) -> None:
    loan.refused = False


def granted(step: Step, _loan: Loan) -> set[Reason]:
    """The loans together pay no more than the home costs, whatever was granted meanwhile."""
    price = step.case.price
    amounts = [it.terms.amount if it.terms else it.amount for it in step.case.alive()]
    if price is None or sum(amounts) <= price:
        return set()
    return {("amount_over_price", str(sum(amounts)))}


def _beside(step: Step, loan: Loan) -> set[Reason]:
    """What has come into the place of a refused loan stays there."""
    if loan.left:
        return set()
    standing = [*(it for it in step.case.alive() if it is not loan), loan]
    told = spine.pair(step, [it.product for it in standing])
    return told | spine.together(step, [it.amount for it in standing], [])


def _reconsider(_step: Step, loan: Loan) -> set[Reason]:
    return set() if loan.refused and not loan.left else {("not_reconsiderable", loan.id)}


def _reconsidered(_step: Step, loan: Loan) -> None:
    clear_terms(loan)


def _sign(step: Step, loan: Loan) -> set[Reason]:
    told = in_time(step, loan) | locked(step, loan) | conditions(step, loan)
    if step.get("contract") is None and not takes_effect(loan):
        told.add(("resign_needed", loan.id))
    return told


def conditions(step: Step, loan: Loan) -> set[Reason]:
    return {
        ("condition_open", str(number))
        for number, met in enumerate(loan.conditions, 1)
        if met is None or met > step.on
    }


def takes_effect(loan: Loan) -> bool:
    """A contract signed early holds where the lender granted what was asked."""
    terms = loan.terms
    if loan.early is None or terms is None:
        return False
    return (terms.amount, terms.months) == (loan.amount, loan.months)


def _signed(step: Step, loan: Loan) -> None:
    loan.contract = step.get("contract") or (loan.early[0] if loan.early else None)


def _pay(step: Step, loan: Loan) -> set[Reason]:
    return in_time(step, loan) | locked(step, loan)


def _pay_by_case(step: Step, loan: Loan) -> set[Reason]:
    """The gates before it are asked again, and the other loan of a pair."""
    told = blockers(step.case, step.pack, "pay_out", [loan], step.on)
    for gate in ("confirm_terms", "send_to_registry", "await_funds"):
        told |= blockers(step.case, step.pack, gate, [loan], step.on)
    others = [it for it in step.case.alive() if it is not loan]
    told |= {("loan_not_ready", it.id) for it in others if it.state_on(step.on) not in spine.SIGNED}
    return told | granted(step, loan) | _money(step, loan)


def _money(step: Step, loan: Loan) -> set[Reason]:
    told: set[Reason] = set()
    accounts = [number for of, number in step.case.accounts if of in (None, loan.id)]
    if not accounts:
        told.add(("no_account", loan.id))
    elif accounts[-1] != step.get("account"):
        told.add(("wrong_account", loan.id))
    if (
        loan.state == "signed"
        and loan.terms is not None
        and step.get("amount_fen") != loan.terms.amount
    ):
        told.add(("amount_mismatch", loan.id))
    return told


def _paid(step: Step, loan: Loan) -> None:
    loan.paid, loan.paid_on = step.get("amount_fen"), step.on


def _post(step: Step, _loan: Loan) -> set[Reason]:
    return ahead(step, "first_due")


def _early(step: Step, loan: Loan) -> set[Reason]:
    signs = step.pack.products[loan.product].signs
    return {("early_signing", loan.id)} if signs == "after_approval" else set()


def _signed_early(step: Step, loan: Loan) -> None:
    loan.early = (step.get("contract"), False)


def _meet(step: Step, loan: Loan) -> set[Reason]:
    number = step.get("number")
    if 1 <= number <= len(loan.conditions):
        return set()
    return {("unknown_condition", str(number))}


def _met(step: Step, loan: Loan) -> None:
    loan.conditions[step.get("number") - 1] = step.on


def _lock(step: Step, _loan: Loan) -> set[Reason]:
    return ahead(step, "until")


def _locked(step: Step, loan: Loan) -> None:
    loan.lock = step.get("until")


def left_of(loan: Loan) -> int:
    return (loan.paid or 0) - loan.prepaid


def over(step: Step, most: int, loan: Loan) -> set[Reason]:
    amount = step.get("amount_fen")
    return {("amount_over_loan", loan.id)} if amount is not None and amount > most else set()


def _arrears(step: Step, loan: Loan) -> set[Reason]:
    told: set[Reason] = set()
    if step.get("since") > step.on:
        told.add(("future_date", step.get("since")))
    return told


def _behind(step: Step, loan: Loan) -> None:
    loan.arrears = step.get("amount_fen")


def _clear(_step: Step, loan: Loan) -> set[Reason]:
    return {("nothing_overdue", loan.id)} if loan.arrears is None else set()


def _cleared(_step: Step, loan: Loan) -> None:
    loan.arrears = None


def _prepay(step: Step, loan: Loan) -> set[Reason]:
    return over(step, left_of(loan), loan)


def _prepaid(step: Step, loan: Loan) -> None:
    loan.prepaid += step.get("amount_fen")
    loan.request = False


def _request(step: Step, loan: Loan) -> set[Reason]:
    return over(step, left_of(loan), loan) | not_past(step, "on")


def _requested(_step: Step, loan: Loan) -> None:
    loan.request = True


def _cancel(_step: Step, loan: Loan) -> set[Reason]:
    return set() if loan.request else {("no_prepayment_asked", loan.id)}


def _cancelled(_step: Step, loan: Loan) -> None:
    loan.request = False


def _again(step: Step, loan: Loan) -> set[Reason]:
    """At every resubmission the papers are judged again."""
    return blockers(step.case, step.pack, "submit", [loan], step.on)


BY_CASE = {
    "hand_in": spine.submitting,
    "resubmit": _again,
    "answer_supplement": _answer,
    "accept_offer": granted,
    "reconsider": _beside,
    "sign_loan": granted,
    "pay_out": _pay_by_case,
}
"""What the case has to say to a step of its loan, wherever the loan is."""

HANDLERS: dict[str, LoanHandler] = {
    "hand_in": (fine, _handed_in),
    "resubmit": (fine, _resubmitted),
    "ask_supplement": (_ask, _asked),
    "answer_supplement": (fine, _answered),
    "return_file": (fine, nothing),
    "offer": (_offer, _offered),
    "accept_offer": (in_time, nothing),
    "appeal": (fine, nothing),
    "turn_down": (fine, _turned_down),
    "refuse": (fine, _refused),
    "reconsider": (_reconsider, _reconsidered),
    "lapse": (_lapse, _lapsed),
    "sign_loan": (_sign, _signed),
    "pay_out": (_pay, _paid),
    "post": (_post, nothing),
    "settle": (fine, _settled),
    "name_branch": (fine, nothing),
    "sign_early": (_early, _signed_early),
    "meet_condition": (_meet, _met),
    "lock_rate": (_lock, _locked),
    "record_instalment": (fine, nothing),
    "record_arrears": (_arrears, _behind),
    "clear_arrears": (_clear, _cleared),
    "record_prepayment": (_prepay, _prepaid),
    "request_prepayment": (_request, _requested),
    "cancel_prepayment": (_cancel, _cancelled),
    "reprice": (fine, nothing),
}
