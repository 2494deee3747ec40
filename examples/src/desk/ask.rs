//! The small questions, which need no store: products, papers, working days, identity numbers, logs.

use std::io::{self, BufRead, Write};
use std::path::Path;

use anjieflow::calendar::Calendar;
use anjieflow::case::Case;
use anjieflow::date::Date;
use anjieflow::identity::NumberKind;
use anjieflow::interchange::plain;
use anjieflow::product::LimitKind;
use serde_json::{Value, json};

use super::args::Lang;
use super::error::{Error, shown};
use super::office;
use super::rules::rules;

/// How an answer ended: fine, or a no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Fine.
    Yes,
    /// The answer is no.
    No,
}

/// `desk products`, of a city and on a day where they are named
///
/// # Errors
/// The city is unknown, or the output cannot be written.
pub fn products(
    city: Option<&str>,
    date: Option<Date>,
    json: bool,
    lang: Lang,
    out: &mut impl Write,
) -> Result<Verdict, Error> {
    let day = date.map(|day| day.to_string());
    let products = rules().products(city, day.as_deref()).map_err(|error| Error::of("products", error))?;
    if json {
        writeln!(out, "{products:#}")?;
        return Ok(Verdict::Yes);
    }
    for product in products.as_array().into_iter().flatten() {
        let count = product.get("requirements").and_then(Value::as_u64);
        let papers = count.map_or_else(|| "-".to_owned(), |count| count.to_string());
        let (institution, name) = (named(product, "institution", lang), named(product, "name", lang));
        writeln!(out, "{:24} {papers:>3}  {institution} · {name}", field(product, "id"))?;
        let limits = product.get("limits").and_then(Value::as_array).into_iter().flatten();
        limits.map(|limit| limit_line(limit, lang)).try_for_each(|line| writeln!(out, "    {line}"))?;
    }
    Ok(Verdict::Yes)
}

/// A limit of a product on a day: what it is about, how much, for whom, by which rule.
fn limit_line(limit: &Value, lang: Lang) -> String {
    let kind = LimitKind::from_name(field(limit, "kind")).ok();
    let name = kind.map_or(field(limit, "kind"), |kind| if lang == Lang::Zh { kind.zh() } else { kind.name() });
    let number = limit.get("value").and_then(Value::as_i64);
    let much = match (kind, number, limit.get("value")) {
        (Some(kind), Some(number), _) => kind.unit().shown(number, lang == Lang::Zh),
        (_, _, Some(Value::String(word))) => word.clone(),
        (_, _, value) => value.map(Value::to_string).unwrap_or_default(),
    };
    let whom = [field(limit, "district"), field(limit, "when")];
    let whom: Vec<&str> = whom.into_iter().filter(|text| !text.is_empty() && *text != "always").collect();
    let whom = if whom.is_empty() { String::new() } else { format!(" ({})", whom.join("; ")) };
    format!("{name} {much}{whom}  [{}]", field(limit, "rule"))
}

/// `desk checklist`
///
/// # Errors
/// The facts cannot be read, the product is unknown or publishes no list, or the output cannot be written.
pub fn checklist(product: &str, facts: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let read = office::parsed(facts)?;
    let lines = rules().product_checklist(product, read).map_err(|problem| Error::of(&shown(facts), problem))?;
    if json {
        writeln!(out, "{lines:#}")?;
        return Ok(Verdict::Yes);
    }
    for line in lines.as_array().into_iter().flatten() {
        let name = field(line, if lang == Lang::Zh { "zh" } else { "en" });
        let ask: Vec<&str> =
            line.get("ask").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let (mark, ask) =
            if ask.is_empty() { ("+", String::new()) } else { ("?", format!("  ask: {}", ask.join(", "))) };
        writeln!(out, "{mark} {:16} {name}{ask}", field(line, "role"))?;
    }
    Ok(Verdict::Yes)
}

