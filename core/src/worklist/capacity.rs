//! What falls due on each day of the weeks to come, where it is too much, and what to start early.
//!
//! Work is done on working days: what falls due on a day of rest has to be done before, and counts on the working day
//! before it; where that has passed, on the next (a deadline that is put off has its working day already). A day that is too full hands on what
//! presses least to the latest earlier day that has room, so that nothing is started earlier than it must be.

use super::Task;
use crate::calendar::Calendar;
use crate::case::CaseId;
use crate::collect::CollectVec;
use crate::date::Date;

/// A task of a case.
pub type OfCase<'t> = (&'t CaseId, &'t Task);

/// One day of a clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day<'t> {
    /// Which day.
    pub day: Date,
    /// How many tasks can be done on it: none on a day of rest, the given number on a working day, and in a year whose
    /// working days are not published.
    pub room: usize,
    /// What falls due on it, and on days of rest after it; on the first working day also what is late already. What presses most stands first.
    pub due: Vec<OfCase<'t>>,
    /// By how many tasks it is too full.
    pub over: usize,
    /// What to start early so that it is not, and on which day.
    pub early: Vec<(OfCase<'t>, Date)>,
}

impl Day<'_> {
    /// By how many tasks it stays too full, for no earlier day has room.
    #[must_use]
    pub fn stays_over(&self) -> usize {
        self.over.saturating_sub(self.early.len())
    }
}

/// The days from today on, with what falls due; `per_day` tasks can be done on a working day. The tasks are given in the
/// order of the ranked list, as [`Office::worklist`](super::Office::worklist) has it.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, worklist::{self, capacity::capacity}};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// let tasks = worklist::tasks(&case, &context);
/// let days = capacity(tasks.iter().map(|task| (case.id(), task)), context.today, 28, 5, context.calendar);
/// assert_eq!((days.len(), days[0].over), (28, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn capacity<'t>(
    tasks: impl IntoIterator<Item = OfCase<'t>>,
    today: Date,
    days: u16,
    per_day: usize,
    calendar: &Calendar,
) -> Vec<Day<'t>> {
    let works = |day: Date| calendar.is_working_day(day).unwrap_or(true);
    let mut all: Vec<Day<'t>> = (0..i32::from(days))
        .filter_map(|later| today.add_days(later).ok())
        .map(|day| {
            let room = if works(day) { per_day } else { 0 };
            Day { day, room, due: Vec::new(), over: 0, early: Vec::new() }
        })
        .collect_vec();
    let worked = all.iter().map(|day| works(day.day)).collect_vec();
    for (case, task) in tasks {
        let place = task.due.day().map(|due| usize::try_from(today.days_until(due)).unwrap_or(0));
        let place = place.filter(|place| *place < all.len()).map(|place| worked_by(&worked, place));
        if let Some(day) = place.and_then(|place| all.get_mut(place)) {
            day.due.push((case, task));
        }
    }
    level(&mut all);
    all
}

/// The day on which what falls due has to be done: the working day up to it, or else the first after it.
fn worked_by(worked: &[bool], due: usize) -> usize {
    let before = worked.iter().take(due.saturating_add(1)).rposition(|worked| *worked);
    before.or_else(|| worked.iter().position(|worked| *worked)).unwrap_or(due)
}

/// Hands on what is too much, the first day first: each of its tasks can go to no day that a later one's could not.
fn level(days: &mut [Day<'_>]) {
    let mut used = days.iter().map(|day| day.due.len().min(day.room)).collect_vec();
    for place in 0..days.len() {
        let (before, rest) = days.split_at_mut(place);
        let Some(day) = rest.first_mut() else { continue };
        day.over = day.due.len().saturating_sub(day.room);
        for task in day.due.iter().rev().filter(|(_, task)| task.still.is_none()).take(day.over) {
            let has_room = |(earlier, used): &(&mut Day<'_>, &mut usize)| **used < earlier.room;
            let found = before.iter_mut().zip(used.iter_mut()).rev().find(has_room);
            let Some((earlier, used)) = found else { break };
            *used += 1;
            day.early.push((*task, earlier.day));
        }
    }
}
