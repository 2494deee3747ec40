//! Faults around `desk`: a full disk, one that cannot be written to, other writers, a clock that goes back. Each is told as
//! `examples/FAULTS.md` says, nothing that was told as done is lost, and the next run goes on.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::{Child, Command, Stdio};

use anjieflow_examples::desk::store::Store;
use common::stream;
use common::told::{assert_told, rows};
use common::{Desk, Said};

/// An office without histories and inbox, with its database.
fn office() -> Desk {
    let desk = Desk::new();
    fs::remove_dir_all(desk.path("office/cases")).unwrap();
    fs::remove_dir_all(desk.path("office/inbox")).unwrap();
    assert_eq!(desk.day(&[]).code, 0);
    desk
}

fn stored(desk: &Desk) -> usize {
    stream::stored(&Store::open(&desk.path("desk.sqlite")).unwrap(), 0)
}

fn done(said: &Said) -> usize {
    said.out.lines().filter(|line| line.contains(": done")).count()
}

/// A script that runs `"$DESK"`, in the folder of the office.
fn script(desk: &Desk, shell: &[&str], text: &str) -> Said {
    let mut command = assert_cmd::Command::new(shell[0]);
    command.args(&shell[1..]).arg("-c").arg(text).env("DESK", env!("CARGO_BIN_EXE_desk"));
    common::said(command.current_dir(desk.folder.path()))
}

#[test]
fn a_limit_of_the_disk() {
    let desk = office();
    desk.write("in.json", &stream::file(0..600));
    // Bytes in halves of a kilobyte. The signal would kill it, which is another test.
    let limited = "trap '' XFSZ; ulimit -f 160; exec \"$DESK\" --office office --db desk.sqlite apply in.json";
    let said = script(&desk, &["sh"], limited);
    assert_told("limit or defect of the disk", &said);
    let before = done(&said);
    assert!((1..600).contains(&before), "{before}");
    assert_eq!(stored(&desk), before);
    let again = desk.run(&["apply", "in.json"]);
    assert_eq!((again.code, done(&again), stored(&desk)), (0, 600, 600));
}

/// A disk of its own in memory, for whoever may mount in a namespace of his own. What the script leaves in `out` is seen
/// from here.
fn on_a_small_disk(desk: &Desk, text: &str) -> Option<Said> {
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let shell: &[&str] = if is_root { &["unshare", "-m", "sh"] } else { &["unshare", "-rm", "sh"] };
    fs::create_dir_all(desk.path("disk")).unwrap();
    let can = script(desk, shell, "mount -t tmpfs -o size=160k tmpfs disk");
    if can.code != 0 {
        assert!(std::env::var_os("FAULT_KILLS").is_none(), "no disk can be mounted here: {}", can.err);
        eprintln!("SKIPPED: no disk can be mounted here: {}", can.err);
        return None;
    }
    let head = "mount -t tmpfs -o size=160k tmpfs disk && cp desk.sqlite disk/";
    let said = script(desk, shell, &format!("{head} || exit 99\n{text}"));
    assert_ne!(said.code, 99, "{}", said.err);
    Some(said)
}

const ON_DISK: &str = "\"$DESK\" --office office --db disk/desk.sqlite";

#[test]
fn a_full_disk() {
    let desk = office();
    desk.write("in.json", &stream::file(0..600));
    let text = format!(
        "{ON_DISK} apply in.json; code=$?; cp disk/desk.sqlite desk.sqlite
         mount -o remount,size=2m disk; {ON_DISK} apply in.json > again 2>&1; cp disk/desk.sqlite again.sqlite
         exit $code"
    );
    let Some(said) = on_a_small_disk(&desk, &text) else { return };
    assert_told("disk full", &said);
    assert_eq!(stored(&desk), done(&said));
    let again = fs::read_to_string(desk.path("again")).unwrap();
    assert_eq!(again.lines().filter(|line| line.contains(": done")).count(), 600, "{again}");
    fs::rename(desk.path("again.sqlite"), desk.path("desk.sqlite")).unwrap();
    assert_eq!(stored(&desk), 600);
}

