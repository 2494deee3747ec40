//! What a loan costs.

use crate::answer::answer;
use anjieflow::calendar::Calendar;
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// Every payment of a loan, and the sums; due days are put off by the built-in calendar.
#[wasm_bindgen]
pub fn schedule(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &|loan| plain::schedule_by(Calendar::builtin(), loan))
}

/// The payments of two loans for one home together, by due day.
#[wasm_bindgen]
pub fn combined(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "combined", &plain::combined)
}

/// Which convention gives a figure that somebody brings, or what comes nearest.
#[wasm_bindgen(js_name = explainFigure)]
pub fn explain_figure(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::explain_figure)
}

/// What an early payment costs and saves.
#[wasm_bindgen]
pub fn prepay(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::prepay)
}

/// What is owed on a day by somebody who is behind.
#[wasm_bindgen]
pub fn arrears(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "arrears", &plain::arrears)
}

/// How often somebody was late, in a row and in all.
#[wasm_bindgen(js_name = lateRecord)]
pub fn late_record(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "late", &plain::late_record)
}

/// What settles a loan on a day.
#[wasm_bindgen]
pub fn settlement(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::settlement)
}

/// What a loan costs in a year with its fees.
#[wasm_bindgen]
pub fn apr(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::apr)
}

/// Half a monthly instalment every two weeks, and what that saves.
#[wasm_bindgen]
pub fn fortnightly(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::fortnightly)
}

/// The least monthly payment of free repayment at the Beijing provident fund.
#[wasm_bindgen(js_name = leastPayment)]
pub fn least_payment(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::least_payment)
}

/// What a loan that existed adds to the loan prime rate, and what it became when it was cut.
#[wasm_bindgen]
pub fn spread(asked: &JsValue) -> Result<JsValue, JsValue> {
    answer(asked, "loan", &plain::spread)
}
