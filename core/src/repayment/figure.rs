//! Where a figure comes from that somebody brings from a website or a leaflet.

use super::{Debt, Method, RATE_MAX, Schedule, unrounded};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::money::{Money, Rate, Rounding};
use crate::words::closed;
use core::fmt;

closed! {
    /// What a figure may state of a loan.
    pub enum Quantity ("quantity") {
        /// The first payment; with equal instalments every one but the last.
        FirstPayment "first_payment" "首期月供",
        /// The last payment.
        LastPayment "last_payment" "末期月供",
        /// What the first payment pays back of the principal.
        FirstPrincipal "first_principal" "首期本金",
        /// The interest in the first payment.
        FirstInterest "first_interest" "首期利息",
        /// By how much equal principal falls from payment to payment.
        Decrease "decrease" "每月递减",
        /// The interest over the whole term.
        TotalInterest "total_interest" "总利息",
        /// All payments together.
        TotalPayment "total_payment" "还款总额",
    }
}

closed! {
    /// How a figure is rounded.
    pub enum Convention ("convention") {
        /// Interest and payment are rounded to the fen in every period, the last payment closes the loan: a bank's books.
        EveryPeriod "every_period" "逐期四舍五入到分",
        /// Nothing is rounded on the way, the figure at the end: most websites.
        Unrounded "unrounded" "全程不舍入，最后四舍五入",
        /// The rounded instalment times the number of payments.
        InstalmentTimesTerm "instalment_times_term" "月供乘以期数",
        /// The rounded interest of every row added up, when nothing else in the rows is rounded.
        RowsAdded "rows_added" "不舍入的各期利息舍入后相加",
    }
}

/// Which input would have to be another for a figure to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slip {
    /// The yearly rate.
    Rate(Rate),
    /// The number of payments.
    Periods(u16),
    /// The method.
    Method(Method),
}

/// One way to read a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// What it states.
    pub quantity: Quantity,
    /// How it is rounded.
    pub convention: Convention,
    /// What comes out so.
    pub figure: Money,
    /// What would have to be another; `None` when the figure is of this very loan.
    pub slip: Option<Slip>,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The figure that was asked about.
    pub figure: Money,
    /// Which ways of computing this loan give it.
    pub readings: Vec<Reading>,
    /// When none does: with which other input one would.
    pub slips: Vec<Reading>,
    /// The figure of this loan that comes nearest.
    pub nearest: Option<Reading>,
}

/// Which convention gives a figure for a debt, or what else would, or what comes nearest.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::figure::{Convention, Slip, explain_figure};
/// use anjieflow::repayment::{Debt, Method};
///
/// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(49_000), 360)?;
/// let of_a_website = explain_figure(&debt, Method::EqualInstalment, "910617.20".parse()?)?;
/// assert_eq!(of_a_website.readings[0].convention, Convention::InstalmentTimesTerm);
///
/// // A page gives 4,352.06 for 3.1%: it is the payment at 3.25%.
/// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(31_000), 360)?;
/// let wrong = explain_figure(&debt, Method::EqualInstalment, "4352.06".parse()?)?;
/// assert_eq!(wrong.slips[0].slip, Some(Slip::Rate(Rate::constant(32_500))));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
///
/// As [`Debt::schedule`].
pub fn explain_figure(debt: &Debt, method: Method, figure: Money) -> Result<Explanation, Error> {
    let all = Stated::of(debt, method)?.all()?;
    let readings = all.iter().filter(|reading| reading.figure == figure).copied().collect_vec();
    let slips = if readings.is_empty() { slips(debt, method, figure) } else { Vec::new() };
    let distance = |reading: &&Reading| reading.figure.fen().abs_diff(figure.fen());
    let nearest = all.iter().min_by_key(distance).copied();
    Ok(Explanation { figure, readings, slips, nearest })
}

/// What is stated of a loan: its schedule, and the rows that websites print of it, where they do.
struct Stated<'d> {
    debt: &'d Debt,
    method: Method,
    schedule: Schedule<'static>,
    plain: Option<unrounded::Rows>,
}

