//! A command that was read once, for whoever gives it many times.

use crate::error::throw_error;
use crate::value::to_value;
use anjieflow::case;
use anjieflow::interchange::read_command;
use js_sys::JSON;
use wasm_bindgen::prelude::*;

/// What somebody wants done: a name, and what belongs to it.
#[wasm_bindgen]
pub struct Command {
    command: case::Command,
    /// As it was handed in.
    text: String,
}

impl Command {
    pub fn plain(&self) -> &case::Command {
        &self.command
    }
}

#[wasm_bindgen]
impl Command {
    /// Read a command.
    #[wasm_bindgen(constructor)]
    pub fn new(command: &JsValue) -> Result<Self, JsValue> {
        let wire = to_value(command, "command")?;
        let command = read_command(&wire).map_err(|error| throw_error(&error.at("command")))?;
        Ok(Self { command, text: wire.to_string() })
    }

    /// As plain data.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        JSON::parse(&self.text)
    }

    /// As JSON text.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.text.clone()
    }
}
