//! `desk today`: a clerk's day on a terminal, for a script, or as a calendar.

use std::io::Write;
use std::path::{Path, PathBuf};

use anjieflow::case::Actor;
use anjieflow::interchange::plain;
use anjieflow::worklist::{Office, Task};
use clap::Args;
use serde_json::{Value, json};

use super::agenda::{Agenda, Chase, Row, ranked};
use super::args::Lang;
use super::day::{Day, Picture};
use super::error::Error;
use super::office::Defaults;
use super::pressing;
use super::question;
use super::report::width;
use super::rules::rules;
use super::run::write_whole;
use super::screen::{BAD, Cell, Colour, HEADING, NAME, PLAIN, SOFT, Screen, WARN};
use super::words::{self, Words};

/// How many rows of a list are told when nobody asks for all.
const ROWS: usize = 20;
/// How many of what lapses, and of papers to chase.
const FEW: usize = 5;
/// How many days off what lapses is still near.
const NEAR: i32 = 90;

/// Whose day, and how to tell it.
#[derive(Args, Debug)]
pub struct Asked {
    /// Whose work [default: that of the clerk of the office]
    #[arg(long, value_name = "NAME")]
    clerk: Option<String>,
    /// Every row: without it, the first of each list
    #[arg(long)]
    all: bool,
    /// Why each task stands where it does: its score with the parts, the deadline, what comes of it when nobody does it
    #[arg(long)]
    why: bool,
    /// How many tasks a clerk can do on a working day
    #[arg(long, value_name = "TASKS", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1000))]
    per_day: u16,
    /// Write the deadlines as a calendar (iCalendar) that other programs read; `-` writes it in place of the day
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Two lines a task, 60 columns wide [default: as wide as the terminal, two lines a task below 110 columns]
    #[arg(long)]
    narrow: bool,
    /// Whether to colour
    #[arg(long, value_enum, default_value = "auto")]
    color: Colour,
}

/// Tells a clerk's day.
///
/// # Errors
/// Nobody of that name has a case, or the output or the calendar cannot be written.
pub fn today(
    asked: &Asked,
    day: &Day,
    defaults: &Defaults,
    (json, lang): (bool, Lang),
    out: &mut impl Write,
) -> Result<(), Error> {
    let clerk = clerk(asked, day, defaults)?;
    let mut wire = Wire::of(day, &clerk, defaults);
    if let Some(file) = &asked.ics {
        let feed = wire.ask(json!({"question": "calendar"}))?;
        let feed = feed.as_str().unwrap_or_default();
        if file == Path::new("-") {
            return Ok(out.write_all(feed.as_bytes())?);
        }
        write_whole(file, feed, "calendar")?;
    }
    if json {
        return Ok(writeln!(out, "{:#}", wire.whole(asked.per_day, day)?)?);
    }
    let ranked = ranked(day, defaults);
    let agenda = Agenda::of(&clerk, day, &ranked, defaults, asked.per_day);
    let page = Page { screen: Screen::new(asked.narrow, asked.color, lang), asked, day, agenda: &agenda };
    page.tell(&ranked, out)
}

/// Who is asked about: somebody who has a case, or the clerk of the office.
fn clerk(asked: &Asked, day: &Day, defaults: &Defaults) -> Result<Actor, Error> {
    let Some(name) = &asked.clerk else { return Ok(defaults.by.clone()) };
    let clerk = Actor::new(name).map_err(|error| Error::of("--clerk", error))?;
    let mut known: Vec<&str> = day.cases.iter().map(|it| it.case.file().clerk.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    match clerk == defaults.by || known.contains(&clerk.as_str()) {
        true => Ok(clerk),
        false => {
            let what = format!("nobody of that name has a case; those who have: {}", known.join(", "));
            Err(Error::input("--clerk", what))
        }
    }
}

/// What the core answers to whoever asks in its wire form.
struct Wire<'a> {
    office: plain::Office,
    clerk: &'a Actor,
    context: Value,
}

impl<'a> Wire<'a> {
    fn of(day: &Day, clerk: &'a Actor, defaults: &Defaults) -> Self {
        Self { office: question::office(day), clerk, context: question::context(defaults) }
    }

    /// A question about the clerk.
    fn ask(&mut self, mut question: Value) -> Result<Value, Error> {
        if let Value::Object(fields) = &mut question {
            fields.insert("clerk".to_owned(), Value::from(self.clerk.as_str()));
        }
        self.put(&question)
    }

