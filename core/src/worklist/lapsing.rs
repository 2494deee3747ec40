//! What lapses first: the approvals, held rates, papers, milestones, leaves and promises of a case that end by themselves, and the
//! first step that each of them would stop.
//!
//! The gates are asked as of the day after, as [`forecast`](crate::forecast::forecast()) asks them: so what is told here is what the
//! refusal would say.

use crate::case::{Case, Context, File};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::forecast::{Lapse, forecast};
use crate::loan::Loan;
use crate::product::GateStep;

/// What of a case will lapse from today on if the next step is not taken, the first first. [`Lapse::step`] is what it
/// would stop, and [`Lapse::on`] the first day on which it would.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, worklist::lapsing::lapsing};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// assert!(lapsing(&case, &context).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn lapsing(case: &Case, context: &Context<'_>) -> Vec<Lapse> {
    let Some((next, _)) = super::way_on(case.stage()) else { return Vec::new() };
    let Some(next) = next else { return Vec::new() };
    let steps = || GateStep::ALL.iter().copied().filter(|step| *step >= next);
    let mut found: Vec<Lapse> = Vec::new();
    for last in last_days(case.file(), context) {
        let Ok(after) = last.add_days(1) else { continue };
        let plan = steps().map(|step| (step, after)).collect_vec();
        let fallen = forecast(case, &plan, context).into_iter().filter(|lapse| lapse.last == last);
        found.extend(fallen);
    }
    found
}

/// The days from today on, on which something ends by itself, in order, each once.
fn last_days(file: &File, context: &Context<'_>) -> Vec<Date> {
    let papers = file.documents.iter().filter_map(|paper| paper.as_paper(context.occurred).valid_until);
    let windows = file.live_loans().flat_map(|loan| windows(file, loan, context));
    let marks = file.milestones.iter().filter_map(|it| it.marks.last()?.lapses);
    let owed = file.obligations.iter().map(|it| it.until);
    let approvals = file.live_loans().filter_map(Loan::expires);
    let rates = file.live_loans().filter_map(Loan::rate_locked_until);
    let all = papers.chain(windows).chain(marks).chain(owed).chain(approvals).chain(rates);
    let mut days = all.filter(|day| *day >= context.occurred).collect_vec();
    days.sort_unstable();
    days.dedup();
    days
}

/// The last days that the rows of a lender's list give the papers on file.
fn windows(file: &File, loan: &Loan, context: &Context<'_>) -> Vec<Date> {
    let product = context.pack.product(&loan.file().application.product);
    let rows = product.and_then(|product| product.requirements.listed()).unwrap_or_default();
    let asked = rows.iter().flat_map(|row| row.asks.papers()).filter(|asked| asked.validity.is_some());
    let of = |asked: &crate::product::PaperAsked| {
        let theirs = file.documents.iter().filter(|paper| paper.kind == asked.document);
        theirs.filter_map(|paper| paper.as_paper(context.occurred).last_day(asked.validity)).collect::<Vec<Date>>()
    };
    asked.flat_map(of).collect_vec()
}
