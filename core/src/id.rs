//! Identifiers that a case gives to what it holds: short texts, checked once.

use crate::error::{Error, ErrorCode, may_be_personal, shown};
use crate::identity::{BankCard, Mobile, ResidentId};
use crate::limits::ID as LENGTH_MAX;

/// Checks an identifier: 1 to 64 letters, digits, `.`, `_` or `-`.
pub(crate) fn checked(what: &str, text: &str) -> Result<(), Error> {
    let wrong = |code, message: String| {
        let help = format!("give {what} 1 to {LENGTH_MAX} ASCII letters, digits, `.`, `_` or `-`");
        Err(Error::new(code, message).help(help))
    };
    match text.len() {
        0 => return wrong(ErrorCode::Empty, format!("{what} is empty")),
        1..=LENGTH_MAX => {}
        length => return wrong(ErrorCode::BadLength, format!("{what} has {length} bytes")),
    }
    match text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))) {
        Some(other) => {
            let other = shown(&other.to_string());
            wrong(ErrorCode::BadCharacter, format!("{what} has the character {other}"))
        }
        None => Ok(()),
    }
}

/// Refuses what is the number of a person: identifiers stand unmasked in messages and pictures.
pub(crate) fn not_personal(text: &str) -> Result<(), Error> {
    let is_one = || ResidentId::parse(text).is_ok() || Mobile::parse(text).is_ok() || BankCard::parse(text).is_ok();
    // Most ids are short, and a case has many.
    match may_be_personal(text) && is_one() {
        true => Err(Error::new(ErrorCode::Malformed, "this is the number of a person, a phone or a card, not an id")
            .help("name the party by its id in the case, such as `b1`")),
        false => Ok(()),
    }
}

/// The same for the id of a case, which some offices make of digits only: cards are not told from them.
pub(crate) fn not_a_person(text: &str) -> Result<(), Error> {
    let is_one = || ResidentId::parse(text).is_ok() || Mobile::parse(text).is_ok();
    match may_be_personal(text) && is_one() {
        true => Err(Error::new(ErrorCode::Malformed, "this is the number of a person or a phone, not a case id")
            .help("number the case on its own, such as `C-2026-0001`")),
        false => Ok(()),
    }
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident($kept:ty), $what:literal $(, $also:path)?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name($kept);

        impl $name {
            /// What stands in the place of one that is wrong, until that is said.
            #[allow(dead_code, reason = "read from the wire only")]
            pub(crate) const BLANK: Self = Self(<$kept>::new());

            /// Checks and keeps an identifier: 1 to 64 ASCII letters, digits, `.`, `_` or `-`.
            ///
            /// # Errors
            /// Empty, too long, or a character outside that set.
            pub fn new(text: &str) -> Result<Self, $crate::error::Error> {
                $crate::id::checked($what, text)?;
                $($also(text)?;)?
                Ok(Self(text.into()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[allow(dead_code, reason = "not every kind of identifier is numbered by the case")]
            pub(crate) fn numbered(prefix: &str, number: u32) -> Self {
                Self(format!("{prefix}{number}").into())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use id;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::PartyId;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_is_what_it_says_it_may_be(text in "[a-zA-Z0-9._-]{0,70}|\\PC{0,8}") {
            let allowed = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
            prop_assert_eq!(checked("an id", &text).is_ok(), allowed && (1..=LENGTH_MAX).contains(&text.len()));
            match PartyId::new(&text) {
                Ok(id) => prop_assert_eq!((id.as_str(), id.to_string()), (text.as_str(), text.clone())),
                Err(error) => prop_assert!(checked("an id", &text).is_err() || !error.to_string().contains(&text)),
            }
        }

        #[test]
        fn the_number_of_a_person_is_no_id(digits in "1[3-9][0-9]{9}") {
            prop_assert!(PartyId::new(&digits).is_err() && not_a_person(&digits).is_err());
        }
    }
}
