//! Amounts in fen and rates in millionths, without floating point.
//!
//! Sums are checked, and every division names its [`Rounding`]. Repayment schedules stand on this
//! module and are not in it.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use crate::error::{Error, ErrorCode, shown};

/// An amount in fen (分, a hundredth of a yuan), from −90 to 90 trillion yuan.
///
/// The limits keep every amount exact in a JavaScript number too. It prints in yuan with two
/// decimals, and reads the same form.
///
/// ```
/// use anjieflow::money::{Money, Rounding};
///
/// let price: Money = "1234567.89".parse()?;
/// assert_eq!(price.fen(), 123_456_789);
/// let down = price.mul_ratio(15, 100, Rounding::Up)?;
/// assert_eq!(down.to_string(), "185185.19");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    fen: i64,
}

impl Money {
    /// No money.
    pub const ZERO: Money = Money { fen: 0 };

    /// The largest amount: 9 × 10¹⁵ fen.
    pub const MAX: Money = Money { fen: FEN_MAX };

    /// The smallest amount: −9 × 10¹⁵ fen.
    pub const MIN: Money = Money { fen: -FEN_MAX };

    /// So many fen.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] below [`Money::MIN`] or above [`Money::MAX`].
    #[inline]
    pub fn new(fen: i64) -> Result<Money, Error> {
        Money::from_fen(fen).ok_or_else(too_large)
    }

    /// So many fen; `None` below [`Money::MIN`] or above [`Money::MAX`].
    #[inline]
    pub const fn from_fen(fen: i64) -> Option<Money> {
        if fen < -FEN_MAX || fen > FEN_MAX {
            return None;
        }
        Some(Money { fen })
    }

    /// So many fen, for literals in constants.
    ///
    /// # Panics
    ///
    /// Below [`Money::MIN`] or above [`Money::MAX`]; in a `const` that is a compile error. Input
    /// goes through [`Money::new`].
    #[expect(clippy::panic, reason = "literals only: the doc says so")]
    pub const fn constant(fen: i64) -> Money {
        match Money::from_fen(fen) {
            Some(money) => money,
            None => panic!("no such amount"),
        }
    }

    /// So many whole yuan.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] below [`Money::MIN`] or above [`Money::MAX`].
    pub fn from_yuan(yuan: i64) -> Result<Money, Error> {
        let fen = yuan.checked_mul(FEN_PER_YUAN).ok_or_else(too_large)?;
        Money::new(fen)
    }

    /// The amount in fen.
    #[inline]
    pub const fn fen(self) -> i64 {
        self.fen
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.fen < 0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.fen == 0
    }

    /// The sum of both.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] below [`Money::MIN`] or above [`Money::MAX`].
    pub fn checked_add(self, other: Money) -> Result<Money, Error> {
        // OK because two amounts within the limits stay far from the end of an i64.
        Money::new(self.fen + other.fen)
    }

    /// This amount less the other.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] below [`Money::MIN`] or above [`Money::MAX`].
    pub fn checked_sub(self, other: Money) -> Result<Money, Error> {
        self.checked_add(-other)
    }

    /// The sum of all; nothing for none.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when the sum, on the way or at the end, is below [`Money::MIN`] or
    /// above [`Money::MAX`].
    ///
    /// ```
    /// use anjieflow::money::Money;
    ///
    /// let parts = [Money::from_yuan(300_000)?, Money::from_yuan(700_000)?];
    /// assert_eq!(Money::sum(parts)?, Money::from_yuan(1_000_000)?);
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, Error> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }

    /// This amount times `num / den`, rounded to the fen.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when `den` is not positive, or the result is below [`Money::MIN`]
    /// or above [`Money::MAX`].
    pub fn mul_ratio(self, num: i64, den: i64, rounding: Rounding) -> Result<Money, Error> {
        if den <= 0 {
            let message = format!("want a divisor above zero, found {den}");
            return Err(Error::new(ErrorCode::OutOfRange, message));
        }
        // OK because an i128 holds the product of any two i64.
        let product = i128::from(self.fen) * i128::from(num);
        let fen = rounding.divide(product, i128::from(den));
        i64::try_from(fen).map_err(|_| too_large()).and_then(Money::new)
    }

    /// This share of the amount, rounded to the fen.
    ///
    /// # Errors
    ///
    /// None in practice, as a [`Rate`] is at most 100%; the type is that of [`Money::mul_ratio`].
    ///
    /// ```
    /// use anjieflow::money::{Money, Rate, Rounding};
    ///
    /// let rate: Rate = "3.05%".parse()?;
    /// let year = Money::from_yuan(1_000_000)?.mul_rate(rate, Rounding::HalfUp)?;
    /// assert_eq!(year.to_string(), "30500.00");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    pub fn mul_rate(self, rate: Rate, rounding: Rounding) -> Result<Money, Error> {
        self.mul_ratio(i64::from(rate.millionths), i64::from(MILLION), rounding)
    }
}

