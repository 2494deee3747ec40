//! What there is to do, what lapses first, and which papers to chase, of all clerks together.

use std::cmp::Reverse;

use anjieflow::worklist::{Task, TaskKind};
use maud::{Markup, html};

use super::{both, head, link};
use crate::desk::agenda::{Agenda, Row, rows};
use crate::desk::day::{Day, Picture};
use crate::desk::pressing;
use crate::desk::words::{self, Words};

/// How many of what lapses and of papers to chase are told.
const FEW: usize = 8;

/// The worklist of the office, what presses most first. Notices stand apart.
pub(super) fn section(day: &Day, agendas: &[Agenda<'_>]) -> Markup {
    let rows = ranked(agendas);
    html! {
        section #work aria-labelledby="work-title" {
            h2 #work-title { (both(&Words::new("待办（按紧要程度）", "Worklist, what presses most first"))) }
            div.sheet tabindex="0" role="group" aria-labelledby="work-title" { table.cards {
                caption.hide { (both(&Words::new(
                    format!("{} 的待办，最紧要的在前；分值可展开看构成", day.today),
                    format!("What is to be done on {}, what presses most first; a score opens to its parts", day.today),
                ))) }
                thead { tr {
                    (head("分值", "Points")) (head("到期", "Due")) (head("业务", "Case")) (head("事项", "What"))
                    (head("由谁，自何时", "Waits for, since")) (head("打开", "Opens")) (head("经办", "Clerk"))
                } }
                tbody { @for row in &rows { (line(row)) } }
            } }
        }
    }
}

fn ranked<'d>(agendas: &[Agenda<'d>]) -> Vec<Row<'d>> {
    let all = agendas.iter().flat_map(|agenda| &agenda.tasks);
    let mut tasks: Vec<(&Picture, &Task)> = all.copied().filter(|(_, task)| task.kind != TaskKind::Notify).collect();
    // Each clerk's list is in order; so is what is equal in all of this.
    tasks.sort_by_key(|(picture, task)| {
        (Reverse(task.score.total), task.due.day().is_none(), task.due.day(), picture.case.id())
    });
    rows(tasks.into_iter())
}

fn line(row: &Row<'_>) -> Markup {
    let task = row.task;
    let tone = if task.late.is_some_and(|it| it.is_late()) { "late" } else { "" };
    html! {
        tr class=(tone) {
            td.points { (score(task)) }
            td.when { (both(&words::due(&task.due))) " " (tag(task)) }
            td { (link(row.picture.case.id().as_str())) }
            th.what scope="row" { (both(&row.what())) }
            td { (both(&row.whom())) " " span.soft.since { (both(&pressing::since(task))) } }
            td.opens { (both(&pressing::opens(task))) }
            td.clerk { (task.clerk) }
        }
    }
}

/// The score, which opens to its parts, the deadline, and what comes of it when nobody does it.
fn score(task: &Task) -> Markup {
    let deadline = pressing::deadline(task);
    html! {
        details {
            summary { (task.score.total) }
            p { (both(&pressing::score(task))) }
            @if deadline != Words::default() { p { (both(&deadline)) } }
            p { (both(&Words::new("否则：", "Otherwise: "))) (both(&pressing::otherwise(task))) }
        }
    }
}

/// How a task stands to its day, where it presses.
pub(super) fn tag(task: &Task) -> Markup {
    let tone = match task.late {
        _ if task.still.is_some() => "calm",
        Some(late) if late.is_late() => "bad",
        Some(late) if late.days >= -7 => "warn",
        Some(_) => "calm",
        None => return html! {},
    };
    html! { span class={ "tag " (tone) } { (both(&pressing::lateness(task))) } }
}

/// What ends by itself, the first first.
pub(super) fn lapses(day: &Day, agendas: &[Agenda<'_>]) -> Markup {
    let mut lapses: Vec<_> = agendas.iter().flat_map(|agenda| &agenda.lapses).collect();
    lapses.sort_by_key(|(picture, lapse)| (lapse.last, picture.case.id()));
    html! {
        section {
            h2 { (both(&Words::new("最先失效", "What lapses first"))) }
            @if lapses.is_empty() { p.none { (both(&Words::new("无", "Nothing"))) } }
            ul.lines { @for (picture, lapse) in lapses.into_iter().take(FEW) {
                li class=(if day.today.days_until(lapse.last) <= 7 { "soon" } else { "" }) {
                    (link(picture.case.id().as_str())) " " (both(&words::lapse(lapse)))
                }
            } }
        }
    }
}

/// The cheapest papers to chase.
pub(super) fn chase(agendas: &[Agenda<'_>]) -> Markup {
    let mut chase: Vec<_> = agendas.iter().flat_map(|agenda| &agenda.chase).collect();
    chase.sort_by_key(|it| (it.effort.points, it.effort.days, it.picture.case.id()));
    html! {
        section {
            h2 { (both(&Words::new("最省力的催件", "The cheapest papers to chase"))) }
            @if chase.is_empty() { p.none { (both(&Words::new("无", "None"))) } }
            ul.lines { @for it in chase.into_iter().take(FEW) {
                li {
                    (link(it.picture.case.id().as_str())) " " (both(&it.paper())) " · " (both(&it.whom()))
                    " " span.soft { (both(&it.gain())) }
                }
            } }
        }
    }
}
