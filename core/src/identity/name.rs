//! The name of a person.

use super::{check_not_empty, mask, masked};
use crate::error::{Error, ErrorCode};
use crate::limits::NAME as LENGTH_MAX;

/// The name of a person, of 1 to 60 characters, none of them invisible.
///
/// Blanks around it are cut off. Nothing else is changed: names are compared between papers
/// character by character, and `·` of a name in another language is part of it.
///
/// Printed masked; [`Name::reveal`] gives the name.
///
/// ```
/// use anjieflow::identity::Name;
///
/// let name = Name::parse(" 王小明 ")?;
/// assert_eq!(name.to_string(), "王*明");
/// assert_eq!(name.reveal(), "王小明");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    // INVARIANT: 1 to 60 characters, no blank at either end, none invisible.
    text: String,
}

masked!(Name);

impl Name {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self { text: String::new() };

    /// Reads the name.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`] when there is nothing but blanks.
    /// - [`ErrorCode::BadCharacter`] for a control character, a line break, or a character that
    ///   cannot be seen and would make two like names unequal.
    /// - [`ErrorCode::BadLength`] above 60 characters.
    pub fn parse(text: &str) -> Result<Name, Error> {
        let text = text.trim();
        check_not_empty(text, "name")?;
        if let Some((_, place)) = text.chars().zip(1..).find(|(c, _)| is_invisible(*c)) {
            return Err(invisible(place));
        }
        match text.chars().count() {
            1..=LENGTH_MAX => Ok(Name { text: text.into() }),
            found => Err(super::bad_length("at most 60 characters", found)),
        }
    }

    /// The first and the last character, or of two the first: `王*明`, `张*`.
    pub fn masked(&self) -> String {
        mask::name(&self.text)
    }

    /// The name itself.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

/// Control characters, and the joiners, marks of direction and breaks of Unicode that show nothing.
fn is_invisible(c: char) -> bool {
    let hidden = ['\u{ad}', '\u{61c}', '\u{180e}', '\u{feff}'];
    let ranges = ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2060}'..='\u{206f}'];
    c.is_control() || hidden.contains(&c) || ranges.iter().any(|range| range.contains(&c))
}

#[cold]
fn invisible(place: usize) -> Error {
    let message = format!("character {place} of the name cannot be seen");
    Error::new(ErrorCode::BadCharacter, message).help("type the name anew")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_code() {
        for (text, code) in [
            ("", ErrorCode::Empty),
            (" \u{3000}\n", ErrorCode::Empty),
            ("王\n明", ErrorCode::BadCharacter),
            ("王\u{200b}明", ErrorCode::BadCharacter),
            ("\u{feff}王明", ErrorCode::BadCharacter),
            (&"王".repeat(61), ErrorCode::BadLength),
        ] {
            let error = Name::parse(text).unwrap_err();
            assert_eq!(error.code(), code, "{text:?}");
            assert!(!error.to_string().contains('王'));
        }
    }

    #[test]
    fn names_of_other_languages_are_read() {
        for text in ["阿卜杜拉·买买提", "𠮷田", "O'Neill Jr.", &"王".repeat(60)] {
            assert_eq!(Name::parse(text).unwrap().reveal(), text);
        }
        assert_eq!(format!("{:?}", Name::parse("张三").unwrap()), "Name(张*)");
    }
}
