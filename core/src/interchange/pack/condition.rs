//! Conditions in a pack: `true`, `{"fact", "in"}`, `{"all"}`, `{"any"}`, `{"not"}`.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::form::{Definitions, Form, exact, items, plain_text};
use crate::error::{Error, ErrorCode, shown};
use crate::fact::{self, Fact, FactKind};
use crate::interchange::value::{show, wrong_type};
use crate::limits::CONDITION_DEPTH as DEPTH_MAX;
use crate::product::Condition;

impl Form for Condition {
    fn read(value: &Value) -> Result<Self, Error> {
        read(value, DEPTH_MAX)
    }

    fn write(&self) -> Value {
        match self {
            Condition::Always => Value::Null,
            other => written(other),
        }
    }

    fn schema(definitions: &mut Definitions) -> Value {
        definitions.entry("Condition").or_insert_with(schema);
        json!({ "$ref": "#/$defs/Condition" })
    }

    fn absent() -> Option<Self> {
        Some(Condition::Always)
    }
}

fn read(value: &Value, depth: usize) -> Result<Condition, Error> {
    if depth == 0 {
        return Err(Error::new(ErrorCode::OutOfRange, "conditions stand in each other too deep")
            .help(format!("at most {DEPTH_MAX} levels")));
    }
    let Value::Object(map) = value else {
        return if value == &Value::Bool(true) { Ok(Condition::Always) } else { Err(no_condition(value)) };
    };
    let mut entries = map.iter();
    match (entries.next(), entries.next()) {
        (Some((name, parts)), None) => combined(name, parts, depth.saturating_sub(1)),
        _ => among(value),
    }
}

/// `{"all": [ … ]}` and its like; what is denied may also be one condition without a list.
fn combined(name: &str, value: &Value, depth: usize) -> Result<Condition, Error> {
    let parts = match (name, value) {
        ("not", Value::Object(_) | Value::Bool(_)) => read(value, depth).map(|part| vec![part]),
        _ => parts(value, depth),
    };
    let parts = parts.map_err(|error| error.at(name.to_owned()));
    match name {
        "all" => parts.map(|parts| Condition::All(parts.into())),
        "any" => parts.map(|parts| Condition::Any(parts.into())),
        "not" => parts.map(|parts| Condition::Not(parts.into())),
        _ => Err(no_condition(&json!({ name: value }))),
    }
}

fn parts(value: &Value, depth: usize) -> Result<Vec<Condition>, Error> {
    let items = items(value, "a list of conditions")?;
    if items.is_empty() {
        return Err(Error::new(ErrorCode::Empty, "the list of conditions is empty").help("give at least one"));
    }
    let part = |(index, item)| read(item, depth).map_err(|error| error.at(format!("[{index}]")));
    items.iter().enumerate().map(part).collect()
}

/// `{"fact": "marital", "in": ["married"]}`.
fn among(value: &Value) -> Result<Condition, Error> {
    let (Some(fact), Some(values)) = (value.get("fact"), value.get("in")) else { return Err(no_condition(value)) };
    if value.as_object().is_some_and(|map| map.len() != 2) {
        return Err(no_condition(value));
    }
    let fact = Fact::from_name(plain_text("a fact's name", fact).map_err(|error| error.at("fact"))?)
        .map_err(|error| error.at("fact"))?;
    let values = items(values, "a list of values").map_err(|error| error.at("in"))?;
    if values.is_empty() {
        return Err(Error::new(ErrorCode::Empty, "the list of values is empty").at("in").help("give at least one"));
    }
    let values: Result<Vec<fact::Value>, Error> =
        values.iter().map(|value| one(fact, value).map_err(|error| error.at("in"))).collect();
    Ok(Condition::In { fact, values: values?.into() })
}

fn one(fact: Fact, value: &Value) -> Result<fact::Value, Error> {
    match fact.kind() {
        FactKind::Word => fact.value_of_word(plain_text("a word", value)?),
        FactKind::Flag => fact.value_of_flag(value.as_bool().ok_or_else(|| wrong_type("true or false", value))?),
        FactKind::Number => fact.value_of_number(value.as_u64().ok_or_else(|| wrong_type("a count", value))?),
    }
}

#[cold]
fn no_condition(value: &Value) -> Error {
    Error::new(ErrorCode::Malformed, format!("{} is no condition", shown(&value.to_string())))
        .help("write `true`, {\"fact\": …, \"in\": [ … ]}, {\"all\": [ … ]}, {\"any\": [ … ]} or {\"not\": … }")
}

fn written(condition: &Condition) -> Value {
    let list = |parts: &[Condition]| Value::Array(parts.iter().map(written).collect_vec());
    match condition {
        Condition::Always => Value::Bool(true),
        Condition::In { fact, values } => {
            let values = values.iter().filter_map(|value| fact.show(*value)).map(show).collect_vec();
            json!({ "fact": fact.name(), "in": values })
        }
        Condition::All(parts) => json!({ "all": list(parts) }),
        Condition::Any(parts) => json!({ "any": list(parts) }),
        Condition::Not(parts) => match parts.as_ref() {
            [part] => json!({ "not": written(part) }),
            parts => json!({ "not": list(parts) }),
        },
    }
}

fn schema() -> Value {
    let own = json!({ "$ref": "#/$defs/Condition" });
    let parts = json!({ "type": "array", "items": own, "minItems": 1 });
    let mut forms = vec![json!({ "const": true, "description": "always" })];
    forms.extend(Fact::ALL.iter().map(|fact| {
        let values = fact.values().filter_map(|value| fact.show(value)).map(show).collect_vec();
        exact(&[
            ("fact", json!({ "const": fact.name(), "description": fact.zh() })),
            ("in", json!({ "type": "array", "items": { "enum": values }, "minItems": 1 })),
        ])
    }));
    forms.push(exact(&[("all", parts.clone())]));
    forms.push(exact(&[("any", parts.clone())]));
    forms.push(exact(&[("not", json!({ "oneOf": [own, parts] }))]));
    json!({ "description": "When a rule applies: a closed algebra over the facts of a case.", "oneOf": forms })
}
