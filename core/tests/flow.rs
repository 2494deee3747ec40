//! Every stage with every command, against the table.
//!
//! The cases and the commands are those that the stories meet, so each command is one that is granted somewhere.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use std::collections::BTreeMap;

use anjieflow::case::{self, Actor, Case, Command, Context, FLOW, Reason, Stage};
use anjieflow::date::Date;
use anjieflow::interchange::read_command;
use anjieflow::loan::{self, Loan, State};
use anjieflow::machine::Turned;

mod story;
use story::{Player, stories};

/// A case in each stage, a loan in each state, a command of each kind.
#[derive(Default)]
struct Material {
    cases: BTreeMap<Stage, Case>,
    commands: BTreeMap<case::CommandKind, Command>,
    loans: BTreeMap<State, Loan>,
    loan_commands: BTreeMap<loan::CommandKind, loan::Command>,
}

fn material() -> Material {
    let mut material = Material::default();
    for player in stories().iter().map(|path| Player::play(path)) {
        player.case.into_iter().for_each(|case| material.meet(case));
        for (case, command, _) in player.met {
            material.meet(case);
            read_command(&command).into_iter().for_each(|command| material.hear(command));
        }
    }
    material
}

impl Material {
    fn meet(&mut self, case: Case) {
        for loan in &case.file().loans {
            self.loans.entry(loan.state()).or_insert_with(|| loan.clone());
        }
        self.cases.entry(case.stage()).or_insert(case);
    }

    fn hear(&mut self, command: Command) {
        if let Command::StepLoan(step) = &command {
            self.loan_commands.entry(step.command.kind()).or_insert_with(|| step.command.clone());
        }
        self.commands.entry(command.kind()).or_insert(command);
    }
}

fn late() -> Context<'static> {
    Context::new(Date::constant(2040, 1, 2), Actor::new("wang").unwrap())
}

#[test]
fn the_stories_meet_every_stage_and_every_command() {
    let it = material();
    assert_eq!(it.cases.keys().copied().collect::<Vec<_>>(), Stage::ALL);
    assert_eq!(it.commands.keys().copied().collect::<Vec<_>>(), case::CommandKind::ALL);
    assert_eq!(it.loans.keys().copied().collect::<Vec<_>>(), State::ALL);
    assert_eq!(it.loan_commands.keys().copied().collect::<Vec<_>>(), loan::CommandKind::ALL);
}

#[test]
fn every_stage_takes_just_what_the_flow_lists() {
    let Material { cases, commands, .. } = material();
    for case in cases.values() {
        for command in commands.values() {
            let listed = FLOW.iter().find(|line| line.from == case.stage() && line.command == command.kind());
            match (case.clone().step(command, &late()), listed) {
                (Ok(moved), Some(line)) => assert_eq!(moved.case.stage(), line.to),
                (Err(Turned { refusal, case: back }), listed) => {
                    assert_eq!(&back, case, "a refusal gives the case back untouched");
                    let not_here = refusal.reasons.iter().any(|reason| matches!(reason, Reason::NotHere { .. }));
                    assert_eq!(not_here, listed.is_none(), "{:?} in {:?}: {refusal}", command.kind(), case.stage());
                }
                (Ok(_), None) => panic!("{:?} is granted in {:?} and not listed", command.kind(), case.stage()),
            }
        }
    }
}

#[test]
fn every_state_of_a_loan_takes_just_what_its_flow_lists() {
    let Material { loans, loan_commands, .. } = material();
    for loan in loans.values() {
        for command in loan_commands.values() {
            let listed = loan::FLOW.iter().find(|line| line.from == loan.state() && line.command == command.kind());
            match (loan.clone().step(command, &late()), listed) {
                (Ok(moved), Some(line)) => assert_eq!(moved.case.state(), line.to),
                (Err(Turned { refusal, case: back }), listed) => {
                    assert_eq!(&back, loan, "a refusal gives the loan back untouched");
                    let not_here = refusal.reasons.iter().any(|reason| matches!(reason, Reason::NotHere { .. }));
                    assert_eq!(not_here, listed.is_none(), "{:?} in {:?}: {refusal}", command.kind(), loan.state());
                }
                (Ok(_), None) => panic!("{:?} is granted in {:?} and not listed", command.kind(), loan.state()),
            }
        }
    }
}

#[test]
fn every_stage_can_be_reached_and_can_end() {
    let mut reached = vec![Stage::Enquiry];
    while let Some(line) = FLOW.iter().find(|line| reached.contains(&line.from) && !reached.contains(&line.to)) {
        reached.push(line.to);
    }
    assert_eq!(reached.len(), Stage::ALL.len());
    let mut ending: Vec<Stage> = Stage::ALL.iter().copied().filter(|stage| stage.is_end()).collect();
    assert_eq!(ending, [Stage::Released, Stage::Declined, Stage::Withdrawn, Stage::Rescinded]);
    while let Some(line) = FLOW.iter().find(|line| ending.contains(&line.to) && !ending.contains(&line.from)) {
        ending.push(line.from);
    }
    assert_eq!(ending.len(), Stage::ALL.len());
}

#[test]
fn the_spine_is_long_enough_and_no_step_skips_the_review() {
    let spine = Stage::ALL.iter().filter(|stage| !stage.is_end()).count();
    assert!(spine >= 8 && State::ALL.len() >= 8);
    let without_review = |line: &&case::Line| line.command != case::CommandKind::PassReview;
    let mut reached = vec![Stage::Enquiry];
    let lines: Vec<&case::Line> = FLOW.iter().filter(without_review).collect();
    while let Some(line) = lines.iter().find(|line| reached.contains(&line.from) && !reached.contains(&line.to)) {
        reached.push(line.to);
    }
    assert!(!reached.contains(&Stage::Applying), "{reached:?}");
}
