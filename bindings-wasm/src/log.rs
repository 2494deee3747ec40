//! Entries as the text that is kept.

use crate::error::throw_error;
use crate::value::to_value;
use anjieflow::interchange::json::Value;
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// The log of these entries as text, a header and an entry a line, as `replay` reads it.
#[wasm_bindgen]
pub fn log(entries: &JsValue) -> Result<String, JsValue> {
    let entries = match to_value(entries, "entries")? {
        Value::Array(entries) => entries,
        // A single value is handed on: core says what is wrong with it.
        other => vec![other],
    };
    plain::log(entries).map_err(|error| throw_error(&error))
}
