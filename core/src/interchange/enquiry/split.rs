//! How much from the provident fund, and how much from a bank, as plain data.

use serde_json::{Value, json};

use super::assessment::assessment;
use super::enquiry;
use crate::assess::questions::{self, Pair, Split};
use crate::error::Error;
use crate::interchange::calculator::answer;
use crate::interchange::value::Reader;
use crate::product::{Pack, ProductId};

/// Which split between a fund and a bank costs least.
pub(in crate::interchange) fn split(request: &Value, pack: &Pack) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (fund, bank): (ProductId, ProductId) = (reader.field("fund")?, reader.field("bank")?);
    let (amount, term_months) = (reader.field("amount_fen")?, reader.field("term_months")?);
    let (enquiry, date) = (enquiry(&mut reader)?, reader.field("date")?);
    reader.finish()?;
    let pair = Pair { fund: &fund, bank: &bank, amount, term_months };
    Ok(answer(&questions::split(&enquiry, &pair, pack, date)?, |split| told(split, pack)))
}

fn told(split: &Split<'_>, pack: &Pack) -> Value {
    let [fund, bank] = [&split.fund, &split.bank].map(|part| part.as_ref().map(|part| assessment(part, pack)));
    let [fund_fen, bank_fen] = split.amounts().map(|amount| amount.fen());
    json!({
        "fund_fen": fund_fen,
        "bank_fen": bank_fen,
        "monthly_fen": split.monthly.fen(),
        "interest_fen": split.interest.fen(),
        "saved_fen": split.saved.fen(),
        "verdict": split.verdict.name(),
        "ask": split.ask,
        "fund": fund,
        "bank": bank,
    })
}
