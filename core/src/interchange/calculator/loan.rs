//! A loan as the calculator is told it: what is owed, how it is paid back, and by which convention.

use serde_json::Value;

use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::{Reader, missing};
use crate::money::Money;
use crate::repayment::figure::Convention;
use crate::repayment::{Change, Debt, Method};

/// What is asked of a repayment.
pub(super) struct Request {
    pub(super) debt: Debt,
    pub(super) method: Method,
    pub(super) convention: Convention,
    pub(super) changes: Vec<Change>,
    pub(super) figure: Option<Money>,
}

impl Request {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
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
pub(in crate::interchange) fn method(word: Option<&str>, payment: Option<Money>) -> Result<Method, Error> {
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
