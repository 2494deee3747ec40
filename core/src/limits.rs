//! How much is taken in from outside: what is more than this is refused, and the refusal says what was too much, where,
//! and what to do.
//!
//! Each limit lies well beyond what a case, an office or a rule set has, and low enough that whatever is handed in costs little
//! time and memory. [`LIMITS.md`](https://docs.rs/crate/anjieflow/latest/source/LIMITS.md) lists them all; numbers that a type
//! has by itself stand with the type: [`Money::MAX`](crate::money::Money::MAX), [`Date::MIN`](crate::date::Date::MIN).
//!
//! What is too much has the code [`BeyondLimit`](ErrorCode::BeyondLimit) where nobody could have meant it, and that of its
//! field where somebody might: a name that is too long is [`BadLength`](ErrorCode::BadLength).

use crate::error::{Error, ErrorCode};

/// How deep lists and objects may lie in one another. The deepest of the built-in rules is 10; a reader of JSON takes a piece of
/// the stack for each.
pub const DEPTH: usize = 100;

/// The most fields of one object. The widest that anything asks for, loans in columns, has a hundred.
pub const FIELDS: usize = 1_000;

/// The most values and names of fields in one JSON text. The built-in rules have 27,000; each takes up to 250 bytes while it is
/// read, so that two bytes of text could become a hundred times as many.
pub const VALUES: usize = 200_000;

/// The most values and names of fields in what a program hands over as its own objects (Python, JavaScript). Loans in columns are
/// handed over so: a hundred thousand of them have a million values.
pub const HANDED_VALUES: usize = 2_000_000;

/// The longest JSON text in bytes: a command, a context, a question, a part of a rule set. The built-in rules have 450,000.
pub const TEXT_BYTES: usize = 16 << 20;

/// The longest line of a log in bytes. A usual one has 500.
pub const LINE_BYTES: usize = 4 << 20;

/// The longest log or seal in bytes, and all text together of what a program hands over as its own objects.
pub const LOG_BYTES: usize = 32 << 20;

/// The most entries of one log, and so the most steps of one case. Thirty years with an instalment recorded each month are 400;
/// a busy case with arrears has 2,000.
pub const ENTRIES: u32 = 20_000;

/// The most items of a list in a command or an event that names what the case has: each took an entry to come there.
pub const NAMED: usize = 20_000;

/// The most items of a list in a command that says something with each: defects, conditions of an offer, loans.
pub const SAID: usize = 200;

/// The most items of a list in a question: rates, payments, days.
pub const ITEMS: usize = 2_000;

/// The most rows of a list of the office's own in a question, and the most records of a table of text: contacts, a bank's list.
pub const ROWS: usize = 50_000;

/// The most cells of a table of text.
pub const CELLS: usize = 500_000;

/// The longest table of text in bytes.
pub const TABLE_BYTES: usize = 16 << 20;

/// The most rows of one list of a rule set. Real ones have hundreds.
pub const RULES: usize = 10_000;

/// The longest rule set in its packed form in bytes. The built-in one has 40,000.
pub const PACKED_BYTES: usize = 1 << 20;

/// The longest name of a row of a rule set in characters. Built-in ones have up to 80.
pub const NAME_OF_ROW: usize = 200;

/// The longest text of a rule set in characters.
pub const TEXT_OF_ROW: usize = 2_000;

/// How deep conditions of a rule set may stand in one another.
pub const CONDITION_DEPTH: usize = 16;

/// How deep the papers that a row asks for may stand in one another.
pub const ASKS_DEPTH: usize = 8;

/// The most numbers of one rule.
pub const NUMBERS: usize = 100;

/// The longest identifier in a case, in characters.
pub const ID: usize = 64;

/// The longest text that a clerk writes, in characters.
pub const NOTE: usize = 500;

/// The longest name of a person in characters.
pub const NAME: usize = 60;

/// The longest address in characters.
pub const ADDRESS: usize = 200;

/// The longest number of an identity paper that is no resident's, in characters.
pub const OTHER_ID: usize = 64;

/// More than is taken in.
#[cold]
pub(crate) fn beyond(what: &str, found: usize, most: usize) -> Error {
    Error::new(ErrorCode::BeyondLimit, format!("{what}: {found}, at most {most} are read"))
}

/// Refuses a text that is longer than anybody writes.
pub(crate) fn bytes(what: &str, text: &[u8], most: usize) -> Result<(), Error> {
    match text.len() {
        found if found > most => Err(beyond(&format!("bytes of {what}"), found, most)
            .help("no real one is so long: look at where it comes from")),
        _ => Ok(()),
    }
}
