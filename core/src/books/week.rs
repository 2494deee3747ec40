//! The weekly progress table (周报): what a week brought, clerk by clerk and in all, and where everything stands at its end.
//!
//! It is computed from the days in the cases, so that the table of a week that has long passed comes out as it was, but
//! for what was entered late since. A case counts for whoever looks after it now.

use crate::case::{Actor, Case, CaseId, Stage};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::Error;
use crate::loan::{Loan, State};
use crate::money::Money;
use crate::order;
use crate::watch::{Parts, nobody};

/// The days of a week, Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub monday: Date,
    /// Its last day.
    pub sunday: Date,
}

impl Week {
    /// The week in which a day lies.
    ///
    /// # Errors
    /// `OutOfRange` at the ends of the calendar.
    pub fn of(day: Date) -> Result<Self, Error> {
        let monday = day.add_days(1 - i32::from(day.weekday().number()))?;
        Ok(Self { monday, sunday: monday.add_days(6)? })
    }

    /// The last whole week before a day: what the table of a Monday tells.
    ///
    /// # Errors
    /// `OutOfRange` at the ends of the calendar.
    pub fn before(day: Date) -> Result<Self, Error> {
        Self::of(Self::of(day)?.monday.prev()?)
    }

    fn has(self, day: Date) -> bool {
        (self.monday..=self.sunday).contains(&day)
    }
}

/// What a week brought to a clerk, or to all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress<'c> {
    /// Whose cases; `None` is all.
    pub clerk: Option<&'c Actor>,
    /// Cases that were opened.
    pub opened: usize,
    /// Cases whose file went to the lenders.
    pub submitted: usize,
    /// Loans that were approved.
    pub approved: usize,
    /// Loans that a lender refused.
    pub refused: usize,
    /// Loans whose contract was signed.
    pub signed: usize,
    /// Cases of which all is registered that the payout waits for.
    pub registered: usize,
    /// Loans that were paid out.
    pub paid_out: usize,
    /// How much that was.
    pub paid: Money,
    /// How many cases stand where at the week's end; only stages that hold one.
    pub standing: Vec<(Stage, usize)>,
    /// Which cases stand elsewhere than a week ago, by where they were (`None`: not there yet) and where they are.
    pub moved: Vec<Moved<'c>>,
    /// The cases that have stood longest where they are, the longest first; not those that are being repaid or have ended.
    pub stuck: Vec<Stuck<'c>>,
}

/// Cases that went from one stage to another within the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved<'c> {
    /// Where they were when it began.
    pub from: Option<Stage>,
    /// Where they are at its end.
    pub to: Stage,
    /// Which.
    pub cases: Vec<&'c CaseId>,
}

/// A case that stands where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck<'c> {
    /// Which.
    pub case: &'c CaseId,
    /// Where.
    pub stage: Stage,
    /// Since when.
    pub since: Date,
    /// For how many days, at the week's end.
    pub days: i32,
}

/// The table of a week: all cases first, then clerk by clerk in the order of their names, each with at most so many stuck cases.
///
/// # Errors
/// `OutOfRange` when the payouts exceed what an amount holds.
pub fn progress<'c>(cases: &[&'c Case], week: Week, stuck: usize) -> Result<Vec<Progress<'c>>, Error> {
    progress_watched(cases, week, stuck, &mut Parts::new(&mut nobody, 0))
}

/// The same; each case is two parts of the work, for it is counted among all and with its clerk.
pub(crate) fn progress_watched<'c>(
    cases: &[&'c Case],
    week: Week,
    stuck: usize,
    parts: &mut Parts<'_, '_>,
) -> Result<Vec<Progress<'c>>, Error> {
    parts.expect(cases.len().saturating_mul(2));
    let mut clerks: Vec<&Actor> = Vec::new();
    for clerk in cases.iter().map(|case| &case.file().clerk) {
        if !clerks.contains(&clerk) {
            order::insert(&mut clerks, clerk, |it| it.as_str().to_owned());
        }
    }
    let of = |clerk: Option<&'c Actor>| {
        let own = cases.iter().copied().filter(|case| clerk.is_none_or(|clerk| case.file().clerk == *clerk));
        let own = own.collect_vec();
        parts.step(own.len())?;
        of_cases(clerk, &own, week, stuck)
    };
    std::iter::once(None).chain(clerks.into_iter().map(Some)).map(of).collect()
}

