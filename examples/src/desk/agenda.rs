//! What a clerk has to do: ranked, day by day, what lapses first, and the cheapest paper to chase.

use anjieflow::case::{Actor, CaseId};
use anjieflow::forecast::Lapse;
use anjieflow::opening::{self, Act, Effort};
use anjieflow::worklist::capacity::{self, capacity};
use anjieflow::worklist::lapsing::lapsing;
use anjieflow::worklist::{Office, Task, TaskKind};

use super::day::{Day, Picture};
use super::office::Defaults;
use super::rules;
use super::words::{self, Words};

/// How far an agenda looks ahead: four weeks.
pub const DAYS: u16 = 28;

/// A clerk's work as of a day.
pub struct Agenda<'d> {
    /// Whose.
    pub clerk: Actor,
    /// What there is to do, what presses most first.
    pub tasks: Vec<(&'d Picture, &'d Task)>,
    /// What falls due on each of the [`DAYS`] to come.
    pub days: Vec<capacity::Day<'d>>,
    /// What ends by itself, the first first.
    pub lapses: Vec<(&'d Picture, Lapse)>,
    /// The paper to chase first of each case that waits for one, the cheapest first.
    pub chase: Vec<Chase<'d>>,
}

/// A paper to chase.
pub struct Chase<'d> {
    /// For which case.
    pub picture: &'d Picture,
    /// The paper, and whom to ask.
    pub act: Act,
    /// What it takes.
    pub effort: Effort,
    /// The command that it helps to open.
    pub command: &'static str,
}

/// Tasks that are alike in case, kind, person, days and score: one row.
pub struct Row<'d> {
    /// Of which case.
    pub picture: &'d Picture,
    /// The first of them.
    pub task: &'d Task,
    /// What they are about, each once.
    pub about: Vec<Words>,
}

/// The worklists of a day, ranked.
pub fn ranked(day: &Day, defaults: &Defaults) -> Office {
    let mut office = Office::on(day.today);
    let context = rules::context(defaults);
    day.cases.iter().for_each(|picture| office.put(&picture.case, &context));
    office
}

impl<'d> Agenda<'d> {
    /// Of one clerk; `per_day` tasks can be done on a working day.
    pub fn of(clerk: &Actor, day: &'d Day, ranked: &'d Office, defaults: &Defaults, per_day: u16) -> Self {
        let context = rules::context(defaults);
        let tasks = ranked.worklist(clerk).filter_map(|(case, task)| Some((day.picture(case)?, task))).collect();
        let days = capacity(ranked.worklist(clerk), day.today, DAYS, usize::from(per_day), context.calendar);
        let theirs = || day.cases.iter().filter(|picture| picture.case.file().clerk == *clerk);
        let fallen = theirs().flat_map(|it| lapsing(&it.case, &context).into_iter().map(move |lapse| (it, lapse)));
        let mut lapses: Vec<_> = fallen.collect();
        lapses.sort_by_key(|(_, lapse)| lapse.last);
        let mut chase: Vec<_> = theirs().filter_map(|picture| chase(picture, defaults)).collect();
        chase.sort_by_key(|it| (it.effort.points, it.effort.days));
        Self { clerk: clerk.clone(), tasks, days, lapses, chase }
    }

    /// The ranked list with what is alike on one row.
    pub fn rows(&self) -> Vec<Row<'d>> {
        rows(self.tasks.iter().copied())
    }

    /// How many tasks are behind their day.
    pub fn late(&self) -> usize {
        self.tasks.iter().filter(|(_, task)| task.late.is_some_and(|it| it.is_late())).count()
    }

    /// The days on which more falls due than can be done.
    pub fn overloaded(&self) -> impl Iterator<Item = &capacity::Day<'d>> {
        self.days.iter().filter(|day| day.over > 0)
    }
}

fn chase<'d>(picture: &'d Picture, defaults: &Defaults) -> Option<Chase<'d>> {
    let ways = opening::ways(&picture.case, &rules::context(defaults))?;
    let act = ways.first.filter(|_| picture.case.file().suspended.is_none())?;
    Some(Chase { picture, effort: act.effort(rules::pack()), act, command: ways.command })
}

/// Ranked tasks with what is alike on one row, where the first of them stands.
pub fn rows<'d>(tasks: impl Iterator<Item = (&'d Picture, &'d Task)>) -> Vec<Row<'d>> {
    let mut rows: Vec<Row<'d>> = Vec::new();
    for (picture, task) in tasks {
        let about = words::about(task);
        let mut of_score = rows.iter_mut().rev().take_while(|row| row.task.score.total == task.score.total);
        match of_score.find(|row| row.takes(picture, task)) {
            Some(row) if row.about.contains(&about) => {}
            Some(row) => row.about.push(about),
            None => rows.push(Row { picture, task, about: vec![about] }),
        }
    }
    rows
}

impl Row<'_> {
    fn takes(&self, picture: &Picture, task: &Task) -> bool {
        fn key<'t>(picture: &'t Picture, task: &'t Task) -> impl PartialEq + 't {
            (picture.case.id(), task.kind, &task.whom, &task.due, &task.score, task.since)
        }
        key(self.picture, self.task) == key(picture, task)
    }

    /// What there is to do, and about what.
    pub fn what(&self) -> Words {
        self.told(usize::MAX)
    }

    /// The same, with the first of many subjects and how many more there are.
    pub fn in_short(&self) -> Words {
        match self.about.len() {
            ..=3 => self.what(),
            all => {
                let more = all.saturating_sub(2);
                self.told(2).then("", &Words::new(format!(" 等 {all} 项"), format!(" and {more} more")))
            }
        }
    }

    fn told(&self, most: usize) -> Words {
        let about = self.about.iter().take(most).cloned().reduce(|all, next| {
            let zh = all.zh + "、" + &next.zh;
            Words::new(zh, all.en + ", " + &next.en)
        });
        let kind = words::task(self.task.kind);
        let about = about.unwrap_or_default();
        if self.task.kind == TaskKind::Resume {
            return kind;
        }
        Words::new(format!("{}：{}", kind.zh, about.zh), format!("{}: {}", kind.en, about.en))
    }

    /// Whose move it is.
    pub fn whom(&self) -> Words {
        words::holder(&self.task.whom, self.picture.case.file())
    }
}

impl Chase<'_> {
    /// Which paper.
    pub fn paper(&self) -> Words {
        match &self.act {
            Act::BringPaper { document, .. } => words::paper(document),
            other => Words::new(other.zh(), words::spaced(other.name())),
        }
    }

    /// Whom to ask.
    pub fn whom(&self) -> Words {
        words::holder(self.act.whom(), self.picture.case.file())
    }

    /// How long it takes, and what it helps to open.
    pub fn gain(&self) -> Words {
        let (days, opens) = (self.effort.days, words::command(self.command));
        Words::new(format!("约 {days} 天，为{}", opens.zh), format!("about {days} d, towards {}", opens.en))
    }
}

impl Day {
    /// A case by its id.
    pub fn picture(&self, id: &CaseId) -> Option<&Picture> {
        self.cases.iter().find(|picture| picture.case.id() == id)
    }
}
