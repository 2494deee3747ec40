//! The cases along one line of time: the stages they went through, what waits since when, due when, and how late.
//!
//! It is a table: what a bar shows is written beside it, so a bar is hidden from who cannot see it.

use anjieflow::case::Stage;
use anjieflow::date::Date;
use anjieflow::worklist::Task;
use maud::{Markup, html};

use super::case::visits;
use super::work::tag;
use super::{both, head, link};
use crate::desk::agenda::{Row, rows};
use crate::desk::day::{Day, Picture};
use crate::desk::pressing;
use crate::desk::words::{self, Words};

/// How many days the line goes back, and ahead.
const BACK: i32 = 63;
const AHEAD: i32 = 42;

/// The line of time, in days.
struct Line {
    today: Date,
}

/// A part of it, in thousandths of its length.
#[derive(Clone, Copy)]
struct Part {
    from: i32,
    until: i32,
}

impl Line {
    /// A span of days; what lies beyond the line is cut off, and nothing is left of what lies wholly beyond it.
    fn part(&self, from: Date, until: Date) -> Option<Part> {
        let place = |day: Date| (self.today.days_until(day) + BACK).clamp(0, BACK + AHEAD) * 1000 / (BACK + AHEAD);
        let part = Part { from: place(from), until: place(until) };
        (part.from < part.until).then_some(part)
    }

    /// A day, where it lies on the line.
    fn at(&self, day: Date) -> Option<i32> {
        let place = self.today.days_until(day) + BACK;
        (0..=BACK + AHEAD).contains(&place).then(|| place * 1000 / (BACK + AHEAD))
    }

    /// The first days of the months on the line.
    fn months(&self) -> Vec<(i32, Date)> {
        let days = (-BACK..AHEAD).filter_map(|later| self.today.add_days(later).ok());
        days.filter(|day| day.day() == 1).filter_map(|day| Some((self.at(day)?, day))).collect()
    }
}

impl Part {
    fn style(self) -> String {
        let (from, wide) = (self.from, self.until - self.from);
        format!("left:{}.{}%;width:{}.{}%", from / 10, from % 10, wide / 10, wide % 10)
    }
}

fn left(place: i32) -> String {
    format!("left:{}.{}%", place / 10, place % 10)
}

/// The table of all cases that have something to do.
pub(super) fn section(day: &Day) -> Markup {
    let line = Line { today: day.today };
    let legend = [
        ("wait", Words::new("已等待", "waited")),
        ("left", Words::new("至到期", "until due")),
        ("late", Words::new("逾期", "late")),
    ];
    html! {
        section #gantt aria-labelledby="gantt-title" {
            h2 #gantt-title { (both(&Words::new("进度与期限", "Cases along the line of time"))) }
            p.soft.legend aria-hidden="true" {
                @for (tone, name) in &legend { span { i class={ "bar " (tone) } {} (both(name)) } }
                span { i.due {} (both(&Words::new("到期日", "due"))) }
                span { i.now {} (both(&Words::new("今天", "today"))) }
            }
            div.sheet tabindex="0" role="group" aria-labelledby="gantt-title" { table.gantt {
                caption.hide { (both(&Words::new(
                    "各业务的待办：自何时等待、何时到期、逾期多少",
                    "What each case waits for: since when, due when, how late",
                ))) }
                thead { tr {
                    (head("事项", "What")) (head("自", "Since")) (head("到期", "Due"))
                    td.track aria-hidden="true" { (axis(&line)) }
                } }
                @for picture in day.cases.iter().filter(|it| !it.tasks.is_empty()) { (of_case(picture, &line)) }
            } }
        }
    }
}

fn axis(line: &Line) -> Markup {
    html! { div.line {
        @for (place, day) in line.months() { span.tick style=(left(place)) { (both(&month(day))) } }
    } }
}

fn month(day: Date) -> Words {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = usize::from(day.month()).checked_sub(1).and_then(|place| NAMES.get(place)).copied().unwrap_or_default();
    Words::new(format!("{} 月", day.month()), name)
}

fn of_case(picture: &Picture, line: &Line) -> Markup {
    let file = picture.case.file();
    html! {
        tbody {
            tr.of {
                th scope="rowgroup" colspan="3" {
                    (link(picture.case.id().as_str())) " " (both(&words::borrower(file))) " · "
                    (both(&words::stage(picture.case.stage())))
                }
                td.track aria-hidden="true" { (track(line, &stages(picture, line))) }
            }
            @for row in rows(picture.tasks.iter().map(|task| (picture, task))) { (of_task(&row, line)) }
        }
    }
}

fn of_task(row: &Row<'_>, line: &Line) -> Markup {
    let task = row.task;
    html! { tr {
        th.what scope="row" { (both(&row.in_short())) " " span.soft { (both(&row.whom())) } }
        td.day { (task.since) }
        td.day { (both(&words::due(&task.due))) " " @if pressing::lateness(task) != Words::default() { (tag(task)) } }
        td.track aria-hidden="true" { (track(line, &bars(task, line))) }
    } }
}

fn track(line: &Line, inside: &Markup) -> Markup {
    html! { div.line {
        @for (place, _) in line.months() { i.month style=(left(place)) {} }
        (inside)
        @if let Some(place) = line.at(line.today) { i.now style=(left(place)) {} }
    } }
}

/// What was waited, what is left, and what is late.
fn bars(task: &Task, line: &Line) -> Markup {
    let (today, due) = (line.today, task.due.day());
    let waited = line.part(task.since, due.map_or(today, |due| due.min(today)));
    let left_over = due.and_then(|due| line.part(today.max(task.since), due));
    let late = due.and_then(|due| line.part(due, today));
    let at = due.and_then(|due| line.at(due));
    html! {
        @for (tone, part) in [("wait", waited), ("left", left_over), ("late", late)] {
            @if let Some(part) = part { i class={ "bar " (tone) } style=(part.style()) {} }
        }
        @if let Some(at) = at { i.due style=(left(at)) {} }
    }
}

/// The stages one after the other, up to today.
fn stages(picture: &Picture, line: &Line) -> Markup {
    let visits = visits(picture);
    let until = visits.iter().skip(1).map(|(_, day)| *day).chain([line.today]);
    let last = visits.len();
    let parts = (1..).zip(visits.iter().zip(until)).filter_map(|(nth, ((stage, from), until))| {
        let tone = if nth == last { "stage at" } else { "stage" };
        Some((*stage, tone, line.part(*from, until)?))
    });
    let parts: Vec<(Stage, &str, Part)> = parts.collect();
    html! { @for (stage, tone, part) in &parts {
        span class=(tone) style=(part.style()) { (both(&words::stage(*stage))) }
    } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_the_line_is_cut_off() {
        let line = Line { today: Date::constant(2026, 3, 20) };
        let day = |later| line.today.add_days(later).unwrap();
        assert_eq!(line.at(line.today), Some(600));
        assert_eq!(line.part(day(-63), day(42)).map(Part::style).unwrap(), "left:0.0%;width:100.0%");
        assert_eq!(line.part(day(-500), day(0)).map(Part::style).unwrap(), "left:0.0%;width:60.0%");
        assert!(line.part(day(50), day(60)).is_none() && line.part(day(3), day(3)).is_none());
        assert!(line.at(day(-64)).is_none() && line.at(day(43)).is_none());
        assert_eq!(line.months().len(), 3, "the first of February, March and April");
    }
}
