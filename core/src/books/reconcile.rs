//! The month's end (月末对账): our payouts, down payments and instalments against the list of a bank or of finance, with every
//! difference named and the proof that both sums meet.
//!
//! Matching is deterministic: by reference with amount and day; then by reference with one of them off; then, for rows whose
//! reference we do not know, by amount and the nearest day within a window. Where two cases answer equally well nothing is
//! chosen: the row is told as ambiguous. Of equals within a case, and of rows, the first goes first.

use super::list::{List, PaymentKind, Row};
use crate::case::{Case, CaseId, File};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::Error;
use crate::loan::LoanId;
use crate::money::Money;
use crate::product::{MilestoneKind, Pack};
use crate::watch::{Parts, nobody};
use crate::words::closed;

closed! {
    /// What differs.
    pub enum DifferenceKind ("kind of difference") {
        /// They have a payment that we have not.
        MissingWithUs "missing_with_us" "我方缺",
        /// We have a payment that they have not.
        MissingWithThem "missing_with_them" "对方缺",
        /// The same payment with another amount.
        AmountDiffers "amount_differs" "金额不符",
        /// The same payment on another day.
        DayDiffers "day_differs" "日期不符",
        /// They have the same row twice.
        Twice "twice" "对方重复",
        /// Payments of several cases fit the row equally well.
        Ambiguous "ambiguous" "无法唯一对应",
        /// Matched by amount and day: we know no case by the reference of their row, or it has none.
        ReferenceUnknown "reference_unknown" "编号不明，按金额日期对应",
        /// We know that and when it was paid, and not how much.
        AmountUnknown "amount_unknown" "我方未登记金额",
    }
}

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Which kinds; rows of others are set aside.
    pub kinds: Vec<PaymentKind>,
    /// How many days a payment may be off and still be the same.
    pub window: i32,
    /// Whose loans: the name of the institution in either language; `None` is everybody's.
    pub lender: Option<String>,
}

/// A payment as our cases have it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ours<'c> {
    /// The case.
    pub case: &'c CaseId,
    /// The loan; a down payment has none.
    pub loan: Option<&'c LoanId>,
    /// What it is.
    pub kind: PaymentKind,
    /// When.
    pub day: Date,
    /// How much, where the case knows.
    pub amount: Option<Money>,
    /// Whether it lies within the days that are compared; one beside them is only there to be matched.
    pub within: bool,
    /// What a list may call it.
    references: Vec<String>,
}

impl Ours<'_> {
    /// What a list may call it: the loan with its case, the case, the contracts, the house.
    #[must_use]
    pub fn references(&self) -> &[String] {
        &self.references
    }

    /// The same payment as a row of a list; `None` when the amount is not known.
    #[must_use]
    pub fn as_row(&self) -> Option<Row> {
        let reference = self.references.first().cloned().unwrap_or_default();
        Some(Row { line: 0, day: self.day, amount: self.amount?, reference, kind: self.kind })
    }

    fn sum(&self) -> Money {
        self.amount.unwrap_or(Money::ZERO)
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference<'c> {
    /// What differs.
    pub kind: DifferenceKind,
    /// Our payment; all that fit of an ambiguous row.
    pub ours: Vec<Ours<'c>>,
    /// Their row.
    pub theirs: Option<Row>,
    /// Theirs less ours.
    pub by: Money,
    /// How many days theirs is later.
    pub days: i32,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconciliation<'c> {
    /// How many rows agree in all.
    pub agreed: usize,
    /// Everything that does not: their rows in the order of the list, then what they lack in the order of our cases.
    pub differences: Vec<Difference<'c>>,
    /// The lines of rows of other kinds.
    pub set_aside: Vec<usize>,
    /// The sum of ours, an unknown amount as nothing.
    pub ours: Money,
    /// The sum of theirs, of the rows that can be read and are not set aside.
    pub theirs: Money,
    /// The sum of the differences.
    pub by: Money,
}

impl Reconciliation<'_> {
    /// Ours and the differences together are theirs. It says that no row was lost; it holds always.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.ours.checked_add(self.by).is_ok_and(|sum| sum == self.theirs)
    }
}

/// Our payments on these days, and those beside them within the window.
#[must_use]
pub fn payments<'c>(cases: &[&'c Case], scope: &Scope, pack: &Pack) -> Vec<Ours<'c>> {
    let mut all = Vec::new();
    for case in cases {
        of_loans(case.file(), scope, pack, &mut all);
        of_buyer(case.file(), scope, &mut all);
    }
    all.retain(|it| scope.kinds.contains(&it.kind));
    all
}

