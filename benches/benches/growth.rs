//! Ten times the cases: what they cost in time, and what they take while they are held.
//!
//! Each is replayed from entries of its own, so that no two share anything.

use anjieflow::case::Case;
use anjieflow::interchange::{read_log, write_log};
use anjieflow::log::Log;
use anjieflow_benches::counting::{Counting, most_taken_by};
use anjieflow_benches::{is_quick, sample};
use std::hint::black_box;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many entries each case has.
const ENTRIES: usize = 20;
/// From ten thousand to ten million.
const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
/// As many are read from text.
const READ: usize = 100_000;
/// As many are held at once.
const HELD: usize = 1_000_000;

fn main() {
    // As a test it is asked for its answers only.
    let scale = match std::env::args().any(|arg| arg == "--bench") {
        true if is_quick() => 10,
        true => 1,
        false => 1000,
    };
    let first = Log::from_entries(sample().into_entries().into_iter().take(ENTRIES)).expect("a log");
    let each = SIZES.map(|cases| replayed(&first, cases / scale));
    println!("replay/from memory, an entry/anjieflow: {:.1} ns", each[SIZES.len() - 1]);
    // The worst step of the four: ten, when an entry always takes the same.
    let steps = each.windows(2).map(|pair| 10.0 * pair[1] / pair[0]);
    println!("growth/ten times the cases, at worst/anjieflow: {:.1} times", steps.fold(0.0, f64::max));
    read(&first, READ / scale);
    held(&first, HELD / scale);
}

/// From entries in memory, one case after the other; the nanoseconds of an entry.
fn replayed(log: &Log, cases: usize) -> f64 {
    let started = Instant::now();
    let steps: u64 = (0..cases).map(|_| u64::from(black_box(log).replay().expect("a case").length())).sum();
    let each = started.elapsed().as_nanos() as f64 / steps as f64;
    assert_eq!(steps, (cases * ENTRIES) as u64);
    println!("growth/{cases} cases, an entry/anjieflow: {each:.1} ns");
    each
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
    println!("replay/from JSON, an entry/anjieflow: {each:.1} ns");
}

/// All at once. What their entries take is not counted: a store keeps them.
fn held(log: &Log, cases: usize) {
    let all = || (0..cases).map(|_| log.replay().expect("a case")).collect::<Vec<Case>>();
    let (held, most) = most_taken_by(all);
    assert_eq!(held.len(), cases);
    println!("memory/a case of {ENTRIES} entries/anjieflow: {} bytes", most / cases);
}
