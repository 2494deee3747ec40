//! The errors: one tree of classes, written in `js/errors.js`, whose leaves are the two ways core
//! says no.

use crate::value::to_js;
use anjieflow::interchange::plain::Problem;
use serde_json::json;
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

/// The error to throw for a no from core.
pub fn throw(problem: &Problem) -> JsValue {
    let fields = match to_js(&problem.to_value()) {
        Ok(fields) => fields,
        Err(error) => return error,
    };
    match problem {
        Problem::Error(_) => InputError::new(fields).into(),
        Problem::Refusal(_) => Refused::new(fields).into(),
    }
}

/// A value that `js/plain.js` let through and that is no plain data all the same.
#[derive(Debug, thiserror::Error)]
#[error("`{place}` is not plain data: {cause}")]
pub struct Unplain<'a> {
    pub place: &'a str,
    pub cause: serde_json::Error,
}

/// The error to throw for it.
pub fn throw_unplain(unplain: &Unplain<'_>) -> JsValue {
    let fields = json!({
        "code": "not_plain_data",
        "message": unplain.to_string(),
        "place": unplain.place,
        "advice": null,
    });
    to_js(&fields).map_or_else(|error| error, |fields| InputError::new(fields).into())
}
