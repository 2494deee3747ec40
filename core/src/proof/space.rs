//! The households that may meet a rule, and the search for the smallest that shows something.
//!
//! Values of a fact that no condition in question tells apart are one. So the search is over classes of values, and
//! complete; it begins with no fact stated, then one, then two, and the first found is a smallest.

use crate::collect::CollectVec;
use crate::fact::{Fact, FactSet, Facts, Value};
use crate::product::{Condition, Product, ProductKind, PropertyKind, Truth};
use std::cell::Cell;

/// How many conditions one question may look at, counting each once for each partial household. The largest question
/// about the built-in rules looks at some thousands; this many take about a tenth of a second.
const EFFORT: u32 = 4_000_000;

/// What cannot be told with the effort that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooComplex;

/// Which answers the facts may take.
#[derive(Clone, Debug)]
pub(super) struct Space {
    bounds: Vec<(Fact, Vec<Value>)>,
    /// What is certain of everybody in it, and need not be stated.
    given: Facts,
}

impl Space {
    /// Everybody.
    pub(super) fn everybody() -> Self {
        Self { bounds: Vec::new(), given: Facts::EMPTY }
    }

    /// Who can have a product: the home is of its kinds, the loan of its kind.
    pub(super) fn of(product: &Product) -> Self {
        Self::everybody()
            .within(Fact::Property, homes(&product.property_kinds))
            .within(Fact::LoanKind, loans(product.kind))
    }

    /// Who goes a way of a kind of product for a kind of home.
    pub(super) fn going(kind: ProductKind, property: PropertyKind) -> Self {
        Self::everybody().within(Fact::Property, vec![property.value()]).within(Fact::LoanKind, loans(kind))
    }

    fn within(mut self, fact: Fact, values: Vec<Value>) -> Self {
        if let [only] = values.as_slice() {
            // OK because the value is one of the fact's own; another would leave the fact to be stated.
            self.given = self.given.with(fact, *only).unwrap_or(self.given);
        }
        self.bounds.push((fact, values));
        self
    }

    fn values(&self, fact: Fact) -> Vec<Value> {
        let bound = self.bounds.iter().find(|(bound, _)| *bound == fact);
        bound.map_or_else(|| fact.values().collect_vec(), |(_, values)| values.clone())
    }

    /// One value of each class that the conditions tell apart, for each fact they mention.
    pub(super) fn classes(&self, conditions: &[&Condition]) -> Vec<(Fact, Vec<Value>)> {
        let mentioned = conditions.iter().fold(FactSet::EMPTY, |all, it| all.union(it.mentioned()));
        mentioned.iter().map(|fact| (fact, self.classes_of(fact, conditions))).collect_vec()
    }

    fn classes_of(&self, fact: Fact, conditions: &[&Condition]) -> Vec<Value> {
        let mut leaves: Vec<&[Value]> = Vec::new();
        conditions.iter().for_each(|it| told_apart(it, fact, &mut leaves));
        let signature = |value: Value| leaves.iter().map(|leaf| leaf.contains(&value)).collect::<Vec<bool>>();
        let mut seen: Vec<Vec<bool>> = Vec::new();
        let fresh = |value: &Value| {
            let own = signature(*value);
            let fresh = !seen.contains(&own);
            if fresh {
                seen.push(own);
            }
            fresh
        };
        self.values(fact).into_iter().filter(fresh).collect_vec()
    }

    /// The fewest facts under which the condition is certain, of a household that makes sense; `None` when it holds for
    /// nobody.
    pub(super) fn smallest(&self, wanted: &Condition) -> Result<Option<Facts>, TooComplex> {
        let sense = sense(wanted.mentioned());
        let facts = self.classes(&[wanted, &sense]);
        let search = Search {
            wanted,
            sense: &sense,
            facts: &facts,
            given: self.given,
            cost: size(wanted).saturating_add(size(&sense)),
            left: Cell::new(EFFORT),
        };
        let Some(whole) = search.whole(self.given)? else { return Ok(None) };
        let size = whole.iter().count().saturating_sub(self.given.iter().count());
        for size in 0..=size {
            if let Some(found) = search.sized(&facts, self.given, size)? {
                return Ok(Some(self.without_given(found)));
            }
        }
        Ok(Some(self.without_given(whole)))
    }

    fn without_given(&self, facts: Facts) -> Facts {
        self.given.iter().fold(facts, |facts, (fact, _)| facts.without(fact))
    }
}

fn told_apart<'c>(condition: &'c Condition, fact: Fact, leaves: &mut Vec<&'c [Value]>) {
    match condition {
        Condition::Always => {}
        Condition::In { fact: own, values } => {
            if *own == fact {
                leaves.push(values);
            }
        }
        Condition::All(parts) | Condition::Any(parts) | Condition::Not(parts) => {
            parts.iter().for_each(|part| told_apart(part, fact, leaves));
        }
    }
}

