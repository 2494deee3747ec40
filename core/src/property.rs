//! The home that is bought.

use std::fmt;

use crate::error::{Error, ErrorCode};
use crate::limits::ADDRESS;
use crate::money::Money;

/// The home: where it is, what it costs, what the appraiser says.
///
/// Its kind (off-plan, completed, second-hand) is a fact of the case: [`Fact::Property`](crate::fact::Fact).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Property {
    /// Where it is; masked to the street.
    pub address: Address,
    /// The contract price, without the price of decoration.
    pub price: Money,
    /// What the appraisal says, where there is one. The loan's base is the smaller of the two.
    pub appraisal: Option<Money>,
    /// In which city it is, where somebody said so.
    pub site: Option<Site>,
    /// The log entry that says so.
    pub entry: u32,
}

impl Property {
    /// What a lender counts from: the smaller of price and appraisal (HANDBOOK 1.4).
    pub fn loan_base(&self) -> Money {
        self.appraisal.map_or(self.price, |appraisal| appraisal.min(self.price))
    }
}

/// Where a home is, as far as rules ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The province, for a city that the rules do not name.
    pub province: Option<String>,
    /// The city: as rules write it (`Shanghai`), or in Chinese.
    pub city: String,
    /// The part of the city, by the name that the city's rules give it.
    pub district: Option<String>,
}

/// An address. `Debug` and `Display` show it to the street: all from the first digit on is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address(String);

impl Address {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self(String::new());

    /// Keeps the text, trimmed.
    ///
    /// # Errors
    /// Empty, longer than 200 characters, or with a control character.
    pub fn new(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(Error::new(ErrorCode::Empty, "the address is empty").help("write it as in the contract")),
            1..=ADDRESS if !text.chars().any(char::is_control) => Ok(Self(text.to_owned())),
            1..=ADDRESS => {
                Err(Error::new(ErrorCode::BadCharacter, "the address has a control character")
                    .help("write it on one line"))
            }
            length => Err(Error::new(ErrorCode::BadLength, format!("the address has {length} characters"))
                .help(format!("at most {ADDRESS}"))),
        }
    }

    /// The real text: an explicit call, so that a reader sees where it is shown.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let street: String = self.0.chars().take_while(|c| !c.is_numeric()).collect();
        match street.len() < self.0.len() {
            true => write!(f, "{street}***"),
            // Without a number there is no telling where the street ends: show the beginning only.
            false => {
                let shown = (self.0.chars().count() / 2).min(6);
                write!(f, "{}***", self.0.chars().take(shown).collect::<String>())
            }
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_shows_its_street_only() {
        let address = Address::new(" 济南市历下区经十路1号2栋301室 ").unwrap();
        assert_eq!(address.to_string(), "济南市历下区经十路***");
        assert_eq!(address.reveal(), "济南市历下区经十路1号2栋301室");
        assert_eq!(Address::new("不知名的小村庄里边的老宅").unwrap().to_string(), "不知名的小村***");
        assert_eq!(Address::new("张家老宅").unwrap().to_string(), "张家***");
    }

    #[test]
    fn an_empty_address_is_told_so() {
        assert_eq!(Address::new("  ").unwrap_err().code(), ErrorCode::Empty);
        assert_eq!(Address::new(&"长".repeat(201)).unwrap_err().code(), ErrorCode::BadLength);
    }

    proptest! {
        #[test]
        fn no_number_of_an_address_shows(text in "[路街巷里 ]{0,9}[0-9零一１-９a-z号室]{0,12}") {
            let trimmed = text.trim();
            let Ok(address) = Address::new(&text) else {
                prop_assert!(trimmed.is_empty());
                return Ok(());
            };
            prop_assert_eq!(address.reveal(), trimmed);
            let shown = address.to_string();
            let street = shown.strip_suffix("***").unwrap_or_default();
            prop_assert!(trimmed.starts_with(street) && street.len() < trimmed.len(), "{}", shown);
            prop_assert!(!shown.contains(char::is_numeric), "{}", shown);
        }

        #[test]
        fn a_lender_counts_from_the_smaller(price in 0_i64..1_000_000_000, appraisal in prop::option::of(0_i64..1_000_000_000)) {
            let [price, appraisal] = [Some(price), appraisal].map(|fen| fen.map(|fen| Money::new(fen).unwrap()));
            let home = Property {
                address: Address::new("经十路").unwrap(),
                price: price.unwrap(),
                appraisal,
                site: None,
                entry: 1,
            };
            prop_assert!(home.loan_base() <= home.price);
            prop_assert_eq!(Some(home.loan_base()), price.into_iter().chain(appraisal).min());
        }
    }
}
