"""Repayment: one loan as plain data, many as columns."""

from __future__ import annotations

from array import array
from functools import partial

import pytest
from anjieflow import (
    InputError,
    Rules,
    apr,
    arrears,
    combined,
    explain_figure,
    fortnightly,
    instalments,
    late_record,
    least_payment,
    prepay,
    schedule,
    settlement,
    spread,
)


def test_a_schedule_is_the_bank_s_to_the_fen() -> None:
    loan = schedule(principal_fen=100_000_000, rate_millionths=35_000, months=360)
    first = {
        "period": 1,
        "payment_fen": 449_045,
        "principal_fen": 157_378,
        "interest_fen": 291_667,
        "balance_fen": 99_842_622,
    }
    assert loan["rows"][0] == first
    assert len(loan["rows"]) == 360
    assert loan["rows"][-1]["balance_fen"] == 0
    assert (loan["total_payment_fen"], loan["total_interest_fen"]) == (161_656_007, 61_656_007)
    website = schedule(
        principal_fen=100_000_000, rate_millionths=35_000, months=360, convention="unrounded"
    )
    assert website["total_interest_fen"] == 61_656_088


def test_a_change_of_rate_is_paid_from_its_period_on() -> None:
    loan = schedule(
        principal_fen=115_000_000,
        rate_millionths=28_500,
        months=360,
        rate_changes=[{"period": 15, "rate_millionths": 26_000}],
    )
    payments = [row["payment_fen"] for row in loan["rows"]]
    assert payments[13:15] == [475_591, 460_886]
    assert loan["total_interest_fen"] == 51_124_712


def test_a_figure_is_explained() -> None:
    told = explain_figure(
        principal_fen=100_000_000, rate_millionths=31_000, months=360, figure_fen=435_206
    )
    assert told["readings"] == []
    assert told["slips"][0]["slip"] == {"rate_millionths": 32_500}
    assert told["en"].startswith("4352.06 is the first payment")


