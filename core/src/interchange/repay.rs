//! Repayment as plain data: amounts in whole fen, rates in millionths.

use serde_json::{Value, json};

use super::value::{Reader, missing, wrong_type};
use crate::error::{Error, ErrorCode, shown};
use crate::money::{Money, Rate};
use crate::repayment::figure::{self, Convention, Reading, Slip};
use crate::repayment::{Change, Debt, Method, Row, unrounded};

/// What is asked of a repayment.
struct Request {
    debt: Debt,
    method: Method,
    convention: Convention,
    changes: Vec<Change>,
    figure: Option<Money>,
}

impl Request {
    fn read(request: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(request)?;
        let (debt, method) = loan(&mut reader)?;
        let convention = convention(reader.field::<Option<String>>("convention")?.as_deref())?;
        let changes = reader.raw("rate_changes").map(changes).transpose().map_err(|error| error.at("rate_changes"))?;
        let figure = reader.field("figure_fen")?;
        reader.finish()?;
        Ok(Self { debt, method, convention, changes: changes.unwrap_or_default(), figure })
    }
}

/// What is owed, and how it is paid back.
pub(super) fn loan(reader: &mut Reader<'_>) -> Result<(Debt, Method), Error> {
    let (principal, rate) = (reader.field("principal_fen")?, reader.field("rate_millionths")?);
    let debt = Debt::new(principal, rate, reader.field("months")?)?;
    let method = method(reader.field::<Option<String>>("method")?.as_deref(), reader.field("payment_fen")?)?;
    Ok((debt, method))
}

/// The method of a word; equal instalments when nothing is said, as with most loans.
pub(super) fn method(word: Option<&str>, payment: Option<Money>) -> Result<Method, Error> {
    match word.unwrap_or("equal_instalment") {
        "equal_instalment" => Ok(Method::EqualInstalment),
        "equal_principal" => Ok(Method::EqualPrincipal),
        "interest_first" => Ok(Method::InterestFirst),
        "fixed_payment" => payment.map(Method::FixedPayment).ok_or_else(|| missing("payment_fen")),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a method of repayment", shown(other)))
            .at("method")
            .help("one of: equal_instalment, equal_principal, interest_first, fixed_payment")),
    }
}

fn convention(word: Option<&str>) -> Result<Convention, Error> {
    match word.unwrap_or("every_period") {
        "every_period" => Ok(Convention::EveryPeriod),
        "unrounded" => Ok(Convention::Unrounded),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a convention of rows", shown(other)))
            .at("convention")
            .help("one of: every_period, unrounded")),
    }
}

fn changes(value: &Value) -> Result<Vec<Change>, Error> {
    let items = value.as_array().ok_or_else(|| wrong_type("a list", value))?;
    let read = |(index, item)| change(item).map_err(|error| error.at(format!("[{index}]")));
    items.iter().enumerate().map(read).collect()
}

fn change(value: &Value) -> Result<Change, Error> {
    let mut reader = Reader::new(value)?;
    let period: u16 = reader.field("period")?;
    let change = Change { period, rate: reader.field("rate_millionths")?, interest: reader.field("interest_fen")? };
    reader.finish()?;
    Ok(change)
}

/// Every payment of a debt, and the sums.
pub(super) fn schedule(request: &Value) -> Result<Value, Error> {
    let asked = Request::read(request)?;
    match asked.convention {
        Convention::Unrounded => unrounded_rows(&asked),
        _ => rounded_rows(&asked),
    }
}

fn rounded_rows(asked: &Request) -> Result<Value, Error> {
    let schedule = asked.debt.schedule(asked.method)?;
    let schedule = schedule.repriced(&asked.changes).map_err(|error| error.at("rate_changes"))?;
    let totals = schedule.totals();
    Ok(told(schedule, totals.payment, totals.interest))
}

fn unrounded_rows(asked: &Request) -> Result<Value, Error> {
    if !asked.changes.is_empty() {
        let message = "a change of rate is computed with every period rounded";
        return Err(Error::new(ErrorCode::Conflict, message)
            .at("convention")
            .help("leave `convention` out, or the changes"));
    }
    let interest = unrounded::interest(&asked.debt, asked.method)?;
    let rows = unrounded::rows(&asked.debt, asked.method)?;
    Ok(told(rows, asked.debt.principal().checked_add(interest)?, interest))
}

fn told(rows: impl Iterator<Item = Row>, payment: Money, interest: Money) -> Value {
    let rows: Vec<Value> = rows.map(|row| row_of(&row)).collect();
    json!({"rows": rows, "total_payment_fen": payment.fen(), "total_interest_fen": interest.fen()})
}

fn row_of(row: &Row) -> Value {
    json!({
        "period": row.period,
        "payment_fen": row.payment.fen(),
        "principal_fen": row.principal.fen(),
        "interest_fen": row.interest.fen(),
        "balance_fen": row.balance.fen(),
    })
}

/// Where a figure comes from.
pub(super) fn explain_figure(request: &Value) -> Result<Value, Error> {
    let asked = Request::read(request)?;
    let figure = asked.figure.ok_or_else(|| missing("figure_fen"))?;
    let explained = figure::explain_figure(&asked.debt, asked.method, figure)?;
    let readings = |of: &[Reading]| of.iter().map(reading).collect::<Vec<_>>();
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
