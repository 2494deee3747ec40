//! What another edition of the rules means for many loans at once, grouped by cause.
//!
//! The loans are held column-wise, in slices that the caller owns: [`Columns`]. What differs between the two editions is
//! found once for each product; then each loan is compared only against that. The answer is that of
//! [`difference`](mod@crate::difference), counted.
//!
//! ```
//! use anjieflow::case::{Actor, Context};
//! use anjieflow::date::Date;
//! use anjieflow::impact::{Portfolio, impact};
//!
//! let context = Context::new(Date::constant(2025, 5, 7), Actor::new("wang")?);
//! let found = impact(&Portfolio::default().columns(), &context, &context.clone().as_of(Date::constant(2025, 5, 8)), 2)?;
//! assert_eq!((found.loans, found.touched, found.groups.len()), (0, 0, 0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod columns;
mod portfolio;

use crate::case::{Case, Context};
use crate::collect::CollectVec;
use crate::difference::{Cause, EditionDay, Plan, Seen, Sides, Standing};
use crate::error::Error;
use crate::product::Place;
use crate::watch::{Parts, Watch};
use columns::Row;
pub use columns::{Columns, NO_AMOUNT, NO_DAY, NO_RATE, NO_SITE};
pub use portfolio::Portfolio;
use std::ops::Range;

/// What an edition means for many loans.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Impact {
    /// The edition before.
    pub old: EditionDay,
    /// The edition after.
    pub new: EditionDay,
    /// How many loans were looked at.
    pub loans: usize,
    /// For how many of them something changes.
    pub touched: usize,
    /// One for each cause, in the order of their witnesses.
    pub groups: Vec<Group>,
}

/// Everybody for whom one rule changes in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Which rule, and how.
    pub cause: Cause,
    /// For how many loans.
    pub loans: usize,
    /// How often: a limit on ages changes once for each borrower.
    pub changes: usize,
    /// One of the loans: the first.
    pub witness: usize,
}

/// What changes for the loans of a portfolio from one edition to another, grouped by cause.
///
/// The answer does not depend on the number of threads, which is one at least; where there are none
/// (WebAssembly), one is used.
///
/// # Errors
/// Columns of different lengths, or a number that stands for no product, site or day: see [`Columns`].
pub fn impact(columns: &Columns<'_>, old: &Context<'_>, new: &Context<'_>, threads: usize) -> Result<Impact, Error> {
    columns.check()?;
    let ground = Ground::of(columns, Sides::of(old, new));
    Ok(told(&ground, &ground.count(threads.max(1))))
}

/// The same on one thread, for somebody who may end it.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::date::Date;
/// use anjieflow::error::ErrorCode;
/// use anjieflow::impact::{Portfolio, impact_watched};
/// use std::ops::ControlFlow;
///
/// let context = Context::new(Date::constant(2025, 5, 7), Actor::new("wang")?);
/// let (then, loans) = (context.clone().as_of(Date::constant(2025, 5, 8)), Portfolio::default());
/// let found = impact_watched(&loans.columns(), &context, &then, &mut |_, _| ControlFlow::Break(()));
/// assert_eq!(found.unwrap_err().code(), ErrorCode::Interrupted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`impact`]; `Interrupted` when the watch breaks off.
pub fn impact_watched(
    columns: &Columns<'_>,
    old: &Context<'_>,
    new: &Context<'_>,
    watch: &mut Watch<'_>,
) -> Result<Impact, Error> {
    columns.check()?;
    counted(columns, old, new, &mut Parts::new(watch, columns.len()))
}

