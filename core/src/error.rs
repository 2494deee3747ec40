//! Malformed input, and how it is told.
//!
//! There are two kinds of no in this crate. An [`Error`] says that the input itself is malformed: a
//! day that does not exist, a number whose check digit does not fit, a record that cannot be read. A
//! *refusal* (in the module of the case) says that the input was understood and the answer is no.
//!
//! An error has a stable [`ErrorCode`] for programs, a message for people, the place in the input
//! where it was found, and advice where there is some. Messages never hold a whole ID number, phone
//! or card number: they say which character is wrong, not what the number was.

use std::fmt;

/// Makes [`ErrorCode`] from one table: doc line, variant, stable code, meaning in Chinese.
macro_rules! error_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal $zh:literal,)+) => {
        /// What kind of error it is; the code is stable from version to version.
        ///
        /// Open: later versions may add a kind, so a `match` needs a last arm.
        ///
        /// ```
        /// use anjieflow::error::ErrorCode;
        ///
        /// assert_eq!(ErrorCode::NoSuchDate.code(), "no_such_date");
        /// assert!(ErrorCode::ALL.contains(&ErrorCode::NoSuchDate));
        /// ```
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ErrorCode {
            /// Every kind of error, in the order of the table.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$variant,)+];

            /// The stable text of this kind, in `snake_case`.
            pub const fn code(self) -> &'static str {
                match self {
                    $(ErrorCode::$variant => $code,)+
                }
            }

            /// What this kind means, in one line.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(ErrorCode::$variant => concat!($($doc),+).trim_ascii(),)+
                }
            }

            /// The same in Chinese.
            pub const fn zh(self) -> &'static str {
                match self {
                    $(ErrorCode::$variant => $zh,)+
                }
            }
        }
    };
}

error_codes! {
    /// The text does not have the form that is asked for.
    Malformed = "malformed" "格式不符",
    /// A field that must be there is not.
    MissingField = "missing_field" "缺少必填字段",
    /// A field is there that nobody knows.
    UnknownField = "unknown_field" "有不认识的字段",
    /// A code, such as a document kind or a stage, that nobody knows.
    UnknownCode = "unknown_code" "代码不存在",
    /// A field holds another sort of value than it must.
    WrongType = "wrong_type" "值的类型不对",
    /// A number, amount or day lies outside what can be held.
    OutOfRange = "out_of_range" "数值、金额或日期超出范围",
    /// The calendar has no such day.
    NoSuchDate = "no_such_date" "日历上没有这一天",
    /// The working days of this year are not in the calendar.
    UnpublishedYear = "unpublished_year" "该年的工作日安排尚未公布",
    /// The number has too many characters, or too few.
    BadLength = "bad_length" "号码位数不对",
    /// A character stands where it may not.
    BadCharacter = "bad_character" "出现了不该有的字符",
    /// The check digit does not fit the other digits.
    BadCheckDigit = "bad_check_digit" "校验码不符",
    /// The region is none that exists.
    BadRegion = "bad_region" "地区代码不存在",
    /// The birth date inside the number is not a day.
    BadBirthDate = "bad_birth_date" "号码中的出生日期不存在",
    /// Things stand in another order than they must.
    BadSequence = "bad_sequence" "先后顺序不对",
    /// The birth date inside the number is still to come.
    FutureBirthDate = "future_birth_date" "号码中的出生日期尚未到来",
    /// The record was written by a later version of the format.
    NewerFormat = "newer_format" "记录出自更新的版本",
    /// The log ends in the middle of an entry.
    LogCut = "log_cut" "日志在一条记录中间中断",
    /// An entry of the log was changed.
    LogDamaged = "log_damaged" "日志中有记录被改动",
    /// The entries of the log are not in the order they were written.
    LogReordered = "log_reordered" "日志记录的顺序被打乱",
    /// An entry of the log belongs to another case.
    LogForeign = "log_foreign" "日志中混有别的业务的记录",
    /// Entries are missing from the end of the log.
    LogShort = "log_short" "日志末尾缺少记录",
    /// The log holds an event that could not happen at that point.
    IllegalEvent = "illegal_event" "日志中有此时不可能发生的事件",
    /// There is nothing where something must be.
    Empty = "empty" "必填内容为空",
    /// The same thing stands there twice.
    Duplicate = "duplicate" "同一内容出现两次",
    /// Two rows cannot both stand.
    Conflict = "conflict" "两项内容互相矛盾",
    /// The rows, each of them well formed, do not work together.
    Faulty = "faulty" "各条规则单独无误，合在一起行不通",
    /// The lender publishes no list of papers.
    NotPublished = "not_published" "该机构没有公布资料清单",
    /// More than is taken in from outside: a text, a list or an object is too long, or lies too deep.
    BeyondLimit = "beyond_limit" "超出可接受的上限",
    /// Whoever asked wants no answer any more.
    Interrupted = "interrupted" "已被调用方中止",
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Malformed input: a kind, a message, and where known the place and the way out.
///
/// One opaque type for the whole crate, one pointer wide. It prints on one line:
///
/// ```
/// use anjieflow::error::{Error, ErrorCode};
///
/// let error = Error::new(ErrorCode::MissingField, "no `name`")
///     .at("borrower")
///     .at("parties")
///     .help("write the name as on the ID card");
/// assert_eq!(error.code(), ErrorCode::MissingField);
/// assert_eq!(
///     error.to_string(),
///     "parties.borrower: no `name`; write the name as on the ID card",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: ErrorCode,
    message: String,
    place: Option<String>,
    advice: Option<String>,
}

