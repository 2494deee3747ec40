//! The two small tables behind the vocabulary: closed sets of words, and open sets of identifiers.

/// A closed set: each member has a stable wire name and its Chinese word.
macro_rules! closed {
    (
        $(#[$outer:meta])*
        pub enum $name:ident ($what:literal) {
            $( $(#[$inner:meta])* $variant:ident $wire:literal $zh:literal, )+
        }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$inner])* $variant, )+
        }

        impl $name {
            /// Every member, in the order of the table.
            pub const ALL: &'static [$name] = &[$( $name::$variant, )+];

            /// The stable snake_case name, as written in data files and on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $( $name::$variant => $wire, )+
                }
            }

            /// The word a Chinese clerk uses.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self {
                    $( $name::$variant => $zh, )+
                }
            }

            /// The member of this name.
            ///
            /// # Errors
            ///
            /// `UnknownCode` when no member is called so.
            pub fn from_name(name: &str) -> Result<$name, $crate::error::Error> {
                Self::named(name).ok_or_else(|| {
                    $crate::words::unknown($what, name, Self::ALL.iter().map(|member| member.name()))
                })
            }

            /// The same for who has no use for an error.
            pub(crate) fn named(name: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|member| member.name() == name)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use closed;

/// An open set: an identifier the world may extend, checked once when it is made.
macro_rules! identifier {
    (
        $(#[$outer:meta])*
        pub struct $name:ident ($what:literal, also $also:literal)
    ) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) std::borrow::Cow<'static, str>);

        impl $name {
            /// What stands in the place of one that is wrong, until that is said.
            #[allow(dead_code, reason = "not every identifier is read by position")]
            pub(crate) const BLANK: $name = $name(std::borrow::Cow::Borrowed(""));

            /// Checks and keeps an identifier.
            ///
            /// # Errors
            ///
            /// - `Empty` when there is nothing in it; `BadLength` above 200 bytes.
            /// - `BadCharacter` when it holds anything but lower-case ASCII letters, digits and the
            ///   separators this identifier knows, or begins or ends with a separator.
            pub fn new(id: &str) -> Result<$name, $crate::error::Error> {
                $crate::words::check($what, id, $also)?;
                Ok($name(std::borrow::Cow::Owned(id.to_owned())))
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use identifier;

use crate::collect::CollectVec;
use crate::error::{Error, ErrorCode, shown};
use crate::limits::NAME_OF_ROW;

/// An identifier is lower-case ASCII letters and digits, held together by `separators`.
pub(crate) fn check(what: &str, id: &str, separators: &str) -> Result<(), Error> {
    if id.is_empty() {
        return Err(Error::new(ErrorCode::Empty, format!("{what} is empty")));
    }
    if id.len() > NAME_OF_ROW {
        return Err(Error::new(ErrorCode::BadLength, format!("{what} has {} bytes", id.len()))
            .help(format!("at most {NAME_OF_ROW}")));
    }
    let separator = |byte: u8| separators.bytes().any(|it| it == byte);
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || separator(byte);
    let ends = [id.bytes().next(), id.bytes().next_back()];
    if !id.bytes().all(allowed) || ends.into_iter().flatten().any(separator) {
        return Err(Error::new(ErrorCode::BadCharacter, format!("{} cannot be {what}", shown(id)))
            .help(format!("use lower-case letters and digits, joined by `{separators}`")));
    }
    Ok(())
}

/// What stands in the place of a member that is wrong, until that is said.
pub(crate) const fn first<T: Copy>(all: &[T]) -> T {
    match all {
        [first, ..] => *first,
        [] => unreachable!(),
    }
}

/// No member of a closed set is called `found`.
#[cold]
pub(crate) fn unknown<'a>(what: &str, found: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known = known.collect_vec();
    Error::new(ErrorCode::UnknownCode, format!("no {what} is called {}", shown(found)))
        .help(format!("one of: {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{DocumentCategory, DocumentKind};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_identifier_is_words_of_small_letters(text in "[a-z0-9_]{0,12}|[a-zA-Z_ é:-]{0,6}|_?[a-z]{195,203}") {
            let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            let words = text.chars().all(|c| small(c) || c == '_') && text.starts_with(small) && text.ends_with(small);
            let kind = DocumentKind::new(&text);
            prop_assert_eq!(kind.is_ok(), words && text.len() <= NAME_OF_ROW);
            prop_assert!(kind.iter().all(|kind| kind.as_str() == text && kind.to_string() == text));
        }

        #[test]
        fn a_closed_set_takes_its_own_words_only(known in prop::sample::select(DocumentCategory::ALL), text in "[a-z_]{0,12}") {
            prop_assert_eq!(DocumentCategory::from_name(known.name()), Ok(known));
            let named = DocumentCategory::ALL.iter().find(|it| it.name() == text);
            prop_assert_eq!(DocumentCategory::from_name(&text).ok(), named.copied());
        }
    }
}
