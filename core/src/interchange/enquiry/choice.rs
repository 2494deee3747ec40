//! Every product for one household and home.

use serde_json::{Value, json};

use super::assessment::terms;
use super::costs::{home, stated};
use super::enquiry;
use crate::assess::{self, Choice, Objective, Wish};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::error::Error;
use crate::interchange::value::Reader;
use crate::interchange::view;
use crate::money::Money;
use crate::product::{Pack, Role};

/// Every product for the same household and home, the best first.
pub(in crate::interchange) fn choose(request: &Value, pack: &Pack, calendar: &Calendar) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let ((area, owners), stated) = (home(&mut reader)?, stated(&mut reader)?);
    let wish = Wish {
        area,
        owners,
        stated: &stated,
        objective: objective(&mut reader)?,
        ..Wish::of(reader.field("amount_fen")?, reader.field("term_months")?)
    };
    let (enquiry, date): (_, Date) = (enquiry(&mut reader)?, reader.field("date")?);
    reader.finish()?;
    let choices = assess::choose(&enquiry, &wish, pack, date, calendar)?;
    Ok(choices.iter().map(|it| choice(it, pack)).collect())
}

fn objective(reader: &mut Reader<'_>) -> Result<Objective, Error> {
    let word: Option<String> = reader.field("objective")?;
    word.map_or(Ok(Objective::Cheapest), |word| Objective::from_name(&word).map_err(|error| error.at("objective")))
}

fn choice(it: &Choice<'_>, pack: &Pack) -> Value {
    let papers = it.papers.as_ref();
    let paper = |(kind, role): &(&DocumentKind, Role)| paper(kind, *role, pack);
    json!({
        "product": it.product.id.as_str(),
        "institution": view::name(&it.product.institution),
        "name": view::name(&it.product.name),
        "edition": it.edition.as_str(),
        "verdict": it.verdict.name(),
        "zh": it.verdict.zh(),
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

fn paper(kind: &DocumentKind, role: Role, pack: &Pack) -> Value {
    let document = pack.document(kind);
    json!({
        "document": kind.as_str(),
        "zh": document.map(|it| it.zh.as_ref()),
        "en": document.map(|it| it.en.as_ref()),
        "role": role.name(),
        "role_zh": role.zh(),
    })
}
