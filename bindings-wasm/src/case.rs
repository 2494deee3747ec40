//! The case in whatever stage it is: a value, so that a step hands back a new one.

use crate::error::throw;
use crate::value::{text, to_js, to_value};
use anjieflow::interchange::plain::{self, Problem};
use js_sys::Array;
use serde_json::Value;
use wasm_bindgen::prelude::*;

/// A mortgage case in one of its stages. It never changes: a step gives the next case.
#[wasm_bindgen]
pub struct Case(anjieflow::case::Case);

#[wasm_bindgen]
impl Case {
    /// Open a case: the case in its first stage, and the first entry of its log.
    pub fn open(request: &JsValue) -> Result<Array, JsValue> {
        let opened = plain::open(to_value(request, "request")?);
        stepped(opened.map_err(|problem| throw(&problem))?)
    }

    /// The case that a log tells of: text, as `log` writes it.
    pub fn replay(log: &JsValue) -> Result<Self, JsValue> {
        let replayed = plain::replay(&text(log, "text")?);
        replayed.map(Self).map_err(|problem| throw(&problem))
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    #[wasm_bindgen(js_name = replayAsOf)]
    pub fn replay_as_of(log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        or_null(plain::replay_as_of(&text(log, "text")?, &text(day, "day")?))
    }

    /// The case as known on a day: what had been recorded by then.
    #[wasm_bindgen(js_name = replayKnownOn)]
    pub fn replay_known_on(log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        or_null(plain::replay_known_on(&text(log, "text")?, &text(day, "day")?))
    }

    /// The name the application gave this case.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// The stage this case is in.
    #[wasm_bindgen(getter)]
    pub fn stage(&self) -> String {
        self.0.stage().name().to_owned()
    }

    /// The number of entries so far.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> u32 {
        self.0.length()
    }

    /// The commands that the stage of this case lists.
    pub fn allowed(&self) -> Result<JsValue, JsValue> {
        to_js(&plain::allowed(&self.0))
    }

    /// The event that a command would give. The case stays as it is.
    pub fn decide(&self, command: &JsValue, context: &JsValue) -> Result<JsValue, JsValue> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let decided = plain::decide(&self.0, command, context);
        to_js(&decided.map_err(|problem| throw(&problem))?)
    }

    /// Take a step: the next case, and the entry to keep.
    pub fn step(&self, command: &JsValue, context: &JsValue) -> Result<Array, JsValue> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let taken = plain::step(&self.0, command, context);
        stepped(taken.map_err(|problem| throw(&problem))?)
    }

    /// What is known of the case, with names and numbers of persons masked.
    pub fn view(&self) -> Result<JsValue, JsValue> {
        to_js(&plain::view(&self.0))
    }

    /// The papers this case must hand in, and how each one stands on the day of the context.
    pub fn checklist(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let lines = plain::checklist(&self.0, to_value(context, "context")?);
        to_js(&lines.map_err(|problem| throw(&problem))?)
    }

    /// What is due, from whom and by when, seen on the day of the context.
    pub fn worklist(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let tasks = plain::worklist(&self.0, to_value(context, "context")?);
        to_js(&tasks.map_err(|problem| throw(&problem))?)
    }

    /// How each loan stands to its limits: kept, broken or not known, and by which rule.
    pub fn findings(&self, context: &JsValue) -> Result<JsValue, JsValue> {
        let findings = plain::findings(&self.0, to_value(context, "context")?);
        to_js(&findings.map_err(|problem| throw(&problem))?)
    }

    /// The masked view: what `JSON.stringify` writes of a case.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        self.view()
    }

    /// A line for people: which case, where it is, how many entries.
    #[wasm_bindgen(js_name = toString)]
    pub fn to_text(&self) -> String {
        let (id, stage, length) = (self.0.id().as_str(), self.0.stage().name(), self.0.length());
        let entries = if length == 1 { "entry" } else { "entries" };
        format!("<Case {id} {stage}, {length} {entries}>")
    }
}

/// The next case, and the entry that the application keeps.
fn stepped((case, entry): (anjieflow::case::Case, Value)) -> Result<Array, JsValue> {
    Ok(Array::of2(&Case(case).into(), &to_js(&entry)?))
}

/// The case, or null before it was opened: as for every other answer, not undefined.
fn or_null(replayed: Result<Option<anjieflow::case::Case>, Problem>) -> Result<JsValue, JsValue> {
    let case = replayed.map_err(|problem| throw(&problem))?;
    Ok(case.map_or(JsValue::NULL, |case| Case(case).into()))
}
