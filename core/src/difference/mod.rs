//! What another edition of the rules means for a case: papers, limits, rates and gates that change.
//!
//! An edition is a pack and a day: a [`Context`] names both ([`Context::as_of`], or else the day it happened). What
//! is compared is the case as it stands now. A rule whose deciding day is [fixed](crate::case::edition) is judged as of
//! that day under both editions, so it changes only where the rows themselves differ; only what is still open moves with
//! the day.
//!
//! ```
//! use anjieflow::case::{Actor, Case, CaseId, Context};
//! use anjieflow::date::Date;
//! use anjieflow::difference::difference;
//!
//! let context = Context::new(Date::constant(2024, 9, 20), Actor::new("wang")?);
//! let case = Case::open(CaseId::new("C-1")?, &context)?.case;
//! let (old, new) = (context.clone().as_of(Date::constant(2024, 9, 28)), context.as_of(Date::constant(2024, 9, 29)));
//! let found = difference(&case, &old, &new);
//! assert_eq!(found.changes, [], "a case without a loan");
//! assert_eq!((found.old.day, found.new.day), (old.as_of.unwrap(), new.as_of.unwrap()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod gates;
mod limits;
mod papers;
mod plan;
mod rates;
mod rules;
mod told;

use crate::case::{Case, Context, Reason, gate};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::finding::{Household, Judge, Subject, Verdict};
use crate::loan::{Loan, LoanId};
use crate::party::PartyId;
use crate::product::{Confidence, DecidingDay, EditionId, GateStep, Pack, Period};
use crate::words::closed;
use crate::worklist;
pub(crate) use plan::{Open, Plan, Standing};
pub use rules::rules;
pub(crate) use told::Seen;

/// What changes for a case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The edition before.
    pub old: EditionDay,
    /// The edition after.
    pub new: EditionDay,
    /// Every rule that changes for a loan of the case: papers, limits, rates, lines of gates.
    pub changes: Vec<LoanChange>,
    /// What follows: coming steps that are blocked now, or open now.
    pub steps: Vec<StepChange>,
}

/// A pack and a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionDay {
    /// Which pack.
    pub edition: EditionId,
    /// As of which day.
    pub day: Date,
}

closed! {
    /// What became of a rule.
    pub enum ChangeKind ("kind of change") {
        /// A paper is asked for that was not.
        PaperAdded "paper_added" "新增资料",
        /// A paper is no longer asked for.
        PaperDropped "paper_dropped" "不再要求的资料",
        /// The same row asks otherwise.
        PaperChanged "paper_changed" "资料要求变化",
        /// A limit holds where there was none.
        LimitAdded "limit_added" "新增限制",
        /// A limit holds no more, and none in its stead.
        LimitDropped "limit_dropped" "取消限制",
        /// Another limit, or another number, decides.
        LimitChanged "limit_changed" "限制变化",
        /// A published rate changes.
        RateChanged "rate_changed" "利率变化",
        /// A step asks more.
        GateAdded "gate_added" "新增环节条件",
        /// A step asks something no longer.
        GateDropped "gate_dropped" "取消环节条件",
        /// A step asks otherwise.
        GateChanged "gate_changed" "环节条件变化",
    }
}

/// One rule that changes: the same for every case that it changes for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// What became of it.
    pub kind: ChangeKind,
    /// The rule before; `None` where there was none.
    pub old: Option<Cited>,
    /// The rule after; `None` where there is none.
    pub new: Option<Cited>,
    /// How the loan stood to the limit.
    pub before: Option<Verdict>,
    /// How it stands to the limit now.
    pub after: Option<Verdict>,
    /// Of a row that asks otherwise, in what: `papers`, `original`, `copies`, `validity`, `step`, `party`, `condition`.
    pub aspects: Vec<&'static str>,
    /// The change in English.
    pub en: String,
    /// The change in Chinese.
    pub zh: String,
}

/// A rule as it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cited {
    /// Its name.
    pub rule: String,
    /// The edition it stands in.
    pub edition: EditionId,
    /// When it holds, where it says so.
    pub effective: Option<Period>,
    /// Which day of a case decides, where it says so.
    pub decided_on: Option<DecidingDay>,
    /// Where it was read; `None` is general knowledge of the trade.
    pub source: Option<String>,
    /// The title of that source.
    pub source_title: Option<String>,
    /// How far it is trusted, where it says so.
    pub confidence: Option<Confidence>,
    /// What it says, in English.
    pub en: String,
    /// What it says, in Chinese.
    pub zh: String,
}

