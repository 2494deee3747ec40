//! `desk assess`: before there is a case, whether a loan fits.

use std::io::Write;
use std::path::PathBuf;

use anjieflow::money::Money;
use clap::Args;
use serde_json::Value;

use super::args::Lang;
use super::ask::{Verdict, field};
use super::choose::{offered, said};
use super::error::{Error, shown};
use super::office;
use super::rules::rules;
use super::run::write_page;

/// An enquiry with its product.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// A JSON file with the enquiry, such as examples/enquiry.json; `-` reads standard input
    enquiry: PathBuf,
    /// Write the curves of the loan as a page
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
}

/// What an application would meet: the verdict, every limit that is broken or open, rate and payment, how large it may
/// be, and what would make it fit.
///
/// # Errors
/// The file is no enquiry, or the output cannot be written. An application that does not fit is a no.
pub fn assess(asked: &Asked, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let request = office::parsed(&asked.enquiry)?;
    let told = rules().assess(&request).map_err(|problem| Error::of(&shown(&asked.enquiry), problem))?;
    if let Some(page) = &asked.chart {
        write_page(page, &offered(&request, [&told])?)?;
    }
    match json {
        true => writeln!(out, "{told:#}")?,
        false => write_assessment(&told, lang, out)?,
    }
    Ok(if field(&told, "verdict") == "does_not_fit" { Verdict::No } else { Verdict::Yes })
}

fn write_assessment(told: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let words = |value: &Value| field(value, if lang == Lang::Zh { "zh" } else { "text" }).to_owned();
    let verdict = said(lang, field(told, "verdict"), field(told, "zh"));
    writeln!(out, "{}: {verdict}", field(told, "product"))?;
    if let Some(terms) = told.get("terms").filter(|terms| !terms.is_null()) {
        writeln!(out, "  {} · {}", words(terms), yuan(terms, "monthly_fen"))?;
    }
    for finding in list(told, "findings").filter(|it| ["broken", "unknown"].contains(&field(it, "verdict"))) {
        let mark = if field(finding, "verdict") == "broken" { "×" } else { "?" };
        writeln!(out, "  {mark} {}  [{}]", words(finding), field(finding, "rule"))?;
    }
    for remedy in list(told, "remedies") {
        writeln!(out, "  → {}", words(remedy))?;
    }
    ask(told, lang, out)
}

fn ask(told: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let ask: Vec<&str> = list(told, "ask").filter_map(Value::as_str).collect();
    if !ask.is_empty() {
        let label = if lang == Lang::Zh { "待问" } else { "ask" };
        writeln!(out, "  {label}: {}", ask.join(", "))?;
    }
    Ok(())
}

pub(super) fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn yuan(value: &Value, name: &str) -> String {
    let fen = value.get(name).and_then(Value::as_i64).and_then(|fen| Money::new(fen).ok());
    fen.map_or_else(|| "-".to_owned(), |money| money.to_string())
}

pub(super) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
