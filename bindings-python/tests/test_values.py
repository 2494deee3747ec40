"""What Python can say and plain data cannot is an InputError that names the place."""

from __future__ import annotations

import resource
import types
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from anjieflow import AnjieflowError, Case, Command, Entry, InputError, Rules

CONTEXT = {
    "today": "2026-03-02",
    "occurred": "2026-03-02",
    "by": "wang",
    "salt": "00112233445566778899aabbccddeeff",
}


def nested(depth: int) -> list[Any]:
    outer: list[Any] = []
    for _ in range(depth):
        outer = [outer]
    return outer


def within_itself() -> dict[str, Any]:
    loop: dict[str, Any] = {}
    loop["again"] = loop
    return loop


@pytest.mark.parametrize(
    ("bad", "place", "words"),
    [
        ({"a"}, "command.x", "`set`"),
        (b"abc", "command.x", "`bytes`"),
        (datetime(2026, 3, 2, 9, 30), "command.x", "time of day"),
        (Decimal("1.5"), "command.x", "`Decimal`"),
        (float("nan"), "command.x", "not finite"),
        (float("inf"), "command.x", "not finite"),
        (2**63, "command.x", "64 bits"),
        (-(2**200), "command.x", "64 bits"),
        ("\ud800", "command.x", "not Unicode"),
        ({1: 2}, "command.x", "key that is not text"),
        ([0, {"deep": object()}], "command.x[1].deep", "`object`"),
        ([[b""]], "command.x[0][0]", "`bytes`"),
    ],
)
def test_what_is_not_plain_is_named(bad: Any, place: str, words: str) -> None:
    case, _ = Case.open("C-1", CONTEXT)
    with pytest.raises(InputError, match=words) as caught:
        case.step({"command": "submit", "x": bad}, CONTEXT)
    assert caught.value.place == place
    assert caught.value.code == "not_plain_data"
    assert caught.value.advice
    assert str(caught.value) == caught.value.message


@pytest.mark.parametrize("endless", [nested(100_000), within_itself()])
def test_what_has_no_end_is_named(endless: Any) -> None:
    with pytest.raises(InputError, match="nested deeper"):
        Case.open("C-1", endless)


def many_times_over() -> list[Any]:
    many: list[Any] = [0]
    for _ in range(60):
        many = [many] * 10
    return many


@pytest.mark.parametrize(
    ("much", "words"),
    [
        (many_times_over(), "more than 2000000 values"),
        ({"by": "x" * 100_000_000}, "more than 33554432 bytes"),
        (["x" * 10_000_000] * 10, "more than 33554432 bytes"),
        (["长" * 10_000_000] * 2, "more than 33554432 bytes"),
    ],
)
def test_more_than_is_taken_in_is_refused(much: Any, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        Case.open("C-1", much)
    assert caught.value.code == "not_plain_data"


def test_a_hostile_text_is_refused_before_it_is_copied() -> None:
    hostile = "[" * 100_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for read in (Case.replay, Rules.load, Entry.read, Command.read):
        with pytest.raises(InputError, match="more than 33554432 bytes"):
            read(hostile)
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert taken < 50_000, f"{taken} kB"
    with pytest.raises(InputError) as caught:
        Rules.load("[" * 1_000_000)
    assert caught.value.code == "beyond_limit"


def test_a_mapping_and_a_tuple_are_plain() -> None:
    case, entry = Case.open("C-1", types.MappingProxyType(CONTEXT))
    assert case.id == "C-1"
    assert entry["event"] == "opened"
    with pytest.raises(AnjieflowError) as caught:
        case.step({"command": "submit", "x": (1, True, None)}, CONTEXT)
    assert caught.value.code != "not_plain_data"
