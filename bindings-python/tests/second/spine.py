"""The moves of the case itself."""

from __future__ import annotations

from typing import Any

from . import owing
from .days import age
from .gates import blockers
from .state import Case, Loan, Mark, Reason
from .step import Decide, Handler, Step, fine, nothing
from .table import OF_ONE_LENDER

PAID = ("paid_out", "repaying", "settled")


def fitness(step: Step, product_id: str, amount: int, months: int) -> set[Reason]:
    """Whether a lender's product can be asked for at all."""
    case, product = step.case, step.pack.products.get(product_id)
    if product is None:
        return {("unknown_product", product_id)}
    told: set[Reason] = set(_borrowers(step))
    if case.price is None:
        told.add(("missing_property", ""))
    if case.price is not None and amount > case.price:
        told.add(("amount_over_price", str(amount)))
    if product.rows is None:
        told.add(("not_published", product_id))
    if product.term_max is not None and months > product.term_max:
        told.add(("term_over_limit", str(months)))
    told |= _home(step, product_id)
    return told | _ages(step, product_id)


def _borrowers(step: Step) -> set[Reason]:
    return set() if step.case.of_role("borrower") else {("missing_party", "borrower")}


def _home(step: Step, product_id: str) -> set[Reason]:
    product = step.pack.products[product_id]
    home = step.case.facts.get("property")
    if home is None:
        return {("unknown_fact", "property")}
    if home not in product.property_kinds:
        return {("property_mismatch", product_id)}
    found, known = step.pack.way(product.kind, step.case.facts)
    return set() if found or known else {("no_route", product_id)}


def _ages(step: Step, product_id: str) -> set[Reason]:
    """A minor may own a home but not borrow (handbook 2; the product's own youngest age)."""
    minimum = step.pack.products[product_id].age_min
    if minimum is None:
        return set()
    people = step.case.of_role("borrower") + step.case.of_role("co_borrower")
    known = [(it.id, it.born) for it in people]
    return {
        ("under_age", party)
        for party, born in known
        if born is not None and age(born, step.on) < minimum
    }


def _choose(step: Step) -> set[Reason]:
    loans = step.get("loans")
    told: set[Reason] = set(_borrowers(step))
    for it in loans:
        told |= fitness(step, it["product"], it["amount_fen"], it["term_months"])
    told |= pair(step, [it["product"] for it in loans])
    amounts = [it["amount_fen"] for it in loans]
    return told | together(step, amounts, amounts)


def pair(step: Step, products: list[str]) -> set[Reason]:
    """One loan, or one of a bank beside one of a provident-fund centre."""
    found = [step.pack.products.get(it) for it in products]
    kinds = [None if it is None else it.kind for it in found]
    if len(kinds) == 1 or None in kinds:
        return set() if 1 <= len(kinds) <= 2 else {("loans_mismatch", str(len(kinds)))}
    if len(kinds) == 2 and kinds.count("commercial") == 1:
        return set()
    return {("loans_mismatch", str(len(kinds)))}


def together(step: Step, amounts: list[int], judged: list[int]) -> set[Reason]:
    """The loans cost no more than the home; one that was judged besides is told by itself."""
    price = step.case.price
    if price is None or any(it > price for it in judged) or sum(amounts) <= price:
        return set()
    return {("amount_over_price", str(sum(amounts)))}


def new_loan(step: Step, application: dict[str, Any]) -> None:
    product = step.pack.products[application["product"]]
    name = f"L{len(step.case.loans) + 1}"
    amount, months = application["amount_fen"], application["term_months"]
    step.case.loans.append(Loan(name, product.id, product.kind, amount, months, step.on))


def _chosen(step: Step) -> None:
    for application in step.get("loans"):
        new_loan(step, application)


def gate(name: str) -> Decide:
    """A step that asks its gate and nothing else."""

    def decide(step: Step) -> set[Reason]:
        return blockers(step.case, step.pack, name, step.case.alive(), step.on)

    return decide


def waiting(case: Case, states: tuple[str, ...], day: str) -> set[Reason]:
    """Every loan that is alive must have been that far by the day."""
    if not case.alive():
        return {("loan_not_ready", "none")}
    told = set()
    for loan in case.alive():
        if loan.state_on(day) not in states:
            told.add(("loan_not_ready", loan.id))
    return told


ACCEPTED = ("accepted", "signed", *PAID)
SIGNED = ("signed", *PAID)


