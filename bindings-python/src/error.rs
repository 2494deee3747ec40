//! Raises the exceptions of `errors.py`, with the fields that the core gives.

use crate::rules::Rules;
use crate::value::{Unplain, to_python};
use anjieflow::interchange::plain::{self, Problem};
use pyo3::prelude::*;
use serde_json::{Map, Value, json};

/// The exceptions of `errors.py`.
#[derive(Clone, Copy)]
enum Class {
    Input,
    Log,
    Unknown,
    Refused,
}

impl Class {
    /// What it is called there.
    const fn name(self) -> &'static str {
        match self {
            Self::Input => "InputError",
            Self::Log => "LogError",
            Self::Unknown => "UnknownName",
            Self::Refused => "Refused",
        }
    }

    /// Which one stands for an error of the core.
    fn of(code: &str) -> Self {
        match code {
            "unknown_code" => Self::Unknown,
            "newer_format" | "illegal_event" => Self::Log,
            code if code.starts_with("log_") => Self::Log,
            _ => Self::Input,
        }
    }

    /// One of it, with its fields.
    fn raise(self, py: Python<'_>, fields: &Map<String, Value>) -> PyErr {
        // What comes in its place tells why: the package is not whole, or there is no memory.
        self.make(py, fields).unwrap_or_else(|error| error)
    }

    fn make(self, py: Python<'_>, fields: &Map<String, Value>) -> PyResult<PyErr> {
        let made = py.import("anjieflow.errors")?.getattr(self.name())?.call1((message(fields),))?;
        for (name, value) in fields {
            made.setattr(name, to_python(py, value)?)?;
        }
        Ok(PyErr::from_value(made))
    }
}

/// The exception for a no from core, in the words of the rules it was made under.
pub fn raise(py: Python<'_>, problem: &Problem, rules: &Rules) -> PyErr {
    match problem {
        Problem::Error(error) => raise_error(py, error),
        Problem::Refusal(_) => {
            let fields = refusal_fields(object(problem.to_value(rules.plain())));
            Class::Refused.raise(py, &fields)
        }
    }
}

/// The exception for malformed input, which has no need of rules.
pub fn raise_error(py: Python<'_>, error: &anjieflow::error::Error) -> PyErr {
    Class::of(error.code().code()).raise(py, &object(plain::error(error)))
}

/// The exception for a log, or an entry of one, that cannot be read.
pub fn raise_log(py: Python<'_>, error: &anjieflow::error::Error) -> PyErr {
    Class::Log.raise(py, &object(plain::error(error)))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The exception for a Python object that plain data has no shape for.
pub fn raise_unplain(py: Python<'_>, unplain: &Unplain) -> PyErr {
    let fields = Map::from_iter([
        ("code".to_owned(), json!("not_plain_data")),
        ("message".to_owned(), json!(unplain.to_string())),
        ("zh".to_owned(), json!(format!("不是可以传递的普通数据：{}", unplain.place))),
        ("place".to_owned(), json!(unplain.place)),
        ("advice".to_owned(), json!(ADVICE)),
    ]);
    Class::Input.raise(py, &fields)
}

const ADVICE: &str = "hand in dicts, lists, text, whole numbers, True, False and None";

fn message(fields: &Map<String, Value>) -> String {
    let message = fields.get("message").and_then(Value::as_str);
    message.unwrap_or_default().to_owned()
}

/// A refusal gets the fields that every exception of ours has, before its own.
fn refusal_fields(refusal: Map<String, Value>) -> Map<String, Value> {
    let text = |key: &str| refusal.get(key).and_then(Value::as_str).unwrap_or_default();
    let reasons = refusal.get("reasons").and_then(Value::as_array);
    let told = |key: &str, between: &str| {
        let told = reasons.into_iter().flatten().filter_map(|reason| reason.get(key)?.as_str());
        told.collect::<Vec<_>>().join(between)
    };
    let (command, stage) = (text("command"), text("stage"));
    let message = format!("`{command}` is refused in {stage}: {}", told("message", "; "));
    let zh = told("zh", "；");
    let mut fields = Map::from_iter([
        ("code".to_owned(), json!("refused")),
        ("message".to_owned(), json!(message)),
        ("zh".to_owned(), json!(zh)),
        ("place".to_owned(), Value::Null),
        ("advice".to_owned(), Value::Null),
    ]);
    fields.extend(refusal);
    fields
}
