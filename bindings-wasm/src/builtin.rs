//! The rules that come with the package: absent from the build without them.

use crate::error::throw_error;
use crate::rules::Rules;
use anjieflow::interchange::pack;
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
