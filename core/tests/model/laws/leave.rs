//! What may come later, by leave or by promise.

use anjieflow::case::{Case, Command, Obligation};
use anjieflow::loan::Loan;
use anjieflow::product::{GateStep, MilestoneKind};
use anjieflow::worklist::{self, TaskKind};

use super::Verdict;
use super::money::{has_good_paper, is_done, paid};
use crate::ways::is_end;
use crate::world::{Step, World, context};

/// The step whose gate was passed, and the loans it was passed for.
fn passed<'s>(step: &'s Step<'_>) -> Option<(GateStep, Vec<&'s Loan>)> {
    if let Some((loan, _)) = paid(step) {
        return Some((GateStep::PayOut, vec![loan]));
    }
    let gate = match step.granted()? {
        Command::RequestReview(_) => GateStep::RequestReview,
        Command::PassReview(_) => GateStep::PassReview,
        Command::Submit(_) => GateStep::Submit,
        _ => return None,
    };
    Some((gate, step.before.case.file().live_loans().collect()))
}

/// Whether a leave stands: given by that day, not past its last one, not taken back, not kept, for this gate and loan.
fn stands(it: &Obligation, world: &World, gate: GateStep, loan: &Loan) -> bool {
    let theirs = it.loan.as_ref().is_none_or(|own| own == loan.id()) && it.steps.contains(&gate);
    it.made <= world.day && world.day <= it.until && it.withdrawn.is_none() && it.kept.is_none() && theirs
}

fn is_excused(world: &World, gate: GateStep, loan: &Loan, what: &str) -> bool {
    world.case.file().obligations.iter().any(|it| it.what.name() == what && stands(it, world, gate, loan))
}

fn is_there(case: &Case, what: &str, gate: GateStep) -> bool {
    match what {
        "insured" => is_done(case, MilestoneKind::Insured),
        // For the review it has come; that it is good is what the review finds.
        _ if gate == GateStep::RequestReview => case.file().documents.iter().any(|it| !it.is_rejected()),
        _ => has_good_paper(case),
    }
}

pub fn leave_in_force(step: &Step<'_>) -> Verdict {
    let Some((gate, loans)) = passed(step) else { return Verdict::NotAtStake };
    let asked = if gate == GateStep::PayOut { "insured" } else { "income_cert" };
    if is_there(&step.before.case, asked, gate) || step.before.case.file().obligations.is_empty() {
        return Verdict::NotAtStake;
    }
    Verdict::of(loans.into_iter().all(|loan| is_excused(step.before, gate, loan, asked)))
}

/// What is owed: neither kept nor moot. A leave that was taken back still leaves it owed.
fn owed(world: &World) -> impl Iterator<Item = &Obligation> {
    world.case.file().obligations.iter().filter(|it| it.kept.is_none())
}

pub fn nothing_owed_at_release(step: &Step<'_>) -> Verdict {
    match step.granted() {
        Some(Command::ReleaseMortgage(_)) => Verdict::of(owed(step.before).next().is_none()),
        _ => Verdict::NotAtStake,
    }
}

pub fn owed_is_told(world: &World) -> Verdict {
    let queries = world.case.file().queries.iter().filter(|it| it.is_open());
    let is_quiet = owed(world).next().is_none() && queries.clone().next().is_none();
    if is_quiet || is_end(world.case.stage()) {
        return Verdict::NotAtStake;
    }
    let tasks = worklist::tasks(&world.case, &context(world.day));
    let told = |kinds: &[TaskKind], about: &str| tasks.iter().any(|it| kinds.contains(&it.kind) && it.about == about);
    let leaves = owed(world).filter(|_| somebody_asks(world));
    let mut kept = leaves.map(|it| told(&[TaskKind::KeepPromise, TaskKind::FillWaiver], it.what.name()));
    let answered = queries.map(|it| told(&[TaskKind::AnswerQuery], it.id.as_str()));
    Verdict::of(kept.all(|it| it) && answered.into_iter().all(|it| it))
}

/// The lenders' lists ask for papers, the gates of their routes for milestones: where no lender is left, nobody asks.
fn somebody_asks(world: &World) -> bool {
    world.case.file().live_loans().next().is_some()
}

pub fn erased_asks_nothing(world: &World) -> Verdict {
    if world.case.file().erased.is_none() {
        return Verdict::NotAtStake;
    }
    Verdict::of(worklist::tasks(&world.case, &context(world.day)).iter().all(|it| it.kind == TaskKind::Notify))
}
