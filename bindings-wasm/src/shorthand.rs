//! Shorthands for what is asked of the built-in rules.

use crate::case::Case;
use crate::rules::Rules;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Case {
    /// Open a case under the built-in rules.
    pub fn open(request: &JsValue) -> Result<Array, JsValue> {
        Rules::builtin()?.open(request)
    }

    /// The case that a log tells of, under the built-in rules.
    pub fn replay(log: &JsValue) -> Result<Self, JsValue> {
        Rules::builtin()?.replay(log)
    }
}
