//! What customers ask of a loan, in figures and in words.

use crate::answer::answer;
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// How much it is a month.
#[wasm_bindgen]
pub fn monthly(loan: &JsValue) -> Result<JsValue, JsValue> {
    answer(loan, "loan", &plain::monthly)
}

/// What another rate does to a loan.
#[wasm_bindgen(js_name = ifRateMoves)]
pub fn if_rate_moves(loan: &JsValue) -> Result<JsValue, JsValue> {
    answer(loan, "loan", &plain::if_rate_moves)
}

/// Two ways to borrow, compared.
#[wasm_bindgen]
pub fn compare(loans: &JsValue) -> Result<JsValue, JsValue> {
    answer(loans, "loans", &plain::compare)
}

/// The same sum paid early on one day or on another.
#[wasm_bindgen(js_name = prepayNowOrLater)]
pub fn prepay_now_or_later(loan: &JsValue) -> Result<JsValue, JsValue> {
    answer(loan, "loan", &plain::prepay_now_or_later)
}

/// The same sum paid early for a shorter term or for a smaller instalment.
#[wasm_bindgen(js_name = shorterOrSmaller)]
pub fn shorter_or_smaller(loan: &JsValue) -> Result<JsValue, JsValue> {
    answer(loan, "loan", &plain::shorter_or_smaller)
}
