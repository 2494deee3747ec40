//! The work of a clerk, and the ways to open a step.

use crate::collect::CollectVec;
use serde_json::{Map, Value};

use super::cases::Cases;
use super::each;
use crate::case::{Actor, Case, CaseId, Context};
use crate::error::Error;
use crate::forecast::Lapse;
use crate::interchange::value::Reader;
use crate::interchange::view::{self, object};
use crate::opening::{self, Act, Way};
use crate::product::{GateStep, Pack};
use crate::watch::Parts;
use crate::worklist::capacity::{Day, capacity as days_of};
use crate::worklist::{Load, Office, Task, calendar_feed, lapsing as lapses_of};

/// How many days a capacity looks ahead when nobody says, and at most.
const DAYS: (u16, u16) = (28, 366);
/// How many tasks a clerk does on a working day when nobody says.
const PER_DAY: usize = 8;
/// More than anybody does in a day.
const PER_DAY_MOST: i64 = 600;

/// What a clerk has to do.
pub(super) fn worklist(
    cases: &mut Cases,
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let (clerk, office) = desk(cases, asked, context, parts)?;
    let from = number_of_rows(asked, "from")?.unwrap_or(0);
    let count = number_of_rows(asked, "count")?.unwrap_or(usize::MAX);
    let Load { tasks, late } = office.load(&clerk);
    parts.more(tasks.saturating_sub(from).min(count));
    let page = parts.wanted(office.worklist(&clerk).skip(from).take(count));
    let rows = page.map(|(case, task)| row(case, view::task(task, context.pack))).collect_vec();
    let day = office.day().to_string();
    Ok(object!({ "clerk": clerk.as_str(), "day": day, "tasks": tasks, "late": late, "rows": rows }))
}

/// How many rows, for a part of them: none is as good a number as any.
fn number_of_rows(asked: &mut Reader<'_>, name: &'static str) -> Result<Option<usize>, Error> {
    asked.number(name, "a number of rows", 0, u32::MAX.into())
}

/// What falls due on each of the days to come.
pub(super) fn capacity(
    cases: &mut Cases,
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let (clerk, office) = desk(cases, asked, context, parts)?;
    let days = asked.number("days", "a number of days to look ahead", 1, DAYS.1.into())?.unwrap_or(DAYS.0);
    let per_day = asked.number("per_day", "a number of tasks a day", 1, PER_DAY_MOST)?.unwrap_or(PER_DAY);
    parts.more(office.load(&clerk).tasks);
    let tasks = parts.wanted(office.worklist(&clerk));
    let told = days_of(tasks, office.day(), days, per_day, context.calendar);
    parts.more(told.iter().map(|it| it.due.len().saturating_add(it.early.len())).sum());
    told.iter().map(|it| day(it, context.pack, parts)).collect()
}

/// What lapses first, across the cases of a clerk.
pub(super) fn lapses(
    cases: &[&Case],
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let clerk = clerk(asked, context)?;
    let mut all: Vec<(&CaseId, Lapse)> = Vec::new();
    each(cases, parts, &mut |case| {
        if case.file().clerk == clerk {
            all.extend(lapses_of::lapsing(case, context).into_iter().map(|it| (case.id(), it)));
        }
    })?;
    all.sort_by(|one, other| (one.1.last, one.0).cmp(&(other.1.last, other.0)));
    parts.more(all.len());
    Ok(parts.wanted(all.iter()).map(|(case, lapse)| row(case, view::lapse(lapse))).collect())
}

/// The deadlines of a clerk, as iCalendar.
pub(super) fn calendar(
    cases: &mut Cases,
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let (clerk, office) = desk(cases, asked, context, parts)?;
    parts.more(office.load(&clerk).tasks);
    let tasks = parts.wanted(office.worklist(&clerk));
    let feed = calendar_feed::calendar_feed(tasks, office.day(), context.pack);
    Ok(Value::from(feed))
}

/// Who has something to do, and how much.
pub(super) fn clerks(
    cases: &mut Cases,
    _: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let told =
        |(clerk, load): (&Actor, Load)| object!({"clerk": clerk.as_str(), "tasks": load.tasks, "late": load.late});
    Ok(cases.desks(None, context, parts)?.clerks().map(told).collect())
}

/// What of one case lapses first.
pub(super) fn lapsing(case: &Case, context: &Context<'_>) -> Value {
    lapses_of::lapsing(case, context).iter().map(view::lapse).collect()
}

