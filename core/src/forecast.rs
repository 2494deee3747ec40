//! What will lapse before the step that needs it.
//!
//! Computed from case, plan and day, never stored: each planned step asks its gate as of its own day, and what lapses
//! by then is told with the first step that misses it.

use crate::case::{Case, Context, File, Reason, gate};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::Loan;
use crate::product::GateStep;
use crate::words::closed;
use crate::worklist::{self, Task, TaskKind};

closed! {
    /// What may lapse.
    pub enum LapseKind ("kind of lapse") {
        /// A paper.
        Document "document" "资料",
        /// A milestone that was reached.
        Milestone "milestone" "节点",
        /// Leave to bring something later.
        Waiver "waiver" "容缺",
        /// A promise to bring something later.
        Promise "promise" "承诺后补",
        /// A lender's approval.
        Offer "offer" "批复",
        /// The rate that a lender holds.
        RateLock "rate_lock" "利率锁定",
    }
}

/// Something that lapses before a step that needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// What it is.
    pub kind: LapseKind,
    /// Which one: a kind of paper, a milestone, a loan.
    pub about: String,
    /// Whose, where it is somebody's: the holder of a paper, who promised.
    pub whom: Option<String>,
    /// Its last good day.
    pub last: Date,
    /// The first planned step that misses it.
    pub step: GateStep,
    /// When that step is planned.
    pub on: Date,
}

/// What will lapse before the step that needs it, by the plan; by [`plan`] when none is given.
///
/// A paper of the application has served once the file is handed in: a planned submission counts as one.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, forecast::forecast, product::GateStep};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// assert!(forecast(&case, &[(GateStep::Submit, Date::constant(2026, 4, 1))], &context).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn forecast(case: &Case, plan: &[(GateStep, Date)], context: &Context<'_>) -> Vec<Lapse> {
    let own = if plan.is_empty() { self::plan(case, context) } else { plan.to_vec() };
    let submitted = own.iter().find(|(step, _)| *step == GateStep::Submit).map(|(_, day)| *day);
    let mut found: Vec<Lapse> = Vec::new();
    for (step, day) in own {
        let file = handed_in(case.file(), submitted.filter(|_| step > GateStep::Submit));
        for lapse in file.live_loans().flat_map(|loan| of_loan(&file, loan, (step, day), context)) {
            if !found.iter().any(|known| known.is_the_same(&lapse)) {
                found.push(lapse);
            }
        }
    }
    found
}

impl Case {
    /// What will lapse before the step that needs it: see [`forecast`].
    #[must_use]
    pub fn forecast(&self, plan: &[(GateStep, Date)], context: &Context<'_>) -> Vec<Lapse> {
        forecast(self, plan, context)
    }
}

impl Lapse {
    fn is_the_same(&self, other: &Self) -> bool {
        (self.kind, &self.about, &self.whom, self.last) == (other.kind, &other.about, &other.whom, other.last)
    }
}

/// The plan that the case's own known days make: the next step today, the file by the day the papers are due, the answer
/// by the day it is due, and all that needs an approval by its last day.
#[must_use]
pub fn plan(case: &Case, context: &Context<'_>) -> Vec<(GateStep, Date)> {
    let today = context.occurred;
    let next = worklist::way_on(case.stage()).and_then(|(step, _)| step);
    let mut plan = next.map(|step| (step, today)).into_iter().collect_vec();
    plan.extend(worklist::tasks(case, context).iter().filter_map(planned));
    if let Some((next, last)) = next.zip(approved_until(case.file())) {
        let steps = [GateStep::ConfirmTerms, GateStep::SendToRegistry, GateStep::AwaitFunds, GateStep::PayOut];
        plan.extend(steps.into_iter().filter(|step| *step >= next).map(|step| (step, last)));
    }
    plan.retain(|(_, day)| *day >= today);
    plan.sort_unstable();
    plan.dedup();
    plan
}

/// The step that a task is due for.
fn planned(task: &Task) -> Option<(GateStep, Date)> {
    let step = match task.kind {
        TaskKind::CollectDocument | TaskKind::CheckDocument => GateStep::Submit,
        TaskKind::AwaitAnswer | TaskKind::AcceptOffer => GateStep::ConfirmTerms,
        TaskKind::SignLoan => GateStep::SendToRegistry,
        TaskKind::AwaitPayment => GateStep::PayOut,
        _ => return None,
    };
    Some((step, task.due.day()?))
}

fn approved_until(file: &File) -> Option<Date> {
    file.live_loans().filter_map(Loan::expires).min()
}

/// The file as it will be once the loans that wait for it are handed in.
fn handed_in(file: &File, on: Option<Date>) -> File {
    let mut file = file.clone();
    for loan in &mut file.loans {
        let loan = loan.file_mut();
        loan.handed_in = loan.handed_in.or(on);
    }
    file
}

fn of_loan(file: &File, loan: &Loan, (step, on): (GateStep, Date), context: &Context<'_>) -> Vec<Lapse> {
    let then = Context { today: context.today.max(on), occurred: on, ..context.clone() };
    let blockers = match step {
        GateStep::PayOut => gate::payment_blockers(file, loan, &then),
        _ => gate::loan_blockers(file, loan, step, &then),
    };
    let lapse = |(kind, about, whom, last)| Lapse { kind, about, whom, last, step, on };
    let mut lapses = blockers.into_iter().filter_map(lapsed).map(lapse).collect_vec();
    let ends = [
        (LapseKind::Offer, GateStep::ConfirmTerms, loan.expires()),
        (LapseKind::RateLock, GateStep::SendToRegistry, loan.rate_locked_until()),
    ];
    for (kind, first, last) in ends {
        let fallen = last.filter(|last| (first..=GateStep::PayOut).contains(&step) && *last < on);
        lapses.extend(fallen.map(|last| lapse((kind, loan.id().to_string(), None, last))));
    }
    lapses
}

/// A blocker that is there only because a day has passed.
fn lapsed(reason: Reason) -> Option<(LapseKind, String, Option<String>, Date)> {
    match reason {
        Reason::DocumentExpired { document, holder, expired, .. } => {
            Some((LapseKind::Document, document, Some(holder), expired))
        }
        Reason::MilestoneLapsed { milestone, lapsed, .. } => Some((LapseKind::Milestone, milestone, None, lapsed)),
        Reason::WaiverLapsed { what, lapsed, .. } => Some((LapseKind::Waiver, what, None, lapsed)),
        Reason::PromiseOverdue { what, whom, due, .. } => Some((LapseKind::Promise, what, Some(whom), due)),
        _ => None,
    }
}
