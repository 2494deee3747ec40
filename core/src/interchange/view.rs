//! Pictures of a case for those who look at it: masked, and computed anew each time.

use serde_json::{Map, Value};

use super::command::command_name;
use super::value::Wire;
use crate::case::{
    Account, Case, Channel, Command, Context, Detail, File, Ground, Milestone, Notice, Obligation, Reason, Refusal,
    Stage, gate,
};
use crate::checklist::{Line, LineStatus, Part};
use crate::date::Date;
use crate::document::Document;
use crate::error::{Error, note};
use crate::explain::Explanation;
use crate::figure::Figures;
use crate::finding::{Finding, findings};
use crate::forecast::Lapse;
use crate::identity::{Mobile, ResidentId};
use crate::loan::{self, Loan};
use crate::party::Party;
use crate::product::{
    Asks, Confidence, DeadlineKind, DecidingDay, Limit, Name, Pack, PaperAsked, Product, Requirement, RuleId, Truth,
};
use crate::property::Property;
use crate::worklist::{Due, Factor, Score, Task};

/// An object of these fields. Smaller in the machine than `json!`, which serializes every value anew.
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        $crate::interchange::view::object_of(vec![$(($name, serde_json::Value::from($value))),*])
    };
}

/// The same, to which something is added.
macro_rules! map {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        fields(vec![$(($name, Value::from($value))),*])
    };
}

pub(super) use object;

/// The fields of an object.
pub(super) type Fields = Map<String, Value>;

pub(super) fn object_of(named: Vec<(&str, Value)>) -> Value {
    Value::Object(fields(named))
}

fn fields(fields: Vec<(&str, Value)>) -> Fields {
    let mut map = Map::new();
    for (name, value) in fields {
        map.insert(name.to_owned(), value);
    }
    map
}

/// A case, masked.
pub(super) fn case(case: &Case) -> Value {
    let file = case.file();
    object!({
        "case": file.id.as_str(),
        "stage": case.stage().name(),
        "since": case.since().to_string(),
        "opened": file.opened.to_string(),
        "clerk": file.clerk.as_str(),
        "length": file.length,
        "suspended": file.suspended.as_ref().map(|it| object!({"since": it.since.to_string(), "reason": note(&it.reason)})),
        "ended": ended(case),
        "facts": file.facts.write(),
        "figures": figures(&file.figures),
        "parties": file.parties.iter().map(party).collect::<Vec<_>>(),
        "property": file.property.as_ref().map(property),
        "loans": file.loans.iter().map(loan).collect::<Vec<_>>(),
        "milestones": file.milestones.iter().filter_map(milestone).collect::<Vec<_>>(),
        "documents": file.documents.iter().map(document).collect::<Vec<_>>(),
        "obligations": file.obligations.iter().map(obligation).collect::<Vec<_>>(),
        "accounts": file.accounts.iter().map(account).collect::<Vec<_>>(),
        "notices": file.notices.iter().map(notice).collect::<Vec<_>>(),
        "corrections": file.corrections.iter().map(|(entry, by)| object!({"entry": *entry, "by": *by})).collect::<Vec<_>>(),
        "allowed": allowed(case),
    })
}

fn ended(case: &Case) -> Value {
    match case {
        Case::Declined(it) => object!({"reason": note(&it.stage().reason)}),
        Case::Withdrawn(it) => object!({"reason": note(&it.stage().reason)}),
        Case::Rescinded(it) => object!({"reason": note(&it.stage().reason), "fault": it.stage().fault.name()}),
        _ => Value::Null,
    }
}

fn party(party: &Party) -> Value {
    object!({
        "id": party.id.as_str(),
        "role": party.role.name(),
        "name": party.name.masked(),
        "id_number": party.id_number.as_ref().map(|number| number.masked()),
        "other_id": party.other_id.as_ref().map(ToString::to_string),
        "phone": party.phone.as_ref().map(|phone| phone.masked()),
    })
}

fn property(property: &Property) -> Value {
    object!({
        "address": property.address.to_string(),
        "price_fen": property.price.fen(),
        "appraisal_fen": property.appraisal.map(|appraisal| appraisal.fen()),
        "site": property.site.as_ref().map(|site| object!({
            "province": site.province.as_deref().map(note),
            "city": note(&site.city),
            "district": site.district.as_deref().map(note),
        })),
    })
}

/// What tells of a person's means is masked.
fn figures(figures: &Figures) -> Value {
    Value::Object(figures.masked().map(|(figure, shown)| (figure.name().to_owned(), Value::from(shown))).collect())
}

