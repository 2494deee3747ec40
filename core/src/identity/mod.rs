//! Numbers and names of persons and companies: read strictly, shown masked.
//!
//! | type | what | rule |
//! |---|---|---|
//! | [`ResidentId`] | 公民身份号码 and the permits of the same form | GB 11643, ISO 7064 MOD 11-2 |
//! | [`Uscc`] | 统一社会信用代码 of companies and offices | GB 32100, with GB 11714 inside |
//! | [`BankCard`] | bank card or account | 16 to 19 digits; Luhn is a warning |
//! | [`Mobile`] | mainland mobile phone | 11 digits from 13 to 19 |
//! | [`Name`] | name of a person | 1 to 60 visible characters |
//! | [`Permit`] | 来往内地通行证 of Hong Kong, Macao and Taiwan | a letter or none, eight digits, a count of renewals |
//! | [`ForeignerCard`] | 外国人永久居留身份证 | 3 letters and 12 digits, or 18 digits from 9 on |
//! | [`Passport`] | 护照 | letters and digits |
//! | [`TitleNumber`] | 不动产权证书号, 不动产登记证明号 | province, year, place, serial |
//! | [`UnitNumber`] | 不动产单元号 | 28 characters |
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
mod number;
mod permit;
mod resident_id;
mod title;
mod uscc;

pub use self::bank_card::BankCard;
pub use self::mobile::Mobile;
pub use self::name::Name;
pub use self::number::{Check, NumberKind, Warning, check, check_as};
pub use self::permit::{ForeignerCard, Passport, Permit, PermitKind};
pub use self::resident_id::{IdKind, RegionWarning, ResidentId, Sex};
pub use self::title::{TitleKind, TitleNumber, UnitNumber};
pub use self::uscc::Uscc;

use crate::error::{Error, ErrorCode};

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
    let message = format!("character {place} is `{}`, want {want}", crate::error::escaped(c));
    let error = Error::new(ErrorCode::BadCharacter, message);
    if c.is_whitespace() {
        error.help("write the number without spaces")
    } else if (c.is_numeric() && !c.is_ascii()) || ('Ａ'..='ｚ').contains(&c) {
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
