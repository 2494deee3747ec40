//! The unified social credit code.

use super::{bad_character, bad_length, check_characters, check_not_empty, mask, masked};
use crate::error::{Error, ErrorCode};

/// The code of a company, office or association (统一社会信用代码, GB 32100-2015).
///
/// One character of registering department, one of type, six digits of region, the nine of the
/// organisation code (GB 11714, with a check of its own) and a check character, from an alphabet
/// without I, O, S, V and Z. Small letters are read and kept as capitals. Department and region
/// are not looked up: registrars were added since the standard.
///
/// Printed masked, as the code of a one-person business leads to a person; [`Uscc::reveal`] gives
/// the code.
///
/// ```
/// use anjieflow::identity::Uscc;
///
/// let code = Uscc::parse("91350100M000100Y43")?; // the specimen of the standard
/// assert_eq!(code.organisation_code(), "M000100Y4");
/// assert_eq!(code.region(), "350100");
/// assert_eq!(code.to_string(), "913501********0Y43");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc {
    // INVARIANT: 18 characters of the alphabet, six digits from the third, both checks right.
    text: String,
}

masked!(Uscc);

impl Uscc {
    /// Reads the code.
    ///
    /// # Errors
    ///
    /// The first that applies:
    ///
    /// - [`ErrorCode::Empty`] for an empty text.
    /// - [`ErrorCode::BadCharacter`] for a character that is not in the alphabet; spaces and
    ///   full-width characters are not repaired.
    /// - [`ErrorCode::BadLength`] for other than 18 characters.
    /// - [`ErrorCode::BadCharacter`] for a first character `0`, which no registrar has.
    /// - [`ErrorCode::BadRegion`] when characters 3 to 8 are not digits.
    /// - [`ErrorCode::BadCheckDigit`] when the last character does not fit.
    /// - [`ErrorCode::BadCheckDigit`] at `organisation_code` when the check inside does not fit.
    pub fn parse(text: &str) -> Result<Uscc, Error> {
        check_form(text)?;
        let code = Uscc { text: text.to_ascii_uppercase() };
        if !code.region().bytes().all(|c| c.is_ascii_digit()) {
            return Err(bad_region());
        }
        check_last(&code.text)?;
        check_organisation(code.organisation_code())?;
        Ok(code)
    }

    /// The registering department and the type, such as `91` for a company.
    pub fn registrar(&self) -> &str {
        self.text.get(..2).unwrap_or_default()
    }

    /// The six digits of the region where it was registered.
    pub fn region(&self) -> &str {
        self.text.get(2..8).unwrap_or_default()
    }

    /// The nine characters of the organisation code (组织机构代码), its check the last.
    pub fn organisation_code(&self) -> &str {
        self.text.get(8..17).unwrap_or_default()
    }

    /// The first six and the last four characters: `913501********0Y43`.
    pub fn masked(&self) -> String {
        mask::middle(&self.text, 6, 4)
    }

