//! A step of a case: one that asks nothing of the papers, and one whose gate asks for all of them.

use anjieflow::case::{Case, Command};
use anjieflow::interchange::read_command;
use anjieflow_benches::before;
use anjieflow_benches::counting::{Counting, calls_of};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use serde_json::json;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

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
        let (event, of_event) = calls_of(|| moved.event.clone());
        assert_eq!(event, moved.event);
        println!("{name}: {papers} papers on file, {calls} allocations, {of_event} of the event");
        println!("step/{name}, beyond its event/anjieflow: {} allocations", calls.saturating_sub(of_event));
        group.bench_function(format!("{name}/anjieflow"), |bench| {
            bench.iter_batched(case, step, BatchSize::SmallInput);
        });
    }
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