fn of_cases<'c>(clerk: Option<&'c Actor>, cases: &[&'c Case], week: Week, stuck: usize) -> Result<Progress<'c>, Error> {
    let loans = || cases.iter().flat_map(|case| case.file().loans.iter());
    let came = |state: State| loans().filter(|loan| days_of(loan, state).any(|day| week.has(day))).count();
    let went = |from: Stage, to: Stage| cases.iter().filter(|case| went(case, from, to, week)).count();
    let paid = loans().filter_map(|it| it.file().paid).filter(|(_, on)| week.has(*on)).map(|it| it.0).collect_vec();
    Ok(Progress {
        clerk,
        opened: cases.iter().filter(|case| week.has(case.file().opened)).count(),
        submitted: went(Stage::Prechecked, Stage::Applying),
        approved: came(State::Offered),
        refused: loans().filter(|loan| refusals(loan).any(|day| week.has(day))).count(),
        signed: came(State::Signed),
        registered: went(Stage::Registering, Stage::Funding),
        paid_out: paid.len(),
        paid: Money::sum(paid)?,
        standing: standing(cases, week.sunday),
        moved: moved(cases, week),
        stuck: longest(cases, week.sunday, stuck),
    })
}

fn days_of(loan: &Loan, state: State) -> impl Iterator<Item = Date> + '_ {
    loan.history().iter().filter(move |(at, _)| *at == state).map(|(_, on)| *on)
}

/// The days on which the lender said no. One that was reconsidered was the lender's, for no other can be.
fn refusals(loan: &Loan) -> impl Iterator<Item = Date> + '_ {
    let by_lender = matches!(loan, Loan::Declined(it) if it.stage().by == crate::loan::state::Decliner::Lender);
    let (history, last) = (loan.history(), loan.history().len());
    let counts =
        move |(place, (state, _)): &(usize, &(State, Date))| *state == State::Declined && (*place < last || by_lender);
    (1..).zip(history).filter(counts).map(|(_, (_, on))| *on)
}

fn went(case: &Case, from: Stage, to: Stage, week: Week) -> bool {
    let history = case.file().history();
    let mut steps = history.iter().zip(history.iter().skip(1));
    steps.any(|((before, _), (after, on))| *before == from && *after == to && week.has(*on))
}

fn standing(cases: &[&Case], day: Date) -> Vec<(Stage, usize)> {
    let at =
        |stage: &Stage| cases.iter().filter(|it| it.file().stage_on(day).is_some_and(|(own, _)| own == *stage)).count();
    Stage::ALL.iter().map(|stage| (*stage, at(stage))).filter(|(_, count)| *count > 0).collect_vec()
}

fn moved<'c>(cases: &[&'c Case], week: Week) -> Vec<Moved<'c>> {
    let mut moved: Vec<Moved<'c>> = Vec::new();
    // OK because before the first day of the calendar there was no case.
    let before = week.monday.prev().ok();
    for case in cases {
        let from = before.and_then(|day| case.file().stage_on(day)).map(|(stage, _)| stage);
        let Some((to, _)) = case.file().stage_on(week.sunday).filter(|(to, _)| from != Some(*to)) else { continue };
        match moved.iter_mut().find(|it| (it.from, it.to) == (from, to)) {
            Some(it) => it.cases.push(case.id()),
            None => order::insert(&mut moved, Moved { from, to, cases: vec![case.id()] }, |it| (it.from, it.to)),
        }
    }
    moved
}

fn longest<'c>(cases: &[&'c Case], day: Date, count: usize) -> Vec<Stuck<'c>> {
    let mut stuck: Vec<Stuck<'c>> = Vec::new();
    for case in cases {
        let Some((stage, since)) = case.file().stage_on(day) else { continue };
        if stage.is_end() || stage == Stage::Repaying {
            continue;
        }
        order::insert(&mut stuck, Stuck { case: case.id(), stage, since, days: since.days_until(day) }, |it| it.since);
        stuck.truncate(count);
    }
    stuck
}
