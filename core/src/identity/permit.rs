//! The numbers of those who have no resident identity card: permits, cards of foreigners, passports.

use super::{ResidentId, bad_character, bad_length, check_characters, check_not_empty, mask, masked};
use crate::date::Date;
use crate::error::Error;

/// The permit by which a resident of Hong Kong, Macao or Taiwan enters the mainland (来往内地通行证, 回乡证; 台胞证).
///
/// Hong Kong and Macao: `H` or `M` and eight digits that a person keeps for life; the two digits after them count the
/// renewals, and since 2013 stand apart. Taiwan: eight digits, and two of renewals on old ones. Small letters are read and
/// kept as capitals.
///
/// ```
/// use anjieflow::identity::{Permit, PermitKind};
///
/// let permit = Permit::parse("H0123456703")?;
/// assert_eq!((permit.kind(), permit.renewals()), (PermitKind::HongKong, Some("03")));
/// // The same person, with the permit of before.
/// assert!(permit.is_of_same_person(&Permit::parse("h01234567")?));
/// assert_eq!(permit.to_string(), "H01*****703");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permit {
    kind: PermitKind,
    // INVARIANT: the lifelong part, then nothing or two digits.
    text: String,
}

masked!(Permit);

/// Whose permit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PermitKind {
    /// 港澳居民来往内地通行证 of a Hong Kong resident: `H`.
    HongKong,
    /// 港澳居民来往内地通行证 of a Macao resident: `M`.
    Macao,
    /// 台湾居民来往大陆通行证: digits alone.
    Taiwan,
}

/// The card of a foreigner who lives in China for good (外国人永久居留身份证).
///
/// Of both forms, which are right side by side: three letters of nationality and twelve digits until 2023, since 2023-12-01
/// eighteen digits that begin with 9 and are checked as a [`ResidentId`].
///
/// ```
/// use anjieflow::identity::ForeignerCard;
///
/// let card = ForeignerCard::parse("DEU110077010107")?;
/// assert_eq!((card.nationality(), card.to_string()), (Some("DEU"), "DEU********0107".to_owned()));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ForeignerCard {
    // INVARIANT: three capitals and twelve digits, or the text of a `ResidentId` that begins with 9.
    text: String,
}

masked!(ForeignerCard);

/// The number of a passport (护照): letters and digits, as its country prints them; nothing more is checked.
///
/// ```
/// use anjieflow::identity::Passport;
///
/// assert_eq!(Passport::parse("e12345678")?.reveal(), "E12345678");
/// assert_eq!(Passport::parse("E12345678")?.to_string(), "E1*****78");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passport {
    // INVARIANT: 5 to 20 ASCII capitals and digits.
    text: String,
}

masked!(Passport);

impl Permit {
    /// Reads the number.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`](crate::error::ErrorCode::Empty) for an empty text.
    /// - [`ErrorCode::BadCharacter`](crate::error::ErrorCode::BadCharacter) for anything but digits after a first `H`, `M`
    ///   or digit.
    /// - [`ErrorCode::BadLength`](crate::error::ErrorCode::BadLength) for other than eight digits, or ten.
    pub fn parse(text: &str) -> Result<Permit, Error> {
        check_not_empty(text, "permit number")?;
        let text = text.to_ascii_uppercase();
        let kind = match text.chars().next() {
            Some('H') => PermitKind::HongKong,
            Some('M') => PermitKind::Macao,
            Some(first) if !first.is_ascii_digit() => return Err(bad_character(first, 1, "`H`, `M` or a digit")),
            _ => PermitKind::Taiwan,
        };
        let digits = text.trim_start_matches(['H', 'M']);
        check_characters(digits, "a digit", |c| c.is_ascii_digit())?;
        match digits.len() {
            8 | 10 if text.len() - digits.len() <= 1 => Ok(Permit { kind, text }),
            found => Err(bad_length("eight digits, or ten with the count of renewals", found)),
        }
    }

    /// Whose permit it is.
    pub const fn kind(&self) -> PermitKind {
        self.kind
    }

    /// The part that a person keeps for life.
    pub fn lifelong(&self) -> &str {
        self.text.get(..self.lifelong_length()).unwrap_or_default()
    }

    /// How often it was renewed, where it says so.
    pub fn renewals(&self) -> Option<&str> {
        self.text.get(self.lifelong_length()..).filter(|renewals| !renewals.is_empty())
    }

    /// Whether both are one person's: a renewed permit has another count.
    pub fn is_of_same_person(&self, other: &Permit) -> bool {
        self.lifelong() == other.lifelong()
    }

    /// The first three and the last three characters.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, 3, 3)
    }

    /// The number itself.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    const fn lifelong_length(&self) -> usize {
        match self.kind {
            PermitKind::HongKong | PermitKind::Macao => 9,
            PermitKind::Taiwan => 8,
        }
    }
}

impl ForeignerCard {
    /// Reads the number.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`](crate::error::ErrorCode::Empty) for an empty text.
    /// - What [`ResidentId::parse`] says of a number that begins with a digit;
    ///   [`ErrorCode::BadCharacter`](crate::error::ErrorCode::BadCharacter) where its first is not 9.
    /// - Else [`ErrorCode::BadCharacter`](crate::error::ErrorCode::BadCharacter) and
    ///   [`ErrorCode::BadLength`](crate::error::ErrorCode::BadLength) for other than three letters and twelve digits.
    pub fn parse(text: &str) -> Result<ForeignerCard, Error> {
        check_not_empty(text, "card number")?;
        let text = text.to_ascii_uppercase();
        match text.chars().next().filter(char::is_ascii_digit) {
            Some('9') => ResidentId::parse(&text).map(|id| ForeignerCard { text: id.reveal().to_owned() }),
            Some(first) => Err(bad_character(first, 1, "9, or a letter of nationality")),
            None => check_old(&text).map(|()| ForeignerCard { text }),
        }
    }

