//! The case in whatever stage it is: a value, so that a step hands back a new one.

use crate::error::throw_error;
use crate::refused::throw;
use crate::rules::Rules;
use crate::value::{to_js, to_value};
use anjieflow::interchange::plain;
use js_sys::Array;
use serde_json::Value;
use wasm_bindgen::prelude::*;

/// A mortgage case in one of its stages. It never changes: a step gives the next case.
#[wasm_bindgen]
pub struct Case {
    case: anjieflow::case::Case,
    rules: Rules,
}

impl Case {
    pub fn new(case: anjieflow::case::Case, rules: Rules) -> Self {
        Self { case, rules }
    }

    #[cfg(feature = "office")]
    pub fn plain(&self) -> &anjieflow::case::Case {
        &self.case
    }

    #[cfg(feature = "office")]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

#[wasm_bindgen]
impl Case {
    /// The name the application gave this case.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.case.id().to_string()
    }

    /// The stage this case is in.
    #[wasm_bindgen(getter)]
    pub fn stage(&self) -> String {
        self.case.stage().name().to_owned()
    }

    /// The number of entries so far.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> u32 {
        self.case.length()
    }

    /// The commands that the stage of this case lists.
    pub fn allowed(&self) -> Result<JsValue, JsValue> {
        to_js(&plain::allowed(&self.case))
    }

    /// The event that a command would give. The case stays as it is.
    pub fn decide(&self, command: &JsValue, context: &JsValue) -> Result<JsValue, JsValue> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let decided = self.rules.plain().decide(&self.case, command, context);
        to_js(&decided.map_err(|problem| throw(&problem, &self.rules))?)
    }

    /// Take a step: the next case, and the entry to keep.
    pub fn step(&self, command: &JsValue, context: &JsValue) -> Result<Array, JsValue> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let taken = self.rules.plain().step(&self.case, command, context);
        let (case, entry) = taken.map_err(|problem| throw(&problem, &self.rules))?;
        stepped(Self::new(case, self.rules.clone()), &entry)
    }

    /// What is known of the case, with names and numbers of persons masked.
    pub fn view(&self) -> Result<JsValue, JsValue> {
        to_js(&plain::view(&self.case))
    }

    /// The papers this case must hand in, and how each one stands on the day of the context.
    pub fn checklist(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let lines = self.rules.plain().checklist(&self.case, to_value(context, "context")?);
        to_js(&lines.map_err(|error| throw_error(&error))?)
    }

    /// What is due, from whom and by when, seen on the day of the context.
    pub fn worklist(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let tasks = self.rules.plain().worklist(&self.case, to_value(context, "context")?);
        to_js(&tasks.map_err(|error| throw_error(&error))?)
    }

    /// What lapses before the step that needs it, by a plan of `{step, on}`; without one, by the case's own known days.
    pub fn forecast(&self, context: &JsValue, plan: &JsValue) -> Result<JsValue, JsValue> {
        let none = plan.is_undefined() || plan.is_null();
        let plan = if none { Value::Null } else { to_value(plan, "plan")? };
        let lapses = self.rules.plain().forecast(&self.case, plan, to_value(context, "context")?);
        to_js(&lapses.map_err(|error| throw_error(&error))?)
    }

    /// How each loan stands to its limits: kept, broken or not known, and by which rule.
    pub fn findings(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let findings = self.rules.plain().findings(&self.case, to_value(context, "context")?);
        to_js(&findings.map_err(|error| throw_error(&error))?)
    }

    /// What the rules of another day mean for this case.
    pub fn difference(&self, context: &JsValue, then: &JsValue) -> Result<JsValue, JsValue> {
        self.difference_under(&self.rules, context, then)
    }

    /// What other rules mean for this case, on the same day or another.
    #[wasm_bindgen(js_name = differenceUnder)]
    pub fn difference_under(&self, rules: &Rules, context: &JsValue, then: &JsValue) -> Result<JsValue, JsValue> {
        let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
        let found = self.rules.plain().difference(&self.case, context, rules.plain(), then);
        to_js(&found.map_err(|error| throw_error(&error))?)
    }

    /// The masked view: what `JSON.stringify` writes of a case.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        self.view()
    }

    /// The same case under other rules, such as another edition.
    pub fn under(&self, rules: &Rules) -> Self {
        Self::new(self.case.clone(), rules.clone())
    }

    /// A line for people: which case, where it is, how many entries.
    #[wasm_bindgen(js_name = toString)]
    pub fn to_text(&self) -> String {
        let (id, stage, length) = (self.case.id().as_str(), self.case.stage().name(), self.case.length());
        let entries = if length == 1 { "entry" } else { "entries" };
        format!("<Case {id} {stage}, {length} {entries}>")
    }
}

/// The next case, and the entry that the application keeps.
pub fn stepped(case: Case, entry: &Value) -> Result<Array, JsValue> {
    Ok(Array::of2(&case.into(), &to_js(entry)?))
}
