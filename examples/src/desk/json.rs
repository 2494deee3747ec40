//! The answers for scripts. What a case holds comes from the core, masked.

use anjieflow::case::{Event, Reason, Stage, gate};
use anjieflow::checklist::{Checklist, Line};
use anjieflow::interchange::plain;
use anjieflow::loan::Loan;
use anjieflow::log::Entry;
use anjieflow::worklist::Task;
use serde_json::{Value, json};

use super::day::{Answer, Day, Picture, late_days};
use super::error::Error;
use super::office::{Asked, Defaults};
use super::rules::{self, rules};
use super::store::{Item, Outcome};
use super::words;

/// The day: worklist, what cases lack, what was refused, whom to notify, what was left out.
///
/// # Errors
/// None in practice: the context is the office's own.
pub fn day(day: &Day, defaults: &Defaults) -> Result<Value, Error> {
    Ok(json!({
        "day": day.today.to_string(),
        "office": {"zh": day.office.zh, "en": day.office.en},
        "cases": day.cases.len(),
        "new_events": day.done.entries,
        "applied": day.done.applied,
        "worklist": day.worklist().into_iter().map(|(picture, it)| task(picture, it, day)).collect::<Vec<_>>(),
        "lacks": day.cases.iter().map(|picture| lacks(picture, defaults)).collect::<Result<Vec<_>, _>>()?,
        "refused": day.refused.iter().map(refused).collect::<Vec<_>>(),
        "notify": day.notices().into_iter().map(|(picture, it)| task(picture, it, day)).collect::<Vec<_>>(),
        "left_out": day.done.left_out.iter().map(ToString::to_string).collect::<Vec<_>>(),
    }))
}

fn task(picture: &Picture, task: &Task, day: &Day) -> Value {
    json!({
        "case": picture.case.id().as_str(),
        "stage": picture.case.stage().name(),
        "task": task.kind.name(),
        "zh": task.kind.zh(),
        "about": task.about,
        "whom": task.whom,
        "who": words::holder(&task.whom, picture.case.file()).zh,
        "since": task.since.to_string(),
        "due": task.due.day().map(|day| day.to_string()),
        "late_days": late_days(task, day.today),
        "reason": task.reason.as_ref().map(reason),
    })
}

/// What blocks, and the rules that `desk explain` answers for.
fn reason(reason: &Reason) -> Value {
    let rules: Vec<String> = reason.rules().iter().map(ToString::to_string).collect();
    json!({"code": reason.code(), "message": reason.to_string(), "rules": rules})
}

fn lacks(picture: &Picture, defaults: &Defaults) -> Result<Value, Error> {
    let wanted = !checklists(picture, defaults).is_empty();
    let lines = if wanted { checklist(picture, defaults)? } else { Vec::new() };
    let open: Vec<&Value> = lines.iter().filter(|line| line.get("status") != Some(&Value::from("accepted"))).collect();
    let blockers = picture.tasks.iter().filter_map(|task| task.reason.as_ref());
    Ok(json!({
        "case": picture.case.id().as_str(),
        "stage": picture.case.stage().name(),
        "papers": open,
        "blockers": blockers.map(reason).collect::<Vec<_>>(),
    }))
}

/// The checklist of a case that may still need one.
fn checklist(picture: &Picture, defaults: &Defaults) -> Result<Vec<Value>, Error> {
    match rules().checklist(&picture.case, context(defaults)) {
        Ok(Value::Array(lines)) if !picture.case.stage().is_end() => Ok(lines),
        Ok(_) => Ok(Vec::new()),
        Err(problem) => Err(Error::of("context", problem)),
    }
}

fn context(defaults: &Defaults) -> Value {
    json!({"today": defaults.today.to_string(), "by": defaults.by.as_str()})
}

/// A refused item of the inbox.
fn refused(item: &Item) -> Value {
    let refusal = refusal(item);
    json!({
        "item": item.id,
        "case": item.case,
        "command": item.command,
        "stage": refusal.get("stage"),
        "reasons": refusal.get("reasons"),
    })
}

