//! The day on a terminal.

use std::io::Write;
use std::path::Path;

use anjieflow::case::{Reason, Stage};
use anjieflow::finding::{Verdict, findings};
use anjieflow::worklist::Task;
use serde_json::Value;

use super::args::Lang;
use super::day::{Answer, Day, Picture, late_days, name};
use super::error::{Error, shown};
use super::json;
use super::office::{Asked, Defaults};
use super::rules;
use super::store::{Item, Outcome};
use super::words::{self, Words};

/// The worklist, what cases lack, what was refused, whom to notify.
///
/// # Errors
/// The output cannot be written.
pub fn day(day: &Day, defaults: &Defaults, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let office = Words::new(&day.office.zh, &day.office.en);
    let counts = Words::new(
        format!("{} 笔业务，{} 项待办，{} 项逾期", day.cases.len(), day.worklist().len(), day.late()),
        format!("{} cases, {} tasks, {} late", day.cases.len(), day.worklist().len(), day.late()),
    );
    writeln!(out, "{} · {} · {}", office.get(lang), day.today, counts.get(lang))?;
    worklist(day, lang, out)?;
    heading(&Words::new("各业务尚缺", "What each case lacks"), lang, out)?;
    for picture in &day.cases {
        lacks(picture, defaults, lang, out)?;
    }
    refused(day, lang, out)?;
    notices(day, lang, out)
}

fn heading(text: &Words, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let text = text.get(lang);
    writeln!(out, "\n{text}\n{}", "─".repeat(width(text)))?;
    Ok(())
}

fn worklist(day: &Day, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    heading(&Words::new("待办（按到期日）", "Worklist by due date"), lang, out)?;
    for (picture, task) in day.worklist() {
        let what = words::task(task.kind).then(": ", &words::about(task));
        let who = words::holder(&task.whom, picture.case.file());
        let late = late(task, day);
        let (due, late) = (words::due(&task.due), late.get(lang));
        let (due, what, who) = (due.get(lang), what.get(lang), who.get(lang));
        let row = [(due, 10), (late, 9), (picture.case.id().as_str(), 8), (what, 58)];
        let row: Vec<String> = row.iter().map(|(text, wide)| padded(text, *wide)).collect();
        writeln!(out, "{} {who}", row.join(" "))?;
    }
    Ok(())
}

fn late(task: &Task, day: &Day) -> Words {
    match late_days(task, day.today) {
        0 if task.due.day() == Some(day.today) => Words::new("今天", "today"),
        0 => Words::default(),
        1 => Words::new("迟 1 天", "1 day"),
        days => Words::new(format!("迟 {days} 天"), format!("{days} days")),
    }
}

fn lacks(picture: &Picture, defaults: &Defaults, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let case = &picture.case;
    let (stage, who) = (words::stage(case.stage()), words::borrower(case.file()));
    writeln!(out, "{} {} · {}", padded(case.id().as_str(), 8), stage.get(lang), who.get(lang))?;
    let lacks = lacking(picture, defaults);
    if lacks.is_empty() && !case.stage().is_end() {
        writeln!(out, "    {}", Words::new("不缺资料", "nothing").get(lang))?;
    }
    for line in lacks {
        writeln!(out, "    - {}", line.get(lang))?;
    }
    Ok(())
}

/// What a case lacks: open papers, and what else blocks its next step.
pub fn lacking(picture: &Picture, defaults: &Defaults) -> Vec<Words> {
    let file = picture.case.file();
    let mut lacks = Vec::new();
    for (loan, checklist) in json::checklists(picture, defaults) {
        let open = checklist.open().filter(|line| !json::has_served(picture, line, loan, defaults)).map(|line| {
            let paper = words::paper(line.document()).then(" · ", &words::line_holder(line, file));
            paper.then(": ", &words::status(&line.status))
        });
        lacks.extend(open);
    }
    let context = rules::context(defaults);
    let coming = picture.case.forecast(&[], &context).into_iter().filter(|it| it.last >= defaults.today);
    lacks.extend(coming.map(|it| words::lapse(&it)));
    lacks.extend(picture.tasks.iter().filter_map(|task| task.reason.as_ref()).filter_map(milestone));
    lacks.dedup();
    lacks
}

fn milestone(reason: &Reason) -> Option<Words> {
    match reason {
        Reason::MilestoneOpen { .. } | Reason::MilestoneLapsed { .. } | Reason::UnknownFact { .. } => {
            Some(Words::new(reason.zh(rules::pack()), reason.to_string()))
        }
        _ => None,
    }
}

fn refused(day: &Day, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    heading(&Words::new("被拒的操作", "Refused commands"), lang, out)?;
    for item in &day.refused {
        let command = words::command(&item.command);
        writeln!(out, "{} {} · {}", padded(&item.case, 8), command.get(lang), item.id)?;
        for reason in reasons(item, day) {
            writeln!(out, "    - {}", reason.get(lang))?;
        }
    }
    Ok(())
}

/// Every reason of a refusal.
pub fn reasons(item: &Item, day: &Day) -> Vec<Words> {
    let picture = day.cases.iter().find(|picture| picture.case.id().as_str() == item.case);
    let file = picture.map(|picture| picture.case.file());
    let refusal = json::refusal(item);
    let reasons = refusal.get("reasons").and_then(Value::as_array).into_iter().flatten();
    reasons.map(|reason| words::reason(reason, file)).collect()
}

