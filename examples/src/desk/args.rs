//! What one may ask of `desk`.

use std::path::{Path, PathBuf};

use anjieflow::date::Date;
use anjieflow::identity::NumberKind;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{assess, audit, choose, prepay, schedule, sheet, today};

/// A day at a mortgage clerk's desk: cases, their papers, their deadlines.
///
/// Without a command it runs the day: takes in the cases' histories, applies today's inbox, prints the worklist by
/// due date, what each case lacks, every refused command with its reasons, and whom to notify, and writes a page of
/// the day. Running it again changes nothing; stopping it at any moment loses nothing.
#[derive(Debug, Parser)]
#[command(name = "desk", version, after_help = EXIT_CODES, arg_required_else_help = false)]
pub struct Desk {
    /// What to do instead of running the day.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Where things are, and how to answer.
    #[command(flatten)]
    pub options: Options,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done; refused items of the inbox are told, and are no failure of the day
  1  the answer is no: `apply` met a refusal, the number of `check-id` is not
     valid, `lint` found an error, the year of `workday` is not published, the log of `replay` or
     `audit` does not hold; many at once with `-` end with 0
  2  the input or the usage is wrong; of a day, a file was left out and the
     others were done; of `impact --cases`, likewise a line or a log
  3  the database or the page could not be read or written";

/// Where things are, and how to answer.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The office's folder, with `office.json`, `cases/` and `inbox/` [default: the sample that ships with desk]
    #[arg(long, global = true, value_name = "DIR")]
    pub office: Option<PathBuf>,
    /// The database [default: target/desk/desk.sqlite]
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// The page of the day
    #[arg(long, value_name = "FILE", default_value = "target/desk/day.html")]
    pub page: PathBuf,
    /// The day, as YYYY-MM-DD [default: the day of the office, or else today]
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub today: Option<Date>,
    /// The language of what is printed; errors are always in English
    #[arg(long, global = true, value_enum, default_value = "en")]
    pub lang: Lang,
    /// The pack the office works under, as JSON [default: the rules that come with the program]
    #[arg(long, global = true, value_name = "FILE")]
    pub pack: Option<PathBuf>,
    /// Local rules over the pack, as JSON; may be given several times
    #[arg(long, global = true, value_name = "FILE")]
    pub layer: Vec<PathBuf>,
    /// Where the office is, as "city=Jinan,institution=China CITIC Bank" [default: the place of the narrowest layer]
    #[arg(long, global = true, value_name = "PLACE")]
    pub place: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// 中文
    Zh,
}

