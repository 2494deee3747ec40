//! What a bench says: `subject/case/whose: 1.2 us` in a line, or a file of criterion.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Ours, where a bench names whose it is.
const OURS: &str = "anjieflow";

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Nanoseconds,
    Bytes,
    Allocations,
    Times,
}

impl Unit {
    /// A unit as the benches write it, and how many of ours one of it is.
    pub fn named(name: &str) -> Option<(Self, f64)> {
        Some(match name {
            "ns" => (Self::Nanoseconds, 1.0),
            "us" => (Self::Nanoseconds, 1e3),
            "ms" => (Self::Nanoseconds, 1e6),
            "bytes" => (Self::Bytes, 1.0),
            "allocations" => (Self::Allocations, 1.0),
            "times" => (Self::Times, 1.0),
            _ => return None,
        })
    }

    /// A value of it, for a reader.
    pub fn tell(self, value: f64) -> String {
        match (self, value) {
            (Self::Bytes, bytes) => format!("{bytes:.0} bytes"),
            (Self::Allocations, count) => format!("{count:.0}"),
            (Self::Times, times) => format!("{times:.1} times"),
            (_, ns) if ns < 1e3 => format!("{} ns", short(ns)),
            (_, ns) if ns < 1e6 => format!("{} µs", short(ns / 1e3)),
            (_, ns) if ns < 1e9 => format!("{} ms", short(ns / 1e6)),
            (_, ns) => format!("{} s", short(ns / 1e9)),
        }
    }
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
    pub fn subject(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// What stands between the subject and whose it is.
    pub fn case(&self) -> &str {
        self.bench().split_once('/').map_or("", |(_, case)| case)
    }

    /// Subject and case.
    fn bench(&self) -> &str {
        self.id.rsplit_once('/').map_or(&self.id, |(bench, _)| bench)
    }

    pub fn whose(&self) -> &str {
        self.id.rsplit_once('/').map_or("", |(_, whose)| whose)
    }

    pub fn is_ours(&self) -> bool {
        self.whose() == OURS
    }

    /// How many times ours, for a peer whose bench has one.
    pub fn ratio(&self, all: &[Self]) -> Option<f64> {
        let same = |it: &&Self| it.is_ours() && it.from == self.from && it.bench() == self.bench();
        let ours = all.iter().find(same).filter(|ours| ours.unit == self.unit && ours.value > 0.0)?;
        (!self.is_ours()).then_some(self.value / ours.value)
    }

    pub fn value_told(&self) -> String {
        self.unit.tell(self.value)
    }
}

/// Two digits that are not noughts before, or all before the point.
pub fn short(number: f64) -> String {
    let digits = match number {
        it if it >= 9.95 => 0,
        it if it >= 0.995 => 1,
        it if it >= 0.0995 => 2,
        it if it >= 0.00995 => 3,
        _ => 4,
    };
    format!("{number:.digits$}")
}

/// The lines of a script that say a number.
pub fn lines(from: &'static str, said: &str) -> Vec<Measured> {
    said.lines().filter_map(|line| of_line(from, line)).collect()
}

fn of_line(from: &'static str, line: &str) -> Option<Measured> {
    let (id, value) = line.rsplit_once(": ")?;
    let (number, unit) = value.split_once(' ')?;
    let ((unit, scale), number) = (Unit::named(unit)?, number.parse::<f64>().ok()?);
    (id.matches('/').count() >= 2).then(|| Measured { from, id: id.to_owned(), value: number * scale, unit })
}

/// What criterion left below its folder: the median of each bench.
pub fn medians(folder: &Path) -> Result<Vec<Measured>> {
    let mut found = Vec::new();
    if folder.exists() {
        collect(folder, &mut found)?;
    }
    found.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<Measured>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
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
    let value = estimates.pointer("/median/point_estimate").and_then(Value::as_f64);
    Ok(Measured { from: "Rust", id, value: value.context("criterion tells no median")?, unit: Unit::Nanoseconds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn a_line_says_a_number_in_its_unit() {
        let said =
            "noise: 3 ns\nstep/one/anjieflow: 0.95 us\nmemory/a case/anjieflow: 3450 bytes\nstep/one/other: 1.9 us\n";
        let all = lines("Python", said);
        assert_eq!(all.iter().map(|it| it.value).collect::<Vec<_>>(), [950.0, 3450.0, 1900.0]);
        let [ours, counted, peer] = all.as_slice() else { panic!("three of them") };
        assert_eq!((peer.ratio(&all), ours.ratio(&all)), (Some(2.0), None));
        assert_eq!((peer.subject(), peer.case(), peer.whose()), ("step", "one", "other"));
        assert_eq!((peer.value_told(), counted.value_told()), ("1.9 µs".to_owned(), "3450 bytes".to_owned()));
    }

    #[test]
    fn a_peer_of_another_language_has_no_ratio() {
        let all = [lines("Rust", "step/one/anjieflow: 2 ns"), lines("Node", "step/one/other: 4 ns")].concat();
        assert_eq!(all.iter().filter_map(|it| it.ratio(&all)).count(), 0);
    }

    #[test]
    fn the_median_is_read_where_criterion_leaves_it() {
        let folder = project::fresh("criterion-sample").unwrap();
        let bench = folder.join("step/one/anjieflow/new");
        fs::create_dir_all(&bench).unwrap();
        fs::write(bench.join("benchmark.json"), r#"{"full_id": "step/one/anjieflow"}"#).unwrap();
        fs::write(bench.join("estimates.json"), r#"{"median": {"point_estimate": 81.5}}"#).unwrap();
        let found = medians(&folder).unwrap();
        assert_eq!(
            found.iter().map(|it| (it.id.as_str(), it.value)).collect::<Vec<_>>(),
            [("step/one/anjieflow", 81.5)]
        );
    }

    #[test]
    fn numbers_have_two_digits() {
        assert_eq!(
            [0.0004, 0.00312, 0.0312, 0.997, 9.96, 123.4].map(short),
            ["0.0004", "0.0031", "0.031", "1.0", "10", "123"]
        );
    }
}
