//! How each lender, and each of its branches, has dealt with the files of the office.

use crate::calendar::Calendar;
use crate::case::{Case, Context};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::Error;
use crate::loan::state::Decliner;
use crate::loan::{Loan, State};
use crate::order;
use crate::product::{Name, Pack};
use crate::watch::{Parts, nobody};

/// What the cases tell of one lender, or of one of its branches.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record<'c> {
    /// The lender.
    pub institution: &'c Name,
    /// Its branch; `None` is all of them together, those that nobody named among them.
    pub branch: Option<&'c str>,
    /// How many files it was handed.
    pub files: usize,
    /// How many it approved at least once.
    pub approved: usize,
    /// How many it refused without ever approving them.
    pub refused: usize,
    /// How many it refused though it had approved them.
    pub revoked: usize,
    /// How many times it asked for more papers.
    pub supplements: usize,
    /// Its reasons to refuse, the commonest first; of equals as they came.
    pub refusals: Vec<(&'c str, usize)>,
    /// How long files were in each state, in the order of the flow; only states that a file has left.
    pub waits: Vec<(State, Wait)>,
    /// From the day a file was handed in to the lender's first yes or no, without the days it waited for papers.
    pub answer: Wait,
    /// From the day a file was handed in to the money.
    pub whole: Wait,
}

/// Working days, of several files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wait {
    /// Half of the files took so long at most, and nine of ten; `None` when no file is counted.
    pub spread: Option<Spread>,
    /// How many files are counted.
    pub files: usize,
    /// How many are not, for they reach into years whose working days are not published.
    pub uncounted: usize,
}

/// By the nearest rank: each number is that of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spread {
    /// Half of the files took so many working days at most.
    pub median: u16,
    /// Nine of ten files did.
    pub ninetieth: u16,
}

/// What the cases tell of every lender that was handed a file: by its place in the pack, each before its branches, these by name.
///
/// Only what has ended is counted: a state that a file has left, an answer that was given. A file that is still with its
/// lender makes nothing shorter.
#[must_use]
pub fn records<'c>(cases: &[&'c Case], context: &Context<'c>) -> Vec<Record<'c>> {
    // OK because nobody ends it.
    records_watched(cases, context, &mut Parts::new(&mut nobody, 0)).unwrap_or_default()
}

/// The same, a part of the work a loan that was handed in.
pub(crate) fn records_watched<'c>(
    cases: &[&'c Case],
    context: &Context<'c>,
    parts: &mut Parts<'_, '_>,
) -> Result<Vec<Record<'c>>, Error> {
    let mut files: Vec<Filed<'c>> = Vec::new();
    for case in cases {
        files.extend(case.file().loans.iter().filter_map(|loan| Filed::of(loan, context.pack)));
    }
    parts.expect(files.len());
    let mut records = Vec::new();
    for institution in institutions(&files, context.pack) {
        let own = files.iter().filter(|it| it.institution == institution).collect_vec();
        records.push(record(institution, None, &own, context.calendar, parts)?);
        for branch in branches(&own) {
            records.push(of_branch(institution, branch, &own, context.calendar, parts)?);
        }
        parts.step(own.len())?;
    }
    Ok(records)
}

/// A loan that was handed in.
struct Filed<'c> {
    institution: &'c Name,
    loan: &'c Loan,
    handed_in: Date,
}

impl<'c> Filed<'c> {
    fn of(loan: &'c Loan, pack: &'c Pack) -> Option<Self> {
        let product = pack.product(&loan.file().application.product)?;
        Some(Self { institution: &product.institution, loan, handed_in: loan.file().handed_in? })
    }

    fn branch(&self) -> Option<&'c str> {
        self.loan.file().branch.as_deref()
    }

    fn was_approved(&self) -> bool {
        self.loan.history().iter().any(|(state, _)| *state == State::Offered)
    }

    fn refusal(&self) -> Option<&'c str> {
        match self.loan {
            Loan::Declined(it) if it.stage().by == Decliner::Lender => Some(it.stage().reason.as_str()),
            _ => None,
        }
    }

    /// Each visit to a state that it has left: which, from when, until when.
    fn visits(&self) -> impl Iterator<Item = (State, Date, Date)> + use<'c> {
        let history = self.loan.history();
        history.iter().zip(history.iter().skip(1)).map(|((state, from), (_, until))| (*state, *from, *until))
    }

    /// The day of the lender's first yes or no.
    fn answered(&self) -> Option<Date> {
        let answers = |state: &State| matches!(state, State::Offered | State::Returned | State::Declined);
        self.loan.history().iter().find(|(state, _)| answers(state)).map(|(_, on)| *on)
    }

    /// Working days in a state, all visits together; `None` when it has not left it, an error beyond the calendar.
    fn spent(&self, state: State, calendar: &Calendar) -> Option<Result<u16, ()>> {
        let mut visits = self.visits().filter(|(at, ..)| *at == state).peekable();
        visits.peek()?;
        Some(visits.map(|(_, from, until)| worked(from, until, calendar)).sum())
    }

    /// Working days the lender took to answer; what it asked for was with the customer meanwhile.
    fn answering(&self, calendar: &Calendar) -> Option<Result<u16, ()>> {
        let until = self.answered()?;
        let with_customer = self.visits().filter(|(at, _, end)| *at == State::SupplementAsked && *end <= until);
        let waited: Result<u16, ()> = with_customer.map(|(_, from, end)| worked(from, end, calendar)).sum();
        Some(worked(self.handed_in, until, calendar).and_then(|all| Ok(all.saturating_sub(waited?))))
    }

    fn whole(&self, calendar: &Calendar) -> Option<Result<u16, ()>> {
        self.loan.file().paid.as_ref().map(|(_, on)| worked(self.handed_in, *on, calendar))
    }
}

