//! What a loan costs, asked and answered on the wire.

use serde_json::{Value, json};

use crate::calendar::Calendar;
use crate::error::{Error, ErrorCode};
use crate::interchange::Payments;
use crate::interchange::plain::{self, Rules};

type Asked = fn(&Value) -> Result<Value, Error>;

/// Every change of what can be answered is refused, at its place and with advice.
#[track_caller]
fn refuses(ask: Asked, good: &Value, cases: &[(Value, ErrorCode, Option<&str>)]) {
    for (change, code, place) in cases {
        let error = ask(&with(good.clone(), change)).unwrap_err();
        assert_eq!((error.code(), error.place()), (*code, *place), "{change}: {error}");
    }
}

/// What can be answered, with a change.
fn with(good: Value, change: &Value) -> Value {
    let mut asked = good;
    asked.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    asked
}

fn lent() -> Value {
    json!({
        "principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360,
        "payout": "2026-03-10", "due_day": 25, "first_period": "by_days",
    })
}

#[test]
fn a_dated_schedule_counts_its_first_period() {
    let first = |change: Value| plain::schedule(&with(lent(), &change)).unwrap()["rows"][0].clone();
    let interest = |change: Value| first(change)["interest_fen"].as_i64().unwrap();
    assert_eq!(first(json!({}))["due"], "2026-04-25");
    assert_eq!(first(json!({"due_day": null}))["due"], "2026-04-10");
    // 46 days; a month and 15 days, of March all but one.
    assert_eq!(interest(json!({})), 447_222);
    assert_eq!(interest(json!({"day_count": "actual_365"})), 441_096);
    assert_eq!(interest(json!({"day_count": "thirty_360"})), 437_500);
    assert_eq!(interest(json!({"first_period": "months_and_days"})), 437_500);
    assert_eq!(interest(json!({"first_period": "whole"})), 291_667);
}

