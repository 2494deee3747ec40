//! `counts SUBJECT prepare|work`: one operation a hundred times, or only what goes before it. The difference of the two, under
//! callgrind, is what the operation takes in instructions.

use anjieflow::interchange::{read_command, read_log, write_log};
use anjieflow::log::Log;
use anjieflow::money::{Money, Rate};
use anjieflow::product::Truth;
use anjieflow::repayment::{Debt, Instalments, Method};
use anjieflow_benches::{before, desk, sample};
use std::hint::black_box;
use std::mem::forget;

/// As often is each done.
const ROUNDS: usize = 100;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (subject, rounds) = match args.as_slice() {
        [subject, part] if part == "work" => (subject.as_str(), ROUNDS),
        [subject, part] if part == "prepare" => (subject.as_str(), 0),
        _ => panic!("counts SUBJECT prepare|work"),
    };
    match subject {
        "step" => step(rounds),
        "replay" => replay(rounds),
        "read" => read(rounds),
        "complete" => complete(rounds),
        "checklist" => checklist(rounds),
        "schedule" => schedule(rounds),
        "batch" => batch(rounds),
        _ => panic!("no subject {subject}"),
    }
}

/// A step whose gate asks for all papers of the case.
fn step(rounds: usize) {
    let (log, context) = before("review_passed");
    let command = read_command(&serde_json::json!({"command": "pass_review"})).expect("a command");
    // Each of its own, for a copy would share what the step changes. None is let go, worked on or not: how long the allocator takes
    // for that hangs on all that was there before.
    for (round, case) in (0..ROUNDS).map(|_| log.replay().expect("a case")).collect::<Vec<_>>().into_iter().enumerate()
    {
        match round < rounds {
            true => forget(black_box(case.step(&command, &context)).expect("granted")),
            false => forget(case),
        }
    }
}

/// A case of the sample office, from its entries.
fn replay(rounds: usize) {
    let log = sample();
    let steps: usize = (0..rounds).map(|_| black_box(&log).replay().expect("a case").length() as usize).sum();
    assert_eq!(steps, rounds * log.entries().len());
}

/// The same from text.
fn read(rounds: usize) {
    let text = write_log(&sample());
    let read = |_| read_log(black_box(&text)).and_then(|log: Log| log.replay()).expect("a case");
    (0..rounds).map(read).for_each(|case| assert!(black_box(case).length() > 0));
}

fn complete(rounds: usize) {
    let (product, facts) = (desk::product(), desk::facts());
    let papers = desk::papers(&facts);
    let desk = desk::with(&papers);
    for _ in 0..rounds {
        assert_eq!(black_box(&desk).is_complete(product, black_box(&facts)), Ok(Truth::Yes));
    }
}

/// With the reasons.
fn checklist(rounds: usize) {
    let (product, facts) = (desk::product(), desk::facts());
    let papers = desk::papers(&facts);
    let desk = desk::with(&papers[1..]);
    for _ in 0..rounds {
        let list = black_box(&desk).checklist(product, black_box(&facts)).expect("a published list");
        assert_eq!(list.open().count(), 1);
    }
}

/// 360 rows.
fn schedule(rounds: usize) {
    for _ in 0..rounds {
        let debt = Debt::new(Money::constant(black_box(100_000_000)), Rate::constant(35_000), 360).expect("a debt");
        let rows = debt.schedule(Method::EqualInstalment).expect("a schedule");
        assert_eq!(rows.map(|row| black_box(row).interest.fen()).sum::<i64>(), 61_656_007);
    }
}

/// The instalments of a thousand loans, each of another principal, rate and term.
fn batch(rounds: usize) {
    for _ in 0..rounds {
        let mut instalments = Instalments::default();
        let mut of = |at: i64| {
            let (principal, rate) =
                (Money::constant(10_000_000 + at * 97_531), Rate::constant(20_000 + at as u32 * 37));
            instalments.of(principal, rate, 60 + at as u16 % 300).expect("within bounds").fen()
        };
        assert!((0..black_box(1000)).map(&mut of).sum::<i64>() > 0);
    }
}
