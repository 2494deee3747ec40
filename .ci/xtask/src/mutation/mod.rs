//! Mutation testing of the core: would its tests notice, if it did something else?
//!
//! `cargo-mutants` lists what can be changed; that is dealt out in shards of three hundred. By itself it would also build the core and
//! its tests anew for each, which takes a shard many hours here. So all of a shard go into one copy of the core, each behind a
//! switch, and that is built once. What cannot stand behind a switch, such as a step of a constant, is built by itself.

mod behind;
mod judge;
mod listed;
mod page;
mod workshop;

use anyhow::{Context, Result, ensure};
use judge::{Programs, Verdict};
use listed::Mutant;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::RangeInclusive;
use std::slice;
use workshop::{Placed, Workshop};

use crate::project;

const REPORT: &str = "core/MUTANTS.md";

/// At least so many of a hundred are noticed.
const ENOUGH: usize = 95;

/// What is not noticed, and why that is as it should be.
const SURVIVORS: &str = "core/tests/survivors.json";

/// Whom the tests did not notice, as it is written down.
#[derive(Deserialize)]
struct Survivor {
    mutant: String,
    why: String,
}

/// What came of a shard.
struct Judged {
    shard: usize,
    verdicts: Vec<(Mutant, Verdict)>,
}

impl Judged {
    /// How many came to this.
    fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.verdicts.iter().filter(|(_, verdict)| is(verdict)).count()
    }

    /// Those that the compiler took.
    fn viable(&self) -> usize {
        self.count(|verdict| *verdict != Verdict::Unviable)
    }

    fn missed(&self) -> impl Iterator<Item = &Mutant> {
        self.verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Missed).map(|(mutant, _)| mutant)
    }

    fn told(&self) -> String {
        let (viable, missed) = (self.viable(), self.missed().count());
        format!(
            "shard {}: {} of {viable} noticed, {} not viable",
            self.shard,
            viable - missed,
            self.verdicts.len() - viable
        )
    }
}

/// Judges these shards and writes down what came of them, of each as soon as it is known.
pub fn write(shards: RangeInclusive<usize>) -> Result<()> {
    let all = listed::all()?;
    let mut list = Vec::new();
    for shard in shards {
        list.push(judged(&all, shard)?);
        write_page(&list, &survivors()?)?;
    }
    list.iter().try_for_each(enough)
}

fn write_page(list: &[Judged], explained: &BTreeMap<String, String>) -> Result<()> {
    fs::write(project::path(REPORT), page::told(list, explained)?).with_context(|| format!("cannot write {REPORT}"))?;
    println!("wrote {REPORT}");
    Ok(())
}

/// One shard, written down as well: enough of it is noticed, and of whatever is not it is written down why.
pub fn check(shard: usize) -> Result<String> {
    let (judged, explained) = (judged(&listed::all()?, shard)?, survivors()?);
    write_page(slice::from_ref(&judged), &explained)?;
    enough(&judged)?;
    let open: Vec<_> = judged.missed().map(Mutant::key).filter(|key| !explained.contains_key(key)).collect();
    ensure!(open.is_empty(), "no test notices these, and {SURVIVORS} does not say why:\n{}", open.join("\n"));
    Ok(judged.told())
}

fn enough(judged: &Judged) -> Result<()> {
    let caught = judged.viable() - judged.missed().count();
    ensure!(caught * 100 >= judged.viable() * ENOUGH, "less than {ENOUGH} % noticed: {}", judged.told());
    Ok(())
}

fn survivors() -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(project::path(SURVIVORS)).with_context(|| format!("cannot read {SURVIVORS}"))?;
    let listed: Vec<Survivor> = serde_json::from_str(&text).with_context(|| format!("{SURVIVORS} is malformed"))?;
    Ok(listed.into_iter().map(|Survivor { mutant, why }| (mutant, why)).collect())
}

fn judged(all: &[Mutant], shard: usize) -> Result<Judged> {
    let mutants = listed::shard(all, shard)?;
    println!("shard {shard}: {} mutants", mutants.len());
    let workshop = Workshop::new()?;
    let Placed { switched, unviable } = workshop.behind_switches(&mutants)?;
    let programs = Programs::all(&workshop)?.timed()?;
    let mut verdicts = programs.judge_all(&mutants, &switched)?;
    workshop.restore()?;
    let taken = |number: &usize| switched.contains(number) || unviable.contains(number);
    let alone: BTreeSet<usize> = (0..mutants.len()).filter(|number| !taken(number)).collect();
    println!("{} not viable, {} by themselves", unviable.len(), alone.len());
    verdicts.extend(unviable.into_iter().map(|number| (number, Verdict::Unviable)));
    for number in alone {
        let mutant = mutants.get(number).context("a mutant of the shard")?;
        let verdict = workshop.by_itself(mutant, &programs)?;
        println!("{verdict}, {}", mutant.name);
        verdicts.insert(number, verdict);
    }
    let verdicts = mutants.into_iter().zip(verdicts.into_values()).collect();
    let judged = Judged { shard, verdicts };
    println!("{}", judged.told());
    judged.missed().for_each(|mutant| println!("missed: {}", mutant.name));
    Ok(judged)
}
