//! The worklists of an office: every open case indexed by clerk, kept in order, brought up to date case by case.
//!
//! What a case has to do is computed once, when it is put in; after an event only that case is put in again. The order
//! stands in a tree a clerk, so a page of a list costs its own length.
//!
//! An office is of one day. [`Office::turn`] goes on to another: lateness and scores follow at once, and
//! [`Office::stale`] names the cases whose tasks were computed on an earlier day. Those have to be put in again, for a
//! paper may have lapsed overnight.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Task, tasks};
use crate::calendar::Calendar;
use crate::case::{Actor, Case, CaseId, Context};
use crate::date::Date;

/// The worklists of an office on a day.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, worklist::Office};
///
/// let wang = Actor::new("wang")?;
/// let context = Context::new(Date::constant(2026, 3, 2), wang.clone());
/// let mut office = Office::on(context.today);
/// for id in ["C-2", "C-1"] {
///     office.put(&Case::open(CaseId::new(id)?, &context)?.case, &context);
/// }
/// let cases: Vec<&str> = office.worklist(&wang).map(|(case, _)| case.as_str()).collect();
/// assert_eq!(cases, ["C-1", "C-2"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    day: Date,
    cases: BTreeMap<CaseId, Arc<Held>>,
    desks: BTreeMap<Actor, Desk>,
}

/// How much a clerk has to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// How many tasks.
    pub tasks: usize,
    /// How many of them are late.
    pub late: usize,
}

/// One clerk's list. What is late is counted as it comes and goes, so that nobody reads a list to its end for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Desk {
    places: BTreeSet<Place>,
    late: usize,
}

impl Desk {
    fn take_in(&mut self, held: &Arc<Held>) {
        self.places.extend(places(held));
        self.late += held.late();
    }

    fn hand_over(&mut self, held: &Arc<Held>) {
        for place in places(held) {
            self.places.remove(&place);
        }
        self.late = self.late.saturating_sub(held.late());
    }

    fn load(&self) -> Load {
        Load { tasks: self.places.len(), late: self.late }
    }
}

/// What a case has to do, in the order of the ranked list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    id: CaseId,
    clerk: Actor,
    computed: Date,
    tasks: Vec<Task>,
}

impl Held {
    fn late(&self) -> usize {
        self.tasks.iter().filter(|task| task.late.is_some_and(|it| it.is_late())).count()
    }
}

/// Where a task stands in its clerk's list. It holds its case, so that reading a list looks nothing up.
#[derive(Clone, Debug)]
struct Place {
    score: Reverse<i32>,
    open: bool,
    due: Option<Date>,
    held: Arc<Held>,
    nth: usize,
}

impl Place {
    fn key(&self) -> (Reverse<i32>, bool, Option<Date>, &CaseId, usize) {
        (self.score, self.open, self.due, &self.held.id, self.nth)
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl Office {
    /// An office without cases, on this day.
    #[must_use]
    pub const fn on(day: Date) -> Self {
        Self { day, cases: BTreeMap::new(), desks: BTreeMap::new() }
    }

    /// The day that the lists are of.
    #[must_use]
    pub const fn day(&self) -> Date {
        self.day
    }

    /// Puts a case in, or in anew after an event, as of the day of the office. A case that has nothing to do any more
    /// is left out.
    pub fn put(&mut self, case: &Case, context: &Context<'_>) {
        self.remove(case.id());
        let on = Context { today: context.today.max(self.day), occurred: self.day, ..context.clone() };
        let mut tasks = tasks(case, &on);
        if tasks.is_empty() {
            return;
        }
        rank(&mut tasks);
        let (id, clerk) = (case.id().clone(), case.file().clerk.clone());
        let held = Arc::new(Held { id: id.clone(), clerk: clerk.clone(), computed: self.day, tasks });
        self.desks.entry(clerk).or_default().take_in(&held);
        self.cases.insert(id, held);
    }

    /// Takes a case out; whether it was in.
    pub fn remove(&mut self, id: &CaseId) -> bool {
        let Some(held) = self.cases.remove(id) else { return false };
        if let Some(desk) = self.desks.get_mut(&held.clerk) {
            desk.hand_over(&held);
            if desk.places.is_empty() {
                self.desks.remove(&held.clerk);
            }
        }
        true
    }

    /// What a clerk has to do: what presses most first. See [`Score`](super::Score) for what decides between equals.
    pub fn worklist(&self, clerk: &Actor) -> impl Iterator<Item = (&CaseId, &Task)> {
        let places = self.desks.get(clerk).into_iter().flat_map(|desk| &desk.places);
        places.filter_map(|place| Some((&place.held.id, place.held.tasks.get(place.nth)?)))
    }

    /// Who has something to do, and how much; by name.
    pub fn clerks(&self) -> impl Iterator<Item = (&Actor, Load)> {
        self.desks.iter().map(|(clerk, desk)| (clerk, desk.load()))
    }

    /// How much a clerk has to do, without reading the list.
    #[must_use]
    pub fn load(&self, clerk: &Actor) -> Load {
        self.desks.get(clerk).map_or(Load::default(), Desk::load)
    }

    /// What one case has to do, ranked.
    #[must_use]
    pub fn tasks(&self, case: &CaseId) -> &[Task] {
        self.cases.get(case).map_or(&[], |held| &held.tasks)
    }

    /// Goes on to another day: how late each task is and how much it presses follow. What that day adds or takes away
    /// is known once a case is put in again: see [`Office::stale`].
    pub fn turn(&mut self, day: Date, calendar: &Calendar) {
        self.day = day;
        self.desks.clear();
        for held in self.cases.values_mut() {
            // No list holds it any more, so nothing is copied.
            let own = Arc::make_mut(held);
            own.tasks.iter_mut().for_each(|task| task.judge(day, calendar));
            rank(&mut own.tasks);
            self.desks.entry(held.clerk.clone()).or_default().take_in(held);
        }
    }

    /// The cases whose tasks were computed on another day than the office is of.
    pub fn stale(&self) -> impl Iterator<Item = &CaseId> {
        let day = self.day;
        self.cases.iter().filter(move |(_, held)| held.computed != day).map(|(id, _)| id)
    }
}

/// Where the ranked tasks of a case stand in their clerk's list.
fn places(held: &Arc<Held>) -> impl Iterator<Item = Place> + '_ {
    held.tasks.iter().enumerate().map(|(nth, task)| {
        let due = task.due.day();
        Place { score: Reverse(task.score.total), open: due.is_none(), due, held: Arc::clone(held), nth }
    })
}

/// Puts the tasks of a case in the order of the ranked list: what presses most, then what is due first, then by name.
pub fn rank(tasks: &mut [Task]) {
    tasks.sort_by(ranked);
}

fn ranked(one: &Task, other: &Task) -> Ordering {
    fn place(task: &Task) -> impl Ord {
        (Reverse(task.score.total), task.due.day().is_none(), task.due.day(), task.kind)
    }
    fn name(task: &Task) -> (&str, &str, Date) {
        (&task.about, &task.whom, task.since)
    }
    place(one).cmp(&place(other)).then_with(|| name(one).cmp(&name(other)))
}
