"""Before there is a case: does it fit, and with which bank."""

from __future__ import annotations

import json
from collections.abc import Callable
from doctest import DocTestParser, DocTestRunner
from inspect import cleandoc
from pathlib import Path
from typing import Any

import anjieflow
import pytest
from anjieflow import InputError, Rules

ROOT = Path(__file__).parents[2]
ENQUIRIES = ROOT / "core/tests/data/enquiry"

ENQUIRY: dict[str, Any] = {
    "date": "2026-03-20",
    "amount_fen": 150_000_000,
    "term_months": 240,
    "price_fen": 200_000_000,
    "site": {"province": "Guangdong", "city": "Guangzhou"},
    "facts": {"property": "second_hand", "marital": "married", "household_home_count": 0},
    "figures": {
        "monthly_income_fen": 1_000_000,
        "property_fee_monthly_fen": 20_000,
        "other_debt_monthly_fen": 0,
    },
    "applicants": [{"id": "b1", "role": "borrower", "birth": "1988-06-15", "sex": "male"}],
}


def test_what_does_not_fit_says_by_how_much_and_what_would_help() -> None:
    rules = Rules.builtin()
    told = rules.assess(ENQUIRY | {"product": "ccb-housing"})
    assert told["verdict"] == "does_not_fit"
    assert told["terms"] is not None
    assert told["terms"]["monthly_fen"] == 869_940
    broken = {finding["kind"] for finding in told["findings"] if finding["verdict"] == "broken"}
    assert broken >= {"min_down_payment", "housing_debt_to_income"}
    assert told["room"]["instalment"] == {"fen": 480_000, "rule": "dti/housing"}
    # Each remedy was judged again: asked for as it says, nothing is broken.
    remedy = told["remedies"][0]
    asked = ENQUIRY | {"product": "ccb-housing", "amount_fen": remedy["amount_fen"]}
    again = rules.assess(asked | {"term_months": remedy["term_months"]})
    assert again["verdict"] != "does_not_fit"


def test_every_product_is_told_the_best_first() -> None:
    rules = Rules.builtin()
    choices = rules.choose(ENQUIRY)
    assert {choice["product"] for choice in choices} == {row["id"] for row in rules.products()}
    verdicts = ["fits", "cannot_say", "does_not_fit"]
    # What is not for this home at all stands last.
    ranks = [(verdicts.index(it["verdict"]), bool(it["bars"])) for it in choices]
    assert ranks == sorted(ranks)
    for rank in set(ranks):
        costs = [it["cost_fen"] for it, its in zip(choices, ranks) if its == rank]
        known = [cost for cost in costs if cost is not None]
        assert costs[: len(known)] == sorted(known)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"amount_fen": 0}, "amount_fen"),
        ({"date": "2026-02-30"}, "date"),
        ({"product": "horoscope"}, "product"),
        (
            {"applicants": [{"id": "b1", "role": "borrower", "birth": "1988-06-15"}]},
            "applicants[0]",
        ),
        ({"spread_basis_points": 5_000}, "spread_basis_points"),
    ],
)
def test_a_bad_enquiry_names_the_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InputError) as caught:
        Rules.builtin().assess(ENQUIRY | {"product": "ccb-housing"} | change)
    assert place in f"{caught.value.place} {caught.value}"


def read(name: str) -> Any:
    return json.loads((ENQUIRIES / name).read_text(encoding="utf-8"))


def asked(question: str) -> Callable[[dict[str, Any]], Any]:
    rules = Rules.builtin()
    if hasattr(rules, question):
        return getattr(rules, question)  # type: ignore[no-any-return]
    return lambda request: getattr(anjieflow, question)(**request)


@pytest.mark.parametrize("name", read("requests.json"))
def test_an_answer_is_that_of_every_language(name: str) -> None:
    it, wanted = read("requests.json")[name], read("answers.json")[name]
    if "answer" in wanted:
        assert asked(it["ask"])(it["request"]) == wanted["answer"]
        return
    with pytest.raises(InputError) as no:
        asked(it["ask"])(it["request"])
    fields = ("code", "message", "zh", "place", "advice")
    assert {field: getattr(no.value, field) for field in fields} == wanted["error"]


def test_the_examples_of_the_stub_run() -> None:
    stub = (ROOT / "bindings-python/python/anjieflow/_anjieflow.pyi").read_text(encoding="utf-8")
    docs = [doc for doc in stub.split('"""')[1::2] if ">>>" in doc]
    assert len(docs) >= 7
    for doc in docs:
        test = DocTestParser().get_doctest(cleandoc(doc), vars(anjieflow).copy(), "stub", None, 0)
        assert DocTestRunner().run(test).failed == 0, doc


def test_a_question_without_a_figure_names_it() -> None:
    with pytest.raises(InputError, match="the field `basis_points` is missing"):
        anjieflow.if_rate_moves(principal_fen=1_000, rate_millionths=1, months=1)  # type: ignore[call-arg]
    with pytest.raises(InputError) as no:
        Rules.builtin().costs({"date": "2026-03-02", "area": -1})
    assert no.value.place == "area"
