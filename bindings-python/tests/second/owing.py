"""What may come later, by leave or by promise, and what is owed for it."""

from __future__ import annotations

from collections.abc import Iterable

from . import checklist
from .days import plus
from .gates import GATES, routes
from .pack import Pack, Route
from .state import Case, Loan, Obligation, Paper, Reason
from .step import Handler, Step, ahead, strangers, unknown_loan

What = tuple[str, str, str]


def what_of(step: Step) -> What:
    told = step.get("what")
    if "milestone" in told:
        return "milestone", told["milestone"], ""
    return "document", told["document"], told["holder"]


def _later(step: Step) -> set[Reason]:
    what = what_of(step)
    told = strangers(step.case, what[2] or None) | unknown_loan(step)
    limit = step.pack.limits.get(what[:2])
    told |= ahead(step, "until")
    if limit is None:
        told.add(("not_waivable", what[1]))
    elif step.get("until") > plus(_from(step, what), limit.days_max):
        told.add(("waiver_over_limit", what[1]))
    if not _lacking(step, what):
        told.add(("nothing_owed", what[1]))
    return told


def _from(step: Step, what: What) -> str:
    """The limit counts from the first leave for the same thing."""
    same_thing = [it for it in step.case.obligations if _one_thing(step.case, it.what, what)]
    return min([step.on, *(it.made for it in same_thing if it.kept is None)])


def _one_thing(case: Case, one: What, other: What) -> bool:
    """The borrower's paper is that of a role that the borrower stands for."""
    return one[:2] == other[:2] and checklist.hands(case, one[2], other[2])


def _lacking(step: Step, what: What) -> bool:
    """Whether it is asked for, and not there."""
    case, kind, name = step.case, what[0], what[1]
    if kind == "milestone":
        limit = step.pack.limits.get(what[:2])
        asks = _asks(case, step.pack, name, limit.steps if limit else GATES)
        return asks and case.standing(name, step.on) != "done"
    return any(
        name in line.kinds and line.holder is not None and line.status != "accepted"
        for line in lines(case, step.pack, step.on)
        if checklist.serves_as(case, what[2], line.holder or "")
    )


def _asks(case: Case, pack: Pack, milestone: str, steps: Iterable[str]) -> bool:
    """Whether one of these gates asks for it; on a way that is not known it may be asked."""
    ways = [pack.way(it.kind, case.facts) for it in case.alive()]
    asked = (asks_milestone(route, milestone, steps) for route in routes(case, pack))
    return any(not known for _, known in ways) or any(asked)


def asks_milestone(route: Route, milestone: str, steps: Iterable[str]) -> bool:
    return any(
        what == milestone and kind != "papers"
        for step in steps
        for _, kind, what in route.gates.get(step, ())
    )


def lines(case: Case, pack: Pack, day: str) -> list[checklist.Line]:
    told: list[checklist.Line] = []
    for loan in case.alive():
        told.extend(checklist.lines(case, pack.products[loan.product], loan, day))
    return told


def _waive(step: Step) -> set[Reason]:
    told = _later(step)
    limit = step.pack.limits.get(what_of(step)[:2])
    if limit is not None and step.get("granted_by") not in limit.granted_by:
        told.add(("wrong_grantor", step.get("granted_by")))
    return told | _whose(step)


def _whose(step: Step) -> set[Reason]:
    """A lender gives leave for its own loan."""
    if step.get("granted_by") == "lender" and step.get("loan") is None:
        alive = step.case.alive()
        return {("loan_needed", str(len(alive)))} if len(alive) > 1 else set()
    return set()


def _promise(step: Step) -> set[Reason]:
    return _later(step) | strangers(step.case, step.get("by"))


def _owed(by: str, step: Step) -> None:
    what = what_of(step)
    steps = step.pack.limits[what[:2]].steps
    name = f"o{step.case.length}"
    loan, until = step.get("loan"), step.get("until")
    step.case.obligations.append(Obligation(name, what, by, loan, step.on, until, steps))


def _waiver(step: Step) -> Obligation | None:
    for it in step.case.obligations:
        if it.id == step.get("obligation") and it.by == "waiver":
            return it
    return None


def _withdraw(step: Step) -> set[Reason]:
    it = _waiver(step)
    told: set[Reason] = set()
    if it is not None and step.on < it.made:
        told.add(("out_of_order", it.made))
    if it is None or it.kept or it.withdrawn:
        told.add(("unknown_obligation", step.get("obligation")))
    return told


def _withdrawn(step: Step) -> None:
    it = _waiver(step)
    if it is not None:
        it.withdrawn = step.on


def keep_paper(case: Case, paper: Paper, day: str) -> None:
    """An accepted paper keeps what was owed, though late."""
    for it in case.obligations:
        its = it.kept is None and it.what[:2] == ("document", paper.kind)
        if its and checklist.hands(case, it.what[2], paper.holder):
            it.kept = max(day, it.made)  # not before it was made


def keep_milestone(case: Case, milestone: str, day: str) -> None:
    for it in case.obligations:
        if it.kept is None and it.what[:2] == ("milestone", milestone):
            it.kept = max(day, it.made)  # not before it was made


def lender_left(case: Case, loan: Loan, day: str) -> None:
    """A lender that is left gives leave no more; nor was a promise made to the next one."""
    for it in case.obligations:
        if it.loan in (loan.id, None) and it.withdrawn is None:
            it.withdrawn = max(day, it.made)


def still_owed(case: Case, pack: Pack, day: str) -> set[Reason]:
    """What is owed, lapsed or taken back, while somebody still asks for it."""
    told: set[Reason] = set()
    for it in case.obligations:
        kept = it.kept is not None and it.kept <= day
        if not kept and it.made <= day and _asked(case, pack, it, day):
            told.add(("obligation_open", it.what[1]))
    return told


def _asked(case: Case, pack: Pack, it: Obligation, day: str) -> bool:
    if it.what[0] == "milestone":
        return _asks(case, pack, it.what[1], it.steps)
    return any(
        it.what[1] in line.kinds and checklist.serves_as(case, it.what[2], line.holder or "")
        for line in lines(case, pack, day)
    )


HANDLERS: dict[str, Handler] = {
    "waive": (_waive, lambda step: _owed("waiver", step)),
    "promise": (_promise, lambda step: _owed(step.get("by"), step)),
    "withdraw_waiver": (_withdraw, _withdrawn),
}
