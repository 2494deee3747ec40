//! What an application would meet.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::enquiry;
use crate::application::Application;
use crate::assess::{self, Assessment, Bounded, LoanTerms, Remedy};
use crate::error::Error;
use crate::interchange::value::Reader;
use crate::interchange::view;
use crate::money::Money;
use crate::product::{Pack, ProductId, RuleId};

/// What an application would meet.
pub(in crate::interchange) fn assess(request: &Value, pack: &Pack) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let application = Application {
        product: reader.field::<ProductId>("product")?,
        amount: reader.field("amount_fen")?,
        term_months: reader.field("term_months")?,
    };
    let (enquiry, date) = (enquiry(&mut reader)?, reader.field("date")?);
    reader.finish()?;
    Ok(assessment(&assess::assess(&enquiry, &application, pack, date)?, pack))
}

pub(super) fn assessment(it: &Assessment<'_>, pack: &Pack) -> Value {
    json!({
        "product": it.application.product.as_str(),
        "amount_fen": it.application.amount.fen(),
        "term_months": it.application.term_months,
        "edition": it.edition.as_str(),
        "date": it.day.to_string(),
        "verdict": it.verdict.name(),
        "zh": it.verdict.zh(),
        "bars": it.bars.iter().map(|bar| bar.name()).collect_vec(),
        "findings": it.findings.iter().map(|it| view::finding(it, pack)).collect_vec(),
        "terms": it.terms.as_ref().map(terms),
        "room": {
            "amount": it.room.amount.as_ref().map(amount),
            "instalment": it.room.instalment.as_ref().map(amount),
            "months": it.room.months.as_ref().map(|it| json!({"months": it.is, "rule": it.rule.as_str()})),
            "income": it.room.income.as_ref().map(amount),
            "ask": it.room.ask,
        },
        "remedies": it.remedies.iter().map(remedy).collect_vec(),
        "ask": it.ask,
    })
}

fn amount(bounded: &Bounded<Money>) -> Value {
    json!({"fen": bounded.is.fen(), "rule": bounded.rule.as_str()})
}

pub(super) fn terms(terms: &LoanTerms<'_>) -> Value {
    json!({
        "rate_millionths": terms.rate.rate.millionths(),
        "basis": terms.rate.basis.name(),
        "published_millionths": terms.rate.published.millionths(),
        "spread_basis_points": terms.rate.spread,
        "quote": terms.rate.quote.map(RuleId::as_str),
        "since": terms.rate.since().map(|day| day.to_string()),
        "beyond": terms.rate.beyond,
        "monthly_fen": terms.monthly().fen(),
        "total_interest_fen": terms.totals().interest.fen(),
        "rule": terms.rate.rule(),
        "text": terms.rate.text(),
        "zh": terms.rate.zh(),
    })
}

fn remedy(remedy: &Remedy) -> Value {
    json!({
        "kind": remedy.kind.name(),
        "amount_fen": remedy.amount.fen(),
        "term_months": remedy.term_months,
        "more_down_fen": remedy.more_down.fen(),
        "more_income_fen": remedy.more_income.fen(),
        "monthly_fen": remedy.monthly.map(Money::fen),
        "text": remedy.text(),
        "zh": remedy.zh(),
    })
}
