//! Answers as columns.

use anjieflow::date::Date;
use anjieflow::error::Error;
use anjieflow::interchange::plain;
use arrow_buffer::{BooleanBufferBuilder, Buffer, NullBufferBuilder};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Fields};
use serde_json::Value;
use std::sync::Arc;

/// What a column of answers holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Whole,
    Text,
    Day,
    Flag,
    /// A list of words.
    Words,
    /// JSON text, of what has no column of its own.
    Json,
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Kind::Whole => DataType::Int64,
            Kind::Text | Kind::Json => DataType::Utf8,
            Kind::Day => DataType::Date32,
            Kind::Flag => DataType::Boolean,
            Kind::Words => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        }
    }
}

/// A column of answers: its name, and what it holds. It has what stands in the answer under its name, or under the way that
/// is told: `terms.rate_millionths`.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub name: &'static str,
    pub way: &'static str,
    pub kind: Kind,
}

impl Head {
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, way: name, kind }
    }

    pub const fn at(name: &'static str, way: &'static str, kind: Kind) -> Self {
        Self { name, way, kind }
    }

    pub fn field(self) -> Field {
        Field::new(self.name, self.kind.data_type(), true)
    }

    fn find(self, answer: &Value) -> Option<&Value> {
        self.way.split('.').try_fold(answer, |within, name| within.get(name))
    }
}

/// What every table has behind its answers: what was wrong with a row.
pub const ERRORS: [Head; 3] =
    [Head::new("error_code", Kind::Text), Head::new("error_message", Kind::Text), Head::new("error_zh", Kind::Text)];

/// The column that says which row of the input an answer is about.
pub const ROW: Head = Head::new("row", Kind::Whole);

/// A cell of an answer.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    Nothing,
    Whole(i64),
    Day(Date),
    Text(&'a str),
    Of(&'a Value),
}

/// Answers that are not handed on yet.
pub struct Rows {
    heads: Arc<[Head]>,
    /// As many as heads.
    columns: Vec<Column>,
    numbers: Column,
    errors: [Column; 3],
    /// Which row of the batch each answer is about.
    from: Vec<u32>,
    /// Where the row stands that is asked about now: in its batch, and in all.
    at: (u32, Option<i64>),
}

impl Rows {
    pub fn new(heads: Arc<[Head]>) -> Self {
        let columns = heads.iter().map(|head| Column::new(head.kind)).collect();
        let errors = ERRORS.map(|head| Column::new(head.kind));
        Self { heads, columns, numbers: Column::new(ROW.kind), errors, from: Vec::new(), at: (0, None) }
    }

    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// The number of the row that is asked about.
    pub fn number(&self) -> i64 {
        self.at.1.unwrap_or_default()
    }

    /// From here on, answers are about this row.
    pub fn about(&mut self, in_batch: usize, number: i64) {
        self.at = (u32::try_from(in_batch).unwrap_or(u32::MAX), Some(number));
    }

    /// From here on, answers are about all rows.
    pub fn about_all(&mut self) {
        self.at = (0, None);
    }

    /// An answer whose cells stand in the order of the heads; those that are not told are nothing.
    pub fn answer<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            column.push(cells.next().unwrap_or(Cell::Nothing));
        }
        self.end(None);
    }

    /// An answer as core tells it; `first` are the cells that it does not tell.
    pub fn object<'a>(&mut self, first: impl IntoIterator<Item = Cell<'a>>, answer: &Value) {
        let mut first = first.into_iter();
        for (head, column) in self.heads.iter().zip(&mut self.columns) {
            column.push(first.next().unwrap_or_else(|| head.find(answer).map_or(Cell::Nothing, Cell::Of)));
        }
        self.end(None);
    }

    /// What was wrong with the row; `first` is what is known of it.
    pub fn error<'a>(&mut self, first: impl IntoIterator<Item = Cell<'a>>, error: &Error) {
        let mut first = first.into_iter();
        for column in &mut self.columns {
            column.push(first.next().unwrap_or(Cell::Nothing));
        }
        self.end(Some(error));
    }

    fn end(&mut self, error: Option<&Error>) {
        let told = error.map(plain::error);
        let text = |name: &str| told.as_ref().and_then(|told| told.get(name)).and_then(Value::as_str);
        let message = error.map(ToString::to_string);
        let texts = [text("code"), message.as_deref(), text("zh")];
        for (column, text) in self.errors.iter_mut().zip(texts) {
            column.push(text.map_or(Cell::Nothing, Cell::Text));
        }
        self.from.push(self.at.0);
        self.numbers.push(self.at.1.map_or(Cell::Nothing, Cell::Whole));
    }

    /// The columns so far, the number first, and which rows of the batch they are about.
    pub fn finish(&mut self) -> Result<(Vec<u32>, Vec<ArrayData>), ArrowError> {
        let all = [&mut self.numbers].into_iter().chain(&mut self.columns).chain(&mut self.errors);
        let columns = all.map(Column::finish).collect::<Result<_, _>>()?;
        Ok((std::mem::take(&mut self.from), columns))
    }
}

