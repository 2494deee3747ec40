//! Who is who in a case.

use std::fmt;

use crate::error::{Error, ErrorCode};
use crate::id::id;
use crate::identity::{Mobile, Name, ResidentId};
use crate::limits::OTHER_ID;
use crate::product::Role;

id! {
    /// A party within one case, such as `b1`; for a paper that a role hands in as one, the role's own name.
    PartyId(String), "a party id", crate::id::not_personal
}

/// A person or firm in the case.
///
/// `Debug` masks the name, the numbers and the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Party {
    /// Its id in this case.
    pub id: PartyId,
    /// What it is in the case.
    pub role: Role,
    /// Its name, character by character as on the identity paper.
    pub name: Name,
    /// The resident identity number (GB 11643), where it has one.
    pub id_number: Option<ResidentId>,
    /// The number of another identity paper: passport, permit, officer's card, or a firm's code.
    pub other_id: Option<OtherId>,
    /// A mainland mobile number.
    pub phone: Option<Mobile>,
    /// The log entry that says so.
    pub entry: u32,
}

/// The number of an identity paper without a national form: passport, permit, officer's card.
///
/// Masked in `Debug` and `Display`: only the last two characters show.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherId(String);

impl OtherId {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self(String::new());

    /// Keeps the text, trimmed.
    ///
    /// # Errors
    /// Empty, longer than 64 characters, or with a control character.
    pub fn new(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(Error::new(ErrorCode::Empty, "the number of the identity paper is empty")
                .help("leave the field out when there is none")),
            1..=OTHER_ID if !text.chars().any(char::is_control) => Ok(Self(text.to_owned())),
            1..=OTHER_ID => {
                Err(Error::new(ErrorCode::BadCharacter, "the number of the identity paper has a control character")
                    .help("type it as printed"))
            }
            length => Err(Error::new(
                ErrorCode::BadLength,
                format!("the number of the identity paper has {length} characters"),
            )
            .help(format!("at most {OTHER_ID}"))),
        }
    }

    /// The real text: an explicit call, so that a reader sees where it is shown.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OtherId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
        let hidden = self.0.chars().count().saturating_sub(2);
        match hidden {
            0 => f.write_str("**"),
            _ => write!(f, "{}{shown}", "*".repeat(hidden)),
        }
    }
}

impl fmt::Debug for OtherId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_of_a_person_is_no_party_id() {
        for number in ["710000199003070011", "13800000001", "6222021001116245702"] {
            let error = PartyId::new(number).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Malformed);
            assert!(!error.to_string().contains(number), "{error}");
        }
        assert_eq!(PartyId::new("b1").unwrap().as_str(), "b1");
    }

    proptest! {
        #[test]
        fn of_a_paper_two_characters_show(text in "\\PC{0,70}") {
            let trimmed = text.trim();
            let length = trimmed.chars().count();
            let Ok(id) = OtherId::new(&text) else {
                prop_assert!(length == 0 || length > OTHER_ID || trimmed.chars().any(char::is_control));
                return Ok(());
            };
            prop_assert_eq!(id.reveal(), trimmed);
            let shown = id.to_string();
            prop_assert_eq!(shown.chars().count(), length.max(2));
            prop_assert_eq!(shown.chars().take(length.saturating_sub(2)).filter(|it| *it != '*').count(), 0);
            prop_assert_eq!(format!("{id:?}"), shown);
        }
    }
}
