//! What is open in the years after the money, as plain data.

use crate::collect::CollectVec;
use serde_json::Value;

use crate::aftercare::{Care, Matter, Step, matters, rung};
use crate::case::{Case, Context};
use crate::interchange::view::object;

/// Everything that is open, with its steps.
pub(super) fn open(case: &Case, context: &Context<'_>) -> Value {
    matters(case, context).iter().map(|it| matter(it, context)).collect()
}

fn matter(it: &Matter, context: &Context<'_>) -> Value {
    let days = it.since.days_until(context.occurred);
    let guaranteed = it.steps.iter().any(|step| step.name == "tell_developer");
    let now = rung(days, guaranteed).filter(|_| it.kind == Care::Arrears);
    object!({
        "care": it.kind.name(),
        "zh": it.kind.zh(),
        "loan": it.loan.as_str(),
        "since": it.since.to_string(),
        "days": days,
        "now": now.map(|rung| rung.name),
        "steps": it.steps.iter().map(|it| step(it, context)).collect_vec(),
    })
}

fn step(it: &Step, context: &Context<'_>) -> Value {
    object!({
        "step": it.name,
        "zh": it.zh,
        "en": it.en,
        "whom": it.whom,
        "from": it.from.map(|day| day.to_string()),
        "is_time": it.from.is_none_or(|day| day <= context.occurred),
        "done": it.done.map(|day| day.to_string()),
    })
}
