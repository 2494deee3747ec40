//! The work of a Chinese home-mortgage clerk (按揭员) as a library: a purchase from the first question to the
//! released mortgage, as typed stages, document checklists, gates and an event log.
//!
//! ```
//! use anjieflow::case::intake::{AddParty, ChooseProduct, DescribeProperty, StateFacts};
//! use anjieflow::case::{Actor, CaseId, CaseIn, Reason, Salt, review::RequestReview};
//! use anjieflow::{Application, Context, Date, Money};
//! use anjieflow::{fact::{Fact, Facts}, identity::Name, party::PartyId, product::{ProductId, Role}, property::Address};
//!
//! let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?).salted(Salt::new([7; 16]));
//!
//! // A case known to be in stage `Enquiry`. A step of another stage does not compile here.
//! let case = CaseIn::open(CaseId::new("C-1")?, &context)?.case;
//! let buyer = AddParty {
//!     id: PartyId::new("b1")?,
//!     role: Role::Borrower,
//!     name: Name::parse("陈一诺")?,
//!     id_number: None,
//!     other_id: None,
//!     phone: None,
//! };
//! let case = case.note(buyer, &context).map_err(|it| it.refusal)?.case;
//! let facts = Facts::EMPTY.with_word(Fact::Property, "presale")?.with_word(Fact::Marital, "single")?;
//! let case = case.note(StateFacts { facts }, &context).map_err(|it| it.refusal)?.case;
//! let home = DescribeProperty {
//!     address: Address::new("济南市历下区试验路1号")?,
//!     price: Money::from_yuan(1_500_000)?,
//!     appraisal: None,
//!     site: None,
//! };
//! let case = case.note(home, &context).map_err(|it| it.refusal)?.case;
//!
//! // The product decides which papers are asked for; the case is now in stage `Collecting`.
//! let asked = Application { product: ProductId::CITIC_JINAN_NEW, amount: Money::from_yuan(900_000)?, term_months: 360 };
//! let case = case.take(ChooseProduct { loans: vec![asked] }, &context).map_err(|it| it.refusal)?.case;
//!
//! // A gate lists everything that blocks, at once, and gives the case back untouched.
//! let turned = case.take(RequestReview {}, &context).unwrap_err();
//! let missing = turned.refusal.reasons.iter().filter(|it| matches!(it, Reason::MissingDocument { .. })).count();
//! assert_eq!(missing, 8);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Overview
//!
//! The one primary type is [`Case`]: a purchase, in whatever stage it is. Three things belong to it:
//!
//! * a [`Command`] asks for a step; the answer is an [`Event`] or a [`Refusal`] with every reason at once;
//! * the [`Log`] keeps the events; the case is computed from it, as of any day;
//! * the [`Context`] says what a decision may know besides: today, who, the pack of rules, the calendar.
//!
//! [`case::CaseIn`] is the same case with its stage in the type: a step that the flow does not list does not compile.
//! A [`Loan`] is one lender's application inside the case, a machine of its own; a combined case has two.
//!
//! Modules, in reading order: [`money`], [`date`], [`calendar`], [`identity`] know nothing of mortgages; [`repayment`]
//! is the arithmetic of a debt and leans on money, dates and the calendar alone; [`fact`], [`party`], [`property`],
//! [`product`], [`application`], [`document`] are the nouns; [`checklist`] is what a product asks of a household,
//! [`cost`] what buying costs besides; [`figure`], [`retirement`] and [`finding`] judge limits; [`case`] and [`loan`]
//! are the two machines, on the mechanism of [`machine`]; [`assess`](mod@assess) judges a loan before there is a case;
//! [`log`], [`worklist`], [`opening`], [`forecast`](mod@forecast) and [`diagram`] look at them; [`difference`](mod@difference) and
//! [`impact`](mod@impact) compare editions of the rules; `interchange` (feature `serde`) writes everything down.
//!
//! # What it does, and what it does not
//!
//! It knows the trade: fourteen stages, twelve states of a loan, thirty-four milestones, sixteen routes, 35 deadlines,
//! 31 products with their published lists of papers, what the state and eleven cities publish, and the working days of
//! the PRC from 2013 to 2026. It reads no clock, does no I/O, holds no global state, uses no floating point for money,
//! and panics on no input.
//!
//! It finds which limits of policy and of the lender a loan keeps, breaks or cannot be judged by yet; a finding blocks
//! nothing. It is no store: keep the log where you keep your data (`examples/` shows SQLite).
//!
//! # Cookbook
//!
//! | I want to | call |
//! |---|---|
//! | open a case | [`Case::open`], or [`case::CaseIn::open`] for the typed one |
//! | take a step | [`Case::step`]; [`machine::In::take`] and [`machine::In::note`] in types |
//! | ask whether a step would pass | [`Case::decide`] |
//! | list the steps of this stage | [`Case::allowed`] |
//! | know what is missing | [`case::File::checklist`], [`case::gate::blockers`] |
//! | let a paper come later | [`case::obligation::Waive`], [`case::obligation::Promise`] |
//! | record who agreed to what | [`case::consent::GiveConsent`], [`case::consent::WithdrawConsent`] |
//! | record divorce, death, another job | [`case::life::RecordLifeEvent`]; beforehand [`case::life::consequences`] |
//! | know until when data are kept, and erase them | [`retention::of`], [`case::erasure::Erase`], [`Log::forget`] |
//! | know what will lapse too early | [`Case::forecast`] |
//! | know what to do today | [`worklist::tasks`]; of all cases of an office [`worklist::Office`] |
//! | know what opens the next step, and which paper to chase first | [`opening::ways`] |
//! | know the load of the weeks to come, and what lapses first | [`worklist::capacity`](worklist::capacity::capacity), [`worklist::lapsing`](worklist::lapsing::lapsing) |
//! | put deadlines in a calendar | [`worklist::calendar_feed`](worklist::calendar_feed::calendar_feed) |
//! | keep and replay | [`machine::Moved::entry`], [`Log::append`], [`Log::replay`] |
//! | see the case as it was | [`Log::as_of`], [`Log::known_on`] |
//! | keep the ledger, the week's table, the month's end | [`books::ledger::ledger`], [`books::week::progress`], [`books::reconcile::reconcile`](books::reconcile::reconcile()) |
//! | know what the developer answers for, and which deposits are out | [`books::guarantee::guarantees`], [`books::guarantee::deposits`] |
//! | draw the flow | [`diagram::mermaid`], [`diagram::dot`] |
//! | know before there is a case whether a loan fits, how large it may be, what would make it fit | [`assess()`](assess::assess) |
//! | know which of all products to ask for | [`assess::choose`] |
//! | answer what customers ask | [`assess::questions`] |
//! | know the taxes and fees, and who pays them | [`cost::costs`] |
//! | know which papers contradict one another or the case | [`examine()`](examine::examine) |
//! | know which limits a loan keeps or breaks | [`finding::findings`] |
//! | know why: what a rule says, since when, where it was read | [`product::Pack::explain`] |
//! | know what another edition changes for a case | [`difference()`](difference::difference) |
//! | know it for a million loans | [`impact()`](impact::impact) |
//! | know what changed in the rules | [`difference::rules`] |
//! | know what a month costs, and all payments | [`repayment::Debt::instalment`], [`repayment::Debt::schedule`] |
//! | know on which day, and what an early payment saves | [`repayment::DueDays`], [`repayment::prepay`] |
//! | know what a new loan prime rate does to the payments | [`repayment::repricing`] |
//! | know what is owed by somebody who is behind | [`repayment::arrears`] |
//! | know what a loan costs in a year, its fees included | [`repayment::Schedule::apr`] |
//! | know a rate of a day | [`product::Policy::lpr`], [`product::Policy::fund_rate`] |
//! | know when somebody retires | [`retirement::statutory`] |
//! | count working days | [`calendar::Calendar::add_working_days`] |
//! | check a number | [`identity::check`] |
//! | check a rule set whole | [`product::Pack::faults`], [`product::Pack::check`] |
//! | know whether a log is still what it was | `interchange::audit`, feature `audit` |
//! | read and write JSON | `interchange`, feature `serde` |
//!
//! # Privacy
//!
//! `Debug`, `Display`, errors and views mask names, ID numbers, phones, accounts and addresses; reading the real value
//! is an explicit call, `reveal`. A log is the office's own and holds them, in one salted object an entry.
//!
//! # Features
//!
//! * none by default: the crate depends on nothing.
//! * `wire`: of the module `interchange` what a case needs, with a few lines of JSON of its own.
//! * `serde`: all of it, with `serde` and `serde_json`, whose values it then takes and gives.
//! * `audit`: logs sealed and audited (`interchange::audit`), with `sha2`; of `interchange` it needs `wire`.
//! * `chrono`: conversions between [`Date`] and `chrono::NaiveDate`.
//!
//! A feature adds names; none changes what a call does. `serde` puts the values of `serde_json` in the place of those of `wire`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(clippy::result_large_err, reason = "a refused case comes back by value, as large as a granted one")]

