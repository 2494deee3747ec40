//! `desk lint`: whether a pack works, and how much of it was run.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anjieflow::fact::{FactValue, Facts};
use anjieflow::interchange::pack;
use anjieflow::product::{Name, Pack};
use anjieflow::proof::{Factor, Fault, Law, Level, Proof};
use serde_json::{Map, Value, json};

use super::args::Lang;
use super::ask::Verdict;
use super::error::{Error, shown};
use super::office;
use super::progress::Progress;

/// The pack that is compiled into the library.
const BUILTIN: &str = "builtin";

/// What was run, and how long it took.
type Coverage = (Proof, Duration);

/// Reads a pack, lists its faults, and, where none keeps it from being loaded, runs the machine on it.
///
/// # Errors
/// The file cannot be read, or is no pack.
pub fn lint(path: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let pack = read(path)?;
    let faults = pack.faults();
    let sound = !faults.iter().any(|fault| fault.level == Level::Error);
    let coverage = if sound { Some(run(&pack)?) } else { None };
    match json {
        true => writeln!(out, "{:#}", whole(&pack, &faults, coverage.as_ref()))?,
        false => told(&pack, &faults, coverage.as_ref(), lang, out)?,
    }
    let holds = coverage.is_some_and(|(proof, _)| proof.holds());
    Ok(if holds { Verdict::Yes } else { Verdict::No })
}

fn read(path: &Path) -> Result<Pack, Error> {
    if path == Path::new(BUILTIN) {
        return Ok(Pack::BUILTIN);
    }
    let text = office::contents(path)?;
    pack::read_unchecked([text.as_str()]).map_err(|error| Error::of(&shown(path), error))
}

fn run(pack: &Pack) -> Result<Coverage, Error> {
    let begun = Instant::now();
    let mut bar = None;
    let proof = pack.prove(&mut |_, parts| bar.get_or_insert_with(|| Progress::new(parts)).step());
    Ok((proof.map_err(|error| Error::of("the run", error))?, begun.elapsed()))
}

fn word(name: &Name, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &name.zh,
        Lang::En => &name.en,
    }
}

fn told(
    pack: &Pack,
    faults: &[Fault],
    coverage: Option<&Coverage>,
    lang: Lang,
    out: &mut impl Write,
) -> Result<(), Error> {
    writeln!(out, "{}", pack.edition.id)?;
    for fault in faults {
        match lang {
            Lang::En => writeln!(out, "{} {}: {fault}", fault.level, fault.kind)?,
            Lang::Zh => writeln!(out, "{}　{}：{}", fault.level.zh(), fault.kind.zh(), fault.zh())?,
        }
    }
    let count = |level: Level| faults.iter().filter(|fault| fault.level == level).count();
    let (errors, notes) = (count(Level::Error), count(Level::Note));
    match lang {
        Lang::En => writeln!(out, "errors: {errors}, notes: {notes}")?,
        Lang::Zh => writeln!(out, "错误 {errors} 处，提示 {notes} 处")?,
    }
    coverage.map_or(Ok(()), |coverage| covered(coverage, lang, out))
}

fn covered((proof, took): &Coverage, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    writeln!(out)?;
    for Factor { name, because, explored, stands_for } in &proof.factors {
        writeln!(out, "{explored:>10}  {} ({})", word(name, lang), product(stands_for))?;
        writeln!(out, "{:12}{}", "", word(because, lang))?;
    }
    writeln!(out)?;
    for Law { name, asked, broken } in &proof.laws {
        let mark = if broken.is_empty() { "+" } else { "!" };
        writeln!(out, "{mark} {asked:>8}  {}", word(name, lang))?;
        broken.iter().try_for_each(|place| writeln!(out, "            {place}"))?;
    }
    let (explored, power) = (proof.explored(), proof.digits().saturating_sub(1));
    let seconds = took.as_secs_f64();
    writeln!(out)?;
    match lang {
        Lang::En => writeln!(out, "explored {explored} combinations, which stand for 10^{power}, in {seconds:.1} s")?,
        Lang::Zh => writeln!(out, "核查 {explored} 种组合，代表约 10^{power} 种情形，用时 {seconds:.1} 秒")?,
    }
    Ok(())
}

fn product(powers: &[(u64, u32)]) -> String {
    let one = |(base, times): &(u64, u32)| if *times == 1 { base.to_string() } else { format!("{base}^{times}") };
    powers.iter().map(one).collect::<Vec<_>>().join(" × ")
}

fn whole(pack: &Pack, faults: &[Fault], coverage: Option<&Coverage>) -> Value {
    json!({
        "edition": pack.edition.id.as_str(),
        "faults": faults.iter().map(fault).collect::<Vec<_>>(),
        "coverage": coverage.map(ran),
    })
}

fn fault(fault: &Fault) -> Value {
    json!({
        "kind": fault.kind.name(),
        "level": fault.level.name(),
        "rules": fault.rules,
        "example": facts(&fault.example),
        "en": fault.to_string(),
        "zh": fault.zh().to_string(),
    })
}

fn facts(facts: &Facts) -> Value {
    let shown = facts.iter().filter_map(|(fact, value)| {
        let value = match fact.show(value)? {
            FactValue::Word(word) => Value::from(word),
            FactValue::Number(number) => Value::from(number),
            FactValue::Flag(flag) => Value::from(flag),
        };
        Some((fact.name().to_owned(), value))
    });
    Value::Object(shown.collect::<Map<_, _>>())
}

fn ran((proof, took): &Coverage) -> Value {
    let words = |name: &Name| json!({"zh": name.zh, "en": name.en});
    let factor = |it: &Factor| json!({"name": words(&it.name), "because": words(&it.because), "explored": it.explored, "stands_for": it.stands_for});
    let law = |it: &Law| json!({"name": words(&it.name), "asked": it.asked, "broken": it.broken});
    json!({
        "holds": proof.holds(),
        "explored": proof.explored(),
        "joint_digits": proof.digits(),
        "seconds": took.as_secs_f64(),
        "factors": proof.factors.iter().map(factor).collect::<Vec<_>>(),
        "laws": proof.laws.iter().map(law).collect::<Vec<_>>(),
    })
}
