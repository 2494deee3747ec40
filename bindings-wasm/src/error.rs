//! What is malformed, as an error of the class that `js/errors.js` has for it.

use crate::value::to_js;
use anjieflow::error::Error;
use anjieflow::interchange::json::{Map, Value};
use anjieflow::interchange::plain;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./errors.js")]
extern "C" {
    type InputError;
    #[wasm_bindgen(constructor)]
    fn new(fields: JsValue) -> InputError;
}

/// The error to throw for a malformed input.
pub fn throw_error(error: &Error) -> JsValue {
    throw_input(&plain::error(error))
}

fn throw_input(fields: &Value) -> JsValue {
    to_js(fields).map_or_else(|error| error, |fields| InputError::new(fields).into())
}

/// The error to throw for a value that `js/plain.js` let through and that is no plain data all the same.
pub fn throw_unplain(place: &str, cause: &Error) -> JsValue {
    let fields = [
        ("code", "not_plain_data".to_owned()),
        ("message", format!("`{place}` is not plain data: {cause}")),
        ("zh", format!("不是可以传递的普通数据：{place}")),
        ("place", place.to_owned()),
    ];
    throw_input(&Value::Object(Map::from_iter(fields.map(|(name, text)| (name.to_owned(), Value::from(text))))))
}
