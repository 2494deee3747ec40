//! What a loan would meet before there is a case: whether it fits, how large it may be, what would make it fit.
//!
//! An [`Enquiry`] is a household and the home it wants; an [`Application`] is what it would ask of a lender. They are
//! judged by the very code that judges the loan of a case ([`finding`](crate::finding)), with the monthly instalment
//! computed instead of stated.
//!
//! ```
//! use anjieflow::assess::{Enquiry, Fit, RemedyKind, assess};
//! use anjieflow::figure::{Figure, Figures};
//! use anjieflow::product::{Pack, ProductId};
//! use anjieflow::{Application, Date, Money};
//!
//! let enquiry = Enquiry {
//!     figures: Figures::EMPTY
//!         .with(Figure::MonthlyIncome, 1_000_000)?
//!         .with(Figure::PropertyFee, 20_000)?
//!         .with(Figure::OtherDebt, 0)?,
//!     price: Some(Money::from_yuan(2_000_000)?),
//!     ..Enquiry::default()
//! };
//! let asked = Application { product: ProductId::CCB_HOUSING, amount: Money::from_yuan(1_500_000)?, term_months: 240 };
//! let assessment = assess(&enquiry, &asked, Pack::builtin(), Date::new(2026, 3, 2)?)?;
//!
//! // Half of 10,000 yuan less the fee of 200 may go to the loan each month.
//! assert_eq!(assessment.verdict, Fit::DoesNotFit);
//! assert_eq!(assessment.room.instalment.as_ref().unwrap().is.to_string(), "4800.00");
//! assert_eq!(assessment.terms.as_ref().unwrap().monthly().to_string(), "8699.40");
//! assert!(assessment.remedies.iter().any(|it| it.kind == RemedyKind::DownPayment));
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

mod choose;
pub mod questions;
mod remedy;
mod room;
mod terms;

use crate::collect::CollectVec;
use core::fmt;

use crate::application::Application;
use crate::case::File;
use crate::case::edition::{Basis, JudgedDays};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::fact::{Fact, Facts};
use crate::figure::{Figure, Figures};
use crate::finding::{Borrower, Finding, Judge, Judged, Subject, Verdict, place};
use crate::identity::Sex;
use crate::loan::LoanId;
use crate::money::{Money, Rate};
use crate::party::{Party, PartyId};
use crate::product::{EditionId, Limit, Pack, Place, Policy, Product, ProductKind, Role, Truth};
use crate::property::Site;
use crate::repayment::{Debt, Method};
use crate::words::closed;
pub use choose::{Choice, Lacking, Objective, Seen, Time, Wish, choose};
pub use remedy::{Remedy, RemedyKind};
pub use room::{Bounded, Room};
pub use terms::{LoanTerms, RateBasis, RateUsed};

/// A household and the home it wants, as far as somebody asks before there is a case. What is not known is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enquiry {
    /// What is known of the household and the purchase.
    pub facts: Facts,
    /// The numbers that limits ask for. The monthly instalment is computed, where the rate is known.
    pub figures: Figures,
    /// The price.
    pub price: Option<Money>,
    /// What the appraisal says, where there is one.
    pub appraisal: Option<Money>,
    /// In which city the home is.
    pub site: Option<Site>,
    /// Who takes part.
    pub applicants: Vec<Applicant>,
    /// What another lender lends for the same home.
    pub beside: Beside,
    /// The spread over the loan prime rate that a bank has named, in hundredths of a percent.
    pub spread: Option<i16>,
    /// How the loan would be paid back.
    pub method: Method,
}

/// One who would take part.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    /// What the enquiry calls them.
    pub id: PartyId,
    /// The part they would play.
    pub role: Role,
    /// Born when, and of which sex; `None` while nobody said so.
    pub born: Option<(Date, Sex)>,
}

/// The other loan of a pair (组合贷).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What it lends.
    pub amount: Money,
    /// What it costs in a month.
    pub monthly: Money,
}

/// What an application would meet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assessment<'c> {
    /// What would be asked.
    pub application: Application,
    /// The edition of the rules.
    pub edition: &'c EditionId,
    /// The day that was looked up.
    pub day: Date,
    /// Whether it fits.
    pub verdict: Fit,
    /// Why the product is not for this home at all.
    pub bars: Vec<Bar>,
    /// How it stands to each limit: public ones first, then what the lender prints.
    pub findings: Vec<Finding<'c>>,
    /// Rate and payments; `None` while the rate is not known.
    pub terms: Option<LoanTerms<'c>>,
    /// How large and how long it may be, and what must be earned.
    pub room: Room,
    /// What would make it fit, the smallest change first. Empty where it fits, and where none of these helps.
    pub remedies: Vec<Remedy>,
    /// What to ask before everything is known.
    pub ask: Vec<&'static str>,
}

closed! {
    /// Whether an application fits.
    pub enum Fit ("answer of an assessment") {
        /// No limit is broken, and none is open.
        Fits "fits" "符合",
        /// It depends on what nobody has said.
        CannotSay "cannot_say" "无法判断",
        /// A limit is broken, public or printed, or the product is not for this home.
        DoesNotFit "does_not_fit" "不符合",
    }
}

