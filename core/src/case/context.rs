//! What a decision may know besides the case: today, the day it happened, who says so, the rules in force.

use std::fmt;

use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::hex::{hex, unhex};
use crate::id::id;
use crate::product::Pack;

id! {
    /// Who takes a step: a clerk's, a system's or a lender's account name. Not a personal name.
    Actor(crate::shared::Text), "an actor"
}

/// What a decision may know besides the case. Passed last, by reference; never kept in a case.
///
/// The core reads no clock: today is what the caller says.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The day the step is recorded.
    pub today: Date,
    /// The day the thing happened: today, or earlier when the clerk learns late.
    pub occurred: Date,
    /// As of which day rules are judged whose deciding day has not come yet; `None` is the day it happened.
    pub as_of: Option<Date>,
    /// Who takes the step.
    pub by: Actor,
    /// The products and routes in force.
    pub pack: &'a Pack,
    /// Working days and holidays.
    pub calendar: &'a Calendar,
    /// Sixteen fresh random bytes, kept beside the personal fields of the entry.
    pub salt: Option<Salt>,
}

impl Context<'static> {
    /// A decision on this day by this actor, under the built-in rules and calendar.
    pub fn new(today: Date, by: Actor) -> Self {
        let (pack, calendar) = (Pack::builtin(), Calendar::builtin());
        Self { today, occurred: today, as_of: None, by, pack, calendar, salt: None }
    }
}

impl<'a> Context<'a> {
    /// The edition of the rules, as an event keeps it.
    pub(crate) fn edition(&self) -> String {
        self.pack.edition.id.to_string()
    }

    /// The same, for something that happened on an earlier day.
    #[must_use]
    pub fn occurred(self, occurred: Date) -> Self {
        Self { occurred, ..self }
    }

    /// The same, with rules whose deciding day has not come yet judged as of another day: a pack and a day are an
    /// edition of the rules. See [`edition`](super::edition).
    #[must_use]
    pub fn as_of(self, day: Date) -> Self {
        Self { as_of: Some(day), ..self }
    }

    /// The same, with the salt for an entry that holds personal fields.
    #[must_use]
    pub fn salted(self, salt: Salt) -> Self {
        Self { salt: Some(salt), ..self }
    }

    /// The same, under other products and routes.
    #[must_use]
    pub fn under<'b>(self, pack: &'b Pack) -> Context<'b>
    where
        'a: 'b,
    {
        Context { pack, ..self }
    }

    /// The same, with another calendar.
    #[must_use]
    pub fn counting<'b>(self, calendar: &'b Calendar) -> Context<'b>
    where
        'a: 'b,
    {
        Context { calendar, ..self }
    }
}

/// Sixteen random bytes beside the personal fields of one entry.
///
/// They keep the digest of those fields from being guessed once the fields are erased. The core has no source of
/// randomness: an application gives fresh bytes for each entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Salt([u8; 16]);

impl Salt {
    /// Takes sixteen bytes.
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads 32 hexadecimal digits.
    ///
    /// # Errors
    /// Another length or another character.
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        let help = "give 32 hexadecimal digits: 16 random bytes, fresh for each entry";
        if text.len() != 32 {
            return Err(Error::new(ErrorCode::BadLength, format!("the salt has {} bytes", text.len())).help(help));
        }
        let bytes = unhex(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| Error::new(ErrorCode::BadCharacter, "the salt is not hexadecimal").help(help))
    }

    /// The sixteen bytes.
    #[must_use]
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// As 32 hexadecimal digits.
    pub fn to_hex(self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// Number, days and author of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The entry's number in the log, from 1.
    pub number: u32,
    /// When it happened.
    pub occurred: Date,
    /// When it was recorded.
    pub recorded: Date,
    /// By whom.
    pub by: Actor,
    /// Beside the personal fields, where the entry has any.
    pub salt: Option<Salt>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salt_reads_back_what_it_wrote() {
        let salt = Salt::from_hex("00112233445566778899aabbccddeeff").unwrap();
        assert_eq!(salt.to_hex(), "00112233445566778899aabbccddeeff");
    }

    #[test]
    fn a_salt_of_another_form_is_an_error() {
        assert_eq!(Salt::from_hex("0011").unwrap_err().code(), ErrorCode::BadLength);
        assert_eq!(Salt::from_hex(&"é".repeat(16)).unwrap_err().code(), ErrorCode::BadCharacter);
    }
}
