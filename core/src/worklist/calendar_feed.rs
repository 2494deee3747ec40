//! A clerk's deadlines as a calendar that other programs subscribe to: iCalendar, RFC 5545.
//!
//! One event a task that has a day, all day long, marked as free time; people who meet at a time are an event of that time,
//! marked as busy, with the place. It names case, task and subject by their codes and
//! the trade's words for them; never a person. The same task keeps its identifier from day to day, so a calendar that
//! reads the feed again moves it instead of doubling it.

use std::collections::BTreeMap;

use super::Task;
use crate::case::{AppointmentKind, CaseId, TimeOfDay};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::product::{MilestoneKind, Pack};

/// The feed, whole. `today` stamps it: the core reads no clock.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, worklist::{self, calendar_feed::calendar_feed}};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// let tasks = worklist::tasks(&case, &context);
/// let feed = calendar_feed(tasks.iter().map(|task| (case.id(), task)), context.today, context.pack);
/// assert!(feed.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && feed.ends_with("END:VCALENDAR\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn calendar_feed<'t>(tasks: impl IntoIterator<Item = (&'t CaseId, &'t Task)>, today: Date, pack: &Pack) -> String {
    let mut feed = Feed::default();
    feed.line("BEGIN", "VCALENDAR");
    feed.line("VERSION", "2.0");
    feed.line("PRODID", "-//anjieflow//worklist//ZH");
    feed.line("CALSCALE", "GREGORIAN");
    feed.line("METHOD", "PUBLISH");
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    for (case, task) in tasks {
        if let Some(due) = task.due.day() {
            let name = named(case, task);
            let nth = seen.entry(name).and_modify(|nth| *nth = nth.saturating_add(1)).or_insert(1);
            feed.event(case, task, due, &format!("{name:016x}-{nth}@anjieflow"), today, pack);
        }
    }
    feed.line("END", "VCALENDAR");
    feed.text
}