/// One question or job.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What a clerk has to do today: what presses most first, what lapses first, the four weeks to come; applies nothing
    Today(today::Asked),
    /// One case: where it is, what it lacks, what happened to it
    Case {
        /// The id of the case
        id: String,
    },
    /// Ask a case or the office anything that the library answers, as JSON
    ///
    /// A question is an object with its name and what belongs to it, such as {"question": "ledger"}; each has a section in
    /// bindings-wasm/js/QUESTIONS.md.
    Ask {
        /// The question; `-` reads standard input
        question: String,
        /// The case that is asked; left out, it is the office
        #[arg(long, value_name = "ID")]
        case: Option<String>,
    },
    /// A sheet to print: the index of the dossier, what goes to the lender, the lender's form
    Sheet(sheet::Asked),
    /// Apply commands from a JSON file: one `{"case", "command", "context"}`, a list of them, or an inbox
    ///
    /// The file is checked whole before anything is applied. An item with an `id` is applied once, however often the
    /// file is given.
    Apply {
        /// The file; `-` reads standard input
        file: PathBuf,
    },
    /// Check a log and show the case it tells
    Replay {
        /// The log; `-` reads standard input
        log: PathBuf,
        /// The case as it was at the end of this day, as far as is known now
        #[arg(long, value_name = "DAY", conflicts_with = "known_on")]
        as_of: Option<String>,
        /// The case as it was known at the end of this day
        #[arg(long, value_name = "DAY")]
        known_on: Option<String>,
    },
    /// Print the seal of a log: a digest of each entry, in a chain, to be signed and kept apart
    ///
    /// The day is that of `--today`. What is hashed stands in core/AUDIT.md.
    Seal(audit::Sealing),
    /// Compare a log with its seal: every entry that was changed, taken out, put in or put elsewhere
    ///
    /// Answers no when there is one. Beside a seal, entries that were appended since are only counted.
    Audit(audit::Auditing),
    /// The products of the pack
    Products {
        /// Only what is offered in this city: its own products, and those of no city; in Chinese or English
        #[arg(long, value_name = "CITY")]
        city: Option<String>,
        /// Seen on this day, with the limits that hold then
        #[arg(long, value_name = "DAY", value_parser = day)]
        date: Option<Date>,
    },
    /// Check a pack whole: every fault with its smallest example; then run the machine on it
    ///
    /// With `--layer` and `--place`, what is checked is the pack with the layers laid over it there. Answers no when a fault keeps the pack from being loaded, or when a law does not hold.
    Lint {
        /// The pack, a JSON file; `builtin` is the one compiled into the program, `-` reads standard input
        // Not called `pack`: the global option of that name would take the value.
        #[arg(value_name = "PACK")]
        linted: PathBuf,
    },
    /// The papers that a product asks of a household
    Checklist {
        /// The id of the product; see `desk products`
        #[arg(long, value_name = "ID")]
        product: String,
        /// A JSON file with the facts of the household, such as {"marital": "married"}; `-` reads standard input
        #[arg(long, value_name = "FILE")]
        facts: PathBuf,
    },
    /// What a rule says: in both languages, under which edition, since when, where it was read
    Explain {
        /// The rule, as a checklist line, a blocker, a finding or a task cites it
        rule: String,
    },
    /// Whether a loan would fit, before there is a case; how large it may be, and what would make it fit
    Assess(assess::Asked),
    /// Every product for an enquiry, the best first: verdict, payment, cost, missing papers, working days
    Match(choose::Asked),
    /// Every payment of a loan, and what it costs
    Schedule(schedule::Asked),
    /// What an early payment of a loan costs, and what it saves
    Prepay(prepay::Asked),
    /// Ask the calendar of working days
    ///
    /// Operations: is_working_day, roll_forward, roll_back, add_working_days (argument: days), working_days_between
    /// (argument: a later day). Given `-`, reads `operation,date,argument` a line from standard input.
    Workday {
        /// The operation, or `-`
        operation: String,
        /// The day
        date: Option<String>,
        /// A number of days or a second day, for the operations that take one
        #[arg(allow_hyphen_values = true)]
        argument: Option<String>,
    },
    /// The statutory retirement age of somebody born in a month
    ///
    /// It moves by month of birth since 2025. Given `-`, reads `category,birth_month` a line from standard input.
    RetirementAge {
        /// `male`, `female_55` or `female_50` (women by their age before 2025), or `-`
        category: String,
        /// The month of birth, as YYYY-MM
        birth_month: Option<String>,
    },
    /// Check a number: of a person or a firm, or with `--as` of a bank card, a permit, a title certificate, a unit
    CheckId {
        /// What it is said to be [default: a resident identity number or a unified social credit code, told apart by itself]
        ///
        /// One of resident-id, uscc, bank-card, mobile, permit, foreigner-card, passport, title, unit.
        #[arg(long = "as", value_name = "SORT", value_parser = sort)]
        kind: Option<NumberKind>,
        /// The number; `-` reads a number a line from standard input
        number: String,
    },
    /// What another edition of the rules means for the cases, grouped by cause with one witness each
    ///
    /// An edition is a day, a pack, or a pack as of a day: `2024-09-28`, `pack.json`, `pack.json@2024-09-28`. The name
    /// of the built-in edition stands for its pack. A rule whose deciding day has come for a case does not move with
    /// the day. It prints what changes in the rules too, when no case is touched.
    Impact {
        /// The edition before
        #[arg(long, value_name = "EDITION")]
        from: String,
        /// The edition after
        #[arg(long, value_name = "EDITION")]
        to: String,
        /// Cases of your own in place of the office's: a table of loans (CSV), a log, or a folder of logs; `-` reads
        /// standard input
        ///
        /// The first line of the table names its columns; `product`, `amount_fen` and `term_months` must be there. What
        /// else may be is told in examples/README.md. What cannot be read is left out and told by line and column.
        #[arg(long, value_name = "FILE")]
        cases: Option<PathBuf>,
    },
}

impl Options {
    /// The office's folder.
    pub fn office(&self) -> PathBuf {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("office");
        let shipped = if shipped.is_dir() { shipped } else { PathBuf::from("examples/office") };
        self.office.clone().unwrap_or(shipped)
    }

    /// The database.
    pub fn db(&self) -> PathBuf {
        self.db.clone().unwrap_or_else(|| PathBuf::from("target/desk/desk.sqlite"))
    }
}

fn sort(text: &str) -> Result<NumberKind, String> {
    NumberKind::from_name(text).map_err(|error| error.to_string())
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error: anjieflow::error::Error| error.to_string())
}