/// How every loan that is alive stands to its limits.
pub(super) fn case_findings(case: &Case, context: &Context<'_>) -> Value {
    let loans = case.file().live_loans();
    loans.flat_map(|loan| findings(case.file(), loan, context)).map(|it| finding(&it, context.pack)).collect()
}

/// A limit: what it is about, where and when it holds, and where it was read.
pub(super) fn limit(limit: &Limit, pack: &Pack) -> Fields {
    let origin = &limit.origin;
    let source = origin.source.as_ref();
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    map!({
        "rule": limit.id.as_str(),
        "kind": limit.kind.name(),
        "unit": limit.kind.unit().name(),
        "at_least": limit.kind.is_minimum(),
        "place": limit.place.to_string(),
        "district": limit.district.as_deref(),
        "effective_from": day(origin.effective.from),
        "effective_until": day(origin.effective.until),
        "decided_on": origin.decided_on.name(),
        "source": source.map(|source| source.as_str()),
        "source_title": source.and_then(|source| pack.source(source)).map(|source| source.title.as_ref()),
        "confidence": origin.confidence.name(),
        "note": limit.note.as_ref(),
    })
}

/// A rule, explained.
pub(super) fn explanation(told: &Explanation<'_>) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    object!({
        "rule": told.rule.as_str(),
        "kind": told.kind.name(),
        "en": told.en.as_str(),
        "zh": told.zh.as_str(),
        "edition": told.edition.id.as_str(),
        "effective_from": day(told.effective.from),
        "effective_until": day(told.effective.until),
        "decided_on": told.decided_on.map(DecidingDay::name),
        "source": told.source.map(|source| source.id.as_str()),
        "source_title": told.source.map(|source| source.title.as_ref()),
        "source_url": told.source.map(|source| source.url.as_ref()),
        "confidence": told.confidence.map(Confidence::name),
    })
}

pub(super) fn finding(finding: &Finding<'_>, pack: &Pack) -> Value {
    let mut fields = limit(&finding.limit, pack);
    fields.extend(map!({
        "loan": finding.loan.as_str(),
        "party": finding.party.as_ref().map(|party| party.as_str()),
        "verdict": finding.verdict.name(),
        "limit": finding.bound,
        "actual": finding.actual,
        "ask": finding.ask.clone(),
        "text": finding.text(),
        "zh": finding.zh(),
        "printed": finding.printed,
        "superseded_by": finding.superseded_by.as_ref().map(|rule| rule.as_str()),
        "edition": finding.edition.as_str(),
        "day": finding.day.to_string(),
        "basis": finding.basis.name(),
    }));
    Value::Object(fields)
}

fn loan(loan: &Loan) -> Value {
    let file = loan.file();
    object!({
        "id": file.id.as_str(),
        "state": loan.state().name(),
        "product": file.application.product.as_str(),
        "amount_fen": file.application.amount.fen(),
        "term_months": file.application.term_months,
        "terms": file.terms.as_ref().map(Wire::write),
        "conditions": file.conditions.iter().map(condition).collect::<Vec<_>>(),
        "queries": file.queries.iter().map(query).collect::<Vec<_>>(),
        "expires": loan.expires().map(|day| day.to_string()),
        "rate_locked_until": loan.rate_locked_until().map(|day| day.to_string()),
        "branch": file.branch.as_deref().map(note),
        "handed_in": file.handed_in.map(|day| day.to_string()),
        "contract": file.contract.as_deref().map(reference),
        "paid_fen": file.paid.map(|(amount, _)| amount.fen()),
        "paid_on": file.paid.map(|(_, day)| day.to_string()),
        "first_due": file.first_instalment.map(|(day, _)| day.to_string()),
        "arrears_fen": file.arrears.map(|(amount, _)| amount.fen()),
        "prepayment": file.prepayment.as_ref().map(|it| object!({
            "amount_fen": it.amount.map(|amount| amount.fen()), "on": it.on.to_string(), "asked": it.asked.to_string(),
        })),
        "repricings": file.repricings.iter().map(|it| object!({
            "rate_millionths": it.rate.millionths(), "from": it.from.to_string(),
            "instalment_fen": it.instalment.map(|amount| amount.fen()),
        })).collect::<Vec<_>>(),
        "instalments_paid": file.instalments_paid,
        "prepaid": file.prepaid.iter().map(|(day, amount)| object!({"on": day.to_string(), "amount_fen": amount.fen()})).collect::<Vec<_>>(),
    })
}

