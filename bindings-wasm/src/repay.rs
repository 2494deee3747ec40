//! What a loan costs.

use crate::error::throw_error;
use crate::value::{to_js, to_value};
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// Every payment of a debt, and the sums.
#[wasm_bindgen]
pub fn schedule(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::schedule(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}

/// Which convention gives a figure that somebody brings, or what comes nearest.
#[wasm_bindgen(js_name = explainFigure)]
pub fn explain_figure(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::explain_figure(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}

/// What an early payment costs and saves.
#[wasm_bindgen]
pub fn prepay(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::prepay(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}
