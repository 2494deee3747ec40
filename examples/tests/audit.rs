//! `desk seal` and `desk audit`: a log that holds, and one that was tampered with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use common::Desk;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A log of the sample office.
fn log() -> String {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("office/cases");
    let mut paths: Vec<_> = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    fs::read_to_string(&paths[0]).unwrap()
}

fn sealed(desk: &Desk) -> String {
    desk.write("log.jsonl", &log());
    let said = desk.run(&["seal", "log.jsonl", "--today", "2026-03-31", "--by", "audit"]);
    assert_eq!(said.code, 0, "{}", said.err);
    desk.write("seal.jsonl", &said.out);
    said.out
}

#[test]
fn a_log_holds_beside_its_seal() {
    let desk = Desk::new();
    let seal = sealed(&desk);
    let said = desk.run(&["audit", "log.jsonl", "--seal", "seal.jsonl"]);
    let entries = log().lines().count() - 1;
    let told = format!("sealed: {entries}, later: 0, erased: 0, findings: 0; no signature was looked at\n");
    assert_eq!((said.code, said.out), (0, told), "{}", said.err);
    let joined = desk.run(&["seal", "log.jsonl", "--today", "2026-03-31", "--by", "audit", "--join"]);
    assert_eq!(joined.out, log() + &seal);
    desk.write("joined.jsonl", &joined.out);
    let said = desk.run(&["audit", "joined.jsonl", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&said.out).unwrap()["holds"], true);
}

#[test]
fn what_was_done_to_a_log_is_told_in_both_languages() {
    let desk = Desk::new();
    sealed(&desk);
    let without: Vec<String> =
        log().lines().enumerate().filter(|(at, _)| *at != 2).map(|(_, line)| format!("{line}\n")).collect();
    desk.write("log.jsonl", &without.concat());
    let said = desk.run(&["audit", "log.jsonl", "--seal", "seal.jsonl"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.starts_with("entry 2 is missing; restore it from a good copy"), "{}", said.out);
    let said = desk.run(&["audit", "log.jsonl", "--seal", "seal.jsonl", "--lang", "zh"]);
    assert!(said.out.starts_with("缺少第2条；"), "{}", said.out);
}

#[test]
fn what_is_no_seal_is_said() {
    let desk = Desk::new();
    sealed(&desk);
    let said = desk.run(&["audit", "log.jsonl"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("log.jsonl") && said.err.contains("no seal behind the log"), "{}", said.err);
    let said = desk.run(&["audit", "log.jsonl", "--seal", "log.jsonl"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("this is not a seal"), "{}", said.err);
}
