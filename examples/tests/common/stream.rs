//! An endless stream of items, of which each must become an entry once: a case is opened, then people are added to it.

use std::collections::BTreeMap;

use anjieflow::case::CaseId;
use anjieflow_examples::desk::store::Store;
use serde_json::{Value, json};

/// So many items are of one case; the first opens it.
pub const A_CASE: usize = 40;

/// The case of an item.
pub fn case_of(item: usize) -> String {
    format!("K-{}", item / A_CASE)
}

/// These items of the stream, as a file for `desk apply`.
pub fn file(items: std::ops::Range<usize>) -> String {
    Value::from(items.map(item).collect::<Vec<_>>()).to_string()
}

fn item(number: usize) -> Value {
    let command = match number % A_CASE {
        0 => json!({"command": "open"}),
        _ => json!({"command": "add_party", "id": format!("g{number}"), "role": "guarantor", "name": "样例"}),
    };
    json!({"id": format!("k-{number}"), "case": case_of(number), "command": command})
}

/// How many items the store holds, from the first of the stream on, looking at the cases from that of item `from` on.
/// Each log must replay, and hold each of its items once and in order.
pub fn stored(store: &Store, from: usize) -> usize {
    let mut items = from / A_CASE * A_CASE;
    while let Some(log) = store.log(&CaseId::new(&case_of(items)).unwrap()).unwrap() {
        log.replay().unwrap();
        for entry in log.entries() {
            assert_eq!(entry.stamp.number as usize, items % A_CASE + 1);
            assert_eq!(party(entry), (items % A_CASE != 0).then(|| format!("g{items}")));
            items += 1;
        }
        if items % A_CASE != 0 {
            break;
        }
    }
    items
}

fn party(entry: &anjieflow::log::Entry) -> Option<String> {
    let line: Value = serde_json::from_str(&anjieflow::interchange::entry_line(entry)).unwrap();
    line["data"]["id"].as_str().map(str::to_owned)
}

/// Of every item what came of it, by its number.
pub fn noted(items: &[(String, Option<u32>)]) -> BTreeMap<usize, u32> {
    let number = |id: &str| id.strip_prefix("k-")?.parse().ok();
    items.iter().filter_map(|(id, entry)| Some((number(id)?, (*entry)?))).collect()
}
