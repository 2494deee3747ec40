//! What other rules mean for many loans at once.

use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::{to_js, to_value};
use wasm_bindgen::prelude::*;

/// What the rules of another day mean for loans in columns, grouped by cause with one witness each.
#[wasm_bindgen]
pub fn impact(rules: &Rules, columns: &JsValue, context: &JsValue, then: &JsValue) -> Result<JsValue, JsValue> {
    impact_under(rules, rules, columns, context, then)
}

/// What other rules mean for them, on the same day or another.
#[wasm_bindgen(js_name = impactUnder)]
pub fn impact_under(
    rules: &Rules,
    other: &Rules,
    columns: &JsValue,
    context: &JsValue,
    then: &JsValue,
) -> Result<JsValue, JsValue> {
    let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
    let found = rules.plain().impact_of(&to_value(columns, "columns")?, context, other.plain(), then);
    to_js(&found.map_err(|error| throw_error(&error))?)
}
