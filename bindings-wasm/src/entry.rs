//! One line of a log, written when somebody asks for it.

use crate::value::to_js;
use anjieflow::interchange::write_entry;
use anjieflow::log;
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

    /// As plain data, personal fields among it.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        to_js(&write_entry(&self.0))
    }

    /// Its line of the log: JSON, personal fields among it.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        write_entry(&self.0).to_string()
    }

    /// A line for people, without what is personal.
    #[wasm_bindgen(js_name = toString)]
    pub fn to_text(&self) -> String {
        format!("<Entry {} of {}>", self.0.stamp.number, self.0.case)
    }
}
