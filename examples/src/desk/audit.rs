//! `desk seal` and `desk audit`: whether a log is still what it was.

use std::io::Write;
use std::path::{Path, PathBuf};

use anjieflow::date::Date;
use anjieflow::interchange::plain::audit as plain;
use clap::Args;
use serde_json::{Value, json};

use super::args::Lang;
use super::ask::Verdict;
use super::error::{Error, shown};
use super::office;
use super::words::Words;

/// What is sealed.
#[derive(Args, Debug)]
pub struct Sealing {
    /// The log; `-` reads standard input
    log: PathBuf,
    /// Who seals it
    #[arg(long, value_name = "NAME", default_value = "desk")]
    by: String,
    /// The seal of before: it keeps the digests of personal data that were erased since
    #[arg(long, value_name = "FILE")]
    earlier: Option<PathBuf>,
    /// Print the log too, before its seal
    #[arg(long)]
    join: bool,
}

/// What is audited.
#[derive(Args, Debug)]
pub struct Auditing {
    /// The log, with its seal behind it unless that is given; `-` reads standard input
    log: PathBuf,
    /// The seal
    #[arg(long, value_name = "FILE")]
    seal: Option<PathBuf>,
}

/// Prints the seal of a log. It is not signed: that is for whoever has a key.
///
/// # Errors
/// A file cannot be read, the log cannot be sealed, or it is not what was sealed before.
pub fn seal(asked: &Sealing, day: Date, out: &mut impl Write) -> Result<Verdict, Error> {
    let log = office::contents(&asked.log)?;
    let earlier = asked.earlier.as_deref().map(office::contents).transpose()?;
    let sealed = json!({"day": day.to_string(), "by": asked.by});
    let seal = plain::seal(&log, &sealed, earlier.as_deref()).map_err(|error| of(&asked.log, error))?;
    if asked.join {
        write!(out, "{log}")?;
    }
    write!(out, "{seal}")?;
    Ok(Verdict::Yes)
}

/// Compares a log with its seal, and prints what is not as it was.
///
/// # Errors
/// A file cannot be read, or is neither log nor seal.
pub fn audit(asked: &Auditing, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let log = office::contents(&asked.log)?;
    let seal = asked.seal.as_deref().map(office::contents).transpose()?;
    let told = plain::audit(&log, seal.as_deref(), None).map_err(|error| of(&asked.log, error))?;
    match json {
        true => writeln!(out, "{told:#}")?,
        false => tell(&told, lang, out)?,
    }
    let holds = told.get("holds") == Some(&Value::from(true));
    Ok(if holds { Verdict::Yes } else { Verdict::No })
}

fn of(path: &Path, error: anjieflow::error::Error) -> Error {
    Error::of(&shown(path), error)
}

fn tell(told: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let findings = told["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    for finding in findings {
        let text = |name: &str| finding[name].as_str().unwrap_or_default();
        let words = Words::new(
            format!("{}；{}", text("zh"), text("advice_zh")),
            format!("{}; {}", text("message"), text("advice")),
        );
        writeln!(out, "{}", words.get(lang))?;
    }
    let (sealed, later, found) = (&told["sealed"], &told["later"], findings.len());
    let erased = told["erased"].as_array().map_or(0, Vec::len);
    let sum = Words::new(
        format!("封存 {sealed} 条，其后 {later} 条，个人信息已删除 {erased} 条，发现问题 {found} 处；未核对签名"),
        format!("sealed: {sealed}, later: {later}, erased: {erased}, findings: {found}; no signature was looked at"),
    );
    writeln!(out, "{}", sum.get(lang))?;
    Ok(())
}
