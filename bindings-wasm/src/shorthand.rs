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

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    #[wasm_bindgen(js_name = replayAsOf)]
    pub fn replay_as_of(log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        Rules::builtin()?.replay_as_of(log, day)
    }

    /// The case as known on a day: what had been recorded by then.
    #[wasm_bindgen(js_name = replayKnownOn)]
    pub fn replay_known_on(log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        Rules::builtin()?.replay_known_on(log, day)
    }
}
