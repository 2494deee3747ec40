//! Figures that somebody brings from elsewhere.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::loan::loan;
use super::names::placed;
use crate::error::Error;
use crate::interchange::value::Reader;
use crate::money::Rate;
use crate::repayment::figure::{self, Reading, Slip};

/// Where a figure comes from that somebody brings from elsewhere: `{"principal_fen", "rate_millionths", "months", "method",
/// "payment_fen", "figure_fen"}` gives `{"figure_fen", "readings", "slips", "nearest", "en", "zh"}`; each reading
/// `{"quantity", "convention", "figure_fen", "slip", "en", "zh"}`.
///
/// # Errors
/// As [`schedule`](super::schedule).
pub fn explain_figure(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (debt, method) = loan(&mut reader).map_err(placed)?;
    let figure = reader.field("figure_fen")?;
    reader.finish()?;
    let explained = figure::explain_figure(&debt, method, figure).map_err(placed)?;
    let readings = |of: &[Reading]| of.iter().map(reading).collect_vec();
    Ok(json!({
        "figure_fen": explained.figure.fen(),
        "readings": readings(&explained.readings),
        "slips": readings(&explained.slips),
        "nearest": explained.nearest.as_ref().map(reading),
        "en": explained.to_string(),
        "zh": explained.zh(),
    }))
}

fn reading(reading: &Reading) -> Value {
    json!({
        "quantity": reading.quantity.name(),
        "convention": reading.convention.name(),
        "figure_fen": reading.figure.fen(),
        "slip": reading.slip.map(slip),
        "en": reading.to_string(),
        "zh": reading.zh(),
    })
}

fn slip(slip: Slip) -> Value {
    match slip {
        Slip::Rate(rate) => json!({"rate_millionths": Rate::millionths(rate)}),
        Slip::Periods(periods) => json!({"months": periods}),
        Slip::Method(method) => json!({"method": method.name()}),
    }
}
