//! What other rules mean for the loans of a table, grouped by cause.
//!
//! Loans are compared some thousands at a time, and what was counted is added up: the loans of a case stand together, for
//! what a case lends together is asked.

use super::cell::Wants;
use super::enquiries::wants;
use super::output::{Cell, Head, Kind, Rows};
use super::plan::{Given, Job, Plan, Planning, Row};
use crate::rules::Rules;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::impact::Portfolio;
use anjieflow::interchange::{BadCell, LoanReader, schema};
use arrow_schema::Schema;
use serde_json::{Map, Value};

/// So many loans are compared together, and those of the last case besides.
const LOANS: usize = 16_384;

const IMPACT: &[Head] = &[
    Head::new("kind", Kind::Text),
    Head::new("case", Kind::Text),
    Head::new("loan", Kind::Text),
    Head::new("loans", Kind::Whole),
    Head::new("touched", Kind::Whole),
    Head::new("changes", Kind::Whole),
    Head::new("change", Kind::Text),
    Head::new("change_zh", Kind::Text),
    Head::at("old_rule", "old.rule", Kind::Text),
    Head::at("new_rule", "new.rule", Kind::Text),
    Head::new("before", Kind::Text),
    Head::new("after", Kind::Text),
    Head::new("aspects", Kind::Words),
    Head::new("text", Kind::Text),
    Head::new("zh", Kind::Text),
    Head::new("old", Kind::Json),
    Head::new("new", Kind::Json),
];

/// How many loans a change of the rules touches, by cause.
pub fn impact(schema: &Schema, given: Given) -> Result<Plan, Error> {
    let columns = schema::columns();
    let known: Vec<(&str, Wants)> = columns.iter().map(|it| (it.name, wants(it.kind))).collect();
    let mut planning = Planning::new(schema, given.same, &known)?.only(&known)?;
    for column in columns.iter().filter(|it| it.is_required) {
        planning = planning.need(column.name)?;
    }
    let asks = Asks {
        context: given.context.unwrap_or_default(),
        then: given.then.unwrap_or_default(),
        rules: given.rules,
        then_rules: given.then_rules,
        needs_order: planning.has("case") && !planning.has("lent_fen"),
        same: planning.same().clone(),
    };
    // Contexts that do not hold are wrong for every row; and so the changes of the rules are known.
    let none = asks.counted(&Portfolio::default())?;
    planning.plan(IMPACT, false, move || Box::new(Counting::new(asks.clone(), &none)))
}

#[derive(Clone)]
struct Asks {
    context: Value,
    then: Value,
    rules: Rules,
    then_rules: Rules,
    /// What a case lends together is the sum of its loans.
    needs_order: bool,
    same: Map<String, Value>,
}

impl Asks {
    fn counted(&self, loans: &Portfolio) -> Result<Value, Error> {
        let (rules, other) = (self.rules.plain(), self.then_rules.plain());
        rules.impact_on(loans, self.context.clone(), other, self.then.clone())
    }
}

/// What was counted so far.
struct Counting {
    asks: Asks,
    names: Vec<&'static str>,
    /// Rows that are not compared yet: the number of each, and its cells.
    waiting: Vec<(i64, Vec<Value>)>,
    case: Option<String>,
    /// The last case that had a name.
    name: Option<String>,
    loans: i64,
    touched: i64,
    groups: Vec<Group>,
    rules: Vec<Value>,
}

/// A cause, and what it is about so far.
struct Group {
    cause: Map<String, Value>,
    loans: i64,
    changes: i64,
    /// The number of the first row, and its names.
    witness: (i64, Value),
}

impl Counting {
    fn new(asks: Asks, none: &Value) -> Self {
        let rules = none.get("rules").and_then(Value::as_array).cloned().unwrap_or_default();
        let (names, waiting, groups) = (Vec::new(), Vec::new(), Vec::new());
        Self { asks, names, waiting, case: None, name: None, loans: 0, touched: 0, groups, rules }
    }

    /// The name of the case that a row is of; one without is a case of its own.
    fn named(&mut self, row: Row<'_>, number: i64) -> Result<String, Error> {
        let Some(case) = row.text("case") else { return Ok(format!("row-{}", number + 1)) };
        let is_sorted = self.name.as_deref().is_none_or(|before| before <= case);
        if self.asks.needs_order && !is_sorted {
            let message = format!("case `{case}` stands behind a later one, so that its loans may not stand together");
            return Err(Error::new(ErrorCode::BadSequence, message)
                .at("case")
                .help("sort the table by `case`, or give a column `lent_fen` with what the case lends together"));
        }
        self.name = Some(case.to_owned());
        Ok(case.to_owned())
    }