    fn put(&mut self, question: &Value) -> Result<Value, Error> {
        self.office.ask(rules(), question, self.context.clone()).map_err(|error| Error::of("today", error))
    }

    fn whole(&mut self, per_day: u16, day: &Day) -> Result<Value, Error> {
        Ok(json!({
            "day": day.today.to_string(),
            "office": {"zh": day.office.zh, "en": day.office.en},
            "clerk": self.clerk.as_str(),
            "clerks": self.put(&json!({"question": "clerks"}))?,
            "worklist": self.ask(json!({"question": "worklist"}))?,
            "lapsing": self.ask(json!({"question": "lapsing"}))?,
            "capacity": self.ask(json!({"question": "capacity", "per_day": per_day}))?,
            "ways": self.ways(day)?,
        }))
    }

    /// What opens the next step of each case of the clerk.
    fn ways(&self, day: &Day) -> Result<Vec<Value>, Error> {
        let question = json!({"question": "ways"});
        let theirs = day.cases.iter().filter(|it| it.case.file().clerk == *self.clerk && !it.case.stage().is_end());
        let told = theirs.map(|it| {
            let answer = rules().ask(&it.case, &question, self.context.clone());
            let answer = answer.map_err(|error| Error::of("today", error))?;
            Ok(json!({"case": it.case.id().as_str(), "ways": answer}))
        });
        told.collect()
    }
}

/// The day on a terminal.
struct Page<'a> {
    screen: Screen,
    asked: &'a Asked,
    day: &'a Day,
    agenda: &'a Agenda<'a>,
}

