"""What may follow what: the drawings of the flow and the commands of each stage, as published."""

from __future__ import annotations

from .words import words

SPINE = {
    "choose_product": (("enquiry",), "collecting"),
    "request_review": (("collecting",), "reviewing"),
    "return_with_defects": (("reviewing",), "collecting"),
    "pass_review": (("reviewing",), "prechecked"),
    "reopen": (("prechecked",), "collecting"),
    "submit": (("prechecked",), "applying"),
    "change_lender": (("prechecked", "applying", "signing"), "collecting"),
    "confirm_terms": (("applying",), "signing"),
    "reopen_approval": (("signing", "registering", "funding"), "applying"),
    "send_to_registry": (("signing",), "registering"),
    "await_funds": (("registering",), "funding"),
    "begin_repayment": (("funding",), "repaying"),
    "confirm_settlement": (("repaying",), "settled"),
    "release_mortgage": (("settled",), "released"),
    "close_declined": (("enquiry", "applying"), "declined"),
    "withdraw": (
        tuple(
            words("enquiry collecting reviewing prechecked applying signing registering funding")
        ),
        "withdrawn",
    ),
    "rescind": (
        tuple(
            words("collecting reviewing prechecked applying signing registering funding repaying")
        ),
        "rescinded",
    ),
}
"""The moves of a case: from which stages, and to which."""

LOAN = {
    "hand_in": (("preparing",), "under_review"),
    "resubmit": (("returned", "lapsed"), "under_review"),
    "ask_supplement": (("under_review",), "supplement_asked"),
    "answer_supplement": (("supplement_asked",), "under_review"),
    "return_file": (("under_review", "supplement_asked"), "returned"),
    "offer": (("under_review",), "offered"),
    "accept_offer": (("offered",), "accepted"),
    "appeal": (("offered",), "under_review"),
    "turn_down": (
        (words("preparing under_review supplement_asked returned offered accepted lapsed")),
        "declined",
    ),
    "refuse": (("under_review", "supplement_asked", "accepted", "signed"), "declined"),
    "reconsider": (("declined",), "under_review"),
    "lapse": (("offered", "accepted", "signed"), "lapsed"),
    "sign_loan": (("accepted",), "signed"),
    "pay_out": (("signed",), "paid_out"),
    "post": (("paid_out",), "repaying"),
    "settle": (("repaying",), "settled"),
}
"""The moves of a loan."""

LOAN_STAYS = {
    "name_branch": tuple(
        words(
            "preparing under_review supplement_asked returned offered accepted signed paid_out"
            " repaying lapsed"
        )
    ),
    "sign_early": ("preparing", "under_review", "supplement_asked"),
    "meet_condition": ("offered", "accepted"),
    "lock_rate": ("offered", "accepted", "signed"),
    "record_instalment": ("repaying",),
    "record_arrears": ("repaying",),
    "clear_arrears": ("repaying",),
    "record_prepayment": ("repaying",),
    "request_prepayment": ("repaying",),
    "cancel_prepayment": ("repaying",),
    "reprice": ("repaying",),
}
"""What is recorded of a loan that stays where it is."""

_TALK = words("notify correct answer_query settle_query cancel_appointment keep_appointment")
_SHELF = words("shelve lend_dossier return_dossier request_erasure withdraw_erasure")
_TALK_ALL = [
    *_TALK,
    *words("suspend resume assign raise_query reopen_query make_appointment"),
    *words("move_appointment give_consent record_deposit"),
]
_END = {*_TALK, *_SHELF, "withdraw_consent", "return_deposit", "erase"}
_OPEN = {
    *_TALK_ALL,
    *_SHELF,
    *words("add_document mark_milestone withdraw_consent return_deposit"),
}
_EARLY = {*_OPEN, *words("add_party state_facts state_figures describe_property repin")}
_EARLY |= {"record_life_event"}
_LATER = {*_EARLY, "check_document", "confirm_change"}
_MIDDLE = {*_LATER, *words("waive promise withdraw_waiver designate_account")}
_LOANS = {*LOAN, *LOAN_STAYS}

STAYS = {
    "enquiry": _EARLY,
    "collecting": _MIDDLE,
    "reviewing": _MIDDLE,
    "prechecked": _MIDDLE | _LOANS,
    "applying": _MIDDLE | _LOANS,
    "signing": _MIDDLE | _LOANS,
    "registering": _MIDDLE | _LOANS,
    "funding": _MIDDLE | _LOANS,
    "repaying": _LATER | _LOANS,
    "settled": (_OPEN | {"check_document", "record_life_event"}),
    "released": _END | {"add_document"},
    "declined": _END,
    "withdrawn": _END,
    "rescinded": _END,
}
"""What is recorded of a case that stays where it is, and the steps of its loans."""

MILESTONE = {
    "untouched": ("open", "filed", "done"),
    "open": ("filed", "done"),
    "filed": ("returned", "done"),
    "returned": ("open", "filed", "done"),
    "done": ("lapsed",),
    "lapsed": ("open", "filed", "done"),
}
"""The life of a milestone."""

OF_ONE_LENDER = frozenset(
    words(
        "interviewed credit_authorised credit_rechecked quota_granted guarantee_given"
        " advance_notice mortgage_registered second_rank_registered rank_moved_up mortgage_changed"
    )
)
"""What is reached with one lender, and lapses when it is left."""

PERSONS = frozenset(
    words(
        "borrower spouse co_borrower co_owner seller seller_co_owner guarantor guardian agent"
        " contact_person minor collateral_owner"
    )
)
STOOD_FOR = frozenset(words("couple parents family household owner"))
"""Collective roles whose paper the borrower may hand in."""
COLLECTIVE = STOOD_FOR | {"developer", "bank", "appraisal_company"}
OFFICES = frozenset(
    words("agency registry fund_centre tax_office notary supervisor finance archive sales clerk")
)


def listed(stage: str, command: str) -> bool:
    """Whether the flow lists the command for the stage."""
    move = SPINE.get(command)
    return stage in move[0] if move else command in STAYS[stage]
