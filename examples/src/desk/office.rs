//! The office's folder: `office.json`, the cases' histories in `cases/`, today's inbox in `inbox/`.
//!
//! Everything is read and checked before anything is done. A file that cannot be used is left out whole, and told;
//! the others are used.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anjieflow::case::{Actor, CaseId};
use anjieflow::date::Date;
use anjieflow::interchange::plain::{self, Problem};
use anjieflow::interchange::{read_command, read_log};
use anjieflow::limits::LOG_BYTES;
use anjieflow::log::Log;
use serde_json::{Map, Value, json};

use super::error::{Error, shown};
use super::rules::rules;

/// The format of `office.json` and of the inbox that this program reads.
const FORMAT: u64 = 0;

/// A clerk's office.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// The day it is at the office; none for the day of the machine.
    pub today: Option<Date>,
    /// Who takes a step where the item does not say.
    pub by: Actor,
    folder: PathBuf,
}

/// The history of a case.
#[derive(Clone, Debug)]
pub struct History {
    /// Where it was read.
    pub place: String,
    /// The case.
    pub case: CaseId,
    /// Its log.
    pub log: Log,
}

/// A file with commands.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Where it was read.
    pub place: String,
    /// What it asks for, in order.
    pub items: Vec<Asked>,
}

/// One command for one case.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where it was read: the file, and the item in it.
    pub place: String,
    /// Its own id: what was dealt with once is not dealt with again.
    pub id: Option<String>,
    /// The case.
    pub case: CaseId,
    /// The command, in its wire form; `open` opens the case.
    pub command: Value,
    /// What the decision may know, in its wire form, with today and the clerk filled in.
    pub context: Value,
}

/// What the items of a file take for granted.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The day it is.
    pub today: Date,
    /// Who takes the step.
    pub by: Actor,
}

impl Office {
    /// Reads `office.json` of a folder.
    ///
    /// # Errors
    /// There is none, or it is malformed.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("office.json");
        let place = shown(&path);
        let value = parsed(&path)?;
        let map = fields(&place, &value, &["office", "name", "today", "by"])?;
        known_format(&place, map, "office")?;
        let name = map.get("name").unwrap_or(&Value::Null);
        let names = fields(&format!("{place}: name"), name, &["zh", "en"])?;
        let day = |text: &str| text.parse::<Date>().map_err(|error| Error::of(&format!("{place}: today"), error));
        Ok(Self {
            zh: text(&place, names, "zh")?.to_owned(),
            en: text(&place, names, "en")?.to_owned(),
            today: map.get("today").map(|_| text(&place, map, "today").and_then(day)).transpose()?,
            by: Actor::new(text(&place, map, "by")?).map_err(|error| Error::of(&format!("{place}: by"), error))?,
            folder: folder.to_owned(),
        })
    }

    /// The histories, each read and replayed; and what cannot be used, with the reason.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn histories(&self) -> Result<Vec<Result<History, Error>>, Error> {
        let paths = files(&self.folder.join("cases"), "jsonl")?;
        Ok(paths.iter().map(|path| history(path)).collect())
    }

    /// The files of the inbox, each checked whole.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn inbox(&self, defaults: &Defaults) -> Result<Vec<Result<Batch, Error>>, Error> {
        let paths = files(&self.folder.join("inbox"), "json")?;
        Ok(paths.iter().map(|path| inbox_file(path, defaults)).collect())
    }
}

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// The file cannot be read, or is longer than anything that is read.
pub fn contents(path: &Path) -> Result<String, Error> {
    let unread = |error| Error::unread(path, &error);
    let mut bytes = Vec::new();
    // One byte more than is ever read: what is named may have no end.
    let beginning = |from: Box<dyn Read>| from.take(LOG_BYTES as u64 + 1).read_to_end(&mut bytes);
    opened(path).and_then(beginning).map_err(unread)?;
    if bytes.len() > LOG_BYTES {
        return Err(Error::too_long(path, LOG_BYTES));
    }
    String::from_utf8(bytes).map_err(|error| unread(io::Error::new(io::ErrorKind::InvalidData, error)))
}

fn opened(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path)?))
}

/// Reads JSON from a file.
///
/// # Errors
/// The file cannot be read, is not JSON, or ends too early.
pub fn parsed(path: &Path) -> Result<Value, Error> {
    plain::parse(&contents(path)?).map_err(|problem| Error::of(&shown(path), problem))
}

/// The commands of a file: one, a list, or an inbox; every one checked.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn batch(path: &Path, defaults: &Defaults) -> Result<Batch, Error> {
    let place = shown(path);
    let value = parsed(path)?;
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(map) if map.contains_key("items") => inbox_items(&place, &value)?,
        single => std::slice::from_ref(single),
    };
    read_items(place, items, defaults)
}

fn inbox_file(path: &Path, defaults: &Defaults) -> Result<Batch, Error> {
    let place = shown(path);
    let value = parsed(path)?;
    let batch = read_items(place.clone(), inbox_items(&place, &value)?, defaults)?;
    match batch.items.iter().find(|item| item.id.is_none()) {
        Some(item) => Err(Error::input(&item.place, "the field `id` is missing; give the item an id of its own")),
        None => Ok(batch),
    }
}

fn inbox_items<'v>(place: &str, value: &'v Value) -> Result<&'v [Value], Error> {
    let map = fields(place, value, &["inbox", "items"])?;
    known_format(place, map, "inbox")?;
    let items = map.get("items").and_then(Value::as_array);
    items.map(Vec::as_slice).ok_or_else(|| Error::input(format!("{place}: items"), "a list is wanted; write a list"))
}

