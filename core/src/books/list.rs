//! A list of payments as a bank or finance sends it: rows of day, amount, reference and kind, from a table of text.
//!
//! The first line names the columns, in Chinese or in English. What cannot be read is kept with its line and column, for
//! nothing is dropped.

use super::csv;
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::Money;
use crate::words::closed;

closed! {
    /// What a payment is.
    pub enum PaymentKind ("kind of payment") {
        /// The lender's money.
        Payout "payout" "放款",
        /// The buyer's own money.
        DownPayment "down_payment" "首付款",
        /// What the buyer pays back each month.
        Instalment "instalment" "月供",
    }
}

impl PaymentKind {
    /// The kind of that name, in one of the words that lists use.
    fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "payout" | "loan" | "放款" | "放款金额" | "贷款" | "贷款发放" | "按揭款" => {
                Some(Self::Payout)
            }
            "down_payment" | "down payment" | "首付" | "首付款" => Some(Self::DownPayment),
            "instalment" | "installment" | "月供" | "还款" | "分期还款" => Some(Self::Instalment),
            _ => None,
        }
    }
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the text, from 1; of a list that was given as rows, its place in it, from 1.
    pub line: usize,
    /// The day of the payment.
    pub day: Date,
    /// How much.
    pub amount: Money,
    /// The case, the house or the contract; empty where the list has none.
    pub reference: String,
    /// What it is.
    pub kind: PaymentKind,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, as of a [`Row`].
    pub line: usize,
    /// Which column, by its name here: `day`, `amount`, `kind`, `cells`.
    pub column: &'static str,
    /// What is wrong, without what stands there.
    pub error: Error,
}

/// What a list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The rows that can be read, in the order of the list.
    pub rows: Vec<Row>,
    /// Those that cannot.
    pub unreadable: Vec<Unreadable>,
}

/// Where each column stands.
struct Columns {
    day: usize,
    amount: usize,
    /// The amounts are whole fen.
    fen: bool,
    reference: Option<usize>,
    kind: Option<usize>,
    width: usize,
}

const DAY: &[&str] = &["day", "date", "日期", "交易日期", "入账日期", "到账日期", "放款日期"];
const YUAN: &[&str] = &["amount", "amount_yuan", "amount (yuan)", "金额", "金额(元)", "金额（元）", "交易金额"];
const FEN: &[&str] = &["amount_fen", "amount (fen)", "金额(分)", "金额（分）"];
const REFERENCE: &[&str] =
    &["reference", "case", "house", "contract", "编号", "业务编号", "房号", "合同号", "合同编号", "摘要"];
const KIND: &[&str] = &["kind", "type", "类型", "款项", "款项类型", "业务类型"];

/// Reads a list from a table of text. A row without a kind is of the kind given here.
///
/// # Errors
/// `Malformed` when the text is no table (RFC 4180) or has no header; `MissingField` when a column is not there.
pub fn read(text: &str, kind: Option<PaymentKind>) -> Result<List, Error> {
    let table = csv::read_between(separator(text), text)?;
    let (header, records) = table.split_first().ok_or_else(|| {
        Error::new(ErrorCode::Empty, "the list has no line").help("give a first line with the names of the columns")
    })?;
    let columns = Columns::of(&header.cells, kind)?;
    let mut list = List::default();
    for record in records {
        match columns.row(record, kind) {
            Ok(row) => list.rows.push(row),
            Err((column, error)) => list.unreadable.push(Unreadable { line: record.line, column, error }),
        }
    }
    Ok(list)
}

/// Writes a list as [`read`] reads it.
#[must_use]
pub fn write(rows: &[Row]) -> String {
    let header = ["日期", "金额", "编号", "类型"].map(str::to_owned).to_vec();
    let row =
        |row: &Row| vec![row.day.to_string(), row.amount.to_string(), row.reference.clone(), row.kind.zh().to_owned()];
    csv::write(&std::iter::once(header).chain(rows.iter().map(row)).collect_vec())
}

/// What stands between the columns: a comma, or what programs write that keep the comma for numbers.
fn separator(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    [',', ';', '；', '\t'].into_iter().find(|it| header.contains(*it)).unwrap_or(',')
}

impl Columns {
    fn of(header: &[String], kind: Option<PaymentKind>) -> Result<Self, Error> {
        let find = |names: &[&str]| header.iter().position(|cell| names.contains(&&*cell.trim().to_lowercase()));
        let (yuan, fen) = (find(YUAN), find(FEN));
        let columns = Self {
            day: find(DAY).ok_or_else(|| no_column("day", DAY))?,
            amount: yuan.or(fen).ok_or_else(|| no_column("amount", YUAN))?,
            fen: yuan.is_none(),
            reference: find(REFERENCE),
            kind: find(KIND),
            width: header.len(),
        };
        match columns.kind.is_none() && kind.is_none() {
            true => Err(no_column("kind", KIND)),
            false => Ok(columns),
        }
    }

    fn row(&self, record: &csv::Record, kind: Option<PaymentKind>) -> Result<Row, (&'static str, Error)> {
        if record.cells.len() != self.width {
            let what = format!("{} cells stand under {} columns", record.cells.len(), self.width);
            return Err((
                "cells",
                Error::new(ErrorCode::Malformed, what).help("give every column a cell, an empty one too"),
            ));
        }
        let cell = |place: usize| record.cells.get(place).map_or("", |cell| cell.trim());
        let named = self.kind.map(cell).filter(|cell| !cell.is_empty());
        Ok(Row {
            line: record.line,
            day: day(cell(self.day)).map_err(|error| ("day", error))?,
            amount: amount(cell(self.amount), self.fen).map_err(|error| ("amount", error))?,
            reference: self.reference.map(cell).unwrap_or_default().to_owned(),
            kind: named.map_or(kind, PaymentKind::read).ok_or_else(|| ("kind", unknown_kind()))?,
        })
    }
}