closed! {
    /// Why a product is not for a home.
    pub enum Bar ("bar") {
        /// It is for other kinds of property.
        OtherHome "other_home" "不适用于该类房产",
        /// It is offered in another city.
        OtherCity "other_city" "不在该城市办理",
        /// The lender does not lend on the project, or does not work with the firm, by the office's own list.
        NotAdmitted "not_admitted" "楼盘或合作机构未准入",
        /// What the lender lends on the project is used up, or less than is asked.
        QuotaShort "quota_short" "楼盘额度不足",
    }
}

/// Everything that can be said of an application on a day: by every deciding day as of that one.
///
/// # Errors
///
/// `UnknownCode` when the pack has no such product; `OutOfRange` when an amount or a term is none that is computed with.
pub fn assess<'c>(
    enquiry: &Enquiry,
    application: &Application,
    pack: &'c Pack,
    day: Date,
) -> Result<Assessment<'c>, Error> {
    let product = pack.product(&application.product).ok_or_else(|| no_product(application))?;
    Debt::new(application.amount, Rate::ZERO, application.term_months)?;
    let thought = Thought::new(enquiry, product, pack, day);
    Ok(thought.assessment(application))
}

#[cold]
fn no_product(application: &Application) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no product is called `{}`", application.product))
        .at("product")
        .help("ask for the list of products")
}

impl Default for Enquiry {
    /// Nothing is known; paid back in equal instalments.
    fn default() -> Self {
        Self {
            facts: Facts::EMPTY,
            figures: Figures::EMPTY,
            price: None,
            appraisal: None,
            site: None,
            applicants: Vec::new(),
            beside: Beside::default(),
            spread: None,
            method: Method::EqualInstalment,
        }
    }
}

impl Enquiry {
    /// What a case knows, to think of another loan for it.
    #[must_use]
    pub fn of(file: &File) -> Self {
        let property = file.property.as_ref();
        Self {
            facts: file.facts,
            figures: file.figures,
            price: property.map(|it| it.price),
            appraisal: property.and_then(|it| it.appraisal),
            site: property.and_then(|it| it.site.clone()),
            applicants: file.parties.iter().map(Applicant::of).collect_vec(),
            ..Self::default()
        }
    }

    /// What a lender counts from: the smaller of price and appraisal.
    fn base(&self) -> Option<Money> {
        self.price.map(|price| self.appraisal.map_or(price, |appraisal| appraisal.min(price)))
    }

    fn borrowers(&self) -> Vec<Borrower> {
        let borrowers = self.applicants.iter().filter(|it| it.borrows());
        borrowers.map(|it| Borrower { is_first: it.role == Role::Borrower, born: it.born }).collect_vec()
    }

    fn borrower(&self, at: usize) -> Option<&PartyId> {
        self.applicants.iter().filter(|it| it.borrows()).nth(at).map(|it| &it.id)
    }
}

impl Applicant {
    fn of(party: &Party) -> Self {
        let born = party.id_number.as_ref().map(|number| (number.birth_date(), number.sex()));
        Self { id: party.id.clone(), role: party.role, born }
    }

    fn borrows(&self) -> bool {
        matches!(self.role, Role::Borrower | Role::CoBorrower)
    }
}

impl fmt::Debug for Applicant {
    /// The day of birth is masked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let born = self.born.map(|_| "***");
        f.debug_struct("Applicant").field("id", &self.id).field("role", &self.role).field("born", &born).finish()
    }
}

/// A loan that is thought of: an enquiry under one product and the rules of a day.
struct Thought<'e, 'c> {
    enquiry: &'e Enquiry,
    product: &'c Product,
    pack: &'c Pack,
    day: Date,
    place: Option<Place>,
    borrowers: Vec<Borrower>,
    /// The public limits of the day for this product.
    limits: Vec<&'c Limit>,
    printed: Vec<Limit>,
}

/// What is varied of a loan, to see how it would stand.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Trial {
    amount: Money,
    months: u16,
    facts: Facts,
    figures: Figures,
}

impl<'e, 'c> Thought<'e, 'c> {
    fn new(enquiry: &'e Enquiry, product: &'c Product, pack: &'c Pack, day: Date) -> Self {
        let in_force = pack.policy.limits.iter().filter(|limit| limit.origin.effective.covers(day));
        Self::among(enquiry, product, pack, day, in_force)
    }

    fn among(
        enquiry: &'e Enquiry,
        product: &'c Product,
        pack: &'c Pack,
        day: Date,
        limits: impl Iterator<Item = &'c Limit>,
    ) -> Self {
        Self {
            enquiry,
            product,
            pack,
            day,
            place: place(enquiry.site.as_ref(), product, &pack.policy),
            borrowers: enquiry.borrowers(),
            limits: limits.filter(|limit| limit.is_for(product)).collect_vec(),
            printed: product.limits(),
        }
    }

