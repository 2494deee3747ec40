//! The rules that come with the package: absent from the build without them.

use crate::error::throw_error;
use crate::rules::Rules;
use anjieflow::error::Error;
use anjieflow::product::Pack;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

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

fn read() -> Result<Rules, JsValue> {
    pack().map(Rules::new).map_err(|error| throw_error(&error))
}

/// All of them, as `build.rs` wrote them. The library's own tests check them whole, so that nobody has to wait for that here.
#[cfg(feature = "packs")]
fn pack() -> Result<Pack, Error> {
    anjieflow::interchange::pack::read_unchecked([include_str!(concat!(env!("OUT_DIR"), "/builtin.json"))])
}

/// What of them a case is judged by.
#[cfg(not(feature = "packs"))]
fn pack() -> Result<Pack, Error> {
    Pack::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/builtin.pack")))
}
