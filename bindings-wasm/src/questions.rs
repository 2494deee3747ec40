//! What customers ask of a loan, in figures and in words.

use crate::error::throw_error;
use crate::value::{to_js, to_value};
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// How much it is a month.
#[wasm_bindgen]
pub fn monthly(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::monthly(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}

/// What another rate does to a loan.
#[wasm_bindgen(js_name = ifRateMoves)]
pub fn if_rate_moves(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::if_rate_moves(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}

/// Two ways to borrow, compared.
#[wasm_bindgen]
pub fn compare(loans: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::compare(&to_value(loans, "loans")?).map_err(|error| throw_error(&error))?)
}

/// The same sum paid early on one day or on another.
#[wasm_bindgen(js_name = prepayNowOrLater)]
pub fn prepay_now_or_later(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::prepay_now_or_later(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}

/// The same sum paid early for a shorter term or for a smaller instalment.
#[wasm_bindgen(js_name = shorterOrSmaller)]
pub fn shorter_or_smaller(loan: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::shorter_or_smaller(&to_value(loan, "loan")?).map_err(|error| throw_error(&error))?)
}
