//! Repayment as plain data: amounts in whole fen, rates in millionths.

use serde_json::{Value, json};

use super::dated::Timing;
use super::value::{Reader, Wire, missing};
use crate::error::{Error, ErrorCode, shown};
use crate::money::{Money, Rate};
use crate::repayment::figure::{self, Convention, Reading, Slip};
use crate::repayment::{Change, DatedRow, Debt, Method, Row, unrounded};

/// What is asked of a repayment.
struct Request {
    debt: Debt,
    method: Method,
    convention: Convention,
    changes: Vec<Change>,
    figure: Option<Money>,
}

impl Request {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let (debt, method) = loan(reader)?;
        let convention = convention(reader.field::<Option<String>>("convention")?.as_deref())?;
        let changes = reader.list("rate_changes", change)?;
        let figure = reader.field("figure_fen")?;
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

fn change(value: &Value) -> Result<Change, Error> {
    let mut reader = Reader::new(value)?;
    let period: u16 = reader.field("period")?;
    let change = Change { period, rate: reader.field("rate_millionths")?, interest: reader.field("interest_fen")? };
    reader.finish()?;
    Ok(change)
}

/// Every payment of a debt, and the sums.
pub(super) fn schedule(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (asked, timing) = (Request::read(&mut reader)?, Timing::read(&mut reader)?);
    reader.finish()?;
    match asked.convention {
        Convention::Unrounded => unrounded_rows(&asked, &timing),
        _ => rounded_rows(&asked, &timing),
    }
}

fn rounded_rows(asked: &Request, timing: &Timing) -> Result<Value, Error> {
    timing.check_changes(&asked.changes)?;
    let schedule = timing.of(&asked.debt, asked.debt.schedule(asked.method)?)?;
    let schedule = schedule.repriced(&asked.changes).map_err(|error| error.at("rate_changes"))?;
    let totals = schedule.totals();
    let rows: Vec<Value> = match timing.days()? {
        None => schedule.map(|row| row_of(&row)).collect(),
        Some(days) => schedule.dated(&days)?.map(|dated| dated_row(&dated)).collect(),
    };
    Ok(told(rows, totals.payment, totals.interest))
}

fn unrounded_rows(asked: &Request, timing: &Timing) -> Result<Value, Error> {
    if !asked.changes.is_empty() || !timing.is_plain() {
        let message = "a change of rate, due days and months of interest only are computed with every period rounded";
        return Err(Error::new(ErrorCode::Conflict, message).at("convention").help("leave `convention` out, or them"));
    }
    let interest = unrounded::interest(&asked.debt, asked.method)?;
    let rows = unrounded::rows(&asked.debt, asked.method)?.map(|row| row_of(&row)).collect();
    Ok(told(rows, asked.debt.principal().checked_add(interest)?, interest))
}

fn told(rows: Vec<Value>, payment: Money, interest: Money) -> Value {
    json!({"rows": rows, "total_payment_fen": payment.fen(), "total_interest_fen": interest.fen()})
}

fn dated_row(dated: &DatedRow) -> Value {
    let mut row = row_of(&dated.row);
    if let Some(row) = row.as_object_mut() {
        row.insert("due".to_owned(), dated.due.write());
    }
    row
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
    let mut reader = Reader::new(request)?;
    let asked = Request::read(&mut reader)?;
    reader.finish()?;
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
