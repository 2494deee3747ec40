"""What the interpreter asks of a pack: its JSON, taken apart once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .conditions import Facts, Holds, compiled
from .words import words


@dataclass(frozen=True)
class Paper:
    """A paper that a row asks for, and for how long the row lets it be old."""

    kind: str
    days: int | None = None
    counts_from: str | None = None


@dataclass(frozen=True)
class Asks:
    """So many of these; a leaf is one paper."""

    count: int
    of: tuple[Asks | Paper, ...]


@dataclass(frozen=True)
class Row:
    rule: str
    asks: Asks | Paper
    role: str
    holds: Holds
    step: str
    condition: Any
    """What decides whether it applies, as the pack writes it."""
    kinds: frozenset[str]
    """Every paper it names."""


@dataclass(frozen=True)
class Product:
    id: str
    kind: str
    lender: str
    property_kinds: frozenset[str]
    rows: tuple[Row, ...] | None
    term_max: int | None
    age_min: int | None
    signs: str | None


@dataclass(frozen=True)
class Route:
    id: str
    product_kind: str
    property: str
    when: Holds | None
    gates: dict[str, list[tuple[str, str, str]]]
    """Of each step: rule, kind of need, and what."""
    sequences: list[tuple[str, str]]
    milestones: frozenset[str]


@dataclass(frozen=True)
class Limit:
    """What may come later, by whose leave, for how long, before which steps."""

    granted_by: frozenset[str]
    days_max: int
    steps: tuple[str, ...]


@dataclass
class Pack:
    products: dict[str, Product] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    validity: dict[str, int | None] = field(default_factory=dict)
    """The usual validity of each kind of paper."""
    categories: dict[str, str] = field(default_factory=dict)
    """What sort of paper each kind is."""
    limits: dict[tuple[str, str], Limit] = field(default_factory=dict)
    topics: dict[str, bool] = field(default_factory=dict)
    """What somebody is told, and whether it is about a loan."""

    def way(self, kind: str, facts: Facts) -> tuple[list[Route], bool]:
        """The route that the facts choose, or those between which a fact nobody stated decides.

        A route whose condition holds goes before one without; what is said of no fact goes the
        ordinary way, where there is one.
        """
        here = [it for it in self.routes if it.product_kind == kind]
        here = [it for it in here if it.property == facts.get("property")]
        special = [it for it in here if it.when is not None]
        told = [(it, it.when(facts)) for it in special if it.when is not None]
        for route, truth in told:
            if truth:
                return [route], True
        ordinary = [it for it in here if it.when is None]
        if ordinary:
            return ordinary[:1], True
        return [route for route, truth in told if truth is None], False


def read(text: str) -> Pack:
    """The pack of this JSON text."""
    told = json.loads(text)
    pack = Pack()
    for it in told["documents"]:
        pack.validity[it["id"]] = it.get("default_validity_days")
        pack.categories[it["id"]] = it["category"]
    for it in told["products"]:
        pack.products[it["id"]] = _product(it)
    pack.routes = [_route(it) for it in told["routes"]]
    for it in told["notices"]:
        about_loan = isinstance(it["after"], str) and it["after"] in LOAN_EVENTS
        about_loan |= it["after"] in ("life_event_recorded", "consent_withdrawn")
        pack.topics[it["topic"]] = pack.topics.get(it["topic"], False) or about_loan
    for it in told["waivers"]:
        _limit(pack, it)
    return pack


LOAN_EVENTS = frozenset(
    words(
        "handed_in resubmitted supplement_wanted supplement_answered file_returned offer_made"
        " offer_accepted appealed offer_turned_down loan_refused reconsidered approval_lapsed"
        " loan_signed money_paid_out money_posted loan_settled branch_named signed_early"
        " condition_met rate_locked instalment_recorded arrears_recorded arrears_cleared"
        " prepayment_recorded prepayment_requested prepayment_cancelled loan_repriced"
    )
)


def _product(it: dict[str, Any]) -> Product:
    listed = it["requirements"]
    return Product(
        id=it["id"],
        kind=it["kind"],
        lender=it["institution"]["en"],
        property_kinds=frozenset(it["property_kinds"]),
        rows=None if listed == "not_published" else tuple(_row(row) for row in listed),
        term_max=it.get("term_months_max"),
        age_min=it.get("age_min"),
        signs=it.get("signs"),
    )


def _row(it: dict[str, Any]) -> Row:
    when, unless = it.get("when", True), it.get("unless")
    condition = when if unless is None else {"all": [when, {"not": unless}]}
    step, asks = it.get("step", "unknown"), _asks(it["asks"])
    kinds = frozenset(paper.kind for paper in papers(asks))
    return Row(it["id"], asks, it["role"], compiled(condition), step, condition, kinds)


def _asks(it: Any) -> Asks | Paper:
    if isinstance(it, str):
        return Paper(it)
    if "document" in it:
        window = it.get("validity")
        return Paper(it["document"], *((window["days"], window["from"]) if window else ()))
    if "at_least" in it:
        return Asks(it["at_least"]["count"], _each(it["at_least"]["of"]))
    several = it.get("all_of")
    return Asks(len(several), _each(several)) if several else Asks(1, _each(it["any_of"]))


def _each(several: list[Any]) -> tuple[Asks | Paper, ...]:
    return tuple(_asks(it) for it in several)


def papers(asks: Asks | Paper) -> Iterator[Paper]:
    """Every paper named, in order."""
    if isinstance(asks, Paper):
        yield asks
    else:
        for it in asks.of:
            yield from papers(it)


def _route(it: dict[str, Any]) -> Route:
    gates = {gate["step"]: [_need(line) for line in gate["needs"]] for gate in it["gates"]}
    sequences = [(line["first"], line["then"]) for line in it.get("sequences", ())]
    marks = {what for lines in gates.values() for _, kind, what in lines if "done" in kind}
    marks |= {what for lines in gates.values() for _, kind, what in lines if kind == "filed"}
    marks |= {mark for pair in sequences for mark in pair}
    when = compiled(it["when"]) if "when" in it else None
    return Route(
        it["id"], it["product_kind"], it["property"], when, gates, sequences, frozenset(marks)
    )


def _need(line: dict[str, Any]) -> tuple[str, str, str]:
    ((kind, what),) = line["need"].items()
    return line["id"], kind, what


NEVER_LATER = frozenset({"identity", "registration"})
"""Categories of papers that the law lets nobody bring later."""


def _limit(pack: Pack, it: dict[str, Any]) -> None:
    limit = Limit(frozenset(it["granted_by"]), it["days_max"], tuple(it["steps"]))
    for document in it.get("documents", ()):
        if pack.categories[document] not in NEVER_LATER:
            pack.limits.setdefault(("document", document), limit)
    for milestone in it.get("milestones", ()):
        pack.limits.setdefault(("milestone", milestone), limit)
