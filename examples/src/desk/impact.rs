//! `desk impact`: what another edition of the rules means for the cases of the office.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use anjieflow::calendar::Calendar;
use anjieflow::date::Date;
use anjieflow::impact::Portfolio;
use anjieflow::interchange::{pack, plain::Rules};
use anjieflow::product::Pack;
use serde_json::{Value, json};

use super::args::Lang;
use super::error::{Error, shown};
use super::office::{self, Defaults};
use super::words::Words;

/// Both sides of the comparison.
pub struct Editions {
    from: Edition,
    to: Edition,
}

/// One side: a pack, and a day where one was given.
struct Edition {
    pack: Cow<'static, Pack>,
    day: Option<Date>,
}

impl Editions {
    /// Reads what `--from` and `--to` say.
    ///
    /// # Errors
    /// One of them is no edition, or its pack does not hold.
    pub fn read(from: &str, to: &str) -> Result<Self, Error> {
        Ok(Self { from: Edition::read("--from", from)?, to: Edition::read("--to", to)? })
    }

    /// Both packs.
    pub fn packs(&self) -> [&Pack; 2] {
        [&self.from.pack, &self.to.pack]
    }

    /// What the later means for loans. A side that names no day is of the other's, or else of today.
    ///
    /// # Errors
    /// None in practice: the contexts and the loans are the program's own.
    pub fn impact(&self, loans: &Portfolio, defaults: &Defaults) -> Result<Value, Error> {
        let context = |day: Option<Date>| {
            let day = day.unwrap_or(defaults.today).to_string();
            json!({"today": defaults.today.to_string(), "as_of": day, "by": defaults.by.as_str()})
        };
        let (from, to) = (&self.from, &self.to);
        let (old, new) = (context(from.day.or(to.day)), context(to.day.or(from.day)));
        from.rules().impact_on(loans, old, to.rules(), new).map_err(|error| Error::of("impact", error))
    }
}

impl Edition {
    /// Reads a day, the name of the built-in edition, or a pack's file; the latter two with `@DAY` behind or without.
    fn read(option: &str, text: &str) -> Result<Self, Error> {
        let builtin = || Cow::Borrowed(Pack::builtin());
        if let Ok(day) = text.parse::<Date>() {
            return Ok(Self { pack: builtin(), day: Some(day) });
        }
        let (name, day) = match text.rsplit_once('@') {
            Some((name, day)) => (name, Some(day.parse::<Date>().map_err(|error| Error::of(option, error))?)),
            None => (text, None),
        };
        if name == Pack::builtin().edition.id.as_str() {
            return Ok(Self { pack: builtin(), day });
        }
        if !Path::new(name).is_file() {
            let what = format!("{} is no day, no edition and no file of a pack", shown(Path::new(name)));
            return Err(Error::input(option, what + "; give YYYY-MM-DD, a pack, or a pack and a day as FILE@DAY"));
        }
        let read = pack::read(&office::contents(Path::new(name))?);
        let pack = read.map_err(|error| Error::of(&shown(Path::new(name)), error))?;
        Ok(Self { pack: Cow::Owned(pack), day })
    }

    fn rules(&self) -> Rules<'_> {
        Rules { pack: &self.pack, calendar: Calendar::builtin() }
    }
}

/// Tells it to a terminal.
///
/// # Errors
/// The output cannot be written.
pub fn tell(found: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let (old, new) = (edition(&found["from"]), edition(&found["to"]));
    let (loans, touched) = (&found["loans"], &found["touched"]);
    let counts =
        Words::new(format!("{loans} 笔贷款，{touched} 笔受影响"), format!("{loans} loans, {touched} of them touched"));
    writeln!(out, "{old} → {new} · {}", counts.get(lang))?;
    heading(&Words::new("规则变化", "What changes in the rules"), lang, out)?;
    for rule in list(&found["rules"]) {
        writeln!(out, "  {}", sentence(rule, lang))?;
        citations(rule, out)?;
    }
    heading(&Words::new("对在办业务的影响", "What it means for the cases"), lang, out)?;
    for group in list(&found["groups"]) {
        let witness = &group["witness"];
        let seen = format!("{} {}", text(witness, "case"), text(witness, "loan"));
        let whom = Words::new(format!("，如 {seen}"), format!(", such as {seen}"));
        writeln!(out, "{:>7}  {}{}", group["loans"].to_string(), sentence(group, lang), whom.get(lang))?;
        citations(group, out)?;
    }
    Ok(())
}

fn heading(words: &Words, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    Ok(writeln!(out, "\n{}", words.get(lang))?)
}

/// The change in one language.
fn sentence(change: &Value, lang: Lang) -> String {
    let words = Words::new(
        format!("{}：{}", text(change, "change_zh"), text(change, "zh")),
        format!("{}: {}", text(change, "change").replace('_', " "), text(change, "text")),
    );
    words.get(lang).to_owned()
}

/// The rules before and after, since when they hold and where they were read.
fn citations(change: &Value, out: &mut impl Write) -> Result<(), Error> {
    for (mark, cited) in [("-", &change["old"]), ("+", &change["new"])] {
        if cited.is_object() {
            let parts = ["rule", "effective_from", "source", "source_title"].map(|name| text(cited, name));
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            writeln!(out, "         {mark} {}", parts.join(" · "))?;
        }
    }
    Ok(())
}

fn edition(it: &Value) -> String {
    format!("{} @ {}", text(it, "edition"), text(it, "day"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
