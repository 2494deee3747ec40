//! `desk assess` and `desk match`: before there is a case, whether a loan fits and which product to ask for.

use std::io::Write;
use std::path::Path;

use anjieflow::money::Money;
use serde_json::Value;

use super::args::Lang;
use super::ask::{Verdict, field};
use super::error::{Error, shown};
use super::office;
use super::rules::rules;

/// What an application would meet: the verdict, every limit that is broken or open, rate and payment, how large it may
/// be, and what would make it fit.
///
/// # Errors
/// The file is no enquiry, or the output cannot be written. An application that does not fit is a no.
pub fn assess(path: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let told = rules().assess(&office::parsed(path)?).map_err(|problem| Error::of(&shown(path), problem))?;
    match json {
        true => writeln!(out, "{told:#}")?,
        false => write_assessment(&told, lang, out)?,
    }
    Ok(if field(&told, "verdict") == "does_not_fit" { Verdict::No } else { Verdict::Yes })
}

fn write_assessment(told: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let words = |value: &Value| field(value, if lang == Lang::Zh { "zh" } else { "text" }).to_owned();
    let verdict = if lang == Lang::Zh { field(told, "zh").to_owned() } else { spaced(field(told, "verdict")) };
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

/// Every product, the best first.
///
/// # Errors
/// The file is no enquiry, or the output cannot be written.
pub fn choose(path: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let told = rules().choose(&office::parsed(path)?).map_err(|problem| Error::of(&shown(path), problem))?;
    if json {
        writeln!(out, "{told:#}")?;
        return Ok(Verdict::Yes);
    }
    for choice in told.as_array().into_iter().flatten() {
        write_choice(choice, lang, out)?;
    }
    Ok(Verdict::Yes)
}

fn write_choice(choice: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let (id, verdict) = (field(choice, "product"), spaced(field(choice, "verdict")));
    let monthly = choice.get("terms").map(|terms| yuan(terms, "monthly_fen")).unwrap_or_default();
    let papers =
        choice.get("papers").and_then(Value::as_array).map_or("-".to_owned(), |papers| papers.len().to_string());
    let days = choice.get("working_days").and_then(Value::as_u64).map_or("-".to_owned(), |days| days.to_string());
    let heads = if lang == Lang::Zh {
        ["月供", "总成本", "缺资料", "工作日"]
    } else {
        ["monthly", "cost", "papers", "days"]
    };
    let [month, cost, lacking, time] = heads;
    writeln!(
        out,
        "{id:26} {verdict:13} {month} {monthly:>10}  {cost} {:>13}  {lacking} {papers:>2}  {time} {days:>2}",
        yuan(choice, "cost_fen")
    )?;
    Ok(())
}

fn ask(told: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let ask: Vec<&str> = list(told, "ask").filter_map(Value::as_str).collect();
    if !ask.is_empty() {
        let label = if lang == Lang::Zh { "待问" } else { "ask" };
        writeln!(out, "  {label}: {}", ask.join(", "))?;
    }
    Ok(())
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn yuan(value: &Value, name: &str) -> String {
    let fen = value.get(name).and_then(Value::as_i64).and_then(|fen| Money::new(fen).ok());
    fen.map_or_else(|| "-".to_owned(), |money| money.to_string())
}

fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