/// Columns as the one array that a batch is.
pub fn batch(fields: Fields, rows: usize, columns: Vec<ArrayData>) -> Result<ArrayData, ArrowError> {
    ArrayData::builder(DataType::Struct(fields)).len(rows).child_data(columns).build()
}

/// A column that is being written.
struct Column {
    kind: Kind,
    known: NullBufferBuilder,
    cells: Cells,
}

enum Cells {
    Whole(Vec<i64>),
    Day(Vec<i32>),
    Flag(BooleanBufferBuilder),
    Text(Texts),
    /// Where each list ends, and the words of all.
    Words(Vec<i32>, Texts),
}

impl Column {
    fn new(kind: Kind) -> Self {
        let cells = match kind {
            Kind::Whole => Cells::Whole(Vec::new()),
            Kind::Day => Cells::Day(Vec::new()),
            Kind::Flag => Cells::Flag(BooleanBufferBuilder::new(0)),
            Kind::Text | Kind::Json => Cells::Text(Texts::default()),
            Kind::Words => Cells::Words(vec![0], Texts::default()),
        };
        Self { kind, known: NullBufferBuilder::new(0), cells }
    }

    /// Core's answer has what the column is for; what it had otherwise would be nothing here, and a test would see it.
    fn push(&mut self, cell: Cell<'_>) {
        let is_known = match &mut self.cells {
            Cells::Whole(cells) => put(cells, whole(cell)),
            Cells::Day(cells) => put(cells, day(cell).map(Date::day_number)),
            Cells::Flag(cells) => {
                let flag = of(cell).and_then(Value::as_bool);
                cells.append(flag.unwrap_or_default());
                flag.is_some()
            }
            Cells::Text(cells) if self.kind == Kind::Json => cells.put(of(cell).map(Value::to_string).as_deref()),
            Cells::Text(cells) => cells.put(text(cell)),
            Cells::Words(ends, words) => {
                let list = of(cell).and_then(Value::as_array);
                for word in list.into_iter().flatten() {
                    words.put(word.as_str());
                }
                ends.push(i32::try_from(words.ends.len()).unwrap_or(i32::MAX));
                list.is_some()
            }
        };
        self.known.append(is_known);
    }

    fn finish(&mut self) -> Result<ArrayData, ArrowError> {
        let Self { kind, mut known, cells } = std::mem::replace(self, Self::new(self.kind));
        let built = ArrayData::builder(kind.data_type()).len(known.len()).nulls(known.finish());
        match cells {
            Cells::Whole(cells) => built.add_buffer(Buffer::from_vec(cells)),
            Cells::Day(cells) => built.add_buffer(Buffer::from_vec(cells)),
            Cells::Flag(mut cells) => built.add_buffer(cells.finish().into_inner()),
            Cells::Text(cells) => built.buffers(cells.finish()),
            Cells::Words(ends, words) => {
                let rows = words.ends.len();
                let words = ArrayData::builder(DataType::Utf8).len(rows).buffers(words.finish()).build()?;
                built.add_buffer(Buffer::from_vec(ends)).add_child_data(words)
            }
        }
        .build()
    }
}

/// Texts, one behind the other, and where each ends.
#[derive(Default)]
struct Texts {
    ends: Vec<i32>,
    bytes: String,
}

impl Texts {
    fn put(&mut self, text: Option<&str>) -> bool {
        self.bytes.push_str(text.unwrap_or_default());
        self.ends.push(i32::try_from(self.bytes.len()).unwrap_or(i32::MAX));
        text.is_some()
    }

    fn finish(self) -> Vec<Buffer> {
        let ends: Vec<i32> = [0].into_iter().chain(self.ends).collect();
        vec![Buffer::from_vec(ends), Buffer::from_vec(self.bytes.into_bytes())]
    }
}

fn put<T: Default>(cells: &mut Vec<T>, cell: Option<T>) -> bool {
    let is_known = cell.is_some();
    cells.push(cell.unwrap_or_default());
    is_known
}

fn of(cell: Cell<'_>) -> Option<&Value> {
    if let Cell::Of(value) = cell { Some(value).filter(|value| !value.is_null()) } else { None }
}

fn whole(cell: Cell<'_>) -> Option<i64> {
    if let Cell::Whole(number) = cell { Some(number) } else { of(cell)?.as_i64() }
}

fn text(cell: Cell<'_>) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { of(cell)?.as_str() }
}

fn day(cell: Cell<'_>) -> Option<Date> {
    if let Cell::Day(day) = cell { Some(day) } else { text(cell)?.parse().ok() }
}
