//! What the benches share: cases and a desk to work on, and an allocator that counts.

pub mod counting;
pub mod desk;

use anjieflow::case::{Actor, Case, Context};
use anjieflow::interchange::plain::{self, Problem, Rules};
use anjieflow::interchange::read_log;
use anjieflow::log::Log;
use serde_json::{Value, json};

/// A case whose facts were stated until its log had so many entries, and that log as text.
///
/// # Errors
/// None, as long as the flow lets facts be stated in the first stage.
pub fn case_of(entries: usize) -> Result<(Case, String), Problem> {
    let context = json!({"today": "2026-03-02", "by": "wang"});
    let (mut case, first) = Rules::builtin().open(json!({"case": "C-1", "context": context}))?;
    let mut kept = vec![first];
    while kept.len() < entries {
        let (next, entry) = Rules::builtin().step(&case, facts(kept.len()), context.clone())?;
        case = next;
        kept.push(entry);
    }
    Ok((case, plain::log(kept)?))
}

/// The log of a sample office's case, from its opening to the years of paying back.
///
/// # Panics
/// If the sample is not what this version writes.
pub fn sample() -> Log {
    let text = include_str!("../../examples/office/cases/PS-2613.jsonl");
    read_log(text).expect("a log of this version")
}

/// The sample's log before its entry of this event, and the day of that entry.
///
/// # Panics
/// If the sample has no such event.
pub fn before(event: &str) -> (Log, Context<'static>) {
    let log = sample();
    let at = log.entries().iter().position(|entry| entry.event_name() == event).expect("an event of the sample");
    let before = Log::from_entries(log.entries()[..at].iter().cloned()).expect("a log");
    (before, Context::new(log.entries()[at].stamp.recorded, Actor::new("wang").expect("a name")))
}

/// Whether rough figures are enough: `cargo xtask bench --quick` says so to all it runs.
#[must_use]
pub fn is_quick() -> bool {
    std::env::var_os("BENCH_QUICK").is_some()
}

/// Facts that differ from one entry to the next.
fn facts(number: usize) -> Value {
    let marital = if number.is_multiple_of(2) { "single" } else { "married" };
    json!({"command": "state_facts", "facts": {"marital": marital}})
}
