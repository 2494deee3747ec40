//! What falls due on each day of the four weeks to come: a table of weeks a clerk, darker where more falls due.

use anjieflow::worklist::capacity;
use maud::{Markup, html};

use super::{both, link};
use crate::desk::agenda::Agenda;
use crate::desk::pressing::{weekday, weeks};
use crate::desk::words::{self, Words};

/// The tables of all clerks, and what to start early.
pub(super) fn section(agendas: &[Agenda<'_>], per_day: u16) -> Markup {
    let legend = [("h1", "1"), ("h2", "≤50%"), ("h3", "≤75%"), ("h4", "≤100%"), ("over", ">100%")];
    html! {
        section #weeks aria-labelledby="weeks-title" {
            h2 #weeks-title { (both(&Words::new("未来四周到期数", "What falls due in the next four weeks"))) }
            p.soft {
                (both(&Words::new(
                    format!("每人每个工作日可办 {per_day} 项；逾期的计在今天。颜色为到期数与可办数之比："),
                    format!("Each can do {per_day} on a working day; what is late counts for today. Colours are what falls due, of what can be done: "),
                )))
                span.legend aria-hidden="true" { @for (tone, text) in legend { span class=(tone) { (text) } } }
            }
            div.clerks { @for agenda in agendas { (of_clerk(agenda)) } }
        }
    }
}

fn of_clerk(agenda: &Agenda<'_>) -> Markup {
    let names = Words::new("一 二 三 四 五 六 日", "Mon Tue Wed Thu Fri Sat Sun");
    let names = names.zh.split(' ').zip(names.en.split(' '));
    html! {
        div.sheet {
            table.heat {
                caption { b { (agenda.clerk) } " " span.soft { (both(&Words::new(
                    format!("含通知 {} 项，{} 项逾期", agenda.tasks.len(), agenda.late()),
                    format!("{} with notices, {} late", agenda.tasks.len(), agenda.late()),
                ))) } }
                thead { tr {
                    th scope="col" { (both(&Words::new("起", "From"))) }
                    @for (zh, en) in names { th scope="col" { (both(&Words::new(zh, en))) } }
                } }
                tbody { @for week in weeks(&agenda.days, |it| it.day) { tr {
                    th scope="row" { (first(&week)) }
                    @for day in week { (cell(day)) }
                } } }
            }
            (early(agenda))
        }
    }
}

fn first(week: &[Option<&capacity::Day<'_>>; 7]) -> String {
    let day = week.iter().flatten().next().map(|it| it.day.to_string());
    day.and_then(|day| day.get(5..).map(str::to_owned)).unwrap_or_default()
}

fn cell(day: Option<&capacity::Day<'_>>) -> Markup {
    let Some(day) = day else { return html! { td {} } };
    let (due, room) = (day.due.len(), day.room);
    let tone = match due {
        0 if room == 0 => "rest",
        0 => "",
        _ if day.over > 0 => "over",
        1 => "h1",
        _ if due * 2 <= room => "h2",
        _ if due * 4 <= room * 3 => "h3",
        _ => "h4",
    };
    let over = Words::new(format!("，超 {} 项", day.over), format!(", {} too many", day.over));
    html! { td class=(tone) {
        @if due == 0 { span aria-hidden="true" { (if room == 0 { "–" } else { "·" }) } span.hide { "0" } }
        @else { (due) }
        @if day.over > 0 { span.hide { (both(&over)) } }
    } }
}

/// What to start early, day by day.
fn early(agenda: &Agenda<'_>) -> Markup {
    html! { @for full in agenda.overloaded() {
        div.early {
            p { b { (full.day) " " (both(&weekday(full.day))) } " " (both(&Words::new(
                format!("到期 {} 项，可办 {} 项", full.due.len(), full.room),
                format!("{} fall due, room for {}", full.due.len(), full.room),
            ))) }
            ul.lines { @for ((case, task), on) in &full.early { li {
                (both(&Words::new(format!("提前到 {on}："), format!("start on {on}: "))))
                (link(case.as_str())) " " (both(&words::task(task.kind))) " " (both(&words::about(task)))
            } } }
            @if full.stays_over() > 0 { p.soft { (both(&Words::new(
                format!("{} 项无处提前", full.stays_over()),
                format!("{} find no earlier day", full.stays_over()),
            ))) } }
        }
    } @if agenda.overloaded().next().is_none() {
        p.early.soft { (both(&Words::new("没有过满的日子", "No day is too full"))) }
    } }
}
