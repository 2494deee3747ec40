//! A cell of a column as plain data, whichever way Arrow holds it.

use anjieflow::date::Date;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::interchange::plain;
use arrow_buffer::ArrowNativeType;
use arrow_data::ArrayData;
use arrow_schema::{DataType, TimeUnit};
use serde_json::{Map, Number, Value};
use std::ops::Range;

/// What a column is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    Whole,
    Text,
    Day,
    Flag,
    /// An object or a list, as a column of structs or lists or as JSON text.
    Json,
}

impl Wants {
    /// Whether a column of this type can hold it. Whether each of its cells does is found when it is read.
    fn fits(self, of: &DataType) -> bool {
        use DataType as Is;
        if let Is::Dictionary(_, values) = of {
            return self.fits(values);
        }
        let is_text = matches!(of, Is::Utf8 | Is::LargeUtf8 | Is::Utf8View);
        match self {
            _ if *of == Is::Null => true,
            Wants::Whole => {
                of.is_integer() || matches!(of, Is::Float32 | Is::Float64) || matches!(of, Is::Decimal128(..))
            }
            Wants::Text => is_text,
            Wants::Day => is_text || matches!(of, Is::Date32 | Is::Date64 | Is::Timestamp(_, None)),
            Wants::Flag => *of == Is::Boolean,
            Wants::Json => {
                is_text || matches!(of, Is::Struct(_) | Is::List(_) | Is::LargeList(_) | Is::FixedSizeList(..))
            }
        }
    }

    const fn told(self) -> (&'static str, &'static str) {
        match self {
            Wants::Whole => ("whole numbers", "cast it to int64"),
            Wants::Text => ("text", "cast it to a string"),
            Wants::Day => ("days", "cast it to a date without a time zone, or to text as YYYY-MM-DD"),
            Wants::Flag => ("true or false", "cast it to a boolean"),
            Wants::Json => ("objects or lists", "make it a column of structs or lists, or of JSON text"),
        }
    }

    /// Refuses a column that cannot hold this.
    pub fn check(self, name: &str, of: &DataType) -> Result<(), Error> {
        let (wanted, advice) = self.told();
        if self.fits(of) {
            return Ok(());
        }
        let message = format!("the column `{name}` holds {of}, {wanted} are wanted");
        Err(Error::new(ErrorCode::WrongType, message).at(name).help(advice))
    }

    /// What stands in a row of a column that fits; null where nothing does.
    pub fn read(self, column: &ArrayData, row: usize) -> Result<Value, Error> {
        match value(column, row)? {
            Value::String(text) if self == Wants::Json => {
                plain::parse(&text).map_err(|it| Error::new(ErrorCode::Malformed, it.message()).help("write JSON"))
            }
            value => Ok(value),
        }
    }
}

/// The text in a row of a column.
pub fn text(column: &ArrayData, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    let bytes = match column.data_type() {
        DataType::Utf8 => between::<i32>(column, row)?,
        DataType::LargeUtf8 => between::<i64>(column, row)?,
        DataType::Utf8View => viewed(column, row)?,
        DataType::Dictionary(..) => {
            let (values, row) = behind(column, row)?;
            return text(values, row);
        }
        _ => return None,
    };
    std::str::from_utf8(bytes).ok()
}

/// The bytes between two offsets.
fn between<T: ArrowNativeType>(column: &ArrayData, row: usize) -> Option<&[u8]> {
    let range = range::<T>(column, row)?;
    column.buffers().get(1)?.as_slice().get(range)
}

fn range<T: ArrowNativeType>(column: &ArrayData, row: usize) -> Option<Range<usize>> {
    let offsets = column.buffer::<T>(0);
    Some(offsets.get(row)?.to_usize()?..offsets.get(row + 1)?.to_usize()?)
}

/// The bytes of a view: up to twelve stand in it, more in a buffer that it names.
fn viewed(column: &ArrayData, row: usize) -> Option<&[u8]> {
    let (views, others) = column.buffers().split_first()?;
    let from = (column.offset() + row) * 16;
    let view = views.as_slice().get(from..from + 16)?;
    let word = |at: usize| view.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes).map(|it| it as usize);
    match word(0)? {
        length @ 0..=12 => view.get(4..4 + length),
        length => others.get(word(8)?)?.as_slice().get(word(12)?..)?.get(..length),
    }
}

/// The values of a dictionary, and which of them stands in a row.
fn behind(column: &ArrayData, row: usize) -> Option<(&ArrayData, usize)> {
    let DataType::Dictionary(key, _) = column.data_type() else { return None };
    let key = whole(key, column, row)?.as_u64()?;
    Some((column.child_data().first()?, usize::try_from(key).ok()?))
}

/// A whole number, where the column is of this type.
fn whole(of: &DataType, column: &ArrayData, row: usize) -> Option<Value> {
    Some(match of {
        DataType::Int64 => at::<i64>(column, row)?.into(),
        DataType::Int32 => at::<i32>(column, row)?.into(),
        DataType::Int16 => at::<i16>(column, row)?.into(),
        DataType::Int8 => at::<i8>(column, row)?.into(),
        DataType::UInt64 => at::<u64>(column, row)?.into(),
        DataType::UInt32 => at::<u32>(column, row)?.into(),
        DataType::UInt16 => at::<u16>(column, row)?.into(),
        DataType::UInt8 => at::<u8>(column, row)?.into(),
        _ => return None,
    })
}

