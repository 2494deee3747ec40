//! What the developer answers for until the mortgage stands (阶段性担保): which guarantees stand, since when, what could have
//! replaced them, whose buyers are behind meanwhile, and which deposits (保证金) have not come back.
//!
//! Since when one stands and what ends it is said in [`guarantee`](crate::case::guarantee). The list keeps those that have ended
//! with the formal mortgage until they are released: the letter and the deposit are still out.

use crate::case::{Case, Context, Deposit, File, MilestoneState};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::Loan;
use crate::money::Money;
use crate::product::{After, Deadline, MilestoneKind, Moment, NewsKind, RuleId};
use crate::words::closed;
use crate::worklist::{Due, OwedNotice, case_standstills, counted, owed_notices};

/// A guarantee that is out: it stands, or waits for its release.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guarantee<'c> {
    /// The case.
    pub case: &'c Case,
    /// The loan that is guaranteed.
    pub loan: &'c Loan,
    /// Since when it stands.
    pub since: Date,
    /// How much was lent, or will be.
    pub amount: Money,
    /// Since when there is money to answer for.
    pub paid: Option<Date>,
    /// Since when it could be replaced, and by what: the registered mortgage, or the title on which it can be registered.
    pub replaceable: Option<(MilestoneKind, Date)>,
    /// What ends it next: the title, the mortgage, the release.
    pub next: MilestoneKind,
    /// By when that is due, as the pack has it.
    pub due: Due,
    /// Which deadline says so.
    pub rule: Option<RuleId>,
    /// For how many days it has been overdue; with the mortgage registered, every day since is too much.
    pub overdue_days: i32,
}

/// The guarantees that are out on the day of the context, in the order of the cases and their loans.
#[must_use]
pub fn guarantees<'c>(cases: &[&'c Case], context: &Context<'_>) -> Vec<Guarantee<'c>> {
    let of = |case: &&'c Case| {
        let case: &'c Case = case;
        case.file().loans.iter().filter_map(move |loan| guarantee(case, loan, context))
    };
    cases.iter().flat_map(of).collect_vec()
}

fn guarantee<'c>(case: &'c Case, loan: &'c Loan, context: &Context<'_>) -> Option<Guarantee<'c>> {
    let (file, today) = (case.file(), context.occurred);
    let given = file.interim_guarantee(loan, context)?;
    let (title, mortgage) = (title(file, today), given.ended);
    let next = match (title, mortgage) {
        (_, Some(_)) => MilestoneKind::GuaranteeReleased,
        (Some(_), None) => MilestoneKind::MortgageRegistered,
        (None, None) => title_of(file, loan, context),
    };
    let (due, rule) = due(file, loan, next, context);
    let late = mortgage.or(due.day()).map_or(0, |day| day.days_until(today).max(0));
    Some(Guarantee {
        case,
        loan,
        since: given.since,
        amount: loan.file().amount(),
        paid: loan.file().paid.map(|(_, on)| on).filter(|on| *on <= today),
        replaceable: mortgage.map(|on| (MilestoneKind::MortgageRegistered, on)).or(title),
        next,
        due,
        rule,
        overdue_days: late,
    })
}

fn done(file: &File, kind: MilestoneKind, day: Date) -> Option<Date> {
    file.done_on(kind, day).map(|mark| mark.on)
}

fn title(file: &File, day: Date) -> Option<(MilestoneKind, Date)> {
    let kinds = [MilestoneKind::TitleIssued, MilestoneKind::TitleTransferred];
    kinds.into_iter().find_map(|kind| Some((kind, done(file, kind, day)?)))
}

/// Which title the route waits for.
fn title_of(file: &File, loan: &Loan, context: &Context<'_>) -> MilestoneKind {
    let milestones = file.route(loan, context).map(|route| route.milestones()).unwrap_or_default();
    match milestones.contains(&MilestoneKind::TitleTransferred) {
        true => MilestoneKind::TitleTransferred,
        false => MilestoneKind::TitleIssued,
    }
}

/// By when a milestone is due: of the pack's deadlines that run, the one that ends first.
fn due(file: &File, loan: &Loan, kind: MilestoneKind, context: &Context<'_>) -> (Due, Option<RuleId>) {
    let product = context.pack.product(&loan.file().application.product);
    let applies = |it: &&Deadline| product.is_some_and(|own| it.applies(own.kind, &own.id, &file.facts));
    let runs = |it: &Deadline| match it.from {
        Moment::Done(from) => done(file, from, context.occurred),
        Moment::Filed(from) => file.milestone(from).filter(|it| it.state == MilestoneState::Filed).map(|it| it.on),
        Moment::Event(_) => None,
    };
    let days = context.pack.deadlines_of(Moment::Done(kind)).filter(applies).filter_map(|it| {
        let still = case_standstills(file, it, context.occurred);
        Some((counted(it, runs(it)?, still, context.calendar)?, it.id.clone()))
    });
    let first = days.min_by_key(|(due, _)| (due.day().is_none(), due.day()));
    first.map_or((Due::Open, None), |(due, rule)| (due, Some(rule)))
}

