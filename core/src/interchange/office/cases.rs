//! The cases of an office, with the worklists that were read of them.
//!
//! A worklist is computed when somebody first asks for it, and kept: after an event only that case is looked at again. What
//! was kept holds for one day under one set of rules. Asked as of another, all of it is computed anew.

use crate::collect::CollectVec;
use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Calendar;
use crate::case::{Actor, Case, CaseId, Context};
use crate::date::Date;
use crate::error::Error;
use crate::product::Pack;
use crate::watch::Parts;
use crate::worklist::Office;

/// The cases of an office, by their names.
#[derive(Clone, Debug, Default)]
pub(in crate::interchange) struct Cases {
    by_id: BTreeMap<CaseId, Case>,
    // What was put in or taken out since the lists were read.
    changed: BTreeSet<CaseId>,
    read: Option<Read>,
}

/// The worklists that were read, and what they hold for.
#[derive(Clone, Debug)]
struct Read {
    lists: Office,
    whose: Whose,
    today: Date,
    as_of: Option<Date>,
    pack: Pack,
    calendar: Calendar,
}

/// Whose cases stand in the lists.
#[derive(Clone, Debug)]
enum Whose {
    These(BTreeSet<Actor>),
    Everybody,
}

impl Whose {
    fn has(&self, clerk: &Actor) -> bool {
        match self {
            Self::These(clerks) => clerks.contains(clerk),
            Self::Everybody => true,
        }
    }

    fn add(&mut self, clerk: Option<&Actor>) {
        if let Self::These(clerks) = self {
            match clerk {
                Some(clerk) => clerks.extend([clerk.clone()]),
                None => *self = Self::Everybody,
            }
        }
    }
}

impl Read {
    fn nothing(context: &Context<'_>) -> Self {
        Self {
            lists: Office::on(context.occurred),
            whose: Whose::These(BTreeSet::new()),
            today: context.today,
            as_of: context.as_of,
            pack: context.pack.clone(),
            calendar: context.calendar.clone(),
        }
    }

    fn holds_for(&self, context: &Context<'_>) -> bool {
        let days = (self.lists.day(), self.today, self.as_of) == (context.occurred, context.today, context.as_of);
        days && self.calendar == *context.calendar && self.pack == *context.pack
    }

    /// Looks again at a case that changed, or that is gone.
    fn look_again(&mut self, id: &CaseId, case: Option<&Case>, context: &Context<'_>) {
        if let Some(case) = case.filter(|case| self.whose.has(&case.file().clerk)) {
            self.lists.put(case, context);
        } else {
            self.lists.remove(id);
        }
    }

    /// The cases that the desk of a clerk, or those of all, still lack.
    fn lacks<'c>(&self, clerk: Option<&Actor>, cases: &'c BTreeMap<CaseId, Case>) -> Vec<&'c Case> {
        let all_read = clerk.is_some_and(|clerk| self.whose.has(clerk));
        if all_read || matches!(self.whose, Whose::Everybody) {
            return Vec::new();
        }
        let asked = |case: &&Case| clerk.is_none_or(|clerk| case.file().clerk == *clerk);
        let fresh = |case: &&Case| !self.whose.has(&case.file().clerk);
        cases.values().filter(asked).filter(fresh).collect_vec()
    }
}

impl Cases {
    /// Puts a case in, in the place of what it was before: that is handed back.
    pub(in crate::interchange) fn put(&mut self, case: Case) -> Option<Case> {
        self.look_again_at(case.id());
        self.by_id.insert(case.id().clone(), case)
    }

    /// Takes a case out.
    pub(in crate::interchange) fn remove(&mut self, id: &CaseId) -> Option<Case> {
        self.look_again_at(id);
        self.by_id.remove(id)
    }

    /// How many cases there are.
    pub(in crate::interchange) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// All of them, by their names.
    pub(super) fn all(&self) -> Vec<&Case> {
        self.by_id.values().collect_vec()
    }

    /// The worklists, with that of a clerk among them or those of all, as of the day of the context.
    ///
    /// Ended in the middle, it leaves lists of whom nobody has heard yet: `whose` does not name them, and the next time
    /// they are read anew.
    pub(super) fn desks(
        &mut self,
        clerk: Option<&Actor>,
        context: &Context<'_>,
        parts: &mut Parts<'_, '_>,
    ) -> Result<&Office, Error> {
        let kept = self.read.take().filter(|read| read.holds_for(context));
        if kept.is_none() {
            self.changed.clear();
        }
        let read = self.read.insert(kept.unwrap_or_else(|| Read::nothing(context)));
        let lacking = read.lacks(clerk, &self.by_id);
        parts.expect(self.changed.len().saturating_add(lacking.len()));
        while let Some(id) = self.changed.pop_first() {
            read.look_again(&id, self.by_id.get(&id), context);
            parts.step(1)?;
        }
        for case in lacking {
            read.lists.put(case, context);
            parts.step(1)?;
        }
        read.whose.add(clerk);
        Ok(&read.lists)
    }

    fn look_again_at(&mut self, id: &CaseId) {
        // As long as nothing was read, there is nothing to look at again.
        if self.read.is_some() {
            self.changed.insert(id.clone());
        }
    }
}
