//! The same thing said with one value changed.

use std::collections::{BTreeMap, BTreeSet};

use anjieflow::date::Date;
use serde_json::{Value, json};

use super::places::leaves;

/// What is asked or done stays.
const NAMES: [&str; 2] = ["/command", "/question"];

/// The words that stand in a field of something said, by the names of both.
#[derive(Default)]
pub struct Words(BTreeMap<(String, String), BTreeSet<String>>);

impl Words {
    /// All that stand in these.
    pub fn of<'v>(said: impl Iterator<Item = (&'v str, &'v Value)>) -> Self {
        let mut words = Self::default();
        for (name, value) in said {
            for (place, word) in leaves(value).filter_map(|(place, it)| Some((place, it.as_str()?))) {
                words.0.entry((name.to_owned(), field(&place))).or_default().insert(word.to_owned());
            }
        }
        words
    }

    /// Each number and each day one less and one more, each word the next that stands there elsewhere, each answer turned round.
    pub fn others(&self, name: &str, said: &Value) -> Vec<Value> {
        let with = |place: &str, value: Value| {
            let mut other = said.clone();
            *other.pointer_mut(place).unwrap() = value;
            other
        };
        let changed = |(place, value): (String, &Value)| {
            let others = self.instead(name, &place, value);
            others.into_iter().map(move |other| with(&place, other)).collect::<Vec<_>>()
        };
        leaves(said).filter(|(place, _)| !NAMES.contains(&place.as_str())).flat_map(changed).collect()
    }

    fn instead(&self, name: &str, place: &str, value: &Value) -> Vec<Value> {
        match value {
            Value::Number(number) => {
                let near = |number: i64| [-1, 1].map(|step| json!(number.saturating_add(step))).to_vec();
                number.as_i64().map_or_else(Vec::new, near)
            }
            Value::Bool(is) => vec![json!(!is)],
            Value::String(word) => match word.parse::<Date>() {
                Ok(day) => {
                    [-1, 1].iter().filter_map(|days| Some(json!(day.add_days(*days).ok()?.to_string()))).collect()
                }
                Err(_) => self.next(name, place, word).into_iter().map(Value::from).collect(),
            },
            _ => Vec::new(),
        }
    }

    fn next(&self, name: &str, place: &str, word: &str) -> Option<&str> {
        let words = self.0.get(&(name.to_owned(), field(place)))?;
        let next = words.iter().find(|it| it.as_str() > word).or_else(|| words.first())?;
        (next != word).then_some(next)
    }
}

/// The last name of a place: items of a list are alike.
fn field(place: &str) -> String {
    let names = place.rsplit('/').filter(|it| it.parse::<usize>().is_err());
    names.take(1).collect()
}
