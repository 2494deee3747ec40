//! What is asked of each row, and how the columns of the answer stand.

use super::cell::{self, Wants};
use super::input::Batch;
use super::output::{ERRORS, Head, ROW, Rows};
use crate::rules::Rules;
use anjieflow::error::{Error, ErrorCode};
use arrow_schema::{Field, Schema, SchemaRef};
use serde_json::{Map, Value};
use std::sync::Arc;

/// What the caller said besides the table.
pub struct Given {
    /// Fields that are the same for every row.
    pub same: Option<Value>,
    /// Columns that are handed on beside the answers.
    pub keep: Vec<String>,
    pub rules: Rules,
    pub context: Option<Value>,
    pub then: Option<Value>,
    pub then_rules: Rules,
}

/// Answers the rows of one reading, one after the other.
pub trait Job: Send {
    /// Puts the answers to a row; an error stands for the row as a whole, so nothing was put before it.
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error>;

    /// Puts what is told when there are no more rows.
    fn end(&mut self, _: &mut Rows) {}
}

/// A column that is read, and its place.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: &'static str,
    pub wants: Wants,
    pub place: usize,
}

/// How a table is answered; it does not change, so that it can be read again.
pub struct Plan {
    pub asked: Vec<Asked>,
    pub same: Map<String, Value>,
    /// The places of the columns that are handed on.
    pub kept: Vec<usize>,
    pub heads: Arc<[Head]>,
    pub schema: SchemaRef,
    /// Each row has one answer, so that what is kept need not be copied.
    pub is_one_to_one: bool,
    pub job: Box<dyn Fn() -> Box<dyn Job> + Send + Sync>,
}

/// Which columns a question knows, by name.
pub type Known = [(&'static str, Wants)];

/// What stands in the columns of a row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    plan: &'a Plan,
    batch: &'a Batch,
    at: usize,
}

impl<'a> Row<'a> {
    pub fn new(plan: &'a Plan, batch: &'a Batch, at: usize) -> Self {
        Self { plan, batch, at }
    }

    /// The fields of a row with those that are the same for all; what is not known is left out.
    pub fn object(self) -> Result<Map<String, Value>, Error> {
        let mut map = self.plan.same.clone();
        for asked in &self.plan.asked {
            let value = self.value(asked)?;
            if !value.is_null() {
                map.insert(asked.name.to_owned(), value);
            }
        }
        Ok(map)
    }

    /// What stands in one column.
    pub fn value(self, asked: &Asked) -> Result<Value, Error> {
        let Some(column) = self.batch.columns.get(asked.place) else { return Ok(Value::Null) };
        asked.wants.read(column, self.at).map_err(|error| error.at(asked.name))
    }

    pub fn asked(self) -> &'a [Asked] {
        &self.plan.asked
    }

    /// The text in a column, where there is one.
    pub fn text(self, name: &str) -> Option<&'a str> {
        let asked = self.plan.asked.iter().find(|asked| asked.name == name)?;
        let column = self.batch.columns.get(asked.place)?;
        cell::text(column, self.at)
    }
}

/// Builds a plan from the columns of the input.
pub struct Planning<'s> {
    schema: &'s Schema,
    same: Map<String, Value>,
    asked: Vec<Asked>,
    kept: Vec<usize>,
}

impl<'s> Planning<'s> {
    /// Begins with the columns that a question knows.
    pub fn new(schema: &'s Schema, same: Option<Value>, known: &Known) -> Result<Self, Error> {
        let same = if let Some(Value::Object(same)) = same { same } else { Map::new() };
        let mut asked = Vec::new();
        for (place, field) in schema.fields().iter().enumerate() {
            twice(schema, field.name())?;
            let Some((name, wants)) = known.iter().find(|(name, _)| name == field.name()) else { continue };
            wants.check(name, field.data_type())?;
            if same.contains_key(*name) {
                let message = format!("`{name}` is a column and the same for every row");
                return Err(Error::new(ErrorCode::Conflict, message).at(*name).help("leave one of the two out"));
            }
            asked.push(Asked { name, wants: *wants, place });
        }
        unknown_same(&same, known)?;
        Ok(Self { schema, same, asked, kept: Vec::new() })
    }

