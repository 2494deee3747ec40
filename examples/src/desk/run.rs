//! From the command line to an exit code.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use anjieflow::case::{Actor, CaseId};
use anjieflow::date::Date;
use anjieflow::impact::Portfolio;
use clap::Parser;

use super::args::{Command, Desk, Options};
use super::ask::{self, Verdict, complain};
use super::day::{self, Day, Done};
use super::error::{Error, shown};
use super::impact::Editions;
use super::office::{self, Defaults, Office};
use super::store::Store;
use super::{
    apply, assess, audit, cases, choose, clock, json, lint, page, prepay, question, report, rules, schedule, sheet,
    today as agenda,
};

/// Runs the program.
pub fn main() -> ExitCode {
    let desk = Desk::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let result = answer(&desk, &mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            if error.exit_code() != 0 {
                complain(&error);
            }
            ExitCode::from(error.exit_code())
        }
    }
}

fn answer(desk: &Desk, out: &mut impl Write) -> Result<u8, Error> {
    let options = &desk.options;
    let (json, lang) = (options.json, options.lang);
    // What is linted may not hold; it is read there.
    if !matches!(desk.command, Some(Command::Lint { .. })) {
        rules::read(options)?;
    }
    let verdict = match &desk.command {
        None => return run_day(options, out),
        Some(Command::Today(asked)) => today(options, asked, out),
        Some(Command::Case { id }) => case(options, id, out),
        Some(Command::Ask { question, case }) => question_of(options, question, case.as_deref(), out),
        Some(Command::Sheet(asked)) => sheet_of(options, asked, out),
        Some(Command::Apply { file }) => apply_file(options, file, out),
        Some(Command::Replay { log, as_of, known_on }) => {
            ask::replay(log, as_of.as_deref(), known_on.as_deref(), json, out)
        }
        Some(Command::Seal(asked)) => {
            options.today.map_or_else(machine_day, Ok).and_then(|today| audit::seal(asked, today, out))
        }
        Some(Command::Audit(asked)) => audit::audit(asked, json, lang, out),
        Some(Command::Lint { linted }) => lint::lint(linted, options, out),
        Some(Command::Products { city, date }) => ask::products(city.as_deref(), *date, json, lang, out),
        Some(Command::Checklist { product, facts }) => ask::checklist(product, facts, json, lang, out),
        Some(Command::Explain { rule }) => ask::explain(rule, json, lang, out),
        Some(Command::Assess(asked)) => assess::assess(asked, json, lang, out),
        Some(Command::Match(asked)) => choose::choose(asked, json, lang, out),
        Some(Command::Prepay(asked)) => prepay::prepay(asked, json, lang, out),
        Some(Command::Schedule(asked)) => schedule::schedule(asked, json, lang, out),
        Some(Command::Workday { operation, date, argument }) => {
            ask::workday(operation, date.as_deref(), argument.as_deref(), json, out)
        }
        Some(Command::RetirementAge { category, birth_month }) => {
            ask::retirement_age(category, birth_month.as_deref(), json, out)
        }
        Some(Command::Impact { from, to, cases: Some(file) }) => return impact_on(file, options, (from, to), out),
        Some(Command::Impact { from, to, cases: None }) => impact(options, from, to, out),
        Some(Command::CheckId { kind, number }) => {
            options.today.map_or_else(machine_day, Ok).and_then(|today| ask::check_id(*kind, number, today, json, out))
        }
    };
    verdict.map(|verdict| if verdict == Verdict::Yes { 0 } else { 1 })
}

/// The main job.
fn run_day(options: &Options, out: &mut impl Write) -> Result<u8, Error> {
    let (office, defaults) = begin(options)?;
    let mut store = Store::create(&options.db())?;
    right_day(options, &defaults, &store)?;
    let done = day::run(&office, &defaults, &mut store)?;
    let day = day::gather(office, &defaults, &store, done)?;
    write_page(&options.page, &page::day(&day, &defaults))?;
    tell(options, &defaults, &day, out)?;
    if !options.json {
        report::closing(&day, &options.db(), &options.page, options.lang, out)?;
    }
    out.flush()?;
    day.done.left_out.iter().for_each(complain);
    Ok(if day.done.left_out.is_empty() { 0 } else { 2 })
}

fn tell(options: &Options, defaults: &Defaults, day: &Day, out: &mut impl Write) -> Result<(), Error> {
    match options.json {
        true => Ok(writeln!(out, "{:#}", json::day(day, defaults)?)?),
        false => report::day(day, defaults, options.lang, out),
    }
}

fn today(options: &Options, asked: &agenda::Asked, out: &mut impl Write) -> Result<Verdict, Error> {
    let (office, defaults) = begin(options)?;
    let store = known(options, &office, &defaults)?;
    let day = day::gather(office, &defaults, &store, Done::default())?;
    agenda::today(asked, &day, &defaults, (options.json, options.lang), out)?;
    Ok(Verdict::Yes)
}

fn case(options: &Options, id: &str, out: &mut impl Write) -> Result<Verdict, Error> {
    let (office, defaults) = begin(options)?;
    let id = CaseId::new(id).map_err(|error| Error::of("ID", error))?;
    let store = known(options, &office, &defaults)?;
    let picture = day::picture(&store, &id, &defaults)?;
    match options.json {
        true => writeln!(out, "{:#}", json::case(&picture, &defaults)?)?,
        false => report::case(&picture, &defaults, options.lang, out)?,
    }
    Ok(Verdict::Yes)
}

