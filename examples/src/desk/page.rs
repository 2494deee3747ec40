//! The day as one page: everything in it, nothing fetched, Chinese with an English switch, people masked.

use anjieflow::case::{CommandKind, Event, FLOW, Stage};
use anjieflow::checklist::{Checklist, Line, LineStatus};
use anjieflow::date::{Date, Weekday};
use anjieflow::loan::Loan;
use anjieflow::log::Entry;
use anjieflow::worklist::Task;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::day::{Day, Picture, late_days};
use super::json::{checklists, has_served};
use super::office::Defaults;
use super::report::reasons;
use super::store::Item;
use super::words::{self, Words};

const STYLE: &str = include_str!("page.css");

/// The page of a day.
pub fn day(day: &Day, defaults: &Defaults) -> String {
    let title = Words::new(format!("{} · {}", day.office.zh, day.today), format!("{} · {}", day.office.en, day.today));
    let body = html! {
        (header(day))
        main {
            (worklist(day))
            div.two { (refused(day)) (notices(day)) }
            section {
                h2 { (both(&Words::new("业务", "Cases"))) }
                @for picture in &day.cases { (case(picture, day, defaults)) }
            }
        }
        footer { (both(&Words::new(
            "本页由 desk 生成；姓名、证件号、电话与账号均已脱敏，示例人物均为虚构。",
            "Made by desk. Names and numbers are masked; the people of the sample are invented.",
        ))) }
    };
    whole(&title.zh, &body)
}

/// A page of the office, with the switch of languages.
pub(super) fn whole(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                // First, so that style alone can switch what follows it.
                input #lang type="checkbox" aria-label="English";
                (body)
            }
        }
    };
    page.into_string()
}

/// The same text in both languages; the switch shows one.
pub(super) fn both(words: &Words) -> Markup {
    match words.zh == words.en {
        true => html! { (words.zh) },
        false => html! { span.zh lang="zh-CN" { (words.zh) } span.en lang="en" { (words.en) } },
    }
}

fn header(day: &Day) -> Markup {
    let counts = [
        (day.cases.len(), Words::new("笔业务", "cases"), ""),
        (day.worklist().len(), Words::new("项待办", "tasks"), ""),
        (day.late(), Words::new("项逾期", "late"), "bad"),
        (day.refused.len(), Words::new("项被拒", "refused"), "warn"),
        (day.notices().len(), Words::new("人须通知", "to notify"), ""),
    ];
    html! {
        header {
            div.top {
                div {
                    h1 { (both(&Words::new(&day.office.zh, &day.office.en))) }
                    p.day { (day.today) " " (both(&weekday(day.today))) }
                }
                label.switch for="lang" { span.zh { "English" } span.en { "中文" } }
            }
            ul.counts { @for (count, what, tone) in &counts {
                li class=(tone) { b { (count) } " " (both(what)) }
            } }
        }
    }
}

fn weekday(day: Date) -> Words {
    let (zh, en) = match day.weekday() {
        Weekday::Monday => ("星期一", "Monday"),
        Weekday::Tuesday => ("星期二", "Tuesday"),
        Weekday::Wednesday => ("星期三", "Wednesday"),
        Weekday::Thursday => ("星期四", "Thursday"),
        Weekday::Friday => ("星期五", "Friday"),
        Weekday::Saturday => ("星期六", "Saturday"),
        Weekday::Sunday => ("星期日", "Sunday"),
    };
    Words::new(zh, en)
}

fn worklist(day: &Day) -> Markup {
    let tasks = day.worklist();
    html! {
        section {
            h2 { (both(&Words::new("待办（按到期日）", "Worklist by due date"))) }
            div.sheet { table {
                thead { tr {
                    th { (both(&Words::new("到期", "Due"))) }
                    th { (both(&Words::new("业务", "Case"))) }
                    th { (both(&Words::new("事项", "What"))) }
                    th { (both(&Words::new("由谁", "Who"))) }
                } }
                tbody { @for alike in tasks.chunk_by(alike) { (row(alike, day)) } }
            } }
        }
    }
}

/// What is alike in case, task, person and day stands on one row.
fn alike(one: &(&Picture, &Task), next: &(&Picture, &Task)) -> bool {
    let key = |(picture, task): &(&Picture, &Task)| {
        (picture.case.id().clone(), task.kind, task.whom.clone(), task.due.clone())
    };
    key(one) == key(next)
}

