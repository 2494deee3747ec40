"""Before there is a case: does it fit, and with which bank."""

from __future__ import annotations

from typing import Any

import pytest
from anjieflow import InputError, Rules

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
    ranks = ["fits", "cannot_say", "does_not_fit"]
    assert [ranks.index(choice["verdict"]) for choice in choices] == sorted(
        ranks.index(choice["verdict"]) for choice in choices
    )
    for rank in ranks:
        costs = [choice["cost_fen"] for choice in choices if choice["verdict"] == rank]
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