/// The same of columns that are known to fit one another, a part of the work a loan.
pub(crate) fn counted(
    columns: &Columns<'_>,
    old: &Context<'_>,
    new: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Impact, Error> {
    let ground = Ground::of(columns, Sides::of(old, new));
    let mut tally = Tally::default();
    for start in (0..columns.len()).step_by(LOANS) {
        let end = start.saturating_add(LOANS).min(columns.len());
        ground.part(start..end, &mut tally);
        parts.step(end.saturating_sub(start))?;
    }
    parts.pause()?;
    Ok(told(&ground, &tally))
}

/// So many loans are looked at until somebody is asked whether to go on: some milliseconds.
const LOANS: usize = 1024;

fn told(ground: &Ground<'_, '_>, tally: &Tally<'_>) -> Impact {
    let sides = ground.sides;
    let groups = tally.groups.iter().map(|it| Group {
        cause: it.seen.told(&sides),
        loans: it.loans,
        changes: it.changes,
        witness: it.witness,
    });
    Impact {
        old: sides.old.named(),
        new: sides.new.named(),
        loans: ground.columns.len(),
        touched: tally.touched,
        groups: groups.collect_vec(),
    }
}

/// The same for a handful of cases; a witness is a place among their [loans](Portfolio::of).
///
/// # Errors
/// None, for columns that are filled from cases.
pub fn impact_of(cases: &[Case], old: &Context<'_>, new: &Context<'_>) -> Result<Impact, Error> {
    impact(&Portfolio::of(cases).columns(), old, new, 1)
}

/// What is found once, before the loans are looked at.
struct Ground<'a, 'c> {
    columns: &'a Columns<'a>,
    sides: Sides<'c>,
    plans: Vec<Plan<'c>>,
    /// Where each product's centre lends, or each site lies, under both editions.
    centres: Vec<[Option<Place>; 2]>,
    sites: Vec<[Option<Place>; 2]>,
}

impl<'a, 'c> Ground<'a, 'c> {
    fn of(columns: &'a Columns<'a>, sides: Sides<'c>) -> Self {
        let both = [sides.old, sides.new];
        let centre = |id| {
            both.map(|side| {
                let product = side.pack.product(id)?;
                crate::finding::place(None, product, &side.pack.policy)
            })
        };
        let site = |site: &crate::property::Site| {
            both.map(|side| Some(side.pack.policy.place(site.province.as_deref(), &site.city)))
        };
        Self {
            columns,
            sides,
            plans: columns.products.iter().map(|id| Plan::narrowed(id, &sides)).collect_vec(),
            centres: columns.products.iter().map(centre).collect_vec(),
            sites: columns.sites.iter().map(site).collect_vec(),
        }
    }

    #[cfg(not(target_family = "wasm"))]
    fn count(&self, threads: usize) -> Tally<'_> {
        let share = self.columns.len().div_ceil(threads).max(1);
        let starts = (0..self.columns.len()).step_by(share);
        let ranges = starts.map(|start| start..(start + share).min(self.columns.len())).collect_vec();
        std::thread::scope(|scope| {
            let others = ranges.iter().skip(1).map(|range| scope.spawn(|| self.whole(range.clone()))).collect_vec();
            let mut tally = ranges.first().map(|range| self.whole(range.clone())).unwrap_or_default();
            for (other, range) in others.into_iter().zip(ranges.iter().skip(1)) {
                // A part that did not come back is counted here.
                tally.join(other.join().unwrap_or_else(|_| self.whole(range.clone())));
            }
            tally
        })
    }

    #[cfg(target_family = "wasm")]
    fn count(&self, _: usize) -> Tally<'_> {
        self.whole(0..self.columns.len())
    }

    fn whole(&self, range: Range<usize>) -> Tally<'_> {
        let mut tally = Tally::default();
        self.part(range, &mut tally);
        tally
    }

    /// Looks at these loans; those before them are counted.
    fn part<'s>(&'s self, range: Range<usize>, tally: &mut Tally<'s>) {
        let mut borrowers = Vec::new();
        for at in range {
            let plan = self.columns.product(at).and_then(|product| self.plans.get(product));
            if plan.is_none_or(|plan| plan.is_idle(self.columns.open(at))) {
                continue;
            }
            let Some(row) = self.columns.row(at, &mut borrowers) else { continue };
            self.look(at, &row, &borrowers, tally);
        }
    }

    fn look<'s>(&'s self, at: usize, row: &Row<'_>, borrowers: &[crate::finding::Borrower], tally: &mut Tally<'s>) {
        let Some(plan) = self.plans.get(row.product) else { return };
        let (centres, sites) = (self.centres.get(row.product), row.site.and_then(|site| self.sites.get(site)));
        let place = |side: usize| {
            let of =
                |places: Option<&'s [Option<Place>; 2]>| places.and_then(|it| it.get(side)).and_then(Option::as_ref);
            of(centres).or_else(|| of(sites))
        };
        let [old, new] = [(0, self.sides.old.day), (1, self.sides.new.day)]
            .map(|(side, day)| row.subject(borrowers, place(side), day));
        let standing = Standing { old: &old, new: &new };
        plan.changes(&self.sides, &standing, &mut |seen, _| tally.add(seen, at));
    }
}

/// The groups so far.
#[derive(Default)]
struct Tally<'p> {
    groups: Vec<Counted<'p>>,
    touched: usize,
    last: Option<usize>,
}

struct Counted<'p> {
    seen: Seen<'p>,
    loans: usize,
    changes: usize,
    witness: usize,
    last: usize,
}

impl<'p> Tally<'p> {
    fn add(&mut self, seen: Seen<'p>, at: usize) {
        if self.last != Some(at) {
            self.touched += 1;
            self.last = Some(at);
        }
        match self.groups.iter_mut().find(|group| group.seen.is_same(&seen)) {
            Some(group) => {
                group.changes += 1;
                group.loans += usize::from(group.last != at);
                group.last = at;
            }
            None => self.groups.push(Counted { seen, loans: 1, changes: 1, witness: at, last: at }),
        }
    }

    /// With those of later loans.
    #[cfg(not(target_family = "wasm"))]
    fn join(&mut self, later: Self) {
        self.touched += later.touched;
        for it in later.groups {
            match self.groups.iter_mut().find(|group| group.seen.is_same(&it.seen)) {
                Some(group) => {
                    group.loans += it.loans;
                    group.changes += it.changes;
                }
                None => self.groups.push(it),
            }
        }
    }
}
