//! Every product for one household and home.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::assessment::terms;
use super::costs::{home, stated};
use super::enquiry;
use crate::assess::{self, Choice, Objective, Seen, Wish};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::error::Error;
use crate::interchange::value::{Reader, known_lender, missing};
use crate::interchange::view;
use crate::limits::ROWS;
use crate::money::Money;
use crate::product::{Pack, Role};
use crate::relations::{Admission, Panel, Site, Standing};

/// Every product for the same household and home, the best first.
pub(in crate::interchange) fn choose(request: &Value, pack: &Pack, calendar: &Calendar) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let ((area, owners), stated) = (home(&mut reader)?, stated(&mut reader)?);
    let (panel, seen) = (listed(&mut reader, pack)?, reader.list("seen", |it| seen(it, pack))?.unwrap_or_default());
    let wish = Wish {
        area,
        owners,
        stated: &stated,
        panel: panel.as_ref().map(|(panel, site)| (panel, site.as_site())),
        seen: &seen,
        objective: objective(&mut reader)?,
        ..Wish::of(reader.field("amount_fen")?, reader.field("term_months")?)
    };
    let (enquiry, date): (_, Date) = (enquiry(&mut reader)?, reader.field("date")?);
    reader.finish()?;
    let choices = assess::choose(&enquiry, &wish, pack, date, calendar)?;
    Ok(choices.iter().map(|it| choice(it, pack)).collect())
}

/// Where the home is and through whom it is bought, as texts of the request.
struct Named {
    project: Option<String>,
    firm: Option<String>,
}

impl Named {
    fn as_site(&self) -> Site<'_> {
        Site { project: self.project.as_deref(), firm: self.firm.as_deref() }
    }
}

/// Which lender lends where, by the office's list.
fn listed(reader: &mut Reader<'_>, pack: &Pack) -> Result<Option<(Panel, Named)>, Error> {
    let named = Named { project: reader.field("project")?, firm: reader.field("firm")? };
    let lines = reader.list_of("panel", ROWS, |it| admission(it, pack))?;
    let panel = lines.map(Panel::new).transpose().map_err(|error| error.at("panel"))?;
    Ok(panel.map(|panel| (panel, named)))
}

fn admission(value: &Value, pack: &Pack) -> Result<Admission, Error> {
    let mut reader = Reader::new(value)?;
    let admission = Admission {
        institution: institution(&mut reader, pack)?,
        project: reader.field("project")?,
        firm: reader.field("firm")?,
        since: reader.field("since")?,
        until: reader.field("until")?,
        quota: amount(&mut reader, "quota_fen")?,
        used: amount(&mut reader, "used_fen")?,
    };
    reader.finish()?;
    Ok(admission)
}

fn institution(reader: &mut Reader<'_>, pack: &Pack) -> Result<String, Error> {
    let name: String = reader.field("institution")?;
    known_lender(&name, pack).map_err(|error| error.at("institution")).map(|()| name)
}

/// Nothing left is an amount here.
fn amount(reader: &mut Reader<'_>, name: &'static str) -> Result<Option<Money>, Error> {
    Ok(reader.number(name, "an amount in fen", 0, MOST_FEN)?.and_then(Money::from_fen))
}

/// A billion yuan on one project.
const MOST_FEN: i64 = 100_000_000_000;

fn seen(value: &Value, pack: &Pack) -> Result<Seen, Error> {
    let mut reader = Reader::new(value)?;
    let institution = institution(&mut reader, pack)?;
    let answer = reader.number("answer_working_days", "a number of working days", 0, 1_000)?;
    reader.finish()?;
    answer.map(|answer| Seen { institution, answer }).ok_or_else(|| missing("answer_working_days"))
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
        "bars": it.bars.iter().map(|bar| bar.name()).collect_vec(),
        "broken": it.broken.iter().map(|it| view::finding(it, pack)).collect_vec(),
        "ask": it.ask,
        "terms": it.terms.as_ref().map(terms),
        "cost_fen": it.cost.map(Money::fen),
        "cost_is_open": it.cost_is_open,
        "papers": papers.map(|papers| papers.papers.iter().map(paper).collect_vec()),
        "papers_undecided": papers.map(|papers| papers.undecided),
        "working_days": it.time.usual,
        "working_days_at_most": it.time.at_most,
        "answer_seen": it.time.seen,
        "standing": it.standing.map(Standing::name),
        "standing_zh": it.standing.map(Standing::zh),
        "admission": it.admission.map(|it| json!({
            "since": it.since.to_string(), "until": it.until.map(|day| day.to_string()), "left_fen": it.left.map(Money::fen),
        })),
        "time_rules": it.time.rules.iter().map(|rule| rule.as_str()).collect_vec(),
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
