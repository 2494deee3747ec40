"""Commands as calls: what type checks is read, and what is refused at run time does not type check.

mypy and pyright look at this file. Each takes an unneeded `type: ignore` for a mistake, so that a
wrong call which suddenly type checks is found as well as a right one that does not.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from anjieflow import Case, Command, Context, Entry, InputError, Refused
from anjieflow.flow import Application, Facts, Terms

DAY = date(2026, 3, 2)
TODAY = Context(DAY, "wang", salt=bytes(16))
CASE, _ = Case.open("C-1", TODAY)
SUSPEND = Command("suspend", reason="documents abroad")
CARD = "6222021001116245702"

FACTS: Facts = {"property": "presale", "has_guarantor": True, "household_home_count": 0}
LOAN: Application = {"product": "citic-jinan-new", "amount_fen": 90_000_000, "term_months": 360}
TERMS: Terms = {"amount_fen": 90_000_000, "term_months": 360, "rate_millionths": 31_000}
# What only the data knows.
FIELDS: dict[str, Any] = {"reason": "documents abroad"}

RIGHT: list[Callable[[], object]] = [
    # No field, one, several; what may be left out is so, is None, or is there.
    lambda: Command("submit"),
    lambda: Command("reopen", reason="x"),
    lambda: Command("add_party", id="b1", role="borrower", name="陈一诺"),
    lambda: Command("add_party", id="b1", role="borrower", name="陈一诺", phone=None),
    lambda: Command("add_party", id="b1", role="borrower", name="陈一诺", phone="13800138000"),
    # Money and rates in either unit.
    lambda: Command("describe_property", address="x", price_fen=150_000_050),
    lambda: Command("describe_property", address="x", price_yuan=1_500_000),
    lambda: Command("describe_property", address="x", price_yuan=Decimal("1500000.50")),
    lambda: Command("describe_property", address="x", price_fen=1, appraisal_yuan=Decimal("0.01")),
    lambda: Command("describe_property", address="x", price_yuan=1, site={"city": "济南"}),
    lambda: Command("reprice", rate_percent=Decimal("3.1"), effective_from=DAY),
    lambda: Command("reprice", rate_millionths=31_000, effective_from="2026-03-02"),
    lambda: Command("pay_out", loan="L1", amount_yuan=900_000, account=CARD),
    lambda: Command("request_prepayment", on=DAY),
    lambda: Command("request_prepayment", on=DAY, amount_yuan=100_000),
    # Days as such, or as text.
    lambda: Command(
        "add_document", kind="id_card", holder="b1", issued=DAY, valid_until="2030-01-01"
    ),
    lambda: Command("lock_rate", until=DAY),
    # Objects, lists and tuples of them, in either unit.
    lambda: Command("choose_product", loans=[LOAN]),
    lambda: Command("choose_product", loans=(LOAN, LOAN)),
    lambda: Command("choose_product", loans=[{"product": "x", "amount_yuan": 1, "term_months": 1}]),
    lambda: Command("offer", terms=TERMS, conditions=[], expires=DAY),
    lambda: Command(
        "offer",
        terms={"amount_yuan": 900_000, "term_months": 360, "rate_percent": Decimal("3.1")},
        conditions=("two months' pay slips",),
        expires="2026-06-01",
    ),
    lambda: Command("return_with_defects", defects=[{"what": "unsigned"}]),
    lambda: Command("state_facts", facts=FACTS),
    lambda: Command("state_facts", facts={"marital": "single", "nationality": "mainland"}),
    lambda: Command("state_figures", figures={"monthly_income_fen": 1, "building_year": 1999}),
    lambda: Command("state_figures", figures={"monthly_income_yuan": Decimal("12000.50")}),
    lambda: Command(
        "waive", what={"milestone": "insured"}, granted_by="lender", until=DAY, reason="x"
    ),
    # A record is a command, or its mapping.
    lambda: Command(
        "correct",
        entry=2,
        record=Command("add_party", id="b1", role="borrower", name="陈一诺"),
        reason="x",
    ),
    lambda: Command(
        "correct",
        entry=2,
        record={"command": "describe_property", "address": "x", "price_yuan": 1_500_000},
        reason="x",
    ),
    lambda: Command(
        "correct",
        entry=2,
        record={
            "command": "mark_milestone",
            "milestone": "insured",
            "state": "done",
            "lapses": DAY,
        },
        reason="x",
    ),
    # To a case: with the fields beside the name, read before, or all in a mapping.
    lambda: CASE.step("assign", TODAY, clerk="li"),
    lambda: CASE.decide("assign", TODAY, clerk="li"),
    lambda: CASE.step("assign", {"today": "2026-03-02", "by": "wang"}, clerk="li"),
    lambda: CASE.step(command="assign", context=TODAY, clerk="li"),
    lambda: CASE.step("submit", TODAY),
    lambda: CASE.step("sign_loan", TODAY, loan="L1"),
    lambda: CASE.step(SUSPEND, TODAY),
    lambda: CASE.step({"command": "suspend", "reason": "x"}, TODAY),
    # A name or fields that only the data knows.
    lambda: CASE.step("suspend", TODAY, **FIELDS),
    lambda: CASE.step({"command": the_name(), **FIELDS}, TODAY),
    lambda: CASE.decide({"command": the_name(), **FIELDS}, TODAY),
    lambda: CASE.step(Command.read({"command": the_name(), **FIELDS}), TODAY),
    lambda: Command.read('{"command": "suspend", "reason": "x"}'),
]

WRONG: list[tuple[str, Callable[[], object]]] = [
    # A name that is no command's; a field that is no field of it, or is missing.
    ("unknown_code", lambda: Command("sumbit")),  # type: ignore[call-overload]
    ("unknown_code", lambda: CASE.step("sumbit", TODAY)),  # type: ignore[call-overload]
    ("unknown_field", lambda: Command("submit", reason="x")),  # type: ignore[call-overload]
    ("unknown_field", lambda: Command("suspend", reason="x", loan="L1")),  # type: ignore[call-overload]
    ("missing_field", lambda: Command("suspend")),  # type: ignore[call-overload]
    ("missing_field", lambda: Command("suspend", raeson="x")),  # type: ignore[call-overload]
    ("missing_field", lambda: Command("describe_property", address="x")),  # type: ignore[call-overload]
    ("missing_field", lambda: CASE.step("suspend", TODAY)),  # type: ignore[call-overload]
    ("missing_field", lambda: CASE.decide("suspend", TODAY)),  # type: ignore[call-overload]
    # A value of another type, or of no word of the list.
    ("wrong_type", lambda: Command("suspend", reason=3)),  # type: ignore[call-overload]
    ("missing_field", lambda: Command("suspend", reason=None)),  # type: ignore[call-overload]
    ("wrong_type", lambda: CASE.step("suspend", TODAY, reason=3)),  # type: ignore[call-overload]
    ("unknown_code", lambda: Command("rescind", fault="bank", reason="x")),  # type: ignore[call-overload]
    ("wrong_type", lambda: Command("lock_rate", until=20260302)),  # type: ignore[call-overload]
    ("not_plain_data", lambda: Command("record_arrears", amount_yuan=1.5, since=DAY)),  # type: ignore[call-overload]
    ("not_plain_data", lambda: Command("record_arrears", amount_fen=Decimal(5), since=DAY)),  # type: ignore[call-overload]
    ("wrong_type", lambda: Command("choose_product", loans=LOAN)),  # type: ignore[call-overload]
    ("wrong_type", lambda: Command("ask_supplement", items="id_card", due=DAY)),  # type: ignore[call-overload]
    # The same inside an object.
    ("missing_field", lambda: Command("offer", terms=LOAN, conditions=[], expires=DAY)),  # type: ignore[call-overload]
    ("missing_field", lambda: Command("choose_product", loans=[{"product": "x"}])),  # type: ignore[call-overload]
    ("unknown_code", lambda: Command("state_facts", facts={"martial": "single"})),  # type: ignore[call-overload]
    ("unknown_code", lambda: Command("state_facts", facts={"marital": "maried"})),  # type: ignore[call-overload]
    ("unknown_code", lambda: Command("correct", entry=2, record={"command": "submit"}, reason="x")),  # type: ignore[call-overload]
]


def the_name() -> str:
    return "suspend"


@pytest.mark.parametrize("call", RIGHT)
def test_a_call_that_type_checks_is_read(call: Callable[[], object]) -> None:
    # Whether the case is ready for it is no question of types.
    try:
        call()
    except Refused as no:
        assert no.command  # noqa: PT017


@pytest.mark.parametrize(("code", "call"), WRONG)
def test_a_call_that_does_not_type_check_is_no_command(
    code: str, call: Callable[[], object]
) -> None:
    with pytest.raises(InputError) as no:
        call()
    assert no.value.code == code


def test_what_a_step_gives_has_its_types() -> None:
    stepped: tuple[Case, Entry] = CASE.step("assign", TODAY, clerk="li")
    told: dict[str, Any] = CASE.decide("assign", TODAY, clerk="li")
    command: Command = Command("assign", clerk="li")
    assert (stepped[1].event, told["event"], command.name) == ("assigned", "assigned", "assign")


def test_fields_stand_beside_a_name_and_beside_nothing_else() -> None:
    with pytest.raises(TypeError):
        CASE.step(SUSPEND, TODAY, reason="y")  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        CASE.step({"command": "suspend"}, TODAY, reason="y")  # type: ignore[call-overload]


def test_a_name_in_a_variable_goes_in_a_mapping() -> None:
    # To the checkers a literal is a `str` too: were this allowed, so would be every mistake above.
    _, entry = CASE.step(the_name(), TODAY, **FIELDS)  # type: ignore[call-overload]
    assert entry == CASE.step({"command": the_name(), **FIELDS}, TODAY)[1]
    assert Command.read({"command": the_name(), **FIELDS}) == SUSPEND


def test_a_command_is_read_from_its_text() -> None:
    assert Command.read('{"command": "suspend", "reason": "documents abroad"}') == SUSPEND
    for bad, code in (("no JSON", "malformed"), ('{"command": "sumbit"}', "unknown_code")):
        with pytest.raises(InputError) as no:
            Command.read(bad)
        assert (no.value.code, str(no.value.place)[:7]) == (code, "command")
