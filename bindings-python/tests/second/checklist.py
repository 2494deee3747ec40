"""Which papers this household owes, from whom, and how each stands on a day."""

from __future__ import annotations

from dataclasses import dataclass

from . import pack as packs
from .conditions import to_ask
from .days import plus
from .state import Case, Loan, Obligation, Paper
from .table import PERSONS, STOOD_FOR

BEST = ("accepted", "waived", "promised", "received", "expired", "rejected", "missing")
"""From best to worst: of alternatives the best decides, of several the one that lags."""
RANK = {status: rank for rank, status in enumerate(BEST)}


@dataclass(frozen=True)
class Line:
    rule: str
    kind: str
    """The paper that decides the line."""
    holder: str | None
    status: str
    step: str
    role: str = ""
    paper: Paper | None = None
    asked: packs.Paper | None = None
    kinds: frozenset[str] = frozenset()
    """Every paper that the row names."""
    ask: tuple[str, ...] = ()
    """The facts on which it depends."""


@dataclass(frozen=True)
class Desk:
    """Whose papers are looked at, for which loan, on which day."""

    case: Case
    loan: Loan
    day: str
    step: str | None
    """At whose gate: leave that does not open it is none. Without one all leave counts."""


@dataclass(frozen=True)
class Found:
    """Where a paper stands."""

    status: str
    asked: packs.Paper
    paper: Paper | None


def lines(
    case: Case, product: packs.Product, loan: Loan, day: str, step: str | None = None
) -> list[Line]:
    """Every line of a loan's list, in the order of the published list."""
    desk = Desk(case, loan, day, step)
    told: list[Line] = []
    for row in product.rows or ():
        applies = row.holds(case.facts)
        if applies:
            told.extend(_of_row(desk, row))
        elif applies is None:
            told.append(_undecided(case, row))
    return told


def _undecided(case: Case, row: packs.Row) -> Line:
    ask = tuple(sorted(to_ask(row.condition, case.facts)))
    return _open(row, "undecided", ask)


def _open(row: packs.Row, status: str, ask: tuple[str, ...]) -> Line:
    """A line of nobody."""
    kind = first(row.asks)
    return Line(row.rule, kind, None, status, row.step, row.role, kinds=row.kinds, ask=ask)


def first(asks: packs.Asks | packs.Paper) -> str:
    return next(packs.papers(asks)).kind


def _of_row(desk: Desk, row: packs.Row) -> list[Line]:
    if row.role not in PERSONS:
        return [_line(desk, row, row.role)]
    people = desk.case.of_role(row.role)
    if not people:
        return [_open(row, "party_missing", ())]
    return [_line(desk, row, it.id) for it in people]


def _line(desk: Desk, row: packs.Row, holder: str) -> Line:
    told = _tree(desk, row.asks, holder)
    line = (row.rule, told.asked.kind, holder, told.status, row.step, row.role)
    return Line(*line, told.paper, told.asked, row.kinds)


def _tree(desk: Desk, asks: packs.Asks | packs.Paper, holder: str) -> Found:
    if isinstance(asks, packs.Paper):
        return _paper(desk, asks, holder)
    parts = [_tree(desk, it, holder) for it in asks.of]
    decides = sorted(RANK[part.status] for part in parts)[asks.count - 1]
    return next(part for part in parts if RANK[part.status] == decides)


def _paper(desk: Desk, asked: packs.Paper, holder: str) -> Found:
    paper = newest(desk.case, asked.kind, holder, desk.day)
    status = "missing" if paper is None else standing(paper, asked, desk.day)
    if status != "accepted":
        status = leave(desk, asked.kind, holder) or status
    return Found(status, asked, paper)


def newest(case: Case, kind: str, holder: str, day: str) -> Paper | None:
    """The paper that came last by a day; of a collective role the borrower's will do."""
    told = None
    for paper in case.papers:
        if paper.kind != kind or paper.received > day or not serves(case, paper, holder):
            continue
        if told is None or paper.received >= told.received:
            told = paper
    return told


def serves(case: Case, paper: Paper, holder: str) -> bool:
    return serves_as(case, paper.holder, holder)


def serves_as(case: Case, given: str, asked: str) -> bool:
    """What is in somebody's name does for who is asked: the same, or a role they stand for."""
    return given == asked or same_hands(case, given, asked)


def same_hands(case: Case, given: str, asked: str) -> bool:
    """The borrower stands for couple, family, household, parents and owner."""
    if asked not in STOOD_FOR:
        return False
    party = case.party(given)
    return party is not None and party.role == "borrower"


def standing(paper: Paper, asked: packs.Paper, day: str) -> str:
    state = paper.state(day)
    until = good_until(paper, asked)
    if state != "rejected" and until is not None and until < day:
        return "expired"
    return state


def good_until(paper: Paper, asked: packs.Paper) -> str | None:
    """A row's own window stands before the usual one; what is printed binds both."""
    if asked.days is None:
        return paper.good_until
    start = paper.issued if asked.counts_from == "issued" else paper.received
    window = None if start is None else plus(start, asked.days)
    known = [it for it in (window, paper.printed) if it is not None]
    return min(known, default=None)


def leave(desk: Desk, kind: str, holder: str) -> str | None:
    """What stands for a paper: leave, or else a promise."""
    there = set()
    for it in desk.case.obligations:
        if it.what[:2] != ("document", kind) or not opens(desk, it):
            continue
        if serves_as(desk.case, it.what[2], holder):
            there.add("waived" if it.by == "waiver" else "promised")
    return min(there, key=BEST.index, default=None)


def opens(desk: Desk, it: Obligation) -> bool:
    """Whether it holds for this loan, at this step, on this day."""
    at_step = desk.step is None or desk.step in it.steps
    return at_step and it.loan in (None, desk.loan.id) and open_on(it, desk.day)


def hands(case: Case, one: str, other: str) -> bool:
    return one == other or same_hands(case, one, other) or same_hands(case, other, one)


def open_on(it: Obligation, day: str) -> bool:
    """Whether it opens gates on a day."""
    withdrawn = it.withdrawn is not None and it.withdrawn <= day
    kept = it.kept is not None and it.kept <= day
    return it.made <= day <= it.until and not withdrawn and not kept