/// A day as lists write it: `2026-03-02`, `2026/3/2`, `2026.3.2`, `2026年3月2日`, `20260302`.
fn day(text: &str) -> Result<Date, Error> {
    let wrong = || Error::new(ErrorCode::Malformed, "no day stands there").help("write it as 2026-03-02");
    let parts: Vec<&str> = match (text.len(), text.bytes().all(|byte| byte.is_ascii_digit())) {
        (8, true) => vec![text.get(..4).unwrap_or(""), text.get(4..6).unwrap_or(""), text.get(6..).unwrap_or("")],
        _ => text.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect_vec(),
    };
    let [year, month, day] = parts.as_slice() else { return Err(wrong()) };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || ![year, month, day].into_iter().all(|part| digits(part)) {
        return Err(wrong());
    }
    Date::new(
        year.parse().map_err(|_| wrong())?,
        month.parse().map_err(|_| wrong())?,
        day.parse().map_err(|_| wrong())?,
    )
}

/// An amount above zero: yuan with at most two decimals, thousands apart or not, or whole fen.
fn amount(text: &str, fen: bool) -> Result<Money, Error> {
    let wrong = |help: &'static str| Error::new(ErrorCode::Malformed, "no amount stands there").help(help);
    let help = "write yuan with two decimals, such as 900000.00 or 900,000.00";
    let money = match fen {
        true => Money::new(text.parse().map_err(|_| wrong("write whole fen, such as 90000000"))?)?,
        false => ungrouped(text).ok_or_else(|| wrong(help))?.parse().map_err(|_| wrong(help))?,
    };
    match money.is_negative() || money.is_zero() {
        true => Err(Error::new(ErrorCode::OutOfRange, "the amount is not above zero")
            .help("a reversal is no payment: take it and what it reverses off the list")),
        false => Ok(money),
    }
}

/// The digits without the commas between thousands, where they stand rightly.
fn ungrouped(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['¥', '￥']).trim_end_matches('元');
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if grouped && (!(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3)) {
        return None;
    }
    let whole = whole.replace(',', "");
    Some(rest.map_or_else(|| whole.clone(), |rest| format!("{whole}.{rest}")))
}

#[cold]
fn no_column(what: &'static str, names: &[&str]) -> Error {
    Error::new(ErrorCode::MissingField, format!("the first line names no column for the {what}"))
        .help(format!("name one of: {}", names.join(", ")))
}

#[cold]
pub(crate) fn unknown_kind() -> Error {
    let names = PaymentKind::ALL.iter().map(|it| format!("{} {}", it.name(), it.zh())).collect_vec();
    Error::new(ErrorCode::UnknownCode, "no kind of payment stands there").help(format!("one of: {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_lists_write_it() {
        for text in ["2026-03-02", "2026/3/2", "2026.03.02", "2026年3月2日", "20260302"] {
            assert_eq!(day(text).unwrap(), Date::constant(2026, 3, 2), "{text}");
        }
        for text in ["", "2026-13-01", "02.03.2026", "2026-02-30", "2026-3", "２０２６-3-2"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_amount_is_read_as_lists_write_it() {
        for text in ["900000", "900000.00", "900,000.00", "¥900,000", "900000元", "900000.0"] {
            assert_eq!(amount(text, false).unwrap(), Money::constant(90_000_000), "{text}");
        }
        assert_eq!(amount("90000000", true).unwrap(), Money::constant(90_000_000));
        for text in ["", "9,00", "9,0000", "1.234", "-5", "0", "一万", "1,2345.00", ",100"] {
            assert!(amount(text, false).is_err(), "{text}");
        }
        assert!(amount("900.00", true).is_err());
    }

    #[test]
    fn nothing_is_dropped() {
        let text = "日期,金额,编号,类型\n2026-03-02,1.00,C-1,放款\nx,1.00,C-1,放款\n2026-03-02,y,C-1,放款\n2026-03-02,1.00,C-1,?\n1\n";
        let list = read(text, None).unwrap();
        let told: Vec<(usize, &str)> = list.unreadable.iter().map(|it| (it.line, it.column)).collect();
        assert_eq!((list.rows.len(), told), (1, vec![(3, "day"), (4, "amount"), (5, "kind"), (6, "cells")]));
    }

    #[test]
    fn other_separators_are_read() {
        for between in [",", ";", "；", "\t"] {
            let text =
                ["日期", "金额", "编号"].join(between) + "\n" + &["2026-03-02", "900000.00", "C-1"].join(between);
            let list = read(&text, Some(PaymentKind::Payout)).unwrap();
            assert_eq!((list.rows.len(), &*list.rows[0].reference), (1, "C-1"), "{text}");
        }
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        for (text, word) in [("金额,类型\n", "day"), ("date,kind\n", "amount"), ("date,amount\n", "kind")] {
            let error = read(text, None).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MissingField);
            assert!(error.message().contains(word), "{error}");
        }
        assert!(read("date,amount\n", Some(PaymentKind::Payout)).is_ok());
        assert_eq!(read("", None).unwrap_err().code(), ErrorCode::Empty);
    }
}