    /// Compares the loans that wait.
    fn count(&mut self, rows: &mut Rows) {
        let waiting = std::mem::take(&mut self.waiting);
        let packs = [self.asks.rules.plain().pack, self.asks.then_rules.plain().pack];
        let mut numbers = Vec::new();
        let told = LoanReader::new(self.names.iter().copied(), &packs).map(|mut reader| {
            for (number, cells) in &waiting {
                match reader.push(cells) {
                    Ok(()) => numbers.push(*number),
                    Err(bad) => self.bad(*number, cells, &bad, rows),
                }
            }
            reader.finish()
        });
        match told.and_then(|loans| self.asks.counted(&loans).map(|found| (loans, found))) {
            Ok((loans, found)) => self.add(&found, &loans, &numbers),
            // OK because the columns and the contexts were checked before.
            Err(error) => rows.error([Cell::Text("error")], &error),
        }
    }

    /// Every cell of a row that does not hold, in one error.
    fn bad(&self, number: i64, cells: &[Value], bad: &[BadCell], rows: &mut Rows) {
        let Some(first) = bad.first() else { return };
        let others = bad.iter().skip(1).map(|it| format!("; {}", it.error.clone().at(it.column)));
        let message = format!("{}{}", first.error.message(), others.collect::<String>());
        let error = Error::new(first.error.code(), message).at(first.column);
        let error = match first.error.advice() {
            Some(advice) => error.help(advice),
            None => error,
        };
        let cell = |name| {
            let place = self.names.iter().position(|it| *it == name);
            place.and_then(|place| cells.get(place)).map_or(Cell::Nothing, Cell::Of)
        };
        rows.about(0, number);
        rows.error([Cell::Text("error"), cell("case"), cell("loan")], &error);
    }

    fn add(&mut self, found: &Value, loans: &Portfolio, numbers: &[i64]) {
        let count = |of: &Value, name: &str| of.get(name).and_then(Value::as_i64).unwrap_or_default();
        self.loans += count(found, "loans");
        self.touched += count(found, "touched");
        for group in found.get("groups").and_then(Value::as_array).into_iter().flatten() {
            let mut cause = group.as_object().cloned().unwrap_or_default();
            let witness = cause.remove("witness").unwrap_or_default();
            cause.retain(|name, _| name != "loans" && name != "changes");
            let (of_loans, changes) = (count(group, "loans"), count(group, "changes"));
            match self.groups.iter_mut().find(|it| it.cause == cause) {
                Some(known) => {
                    known.loans += of_loans;
                    known.changes += changes;
                }
                None => {
                    let witness = (number_of(&witness, loans, numbers), witness);
                    self.groups.push(Group { cause, loans: of_loans, changes, witness });
                }
            }
        }
    }
}

/// The row of a witness.
fn number_of(witness: &Value, loans: &Portfolio, numbers: &[i64]) -> i64 {
    let is = |name: &str, text: &str| witness.get(name).and_then(Value::as_str) == Some(text);
    let place = loans.loans.iter().position(|(case, loan)| is("case", case.as_str()) && is("loan", loan.as_str()));
    place.and_then(|place| numbers.get(place)).copied().unwrap_or_default()
}

impl Job for Counting {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let number = rows.number();
        if self.names.is_empty() {
            let columns = row.asked().iter().map(|it| it.name).filter(|name| *name != "case");
            self.names = columns.chain(["case"]).collect();
            self.names.extend(self.asks.same.keys().filter_map(|name| known(name)));
        }
        let read = self.named(row, number).and_then(|case| {
            let cells = row.asked().iter().filter(|it| it.name != "case").map(|it| row.value(it));
            let mut cells = cells.collect::<Result<Vec<Value>, Error>>()?;
            cells.push(Value::from(case.as_str()));
            cells.extend(self.asks.same.values().cloned());
            Ok((case, cells))
        });
        let (case, cells) = match read {
            Ok(read) => read,
            Err(error) => {
                rows.error([Cell::Text("error"), row.text("case").map_or(Cell::Nothing, Cell::Text)], &error);
                return Ok(());
            }
        };
        if self.waiting.len() >= LOANS && self.case.as_deref() != Some(&case) {
            self.count(rows);
        }
        self.case = Some(case);
        self.waiting.push((number, cells));
        Ok(())
    }

    /// The counts, the groups in the order of their witnesses, and what changes in the rules besides.
    fn end(&mut self, rows: &mut Rows) {
        if !self.waiting.is_empty() {
            self.count(rows);
        }
        let total =
            [Cell::Text("total"), Cell::Nothing, Cell::Nothing, Cell::Whole(self.loans), Cell::Whole(self.touched)];
        rows.about_all();
        rows.answer(total);
        for group in &self.groups {
            let (number, witness) = &group.witness;
            let name = |name| witness.get(name).map_or(Cell::Nothing, Cell::Of);
            let counts = [Cell::Whole(group.loans), Cell::Nothing, Cell::Whole(group.changes)];
            rows.about(0, *number);
            let first = [Cell::Text("group"), name("case"), name("loan")].into_iter().chain(counts);
            rows.object(first, &Value::Object(group.cause.clone()));
        }
        rows.about_all();
        for rule in &self.rules {
            rows.object([Cell::Text("rule")], rule);
        }
    }
}

fn known(name: &str) -> Option<&'static str> {
    schema::columns().into_iter().map(|it| it.name).find(|it| *it == name)
}