@pytest.mark.parametrize(
    ("loan", "words"),
    [
        ({"principal_fen": 0}, "principal_fen"),
        ({"rate_millionths": 360_001}, "a rate is at most 36% a year"),
        ({"rate_millionths": 360_001}, "rate_millionths"),
        ({"rate_millionths": -1}, "rate_millionths"),
        ({"months": 0}, "months"),
        ({"months": 601}, "months"),
        ({"method": "balloon"}, "one of: equal_instalment"),
        ({"method": "fixed_payment"}, "payment_fen"),
        ({"surprise": 1}, "no field is called"),
    ],
)
def test_a_loan_beyond_its_bounds_names_the_bound(loan: dict[str, object], words: str) -> None:
    whole = {"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360}
    with pytest.raises(InputError) as caught:
        schedule(**(whole | loan))  # type: ignore[arg-type]
    assert words in f"{caught.value} {caught.value.place} {caught.value.advice}"


def test_an_early_payment_costs_and_saves() -> None:
    loan = {
        "principal_fen": 100_000_000,
        "rate_millionths": 42_000,
        "months": 360,
        "payout": "2024-01-20",
    }
    part = prepay(day="2025-01-20", sum_fen=20_000_000, **loan)  # type: ignore[arg-type]
    assert (part["to_pay_fen"], part["payments_saved"]) == (20_000_000, 112)
    everything = prepay(day="2025-02-01", **loan)  # type: ignore[arg-type]
    assert everything["interest_fen"] == 137_619
    assert everything["next_due"] is None
    with pytest.raises(InputError, match="want 2024-01-20 or later") as caught:
        prepay(day="2023-02-01", **loan)  # type: ignore[arg-type]
    assert caught.value.advice == "nothing was paid out before"
    with pytest.raises(InputError, match="found 1000000") as caught:
        prepay(day="2025-01-20", sum_fen=100_000_000, **loan)  # type: ignore[arg-type]
    assert caught.value.place == "sum_fen"


def test_a_dated_schedule_says_when_and_counts_its_first_period() -> None:
    rows = schedule(
        principal_fen=100_000_000,
        rate_millionths=35_000,
        months=360,
        payout="2026-03-10",
        due_day=25,
        first_period="by_days",
        grace_months=12,
    )["rows"]
    assert [rows[0]["due"], rows[-1]["due"]] == ["2026-04-25", "2056-03-25"]
    assert [row["interest_fen"] for row in rows[:2]] == [447_222, 291_667]
    assert [row["principal_fen"] > 0 for row in rows[10:13]] == [False, False, True]
    with pytest.raises(InputError, match="the field `payout` is missing"):
        schedule(principal_fen=100_000_000, rate_millionths=35_000, months=360, due_day=25)


def test_arrears_are_told_by_part() -> None:
    behind = partial(
        arrears,
        rate_millionths=42_000,
        missed=[{"due": "2026-03-20", "principal_fen": 1_000_000, "interest_fen": 300_000}],
    )
    told = behind(day="2026-04-19", paid=[{"day": "2026-04-19", "amount_fen": 500_000}])
    assert told["paid"][0]["applied"] == {
        "costs_fen": 0,
        "compound_fen": 1_575,
        "penalty_fen": 5_250,
        "interest_fen": 300_000,
        "principal_fen": 193_175,
        "left_fen": 0,
    }
    assert (told["owed"]["total_fen"], told["days_past_due"]) == (806_825, 30)
    with pytest.raises(InputError, match="it is after 2026-03-19") as caught:
        behind(day="2026-03-19")
    assert caught.value.place == "missed[0].due"


def test_costs_and_order_are_those_of_the_contract() -> None:
    behind = partial(
        arrears,
        rate_millionths=42_000,
        missed=[{"due": "2026-03-20", "principal_fen": 1_000_000, "interest_fen": 300_000}],
        day="2026-04-19",
        costs_fen=8_000,
        paid=[{"day": "2026-04-19", "amount_fen": 500_000}],
    )
    assert behind()["paid"][0]["applied"]["costs_fen"] == 8_000
    last = behind(order={"parts": ["principal", "interest", "penalty", "compound", "costs"]})
    assert last["paid"][0]["applied"]["principal_fen"] == 500_000
    assert last["owed"]["costs_fen"] == 8_000
    with pytest.raises(InputError, match="want each part once") as caught:
        behind(order={"parts": ["costs", "costs", "penalty", "interest", "principal"]})
    assert caught.value.place == "order.parts"


def test_the_month_of_a_change_comes_out_as_the_bank_told_it() -> None:
    told = schedule(
        principal_fen=185_081_398,
        rate_millionths=39_200,
        months=264,
        payout="2019-12-20",
        floating={"published": [{"day": "2019-12-20", "rate_millionths": 37_700}]},
    )
    change = {"period": 1, "rate_millionths": 37_700, "interest_fen": 609_329}
    assert told["changes"] == [change]
    assert told["not_known_from"] == "2021-01-01"
    assert told["rows"][0]["interest_fen"] == 609_329


def test_a_rate_follows_what_the_rules_say_was_published() -> None:
    lpr = Rules.builtin().published_rates(series="lpr", months=360)
    loan = partial(
        schedule,
        principal_fen=100_000_000,
        rate_millionths=36_500,
        months=360,
        payout="2024-07-20",
    )
    told = loan(floating={**lpr, "spread_millionths": -3_000, "change_period": "whole"})
    assert told["changes"][0] == {"period": 6, "rate_millionths": 33_000, "interest_fen": None}
    again = loan(rate_changes=told["changes"])
    assert again["rows"] == told["rows"]
    assert "changes" not in again
    with pytest.raises(InputError, match="household_home_count"):
        Rules.builtin().published_rates(series="provident_fund", months=360)
    with pytest.raises(InputError, match="either floating") as caught:
        loan(rate_changes=told["changes"], floating=lpr)
    assert caught.value.place == "rate_changes"


def test_a_spread_that_was_cut_goes_into_a_floating_rate() -> None:
    told = spread(
        contract_rate_millionths=53_900,
        cut_of_2023={"from": "2023-09-25", "floor_millionths": -2_000},
        batch_of_2024={"from": "2024-10-25"},
    )
    assert told["spread_millionths"] == 5_900
    lpr = Rules.builtin().published_rates(series="lpr", months=360)
    loan = schedule(
        principal_fen=100_000_000,
        rate_millionths=53_900,
        months=360,
        payout="2019-09-20",
        floating={**lpr, **told},
    )
    rates = [change["rate_millionths"] for change in loan["changes"]]
    assert rates[:6] == [52_400, 48_900, 41_000, 40_000, 39_000, 33_000]
    with pytest.raises(InputError) as caught:
        spread(spread_millionths=0, batch_of_2024={"from": "2024-09-30"})
    assert caught.value.place == "batch_of_2024.from"


def test_a_payment_every_two_weeks_has_its_days() -> None:
    rows = schedule(
        principal_fen=35_000_000,
        rate_millionths=41_500,
        fortnights=782,
        fortnight="part_of_year",
        payout="2026-03-10",
    )["rows"]
    assert (len(rows), rows[0]["payment_fen"], rows[0]["due"]) == (782, 78_387, "2026-03-24")
    with pytest.raises(InputError, match="in months or in fortnights"):
        schedule(principal_fen=35_000_000, rate_millionths=41_500, fortnights=782, months=360)


def test_due_days_are_put_off_as_far_as_working_days_are_published() -> None:
    loan = partial(schedule, principal_fen=100_000_000, rate_millionths=35_000, months=360)
    rows = loan(payout="2026-09-01", pay_by="next_working_day")["rows"]
    assert [rows[0]["due"], rows[0]["pay_by"]] == ["2026-10-01", "2026-10-08"]
    assert [rows[3]["due"], rows[3]["pay_by"]] == ["2027-01-01", None]
    assert "pay_by" not in loan(payout="2026-09-01")["rows"][0]
    with pytest.raises(InputError, match="the field `payout` is missing"):
        loan(pay_by="next_working_day")


def test_every_period_can_be_counted_by_its_days() -> None:
    rows = schedule(
        principal_fen=120_000_000,
        rate_millionths=36_000,
        months=12,
        method="interest_first",
        payout="2026-01-20",
        periods="by_days",
    )["rows"]
    assert [row["interest_fen"] for row in rows[:3]] == [372_000, 336_000, 372_000]


def test_two_loans_are_told_together() -> None:
    told = combined(
        loans=[
            {
                "principal_fen": 80_000_000,
                "rate_millionths": 30_500,
                "months": 360,
                "payout": "2026-03-20",
            },
            {
                "principal_fen": 70_000_000,
                "rate_millionths": 26_000,
                "months": 300,
                "payout": "2026-03-20",
            },
        ]
    )
    first = told["rows"][0]
    assert (first["due"], first["payment_fen"]) == ("2026-04-20", 657_013)
    assert [part and part["payment_fen"] for part in first["parts"]] == [339_444, 317_569]
    assert told["rows"][300]["parts"][1] is None
    interest = sum(each["total_interest_fen"] for each in told["totals"])
    assert told["total_interest_fen"] == interest
    with pytest.raises(InputError, match="two loans, 0 were found") as caught:
        combined(loans=[])
    assert caught.value.place == "loans"


def test_a_settlement_is_what_is_overdue_and_what_is_not_due_yet() -> None:
    settle = partial(
        settlement,
        principal_fen=36_000_000,
        rate_millionths=40_000,
        months=360,
        payout="2026-01-20",
        missed=[{"due": "2026-03-20", "principal_fen": 52_044, "interest_fen": 119_827}],
    )
    told = settle(day="2026-03-30")
    assert (told["interest_fen"], told["overdue"]["penalty_fen"]) == (39_885, 87)
    assert told["total_fen"] == (
        told["principal_fen"] + told["interest_fen"] + told["overdue"]["total_fen"]
    )
    with pytest.raises(InputError) as caught:
        settle(day="2026-03-19")
    assert caught.value.place == "missed[0].due"


def test_a_year_costs_its_interest_and_its_fees() -> None:
    loan = partial(apr, principal_fen=100_000_000, rate_millionths=35_000, months=360)
    told = loan(fee_at_payout_fen=800_000)
    assert (told["simple_millionths"], told["cost_fen"]) == (35_647, 62_456_007)
    assert loan()["compound_millionths"] == 35_567
    with pytest.raises(InputError, match="leave nothing") as caught:
        loan(fee_at_payout_fen=100_000_000)
    assert caught.value.place == "fee_at_payout_fen"


def test_free_repayment_has_a_least_payment() -> None:
    assert least_payment(principal_fen=100_000_000, years=25) == {"payment_fen": 473_600}
    with pytest.raises(InputError) as caught:
        least_payment(principal_fen=100_000_000, years=31)
    assert caught.value.place == "years"


def test_a_record_of_late_payments_counts_runs() -> None:
    told = late_record([True, True, False, True, True, True])
    assert (told["in_a_row"], told["in_all"]) == (3, 5)
    assert told["is_three_in_a_row"]
    assert not told["is_six_in_all"]
    paid = late_record(
        {
            "payments": [
                {"due": "2026-01-20", "paid": "2026-01-24"},
                {"due": "2026-02-20", "paid": None},
            ],
            "grace_days": 3,
            "day": "2026-02-24",
        }
    )
    assert paid["in_a_row"] == 2
    with pytest.raises(InputError, match="true or false is wanted") as caught:
        late_record([True, 1])  # type: ignore[list-item]
    assert caught.value.place == "late[1]"


def test_two_weeks_at_a_time_end_a_loan_earlier() -> None:
    told = fortnightly(
        principal_fen=50_000_000, rate_millionths=61_200, months=360, instalment_fen=303_600
    )
    assert (told["payment_fen"], told["payments"], told["years_tenths"]) == (151_800, 645, 247)
    assert told["interest_saved_fen"] == 11_473_256


def test_many_instalments_are_as_one_at_a_time() -> None:
    principals = array("q", range(10_000_000, 11_000_000, 9_999))
    months = array("H", (12 + 7 * at % 349 for at in range(len(principals))))
    paid = instalments(principals, 31_000, months)
    assert isinstance(paid, array)
    assert paid.typecode == "q"
    alone = [
        schedule(principal_fen=principal, rate_millionths=31_000, months=term)["rows"][0]
        for principal, term in zip(principals, months)
    ]
    assert list(paid) == [row["payment_fen"] for row in alone]
    assert list(instalments([100_000_000, 63_000_000], 49_000, 360)) == [530_727, 334_358]
    assert list(instalments(100_000_000, 49_000, 360)) == [530_727]


def test_a_column_that_cannot_be_used_says_why() -> None:
    with pytest.raises(InputError, match="a term is 1 to 600 months, found 0") as caught:
        instalments([100_000_000, 100_000_000], 31_000, [360, 0])
    assert caught.value.place == "row 1.months"
    with pytest.raises(InputError, match="want 0 to 360000 millionths a year, found -1") as caught:
        instalments([100_000_000], -1, 360)
    assert caught.value.place == "row 0.rate"
    with pytest.raises(ValueError, match="one column has 2 rows, another 1"):
        instalments([1, 2], [3], 360)
    with pytest.raises(TypeError, match="`principal_fen` is a buffer of `d`"):
        instalments(array("d", [1.0]), 31_000, 360)
    with pytest.raises(TypeError, match="`months` is no whole number"):
        instalments(1_000_000, 31_000, "many")  # type: ignore[arg-type]
