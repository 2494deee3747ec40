//! The case in whatever stage it is: a value, so that a step hands back a new one.

use crate::command::Command;
use crate::context::Context;
use crate::entry::Entry;
use crate::error::throw_error;
use crate::refused::throw;
use crate::rules::Rules;
use crate::value::{to_js, to_value};
use anjieflow::interchange::{plain, read_command};
use anjieflow::log;
use anjieflow::product::Truth;
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A mortgage case in one of its stages. It never changes: a step gives the next case.
#[wasm_bindgen]
pub struct Case {
    /// Shared with the same case under other rules.
    case: Rc<anjieflow::case::Case>,
    rules: Rules,
    /// That of the step which led here; none of a case that a log told of.
    entry: Option<Entry>,
}

impl Case {
    pub fn new(case: anjieflow::case::Case, rules: Rules, entry: Option<log::Entry>) -> Self {
        Self { case: Rc::new(case), rules, entry: entry.map(Entry::new) }
    }

    /// The case after a step.
    fn after(
        &self,
        command: &anjieflow::case::Command,
        context: &anjieflow::case::Context<'_>,
    ) -> Result<Self, JsValue> {
        let taken = plain::take(&self.case, command, context);
        let (case, entry) = taken.map_err(|problem| throw(&problem, &self.rules))?.into_parts();
        Ok(Self::new(case, self.rules.clone(), Some(entry)))
    }

    #[cfg(feature = "desk")]
    pub fn plain(&self) -> &anjieflow::case::Case {
        &self.case
    }

    #[cfg(feature = "desk")]
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
        let command = read_command(&command).map_err(|error| throw_error(&error.at("command")))?;
        let context = self.rules.plain().context(&context).map_err(|error| throw_error(&error))?;
        stepped(self.after(&command, &context)?)
    }

    /// Take a step with what was read before: the next case, which has its entry.
    pub fn take(&self, command: &Command, context: &Context) -> Result<Self, JsValue> {
        self.after(command.plain(), &context.under(&self.rules))
    }

    /// The entry of the step that led here.
    #[wasm_bindgen(getter)]
    pub fn entry(&self) -> JsValue {
        self.entry.clone().map_or(JsValue::NULL, JsValue::from)
    }

    /// Whether every paper that is asked for is accepted; null while that cannot be said.
    #[wasm_bindgen(js_name = isComplete)]
    pub fn is_complete(&self, context: &Context) -> JsValue {
        match plain::is_complete(&self.case, &context.under(&self.rules)) {
            Truth::Yes => JsValue::TRUE,
            Truth::No => JsValue::FALSE,
            Truth::Unknown => JsValue::NULL,
        }
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

    /// The masked view: what `JSON.stringify` writes of a case.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        self.view()
    }

    /// The same case under other rules, such as another edition.
    pub fn under(&self, rules: &Rules) -> Self {
        Self { case: Rc::clone(&self.case), rules: rules.clone(), entry: self.entry.clone() }
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
pub fn stepped(case: Case) -> Result<Array, JsValue> {
    let entry = case.entry.as_ref().map_or(Ok(JsValue::NULL), Entry::to_json)?;
    Ok(Array::of2(&case.into(), &entry))
}
