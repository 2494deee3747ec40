//! From one state to another and back, with a guard that always holds: beside libraries of state machines.
//!
//! The peers change a state. Ours also asks whether the step may be taken, dates it, signs it and hands out the event.

use anjieflow::case::{Actor, Case, CaseId, Command, Context};
use anjieflow::date::Date;
use anjieflow::interchange::read_command;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn ours(criterion: &mut Criterion) {
    let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").expect("a name"));
    let read = |value: serde_json::Value| read_command(&value).expect("a command");
    let suspend = read(serde_json::json!({"command": "suspend", "reason": "documents abroad"}));
    let resume = read(serde_json::json!({"command": "resume"}));
    let opened = || Case::open(CaseId::new("C-1").expect("an id"), &context).expect("a case").case;
    let step = |case: Case, command: &Command| case.step(command, &context).expect("granted").case;
    criterion.bench_function("step/suspend and resume/anjieflow", |bench| {
        bench.iter_batched(opened, |case| step(step(case, &suspend), &resume), BatchSize::SmallInput);
    });
}

mod with_statig {
    use statig::prelude::*;

    #[derive(Default)]
    pub struct Desk {
        pub closed: bool,
    }

    pub enum Event {
        Suspend,
        Resume,
    }

    #[state_machine(initial = "State::open()")]
    impl Desk {
        #[state]
        fn open(&self, event: &Event) -> Outcome<State> {
            match event {
                Event::Suspend if !self.closed => Transition(State::still()),
                _ => Super,
            }
        }

        #[state]
        fn still(&self, event: &Event) -> Outcome<State> {
            match event {
                Event::Resume if !self.closed => Transition(State::open()),
                _ => Super,
            }
        }
    }
}

fn statig(criterion: &mut Criterion) {
    use statig::prelude::*;
    use with_statig::{Desk, Event, State};
    let mut machine = Desk::default().state_machine();
    criterion.bench_function("step/suspend and resume/statig", |bench| {
        bench.iter(|| {
            machine.handle(black_box(&Event::Suspend));
            assert!(matches!(machine.state(), State::Still { .. }));
            machine.handle(black_box(&Event::Resume));
            assert!(matches!(machine.state(), State::Open { .. }));
        });
    });
}

rust_fsm::state_machine! {
    #[derive(Debug, PartialEq)]
    desk(Open)

    Open(Suspend) => Still,
    Still(Resume) => Open,
}

fn rust_fsm(criterion: &mut Criterion) {
    let mut machine = desk::StateMachine::new();
    criterion.bench_function("step/suspend and resume/rust-fsm", |bench| {
        bench.iter(|| {
            assert!(machine.consume(black_box(&desk::Input::Suspend)).is_ok());
            assert_eq!(*machine.state(), desk::State::Still);
            assert!(machine.consume(black_box(&desk::Input::Resume)).is_ok());
            assert_eq!(*machine.state(), desk::State::Open);
        });
    });
}

criterion_group!(benches, ours, statig, rust_fsm);
criterion_main!(benches);