fn row(alike: &[(&Picture, &Task)], day: &Day) -> Markup {
    let Some((picture, task)) = alike.first() else { return html! {} };
    let tone = if late_days(task, day.today) > 0 { "late" } else { "" };
    let mut about: Vec<Words> = alike.iter().map(|(_, task)| words::about(task)).collect();
    about.dedup();
    html! {
        tr class=(tone) {
            td.when { (both(&words::due(&task.due))) " " (late(task, day)) }
            td { (link(picture.case.id().as_str())) }
            td { span.kind { (both(&words::task(task.kind))) } " "
                @for (index, words) in about.iter().enumerate() {
                    @if index > 0 { (both(&Words::new("、", ", "))) }
                    (both(words))
                } }
            td { (both(&words::holder(&task.whom, picture.case.file()))) }
        }
    }
}

fn late(task: &Task, day: &Day) -> Markup {
    let days = late_days(task, day.today);
    html! {
        @if days > 0 {
            span.tag.bad { (both(&Words::new(format!("逾期 {days} 天"), format!("{days} d late")))) }
        } @else if task.due.day() == Some(day.today) {
            span.tag.warn { (both(&Words::new("今天", "today"))) }
        }
    }
}

fn link(case: &str) -> Markup {
    html! { a.id href={ "#" (case) } { (case) } }
}

fn refused(day: &Day) -> Markup {
    html! {
        section {
            h2 { (both(&Words::new("被拒的操作", "Refused commands"))) }
            @if day.refused.is_empty() { p.none { (both(&Words::new("无", "None"))) } }
            @for item in &day.refused { (refusal(item, day)) }
        }
    }
}

fn refusal(item: &Item, day: &Day) -> Markup {
    html! {
        article.slip {
            h3 { (link(&item.case)) " " (both(&words::command(&item.command))) }
            ul { @for reason in reasons(item, day) { li { (both(&reason)) } } }
        }
    }
}

fn notices(day: &Day) -> Markup {
    html! {
        section {
            h2 { (both(&Words::new("须通知", "Whom to notify"))) }
            @if day.notices().is_empty() { p.none { (both(&Words::new("无", "None"))) } }
            @for (picture, task) in day.notices() {
                article.slip.calm {
                    h3 { (link(picture.case.id().as_str())) " "
                        (both(&words::holder(&task.whom, picture.case.file()))) }
                    p { (both(&words::about(task))) " · " (both(&words::due(&task.due))) " " (late(task, day)) }
                }
            }
        }
    }
}

fn case(picture: &Picture, day: &Day, defaults: &Defaults) -> Markup {
    let (case, file) = (&picture.case, picture.case.file());
    let id = case.id().as_str();
    let busy = picture.tasks.iter().any(|task| late_days(task, day.today) > 0);
    let checklists = checklists(picture, defaults);
    html! {
        article.case id=(id) {
            h3 {
                span.id { (id) } " " (both(&words::borrower(file)))
                @if let Some(home) = &file.property {
                    span.soft { " · " (home.address) " · " (both(&words::yuan(home.price))) }
                }
                @if let Some(suspended) = &file.suspended {
                    " " span.tag.warn { (both(&Words::new("暂停", "suspended"))) " " (suspended.since) }
                }
            }
            (strip(picture))
            ul.loans { @for loan in &file.loans { li { (both(&words::loan(loan))) } } }
            (next(picture, day))
            details open[busy] {
                summary { (both(&Words::new("资料清单与经过", "Checklist and timeline"))) }
                div.two.wide { (papers(picture, &checklists, defaults)) (timeline(picture)) }
            }
        }
    }
}

/// What there is to do, each thing once.
fn next(picture: &Picture, day: &Day) -> Markup {
    let alike = |one: &Task, next: &Task| one.kind == next.kind && one.about == next.about && one.whom == next.whom;
    let tasks = picture.tasks.chunk_by(alike).filter_map(<[Task]>::first);
    html! { @if !picture.tasks.is_empty() {
        ul.next { @for task in tasks {
            li { (both(&words::task(task.kind))) " " b { (both(&words::about(task))) } " " (late(task, day)) }
        } }
    } }
}

/// Where the case is among the stages, and when it came into each.
fn strip(picture: &Picture) -> Markup {
    let visits = visits(picture);
    let at = picture.case.stage();
    let ended_badly = at.is_end() && at != Stage::Released;
    let way = Stage::ALL.iter().filter(|stage| !stage.is_end() || **stage == Stage::Released);
    let way: Vec<&Stage> = way.chain(ended_badly.then_some(&at)).collect();
    html! {
        ol.strip { @for stage in way {
            @let since = visits.iter().rev().find(|(visited, _)| visited == stage).map(|(_, day)| *day);
            @let tone = tone(*stage, at, since.is_some(), ended_badly);
            li class=(tone) { span.name { (both(&words::stage(*stage))) }
                @if let Some(day) = since { span.since { (day) } } }
        } }
    }
}

