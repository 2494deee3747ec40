//! What is asked of a case, and of all the cases of an office.

use crate::case::Case;
use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::{text, to_js, to_value};
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// Ask a case something, as seen on the day of the context.
#[wasm_bindgen]
pub fn ask(case: &Case, question: &JsValue, context: &JsValue) -> Result<JsValue, JsValue> {
    let (question, context) = (to_value(question, "question")?, to_value(context, "context")?);
    let told = case.rules().plain().ask(case.plain(), &question, context);
    to_js(&told.map_err(|error| throw_error(&error))?)
}

/// A log without the personal fields of what it says was erased.
#[wasm_bindgen]
pub fn forget(log: &JsValue) -> Result<String, JsValue> {
    plain::forget(&text(log, "log")?).map_err(|error| throw_error(&error))
}

/// The cases of an office, by their names, under one set of rules.
#[wasm_bindgen]
pub struct Office {
    cases: plain::Office,
    rules: Rules,
}

#[wasm_bindgen]
impl Office {
    /// An office without a case, under the built-in rules.
    #[cfg(feature = "builtin")]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        Rules::builtin().map(|rules| Self::under(&rules))
    }

    /// An office without a case, under these rules.
    pub fn under(rules: &Rules) -> Self {
        Self { cases: plain::Office::default(), rules: rules.clone() }
    }

    /// How many cases there are.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.cases.len()
    }

    /// Put a case in, in the place of what it was before.
    pub fn put(&mut self, case: &Case) {
        self.cases.put(case.plain().clone());
    }

    /// Take a case out: whether there was one of that name.
    pub fn remove(&mut self, case: &JsValue) -> Result<bool, JsValue> {
        Ok(self.cases.remove(&text(case, "case")?).is_some())
    }

    /// Ask something of all cases, as seen on the day of the context.
    pub fn ask(&mut self, question: &JsValue, context: &JsValue) -> Result<JsValue, JsValue> {
        let (question, context) = (to_value(question, "question")?, to_value(context, "context")?);
        let told = self.cases.ask(self.rules.plain(), &question, context);
        to_js(&told.map_err(|error| throw_error(&error))?)
    }
}
