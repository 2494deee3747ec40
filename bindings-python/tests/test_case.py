"""The case as Python sees it."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import anjieflow
import pytest
from anjieflow import AnjieflowError, Case, InputError, LogError, Refused, impact
from test_values import CONTEXT


def opened() -> Case:
    return Case.open("C-1", CONTEXT)[0]


def test_a_case_shows_where_it_is() -> None:
    case = opened()
    assert (case.id, case.length) == ("C-1", 1)
    assert repr(case) == f"<Case C-1 {case.stage}, 1 entry>"


@pytest.mark.parametrize("name", ["id", "stage", "length", "anything"])
def test_a_case_does_not_change(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(opened(), name, "other")


def test_a_case_is_opened_or_replayed_and_not_made() -> None:
    made: Any = Case
    with pytest.raises(TypeError):
        made()


def test_a_refusal_tells_every_reason_and_leaves_the_case() -> None:
    case = opened()
    view = case.view()
    with pytest.raises(Refused) as caught:
        case.step({"command": "submit"}, CONTEXT)
    refused = caught.value
    assert isinstance(refused, AnjieflowError)
    assert (refused.code, refused.command, refused.stage) == ("refused", "submit", case.stage)
    assert len(refused.reasons) > 0
    assert all(reason["message"] in str(refused) for reason in refused.reasons)
    assert case.view() == view


def test_an_error_keeps_its_fields_when_pickled() -> None:
    with pytest.raises(InputError) as caught:
        Case.replay("not a log")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is LogError
    assert vars(again) == vars(caught.value)
    assert again.code


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert anjieflow.version() == version("anjieflow")


def test_the_module_names_no_folder_of_its_builder() -> None:
    module = Path(anjieflow._anjieflow.__file__).read_bytes()
    assert b"/.cargo/" not in module
    assert str(Path(__file__).parents[2]).encode() not in module


def test_the_wheel_is_small_and_needs_nothing() -> None:
    from importlib.metadata import files, requires

    # What Python compiles of it later is not in the wheel.
    paths = [Path(str(it.locate())) for it in files("anjieflow") or [] if it.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in paths) <= 4_000_000
    assert not [need for need in requires("anjieflow") or [] if "extra ==" not in need]


def test_every_name_is_exported() -> None:
    names = {name for name in vars(anjieflow._anjieflow) if not name.startswith("_")}
    tree = set(anjieflow.errors.__all__) - {"Reason"}
    assert names | tree == set(anjieflow.__all__)
    assert not names & tree


def test_findings_say_what_is_kept_and_what_is_asked() -> None:
    case = opened()
    buyer = {"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺"}
    home = {
        "command": "describe_property",
        "address": "试验路1号",
        "price_fen": 200_000_000,
        "site": {"city": "成都"},
    }
    facts = {"command": "state_facts", "facts": {"property": "completed_new"}}
    figures = {"command": "state_figures", "figures": {"monthly_income_fen": 3_000_000}}
    loan = {"product": "icbc-housing-new", "amount_fen": 150_000_000, "term_months": 360}
    chosen = {"command": "choose_product", "loans": [loan]}
    for command in (buyer, home, facts, figures, chosen):
        case, _ = case.step(command, CONTEXT)
    assert case.view()["figures"] == {"monthly_income_fen": "***"}
    found = {finding["rule"]: finding for finding in case.findings(CONTEXT)}
    down = found["down-payment/2024-09-29/any"]
    assert (down["verdict"], down["limit"], down["actual"]) == ("kept", 150_000, 250_000)
    assert found["dti/housing"]["verdict"] == "unknown"
    assert found["dti/housing"]["ask"] == ["monthly_instalment_fen", "property_fee_monthly_fen"]
    with pytest.raises(InputError):
        case.findings({"by": "wang"})


def test_a_rule_is_explained() -> None:
    told = anjieflow.explain("citic-jinan-new/income_cert/spouse")
    assert (told["kind"], told["source"]) == ("requirement", "citic-jinan")
    assert told["zh"] == "配偶：收入证明；适用：婚姻状况为已婚"
    assert anjieflow.explain("psbc-new/max_ltv")["kind"] == "printed"
    with pytest.raises(InputError, match="no rule is called"):
        anjieflow.explain("psbc-new/horoscope")


def test_what_blocks_cites_the_rules_that_ask() -> None:
    case, _ = Case.open("C-1", CONTEXT)
    loan = {"product": "psbc-second", "amount_fen": 100_000_000, "term_months": 361}
    with pytest.raises(Refused) as caught:
        case.step({"command": "choose_product", "loans": [loan]}, CONTEXT)
    cited = {reason["code"]: reason["rules"] for reason in caught.value.reasons}
    assert cited["term_over_limit"] == ["psbc-second/max_term"]
    assert cited["unknown_fact"] == ["psbc-second"]
    assert cited["missing_party"] == []
    told = anjieflow.explain(cited["unknown_fact"][0])
    assert (told["kind"], told["source"]) == ("product", "psbc-docs")


def test_other_days_have_other_rules() -> None:
    case, _ = Case.open("C-1", CONTEXT)
    loan = {"product": "icbc-housing-new", "amount_fen": 160_000_000, "term_months": 240}
    home = {"address": "试验路1号", "price_fen": 200_000_000, "site": {"city": "成都"}}
    for command in (
        {"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺"},
        {"command": "describe_property", **home},
        {
            "command": "state_facts",
            "facts": {"property": "completed_new", "household_home_count": 1},
        },
        {"command": "choose_product", "loans": [loan]},
    ):
        case, _ = case.step(command, CONTEXT)
    old, then = ({**CONTEXT, "as_of": day} for day in ("2024-09-28", "2024-09-29"))
    found = case.difference(old, then)
    assert found["to"] == {"edition": "builtin-2026-11-24", "day": "2024-09-29"}
    (change,) = found["changes"]
    assert (change["limit_before"], change["limit_after"]) == (250_000, 150_000)
    assert (change["before"], change["after"]) == ("broken", "kept")
    many = impact([case, case], old, then)
    (group,) = many["groups"]
    assert (many["touched"], group["loans"], group["witness"]) == (
        2,
        2,
        {"case": "C-1", "loan": "L1"},
    )
    assert any(rule["change"] == "limit_added" for rule in many["rules"])
    assert case.difference(old, then, anjieflow.Rules.builtin()) == found
    with pytest.raises(InputError):
        case.difference(old, {"by": "wang"})


def test_a_number_is_checked_as_what_it_is_said_to_be() -> None:
    title = anjieflow.check_number("title", "京（2023）朝阳区不动产权第 0012345 号")
    assert title == {"kind": "title", "valid": True, "warning": None}
    card = anjieflow.check_number("bank-card", "6222021001116245703")
    assert (card["valid"], card["warning"]["code"]) == (True, "luhn")
    assert anjieflow.check_number("unit", "340121261006")["code"] == "bad_length"
    with pytest.raises(anjieflow.InputError) as no:
        anjieflow.check_number("horoscope", "5")  # type: ignore[arg-type]
    assert no.value.place == "kind"


def test_the_retirement_age_stands_in_months() -> None:
    age = anjieflow.retirement_age("male", "1965-05")
    assert (age["months"], age["retires"]) == (722, "2025-07")
    assert anjieflow.retirement_age("male", "soon")["code"] == "malformed"
