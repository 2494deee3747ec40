//! What other rules mean, for those who look at it.

use crate::collect::CollectVec;
use serde_json::{Map, Value};

use super::view::{object, reason};
use crate::case::Reason;
use crate::difference::{Cause, Cited, Difference, EditionDay, LoanChange, StepChange};
use crate::impact::{Group, Impact, Portfolio};
use crate::product::Pack;

/// What changes for a case.
pub(super) fn difference(found: &Difference, pack: &Pack) -> Value {
    object!({
        "from": edition(&found.old),
        "to": edition(&found.new),
        "changes": found.changes.iter().map(of_loan).collect_vec(),
        "steps": found.steps.iter().map(|it| step(it, pack)).collect_vec(),
    })
}

/// What changes for several cases, and in the rules.
pub(super) fn impact(found: &Impact, portfolio: &Portfolio, rules: &[Cause]) -> Value {
    object!({
        "from": edition(&found.old),
        "to": edition(&found.new),
        "loans": found.loans,
        "touched": found.touched,
        "groups": found.groups.iter().map(|it| group(it, portfolio)).collect_vec(),
        "rules": rules.iter().map(|it| Value::Object(cause(it))).collect_vec(),
    })
}

fn edition(it: &EditionDay) -> Value {
    object!({"edition": it.edition.as_str(), "day": it.day.to_string()})
}

fn cause(it: &Cause) -> Map<String, Value> {
    let told = object!({
        "change": it.kind.name(),
        "change_zh": it.kind.zh(),
        "old": it.old.as_ref().map(cited),
        "new": it.new.as_ref().map(cited),
        "before": it.before.map(|verdict| verdict.name()),
        "after": it.after.map(|verdict| verdict.name()),
        "aspects": it.aspects.clone(),
        "text": it.en.as_str(),
        "zh": it.zh.as_str(),
    });
    if let Value::Object(map) = told { map } else { Map::new() }
}

fn cited(it: &Cited) -> Value {
    let day = |day: Option<crate::date::Date>| day.map(|day| day.to_string());
    object!({
        "rule": it.rule.as_str(),
        "edition": it.edition.as_str(),
        "effective_from": day(it.effective.and_then(|period| period.from)),
        "effective_until": day(it.effective.and_then(|period| period.until)),
        "decided_on": it.decided_on.map(|day| day.name()),
        "source": it.source.as_deref(),
        "source_title": it.source_title.as_deref(),
        "confidence": it.confidence.map(|it| it.name()),
        "text": it.en.as_str(),
        "zh": it.zh.as_str(),
    })
}

fn of_loan(it: &LoanChange) -> Value {
    let mut map = cause(&it.cause);
    map.insert("loan".to_owned(), Value::from(it.loan.as_str()));
    map.insert("party".to_owned(), Value::from(it.party.as_ref().map(|party| party.as_str())));
    map.insert("limit_before".to_owned(), Value::from(it.bound_before));
    map.insert("limit_after".to_owned(), Value::from(it.bound_after));
    Value::Object(map)
}

fn group(it: &Group, portfolio: &Portfolio) -> Value {
    let mut map = cause(&it.cause);
    let witness = portfolio.loans.get(it.witness);
    map.insert("loans".to_owned(), Value::from(it.loans));
    map.insert("changes".to_owned(), Value::from(it.changes));
    let named = witness.map(|(case, loan)| object!({"case": case.as_str(), "loan": loan.as_str()}));
    map.insert("witness".to_owned(), Value::from(named));
    Value::Object(map)
}

fn step(it: &StepChange, pack: &Pack) -> Value {
    let told = |reasons: &[Reason]| reasons.iter().map(|it| reason(it, pack)).collect_vec();
    object!({
        "step": it.step.name(),
        "step_zh": it.step.zh(),
        "change": if it.is_blocked() { "blocked" } else { "opened" },
        "old": told(&it.before),
        "new": told(&it.after),
    })
}
