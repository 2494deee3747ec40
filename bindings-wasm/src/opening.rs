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
}

impl Rules {
    pub fn keep(&self, case: anjieflow::case::Case) -> Case {
        Case::new(case, self.clone(), None)
    }
}
