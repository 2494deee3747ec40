//! The rules that cases are judged under.

#[cfg(feature = "cases")]
use crate::error::throw_error;
#[cfg(feature = "cases")]
use crate::value::bytes_of;
use anjieflow::calendar::Calendar;
use anjieflow::interchange::plain;
use anjieflow::product::Pack;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// One edition of the data: its products with their lists and routes. A case keeps to the rules it was opened or
/// replayed under.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Rules(Rc<Pack>);

impl Rules {
    pub fn new(pack: Pack) -> Self {
        Self(Rc::new(pack))
    }

    pub fn plain(&self) -> plain::Rules<'_> {
        plain::Rules { pack: &self.0, calendar: CALENDAR }
    }

    #[cfg(feature = "packs")]
    pub fn pack(&self) -> &Pack {
        &self.0
    }
}

/// Working days are asked at a desk: no command of a case counts them.
#[cfg(feature = "packs")]
static CALENDAR: &Calendar = &Calendar::PRC;
#[cfg(not(feature = "packs"))]
static CALENDAR: &Calendar = &Calendar::EMPTY;

#[wasm_bindgen]
impl Rules {
    /// The rules that `packed` wrote: what a case is judged by.
    #[cfg(feature = "cases")]
    pub fn unpack(bytes: &JsValue) -> Result<Self, JsValue> {
        let unpacked = Pack::unpack(&bytes_of(bytes, "bytes")?);
        unpacked.map(Self::new).map_err(|error| throw_error(&error))
    }

    /// Which edition they are.
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> String {
        self.0.edition.id.to_string()
    }
}