fn at<T: ArrowNativeType>(column: &ArrayData, row: usize) -> Option<T> {
    column.buffer::<T>(0).get(row).copied()
}

fn value(column: &ArrayData, row: usize) -> Result<Value, Error> {
    if column.is_null(row) {
        return Ok(Value::Null);
    }
    let of = column.data_type();
    if let Some(number) = whole(of, column, row) {
        return Ok(number);
    }
    Ok(match of {
        DataType::Null => Value::Null,
        DataType::Float64 => float(at(column, row)),
        DataType::Float32 => float(at::<f32>(column, row).map(f64::from)),
        DataType::Boolean => flag(column, row).into(),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => unicode(text(column, row))?,
        DataType::Decimal128(_, scale) => decimal(at(column, row), *scale)?,
        DataType::Date32 => day(at::<i32>(column, row).map(i64::from))?,
        DataType::Date64 => moment(at(column, row), TimeUnit::Millisecond)?,
        DataType::Timestamp(unit, _) => moment(at(column, row), *unit)?,
        _ => nested(column, row)?,
    })
}

fn unicode(text: Option<&str>) -> Result<Value, Error> {
    text.map(Value::from)
        .ok_or_else(|| Error::new(ErrorCode::BadCharacter, "the text is not Unicode").help("decode it"))
}

fn flag(column: &ArrayData, row: usize) -> Option<bool> {
    let bit = column.offset() + row;
    Some(column.buffers().first()?.as_slice().get(bit / 8)? & (1 << (bit % 8)) != 0)
}

fn nested(column: &ArrayData, row: usize) -> Result<Value, Error> {
    match column.data_type() {
        DataType::Dictionary(..) => behind(column, row).map_or(Ok(Value::Null), |(values, row)| value(values, row)),
        DataType::Struct(_) => fields(column, row),
        DataType::List(_) => items(column, range::<i32>(column, row)),
        DataType::LargeList(_) => items(column, range::<i64>(column, row)),
        DataType::FixedSizeList(_, size) => {
            let (size, row) = (usize::try_from(*size).unwrap_or_default(), column.offset() + row);
            items(column, Some(row * size..(row + 1) * size))
        }
        other => Err(Error::new(ErrorCode::WrongType, format!("{other} is no plain data"))),
    }
}

/// A struct; what is not known is left out of it, as one type serves all rows of a column.
fn fields(column: &ArrayData, row: usize) -> Result<Value, Error> {
    let mut map = Map::new();
    let DataType::Struct(fields) = column.data_type() else { return Ok(Value::Null) };
    for (field, column) in fields.iter().zip(column.child_data()) {
        let value = value(column, row).map_err(|error| error.at(field.name()))?;
        if !value.is_null() {
            map.insert(field.name().clone(), value);
        }
    }
    Ok(Value::Object(map))
}

fn items(column: &ArrayData, range: Option<Range<usize>>) -> Result<Value, Error> {
    let (Some(range), Some(items)) = (range, column.child_data().first()) else { return Ok(Value::Null) };
    let item = |(at, row)| value(items, row).map_err(|error| error.at(format!("[{at}]")));
    range.enumerate().map(item).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

/// pandas holds whole numbers so where some are missing. What is none, core says.
fn float(number: Option<f64>) -> Value {
    // Up to here each whole number has a place of its own.
    const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;
    match number {
        Some(it) if it.trunc() == it && it.abs() <= WHOLE_MAX => Value::from(it as i64),
        // One that is not a number is nothing.
        it => it.and_then(Number::from_f64).map_or(Value::Null, Value::Number),
    }
}

/// A whole number that stands as a decimal, such as a sum of DuckDB.
fn decimal(number: Option<i128>, scale: i8) -> Result<Value, Error> {
    let Some(number) = number else { return Ok(Value::Null) };
    let one = 10_i128.checked_pow(scale.unsigned_abs().into());
    let whole = one.and_then(|one| match scale >= 0 {
        true => (number % one == 0).then_some(number / one),
        false => number.checked_mul(one),
    });
    whole.and_then(|it| i64::try_from(it).ok()).map(Value::from).ok_or_else(|| {
        let message = format!("a whole number of 64 bits is wanted, a decimal was found that is none (scale {scale})");
        Error::new(ErrorCode::WrongType, message).help("give amounts in whole fen, rates in millionths")
    })
}

/// A day that stands as the moment it begins.
fn moment(ticks: Option<i64>, unit: TimeUnit) -> Result<Value, Error> {
    let per_day = 86_400
        * match unit {
            TimeUnit::Second => 1,
            TimeUnit::Millisecond => 1_000,
            TimeUnit::Microsecond => 1_000_000,
            TimeUnit::Nanosecond => 1_000_000_000,
        };
    match ticks {
        Some(ticks) if ticks.rem_euclid(per_day) != 0 => {
            Err(Error::new(ErrorCode::Malformed, "a day is wanted, a time within a day was found")
                .help("cut the time off"))
        }
        ticks => day(ticks.map(|ticks| ticks.div_euclid(per_day))),
    }
}

fn day(number: Option<i64>) -> Result<Value, Error> {
    let day = number.map(|number| Date::from_day_number(i32::try_from(number).unwrap_or(i32::MAX))).transpose()?;
    Ok(day.map(|day| day.to_string()).into())
}
