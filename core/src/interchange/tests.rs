//! Both ways through the table, and what a malformed command is told.

use serde_json::{Value, json};

use super::plain::{self, Rules};
use super::{read_command, write_command};
use crate::calendar::Calendar;
use crate::error::ErrorCode;

#[track_caller]
fn refused(command: Value, code: ErrorCode, place: Option<&str>) {
    let error = read_command(&command).unwrap_err();
    assert_eq!((error.code(), error.place()), (code, place), "{error}");
    assert!(error.advice().is_some(), "no advice: {error}");
}

#[test]
fn a_malformed_command_is_told_what_where_and_what_to_do() {
    refused(json!([]), ErrorCode::WrongType, None);
    refused(json!({}), ErrorCode::MissingField, None);
    refused(json!({"command": 7}), ErrorCode::WrongType, Some("command"));
    refused(json!({"command": "fly"}), ErrorCode::UnknownCode, Some("command"));
    refused(json!({"command": "step_loan"}), ErrorCode::UnknownCode, None);
    refused(json!({"command": "withdraw", "reason": "x", "color": 1}), ErrorCode::UnknownField, None);
    let loans = json!([{"product": "psbc-second", "amount_fen": 0, "term_months": 12}]);
    refused(json!({"command": "choose_product", "loans": loans}), ErrorCode::OutOfRange, Some("loans[0].amount_fen"));
}

#[test]
fn a_command_reads_back_what_it_wrote() {
    let commands = [
        json!({"command": "submit"}),
        json!({"command": "offer", "loan": "L2", "terms": {"amount_fen": 5, "term_months": 12, "rate_millionths": 31000}, "conditions": ["a"], "expires": "2026-05-01"}),
        json!({"command": "correct", "entry": 4, "record": {"command": "add_document", "kind": "id_card", "holder": "b1"}, "reason": "typo"}),
        json!({"command": "state_facts", "facts": {"marital": "single", "local_household": true}}),
    ];
    for command in commands {
        assert_eq!(write_command(&read_command(&command).unwrap()), command);
    }
}

#[test]
fn an_error_never_shows_a_number_of_a_person() {
    let command = json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺", "id_number": "110105194912310021"});
    let error = read_command(&command).unwrap_err();
    assert_eq!((error.code(), error.place()), (ErrorCode::BadCheckDigit, Some("id_number")));
    assert!(!error.to_string().contains("194912310021"), "{error}");
}

#[test]
fn a_context_is_read_strictly() {
    let open = |context: Value| {
        Rules::builtin().open(json!({"case": "C-1", "context": context})).unwrap_err().to_value(Rules::builtin())
    };
    assert_eq!(open(json!({"today": "2026-02-30", "by": "wang"}))["place"], "request.context.today");
    assert_eq!(open(json!({"today": "2026-02-03"}))["code"], "missing_field");
    assert_eq!(open(json!({"today": "2026-02-03", "by": "wang", "now": 1}))["code"], "unknown_field");
    assert_eq!(open(json!({"today": "2026-02-03", "by": "wang", "salt": "zz"}))["place"], "request.context.salt");
}

#[test]
fn workday_and_check_id_keep_their_contracts() {
    let calendar = Calendar::builtin();
    assert_eq!(plain::workday(calendar, "is_working_day", "2026-10-10", "")["result"], true);
    assert_eq!(plain::workday(calendar, "add_working_days", "2026-03-02", "5")["result"], "2026-03-09");
    assert_eq!(plain::workday(calendar, "is_working_day", "2031-01-01", "")["code"], "unpublished_year");
    assert_eq!(plain::workday(calendar, "fly", "2026-01-01", "")["code"], "unknown_code");
    assert_eq!(plain::workday(calendar, "roll_back", "2026-01-01", "3")["code"], "unknown_field");
    assert_eq!(plain::workday(calendar, "add_working_days", "2026-01-01", "x")["code"], "wrong_type");
    assert_eq!(plain::check_id("11010519491231002X", None).unwrap(), json!({"kind": "resident-id", "valid": true}));
    assert_eq!(plain::check_id("91350100M000100Y43", None).unwrap(), json!({"kind": "uscc", "valid": true}));
    assert_eq!(plain::check_id("110105194912310021", None).unwrap()["code"], "bad_check_digit");
    assert_eq!(plain::check_id("11010519491231002X", Some("1949-12-30")).unwrap()["code"], "future_birth_date");
}

#[test]
fn every_step_of_the_schema_has_its_fields() {
    let steps = super::schema::steps();
    assert_eq!(steps.len(), crate::case::CommandKind::ALL.len() - 1 + crate::loan::CommandKind::ALL.len());
    let offer = steps.iter().find(|step| step.command == "offer").unwrap();
    assert_eq!(offer.fields.iter().map(|field| field.name).collect::<Vec<_>>(), ["terms", "conditions", "expires"]);
    assert!(offer.of_loan && offer.adds[0].name == "counter");
    let names: std::collections::BTreeSet<&str> = steps.iter().flat_map(|step| [step.command, step.event]).collect();
    assert_eq!(names.len(), steps.len() * 2, "a command or event name stands twice");
}

#[test]
fn a_field_that_stands_twice_is_refused_by_name() {
    for text in [r#"{"reason": "a", "reason": "b"}"#, r#"[{"a": {"reason": 1, "b": [2.5, null], "reason": 1}}]"#] {
        let error = plain::parse(text).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Duplicate);
        assert_eq!(error.to_string(), "the field `reason` stands there twice; keep the one that is meant");
    }
    let command = r#"{"command": "withdraw", "reason": "a", "reason": "b"}"#;
    let error = serde_json::from_str::<crate::case::Command>(command).unwrap_err();
    assert!(error.to_string().contains("stands there twice"), "{error}");
    let whole = r#"{"a": [1, -1, 2.5, "x\n", null, true, {"a": {}}], "b": 18446744073709551615}"#;
    assert_eq!(plain::parse(whole).unwrap(), serde_json::from_str::<Value>(whole).unwrap());
}

