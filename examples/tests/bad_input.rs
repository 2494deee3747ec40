//! Each kind of bad input gets one clear sentence that says what, where and what to do; nothing is half applied.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod common;

use common::{Desk, Said};

/// One line on standard error, with these parts; no panic, no trace.
#[track_caller]
fn tells(said: &Said, code: i32, parts: &[&str]) {
    assert_eq!(said.code, code, "{}{}", said.out, said.err);
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(said.err.starts_with("desk: "), "{}", said.err);
    for part in parts {
        assert!(said.err.contains(part), "`{part}` is not in: {}", said.err);
    }
    for trace in ["panicked", "RUST_BACKTRACE", "Error {", "Some("] {
        assert!(!said.err.contains(trace), "{}", said.err);
    }
}

/// `desk apply` of this text: refused as a whole, nothing changed.
#[track_caller]
fn apply_tells(text: &str, code: i32, parts: &[&str]) {
    let desk = Desk::new();
    desk.day(&[]);
    let before = desk.entries();
    desk.write("in.json", text);
    let said = desk.run(&["apply", "in.json"]);
    let parts: Vec<&str> = ["in.json: "].iter().chain(parts).copied().collect();
    tells(&said, code, &parts);
    assert_eq!(desk.entries(), before);
}

/// The same of one command for one case, after a good one.
#[track_caller]
fn command_tells(command: &str, parts: &[&str]) {
    let good = r#"{"case": "JN-2602", "command": {"command": "suspend", "reason": "test"}}"#;
    let bad = format!(r#"{{"case": "JN-2602", "command": {command}}}"#);
    apply_tells(&format!("[{good}, {bad}]"), 2, &[&["items[1]"], parts].concat());
}

#[test]
fn malformed_json() {
    apply_tells("[{]", 2, &["this is not JSON", "line 1, character 3", "write one JSON value"]);
    apply_tells("", 2, &["there is no text"]);
    apply_tells("7", 2, &["items[0]", "an object is wanted"]);
}

#[test]
fn a_half_written_file() {
    let text = r#"[{"case": "JN-2602", "command": {"command": "suspend", "reas"#;
    apply_tells(text, 2, &["the text ends inside a value", "restore it from a good copy"]);
}

#[test]
fn unknown_fields_and_codes() {
    command_tells(
        r#"{"command": "add_document", "kind": "id_card", "holder": "b1", "colour": "red"}"#,
        &["command", "no field is called `colour`", "known here: "],
    );
    command_tells(r#"{"command": "fly"}"#, &["command", "no command is called `fly`", "one of: "]);
    command_tells(
        r#"{"command": "mark_milestone", "milestone": "moon_landing", "state": "done"}"#,
        &["milestone", "`moon_landing`", "one of: "],
    );
    apply_tells(
        r#"{"case": "JN-2602", "command": {"command": "resume"}, "urgent": true}"#,
        2,
        &["no field is called `urgent`", "known here: id, case, command, context"],
    );
}

#[test]
fn wrong_types_and_missing_fields() {
    command_tells(r#"{"command": "suspend", "reason": 7}"#, &["reason: ", "text is wanted, a number was found"]);
    command_tells(r#"{"command": "suspend"}"#, &["the field `reason` is missing"]);
    apply_tells(r#"{"case": 7, "command": {"command": "resume"}}"#, 2, &["case", "text is wanted"]);
    apply_tells(r#"{"command": {"command": "resume"}}"#, 2, &["the field `case` is missing"]);
    apply_tells(
        r#"{"case": "JN-2602", "command": {"command": "resume"}, "context": {"today": 20260320}}"#,
        2,
        &["context.today", "a day as `YYYY-MM-DD` is wanted"],
    );
}

#[test]
fn amounts_of_zero_negative_and_beyond_range() {
    let price = |fen: &str| format!(r#"{{"command": "describe_property", "address": "路", "price_fen": {fen}}}"#);
    command_tells(&price("0"), &["price_fen: ", "an amount of `0` fen is not above zero", "1 yuan is 100"]);
    command_tells(&price("-5"), &["price_fen: ", "`-5`"]);
    command_tells(&price("9223372036854775807"), &["price_fen: "]);
    command_tells(&price("99999999999999999999999"), &["price_fen: "]);
    command_tells(&price("1.5"), &["price_fen: ", "whole"]);
}

#[test]
fn dates_that_do_not_exist() {
    let issued = r#"{"command": "add_document", "kind": "id_card", "holder": "b1", "issued": "2026-02-30"}"#;
    command_tells(issued, &["issued: ", "2026-02"]);
    let desk = Desk::new();
    tells(&desk.run(&["workday", "is_working_day", "2026-02-30"]), 2, &["is_working_day: ", "2026-02"]);
    assert_eq!(desk.run(&["today", "--today", "2026-13-01"]).code, 2);
}

#[test]
fn a_wrong_check_digit() {
    let party = r#"{"command": "add_party", "id": "c1", "role": "co_borrower", "name": "林一", "id_number": "370103189905140170"}"#;
    command_tells(party, &["items[1].command.id_number: ", "the last character does not fit", "compare each digit"]);
    let said = Desk::new().run(&["check-id", "11010519491231002X", "--json"]);
    assert_eq!((said.code, said.out.as_str()), (0, "{\"kind\":\"resident-id\",\"valid\":true}\n"));
    let said = Desk::new().run(&["check-id", "110105194912310021"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("bad_check_digit"), "{}", said.out);
}

#[test]
fn a_message_never_repeats_the_number() {
    let desk = Desk::new();
    desk.day(&[]);
    let party = r#"{"case": "JN-2602", "command": {"command": "370103189905140170"}}"#;
    desk.write("in.json", party);
    let said = desk.run(&["apply", "in.json"]);
    assert!(!said.err.contains("370103189905140170"), "{}", said.err);
}

#[test]
fn a_document_for_a_party_the_case_does_not_have() {
    let text = r#"{"case": "JN-2602", "command": {"command": "add_document", "kind": "id_card", "holder": "z9"}}"#;
    apply_tells(text, 1, &["case JN-2602", "the case has no party `z9`", "add the party first"]);
}

#[test]
fn a_case_that_the_office_does_not_have() {
    let text = r#"{"case": "NO-1", "command": {"command": "resume"}}"#;
    apply_tells(text, 2, &["items[0].case", "the office has no case `NO-1`", "open it first"]);
    let desk = Desk::new();
    desk.day(&[]);
    tells(&desk.run(&["case", "NO-1"]), 2, &["case NO-1", "the office has no such case"]);
    tells(&desk.run(&["case", "a/b"]), 2, &["ID: ", "`/`"]);
}

#[test]
fn an_id_that_was_used_for_something_else() {
    let text = r#"{"id": "2026-03-20/01", "case": "JN-2602", "command": {"command": "resume"}}"#;
    apply_tells(text, 2, &["items[0]", "its id was used for `open` of case JN-2621", "give the item a new id"]);
    let item = r#"{"id": "x", "case": "JN-2602", "command": {"command": "resume"}}"#;
    apply_tells(&format!("[{item}, {item}]"), 2, &["items[1]", "twice"]);
}

/// The day with one bad file: it is told and left out whole, the others are done.
#[track_caller]
fn day_tells(name: &str, text: &str, cases: usize, parts: &[&str]) {
    let desk = Desk::new();
    desk.write(&format!("office/{name}"), text);
    let said = desk.day(&[]);
    tells(&said, 2, &[&[name], parts].concat());
    assert!(said.out.contains(&format!("{cases} cases")), "{}", said.out);
    assert!(desk.path("day.html").exists());
    assert_eq!(said.out.contains("(21 of the inbox applied"), name.starts_with("cases/9"), "{}", said.out);
}

#[test]
fn a_bad_file_of_the_inbox_is_left_out_whole() {
    let cut = r#"{"inbox": 0, "items": [{"id": "a", "case": "JN-2602", "command": {"comm"#;
    let newer = r#"{"inbox": 9, "items": []}"#;
    let bad_second = r#"{"inbox": 0, "items": [
        {"id": "a", "case": "JN-2601", "command": {"command": "suspend", "reason": "test"}},
        {"id": "b", "case": "JN-2601", "command": {"command": "suspend", "reason": ""}}]}"#;
    let nameless = r#"{"inbox": 0, "items": [{"case": "JN-2602", "command": {"command": "resume"}}]}"#;
    let inbox = "inbox/02-papers.json";
    day_tells(inbox, cut, 21, &["the text ends inside a value"]);
    day_tells(inbox, newer, 21, &["format 9", "reads up to 0", "update desk"]);
    day_tells(inbox, bad_second, 21, &["items[1].command.reason", "the text is empty"]);
    day_tells(inbox, nameless, 21, &["items[0]", "the field `id` is missing"]);
    day_tells(inbox, "[]", 21, &["an object is wanted"]);
}

/// A history of the sample, changed.
fn history(change: impl Fn(&str) -> String) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/office/cases/GZ-2615.jsonl");
    change(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn a_bad_history_is_left_out_whole() {
    let name = "cases/99.jsonl";
    let foreign = history(|log| log.replacen("GZ-2615", "GZ-9999", 1));
    day_tells(name, &foreign, 21, &["entry 1", "belongs to case `GZ-2615`, the log to case `GZ-9999`"]);
    let newer = history(|log| log.replacen("\"anjieflow\":1", "\"anjieflow\":7", 1));
    day_tells(name, &newer, 21, &["header", "format 7", "update the library"]);
    let cut = history(|log| log[..log.len() - 40].to_owned());
    day_tells(name, &cut, 21, &["entry 6", "restore it from a good copy"]);
    let short = history(|log| log.lines().take(4).map(|line| format!("{line}\n")).collect());
    day_tells(name, &short, 21, &["entry 4", "the log ends before entry 4"]);
    let damaged = history(|log| log.replace("2026-02-11", "2026-02-12"));
    day_tells(name, &damaged, 21, &["entry 6", "does not fit its check"]);
    day_tells(name, "", 21, &["header"]);
}

#[test]
fn a_history_that_the_database_knows_otherwise() {
    let desk = Desk::new();
    desk.day(&[]);
    let other = anjieflow_examples::story::log_of(
        "case GZ-2615\n2026-02-03 wang open {} => opened\n2026-02-04 wang withdraw {\"reason\":\"no\"} => case_withdrawn\n",
    );
    desk.write("office/cases/GZ-2615.jsonl", &other.unwrap());
    let before = desk.entries();
    tells(&desk.day(&[]), 2, &["GZ-2615.jsonl: entry 1", "the database holds another entry", "restore the file"]);
    assert_eq!(desk.entries(), before);
}

#[test]
fn a_log_that_does_not_hold() {
    let desk = Desk::new();
    let foreign = history(|log| log.replacen("GZ-2615", "GZ-9999", 1));
    desk.write("log.jsonl", &foreign);
    tells(&desk.run(&["replay", "log.jsonl"]), 1, &["log.jsonl: entry 1", "belongs to case `GZ-2615`"]);
    let said = desk.run(&["replay", "log.jsonl", "--json"]);
    assert!(said.out.contains("\"code\": \"log_foreign\""), "{}", said.out);
    tells(&desk.run(&["replay", "none.jsonl"]), 2, &["none.jsonl: there is no such file"]);
    desk.write("latin.jsonl", "x");
    std::fs::write(desk.path("latin.jsonl"), [0xff, 0xfe]).unwrap();
    tells(&desk.run(&["replay", "latin.jsonl"]), 2, &["not UTF-8"]);
}

#[test]
fn a_missing_database() {
    let desk = Desk::new();
    for args in [&["today"][..], &["case", "JN-2601"]] {
        tells(&desk.run(args), 3, &["desk.sqlite: there is no such database", "run `desk` first"]);
    }
    assert!(!desk.path("desk.sqlite").exists());
}

#[test]
fn a_read_only_database() {
    let desk = Desk::new();
    desk.day(&[]);
    let path = desk.path("desk.sqlite");
    let mut rights = path.metadata().unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    tells(&desk.day(&[]), 3, &["desk.sqlite: the database is read-only", "--db"]);
}

#[test]
fn a_database_that_is_none() {
    let desk = Desk::new();
    desk.write("desk.sqlite", &"not a database, but long enough to look like one\n".repeat(40));
    tells(&desk.day(&[]), 3, &["desk.sqlite: this is not a database"]);
    let desk = Desk::new();
    std::fs::create_dir(desk.path("desk.sqlite")).unwrap();
    tells(&desk.day(&[]), 3, &["desk.sqlite: "]);
    let desk = Desk::new();
    desk.day(&[]);
    rusqlite::Connection::open(desk.path("desk.sqlite")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    tells(&desk.day(&[]), 3, &["desk.sqlite: ", "newer desk", "update"]);
}

#[test]
fn a_place_where_nothing_can_be_written() {
    let desk = Desk::new();
    desk.write("file", "");
    let office = ["--office", "office"];
    let run = |more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("desk").unwrap();
        common::said(command.current_dir(desk.folder.path()).args(office).args(more))
    };
    tells(&run(&["--db", "file/desk.sqlite"]), 3, &["its folder cannot be made"]);
    tells(&run(&["--db", "a.sqlite", "--page", "file/day.html"]), 3, &["the page cannot be written"]);
}

#[test]
fn an_office_that_is_none() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("office/office.json")).unwrap();
    tells(&desk.day(&[]), 2, &["office.json: there is no such file"]);
    desk.write(
        "office/office.json",
        r#"{"office": 0, "name": {"zh": "一", "en": "a"}, "today": "2026-02-30", "by": "w"}"#,
    );
    tells(&desk.day(&[]), 2, &["office.json: today", "2026-02"]);
}

#[test]
fn wrong_usage() {
    let desk = Desk::new();
    for args in [&["fly"][..], &["check-id"], &["workday"], &["--lang", "fr"], &["checklist", "--product", "x"]] {
        let said = desk.run(args);
        assert_eq!(said.code, 2, "{args:?}");
        assert!(said.err.contains("error: "), "{}", said.err);
    }
    tells(&desk.run(&["workday", "roll_back"]), 2, &["the day is missing"]);
    desk.write("facts.json", r#"{"marital": "complicated"}"#);
    let unknown = desk.run(&["checklist", "--product", "none", "--facts", "facts.json"]);
    tells(&unknown, 2, &["no product is called `none`"]);
    let facts = desk.run(&["checklist", "--product", "psbc-second", "--facts", "facts.json"]);
    tells(&facts, 2, &["facts.json: ", "marital", "`complicated`"]);
}

#[test]
fn what_has_no_end_is_not_read_to_its_end() {
    let desk = Desk::new();
    for asked in [["apply", "/dev/zero"], ["audit", "/dev/zero"], ["lint", "/dev/zero"]] {
        tells(&desk.run(&asked), 2, &["/dev/zero: it is longer than 32 MiB", "look at where it comes from"]);
    }
}

#[test]
fn a_long_file_is_cut_off_within_a_letter_and_told_as_too_long() {
    let desk = Desk::new();
    // Three bytes a letter, and the limit is no multiple of three.
    desk.write("in.json", &"长".repeat(12 << 20));
    tells(&desk.run(&["apply", "in.json"]), 2, &["in.json: it is longer than 32 MiB"]);
}
