//! What version 1 of the wire format wrote, every event of it, and this version still reads.
//!
//! `data/golden/NAME.jsonl` holds entries of the event of that name, as they were written on the day it came to be: the shortest and
//! the longest that a story had. They are kept for ever. An event that is new adds a file, and no file is written anew:
//!
//! ```sh
//! cargo test -p anjieflow --all-features --test golden -- --ignored
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anjieflow::interchange::{FORMAT, entry_line, plain, read_entry, read_log, schema, write_entry};
use serde_json::Value;

mod story;
use story::{Player, stories};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden")
}

/// The names of all events.
fn events() -> Vec<&'static str> {
    let steps = schema::steps().into_iter().map(|step| step.event);
    std::iter::once("opened").chain(steps).collect()
}

fn kept(event: &str) -> Vec<String> {
    let path = folder().join(format!("{event}.jsonl"));
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("no golden entry of `{event}`: add it, see the head of this test"));
    text.lines().map(str::to_owned).collect()
}

#[test]
fn every_event_has_entries_that_read_and_write_to_the_byte() {
    assert_eq!(FORMAT, 1);
    for event in events() {
        let lines = kept(event);
        assert!(!lines.is_empty(), "{event}");
        for line in lines {
            let value: Value = serde_json::from_str(&line).unwrap();
            assert_eq!(value["event"], event);
            let entry = read_entry(&value).unwrap_or_else(|error| panic!("{event}: {error}"));
            assert_eq!(write_entry(&entry).to_string(), line, "{event}");
            assert_eq!(entry_line(&entry), line, "{event}");
        }
    }
}

#[test]
fn an_entry_of_an_event_that_is_gone_is_still_read() {
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let read = read_entry(&serde_json::from_str(line).unwrap());
            assert!(read.is_ok(), "{}: {}", path.display(), read.unwrap_err());
        }
    }
}

/// A log of version 0 differs in its header alone.
#[test]
fn a_log_of_the_version_before_is_read() {
    let log = plain::log(story::played("14").entries).unwrap();
    let (header, rest) = log.split_once('\n').unwrap();
    assert!(header.contains("\"anjieflow\":1"), "{header}");
    let old = format!("{}\n{rest}", header.replace("\"anjieflow\":1", "\"anjieflow\":0"));
    assert_eq!(read_log(&old).unwrap(), read_log(&log).unwrap());
}

#[test]
#[ignore = "writes the files of events that have none yet"]
fn add_what_is_missing() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in stories() {
        for entry in Player::play(&path).all_entries() {
            found.entry(entry["event"].as_str().unwrap().to_owned()).or_default().push(entry.to_string());
        }
    }
    fs::create_dir_all(folder()).unwrap();
    for event in events() {
        let path = folder().join(format!("{event}.jsonl"));
        if path.exists() {
            continue;
        }
        let mut lines = found.remove(event).unwrap_or_else(|| panic!("no story has the event `{event}`"));
        lines.sort_by_key(|line| (line.len(), line.clone()));
        lines.dedup();
        let ends = [lines.first().cloned(), lines.get(1..).and_then(|more| more.last()).cloned()];
        fs::write(path, ends.into_iter().flatten().map(|line| line + "\n").collect::<String>()).unwrap();
    }
}
