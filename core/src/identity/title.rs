//! The numbers that a registry gives: certificates, proofs of registration, and units.

use super::{bad_character, bad_length, check_characters, check_not_empty};
use crate::error::{Error, ErrorCode};

/// The number of a title certificate (不动产权证书号) or of a proof of registration (不动产登记证明号), which an advance
/// notice and a mortgage have.
///
/// `京(2023)朝阳区不动产权第0012345号`: the province's short name, the year, a county or city, the kind, a serial of 3 to 8
/// digits. Brackets of both widths are read, and blanks between the parts dropped, for real papers have both; every
/// other character stands as it was written. Shanghai writes one character for a district.
///
/// Papers from before 2015 (房屋所有权证, 土地使用证, 他项权证) have numbers of their own, and are not read here.
///
/// ```
/// use anjieflow::identity::{TitleKind, TitleNumber};
///
/// let title = TitleNumber::parse("京（2023）朝阳区不动产权第 0012345 号")?;
/// assert_eq!((title.kind(), title.province(), title.year()), (TitleKind::Certificate, '京', 2023));
/// assert_eq!((title.place(), title.serial()), ("朝阳区", "0012345"));
/// assert_eq!(title.to_string(), "京(2023)朝阳区不动产权第0012345号");
/// assert_eq!(title, TitleNumber::parse("京(2023)朝阳区不动产权第0012345号")?);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TitleNumber {
    kind: TitleKind,
    province: char,
    // INVARIANT: 2015 to 2999, the first year of unified registration.
    year: u16,
    place: String,
    // INVARIANT: 3 to 8 ASCII digits.
    serial: String,
}

/// What a registry's number stands on.
///
/// Closed: the regulation knows these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleKind {
    /// A title certificate (不动产权证书).
    Certificate,
    /// A proof of registration (不动产登记证明): an advance notice, a mortgage.
    Proof,
}

/// The number of a unit (不动产单元号): 28 characters by which parcel, building and home are found.
///
/// Six digits of county, three and three of the cadastral area, two letters of the parcel's kind, five digits of the
/// parcel, a letter for what stands on it, eight digits of building and unit. Small letters are read and kept as
/// capitals; blanks, by which some certificates part it, are dropped.
///
/// ```
/// use anjieflow::identity::UnitNumber;
///
/// let unit = UnitNumber::parse("340121 261006 GB00014 F00220045")?;
/// assert_eq!((unit.county(), unit.parcel(), unit.building_and_unit()), ("340121", "340121261006GB00014", "00220045"));
/// assert!(unit.is_building());
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitNumber {
    // INVARIANT: 28 ASCII characters by `FORM`.
    text: String,
}

/// The short names of provinces (省、自治区、直辖市简称): Guizhou's registries write 黔, and the corps of Xinjiang has its own.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云藏陕甘青宁新兵";

/// Registries have been one since then (不动产登记暂行条例).
const FIRST_YEAR: u16 = 2015;

/// What may stand around the serial.
const FORM_HELP: &str = "write it as on the certificate, such as 京(2023)朝阳区不动产权第0012345号";

impl TitleKind {
    /// What stands before the serial.
    pub const fn zh(self) -> &'static str {
        match self {
            TitleKind::Certificate => "不动产权",
            TitleKind::Proof => "不动产证明",
        }
    }
}

impl TitleNumber {
    /// Reads the number.
    ///
    /// # Errors
    ///
    /// The first that applies:
    ///
    /// - [`ErrorCode::Empty`] for an empty text.
    /// - [`ErrorCode::BadRegion`] when it does not begin with the short name of a province.
    /// - [`ErrorCode::Malformed`] when no year stands in brackets after it, none from 2015 on, or neither 不动产权第 nor
    ///   不动产证明第 with a place before it, or no 号 at the end.
    /// - [`ErrorCode::BadCharacter`] and [`ErrorCode::BadLength`] for a serial that is not 3 to 8 digits.
    pub fn parse(text: &str) -> Result<TitleNumber, Error> {
        let tidy = tidied(text);
        check_not_empty(&tidy, "registration number")?;
        let (province, rest) = province(&tidy)?;
        let (year, rest) =
            year(rest).ok_or_else(|| malformed("want a year from 2015 on in brackets after the province"))?;
        let (place, kind, serial) =
            parts(rest).ok_or_else(|| malformed("want a place, 不动产权第 or 不动产证明第, and 号 at the end"))?;
        check_characters(serial, "a digit", |c| c.is_ascii_digit())?;
        match serial.len() {
            3..=8 => Ok(TitleNumber { kind, province, year, place: place.to_owned(), serial: serial.to_owned() }),
            found => Err(bad_length("a serial of 3 to 8 digits", found)),
        }
    }

