//! The mobile phone number.

use super::{bad_length, check_characters, check_not_empty, mask, masked, ungrouped};
use crate::error::{Error, ErrorCode};

/// A mainland mobile number: 11 digits that begin with 13 to 19.
///
/// A country code `+86` or `0086` before it, and plain spaces and hyphens between groups, are
/// dropped.
///
/// Printed masked; [`Mobile::reveal`] gives the number.
///
/// ```
/// use anjieflow::identity::Mobile;
///
/// let mobile = Mobile::parse("+86 138-1234-5678")?;
/// assert_eq!(mobile.to_string(), "138****5678");
/// assert_eq!(mobile.reveal(), "13812345678");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mobile {
    // INVARIANT: 11 ASCII digits, the first 1, the second 3 to 9.
    text: String,
}

masked!(Mobile);

impl Mobile {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self { text: String::new() };

    /// Reads the number.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`] when nothing is left.
    /// - [`ErrorCode::BadCharacter`] for anything but ASCII digits, spaces, hyphens and `+`.
    /// - [`ErrorCode::BadLength`] for other than 11 digits.
    /// - [`ErrorCode::Malformed`] when it does not begin with 13 to 19: a landline, or a number
    ///   from elsewhere.
    pub fn parse(text: &str) -> Result<Mobile, Error> {
        check_characters(text, "a digit", |c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+'))?;
        let text = national(&ungrouped(text)).to_owned();
        check_not_empty(&text, "phone number")?;
        if text.len() != LENGTH {
            return Err(bad_length("11 digits", text.len()));
        }
        match is_mobile(&text) {
            true => Ok(Mobile { text }),
            false => Err(no_mobile()),
        }
    }

    /// The first three and the last four digits: `138****5678`.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, 3, 4)
    }

    /// The 11 digits.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

/// How many digits a number has.
const LENGTH: usize = 11;

/// The number without the country code of the mainland.
fn national(text: &str) -> &str {
    let country = ["+86", "0086"];
    let rest = country.iter().find_map(|code| text.strip_prefix(code));
    rest.unwrap_or(text)
}

fn is_mobile(text: &str) -> bool {
    let mut digits = text.bytes();
    digits.next() == Some(b'1')
        && digits.next().is_some_and(|digit| digit >= b'3')
        && digits.all(|digit| digit.is_ascii_digit())
}

#[cold]
fn no_mobile() -> Error {
    let message = "want a mainland mobile number: 11 digits that begin with 13 to 19";
    Error::new(ErrorCode::Malformed, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_code_and_groups_are_dropped() {
        for text in ["13812345678", "+8613812345678", "008613812345678", " +86 138 1234 5678 ", "138-1234-5678"] {
            assert_eq!(Mobile::parse(text).unwrap().reveal(), "13812345678");
        }
    }

    #[test]
    fn each_error_has_its_code() {
        for (text, code) in [
            ("", ErrorCode::Empty),
            ("+86 ", ErrorCode::Empty),
            ("1381234567８", ErrorCode::BadCharacter),
            ("(138)12345678", ErrorCode::BadCharacter),
            ("1381234567", ErrorCode::BadLength),
            ("+85291234567", ErrorCode::BadLength),
            ("8613812345678", ErrorCode::BadLength),
            ("12812345678", ErrorCode::Malformed),
            ("01012345678", ErrorCode::Malformed),
            ("138+2345678", ErrorCode::Malformed),
        ] {
            assert_eq!(Mobile::parse(text).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn every_second_digit_is_decided() {
        for second in 0..10 {
            let read = Mobile::parse(&format!("1{second}012345678"));
            assert_eq!(read.is_ok(), second >= 3);
        }
    }
}
