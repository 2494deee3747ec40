//! The money: when it leaves, where to, how much.

use anjieflow::case::{Case, Command, Stage};
use anjieflow::checklist::PaperState;
use anjieflow::loan::{self, Loan, State, paying::PayOut};
use anjieflow::product::MilestoneKind;

use super::Verdict;
use crate::world::{Step, World, was_left};

/// The loan that a granted step was about, before and after it, and what was asked.
pub fn of_loan<'s>(step: &'s Step<'_>) -> Option<(&'s Loan, &'s Loan, &'s loan::Command)> {
    let Some(Command::StepLoan(asked)) = step.granted() else { return None };
    let id = asked.loan.as_ref()?;
    Some((step.before.case.file().loan(id)?, step.after.case.file().loan(id)?, &asked.command))
}

/// The loan before money left its lender, and what was asked.
pub fn paid<'s>(step: &'s Step<'_>) -> Option<(&'s Loan, &'s PayOut)> {
    match of_loan(step)? {
        (before, after, loan::Command::PayOut(asked)) if after.is_paid_out() => Some((before, asked)),
        _ => None,
    }
}

pub fn is_done(case: &Case, kind: MilestoneKind) -> bool {
    case.file().done(kind).is_some()
}

/// Whether the paper was found good; a later one that is not yet looked at takes nothing away.
pub fn has_good_paper(case: &Case) -> bool {
    case.file().documents.iter().any(|it| it.state == PaperState::Accepted)
}

/// Whether it was ever let come later.
fn was_let(case: &Case, what: &str) -> bool {
    case.file().obligations.iter().any(|it| it.what.name() == what)
}

pub fn gate_of_payment(step: &Step<'_>) -> Verdict {
    if paid(step).is_none() {
        return Verdict::NotAtStake;
    }
    let case = &step.before.case;
    let policy = is_done(case, MilestoneKind::Insured) || was_let(case, "insured");
    let paper = has_good_paper(case) || was_let(case, "income_cert");
    Verdict::of(is_done(case, MilestoneKind::MortgageRegistered) && policy && paper)
}

pub fn designated_account(step: &Step<'_>) -> Verdict {
    let Some((_, asked)) = paid(step) else { return Verdict::NotAtStake };
    let designated = step.before.case.file().accounts.last();
    Verdict::of(designated.is_some_and(|it| it.number == asked.account))
}

pub fn granted_amount(step: &Step<'_>) -> Verdict {
    let Some((loan, asked)) = paid(step) else { return Verdict::NotAtStake };
    Verdict::of(loan.file().terms.as_ref().is_some_and(|it| it.amount == asked.amount))
}

pub fn within_price(step: &Step<'_>) -> Verdict {
    if paid(step).is_none() {
        return Verdict::NotAtStake;
    }
    let file = step.after.case.file();
    let together: i64 = file.loans.iter().filter_map(|loan| Some(loan.file().paid?.0.fen())).sum();
    Verdict::of(file.property.as_ref().is_some_and(|home| together <= home.price.fen()))
}

pub fn approval_in_force(step: &Step<'_>) -> Verdict {
    match of_loan(step) {
        Some((before, after, _)) if matches!(after.state(), State::Accepted | State::Signed | State::PaidOut) => {
            let last = if before.state() == after.state() { after.expires() } else { before.expires() };
            Verdict::of(last.is_some_and(|last| step.before.day <= last))
        }
        _ => Verdict::NotAtStake,
    }
}

pub fn no_money_left_behind(world: &World) -> Verdict {
    let file = world.case.file();
    let without = matches!(world.case.stage(), Stage::Withdrawn | Stage::Declined);
    let mut left = file.loans.iter().filter(|loan| without || was_left(loan)).peekable();
    if left.peek().is_none() {
        return Verdict::NotAtStake;
    }
    Verdict::of(left.all(|loan| loan.file().paid.is_none()))
}
