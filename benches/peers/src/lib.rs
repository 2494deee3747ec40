//! What a list asks of a household, in the words of the peers: one condition, four languages.

use anjieflow::fact::{Fact, FactValue, Facts, Value};
use anjieflow::product::{Condition, Truth};
pub use anjieflow_benches::desk::{facts as household, rows};

/// Which rows apply: the answer that every peer must give too.
pub fn applying(facts: &Facts) -> Vec<usize> {
    let applies = rows().iter().map(|row| row.when.holds(facts) == Truth::Yes);
    applies.enumerate().filter_map(|(row, applies)| applies.then_some(row)).collect()
}

/// The value of a fact as text, as the peers are handed it.
///
/// # Panics
/// If the fact cannot have the value.
pub fn text(fact: Fact, value: Value) -> String {
    match fact.show(value).expect("a value of the fact") {
        FactValue::Word(word) => word.to_owned(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Flag(flag) => flag.to_string(),
    }
}

/// How a language writes a condition.
pub struct Words {
    /// A fact, by its name.
    pub fact: fn(&str) -> String,
    /// Text in quotes.
    pub quoted: fn(&str) -> String,
    /// Between all that must hold.
    pub and: &'static str,
    /// Between those of which one must hold.
    pub or: &'static str,
    /// Before what must not hold.
    pub not: &'static str,
}

impl Words {
    /// A condition in this language.
    pub fn of(&self, condition: &Condition) -> String {
        match condition {
            Condition::Always => "true".to_owned(),
            Condition::In { fact, values } => self.joined(values.iter().map(|value| self.is(*fact, *value)), self.or),
            Condition::All(parts) => self.joined(parts.iter().map(|part| self.of(part)), self.and),
            Condition::Any(parts) => self.joined(parts.iter().map(|part| self.of(part)), self.or),
            Condition::Not(parts) => {
                format!("{}({})", self.not, self.joined(parts.iter().map(|part| self.of(part)), self.or))
            }
        }
    }

    fn is(&self, fact: Fact, value: Value) -> String {
        format!("{} == {}", (self.fact)(fact.name()), (self.quoted)(&text(fact, value)))
    }

    fn joined(&self, parts: impl Iterator<Item = String>, between: &str) -> String {
        format!("({})", parts.collect::<Vec<_>>().join(between))
    }
}

/// The facts as JSON, each as text.
pub fn json(facts: &Facts) -> serde_json::Value {
    let known = facts.iter().map(|(fact, value)| (fact.name(), serde_json::Value::String(text(fact, value))));
    known.collect()
}
