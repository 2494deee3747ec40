//! What is asked of a lender.

use crate::money::{Money, Rate};
use crate::product::ProductId;

/// Under which product, how much, for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The lender's product.
    pub product: ProductId,
    /// How much is asked.
    pub amount: Money,
    /// For how long, in months.
    pub term_months: u16,
}

/// What a lender grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How much.
    pub amount: Money,
    /// For how long, in months.
    pub term_months: u16,
    /// At which annual rate on the day of the letter.
    pub rate: Rate,
}

impl Terms {
    /// Whether the customer gets less than asked or a shorter term: a counter-offer (降额批复).
    pub fn differs_from(&self, asked: &Application) -> bool {
        self.amount != asked.amount || self.term_months != asked.term_months
    }
}
