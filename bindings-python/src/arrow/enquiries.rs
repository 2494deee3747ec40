//! Households and what they ask for: their papers, how a loan stands to its limits, which products fit.

use super::cell::Wants;
use super::output::{Cell, Head, Kind, Rows};
use super::plan::{Given, Job, Plan, Planning, Row};
use crate::rules::Rules;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::fact::Fact;
use anjieflow::figure::Figure;
use anjieflow::interchange::Type;
use anjieflow::interchange::schema;
use arrow_schema::Schema;
use serde_json::{Map, Value, json};

type Columns = Vec<(&'static str, Wants)>;

/// What an enquiry has besides facts and figures.
const ENQUIRY: &[(&str, Wants)] = &[
    ("date", Wants::Day),
    ("amount_fen", Wants::Whole),
    ("term_months", Wants::Whole),
    ("price_fen", Wants::Whole),
    ("appraisal_fen", Wants::Whole),
    ("method", Wants::Text),
    ("spread_basis_points", Wants::Whole),
    ("province", Wants::Text),
    ("city", Wants::Text),
    ("district", Wants::Text),
    ("site", Wants::Json),
    ("born", Wants::Day),
    ("sex", Wants::Text),
    ("co_born", Wants::Json),
    ("co_sex", Wants::Json),
    ("applicants", Wants::Json),
    ("beside", Wants::Json),
];

/// What is asked besides of one who may choose.
const WISH: &[(&str, Wants)] = &[
    ("objective", Wants::Text),
    ("area", Wants::Whole),
    ("owners", Wants::Whole),
    ("stated", Wants::Json),
    ("project", Wants::Text),
    ("firm", Wants::Text),
    ("panel", Wants::Json),
    ("seen", Wants::Json),
];

const CHECKLISTS: &[Head] = &[
    Head::new("rule", Kind::Text),
    Head::new("document", Kind::Text),
    Head::new("zh", Kind::Text),
    Head::new("en", Kind::Text),
    Head::new("role", Kind::Text),
    Head::new("role_zh", Kind::Text),
    Head::new("required", Kind::Flag),
    Head::new("ask", Kind::Words),
    Head::new("asks", Kind::Json),
    Head::new("original", Kind::Text),
    Head::new("copies", Kind::Whole),
    Head::new("step", Kind::Text),
    Head::at("unless_en", "unless.en", Kind::Text),
    Head::at("unless_zh", "unless.zh", Kind::Text),
    Head::new("effective_from", Kind::Day),
    Head::new("effective_until", Kind::Day),
    Head::new("note", Kind::Text),
];

const FINDINGS: &[Head] = &[
    Head::new("verdict", Kind::Text),
    Head::new("rule", Kind::Text),
    Head::new("kind", Kind::Text),
    Head::new("unit", Kind::Text),
    Head::new("at_least", Kind::Flag),
    Head::new("limit", Kind::Whole),
    Head::new("actual", Kind::Whole),
    Head::new("party", Kind::Text),
    Head::new("ask", Kind::Words),
    Head::new("text", Kind::Text),
    Head::new("zh", Kind::Text),
    Head::new("place", Kind::Text),
    Head::new("day", Kind::Day),
    Head::new("basis", Kind::Text),
    Head::new("edition", Kind::Text),
    Head::new("effective_from", Kind::Day),
    Head::new("effective_until", Kind::Day),
    Head::new("decided_on", Kind::Text),
    Head::new("printed", Kind::Flag),
    Head::new("superseded_by", Kind::Text),
    Head::new("source", Kind::Text),
    Head::new("source_title", Kind::Text),
    Head::new("confidence", Kind::Text),
    Head::new("note", Kind::Text),
    Head::at("limit_district", "district", Kind::Text),
];

const MATCHES: &[Head] = &[
    Head::new("rank", Kind::Whole),
    Head::new("product", Kind::Text),
    Head::at("institution_en", "institution.en", Kind::Text),
    Head::at("institution_zh", "institution.zh", Kind::Text),
    Head::at("name_en", "name.en", Kind::Text),
    Head::at("name_zh", "name.zh", Kind::Text),
    Head::new("verdict", Kind::Text),
    Head::new("zh", Kind::Text),
    Head::new("bars", Kind::Words),
    Head::new("ask", Kind::Words),
    Head::at("rate_millionths", "terms.rate_millionths", Kind::Whole),
    Head::at("monthly_fen", "terms.monthly_fen", Kind::Whole),
    Head::at("total_interest_fen", "terms.total_interest_fen", Kind::Whole),
    Head::new("cost_fen", Kind::Whole),
    Head::new("cost_is_open", Kind::Flag),
    Head::new("papers_undecided", Kind::Whole),
    Head::new("working_days", Kind::Whole),
    Head::new("working_days_at_most", Kind::Whole),
    Head::new("answer_seen", Kind::Flag),
    Head::new("standing", Kind::Text),
    Head::new("standing_zh", Kind::Text),
    Head::new("edition", Kind::Text),
    Head::new("time_rules", Kind::Words),
    Head::new("broken", Kind::Json),
    Head::new("papers", Kind::Json),
    Head::new("terms", Kind::Json),
    Head::new("admission", Kind::Json),
];

/// The papers that a product asks of each household.
pub fn checklists(schema: &Schema, given: Given) -> Result<Plan, Error> {
    let known = with_facts(&[("product", Wants::Text)], Told::Facts);
    let planning = planned(schema, &given, &known)?.need("product")?;
    let rules = given.rules;
    planning.plan(CHECKLISTS, false, move || Box::new(Checklists(rules.clone())))
}

/// How each loan stands to its limits.
pub fn findings(schema: &Schema, given: Given) -> Result<Plan, Error> {
    let known = with_facts(&[ENQUIRY, &[("product", Wants::Text)]].concat(), Told::Both);
    let planning = enquiry(planned(schema, &given, &known)?)?.need("product")?;
    let rules = given.rules;
    planning.plan(FINDINGS, false, move || Box::new(Findings(rules.clone())))
}

/// Every product for each enquiry, the best first.
pub fn matches(schema: &Schema, given: Given) -> Result<Plan, Error> {
    let known = with_facts(&[ENQUIRY, WISH].concat(), Told::Both);
    let planning = enquiry(planned(schema, &given, &known)?)?;
    let rules = given.rules;
    planning.plan(MATCHES, false, move || Box::new(Matches(rules.clone())))
}

fn planned<'s>(schema: &'s Schema, given: &Given, known: &Columns) -> Result<Planning<'s>, Error> {
    let planning =
        Planning::new(schema, given.same.clone(), known)?.keep(&given.keep, &["case", "loan"])?.only(known)?;
    for (whole, is_part) in [("facts", is_fact as fn(&str) -> bool), ("figures", is_figure), ("site", is_site)] {
        one_way(&planning, whole, is_part)?;
    }
    one_way(&planning, "applicants", is_born)?;
    Ok(planning)
}

