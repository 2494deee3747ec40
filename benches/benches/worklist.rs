//! The worklists of an office of a hundred thousand open cases: one clerk's sorted list, and one event that changes it.
//!
//! Without criterion: the office is built once, and its memory would not stand a second time. The same answers are computed in
//! the plain way, every task of the clerk anew and sorted, and must be the same.

use anjieflow::case::{Actor, Case, CaseId, Context, assignment::Assign};
use anjieflow::date::Date;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::interchange::read_log;
use anjieflow::log::Log;
use anjieflow::worklist::{Office, Task, tasks};
use anjieflow_benches::is_quick;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const CLERKS: usize = 100;

fn context() -> Context<'static> {
    Context::new(Date::constant(2026, 3, 20), Actor::new("bench").expect("a name"))
}

/// A case with a product chosen and some papers on file, as its log.
fn prototype(papers: usize) -> Log {
    let salt = "00112233445566778899aabbccddeeff";
    let context = |day: &str| json!({"today": day, "by": "wang", "salt": salt});
    let rules = Rules::builtin();
    let (mut case, first) = rules.open(json!({"case": "C-1", "context": context("2026-03-02")})).expect("opens");
    let mut entries = vec![first];
    let mut commands = vec![
        json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "周六安", "id_number": "710000199003070011"}),
        json!({"command": "add_party", "id": "v1", "role": "seller", "name": "吴七宁", "id_number": "710000197509210035"}),
        json!({"command": "state_facts", "facts": {"marital": "single", "nationality": "mainland", "id_card_state": "valid",
            "property": "second_hand", "seller_has_co_owner": false, "seller_married": false, "transfer_mode": "paid_off_first"}}),
        json!({"command": "describe_property", "address": "试验六路9号802房", "price_fen": 260_000_000}),
        json!({"command": "choose_product", "loans": [{"product": "icbc-housing-second", "amount_fen": 150_000_000, "term_months": 300}]}),
    ];
    let kinds = ["id_card", "household_register", "income_cert", "work_cert", "sales_contract_second_hand"];
    commands.extend(
        kinds
            .iter()
            .take(papers)
            .map(|kind| json!({"command": "add_document", "kind": kind, "holder": "b1", "issued": "2026-03-02"})),
    );
    for command in commands {
        let (next, entry): (Case, Value) = rules.step(&case, command, context("2026-03-02")).expect("a step of a case");
        case = next;
        entries.push(entry);
    }
    read_log(&plain::log(entries).expect("a log")).expect("a log")
}

/// The case of that number: one of the prototypes under its own name, at one of the desks.
fn case(number: usize, prototypes: &[Log]) -> Case {
    let id = CaseId::new(&format!("C-{number:06}")).expect("an id");
    let clerk = Actor::new(&format!("clerk-{:03}", number % CLERKS)).expect("a name");
    let entries = prototypes[number % prototypes.len()].entries().iter().cloned().map(|mut entry| {
        entry.case = id.clone();
        entry.stamp.by = clerk.clone();
        entry
    });
    Log::from_entries(entries).expect("a log").replay().expect("a case")
}

/// The sorted list of one clerk, without an index.
fn anew<'c>(cases: &'c [Case], clerk: &Actor, context: &Context<'_>) -> Vec<(&'c CaseId, Task)> {
    let theirs = cases.iter().filter(|case| case.file().clerk == *clerk);
    let mut all: Vec<(&CaseId, Task)> =
        theirs.flat_map(|case| tasks(case, context).into_iter().map(|task| (case.id(), task))).collect();
    all.sort_by_key(|(case, task)| {
        let due = task.due.day();
        let name = (task.kind, task.about.clone(), task.whom.clone(), task.since);
        (std::cmp::Reverse(task.score.total), due.is_none(), due, (*case).clone(), name)
    });
    all
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let told = work();
    let took = start.elapsed();
    println!("worklist/{name}: {} ns", took.as_nanos());
    (told, took)
}

/// The list of a clerk, from the index and anew: the same, and the index is faster by the ratio that is told.
fn list(name: &str, office: &Office, cases: &[Case], clerk: &Actor, context: &Context<'_>) -> Duration {
    let (found, took) = timed(&format!("{name}/anjieflow"), || office.worklist(clerk).collect::<Vec<_>>());
    let (plain, slow) = timed(&format!("{name}/anew"), || anew(cases, clerk, context));
    println!("{name}: {} tasks, {:.0} times faster", found.len(), slow.as_secs_f64() / took.as_secs_f64());
    assert!(found.into_iter().eq(plain.iter().map(|(case, task)| (*case, task))));
    took
}

fn main() {
    // `cargo test` names no bench: it runs it once and with few cases, and its times mean nothing there.
    let test = !std::env::args().any(|it| it == "--bench");
    let count = match (test, is_quick()) {
        (true, _) => 1_000,
        (false, true) => 10_000,
        (false, false) => 100_000,
    };
    let context = context();
    let prototypes: Vec<Log> = (0..6).map(prototype).collect();
    let mut cases: Vec<Case> = (0..count).map(|number| case(number, &prototypes)).collect();
    let mut office = Office::on(context.today);
    timed(&format!("put_{count}_cases/anjieflow"), || cases.iter().for_each(|case| office.put(case, &context)));

    let clerk = Actor::new("clerk-007").expect("a name");
    let listed = list("one_clerk", &office, &cases, &clerk, &context);

    // An event moves a case from one desk to another.
    let number = 7 + CLERKS;
    let assign = Assign { clerk: Actor::new("clerk-008").expect("a name"), reason: None };
    let moved = cases[number].clone().step(&assign.into(), &context).expect("a granted step");
    cases[number] = moved.case;
    let ((), updated) = timed("one_event/anjieflow", || office.put(&cases[number], &context));
    list("one_clerk_after_the_event", &office, &cases, &clerk, &context);

    // The same office with every case on one desk.
    let ((), turned) = timed("turn_to_another_day/anjieflow", || {
        office.turn(context.today.add_days(1).expect("a day"), context.calendar);
    });
    assert_eq!(office.stale().count(), count);
    let mut alone = Office::on(context.today);
    for case in &mut cases {
        let assign = Assign { clerk: clerk.clone(), reason: None };
        *case = case.clone().step(&assign.into(), &context).expect("a granted step").case;
        alone.put(case, &context);
    }
    let whole = list("everything_on_one_desk", &alone, &cases, &clerk, &context);
    if !test && !is_quick() {
        assert!(listed < Duration::from_millis(100), "{listed:?}");
        assert!(updated < Duration::from_millis(1), "{updated:?}");
        println!("worklist: the whole list of one desk {whole:?}, a day turned in {turned:?}");
    }
}
