//! `desk sheet`: what is printed and put into a file. `desk ask`: anything else that the library answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;

use common::{Desk, Said};
use serde_json::Value;

fn desk() -> Desk {
    let desk = Desk::new();
    assert_eq!(desk.day(&[]).code, 0);
    desk
}

fn sheet(desk: &Desk, arguments: &[&str]) -> String {
    let file = desk.path("sheet.html");
    let place = file.to_str().unwrap();
    let said = desk.run(&[&["sheet", "PS-2613", "--out", place], arguments].concat());
    assert_eq!((said.code, said.out.trim(), said.err.as_str()), (0, place, ""));
    fs::read_to_string(file).unwrap()
}

fn asked(said: &Said) -> Value {
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn an_index_has_a_row_for_each_line_of_the_answer() {
    let desk = desk();
    let told = asked(&desk.run(&["ask", "--case", "PS-2613", r#"{"question": "archive"}"#]));
    let page = sheet(&desk, &[]);
    let rows = told["rows"].as_array().unwrap();
    assert!(rows.len() > 10);
    assert_eq!(page.matches("<th scope=\"row\">").count(), rows.len());
    assert!(page.contains(&format!("缺 {} 项", told["lacking"])), "{page}");
    let names = rows.iter().filter_map(|row| row["zh"].as_str());
    for name in names {
        assert!(page.contains(name), "{name}");
    }
}

#[test]
fn a_set_for_the_lender_has_its_cover_and_its_digest() {
    let desk = desk();
    let told = asked(&desk.run(&["ask", "--case", "PS-2613", r#"{"question": "package"}"#]));
    let page = sheet(&desk, &["--what", "package"]);
    assert!(page.contains(told["digest"].as_str().unwrap()) && page.contains("500000.00 元"), "{page}");
    assert_eq!(page.matches("<th scope=\"row\">").count(), told["rows"].as_array().unwrap().len());
}

#[test]
fn people_are_masked_unless_it_is_asked_otherwise() {
    let desk = desk();
    let (masked, revealed) = (sheet(&desk, &["--what", "form"]), sheet(&desk, &["--what", "form", "--reveal"]));
    assert!(masked.contains("魏*和") && masked.contains("********"), "{masked}");
    assert!(!revealed.contains("********"), "{revealed}");
}

#[test]
fn what_cannot_be_asked_is_told() {
    let desk = desk();
    for (arguments, code, word) in [
        (vec!["ask", "ledger"], 2, "no JSON"),
        (vec!["ask", r#"{"question": "weather"}"#], 2, "one of: stages"),
        (vec!["ask", "--case", "PS-2613", r#"{"question": "ledger"}"#], 2, "no question is called `ledger`"),
        (vec!["sheet", "PS-0000"], 2, "no such case"),
    ] {
        let said = desk.run(&arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(word), "{arguments:?}: {}", said.err);
    }
    let office = asked(&desk.run(&["ask", r#"{"question": "stages"}"#]));
    assert!(office.as_array().unwrap().iter().any(|it| it["cases"].as_u64() > Some(0)));
}
