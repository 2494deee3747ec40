//! The laws of what can still be reached: judged on the whole graph, once nothing new is left to see.
//!
//! "From every state with A a state with B can be reached" is what a finite graph can say of liveness without a word on
//! who acts when. Where it holds for every state of A, whoever keeps trying all that can be tried comes to B (strong fairness).

use std::collections::VecDeque;

use anjieflow::case::Stage;
use anjieflow::loan::{Loan, State, state::Decliner};

use crate::explore::Found;
use crate::laws::{Check, LAWS, Verdict};
use crate::world::{World, was_left};

pub const NOT_ENDED: u32 = 1;
pub const ENDED: u32 = 1 << 1;
pub const STANDS_STILL: u32 = 1 << 2;
pub const GOES_ON: u32 = 1 << 3;
pub const QUERY_OPEN: u32 = 1 << 4;
pub const NO_QUERY_OPEN: u32 = 1 << 5;
pub const OWED: u32 = 1 << 6;
pub const NOTHING_OWED: u32 = 1 << 7;
pub const BEFORE_THE_END: u32 = 1 << 8;
pub const RELEASED: u32 = 1 << 9;
pub const REFUSED: u32 = 1 << 10;
pub const REPLACED: u32 = 1 << 11;

/// What holds in a state.
pub fn marks(world: &World) -> u32 {
    let (case, file) = (&world.case, world.case.file());
    let pick = |holds: bool, yes: u32, no: u32| if holds { yes } else { no };
    let owed = file.obligations.iter().any(|it| it.kept.is_none());
    let ended = is_end(case.stage());
    let refused = world.loans().any(|loan| matches!(loan, Loan::Declined(it) if it.stage().by == Decliner::Lender));
    let paid = file.loans.iter().any(|it| matches!(it.state(), State::PaidOut | State::Repaying | State::Settled));
    pick(ended, ENDED, NOT_ENDED)
        | pick(file.suspended.is_some(), STANDS_STILL, GOES_ON)
        | pick(file.erased.is_none() && file.queries.iter().any(|it| it.is_open()), QUERY_OPEN, NO_QUERY_OPEN)
        | pick(owed && !ended, OWED, NOTHING_OWED)
        | pick(case.stage() == Stage::Released, RELEASED, 0)
        | pick(!ended, BEFORE_THE_END, 0)
        | pick(refused && !ended && !paid, REFUSED, 0)
        | pick(file.loans.iter().any(was_left), REPLACED, 0)
}

/// The stages that end a case, in words of our own: a law about the flow must not ask the flow.
pub fn is_end(stage: Stage) -> bool {
    matches!(stage, Stage::Released | Stage::Declined | Stage::Withdrawn | Stage::Rescinded)
}

/// Judges each law of this kind in every state.
pub fn judge(found: &mut Found) {
    for law in LAWS {
        let Check::Way { from, to, without } = law.check else { continue };
        let can = reaching(found, to, without);
        for (index, can) in can.into_iter().enumerate() {
            let verdict = match (found.nodes[index].marks & from == from, can) {
                (false, _) => Verdict::NotAtStake,
                (true, true) => Verdict::Holds,
                (true, false) => Verdict::Broken,
            };
            found.note(law.name, verdict, |found| found.way(index));
        }
    }
}

/// From which states one with such a mark can be reached, by moves of other names than some.
fn reaching(found: &Found, to: u32, without: &[&str]) -> Vec<bool> {
    let barred = |name: u32| without.iter().any(|it| found.names[name as usize].contains(it));
    let mut back: Vec<Vec<u32>> = vec![Vec::new(); found.nodes.len()];
    for (from, node) in found.nodes.iter().enumerate() {
        for (name, target) in node.edges.iter().filter(|(name, _)| !barred(*name)) {
            let _ = name;
            back[*target as usize].push(u32::try_from(from).unwrap());
        }
    }
    let mut can: Vec<bool> = found.nodes.iter().map(|node| node.marks & to != 0).collect();
    let mut waiting: VecDeque<usize> = (0..can.len()).filter(|index| can[*index]).collect();
    while let Some(index) = waiting.pop_front() {
        for from in back[index].iter().map(|it| *it as usize) {
            if !std::mem::replace(&mut can[from], true) {
                waiting.push_back(from);
            }
        }
    }
    can
}
