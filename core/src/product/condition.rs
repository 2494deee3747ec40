//! When a rule applies: a closed little algebra over the facts of a case.

use crate::collect::CollectVec;
use crate::fact::{Fact, FactKind, FactSet, Facts, Value};
use core::fmt;
use std::borrow::Cow;

/// When a requirement applies.
///
/// Closed on purpose: no closures and no scripts, so a rule set can be read, compared and checked
/// as data. The same type serves the built-in constants and a list built at run time.
///
/// ```
/// use anjieflow::fact::{Fact, Facts};
/// use anjieflow::product::{Condition, Truth};
///
/// let married = Condition::is(Fact::Marital, Fact::Marital.value_of_word("married")?);
/// assert_eq!(married.holds(&Facts::EMPTY), Truth::Unknown);
/// assert_eq!(married.unknown_facts(&Facts::EMPTY), [Fact::Marital]);
///
/// let facts = Facts::EMPTY.with_word(Fact::Marital, "single")?;
/// assert_eq!(married.holds(&facts), Truth::No);
/// assert_eq!(married.negated().to_string(), "not (marital is married)");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
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

    /// The fact has one of these words; a word that is none of its own is passed over.
    pub(crate) fn among(fact: Fact, words: &[&str]) -> Condition {
        let values = words.iter().filter_map(|word| fact.value_of_word(word).ok());
        Condition::In { fact, values: values.collect() }
    }

    /// The condition does not hold.
    #[must_use]
    pub fn negated(self) -> Condition {
        Condition::Not(Cow::Owned(vec![self]))
    }

    /// Whether it holds, as far as the known facts decide.
    #[must_use]
    #[inline]
    pub fn holds(&self, facts: &Facts) -> Truth {
        match self {
            Condition::Always => Truth::Yes,
            Condition::In { fact, values } => match (facts.get(*fact), values.as_ref()) {
                (None, _) => Truth::Unknown,
                // Most rows name one value.
                (Some(value), [only]) => Truth::from(value == *only),
                (Some(value), several) => Truth::from(several.contains(&value)),
            },
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => self.combined(facts),
        }
    }

    /// The same of what has parts, apart, so that the common case stays small enough to be inlined.
    fn combined(&self, facts: &Facts) -> Truth {
        match self {
            Condition::All(parts) => all(parts, facts),
            Condition::Any(parts) => any(parts, facts),
            Condition::Not(parts) => any(parts, facts).not(),
            Condition::Always | Condition::In { .. } => self.holds(facts),
        }
    }

    /// Every fact it mentions, once, in the order of [`Fact::ALL`].
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        self.mentioned().iter().collect_vec()
    }

    /// Which facts must be asked before it is decided; empty when it is.
    ///
    /// A part that is decided already asks nothing: of `married and local`, nothing is asked about
    /// the household of a person known to be single.
    #[must_use]
    pub fn unknown_facts(&self, facts: &Facts) -> Vec<Fact> {
        self.unknown(facts).iter().collect_vec()
    }

    /// The same as a set, without allocation.
    #[must_use]
    pub fn unknown(&self, facts: &Facts) -> FactSet {
        match self {
            _ if self.holds(facts) != Truth::Unknown => FactSet::EMPTY,
            Condition::Always => FactSet::EMPTY,
            Condition::In { fact, .. } => FactSet::EMPTY.with(*fact),
            Condition::All(parts) | Condition::Any(parts) | Condition::Not(parts) => {
                parts.iter().fold(FactSet::EMPTY, |all, part| all.union(part.unknown(facts)))
            }
        }
    }

    /// The condition in Chinese.
    #[must_use]
    pub fn zh(&self) -> impl fmt::Display {
        Chinese(self)
    }

    pub(crate) fn mentioned(&self) -> FactSet {
        match self {
            Condition::Always => FactSet::EMPTY,
            Condition::In { fact, .. } => FactSet::EMPTY.with(*fact),
            Condition::All(parts) | Condition::Any(parts) | Condition::Not(parts) => {
                parts.iter().fold(FactSet::EMPTY, |all, part| all.union(part.mentioned()))
            }
        }
    }
}

fn all(parts: &[Condition], facts: &Facts) -> Truth {
    let mut sofar = Truth::Yes;
    for part in parts {
        match part.holds(facts) {
            Truth::No => return Truth::No,
            Truth::Unknown => sofar = Truth::Unknown,
            Truth::Yes => {}
        }
    }
    sofar
}

