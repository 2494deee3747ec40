//! What can be asked without a case and under any rules.

use crate::error::throw_error;
use crate::value::{text, to_js};
use anjieflow::calendar::Calendar;
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

/// Whether a number can be that of a person or a firm; with `today`, nobody is born later.
#[wasm_bindgen(js_name = checkId)]
pub fn check_id(number: &JsValue, today: &JsValue) -> Result<JsValue, JsValue> {
    let today = if today.is_undefined() { None } else { Some(text(today, "today")?) };
    let answer = plain::check_id(&text(number, "number")?, today.as_deref());
    to_js(&answer.map_err(|error| throw_error(&error))?)
}

/// Ask the calendar of working days: `is_working_day`, `roll_forward`, `roll_back`,
/// `add_working_days` or `working_days_between`.
#[wasm_bindgen]
pub fn workday(operation: &JsValue, date: &JsValue, argument: &JsValue) -> Result<JsValue, JsValue> {
    let (operation, date) = (text(operation, "operation")?, text(date, "date")?);
    let argument = if argument.is_undefined() { String::new() } else { text(argument, "argument")? };
    to_js(&plain::workday(Calendar::builtin(), &operation, &date, &argument))
}

/// The statutory retirement age of somebody born in a month (`YYYY-MM`): `male`, `female_55` or `female_50`.
#[wasm_bindgen(js_name = retirementAge)]
pub fn retirement_age(category: &JsValue, birth_month: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&plain::retirement_age(&text(category, "category")?, &text(birth_month, "birthMonth")?))
}

/// The stages of a case, with their names in the trade.
#[wasm_bindgen]
pub fn stages() -> Result<JsValue, JsValue> {
    to_js(&plain::stages())
}

/// The flow of the case and the loan as text: "mermaid" or "dot".
#[wasm_bindgen]
pub fn diagram(kind: &JsValue) -> Result<String, JsValue> {
    plain::diagram(&text(kind, "kind")?).map_err(|error| throw_error(&error))
}
