//! What there is to see of a case: the commands it lists, its checklist, refusals and errors. Computed anew each time.

#[cfg(feature = "serde")]
mod answers;
mod picture;

use super::command::command_name;
use super::json::{Map, Value};
use crate::case::{Case, Command, Context, Detail, File, Reason, Refusal, gate};
use crate::checklist::{Line, LineStatus, Part};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::loan::{self, Loan};
use crate::product::{Asks, Pack, PaperAsked, Requirement, RuleId, Truth};
#[cfg(feature = "serde")]
pub(super) use answers::*;
pub(super) use picture::case;

/// An object of these fields. Smaller in the machine than `json!`, which serializes every value anew.
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        $crate::interchange::json::Value::Object($crate::interchange::view::map!({ $($name: $value),* }))
    };
}

/// The same, to which something is added.
macro_rules! map {
    ({ $($name:literal: $value:expr),* $(,)? }) => {{
        let mut map = $crate::interchange::json::Map::new();
        $($crate::interchange::view::add(&mut map, $name, $value);)*
        map
    }};
}

pub(super) use map;
pub(super) use object;

/// The fields of an object.
pub(super) type Fields = Map<String, Value>;

/// One field more.
#[inline(never)]
pub(super) fn add<T: Into<Value>>(map: &mut Fields, name: &str, value: T) {
    map.insert(name.to_owned(), value.into());
}

/// The commands that the flow lists now, the loans' own among them.
pub(super) fn allowed(case: &Case) -> Vec<&'static str> {
    let mut names = Vec::new();
    for kind in case.allowed() {
        match kind {
            crate::case::CommandKind::StepLoan => names.extend(loan_steps(case.file())),
            kind => names.push(kind.name()),
        }
    }
    names
}

fn loan_steps(file: &File) -> Vec<&'static str> {
    let kinds = loan::CommandKind::ALL
        .iter()
        .filter(|kind| file.loans.iter().any(|loan| loan.allowed().any(|it| it == **kind)));
    kinds.map(|kind| kind.name()).collect_vec()
}

/// A refusal with its reasons, their details and both languages.
pub(super) fn refusal(refusal: &Refusal, pack: &Pack) -> Value {
    object!({
        "command": refusal.command,
        "stage": refusal.stage,
        "reasons": refusal.reasons.iter().map(|it| reason(it, pack)).collect_vec(),
    })
}

pub(super) fn reason(reason: &Reason, pack: &Pack) -> Value {
    let details =
        reason.details().into_iter().map(|(name, detail)| (detail_name(name, &detail), detail_value(&detail)));
    object!({
        "code": reason.code(),
        "message": reason.to_string(),
        "advice": reason.advice(),
        "zh": reason.zh(pack),
        "advice_zh": reason.advice_zh(),
        "rules": reason.rules().iter().map(RuleId::as_str).collect_vec(),
        "details": Value::Object(details.collect()),
    })
}

/// Units stand last in a name.
fn detail_name(name: &str, detail: &Detail) -> String {
    match detail {
        Detail::Amount(_) => format!("{name}_fen"),
        _ => name.to_owned(),
    }
}

fn detail_value(detail: &Detail) -> Value {
    match detail {
        Detail::Text(text) => Value::from(text.as_str()),
        Detail::Day(day) => Value::from(day.to_string()),
        Detail::Amount(amount) => Value::from(amount.fen()),
        Detail::Count(count) => Value::from(*count),
    }
}

/// The refusal of a loan's step speaks of that step.
pub(super) fn of_command(mut refusal: Refusal, command: &Command) -> Refusal {
    let name = command_name(command);
    refusal.command = name;
    for reason in &mut refusal.reasons {
        if let Reason::NotHere { command, .. } = reason {
            name.clone_into(command);
        }
    }
    refusal
}

/// An error with its place and advice.
pub(super) fn error(error: &Error) -> Value {
    object!({
        "code": error.code().code(),
        "message": error.message(),
        "zh": error_zh(error),
        "place": error.place(),
        "advice": error.advice(),
    })
}

/// What kind of error it is and where: what exactly was found is in the message.
fn error_zh(error: &Error) -> String {
    let kind = error.code().zh();
    error.place().map_or_else(|| kind.to_owned(), |place| format!("{kind}：{place}"))
}

/// One line of a case's checklist; a paper that lapsed after it was used has `served`.
fn case_line(file: &File, line: &Line<'_>, loan: &Loan, context: &Context<'_>) -> Value {
    let mut map = self::line(line, context.pack);
    if gate::has_served(file, line, loan, context) {
        map.insert("served".to_owned(), Value::from(true));
    }
    Value::Object(map)
}

/// One line of a checklist.
fn line(line: &Line<'_>, pack: &Pack) -> Map<String, Value> {
    let document = pack.document(line.document());
    let mut map = Map::new();
    map.insert("rule".to_owned(), Value::from(line.rule().as_str()));
    map.insert("document".to_owned(), Value::from(line.document().as_str()));
    map.insert("zh".to_owned(), document.map_or(Value::Null, |it| Value::from(it.zh.as_ref())));
    map.insert("en".to_owned(), document.map_or(Value::Null, |it| Value::from(it.en.as_ref())));
    map.insert("role".to_owned(), Value::from(line.role().name()));
    map.insert("role_zh".to_owned(), Value::from(line.role().zh()));
    map.insert("holder".to_owned(), line.holder.map_or(Value::Null, Value::from));
    status(&line.status, &mut map);
    if !line.parts.is_empty() {
        map.insert("asks".to_owned(), asks(line.asks(), pack));
        map.insert("parts".to_owned(), line.parts.iter().map(|it| part(it, pack)).collect());
    }
    if let Some((there, wanted)) = line.there {
        map.insert("there".to_owned(), object!({"count": there, "wanted": wanted}));
    }
    map.insert("original".to_owned(), Value::from(line.original().name()));
    map.insert("copies".to_owned(), line.copies().map_or(Value::Null, Value::from));
    map.insert("step".to_owned(), Value::from(line.step().name()));
    unless(line.row, &mut map);
    map.insert("note".to_owned(), Value::from(line.note()));
    map
}

