//! Ten times the cases: what they cost in time, and what they take while they are held.
//!
//! Each is replayed from entries of its own, so that no two share anything.

use anjieflow::case::Case;
use anjieflow::interchange::{read_log, write_log};
use anjieflow::log::Log;
use anjieflow_benches::counting::{Counting, most_taken_by};
use anjieflow_benches::sample;
use std::hint::black_box;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many entries each case has.
const ENTRIES: usize = 20;
/// As many are held at once.
const HELD: usize = 1_000_000;

fn main() {
    // As a test it is asked for its answers only.
    let scale = if std::env::args().any(|arg| arg == "--bench") { 1 } else { 1000 };
    let first = Log::from_entries(sample().into_entries().into_iter().take(ENTRIES)).expect("a log");
    for cases in [10_000, 100_000, 1_000_000, 10_000_000] {
        replayed(&first, cases / scale);
    }
    read(&first, 100_000 / scale);
    held(&first, HELD / scale);
}

/// From entries in memory, one case after the other.
fn replayed(log: &Log, cases: usize) {
    let started = Instant::now();
    let steps: u64 = (0..cases).map(|_| u64::from(black_box(log).replay().expect("a case").length())).sum();
    let each = started.elapsed().as_nanos() as f64 / steps as f64;
    assert_eq!(steps, (cases * ENTRIES) as u64);
    println!("replay/{cases} cases from memory/an entry: {each:.1} ns");
}

/// From the text of a log.
fn read(log: &Log, cases: usize) {
    let text = write_log(log);
    let started = Instant::now();
    let steps: usize = (0..cases)
        .map(|_| read_log(black_box(&text)).and_then(|log| log.replay()).expect("a case").length() as usize)
        .sum();
    let each = started.elapsed().as_nanos() as f64 / steps as f64;
    assert_eq!(steps, cases * ENTRIES);
    println!("replay/{cases} cases from JSON/an entry: {each:.1} ns");
}

/// All at once. What their entries take is not counted: a store keeps them.
fn held(log: &Log, cases: usize) {
    let all = || (0..cases).map(|_| log.replay().expect("a case")).collect::<Vec<Case>>();
    let (held, most) = most_taken_by(all);
    assert_eq!(held.len(), cases);
    println!("memory/{cases} cases of {ENTRIES} entries/a case: {} bytes", most / cases);
}
