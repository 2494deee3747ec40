//! A rate that follows the loan prime rate of the pack, on the command line.

use anjieflow::date::Date;
use anjieflow::error::Error;
use anjieflow::repayment::repricing::{ChangePeriod, Changes, Cycle, Floating, ResetDay, ResetRule, Series, Spread};
use anjieflow::repayment::{Dated, DayBasis};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::args::{Lang, day};
use super::rules::rules;

/// How the rate follows it.
#[derive(Args, Clone, Debug)]
pub struct Follows {
    /// The rate follows the loan prime rate of the pack on each reset day, so many basis points above it, such as -30
    #[arg(
        long,
        value_name = "POINTS",
        allow_hyphen_values = true,
        requires = "payout",
        conflicts_with = "rate_change"
    )]
    lpr_spread: Option<i16>,
    /// From which day resets are counted
    #[arg(long, value_enum, default_value = "new-year", requires = "lpr_spread")]
    reset: Reset,
    /// A reset every 3 or 6 months since a day on which that was agreed, such as 3@2025-02-01
    #[arg(long, value_name = "MONTHS@DAY", value_parser = cycle, requires = "lpr_spread")]
    cycle: Option<(Cycle, Date)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Reset {
    /// 1 January
    NewYear,
    /// The day of the payout
    Payout,
}

impl Follows {
    /// What becomes of the rate; `None` where it follows nothing.
    pub fn changes(&self, loan: &Dated<'_>, payout: Date, months: u16) -> Result<Option<Changes>, Error> {
        let Some(points) = self.lpr_spread else { return Ok(None) };
        let history = rules().pack.policy.lpr_history(months)?;
        let floating = Floating {
            series: Series::new(&history.rows, history.known_to)?,
            rule: self.rule()?,
            spread: Spread::basis_points(points),
            spread_changes: &[],
            period: ChangePeriod::Split(DayBasis::Actual360),
        };
        floating.changes(loan, payout).map(Some)
    }

    fn rule(&self) -> Result<ResetRule, Error> {
        let yearly = ResetRule::yearly(match self.reset {
            Reset::NewYear => ResetDay::NewYear,
            Reset::Payout => ResetDay::Payout,
        });
        match self.cycle {
            None => Ok(yearly),
            Some((cycle, after)) => yearly.then(cycle, after),
        }
    }
}

/// The changes as `--json` tells them.
pub fn whole(changes: &Changes) -> Vec<Value> {
    let change = |it: &anjieflow::repayment::Change| {
        json!({
            "period": it.period,
            "rate": it.rate.to_string(),
            "interest": it.interest.map(|interest| interest.to_string()),
        })
    };
    changes.list.iter().map(change).collect()
}

/// A line a change, and from when on nothing is known.
pub fn lines(changes: &Changes, lang: Lang) -> Vec<String> {
    let change = |it: &anjieflow::repayment::Change| match lang {
        Lang::En => format!("{} from payment {} on", it.rate, it.period),
        Lang::Zh => format!("第{}期起年利率{}", it.period, it.rate),
    };
    let beyond = changes.not_known_from.map(|day| match lang {
        Lang::En => format!("the reset of {day} is not known here: the rate is left as it was"),
        Lang::Zh => format!("{day}的重定价本资料未收录，此后利率按原值计算"),
    });
    changes.list.iter().map(change).chain(beyond).collect()
}

fn cycle(text: &str) -> Result<(Cycle, Date), String> {
    let (months, after) = text.split_once('@').ok_or("want months and a day, such as 3@2025-02-01")?;
    let cycle = match months {
        "3" => Cycle::Quarter,
        "6" => Cycle::HalfYear,
        "12" => Cycle::Year,
        other => return Err(format!("want 3, 6 or 12 months before the @, found {other}")),
    };
    Ok((cycle, day(after)?))
}
