//! What came of the shards, as a page.

use super::judge::Verdict;
use super::{ENOUGH, Judged, SURVIVORS};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fmt::Write;

/// `core/MUTANTS.md`.
pub fn told(judged: &[Judged], explained: &BTreeMap<String, String>) -> Result<String> {
    let mut text = format!(
        "# Mutants\n\n\
         Would the tests notice, if the core did something else? `cargo-mutants` lists changes of its sources (a function gives a fixed answer, \
         an operator is another one, an arm or a field is gone); they are dealt out in shards of 300 by a digest of each, from all files alike. \
         `cargo xtask mutants FROM TO` puts those of each shard into a copy, each behind a switch, and runs the core's own tests (without the \
         doctests and without what Python and JavaScript test) until one fails. At least {ENOUGH} % of each shard are to be noticed; who is not \
         is explained in `{SURVIVORS}` and below. `cargo xtask verify` does one shard.\n\n\
         | shard | mutants | not viable | noticed | never came to an end | missed | noticed of the viable |\n|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for shard in judged {
        row(&mut text, shard)?;
    }
    text.push_str("\nBy which tests:\n\n| tests | mutants they noticed first |\n|---|---:|\n");
    for (name, count) in by_program(judged) {
        writeln!(text, "| {name} | {count} |")?;
    }
    text.push_str("\nNot noticed:\n\n| mutant | why |\n|---|---|\n");
    for mutant in judged.iter().flat_map(Judged::missed) {
        let why = explained.get(&mutant.key()).map_or("not explained", String::as_str);
        writeln!(text, "| `{}` | {why} |", mutant.key().replace('|', "\\|"))?;
    }
    Ok(text)
}

fn row(text: &mut String, shard: &Judged) -> Result<()> {
    let (all, viable, missed) = (shard.verdicts.len(), shard.viable(), shard.missed().count());
    let endless = shard.count(|verdict| matches!(verdict, Verdict::Endless(_)));
    let (unviable, noticed) = (all - viable, viable - missed);
    // In tenths of a hundredth, cut off.
    let share = noticed * 1000 / viable.max(1);
    let number = shard.shard;
    writeln!(
        text,
        "| {number} | {all} | {unviable} | {noticed} | {endless} | {missed} | {}.{} % |",
        share / 10,
        share % 10
    )?;
    Ok(())
}

/// Which tests noticed how many, the most first.
fn by_program(judged: &[Judged]) -> Vec<(&str, usize)> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for (_, verdict) in judged.iter().flat_map(|shard| &shard.verdicts) {
        if let Verdict::Caught(name) | Verdict::Endless(name) = verdict {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
