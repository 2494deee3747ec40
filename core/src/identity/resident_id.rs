//! The resident ID number.

use super::{bad_character, bad_length, check_characters, check_not_empty, mask, masked};
use crate::date::{Date, number};
use crate::error::{Error, ErrorCode};
use std::ops::Range;

/// An ID number of 18 characters (公民身份号码, GB 11643-1999), and the permits of the same form.
///
/// Six digits of region, eight of birth date, three of sequence (odd for men), and a check digit
/// by ISO 7064 MOD 11-2 over all before it, written `X` for ten. A small `x` is read and kept as
/// `X`. [`ResidentId::kind`] tells apart the permits that share the form. Any sequence is read: no
/// source says that one is not issued.
///
/// Printed masked; [`ResidentId::reveal`] gives the number.
///
/// ```
/// use anjieflow::identity::{ResidentId, Sex};
///
/// let id = ResidentId::parse("11010519491231002x")?; // the specimen of the standard
/// assert_eq!(id.to_string(), "110105********002X");
/// assert_eq!(id.birth_date().to_string(), "1949-12-31");
/// assert_eq!(id.sex(), Sex::Female);
/// assert_eq!(id.reveal(), "11010519491231002X");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId {
    // INVARIANT: 17 ASCII digits, then a digit or `X`, with a province, a day and a check digit.
    text: String,
    birth_date: Date,
}

masked!(ResidentId);

impl ResidentId {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self { text: String::new(), birth_date: Date::MIN };

    /// Reads the number.
    ///
    /// # Errors
    ///
    /// The first that applies:
    ///
    /// - [`ErrorCode::Empty`] for an empty text.
    /// - [`ErrorCode::BadCharacter`] for anything but ASCII digits and a last `X` or `x`: spaces and
    ///   full-width digits are not repaired.
    /// - [`ErrorCode::BadLength`] for other than 18 characters. The form of 15 digits, withdrawn
    ///   on 2013-01-01, holds neither century nor check digit and is not read.
    /// - [`ErrorCode::BadRegion`] when the province does not exist.
    /// - [`ErrorCode::BadBirthDate`] when the birth date is not a day.
    /// - [`ErrorCode::BadCheckDigit`] when the check digit does not fit.
    pub fn parse(text: &str) -> Result<ResidentId, Error> {
        check_form(text)?;
        let text = text.to_ascii_uppercase();
        check_province(&text)?;
        let birth_date = birth_date(&text).ok_or_else(bad_birth_date)?;
        check_check_digit(&text)?;
        Ok(ResidentId { text, birth_date })
    }

    /// Reads the number of somebody who is born by `today`.
    ///
    /// # Errors
    ///
    /// As [`ResidentId::parse`], and [`ErrorCode::FutureBirthDate`] when the birth date is after
    /// `today`.
    pub fn parse_on(text: &str, today: Date) -> Result<ResidentId, Error> {
        let id = ResidentId::parse(text)?;
        if id.birth_date > today {
            let message = "characters 7 to 14 are a birth date still to come";
            return Err(Error::new(ErrorCode::FutureBirthDate, message));
        }
        Ok(id)
    }

    /// The birth date inside the number.
    pub const fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The sex inside the number: the 17th digit is odd for men.
    pub fn sex(&self) -> Sex {
        let digit = self.text.as_bytes().get(16);
        match digit.is_some_and(|digit| digit % 2 == 1) {
            true => Sex::Male,
            false => Sex::Female,
        }
    }

    /// The first six digits. For a mainland number the county, as it was on the day of issue; for
    /// a foreigner 9, two digits of province and three of nationality.
    pub fn region(&self) -> &str {
        self.text.get(..6).unwrap_or_default()
    }

    /// Which paper the number stands on.
    pub fn kind(&self) -> IdKind {
        match self.text.get(..2) {
            Some("81") => IdKind::HongKongPermit,
            Some("82") => IdKind::MacaoPermit,
            Some("83") => IdKind::TaiwanPermit,
            _ if self.text.starts_with('9') => IdKind::ForeignerCard,
            _ => IdKind::Mainland,
        }
    }

    /// What a person should look at in the region, the rest of the number being right.
    pub fn region_warning(&self) -> Option<RegionWarning> {
        let (province, county) = self.region().split_at_checked(2)?;
        match (self.kind(), province, county) {
            (IdKind::Mainland, "71", _) => Some(RegionWarning::NoneIssued),
            (IdKind::Mainland, _, "0000") => Some(RegionWarning::NoCounty),
            (IdKind::Mainland | IdKind::ForeignerCard, _, _) => None,
            (_, _, "0000") => None,
            _ => Some(RegionWarning::UnusualPermit),
        }
    }

    /// The first six and the last four characters, the birth date hidden: `110105********002X`.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, 6, 4)
    }

    /// The number itself.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

/// The sex an ID number states.
///
/// Closed: the number has one bit for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

