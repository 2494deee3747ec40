//! What is refused, as an error of the class that `js/errors.js` has for it.

use crate::error::throw_error;
use crate::rules::Rules;
use crate::value::to_js;
use anjieflow::interchange::plain::Problem;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./errors.js")]
extern "C" {
    type Refused;
    #[wasm_bindgen(constructor)]
    fn new(fields: JsValue) -> Refused;
}

/// The error to throw for a no from core, in the words of the rules it was asked under.
pub fn throw(problem: &Problem, rules: &Rules) -> JsValue {
    match problem {
        Problem::Error(error) => throw_error(error),
        Problem::Refusal(_) => {
            to_js(&problem.to_value(rules.plain())).map_or_else(|error| error, |fields| Refused::new(fields).into())
        }
    }
}
