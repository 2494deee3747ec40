//! Many loans, a column for each thing that rules ask.

use crate::case::edition::{Basis, JudgedDays};
use crate::date::Date;
use crate::difference::Open;
use crate::error::{Error, ErrorCode};
use crate::fact::Facts;
use crate::figure::Figures;
use crate::finding::{Borrower, Subject};
use crate::identity::Sex;
use crate::money::Rate;
use crate::product::{Place, ProductId};
use crate::property::Site;

/// The deciding day has not come.
pub const NO_DAY: i32 = i32::MIN;
/// Nobody said how much.
pub const NO_AMOUNT: i64 = i64::MIN;
/// The lender has made no terms.
pub const NO_RATE: u32 = u32::MAX;
/// Nobody said where the home is.
pub const NO_SITE: u32 = u32::MAX;

/// Loans, column-wise: each slice has one number for each loan, but the first two, and those of the borrowers.
///
/// Days count from 1970-01-01 ([`Date::day_number`]). A deciding day is [`NO_DAY`] until it has come; where it was set by
/// hand, it is that day. A case with two loans has two rows.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The products that the loans are of.
    pub products: &'a [ProductId],
    /// Where the homes are.
    pub sites: &'a [Site],
    /// Which of the products.
    pub product: &'a [u16],
    /// Which of the sites, or [`NO_SITE`].
    pub site: &'a [u32],
    /// What is known of the household.
    pub facts: &'a [Facts],
    /// The numbers that limits ask for.
    pub figures: &'a [Figures],
    /// The contract price in fen, or [`NO_AMOUNT`].
    pub price: &'a [i64],
    /// The smaller of price and appraisal in fen, or [`NO_AMOUNT`].
    pub base: &'a [i64],
    /// What the loans of the case lend together, in fen.
    pub lent: &'a [i64],
    /// What this loan lends, in fen.
    pub amount: &'a [i64],
    /// Its term in months.
    pub term_months: &'a [u16],
    /// The granted rate in millionths, or [`NO_RATE`].
    pub granted: &'a [u32],
    /// When the case was opened.
    pub opened: &'a [i32],
    /// When the sale contract was signed.
    pub contract: &'a [i32],
    /// When the lender took the file.
    pub acceptance: &'a [i32],
    /// When the money was paid.
    pub payout: &'a [i32],
    /// Where the borrowers of each loan end in the next three columns; they begin where those of the one before end.
    pub borrowers_end: &'a [u32],
    /// A number for each borrower: when they were born, or [`NO_DAY`].
    pub born: &'a [i32],
    /// Their sex; of one whose birth is not known it means nothing.
    pub sex: &'a [Sex],
    /// The borrower from whose age the term is counted; else a co-borrower.
    pub is_first: &'a [bool],
}

/// One loan out of the columns.
pub(super) struct Row<'a> {
    pub(super) product: usize,
    pub(super) site: Option<usize>,
    facts: &'a Facts,
    figures: &'a Figures,
    district: Option<&'a str>,
    price: Option<i64>,
    base: Option<i64>,
    lent: i64,
    amount: i64,
    term_months: u16,
    granted: Option<Rate>,
    /// In the order of [`DecidingDay::ALL`](crate::product::DecidingDay::ALL).
    days: [Option<Date>; 4],
}

