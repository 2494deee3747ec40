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

/// What is owed on a day by somebody who is behind.
#[wasm_bindgen]
pub fn arrears(asked: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::arrears(&to_value(asked, "arrears")?).map_err(|error| throw_error(&error))?)
}

/// How often somebody was late, in a row and in all.
#[wasm_bindgen(js_name = lateRecord)]
pub fn late_record(late: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::late_record(&to_value(late, "late")?).map_err(|error| throw_error(&error))?)
}

/// Half a monthly instalment every two weeks, and what that saves.
#[wasm_bindgen]
pub fn fortnightly(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::fortnightly(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}
