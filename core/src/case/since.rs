//! Since when something has been as it is: the days of facts and parties, which no record of theirs keeps.
//!
//! A task counts from the day on which what it asks for began to be asked. What asks for a paper is often a fact that
//! was stated, or a party that was registered; so the file keeps when, and what was known before.

use super::Stamp;
use super::file::File;
use crate::date::Date;
use crate::fact::{Fact, Facts, Value};
use crate::party::PartyId;

/// What was known of a fact until an entry changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before {
    entry: u32,
    on: Date,
    fact: Fact,
    value: Option<Value>,
}

impl File {
    /// What is known of a fact from now on; nothing, where it is to be asked again.
    pub(super) fn learn(&mut self, fact: Fact, value: Option<Value>, stamp: &Stamp) {
        let known = self.facts.get(fact);
        if known != value {
            self.facts = with(self.facts, fact, value);
            self.before.push(Before { entry: stamp.number, on: stamp.occurred, fact, value: known });
        }
    }

    /// Notes the day on which a party came into the case.
    pub(super) fn welcome(&mut self, party: &PartyId, stamp: &Stamp) {
        self.joined.push((party.clone(), stamp.occurred));
    }

    /// The day on which a party was registered; `None` for a role that hands in papers as one.
    #[must_use]
    pub fn joined(&self, party: &str) -> Option<Date> {
        self.joined.iter().find(|(id, _)| id.as_str() == party).map(|(_, on)| *on)
    }

    /// Since when the facts have had this answer; `None` when they had it from the first.
    pub(crate) fn answered_since<A: PartialEq>(&self, answer: impl Fn(&Facts) -> A) -> Option<Date> {
        let now = answer(&self.facts);
        let mut facts = self.facts;
        let mut changes = self.before.iter().rev().peekable();
        while let Some(change) = changes.next() {
            facts = with(facts, change.fact, change.value);
            // What one entry says is said at once: there is nothing between its facts.
            let whole = changes.peek().is_none_or(|earlier| earlier.entry != change.entry);
            if whole && answer(&facts) != now {
                return Some(change.on);
            }
        }
        None
    }
}

fn with(facts: Facts, fact: Fact, value: Option<Value>) -> Facts {
    match value {
        // OK because a value that stands in `Facts` is one that the fact admits.
        Some(value) => facts.with(fact, value).unwrap_or(facts),
        None => facts.without(fact),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Actor, Case, CaseId, Context, intake::StateFacts};

    fn stated(case: Case, day: u8, facts: Facts) -> Case {
        let context = Context::new(Date::constant(2026, 3, day), Actor::new("wang").unwrap());
        case.step(&StateFacts { facts }.into(), &context).unwrap().case
    }

    #[test]
    fn an_answer_stands_since_the_day_it_changed() {
        let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
        let word = |word: &str| Facts::EMPTY.with_word(Fact::Marital, word).unwrap();
        let mut case = Case::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
        let marital = |facts: &Facts| facts.get(Fact::Marital);
        assert_eq!(case.file().answered_since(marital), None);
        for (day, facts) in [(3, word("married")), (9, word("married")), (12, word("divorced"))] {
            case = stated(case, day, facts);
        }
        let since = |answer: &dyn Fn(&Facts) -> bool| case.file().answered_since(answer);
        assert_eq!(case.file().answered_since(marital), Some(Date::constant(2026, 3, 12)));
        assert_eq!(since(&|facts| facts.get(Fact::Marital).is_some()), Some(Date::constant(2026, 3, 3)));
        assert_eq!(since(&|facts| facts.get(Fact::Employment).is_some()), None);
    }
}
