//! How lenders dealt with the office's files: how many they approved, and how long they took.

use anjieflow::case::Case;
use anjieflow::loan::State;
use anjieflow::relations::{Record, Wait, records};
use maud::{Markup, html};

use super::{both, head};
use crate::desk::day::Day;
use crate::desk::office::Defaults;
use crate::desk::rules;
use crate::desk::words::{self, Words};

/// The tables of lenders.
pub(super) fn section(day: &Day, defaults: &Defaults) -> Markup {
    let cases: Vec<&Case> = day.cases.iter().map(|picture| &picture.case).collect();
    let context = rules::context(defaults);
    let records = records(&cases, &context);
    html! {
        section #lenders aria-labelledby="lenders-title" {
            h2 #lenders-title { (both(&Words::new("放款机构", "Lenders"))) }
            @if records.is_empty() { p.none { (both(&Words::new("尚无报卷", "No file was handed in yet"))) } }
            @else { (approvals(&records)) (waits(&records)) }
        }
    }
}

fn named(record: &Record<'_>) -> Words {
    let lender = Words::new(record.institution.zh.as_ref(), record.institution.en.as_ref());
    match record.branch {
        Some(branch) => lender.then(" · ", &Words::same(branch)),
        None => lender,
    }
}

fn approvals(records: &[Record<'_>]) -> Markup {
    html! {
        h3.of { (both(&Words::new("批复率", "Approvals"))) }
        div.sheet tabindex="0" role="group" aria-label="批复率 Approvals" { table {
            caption.hide { (both(&Words::new("各放款机构的批复率与拒贷理由", "How many files each lender approved, and why it refused"))) }
            thead { tr {
                (head("放款机构", "Lender")) (head("报卷", "Files")) (head("批复率", "Approved")) (head("补件", "Supplements"))
                (head("答复（中位/九成）", "Answer, median / 90th")) (head("至放款（中位/九成）", "To the money, median / 90th"))
                (head("拒贷理由", "Refusals"))
            } }
            tbody { @for record in records { tr {
                th scope="row" { (both(&named(record))) }
                td.number { (record.files) }
                td.share { (share(record)) }
                td.number { (record.supplements) }
                td.number { (both(&spread(&record.answer))) }
                td.number { (both(&spread(&record.whole))) }
                td { @if record.refusals.is_empty() { "—" }
                    @for (reason, files) in &record.refusals { div { (reason) @if *files > 1 { " ×" (files) } } } }
            } } }
        } }
    }
}

/// The share of what was approved, as a bar with its number.
fn share(record: &Record<'_>) -> Markup {
    let decided = record.approved + record.refused;
    let Some(millionths) = record.approval_millionths() else { return html! { "—" } };
    let percent = millionths / 10_000;
    html! {
        span.meter aria-hidden="true" { i style={ "width:" (percent) "%" } {} }
        " " (percent) "% " span.soft { (record.approved) "/" (decided) }
    }
}

fn spread(wait: &Wait) -> Words {
    match wait.spread {
        Some(spread) => Words::new(
            format!("{} / {} 工作日", spread.median, spread.ninetieth),
            format!("{} / {} wd", spread.median, spread.ninetieth),
        ),
        None => Words::same("—"),
    }
}

/// The states that a lender or the office brings to an end; paying back takes the years that were agreed.
fn handled<'r>(record: &'r Record<'_>) -> impl Iterator<Item = &'r (State, Wait)> {
    record.waits.iter().filter(|(state, _)| *state != State::Repaying)
}

/// How long files were in each state: the dark bar is the median, the light one the ninetieth.
fn waits(records: &[Record<'_>]) -> Markup {
    let whole = || records.iter().filter(|record| record.branch.is_none() && handled(record).next().is_some());
    let spreads = whole().flat_map(handled).filter_map(|(_, wait)| wait.spread);
    let longest = u32::from(spreads.map(|it| it.ninetieth).max().unwrap_or(1).max(1));
    html! {
        h3.of { (both(&Words::new("各状态所用工作日", "Working days in each state"))) }
        p.soft.legend aria-hidden="true" {
            span { i.bar.median {} (both(&Words::new("中位数", "median"))) }
            span { i.bar.ninetieth {} (both(&Words::new("九成以内", "nine of ten files"))) }
        }
        div.charts { @for record in whole() { div.sheet { table.waits {
            caption { (both(&named(record))) }
            thead { tr { (head("状态", "State")) (head("件", "Files")) (head("中位", "Median")) (head("九成", "90th"))
                td.track aria-hidden="true" {} } }
            tbody { @for (state, wait) in handled(record) { tr {
                th scope="row" { (both(&words::state(*state))) }
                td.number { (wait.files) }
                @match wait.spread {
                    Some(spread) => {
                        td.number { (spread.median) } td.number { (spread.ninetieth) }
                        td.track aria-hidden="true" { div.line {
                            i.bar.ninetieth style={ "width:" (u32::from(spread.ninetieth) * 100 / longest) "%" } {}
                            i.bar.median style={ "width:" (u32::from(spread.median) * 100 / longest) "%" } {}
                        } }
                    }
                    None => { td.number { "—" } td.number { "—" } td.track aria-hidden="true" {} }
                }
            } } }
        } } } }
    }
}
