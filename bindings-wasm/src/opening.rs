//! Cases under rules.

use crate::case::{Case, stepped};
use crate::error::throw_error;
use crate::refused::throw;
use crate::rules::Rules;
use crate::value::{text, to_value};
use anjieflow::interchange::plain;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Rules {
    /// Open a case: the case in its first stage, and the first entry of its log.
    pub fn open(&self, request: &JsValue) -> Result<Array, JsValue> {
        let opened = self.plain().opened(&to_value(request, "request")?);
        let (case, entry) = opened.map_err(|problem| throw(&problem, self))?;
        stepped(Case::new(case, self.clone(), Some(entry)))
    }

    /// The case that a log tells of: text, as `log` writes it.
    pub fn replay(&self, log: &JsValue) -> Result<Case, JsValue> {
        let replayed = plain::replay(&text(log, "text")?);
        replayed.map(|case| self.keep(case)).map_err(|error| throw_error(&error))
    }

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
    fn keep(&self, case: anjieflow::case::Case) -> Case {
        Case::new(case, self.clone(), None)
    }

    /// The case, or null before it was opened: as for every other answer, not undefined.
    fn or_null(&self, case: Option<anjieflow::case::Case>) -> Result<JsValue, JsValue> {
        Ok(case.map_or(JsValue::NULL, |case| self.keep(case).into()))
    }
}
