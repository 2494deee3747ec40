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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn only_another_amount_or_term_is_a_counter_offer(asked in (1_i64..9, 1_u16..9), granted in (1_i64..9, 1_u16..9), rate in 0_u32..90_000) {
            let fen = |fen: i64| Money::new(fen).unwrap();
            let product = ProductId::new("a-bank-home").unwrap();
            let application = Application { product, amount: fen(asked.0), term_months: asked.1 };
            let rate = Rate::from_millionths(rate).unwrap();
            let terms = Terms { amount: fen(granted.0), term_months: granted.1, rate };
            prop_assert_eq!(terms.differs_from(&application), asked != granted);
        }
    }
}
