"""When a rule applies: Kleene's logic over the facts of a case. `None` is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, Optional

Truth = Optional[bool]
Facts = Mapping[str, Any]
Holds = Callable[[Facts], Truth]


def always(_facts: Facts) -> Truth:
    return True


def compiled(condition: Any) -> Holds:
    """What a condition of the pack asks, as a function."""
    if condition is None or condition is True:
        return always
    if "fact" in condition:
        return _word(condition["fact"], condition["in"])
    if "not" in condition:
        return _contrary(compiled(condition["not"]))
    key = "all" if "all" in condition else "any"
    return _several([compiled(part) for part in condition[key]], decides=key == "any")


def _word(fact: str, words: list[Any]) -> Holds:
    def holds(facts: Facts) -> Truth:
        value = facts.get(fact)
        return None if value is None else value in words

    return holds


def _contrary(part: Holds) -> Holds:
    def holds(facts: Facts) -> Truth:
        truth = part(facts)
        return None if truth is None else not truth

    return holds


def _several(parts: list[Holds], decides: bool) -> Holds:
    """One part of the deciding truth decides; else what is not known leaves it open."""

    def holds(facts: Facts) -> Truth:
        told: Truth = not decides
        for part in parts:
            truth = part(facts)
            if truth is decides:
                return decides
            if truth is None:
                told = None
        return told

    return holds


def to_ask(condition: Any, facts: Facts) -> set[str]:
    """The facts on which it still depends; a part that is decided asks nothing."""
    if condition is None or condition is True or compiled(condition)(facts) is not None:
        return set()
    if "fact" in condition:
        return {condition["fact"]}
    parts = condition.get("all") or condition.get("any") or [condition["not"]]
    return set().union(*(to_ask(part, facts) for part in parts))
