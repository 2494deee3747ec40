//! Which product to ask for, before there is a case.

use crate::answer::answer;
use crate::rules::Rules;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Rules {
    /// What an application would meet: whether it fits, how large it may be, what would help.
    pub fn assess(&self, enquiry: &JsValue) -> Result<JsValue, JsValue> {
        answer(enquiry, "enquiry", &|enquiry| self.plain().assess(enquiry))
    }

    /// Every product for one household and home, the best first.
    pub fn choose(&self, enquiry: &JsValue) -> Result<JsValue, JsValue> {
        answer(enquiry, "enquiry", &|enquiry| self.plain().choose(enquiry))
    }

    /// Which split between a provident fund and a bank costs least.
    pub fn split(&self, enquiry: &JsValue) -> Result<JsValue, JsValue> {
        answer(enquiry, "enquiry", &|enquiry| self.plain().split(enquiry))
    }

    /// What buying costs besides price and interest.
    pub fn costs(&self, purchase: &JsValue) -> Result<JsValue, JsValue> {
        answer(purchase, "purchase", &|purchase| self.plain().costs(purchase))
    }

    /// What a published rate was, for the `floating` rate of `schedule`.
    #[wasm_bindgen(js_name = publishedRates)]
    pub fn published_rates(&self, asked: &JsValue) -> Result<JsValue, JsValue> {
        answer(asked, "asked", &|asked| self.plain().published_rates(asked))
    }
}
