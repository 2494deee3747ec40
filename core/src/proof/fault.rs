//! A fault of a rule set, and how it is told.

use crate::collect::CollectVec;
use crate::error::{Error, ErrorCode};
use crate::fact::Facts;
use crate::product::{Condition, Name};
use crate::words::closed;
use core::fmt;
use std::borrow::Cow;

closed! {
    /// What is wrong with a rule set.
    pub enum FaultKind ("kind of fault") {
        /// A row that holds for nobody.
        Unreachable "unreachable" "规则永不适用",
        /// Two rows that hold at once and cannot both be met.
        Contradiction "contradiction" "规则相互矛盾",
        /// A case for which nothing is said.
        Gap "gap" "规则有缺口",
        /// A paper asked of somebody who cannot be there.
        NobodySupplies "nobody_supplies" "无人能提供",
        /// A gate that no case opens.
        GateShut "gate_shut" "环节永远不通",
        /// A stage from which no end can be reached.
        Stranded "stranded" "案件无法了结",
        /// A question about the rows that cannot be answered with the effort that loading allows.
        TooComplex "too_complex" "条件过于复杂",
    }
}

closed! {
    /// How much a fault weighs.
    pub enum Level ("level of a fault") {
        /// The rule set is not loaded.
        Error "error" "错误",
        /// It is as published, and worth knowing.
        Note "note" "提示",
    }
}

/// One fault, with the smallest case that shows it.
///
/// ```
/// use anjieflow::product::{Pack, Condition, Requirements};
/// use anjieflow::proof::FaultKind;
///
/// let mut pack = Pack::BUILTIN;
/// let product = pack.products.to_mut().iter_mut().find(|it| it.id.as_str() == "citic-jinan-new").unwrap();
/// if let Requirements::Listed(rows) = &mut product.requirements {
///     // The spouse's income certificate, asked of everybody.
///     let row = rows.to_mut().iter_mut().find(|row| row.id.as_str() == "citic-jinan-new/income_cert/spouse").unwrap();
///     row.when = Condition::Always;
/// }
/// let faults = pack.faults();
/// let fault = faults.iter().find(|fault| fault.kind == FaultKind::NobodySupplies).unwrap();
/// assert_eq!(fault.rules, ["citic-jinan-new/income_cert/spouse"]);
/// assert_eq!(format!("{:?}", fault.example), r#"{"marital": "single"}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind it is.
    pub kind: FaultKind,
    /// How much it weighs.
    pub level: Level,
    /// The rows it is about, by identifier: requirements, products, routes, gate lines, waivers, in this order of meeting.
    pub rules: Vec<String>,
    /// The fewest facts under which it shows; empty when it shows for everybody.
    pub example: Facts,
    /// What is wrong, in words; the example is told besides.
    pub says: Name,
}

impl Fault {
    pub(super) fn new(kind: FaultKind, rules: impl IntoIterator<Item = impl ToString>) -> Self {
        let rules = rules.into_iter().map(|rule| rule.to_string()).collect_vec();
        let says = Name { zh: Cow::Borrowed(""), en: Cow::Borrowed("") };
        Self { kind, level: Level::Error, rules, example: Facts::EMPTY, says }
    }

    pub(super) fn shown_by(self, example: Facts) -> Self {
        Self { example, ..self }
    }

    pub(super) fn says(self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { says: Name { zh: Cow::Owned(zh.into()), en: Cow::Owned(en.into()) }, ..self }
    }

    pub(super) fn into_note(self) -> Self {
        Self { level: Level::Note, ..self }
    }

    /// In Chinese.
    #[must_use]
    pub fn zh(&self) -> impl fmt::Display {
        Chinese(self)
    }

    /// The facts of the example as a condition, so that they read as one.
    fn condition(&self) -> Condition {
        Condition::All(self.example.iter().map(|(fact, value)| Condition::is(fact, value)).collect())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says.en)?;
        match self.example.is_empty() {
            true => Ok(()),
            false => write!(f, "; for example when {}", self.condition()),
        }
    }
}

struct Chinese<'a>(&'a Fault);

impl fmt::Display for Chinese<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.says.zh)?;
        match self.0.example.is_empty() {
            true => Ok(()),
            false => write!(f, "；例如{}时", self.0.condition().zh()),
        }
    }
}

/// The first fault that keeps a rule set from being loaded, as an error that says how many more there are.
pub(super) fn refused(faults: &[Fault]) -> Result<(), Error> {
    let mut errors = faults.iter().filter(|fault| fault.level == Level::Error);
    let Some(first) = errors.next() else { return Ok(()) };
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Err(Error::new(ErrorCode::Faulty, format!("{}: {first}{more}", first.kind))
        .help("`desk lint` lists every fault, with its smallest example"))
}
