"""Who agreed that which data go to a lender, and for what (handbook 8.1)."""

from __future__ import annotations

from collections.abc import Iterator

from .days import age
from .pack import Pack
from .state import Case, Consent, Loan, Party, Reason
from .words import words

ANSWERS = frozenset({"borrower", "spouse", "co_borrower", "guarantor"})
"""Who answers for the debt: the credit register is asked about them."""
PERSONAL = frozenset(
    words(
        "borrower spouse co_borrower co_owner seller seller_co_owner guarantor guardian agent"
        " contact_person minor collateral_owner"
    )
)


def asked(party: Party, purpose: str) -> bool:
    return party.role in (ANSWERS if purpose == "credit_query" else PERSONAL)


def lacking(case: Case, pack: Pack, loan: Loan, purpose: str, day: str) -> Iterator[Reason]:
    """Of everybody whose data are used, what is not agreed to for the loan's lender."""
    for party in case.parties:
        if asked(party, purpose):
            yield from _of_party(case, pack, loan, party, purpose, day)


def kept(case: Case, pack: Pack, loan: Loan, day: str) -> set[Reason]:
    """A case that keeps consents for a purpose keeps them whole, whatever the route asks."""
    told: set[Reason] = set()
    for purpose in ("loan_application", "credit_query"):
        if any(it.purpose == purpose and it.given <= day for it in case.consents):
            told |= set(lacking(case, pack, loan, purpose, day))
    return told


def _of_party(
    case: Case, pack: Pack, loan: Loan, party: Party, purpose: str, day: str
) -> Iterator[Reason]:
    lender = pack.products[loan.product].lender
    given = [it for it in case.consents if it.party == party.id and it.purpose == purpose]
    given = [it for it in given if it.lender == lender and it.given <= day]
    if any(it.stands(day) for it in given) or (
        purpose == "credit_query" and _authorised(case, party, given, day)
    ):
        return
    yield _why(given, day), party.id


def _why(given: list[Consent], day: str) -> str:
    if not given:
        return "consent_missing"
    ended = any(it.ended is not None and it.ended <= day for it in given)
    return "consent_ended" if ended else "consent_lapsed"


def _authorised(case: Case, party: Party, given: list[Consent], day: str) -> bool:
    """A signed authorisation that was found good is the written consent to be looked up."""
    ended = max((it.ended for it in given if it.ended is not None), default="")
    for paper in case.papers:
        if paper.kind == "credit_authorization" and paper.holder == party.id:
            on, state = paper.received, paper.state(day)
            fresh = paper.good_until is None or day <= paper.good_until
            if state == "accepted" and fresh and ended < on <= day:
                return True
    mark = case.mark("credit_authorised", day)
    return mark is not None and mark.state == "done" and mark.on > ended


def needs_guardian(party: Party, day: str) -> bool:
    """A parent or guardian agrees for who is under fourteen."""
    return party.born is not None and age(party.born, day) < 14