impl<'d> Stated<'d> {
    fn of(debt: &'d Debt, method: Method) -> Result<Self, Error> {
        Ok(Self { debt, method, schedule: debt.schedule(method)?, plain: unrounded::rows(debt, method).ok() })
    }

    /// Whether it is worth all rows: the first payment or the total interest is within two yuan of the figure. Other
    /// figures of a wrong loan would be told by chance.
    fn may_give(&self, figure: Money) -> bool {
        let near = |found: Money| found.fen().abs_diff(figure.fen()) <= 200;
        let interest = self.plain.as_ref().map(unrounded::Rows::total_interest);
        self.schedule.clone().next().is_some_and(|first| near(first.payment))
            || interest.is_some_and(|interest| near(interest) || self.with_principal(interest).is_ok_and(near))
    }

    fn with_principal(&self, interest: Money) -> Result<Money, Error> {
        interest.checked_add(self.debt.principal())
    }

    /// Every figure that can be stated.
    fn all(&self) -> Result<Vec<Reading>, Error> {
        let (first, totals) = (self.schedule.clone().next(), self.schedule.totals());
        let (Some(first), Some(plain)) = (first, &self.plain) else { return Ok(Vec::new()) };
        let rows = plain.clone().collect_vec();
        let (Some(one), Some(last)) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
        let times = totals.first_payment.mul_ratio(self.debt.periods().into(), 1, Rounding::HalfUp)?;
        let added = Money::sum(rows.iter().map(|row| row.interest))?;
        let interest = plain.total_interest();
        let level = self.method == Method::EqualInstalment;
        let figures = [
            (Quantity::FirstPayment, Convention::EveryPeriod, Some(first.payment)),
            (Quantity::FirstPayment, Convention::Unrounded, Some(one.payment)),
            (Quantity::TotalInterest, Convention::Unrounded, Some(interest)),
            (
                Quantity::TotalInterest,
                Convention::InstalmentTimesTerm,
                level.then_some(times.checked_sub(self.debt.principal())?),
            ),
            (Quantity::TotalInterest, Convention::EveryPeriod, Some(totals.interest)),
            (Quantity::TotalInterest, Convention::RowsAdded, Some(added)),
            (Quantity::TotalPayment, Convention::Unrounded, Some(self.with_principal(interest)?)),
            (Quantity::TotalPayment, Convention::InstalmentTimesTerm, level.then_some(times)),
            (Quantity::TotalPayment, Convention::EveryPeriod, Some(totals.payment)),
            (Quantity::LastPayment, Convention::EveryPeriod, Some(totals.last_payment)),
            (Quantity::LastPayment, Convention::Unrounded, Some(last.payment)),
            (Quantity::FirstPrincipal, Convention::EveryPeriod, Some(first.principal)),
            (Quantity::FirstPrincipal, Convention::Unrounded, Some(one.principal)),
            (Quantity::FirstInterest, Convention::EveryPeriod, Some(first.interest)),
            (Quantity::Decrease, Convention::Unrounded, (!level).then(|| unrounded::decrease(self.debt))),
        ];
        let reading = |(quantity, convention, figure): (_, _, Option<Money>)| {
            Some(Reading { quantity, convention, figure: figure?, slip: None })
        };
        Ok(figures.into_iter().filter_map(reading).collect_vec())
    }
}

/// With which one other input the figure would be right. The coarsest rates come first: a misprint is a round number.
fn slips(debt: &Debt, method: Method, figure: Money) -> Vec<Reading> {
    let other = match method {
        Method::EqualInstalment => Method::EqualPrincipal,
        _ => Method::EqualInstalment,
    };
    let mut slips = with_slip(debt, other, figure, Slip::Method(other));
    for step in [1_000, 500, 50] {
        if slips.is_empty() {
            slips.extend(rates(step).flat_map(|rate| at_rate(debt, method, figure, rate)));
        }
    }
    slips.extend(years(debt).flat_map(|periods| over_periods(debt, method, figure, periods)));
    slips
}

/// The rates between nothing and twelve percent, so many millionths apart.
fn rates(step: u32) -> impl Iterator<Item = Rate> {
    (1..=RATE_MAX.millionths() / 3 / step).filter_map(move |count| Rate::from_millionths(count * step))
}

