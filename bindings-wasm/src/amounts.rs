//! Every payment of a loan in columns of numbers, for who draws or sums them.

use crate::error::throw_error;
use crate::value::to_value;
use anjieflow::calendar::Calendar;
use anjieflow::interchange::Payments;
use anjieflow::repayment::Row;
use js_sys::{Float64Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// A column: its name, and what of a row stands in it.
type Column = (&'static str, fn(&Row) -> i64);

const COLUMNS: [Column; 4] = [
    ("payment_fen", |row| row.payment.fen()),
    ("principal_fen", |row| row.principal.fen()),
    ("interest_fen", |row| row.interest.fen()),
    ("balance_fen", |row| row.balance.fen()),
];

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

    /// The amounts of every payment, a `Float64Array` for each column: all of them lie in one buffer.
    pub fn columns(&self) -> Result<Object, JsValue> {
        let mut rows: Vec<Row> = Vec::with_capacity(360);
        let told = self.0.each(Calendar::builtin(), &mut |payment| rows.push(payment.row));
        told.map_err(|error| throw_error(&error))?;
        let mut all: Vec<f64> = Vec::with_capacity(rows.len() * COLUMNS.len());
        for (_, column) in COLUMNS {
            // Exact, because an amount is below 2^53.
            all.extend(rows.iter().map(|row| column(row) as f64));
        }
        let all = Float64Array::from(all.as_slice());
        let object = Object::new();
        let count = rows.len() as u32;
        for ((name, _), at) in COLUMNS.iter().zip(0..) {
            Reflect::set(&object, &JsValue::from_str(name), &all.subarray(at * count, (at + 1) * count))?;
        }
        Ok(object)
    }
}
