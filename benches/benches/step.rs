//! A step of a case: one that asks nothing of the papers, and one whose gate asks for all of them.

use anjieflow::case::{Actor, Case, Command, Context};
use anjieflow::interchange::read_command;
use anjieflow::log::Log;
use anjieflow_benches::counting::{Counting, calls_of};
use anjieflow_benches::sample;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use serde_json::json;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The sample's log before its entry of this event, and the day of that entry.
fn before(event: &str) -> (Log, Context<'static>) {
    let log = sample();
    let at = log.entries().iter().position(|entry| entry.event_name() == event).expect("an event of the sample");
    let before = Log::from_entries(log.entries()[..at].iter().cloned()).expect("a log");
    (before, Context::new(log.entries()[at].stamp.recorded, Actor::new("wang").expect("a name")))
}

fn command(value: serde_json::Value) -> Command {
    read_command(&value).expect("a command")
}

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    let asked = [
        ("suspend", "review_passed", command(json!({"command": "suspend", "reason": "documents abroad"}))),
        ("with_document_gate", "review_passed", command(json!({"command": "pass_review"}))),
        ("hand_in_with_document_gate", "submitted", command(json!({"command": "submit"}))),
    ];
    for (name, event, command) in &asked {
        let (log, context) = before(event);
        // Of its own: a copy would share its lists, and the step would copy what it changes.
        let case = || log.replay().expect("a case");
        let step = |case: Case| case.step(command, &context).expect("granted");
        let papers = case().file().documents.len();
        let (moved, calls) = calls_of({
            let case = case();
            || step(case)
        });
        assert_eq!(moved.stamp.number, log.len() + 1, "{name}");
        println!("{name}: {papers} papers on file, {calls} allocations");
        group.bench_function(format!("{name}/anjieflow"), |bench| {
            bench.iter_batched(case, step, BatchSize::SmallInput);
        });
    }
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