/// `desk explain`
///
/// # Errors
/// No rule of that name, or the output cannot be written.
pub fn explain(rule: &str, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let told = rules().explain(rule).map_err(|error| Error::of("explain", error))?;
    if json {
        writeln!(out, "{told:#}")?;
        return Ok(Verdict::Yes);
    }
    let zh = lang == Lang::Zh;
    writeln!(out, "{}", field(&told, if zh { "zh" } else { "en" }))?;
    let label = |en: &'static str, words: &'static str| if zh { words } else { en };
    for (name, label) in [
        ("rule", label("rule", "规则")),
        ("edition", label("edition", "版本")),
        ("effective_from", label("from", "施行")),
        ("effective_until", label("until", "截止")),
        ("decided_on", label("decided on", "适用日")),
        ("source_title", label("source", "来源")),
        ("source_url", label("at", "网址")),
        ("confidence", label("confidence", "可信度")),
    ] {
        if let Some(said) = told.get(name).and_then(Value::as_str) {
            writeln!(out, "  {label:12} {said}")?;
        }
    }
    Ok(Verdict::Yes)
}

/// `desk replay`
///
/// # Errors
/// The log cannot be read, the day is none, or the output cannot be written. A log that does not hold is a no.
pub fn replay(
    path: &Path,
    as_of: Option<&str>,
    known_on: Option<&str>,
    json: bool,
    out: &mut impl Write,
) -> Result<Verdict, Error> {
    let text = office::contents(path)?;
    for day in as_of.into_iter().chain(known_on) {
        day.parse::<Date>().map_err(|error| Error::of("the day", error))?;
    }
    let replayed = match (as_of, known_on) {
        (Some(day), _) => plain::replay_as_of(&text, day),
        (None, Some(day)) => plain::replay_known_on(&text, day),
        (None, None) => plain::replay(&text).map(Some),
    };
    match replayed {
        Ok(case) => told(case.as_ref(), json, out),
        Err(problem) => {
            if json {
                writeln!(out, "{:#}", json!({"error": plain::error(&problem)}))?;
            }
            complain(&Error::of(&shown(path), problem));
            Ok(Verdict::No)
        }
    }
}

fn told(case: Option<&Case>, json: bool, out: &mut impl Write) -> Result<Verdict, Error> {
    match (case, json) {
        (case, true) => writeln!(out, "{:#}", case.map_or(Value::Null, plain::view))?,
        (None, false) => writeln!(out, "on that day the case was not open yet")?,
        (Some(case), false) => {
            let (id, stage, since) = (case.id(), case.stage(), case.since());
            writeln!(out, "case {id}: {} entries, all good; {stage} since {since}", case.length())?;
        }
    }
    Ok(Verdict::Yes)
}

/// `desk workday`
///
/// # Errors
/// The day is missing, standard input cannot be read, or the output cannot be written.
pub fn workday(
    operation: &str,
    date: Option<&str>,
    argument: Option<&str>,
    json: bool,
    out: &mut impl Write,
) -> Result<Verdict, Error> {
    if operation == "-" {
        return each_line(out, |line, out| {
            let mut fields = line.split(',').map(str::trim);
            let mut next = || fields.next().unwrap_or_default();
            let answer = plain::workday(Calendar::builtin(), next(), next(), next());
            answered(&answer, "result", json, out).map(drop)
        });
    }
    let date = date.ok_or_else(|| Error::input("DATE", "the day is missing; write `desk workday OPERATION DATE`"))?;
    let answer = plain::workday(Calendar::builtin(), operation, date, argument.unwrap_or_default());
    let verdict = answered(&answer, "result", json, out)?;
    match (verdict, field(&answer, "code")) {
        (Verdict::No, "unpublished_year") => Ok(Verdict::No),
        (Verdict::No, _) => Err(Error::input(operation, field(&answer, "message"))),
        (Verdict::Yes, _) => Ok(Verdict::Yes),
    }
}

