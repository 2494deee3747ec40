//! A day: take in the histories, apply the inbox, gather what there is to tell.

use std::collections::BTreeSet;
use std::time::Duration;

use anjieflow::case::{Case, CaseId};
use anjieflow::date::Date;
use anjieflow::interchange::plain::Problem;
use anjieflow::interchange::read_entry;
use anjieflow::log::Log;
use anjieflow::worklist::{self, Task, TaskKind};
use serde_json::{Value, json};

use super::clock;
use super::error::Error;
use super::office::{Asked, Batch, Defaults, History, Office, is_opening};
use super::progress::Progress;
use super::rules::{self, rules};
use super::store::{Appended, Item, Outcome, Store};

/// How often a writer looks again when another one was faster.
const ATTEMPTS: u8 = 50;

/// Everything there is to tell of a day.
pub struct Day {
    /// Whose day.
    pub office: Office,
    /// Which day.
    pub today: Date,
    /// Every case, by id.
    pub cases: Vec<Picture>,
    /// What was refused today.
    pub refused: Vec<Item>,
    /// What this run did.
    pub done: Done,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Done {
    /// Entries that are new in the store.
    pub entries: usize,
    /// Items that were applied.
    pub applied: usize,
    /// Items that were refused.
    pub refused: usize,
    /// Files and items that were left out, with the reason.
    pub left_out: Vec<Error>,
}

/// One case as it stands.
pub struct Picture {
    /// The case.
    pub case: Case,
    /// Its log.
    pub log: Log,
    /// What is to be done, by due day.
    pub tasks: Vec<Task>,
}

/// What came of one command.
pub enum Answer {
    /// It was granted: the entry.
    Applied(Value),
    /// It was refused: the refusal, and its sentence.
    Refused(Value, String),
    /// It had been dealt with before.
    Before(Outcome),
}

/// Runs the day: what the office's folder holds goes into the store, once.
///
/// # Errors
/// The folder or the store cannot be used. A file that cannot be used is left out and told in [`Done`].
pub fn run(office: &Office, defaults: &Defaults, store: &mut Store) -> Result<Done, Error> {
    let (histories, inbox) = (office.histories()?, office.inbox(defaults)?);
    let mut progress = Progress::new(histories.len().saturating_add(inbox.len()));
    let mut done = Done::default();
    for history in histories {
        let taken = history.and_then(|history| take_in(store, &history));
        done.take(taken)?;
        progress.step();
    }
    for batch in inbox {
        let checked = batch.and_then(|batch| cases_exist(store, &batch).map(|()| batch));
        match checked {
            Ok(batch) => done.apply(store, &batch, defaults)?,
            left_out => done.keep(left_out.map(drop))?,
        }
        progress.step();
    }
    Ok(done)
}

impl Done {
    fn take(&mut self, taken: Result<usize, Error>) -> Result<(), Error> {
        self.entries = self.entries.saturating_add(*taken.as_ref().unwrap_or(&0));
        self.keep(taken.map(drop))
    }

    fn apply(&mut self, store: &mut Store, batch: &Batch, defaults: &Defaults) -> Result<(), Error> {
        for item in &batch.items {
            match apply(store, item, defaults) {
                Ok(Answer::Applied(_)) => {
                    self.entries = self.entries.saturating_add(1);
                    self.applied = self.applied.saturating_add(1);
                }
                Ok(Answer::Refused(..)) => self.refused = self.refused.saturating_add(1),
                Ok(Answer::Before(_)) => {}
                Err(error) => self.keep(Err(error))?,
            }
        }
        Ok(())
    }