impl Error {
    /// An error of this kind. The message is lower case, without a period, with input in backticks
    /// and nothing in it that must be masked.
    #[cold]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Error {
        Error(Box::new(Inner { code, message: message.into(), place: None, advice: None }))
    }

    /// Puts `place` before the place already known: the caller names the outer part.
    ///
    /// Parts are joined by a dot, an index in brackets is not: `parties[2].id`.
    #[must_use = "returns the error with its place"]
    pub fn at(mut self, place: impl Into<String>) -> Error {
        let outer = place.into();
        self.0.place = Some(match self.0.place.take() {
            None => outer,
            Some(inner) if inner.starts_with('[') => outer + &inner,
            Some(inner) => outer + "." + &inner,
        });
        self
    }

    /// Forgets the place, for a caller that names it in another way.
    #[cfg(feature = "serde")]
    #[must_use = "returns the error without its place"]
    pub(crate) fn nowhere(mut self) -> Error {
        self.0.place = None;
        self
    }

    /// Says what would help; the latest advice stands.
    #[must_use = "returns the error with its advice"]
    pub fn help(mut self, advice: impl Into<String>) -> Error {
        self.0.advice = Some(advice.into());
        self
    }

    /// The kind of error.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What was wanted and what was found, without place and advice.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the input it was found, such as `parties[2].id`.
    pub fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// What would help.
    pub fn advice(&self) -> Option<&str> {
        self.0.advice.as_deref()
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {self})", self.0.code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place() {
            write!(f, "{place}: ")?;
        }
        f.write_str(self.message())?;
        match self.advice() {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// How many characters of an input a message repeats.
const SHOWN_MAX: usize = 40;

/// From this many digits on, an input may be an ID, phone or card number that strayed into the
/// wrong field, and its digits are hidden: a mobile number is the shortest of them.
const DIGITS_HIDDEN_FROM: usize = 11;

/// Whether a text has as many digits as the shortest number of a person.
pub(crate) fn may_be_personal(text: &str) -> bool {
    text.chars().filter(|c| c.is_numeric()).count() >= DIGITS_HIDDEN_FROM
}

/// The input in backticks, as a message may repeat it: cut short, control characters escaped, and
/// with its digits hidden when there are as many as in a phone number.
pub(crate) fn shown(input: &str) -> String {
    let hidden = may_be_personal(input);
    let mut text = String::from("`");
    for c in input.chars().take(SHOWN_MAX) {
        if hidden && c.is_numeric() {
            text.push('*');
        } else {
            text.push_str(&escaped(c));
        }
    }
    if input.chars().count() > SHOWN_MAX {
        text.push('…');
    }
    text + "`"
}

/// A character, or its number where nobody would see it, or see where the text ends. The standard library tells them apart by
/// tables of all that can be printed, which is four thousand bytes in a browser.
pub(crate) fn escaped(c: char) -> String {
    match c {
        '\0' => "\\0".to_owned(),
        '\u{1}'..='~' => c.escape_default().to_string(),
        c if is_unseen(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    }
}

/// Controls, joiners, marks of direction, what is private or no character, and what stands for nothing.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{180b}'..='\u{180e}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
        | '\u{3000}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..)
}

/// A note of a clerk as a picture or a message may repeat it: whole, but where digits stand together as in an ID,
/// phone or card number, they are hidden.
pub(crate) fn note(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_numeric) {
        let (before, from) = rest.split_at(start);
        let (digits, after) = from.split_at(from.find(|c: char| !c.is_numeric()).unwrap_or(from.len()));
        shown.push_str(before);
        match digits.chars().count() {
            DIGITS_HIDDEN_FROM.. => shown.extend(digits.chars().map(|_| '*')),
            _ => shown.push_str(digits),
        }
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A speed bump: errors travel in every `Result`, so they stay one pointer wide.
    #[test]
    fn error_size() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }

    #[test]
    fn what_nobody_would_see_is_escaped_as_the_standard_library_does() {
        let assigned = ('\0'..='\u{2fff}').chain('\u{3000}'..='\u{9fff}').chain('\u{fe00}'..='\u{ffff}');
        let differs = |c: &char| *c != '`' && escaped(*c) != c.escape_debug().to_string();
        // Letters of other scripts may be marks that the standard library writes by their number, or not assigned at all.
        let seen: Vec<char> = assigned.filter(differs).filter(|c| escaped(*c) != c.to_string()).collect();
        assert_eq!(seen, []);
        let of_here = ('\0'..='\u{36f}')
            .chain('\u{2000}'..='\u{2060}')
            .chain('\u{3000}'..='\u{3029}')
            .chain('\u{4e00}'..='\u{9fff}');
        assert_eq!(of_here.filter(differs).collect::<Vec<_>>(), []);
    }

    #[test]
    fn codes_are_snake_case_of_their_variants_and_unique() {
        for (i, code) in ErrorCode::ALL.iter().enumerate() {
            assert_eq!(code.code(), snake(&format!("{code:?}")));
            assert!(!code.meaning().is_empty());
            assert!(!ErrorCode::ALL[..i].contains(code));
        }
    }

    fn snake(camel: &str) -> String {
        let mut text = String::new();
        for c in camel.chars() {
            if c.is_ascii_uppercase() && !text.is_empty() {
                text.push('_');
            }
            text.push(c.to_ascii_lowercase());
        }
        text
    }

    #[test]
    fn display_joins_place_message_and_advice() {
        let error = Error::new(ErrorCode::Malformed, "want a date");
        assert_eq!(error.to_string(), "want a date");
        assert_eq!(error.place(), None);
        let error = error.at("birth").at("[2]").at("parties");
        assert_eq!(error.place(), Some("parties[2].birth"));
        assert_eq!(error.to_string(), "parties[2].birth: want a date");
        let error = error.help("look at the card");
        assert_eq!(error.advice(), Some("look at the card"));
        assert_eq!(format!("{error:?}"), "Error(malformed: parties[2].birth: want a date; look at the card)");
    }

    #[test]
    fn shown_hides_what_may_be_a_number_of_a_person() {
        assert_eq!(shown("2026/03/02"), "`2026/03/02`");
        assert_eq!(shown("11010519491231002X"), "`*****************X`");
        assert_eq!(shown("１３８１２３４５６７８"), "`***********`");
        assert_eq!(shown("a\nb"), "`a\\nb`");
        assert_eq!(shown(&"a".repeat(41)), format!("`{}…`", "a".repeat(40)));
    }

    #[test]
    fn a_note_hides_long_numbers_only() {
        assert_eq!(note("身份证11010519491231002X有误，见第17号"), "身份证*****************X有误，见第17号");
        assert_eq!(note("13812345678"), "***********");
        assert_eq!(note("2026年3月"), "2026年3月");
        assert_eq!(note(""), "");
    }

    proptest! {
        #[test]
        fn no_long_number_is_repeated(before in "[a-z年号]{0,5}", number in "[0-9]{1,18}", after in "[a-zX\n]{0,5}") {
            let text = format!("{before}{number}{after}");
            let hidden = number.len() >= DIGITS_HIDDEN_FROM;
            for told in [shown(&text), note(&text)] {
                prop_assert_eq!(told.contains(&number), !hidden, "{}", told);
                prop_assert_eq!(told.contains(char::is_numeric), !hidden, "{}", told);
            }
            prop_assert_eq!(note(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn what_is_repeated_stays_on_its_line(text in any::<String>()) {
            let shown = shown(&text);
            prop_assert!(!shown.contains(char::is_control));
            // What was said may end so by itself.
            let goes_on = text.chars().count() > SHOWN_MAX || text.ends_with('…');
            prop_assert_eq!(shown.ends_with("…`"), goes_on);
        }

        #[test]
        fn places_are_told_from_the_outermost(places in prop::collection::vec("[a-z]{1,4}|\\[[0-9]\\]", 1..6)) {
            let error = places.iter().rev().fold(Error::new(ErrorCode::Malformed, "wrong"), |error, it| error.at(it));
            let told = error.place().unwrap();
            prop_assert_eq!(told.replace(['.', '[', ']'], ""), places.concat().replace(['[', ']'], ""));
            prop_assert!(!told.contains(".[") && !told.contains(".."));
        }
    }
}
