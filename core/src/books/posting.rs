//! Payouts and their posting (到账入账): the money is in finance's books within the pack's deadline, of the amount that was
//! granted, on the account that was designated.

use crate::case::{Case, Context, File};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::{Loan, State};
use crate::money::Money;
use crate::product::{Deadline, Happening, Moment, RuleId};
use crate::words::closed;
use crate::worklist::{Due, case_standstills, counted};

closed! {
    /// Where the posting of a payout stands.
    pub enum PostingState ("state of a posting") {
        /// Not posted, and there is time.
        Open "open" "待入账",
        /// Not posted, and the last day has passed.
        Overdue "overdue" "逾期未入账",
        /// Posted in time.
        Posted "posted" "已入账",
        /// Posted after the last day.
        PostedLate "posted_late" "逾期入账",
    }
}

closed! {
    /// What does not agree between a payout and what was agreed.
    pub enum PostingFault ("fault of a payout") {
        /// Another amount than the lender granted.
        AmountDiffers "amount_differs" "金额与批复不符",
        /// Another account than the one designated now.
        AccountDiffers "account_differs" "账户非指定账户",
        /// No account is designated.
        NoAccount "no_account" "未指定账户",
    }
}

/// One payout.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Posting<'c> {
    /// The case: its house is what finance matches the money with.
    pub case: &'c Case,
    /// The loan that was paid out.
    pub loan: &'c Loan,
    /// How much was paid.
    pub paid: Money,
    /// When.
    pub on: Date,
    /// How much was granted.
    pub granted: Money,
    /// When it was posted.
    pub posted: Option<Date>,
    /// By when it was to be posted.
    pub due: Due,
    /// Which deadline says so.
    pub rule: Option<RuleId>,
    /// Where it stands.
    pub state: PostingState,
    /// How many days after the last day it was posted, or is not posted yet.
    pub late_days: i32,
    /// What does not agree.
    pub faults: Vec<PostingFault>,
}

impl Posting<'_> {
    /// Whether it was posted in time and everything agrees.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.state == PostingState::Posted && self.faults.is_empty()
    }
}

/// Every payout by the day of the context, in the order of the cases and their loans.
#[must_use]
pub fn postings<'c>(cases: &[&'c Case], context: &Context<'_>) -> Vec<Posting<'c>> {
    let paid = |case: &&'c Case| {
        let case: &'c Case = case;
        case.file().loans.iter().filter_map(move |loan| posting(case, loan, context))
    };
    cases.iter().flat_map(paid).collect_vec()
}

fn posting<'c>(case: &'c Case, loan: &'c Loan, context: &Context<'_>) -> Option<Posting<'c>> {
    let today = context.occurred;
    let (paid, on) = loan.file().paid.filter(|(_, on)| *on <= today)?;
    let posted = loan.reached(State::Repaying).filter(|day| *day <= today);
    let (due, rule) = limit(case.file(), loan, on, context);
    let late = due.day().map_or(0, |due| due.days_until(posted.unwrap_or(today)).max(0));
    let state = match (posted, late) {
        (Some(_), 0) => PostingState::Posted,
        (Some(_), _) => PostingState::PostedLate,
        (None, 0) => PostingState::Open,
        (None, _) => PostingState::Overdue,
    };
    let (granted, faults) = (loan.file().amount(), faults(case.file(), loan, paid));
    Some(Posting { case, loan, paid, on, granted, posted, due, rule, state, late_days: late, faults })
}

/// By when a payout is to be posted; of several deadlines the earliest.
fn limit(file: &File, loan: &Loan, on: Date, context: &Context<'_>) -> (Due, Option<RuleId>) {
    let product = context.pack.product(&loan.file().application.product);
    let applies = |it: &&Deadline| product.is_some_and(|own| it.applies(own.kind, &own.id, &file.facts));
    let days = context.pack.deadlines_of(Moment::Event(Happening::Posted)).filter(applies).filter_map(|it| {
        let still = case_standstills(file, it, context.occurred);
        Some((counted(it, on, still, context.calendar)?, it.id.clone()))
    });
    let first = days.min_by_key(|(due, _)| (due.day().is_none(), due.day()));
    first.map_or((Due::Open, None), |(due, rule)| (due, Some(rule)))
}

fn faults(file: &File, loan: &Loan, paid: Money) -> Vec<PostingFault> {
    let mut faults = Vec::new();
    if paid != loan.file().amount() {
        faults.push(PostingFault::AmountDiffers);
    }
    match (&loan.file().paid_into, file.account(loan.id())) {
        (Some(into), Some(account)) if *into != account.number => faults.push(PostingFault::AccountDiffers),
        (Some(_), None) => faults.push(PostingFault::NoAccount),
        _ => {}
    }
    faults
}