closed! {
    /// What to do next about a buyer who is behind while the developer answers for them.
    pub enum ArrearsStep ("step about arrears") {
        /// Somebody has not been told.
        Tell "tell" "告知相关人员",
        /// The title is there: have the mortgage registered, which ends the guarantee.
        RegisterMortgage "register_mortgage" "办理抵押登记",
        /// Have the buyer pay.
        Chase "chase" "催收",
    }
}

/// A buyer who is behind while the guarantee stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GuaranteedArrears<'c> {
    /// The guarantee.
    pub guarantee: Guarantee<'c>,
    /// What is overdue: what the lender may ask of the developer today.
    pub overdue: Money,
    /// Since when.
    pub since: Date,
    /// For how many days.
    pub days: i32,
    /// The most the lender may ask if it calls the loan: what was paid out less what was prepaid. Principal in the
    /// instalments is not taken off, for the case does not know it; interest and costs are not added.
    pub exposure: Money,
    /// Who is to be told and was not, by the pack's notices.
    pub untold: Vec<String>,
    /// What to do next.
    pub step: ArrearsStep,
}

/// Who is behind while a guarantee stands, the longest first.
#[must_use]
pub fn arrears<'c>(cases: &[&'c Case], context: &Context<'_>) -> Vec<GuaranteedArrears<'c>> {
    let mut rows = Vec::new();
    for row in guarantees(cases, context).into_iter().filter_map(|it| behind(it, context)) {
        crate::order::insert(&mut rows, row, |row: &GuaranteedArrears<'_>| row.since);
    }
    rows
}

fn behind<'c>(guarantee: Guarantee<'c>, context: &Context<'_>) -> Option<GuaranteedArrears<'c>> {
    if !guarantee.case.file().is_guaranteed(guarantee.loan, context) {
        return None;
    }
    let (overdue, since) = guarantee.loan.file().arrears.filter(|(_, since)| *since <= context.occurred)?;
    let untold = untold(&guarantee, context);
    let step = match (untold.is_empty(), guarantee.next) {
        (false, _) => ArrearsStep::Tell,
        (true, MilestoneKind::MortgageRegistered) => ArrearsStep::RegisterMortgage,
        (true, _) => ArrearsStep::Chase,
    };
    let (exposure, days) = (exposure(guarantee.loan), since.days_until(context.occurred));
    Some(GuaranteedArrears { overdue, since, days, exposure, untold, step, guarantee })
}

fn exposure(loan: &Loan) -> Money {
    let paid = loan.file().paid.map_or(loan.file().amount(), |(amount, _)| amount);
    // OK because no step prepays more than the loan.
    let prepaid = Money::sum(loan.file().prepaid.iter().map(|(_, amount)| *amount)).unwrap_or(Money::ZERO);
    paid.checked_sub(prepaid).unwrap_or(paid)
}

/// Whom nobody has told of these arrears, the developer among them, as the pack's rules of notices have it.
fn untold(guarantee: &Guarantee<'_>, context: &Context<'_>) -> Vec<String> {
    let about = |it: &OwedNotice<'_>| {
        it.rule.after == After::Event(NewsKind::ArrearsRecorded) && it.loan.as_ref() == Some(guarantee.loan.id())
    };
    owed_notices(guarantee.case, context).into_iter().filter(about).map(|it| it.whom).collect_vec()
}

closed! {
    /// Where a deposit stands.
    pub enum DepositState ("state of a deposit") {
        /// It is out, and nothing asks for it yet.
        Out "out" "未到退还时间",
        /// It is to come back, and there is time.
        DueBack "due_back" "应退还",
        /// Its day has passed.
        Overdue "overdue" "逾期未退",
        /// All of it came back.
        Returned "returned" "已退还",
    }
}

/// A deposit of a case, as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DepositLine<'c> {
    /// The case.
    pub case: &'c Case,
    /// The deposit.
    pub deposit: &'c Deposit,
    /// How much is out.
    pub out: Money,
    /// Since when it is to come back: its milestone's day.
    pub back_since: Option<Date>,
    /// For how many days it has been overdue.
    pub overdue_days: i32,
    /// Where it stands.
    pub state: DepositState,
}

/// The deposits that were laid down by the day of the context, those that came back among them, in the order of the cases.
#[must_use]
pub fn deposits<'c>(cases: &[&'c Case], context: &Context<'_>) -> Vec<DepositLine<'c>> {
    let of = |case: &&'c Case| {
        let case: &'c Case = case;
        let laid = case.file().deposits.iter().filter(|it| it.on <= context.occurred);
        laid.map(|it| deposit(case, it, context.occurred)).collect_vec()
    };
    cases.iter().flat_map(of).collect_vec()
}

fn deposit<'c>(case: &'c Case, deposit: &'c Deposit, today: Date) -> DepositLine<'c> {
    let out = deposit.out();
    let back_since = deposit.after.and_then(|kind| done(case.file(), kind, today));
    let overdue = deposit.due.map_or(0, |due| due.days_until(today)).max(0);
    let (overdue_days, state) = match (out.is_zero(), overdue, back_since.or(deposit.due.filter(|due| *due == today))) {
        (true, ..) => (0, DepositState::Returned),
        (false, 1.., _) => (overdue, DepositState::Overdue),
        (false, _, Some(_)) => (0, DepositState::DueBack),
        (false, _, None) => (0, DepositState::Out),
    };
    DepositLine { case, deposit, out, back_since, overdue_days, state }
}
