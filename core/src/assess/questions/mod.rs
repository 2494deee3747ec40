//! What customers ask, answered in figures and in words.
//!
//! Each function gives an [`Answer`]: the figures to compute on with, and a sentence in Chinese and in English made of them
//! alone.
//!
//! ```
//! use anjieflow::assess::questions;
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::{Debt, Method};
//!
//! let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
//! let answer = questions::monthly(&debt, Method::EqualInstalment)?;
//! assert_eq!(answer.figures.monthly.to_string(), "4490.45");
//! assert_eq!(answer.zh, "贷款1000000.00元，360个月，年利率3.5%，等额本息：每月4490.45元，利息共616560.07元");
//!
//! let answer = questions::if_rate_moves(&debt, Method::EqualInstalment, 1, -25)?;
//! assert_eq!(answer.figures.monthly_change.to_string(), "-138.39");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

mod compare;
mod monthly;
mod prepay;
mod rate;
mod split;

pub use compare::{Compared, compare};
pub use monthly::{Monthly, monthly};
pub use prepay::{Early, PaidEarly, ReliefCompared, WhenCompared, prepay_now_or_later, shorter_or_smaller};
pub use rate::{Moved, if_rate_moves};
pub use split::{Pair, Split, split};

use crate::money::Money;

/// Figures, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// The figures.
    pub figures: T,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// How large a difference is, whichever way it goes.
fn size(difference: Money) -> Money {
    if difference < Money::ZERO { -difference } else { difference }
}

#[cfg(test)]
mod tests {
    use crate::assess::tests::yuan;
    use crate::money::Rate;
    use crate::repayment::Debt;

    pub(super) fn debt(amount: i64, millionths: u32, months: u16) -> Debt {
        Debt::new(yuan(amount), Rate::constant(millionths), months).unwrap()
    }
}
