//! The exceptions: one tree, whose leaves are the two ways core says no.

use crate::rules::Rules;
use crate::value::{Unplain, to_python};
use anjieflow::interchange::plain::{self, Problem};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use serde_json::{Map, Value, json};

create_exception!(
    anjieflow,
    AnjieflowError,
    PyException,
    "Any no of anjieflow: `code`, `message`, `zh` in Chinese, `place` and `advice` tell it."
);
create_exception!(anjieflow, InputError, AnjieflowError, "What was handed in is malformed; `place` names the spot.");
create_exception!(
    anjieflow,
    Refused,
    AnjieflowError,
    "The command was understood, the answer is no, and `reasons` tells all that is in its way."
);

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("AnjieflowError", py.get_type::<AnjieflowError>())?;
    module.add("InputError", py.get_type::<InputError>())?;
    module.add("Refused", py.get_type::<Refused>())
}

/// The exception for a no from core, in the words of the rules it was made under.
pub fn raise(py: Python<'_>, problem: &Problem, rules: &Rules) -> PyErr {
    match problem {
        Problem::Error(error) => raise_error(py, error),
        Problem::Refusal(_) => {
            let fields = refusal_fields(object(problem.to_value(rules.plain())));
            with_fields(py, Refused::new_err(message(&fields)), &fields)
        }
    }
}

/// The exception for malformed input, which has no need of rules.
pub fn raise_error(py: Python<'_>, error: &anjieflow::error::Error) -> PyErr {
    let fields = object(plain::error(error));
    with_fields(py, InputError::new_err(message(&fields)), &fields)
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
    with_fields(py, InputError::new_err(message(&fields)), &fields)
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

fn with_fields(py: Python<'_>, error: PyErr, fields: &Map<String, Value>) -> PyErr {
    match set_fields(py, &error, fields) {
        Ok(()) => error,
        // Out of memory, most likely: that is what the caller should hear of.
        Err(other) => other,
    }
}

fn set_fields(py: Python<'_>, error: &PyErr, fields: &Map<String, Value>) -> PyResult<()> {
    for (name, value) in fields {
        error.value(py).setattr(name, to_python(py, value)?)?;
    }
    Ok(())
}