impl Page<'_> {
    fn tell(&self, ranked: &Office, out: &mut impl Write) -> Result<(), Error> {
        self.header(ranked, out)?;
        self.worklist(out)?;
        self.lapses(out)?;
        self.weeks(out)?;
        self.chase(out)
    }

    fn text<'w>(&self, words: &'w Words) -> &'w str {
        words.get(self.screen.lang)
    }

    fn line(&self, indent: usize, style: anstyle::Style, words: &Words, out: &mut impl Write) -> Result<(), Error> {
        for line in super::screen::broken(self.text(words), self.screen.columns.saturating_sub(indent)) {
            writeln!(out, "{}{}", " ".repeat(indent), self.screen.paint(style, &line))?;
        }
        Ok(())
    }

    fn cells(&self, cells: &[Cell], out: &mut impl Write) -> Result<(), Error> {
        self.screen.row(cells).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        Ok(())
    }

    fn heading(&self, words: &Words, out: &mut impl Write) -> Result<(), Error> {
        writeln!(out)?;
        self.line(0, HEADING, words, out)?;
        let rule = "─".repeat(width(self.text(words)).min(self.screen.columns));
        Ok(writeln!(out, "{}", self.screen.paint(SOFT, &rule))?)
    }

    fn header(&self, ranked: &Office, out: &mut impl Write) -> Result<(), Error> {
        let (day, agenda, office) = (self.day.today, self.agenda, &self.day.office);
        let (tasks, late, weekday) = (agenda.tasks.len(), agenda.late(), pressing::weekday(day));
        let title = Words::new(
            format!("{} · {} · {day} {}", office.zh, agenda.clerk, weekday.zh),
            format!("{} · {} · {day} {}", office.en, agenda.clerk, weekday.en),
        );
        self.line(0, HEADING, &title, out)?;
        let counts = Words::new(format!("{tasks} 项待办，{late} 项逾期"), format!("{tasks} tasks, {late} late"));
        self.line(0, if late > 0 { BAD } else { PLAIN }, &counts, out)?;
        let others: Vec<String> = ranked
            .clerks()
            .filter(|(clerk, _)| **clerk != agenda.clerk)
            .map(|(clerk, load)| format!("{clerk} {}", load.tasks))
            .collect();
        let others = others.join(", ");
        if others.is_empty() {
            return Ok(());
        }
        self.line(0, SOFT, &Words::new(format!("其他经办人：{others}"), format!("Other clerks: {others}")), out)
    }

    fn worklist(&self, out: &mut impl Write) -> Result<(), Error> {
        self.heading(&Words::new("待办（按紧要程度）", "Worklist, what presses most first"), out)?;
        let rows = self.agenda.rows();
        if rows.is_empty() {
            return self.line(0, SOFT, &Words::new("无待办", "Nothing to do"), out);
        }
        if self.screen.is_wide() {
            self.cells(&self.heads(), out)?;
        }
        let shown = if self.asked.all { rows.len() } else { ROWS };
        for (number, row) in (1_usize..).zip(&rows).take(shown) {
            self.cells(&self.first_line(number, row), out)?;
            if !self.screen.is_wide() {
                self.second_line(row, out)?;
            }
            if self.asked.why {
                self.reasons(row.task, out)?;
            }
        }
        self.rest(rows.len(), shown, out)
    }

    fn rest(&self, all: usize, shown: usize, out: &mut impl Write) -> Result<(), Error> {
        match all.saturating_sub(shown) {
            0 => Ok(()),
            more => {
                let words = Words::new(format!("另有 {more} 行（--all 全部列出）"), format!("{more} more rows: --all"));
                self.line(4, SOFT, &words, out)
            }
        }
    }

    /// What is left for the subject, and for the person, on a wide screen.
    fn widths(&self) -> (usize, usize, usize) {
        let free = self.screen.columns.saturating_sub(3 + 4 + 10 + 14 + 8 + 10 + 8);
        let (whom, opens) = (free.saturating_mul(2) / 7, free / 5);
        (free.saturating_sub(whom).saturating_sub(opens), whom, opens)
    }

    fn heads(&self) -> [Cell; 9] {
        let (what, whom, opens) = self.widths();
        let head = |zh, en, wide| Cell::new(self.text(&Words::new(zh, en)), wide, SOFT);
        [
            Cell::new("#", 3, SOFT).right(),
            head("分值", "pts", 4).right(),
            head("到期", "due", 10),
            head("", "", 14),
            head("业务", "case", 8),
            head("事项", "what", what),
            head("由谁", "waits for", whom),
            head("自", "since", 10),
            head("打开", "opens", opens),
        ]
    }

    fn first_line(&self, number: usize, row: &Row<'_>) -> Vec<Cell> {
        let task = row.task;
        let due = Cell::new(self.text(&words::due(&task.due)), 10, tone(task));
        let late = Cell::new(self.text(&pressing::lateness(task)), 14, tone(task));
        let number = Cell::new(number.to_string(), 3, SOFT).right();
        let points = Cell::new(task.score.total.to_string(), 4, SOFT).right();
        let case = Cell::new(row.picture.case.id().as_str(), 8, NAME);
        if !self.screen.is_wide() {
            return vec![number, case, due, late, points];
        }
        let (what, whom, opens) = self.widths();
        vec![
            number,
            points,
            due,
            late,
            case,
            Cell::new(self.text(&row.what()), what, PLAIN),
            Cell::new(self.text(&row.whom()), whom, PLAIN),
            Cell::new(task.since.to_string(), 10, SOFT),
            Cell::new(self.text(&pressing::opens(task)), opens, SOFT),
        ]
    }

    fn second_line(&self, row: &Row<'_>, out: &mut impl Write) -> Result<(), Error> {
        let opens = pressing::opens(row.task);
        let opens = Words::new(format!(" → {}", opens.zh), format!(" → {}", opens.en));
        let opens = if row.task.unblocks.is_some() { opens } else { Words::default() };
        let waits = row.whom().then(" ", &pressing::since(row.task));
        self.line(4, PLAIN, &row.what().then(" · ", &waits).then("", &opens), out)
    }

    fn reasons(&self, task: &Task, out: &mut impl Write) -> Result<(), Error> {
        self.line(8, SOFT, &pressing::score(task), out)?;
        let deadline = pressing::deadline(task);
        if deadline != Words::default() {
            self.line(8, SOFT, &deadline, out)?;
        }
        let otherwise = pressing::otherwise(task);
        let told = Words::new(format!("否则：{}", otherwise.zh), format!("otherwise: {}", otherwise.en));
        self.line(8, SOFT, &told, out)
    }

    fn lapses(&self, out: &mut impl Write) -> Result<(), Error> {
        self.heading(&Words::new("最先失效", "What lapses first"), out)?;
        let lapses = &self.agenda.lapses;
        if lapses.is_empty() {
            return self.line(0, SOFT, &Words::new("无", "Nothing"), out);
        }
        let near = lapses.iter().filter(|(_, lapse)| self.day.today.days_until(lapse.last) <= NEAR).count();
        let shown = if self.asked.all { lapses.len() } else { FEW.min(near) };
        for (picture, lapse) in lapses.iter().take(shown) {
            let soon = self.day.today.days_until(lapse.last) <= 7;
            let style = if soon { WARN } else { PLAIN };
            self.under(picture, style, &words::lapse(lapse), out)?;
        }
        self.rest(lapses.len(), shown, out)
    }

    /// A case, and a text beside it.
    fn under(
        &self,
        picture: &Picture,
        style: anstyle::Style,
        words: &Words,
        out: &mut impl Write,
    ) -> Result<(), Error> {
        let case = Cell::new(picture.case.id().as_str(), 8, NAME);
        self.cells(&[case, Cell::new(self.text(words), self.screen.columns.saturating_sub(9), style)], out)
    }

    fn weeks(&self, out: &mut impl Write) -> Result<(), Error> {
        let per_day = self.asked.per_day;
        let title = Words::new(
            format!("未来四周到期数（每日可办 {per_day} 项）"),
            format!("Due in the next four weeks ({per_day} a day can be done)"),
        );
        self.heading(&title, out)?;
        let names = Words::new("一 二 三 四 五 六 日", "Mon Tue Wed Thu Fri Sat Sun");
        let names = self.text(&names).split(' ').map(|name| Cell::new(name, 4, SOFT).right());
        let first = Cell::new(self.text(&Words::new("起", "from")), 10, SOFT);
        self.cells(&std::iter::once(first).chain(names).collect::<Vec<_>>(), out)?;
        for week in pressing::weeks(&self.agenda.days, |day| day.day) {
            self.cells(&week_cells(&week), out)?;
        }
        self.overload(out)
    }

    fn overload(&self, out: &mut impl Write) -> Result<(), Error> {
        for day in self.agenda.overloaded() {
            let (date, due, room, weekday) = (day.day, day.due.len(), day.room, pressing::weekday(day.day));
            let told = Words::new(
                format!("{date} {}：到期 {due} 项，可办 {room} 项", weekday.zh),
                format!("{date} {}: {due} fall due, room for {room}", weekday.en),
            );
            let stays = Words::new(
                format!("；{} 项无处提前", day.stays_over()),
                format!("; {} find no earlier day", day.stays_over()),
            );
            let stays = if day.stays_over() > 0 { stays } else { Words::default() };
            self.line(0, BAD, &told.then("", &stays), out)?;
            let early = day.early.iter().filter_map(|((case, task), on)| Some((self.day.picture(case)?, task, on)));
            for (picture, task, on) in early {
                let what = words::task(task.kind).then(" ", &words::about(task));
                let told = Words::new(format!("提前到 {on}：{}", what.zh), format!("start on {on}: {}", what.en));
                self.under(picture, PLAIN, &told, out)?;
            }
        }
        Ok(())
    }

    fn chase(&self, out: &mut impl Write) -> Result<(), Error> {
        self.heading(&Words::new("最省力的催件", "The cheapest papers to chase"), out)?;
        let chase = &self.agenda.chase;
        if chase.is_empty() {
            return self.line(0, SOFT, &Words::new("无", "None"), out);
        }
        let shown = if self.asked.all { chase.len() } else { FEW };
        for it in chase.iter().take(shown) {
            self.under(it.picture, PLAIN, &chased(it), out)?;
        }
        self.rest(chase.len(), shown, out)
    }
}