fn tone(stage: Stage, at: Stage, visited: bool, ended_badly: bool) -> &'static str {
    match (stage == at, visited) {
        (true, _) if ended_badly => "at bad",
        (true, _) => "at",
        // A stage that the case went back from lies ahead again.
        (false, true) if stage < at || ended_badly => "past",
        (false, _) => "",
    }
}

/// The stages that the case came into, with the day.
fn visits(picture: &Picture) -> Vec<(Stage, Date)> {
    let mut visits: Vec<(Stage, Date)> = Vec::new();
    for entry in picture.log.entries() {
        let from = visits.last().map(|(stage, _)| *stage);
        if let Some(stage) = leads_to(entry, from) {
            visits.push((stage, entry.stamp.occurred));
        }
    }
    visits
}

fn leads_to(entry: &Entry, from: Option<Stage>) -> Option<Stage> {
    let Some(from) = from else { return Some(Stage::Enquiry) };
    let kind = CommandKind::ALL.iter().find(|kind| kind.is_move() && kind.event_name() == entry.event.name())?;
    FLOW.iter().find(|line| line.from == from && line.command == *kind).map(|line| line.to)
}

fn papers(picture: &Picture, checklists: &[(&Loan, Checklist<'_>)], defaults: &Defaults) -> Markup {
    html! {
        div {
            h4 { (both(&Words::new("资料清单", "Checklist"))) }
            @if checklists.is_empty() {
                p.none { (both(&Words::new("目前无须资料", "No papers are asked for now"))) }
            }
            @for (loan, checklist) in checklists {
                @if checklists.len() > 1 { p.soft { (loan.id()) } }
                (paper_list(picture, loan, checklist, defaults))
            }
            (milestones(picture))
        }
    }
}

fn paper_list(picture: &Picture, loan: &Loan, checklist: &Checklist<'_>, defaults: &Defaults) -> Markup {
    let shown = |line: &Line<'_>| match has_served(line, loan, defaults) {
        true => ("good", Words::new("已用于报卷", "served")),
        false => (paper_tone(&line.status), words::status(&line.status)),
    };
    html! {
        ul.papers { @for line in checklist.lines() {
            @let (tone, status) = shown(line);
            li class=(tone) title=(line.note()) {
                span { (both(&words::paper(line.document()))) " "
                    span.soft { (both(&words::line_holder(line, picture.case.file()))) } }
                span.status { (both(&status)) }
            }
        } }
    }
}

fn paper_tone(status: &LineStatus) -> &'static str {
    match status {
        LineStatus::Accepted => "good",
        LineStatus::Received | LineStatus::Waived(_) | LineStatus::Promised(_) | LineStatus::Undecided(_) => "warn",
        LineStatus::Missing | LineStatus::Rejected | LineStatus::Expired(_) | LineStatus::PartyMissing => "bad",
    }
}

fn milestones(picture: &Picture) -> Markup {
    let touched = picture.case.file().milestones.iter();
    let last = touched.filter_map(|milestone| Some((milestone.kind, milestone.marks.last()?)));
    html! {
        ul.milestones { @for (kind, mark) in last {
            li class=(mark.state.name()) {
                (both(&words::milestone(kind))) " "
                span.soft { (both(&words::milestone_state(mark.state))) " " (mark.on) }
            }
        } }
    }
}

fn timeline(picture: &Picture) -> Markup {
    let entries = picture.log.entries();
    let days = entries.chunk_by(|one, next| one.stamp.occurred == next.stamp.occurred);
    html! {
        div {
            h4 { (both(&Words::new("经过", "Timeline"))) }
            ol.timeline { @for day in days { @if let Some(first) = day.first() {
                li { time { (first.stamp.occurred) }
                    ul { @for entry in day { (moment(entry, picture)) } } }
            } } }
        }
    }
}

fn moment(entry: &Entry, picture: &Picture) -> Markup {
    let detail = words::detail(entry, picture.case.file());
    let stamp = &entry.stamp;
    html! {
        li class=(weight(&entry.event)) {
            b { (both(&words::event(&entry.event))) } " " (both(&detail))
            span.by { (stamp.by)
                @if stamp.recorded != stamp.occurred {
                    " · " (both(&Words::new("记于", "recorded"))) " " (stamp.recorded)
                } }
        }
    }
}

/// Steps of the case and of its loans stand out among the papers.
fn weight(event: &Event) -> &'static str {
    match event {
        event if event.is_move() => "move",
        Event::LoanStepped(_) => "loan",
        _ => "",
    }
}