impl Neg for Money {
    type Output = Money;

    fn neg(self) -> Money {
        // OK because the limits are the same on both sides of zero.
        Money { fen: -self.fen }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let (yuan, fen) = (self.fen.abs() / FEN_PER_YUAN, self.fen.abs() % FEN_PER_YUAN);
        write!(f, "{sign}{yuan}.{fen:02}")
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} yuan")
    }
}

impl FromStr for Money {
    type Err = Error;

    /// Reads yuan with at most two decimals: `1234567`, `1234.5`, `-0.05`. No spaces, no thousands
    /// separators, no sign but `-`.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Malformed`] for any other form.
    /// - [`ErrorCode::OutOfRange`] below [`Money::MIN`] or above [`Money::MAX`].
    fn from_str(text: &str) -> Result<Money, Error> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let fen = decimal(digits, 2).ok_or_else(|| not_an_amount(text))?;
        let money = i64::try_from(fen).map_err(|_| too_large()).and_then(Money::new)?;
        Ok(if negative { -money } else { money })
    }
}

/// A yearly rate or a share in millionths, from 0% to 100%: 3.1% is 31 000.
///
/// It prints as a percentage without needless zeros, and reads the same form.
///
/// ```
/// use anjieflow::money::Rate;
///
/// let rate: Rate = "3.1%".parse()?;
/// assert_eq!(rate.millionths(), 31_000);
/// assert_eq!(rate.to_string(), "3.1%");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate {
    millionths: u32,
}

impl Rate {
    /// 0%.
    pub const ZERO: Rate = Rate { millionths: 0 };

    /// 100%.
    pub const MAX: Rate = Rate { millionths: MILLION };

    /// So many millionths.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] above [`Rate::MAX`].
    #[inline]
    pub fn new(millionths: u32) -> Result<Rate, Error> {
        Rate::from_millionths(millionths).ok_or_else(rate_too_high)
    }

    /// So many millionths; `None` above [`Rate::MAX`].
    #[inline]
    pub const fn from_millionths(millionths: u32) -> Option<Rate> {
        if millionths > MILLION {
            return None;
        }
        Some(Rate { millionths })
    }

    /// So many millionths, for literals in constants.
    ///
    /// # Panics
    ///
    /// Above [`Rate::MAX`]; in a `const` that is a compile error. Input goes through [`Rate::new`].
    #[expect(clippy::panic, reason = "literals only: the doc says so")]
    pub const fn constant(millionths: u32) -> Rate {
        match Rate::from_millionths(millionths) {
            Some(rate) => rate,
            None => panic!("no such rate"),
        }
    }

