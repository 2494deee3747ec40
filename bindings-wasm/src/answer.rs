//! A question in JavaScript values, its answer in JavaScript values.

use crate::error::throw_error;
use crate::value::{to_js, to_value};
use anjieflow::error::Error;
use anjieflow::interchange::json::Value;
use wasm_bindgen::prelude::*;

/// One of the questions of `anjieflow::interchange::plain`. Not generic: each would be another copy in the wasm.
type Question<'q> = &'q dyn Fn(&Value) -> Result<Value, Error>;

/// Its answer; `name` is what was handed in, where that is no plain data.
pub fn answer(asked: &JsValue, name: &str, question: Question<'_>) -> Result<JsValue, JsValue> {
    to_js(&question(&to_value(asked, name)?).map_err(|error| throw_error(&error))?)
}