fn status(status: &LineStatus, map: &mut Map<String, Value>) {
    map.insert("status".to_owned(), Value::from(status.name()));
    match status {
        LineStatus::Expired(day) => map.insert("expired".to_owned(), Value::from(day.to_string())),
        LineStatus::Waived(day) | LineStatus::Promised(day) => {
            map.insert("until".to_owned(), Value::from(day.to_string()))
        }
        LineStatus::Undecided(facts) => map.insert("ask".to_owned(), facts.iter().map(|fact| fact.name()).collect()),
        _ => None,
    };
}

/// One paper of a line that names several.
fn part(part: &Part<'_>, pack: &Pack) -> Value {
    let mut map = paper_asked(part.asked, pack);
    status(&part.status, &mut map);
    Value::Object(map)
}

fn paper_asked(asked: &PaperAsked, pack: &Pack) -> Map<String, Value> {
    let document = pack.document(&asked.document);
    let mut map = Map::new();
    map.insert("document".to_owned(), Value::from(asked.document.as_str()));
    map.insert("zh".to_owned(), document.map_or(Value::Null, |it| Value::from(it.zh.as_ref())));
    map.insert("en".to_owned(), document.map_or(Value::Null, |it| Value::from(it.en.as_ref())));
    map.insert("original".to_owned(), Value::from(asked.original.name()));
    map.insert("copies".to_owned(), asked.copies.map_or(Value::Null, Value::from));
    if let Some(window) = asked.validity {
        map.insert("validity".to_owned(), object!({"days": window.days, "from": window.from.name()}));
    }
    map
}

/// What a row asks for, as the data write it.
fn asks(asks: &Asks, pack: &Pack) -> Value {
    let parts = |of: &[Asks]| of.iter().map(|part| self::asks(part, pack)).collect::<Vec<Value>>();
    match asks {
        Asks::Paper(asked) => Value::Object(paper_asked(asked, pack)),
        Asks::AllOf(of) => object!({"all_of": parts(of)}),
        Asks::AnyOf(of) => object!({"any_of": parts(of)}),
        Asks::AtLeast { count, of } => object!({"at_least": object!({"count": *count, "of": parts(of)})}),
    }
}

fn unless(row: &Requirement, map: &mut Map<String, Value>) {
    if let Some(unless) = &row.unless {
        map.insert("unless".to_owned(), object!({"zh": unless.zh().to_string(), "en": unless.to_string()}));
    }
}

/// A line of a case's checklist, judged and not yet told.
#[derive(Clone, Debug)]
pub struct CaseLine<'a> {
    file: &'a File,
    loan: &'a Loan,
    line: Line<'a>,
}

impl CaseLine<'_> {
    /// As the wire has it, under the context that it was judged in.
    #[must_use]
    pub fn to_value(&self, context: &Context<'_>) -> Value {
        case_line(self.file, &self.line, self.loan, context)
    }
}

/// The checklists of every loan that is alive, in the order of the published lists.
#[must_use]
pub fn checklist<'a>(case: &'a Case, context: &Context<'a>) -> Vec<CaseLine<'a>> {
    let file = case.file();
    let mut lines = Vec::new();
    for loan in file.live_loans() {
        let Some(product) = context.pack.product(&loan.file().application.product) else { continue };
        // A product without a published list cannot be chosen, so that its checklist is not silently empty.
        let Ok(checklist) = file.checklist_at(product, loan, None, context) else { continue };
        checklist.into_lines().for_each(|line| lines.push(CaseLine { file, loan, line }));
    }
    lines
}

/// Whether every paper of every loan that is alive is accepted, without the list: as [`checklist`] has it, for who only asks
/// that. `Unknown` while a fact that nobody has stated decides, and where no list asks for anything yet.
#[must_use]
pub fn is_complete(case: &Case, context: &Context<'_>) -> Truth {
    let file = case.file();
    let of = |loan: &Loan| {
        let product = context.pack.product(&loan.file().application.product)?;
        file.is_complete_at(product, loan, context).ok()
    };
    let mut told = file.live_loans().filter_map(of);
    let first = told.next().unwrap_or(Truth::Unknown);
    told.fold(first, Truth::and)
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_row_asks_for_is_told_as_the_rules_write_it() {
        let pack = Pack::builtin();
        let mut rows = pack.products.iter().flat_map(|it| it.requirements.listed().unwrap_or_default());
        let row = rows.find(|it| it.id.as_str() == "icbc-housing-new/sales_contract_new/borrower").unwrap();
        let told = asks(&row.asks, pack);
        let documents = ["/any_of/0/document", "/any_of/1/document"].map(|place| told.pointer(place).unwrap());
        assert_eq!(documents, ["sales_contract_new", "subscription_agreement"]);
    }
}