def ready(name: str, states: tuple[str, ...]) -> Decide:
    def decide(step: Step) -> set[Reason]:
        case = step.case
        return waiting(case, states, step.on) | gate(name)(step)

    return decide


def _return(step: Step) -> set[Reason]:
    defects = step.get("defects")
    if not defects:
        return {("defects_needed", "")}
    known = {it.id for it in step.case.papers}
    named = [it.get("document") for it in defects]
    return {("unknown_document", it) for it in named if it is not None and it not in known}


def submitting(step: Step, loan: Loan) -> set[Reason]:
    """What a lender gets is judged again: the home, the price, the ages, the gate."""
    told = fitness(step, loan.product, loan.amount, loan.months)
    return told | blockers(step.case, step.pack, "submit", [loan], step.on)


def _submit(step: Step) -> set[Reason]:
    alive = step.case.alive()
    told = together(step, *([it.amount for it in of] for of in (alive, prepared(alive))))
    for loan in prepared(alive):
        told |= submitting(step, loan)
    return told | blockers(step.case, step.pack, "submit", alive, step.on)


def prepared(loans: list[Loan]) -> list[Loan]:
    return [it for it in loans if it.state == "preparing"]


def _submitted(step: Step) -> None:
    for loan in prepared(step.case.loans):
        loan.move("under_review", step.on)
        loan.handed_in = step.on


def left_loan(step: Step) -> tuple[Loan | None, set[Reason]]:
    """The loan that is named; without a name the only one that can be left."""
    name = step.get("loan")
    if name is not None:
        loan = step.case.loan(name)
        return (loan, set()) if loan else (None, {("unknown_loan", name)})
    standing = [it for it in step.case.loans if not it.left]
    if len(standing) == 1:
        return standing[0], set()
    return None, {("loan_needed", str(len(standing)))}


def _change(step: Step) -> set[Reason]:
    asked = step.get("application")
    told = fitness(step, asked["product"], asked["amount_fen"], asked["term_months"])
    loan, why = left_loan(step)
    if loan is None:
        return told | why
    stay = [it for it in step.case.alive() if it is not loan]
    told |= pair(step, [*(it.product for it in stay), asked["product"]])
    amount = asked["amount_fen"]
    told |= together(step, [*(it.amount for it in stay), amount], [amount])
    if loan.left:
        told.add(("loan_not_here", loan.id))
    return told | paid_out(step.case)


def paid_out(case: Case) -> set[Reason]:
    return {("already_paid_out", it.id) for it in case.loans if it.state in PAID}


def _changed(step: Step) -> None:
    loan, _ = left_loan(step)
    if loan is None:
        return
    if loan.alive:
        loan.move("declined", step.on)
    loan.left, loan.moved = True, max(loan.moved, step.on)
    for milestone in OF_ONE_LENDER:
        marks = step.case.marks.get(milestone)
        if marks and marks[-1].state == "done":
            marks.append(Mark("lapsed", max(step.on, marks[-1].on), None))
    owing.lender_left(step.case, loan, step.on)
    new_loan(step, step.get("application"))


def _reopen(step: Step) -> set[Reason]:
    case = step.case
    fallen = [it for it in case.loans if not it.left and it.state not in ACCEPTED]
    return set() if fallen else {("nothing_to_reopen", "")}


def _decline(step: Step) -> set[Reason]:
    return {("loan_alive", it.id) for it in step.case.alive()}


def _release(step: Step) -> set[Reason]:
    told: set[Reason] = gate("release")(step)
    return told | owing.still_owed(step.case, step.pack, step.on)


HANDLERS: dict[str, Handler] = {
    "choose_product": (_choose, _chosen),
    "request_review": (gate("request_review"), nothing),
    "return_with_defects": (_return, nothing),
    "pass_review": (gate("pass_review"), nothing),
    "reopen": (fine, nothing),
    "submit": (_submit, _submitted),
    "change_lender": (_change, _changed),
    "confirm_terms": (ready("confirm_terms", ACCEPTED), nothing),
    "reopen_approval": (_reopen, nothing),
    "send_to_registry": (ready("send_to_registry", SIGNED), nothing),
    "await_funds": (ready("await_funds", SIGNED), nothing),
    "begin_repayment": (ready("begin_repayment", ("repaying", "settled")), nothing),
    "confirm_settlement": (ready("confirm_settlement", ("settled",)), nothing),
    "release_mortgage": (_release, nothing),
    "close_declined": (_decline, nothing),
    "withdraw": (lambda step: paid_out(step.case), nothing),
    "rescind": (fine, nothing),
}
