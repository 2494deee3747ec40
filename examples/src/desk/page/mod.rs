//! The day as one page: everything in it, nothing fetched, Chinese with an English switch, people masked.
//!
//! It needs no script, is read with a keyboard or a screen reader, in light and in dark, and prints on A4: what is drawn is a
//! table with bars in it, so that the numbers stand beside every bar.

mod case;
mod gantt;
mod lenders;
mod weeks;
mod work;

use anjieflow::case::Actor;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::agenda::{Agenda, ranked};
use super::day::Day;
use super::office::Defaults;
use super::pressing::weekday;
use super::report::reasons;
use super::store::Item;
use super::words::{self, Words};

const STYLE: &str = include_str!("page.css");
/// How many tasks a clerk does on a working day.
const PER_DAY: u16 = 8;

/// The page of a day.
pub fn day(day: &Day, defaults: &Defaults) -> String {
    let title = Words::new(format!("{} · {}", day.office.zh, day.today), format!("{} · {}", day.office.en, day.today));
    let ranked = ranked(day, defaults);
    let clerks: Vec<Actor> = ranked.clerks().map(|(clerk, _)| clerk.clone()).collect();
    let agendas: Vec<Agenda<'_>> =
        clerks.iter().map(|clerk| Agenda::of(clerk, day, &ranked, defaults, PER_DAY)).collect();
    let body = html! {
        a.skip href="#main" { (both(&Words::new("跳到正文", "Skip to the day"))) }
        (header(day))
        main #main tabindex="-1" {
            (work::section(day, &agendas))
            (weeks::section(&agendas, PER_DAY))
            div.two { (work::lapses(day, &agendas)) (work::chase(&agendas)) }
            (gantt::section(day))
            (lenders::section(day, defaults))
            div.two { (refused(day)) (notices(day)) }
            section #cases aria-labelledby="cases-title" {
                h2 #cases-title { (both(&Words::new("业务", "Cases"))) }
                @for picture in &day.cases { (case::case(picture, day, defaults)) }
            }
        }
        footer { (both(&Words::new(
            "本页由 desk 生成；姓名、证件号、电话与账号均已脱敏，示例人物均为虚构。",
            "Made by desk. Names and numbers are masked; the people of the sample are invented.",
        ))) }
    };
    whole(&title.zh, &body)
}

/// A page of the office.
pub(super) fn whole(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    };
    page.into_string()
}

/// The switch of languages: style alone follows it. A page has one, in its header.
pub(super) fn switch() -> Markup {
    html! {
        label.switch {
            input #lang type="checkbox";
            span.zh lang="en" { "English" } span.en lang="zh-CN" { "中文" }
        }
    }
}

/// The same text in both languages; the switch shows one.
pub(super) fn both(words: &Words) -> Markup {
    match words.zh == words.en {
        true => html! { (words.zh) },
        false => html! { span.zh lang="zh-CN" { (words.zh) } span.en lang="en" { (words.en) } },
    }
}

/// The heading of a table.
fn head(zh: &str, en: &str) -> Markup {
    html! { th scope="col" { (both(&Words::new(zh, en))) } }
}

fn link(case: &str) -> Markup {
    html! { a.id href={ "#" (case) } { (case) } }
}

fn header(day: &Day) -> Markup {
    let counts = [
        (day.cases.len(), Words::new("笔业务", "cases"), ""),
        (day.worklist().len(), Words::new("项待办", "tasks"), ""),
        (day.late(), Words::new("项逾期", "late"), "bad"),
        (day.refused.len(), Words::new("项被拒", "refused"), "warn"),
        (day.notices().len(), Words::new("人须通知", "to notify"), ""),
    ];
    let places = [
        ("#work", Words::new("待办", "Worklist")),
        ("#weeks", Words::new("四周", "Four weeks")),
        ("#gantt", Words::new("进度", "Time line")),
        ("#lenders", Words::new("放款机构", "Lenders")),
        ("#cases", Words::new("业务", "Cases")),
    ];
    html! {
        header {
            div.top {
                div {
                    h1 { (both(&Words::new(&day.office.zh, &day.office.en))) }
                    p.day { (day.today) " " (both(&weekday(day.today))) }
                }
                (switch())
            }
            ul.counts { @for (count, what, tone) in &counts {
                li class=(tone) { b { (count) } " " (both(what)) }
            } }
            nav aria-label="目录 Contents" {
                @for (place, name) in &places { a href=(place) { (both(name)) } }
            }
        }
    }
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
                    p { (both(&words::about(task))) " · " (both(&words::due(&task.due))) " " (work::tag(task)) }
                }
            }
        }
    }
}