fn sheet_of(options: &Options, asked: &sheet::Asked, out: &mut impl Write) -> Result<Verdict, Error> {
    let (office, defaults) = begin(options)?;
    let id = CaseId::new(&asked.id).map_err(|error| Error::of("ID", error))?;
    let store = known(options, &office, &defaults)?;
    sheet::write(asked, &day::picture(&store, &id, &defaults)?, &defaults, out)?;
    Ok(Verdict::Yes)
}

fn question_of(options: &Options, text: &str, id: Option<&str>, out: &mut impl Write) -> Result<Verdict, Error> {
    let question = question::read(text)?;
    let (office, defaults) = begin(options)?;
    let store = known(options, &office, &defaults)?;
    match id {
        Some(id) => {
            let id = CaseId::new(id).map_err(|error| Error::of("--case", error))?;
            question::of_case(&question, &day::picture(&store, &id, &defaults)?, &defaults, out)?;
        }
        None => {
            let day = day::gather(office, &defaults, &store, Done::default())?;
            question::of_office(&question, &day, &defaults, out)?;
        }
    }
    Ok(Verdict::Yes)
}

fn impact(options: &Options, from: &str, to: &str, out: &mut impl Write) -> Result<Verdict, Error> {
    let editions = Editions::read(from, to)?;
    let (office, defaults) = begin(options)?;
    let store = known(options, &office, &defaults)?;
    let day = day::gather(office, &defaults, &store, Done::default())?;
    let loans = Portfolio::of(day.cases.iter().map(|picture| &picture.case));
    let found = editions.impact(&loans, &defaults)?;
    match options.json {
        true => writeln!(out, "{found:#}")?,
        false => super::impact::tell(&found, options.lang, out)?,
    }
    Ok(Verdict::Yes)
}

/// The same of cases that are no office's.
fn impact_on(file: &Path, options: &Options, (from, to): (&str, &str), out: &mut impl Write) -> Result<u8, Error> {
    let editions = Editions::read(from, to)?;
    let own = cases::read(file, &editions.packs())?;
    let by = Actor::new("desk").map_err(|error| Error::of("desk", error))?;
    let defaults = Defaults { today: options.today.map_or_else(machine_day, Ok)?, by };
    let mut found = editions.impact(&own.loans, &defaults)?;
    match options.json {
        true => {
            if let serde_json::Value::Object(fields) = &mut found {
                fields.insert("left_out".to_owned(), own.left_out.iter().map(ToString::to_string).collect());
            }
            writeln!(out, "{found:#}")?;
        }
        false => {
            super::impact::tell(&found, options.lang, out)?;
            report::missed(own.missed, options.lang, out)?;
        }
    }
    out.flush()?;
    own.left_out.iter().for_each(complain);
    Ok(if own.left_out.is_empty() { 0 } else { 2 })
}

fn apply_file(options: &Options, file: &Path, out: &mut impl Write) -> Result<Verdict, Error> {
    let (office, defaults) = begin(options)?;
    let batch = office::batch(file, &defaults)?;
    let mut store = opened(options, &office, &defaults)?;
    right_day(options, &defaults, &store)?;
    day::cases_exist(&store, &batch)?;
    apply::apply(&mut store, &batch, &defaults, (options.json, options.lang), out)
}

/// Who says the day means it; else it may be the clock that is wrong.
fn right_day(options: &Options, defaults: &Defaults, store: &Store) -> Result<(), Error> {
    options.today.map_or_else(|| clock::not_before(store, defaults.today), |_| Ok(()))
}

/// The office, and the day it is.
fn begin(options: &Options) -> Result<(Office, Defaults), Error> {
    let office = Office::read(&options.office())?;
    let today = match options.today.or(office.today) {
        Some(today) => today,
        None => machine_day()?,
    };
    let by: Actor = office.by.clone();
    Ok((office, Defaults { today, by }))
}

fn machine_day() -> Result<Date, Error> {
    let day = chrono::Local::now().date_naive();
    Date::try_from(day).map_err(|error| Error::of("the clock", error))
}

/// The store, for whoever reads it; a day that cannot be is told.
fn known(options: &Options, office: &Office, defaults: &Defaults) -> Result<Store, Error> {
    let store = opened(options, office, defaults)?;
    if let Err(error) = right_day(options, defaults, &store) {
        complain(&error);
    }
    Ok(store)
}

/// The store. The default one is filled from the office's histories when there is none yet; a store that was named
/// must be there.
fn opened(options: &Options, office: &Office, defaults: &Defaults) -> Result<Store, Error> {
    if options.db.is_none() && !options.db().exists() {
        let mut store = Store::create(&options.db())?;
        let done = day::run(office, defaults, &mut store)?;
        done.left_out.iter().for_each(complain);
        return Ok(store);
    }
    Store::open(&options.db())
}

/// A page, whole or not at all.
pub(super) fn write_page(path: &Path, html: &str) -> Result<(), Error> {
    write_whole(path, html, "page")
}

/// Whole or not at all: written beside, then put in place. An error calls it by its name.
pub(super) fn write_whole(path: &Path, text: &str, name: &str) -> Result<(), Error> {
    let ending = path.extension().map_or_else(String::new, |it| format!("{}.", it.to_string_lossy()));
    let beside = path.with_extension(format!("{ending}part"));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let write = || {
        folder.map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&beside, text)?;
        fs::rename(&beside, path)
    };
    write().map_err(|error: io::Error| {
        // Half of it is of use to nobody, and takes room.
        drop(fs::remove_file(&beside));
        let what = format!("the {name} cannot be written: {error}; name another place");
        Error::Page { file: shown(path), what }
    })
}
