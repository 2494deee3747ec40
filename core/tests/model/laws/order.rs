//! The order of things: what waits for what, what stands still, what has ended.

use anjieflow::case::erasure::WHILE_FROZEN;
use anjieflow::case::{Command, CommandKind};
use anjieflow::loan::{self, State};
use anjieflow::product::GateStep;

use super::Verdict;
use super::money::{of_loan, paid};
use crate::ways::is_end;
use crate::world::{Step, World, money_of};

const POSTED: &[State] = &[State::Repaying, State::Settled];
const SIGNED: &[State] = &[State::Signed, State::PaidOut, State::Repaying, State::Settled];
const AGREED: &[State] = &[State::Accepted, State::Signed, State::PaidOut, State::Repaying, State::Settled];

/// Whether each loan that was not given up is in one of the states, and there is one.
fn all_in(world: &World, states: &[State]) -> bool {
    let mut alive = world.case.file().loans.iter().filter(|loan| loan.state() != State::Declined).peekable();
    alive.peek().is_some() && alive.all(|loan| states.contains(&loan.state()))
}

pub fn repaying_after_posting(step: &Step<'_>) -> Verdict {
    match step.granted() {
        Some(Command::BeginRepayment(_)) => Verdict::of(all_in(step.before, POSTED)),
        _ => Verdict::NotAtStake,
    }
}

pub fn spine_waits_for_both(step: &Step<'_>) -> Verdict {
    let wanted = match step.granted() {
        Some(Command::ConfirmTerms(_)) => AGREED,
        Some(Command::SendToRegistry(_) | Command::AwaitFunds(_)) => SIGNED,
        Some(Command::ConfirmSettlement(_)) => &[State::Settled],
        _ => return Verdict::NotAtStake,
    };
    Verdict::of(all_in(step.before, wanted))
}

pub fn other_contract_first(step: &Step<'_>) -> Verdict {
    let Some((loan, _)) = paid(step) else { return Verdict::NotAtStake };
    let mut others = step.before.loans().filter(|it| it.id() != loan.id() && it.state() != State::Declined).peekable();
    if others.peek().is_none() {
        return Verdict::NotAtStake;
    }
    Verdict::of(others.all(|it| SIGNED.contains(&it.state())))
}

pub fn a_pair_at_most(world: &World) -> Verdict {
    let mut alive: Vec<&str> =
        world.case.file().loans.iter().filter(|loan| loan.state() != State::Declined).map(money_of).collect();
    if alive.len() < 2 {
        return Verdict::NotAtStake;
    }
    alive.sort_unstable();
    Verdict::of(alive == ["bank", "fund"])
}

pub fn end_is_end(step: &Step<'_>) -> Verdict {
    let (before, after) = (&step.before.case, &step.after.case);
    if !is_end(before.stage()) || step.command.is_none() {
        return Verdict::NotAtStake;
    }
    let states = |file: &anjieflow::case::File| -> Vec<State> { file.loans.iter().map(|it| it.state()).collect() };
    Verdict::of(before.stage() == after.stage() && states(before.file()) == states(after.file()))
}

/// The steps with a lender that are ours; what a lender does, it does although we stand still.
fn is_ours(command: &loan::Command) -> bool {
    use loan::CommandKind::{AcceptOffer, AnswerSupplement, Appeal, HandIn, Reconsider, Resubmit, SignEarly, SignLoan};
    let ours = [AcceptOffer, AnswerSupplement, Appeal, HandIn, Reconsider, Resubmit, SignEarly, SignLoan];
    ours.contains(&command.kind())
}

pub fn standstill(step: &Step<'_>) -> Verdict {
    if step.before.case.file().suspended.is_none() || step.command.is_none() {
        return Verdict::NotAtStake;
    }
    let moved = step.before.case.stage() != step.after.case.stage();
    let with_lender = of_loan(step).is_some_and(|(_, _, asked)| is_ours(asked));
    Verdict::of(!moved && !with_lender)
}

pub fn query_holds(step: &Step<'_>) -> Verdict {
    let Some(Command::SendToRegistry(_)) = step.granted() else { return Verdict::NotAtStake };
    let holds = |it: &&anjieflow::case::Query| it.blocks == Some(GateStep::SendToRegistry) && it.is_open();
    Verdict::of(!step.before.case.file().queries.iter().any(|it| holds(&it)))
}

pub fn frozen(step: &Step<'_>) -> Verdict {
    let file = step.before.case.file();
    let runs = file.ended.is_none() && file.loans.iter().any(|loan| SIGNED.contains(&loan.state()));
    match step.granted() {
        Some(command) if file.erasure.is_some() && !runs => {
            Verdict::of(WHILE_FROZEN.contains(&command.kind().name()) || command.kind() == CommandKind::Notify)
        }
        _ => Verdict::NotAtStake,
    }
}
