//! An enquiry before there is a case, as plain data.

use serde_json::{Value, json};

use super::repay::method;
use super::value::{Reader, missing};
use super::view;
use crate::application::Application;
use crate::assess::{
    self, Applicant, Assessment, Beside, Bounded, Choice, Enquiry, LoanTerms, Objective, Remedy, Wish,
};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::error::{Error, ErrorCode, shown};
use crate::fact::Facts;
use crate::figure::Figures;
use crate::identity::Sex;
use crate::money::Money;
use crate::product::{Pack, ProductId, Role};

/// What an application would meet.
pub(super) fn assess(request: &Value, pack: &Pack) -> Result<Value, Error> {
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

/// Every product for the same household and home, the best first.
pub(super) fn choose(request: &Value, pack: &Pack, calendar: &Calendar) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let wish = Wish {
        area: reader.number("area", "an area in hundredths of a square metre", 1, 10_000_000)?,
        owners: reader.number("owners", "a number of owners", 1, 99)?,
        objective: objective(&mut reader)?,
        ..Wish::of(reader.field("amount_fen")?, reader.field("term_months")?)
    };
    let (enquiry, date): (_, Date) = (enquiry(&mut reader)?, reader.field("date")?);
    reader.finish()?;
    let choices = assess::choose(&enquiry, &wish, pack, date, calendar)?;
    Ok(choices.iter().map(|it| choice(it, pack)).collect())
}

fn enquiry(reader: &mut Reader<'_>) -> Result<Enquiry, Error> {
    let method = method(reader.field::<Option<String>>("method")?.as_deref(), None)?;
    Ok(Enquiry {
        facts: reader.field::<Option<_>>("facts")?.unwrap_or(Facts::EMPTY),
        figures: reader.field::<Option<_>>("figures")?.unwrap_or(Figures::EMPTY),
        price: reader.field("price_fen")?,
        appraisal: reader.field("appraisal_fen")?,
        site: reader.field("site")?,
        applicants: reader.list("applicants", applicant)?.unwrap_or_default(),
        beside: reader.raw("beside").map(beside).transpose().map_err(|error| error.at("beside"))?.unwrap_or_default(),
        spread: reader.number("spread_basis_points", "a spread in hundredths of a percent", -1_000, 1_000)?,
        method,
    })
}

fn applicant(value: &Value) -> Result<Applicant, Error> {
    let mut reader = Reader::new(value)?;
    let (id, role) = (reader.field("id")?, reader.field("role")?);
    let (birth, sex): (Option<Date>, Option<String>) = (reader.field("birth")?, reader.field("sex")?);
    reader.finish()?;
    let born = match (birth, sex) {
        (Some(birth), Some(sex)) => Some((birth, sex_of(&sex)?)),
        (None, None) => None,
        (Some(_), None) => return Err(missing("sex")),
        (None, Some(_)) => return Err(missing("birth")),
    };
    Ok(Applicant { id, role, born })
}

fn sex_of(word: &str) -> Result<Sex, Error> {
    match word {
        "male" => Ok(Sex::Male),
        "female" => Ok(Sex::Female),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a sex", shown(other)))
            .at("sex")
            .help("one of: male, female")),
    }
}

fn beside(value: &Value) -> Result<Beside, Error> {
    let mut reader = Reader::new(value)?;
    let beside = Beside { amount: reader.field("amount_fen")?, monthly: reader.field("monthly_fen")? };
    reader.finish()?;
    Ok(beside)
}

fn objective(reader: &mut Reader<'_>) -> Result<Objective, Error> {
    let word: Option<String> = reader.field("objective")?;
    word.map_or(Ok(Objective::Cheapest), |word| Objective::from_name(&word).map_err(|error| error.at("objective")))
}

fn assessment(it: &Assessment<'_>, pack: &Pack) -> Value {
    json!({
        "product": it.application.product.as_str(),
        "edition": it.edition.as_str(),
        "date": it.day.to_string(),
        "verdict": it.verdict.name(),
        "zh": it.verdict.zh(),
        "bars": it.bars.iter().map(|bar| bar.name()).collect::<Vec<_>>(),
        "findings": it.findings.iter().map(|it| view::finding(it, pack)).collect::<Vec<_>>(),
        "terms": it.terms.as_ref().map(terms),
        "room": {
            "amount": it.room.amount.as_ref().map(amount),
            "instalment": it.room.instalment.as_ref().map(amount),
            "months": it.room.months.as_ref().map(|it| json!({"months": it.is, "rule": it.rule.as_str()})),
            "income": it.room.income.as_ref().map(amount),
            "ask": it.room.ask,
        },
        "remedies": it.remedies.iter().map(remedy).collect::<Vec<_>>(),
        "ask": it.ask,
    })
}

fn amount(bounded: &Bounded<Money>) -> Value {
    json!({"fen": bounded.is.fen(), "rule": bounded.rule.as_str()})
}

fn terms(terms: &LoanTerms<'_>) -> Value {
    json!({
        "rate_millionths": terms.rate.rate.millionths(),
        "basis": terms.rate.basis.name(),
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

fn choice(it: &Choice<'_>, pack: &Pack) -> Value {
    let papers = it.papers.as_ref();
    let paper = |(kind, role): &(&DocumentKind, Role)| json!({"document": kind.as_str(), "role": role.name()});
    json!({
        "product": it.product.id.as_str(),
        "institution": view::name(&it.product.institution),
        "name": view::name(&it.product.name),
        "edition": it.edition.as_str(),
        "verdict": it.verdict.name(),
        "bars": it.bars.iter().map(|bar| bar.name()).collect::<Vec<_>>(),
        "broken": it.broken.iter().map(|it| view::finding(it, pack)).collect::<Vec<_>>(),
        "ask": it.ask,
        "terms": it.terms.as_ref().map(terms),
        "cost_fen": it.cost.map(Money::fen),
        "cost_is_open": it.cost_is_open,
        "papers": papers.map(|papers| papers.papers.iter().map(paper).collect::<Vec<_>>()),
        "papers_undecided": papers.map(|papers| papers.undecided),
        "working_days": it.time.usual,
        "working_days_at_most": it.time.at_most,
        "time_rules": it.time.rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>(),
    })
}
