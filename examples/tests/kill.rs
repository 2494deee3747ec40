//! `desk` is killed with SIGKILL at every moment of its work; the next run finishes it, nothing lost, nothing twice.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::Desk;

const SIGKILL: i32 = 9;
const KILLS_MIN: usize = 50;
/// A slow machine needs more attempts, never more than this long.
const TIME_MAX: Duration = Duration::from_secs(50);

type Entries = Vec<(String, u32, String)>;

#[test]
fn a_run_that_is_killed_is_finished_by_the_next() {
    let whole = Desk::new();
    assert_eq!(whole.day(&[]).code, 0);
    let (entries, items) = (whole.entries(), whole.items());
    let begun = Instant::now();
    let (mut killed, mut midway, mut finished) = (0, 0, 0);
    let mut delay = Duration::from_micros(500);
    while midway < KILLS_MIN + 10 && begun.elapsed() < TIME_MAX {
        let desk = Desk::new();
        loop {
            let was_killed = kill_after(start(&desk), delay);
            killed += usize::from(was_killed);
            midway += usize::from(was_killed && is_midway(&desk, &entries, &items));
            delay += Duration::from_micros(2970);
            if !was_killed {
                break;
            }
        }
        // This round ran to its end: the next one dies earlier again, at other moments.
        delay = delay * 2 / 3 + Duration::from_micros(370);
        assert_eq!(desk.entries(), entries);
        assert_eq!(desk.items(), items);
        let again = desk.day(&[]);
        assert!(again.out.contains("\n0 new events"), "{}", again.out);
        assert_eq!(desk.entries(), entries);
        finished += 1;
    }
    eprintln!("{killed} runs killed, {midway} of them midway, {finished} offices finished");
    assert!(midway >= KILLS_MIN, "{midway} of {killed} kills hit a run midway");
}

fn start(desk: &Desk) -> Child {
    Command::new(env!("CARGO_BIN_EXE_desk"))
        .current_dir(desk.folder.path())
        .args(["--office", "office", "--db", "desk.sqlite", "--page", "day.html"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Whether it was still running when it was killed.
fn kill_after(mut child: Child, delay: Duration) -> bool {
    sleep(delay);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(status.success() || status.signal() == Some(SIGKILL), "{status}");
    status.signal() == Some(SIGKILL)
}

/// Something is stored and something is not; and what is stored is the beginning of what will be.
fn is_midway(desk: &Desk, entries: &Entries, items: &[(String, Option<u32>)]) -> bool {
    if !desk.path("desk.sqlite").exists() {
        return false;
    }
    let (stored, dealt_with) = (desk.entries(), desk.items());
    let (stored_logs, logs) = (by_case(&stored), by_case(entries));
    for (case, log) in &stored_logs {
        assert!(logs[case].starts_with(log), "{case}");
    }
    assert!(dealt_with.iter().all(|item| items.contains(item)));
    assert_no_item_without_its_entry(&dealt_with, &stored, items);
    !stored.is_empty() && (stored.len() < entries.len() || dealt_with.len() < items.len())
}

fn by_case(entries: &Entries) -> BTreeMap<&str, Vec<&str>> {
    let mut logs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (case, _, body) in entries {
        logs.entry(case).or_default().push(body);
    }
    logs
}

/// An item and the entry that it caused came together: as many entries as histories and items give.
fn assert_no_item_without_its_entry(
    dealt_with: &[(String, Option<u32>)],
    stored: &Entries,
    items: &[(String, Option<u32>)],
) {
    let histories: usize = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/office/cases"))
        .unwrap()
        .map(|path| std::fs::read_to_string(path.unwrap().path()).unwrap().lines().count() - 1)
        .sum();
    let applied = dealt_with.iter().filter(|(_, number)| number.is_some()).count();
    match dealt_with.is_empty() {
        // The histories come first.
        true => assert!(stored.len() <= histories),
        false => assert_eq!(stored.len(), histories + applied, "{} of {} items", dealt_with.len(), items.len()),
    }
}