fn condition(condition: &loan::Condition) -> Value {
    object!({"text": note(&condition.text), "met": condition.met.map(|day| day.to_string())})
}

fn query(query: &loan::Query) -> Value {
    object!({
        "items": query.items.write(),
        "asked": query.asked.to_string(),
        "due": query.due.to_string(),
        "answered": query.answered.map(|day| day.to_string()),
    })
}

fn milestone(milestone: &Milestone) -> Option<Value> {
    let mark = milestone.marks.last()?;
    Some(object!({
        "milestone": milestone.kind.name(),
        "state": mark.state.name(),
        "on": mark.on.to_string(),
        "reference": mark.reference.as_deref().map(reference),
        "lapses": mark.lapses.map(|day| day.to_string()),
    }))
}

/// The number of a slip or a contract is no secret; a clerk may have written the number of a person beside it.
fn reference(text: &str) -> String {
    let personal = |run: &str| ResidentId::parse(run).is_ok() || Mobile::parse(run).is_ok();
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !(c.is_ascii_digit() || matches!(c, 'X' | 'x'))).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        shown.push_str(before);
        match personal(run) {
            true => shown.extend(run.chars().map(|_| '*')),
            false => shown.push_str(run),
        }
        rest = after;
    }
    shown + rest
}

fn document(document: &Document) -> Value {
    object!({
        "id": document.id.as_str(),
        "kind": document.kind.as_str(),
        "holder": document.holder.as_str(),
        "state": document.state.name(),
        "received": document.received.to_string(),
        "issued": document.issued.map(|day| day.to_string()),
        "good_until": document.good_until.into_iter().chain(document.lapsed).min().map(|day| day.to_string()),
        "form": document.form.map(|form| form.name()),
        "copies": document.copies,
        "pages": document.pages,
        "reason": document.reason.as_deref().map(note),
    })
}

fn obligation(it: &Obligation) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let (kind, by, reason) = match &it.ground {
        Ground::Waiver { granted_by, reason } => ("waiver", granted_by.name(), Some(note(reason))),
        Ground::Promise { by } => ("promise", by.as_str(), None),
    };
    object!({
        "id": it.id.as_str(),
        "kind": kind,
        "what": it.what.write(),
        "by": by,
        "loan": it.loan.as_ref().map(|loan| loan.as_str().to_owned()),
        "made": it.made.to_string(),
        "until": it.until.to_string(),
        "steps": it.steps.write(),
        "reason": reason,
        "withdrawn": day(it.withdrawn),
        "kept": day(it.kept.map(|(day, _)| day)),
    })
}

fn account(account: &Account) -> Value {
    object!({
        "loan": account.loan.as_ref().map(|loan| loan.as_str().to_owned()),
        "holder": account.holder.as_str(),
        "number": account.number.masked(),
    })
}

fn notice(notice: &Notice) -> Value {
    object!({
        "whom": notice.whom.as_str(),
        "about": note(&notice.about),
        "on": notice.on.to_string(),
        "channel": notice.channel.map(Channel::name),
    })
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
    kinds.map(|kind| kind.name()).collect()
}