/// The papers whose numbers have the form of GB 11643.
///
/// Open: others may join.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// 居民身份证 of a mainland resident.
    Mainland,
    /// 港澳台居民居住证 of a Hong Kong resident: region 810000, issued since 2018-09-01.
    HongKongPermit,
    /// 港澳台居民居住证 of a Macao resident: region 820000.
    MacaoPermit,
    /// 港澳台居民居住证 of a Taiwan resident: region 830000.
    TaiwanPermit,
    /// 外国人永久居留身份证 in the form issued since 2023-12-01: it begins with 9.
    ForeignerCard,
}

/// A region that is no reason to refuse the number, but one to look at the paper again.
///
/// Open: a table of counties may tell more one day.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionWarning {
    /// Region 71 (Taiwan) exists, but no mainland number is issued there.
    NoneIssued,
    /// The code is that of a whole province; numbers are issued by counties.
    NoCounty,
    /// A permit of region 81, 82 or 83 whose further four digits are not zeros.
    UnusualPermit,
}

impl RegionWarning {
    /// The stable text of the warning, in `snake_case`.
    pub const fn code(self) -> &'static str {
        match self {
            RegionWarning::NoneIssued => "none_issued",
            RegionWarning::NoCounty => "no_county",
            RegionWarning::UnusualPermit => "unusual_permit",
        }
    }

    /// The warning in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            RegionWarning::NoneIssued => "71地区不签发居民身份号码",
            RegionWarning::NoCounty => "地区码为整个省份，不是县级",
            RegionWarning::UnusualPermit => "居住证号码的地区码后应为四个零",
        }
    }

    /// The warning in words.
    pub const fn message(self) -> &'static str {
        match self {
            RegionWarning::NoneIssued => "no mainland number is issued in region 71",
            RegionWarning::NoCounty => "the region is a whole province, not a county",
            RegionWarning::UnusualPermit => "a residence permit has four zeros after its region",
        }
    }
}

/// How many characters a number has.
const LENGTH: usize = 18;

/// The length of the form withdrawn on 2013-01-01.
const LEGACY_LENGTH: usize = 15;

fn check_form(text: &str) -> Result<(), Error> {
    check_not_empty(text, "ID number")?;
    let digit_or_x = |c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X');
    check_characters(text, "a digit, or `X` at the end", digit_or_x)?;
    // OK to count bytes because the characters are ASCII.
    if text.len() != LENGTH {
        return Err(wrong_length(text.len()));
    }
    match text.bytes().zip(1..LENGTH).find(|(c, _)| !c.is_ascii_digit()) {
        Some((c, place)) => Err(bad_character(char::from(c), place, "a digit")),
        None => Ok(()),
    }
}

/// The two digits of the province are those of GB/T 2260, or of a permit; on a foreigner's card
/// they follow the 9.
fn check_province(text: &str) -> Result<(), Error> {
    let (place, province) = match text.strip_prefix('9') {
        Some(rest) => ("2 and 3", rest.get(..2)),
        None => ("1 and 2", text.get(..2)),
    };
    let permits = !text.starts_with('9');
    match province.is_some_and(|code| is_province(code) || (permits && is_permit(code))) {
        true => Ok(()),
        false => Err(bad_region(place)),
    }
}

fn is_province(code: &str) -> bool {
    matches!(number(code.as_bytes()).unwrap_or_default(), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71)
}

fn is_permit(code: &str) -> bool {
    matches!(code, "81" | "82" | "83")
}

fn birth_date(text: &str) -> Option<Date> {
    let part = |places: Range<usize>| number(text.as_bytes().get(places)?);
    // OK because two digits fit.
    Date::new(part(6..10)?, part(10..12)? as u8, part(12..14)? as u8).ok()
}

fn check_check_digit(text: &str) -> Result<(), Error> {
    let (digits, check) = text.split_at_checked(LENGTH - 1).unwrap_or_default();
    match check.chars().eq([check_digit(digits)]) {
        true => Ok(()),
        false => Err(bad_check_digit()),
    }
}

/// The check digit by ISO 7064 MOD 11-2 of ASCII digits.
fn check_digit(digits: &str) -> char {
    let rest = digits.bytes().fold(0, |rest, digit| (rest + u32::from(digit & 0x0f)) * 2 % 11);
    // OK because the value is 0 to 10.
    char::from_digit((12 - rest) % 11, 10).unwrap_or('X')
}

#[cold]
fn wrong_length(found: usize) -> Error {
    let error = bad_length("18 characters", found);
    match found {
        LEGACY_LENGTH => {
            error.help("the form of 15 digits was withdrawn on 2013-01-01: take the number from the card in use")
        }
        _ => error,
    }
}

#[cold]
fn bad_region(place: &str) -> Error {
    let message = format!("characters {place} are no province");
    Error::new(ErrorCode::BadRegion, message)
}