    /// What it stands on.
    pub const fn kind(&self) -> TitleKind {
        self.kind
    }

    /// The short name of the province.
    pub const fn province(&self) -> char {
        self.province
    }

    /// The year of registration.
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// The county or city as it is written.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The serial, with its leading zeros.
    pub fn serial(&self) -> &str {
        &self.serial
    }
}

impl std::fmt::Display for TitleNumber {
    /// With brackets of one width and no blanks. The number names a home, not a person: it is not masked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let TitleNumber { kind, province, year, place, serial } = self;
        write!(f, "{province}({year}){place}{}第{serial}号", kind.zh())
    }
}

impl std::str::FromStr for TitleNumber {
    type Err = Error;

    fn from_str(text: &str) -> Result<TitleNumber, Error> {
        TitleNumber::parse(text)
    }
}

fn tidied(text: &str) -> String {
    let narrow = |c| match c {
        '（' | '〔' => '(',
        '）' | '〕' => ')',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}

fn province(text: &str) -> Result<(char, &str), Error> {
    let mut rest = text.chars();
    match rest.next().filter(|first| PROVINCES.contains(*first)) {
        Some(province) => Ok((province, rest.as_str())),
        None => Err(Error::new(ErrorCode::BadRegion, "the first character is no province").help(FORM_HELP)),
    }
}

fn year(text: &str) -> Option<(u16, &str)> {
    let (year, rest) = text.strip_prefix('(')?.split_once(')')?;
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    (FIRST_YEAR..3000).contains(&year).then_some((year, rest))
}

fn parts(text: &str) -> Option<(&str, TitleKind, &str)> {
    let text = text.strip_suffix('号')?;
    let mut kinds = [TitleKind::Certificate, TitleKind::Proof].into_iter();
    let (place, kind, serial) = kinds.find_map(|kind| {
        let (place, rest) = text.split_once(kind.zh())?;
        Some((place, kind, rest.strip_prefix('第')?))
    })?;
    (!place.is_empty()).then_some((place, kind, serial))
}

#[cold]
fn malformed(message: &str) -> Error {
    Error::new(ErrorCode::Malformed, message).help(FORM_HELP)
}

/// What may stand at a place of a unit's number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Digit,
    Letter,
}

impl Place {
    /// Of each of the 28 places, counted from nought.
    const fn at(place: usize) -> Place {
        match place {
            12 | 13 | 19 => Place::Letter,
            _ => Place::Digit,
        }
    }

    const fn want(self) -> &'static str {
        match self {
            Place::Digit => "a digit",
            Place::Letter => "a letter",
        }
    }

    const fn allows(self, c: char) -> bool {
        match self {
            Place::Digit => c.is_ascii_digit(),
            Place::Letter => c.is_ascii_uppercase(),
        }
    }
}

const UNIT_LENGTH: usize = 28;

impl UnitNumber {
    /// Reads the number.
    ///
    /// # Errors
    ///
    /// The first that applies:
    ///
    /// - [`ErrorCode::Empty`] for an empty text.
    /// - [`ErrorCode::BadCharacter`] for a character that its place does not have.
    /// - [`ErrorCode::BadLength`] for other than 28 characters.
    pub fn parse(text: &str) -> Result<UnitNumber, Error> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        check_not_empty(&text, "unit number")?;
        for (index, c) in text.chars().enumerate().take(UNIT_LENGTH) {
            let place = Place::at(index);
            if !place.allows(c) {
                return Err(bad_character(c, index + 1, place.want()));
            }
        }
        match text.chars().count() {
            UNIT_LENGTH => Ok(UnitNumber { text }),
            found => Err(bad_length("28 characters", found)),
        }
    }

    /// The six digits of the county.
    pub fn county(&self) -> &str {
        self.text.get(..6).unwrap_or_default()
    }

    /// The parcel: the first nineteen characters.
    pub fn parcel(&self) -> &str {
        self.text.get(..19).unwrap_or_default()
    }

    /// Whether what stands on the parcel is a building (F): of nothing but land (W), there is no home to lend on.
    pub fn is_building(&self) -> bool {
        self.text.get(19..20) == Some("F")
    }

    /// The eight digits of building and unit.
    pub fn building_and_unit(&self) -> &str {
        self.text.get(20..).unwrap_or_default()
    }
}

