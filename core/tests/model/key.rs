//! What two cases must have in common to be one state of the search.
//!
//! Forgotten are:
//! - the log: how often something happened, its numbers and its order; loans that were left, but for what they leave behind;
//! - names and texts: which of the two banks a loan is from, reasons, references, ids;
//! - days, but for how far off the last day of an offer or a leave is (a day that has passed is one day, whichever it was),
//!   since when something has been let come later (as far as the limit of leaves looks back), and whether the law's years are
//!   over; of the leaves for one thing all but the last, and all once it is kept;
//! - papers but the last, except whether an earlier one was found good, and what a lender's query would find brought; the day of the
//!   last, except whether it is today;
//! - who was told what, which entries somebody may have to hear of, and everything else that no decision reads.
//!
//! That no more is forgotten than makes no difference is tested: [`explore`](crate::explore) lets many a case that came to a
//! known state go one step further, and compares where each move leads.

use anjieflow::case::{Ground, MilestoneState, Obligation, Stage, TurnKind};
use anjieflow::checklist::PaperState;
use anjieflow::date::Date;
use anjieflow::loan::{Loan, State};
use anjieflow::product::{GateStep, MilestoneKind};
use anjieflow::retention;

use crate::world::{World, money_of};

/// As far as the limit of leaves looks back: longer ago is all the same.
const LOOK_BACK: i32 = 20;

/// See the head of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    stage: Stage,
    suspended: bool,
    price: i64,
    account: bool,
    asked_for_erasure: bool,
    erased: bool,
    years_are_over: bool,
    had_loans: bool,
    paper: PaperKey,
    milestones: Vec<(MilestoneKind, MilestoneState)>,
    loans: Vec<LoanKey>,
    leaves: Vec<LeaveKey>,
    queries: Vec<(Option<GateStep>, TurnKind)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct LoanKey {
    money: &'static str,
    state: State,
    amount: i64,
    days_left: Option<i32>,
    refused_by_lender: bool,
    /// Of the papers that the lender waits for: none, brought, found good.
    brought: Option<u8>,
}

/// Of the papers: how far the last one got, whether it came today (a lender that asks today has it), and whether an earlier one was
/// found good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct PaperKey {
    last: Option<PaperState>,
    came_today: bool,
    earlier_was_good: bool,
}

/// Of what is owed and not kept: since when, and how the last leave for it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct LeaveKey {
    what: &'static str,
    days_ago: i32,
    promised: bool,
    loan: Option<&'static str>,
    days_left: i32,
    withdrawn: bool,
}

impl Key {
    pub fn of(world: &World) -> Self {
        let file = world.case.file();
        let fen = |money: anjieflow::money::Money| money.fen();
        let mut milestones: Vec<_> =
            file.milestones.iter().filter_map(|it| Some((it.kind, it.marks.last()?.state))).collect();
        milestones.sort_unstable();
        let earliest = retention::of(&world.case).earliest;
        Self {
            stage: world.case.stage(),
            suspended: file.suspended.is_some(),
            price: file.property.as_ref().map_or(0, |it| fen(it.price)),
            account: !file.accounts.is_empty(),
            asked_for_erasure: file.erasure.is_some(),
            erased: file.erased.is_some(),
            years_are_over: earliest.is_some_and(|day| day <= world.day),
            had_loans: !file.loans.is_empty(),
            paper: paper(world),
            milestones,
            loans: world.loans().map(|loan| loan_key(world, loan)).collect(),
            leaves: leaves(world),
            queries: file.queries.iter().map(|it| (it.blocks, it.state())).collect(),
        }
    }
}

fn paper(world: &World) -> PaperKey {
    match &*world.case.file().documents {
        [earlier @ .., last] => PaperKey {
            last: Some(last.state),
            came_today: last.received == world.day,
            earlier_was_good: earlier.iter().any(|it| it.state == PaperState::Accepted),
        },
        [] => PaperKey::default(),
    }
}

/// How many days there are until the last one; a day that has passed is one day.
fn days_left(world: &World, last: Date) -> i32 {
    world.day.days_until(last).max(-1)
}

fn loan_key(world: &World, loan: &Loan) -> LoanKey {
    let refused = matches!(loan, Loan::Declined(it) if it.stage().by == anjieflow::loan::state::Decliner::Lender);
    LoanKey {
        money: money_of(loan),
        state: loan.state(),
        amount: loan.file().amount().fen(),
        days_left: loan.expires().map(|last| days_left(world, last)),
        refused_by_lender: refused,
        brought: brought(world, loan),
    }
}

/// Of the papers that a lender waits for: 0 none, 1 brought, 2 found good; `None` where it waits for none.
pub fn brought(world: &World, loan: &Loan) -> Option<u8> {
    let query = loan.file().queries.last().filter(|_| loan.state() == State::SupplementAsked)?;
    let papers = world.case.file().documents.iter().filter(|it| query.asked <= it.received);
    let good = |state| match state {
        PaperState::Accepted => 2,
        PaperState::Received => 1,
        PaperState::Rejected => 0,
    };
    Some(papers.map(|it| good(it.state)).max().unwrap_or(0))
}

fn leaves(world: &World) -> Vec<LeaveKey> {
    ["income_cert", "insured"].into_iter().filter_map(|what| leave(world, what)).collect()
}

fn leave(world: &World, what: &'static str) -> Option<LeaveKey> {
    let file = world.case.file();
    let open = || file.obligations.iter().filter(|it| it.kept.is_none() && it.what.name() == what);
    let (first, last): (_, &Obligation) = (open().map(|it| it.made).min()?, open().next_back()?);
    Some(LeaveKey {
        what,
        days_ago: first.days_until(world.day).min(LOOK_BACK),
        promised: matches!(last.ground, Ground::Promise { .. }),
        loan: last.loan.as_ref().and_then(|id| file.loan(id)).map(money_of),
        days_left: days_left(world, last.until),
        withdrawn: last.withdrawn.is_some(),
    })
}