#[cold]
fn bad_birth_date() -> Error {
    let message = "characters 7 to 14 are not a day of the calendar from 1850 on";
    Error::new(ErrorCode::BadBirthDate, message)
}

#[cold]
fn bad_check_digit() -> Error {
    let message = "the last character does not fit the 17 before it";
    Error::new(ErrorCode::BadCheckDigit, message).help("compare each digit with the card")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A right number with these 17 digits.
    fn complete(digits: &str) -> String {
        format!("{digits}{}", check_digit(digits))
    }

    fn code(text: &str) -> ErrorCode {
        ResidentId::parse(text).unwrap_err().code()
    }

    #[test]
    fn each_error_has_its_code() {
        assert_eq!(code(""), ErrorCode::Empty);
        assert_eq!(code("11010519491231002"), ErrorCode::BadLength);
        assert_eq!(code("1101051949123100２X"), ErrorCode::BadCharacter);
        assert_eq!(code("110105 19491231 002X"), ErrorCode::BadCharacter);
        assert_eq!(code("1101051949X231002X"), ErrorCode::BadCharacter);
        assert_eq!(code(&complete("16010519491231002")), ErrorCode::BadRegion);
        assert_eq!(code(&complete("11010519490230002")), ErrorCode::BadBirthDate);
        assert_eq!(code(&complete("11010518491231002")), ErrorCode::BadBirthDate);
        assert_eq!(code("110105194912310021"), ErrorCode::BadCheckDigit);
    }

    #[test]
    fn messages_help_and_give_nothing_away() {
        let says = |text| ResidentId::parse(text).unwrap_err().to_string();
        assert_eq!(says("11010O19491231002X"), "character 6 is `O`, want a digit, or `X` at the end");
        assert_eq!(
            says("１1010519491231002X"),
            "character 1 is `１`, want a digit, or `X` at the end; \
             switch the input method to half-width characters (半角)"
        );
        assert_eq!(
            says("11010519491231002X "),
            "character 19 is ` `, want a digit, or `X` at the end; write the number without spaces"
        );
        assert_eq!(
            says("110105491231002"),
            "want 18 characters, found 15; the form of 15 digits was withdrawn on 2013-01-01: \
             take the number from the card in use"
        );
    }

    #[test]
    fn a_birth_date_to_come_is_refused_only_with_a_day() {
        let text = complete("11010520991231002");
        assert!(ResidentId::parse(&text).is_ok());
        let today = Date::constant(2026, 3, 2);
        let error = ResidentId::parse_on(&text, today).unwrap_err();
        assert_eq!(error.code(), ErrorCode::FutureBirthDate);
        assert!(ResidentId::parse_on(&text, Date::constant(2099, 12, 31)).is_ok());
    }

    #[test]
    fn permits_and_cards_have_kinds() {
        for (digits, kind, warning) in [
            ("11010519491231002", IdKind::Mainland, None),
            ("11000019491231002", IdKind::Mainland, Some(RegionWarning::NoCounty)),
            ("71000019491231002", IdKind::Mainland, Some(RegionWarning::NoneIssued)),
            ("81000019491231002", IdKind::HongKongPermit, None),
            ("82000019491231002", IdKind::MacaoPermit, None),
            ("83000019491231002", IdKind::TaiwanPermit, None),
            ("83010519491231002", IdKind::TaiwanPermit, Some(RegionWarning::UnusualPermit)),
            ("91184019491231002", IdKind::ForeignerCard, None),
        ] {
            let id = ResidentId::parse(&complete(digits)).unwrap();
            assert_eq!((id.kind(), id.region_warning()), (kind, warning), "{digits}");
        }
        assert_eq!(code(&complete("98100019491231002")), ErrorCode::BadRegion);
    }

    /// Every pair of first digits, against the list of GB/T 2260 and the permits.
    #[test]
    fn every_province_is_decided() {
        let provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 \
                         50 51 52 53 54 61 62 63 64 65 71";
        for code in 0..100 {
            let code = format!("{code:02}");
            let known = provinces.split(' ').any(|province| province == code);
            let permit = ["81", "82", "83"].contains(&code.as_str());
            let mainland = complete(&format!("{code}010519491231002"));
            let foreign = complete(&format!("9{code}84019491231002"));
            if !code.starts_with('9') {
                assert_eq!(ResidentId::parse(&mainland).is_ok(), known || permit, "{code}");
            }
            assert_eq!(ResidentId::parse(&foreign).is_ok(), known, "9{code}");
        }
    }

    #[test]
    fn the_check_digit_is_the_weighted_sum_of_the_standard() {
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        for seed in 0..100_000u64 {
            let digits = format!("{:017}", seed.wrapping_mul(999_999_999_989) % 10u64.pow(17));
            let sum: u32 =
                digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
            let want = b"10X98765432"[sum as usize % 11];
            assert_eq!(check_digit(&digits), char::from(want));
        }
    }
}
