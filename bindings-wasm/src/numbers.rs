//! Numbers of people, papers and homes.

use crate::error::throw_error;
use crate::value::{text, to_js};
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// Whether a number is right as what it is said to be, such as "bank-card" or "title"; with `today`, nobody is born later.
#[wasm_bindgen(js_name = checkNumber)]
pub fn check_number(kind: &JsValue, number: &JsValue, today: &JsValue) -> Result<JsValue, JsValue> {
    let today = if today.is_undefined() { None } else { Some(text(today, "today")?) };
    let answer = plain::check_number(&text(kind, "kind")?, &text(number, "number")?, today.as_deref());
    to_js(&answer.map_err(|error| throw_error(&error))?)
}