    /// What is wrong with an input is told at the end; what is wrong with the store ends the run.
    fn keep(&mut self, result: Result<(), Error>) -> Result<(), Error> {
        match result {
            Err(error @ Error::Input { .. }) => {
                self.left_out.push(error);
                Ok(())
            }
            other => other,
        }
    }
}

/// Puts what is new in a history into the store; the number of new entries.
///
/// # Errors
/// The store holds another history of that case.
pub fn take_in(store: &mut Store, history: &History) -> Result<usize, Error> {
    for attempt in 0..ATTEMPTS {
        step_aside(attempt);
        let stored = store.log(&history.case)?;
        let known = stored.as_ref().map_or(&[][..], Log::entries);
        let told = history.log.entries();
        if let Some((entry, _)) = known.iter().zip(told).find(|(stored, told)| stored != told) {
            return Err(differs(history, entry.stamp.number));
        }
        let new = told.get(known.len()..).unwrap_or_default();
        let length = stored.as_ref().map_or(0, Log::len);
        if new.is_empty() || store.append(&history.case, length, new, None)? == Appended::Done {
            return Ok(new.len());
        }
    }
    Err(Error::input(&history.place, "another program writes to this case all the time; run again when it is done"))
}

/// Who was late waits before he looks again, the longer the oftener, and not all who were late as long.
fn step_aside(attempt: u8) {
    // Without chance nobody waits, and all is as if they had not been late.
    let chance = getrandom::u32().unwrap_or_default() % 256;
    let millis = u64::from(attempt).saturating_mul(u64::from(chance)) / 64;
    std::thread::sleep(Duration::from_millis(millis));
}

#[cold]
fn differs(history: &History, number: u32) -> Error {
    let what = "the database holds another entry of that number; restore the file, or give the case another id";
    Error::input(format!("{}: entry {number}", history.place), what)
}

/// Every case that a file speaks of is known, or opened in the file before.
///
/// # Errors
/// The first item that speaks of another.
pub fn cases_exist(store: &Store, batch: &Batch) -> Result<(), Error> {
    let mut known: BTreeSet<String> = store.cases()?.into_iter().collect();
    for item in &batch.items {
        match is_opening(&item.command) {
            true => drop(known.insert(item.case.to_string())),
            false if known.contains(item.case.as_str()) => {}
            false => return Err(no_case(item)),
        }
    }
    Ok(())
}

#[cold]
fn no_case(item: &Asked) -> Error {
    let what = format!("the office has no case `{}`; open it first, or check its id", item.case);
    Error::input(format!("{}.case", item.place), what)
}

/// Applies one command: reads the case, decides, and appends if nobody else has meanwhile.
///
/// # Errors
/// The case cannot be found, or the store cannot be used.
pub fn apply(store: &mut Store, item: &Asked, defaults: &Defaults) -> Result<Answer, Error> {
    for attempt in 0..ATTEMPTS {
        step_aside(attempt);
        let log = match store.at_once(|store| what_stands(store, item))? {
            Standing::DealtWith(before) => return Ok(Answer::Before(before)),
            Standing::New(log) => log,
        };
        let answer = decide(log.as_ref(), item)?;
        if let Some(sentence) = clock::refused(&answer) {
            return Err(Error::input(&item.place, format!("case {}: {sentence}", item.case)));
        }
        if keep(store, item, log.map_or(0, |log| log.len()), &answer, defaults)? == Appended::Done {
            return Ok(answer);
        }
    }
    Err(Error::input(&item.place, "another program writes to this case all the time; run again when it is done"))
}

/// How it stands with an item when it is to be applied.
enum Standing {
    /// It came to this before.
    DealtWith(Outcome),
    /// It is new, and so stands its case.
    New(Option<Log>),
}

/// To be read as of one moment: an item that another writer deals with between the two would be seen as new, and its case as
/// opened twice.
fn what_stands(store: &Store, item: &Asked) -> Result<Standing, Error> {
    match dealt_with(store, item)? {
        Some(before) => Ok(Standing::DealtWith(before)),
        None => Ok(Standing::New(store.log(&item.case)?)),
    }
}

/// What came of the item before; an id that was used for something else is an error.
fn dealt_with(store: &Store, item: &Asked) -> Result<Option<Outcome>, Error> {
    let Some(id) = &item.id else { return Ok(None) };
    match store.item(id)? {
        None => Ok(None),
        Some(before) if before.case == item.case.as_str() && before.command == name(&item.command) => {
            Ok(Some(before.outcome))
        }
        Some(before) => {
            let what =
                format!("its id was used for `{}` of case {}; give the item a new id", before.command, before.case);
            Err(Error::input(&item.place, what))
        }
    }
}

fn decide(log: Option<&Log>, item: &Asked) -> Result<Answer, Error> {
    let step = match (log, is_opening(&item.command)) {
        (None, true) => rules().open(json!({"case": item.case.as_str(), "context": item.context})),
        (Some(_), true) => return Err(opened_twice(item)),
        (None, false) => return Err(no_case(item)),
        (Some(log), false) => {
            let case = log.replay().map_err(|error| Error::of(&format!("case {}", item.case), error))?;
            rules().step(&case, item.command.clone(), item.context.clone())
        }
    };
    match step {
        Ok((_, entry)) => Ok(Answer::Applied(entry)),
        Err(problem @ Problem::Refusal(_)) => Ok(Answer::Refused(problem.to_value(rules()), sentence(&problem))),
        Err(problem) => Err(Error::of(&item.place, problem)),
    }
}

#[cold]
fn opened_twice(item: &Asked) -> Error {
    let what = format!("the office has a case `{}` already; give the new one another id", item.case);
    Error::input(format!("{}.case", item.place), what)
}

/// A refusal with what would help.
fn sentence(problem: &Problem) -> String {
    match problem {
        Problem::Refusal(refusal) => {
            let mut advice: Vec<&str> = refusal.reasons.iter().map(|reason| reason.advice()).collect();
            advice.dedup();
            format!("{refusal}; {}", advice.join("; "))
        }
        Problem::Error(error) => error.to_string(),
    }
}

fn keep(store: &mut Store, item: &Asked, length: u32, answer: &Answer, defaults: &Defaults) -> Result<Appended, Error> {
    let entries = match answer {
        Answer::Applied(entry) => vec![read_entry(entry).map_err(|error| Error::of(&item.place, error))?],
        Answer::Refused(..) | Answer::Before(_) => Vec::new(),
    };
    let outcome = match (entries.first(), answer) {
        (Some(entry), _) => Outcome::Applied(entry.stamp.number),
        (None, Answer::Refused(refusal, _)) => Outcome::Refused(refusal.to_string()),
        (None, _) => return Ok(Appended::Done),
    };
    let note = item.id.as_ref().map(|id| Item {
        id: id.clone(),
        case: item.case.to_string(),
        command: name(&item.command).to_owned(),
        day: defaults.today.to_string(),
        outcome,
    });
    store.append(&item.case, length, &entries, note.as_ref())
}

/// The name of a command in its wire form.
pub fn name(command: &Value) -> &str {
    command.get("command").and_then(Value::as_str).unwrap_or_default()
}

/// What there is to tell of a day, from the store.
///
/// # Errors
/// The store cannot be read, or a log in it does not hold.
pub fn gather(office: Office, defaults: &Defaults, store: &Store, done: Done) -> Result<Day, Error> {
    let today = defaults.today;
    let picture = |id: &String| {
        let id = CaseId::new(id).map_err(|error| Error::of("the database", error))?;
        picture(store, &id, defaults)
    };
    let cases = store.cases()?.iter().map(picture).collect::<Result<_, Error>>()?;
    let refused = store.refused_on(&today.to_string())?;
    Ok(Day { office, today, cases, refused, done })
}

/// One case, from the store.
///
/// # Errors
/// There is none, or its log does not hold.
pub fn picture(store: &Store, id: &CaseId, defaults: &Defaults) -> Result<Picture, Error> {
    let log = store.log(id)?.ok_or_else(|| {
        Error::input(format!("case {id}"), "the office has no such case; `desk today` names those it has")
    })?;
    let case = log.replay().map_err(|error| Error::of(&format!("case {id}"), error))?;
    let tasks = worklist::tasks(&case, &rules::context(defaults));
    Ok(Picture { case, log, tasks })
}

impl Day {
    /// Every task of every case, by due day; what has no day stands last. Notices stand apart.
    pub fn worklist(&self) -> Vec<(&Picture, &Task)> {
        let mut tasks: Vec<_> = self.tasks().filter(|(_, task)| task.kind != TaskKind::Notify).collect();
        tasks.sort_by_key(|(_, task)| (task.due.day().is_none(), task.due.day(), task.kind));
        tasks
    }

    /// Who does not know yet what they should.
    pub fn notices(&self) -> Vec<(&Picture, &Task)> {
        let mut tasks: Vec<_> = self.tasks().filter(|(_, task)| task.kind == TaskKind::Notify).collect();
        tasks.sort_by_key(|(_, task)| (task.due.day().is_none(), task.due.day()));
        tasks
    }

    fn tasks(&self) -> impl Iterator<Item = (&Picture, &Task)> {
        self.cases.iter().flat_map(|picture| picture.tasks.iter().map(move |task| (picture, task)))
    }

    /// What is behind its day.
    pub fn late(&self) -> usize {
        self.tasks().filter(|(_, task)| late_days(task, self.today) > 0).count()
    }
}

/// By how many calendar days a task is late; 0 when it is not.
pub fn late_days(task: &Task, today: Date) -> i32 {
    task.due.day().map_or(0, |due| due.days_until(today).max(0))
}
