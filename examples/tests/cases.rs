//! `desk impact --cases`: a table of loans, a log, a folder of logs; what is bad is told, and the rest is counted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::path::Path;

use common::{Desk, Said};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn ask(desk: &Desk, cases: &str, more: &[&str]) -> Said {
    desk.run(&[&["impact", "--from", "2025-05-07", "--to", "2025-05-08", "--cases", cases], more].concat())
}

/// The table that ships with desk has the loans of the other languages, and the same answers.
#[test]
fn a_table_is_answered_as_in_every_language() {
    let desk = Desk::new();
    desk.write("loans.csv", &file("loans.csv"));
    for (name, it) in parsed(&file("../core/tests/data/loans/answers.json")).as_object().unwrap() {
        let (from, to) = (it["from"].as_str().unwrap(), it["to"].as_str().unwrap());
        let said = desk.run(&["impact", "--from", from, "--to", to, "--cases", "loans.csv", "--json"]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{name}");
        let mut wanted = it["answer"].clone();
        wanted["left_out"] = json!([]);
        assert_eq!(parsed(&said.out), wanted, "{name}");
    }
    assert!(!desk.path("desk.sqlite").exists(), "no office is asked");
    let zh = ask(&desk, "loans.csv", &["--lang", "zh"]);
    assert!(zh.out.contains("9 笔贷款，3 笔受影响") && zh.out.contains("如 GZ-1 L1"), "{}", zh.out);
}

#[test]
fn what_is_bad_is_told_by_line_and_column_and_the_rest_is_counted() {
    let desk = Desk::new();
    let table = "\u{feff}case,product,amount_fen,term_months,city,property,local_household,born,sex\r\n\
        G-1,pf-guangzhou,60000000,240,广州,second_hand,yes,1990-01-02,male\r\n\
        G-2,pf-guangzhou,\"600,000.00\",1.5,广州,castle,maybe,1990/01/02,male\r\n\
        ,,,,,,,,\r\n\
        \"G-3\",pf-guangzhou,60000000,240,,,,,,,\r\n\
        G-4,horoscope,60000000,,,,,,\r\n\
        G-5,pf-guangzhou,60000000,240,\"广州,天河\",,,,,too,many\r\n\
        11010519491231002X,pf-guangzhou,60000000,240,,,,,\r\n";
    desk.write("loans.csv", table);
    let said = ask(&desk, "loans.csv", &["--json"]);
    assert_eq!(said.code, 2);
    let told: Vec<&str> = said.err.lines().collect();
    for (line, wanted) in told.iter().zip([
        "desk: loans.csv: line 3, column `amount_fen`: an amount in whole fen is wanted, text was found; write",
        "desk: loans.csv: line 3, column `term_months`: a number of months is wanted, `1.5` was found; write",
        "desk: loans.csv: line 3, column `property`: no value is called `castle`; one of: presale,",
        "desk: loans.csv: line 3, column `local_household`: true or false is wanted, text was found; write",
        "desk: loans.csv: line 3, column `born`: want a date like `2026-03-02`, found `1990/01/02`",
        "desk: loans.csv: line 6, column `term_months`: the field `term_months` is missing; give it a value",
        "desk: loans.csv: line 6, column `product`: no product is called `horoscope`; ask for the list",
        "desk: loans.csv: line 7: there are 11 values under 9 names: put a value that holds a comma in quotes",
        "desk: loans.csv: line 8, column `case`: this is the number of a person",
    ]) {
        assert!(line.starts_with(wanted), "{line}");
    }
    assert_eq!(told.len(), 9, "{}", said.err);
    assert!(!said.err.contains("19491231"), "{}", said.err);
    let found = parsed(&said.out);
    assert_eq!((&found["loans"], &found["touched"]), (&json!(2), &json!(2)));
    let left_out: Vec<String> = told.iter().map(|it| it.trim_start_matches("desk: ").to_owned()).collect();
    assert_eq!(found["left_out"], json!(left_out));
    let text = ask(&desk, "loans.csv", &[]);
    assert!(text.out.ends_with("\n4 left out, told on standard error\n"), "{}", text.out);
    // From standard input it is the same.
    let mut command = desk.command(&["impact", "--from", "2025-05-07", "--to", "2025-05-08", "--cases", "-", "--json"]);
    let piped = common::said(command.write_stdin(table));
    assert_eq!(piped.out.replace("-: line", "loans.csv: line"), said.out);
}

/// A quote that is not closed takes the lines behind it along; the line it begins in is told.
#[test]
fn a_quote_that_is_not_closed_is_told() {
    let desk = Desk::new();
    let rows = "citic-mortgage,100,12\n\"citic-mortgage,100,12\nciti-mortgage,100,12\n";
    desk.write("loans.csv", &format!("product,amount_fen,term_months\n\n{rows}"));
    let said = ask(&desk, "loans.csv", &["--json"]);
    assert_eq!(said.err, "desk: loans.csv: line 4: a value runs on over the next lines: close its quotes\n");
    assert_eq!(parsed(&said.out)["loans"], 1);
}

#[test]
fn a_table_without_its_header_is_refused_whole() {
    let desk = Desk::new();
    for (text, wanted) in [
        ("", "there is no header: name the columns in the first line"),
        ("product,amount_fen\ncitic-mortgage,100\n", "line 1: the column `term_months` is missing"),
        ("product,amount_fen,term_months,colour\n", "line 1: no column is called `colour`; known here: case, loan,"),
        ("product,product,amount_fen,term_months\n", "line 1: the column `product` stands twice"),
    ] {
        desk.write("loans.csv", text);
        let said = ask(&desk, "loans.csv", &[]);
        assert_eq!((said.code, said.out.as_str(), said.err.lines().count()), (2, "", 1), "{}", said.err);
        assert!(said.err.starts_with(&format!("desk: loans.csv: {wanted}")), "{}", said.err);
    }
    fs::write(desk.path("gbk.csv"), [0xb2, 0xfa, b'\n']).unwrap();
    assert!(ask(&desk, "gbk.csv", &[]).err.contains("save it as UTF-8"));
    assert!(ask(&desk, "nowhere.csv", &[]).err.contains("there is no such file"));
}

/// The logs of the office by themselves have the loans that the office has.
#[test]
fn logs_are_counted_as_the_office_counts_them() {
    let desk = Desk::new();
    let folder = parsed(&ask(&desk, "office/cases", &["--json"]).out);
    assert_eq!(folder["left_out"], json!([]));
    desk.write("office/inbox/01-new-customers.json", r#"{"inbox": 0, "items": []}"#);
    for name in ["02-papers", "03-from-the-lenders", "04-contracts-and-money"] {
        fs::remove_file(desk.path(&format!("office/inbox/{name}.json"))).unwrap();
    }
    desk.day(&[]);
    let mut office = parsed(&desk.run(&["impact", "--from", "2025-05-07", "--to", "2025-05-08", "--json"]).out);
    office["left_out"] = json!([]);
    assert_eq!(folder, office);
    let one = parsed(&ask(&desk, "office/cases/ZH-2617.jsonl", &["--json"]).out);
    assert_eq!((&one["loans"], &one["touched"]), (&json!(2), &json!(1)));
}

#[test]
fn a_log_that_does_not_hold_is_told_and_the_others_are_counted() {
    let desk = Desk::new();
    let log = fs::read_to_string(desk.path("office/cases/ZH-2617.jsonl")).unwrap();
    desk.write("logs/a.jsonl", &log);
    desk.write("logs/b.jsonl", &log);
    desk.write("logs/c.jsonl", &log.lines().take(3).collect::<Vec<_>>().join("\n"));
    let said = ask(&desk, "logs", &["--json"]);
    assert_eq!((said.code, said.err.lines().count()), (2, 2), "{}", said.err);
    assert!(said.err.contains("logs/b.jsonl: another log tells of case ZH-2617 too"), "{}", said.err);
    assert!(said.err.contains("logs/c.jsonl: "), "{}", said.err);
    assert_eq!(parsed(&said.out)["loans"], 2);
    fs::create_dir(desk.path("empty")).unwrap();
    let none = ask(&desk, "empty", &[]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("no file in this folder ends in `.jsonl`"), "{}", none.err);
}