fn read_items(place: String, items: &[Value], defaults: &Defaults) -> Result<Batch, Error> {
    let read = |(index, item): (usize, &Value)| asked(&place, &format!("items[{index}]"), item, defaults);
    let items: Vec<Asked> = items.iter().enumerate().map(read).collect::<Result<_, Error>>()?;
    each_id_once(&items)?;
    Ok(Batch { place, items })
}

fn each_id_once(items: &[Asked]) -> Result<(), Error> {
    let mut ids = std::collections::BTreeSet::new();
    let twice = items.iter().find(|item| item.id.as_ref().is_some_and(|id| !ids.insert(id)));
    match twice {
        Some(item) => Err(Error::input(&item.place, "its `id` stands in the file twice; give each item its own")),
        None => Ok(()),
    }
}

/// Reads an item, and checks its command and context without a case.
fn asked(file: &str, part: &str, value: &Value, defaults: &Defaults) -> Result<Asked, Error> {
    let place = format!("{file}: {part}");
    let wrong = |error: anjieflow::error::Error| Error::of(file, error.at(part));
    let map = fields(&place, value, &["id", "case", "command", "context"])?;
    let id = map.get("id").map(|_| text(&place, map, "id")).transpose()?.map(str::to_owned);
    let case = CaseId::new(text(&place, map, "case")?).map_err(|error| wrong(error.at("case")))?;
    let command = map.get("command").cloned().unwrap_or(Value::Null);
    check_command(&command).map_err(|error| wrong(error.at("command")))?;
    let context = filled(&place, map.get("context"), defaults)?;
    check_context(&case, &context).map_err(wrong)?;
    Ok(Asked { place, id, case, command, context })
}

fn check_command(command: &Value) -> Result<(), anjieflow::error::Error> {
    match is_opening(command) {
        true => Ok(()),
        false => read_command(command).map(drop),
    }
}

/// Whether a command opens a case.
pub fn is_opening(command: &Value) -> bool {
    *command == json!({"command": "open"})
}

/// The wire form of a context is checked by the core whenever it is used; opening a case uses nothing else.
fn check_context(case: &CaseId, context: &Value) -> Result<(), anjieflow::error::Error> {
    match rules().open(json!({"case": case.as_str(), "context": context})) {
        Ok(_) | Err(Problem::Refusal(_)) => Ok(()),
        Err(Problem::Error(error)) => Err(error),
    }
}

/// The context with today, the clerk and a fresh salt, where it does not give them.
fn filled(place: &str, context: Option<&Value>, defaults: &Defaults) -> Result<Value, Error> {
    let mut filled = Map::new();
    filled.insert("today".to_owned(), Value::from(defaults.today.to_string()));
    filled.insert("by".to_owned(), Value::from(defaults.by.as_str()));
    filled.insert("salt".to_owned(), Value::from(fresh_salt(place)?));
    match context {
        None | Some(Value::Null) => {}
        Some(Value::Object(given)) => filled.extend(given.clone()),
        Some(_) => return Err(Error::input(format!("{place}.context"), "an object is wanted; write an object")),
    }
    Ok(Value::Object(filled))
}

fn fresh_salt(place: &str) -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::input(place, format!("the machine gives no random bytes: {error}; give a salt")))?;
    Ok(anjieflow::case::Salt::new(bytes).to_hex())
}

fn history(path: &Path) -> Result<History, Error> {
    let place = shown(path);
    let log = read_log(&contents(path)?).map_err(|error| Error::of(&place, error))?;
    let case = log.replay().map_err(|error| Error::of(&place, error))?;
    Ok(History { place, case: case.id().clone(), log })
}

/// The files of a folder with that ending, by name. No folder is no file.
///
/// # Errors
/// The folder cannot be read.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| Error::unread(folder, &error))?,
    };
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(|error| Error::unread(folder, &error))?;
    paths.retain(|path| path.extension().is_some_and(|it| it == ending));
    paths.sort();
    Ok(paths)
}

/// The fields of an object, all of them known.
fn fields<'v>(place: &str, value: &'v Value, known: &[&str]) -> Result<&'v Map<String, Value>, Error> {
    let Some(map) = value.as_object() else {
        let what = format!("an object is wanted; write an object with {}", known.join(", "));
        return Err(Error::input(place, what));
    };
    match map.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => {
            let key: String = key.chars().take(40).map(|c| if c.is_numeric() { '*' } else { c }).collect();
            let what = format!("no field is called `{}`; known here: {}", key.escape_debug(), known.join(", "));
            Err(Error::input(place, what))
        }
        None => Ok(map),
    }
}

fn text<'v>(place: &str, map: &'v Map<String, Value>, name: &str) -> Result<&'v str, Error> {
    match map.get(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
        Some(_) => Err(Error::input(format!("{place}.{name}"), "text is wanted; write text in quotes")),
        None => Err(Error::input(place, format!("the field `{name}` is missing; give it a value"))),
    }
}

fn known_format(place: &str, map: &Map<String, Value>, name: &str) -> Result<(), Error> {
    match map.get(name).and_then(Value::as_u64) {
        Some(FORMAT) => Ok(()),
        Some(format) => {
            let what = format!("the file has format {format}, this version reads up to {FORMAT}; update desk");
            Err(Error::input(format!("{place}: {name}"), what))
        }
        None => Err(Error::input(place, format!("the format is missing; write `\"{name}\": {FORMAT}`"))),
    }
}