pub mod error;

pub mod calendar;
pub mod date;
pub mod digest;
pub mod identity;
pub mod money;
pub mod repayment;

pub mod application;
pub mod document;
pub mod fact;
pub mod figure;
pub mod party;
pub mod product;
pub mod property;
pub mod retirement;

pub mod checklist;
mod collect;
pub mod cost;

mod hex;
mod id;
pub mod limits;
pub mod machine;
mod order;
pub mod shared;
pub mod watch;
mod words;

pub mod case;
pub mod loan;
pub mod relations;
pub mod retention;

pub mod aftercare;
pub mod assess;
pub mod diagram;
pub mod difference;
pub mod examine;
pub mod explain;
pub mod finding;
pub mod forecast;
pub mod impact;
pub mod log;
pub mod opening;
pub mod worklist;

pub mod books;
pub mod coordination;
pub mod dossier;

pub mod proof;

#[cfg(feature = "wire")]
pub mod interchange;

pub use application::Application;
pub use case::{Case, Command, Context, Event, Refusal, Stage};
pub use checklist::Checklist;
pub use date::Date;
pub use error::Error;
pub use loan::Loan;
pub use log::Log;
pub use money::{Money, Rate};

/// The front pages run as tests.
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The front page in Chinese runs too.
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../../README.zh-CN.md")]
struct ReadmeInChinese;
