//! A rate that follows a published one, as plain data.

use serde_json::Value;

use super::names::{day_count, word};
use super::spread::millionths;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, missing};
use crate::money::Rate;
use crate::repayment::repricing::{ChangePeriod, Changes, Cycle, Floating, ResetDay, ResetRule, Series, Spread};
use crate::repayment::{Dated, DayBasis};

/// A [`Floating`] that has its rows.
pub(super) struct Floats {
    published: Vec<(Date, Rate)>,
    known_to: Option<Date>,
    spread: Spread,
    spread_changes: Vec<(Date, Spread)>,
    rule: ResetRule,
    period: ChangePeriod,
}

impl Floats {
    pub(super) fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(value)?;
        let floats = Self {
            published: reader.list("published", published)?.ok_or_else(|| missing("published"))?,
            known_to: reader.field("known_to")?,
            spread: millionths(&mut reader, "spread_millionths")?.unwrap_or_default(),
            spread_changes: reader.list("spread_changes", spread_change)?.unwrap_or_default(),
            rule: rule(&mut reader)?,
            period: period(&mut reader)?,
        };
        reader.finish()?;
        floats.series()?;
        Ok(floats)
    }

    /// What it makes of a loan.
    pub(super) fn changes(&self, loan: &Dated<'_>, payout: Date) -> Result<Changes, Error> {
        let floating = Floating {
            series: self.series()?,
            rule: self.rule,
            spread: self.spread,
            spread_changes: &self.spread_changes,
            period: self.period,
        };
        floating.changes(loan, payout).map_err(|error| error.at("floating"))
    }

    /// As it is published every month, as the loan prime rate is, when nobody says until when it is known.
    fn series(&self) -> Result<Series<'_>, Error> {
        match self.known_to {
            None => Series::monthly(&self.published),
            Some(known_to) => Series::new(&self.published, known_to),
        }
    }
}

fn published(value: &Value) -> Result<(Date, Rate), Error> {
    let mut reader = Reader::new(value)?;
    let row = (reader.field("day")?, reader.field("rate_millionths")?);
    reader.finish()?;
    Ok(row)
}

fn spread_change(value: &Value) -> Result<(Date, Spread), Error> {
    let mut reader = Reader::new(value)?;
    let from = reader.field("from")?;
    let change = (from, millionths(&mut reader, "spread_millionths")?.ok_or_else(|| missing("spread_millionths"))?);
    reader.finish()?;
    Ok(change)
}

/// Every 1 January when nothing is said, as most contracts have it.
fn rule(reader: &mut Reader<'_>) -> Result<ResetRule, Error> {
    let days = [("new_year", ResetDay::NewYear), ("payout", ResetDay::Payout)];
    let rule = ResetRule::yearly(word(reader, "reset", "reset day", &days)?.unwrap_or(ResetDay::NewYear));
    match (cycle(reader)?, reader.field("cycle_after")?) {
        (None, None) => Ok(rule),
        (Some(cycle), Some(after)) => rule.then(cycle, after),
        (Some(_), None) => Err(missing("cycle_after")),
        (None, Some(_)) => Err(missing("cycle_months")),
    }
}

fn cycle(reader: &mut Reader<'_>) -> Result<Option<Cycle>, Error> {
    match reader.number("cycle_months", "a number of months", 3, 12)? {
        None => Ok(None),
        Some(3_u8) => Ok(Some(Cycle::Quarter)),
        Some(6) => Ok(Some(Cycle::HalfYear)),
        Some(12) => Ok(Some(Cycle::Year)),
        Some(other) => {
            Err(Error::new(ErrorCode::OutOfRange, format!("a rate is set anew every 3, 6 or 12 months, found {other}"))
                .at("cycle_months")
                .help("one of: 3, 6, 12"))
        }
    }
}

/// The month of a change is split by its days over 360 when nothing is said, as banks do it.
fn period(reader: &mut Reader<'_>) -> Result<ChangePeriod, Error> {
    let basis = day_count(reader)?;
    let split = ChangePeriod::Split(basis.unwrap_or(DayBasis::Actual360));
    let words = [("split", split), ("whole", ChangePeriod::Whole), ("from_next", ChangePeriod::FromNext)];
    let period = word(reader, "change_period", "way to take the period of a change", &words)?.unwrap_or(split);
    match period {
        ChangePeriod::Whole | ChangePeriod::FromNext if basis.is_some() => {
            Err(Error::new(ErrorCode::Conflict, "a whole period of a change counts no days")
                .at("day_count")
                .help("leave it out, or `split` the period"))
        }
        period => Ok(period),
    }
}