fn worked(from: Date, until: Date, calendar: &Calendar) -> Result<u16, ()> {
    calendar.working_days_between(from, until).ok().and_then(|days| u16::try_from(days).ok()).ok_or(())
}

/// The lenders that were handed a file, in the order of the pack.
fn institutions<'c>(files: &[Filed<'c>], pack: &'c Pack) -> Vec<&'c Name> {
    let mut found: Vec<&Name> = Vec::new();
    for product in pack.products.iter() {
        let name = &product.institution;
        if !found.contains(&name) && files.iter().any(|it| it.institution == name) {
            found.push(name);
        }
    }
    found
}

fn branches<'c>(files: &[&Filed<'c>]) -> Vec<&'c str> {
    let mut found: Vec<&str> = Vec::new();
    for branch in files.iter().filter_map(|it| it.branch()) {
        if !found.contains(&branch) {
            order::insert(&mut found, branch, |it| *it);
        }
    }
    found
}

fn of_branch<'c>(
    institution: &'c Name,
    branch: &'c str,
    files: &[&Filed<'c>],
    calendar: &Calendar,
    parts: &mut Parts<'_, '_>,
) -> Result<Record<'c>, Error> {
    let own = files.iter().copied().filter(|it| it.branch() == Some(branch)).collect_vec();
    record(institution, Some(branch), &own, calendar, parts)
}

fn record<'c>(
    institution: &'c Name,
    branch: Option<&'c str>,
    files: &[&Filed<'c>],
    calendar: &Calendar,
    parts: &mut Parts<'_, '_>,
) -> Result<Record<'c>, Error> {
    let mut waits = Vec::new();
    for state in State::ALL {
        // To count working days is what takes the time.
        parts.pause()?;
        let wait = Wait::of(files.iter().filter_map(|it| it.spent(*state, calendar)));
        if wait.files + wait.uncounted > 0 {
            waits.push((*state, wait));
        }
    }
    let refused =
        |approved: bool| files.iter().filter(|it| it.refusal().is_some() && it.was_approved() == approved).count();
    Ok(Record {
        institution,
        branch,
        files: files.len(),
        approved: files.iter().filter(|it| it.was_approved()).count(),
        refused: refused(false),
        revoked: refused(true),
        supplements: files.iter().map(|it| it.loan.file().queries.len()).sum(),
        refusals: counted(files.iter().filter_map(|it| it.refusal())),
        waits,
        answer: Wait::of(files.iter().filter_map(|it| it.answering(calendar))),
        whole: Wait::of(files.iter().filter_map(|it| it.whole(calendar))),
    })
}

/// Each once, the commonest first.
fn counted<'c>(reasons: impl Iterator<Item = &'c str>) -> Vec<(&'c str, usize)> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    for reason in reasons {
        match found.iter_mut().find(|(own, _)| *own == reason) {
            Some((_, count)) => *count += 1,
            None => found.push((reason, 1)),
        }
    }
    let mut sorted = Vec::with_capacity(found.len());
    for it in found {
        order::insert(&mut sorted, it, |(_, count)| core::cmp::Reverse(*count));
    }
    sorted
}

impl Record<'_> {
    /// How many of a million files that were approved or refused were approved; `None` when none was.
    #[must_use]
    pub fn approval_millionths(&self) -> Option<u32> {
        let decided = self.approved.checked_add(self.refused).filter(|it| *it > 0)?;
        u32::try_from(self.approved.checked_mul(1_000_000)? / decided).ok()
    }
}

impl Wait {
    fn of(days: impl Iterator<Item = Result<u16, ()>>) -> Self {
        let (mut counted, mut uncounted): (Vec<u16>, usize) = (Vec::new(), 0);
        for days in days {
            match days {
                Ok(days) => counted.push(days),
                Err(()) => uncounted += 1,
            }
        }
        counted.sort_unstable();
        let rank = |hundredths: usize| counted.get((counted.len() * hundredths).div_ceil(100).checked_sub(1)?).copied();
        let spread = rank(50).zip(rank(90)).map(|(median, ninetieth)| Spread { median, ninetieth });
        Self { spread, files: counted.len(), uncounted }
    }
}
