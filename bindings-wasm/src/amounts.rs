//! Every payment of a loan in columns of numbers, for who draws or sums them.

use crate::error::throw_error;
use crate::value::to_value;
use anjieflow::calendar::Calendar;
use anjieflow::interchange::Payments;
use anjieflow::repayment::Row;
use std::array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./plain.js")]
extern "C" {
    /// An object with a `Float64Array` for each of them.
    #[wasm_bindgen(js_name = toColumns)]
    fn to_columns(payment: &[f64], principal: &[f64], interest: &[f64], balance: &[f64]) -> JsValue;
}

/// As many payments as most loans have, so that columns seldom grow.
const PAYMENTS: usize = 360;

/// A loan that was read once.
#[wasm_bindgen]
pub struct Amounts(Payments);

#[wasm_bindgen]
impl Amounts {
    /// Read a loan, as `schedule` has it.
    #[wasm_bindgen(constructor)]
    pub fn new(loan: &JsValue) -> Result<Self, JsValue> {
        let read = Payments::read(&to_value(loan, "loan")?);
        read.map(Self).map_err(|error| throw_error(&error))
    }

    /// The amounts of every payment, a `Float64Array` for each column.
    pub fn columns(&self) -> Result<JsValue, JsValue> {
        let mut columns: [Vec<f64>; 4] = array::from_fn(|_| Vec::with_capacity(PAYMENTS));
        let told = self.0.each(Calendar::builtin(), &mut |payment| {
            let Row { payment, principal, interest, balance, .. } = payment.row;
            for (column, amount) in columns.iter_mut().zip([payment, principal, interest, balance]) {
                // Exact, because an amount is below 2^53.
                column.push(amount.fen() as f64);
            }
        });
        told.map_err(|error| throw_error(&error))?;
        let [payment, principal, interest, balance] = &columns;
        Ok(to_columns(payment, principal, interest, balance))
    }
}
