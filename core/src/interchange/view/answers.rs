//! What rules, findings and tasks look like.

use super::{Fields, asks, map, object, reason, unless};
use crate::case::{Case, Context, Stage};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::explain::Explanation;
use crate::finding::{Finding, findings};
use crate::forecast::Lapse;
use crate::interchange::json::{Map, Value};
use crate::product::{Asks, Confidence, DeadlineKind, DecidingDay, Limit, Name, Pack, Product, Requirement, RuleId};
use crate::worklist::{Due, Factor, Score, Task};

/// How every loan that is alive stands to its limits.
pub(in crate::interchange) fn case_findings(case: &Case, context: &Context<'_>) -> Value {
    let loans = case.file().live_loans();
    loans.flat_map(|loan| findings(case.file(), loan, context)).map(|it| finding(&it, context.pack)).collect()
}

/// A limit: what it is about, where and when it holds, and where it was read.
pub(in crate::interchange) fn limit(limit: &Limit, pack: &Pack) -> Fields {
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
pub(in crate::interchange) fn explanation(told: &Explanation<'_>) -> Value {
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

pub(in crate::interchange) fn finding(finding: &Finding<'_>, pack: &Pack) -> Value {
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

/// One row of a product's list, before there is a case.
pub(in crate::interchange) fn required(rule: &Requirement, ask: &[&str], pack: &Pack) -> Value {
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

pub(in crate::interchange) fn name(name: &Name) -> Value {
    object!({"zh": name.zh.as_ref(), "en": name.en.as_ref()})
}

/// One product of the pack.
pub(in crate::interchange) fn product(product: &Product, pack: &Pack) -> Fields {
    let source = product.sources.first();
    map!({
        "id": product.id.as_str(),
        "institution": name(&product.institution),
        "name": name(&product.name),
        "kind": product.kind.name(),
        "region": product.region.as_deref(),
        "property_kinds": product.property_kinds.iter().map(|kind| kind.name()).collect_vec(),
        "requirements_published": product.requirements.listed().is_some(),
        "requirements": product.requirements.listed().map(<[Requirement]>::len),
        "source": source.map(|source| source.as_str()),
        "source_title": source.and_then(|source| pack.source(source)).map(|source| source.title.as_ref()),
    })
}

/// One line of the worklist.
pub(in crate::interchange) fn task(task: &Task, pack: &Pack) -> Value {
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
pub(in crate::interchange) fn lapse(lapse: &Lapse) -> Value {
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
pub(in crate::interchange) fn stages() -> Value {
    Stage::ALL.iter().map(|stage| object!({"stage": stage.name(), "zh": stage.zh(), "end": stage.is_end()})).collect()
}
