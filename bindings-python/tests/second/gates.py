"""What keeps a step back: all that its gate asks and the case does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .checklist import Desk, Line, lines, opens, serves_as, standing
from .consents import kept, lacking
from .pack import Pack, Route
from .state import Case, Loan, Obligation, Reason
from .words import words

DUE = {
    "unknown": 0,
    "apply": 0,
    "sign": 4,
    "register": 5,
    "disburse": 6,
    "file": 9,
}
"""From which gate on a paper is due, by the step its row names."""
GATES = words(
    "request_review pass_review submit confirm_terms send_to_registry await_funds pay_out"
    " begin_repayment confirm_settlement release"
)
SUBMIT = GATES.index("submit")
LACKS = {
    "missing": "missing_document",
    "rejected": "document_rejected",
    "expired": "document_expired",
    "received": "document_unchecked",
    "party_missing": "missing_party",
    "undecided": "unknown_fact",
}


def blockers(case: Case, pack: Pack, step: str, loans: Iterable[Loan], day: str) -> set[Reason]:
    told: set[Reason] = set()
    for loan in loans:
        told |= of_loan(case, pack, step, loan, day)
    return told


def of_loan(case: Case, pack: Pack, step: str, loan: Loan, day: str) -> set[Reason]:
    """What the gate of one loan's route lacks, and the queries that the step waits for."""
    told = set(_queries(case, step, loan, day))
    if step == "submit":
        told |= kept(case, pack, loan, day)
    routes, known = pack.way(loan.kind, case.facts)
    if not known:
        told.add(("unknown_fact", "mode") if routes else ("no_route", loan.product))
        return told
    for _, kind, what in routes[0].gates.get(step, ()):
        told |= _need(case, pack, step, loan, day, kind, what)
    return told


def _need(
    case: Case, pack: Pack, step: str, loan: Loan, day: str, kind: str, what: str
) -> set[Reason]:
    if kind == "papers":
        return set(_papers(case, pack, step, loan, day, what))
    if kind == "consented":
        return set(lacking(case, pack, loan, what, day))
    return set(_milestone(case, step, loan, day, kind, what))


def _milestone(
    case: Case, step: str, loan: Loan, day: str, kind: str, what: str
) -> Iterator[Reason]:
    state = case.standing(what, day)
    if state == "done" or (kind == "filed" and state == "filed"):
        return
    if kind == "done_if_opened" and what not in case.marks:
        return
    owed = [it for it in case.obligations if it.what[:2] == ("milestone", what)]
    desk = Desk(case, loan, day, step)
    if any(opens(desk, it) for it in owed):
        return
    yield ("milestone_lapsed" if state == "lapsed" else "milestone_open", what)
    yield from _lapsed(owed, step, loan, day)


def _lapsed(owed: Iterable[Obligation], step: str, loan: Loan, day: str) -> Iterator[Reason]:
    """Leave that was given for this and has lapsed is told besides."""
    for it in owed:
        if it.loan not in (None, loan.id) or it.made > day:
            continue
        if it.until < day and it.withdrawn is None and (it.kept is None or it.kept > day):
            code = "waiver_lapsed" if it.by == "waiver" else "promise_overdue"
            yield code, it.what[1]


def _papers(case: Case, pack: Pack, step: str, loan: Loan, day: str, far: str) -> Iterator[Reason]:
    gate = GATES.index(step)
    for line in lines(case, pack.products[loan.product], loan, day, step):
        if DUE[line.step] > gate or _served(pack, line, loan, step):
            continue
        yield from _lacks(case, line, step, loan, day, far)


def _served(pack: Pack, line: Line, loan: Loan, step: str) -> bool:
    """A paper that was good when the lender got the file has served, but for who somebody is."""
    if line.status != "expired" or loan.handed_in is None or GATES.index(step) <= SUBMIT:
        return False
    if DUE[line.step] > SUBMIT:
        return False  # It is used later, and has to be fresh then.
    if line.paper is None or line.asked is None or pack.categories[line.kind] == "identity":
        return False  # Who somebody is, and who may act for him, is looked at again.
    there = standing(line.paper, line.asked, loan.handed_in)
    return line.paper.received <= loan.handed_in and there == "accepted"


def _lacks(case: Case, line: Line, step: str, loan: Loan, day: str, far: str) -> Iterator[Reason]:
    if line.status in ("waived", "promised") or good(line.status, far):
        return
    yield LACKS[line.status], ",".join(line.ask) or f"{line.kind}/{line.holder or line.role}"
    yield from _lapsed([it for it in case.obligations if _about(case, it, line)], step, loan, day)


def good(status: str, far: str) -> bool:
    """Whether a paper is as far as the gate asks."""
    return status == "accepted" or status == far


def _about(case: Case, it: Obligation, line: Line) -> bool:
    if it.what[0] != "document" or it.what[1] not in line.kinds:
        return False
    if line.holder is None:
        return True  # While nobody has the role, it may be anybody's.
    return serves_as(case, it.what[2], line.holder)


def _queries(case: Case, step: str, loan: Loan, day: str) -> Iterator[Reason]:
    for it in case.queries:
        turns = [what for on, what in it.turns if on <= day]
        waits = bool(turns) and turns[-1] in ("raised", "reopened")
        if waits and it.blocks == step and it.loan in (None, loan.id):
            yield "query_open", it.id


def unagreed(case: Case, pack: Pack, loan: Loan, purpose: str, day: str) -> set[Reason]:
    """What nobody agreed to, where the route asks for it or the case keeps such consents."""
    found, known_way = pack.way(loan.kind, case.facts)
    asks = known_way and any(
        (kind, what) == ("consented", purpose) for _, kind, what in found[0].gates["submit"]
    )
    keeps = any(it.purpose == purpose and it.given <= day for it in case.consents)
    return set(lacking(case, pack, loan, purpose, day)) if asks or keeps else set()


def routes(case: Case, pack: Pack) -> list[Route]:
    """The routes of the loans that are alive, where they are known."""
    told: list[Route] = []
    for loan in case.alive():
        found, known = pack.way(loan.kind, case.facts)
        if known:
            told.extend(found)
    return told
