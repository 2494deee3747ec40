//! Who acts, on which day: read once, used for many steps.

use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::{to_js, to_value};
use anjieflow::case;
use anjieflow::interchange::Occasion;
use wasm_bindgen::prelude::*;

/// What a decision may know besides the case: today, who acts, the day it happened, and the salt of the entry.
#[wasm_bindgen]
pub struct Context(Occasion);

impl Context {
    /// As core has it, under these rules.
    pub fn under<'a>(&self, rules: &'a Rules) -> case::Context<'a> {
        self.0.under(rules.plain())
    }
}

#[wasm_bindgen]
impl Context {
    /// Read a context.
    #[wasm_bindgen(constructor)]
    pub fn new(context: &JsValue) -> Result<Self, JsValue> {
        let read = Occasion::read(&to_value(context, "context")?);
        read.map(Self).map_err(|error| throw_error(&error.at("context")))
    }

    /// As plain data.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.to_value())
    }

    /// As JSON text.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.0.to_value().to_string()
    }
}