fn chased(it: &Chase<'_>) -> Words {
    it.paper().then(" · ", &it.whom()).then(" · ", &it.gain())
}

fn tone(task: &Task) -> anstyle::Style {
    match task.late {
        _ if task.still.is_some() => SOFT,
        Some(late) if late.is_late() => BAD,
        Some(late) if late.days >= -7 => WARN,
        _ => PLAIN,
    }
}

fn week_cells(week: &[Option<&anjieflow::worklist::capacity::Day<'_>>; 7]) -> Vec<Cell> {
    let first = week.iter().flatten().next().map(|day| day.day.to_string()).unwrap_or_default();
    let cell = |day: &Option<&anjieflow::worklist::capacity::Day<'_>>| {
        let Some(day) = day else { return Cell::new("", 4, PLAIN) };
        let (due, style) = match (day.due.len(), day.over) {
            (0, _) if day.room == 0 => ("-".to_owned(), SOFT),
            (0, _) => ("·".to_owned(), SOFT),
            (due, 0) if due * 4 >= day.room * 3 => (due.to_string(), WARN),
            (due, 0) => (due.to_string(), PLAIN),
            (due, _) => (format!("{due}!"), BAD),
        };
        Cell::new(due, 4, style).right()
    };
    std::iter::once(Cell::new(first, 10, SOFT)).chain(week.iter().map(cell)).collect()
}
