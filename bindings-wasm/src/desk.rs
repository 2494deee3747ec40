//! What is asked of a case at a desk: what is due, what lapses, which limits it keeps, what other rules would mean.

use crate::case::Case;
use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::{to_js, to_value};
use anjieflow::interchange::json::Value;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Case {
    /// What is due, from whom and by when, seen on the day of the context.
    pub fn worklist(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let tasks = self.rules().plain().worklist(self.plain(), to_value(context, "context")?);
        to_js(&tasks.map_err(|error| throw_error(&error))?)
    }

    /// What lapses before the step that needs it, by a plan of `{step, on}`; without one, by the case's own known days.
    pub fn forecast(&self, context: &JsValue, plan: &JsValue) -> Result<JsValue, JsValue> {
        let none = plan.is_undefined() || plan.is_null();
        let plan = if none { Value::Null } else { to_value(plan, "plan")? };
        let lapses = self.rules().plain().forecast(self.plain(), plan, to_value(context, "context")?);
        to_js(&lapses.map_err(|error| throw_error(&error))?)
    }

    /// How each loan stands to its limits: kept, broken or not known, and by which rule.
    pub fn findings(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let findings = self.rules().plain().findings(self.plain(), to_value(context, "context")?);
        to_js(&findings.map_err(|error| throw_error(&error))?)
    }

    /// What the rules of another day mean for this case.
    pub fn difference(&self, context: &JsValue, then: &JsValue) -> Result<JsValue, JsValue> {
        self.difference_under(self.rules(), context, then)
    }

    /// What other rules mean for this case, on the same day or another.
    #[wasm_bindgen(js_name = differenceUnder)]
    pub fn difference_under(&self, rules: &Rules, context: &JsValue, then: &JsValue) -> Result<JsValue, JsValue> {
        let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
        let found = self.rules().plain().difference(self.plain(), context, rules.plain(), then);
        to_js(&found.map_err(|error| throw_error(&error))?)
    }
}
