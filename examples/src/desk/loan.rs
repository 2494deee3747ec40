//! A loan on the command line: how much, at which rate, for how long, and how it is paid back.

use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{Debt, MONTHS_MAX, Method, RATE_MAX, Schedule};
use clap::{Args, ValueEnum};

/// A loan, and how it is paid back.
#[derive(Args, Clone, Debug)]
pub struct Loan {
    /// How much is borrowed, in yuan
    #[arg(long, value_name = "YUAN", value_parser = yuan, allow_hyphen_values = true)]
    pub principal: Money,
    /// The yearly rate, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent, allow_hyphen_values = true)]
    pub rate: Rate,
    /// The term, in months
    #[arg(long, value_parser = months, allow_hyphen_values = true)]
    pub months: u16,
    /// How it is paid back
    #[arg(long, value_enum, default_value = "equal-instalment")]
    pub method: Way,
    /// What is paid a month, in yuan, with `--method fixed-payment`
    #[arg(long, value_name = "YUAN", value_parser = yuan, required_if_eq("method", "fixed-payment"))]
    pub payment: Option<Money>,
}

/// The methods, by the names of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// The same sum every month (等额本息)
    EqualInstalment,
    /// The same principal every month (等额本金)
    EqualPrincipal,
    /// Interest every month, the principal at the end (先息后本)
    InterestFirst,
    /// A sum of one's own choice until all is paid (自由还款)
    FixedPayment,
}

impl Loan {
    /// What is borrowed.
    pub fn debt(&self) -> Result<Debt, anjieflow::error::Error> {
        Debt::new(self.principal, self.rate, self.months)
    }

    /// Every payment.
    pub fn schedule(&self) -> Result<Schedule<'static>, anjieflow::error::Error> {
        self.debt()?.schedule(self.method())
    }

    /// How it is paid back.
    pub fn method(&self) -> Method {
        match (self.method, self.payment) {
            (Way::EqualPrincipal, _) => Method::EqualPrincipal,
            (Way::InterestFirst, _) => Method::InterestFirst,
            (Way::FixedPayment, Some(payment)) => Method::FixedPayment(payment),
            (Way::EqualInstalment | Way::FixedPayment, _) => Method::EqualInstalment,
        }
    }
}

/// An amount in yuan.
pub fn yuan(text: &str) -> Result<Money, String> {
    text.parse().map_err(|error: anjieflow::error::Error| error.to_string())
}

/// A yearly rate in percent, with its sign or without.
pub fn percent(text: &str) -> Result<Rate, String> {
    let rate: Option<Rate> = format!("{}%", text.trim_end_matches('%')).parse().ok();
    rate.filter(|rate| *rate <= RATE_MAX)
        .ok_or_else(|| format!("want a yearly rate from 0 to {RATE_MAX} with at most four decimals, such as 3.5"))
}

fn months(text: &str) -> Result<u16, String> {
    let months = text.parse().ok().filter(|months| (1..=MONTHS_MAX).contains(months));
    months.ok_or_else(|| format!("want a term from 1 to {MONTHS_MAX} months, such as 360"))
}
