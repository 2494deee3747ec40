//! Numbers and names of persons and companies: read strictly, shown masked.
//!
//! | type | what | rule |
//! |---|---|---|
//! | [`ResidentId`] | 公民身份号码 and the permits of the same form | GB 11643, ISO 7064 MOD 11-2 |
//! | [`Uscc`] | 统一社会信用代码 of companies and offices | GB 32100, with GB 11714 inside |
//! | [`BankCard`] | bank card or account | 16 to 19 digits; Luhn is a warning |
//! | [`Mobile`] | mainland mobile phone | 11 digits from 13 to 19 |
//! | [`Name`] | name of a person | 1 to 60 visible characters |
//!
//! `Debug` and `Display` of each hide the middle: `110105********002X`, `138****5678`, `王*明`. The
//! true value is an explicit call, `reveal`, so that every use of it can be found. The messages of
//! errors say which character is wrong and why, and hold neither the number nor the birth date.
//!
//! # What is not repaired
//!
//! Full-width digits and inner spaces in an ID number or credit code are
//! [`BadCharacter`](crate::error::ErrorCode::BadCharacter), not folded: these numbers are copied
//! from paper to paper and compared as text, and a silent repair would let two spellings of one
//! number stand in one file. Only letter case is folded, as the standards print capitals. Bank
//! cards and phones are printed in groups, so there plain spaces and hyphens are dropped.
//!
//! # Regions
//!
//! A region code is that of the day of issue, and no public table of counties is complete. An
//! unknown *province* is an error; everything below it is a [`RegionWarning`] at most.

mod bank_card;
mod mask;
mod mobile;
mod name;
mod resident_id;
mod uscc;

pub use self::bank_card::BankCard;
pub use self::mobile::Mobile;
pub use self::name::Name;
pub use self::resident_id::{IdKind, RegionWarning, ResidentId, Sex};
pub use self::uscc::Uscc;

use crate::date::Date;
use crate::error::{Error, ErrorCode};

/// What [`check`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What sort of number it was taken for.
    pub kind: NumberKind,
    /// Whether it is a right one, and if not, why.
    pub result: Result<(), Error>,
    /// A right number with a region that a person should look at.
    pub warning: Option<RegionWarning>,
}

/// The sort of number that [`check`] tells apart.
///
/// Open: passports and permits of other forms may follow.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// A [`ResidentId`].
    ResidentId,
    /// A [`Uscc`].
    Uscc,
}

impl NumberKind {
    /// The stable text: `resident-id` or `uscc`.
    pub const fn code(self) -> &'static str {
        match self {
            NumberKind::ResidentId => "resident-id",
            NumberKind::Uscc => "uscc",
        }
    }
}

/// Checks a number that may be a resident ID or a unified social credit code.
///
/// Which of the two it is taken for, in this order:
///
/// 1. a credit code, when it holds a letter of the credit code's alphabet other than `X`;
/// 2. a resident ID, when it is a right one;
/// 3. a credit code, when it is a right one (some hold digits only);
/// 4. else a resident ID, with what is wrong with it.
///
/// With `today`, a birth date after it is an error.
///
/// ```
/// use anjieflow::identity::{NumberKind, check};
///
/// let specimen = check("11010519491231002X", None);
/// assert_eq!(specimen.kind, NumberKind::ResidentId);
/// assert_eq!(specimen.result, Ok(()));
///
/// let company = check("91350100M000100Y43", None);
/// assert_eq!(company.kind.code(), "uscc");
/// assert_eq!(company.result, Ok(()));
/// ```
pub fn check(number: &str, today: Option<Date>) -> Check {
    let looks_like_uscc = number.chars().any(uscc::is_telling_letter);
    let person = match today {
        Some(today) => ResidentId::parse_on(number, today),
        None => ResidentId::parse(number),
    };
    if looks_like_uscc || (person.is_err() && Uscc::parse(number).is_ok()) {
        return Check { kind: NumberKind::Uscc, result: Uscc::parse(number).map(|_| ()), warning: None };
    }
    Check {
        kind: NumberKind::ResidentId,
        warning: person.as_ref().ok().and_then(ResidentId::region_warning),
        result: person.map(|_| ()),
    }
}

/// Gives a type with `parse` and `masked` its masked `Display` and `Debug`, and `FromStr`.
macro_rules! masked {
    ($type:ident) => {
        impl std::fmt::Display for $type {
            /// Masked; the true value is `reveal`.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.masked())
            }
        }

        impl std::fmt::Debug for $type {
            /// Masked; the true value is `reveal`.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self.masked())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::error::Error;

            fn from_str(text: &str) -> Result<$type, crate::error::Error> {
                $type::parse(text)
            }
        }
    };
}
use masked;

/// The first character that is not allowed, told by its place; `want` says what is.
fn check_characters(text: &str, want: &str, allowed: impl Fn(char) -> bool) -> Result<(), Error> {
    match text.chars().zip(1..).find(|(c, _)| !allowed(*c)) {
        None => Ok(()),
        Some((c, place)) => Err(bad_character(c, place, want)),
    }
}

#[cold]
fn bad_character(c: char, place: usize, want: &str) -> Error {
    // One character of a number gives nobody away, and its digits never come here.
    let message = format!("character {place} is `{}`, want {want}", c.escape_debug());
    let error = Error::new(ErrorCode::BadCharacter, message);
    if c.is_whitespace() {
        error.help("write the number without spaces")
    } else if c.is_numeric() || ('Ａ'..='ｚ').contains(&c) {
        error.help("switch the input method to half-width characters (半角)")
    } else {
        error
    }
}

#[cold]
fn bad_length(want: &str, found: usize) -> Error {
    let message = format!("want {want}, found {found}");
    Error::new(ErrorCode::BadLength, message)
}

fn check_not_empty(text: &str, what: &str) -> Result<(), Error> {
    match text.is_empty() {
        true => Err(Error::new(ErrorCode::Empty, format!("no {what}"))),
        false => Ok(()),
    }
}

/// The digits of a number that is printed in groups: without plain spaces and hyphens.
fn ungrouped(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '-')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_of_number_is_told_by_its_letters() {
        use NumberKind::{ResidentId, Uscc};
        for (number, kind) in [
            ("11010519491231002x", ResidentId),
            ("110105194912310021", ResidentId),
            ("11010O194912310021", ResidentId), // O is in neither; most likely a zero
            ("1101051949123100２X", ResidentId),
            ("", ResidentId),
            ("91350100M000100Y43", Uscc),
            ("91350100m000100y44", Uscc),
            ("A", Uscc),
        ] {
            assert_eq!(check(number, None).kind, kind, "{number}");
        }
    }

    #[test]
    fn a_credit_code_of_digits_is_found() {
        let code = uscc::tests::of_digits("91110105", "0000000");
        let checked = check(&code, None);
        assert_eq!(checked.kind, NumberKind::Uscc);
        assert_eq!(checked.result, Ok(()));
    }

    #[test]
    fn a_warning_comes_with_a_right_number_only() {
        let taiwan = check("710000201110288542", None);
        assert_eq!(taiwan.result, Ok(()));
        assert_eq!(taiwan.warning, Some(RegionWarning::NoneIssued));
        assert_eq!(check("710000201110288543", None).warning, None);
    }
}
