"""What is put on record: parties, facts, the home, papers, milestones, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import owing
from .days import born, plus
from .gates import routes, unagreed
from .state import Case, Mark, Paper, Party, Reason
from .step import Handler, Step, fine, nothing, strangers, unknown_loan
from .table import MILESTONE, OFFICES


def _party(step: Step) -> set[Reason]:
    name = step.get("id")
    return {("duplicate_party", name)} if step.case.party(name) is not None else set()


def _registered(step: Step) -> None:
    told = Party(step.get("id"), step.get("role"), born(step.get("id_number")))
    step.case.parties.append(told)


def _stated(step: Step) -> None:
    step.case.facts.update(step.get("facts"))


def _described(step: Step) -> None:
    step.case.price = step.get("price_fen")


def _paper(step: Step) -> set[Reason]:
    told = strangers(step.case, step.get("holder"))
    if step.get("kind") not in step.pack.validity:
        told.add(("unknown_document_kind", step.get("kind")))
    issued = step.get("issued")
    if issued is not None and issued > step.today:
        told.add(("future_date", issued))
    elif issued is not None and issued > step.on:
        told.add(("out_of_order", issued))
    return told


def good_until(step: Step) -> str | None:
    """As printed; or from the day of issue on, by the usual validity of its kind."""
    printed, issued = step.get("valid_until"), step.get("issued")
    if printed is not None:
        return str(printed)
    days = step.pack.validity[step.get("kind")]
    return None if days is None or issued is None else plus(issued, days)


def _filed(step: Step) -> None:
    case = step.case
    paper = Paper(
        f"d{case.length}",
        step.get("kind"),
        step.get("holder"),
        step.on,
        step.get("issued"),
        step.get("valid_until"),
        good_until(step),
        case.length,
    )
    case.papers.append(paper)


def find(case: Case, document: str) -> Paper | None:
    return next((it for it in case.papers if it.id == document), None)


def _check(step: Step) -> set[Reason]:
    paper = find(step.case, step.get("document"))
    if paper is None:
        return {("unknown_document", step.get("document"))}
    told: set[Reason] = set()
    if step.on < paper.received:
        told.add(("out_of_order", paper.received))
    lapsed = paper.good_until is not None and paper.good_until < step.on
    if step.get("defect") is None and lapsed:
        told.add(("document_expired", paper.id))
    return told


def _checked(step: Step) -> None:
    paper = find(step.case, step.get("document"))
    if paper is None:
        return
    good = step.get("defect") is None
    since = step.on
    if good and paper.checked is not None and paper.checked[1] == "accepted":
        since = min(since, paper.checked[0])  # It has been good since the first time.
    paper.checked = (since, "accepted" if good else "rejected")
    if good:
        owing.keep_paper(step.case, paper, step.on)


def _mark(step: Step) -> set[Reason]:
    case, milestone, state = step.case, step.get("milestone"), step.get("state")
    marks = case.marks.get(milestone, [])
    told: set[Reason] = set()
    if marks and step.on < marks[-1].on:
        told.add(("out_of_order", marks[-1].on))
    if state not in MILESTONE[marks[-1].state if marks else "untouched"]:
        told.add(("milestone_life", milestone))
    if state == "done":
        told |= set(_too_early(step, milestone))
        if milestone == "dossier_filed":
            told |= owing.still_owed(case, step.pack, step.on)
    if milestone == "credit_rechecked" and state == "done":
        # Who has paid has the contract for a basis, and asks the register no more.
        for loan in (it for it in case.alive() if it.paid_on is None):
            told |= unagreed(case, step.pack, loan, "credit_query", step.on)
    return told


def _too_early(step: Step, milestone: str) -> Iterator[Reason]:
    for route in routes(step.case, step.pack):
        for first, then in route.sequences:
            if then == milestone and not _reached(step, first):
                yield "milestone_too_early", first


def _reached(step: Step, milestone: str) -> bool:
    return step.case.standing(milestone, step.on) == "done"


def _marked(step: Step) -> None:
    case, milestone, state = step.case, step.get("milestone"), step.get("state")
    case.marks.setdefault(milestone, []).append(Mark(state, step.on, step.get("lapses")))
    if state == "done":
        owing.keep_milestone(case, milestone, step.on)


def _account(step: Step) -> set[Reason]:
    return strangers(step.case, step.get("holder")) | unknown_loan(step)


def _designated(step: Step) -> None:
    step.case.accounts.append((step.get("loan"), step.get("number")))


def _notify(step: Step) -> set[Reason]:
    whom = step.get("whom")
    told = set() if whom in OFFICES else strangers(step.case, whom)
    return told | _topic(step, step.get("about"))


TOPIC = re.compile(r"([a-z_]+)(?: (L[0-9]+))?")


def _topic(step: Step, about: str) -> set[Reason]:
    """Words of one's own are Chinese here; what is written like a topic must be one."""
    found = TOPIC.fullmatch(about)
    if found is None:
        return set()
    topic, loan = found[1], found[2]
    if topic not in step.pack.topics or step.pack.topics[topic] is (loan is None):
        return {("unknown_topic", about)}
    return {("unknown_loan", loan)} if loan and step.case.loan(loan) is None else set()


HANDLERS: dict[str, Handler] = {
    "add_party": (_party, _registered),
    "state_facts": (fine, _stated),
    "state_figures": (fine, nothing),
    "describe_property": (fine, _described),
    "add_document": (_paper, _filed),
    "check_document": (_check, _checked),
    "mark_milestone": (_mark, _marked),
    "designate_account": (_account, _designated),
    "notify": (_notify, nothing),
    "assign": (fine, nothing),
}