fn any(parts: &[Condition], facts: &Facts) -> Truth {
    let mut sofar = Truth::No;
    for part in parts {
        match part.holds(facts) {
            Truth::Yes => return Truth::Yes,
            Truth::Unknown => sofar = Truth::Unknown,
            Truth::No => {}
        }
    }
    sofar
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Always => f.write_str("always"),
            Condition::In { fact, values } => {
                write!(f, "{fact} is ")?;
                match Run::of(*fact, values) {
                    Some(Run::From(least)) => write!(f, "at least {least}"),
                    Some(Run::Between(least, most)) => write!(f, "{least} to {most}"),
                    None => joined(f, values, " or ", |f, value| f.write_str(fact.word(*value).unwrap_or("?"))),
                }
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

/// Counts without a gap, told by their ends.
enum Run {
    /// Up to the largest that the fact can be.
    From(u8),
    Between(u8, u8),
}

impl Run {
    /// Two counts are told one by one, unless nothing larger is left.
    fn of(fact: Fact, values: &[Value]) -> Option<Self> {
        let (first, last) = (values.first()?.0, values.last()?.0);
        let gapless = fact.kind() == FactKind::Number && values.iter().map(|value| value.0).eq(first..=last);
        match (values.len(), fact.values().last()) {
            (2.., Some(most)) if gapless && most.0 == last => Some(Self::From(first)),
            (3.., _) if gapless => Some(Self::Between(first, last)),
            _ => None,
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
                f.write_str(fact.zh())?;
                match Run::of(*fact, values) {
                    Some(Run::From(least)) => write!(f, "不少于{least}"),
                    Some(Run::Between(least, most)) => write!(f, "为{least}至{most}"),
                    None => {
                        f.write_str("为")?;
                        joined(f, values, "或", |f, value| f.write_str(fact.word_zh(*value).unwrap_or("?")))
                    }
                }
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

#[cfg(test)]
mod tests {
    use super::{Condition, Truth};
    use crate::fact::{Fact, Facts, Value};
    use proptest::prelude::*;
    use std::borrow::Cow;

    /// Few facts, so that random conditions meet the same one twice.
    const ASKED: [Fact; 4] = [Fact::Marital, Fact::Property, Fact::HasGuarantor, Fact::HouseholdHomeCount];

    fn leaf() -> impl Strategy<Value = Condition> {
        let one = (prop::sample::select(&ASKED[..]), 1_u16..=1023).prop_map(|(fact, mask)| {
            let chosen = fact.values().filter(|value| mask & (1 << value.0) != 0);
            Condition::In { fact, values: chosen.collect() }
        });
        prop_oneof![1 => Just(Condition::Always), 8 => one]
    }

    fn condition() -> impl Strategy<Value = Condition> {
        leaf().prop_recursive(4, 24, 3, |inner| {
            let parts = || prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                parts().prop_map(|parts| Condition::All(parts.into())),
                parts().prop_map(|parts| Condition::Any(parts.into())),
                parts().prop_map(|parts| Condition::Not(parts.into())),
            ]
        })
    }

    fn facts() -> impl Strategy<Value = Facts> {
        prop::array::uniform4(0_u8..=10).prop_map(|values| {
            ASKED
                .into_iter()
                .zip(values)
                .fold(Facts::EMPTY, |facts, (fact, value)| facts.with(fact, Value(value)).unwrap_or(facts))
        })
    }

    /// Every way the unknown facts may turn out.
    fn completions(facts: Facts) -> Vec<Facts> {
        ASKED.into_iter().fold(vec![facts], |worlds, fact| {
            let answer = |world: Facts| match world.get(fact) {
                Some(_) => vec![world],
                None => fact.values().map(|value| world.with(fact, value).unwrap()).collect(),
            };
            worlds.into_iter().flat_map(answer).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_decided_stays_decided(condition in condition(), facts in facts()) {
            let now = condition.holds(&facts);
            for world in completions(facts) {
                let then = condition.holds(&world);
                prop_assert_ne!(then, Truth::Unknown);
                prop_assert!(now == Truth::Unknown || now == then, "{} in {:?}", condition, world);
            }
        }

        #[test]
        fn the_facts_to_ask_decide_it(condition in condition(), facts in facts()) {
            let asked = condition.unknown_facts(&facts);
            prop_assert_eq!(asked.is_empty(), condition.holds(&facts) != Truth::Unknown);
            prop_assert!(asked.iter().all(|fact| condition.facts().contains(fact)));
            prop_assert!(asked.iter().all(|fact| facts.get(*fact).is_none()));
            for world in completions(facts) {
                let answered = asked.iter().fold(facts, |facts, fact| {
                    facts.with(*fact, world.get(*fact).unwrap()).unwrap()
                });
                prop_assert_ne!(condition.holds(&answered), Truth::Unknown);
            }
        }

        #[test]
        fn laws_of_kleene(a in condition(), b in condition(), facts in facts()) {
            let all = |parts: Vec<Condition>| Condition::All(parts.into()).holds(&facts);
            let any = |parts: Vec<Condition>| Condition::Any(parts.into()).holds(&facts);
            let not = |part: &Condition| part.clone().negated();
            // Double negation, and both laws of De Morgan.
            prop_assert_eq!(not(&not(&a)).holds(&facts), a.holds(&facts));
            prop_assert_eq!(all(vec![a.clone(), b.clone()]).not(), any(vec![not(&a), not(&b)]));
            prop_assert_eq!(any(vec![a.clone(), b.clone()]).not(), all(vec![not(&a), not(&b)]));
            // Order and repetition do not matter.
            prop_assert_eq!(all(vec![a.clone(), b.clone()]), all(vec![b.clone(), a.clone()]));
            prop_assert_eq!(all(vec![a.clone(), a.clone()]), a.holds(&facts));
            // Absorption: a, or (a and b), is a.
            let both = Condition::All(vec![a.clone(), b.clone()].into());
            prop_assert_eq!(any(vec![a.clone(), both]), a.holds(&facts));
        }
    }

    #[test]
    fn the_whole_table_of_truth() {
        use Truth::{No, Unknown, Yes};
        for (a, b, and, or) in [
            (Yes, Yes, Yes, Yes),
            (Yes, Unknown, Unknown, Yes),
            (Yes, No, No, Yes),
            (Unknown, Unknown, Unknown, Unknown),
            (Unknown, No, No, Unknown),
            (No, No, No, No),
        ] {
            assert_eq!((a.and(b), b.and(a)), (and, and), "{a:?} and {b:?}");
            assert_eq!((a.or(b), b.or(a)), (or, or), "{a:?} or {b:?}");
        }
        assert_eq!([Yes.not(), No.not(), Unknown.not()], [No, Yes, Unknown]);
    }

    #[test]
    fn a_decided_part_asks_nothing() {
        use Fact::{LocalHousehold, Marital, Nationality};
        let word = |fact: Fact, word| Condition::is(fact, fact.value_of_word(word).unwrap());
        let both = Condition::All(Cow::Owned(vec![
            word(Marital, "married"),
            Condition::Any(Cow::Owned(vec![word(LocalHousehold, "no"), word(Nationality, "foreign")])),
        ]));
        let known = |facts: &[(Fact, &str)]| {
            facts.iter().fold(Facts::EMPTY, |facts, (fact, word)| facts.with_word(*fact, word).unwrap())
        };
        assert_eq!(both.facts(), [Marital, Nationality, LocalHousehold]);
        assert_eq!(both.unknown_facts(&Facts::EMPTY), [Marital, Nationality, LocalHousehold]);
        assert_eq!(both.unknown_facts(&known(&[(Marital, "single")])), []);
        assert_eq!(both.unknown_facts(&known(&[(Nationality, "foreign")])), [Marital]);
        assert_eq!(both.unknown_facts(&known(&[(Marital, "married"), (LocalHousehold, "yes")])), [Nationality]);
    }

    #[test]
    fn conditions_read_as_sentences() {
        let values = |fact: Fact, words: &[&str]| Condition::In {
            fact,
            values: words.iter().map(|word| fact.value_of_word(word).unwrap()).collect(),
        };
        let check = |condition: Condition, en: &str, zh: &str| {
            assert_eq!(condition.to_string(), en);
            assert_eq!(condition.zh().to_string(), zh);
        };
        let alone = values(Fact::Marital, &["divorced", "widowed"]);
        let soldier = values(Fact::Nationality, &["military"]);
        check(Condition::Always, "always", "一律");
        check(alone.clone(), "marital is divorced or widowed", "婚姻状况为离异或丧偶");
        check(soldier.clone().negated(), "not (nationality is military)", "并非（身份类别为现役军人）");
        let homes = |words: &[&str]| values(Fact::HouseholdHomeCount, words);
        check(homes(&["0", "1"]), "household_home_count is 0 or 1", "家庭住房套数为0或1");
        check(homes(&["1", "2", "3"]), "household_home_count is 1 to 3", "家庭住房套数为1至3");
        check(homes(&["0", "2", "3"]), "household_home_count is 0 or 2 or 3", "家庭住房套数为0或2或3");
        check(homes(&["8", "9"]), "household_home_count is at least 8", "家庭住房套数不少于8");
        check(homes(&["9"]), "household_home_count is 9", "家庭住房套数为9");
        check(
            Condition::Any(Cow::Owned(vec![
                Condition::All(Cow::Owned(vec![alone, soldier.negated()])),
                values(Fact::HasGuarantor, &["yes"]),
            ])),
            "(marital is divorced or widowed and not (nationality is military)) or has_guarantor is yes",
            "（婚姻状况为离异或丧偶且并非（身份类别为现役军人）），或有保证人为是",
        );
    }
}
