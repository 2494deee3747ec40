//! Rules of packs in JSON and of layers over them, and what they say of products.

use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::{text, to_js, to_value};
use anjieflow::error::Error;
use anjieflow::interchange::json::Value;
use anjieflow::interchange::pack;
#[cfg(feature = "desk")]
use anjieflow::interchange::plain;
use anjieflow::product::Pack;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Rules {
    /// The rules of a pack, its JSON text, and of the layers and the place in the options.
    pub fn load(pack: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let base = Self::new(pack::read(&text(pack, "pack")?).map_err(|error| throw_error(&error))?);
        if optional(options).is_none() {
            return Ok(base);
        }
        let (layers, place) = parts(options)?;
        base.at(&layers, &place)
    }

    /// These rules with layers laid over them that hold in a place; without one, in that of the narrowest layer.
    pub fn at(&self, layers: &JsValue, place: &JsValue) -> Result<Self, JsValue> {
        laid(self.pack(), layers, place, pack::laid).map(Self::new)
    }

    /// What of them a case is judged by, as few bytes, for `unpack`.
    #[cfg(feature = "desk")]
    pub fn packed(&self) -> Vec<u8> {
        self.pack().packed()
    }

    /// The products, or those offered in a city; seen on a day, with the limits that hold then.
    pub fn products(&self, city: &JsValue, date: &JsValue) -> Result<JsValue, JsValue> {
        let city = optional(city).map(|city| text(city, "city")).transpose()?;
        let date = optional(date).map(|date| text(date, "date")).transpose()?;
        let products = self.plain().products(city.as_deref(), date.as_deref());
        to_js(&products.map_err(|error| throw_error(&error))?)
    }

    /// What a rule says, in Chinese and English, under which edition, since when, and where it was read.
    pub fn explain(&self, rule: &JsValue) -> Result<JsValue, JsValue> {
        let told = self.plain().explain(&text(rule, "rule")?);
        to_js(&told.map_err(|error| throw_error(&error))?)
    }

    /// The papers a product asks for, given the facts of a household.
    #[wasm_bindgen(js_name = productChecklist)]
    pub fn product_checklist(&self, product: &JsValue, facts: &JsValue) -> Result<JsValue, JsValue> {
        let papers = self.plain().product_checklist(&text(product, "product")?, to_value(facts, "facts")?);
        to_js(&papers.map_err(|error| throw_error(&error))?)
    }
}

/// What is wrong with a pack and the layers laid over it, each fault with its smallest example.
#[cfg(feature = "desk")]
#[wasm_bindgen]
pub fn lint(pack: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let base = pack::read_unchecked([text(pack, "pack")?.as_str()]).map_err(|error| throw_error(&error))?;
    let (layers, place) = parts(options)?;
    to_js(&plain::lint(&laid(&base, &layers, &place, pack::laid_unchecked)?))
}

/// The layers and the place of the options.
fn parts(options: &JsValue) -> Result<(JsValue, JsValue), JsValue> {
    let part = |name: &str| optional(options).map_or(Ok(JsValue::NULL), |options| Reflect::get(options, &name.into()));
    Ok((part("layers")?, part("place")?))
}

/// How layers are laid: with a check of what comes of it, or without.
type Lay = fn(&Pack, &[String], Option<&Value>) -> Result<Pack, Error>;

/// A pack with layers laid over it, in one way or another.
fn laid(base: &Pack, layers: &JsValue, place: &JsValue, lay: Lay) -> Result<Pack, JsValue> {
    let place = optional(place).map(|place| to_value(place, "place")).transpose()?;
    lay(base, &texts(layers)?, place.as_ref()).map_err(|error| throw_error(&error))
}

/// What was handed in, if anything was.
fn optional(value: &JsValue) -> Option<&JsValue> {
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// The texts of a list.
fn texts(list: &JsValue) -> Result<Vec<String>, JsValue> {
    match optional(list) {
        None => Ok(Vec::new()),
        Some(list) if Array::is_array(list) => {
            let one = |(index, item)| text(&item, &format!("layers[{index}]"));
            Array::from(list).iter().enumerate().map(one).collect()
        }
        // One text is a list of one; anything else is told that text is wanted.
        Some(single) => Ok(vec![text(single, "layers")?]),
    }
}

/// The products of the built-in edition, or those offered in a city; seen on a day, with the limits that hold then.
#[cfg(all(feature = "desk", feature = "builtin"))]
#[wasm_bindgen]
pub fn products(city: &JsValue, date: &JsValue) -> Result<JsValue, JsValue> {
    Rules::builtin()?.products(city, date)
}

/// The papers a product asks for, given the facts of a household.
#[cfg(all(feature = "desk", feature = "builtin"))]
#[wasm_bindgen(js_name = productChecklist)]
pub fn product_checklist(product: &JsValue, facts: &JsValue) -> Result<JsValue, JsValue> {
    Rules::builtin()?.product_checklist(product, facts)
}
