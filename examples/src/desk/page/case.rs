//! One case on the page: where it is, what there is to do, its papers, what happened.

use anjieflow::case::{CommandKind, Event, FLOW, Stage};
use anjieflow::checklist::{Checklist, Line, LineStatus};
use anjieflow::date::Date;
use anjieflow::loan::Loan;
use anjieflow::log::Entry;
use anjieflow::worklist::Task;
use maud::{Markup, html};

use super::both;
use super::work::tag;
use crate::desk::day::{Day, Picture, late_days};
use crate::desk::json::{checklists, has_served};
use crate::desk::office::Defaults;
use crate::desk::words::{self, Words};

/// The case as an article.
pub(super) fn case(picture: &Picture, day: &Day, defaults: &Defaults) -> Markup {
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
            (next(picture))
            details open[busy] {
                summary { (both(&Words::new("资料清单与经过", "Checklist and timeline"))) }
                div.two.wide { (papers(picture, &checklists, defaults)) (timeline(picture)) }
            }
        }
    }
}

/// What there is to do, each thing once.
fn next(picture: &Picture) -> Markup {
    let alike = |one: &Task, next: &Task| one.kind == next.kind && one.about == next.about && one.whom == next.whom;
    let tasks = picture.tasks.chunk_by(alike).filter_map(<[Task]>::first);
    html! { @if !picture.tasks.is_empty() {
        ul.next { @for task in tasks {
            li { (both(&words::task(task.kind))) " " b { (both(&words::about(task))) } " " (tag(task)) }
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
pub(super) fn visits(picture: &Picture) -> Vec<(Stage, Date)> {
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
    let kind = CommandKind::that_gives(entry.event.name()).filter(|kind| kind.is_move())?;
    FLOW.iter().find(|line| line.from == from && line.command == kind).map(|line| line.to)
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
    let shown = |line: &Line<'_>| match has_served(picture, line, loan, defaults) {
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
            ol.timeline tabindex="0" role="list" aria-label="经过 Timeline" { @for day in days { @if let Some(first) = day.first() {
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
