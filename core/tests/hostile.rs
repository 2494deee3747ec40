//! 100 MB of nonsense in the place of everything that is read: refused, and what it takes of memory beside itself is bounded.
//!
//! What is longer than its limit is refused unread; so each text comes again as long as the limit lets it be, which is what
//! counts for memory. The allocator counts: the numbers are the same on every machine. Times are printed (`--no-capture`).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

use std::fmt::Write;
use std::time::Instant;

use anjieflow::books::csv;
use anjieflow::case::{Actor, CaseId};
use anjieflow::date::Date;
use anjieflow::error::Error;
use anjieflow::identity::{BankCard, Mobile, Name, ResidentId, TitleNumber, UnitNumber, Uscc};
use anjieflow::interchange::audit::{self, Seal};
use anjieflow::interchange::{pack, plain, read_command, read_log};
use anjieflow::limits;
use anjieflow::money::{Money, Rate};
use anjieflow::product::{Pack, RuleId};
use peak_alloc::PeakAlloc;
use serde_json::Value;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a text may take beside itself.
const BESIDE: usize = 50_000_000;

/// Of what a program hands over as its own objects, ten times as many values are read: there they took as much before.
const BESIDE_HANDED: usize = 500_000_000;

const HUNDRED_MB: usize = 100_000_000;

/// Nonsense: its beginning, and what repeats.
struct Shape {
    name: &'static str,
    start: &'static str,
    again: &'static str,
}

const SHAPES: [Shape; 13] = [
    Shape { name: "nested lists", start: "", again: "[" },
    Shape { name: "nested objects", start: "", again: "{\"a\":" },
    Shape { name: "one text", start: "\"", again: "a" },
    Shape { name: "one text, escaped", start: "\"", again: "\\u0041" },
    Shape { name: "numbers", start: "[0", again: ",0" },
    Shape { name: "empty lists", start: "[[]", again: ",[]" },
    Shape { name: "lists of one", start: "[[0]", again: ",[0]" },
    Shape { name: "objects", start: "[{}", again: ",{\"a\":0}" },
    Shape { name: "texts", start: "[\"\"", again: ",\"\"" },
    Shape { name: "digits", start: "", again: "9" },
    Shape { name: "a fraction", start: "0.", again: "3" },
    Shape { name: "blanks", start: "", again: " " },
    Shape { name: "fields", start: "", again: "," },
];

impl Shape {
    /// So many bytes of it behind something.
    fn behind(&self, before: &str, bytes: usize) -> String {
        if self.name == "fields" {
            return before.to_owned() + &fields(bytes - before.len());
        }
        let mut text = String::with_capacity(bytes);
        text.extend([before, self.start]);
        let some = self.again.repeat(4096);
        while text.len() + some.len() <= bytes {
            text.push_str(&some);
        }
        let rest = (bytes - text.len()) / self.again.len();
        text + &self.again.repeat(rest)
    }
}

/// A million fields, each of another name.
fn fields(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes);
    let mut gap = '{';
    for number in 0_u32.. {
        let before = text.len();
        write!(text, "{gap}\"{number}\":0").unwrap();
        gap = ',';
        if text.len() > bytes {
            text.truncate(before);
            break;
        }
    }
    text
}

/// What reads a text.
struct Reader {
    name: &'static str,
    /// What stands before the nonsense.
    before: &'static str,
    /// The longest that is looked at, or enough of it.
    most: usize,
    read: fn(&str) -> Result<(), Error>,
}

const fn reader(name: &'static str, most: usize, read: fn(&str) -> Result<(), Error>) -> Reader {
    Reader { name, before: "", most, read }
}

const fn behind_header(name: &'static str, most: usize, read: fn(&str) -> Result<(), Error>) -> Reader {
    Reader { name, before: HEADER, most, read }
}

fn read<T>(result: Result<T, Error>) -> Result<(), Error> {
    result.map(drop)
}

const HEADER: &str = "{\"anjieflow\":1,\"case\":\"C-1\",\"entries\":20000}\n";

fn command(value: Value) -> Result<(), Error> {
    read(read_command(&value))
}

fn seal(log: &str) -> Result<(), Error> {
    read(Seal::of(log, Date::constant(2026, 3, 2), Actor::new("audit")?, None))
}

const HANDED: &str = "what is handed over";
const TABLE: &str = "a table";

const READERS: [Reader; 10] = [
    reader("a command", limits::LINE_BYTES, |text| command(plain::parse(text)?)),
    reader(HANDED, limits::LOG_BYTES / 4, |text| command(plain::parse_handed(text)?)),
    reader("a pack", limits::TEXT_BYTES, |text| read(pack::read(text))),
    reader("a log", limits::LINE_BYTES, |text| read(read_log(text))),
    behind_header("an entry", limits::LINE_BYTES, |text| read(read_log(text))),
    behind_header("a log to seal", limits::LINE_BYTES, seal),
    reader("a seal", limits::LINE_BYTES, |text| read(Seal::read(text))),
    reader("a log with its seal", limits::LINE_BYTES, |text| read(audit::audit(text, None))),
    reader("packed rules", limits::PACKED_BYTES, |text| read(Pack::unpack(text.as_bytes()))),
    reader(TABLE, limits::TABLE_BYTES, |text| read(csv::read(text))),
];

