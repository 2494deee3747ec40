//! Cases as they stood, or as they were known, on an earlier day.

use crate::case::Case;
use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::text;
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Rules {
    /// The case as of a day: what had occurred by then, as far as the log knows now.
    #[wasm_bindgen(js_name = replayAsOf)]
    pub fn replay_as_of(&self, log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        let replayed = plain::replay_as_of(&text(log, "text")?, &text(day, "day")?);
        self.or_null(replayed.map_err(|error| throw_error(&error))?)
    }

    /// The case as known on a day: what had been recorded by then.
    #[wasm_bindgen(js_name = replayKnownOn)]
    pub fn replay_known_on(&self, log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        let replayed = plain::replay_known_on(&text(log, "text")?, &text(day, "day")?);
        self.or_null(replayed.map_err(|error| throw_error(&error))?)
    }
}

impl Rules {
    /// The case, or null before it was opened: as for every other answer, not undefined.
    fn or_null(&self, case: Option<anjieflow::case::Case>) -> Result<JsValue, JsValue> {
        Ok(case.map_or(JsValue::NULL, |case| self.keep(case).into()))
    }
}

#[cfg(feature = "builtin")]
#[wasm_bindgen]
impl Case {
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
