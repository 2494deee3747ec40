//! The errors: one tree of classes, written in `js/errors.js`, whose leaves are the two ways core
//! says no.

use crate::rules::Rules;
use crate::value::to_js;
use anjieflow::error::Error;
use anjieflow::interchange::plain::{self, Problem};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./errors.js")]
extern "C" {
    type InputError;
    #[wasm_bindgen(constructor)]
    fn new(fields: JsValue) -> InputError;

    type Refused;
    #[wasm_bindgen(constructor)]
    fn new(fields: JsValue) -> Refused;
}

/// The error to throw for a no from core, in the words of the rules it was asked under.
pub fn throw(problem: &Problem, rules: &Rules) -> JsValue {
    match problem {
        Problem::Error(error) => throw_error(error),
        Problem::Refusal(_) => {
            to_js(&problem.to_value(rules.plain())).map_or_else(|error| error, |fields| Refused::new(fields).into())
        }
    }
}

/// The error to throw for a malformed input.
pub fn throw_error(error: &Error) -> JsValue {
    throw_input(&plain::error(error))
}

fn throw_input(fields: &Value) -> JsValue {
    to_js(fields).map_or_else(|error| error, |fields| InputError::new(fields).into())
}

/// The error to throw for a value that `js/plain.js` let through and that is no plain data all the same.
pub fn throw_unplain(place: &str, cause: &Error) -> JsValue {
    throw_input(&json!({
        "code": "not_plain_data",
        "message": format!("`{place}` is not plain data: {cause}"),
        "place": place,
        "advice": null,
    }))
}