    fn trial(&self, amount: Money, months: u16) -> Trial {
        Trial { amount, months, facts: self.enquiry.facts, figures: self.enquiry.figures }
    }

    fn assessment(&self, application: &Application) -> Assessment<'c> {
        let trial = self.trial(application.amount, application.term_months);
        let (terms, unpriced) = self.terms(trial).map_or_else(|ask| (None, ask), |terms| (Some(terms), Vec::new()));
        let judged = self.judged(&trial, terms.as_ref());
        let room = self.room(&judged, &trial);
        let (bars, place) = self.bars();
        let verdict = verdict(&judged, &bars, place.is_empty() && unpriced.is_empty());
        let remedies = if verdict == Fit::DoesNotFit { self.remedies(&judged, &room, trial) } else { Vec::new() };
        let asked = judged.deciding().flat_map(|it| it.ask.iter().copied());
        let ask = once_each(place.into_iter().chain(unpriced).chain(asked));
        let findings = judged.findings(&LoanId::first(), |at| self.enquiry.borrower(at), &self.pack.edition.id);
        Assessment {
            application: application.clone(),
            edition: &self.pack.edition.id,
            day: self.day,
            verdict,
            bars,
            findings,
            terms,
            room,
            remedies,
            ask,
        }
    }

    /// How the loan would stand, with what it would cost in a month.
    fn judged<'s>(&'s self, trial: &Trial, terms: Option<&LoanTerms<'_>>) -> Judged<'c, 's> {
        let figures = self.figures(trial, terms);
        let subject = self.subject(trial, &figures);
        let judge = Judge::new(&subject, &self.pack.policy);
        Judged::of(&judge, self.limits.iter().copied(), &self.printed)
    }

    fn figures(&self, trial: &Trial, terms: Option<&LoanTerms<'_>>) -> Figures {
        let Some(terms) = terms else { return trial.figures };
        let monthly = terms.monthly().checked_add(self.enquiry.beside.monthly).unwrap_or(Money::MAX);
        trial.figures.with(Figure::MonthlyInstalment, monthly.fen()).unwrap_or(trial.figures)
    }

    fn subject<'s>(&'s self, trial: &'s Trial, figures: &'s Figures) -> Subject<'s> {
        let lent = trial.amount.checked_add(self.enquiry.beside.amount).unwrap_or(Money::MAX);
        Subject {
            facts: &trial.facts,
            figures,
            place: self.place.as_ref(),
            district: self.enquiry.site.as_ref().and_then(|site| site.district.as_deref()),
            price: self.enquiry.price.map(Money::fen),
            base: self.enquiry.base().map(Money::fen),
            lent: lent.fen(),
            amount: trial.amount.fen(),
            term_months: trial.months,
            granted: None,
            spread: self.spread(trial).map(|(spread, _)| spread),
            borrowers: &self.borrowers,
            days: JudgedDays([(self.day, Basis::Provisional); 4]),
        }
    }

    /// Why the product is not for the home, and what to ask before that is known.
    fn bars(&self) -> (Vec<Bar>, Vec<&'static str>) {
        let home = match self.enquiry.facts.property() {
            Some(property) => Truth::from(self.product.is_for(property)),
            None => Truth::Unknown,
        };
        let all = [(home, Bar::OtherHome, Fact::Property.name()), (self.is_here(), Bar::OtherCity, "city")];
        let barred = all.iter().filter(|(holds, ..)| *holds == Truth::No).map(|(_, bar, _)| *bar);
        let open = all.iter().filter(|(holds, ..)| *holds == Truth::Unknown).map(|(.., ask)| *ask);
        (barred.collect_vec(), open.collect_vec())
    }

    /// Whether it is offered where the home lies. A centre may lend for a home outside its area, where the case says so.
    fn is_here(&self) -> Truth {
        let Some(region) = self.product.region.as_deref() else { return Truth::Yes };
        let centre = self.product.kind != ProductKind::Commercial;
        if centre && self.enquiry.facts.flag(Fact::BoughtOutsideArea) == Some(true) {
            return Truth::Yes;
        }
        let Some(site) = &self.enquiry.site else { return Truth::Unknown };
        let policy = &self.pack.policy;
        Truth::from(named(policy, region).eq_ignore_ascii_case(named(policy, &site.city)))
    }
}

/// A city by the name that rules give it.
fn named<'n>(policy: &'n Policy, city: &'n str) -> &'n str {
    policy.city(city).map_or(city, |city| city.id.as_ref())
}

fn verdict(judged: &Judged<'_, '_>, bars: &[Bar], is_known: bool) -> Fit {
    let any = |verdict| judged.deciding().any(|it| it.verdict == verdict);
    match (!bars.is_empty() || any(Verdict::Broken), is_known && !any(Verdict::Unknown)) {
        (true, _) => Fit::DoesNotFit,
        (false, true) => Fit::Fits,
        (false, false) => Fit::CannotSay,
    }
}

/// Without repetitions, in the order of first mention.
fn once_each(names: impl IntoIterator<Item = &'static str>) -> Vec<&'static str> {
    let mut kept = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