fn of_loans<'c>(file: &'c File, scope: &Scope, pack: &Pack, all: &mut Vec<Ours<'c>>) {
    for loan in &file.loans {
        let own = loan.file();
        let lender = pack.product(&own.application.product).map(|it| &it.institution);
        let theirs = |name: &String| lender.is_some_and(|it| it.is_part_of(name));
        if !scope.lender.as_ref().is_none_or(theirs) {
            continue;
        }
        let contracts = own.contract.iter().chain(own.signed_early.iter().map(|it| &it.contract)).cloned();
        let references =
            std::iter::once(format!("{}/{}", file.id, own.id)).chain(known_by(file)).chain(contracts).collect_vec();
        let payout = own.paid.iter().map(|(amount, day)| (PaymentKind::Payout, *day, *amount));
        let instalments = own.instalments.iter().map(|(day, amount)| (PaymentKind::Instalment, *day, *amount));
        for (kind, day, amount) in payout.chain(instalments) {
            let references = references.clone();
            all.extend(ours(file, Some(&own.id), kind, day, Some(amount), references, scope));
        }
    }
}

/// The down payment is a milestone: the case knows the day and the slip, and not the amount.
fn of_buyer<'c>(file: &'c File, scope: &Scope, all: &mut Vec<Ours<'c>>) {
    let mark = file.done(MilestoneKind::DownPaymentPaid);
    if let Some(mark) = mark.filter(|_| scope.lender.is_none()) {
        let references = known_by(file).chain(mark.reference.clone()).collect_vec();
        all.extend(ours(file, None, PaymentKind::DownPayment, mark.on, None, references, scope));
    }
}

/// The case, and its house until that is erased.
fn known_by(file: &File) -> impl Iterator<Item = String> {
    let house = file.property.iter().filter(|_| file.erased.is_none()).map(|it| it.address.reveal().to_owned());
    std::iter::once(file.id.to_string()).chain(house)
}

fn ours<'c>(
    file: &'c File,
    loan: Option<&'c LoanId>,
    kind: PaymentKind,
    day: Date,
    amount: Option<Money>,
    references: Vec<String>,
    scope: &Scope,
) -> Option<Ours<'c>> {
    let near = scope.from.days_until(day) >= -scope.window && day.days_until(scope.to) >= -scope.window;
    let within = (scope.from..=scope.to).contains(&day);
    near.then_some(Ours { case: &file.id, loan, kind, day, amount, within, references })
}

/// Compares our payments with a list.
///
/// # Errors
/// `OutOfRange` when a sum exceeds what an amount holds.
pub fn reconcile<'c>(ours: Vec<Ours<'c>>, list: &List, scope: &Scope) -> Result<Reconciliation<'c>, Error> {
    reconcile_watched(ours, list, scope, &mut Parts::new(&mut nobody, 0))
}

/// How often a payment is looked for, at most.
#[cfg(feature = "serde")]
pub(crate) fn looks(list: &List) -> usize {
    list.rows.len().saturating_mul(PASSES.len())
}

/// The same, each look a part of the work.
pub(crate) fn reconcile_watched<'c>(
    ours: Vec<Ours<'c>>,
    list: &List,
    scope: &Scope,
    parts: &mut Parts<'_, '_>,
) -> Result<Reconciliation<'c>, Error> {
    let (rows, aside): (Vec<&Row>, Vec<&Row>) = list.rows.iter().partition(|row| scope.kinds.contains(&row.kind));
    let mut desk =
        Desk { used: vec![false; ours.len()], found: vec![None; rows.len()], ours, rows, window: scope.window };
    for pass in PASSES {
        desk.pass(*pass, parts)?;
    }
    desk.told(aside.iter().map(|row| row.line).collect_vec())
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    One(usize, Pass),
    Several(Vec<usize>),
    Twice,
}

/// How a row is looked for, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Exact,
    Twice,
    OtherDay,
    OtherAmount,
    FarDay,
    NoReference,
}

const PASSES: &[Pass] = &[Pass::Exact, Pass::Twice, Pass::OtherDay, Pass::OtherAmount, Pass::FarDay, Pass::NoReference];

struct Desk<'c, 'r> {
    ours: Vec<Ours<'c>>,
    used: Vec<bool>,
    rows: Vec<&'r Row>,
    found: Vec<Option<Found>>,
    window: i32,
}

