"""The judge: whether a step is granted, and what it does to the case."""

from __future__ import annotations

from . import desk, lending, owing, records, spine, talk
from .state import Case, Reason
from .step import Handler, Step, standstill
from .table import LOAN, LOAN_STAYS, SPINE, listed
from .words import words

HANDLERS: dict[str, Handler] = {
    **spine.HANDLERS,
    **records.HANDLERS,
    **owing.HANDLERS,
    **talk.HANDLERS,
    **desk.HANDLERS,
}
PERSONAL = frozenset(
    words("add_party state_figures describe_property designate_account pay_out correct")
)


def modelled(step: Step) -> bool:
    """Whether this interpreter knows the step: what it does not know is counted, never passed."""
    if step.name == "add_document" and step.case.stage == "released":
        return False  # It asks what the index of the archive lacks.
    return step.name in HANDLERS or step.name in LOAN or step.name in LOAN_STAYS


def opened(name: str, day: str) -> Case:
    case = Case(id=name, opened=day, since=day, moved=day, recorded=day, length=1)
    return case


def judge(step: Step) -> set[Reason]:
    """Every reason to say no; none when the step is granted."""
    told = _days(step)
    if step.name in SPINE:
        told |= standstill(step)
        if step.on < step.case.moved:
            told.add(("out_of_order", step.case.moved))
    if not listed(step.case.stage, step.name):
        return told | {("not_here", step.name)}
    if step.name in PERSONAL and not step.salted:
        told.add(("salt_missing", step.name))
    if step.name in LOAN or step.name in LOAN_STAYS:
        return told | lending.judge(step)
    return told | HANDLERS[step.name][0](step)


def _days(step: Step) -> set[Reason]:
    told: set[Reason] = set()
    if step.on > step.today:
        told.add(("future_date", step.on))
    if step.today < step.case.recorded:
        told.add(("recorded_back", step.case.recorded))
    return told


def take(step: Step) -> None:
    """Do what was granted."""
    case = step.case
    case.length += 1
    if step.name in LOAN or step.name in LOAN_STAYS:
        lending.take(step)
    else:
        HANDLERS[step.name][1](step)
        if step.name in SPINE:
            case.stage = SPINE[step.name][1]
            case.since = case.moved = step.on
    case.recorded = max(case.recorded, step.today)
