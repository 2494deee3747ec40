"""What Python can say and plain data cannot is an InputError that names the place."""

from __future__ import annotations

import types
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from anjieflow import AnjieflowError, Case, InputError

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


def test_a_mapping_and_a_tuple_are_plain() -> None:
    case, entry = Case.open("C-1", types.MappingProxyType(CONTEXT))
    assert case.id == "C-1"
    assert entry["event"] == "opened"
    with pytest.raises(AnjieflowError) as caught:
        case.step({"command": "submit", "x": (1, True, None)}, CONTEXT)
    assert caught.value.code != "not_plain_data"