impl std::fmt::Display for UnitNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

impl std::str::FromStr for UnitNumber {
    type Err = Error;

    fn from_str(text: &str) -> Result<UnitNumber, Error> {
        UnitNumber::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> ErrorCode {
        TitleNumber::parse(text).unwrap_err().code()
    }

    #[test]
    fn real_forms_are_read() {
        for (text, place, serial) in [
            ("京(2023)朝阳区不动产权第0012345号", "朝阳区", "0012345"),
            ("沪（2017）浦字不动产权第043512号", "浦字", "043512"),
            ("苏〔2021〕 苏州市不动产权第 5012345 号", "苏州市", "5012345"),
            ("粤(2019)广州市不动产证明第08012345号", "广州市", "08012345"),
        ] {
            let title = TitleNumber::parse(text).unwrap();
            assert_eq!((title.place(), title.serial()), (place, serial), "{text}");
        }
        assert_eq!(TitleNumber::parse("粤(2019)广州市不动产证明第123号").unwrap().kind(), TitleKind::Proof);
    }

    #[test]
    fn each_error_has_its_code() {
        for (text, expected) in [
            ("", ErrorCode::Empty),
            ("　", ErrorCode::Empty),
            ("X(2023)朝阳区不动产权第0012345号", ErrorCode::BadRegion),
            ("京2023朝阳区不动产权第0012345号", ErrorCode::Malformed),
            ("京(23)朝阳区不动产权第0012345号", ErrorCode::Malformed),
            ("京(2009)朝阳区不动产权第0012345号", ErrorCode::Malformed),
            ("京(2023)不动产权第0012345号", ErrorCode::Malformed),
            ("京(2023)朝阳区房权证第0012345号", ErrorCode::Malformed),
            ("京(2023)朝阳区不动产权第0012345", ErrorCode::Malformed),
            ("京(2023)朝阳区不动产权第00l2345号", ErrorCode::BadCharacter),
            ("京(2023)朝阳区不动产权第１２３号", ErrorCode::BadCharacter),
            ("京(2023)朝阳区不动产权第12号", ErrorCode::BadLength),
            ("京(2023)朝阳区不动产权第123456789号", ErrorCode::BadLength),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn a_unit_tells_which_character_is_wrong() {
        let says = |text| UnitNumber::parse(text).unwrap_err().to_string();
        assert_eq!(says("340121261006GB00014F0022004"), "want 28 characters, found 27");
        assert_eq!(says("340121261006G800014F00220045"), "character 14 is `8`, want a letter");
        assert_eq!(says("34O121261006GB00014F00220045"), "character 3 is `O`, want a digit");
        assert!(!UnitNumber::parse("340121261006gb00014w00220045").unwrap().is_building());
    }

    proptest! {
        /// However it is spaced and bracketed, a number stays the same one, and is written in one way.
        #[test]
        fn spaces_and_brackets_do_not_matter(year in 2015_u16..2100, serial in "[0-9]{3,8}", wide: bool, gap in " {0,2}") {
            let [open, close] = if wide { ['（', '）'] } else { ['(', ')'] };
            let text = format!("浙{gap}{open}{year}{close}杭州市{gap}不动产权第{gap}{serial}号");
            let title = TitleNumber::parse(&text).unwrap();
            prop_assert_eq!(&title, &TitleNumber::parse(&title.to_string()).unwrap());
            prop_assert_eq!((title.year(), title.serial()), (year, serial.as_str()));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = (TitleNumber::parse(&text), UnitNumber::parse(&text));
        }
    }
}