    /// The rate in millionths.
    #[inline]
    pub const fn millionths(self) -> u32 {
        self.millionths
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (percent, rest) = (self.millionths / PERCENT, self.millionths % PERCENT);
        if rest == 0 {
            return write!(f, "{percent}%");
        }
        let decimals = format!("{rest:04}");
        write!(f, "{percent}.{}%", decimals.trim_end_matches('0'))
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Rate {
    type Err = Error;

    /// Reads a percentage with at most four decimals and its sign: `3.1%`, `0.8125%`, `15%`.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Malformed`] for any other form.
    /// - [`ErrorCode::OutOfRange`] above [`Rate::MAX`].
    fn from_str(text: &str) -> Result<Rate, Error> {
        let digits = text.strip_suffix('%').ok_or_else(|| not_a_rate(text))?;
        let millionths = decimal(digits, 4).ok_or_else(|| not_a_rate(text))?;
        u32::try_from(millionths).map_err(|_| rate_too_high()).and_then(Rate::new)
    }
}

/// What becomes of the part that is less than a fen. Each mode treats both signs alike.
///
/// Open: a lender may round in a way not yet listed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// To the nearest, a half away from zero (四舍五入): the custom of Chinese banks.
    HalfUp,
    /// To the nearest, a half to the even neighbour.
    HalfEven,
    /// Towards zero: what is less than a fen is dropped.
    Down,
    /// Away from zero: what is less than a fen counts as one.
    Up,
}

impl Rounding {
    /// `num / den` to a whole number; `den` is positive and fits an i64.
    fn divide(self, num: i128, den: i128) -> i128 {
        let (whole, rest) = (num / den, num % den);
        // OK because the rest is below `den`, which fits an i64, so its double fits an i128.
        let twice = rest.abs() * 2;
        let away = match self {
            Rounding::HalfUp => twice >= den,
            Rounding::HalfEven => twice > den || (twice == den && whole % 2 != 0),
            Rounding::Down => false,
            Rounding::Up => rest != 0,
        };
        if away { whole + num.signum() } else { whole }
    }
}

const FEN_MAX: i64 = 9_000_000_000_000_000;
const FEN_PER_YUAN: i64 = 100;
const MILLION: u32 = 1_000_000;

/// Millionths in one percent.
const PERCENT: u32 = 10_000;

/// Reads ASCII digits with at most `places` decimals, as a whole number of the smallest unit. A
/// number too long for an i128 comes back as the largest, which every caller finds out of range.
fn decimal(text: &str, places: usize) -> Option<i128> {
    let (whole, part) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, part)) => (whole, part),
        None => (text, ""),
    };
    if whole.is_empty() || part.len() > places {
        return None;
    }
    let zeros = std::iter::repeat_n(b'0', places - part.len());
    whole.bytes().chain(part.bytes()).chain(zeros).try_fold(0, push_digit)
}

fn push_digit(sum: i128, digit: u8) -> Option<i128> {
    let value = digit.is_ascii_digit().then(|| digit - b'0')?;
    Some(sum.saturating_mul(10).saturating_add(i128::from(value)))
}

#[cold]
fn too_large() -> Error {
    let message = format!("the amount is not within {} to {} yuan", Money::MIN, Money::MAX);
    Error::new(ErrorCode::OutOfRange, message)
}

#[cold]
fn rate_too_high() -> Error {
    Error::new(ErrorCode::OutOfRange, "the rate is not within 0% to 100%")
}

#[cold]
fn not_an_amount(text: &str) -> Error {
    let message = format!("want an amount in yuan like `1234.50`, found {}", shown(text));
    Error::new(ErrorCode::Malformed, message)
}