/// Whole years, and a payment more or less.
fn years(debt: &Debt) -> impl Iterator<Item = u16> + use<> {
    let periods = debt.periods();
    let near = [periods.saturating_sub(1), periods.saturating_add(1)];
    let years = (1..=super::MONTHS_MAX / 12).map(|years| years * 12);
    near.into_iter().chain(years).filter(move |other| *other != periods)
}

fn at_rate(debt: &Debt, method: Method, figure: Money, rate: Rate) -> Vec<Reading> {
    with_slip(&Debt { rate, ..*debt }, method, figure, Slip::Rate(rate))
}

fn over_periods(debt: &Debt, method: Method, figure: Money, periods: u16) -> Vec<Reading> {
    match Debt::new(debt.principal, debt.rate, periods) {
        Ok(other) => with_slip(&other, method, figure, Slip::Periods(periods)),
        Err(_) => Vec::new(),
    }
}

fn with_slip(debt: &Debt, method: Method, figure: Money, slip: Slip) -> Vec<Reading> {
    let stated = Stated::of(debt, method).ok().filter(|stated| stated.may_give(figure));
    let all = stated.and_then(|stated| stated.all().ok()).unwrap_or_default().into_iter();
    let given = all.filter(|reading| reading.figure == figure);
    given.map(|reading| Reading { slip: Some(slip), ..reading }).collect_vec()
}

impl Quantity {
    /// The word for it in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Quantity::FirstPayment => "first payment",
            Quantity::LastPayment => "last payment",
            Quantity::FirstPrincipal => "principal of the first payment",
            Quantity::FirstInterest => "interest of the first payment",
            Quantity::Decrease => "fall from payment to payment",
            Quantity::TotalInterest => "total interest",
            Quantity::TotalPayment => "sum of all payments",
        }
    }
}

impl Convention {
    /// What is done, in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Convention::EveryPeriod => "rounded to the fen in every period",
            Convention::Unrounded => "rounded only at the end",
            Convention::InstalmentTimesTerm => "as the rounded instalment times the term",
            Convention::RowsAdded => "as the sum of rows that are each rounded by itself",
        }
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slip::Rate(rate) => write!(f, "at {rate}"),
            Slip::Periods(periods) => write!(f, "over {periods} payments"),
            Slip::Method(Method::EqualPrincipal) => f.write_str("with equal principal"),
            Slip::Method(_) => f.write_str("with equal instalments"),
        }
    }
}

impl Slip {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Slip::Rate(rate) => format!("年利率为 {rate} 时"),
            Slip::Periods(periods) => format!("期数为 {periods} 时"),
            Slip::Method(Method::EqualPrincipal) => "按等额本金".to_owned(),
            Slip::Method(_) => "按等额本息".to_owned(),
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {}, {}", self.quantity.en(), self.convention.en())?;
        self.slip.map_or(Ok(()), |slip| write!(f, ", {slip}"))
    }
}

impl Reading {
    /// What it is, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let slip = self.slip.map_or_else(String::new, |slip| slip.zh() + "的");
        format!("{slip}{}，{}", self.quantity.zh(), self.convention.zh())
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = if self.readings.is_empty() { &self.slips } else { &self.readings };
        match (found.first(), &self.nearest) {
            (Some(reading), _) => write!(f, "{} is {reading}", self.figure),
            (None, Some(nearest)) => {
                write!(f, "no convention gives {}; nearest is {}: {nearest}", self.figure, nearest.figure)
            }
            (None, None) => write!(f, "no convention gives {}", self.figure),
        }
    }
}

impl Explanation {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let found = if self.readings.is_empty() { &self.slips } else { &self.readings };
        match (found.first(), &self.nearest) {
            (Some(reading), _) => format!("{} 是{}", self.figure, reading.zh()),
            (None, Some(nearest)) => {
                format!("没有一种算法得出 {}；最接近的是 {}：{}", self.figure, nearest.figure, nearest.zh())
            }
            (None, None) => format!("没有一种算法得出 {}", self.figure),
        }
    }
}