    /// The code itself.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

/// Whether a credit code may hold this letter and a resident ID may not, in either case.
pub(super) fn is_telling_letter(c: char) -> bool {
    value(c).is_some_and(|value| value >= 10) && !c.eq_ignore_ascii_case(&'X')
}

/// The characters of a code; each is worth its place in the row.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// How many characters a code has.
const LENGTH: usize = 18;

fn check_form(text: &str) -> Result<(), Error> {
    check_not_empty(text, "credit code")?;
    check_characters(text, "a digit, or a capital other than I, O, S, V, Z", |c| value(c).is_some())?;
    // OK to count bytes because the alphabet is ASCII.
    if text.len() != LENGTH {
        return Err(bad_length("18 characters", text.len()));
    }
    match text.starts_with('0') {
        true => Err(bad_character('0', 1, "a registering department")),
        false => Ok(()),
    }
}

/// What a character of either case is worth in GB 32100.
fn value(c: char) -> Option<u32> {
    let place = ALPHABET.find(c.to_ascii_uppercase())?;
    // OK because the alphabet has 31 characters.
    Some(place as u32)
}

fn check_last(text: &str) -> Result<(), Error> {
    let (body, check) = text.split_at_checked(LENGTH - 1).unwrap_or_default();
    match check.chars().eq(last_character(body)) {
        true => Ok(()),
        false => Err(bad_check("the last character does not fit the 17 before it")),
    }
}

/// The check character: the weighted sum of all 18 is a multiple of 31, the weights being powers
/// of three.
fn last_character(body: &str) -> Option<char> {
    let (mut sum, mut weight) = (0, 1);
    for c in body.chars() {
        sum += value(c)? * weight;
        weight = weight * 3 % 31;
    }
    // OK because the remainder is below 31.
    ALPHABET.as_bytes().get((31 - sum % 31) as usize % 31).copied().map(char::from)
}

fn check_organisation(code: &str) -> Result<(), Error> {
    let (body, check) = code.split_at_checked(8).unwrap_or_default();
    match check.chars().eq([organisation_check(body)]) {
        true => Ok(()),
        false => Err(bad_check("character 17 does not fit the 8 before it").at("organisation_code")),
    }
}

/// The check character of GB 11714: here a letter is worth 10 to 35, gaps counted.
fn organisation_check(body: &str) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let values = body.chars().map(|c| c.to_digit(36).unwrap_or(0));
    let sum: u32 = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    // OK because the value is 0 to 10.
    char::from_digit((11 - sum % 11) % 11, 10).unwrap_or('X')
}

#[cold]
fn bad_region() -> Error {
    Error::new(ErrorCode::BadRegion, "characters 3 to 8 are not all digits")
}

#[cold]
fn bad_check(message: &str) -> Error {
    Error::new(ErrorCode::BadCheckDigit, message).help("compare each character with the business licence")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A right code of digits only, from its first eight and seven of the organisation code: the
    /// next digit is the first that makes digits of both checks.
    pub(in crate::identity) fn of_digits(head: &str, organisation: &str) -> String {
        let code = |digit: u32| {
            let body = format!("{organisation}{digit}");
            let body = format!("{head}{body}{}", organisation_check(&body));
            format!("{body}{}", last_character(&body).unwrap())
        };
        let digits_only = |code: &String| code.bytes().all(|c| c.is_ascii_digit());
        (0..10).map(code).find(digits_only).unwrap()
    }

    fn error(text: &str) -> Error {
        Uscc::parse(text).unwrap_err()
    }

    #[test]
    fn each_error_has_its_code() {
        assert_eq!(error("").code(), ErrorCode::Empty);
        assert_eq!(error("91350100M000100Y4").code(), ErrorCode::BadLength);
        assert_eq!(error("9135010OM000100Y43").code(), ErrorCode::BadCharacter);
        assert_eq!(error("91350100M000100Y4３").code(), ErrorCode::BadCharacter);
        assert_eq!(error("000000000000000000").code(), ErrorCode::BadCharacter);
        assert_eq!(error("9135010AM000100Y43").code(), ErrorCode::BadRegion);
        assert_eq!(error("91350100M000100Y44").code(), ErrorCode::BadCheckDigit);
        let inside = error("514403008RJ94TGT08");
        assert_eq!(inside.code(), ErrorCode::BadCheckDigit);
        assert_eq!(inside.place(), Some("organisation_code"));
    }

    #[test]
    fn the_weights_are_those_of_the_standard() {
        const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        let body = "91350100M000100Y4";
        let values = body.chars().map(|c| value(c).unwrap());
        let sum: u32 = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        assert_eq!((31 - sum % 31) % 31, 3);
        assert_eq!(last_character(body), Some('3'));
    }

    #[test]
    fn small_letters_are_kept_as_capitals() {
        let code = Uscc::parse("91350100m000100y43").unwrap();
        assert_eq!(code.reveal(), "91350100M000100Y43");
        assert_eq!(code.registrar(), "91");
    }
}