/// A refusal with its reasons, their details and both languages.
pub(super) fn refusal(refusal: &Refusal, pack: &Pack) -> Value {
    object!({
        "command": refusal.command,
        "stage": refusal.stage,
        "reasons": refusal.reasons.iter().map(|it| reason(it, pack)).collect::<Vec<_>>(),
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
        "rules": reason.rules().iter().map(RuleId::as_str).collect::<Vec<_>>(),
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

/// One row of a product's list, before there is a case.
pub(super) fn required(rule: &Requirement, ask: &[&str], pack: &Pack) -> Value {
    let first = rule.asks.first();
    let document = first.and_then(|it| pack.document(&it.document));
    let mut map = Map::new();
    map.insert("rule".to_owned(), Value::from(rule.id.as_str()));
    map.insert("document".to_owned(), first.map_or(Value::Null, |it| Value::from(it.document.as_str())));
    map.insert("zh".to_owned(), document.map_or(Value::Null, |it| Value::from(it.zh.as_ref())));
    map.insert("en".to_owned(), document.map_or(Value::Null, |it| Value::from(it.en.as_ref())));
    map.insert("role".to_owned(), Value::from(rule.role.name()));
    map.insert("role_zh".to_owned(), Value::from(rule.role.zh()));
    map.insert("required".to_owned(), Value::from(ask.is_empty()));
    map.insert("ask".to_owned(), Value::from(ask));
    if !matches!(rule.asks, Asks::Paper(_)) {
        map.insert("asks".to_owned(), asks(&rule.asks, pack));
    }
    map.insert("original".to_owned(), first.map_or(Value::Null, |it| Value::from(it.original.name())));
    map.insert("copies".to_owned(), first.and_then(|it| it.copies).map_or(Value::Null, Value::from));
    map.insert("step".to_owned(), Value::from(rule.step.name()));
    unless(rule, &mut map);
    if let Some(period) = rule.origin.as_ref().map(|origin| origin.effective) {
        map.insert("effective_from".to_owned(), Value::from(period.from.map(|day| day.to_string())));
        map.insert("effective_until".to_owned(), Value::from(period.until.map(|day| day.to_string())));
    }
    map.insert("note".to_owned(), Value::from(rule.note.as_ref()));
    Value::Object(map)
}

pub(super) fn name(name: &Name) -> Value {
    object!({"zh": name.zh.as_ref(), "en": name.en.as_ref()})
}

/// One product of the pack.
pub(super) fn product(product: &Product, pack: &Pack) -> Fields {
    let source = product.sources.first();
    map!({
        "id": product.id.as_str(),
        "institution": name(&product.institution),
        "name": name(&product.name),
        "kind": product.kind.name(),
        "region": product.region.as_deref(),
        "property_kinds": product.property_kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        "requirements_published": product.requirements.listed().is_some(),
        "requirements": product.requirements.listed().map(<[Requirement]>::len),
        "source": source.map(|source| source.as_str()),
        "source_title": source.and_then(|source| pack.source(source)).map(|source| source.title.as_ref()),
    })
}

/// One line of the worklist.
pub(super) fn task(task: &Task, pack: &Pack) -> Value {
    let (due, unpublished) = match &task.due {
        Due::On(day) => (Some(day.to_string()), None),
        Due::Unpublished(year) => (None, Some(*year)),
        Due::Open => (None, None),
    };
    object!({
        "task": task.kind.name(),
        "zh": task.kind.zh(),
        "about": task.about.as_str(),
        "about_zh": task.about_zh(pack),
        "whom": task.whom.as_str(),
        "whom_zh": task.whom_zh(),
        "since": task.since.to_string(),
        "due": due,
        "due_unpublished_year": unpublished,
        "reason": task.reason.as_ref().map(|it| reason(it, pack)),
        "rule": task.rule.as_ref().map(RuleId::as_str),
        "basis": task.basis.map(DeadlineKind::name),
        "basis_zh": task.basis.map(DeadlineKind::zh),
        "why": task.why.as_ref().map(name),
        "consequence": object!({"zh": task.kind.consequence().0, "en": task.kind.consequence().1}),
        "late_days": task.late.map(|it| it.days),
        "late_working_days": task.late.and_then(|it| it.working_days),
        "still_since": task.still.map(|day| day.to_string()),
        "clerk": task.clerk.as_str(),
        "unblocks": task.unblocks,
        "score": score(&task.score),
        "time": task.meeting.as_ref().and_then(|it| it.time).map(|time| time.to_string()),
        "place": task.meeting.as_ref().and_then(|it| it.place.as_deref()),
    })
}

/// How much a task presses, and what makes it.
fn score(score: &Score) -> Value {
    let part =
        |(factor, points): &(Factor, i32)| object!({"part": factor.name(), "zh": factor.zh(), "points": *points});
    object!({"total": score.total, "parts": score.parts.iter().map(part).collect::<Vec<Value>>()})
}

/// One thing that lapses too early.
pub(super) fn lapse(lapse: &Lapse) -> Value {
    object!({
        "lapses": lapse.kind.name(),
        "zh": lapse.kind.zh(),
        "about": lapse.about.as_str(),
        "whom": lapse.whom.as_deref(),
        "last": lapse.last.to_string(),
        "step": lapse.step.name(),
        "step_zh": lapse.step.zh(),
        "on": lapse.on.to_string(),
    })
}

/// Every stage with its name in the trade.
pub(super) fn stages() -> Value {
    Stage::ALL.iter().map(|stage| object!({"stage": stage.name(), "zh": stage.zh(), "end": stage.is_end()})).collect()
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
        lines.extend(checklist.into_lines().map(|line| CaseLine { file, loan, line }));
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
