//! Logs sealed and audited. The application signs, and says what it found of a signature: what does either in a browser
//! takes its time, and nothing here waits.

use crate::error::throw_error;
use crate::value::{bytes_of, text, to_js, to_value};
use anjieflow::interchange::audit::Signature;
use anjieflow::interchange::plain::audit as plain;
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

/// The text of an argument that may be left out.
fn some_text(value: &JsValue, name: &str) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() { Ok(None) } else { text(value, name).map(Some) }
}

/// Seal a log, on a day and by somebody.
#[wasm_bindgen]
pub fn seal(log: &JsValue, sealed: &JsValue, earlier: &JsValue) -> Result<String, JsValue> {
    let (log, earlier) = (text(log, "log")?, some_text(earlier, "earlier")?);
    plain::seal(&log, &to_value(sealed, "sealed")?, earlier.as_deref()).map_err(|error| throw_error(&error))
}

/// The bytes to sign.
#[wasm_bindgen(js_name = toSign)]
pub fn to_sign(seal: &JsValue, algorithm: &JsValue, key: &JsValue) -> Result<Vec<u8>, JsValue> {
    let bytes = plain::to_sign(&text(seal, "seal")?, &text(algorithm, "algorithm")?, &text(key, "key")?);
    bytes.map_err(|error| throw_error(&error))
}

/// The same seal, signed.
#[wasm_bindgen]
pub fn signed(seal: &JsValue, algorithm: &JsValue, key: &JsValue, value: &JsValue) -> Result<String, JsValue> {
    let value = bytes_of(value, "value")?;
    let seal = plain::signed(&text(seal, "seal")?, &text(algorithm, "algorithm")?, &text(key, "key")?, value);
    seal.map_err(|error| throw_error(&error))
}

/// How a seal is signed, and the bytes that were signed; null where it is not.
#[wasm_bindgen]
pub fn signature(seal: &JsValue) -> Result<JsValue, JsValue> {
    let found = plain::signature(&text(seal, "seal")?).map_err(|error| throw_error(&error))?;
    found.map_or(Ok(JsValue::NULL), |(signature, signed)| told(&signature, &signed))
}

fn told(signature: &Signature, signed: &[u8]) -> Result<JsValue, JsValue> {
    let told = Object::new();
    for (name, value) in [
        ("algorithm", JsValue::from_str(&signature.algorithm)),
        ("key", JsValue::from_str(&signature.key)),
        ("value", Uint8Array::from(signature.value.as_slice()).into()),
        ("signed", Uint8Array::from(signed).into()),
    ] {
        Reflect::set(&told, &JsValue::from_str(name), &value)?;
    }
    Ok(told.into())
}

/// A log and its seal as one text.
#[wasm_bindgen]
pub fn join(log: &JsValue, seal: &JsValue) -> Result<String, JsValue> {
    plain::join(&text(log, "log")?, &text(seal, "seal")?).map_err(|error| throw_error(&error))
}

/// The log and the seal of a joined text.
#[wasm_bindgen]
pub fn split(joined: &JsValue) -> Result<Vec<String>, JsValue> {
    let joined = text(joined, "joined")?;
    let (log, seal) = plain::split(&joined).map_err(|error| throw_error(&error))?;
    Ok(vec![log.to_owned(), seal.to_owned()])
}

/// Compare a log with its seal. `fits` is what the application says of the signature.
#[wasm_bindgen]
pub fn audit(log: &JsValue, seal: &JsValue, fits: Option<bool>) -> Result<JsValue, JsValue> {
    let (log, seal) = (text(log, "log")?, some_text(seal, "seal")?);
    let verify = |_: &Signature, _: &[u8]| fits == Some(true);
    let told = plain::audit(&log, seal.as_deref(), fits.is_some().then_some(&verify));
    to_js(&told.map_err(|error| throw_error(&error))?)
}