#[test]
fn a_schedule_without_a_payout_has_no_days() {
    let plain = json!({"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 24});
    let told = plain::schedule(&plain).unwrap();
    assert!(told["rows"].as_array().unwrap().iter().all(|row| row.get("due").is_none()));
    let grace = json!({"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 24, "grace_months": 12});
    let rows = plain::schedule(&grace).unwrap()["rows"].clone();
    assert_eq!((&rows[11]["principal_fen"], &rows[11]["balance_fen"]), (&json!(0), &json!(100_000_000)));
    assert_eq!((rows[12]["principal_fen"] != 0, &rows[23]["balance_fen"]), (true, &json!(0)));
}

#[test]
fn days_that_do_not_fit_a_schedule_are_refused() {
    let first_change = json!({"rate_changes": [{"period": 1, "rate_millionths": 30_000}]});
    refuses(
        plain::schedule,
        &lent(),
        &[
            (json!({"payout": null}), ErrorCode::MissingField, None),
            (json!({"payout": "2026-02-30"}), ErrorCode::NoSuchDate, Some("payout")),
            (json!({"payout": "2149-01-01"}), ErrorCode::OutOfRange, Some("payout")),
            (json!({"due_day": 32}), ErrorCode::OutOfRange, Some("due_day")),
            (json!({"first_period": "half"}), ErrorCode::UnknownCode, Some("first_period")),
            (json!({"first_period": "whole", "day_count": "actual_360"}), ErrorCode::Conflict, Some("day_count")),
            (json!({"day_count": "actual_364"}), ErrorCode::UnknownCode, Some("day_count")),
            (json!({"grace_months": 360}), ErrorCode::OutOfRange, Some("grace_months")),
            (json!({"grace_months": -1}), ErrorCode::OutOfRange, Some("grace_months")),
            (json!({"convention": "unrounded"}), ErrorCode::Conflict, Some("convention")),
            (first_change, ErrorCode::MissingField, Some("rate_changes[0]")),
        ],
    );
    let figure = json!({"figure_fen": 449_045});
    refuses(plain::explain_figure, &lent(), &[(figure, ErrorCode::UnknownField, None)]);
}

fn behind() -> Value {
    json!({
        "rate_millionths": 40_000, "day": "2026-05-05",
        "missed": [
            {"due": "2026-03-20", "principal_fen": 100_000, "interest_fen": 200_000},
            {"due": "2026-04-20", "principal_fen": 110_000, "interest_fen": 190_000},
        ],
    })
}

#[test]
fn arrears_are_told_by_part() {
    let told = plain::arrears(&behind()).unwrap();
    assert_eq!((&told["penalty_rate_millionths"], &told["days_past_due"]), (&json!(60_000), &json!(46)));
    // 46 days of 1,000 and 15 of 1,100 at 6% over 360; of 2,000 and 1,900 likewise.
    let owed = json!({
        "costs_fen": 0, "compound_fen": 2_008, "penalty_fen": 1_042, "interest_fen": 390_000, "principal_fen": 210_000,
        "total_fen": 603_050,
    });
    assert_eq!(told["owed"], owed);
    let terms = json!({"compound": false, "penalty_markup_millionths": 300_000, "grace_days": 20});
    let milder = plain::arrears(&with(behind(), &terms)).unwrap();
    assert_eq!((&milder["owed"]["compound_fen"], &milder["owed"]["penalty_fen"]), (&json!(0), &json!(664)));
}

#[test]
fn a_payment_finds_what_was_due_by_its_day() {
    let mut asked = behind();
    asked["paid"] = json!([{"day": "2026-04-19", "amount_fen": 400_000}, {"day": "2026-04-20", "amount_fen": 10_000}]);
    let told = plain::arrears(&asked).unwrap();
    // 30 days at 6%: 5.00 on principal and 10.00 on interest; the second instalment is not due yet.
    let first = json!({
        "costs_fen": 0, "compound_fen": 1_000, "penalty_fen": 500, "interest_fen": 200_000, "principal_fen": 100_000, "left_fen": 98_500,
    });
    assert_eq!(told["paid"][0], json!({"day": "2026-04-19", "applied": first}));
    assert_eq!(told["paid"][1]["applied"]["interest_fen"], 10_000);
    assert_eq!((&told["instalments"], &told["days_past_due"]), (&json!(1), &json!(15)));
}

#[test]
fn arrears_that_do_not_fit_are_refused() {
    let paid = |days: [&str; 2]| json!({"paid": days.map(|day| json!({"day": day, "amount_fen": 1}))});
    let missed =
        |days: [&str; 2]| json!({"missed": days.map(|due| json!({"due": due, "principal_fen": 1, "interest_fen": 0}))});
    refuses(
        plain::arrears,
        &behind(),
        &[
            (json!({"day": "2026-04-19"}), ErrorCode::OutOfRange, Some("missed[1].due")),
            (json!({"missed": null}), ErrorCode::MissingField, None),
            (
                json!({"missed": [{"due": "2026-03-20", "principal_fen": 1}]}),
                ErrorCode::MissingField,
                Some("missed[0]"),
            ),
            (missed(["2026-04-20", "2026-03-20"]), ErrorCode::BadSequence, Some("missed[1].due")),
            (paid(["2026-04-01", "2026-05-06"]), ErrorCode::OutOfRange, Some("paid[1].day")),
            (paid(["2026-04-01", "2026-03-31"]), ErrorCode::BadSequence, Some("paid[1].day")),
            (json!({"penalty_markup_millionths": 1}), ErrorCode::OutOfRange, Some("penalty_markup_millionths")),
            (json!({"grace_days": 367}), ErrorCode::OutOfRange, Some("grace_days")),
        ],
    );
    assert_eq!(plain::late_record(&json!([true, 1])).unwrap_err().place(), Some("late[1]"));
}

#[test]
fn a_record_of_late_payments_counts_runs() {
    let told = plain::late_record(&json!([true, true, false, true, true, true])).unwrap();
    assert_eq!(told, json!({"in_a_row": 3, "in_all": 5, "is_three_in_a_row": true, "is_six_in_all": false}));
}

#[test]
fn a_record_of_late_payments_counts_days() {
    let payment = |due: &str, paid: Option<&str>| json!({"due": due, "paid": paid});
    let payments = [
        payment("2026-01-20", Some("2026-01-23")),
        payment("2026-02-20", Some("2026-02-24")),
        payment("2026-03-20", None),
    ];
    let asked = json!({"payments": payments, "grace_days": 3, "day": "2026-03-23"});
    assert_eq!(plain::late_record(&asked).unwrap()["in_all"], 1);
    assert_eq!(plain::late_record(&with(asked.clone(), &json!({"day": "2026-03-24"}))).unwrap()["in_a_row"], 2);
    assert_eq!(plain::late_record(&with(asked.clone(), &json!({"grace_days": null}))).unwrap()["in_a_row"], 3);
    let swapped = [payment("2026-02-20", None), payment("2026-01-20", None)];
    refuses(
        plain::late_record,
        &asked,
        &[
            (json!({"payments": swapped}), ErrorCode::BadSequence, Some("payments[1].due")),
            (json!({"payments": [{"paid": null}]}), ErrorCode::MissingField, Some("payments[0]")),
            (json!({"day": null}), ErrorCode::MissingField, None),
        ],
    );
}

/// 350,000 at 4.15%, levelled over 782 twenty-sixths of a year.
#[test]
fn a_payment_every_two_weeks_has_its_days() {
    let loan = json!({
        "principal_fen": 35_000_000, "rate_millionths": 41_500, "fortnights": 782, "fortnight": "part_of_year",
        "payout": "2026-03-10",
    });
    let told = plain::schedule(&loan).unwrap();
    let rows = told["rows"].as_array().unwrap();
    assert_eq!((&rows[0]["payment_fen"], &rows[781]["balance_fen"]), (&json!(78_387), &json!(0)));
    assert_eq!((&rows[0]["due"], &rows[26]["due"]), (&json!("2026-03-24"), &json!("2027-03-23")));
    let by_days = plain::schedule(&with(loan.clone(), &json!({"fortnight": null}))).unwrap();
    assert_eq!(by_days["rows"][0]["interest_fen"], 56_486);
    assert_eq!(plain::apr(&loan).unwrap()["simple_millionths"], 41_500);
    refuses(
        plain::schedule,
        &loan,
        &[
            (json!({"months": 360}), ErrorCode::Conflict, Some("fortnights")),
            (json!({"fortnights": null}), ErrorCode::MissingField, None),
            (json!({"fortnights": 1_301}), ErrorCode::OutOfRange, Some("fortnights")),
            (json!({"fortnight": "fourteen"}), ErrorCode::UnknownCode, Some("fortnight")),
            (json!({"due_day": 20}), ErrorCode::Conflict, Some("fortnights")),
            (json!({"first_period": "by_days"}), ErrorCode::Conflict, Some("fortnights")),
            (json!({"rate_millionths": 360_001}), ErrorCode::OutOfRange, Some("rate_millionths")),
            (json!({"convention": "unrounded"}), ErrorCode::Conflict, Some("convention")),
        ],
    );
}

/// The launch of 2006, as told in `repayment::fortnightly`.
#[test]
fn two_weeks_at_a_time() {
    let loan = json!({
        "principal_fen": 50_000_000, "rate_millionths": 61_200, "months": 360, "instalment_fen": 303_600,
    });
    let told = plain::fortnightly(&loan).unwrap();
    assert_eq!(
        (&told["payment_fen"], &told["payments"], &told["years_tenths"]),
        (&json!(151_800), &json!(645), &json!(247))
    );
    assert_eq!(told["interest_saved_fen"], 11_473_256);
    refuses(
        plain::fortnightly,
        &loan,
        &[
            (json!({"instalment_fen": 200_000}), ErrorCode::OutOfRange, Some("instalment_fen")),
            (json!({"fortnight": "fourteen"}), ErrorCode::UnknownCode, Some("fortnight")),
            (json!({"months": 601}), ErrorCode::OutOfRange, Some("months")),
        ],
    );
    let change = |name: &str, value: Value| {
        let mut loan = loan.clone();
        loan[name] = value;
        plain::fortnightly(&loan).unwrap()
    };
    assert_eq!(change("fortnight", json!("part_of_year"))["years_tenths"], 244);
    assert_eq!(change("instalment_fen", Value::Null)["monthly_instalment_fen"], 303_644);
}

/// The months in which a change falls are split as the bank told its customer, and the changes can be told again.
#[test]
fn a_floating_rate_comes_out_as_the_bank_told_it() {
    let floating = json!({"published": [{"day": "2019-12-20", "rate_millionths": 37_700}]});
    let told = plain::schedule(&with(bank_example(), &json!({"floating": floating}))).unwrap();
    let change = json!({"period": 1, "rate_millionths": 37_700, "interest_fen": 609_329});
    assert_eq!((&told["changes"], &told["not_known_from"]), (&json!([change]), &json!("2021-01-01")));
    assert_eq!(told["rows"][0]["payment_fen"], 1_032_573);
    let again = plain::schedule(&with(bank_example(), &json!({"rate_changes": told["changes"]}))).unwrap();
    assert_eq!((&again["rows"], again.get("changes")), (&told["rows"], None));
    // From 10,473.63 the instalment may rise although the rate fell.
    let in_payment = with(bank_example(), &json!({"floating": floating, "odd_interest": "in_payment"}));
    assert_eq!(plain::schedule(&in_payment).unwrap()["rows"][0]["payment_fen"], 1_060_438);
}

/// 1,850,813.98 at 3.92%, paid down on 20 December.
fn bank_example() -> Value {
    json!({"principal_fen": 185_081_398, "rate_millionths": 39_200, "months": 264, "payout": "2019-12-20"})
}

#[test]
fn a_floating_rate_takes_what_its_contract_says() {
    let published =
        json!([{"day": "2019-12-20", "rate_millionths": 40_700}, {"day": "2020-04-20", "rate_millionths": 39_700}]);
    let changes = |says: Value| {
        let floating = with(json!({"published": published, "spread_millionths": -3_000}), &says);
        plain::schedule(&with(bank_example(), &json!({"floating": floating}))).unwrap()
    };
    let at = |told: &Value, index: usize| {
        let change = &told["changes"][index];
        (change["period"].as_u64().unwrap(), change["interest_fen"].as_i64())
    };
    assert_eq!(at(&changes(json!({})), 0), (1, Some(609_329)));
    assert_eq!(at(&changes(json!({"day_count": "actual_365"})), 0), (1, Some(600_982)));
    assert_eq!(at(&changes(json!({"change_period": "whole"})), 0), (1, None));
    assert_eq!(at(&changes(json!({"change_period": "from_next"})), 0), (2, None));
    // On 20 December 2020 it is that of April, for the period that begins there.
    let payout = changes(json!({"reset": "payout", "known_to": "2030-12-31"}));
    assert_eq!((at(&payout, 0).0, &payout["changes"][0]["rate_millionths"]), (13, &json!(36_700)));
    assert_eq!(payout["not_known_from"], "2031-12-20");
    let cuts = json!([{"from": "2020-02-20", "spread_millionths": -5_000}]);
    let cut = changes(json!({"spread_changes": cuts, "change_period": "whole"}));
    assert_eq!(cut["changes"][1], json!({"period": 3, "rate_millionths": 35_700, "interest_fen": null}));
    let quarters = json!({"cycle_months": 3, "cycle_after": "2024-11-01", "known_to": "2025-05-19"});
    assert_eq!(changes(quarters)["not_known_from"], "2025-07-01");
}

#[test]
fn a_floating_rate_that_does_not_fit_is_refused() {
    let at = |place: &str| format!("floating.{place}");
    let day = |day: &str, rate: i64| json!({"day": day, "rate_millionths": rate});
    let good = json!({"published": [day("2019-12-20", 37_700)]});
    let twice = json!([day("2019-12-20", 37_700), day("2019-12-20", 37_700)]);
    let cuts = json!([{"from": "2020-02-20", "spread_millionths": 0}, {"from": "2020-02-19", "spread_millionths": 0}]);
    for (change, code, place) in [
        (json!({"published": null}), ErrorCode::MissingField, "floating"),
        (json!({"published": []}), ErrorCode::Empty, &at("published")),
        (json!({"published": [day("2019-12-20", -1)]}), ErrorCode::OutOfRange, &at("published[0].rate_millionths")),
        (json!({"published": twice}), ErrorCode::BadSequence, &at("published[1]")),
        (json!({"published": [day("2020-12-20", 37_700)]}), ErrorCode::OutOfRange, &at("published")),
        (json!({"published": [day("2019-12-20", 360_001)]}), ErrorCode::OutOfRange, &at("spread_millionths")),
        (json!({"spread_millionths": -37_701}), ErrorCode::OutOfRange, &at("spread_millionths")),
        (json!({"spread_millionths": 1_000_001}), ErrorCode::OutOfRange, &at("spread_millionths")),
        (json!({"spread_changes": cuts}), ErrorCode::BadSequence, &at("spread_changes[1]")),
        (json!({"spread_changes": [{"from": "2020-02-20"}]}), ErrorCode::MissingField, &at("spread_changes[0]")),
        (json!({"reset": "monday"}), ErrorCode::UnknownCode, &at("reset")),
        (json!({"cycle_months": 3}), ErrorCode::MissingField, "floating"),
        (json!({"cycle_after": "2025-01-01"}), ErrorCode::MissingField, "floating"),
        (json!({"cycle_months": 4, "cycle_after": "2025-01-01"}), ErrorCode::OutOfRange, &at("cycle_months")),
        (json!({"cycle_months": 6, "cycle_after": "2024-10-31"}), ErrorCode::OutOfRange, &at("cycle_after")),
        (json!({"change_period": "half"}), ErrorCode::UnknownCode, &at("change_period")),
        (json!({"change_period": "whole", "day_count": "actual_360"}), ErrorCode::Conflict, &at("day_count")),
        (json!({"surprise": 1}), ErrorCode::UnknownField, "floating"),
    ] {
        let floating = with(good.clone(), &change);
        refuses(plain::schedule, &bank_example(), &[(json!({"floating": floating}), code, Some(place))]);
    }
    let both = json!({"floating": good, "rate_changes": []});
    let counted = json!({"published": [day("2019-12-20", 37_700)], "change_period": "whole"});
    let counted = json!({"floating": counted, "first_period": "by_days"});
    refuses(
        plain::schedule,
        &bank_example(),
        &[
            (both, ErrorCode::Conflict, Some("rate_changes")),
            (json!({"floating": good, "payout": null}), ErrorCode::MissingField, None),
            (json!({"floating": good, "convention": "unrounded"}), ErrorCode::Conflict, Some("convention")),
            (counted, ErrorCode::Conflict, Some("floating.change_period")),
        ],
    );
}

#[test]
fn every_period_can_be_counted_by_its_days() {
    let loan = json!({
        "principal_fen": 120_000_000, "rate_millionths": 36_000, "months": 12, "method": "interest_first",
        "payout": "2026-01-20", "periods": "by_days",
    });
    let interest = |change: Value| {
        let rows = plain::schedule(&with(loan.clone(), &change)).unwrap()["rows"].clone();
        [0, 1, 2].map(|row| rows[row]["interest_fen"].as_i64().unwrap())
    };
    assert_eq!(interest(json!({})), [372_000, 336_000, 372_000]);
    assert_eq!(interest(json!({"day_count": "thirty_360"})), [360_000; 3]);
    assert_eq!(interest(json!({"periods": "whole"})), [360_000; 3]);
    // Due on the 25th: 36 days, or five over a month.
    assert_eq!(interest(json!({"due_day": 25}))[0], 432_000);
    assert_eq!(interest(json!({"due_day": 25, "first_period": "months_and_days"}))[0], 420_000);
    assert_eq!(interest(json!({"due_day": 25, "first_due": "next_day"}))[0], 60_000);
    let told = plain::schedule(&loan).unwrap();
    let sum: i64 = told["rows"].as_array().unwrap().iter().map(|row| row["interest_fen"].as_i64().unwrap()).sum();
    assert_eq!(told["total_interest_fen"], sum);
    refuses(
        plain::schedule,
        &loan,
        &[
            (json!({"payout": null}), ErrorCode::MissingField, None),
            (json!({"first_period": "whole"}), ErrorCode::Conflict, Some("first_period")),
            (json!({"periods": "whole", "day_count": "actual_360"}), ErrorCode::Conflict, Some("day_count")),
            (json!({"periods": "weekly"}), ErrorCode::UnknownCode, Some("periods")),
            (json!({"first_due": "someday"}), ErrorCode::UnknownCode, Some("first_due")),
            (json!({"odd_interest": "nowhere"}), ErrorCode::UnknownCode, Some("odd_interest")),
        ],
    );
}

/// Of 10,000 yuan at 10% over a year, half a month in front.
#[test]
fn odd_interest_is_in_the_principal_or_in_the_payment() {
    let loan = json!({
        "principal_fen": 1_000_000, "rate_millionths": 100_000, "months": 12, "payout": "2025-02-01", "due_day": 16,
        "first_due": "next_day", "first_period": "by_days", "day_count": "actual_365",
    });
    let first = |place: &str| {
        let row = plain::schedule(&with(loan.clone(), &json!({"odd_interest": place}))).unwrap()["rows"][0].clone();
        ["payment_fen", "principal_fen", "interest_fen"].map(|name| row[name].as_i64().unwrap())
    };
    assert_eq!(first("in_principal"), [87_916, 83_806, 4_110]);
    assert_eq!(first("in_payment"), [83_693, 79_583, 4_110]);
}

#[test]
fn a_due_day_is_put_off_as_far_as_working_days_are_published() {
    let put_off = |request: &Value| Rules::builtin().schedule(request);
    let loan = with(lent(), &json!({"payout": "2026-08-28", "due_day": 1, "pay_by": "next_working_day"}));
    let rows = put_off(&loan).unwrap()["rows"].clone();
    let day = |row: usize| (rows[row]["due"].clone(), rows[row]["pay_by"].clone());
    assert_eq!(day(0), (json!("2026-09-01"), json!("2026-09-01")));
    assert_eq!(day(1), (json!("2026-10-01"), json!("2026-10-08")));
    assert_eq!(day(4), (json!("2027-01-01"), json!(null)));
    let plain_loan = with(lent(), &json!({"pay_by": "due_day"}));
    assert_eq!(put_off(&plain_loan).unwrap(), plain::schedule(&lent()).unwrap());
    refuses(
        put_off,
        &loan,
        &[
            (json!({"pay_by": "noon"}), ErrorCode::UnknownCode, Some("pay_by")),
            (json!({"payout": null, "due_day": null, "first_period": null}), ErrorCode::MissingField, None),
        ],
    );
    refuses(plain::schedule, &loan, &[(json!({}), ErrorCode::UnknownField, None)]);
}

#[test]
fn what_was_published_is_told_as_a_floating_rate_reads_it() {
    let rules = Rules::builtin();
    let told = |request: Value| rules.published_rates(&request).unwrap();
    let last = |told: &Value| told["published"].as_array().unwrap().last().unwrap().clone();
    let (long, short) = (told(json!({"series": "lpr", "months": 61})), told(json!({"series": "lpr", "months": 60})));
    let policy = &rules.pack.policy;
    let newest = policy.lpr.last().unwrap();
    assert_eq!(last(&long)["rate_millionths"], newest.over_five_years.millionths());
    assert_eq!(last(&short)["rate_millionths"], newest.one_year.millionths());
    let known_to: crate::date::Date = long["known_to"].as_str().unwrap().parse().unwrap();
    assert!(!policy.lpr(known_to).unwrap().beyond && policy.lpr(known_to.next().unwrap()).unwrap().beyond);
    let fund = |homes: i64| told(json!({"series": "provident_fund", "months": 360, "household_home_count": homes}));
    assert_eq!(last(&fund(0)), json!({"day": "2025-05-08", "rate_millionths": 26_000}));
    assert_eq!(last(&fund(1))["rate_millionths"], 30_750);
    assert_eq!(fund(0)["known_to"], rules.pack.edition.published.to_string());
    assert!(fund(1)["published"].as_array().unwrap().len() < fund(0)["published"].as_array().unwrap().len());
    let loan = with(lent(), &json!({"payout": "2024-03-10", "rate_millionths": 31_000, "floating": fund(0)}));
    assert_eq!(plain::schedule(&loan).unwrap()["changes"][0]["rate_millionths"], 28_500);
    refuses(
        |request| Rules::builtin().published_rates(request),
        &json!({"series": "provident_fund", "months": 360, "household_home_count": 0}),
        &[
            (json!({"series": "libor"}), ErrorCode::UnknownCode, Some("series")),
            (json!({"household_home_count": null}), ErrorCode::MissingField, None),
            (json!({"months": 601}), ErrorCode::OutOfRange, Some("months")),
        ],
    );
    let empty =
        Rules { pack: &crate::product::Pack { policy: crate::product::Policy::EMPTY, ..rules.pack.clone() }, ..rules };
    for series in ["lpr", "provident_fund"] {
        let request = json!({"series": series, "months": 360, "household_home_count": 0});
        assert_eq!(empty.published_rates(&request).unwrap_err().code(), ErrorCode::Empty);
    }
}

fn pair() -> Value {
    let loan = |fen: i64, rate: i64, months: i64, day: i64| {
        json!({
            "principal_fen": fen, "rate_millionths": rate, "months": months, "payout": "2026-03-20", "due_day": day,
        })
    };
    json!({"loans": [loan(80_000_000, 30_500, 360, 20), loan(70_000_000, 26_000, 300, 20)]})
}

#[test]
fn two_loans_are_told_together() {
    let told = plain::combined(&pair()).unwrap();
    let alone = [0, 1].map(|at| plain::schedule(&pair()["loans"][at]).unwrap());
    let first = &told["rows"][0];
    assert_eq!((&first["due"], &first["payment_fen"]), (&json!("2026-04-20"), &json!(657_013)));
    assert_eq!(first["parts"], json!([alone[0]["rows"][0], alone[1]["rows"][0]]));
    assert_eq!(told["rows"][300]["parts"], json!([alone[0]["rows"][300], null]));
    let sum = |name: &str| alone.iter().map(|told| told[name].as_i64().unwrap()).sum::<i64>();
    assert_eq!(told["total_interest_fen"], sum("total_interest_fen"));
    assert_eq!(told["total_payment_fen"], sum("total_payment_fen"));
    assert_eq!(told["totals"][1]["total_interest_fen"], alone[1]["total_interest_fen"]);
    assert_eq!((&told["payment_max_fen"], &told["not_known_from"]), (&json!(657_013), &json!(null)));
    let mut apart = pair();
    apart["loans"][1]["due_day"] = json!(10);
    apart["loans"][1]["floating"] = json!({"published": [{"day": "2026-03-20", "rate_millionths": 26_000}]});
    let apart = plain::combined(&apart).unwrap();
    assert_eq!((apart["rows"].as_array().unwrap().len(), &apart["not_known_from"]), (660, &json!("2027-01-01")));
    assert_eq!((&apart["rows"][0]["due"], &apart["rows"][0]["parts"][0]), (&json!("2026-04-10"), &json!(null)));
}

#[test]
fn loans_that_make_no_pair_are_refused() {
    let second = |change: Value| {
        let mut pair = pair();
        pair["loans"][1] = with(pair["loans"][1].clone(), &change);
        json!({"loans": pair["loans"]})
    };
    let one = json!({"loans": [pair()["loans"][0]]});
    refuses(
        plain::combined,
        &pair(),
        &[
            (json!({"loans": null}), ErrorCode::MissingField, None),
            (one, ErrorCode::BadLength, Some("loans")),
            (
                second(json!({"principal_fen": 1_000_000_000_001_i64})),
                ErrorCode::OutOfRange,
                Some("loans[1].principal_fen"),
            ),
            (second(json!({"payout": null, "due_day": null})), ErrorCode::MissingField, Some("loans[1]")),
            (second(json!({"grace_months": 300})), ErrorCode::OutOfRange, Some("loans[1].grace_months")),
            (second(json!({"convention": "unrounded"})), ErrorCode::UnknownField, Some("loans[1]")),
            (second(json!({"day_count": "actual_360"})), ErrorCode::Conflict, Some("loans[1].day_count")),
        ],
    );
}

/// 46 days of 1,000 and 15 of 1,100; costs come first, and in the other order last.
#[test]
fn costs_order_and_days_are_those_of_the_contract() {
    let paid = json!([{"day": "2026-05-05", "amount_fen": 300_000}]);
    let asked = with(behind(), &json!({"costs_fen": 8_000, "paid": paid}));
    let applied = |change: Value| {
        let told = plain::arrears(&with(asked.clone(), &change)).unwrap();
        let to = told["paid"][0]["applied"].clone();
        ["costs_fen", "penalty_fen", "interest_fen", "principal_fen"].map(|part| to[part].as_i64().unwrap())
    };
    assert_eq!(applied(json!({})), [8_000, 767, 200_000, 89_700]);
    let parts = ["principal", "interest", "penalty", "compound", "costs"];
    assert_eq!(applied(json!({"order": {"parts": parts, "across": "part_first"}})), [0, 0, 90_000, 210_000]);
    assert_eq!(applied(json!({"order": {"parts": parts}})), [0, 0, 200_000, 100_000]);
    let told = plain::arrears(&asked).unwrap();
    assert_eq!((&told["owed"]["costs_fen"], &told["owed"]["total_fen"]), (&json!(0), &json!(311_050)));
    let counted = |basis: &str| plain::arrears(&with(behind(), &json!({"day_count": basis}))).unwrap()["owed"].clone();
    // 45 and 15 days over 360.
    assert_eq!(counted("thirty_360")["penalty_fen"], 1_025);
    assert_eq!(counted("actual_365")["penalty_fen"], 1_027);
    let four = ["costs", "compound", "penalty", "interest"];
    let twice = ["costs", "costs", "penalty", "interest", "principal"];
    let order = |parts: Value| json!({"order": {"parts": parts}});
    refuses(
        plain::arrears,
        &behind(),
        &[
            (json!({"costs_fen": -1}), ErrorCode::OutOfRange, Some("costs_fen")),
            (json!({"day_count": "daily"}), ErrorCode::UnknownCode, Some("day_count")),
            (order(json!(four)), ErrorCode::BadLength, Some("order.parts")),
            (order(json!(twice)), ErrorCode::Duplicate, Some("order.parts")),
            (order(json!(["fees"])), ErrorCode::UnknownCode, Some("order.parts[0]")),
            (json!({"order": {"parts": parts, "across": "sideways"}}), ErrorCode::UnknownCode, Some("order.across")),
            (json!({"order": {}}), ErrorCode::MissingField, Some("order")),
        ],
    );
}

/// 360,000 at 4% over 30 years; the second instalment was missed, and ten days are over.
fn settled() -> Value {
    json!({
        "principal_fen": 36_000_000, "rate_millionths": 40_000, "months": 360, "payout": "2026-01-20", "day": "2026-03-30",
        "missed": [{"due": "2026-03-20", "principal_fen": 52_044, "interest_fen": 119_827}],
    })
}

#[test]
fn a_settlement_is_what_is_overdue_and_what_is_not_due_yet() {
    let told = plain::settlement(&settled()).unwrap();
    let rows = plain::schedule(&lending(&settled())).unwrap()["rows"].clone();
    assert_eq!(told["principal_fen"], rows[1]["balance_fen"]);
    assert_eq!((&told["interest_fen"], &told["overdue"]["penalty_fen"]), (&json!(39_885), &json!(87)));
    assert_eq!((&told["penalty_rate_millionths"], &told["days_past_due"]), (&json!(60_000), &json!(10)));
    let sum = ["principal_fen", "interest_fen"].map(|name| told[name].as_i64().unwrap()).iter().sum::<i64>();
    assert_eq!(told["total_fen"], sum + told["overdue"]["total_fen"].as_i64().unwrap());
    let current = plain::settlement(&with(settled(), &json!({"missed": null}))).unwrap();
    assert_eq!((&current["overdue"]["total_fen"], &current["instalments"]), (&json!(0), &json!(0)));
    // The penalty follows the rate of the day.
    let cheaper = json!({"rate_changes": [{"period": 2, "rate_millionths": 30_000}]});
    let cheaper = plain::settlement(&with(settled(), &cheaper)).unwrap();
    assert_eq!((&cheaper["penalty_rate_millionths"], &cheaper["overdue"]["penalty_fen"]), (&json!(45_000), &json!(65)));
    let all_over_365 = plain::settlement(&with(settled(), &json!({"day_count": "actual_365"}))).unwrap();
    assert_eq!((&all_over_365["interest_fen"], &all_over_365["overdue"]["penalty_fen"]), (&json!(39_338), &json!(86)));
    refuses(
        plain::settlement,
        &settled(),
        &[
            (json!({"day": "2026-01-19", "missed": []}), ErrorCode::OutOfRange, Some("day")),
            (json!({"day": null}), ErrorCode::MissingField, None),
            (json!({"payout": null}), ErrorCode::MissingField, None),
            (json!({"day": "2026-03-19"}), ErrorCode::OutOfRange, Some("missed[0].due")),
            (
                json!({"missed": [{"due": "2026-03-21", "principal_fen": 1, "interest_fen": 1}]}),
                ErrorCode::OutOfRange,
                Some("missed[0].due"),
            ),
            (json!({"penalty_markup_millionths": 500_001}), ErrorCode::OutOfRange, Some("penalty_markup_millionths")),
            (json!({"surprise": 1}), ErrorCode::UnknownField, None),
        ],
    );
}

/// The loan of a settlement by itself.
fn lending(asked: &Value) -> Value {
    let mut loan = asked.clone();
    loan.as_object_mut().unwrap().retain(|name, _| name != "day" && name != "missed");
    loan
}

#[test]
fn a_year_costs_its_interest_and_its_fees() {
    let loan = json!({"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360});
    let told = |change: Value| plain::apr(&with(loan.clone(), &change)).unwrap();
    let bare = json!({
        "compound_millionths": 35_567, "simple_millionths": 35_000, "received_fen": 100_000_000,
        "interest_fen": 61_656_007, "fees_fen": 0, "cost_fen": 61_656_007,
    });
    assert_eq!(told(json!({})), bare);
    let dear = told(json!({"fee_at_payout_fen": 800_000, "fee_each_period_fen": 1_000}));
    assert_eq!((&dear["received_fen"], &dear["fees_fen"]), (&json!(99_200_000), &json!(1_160_000)));
    assert!(
        dear["simple_millionths"].as_i64() > told(json!({"fee_at_payout_fen": 800_000}))["simple_millionths"].as_i64()
    );
    let by_days = told(json!({"payout": "2026-01-20", "periods": "by_days"}));
    let days = json!({"payout": "2026-01-20", "periods": "by_days"});
    let interest = &plain::schedule(&with(loan.clone(), &days)).unwrap()["total_interest_fen"];
    assert_eq!(&by_days["interest_fen"], interest);
    assert!(by_days["simple_millionths"].as_i64() > Some(35_000));
    refuses(
        plain::apr,
        &loan,
        &[
            (json!({"fee_at_payout_fen": -1}), ErrorCode::OutOfRange, Some("fee_at_payout_fen")),
            (json!({"fee_at_payout_fen": 100_000_000}), ErrorCode::OutOfRange, Some("fee_at_payout_fen")),
            (json!({"fee_at_payout_fen": 99_999_999}), ErrorCode::OutOfRange, Some("fee_at_payout_fen")),
            (json!({"fee_each_period_fen": 0.5}), ErrorCode::OutOfRange, Some("fee_each_period_fen")),
            (json!({"day_count": "actual_360"}), ErrorCode::Conflict, Some("day_count")),
            (json!({"convention": "unrounded"}), ErrorCode::UnknownField, None),
        ],
    );
}

#[test]
fn free_repayment_has_a_least_payment() {
    let asked = json!({"principal_fen": 100_000_000, "years": 25});
    assert_eq!(plain::least_payment(&asked), Ok(json!({"payment_fen": 473_600})));
    refuses(
        plain::least_payment,
        &asked,
        &[
            (json!({"years": 31}), ErrorCode::OutOfRange, Some("years")),
            (json!({"years": null}), ErrorCode::MissingField, None),
            (json!({"principal_fen": 1_000_000_000_100_i64, "years": 5}), ErrorCode::OutOfRange, Some("principal_fen")),
        ],
    );
}

/// Every bound of a loan is told with its place, by every function that reads one.
#[test]
fn a_loan_beyond_its_bounds_is_refused_at_its_place() {
    let changed = |period: i64, rate: i64| json!({"rate_changes": [{"period": period, "rate_millionths": rate}]});
    let bounds = [
        (json!({"rate_millionths": -1}), ErrorCode::OutOfRange, Some("rate_millionths")),
        (json!({"rate_millionths": 360_001}), ErrorCode::OutOfRange, Some("rate_millionths")),
        (json!({"months": 0}), ErrorCode::OutOfRange, Some("months")),
        (json!({"months": 601}), ErrorCode::OutOfRange, Some("months")),
        (json!({"principal_fen": 0}), ErrorCode::OutOfRange, Some("principal_fen")),
        (json!({"principal_fen": 1_000_000_000_001_i64}), ErrorCode::OutOfRange, Some("principal_fen")),
        (json!({"method": "balloon"}), ErrorCode::UnknownCode, Some("method")),
        (json!({"method": "fixed_payment"}), ErrorCode::MissingField, None),
        (json!({"method": "fixed_payment", "payment_fen": 100}), ErrorCode::OutOfRange, Some("payment_fen")),
        (changed(0, 30_000), ErrorCode::OutOfRange, Some("rate_changes[0].period")),
        (changed(361, 30_000), ErrorCode::OutOfRange, Some("rate_changes[0].period")),
        (changed(2, 360_001), ErrorCode::OutOfRange, Some("rate_changes[0].rate_millionths")),
        (json!({"surprise": 1}), ErrorCode::UnknownField, None),
    ];
    let loan = json!({"principal_fen": 36_000_000, "rate_millionths": 40_000, "months": 360});
    let dated = with(loan.clone(), &json!({"payout": "2026-01-20", "day": "2026-03-30"}));
    let asks: [(Asked, &Value); 4] =
        [(plain::schedule, &loan), (plain::apr, &loan), (plain::prepay, &dated), (plain::settlement, &dated)];
    for (ask, good) in asks {
        assert!(ask(good).is_ok());
        refuses(ask, good, &bounds);
    }
}

#[test]
fn an_early_payment_beyond_its_bounds_is_refused_at_its_place() {
    let loan = with(
        json!({"principal_fen": 36_000_000, "rate_millionths": 40_000, "months": 360}),
        &json!({"payout": "2026-01-20", "day": "2026-03-30", "sum_fen": 10_000_000}),
    );
    let split = json!([{"period": 24, "rate_millionths": 30_000, "interest_fen": 1}]);
    let published =
        json!([{"day": "2025-12-20", "rate_millionths": 40_000}, {"day": "2026-12-21", "rate_millionths": 1}]);
    refuses(
        plain::prepay,
        &loan,
        &[
            (json!({"sum_fen": 36_000_001}), ErrorCode::OutOfRange, Some("sum_fen")),
            (json!({"sum_min_fen": 10_000_001}), ErrorCode::OutOfRange, Some("sum_fen")),
            (json!({"day": "2026-01-19"}), ErrorCode::OutOfRange, Some("day")),
            (json!({"wait_months": 12}), ErrorCode::OutOfRange, Some("day")),
            (json!({"asked_on": "2026-03-25", "notice_days": 10}), ErrorCode::OutOfRange, Some("day")),
            (json!({"relief": "none"}), ErrorCode::UnknownCode, Some("relief")),
            (json!({"relief": "periods_left"}), ErrorCode::MissingField, None),
            (json!({"relief": "periods_left", "periods_left": 599}), ErrorCode::OutOfRange, Some("relief")),
            (json!({"payout": null}), ErrorCode::MissingField, None),
            (json!({"due_day": 0}), ErrorCode::OutOfRange, Some("due_day")),
            (
                json!({"fee_months_of_interest": 1, "fee_by_year_millionths": [1]}),
                ErrorCode::Conflict,
                Some("fee_by_year_millionths"),
            ),
            (json!({"rate_changes": split}), ErrorCode::Conflict, Some("rate_changes")),
            (json!({"floating": {"published": published}}), ErrorCode::Conflict, Some("floating.change_period")),
        ],
    );
    let whole = json!({"floating": {"published": published, "change_period": "whole"}});
    let told = |change: &Value| plain::prepay(&with(loan.clone(), change)).unwrap();
    assert!(
        told(&whole)["before"]["total_interest_fen"].as_i64()
            < told(&json!({}))["before"]["total_interest_fen"].as_i64()
    );
    // Ten days of a hundred thousand at 4%, by either count.
    assert_eq!(told(&json!({}))["interest_fen"], 11_111);
    assert_eq!(told(&json!({"day_count": "actual_365"}))["interest_fen"], 10_959);
    // In the months of interest only nothing of it is paid back.
    assert_eq!(told(&json!({"grace_months": 12, "sum_fen": null}))["sum_fen"], 36_000_000);
}

/// A contract of 5.39% was converted to 59 basis points above, cut to the floor in 2023 and with the batch of 2024.
#[test]
fn a_spread_that_was_cut_is_told_as_a_floating_rate_reads_it() {
    let cut = json!({"from": "2023-09-25", "floor_millionths": -2_000});
    let asked =
        json!({"contract_rate_millionths": 53_900, "cut_of_2023": cut, "batch_of_2024": {"from": "2024-10-25"}});
    let mut floating = Rules::builtin().published_rates(&json!({"series": "lpr", "months": 360})).unwrap();
    floating = with(floating, &plain::spread(&asked).unwrap());
    let loan = json!({
        "principal_fen": 100_000_000, "rate_millionths": 53_900, "months": 360, "payout": "2019-09-20",
        "floating": floating,
    });
    let told = plain::schedule(&loan).unwrap();
    let rates: Vec<_> = told["changes"].as_array().unwrap().iter().map(|it| it["rate_millionths"].clone()).collect();
    assert_eq!(rates[..6], [52_400, 48_900, 41_000, 40_000, 39_000, 33_000]);
    let spread = |change: Value| plain::spread(&with(asked.clone(), &change)).unwrap();
    assert_eq!(spread(json!({"published_millionths": 35_000}))["spread_millionths"], 18_900);
    let named = json!({"contract_rate_millionths": null, "spread_millionths": -5_000});
    assert_eq!(spread(named), json!({"spread_millionths": -5_000, "spread_changes": []}));
    let floor = json!({"cut_of_2023": null, "batch_of_2024": {"from": "2024-10-25", "floor_millionths": -500}});
    assert_eq!(spread(floor)["spread_changes"], json!([{"from": "2024-10-25", "spread_millionths": -500}]));
    refuses(
        plain::spread,
        &asked,
        &[
            (json!({"contract_rate_millionths": null}), ErrorCode::MissingField, None),
            (json!({"spread_millionths": 0}), ErrorCode::Conflict, Some("spread_millionths")),
            (json!({"cut_of_2023": {"from": "2023-09-25"}}), ErrorCode::MissingField, Some("cut_of_2023")),
            (json!({"cut_of_2023": {"floor_millionths": 0}}), ErrorCode::MissingField, Some("cut_of_2023")),
            (json!({"batch_of_2024": {"from": "2024-09-30"}}), ErrorCode::OutOfRange, Some("batch_of_2024.from")),
            (
                json!({"cut_of_2023": {"from": "2023-09-24", "floor_millionths": 0}}),
                ErrorCode::OutOfRange,
                Some("cut_of_2023.from"),
            ),
            (
                json!({"cut_of_2023": {"from": "2024-10-25", "floor_millionths": 0}}),
                ErrorCode::BadSequence,
                Some("batch_of_2024.from"),
            ),
        ],
    );
}

#[test]
fn payments_as_numbers_are_those_of_the_wire() {
    let plain = json!({"principal_fen": 80_000_000, "rate_millionths": 31_000, "months": 60});
    let changes = [
        json!({}),
        json!({"grace_months": 12}),
        json!({"convention": "unrounded", "method": "equal_principal"}),
        json!({"method": "fixed_payment", "payment_fen": 900_000}),
        json!({"payout": "2026-03-10", "pay_by": "next_working_day"}),
        json!({"payout": "2026-03-10", "due_day": 25, "first_period": "by_days", "day_count": "actual_365"}),
        json!({"payout": "2024-01-31", "periods": "by_days", "odd_interest": "in_payment"}),
        json!({"rate_changes": [{"period": 15, "rate_millionths": 26_000}]}),
        json!({"months": null, "fortnights": 130, "payout": "2026-03-10"}),
    ];
    for change in changes {
        let request = with(plain.clone(), &change);
        let wanted = Rules::builtin().schedule(&request).unwrap();
        let (loan, calendar) = (Payments::read(&request).unwrap(), Calendar::builtin());
        let mut rows = Vec::new();
        loan.each(calendar, &mut |payment| rows.push(payment)).unwrap();
        let (totals, all) = (loan.totals(calendar).unwrap(), wanted["rows"].as_array().unwrap());
        assert_eq!((rows.len(), usize::from(totals.payments)), (all.len(), all.len()), "{change}");
        assert_eq!(json!(totals.interest.fen()), wanted["total_interest_fen"], "{change}");
        assert_eq!(json!(totals.payment.fen()), wanted["total_payment_fen"], "{change}");
        assert_eq!(json!(totals.first_payment.fen()), all[0]["payment_fen"], "{change}");
        for (row, told) in rows.iter().zip(all) {
            let day = |day: Option<crate::date::Date>| day.map_or(Value::Null, |day| json!(day.to_string()));
            assert_eq!((day(row.due), day(row.pay_by)), (told["due"].clone(), told["pay_by"].clone()), "{change}");
            let amounts =
                [row.row.payment, row.row.principal, row.row.interest, row.row.balance].map(|it| json!(it.fen()));
            let names = ["payment_fen", "principal_fen", "interest_fen", "balance_fen"];
            assert_eq!(amounts.each_ref(), names.map(|name| &told[name]), "{change}");
        }
        if let Some(instalment) = loan.instalment().unwrap() {
            assert_eq!(instalment, rows[1].row.payment, "{change}");
        }
    }
}

#[test]
fn payments_are_refused_as_on_the_wire() {
    let error = |change: Value| Payments::read(&with(lent(), &change)).unwrap_err();
    assert_eq!(error(json!({"months": 601})).place(), Some("months"));
    assert_eq!(error(json!({"principal_fen": 0})).place(), Some("principal_fen"));
    let loan = json!({"principal_fen": 1_000, "rate_millionths": 31_000, "months": 600});
    let loan = Payments::read(&loan).unwrap();
    let (mut told, calendar) = (0, Calendar::builtin());
    let refused = loan.each(calendar, &mut |_| told += 1).unwrap_err();
    assert_eq!((refused.code(), told), (ErrorCode::OutOfRange, 0));
    assert_eq!(loan.totals(calendar).unwrap_err(), refused);
}
