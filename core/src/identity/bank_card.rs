//! The bank card number.

use super::{bad_length, check_characters, check_not_empty, mask, masked, ungrouped};
use crate::error::Error;

/// A bank card or account number of 16 to 19 digits.
///
/// Plain spaces and hyphens between groups are dropped. The Luhn check is asked, not enforced: old
/// passbook accounts have none, so its failure is a warning ([`BankCard::luhn_ok`]).
///
/// Printed masked; [`BankCard::reveal`] gives the number.
///
/// ```
/// use anjieflow::identity::BankCard;
///
/// let card = BankCard::parse("6222 0210 0111 6245 702")?;
/// assert!(card.luhn_ok());
/// assert_eq!(card.to_string(), "***************5702");
/// assert_eq!(card.last_four(), "5702");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankCard {
    // INVARIANT: 16 to 19 ASCII digits.
    text: String,
}

masked!(BankCard);

impl BankCard {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self { text: String::new() };

    /// Reads the number.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`](crate::error::ErrorCode::Empty) when nothing is left.
    /// - [`ErrorCode::BadCharacter`](crate::error::ErrorCode::BadCharacter) for anything but ASCII
    ///   digits, spaces and hyphens.
    /// - [`ErrorCode::BadLength`](crate::error::ErrorCode::BadLength) for other than 16 to 19
    ///   digits.
    pub fn parse(text: &str) -> Result<BankCard, Error> {
        check_characters(text, "a digit", |c| c.is_ascii_digit() || matches!(c, ' ' | '-'))?;
        let text = ungrouped(text);
        check_not_empty(&text, "card number")?;
        match text.len() {
            16..=19 => Ok(BankCard { text }),
            found => Err(bad_length("16 to 19 digits", found)),
        }
    }

    /// Whether the last digit fits the others by the Luhn rule (ISO/IEC 7812). If not, look at the
    /// card again; it may still be right.
    pub fn luhn_ok(&self) -> bool {
        let digits = self.text.bytes().rev().map(|digit| u32::from(digit & 0x0f));
        let sum: u32 = digits.zip([1, 2].into_iter().cycle()).map(luhn_term).sum();
        sum % 10 == 0
    }

    /// The last four digits, as a receipt prints them.
    pub fn last_four(&self) -> &str {
        // OK because there are at least 16, and all are ASCII.
        self.text.get(self.text.len() - 4..).unwrap_or_default()
    }

    /// The last four digits, the others hidden.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, 0, 4)
    }

    /// The number itself, without spaces.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

/// A doubled digit counts by the sum of its own digits.
fn luhn_term((digit, factor): (u32, u32)) -> u32 {
    let product = digit * factor;
    product / 10 + product % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn each_error_has_its_code() {
        for (text, code) in [
            ("", ErrorCode::Empty),
            (" - ", ErrorCode::Empty),
            ("622202100111624570２", ErrorCode::BadCharacter),
            ("6222021001116245702x", ErrorCode::BadCharacter),
            ("622202100111624", ErrorCode::BadLength),
            ("62220210011162457020", ErrorCode::BadLength),
        ] {
            assert_eq!(BankCard::parse(text).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn a_luhn_failure_is_read() {
        assert!(BankCard::parse("6222021001116245702").unwrap().luhn_ok());
        let card = BankCard::parse("6222021001116245703").unwrap();
        assert!(!card.luhn_ok());
        assert_eq!(format!("{card:?}"), "BankCard(***************5703)");
        assert_eq!(card.last_four(), "5703");
    }

    #[test]
    fn exactly_one_last_digit_fits() {
        for body in 0..1000 {
            let right = (0..10).filter(|digit| {
                let text = format!("622202100111624{body:03}{digit}");
                BankCard::parse(&text).unwrap().luhn_ok()
            });
            assert_eq!(right.count(), 1);
        }
    }
}