/// What a task is called for good: what it is about and whose move it is, not when it is due.
fn named(case: &CaseId, task: &Task) -> u64 {
    let parts = [case.as_str(), task.kind.name(), &task.about];
    // FNV-1a, 64 bits: names need no secret, only to differ.
    parts
        .iter()
        .flat_map(|part| part.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// What a task is about, in the trade's words where it has any: `L1 income_cert` as `L1 收入证明`.
fn subject(about: &str, pack: &Pack) -> String {
    let word = |code: &str| {
        let milestone = MilestoneKind::from_name(code).ok().map(|it| it.zh().to_owned());
        let paper = || Some(pack.document(&DocumentKind::new(code).ok()?)?.zh.to_string());
        let meeting = || AppointmentKind::from_name(code).ok().map(|it| it.zh().to_owned());
        milestone.or_else(paper).or_else(meeting).unwrap_or_else(|| code.to_owned())
    };
    about.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

#[derive(Default)]
struct Feed {
    text: String,
}

impl Feed {
    fn event(&mut self, case: &CaseId, task: &Task, due: Date, uid: &str, today: Date, pack: &Pack) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", uid);
        self.line("DTSTAMP", &format!("{}T000000Z", compact(today)));
        let time = task.meeting.as_ref().and_then(|it| it.time);
        match time.and_then(|time| universal(due, time)) {
            Some(start) => self.line("DTSTART", &start),
            None => self.all_day(due),
        }
        let summary = format!("{}：{}（{case}）", task.kind.zh(), subject(&task.about, pack));
        self.line("SUMMARY", &escaped(&summary));
        self.line("DESCRIPTION", &escaped(&description(task)));
        self.line("CATEGORIES", &escaped(task.kind.zh()));
        if let Some(place) = task.meeting.as_ref().and_then(|it| it.place.as_deref()) {
            self.line("LOCATION", &escaped(place));
        }
        self.line("TRANSP", if time.is_some() { "OPAQUE" } else { "TRANSPARENT" });
        self.line("END", "VEVENT");
    }

    /// The end of an all-day event is the day after it; the last day of all has none, and needs none.
    fn all_day(&mut self, day: Date) {
        self.line("DTSTART;VALUE=DATE", &compact(day));
        if let Ok(next) = day.add_days(1) {
            self.line("DTEND;VALUE=DATE", &compact(next));
        }
    }

    /// A content line, folded.
    fn line(&mut self, name: &str, value: &str) {
        fold(&format!("{name}:{value}"), &mut self.text);
    }
}

/// Why, who set the day, and what comes of it.
fn description(task: &Task) -> String {
    let (zh, en) = task.kind.consequence();
    let basis = task.basis.map(|basis| format!("{} / {basis}", basis.zh()));
    let why = task.why.as_ref().map(|why| format!("{}\n{}", why.zh, why.en));
    let parts = [basis, why, Some(zh.to_owned()), Some(en.to_owned())];
    parts.into_iter().flatten().collect::<Vec<String>>().join("\n")
}

/// A time of China, which has one for the whole country, as universal time: eight hours earlier, without summer time.
fn universal(day: Date, time: TimeOfDay) -> Option<String> {
    const AHEAD: u16 = 8 * 60;
    const DAY: u16 = 24 * 60;
    let (day, minutes) = match time.minutes().checked_sub(AHEAD) {
        Some(minutes) => (day, minutes),
        None => (day.prev().ok()?, time.minutes() + DAY - AHEAD),
    };
    Some(format!("{}T{:02}{:02}00Z", compact(day), minutes / 60, minutes % 60))
}

/// `20260302`.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A value of the type TEXT (section 3.3.11). What is no character of a text is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of 75 octets at most, each further one begun with a space (section 3.1); no character is cut in two.
fn fold(line: &str, out: &mut String) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Actor, Case, Context};
    use crate::worklist::{Due, Meeting, tasks};

    fn folded(line: &str) -> String {
        let mut out = String::new();
        fold(line, &mut out);
        out
    }

    #[test]
    fn a_long_line_is_folded_at_75_octets() {
        assert_eq!(folded(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
        assert_eq!(folded(&"x".repeat(76)), format!("{}\r\n x\r\n", "x".repeat(75)));
        let long = folded(&"x".repeat(200));
        assert!(long.split("\r\n").all(|line| line.len() <= 75), "{long}");
        assert_eq!(long.replace("\r\n ", ""), format!("{}\r\n", "x".repeat(200)));
    }

    #[test]
    fn a_character_is_not_cut_in_two() {
        for shift in 0..4 {
            let line = format!("{}{}𠮷", "x".repeat(shift), "按揭".repeat(40));
            let long = folded(&line);
            assert!(long.split("\r\n").all(|line| line.len() <= 75));
            assert_eq!(long.replace("\r\n ", ""), format!("{line}\r\n"));
        }
    }

    #[test]
    fn a_text_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\rf\u{7}"), "a\\,b\\;c\\\\d\\nef");
        assert_eq!(escaped("批复：条件"), "批复：条件");
    }

    #[test]
    fn a_task_keeps_its_identifier_when_its_day_moves() {
        let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
        let case = Case::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
        let uids = |day: Date| {
            let mut tasks = tasks(&case, &context);
            tasks[0].due = Due::On(day);
            let twice = [&tasks[0], &tasks[0]];
            let feed = calendar_feed(twice.into_iter().map(|task| (case.id(), task)), day, context.pack);
            assert!(feed.contains(&format!("DTSTART;VALUE=DATE:{}\r\n", compact(day))));
            feed.split("\r\n").filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<String>>()
        };
        let first = uids(Date::constant(2026, 3, 5));
        assert_eq!(first, uids(Date::constant(2026, 12, 31)));
        assert_ne!(first[0], first[1], "two events of one feed never share one");
    }

    #[test]
    fn a_time_of_china_is_told_as_universal_time() {
        let told = |time: &str| universal(Date::constant(2026, 3, 2), time.parse().unwrap()).unwrap();
        assert_eq!([told("09:30"), told("23:59")], ["20260302T013000Z", "20260302T155900Z"]);
        assert_eq!(
            [told("08:00"), told("07:59"), told("00:00")],
            ["20260302T000000Z", "20260301T235900Z", "20260301T160000Z"]
        );
        assert_eq!(universal(Date::MIN, "07:00".parse().unwrap()), None);
    }

    #[test]
    fn people_meet_at_a_time_and_a_place() {
        let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
        let case = Case::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
        let mut task = tasks(&case, &context).remove(0);
        (task.due, task.about) = (Due::On(Date::constant(2026, 3, 5)), "interview a7".to_owned());
        task.meeting = Some(Meeting { time: "14:00".parse().ok(), place: Some("济南分行, 2层".to_owned()) });
        let feed = calendar_feed([(case.id(), &task)], context.today, context.pack);
        for line in ["DTSTART:20260305T060000Z", "LOCATION:济南分行\\, 2层", "TRANSP:OPAQUE"] {
            assert!(feed.contains(&format!("{line}\r\n")), "{line} is not in {feed}");
        }
        assert!(feed.contains("：面签 a7（C-1）") && !feed.contains("DTEND"), "{feed}");
    }

    #[test]
    fn the_last_day_of_all_has_an_event_too() {
        let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
        let case = Case::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
        let mut tasks = tasks(&case, &context);
        tasks[0].due = Due::On(Date::MAX);
        let feed = calendar_feed([(case.id(), &tasks[0])], context.today, context.pack);
        assert!(feed.contains("DTSTART;VALUE=DATE:") && !feed.contains("DTEND"));
    }
}