#[test]
fn a_full_disk_of_a_file_without_ids() {
    let desk = office();
    let plain: serde_json::Value = serde_json::from_str(&stream::file(0..600)).unwrap();
    let items = plain.as_array().unwrap().iter().map(|item| {
        let mut item = item.clone();
        item.as_object_mut().unwrap().remove("id");
        item
    });
    desk.write("in.json", &serde_json::Value::from(items.collect::<Vec<_>>()).to_string());
    let text = format!("{ON_DISK} apply in.json; code=$?; cp disk/desk.sqlite desk.sqlite; exit $code");
    let Some(said) = on_a_small_disk(&desk, &text) else { return };
    assert_told("disk full, items without ids", &said);
    assert_eq!(stored(&desk), done(&said));
}

#[test]
fn a_disk_that_is_full_from_the_beginning() {
    let desk = office();
    let fill = "head -c 1000000 /dev/zero > disk/rest 2>/dev/null";
    let page = format!("{fill}; {ON_DISK} --page disk/day.html; code=$?; ls disk > left; exit $code");
    let Some(said) = on_a_small_disk(&desk, &page) else { return };
    assert_told("disk full, page", &said);
    assert_eq!(fs::read_to_string(desk.path("left")).unwrap(), "desk.sqlite\nrest\n");
    let made = format!("{fill}; \"$DESK\" --office office --db disk/new.sqlite; code=$?; ls disk > left; exit $code");
    assert_told("disk full, new database", &on_a_small_disk(&desk, &made).unwrap());
    assert_eq!(fs::read_to_string(desk.path("left")).unwrap(), "desk.sqlite\nrest\n");
    let said = script(&desk, &["sh"], "\"$DESK\" --office office --db desk.sqlite today > /dev/full");
    assert_told("output full", &said);
}

#[test]
fn a_disk_that_is_read_only() {
    let desk = office();
    desk.write("in.json", &stream::file(0..3));
    assert_eq!(desk.run(&["apply", "in.json"]).code, 0);
    desk.write("more.json", &stream::file(3..5));
    let text = format!("mount -o remount,ro disk; {ON_DISK} today || exit 98; {ON_DISK} apply more.json");
    let Some(said) = on_a_small_disk(&desk, &text) else { return };
    // What is only read can be read.
    assert!(said.out.contains("Worklist"), "{}{}", said.out, said.err);
    assert_told("disk read-only", &said);
}

#[test]
fn a_file_that_is_read_only() {
    let desk = office();
    let mut rights = desk.path("desk.sqlite").metadata().unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(desk.path("desk.sqlite"), rights).unwrap();
    assert_told("file read-only", &desk.day(&[]));
}

