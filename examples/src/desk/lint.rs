//! `desk lint`: whether a pack works, and how much of it was run.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use anjieflow::interchange::{pack, plain};
use anjieflow::product::Pack;
use anjieflow::proof::{FaultKind, Level};
use serde_json::Value;

use super::args::{Lang, Options};
use super::ask::Verdict;
use super::error::{Error, shown};
use super::progress::Progress;
use super::words::Words;
use super::{office, rules};

/// The pack that is compiled into the library.
const BUILTIN: &str = "builtin";

/// Reads a pack, lays the layers of the options over it, lists its faults, and, where none keeps it from being loaded,
/// runs the machine on it.
///
/// # Errors
/// A file cannot be read, is no pack or no layer, the layers do not go together, or `--pack` names another pack.
pub fn lint(path: &Path, options: &Options, out: &mut impl Write) -> Result<Verdict, Error> {
    if options.pack.is_some() {
        return Err(Error::input(
            "--pack",
            "`desk lint` takes the pack by its name alone: `desk lint PACK --layer FILE`",
        ));
    }
    let pack = rules::laid(&read(path)?, options, pack::laid_unchecked)?;
    let found = run(&pack)?;
    match options.json {
        true => writeln!(out, "{found:#}")?,
        false => tell(&found, options.lang, out)?,
    }
    let holds = found.pointer("/coverage/holds") == Some(&Value::from(true));
    Ok(if holds { Verdict::Yes } else { Verdict::No })
}

fn read(path: &Path) -> Result<Pack, Error> {
    if path == Path::new(BUILTIN) {
        return Ok(Pack::BUILTIN);
    }
    let text = office::contents(path)?;
    pack::read_unchecked([text.as_str()]).map_err(|error| Error::of(&shown(path), error))
}

/// What the core says of the pack, and how long it took to say so.
fn run(pack: &Pack) -> Result<Value, Error> {
    let begun = Instant::now();
    let mut bar = None;
    let found = plain::prove(pack, &mut |_, parts| {
        bar.get_or_insert_with(|| Progress::new(parts)).step();
        ControlFlow::Continue(())
    });
    let mut found = found.map_err(|error| Error::of("the run", error))?;
    if let Some(Value::Object(coverage)) = found.get_mut("coverage") {
        coverage.insert("seconds".to_owned(), Value::from(begun.elapsed().as_secs_f64()));
    }
    Ok(found)
}

fn tell(found: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    writeln!(out, "{}", text(found, "edition"))?;
    for fault in list(found, "faults") {
        let (level, kind) = (text(fault, "level"), text(fault, "kind"));
        match lang {
            Lang::En => writeln!(out, "{level} {kind}: {}", text(fault, "en"))?,
            Lang::Zh => {
                let level = Level::from_name(level).map_or(level, |it| it.zh());
                let kind = FaultKind::from_name(kind).map_or(kind, |it| it.zh());
                writeln!(out, "{level}　{kind}：{}", text(fault, "zh"))?;
            }
        }
    }
    let count = |level: Level| list(found, "faults").filter(|it| text(it, "level") == level.name()).count();
    let (errors, notes) = (count(Level::Error), count(Level::Note));
    let counts = Words::new(format!("错误 {errors} 处，提示 {notes} 处"), format!("errors: {errors}, notes: {notes}"));
    writeln!(out, "{}", counts.get(lang))?;
    if found["coverage"].is_object() { covered(&found["coverage"], lang, out) } else { Ok(()) }
}

fn covered(coverage: &Value, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    writeln!(out)?;
    for factor in list(coverage, "factors") {
        let (explored, times) = (number(factor, "explored"), product(factor));
        writeln!(out, "{explored:>10}  {} ({times})", word(factor, "name", lang))?;
        writeln!(out, "{:12}{}", "", word(factor, "because", lang))?;
    }
    writeln!(out)?;
    for law in list(coverage, "laws") {
        let mark = if list(law, "broken").next().is_none() { "+" } else { "!" };
        writeln!(out, "{mark} {:>8}  {}", number(law, "asked"), word(law, "name", lang))?;
        let mut places = list(law, "broken").filter_map(Value::as_str);
        places.try_for_each(|place| writeln!(out, "            {place}"))?;
    }
    let (explored, power) = (number(coverage, "explored"), number(coverage, "joint_digits").saturating_sub(1));
    let seconds = coverage["seconds"].as_f64().unwrap_or_default();
    let sum = Words::new(
        format!("核查 {explored} 种组合，代表约 10^{power} 种情形，用时 {seconds:.1} 秒"),
        format!("explored {explored} combinations, which stand for 10^{power}, in {seconds:.1} s"),
    );
    writeln!(out, "\n{}", sum.get(lang))?;
    Ok(())
}

/// What a factor stands for: `2 × 9^3`.
fn product(factor: &Value) -> String {
    let power = |it: &Value| match (&it[0], &it[1]) {
        (base, times) if times == 1 => base.to_string(),
        (base, times) => format!("{base}^{times}"),
    };
    list(factor, "stands_for").map(power).collect::<Vec<_>>().join(" × ")
}

fn word<'v>(value: &'v Value, name: &str, lang: Lang) -> &'v str {
    text(&value[name], if lang == Lang::Zh { "zh" } else { "en" })
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number(value: &Value, name: &str) -> u64 {
    value.get(name).and_then(Value::as_u64).unwrap_or_default()
}
