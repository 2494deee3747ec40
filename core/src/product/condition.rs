//! When a rule applies: a closed little algebra over the facts of a case.

use crate::fact::{Fact, Facts, Value};
use core::fmt;
use std::borrow::Cow;

/// When a requirement applies.
///
/// Closed on purpose: no closures and no scripts, so a rule set can be read, compared and checked
/// as data. The same type serves the built-in constants and a list built at run time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Always.
    Always,
    /// The fact has one of these values.
    In {
        /// Which fact.
        fact: Fact,
        /// The values that fulfil it.
        values: Cow<'static, [Value]>,
    },
    /// Every one of these holds.
    All(Cow<'static, [Condition]>),
    /// At least one of these holds.
    Any(Cow<'static, [Condition]>),
    /// None of these holds; of a single condition, its negation.
    Not(Cow<'static, [Condition]>),
}

/// What can be said of a condition while some facts are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds, whatever the unknown facts turn out to be.
    Yes,
    /// It does not hold, whatever the unknown facts turn out to be.
    No,
    /// It depends on a fact that is not known.
    Unknown,
}

impl Truth {
    /// Both, in Kleene's logic: one no decides.
    #[must_use]
    pub const fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// Either, in Kleene's logic: one yes decides.
    #[must_use]
    pub const fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    /// The contrary; what is unknown stays unknown.
    #[must_use]
    pub const fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Truth {
        if known { Truth::Yes } else { Truth::No }
    }
}

impl Condition {
    /// The fact has this value.
    #[must_use]
    pub fn is(fact: Fact, value: Value) -> Condition {
        Condition::In { fact, values: Cow::Owned(vec![value]) }
    }

    /// The condition does not hold.
    #[must_use]
    pub fn negated(self) -> Condition {
        Condition::Not(Cow::Owned(vec![self]))
    }

    /// Whether it holds, as far as the known facts decide.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> Truth {
        match self {
            Condition::Always => Truth::Yes,
            Condition::In { fact, values } => match facts.get(*fact) {
                Some(value) => Truth::from(values.contains(&value)),
                None => Truth::Unknown,
            },
            Condition::All(parts) => all(parts, facts),
            Condition::Any(parts) => any(parts, facts),
            Condition::Not(parts) => any(parts, facts).not(),
        }
    }

    /// Every fact it mentions, once, in the order of [`Fact::ALL`].
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        self.collect(&|_| true)
    }

    /// Which facts must be asked before it is decided; empty when it is.
    ///
    /// A part that is decided already asks nothing: of `married and local`, nothing is asked about
    /// the household of a person known to be single.
    #[must_use]
    pub fn unknown_facts(&self, facts: &Facts) -> Vec<Fact> {
        let mut asked = self.collect(&|part| part.holds(facts) == Truth::Unknown);
        asked.retain(|fact| facts.get(*fact).is_none());
        asked
    }

    /// The condition in Chinese.
    #[must_use]
    pub fn zh(&self) -> impl fmt::Display {
        Chinese(self)
    }

    /// The facts of all parts that `keep` lets pass, once each, in the order of the table.
    fn collect(&self, keep: &dyn Fn(&Condition) -> bool) -> Vec<Fact> {
        let mut found = Vec::new();
        self.walk(keep, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn walk(&self, keep: &dyn Fn(&Condition) -> bool, found: &mut Vec<Fact>) {
        if !keep(self) {
            return;
        }
        match self {
            Condition::Always => {}
            Condition::In { fact, .. } => found.push(*fact),
            Condition::All(parts) | Condition::Any(parts) | Condition::Not(parts) => {
                parts.iter().for_each(|part| part.walk(keep, found));
            }
        }
    }
}

fn all(parts: &[Condition], facts: &Facts) -> Truth {
    parts.iter().fold(Truth::Yes, |sofar, part| sofar.and(part.holds(facts)))
}

fn any(parts: &[Condition], facts: &Facts) -> Truth {
    parts.iter().fold(Truth::No, |sofar, part| sofar.or(part.holds(facts)))
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Always => f.write_str("always"),
            Condition::In { fact, values } => {
                write!(f, "{fact} is ")?;
                joined(f, values, " or ", |f, value| f.write_str(fact.word(*value).unwrap_or("?")))
            }
            Condition::All(parts) => joined(f, parts, " and ", Condition::part),
            Condition::Any(parts) => joined(f, parts, " or ", Condition::part),
            Condition::Not(parts) => {
                f.write_str("not (")?;
                joined(f, parts, " or ", Condition::part)?;
                f.write_str(")")
            }
        }
    }
}

impl Condition {
    /// As a part of something larger: a list of parts stands in brackets.
    fn part(f: &mut fmt::Formatter<'_>, part: &Condition) -> fmt::Result {
        match part {
            Condition::All(_) | Condition::Any(_) => write!(f, "({part})"),
            Condition::Always | Condition::In { .. } | Condition::Not(_) => write!(f, "{part}"),
        }
    }
}

/// A condition, shown in Chinese.
struct Chinese<'a>(&'a Condition);

impl fmt::Display for Chinese<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Condition::Always => f.write_str("一律"),
            Condition::In { fact, values } => {
                write!(f, "{}为", fact.zh())?;
                joined(f, values, "或", |f, value| f.write_str(fact.word_zh(*value).unwrap_or("?")))
            }
            Condition::All(parts) => joined(f, parts, "且", Chinese::part),
            Condition::Any(parts) => joined(f, parts, "，或", Chinese::part),
            Condition::Not(parts) => {
                f.write_str("并非（")?;
                joined(f, parts, "，或", Chinese::part)?;
                f.write_str("）")
            }
        }
    }
}

impl Chinese<'_> {
    fn part(f: &mut fmt::Formatter<'_>, part: &Condition) -> fmt::Result {
        match part {
            Condition::All(_) | Condition::Any(_) => write!(f, "（{}）", Chinese(part)),
            Condition::Always | Condition::In { .. } | Condition::Not(_) => {
                write!(f, "{}", Chinese(part))
            }
        }
    }
}

fn joined<T>(
    f: &mut fmt::Formatter<'_>,
    parts: &[T],
    between: &str,
    one: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        one(f, part)?;
    }
    Ok(())
}