    /// The birth date, where the number has a check digit to answer for it.
    pub fn birth_date(&self) -> Option<Date> {
        ResidentId::parse(&self.text).ok().map(|id| id.birth_date())
    }

    /// The three letters of nationality, on a card of the old form.
    pub fn nationality(&self) -> Option<&str> {
        self.text.get(..3).filter(|letters| letters.bytes().all(|c| c.is_ascii_uppercase()))
    }

    /// The first three (old form) or six characters and the last four.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, if self.nationality().is_some() { 3 } else { 6 }, 4)
    }

    /// The number itself.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

/// How many characters the old form has.
const OLD_LENGTH: usize = 15;

fn check_old(text: &str) -> Result<(), Error> {
    for (c, place) in text.chars().zip(1..) {
        let (allowed, want) =
            if place <= 3 { (c.is_ascii_uppercase(), "a letter") } else { (c.is_ascii_digit(), "a digit") };
        if !allowed {
            return Err(bad_character(c, place, want));
        }
    }
    match text.len() {
        OLD_LENGTH => Ok(()),
        found => Err(bad_length("15 characters of the old form, or 18 of the new", found)),
    }
}

impl Passport {
    /// Reads the number.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`](crate::error::ErrorCode::Empty) for an empty text.
    /// - [`ErrorCode::BadCharacter`](crate::error::ErrorCode::BadCharacter) for anything but ASCII letters and digits.
    /// - [`ErrorCode::BadLength`](crate::error::ErrorCode::BadLength) for other than 5 to 20 characters.
    pub fn parse(text: &str) -> Result<Passport, Error> {
        check_not_empty(text, "passport number")?;
        check_characters(text, "a letter or a digit", |c| c.is_ascii_alphanumeric())?;
        match text.len() {
            5..=20 => Ok(Passport { text: text.to_ascii_uppercase() }),
            found => Err(bad_length("5 to 20 characters", found)),
        }
    }

    /// The first two and the last two characters.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, 2, 2)
    }

    /// The number itself.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn permits_are_told_apart() {
        for (text, kind, renewals) in [
            ("H01234567", PermitKind::HongKong, None),
            ("m0123456701", PermitKind::Macao, Some("01")),
            ("01234567", PermitKind::Taiwan, None),
            ("0123456702", PermitKind::Taiwan, Some("02")),
        ] {
            let permit = Permit::parse(text).unwrap();
            assert_eq!((permit.kind(), permit.renewals()), (kind, renewals), "{text}");
        }
        let [hong_kong, macao] = ["H01234567", "M01234567"].map(|text| Permit::parse(text).unwrap());
        assert!(!hong_kong.is_of_same_person(&macao));
    }

    #[test]
    fn a_permit_is_masked_in_its_middle() {
        for (text, masked) in [("H01234567", "H01***567"), ("M0123456701", "M01*****701"), ("01234567", "012**567")] {
            assert_eq!(Permit::parse(text).unwrap().masked(), masked);
        }
    }

    #[test]
    fn each_error_of_a_permit_has_its_code() {
        for (text, code) in [
            ("", ErrorCode::Empty),
            ("X01234567", ErrorCode::BadCharacter),
            ("H0123456A", ErrorCode::BadCharacter),
            ("H0123456７", ErrorCode::BadCharacter),
            ("H0123456", ErrorCode::BadLength),
            ("HH01234567", ErrorCode::BadLength),
            ("012345678", ErrorCode::BadLength),
        ] {
            assert_eq!(Permit::parse(text).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn both_cards_of_foreigners_are_read() {
        // Region 911, nationality 156, born 1905: the digit that fits is searched for.
        let right = (0..10).map(|digit| format!("91115619050101001{digit}")).chain(["91115619050101001X".to_owned()]);
        let cards: Vec<ForeignerCard> = right.filter_map(|text| ForeignerCard::parse(&text).ok()).collect();
        let [card] = cards.as_slice() else { panic!("{cards:?}") };
        assert_eq!((card.birth_date(), card.nationality()), (Some(Date::constant(1905, 1, 1)), None));
        assert_eq!(card.masked(), format!("911156********{}", &card.reveal()[14..]));
        assert_eq!(ForeignerCard::parse("DEU111007701010").unwrap().masked(), "DEU********1010");
        for (text, code) in [
            ("", ErrorCode::Empty),
            ("110105194912310021", ErrorCode::BadCharacter),
            ("DE1110077010107", ErrorCode::BadCharacter),
            ("DEU11007701010", ErrorCode::BadLength),
            ("911156190501010", ErrorCode::BadLength),
        ] {
            assert_eq!(ForeignerCard::parse(text).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn a_passport_has_letters_and_digits() {
        for (text, code) in
            [("", ErrorCode::Empty), ("E1234 678", ErrorCode::BadCharacter), ("E123", ErrorCode::BadLength)]
        {
            assert_eq!(Passport::parse(text).unwrap_err().code(), code, "{text}");
        }
    }
}