impl<'a> Columns<'a> {
    /// How many loans there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.product.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.product.is_empty()
    }

    /// Whether every column fits the others.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.lengths()?;
        outside("product", self.product.iter().position(|it| usize::from(*it) >= self.products.len()))?;
        let no_site = |it: &u32| *it != NO_SITE && index(*it) >= self.sites.len();
        outside("site", self.site.iter().position(no_site))?;
        let days = [self.opened, self.contract, self.acceptance, self.payout, self.born];
        for (name, column) in ["opened", "contract", "acceptance", "payout", "born"].into_iter().zip(days) {
            outside(name, column.iter().position(|it| *it != NO_DAY && !in_range(*it)))?;
        }
        outside("granted", self.granted.iter().position(|it| *it != NO_RATE && Rate::from_millionths(*it).is_none()))?;
        let ends = self.borrowers_end;
        let falls = ends.iter().zip(ends.iter().skip(1)).position(|(one, next)| next < one);
        outside("borrowers_end", falls.or((ends.last().copied().map_or(0, index) > self.born.len()).then_some(0)))
    }

    fn lengths(&self) -> Result<(), Error> {
        let (rows, people) = (self.len(), self.born.len());
        let lengths = [
            ("site", self.site.len(), rows),
            ("facts", self.facts.len(), rows),
            ("figures", self.figures.len(), rows),
            ("price", self.price.len(), rows),
            ("base", self.base.len(), rows),
            ("lent", self.lent.len(), rows),
            ("amount", self.amount.len(), rows),
            ("term_months", self.term_months.len(), rows),
            ("granted", self.granted.len(), rows),
            ("opened", self.opened.len(), rows),
            ("contract", self.contract.len(), rows),
            ("acceptance", self.acceptance.len(), rows),
            ("payout", self.payout.len(), rows),
            ("borrowers_end", self.borrowers_end.len(), rows),
            ("sex", self.sex.len(), people),
            ("is_first", self.is_first.len(), people),
        ];
        match lengths.into_iter().find(|(_, found, wanted)| found != wanted) {
            None => Ok(()),
            Some((name, found, wanted)) => Err(Error::new(
                ErrorCode::BadLength,
                format!("the column has {found} numbers where {wanted} are wanted"),
            )
            .at(name)
            .help("give every column a number for each loan, and those of borrowers one for each borrower")),
        }
    }

    pub(super) fn product(&self, at: usize) -> Option<usize> {
        self.product.get(at).copied().map(usize::from)
    }

    /// Which deciding days of a loan have not come.
    pub(super) fn open(&self, at: usize) -> Open {
        let days = [self.opened, self.contract, self.acceptance, self.payout];
        Open::bits(days.map(|column| column.get(at).is_none_or(|day| *day == NO_DAY)))
    }

    /// One loan; its borrowers are put into the list.
    pub(super) fn row(&self, at: usize, borrowers: &mut Vec<Borrower>) -> Option<Row<'a>> {
        self.borrowers(at, borrowers)?;
        let site = self.site.get(at).copied().filter(|it| *it != NO_SITE).map(index);
        let amount = |column: &'a [i64]| column.get(at).copied();
        let known = |column: &'a [i64]| amount(column).filter(|it| *it != NO_AMOUNT);
        let day = |column: &'a [i32]| column.get(at).copied().and_then(day);
        Some(Row {
            product: self.product(at)?,
            site,
            facts: self.facts.get(at)?,
            figures: self.figures.get(at)?,
            district: site.and_then(|site| self.sites.get(site)).and_then(|site| site.district.as_deref()),
            price: known(self.price),
            base: known(self.base),
            lent: amount(self.lent)?,
            amount: amount(self.amount)?,
            term_months: *self.term_months.get(at)?,
            granted: self.granted.get(at).copied().and_then(Rate::from_millionths),
            days: [day(self.opened), day(self.contract), day(self.acceptance), day(self.payout)],
        })
    }

    fn borrowers(&self, at: usize, borrowers: &mut Vec<Borrower>) -> Option<()> {
        let begin = at.checked_sub(1).map_or(Some(0), |before| self.borrowers_end.get(before).copied().map(index))?;
        let range = begin..index(*self.borrowers_end.get(at)?);
        let born = self.born.get(range.clone())?.iter().zip(self.sex.get(range.clone())?);
        let each = born.zip(self.is_first.get(range)?);
        borrowers.clear();
        borrowers.extend(
            each.map(|((born, sex), first)| Borrower { is_first: *first, born: day(*born).map(|born| (born, *sex)) }),
        );
        Some(())
    }
}

impl Row<'_> {
    /// The loan as limits ask for it, with this day for the deciding days that have not come.
    pub(super) fn subject<'s>(
        &'s self,
        borrowers: &'s [Borrower],
        place: Option<&'s Place>,
        open: Date,
    ) -> Subject<'s> {
        let judged = |day: Option<Date>| day.map_or((open, Basis::Provisional), |day| (day, Basis::Fixed));
        Subject {
            facts: self.facts,
            figures: self.figures,
            place,
            district: self.district,
            price: self.price,
            base: self.base,
            lent: self.lent,
            amount: self.amount,
            term_months: self.term_months,
            granted: self.granted,
            spread: None,
            borrowers,
            days: JudgedDays(self.days.map(judged)),
        }
    }
}

fn day(number: i32) -> Option<Date> {
    // An error is words; most days of most loans have not come.
    if number == NO_DAY { None } else { Date::from_day_number(number).ok() }
}

fn in_range(number: i32) -> bool {
    (Date::MIN.day_number()..=Date::MAX.day_number()).contains(&number)
}

/// A place in a list; beyond every list where the machine cannot say it.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn outside(column: &'static str, at: Option<usize>) -> Result<(), Error> {
    at.map_or(Ok(()), |at| {
        let message = format!("number {at} of the column stands for nothing");
        Err(Error::new(ErrorCode::OutOfRange, message).at(column).help("see `Columns` for what each may hold"))
    })
}
