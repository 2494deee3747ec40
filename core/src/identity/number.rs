//! Any number of a paper: told apart by itself, or read as what it is said to be.

use super::{
    BankCard, ForeignerCard, Mobile, Passport, Permit, RegionWarning, ResidentId, TitleNumber, UnitNumber, Uscc, uscc,
};
use crate::date::Date;
use crate::error::Error;
use crate::words::closed;

/// What [`check`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What sort of number it was taken for.
    pub kind: NumberKind,
    /// Whether it is a right one, and if not, why.
    pub result: Result<(), Error>,
    /// A right number that a person should look at again.
    pub warning: Option<Warning>,
}

closed! {
    /// The sort of a number.
    pub enum NumberKind ("sort of number") {
        /// A [`ResidentId`].
        ResidentId "resident-id" "公民身份号码",
        /// A [`Uscc`].
        Uscc "uscc" "统一社会信用代码",
        /// A [`BankCard`].
        BankCard "bank-card" "银行卡号",
        /// A [`Mobile`].
        Mobile "mobile" "手机号码",
        /// A [`Permit`].
        Permit "permit" "来往内地通行证号码",
        /// A [`ForeignerCard`].
        ForeignerCard "foreigner-card" "外国人永久居留身份证号码",
        /// A [`Passport`].
        Passport "passport" "护照号码",
        /// A [`TitleNumber`].
        Title "title" "不动产权证书号、不动产登记证明号",
        /// A [`UnitNumber`].
        Unit "unit" "不动产单元号",
    }
}

/// No reason to refuse a number, but one to look at the paper again.
///
/// Open: other checks may join.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// The region of an ID number.
    Region(RegionWarning),
    /// The last digit of a card does not fit by the Luhn rule; old passbook accounts have none.
    Luhn,
}

impl Warning {
    /// The stable text of the warning, in `snake_case`.
    pub const fn code(self) -> &'static str {
        match self {
            Warning::Region(warning) => warning.code(),
            Warning::Luhn => "luhn",
        }
    }

    /// The warning in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Warning::Region(warning) => warning.zh(),
            Warning::Luhn => "末位校验不符（旧存折账号无校验位）：逐位核对卡面",
        }
    }

    /// The warning in words.
    pub const fn message(self) -> &'static str {
        match self {
            Warning::Region(warning) => warning.message(),
            Warning::Luhn => {
                "the last digit does not fit the others, as on an old passbook: compare each digit with the card"
            }
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
/// assert_eq!(company.kind.name(), "uscc");
/// assert_eq!(company.result, Ok(()));
/// ```
pub fn check(number: &str, today: Option<Date>) -> Check {
    let person = check_as(NumberKind::ResidentId, number, today);
    let looks_like_uscc = number.chars().any(uscc::is_telling_letter);
    match looks_like_uscc || (person.result.is_err() && Uscc::parse(number).is_ok()) {
        true => check_as(NumberKind::Uscc, number, today),
        false => person,
    }
}

/// Checks a number as the sort that it is said to be.
///
/// With `today`, a birth date after it in a resident ID is an error.
///
/// ```
/// use anjieflow::identity::{NumberKind, check_as};
///
/// let unit = check_as(NumberKind::Unit, "340121261006GB00014F0022004", None);
/// assert_eq!(unit.result.unwrap_err().to_string(), "want 28 characters, found 27");
/// ```
pub fn check_as(kind: NumberKind, number: &str, today: Option<Date>) -> Check {
    let (result, warning) = match kind {
        NumberKind::ResidentId => {
            let id = today.map_or_else(|| ResidentId::parse(number), |today| ResidentId::parse_on(number, today));
            parted(id, |id| id.region_warning().map(Warning::Region))
        }
        NumberKind::BankCard => parted(BankCard::parse(number), |card| (!card.luhn_ok()).then_some(Warning::Luhn)),
        NumberKind::Uscc => parted(Uscc::parse(number), |_| None),
        NumberKind::Mobile => parted(Mobile::parse(number), |_| None),
        NumberKind::Permit => parted(Permit::parse(number), |_| None),
        NumberKind::ForeignerCard => parted(ForeignerCard::parse(number), |_| None),
        NumberKind::Passport => parted(Passport::parse(number), |_| None),
        NumberKind::Title => parted(TitleNumber::parse(number), |_| None),
        NumberKind::Unit => parted(UnitNumber::parse(number), |_| None),
    };
    Check { kind, result, warning }
}

/// Whether it was read, and what to look at where it was.
fn parted<T>(read: Result<T, Error>, warning: fn(&T) -> Option<Warning>) -> (Result<(), Error>, Option<Warning>) {
    let warning = read.as_ref().ok().and_then(warning);
    (read.map(|_| ()), warning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

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
        assert_eq!(taiwan.warning, Some(Warning::Region(RegionWarning::NoneIssued)));
        assert_eq!(check("710000201110288543", None).warning, None);
    }

    #[test]
    fn a_number_is_read_as_what_it_is_said_to_be() {
        for (kind, right, wrong, code) in [
            (NumberKind::ResidentId, "11010519491231002X", "110105194912310021", ErrorCode::BadCheckDigit),
            (NumberKind::Uscc, "91350100M000100Y43", "91350100M000100Y44", ErrorCode::BadCheckDigit),
            (NumberKind::BankCard, "6222021001116245702", "62220210011", ErrorCode::BadLength),
            (NumberKind::Mobile, "13812345678", "01012345678", ErrorCode::Malformed),
            (NumberKind::Permit, "H01234567", "X01234567", ErrorCode::BadCharacter),
            (NumberKind::ForeignerCard, "DEU110077010107", "DEU11007701010", ErrorCode::BadLength),
            (NumberKind::Passport, "E12345678", "E 2345678", ErrorCode::BadCharacter),
            (NumberKind::Title, "京(2023)朝阳区不动产权第0012345号", "京房权证0012345号", ErrorCode::Malformed),
            (NumberKind::Unit, "340121261006GB00014F00220045", "340121261006", ErrorCode::BadLength),
        ] {
            let told = |number| check_as(kind, number, None);
            assert_eq!((told(right).kind, told(right).result), (kind, Ok(())), "{right}");
            assert_eq!(told(wrong).result.unwrap_err().code(), code, "{wrong}");
        }
    }

    #[test]
    fn a_card_that_luhn_does_not_know_is_right_and_looked_at_again() {
        let told = check_as(NumberKind::BankCard, "6222021001116245703", None);
        assert_eq!((told.result, told.warning), (Ok(()), Some(Warning::Luhn)));
        assert_eq!(check_as(NumberKind::BankCard, "6222021001116245702", None).warning, None);
    }
}