    /// Refuses a table without this column.
    pub fn need(self, name: &'static str) -> Result<Self, Error> {
        match self.has(name) {
            true => Ok(self),
            false => Err(self.missing(name)),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.same.contains_key(name) || self.asked.iter().any(|asked| asked.name == name)
    }

    /// The names of all fields that are told.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().map(|asked| asked.name).chain(self.same.keys().map(String::as_str))
    }

    /// The fields that are the same for every row.
    pub fn same(&self) -> &Map<String, Value> {
        &self.same
    }

    pub fn missing(&self, name: &str) -> Error {
        let found: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        let message = format!("the column `{name}` is missing; found: {}", found.join(", "));
        Error::new(ErrorCode::MissingField, message).at(name).help("rename the column that holds it, or add it")
    }

    /// Hands these columns on, and refuses those that nobody knows: a name that is written otherwise would silently not be
    /// read.
    pub fn keep(mut self, keep: &[String], always: &[&str]) -> Result<Self, Error> {
        if let Some(name) = keep.iter().find(|name| self.schema.index_of(name).is_err()) {
            return Err(self.missing(name).help("keep columns that are there"));
        }
        for (place, field) in self.schema.fields().iter().enumerate() {
            if keep.contains(field.name()) || always.contains(&field.name().as_str()) {
                self.kept.push(place);
            }
        }
        Ok(self)
    }

    /// Hands every column on.
    pub fn keep_all(mut self) -> Self {
        self.kept = (0..self.schema.fields().len()).collect();
        self
    }

    /// Refuses a column that is neither read nor kept.
    pub fn only(self, known: &Known) -> Result<Self, Error> {
        let is_idle =
            |place: &usize| !self.kept.contains(place) && self.asked.iter().all(|asked| asked.place != *place);
        let idle: Vec<String> = (0..self.schema.fields().len())
            .filter(is_idle)
            .map(|place| format!("`{}`", self.schema.field(place).name()))
            .collect();
        let Some(first) = idle.first() else { return Ok(self) };
        let known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        Err(Error::new(ErrorCode::UnknownField, format!("nobody reads the column {}", idle.join(", ")))
            .at(first.trim_matches('`'))
            .help(format!("drop it, or name it in `keep`; known here: {}", known.join(", "))))
    }

    /// The plan, with these columns of answers.
    pub fn plan(
        self,
        heads: &[Head],
        is_one_to_one: bool,
        job: impl Fn() -> Box<dyn Job> + Send + Sync + 'static,
    ) -> Result<Plan, Error> {
        let mut fields: Vec<Arc<Field>> =
            self.kept.iter().filter_map(|place| self.schema.fields().get(*place).cloned()).collect();
        for head in [ROW].iter().chain(heads).chain(&ERRORS) {
            if fields.iter().any(|field| field.name() == head.name) {
                let message = format!("the table has a column `{}`, and so has the answer", head.name);
                return Err(Error::new(ErrorCode::Duplicate, message).at(head.name).help("rename yours"));
            }
            fields.push(Arc::new(head.field()));
        }
        Ok(Plan {
            asked: self.asked,
            same: self.same,
            kept: self.kept,
            heads: heads.into(),
            schema: Arc::new(Schema::new(fields)),
            is_one_to_one,
            job: Box::new(job),
        })
    }
}

fn twice(schema: &Schema, name: &str) -> Result<(), Error> {
    match schema.fields().iter().filter(|field| field.name() == name).count() {
        2.. => Err(Error::new(ErrorCode::Duplicate, format!("the column `{name}` stands twice"))
            .at(name)
            .help("keep one of the two")),
        _ => Ok(()),
    }
}

fn unknown_same(same: &Map<String, Value>, known: &Known) -> Result<(), Error> {
    let Some(name) = same.keys().find(|name| known.iter().all(|(known, _)| known != name)) else { return Ok(()) };
    let known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    Err(Error::new(ErrorCode::UnknownField, format!("nobody knows `{name}`"))
        .at(name.as_str())
        .help(format!("known here: {}", known.join(", "))))
}
