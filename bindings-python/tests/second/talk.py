"""What passes between those who take part: consents, queries, appointments."""

from __future__ import annotations

from . import consents
from .state import Appointment, Consent, Query, Reason
from .step import Handler, Step, known, not_past, strangers, unknown_loan
from .table import OFFICES
from .words import words

BODIES = frozenset(
    words("agency developer registry fund_centre appraiser notary insurer tax_office")
)
"""Who gets data without being a lender of the case."""


def _consent(step: Step) -> set[Reason]:
    case, recipient = step.case, step.get("recipient")
    told: set[Reason] = set()
    for name in (step.get("party"), step.get("given_by")):
        if name is not None and case.party(name) is None:
            told.add(("unknown_party", name))
    if recipient not in BODIES and recipient not in step.pack.products:
        told.add(("unknown_recipient", recipient))
    party = case.party(step.get("party"))
    alone = party is not None and step.get("given_by") in (None, party.id)
    if party is not None and alone and consents.needs_guardian(party, step.on):
        told.add(("guardian_needed", party.id))
    return told | not_past(step, "until")


def _given(step: Step) -> None:
    product = step.pack.products.get(step.get("recipient"))
    step.case.consents.append(
        Consent(
            f"c{step.case.length}",
            step.get("party"),
            None if product is None else product.lender,
            step.get("recipient"),
            step.get("purpose"),
            step.get("manner"),
            step.on,
            step.get("until"),
        )
    )


def _consent_of(step: Step) -> Consent | None:
    return next((it for it in step.case.consents if it.id == step.get("consent")), None)


def _withdraw(step: Step) -> set[Reason]:
    it = _consent_of(step)
    told: set[Reason] = set()
    if it is not None and step.on < it.given:
        told.add(("out_of_order", it.given))
    if it is None or it.ended is not None:
        told.add(("unknown_consent", step.get("consent")))
    return told


def _withdrawn(step: Step) -> None:
    it = _consent_of(step)
    if it is not None:
        it.ended = step.on


def _raise(step: Step) -> set[Reason]:
    case = step.case
    names = [it for it in (step.get("asker"), step.get("to")) if it not in OFFICES]
    told: set[Reason] = {("unknown_party", it) for it in names if not known(case, it)}
    return told | unknown_loan(step) | not_past(step, "due")


def _raised(step: Step) -> None:
    name = f"q{step.case.length}"
    query = Query(name, step.get("loan"), step.get("blocks"), [(step.on, "raised")])
    step.case.queries.append(query)


FROM = {
    "answer_query": ("raised", "reopened"),
    "reopen_query": ("answered", "settled"),
    "settle_query": ("raised", "reopened", "answered"),
}
BECOMES = {"answer_query": "answered", "reopen_query": "reopened", "settle_query": "settled"}


def _query(step: Step) -> Query | None:
    return next((it for it in step.case.queries if it.id == step.get("query")), None)


def _turn(step: Step) -> set[Reason]:
    query = _query(step)
    if query is None:
        return {("unknown_query", step.get("query"))}
    last, stood = query.turns[-1]
    told: set[Reason] = {("out_of_order", last)} if step.on < last else set()
    if stood not in FROM[step.name]:
        told.add(("query_life", query.id))
    return told | not_past(step, "due")


def _turned(step: Step) -> None:
    query = _query(step)
    if query is not None:
        query.turns.append((step.on, BECOMES[step.name]))


def _make(step: Step) -> set[Reason]:
    people = [it for it in step.get("attends") if it not in OFFICES]
    told = strangers(step.case, *people) | unknown_loan(step)
    day = step.get("day")
    return told | ({("due_in_past", day)} if day < step.on else set())


def _made(step: Step) -> None:
    name = f"a{step.case.length}"
    step.case.appointments.append(Appointment(name, step.get("day"), step.on))


def _appointment(step: Step) -> Appointment | None:
    name = step.get("appointment")
    return next((it for it in step.case.appointments if it.id == name), None)


def _ongoing(step: Step) -> set[Reason]:
    it, day = _appointment(step), step.get("day")
    told: set[Reason] = {("due_in_past", day)} if day is not None and day < step.on else set()
    if it is None:
        return told | {("unknown_appointment", step.get("appointment"))}
    told |= {("appointment_over", it.id)} if it.over else set()
    if step.name == "keep_appointment":
        return told | ({("out_of_order", it.day)} if step.on < it.day else set())
    return told


def _moved(step: Step) -> None:
    it = _appointment(step)
    if it is not None:
        it.day, it.made = step.get("day"), step.on


def _over(step: Step) -> None:
    it = _appointment(step)
    if it is not None:
        it.over = True


HANDLERS: dict[str, Handler] = {
    "give_consent": (_consent, _given),
    "withdraw_consent": (_withdraw, _withdrawn),
    "raise_query": (_raise, _raised),
    "answer_query": (_turn, _turned),
    "reopen_query": (_turn, _turned),
    "settle_query": (_turn, _turned),
    "make_appointment": (_make, _made),
    "move_appointment": (_ongoing, _moved),
    "cancel_appointment": (_ongoing, _over),
    "keep_appointment": (_ongoing, _over),
}
