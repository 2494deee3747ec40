//! The rules that come with the package, and shorthands for them: absent from the build without them.

use crate::case::Case;
use crate::error::throw_error;
use crate::rules::Rules;
use anjieflow::interchange::pack;
use js_sys::Array;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

/// As `build.rs` wrote them.
const PACK: &str = include_str!(concat!(env!("OUT_DIR"), "/builtin.json"));

thread_local! {
    /// Read once, when they are first asked for.
    static RULES: OnceCell<Rules> = const { OnceCell::new() };
}

#[wasm_bindgen]
impl Rules {
    /// The rules that come with the package.
    pub fn builtin() -> Result<Self, JsValue> {
        RULES.with(|rules| match rules.get() {
            Some(rules) => Ok(rules.clone()),
            None => read().map(|read| rules.get_or_init(|| read).clone()),
        })
    }
}

/// The library's own tests check them whole, so that nobody has to wait for that here.
fn read() -> Result<Rules, JsValue> {
    pack::read_unchecked([PACK]).map(Rules::new).map_err(|error| throw_error(&error))
}

#[wasm_bindgen]
impl Case {
    /// Open a case under the built-in rules.
    pub fn open(request: &JsValue) -> Result<Array, JsValue> {
        Rules::builtin()?.open(request)
    }

    /// The case that a log tells of, under the built-in rules.
    pub fn replay(log: &JsValue) -> Result<Self, JsValue> {
        Rules::builtin()?.replay(log)
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    #[wasm_bindgen(js_name = replayAsOf)]
    pub fn replay_as_of(log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        Rules::builtin()?.replay_as_of(log, day)
    }

    /// The case as known on a day: what had been recorded by then.
    #[wasm_bindgen(js_name = replayKnownOn)]
    pub fn replay_known_on(log: &JsValue, day: &JsValue) -> Result<JsValue, JsValue> {
        Rules::builtin()?.replay_known_on(log, day)
    }
}

/// The products of the built-in edition, or those offered in a city; seen on a day, with the limits that hold then.
#[wasm_bindgen]
pub fn products(city: &JsValue, date: &JsValue) -> Result<JsValue, JsValue> {
    Rules::builtin()?.products(city, date)
}

/// The papers a product asks for, given the facts of a household.
#[wasm_bindgen(js_name = productChecklist)]
pub fn product_checklist(product: &JsValue, facts: &JsValue) -> Result<JsValue, JsValue> {
    Rules::builtin()?.product_checklist(product, facts)
}