#[test]
fn deep_or_endless_text_is_malformed() {
    for text in ["[".repeat(100_000), "1 2".to_owned(), "1e999".to_owned(), "\u{0}".to_owned()] {
        let error = plain::parse(&text).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Malformed);
    }
}

/// The products that are offered, by id.
fn offered(city: Option<&str>, date: Option<&str>) -> Vec<String> {
    let products = Rules::builtin().products(city, date).unwrap();
    products.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn products_of_a_city_are_its_own_and_those_of_none() {
    let (all, there) = (offered(None, None), offered(Some("济南市"), None));
    assert_eq!(there, offered(Some("jinan"), None));
    assert!(there.contains(&"citic-jinan-new".to_owned()) && there.contains(&"citic-mortgage".to_owned()));
    assert!(!there.contains(&"pf-shanghai-new".to_owned()) && all.contains(&"pf-shanghai-new".to_owned()));
    let error = Rules::builtin().products(Some("Atlantis"), None).unwrap_err();
    let advice = error.advice().unwrap();
    assert_eq!((error.code(), error.place()), (ErrorCode::UnknownCode, Some("city")));
    assert!(advice.contains("Shanghai 上海") && advice.contains("Mianyang 绵阳"), "{advice}");
    let error = Rules::builtin().products(None, Some("2026-02-30")).unwrap_err();
    assert_eq!(error.place(), Some("date"));
}

#[test]
fn products_on_a_day_have_the_limits_of_that_day() {
    let limits = |day| {
        let products = Rules::builtin().products(Some("上海"), Some(day)).unwrap();
        let found = products.as_array().unwrap().iter().find(|it| it["id"] == "citic-mortgage").unwrap().clone();
        let of_kind = |it: &&Value| it["kind"] == "min_down_payment" && it["district"].is_null();
        let limits = found["limits"].as_array().unwrap().iter().filter(of_kind);
        limits
            .map(|it| format!("{} {} {}", it["rule"].as_str().unwrap(), it["value"], it["printed"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        limits("2024-05-27"),
        [
            "down-payment/2024-05-17/first 150000 false",
            "down-payment/2024-05-17/second 250000 false",
            "down-payment/shanghai/2023-12-15/first 300000 false",
            "down-payment/shanghai/2023-12-15/second 500000 false",
            "citic-mortgage/min_down_payment 200000 true",
        ]
    );
    assert!(limits("2024-05-28").contains(&"down-payment/shanghai/2024-05-28/first 200000 false".to_owned()));
    let plain = Rules::builtin().products(Some("上海"), None).unwrap();
    assert!(plain[0].get("limits").is_none(), "no day, no limits");
}

type Asked = fn(&Value) -> Result<Value, crate::error::Error>;

/// Every change of what can be answered is refused, at its place and with advice.
#[track_caller]
fn refuses(ask: Asked, good: &Value, cases: &[(Value, ErrorCode, Option<&str>)]) {
    for (change, code, place) in cases {
        let mut asked = good.clone();
        asked.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let error = ask(&asked).unwrap_err();
        assert_eq!((error.code(), error.place()), (*code, *place), "{change}: {error}");
    }
}

fn lent() -> Value {
    json!({
        "principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360,
        "payout": "2026-03-10", "due_day": 25, "first_period": "by_days",
    })
}

#[test]
fn a_dated_schedule_counts_its_first_period() {
    let first = |change: Value| {
        let mut loan = lent();
        loan.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        plain::schedule(&loan).unwrap()["rows"][0].clone()
    };
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
            (json!({"payout": "2149-01-01"}), ErrorCode::OutOfRange, Some("first")),
            (json!({"due_day": 32}), ErrorCode::OutOfRange, Some("due_day")),
            (json!({"first_period": "half"}), ErrorCode::UnknownCode, Some("first_period")),
            (json!({"first_period": "whole", "day_count": "actual_360"}), ErrorCode::Conflict, Some("day_count")),
            (json!({"day_count": "actual_364"}), ErrorCode::UnknownCode, Some("day_count")),
            (json!({"grace_months": 360}), ErrorCode::OutOfRange, Some("grace")),
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
        "compound_fen": 2_008, "penalty_fen": 1_042, "interest_fen": 390_000, "principal_fen": 210_000,
        "total_fen": 603_050,
    });
    assert_eq!(told["owed"], owed);
    let mut milder = behind();
    let terms = json!({"compound": false, "penalty_markup_millionths": 300_000, "grace_days": 20});
    milder.as_object_mut().unwrap().extend(terms.as_object().unwrap().clone());
    let milder = plain::arrears(&milder).unwrap();
    assert_eq!((&milder["owed"]["compound_fen"], &milder["owed"]["penalty_fen"]), (&json!(0), &json!(664)));
}

#[test]
fn a_payment_finds_what_was_due_by_its_day() {
    let mut asked = behind();
    asked["paid"] = json!([{"day": "2026-04-19", "amount_fen": 400_000}, {"day": "2026-04-20", "amount_fen": 10_000}]);
    let told = plain::arrears(&asked).unwrap();
    // 30 days at 6%: 5.00 on principal and 10.00 on interest; the second instalment is not due yet.
    let first = json!({
        "compound_fen": 1_000, "penalty_fen": 500, "interest_fen": 200_000, "principal_fen": 100_000, "left_fen": 98_500,
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
            (json!({"instalment_fen": 200_000}), ErrorCode::OutOfRange, Some("payment")),
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
