//! One line of a log, written when somebody asks for it.

use anjieflow::interchange::entry_line;
use anjieflow::log;
use js_sys::JSON;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// An entry of the log of a case: which number, which days, by whom, what happened.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Entry(Rc<log::Entry>);

impl Entry {
    pub fn new(entry: log::Entry) -> Self {
        Self(Rc::new(entry))
    }
}

#[wasm_bindgen]
impl Entry {
    /// Its number in the log, from 1.
    #[wasm_bindgen(getter)]
    pub fn number(&self) -> u32 {
        self.0.stamp.number
    }

    /// What happened: the name of its event.
    #[wasm_bindgen(getter)]
    pub fn event(&self) -> String {
        self.0.event_name().to_owned()
    }

    /// The day it happened.
    #[wasm_bindgen(getter)]
    pub fn occurred(&self) -> String {
        self.0.stamp.occurred.to_string()
    }

    /// The day it was recorded.
    #[wasm_bindgen(getter)]
    pub fn recorded(&self) -> String {
        self.0.stamp.recorded.to_string()
    }

    /// Who acted.
    #[wasm_bindgen(getter)]
    pub fn by(&self) -> String {
        self.0.stamp.by.to_string()
    }

    /// As plain data, personal fields among it.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        JSON::parse(&entry_line(&self.0))
    }

    /// Its line of the log: JSON, personal fields among it.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        entry_line(&self.0)
    }

    /// A line for people, without what is personal.
    #[wasm_bindgen(js_name = toString)]
    pub fn to_text(&self) -> String {
        format!("<Entry {} of {}>", self.0.stamp.number, self.0.case)
    }
}