/// Lines that make a log or a table long.
const LINES: [&str; 5] = ["          \n", "{}\n", "x\n", "a,b\n", "\"\",\n"];

const LONG: [Reader; 4] = [
    behind_header("a log", limits::LOG_BYTES, |text| read(read_log(text))),
    behind_header("a log to seal", limits::LOG_BYTES, seal),
    reader("a seal", limits::LOG_BYTES, |text| read(Seal::read(text))),
    reader(TABLE, limits::TABLE_BYTES, |text| read(csv::read(text))),
];

/// A field is read in one go: what a megabyte takes tells what more would.
const MEGABYTE: usize = 1 << 20;

/// What a field of a text may be taken for.
const FIELDS: [Reader; 12] = [
    reader("a day", MEGABYTE, |text| read(text.parse::<Date>())),
    reader("an amount", MEGABYTE, |text| read(text.parse::<Money>())),
    reader("a rate", MEGABYTE, |text| read(text.parse::<Rate>())),
    reader("an id", MEGABYTE, |text| read(CaseId::new(text))),
    reader("a rule", MEGABYTE, |text| read(RuleId::new(text))),
    reader("a name", MEGABYTE, |text| read(Name::parse(text))),
    reader("a resident's number", MEGABYTE, |text| read(ResidentId::parse(text))),
    reader("a mobile number", MEGABYTE, |text| read(Mobile::parse(text))),
    reader("an account", MEGABYTE, |text| read(BankCard::parse(text))),
    reader("a title", MEGABYTE, |text| read(TitleNumber::parse(text))),
    reader("a unit", MEGABYTE, |text| read(UnitNumber::parse(text))),
    reader("a company", MEGABYTE, |text| read(Uscc::parse(text))),
];

/// What is the most that a text took beside itself, and the longest that anything took.
#[derive(Default)]
struct Worst {
    beside: (usize, String),
    took: (f64, String),
}

impl Worst {
    fn look(&mut self, reader: &Reader, shape: &str, text: &str) -> Result<(), Error> {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let start = Instant::now();
        let outcome = (reader.read)(text);
        let took = start.elapsed().as_secs_f64();
        let beside = MEMORY.peak_usage() - before;
        let about = format!("{} bytes of {shape} as {}", text.len(), reader.name);
        let most = if reader.name == HANDED { BESIDE_HANDED } else { BESIDE };
        assert!(beside < most, "{about} takes {beside} bytes beside itself");
        if beside > self.beside.0 && reader.name != HANDED {
            self.beside = (beside, about.clone());
        }
        if took > self.took.0 {
            self.took = (took, about);
        }
        outcome
    }

    /// What is far too long is refused.
    fn refused(&mut self, reader: &Reader, shape: &str, text: &str) {
        let error = self.look(reader, shape, text).unwrap_err();
        assert!(error.to_string().len() < 500, "{error}");
    }

    fn told(self, of: &str) {
        println!("{of}: at most {} bytes beside it ({})", self.beside.0, self.beside.1);
        println!("{of}: at most {:.3} s ({})", self.took.0, self.took.1);
    }
}

/// One test, for the allocator counts for all.
#[test]
fn what_is_hostile_is_refused_and_takes_little() {
    let _ = Pack::builtin();
    far_too_long().told("100 MB");
    as_long_as_is_read().told("as long as is read");
    many_lines().told("lines");
    long_fields().told("fields");
}

fn far_too_long() -> Worst {
    let mut worst = Worst::default();
    // Behind a header too, but not all of them: who refuses it by its length looks no further.
    for (shape, before) in SHAPES.iter().map(|shape| (shape, "")).chain([(&SHAPES[0], HEADER)]) {
        let text = shape.behind(before, HUNDRED_MB);
        let readers = READERS.iter().filter(|reader| reader.before == before);
        readers.for_each(|reader| worst.refused(reader, shape.name, &text));
    }
    worst
}

fn as_long_as_is_read() -> Worst {
    let mut worst = Worst::default();
    for (reader, shape) in READERS.iter().flat_map(|reader| SHAPES.iter().map(move |shape| (reader, shape))) {
        let outcome = worst.look(reader, shape.name, &shape.behind(reader.before, reader.most));
        // A table may hold any text. Of the others, what is left open or too much is neither JSON nor a pack.
        assert!(outcome.is_err() || reader.name == TABLE, "{} as {}", shape.name, reader.name);
    }
    worst
}

fn many_lines() -> Worst {
    let mut worst = Worst::default();
    for (reader, line) in LONG.iter().flat_map(|reader| LINES.iter().map(move |line| (reader, line))) {
        let times = (reader.most - reader.before.len()) / line.len();
        let text = [reader.before, &line.repeat(times)].concat();
        // Empty lines make no table, and a table of few lines is one.
        let outcome = worst.look(reader, line.trim_end(), &text);
        assert!(outcome.is_err() || reader.name == TABLE, "{line:?} as {}", reader.name);
    }
    worst
}

fn long_fields() -> Worst {
    let mut worst = Worst::default();
    for (reader, piece) in FIELDS.iter().flat_map(|reader| ["9", "a", "京", " "].map(|piece| (reader, piece))) {
        worst.refused(reader, piece, &piece.repeat(reader.most / piece.len()));
    }
    worst
}
