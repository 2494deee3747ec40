//! `desk`: a day at a mortgage clerk's office.
//!
//! It shows how an application holds cases: the [`store`] keeps their events and nothing else, the core decides, and
//! whatever is shown is computed anew. In reading order:
//!
//! - [`args`]: what one may ask of it.
//! - [`office`]: the folder with the histories and today's inbox, read and checked before anything is done.
//! - [`rules`]: the pack and the layers it works under.
//! - [`store`]: SQLite, append-only, with optimistic concurrency by the length of a log; [`tables`] makes its tables, and
//!   [`whole`] says what is wrong with a database.
//! - [`apply`]: applies a file, item by item.
//! - [`day`]: takes in the histories, applies the inbox, and gathers what there is to tell; [`clock`] sees to it that
//!   the day is right.
//! - [`report`], [`json`] and [`page`]: tell it to a terminal, to a script, and to whoever opens the page.
//! - [`agenda`]: what a clerk has to do, ranked, and the four weeks to come; [`today`] tells it on a [`screen`], and
//!   [`pressing`] has its words.
//! - [`ask`]: the small questions, which need no store.
//! - [`question`]: anything that the library answers, as JSON; [`sheet`]: what is printed and put into a file.
//! - [`audit`]: whether a log is still what it was.
//! - [`lint`]: whether a pack of rules works.
//! - [`impact`]: what another edition of the rules means for the cases, or for [`cases`] of one's own.
//! - [`schedule`] and [`prepay`]: every payment of a [`loan`], and paying it early; [`timing`] says when it is paid back, and
//!   [`floating`] what its rate follows.
//! - [`chart`]: its curves, as a page.
//! - [`assess`] and [`choose`]: whether a loan would fit, and which product to ask for.
//! - [`words`]: what things are called in the two languages.

pub mod agenda;
pub mod apply;
pub mod args;
pub mod ask;
pub mod assess;
pub mod audit;
pub mod cases;
pub mod chart;
pub mod choose;
pub mod clock;
pub mod day;
pub mod error;
pub mod floating;
pub mod impact;
pub mod json;
pub mod lint;
pub mod loan;
pub mod office;
pub mod page;
pub mod prepay;
pub mod pressing;
pub mod question;
pub mod report;
pub mod rules;
pub mod schedule;
pub mod screen;
pub mod sheet;
pub mod store;
pub mod tables;
pub mod timing;
pub mod today;
pub mod whole;
pub mod words;

mod progress;
mod run;

pub use error::Error;
pub use run::main;
