//! Which product to ask for, before there is a case.

use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::{to_js, to_value};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Rules {
    /// What an application would meet: whether it fits, how large it may be, what would help.
    pub fn assess(&self, enquiry: &JsValue) -> Result<JsValue, JsValue> {
        let told = self.plain().assess(&to_value(enquiry, "enquiry")?);
        to_js(&told.map_err(|error| throw_error(&error))?)
    }

    /// Every product for one household and home, the best first.
    pub fn choose(&self, enquiry: &JsValue) -> Result<JsValue, JsValue> {
        let told = self.plain().choose(&to_value(enquiry, "enquiry")?);
        to_js(&told.map_err(|error| throw_error(&error))?)
    }

    /// Which split between a provident fund and a bank costs least.
    pub fn split(&self, enquiry: &JsValue) -> Result<JsValue, JsValue> {
        let told = self.plain().split(&to_value(enquiry, "enquiry")?);
        to_js(&told.map_err(|error| throw_error(&error))?)
    }

    /// What buying costs besides price and interest.
    pub fn costs(&self, purchase: &JsValue) -> Result<JsValue, JsValue> {
        let told = self.plain().costs(&to_value(purchase, "purchase")?);
        to_js(&told.map_err(|error| throw_error(&error))?)
    }
}