impl<'c> Desk<'c, '_> {
    fn pass(&mut self, pass: Pass, parts: &mut Parts<'_, '_>) -> Result<(), Error> {
        for place in 0..self.rows.len() {
            parts.step(1)?;
            if self.found.get(place).is_some_and(Option::is_none) {
                let found = if pass == Pass::Twice { self.twice(place) } else { self.look(place, pass) };
                if let Some(Found::One(ours, _)) = found {
                    self.take(ours);
                }
                if let Some(slot) = self.found.get_mut(place) {
                    *slot = found;
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, ours: usize) {
        if let Some(used) = self.used.get_mut(ours) {
            *used = true;
        }
    }

    /// The same row stands further up, and was found.
    fn twice(&self, place: usize) -> Option<Found> {
        let row = *self.rows.get(place)?;
        let same = |other: &Row| {
            (other.day, other.amount, other.kind, &other.reference) == (row.day, row.amount, row.kind, &row.reference)
        };
        let earlier = self.rows.iter().zip(&self.found).filter(|(other, _)| same(other));
        let matched = earlier.into_iter().any(|(_, found)| matches!(found, Some(Found::One(..))));
        (matched && !row.reference.is_empty()).then_some(Found::Twice)
    }

    fn look(&self, place: usize, pass: Pass) -> Option<Found> {
        let row = *self.rows.get(place)?;
        if pass == Pass::NoReference && self.ours.iter().any(|it| refers(it, row)) {
            return None;
        }
        let free =
            self.ours.iter().zip(&self.used).enumerate().filter(|(_, (it, used))| !**used && it.kind == row.kind);
        let keyed = free.filter_map(|(place, (it, _))| Some((self.key(it, row, pass)?, place)));
        let keyed = keyed.collect_vec();
        let best = keyed.iter().map(|(key, _)| *key).min()?;
        let equal = keyed.iter().filter(|(key, _)| *key == best).map(|(_, place)| *place).collect_vec();
        let cases = || equal.iter().filter_map(|place| self.ours.get(*place)).map(|it| it.case);
        match equal.first() {
            Some(first) if cases().all(|case| Some(case) == cases().next()) => Some(Found::One(*first, pass)),
            _ => Some(Found::Several(equal)),
        }
    }

    /// How far a payment is from a row, in days and in fen; `None` where it cannot be the same in this pass.
    fn key(&self, it: &Ours<'_>, row: &Row, pass: Pass) -> Option<(i32, i64)> {
        let days = it.day.days_until(row.day).abs();
        let near = days <= self.window;
        let same = it.amount == Some(row.amount);
        let named = refers(it, row);
        let fits = match pass {
            Pass::Exact => named && same && days == 0,
            Pass::OtherDay => named && same && near,
            Pass::OtherAmount => named && near,
            // Paid once, so that a day far off is still the same payment.
            Pass::FarDay => named && it.kind != PaymentKind::Instalment && (same || it.amount.is_none()),
            Pass::NoReference => same && near,
            Pass::Twice => false,
        };
        let fen = it.amount.map_or(0, |amount| row.amount.fen().abs_diff(amount.fen()));
        fits.then(|| (days, i64::try_from(fen).unwrap_or(i64::MAX)))
    }

    fn told(self, set_aside: Vec<usize>) -> Result<Reconciliation<'c>, Error> {
        let Self { ours, used, rows, found, .. } = self;
        let mut differences = Vec::new();
        for (row, found) in rows.iter().zip(&found) {
            differences.extend(of_row(row, found.as_ref(), &ours)?);
        }
        let of_theirs = differences.len();
        for (it, _) in ours.iter().zip(&used).filter(|(it, used)| !**used && it.within) {
            differences.push(lacking(it)?);
        }
        let counted = ours.iter().zip(&used).filter(|(it, used)| **used || it.within).map(|(it, _)| it.sum());
        Ok(Reconciliation {
            agreed: rows.len().saturating_sub(of_theirs),
            set_aside,
            ours: Money::sum(counted)?,
            theirs: Money::sum(rows.iter().map(|row| row.amount))?,
            by: Money::sum(differences.iter().map(|it| it.by))?,
            differences,
        })
    }
}

/// Whether the row calls the payment by one of its names; blanks do not count.
fn refers(it: &Ours<'_>, row: &Row) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let named = bare(&row.reference);
    !named.is_empty() && it.references.iter().any(|own| bare(own) == named)
}

fn lacking<'c>(it: &Ours<'c>) -> Result<Difference<'c>, Error> {
    let by = Money::ZERO.checked_sub(it.sum())?;
    Ok(Difference { kind: DifferenceKind::MissingWithThem, ours: vec![it.clone()], theirs: None, by, days: 0 })
}

/// What differs between a row and what was found of it; nothing where all agrees.
fn of_row<'c>(row: &Row, found: Option<&Found>, ours: &[Ours<'c>]) -> Result<Option<Difference<'c>>, Error> {
    let theirs = Some(row.clone());
    let alone = |kind, ours: Vec<Ours<'c>>| Difference { kind, ours, theirs: theirs.clone(), by: row.amount, days: 0 };
    let (place, pass) = match found {
        None => return Ok(Some(alone(DifferenceKind::MissingWithUs, Vec::new()))),
        Some(Found::Twice) => return Ok(Some(alone(DifferenceKind::Twice, Vec::new()))),
        Some(Found::Several(places)) => {
            let fit = places.iter().filter_map(|place| ours.get(*place)).cloned().collect_vec();
            return Ok(Some(alone(DifferenceKind::Ambiguous, fit)));
        }
        Some(Found::One(place, pass)) => (*place, *pass),
    };
    let Some(it) = ours.get(place) else { return Ok(None) };
    let (by, days) = (row.amount.checked_sub(it.sum())?, it.day.days_until(row.day));
    let kind = match (it.amount, pass) {
        (None, _) => DifferenceKind::AmountUnknown,
        (Some(_), _) if !by.is_zero() => DifferenceKind::AmountDiffers,
        (Some(_), Pass::NoReference) => DifferenceKind::ReferenceUnknown,
        (Some(_), _) if days != 0 => DifferenceKind::DayDiffers,
        _ => return Ok(None),
    };
    Ok(Some(Difference { kind, ours: vec![it.clone()], theirs: Some(row.clone()), by, days }))
}