fn notices(day: &Day, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    heading(&Words::new("须通知", "Whom to notify"), lang, out)?;
    for (picture, task) in day.notices() {
        let (who, about) = (words::holder(&task.whom, picture.case.file()), words::about(task));
        let late = late(task, day);
        let (who, about, due) = (who.get(lang), about.get(lang), words::due(&task.due));
        let id = padded(picture.case.id().as_str(), 8);
        writeln!(out, "{} {} {id} {who}: {about}", padded(due.get(lang), 10), padded(late.get(lang), 9))?;
    }
    Ok(())
}

/// How many lines or logs of one's own cases were left out, if any.
///
/// # Errors
/// The output cannot be written.
pub fn missed(count: usize, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let words =
        Words::new(format!("{count} 行（份）有误，未计入"), format!("{count} left out, told on standard error"));
    if count == 0 { Ok(()) } else { Ok(writeln!(out, "\n{}", words.get(lang))?) }
}

/// What the run did, and where it wrote.
///
/// # Errors
/// The output cannot be written.
pub fn closing(day: &Day, db: &Path, page: &Path, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let done = &day.done;
    let text = Words::new(
        format!("新增 {} 条记录（收件 {} 项，拒绝 {} 项）", done.entries, done.applied, done.refused),
        format!("{} new events ({} of the inbox applied, {} refused)", done.entries, done.applied, done.refused),
    );
    writeln!(out, "\n{}\n{} · {}", text.get(lang), shown(db), shown(page))?;
    Ok(())
}

/// One case.
///
/// # Errors
/// The output cannot be written.
pub fn case(picture: &Picture, defaults: &Defaults, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let file = picture.case.file();
    writeln!(out, "{} · {}", file.id, words::borrower(file).get(lang))?;
    writeln!(out, "{}", strip(picture.case.stage(), lang))?;
    for loan in &file.loans {
        writeln!(out, "{}", words::loan(loan).get(lang))?;
    }
    heading(&Words::new("尚缺", "Lacks"), lang, out)?;
    for line in lacking(picture, defaults) {
        writeln!(out, "- {}", line.get(lang))?;
    }
    heading(&Words::new("待办", "To do"), lang, out)?;
    for task in &picture.tasks {
        let (due, what) = (words::due(&task.due), words::task(task.kind).then(": ", &words::about(task)));
        writeln!(out, "{} {}", padded(due.get(lang), 10), what.get(lang))?;
    }
    limits(picture, defaults, lang, out)?;
    heading(&Words::new("经过", "Timeline"), lang, out)?;
    for entry in picture.log.entries() {
        let (event, detail) = (words::event(&entry.event), words::detail(entry, file));
        let stamp = &entry.stamp;
        let what = event.then(": ", &detail);
        writeln!(out, "{:>3} {} {} {}", stamp.number, stamp.occurred, padded(stamp.by.as_str(), 6), what.get(lang))?;
    }
    Ok(())
}

/// The limits that are broken, or that nobody can judge yet; those of the lender's page are told apart.
fn limits(picture: &Picture, defaults: &Defaults, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let context = rules::context(defaults);
    let file = picture.case.file();
    let found = file.live_loans().flat_map(|loan| findings(file, loan, &context));
    let open: Vec<_> = found.filter(|it| matches!(it.verdict, Verdict::Broken | Verdict::Unknown)).collect();
    if !open.is_empty() {
        heading(&Words::new("贷款规定", "Limits to look at"), lang, out)?;
    }
    for finding in open {
        let (zh, en) = if finding.printed { ("（银行页面）", " (lender's page)") } else { ("", "") };
        let text = Words::new(finding.zh() + zh, finding.text() + en);
        let ask = if finding.ask.is_empty() { String::new() } else { format!("  ? {}", finding.ask.join(", ")) };
        writeln!(out, "- {}{ask}", text.get(lang))?;
    }
    Ok(())
}

/// The stages in a row, the one it is in between brackets.
fn strip(at: Stage, lang: Lang) -> String {
    let on_the_way = Stage::ALL.iter().filter(|stage| !stage.is_end() || **stage == Stage::Released || **stage == at);
    let named = on_the_way.map(|stage| match (words::stage(*stage), *stage == at) {
        (name, true) => format!("[{}]", name.get(lang)),
        (name, false) => name.get(lang).to_owned(),
    });
    named.collect::<Vec<_>>().join(" → ")
}

/// What came of one command of `apply`.
///
/// # Errors
/// The output cannot be written.
pub fn answer(item: &Asked, answer: &Answer, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let outcome = match answer {
        Answer::Applied(entry) => {
            let number = entry.get("number").and_then(Value::as_u64).unwrap_or_default();
            Words::new(format!("已办，第 {number} 条"), format!("done, entry {number}"))
        }
        Answer::Refused(..) => Words::new("被拒", "refused"),
        Answer::Before(Outcome::Applied(number)) => {
            Words::new(format!("先前已办，第 {number} 条"), format!("done before, entry {number}"))
        }
        Answer::Before(Outcome::Refused(_)) => Words::new("先前被拒", "refused before"),
    };
    let command = words::command(name(&item.command));
    writeln!(out, "{} {}: {}", padded(item.case.as_str(), 8), command.get(lang), outcome.get(lang))?;
    Ok(())
}

/// Filled up with blanks to a width; a Chinese character is two wide.
pub fn padded(text: &str, wide: usize) -> String {
    format!("{text}{}", " ".repeat(wide.saturating_sub(width(text))))
}

/// Blanks before a text, up to a width: for numbers, and what stands above them.
pub fn aligned(text: &str, wide: usize) -> String {
    format!("{}{text}", " ".repeat(wide.saturating_sub(width(text))))
}

/// How many columns a text takes; a Chinese character takes two.
pub fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if ('\u{1100}'..='\u{ffef}').contains(&c) && !('\u{2000}'..='\u{2dff}').contains(&c) { 2 } else { 1 })
        .sum()
}