/// `desk retirement-age`
///
/// # Errors
/// The month is missing, the category or month is none, standard input cannot be read, or the output cannot be written.
pub fn retirement_age(
    category: &str,
    birth_month: Option<&str>,
    json: bool,
    out: &mut impl Write,
) -> Result<Verdict, Error> {
    if category == "-" {
        return each_line(out, |line, out| {
            let (category, month) = line.split_once(',').unwrap_or((line, ""));
            answered(&plain::retirement_age(category.trim(), month.trim()), "months", json, out).map(drop)
        });
    }
    let usage = "the month of birth is missing; write `desk retirement-age CATEGORY BIRTH_MONTH`";
    let answer = plain::retirement_age(category, birth_month.ok_or_else(|| Error::input("BIRTH_MONTH", usage))?);
    match answered(&answer, "months", json, out)? {
        Verdict::Yes => Ok(Verdict::Yes),
        Verdict::No => Err(Error::input(category, field(&answer, "message"))),
    }
}

/// `desk check-id`, on a day: nobody is born later.
///
/// # Errors
/// Standard input cannot be read, or the output cannot be written.
pub fn check_id(
    kind: Option<NumberKind>,
    number: &str,
    today: Date,
    json: bool,
    out: &mut impl Write,
) -> Result<Verdict, Error> {
    match number {
        "-" => each_line(out, |line, out| checked(&check(kind, line, today)?, json, out).map(drop)),
        number => checked(&check(kind, number, today)?, json, out),
    }
}

fn check(kind: Option<NumberKind>, number: &str, today: Date) -> Result<Value, Error> {
    let today = today.to_string();
    let told = match kind {
        None => plain::check_id(number, Some(&today)),
        Some(kind) => plain::check_number(kind.name(), number, Some(&today)),
    };
    told.map_err(|problem| Error::of("check-id", problem))
}

fn checked(answer: &Value, json: bool, out: &mut impl Write) -> Result<Verdict, Error> {
    let valid = answer.get("valid") == Some(&Value::Bool(true));
    match (json, valid) {
        (true, _) => writeln!(out, "{answer}")?,
        (false, true) => {
            let warning = answer.get("warning").map_or("", |warning| field(warning, "message"));
            let but = if warning.is_empty() { "" } else { ", but " };
            writeln!(out, "{}: valid{but}{warning}", field(answer, "kind"))?;
        }
        (false, false) => {
            let (kind, code) = (field(answer, "kind"), field(answer, "code"));
            writeln!(out, "{kind}: not valid: {code}: {}", field(answer, "message"))?;
        }
    }
    Ok(if valid { Verdict::Yes } else { Verdict::No })
}

/// Writes what stands in `name`, or the code and message.
fn answered(answer: &Value, name: &str, json: bool, out: &mut impl Write) -> Result<Verdict, Error> {
    let result = answer.get(name);
    match (json, result) {
        (true, _) => writeln!(out, "{answer}")?,
        (false, Some(Value::String(text))) => writeln!(out, "{text}")?,
        (false, Some(value)) => writeln!(out, "{value}")?,
        (false, None) => writeln!(out, "{}: {}", field(answer, "code"), field(answer, "message"))?,
    }
    Ok(if result.is_some() { Verdict::Yes } else { Verdict::No })
}

/// Answers each line of standard input as it comes, a blank one too: a script counts on one answer a line.
fn each_line<W: Write>(
    out: &mut W,
    mut answer: impl FnMut(&str, &mut W) -> Result<(), Error>,
) -> Result<Verdict, Error> {
    for (number, line) in (1_u64..).zip(io::stdin().lock().split(b'\n')) {
        let place = format!("standard input, line {number}");
        let line = line.map_err(|error| Error::input(&place, format!("it cannot be read: {error}")))?;
        let line = String::from_utf8_lossy(&line);
        answer(line.trim_end_matches('\r'), out)?;
    }
    Ok(Verdict::Yes)
}

/// Tells an error on standard error, on one line.
pub fn complain(error: &Error) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "desk: {error}");
}

pub(super) fn field<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn named<'v>(value: &'v Value, name: &str, lang: Lang) -> &'v str {
    value.get(name).map_or("", |names| field(names, if lang == Lang::Zh { "zh" } else { "en" }))
}