/// A rule that changes for one loan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanChange {
    /// Which rule, and how.
    pub cause: Cause,
    /// For which loan.
    pub loan: LoanId,
    /// Of a limit on an age, whose.
    pub party: Option<PartyId>,
    /// How much the limit was for this household, in the unit of its kind; `None` while that is not known.
    pub bound_before: Option<i64>,
    /// How much it is now.
    pub bound_after: Option<i64>,
}

/// A coming step that the new edition blocks or opens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StepChange {
    /// Which step.
    pub step: GateStep,
    /// What was in its way.
    pub before: Vec<Reason>,
    /// What is in its way now.
    pub after: Vec<Reason>,
}

impl StepChange {
    /// Whether it is blocked now, and was open.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        !self.after.is_empty()
    }
}

/// One of the two editions that are compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'c> {
    pub(crate) pack: &'c Pack,
    pub(crate) day: Date,
}

impl<'c> Side<'c> {
    pub(crate) fn of(context: &Context<'c>) -> Self {
        Self { pack: context.pack, day: context.as_of.unwrap_or(context.occurred) }
    }

    pub(crate) fn named(&self) -> EditionDay {
        EditionDay { edition: self.pack.edition.id.clone(), day: self.day }
    }
}

/// The editions before and after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides<'c> {
    pub(crate) old: Side<'c>,
    pub(crate) new: Side<'c>,
}

impl<'c> Sides<'c> {
    pub(crate) fn of(old: &Context<'c>, new: &Context<'c>) -> Self {
        Self { old: Side::of(old), new: Side::of(new) }
    }
}

/// What changes for a case from one edition to another, and which coming steps that blocks or opens.
#[must_use]
pub fn difference<'c>(case: &Case, old: &Context<'c>, new: &Context<'c>) -> Difference {
    let sides = Sides::of(old, new);
    // Both are asked on one day, when all that is known of the case had happened: only the rules differ.
    let now = old.occurred.max(new.occurred).max(case.file().recorded());
    let then = |context: &Context<'c>, side: Side<'_>| Context {
        today: now,
        occurred: now,
        as_of: Some(side.day),
        ..context.clone()
    };
    let (before, after) = (then(old, sides.old), then(new, sides.new));
    let loans = case.file().live_loans();
    Difference {
        old: sides.old.named(),
        new: sides.new.named(),
        changes: loans.flat_map(|loan| of_loan(case, loan, (&before, &after), &sides)).collect_vec(),
        steps: steps(case, &before, &after),
    }
}

fn of_loan<'c>(
    case: &Case,
    loan: &Loan,
    (before, after): (&Context<'c>, &Context<'c>),
    sides: &Sides<'c>,
) -> Vec<LoanChange> {
    let file = case.file();
    let plan = Plan::whole(&loan.file().application.product, sides);
    let households = [(before, sides.old), (after, sides.new)].map(|(context, side)| {
        let product = side.pack.product(&loan.file().application.product);
        Household::of(file, loan, product, context)
    });
    let [old, new] = households.each_ref().map(|it| it.subject(file, loan));
    let mut found = Vec::new();
    plan.changes(sides, &Standing { old: &old, new: &new }, &mut |seen, at| {
        let party = at.and_then(|at| households.iter().find_map(|it| it.party(at)));
        let (bound_before, bound_after) = seen.bounds();
        found.push(LoanChange {
            cause: seen.told(sides),
            loan: loan.id().clone(),
            party: party.cloned(),
            bound_before,
            bound_after,
        });
    });
    found
}

/// The coming steps whose gate is shut under one edition and open under the other.
fn steps(case: &Case, before: &Context<'_>, after: &Context<'_>) -> Vec<StepChange> {
    let Some(next) = worklist::way_on(case.stage()).and_then(|(step, _)| step) else { return Vec::new() };
    let coming = GateStep::ALL.iter().filter(|step| **step >= next);
    let asked = coming.map(|step| StepChange {
        step: *step,
        before: gate::blockers(case.file(), *step, before),
        after: gate::blockers(case.file(), *step, after),
    });
    asked.filter(|it| it.before.is_empty() != it.after.is_empty()).collect_vec()
}

/// How a loan stands to what a plan compares, under one edition.
pub(crate) fn judge<'a, 'c>(subject: &'a Subject<'a>, side: Side<'c>) -> Judge<'a, 'c> {
    Judge::new(subject, &side.pack.policy)
}