/// How many conditions stand in one another.
fn size(condition: &Condition) -> u32 {
    match condition {
        Condition::Always | Condition::In { .. } => 1,
        Condition::All(parts) | Condition::Any(parts) | Condition::Not(parts) => {
            parts.iter().map(size).fold(1, u32::saturating_add)
        }
    }
}

fn homes(kinds: &[PropertyKind]) -> Vec<Value> {
    PropertyKind::ALL.iter().filter(|kind| kinds.contains(kind)).map(|kind| kind.value()).collect_vec()
}

/// The kinds of loan that a product can be: its own, or one half of a combined one.
fn loans(kind: ProductKind) -> Vec<Value> {
    let words: &[&str] = match kind {
        ProductKind::Commercial => &["commercial", "combined"],
        ProductKind::ProvidentFund => &["provident_fund", "combined"],
        ProductKind::Conversion => &["conversion"],
    };
    words.iter().filter_map(|word| Fact::LoanKind.value_of_word(word).ok()).collect_vec()
}

/// What is said of somebody only where that somebody is: the first fact at that word asks the second to be one of these.
const SENSE: &[(Fact, &str, Fact, &[&str])] = &[
    (Fact::SellerHasCoOwner, "yes", Fact::Property, &["second_hand"]),
    (Fact::SellerMarried, "yes", Fact::Property, &["second_hand"]),
    (Fact::SellerLeasedOut, "yes", Fact::Property, &["second_hand"]),
    (Fact::DownPaymentPaidTo, "seller", Fact::Property, &["completed_new", "second_hand"]),
    (Fact::DownPaymentPaidTo, "developer", Fact::Property, &["presale", "completed_new"]),
    (Fact::CoBorrowerPfElsewhere, "yes", Fact::HasCoBorrower, &["yes"]),
    (Fact::LoanKind, "conversion", Fact::Property, &["titled_home"]),
];

/// What makes sense of the facts that a question mentions.
fn sense(mentioned: FactSet) -> Condition {
    let about = SENSE.iter().filter(|(fact, ..)| mentioned.contains(*fact));
    let implied = |(fact, word, then, words): &(Fact, &str, Fact, &[&str])| {
        Condition::Any(vec![Condition::among(*fact, &[word]).negated(), Condition::among(*then, words)].into())
    };
    Condition::All(about.map(implied).collect())
}

struct Search<'s> {
    wanted: &'s Condition,
    sense: &'s Condition,
    facts: &'s [(Fact, Vec<Value>)],
    given: Facts,
    cost: u32,
    left: Cell<u32>,
}

impl Search<'_> {
    fn look(&self) -> Result<(), TooComplex> {
        self.left.set(self.left.get().checked_sub(self.cost).ok_or(TooComplex)?);
        Ok(())
    }

    /// Some household, as far as it has to be known for the condition to be certain and to make sense.
    fn whole(&self, sofar: Facts) -> Result<Option<Facts>, TooComplex> {
        self.look()?;
        let both = self.wanted.holds(&sofar).and(self.sense.holds(&sofar));
        match both {
            Truth::Yes => return Ok(Some(sofar)),
            Truth::No => return Ok(None),
            Truth::Unknown => {}
        }
        let open = self.wanted.unknown(&sofar).union(self.sense.unknown(&sofar));
        let Some((fact, values)) = self.facts.iter().find(|(fact, _)| open.contains(*fact)) else { return Ok(None) };
        for value in values {
            let Ok(next) = sofar.with(*fact, *value) else { continue };
            if let Some(found) = self.whole(next)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The first household with so many facts more, each after the last in the order of the table.
    fn sized(&self, facts: &[(Fact, Vec<Value>)], sofar: Facts, size: usize) -> Result<Option<Facts>, TooComplex> {
        self.look()?;
        match (self.wanted.holds(&sofar), self.sense.holds(&sofar)) {
            (Truth::No, _) | (_, Truth::No) => return Ok(None),
            // What else is to be known for it to make sense need not be told.
            (Truth::Yes, _) => return Ok(self.whole(sofar)?.map(|_| sofar)),
            _ => {}
        }
        let Some(size) = size.checked_sub(1) else { return Ok(None) };
        let mut rest = facts;
        while let Some(((fact, values), after)) = rest.split_first() {
            rest = after;
            if self.given.get(*fact).is_some() {
                continue;
            }
            for value in values {
                let Ok(next) = sofar.with(*fact, *value) else { continue };
                if let Some(found) = self.sized(after, next, size)? {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }
}