#[cold]
fn not_a_rate(text: &str) -> Error {
    let message = format!("want a percentage like `3.1%`, found {}", shown(text));
    Error::new(ErrorCode::Malformed, message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fen(fen: i64) -> Money {
        Money::new(fen).unwrap()
    }

    #[test]
    fn limits_are_safe_in_a_javascript_number() {
        assert!(Money::MAX.fen() < 1 << 53);
        assert_eq!(-Money::MAX, Money::MIN);
        assert!(Money::MAX.checked_add(fen(1)).is_err());
        assert!(Money::MIN.checked_sub(fen(1)).is_err());
        assert_eq!(Money::from_fen(i64::MIN), None);
        assert!(Money::from_yuan(i64::MAX).is_err());
        assert!(Money::MAX.mul_ratio(i64::MAX, 1, Rounding::Down).is_err());
    }

    #[test]
    fn prints_and_reads_yuan() {
        for (amount, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (-123_456, "-1234.56"),
            (900, "9.00"),
            (9_000_000_000_000_000, "90000000000000.00"),
        ] {
            assert_eq!(fen(amount).to_string(), text);
            assert_eq!(text.parse(), Ok(fen(amount)));
        }
        assert_eq!("1234.5".parse(), Ok(fen(123_450)));
        assert_eq!("007".parse(), Ok(fen(700)));
        assert_eq!("-0".parse(), Ok(Money::ZERO));
    }

    #[test]
    fn other_forms_of_amounts_are_malformed() {
        for text in
            ["", "-", ".", ".5", "5.", "1.234", "1,234", "+1", "--1", "1 ", " 1", "1e3", "１２", "¥1", "1.-5", "1.2.3"]
        {
            let error = text.parse::<Money>().unwrap_err();
            assert_eq!(error.code(), ErrorCode::Malformed, "{text}");
        }
        let error = "90000000000000.01".parse::<Money>().unwrap_err();
        assert_eq!(error.code(), ErrorCode::OutOfRange);
        let error = "9".repeat(200).parse::<Money>().unwrap_err();
        assert_eq!(error.code(), ErrorCode::OutOfRange);
    }

    #[test]
    fn each_rounding_treats_both_signs_alike() {
        use Rounding::{Down, HalfEven, HalfUp, Up};
        for (num, den, half_up, half_even, down, up) in [
            (1, 2, 1, 0, 0, 1),
            (3, 2, 2, 2, 1, 2),
            (5, 2, 3, 2, 2, 3),
            (1, 3, 0, 0, 0, 1),
            (2, 3, 1, 1, 0, 1),
            (4, 2, 2, 2, 2, 2),
            (0, 7, 0, 0, 0, 0),
        ] {
            let want = [(HalfUp, half_up), (HalfEven, half_even), (Down, down), (Up, up)];
            for (rounding, want) in want {
                assert_eq!(fen(1).mul_ratio(num, den, rounding), Ok(fen(want)));
                assert_eq!(fen(-1).mul_ratio(num, den, rounding), Ok(fen(-want)));
                assert_eq!(fen(1).mul_ratio(-num, den, rounding), Ok(fen(-want)));
            }
        }
        for den in [0, -1, i64::MIN] {
            assert!(fen(1).mul_ratio(1, den, Down).is_err());
        }
    }

    #[test]
    fn every_rate_prints_and_reads() {
        for millionths in 0..=1_000_000 {
            let rate = Rate::new(millionths).unwrap();
            assert_eq!(rate.to_string().parse(), Ok(rate));
        }
        assert_eq!(Rate::constant(8_125).to_string(), "0.8125%");
        assert_eq!(Rate::MAX.to_string(), "100%");
        assert!(Rate::new(1_000_001).is_err());
        for text in ["", "3.1", "%", "3.%", ".1%", "3.10001%", "-1%", "3.1 %"] {
            let error = text.parse::<Rate>().unwrap_err();
            assert_eq!(error.code(), ErrorCode::Malformed, "{text}");
        }
        for text in ["100.0001%", "99999999999999999999%"] {
            let error = text.parse::<Rate>().unwrap_err();
            assert_eq!(error.code(), ErrorCode::OutOfRange, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_amount_prints_and_reads(amount in -FEN_MAX..=FEN_MAX) {
            prop_assert_eq!(fen(amount).to_string().parse(), Ok(fen(amount)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,30}") {
            let _ = text.parse::<Money>();
            let _ = text.parse::<Rate>();
        }

        #[test]
        fn rounding_stays_within_a_fen(
            amount in -FEN_MAX..=FEN_MAX,
            num in 0..1_000_000i64,
            den in 1_000_000..i64::MAX,
        ) {
            let missed = |rounding| {
                let rounded = fen(amount).mul_ratio(num, den, rounding).unwrap();
                let exact = i128::from(amount) * i128::from(num);
                (exact - i128::from(rounded.fen()) * i128::from(den)).abs()
            };
            prop_assert!(missed(Rounding::Down) < i128::from(den));
            prop_assert!(missed(Rounding::Up) < i128::from(den));
            prop_assert!(missed(Rounding::HalfUp) * 2 <= i128::from(den));
            prop_assert_eq!(missed(Rounding::HalfUp), missed(Rounding::HalfEven));
        }

        #[test]
        fn adding_and_taking_away_cancel(
            a in -FEN_MAX / 2..=FEN_MAX / 2,
            b in -FEN_MAX / 2..=FEN_MAX / 2,
        ) {
            let sum = fen(a).checked_add(fen(b)).unwrap();
            prop_assert_eq!(sum.checked_sub(fen(b)), Ok(fen(a)));
            prop_assert_eq!(Money::sum([fen(a), fen(b)]), Ok(sum));
        }
    }
}
