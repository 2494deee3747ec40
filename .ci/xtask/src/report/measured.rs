//! What a bench says: `subject/case/whose: 1.2 us` in a line, or a file of criterion.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Ours, where a bench names whose it is.
const OURS: &str = "anjieflow";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Nanoseconds,
    Bytes,
}

/// One number.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// From which language.
    pub from: &'static str,
    /// `subject/case/whose`.
    pub id: String,
    pub value: f64,
    pub unit: Unit,
}

impl Measured {
    /// Subject and case.
    pub fn bench(&self) -> &str {
        self.id.rsplit_once('/').map_or(&self.id, |(bench, _)| bench)
    }

    pub fn whose(&self) -> &str {
        self.id.rsplit_once('/').map_or("", |(_, whose)| whose)
    }

    pub fn is_ours(&self) -> bool {
        self.whose() == OURS
    }

    /// Whether it stands in a row of ours: else it is a count by itself.
    pub fn is_compared(&self) -> bool {
        self.unit == Unit::Nanoseconds && self.id.matches('/').count() == 2 && !self.id.contains("an entry")
    }

    /// The others of its bench.
    pub fn peers<'a>(&'a self, all: &'a [Self]) -> impl Iterator<Item = &'a Self> {
        all.iter().filter(|it| it.from == self.from && it.bench() == self.bench() && !it.is_ours())
    }

    pub fn ratio(&self, ours: &Self) -> f64 {
        self.value / ours.value
    }

    pub fn beside(&self, ours: &Self) -> String {
        format!("{} {} ({})", self.whose(), self.value_told(), short(self.ratio(ours)))
    }

    pub fn value_told(&self) -> String {
        match (self.unit, self.value) {
            (Unit::Bytes, bytes) => format!("{bytes:.0} bytes"),
            (_, ns) if ns < 1e3 => format!("{} ns", short(ns)),
            (_, ns) if ns < 1e6 => format!("{} µs", short(ns / 1e3)),
            (_, ns) if ns < 1e9 => format!("{} ms", short(ns / 1e6)),
            (_, ns) => format!("{} s", short(ns / 1e9)),
        }
    }
}

/// Two digits, or all before the point.
fn short(number: f64) -> String {
    match number {
        it if it >= 10.0 => format!("{it:.0}"),
        it if it >= 1.0 => format!("{it:.1}"),
        it => format!("{it:.2}"),
    }
}

/// The lines of a script that say a number.
pub fn lines(from: &'static str, said: &str) -> Vec<Measured> {
    said.lines().filter_map(|line| of_line(from, line)).collect()
}

fn of_line(from: &'static str, line: &str) -> Option<Measured> {
    let (id, value) = line.rsplit_once(": ")?;
    let (number, unit) = value.split_once(' ')?;
    let (scale, unit) = match unit {
        "ns" => (1.0, Unit::Nanoseconds),
        "us" => (1e3, Unit::Nanoseconds),
        "bytes" => (1.0, Unit::Bytes),
        _ => return None,
    };
    Some(Measured { from, id: id.to_owned(), value: number.parse::<f64>().ok()? * scale, unit })
}

/// What criterion left below its folder: the median of each bench.
pub fn medians(folder: &Path) -> Result<Vec<Measured>> {
    let mut found = Vec::new();
    collect(folder, &mut found)?;
    found.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<Measured>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("criterion left nothing in {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.ends_with("new") {
            found.push(median(&path)?);
        } else if path.is_dir() {
            collect(&path, found)?;
        }
    }
    Ok(())
}

fn median(folder: &Path) -> Result<Measured> {
    let read = |name: &str| -> Result<Value> { Ok(serde_json::from_str(&fs::read_to_string(folder.join(name))?)?) };
    let (named, estimates) = (read("benchmark.json")?, read("estimates.json")?);
    let id = named.get("full_id").and_then(Value::as_str).context("criterion names no bench")?.to_owned();
    let value =
        estimates.pointer("/median/point_estimate").and_then(Value::as_f64).context("criterion tells no median")?;
    Ok(Measured { from: "Rust", id, value, unit: Unit::Nanoseconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_a_number_in_its_unit() {
        let said = "noise\nstep/one/anjieflow: 0.95 us\nmemory/ten cases/a case: 3450 bytes\nstep/one/other: 1.9 us\n";
        let all = lines("Python", said);
        assert_eq!(all.iter().map(|it| it.value).collect::<Vec<_>>(), [950.0, 3450.0, 1900.0]);
        let [ours, counted, peer] = all.as_slice() else { panic!("three of them") };
        assert_eq!(ours.peers(&all).collect::<Vec<_>>(), [peer]);
        assert_eq!(peer.beside(ours), "other 1.9 µs (2.0)");
        assert!(!counted.is_compared() && counted.value_told() == "3450 bytes");
    }
}