/// The stored refusal of an item; null when it was applied.
pub fn refusal(item: &Item) -> Value {
    match &item.outcome {
        Outcome::Refused(text) => plain::parse(text).unwrap_or_default(),
        Outcome::Applied(_) => Value::Null,
    }
}

/// One case: the masked picture, its checklist, its worklist, how it stands to the limits, its timeline.
///
/// # Errors
/// None in practice: the context is the office's own.
pub fn case(picture: &Picture, defaults: &Defaults) -> Result<Value, Error> {
    let told = |problem| Error::of("context", problem);
    Ok(json!({
        "case": plain::view(&picture.case),
        "checklist": checklist(picture, defaults)?,
        "worklist": rules().worklist(&picture.case, context(defaults)).map_err(told)?,
        "forecast": rules().forecast(&picture.case, Value::Null, context(defaults)).map_err(told)?,
        "findings": rules().findings(&picture.case, context(defaults)).map_err(told)?,
        "timeline": picture.log.entries().iter().map(|entry| moment(entry, picture)).collect::<Vec<_>>(),
    }))
}

fn moment(entry: &Entry, picture: &Picture) -> Value {
    let name = match &entry.event {
        Event::LoanStepped(stepped) => stepped.event.name(),
        other => other.name(),
    };
    let (event, detail) = (words::event(&entry.event), words::detail(entry, picture.case.file()));
    json!({
        "number": entry.stamp.number,
        "occurred": entry.stamp.occurred.to_string(),
        "recorded": entry.stamp.recorded.to_string(),
        "by": entry.stamp.by.as_str(),
        "event": name,
        "zh": event.zh,
        "detail": {"zh": detail.zh, "en": detail.en},
    })
}

/// What came of one command of `apply`.
pub fn answer(item: &Asked, answer: &Answer) -> Value {
    let mut value = json!({
        "item": item.id,
        "case": item.case.as_str(),
        "command": super::day::name(&item.command),
    });
    let (outcome, more) = match answer {
        Answer::Applied(entry) => ("applied", json!({"number": entry.get("number"), "event": entry.get("event")})),
        Answer::Refused(refusal, _) => {
            ("refused", json!({"stage": refusal.get("stage"), "reasons": refusal.get("reasons")}))
        }
        Answer::Before(Outcome::Applied(number)) => ("applied_before", json!({"number": number})),
        Answer::Before(Outcome::Refused(refusal)) => {
            let refusal = plain::parse(refusal).unwrap_or_default();
            ("refused_before", json!({"stage": refusal.get("stage"), "reasons": refusal.get("reasons")}))
        }
    };
    if let (Some(map), Value::Object(more)) = (value.as_object_mut(), more) {
        map.insert("outcome".to_owned(), Value::from(outcome));
        map.extend(more);
    }
    value
}

/// The checklists of a case's loans, as the core computes them; none once the money is there, when no gate asks for
/// papers any more.
pub fn checklists<'p>(picture: &'p Picture, defaults: &Defaults) -> Vec<(&'p Loan, Checklist<'p>)> {
    let file = picture.case.file();
    let of = |loan: &'p Loan| {
        let product = rules::pack().product(&loan.file().application.product)?;
        Some((loan, file.checklist(product, defaults.today).ok()?))
    };
    match picture.case.stage() {
        Stage::Repaying | Stage::Settled => Vec::new(),
        stage if stage.is_end() => Vec::new(),
        _ => file.live_loans().filter_map(of).collect(),
    }
}

/// Whether a paper lapsed after it was used, so that nobody has to fetch it again.
pub fn has_served(picture: &Picture, line: &Line<'_>, loan: &Loan, defaults: &Defaults) -> bool {
    gate::has_served(picture.case.file(), line, loan, &rules::context(defaults))
}