fn enquiry(planning: Planning<'_>) -> Result<Planning<'_>, Error> {
    planning.need("date")?.need("amount_fen")?.need("term_months")
}

/// What is told whole is not told in parts besides.
fn one_way(planning: &Planning<'_>, whole: &'static str, is_part: fn(&str) -> bool) -> Result<(), Error> {
    let Some(part) = planning.names().find(|name| is_part(name)).filter(|_| planning.has(whole)) else { return Ok(()) };
    Err(Error::new(ErrorCode::Conflict, format!("`{whole}` is told, and `{part}` by itself"))
        .at(part)
        .help(format!("put it into `{whole}`, or give all of them by themselves")))
}

/// Which of facts and figures a question is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Facts,
    Both,
}

/// These columns, and each fact and figure as a column by its name.
fn with_facts(own: &[(&'static str, Wants)], told: Told) -> Columns {
    let both = told == Told::Both;
    let whole = [("facts", Wants::Json), ("figures", Wants::Json)];
    let parts = schema::columns().into_iter().filter(|it| is_fact(it.name) || (both && is_figure(it.name)));
    let parts = parts.map(|it| (it.name, wants(it.kind)));
    own.iter().copied().chain(whole.into_iter().take(if both { 2 } else { 1 })).chain(parts).collect()
}

/// What a column of the wire is to hold.
pub fn wants(kind: Type) -> Wants {
    match kind {
        Type::Text | Type::Word(_) => Wants::Text,
        Type::Day => Wants::Day,
        Type::Fen | Type::Count | Type::Millionths => Wants::Whole,
        Type::Flag => Wants::Flag,
        Type::Optional(of) => wants(*of),
        Type::Facts | Type::Figures | Type::List(_) | Type::Object(..) | Type::Record => Wants::Json,
    }
}

fn is_fact(name: &str) -> bool {
    Fact::ALL.iter().any(|it| it.name() == name)
}

fn is_figure(name: &str) -> bool {
    Figure::ALL.iter().any(|it| it.name() == name)
}

fn is_site(name: &str) -> bool {
    ["province", "city", "district"].contains(&name)
}

fn is_born(name: &str) -> bool {
    ["born", "sex", "co_born", "co_sex"].contains(&name)
}

/// The fields of a row as an enquiry has them.
fn asked(row: Row<'_>) -> Result<Map<String, Value>, Error> {
    let mut map = row.object()?;
    gather(&mut map, "facts", is_fact);
    gather(&mut map, "figures", is_figure);
    gather(&mut map, "site", is_site);
    if let Some(applicants) = applicants(&mut map) {
        map.insert("applicants".to_owned(), applicants);
    }
    Ok(map)
}

/// Puts the parts of an object together.
fn gather(map: &mut Map<String, Value>, whole: &str, is_part: fn(&str) -> bool) {
    if !map.keys().any(|name| is_part(name)) {
        return;
    }
    let (parts, rest) = std::mem::take(map).into_iter().partition(|(name, _)| is_part(name));
    *map = rest;
    map.insert(whole.to_owned(), Value::Object(parts));
}

/// The people who borrow, where they are told as in the columns of loans.
fn applicants(map: &mut Map<String, Value>) -> Option<Value> {
    let [born, sex, co_born, co_sex] = ["born", "sex", "co_born", "co_sex"].map(|name| map.remove(name));
    if born.is_none() && sex.is_none() && co_born.is_none() && co_sex.is_none() {
        return None;
    }
    let first = json!({"id": "borrower", "role": "borrower", "birth": born, "sex": sex});
    let list = |it: Option<Value>| if let Some(Value::Array(items)) = it { items } else { Vec::new() };
    let (co_born, co_sex) = (list(co_born), list(co_sex));
    let other = |at: usize| {
        let id = format!("co_borrower-{}", at + 1);
        json!({"id": id, "role": "co_borrower", "birth": co_born.get(at), "sex": co_sex.get(at)})
    };
    Some([first].into_iter().chain((0..co_born.len().max(co_sex.len())).map(other)).collect())
}

fn each(rows: &mut Rows, answers: &Value) {
    for answer in answers.as_array().into_iter().flatten() {
        rows.object([], answer);
    }
}

struct Checklists(Rules);

impl Job for Checklists {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let mut map = row.object()?;
        gather(&mut map, "facts", is_fact);
        let product = map.get("product").and_then(Value::as_str).unwrap_or_default().to_owned();
        let facts = map.remove("facts").unwrap_or_else(|| json!({}));
        each(rows, &self.0.plain().product_checklist(&product, facts)?);
        Ok(())
    }
}

struct Findings(Rules);

impl Job for Findings {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let told = self.0.plain().assess(&Value::Object(asked(row)?))?;
        each(rows, told.get("findings").unwrap_or(&Value::Null));
        Ok(())
    }
}

struct Matches(Rules);

impl Job for Matches {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let told = self.0.plain().choose(&Value::Object(asked(row)?))?;
        for (rank, answer) in (1..).zip(told.as_array().into_iter().flatten()) {
            rows.object([Cell::Whole(rank)], answer);
        }
        Ok(())
    }
}
