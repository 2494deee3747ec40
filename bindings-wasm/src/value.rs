//! Plain data to and from JavaScript values, as JSON text: the browser's own reader and writer are
//! there anyway, so nothing of the kind is fetched.

use crate::error::throw_unplain;
use anjieflow::interchange::json::Value;
use anjieflow::interchange::plain;
use js_sys::JSON;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./plain.js")]
extern "C" {
    /// The value as JSON text. Throws an `InputError` where JSON would drop or bend something.
    #[wasm_bindgen(catch, js_name = toText)]
    fn to_text(value: &JsValue, name: &str) -> Result<String, JsValue>;

    /// The bytes of a buffer or of a view of one. Throws an `InputError` where it is neither.
    #[cfg(any(feature = "cases", feature = "audit"))]
    #[wasm_bindgen(catch, js_name = asBytes)]
    fn as_bytes(value: &JsValue, name: &str) -> Result<Vec<u8>, JsValue>;

    #[cfg(any(feature = "rules", feature = "audit"))]
    /// The string itself. Throws an `InputError` where it is none.
    #[wasm_bindgen(catch, js_name = asText)]
    fn as_text(value: &JsValue, name: &str) -> Result<String, JsValue>;
}

/// Plain data from a JavaScript value; `name` is what the caller knows it by.
pub fn to_value(value: &JsValue, name: &str) -> Result<Value, JsValue> {
    // The text is JSON, for `js/plain.js` wrote it: what is wrong here is deeper than core reads.
    plain::parse_handed(&to_text(value, name)?).map_err(|cause| throw_unplain(name, &cause))
}

#[cfg(any(feature = "rules", feature = "audit"))]
/// The text of a JavaScript string; `name` is what the caller knows it by.
pub fn text(value: &JsValue, name: &str) -> Result<String, JsValue> {
    as_text(value, name)
}

/// The bytes of a buffer or of a view of one; `name` is what the caller knows it by.
#[cfg(any(feature = "cases", feature = "audit"))]
pub fn bytes_of(value: &JsValue, name: &str) -> Result<Vec<u8>, JsValue> {
    as_bytes(value, name)
}

/// The JavaScript value for plain data.
pub fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}