/// The ways to open the next step of a case.
pub(super) fn ways(case: &Case, context: &Context<'_>) -> Value {
    let Some(ways) = opening::ways(case, context) else { return Value::Null };
    let told = |act: &Act| act_of(act, context);
    let way = |way: &Way| object!({"cost": way.cost, "acts": way.acts.iter().map(told).collect::<Vec<Value>>()});
    object!({
        "command": ways.command,
        "step": ways.step.map(GateStep::name),
        "step_zh": ways.step.map(GateStep::zh),
        "sets": ways.sets.iter().map(way).collect::<Vec<Value>>(),
        "cut": ways.cut,
        "conclusive": ways.conclusive,
        "first": ways.first.as_ref().map(told),
        "barred": ways.barred.iter().map(|it| view::reason(it, context.pack)).collect::<Vec<Value>>(),
    })
}

fn act_of(act: &Act, context: &Context<'_>) -> Value {
    let effort = act.effort(context.pack);
    let (about, about_zh) = subject(act, context);
    object!({
        "act": act.name(),
        "zh": act.zh(),
        "about": about,
        "about_zh": about_zh,
        "state": match act {
            Act::Mark { state, .. } => Some(state.name()),
            Act::BringLoan { wanted, .. } => Some(wanted.name()),
            _ => None,
        },
        "whom": act.whom(),
        "points": effort.points,
        "days": effort.days,
    })
}

/// What an act is about: a role, a fact, a kind of paper, a milestone, a loan.
fn subject(act: &Act, context: &Context<'_>) -> (Option<String>, Option<String>) {
    let both = |code: &str, zh: &str| (Some(code.to_owned()), Some(zh.to_owned()));
    match act {
        Act::Resume | Act::DescribeProperty => (None, None),
        Act::AddParty { role } => both(role.name(), role.zh()),
        Act::StateFact { fact } => both(fact.name(), fact.zh()),
        Act::BringPaper { document, .. } | Act::CheckPaper { document, .. } => {
            let zh = context.pack.document(document).map(|it| it.zh.to_string());
            (Some(document.to_string()), zh)
        }
        Act::GiveConsent { party, recipient, purpose, .. } => (Some(format!("{purpose} {recipient} {party}")), None),
        Act::AnswerQuery { query, .. } => (Some(query.clone()), None),
        Act::ConfirmChange { change, loan, .. } => (Some(format!("{change} {loan}")), None),
        Act::Mark { milestone, .. } => both(milestone.name(), milestone.zh()),
        Act::MeetCondition { loan, number } => (Some(format!("{loan} {number}")), None),
        Act::BringLoan { loan, .. } => (Some(loan.to_string()), None),
    }
}

type OfCase<'o> = (&'o CaseId, &'o Task);

/// Whose work is asked for: the asker's own, unless another clerk is named.
fn clerk(asked: &mut Reader<'_>, context: &Context<'_>) -> Result<Actor, Error> {
    let clerk: Option<Actor> = asked.field("clerk")?;
    Ok(clerk.unwrap_or_else(|| context.by.clone()))
}

/// Whose desk is asked for, and the worklists that it is among.
fn desk<'c>(
    cases: &'c mut Cases,
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<(Actor, &'c Office), Error> {
    let clerk = clerk(asked, context)?;
    let office = cases.desks(Some(&clerk), context, parts)?;
    Ok((clerk, office))
}

fn day(day: &Day<'_>, pack: &Pack, parts: &mut Parts<'_, '_>) -> Result<Value, Error> {
    let early = |(of, on): &(OfCase<'_>, crate::date::Date)| {
        let mut told = brief(*of, pack);
        if let Value::Object(map) = &mut told {
            map.insert("on".to_owned(), Value::from(on.to_string()));
        }
        told
    };
    let told = object!({
        "day": day.day.to_string(),
        "room": day.room,
        "due": parts.wanted(day.due.iter()).map(|of| brief(*of, pack)).collect::<Vec<Value>>(),
        "over": day.over,
        "stays_over": day.stays_over(),
        "early": parts.wanted(day.early.iter()).map(early).collect::<Vec<Value>>(),
    });
    parts.pause().map(|()| told)
}

/// A task by its name.
fn brief((case, task): OfCase<'_>, pack: &Pack) -> Value {
    object!({
        "case": case.as_str(),
        "task": task.kind.name(),
        "zh": task.kind.zh(),
        "about": task.about.as_str(),
        "about_zh": task.about_zh(pack),
        "whom": task.whom.as_str(),
        "whom_zh": task.whom_zh(),
        "due": task.due.day().map(|day| day.to_string()),
        "score": task.score.total,
    })
}

/// What is told of something, with the case that it belongs to in front.
fn row(case: &CaseId, told: Value) -> Value {
    let mut map = Map::new();
    map.insert("case".to_owned(), Value::from(case.as_str()));
    if let Value::Object(fields) = told {
        map.extend(fields);
    }
    Value::Object(map)
}