fn start(desk: &Desk, file: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_desk"))
        .current_dir(desk.folder.path())
        .args(["--office", "office", "--db", "desk.sqlite", "apply", file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn end(child: Child) -> Said {
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn two_writers_with_the_same_items() {
    let desk = office();
    desk.write("in.json", &stream::file(0..200));
    let both = [start(&desk, "in.json"), start(&desk, "in.json")].map(end);
    for said in &both {
        assert_eq!((said.code, done(said)), (0, 200), "{}", said.err);
    }
    let before = both.iter().map(|said| said.out.matches(": done before").count()).sum::<usize>();
    assert_eq!(before, 200, "each was done by one of them, and told by the other as done before");
    assert_eq!(stored(&desk), 200);
}

#[test]
fn four_writers_on_one_case() {
    let desk = office();
    desk.write("open.json", &stream::file(0..1));
    assert_eq!(desk.run(&["apply", "open.json"]).code, 0);
    let names: Vec<String> = (0..4).map(|writer| format!("{writer}.json")).collect();
    for (writer, name) in names.iter().enumerate() {
        let own = format!("\"id\":\"w{writer}-");
        let text = stream::file(1..31).replace("\"id\":\"k-", &own).replace("\"id\":\"g", &own);
        desk.write(name, &text);
    }
    let writers: Vec<Child> = names.iter().map(|name| start(&desk, name)).collect();
    let mut entries: Vec<u32> = writers.into_iter().map(end).flat_map(|said| numbers(&said)).collect();
    entries.sort_unstable();
    assert_eq!(entries, (2..=121).collect::<Vec<u32>>(), "every step was told, each as an entry of its own");
    let log = desk.entries();
    assert_eq!(log.len(), 121);
}

/// The entries that a run told.
fn numbers(said: &Said) -> Vec<u32> {
    assert_eq!(said.code, 0, "{}", said.err);
    said.out.lines().filter_map(|line| line.rsplit_once("entry ")?.1.parse().ok()).collect()
}

#[test]
fn two_writers_of_whom_one_wins() {
    let desk = office();
    desk.write("one.json", &stream::file(0..1));
    desk.write("two.json", &stream::file(0..1).replace("k-0", "other"));
    let said = [start(&desk, "one.json"), start(&desk, "two.json")].map(end);
    let (won, lost): (Vec<&Said>, Vec<&Said>) = said.iter().partition(|said| said.code == 0);
    assert_eq!((won.len(), lost.len()), (1, 1));
    assert_told("two writers open one case", lost[0]);
    assert_eq!(stored(&desk), 1);
    // Who lost goes on with the case as it is.
    desk.write("three.json", &stream::file(1..2));
    assert_eq!(desk.run(&["apply", "three.json"]).code, 0);
}

#[test]
fn a_writer_that_does_not_let_go() {
    let desk = office();
    desk.write("in.json", &stream::file(0..2));
    let holder = rusqlite::Connection::open(desk.path("desk.sqlite")).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_told("database held", &desk.run(&["apply", "in.json"]));
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.run(&["apply", "in.json"]).code, 0);
    assert_eq!(stored(&desk), 2);
}

fn day_of_the_office(desk: &Desk, today: &str) {
    desk.write(
        "office/office.json",
        &format!(r#"{{"office": 0, "name": {{"zh": "一", "en": "a"}}, {today} "by": "wang"}}"#),
    );
}

#[test]
fn a_clock_that_goes_back() {
    let desk = office();
    desk.write("in.json", &stream::file(0..3));
    desk.write("more.json", &stream::file(3..5));
    // The machine's own clock is behind an entry that was recorded under another day.
    day_of_the_office(&desk, "");
    assert_eq!(desk.run(&["--today", "2099-12-31", "apply", "in.json"]).code, 0);
    for args in [&["apply", "more.json"][..], &["--page", "day.html"]] {
        assert_told("clock back", &desk.run(args));
    }
    assert_eq!(stored(&desk), 3);
    let seen = desk.run(&["case", "K-0"]);
    assert!(seen.out.contains("K-0"), "who only looks is answered");
    assert_told("clock back, reading", &seen);
    assert_eq!(desk.run(&["--today", "2099-12-31", "apply", "more.json"]).code, 0);
    assert_eq!(stored(&desk), 5);
}

#[test]
fn a_day_that_was_said_wrong_refuses_nothing_for_ever() {
    let desk = office();
    desk.write("in.json", &stream::file(0..3));
    desk.write("more.json", &stream::file(3..5));
    assert_eq!(desk.run(&["apply", "in.json"]).code, 0);
    assert_told("day said wrong", &desk.run(&["--today", "2026-03-01", "apply", "more.json"]));
    // The items are heard again when the day is right.
    assert_eq!(desk.run(&["apply", "more.json"]).code, 0);
    assert_eq!(stored(&desk), 5);
}

#[test]
fn a_file_that_lost_what_it_held() {
    let desk = office();
    fs::write(desk.path("desk.sqlite"), "").unwrap();
    assert_told("file empty", &desk.day(&[]));
    fs::remove_file(desk.path("desk.sqlite")).unwrap();
    assert_told("file gone", &desk.run(&["today"]));
    fs::write(desk.path("desk.sqlite"), "not a database, but long enough to look like one\n".repeat(40)).unwrap();
    assert_told("file not a database", &desk.day(&[]));
}

#[test]
fn every_row_of_the_page_is_tried() {
    let tests = [include_str!("faults.rs"), include_str!("torn.rs")].concat();
    let rows = rows();
    assert!(rows.len() > 15);
    for row in rows {
        assert!(tests.contains(&format!("\"{}\"", row.fault)), "{}", row.fault);
    }
}
