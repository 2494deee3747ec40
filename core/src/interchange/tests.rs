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
    refused(json!({"command": "step_loan"}), ErrorCode::UnknownCode, Some("command"));
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
fn deep_or_endless_text_is_refused() {
    assert_eq!(plain::parse(&"[".repeat(100_000)).unwrap_err().code(), ErrorCode::BeyondLimit);
    for text in ["1 2".to_owned(), "1e999".to_owned(), "\u{0}".to_owned()] {
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

#[test]
fn an_entry_that_is_looked_at_holds_nothing_personal() {
    let (rules, salt) = (Rules::builtin(), "00112233445566778899aabbccddeeff");
    let context = json!({"today": "2026-02-03", "by": "wang", "salt": salt});
    let (case, opened) = rules.open(json!({"case": "C-1", "context": context})).unwrap();
    let party =
        json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺", "phone": "13800000000"});
    let (case, added) = rules.step(&case, party, context.clone()).unwrap();
    let gone = json!({"command": "withdraw", "reason": "改由13800000000办理，第17号"});
    let (_, withdrawn) = rules.step(&case, gone, context).unwrap();
    let events = plain::events(&plain::log(vec![opened, added, withdrawn]).unwrap()).unwrap();
    let names: Vec<&Value> = events.as_array().unwrap().iter().map(|it| &it["event"]).collect();
    assert_eq!(names, ["opened", "party_added", "case_withdrawn"]);
    assert_eq!(events[1]["data"], json!({"id": "b1", "role": "borrower"}));
    assert_eq!(events[2]["data"]["reason"], "改由***********办理，第17号");
    assert!(!events.to_string().contains(salt) && !events.to_string().contains("陈一诺"), "{events}");
    assert_eq!(plain::events("?").unwrap_err().code(), ErrorCode::Malformed);
}
