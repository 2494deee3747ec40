//! In which known ways two texts differ that mean the same to a reader.

use crate::collect::CollectVec;
use crate::words::closed;

closed! {
    /// A way in which one name or number is written differently on two papers.
    pub enum Spelling ("way of spelling") {
        /// Full-width and half-width characters: `Ａ` and `A`.
        Width "width" "全角与半角",
        /// The dot between the parts of a name: `·`, `・`, `•`, `.` and others.
        MiddleDot "middle_dot" "间隔号",
        /// Blanks, in the middle too.
        Spaces "spaces" "空格",
        /// Capitals and small letters, the X of an ID number too.
        LetterCase "letter_case" "字母大小写",
    }
}

/// The dots that keyboards, fonts and bank systems put into a name.
const DOTS: &str = "·・･•‧∙⋅．.";

/// The fewest ways that together make both texts equal; none when they are equal already, or differ in more.
pub(super) fn differs_only_in(one: &str, other: &str) -> Vec<Spelling> {
    let mut ways = (0_u8..16).map(chosen).collect_vec();
    ways.sort_by_key(Vec::len);
    ways.into_iter().find(|ways| folded(one, ways) == folded(other, ways)).unwrap_or_default()
}

/// The ways that the bits of a number stand for.
fn chosen(bits: u8) -> Vec<Spelling> {
    Spelling::ALL.iter().zip(0..).filter(|(_, place)| bits >> place & 1 == 1).map(|(way, _)| *way).collect_vec()
}

fn folded(text: &str, ways: &[Spelling]) -> String {
    // The order of the table: width first, for a wide letter has a case and a wide blank is one.
    ways.iter().fold(text.to_owned(), |text, way| fold(&text, *way))
}

fn fold(text: &str, way: Spelling) -> String {
    match way {
        Spelling::Width => text.chars().map(narrow).collect(),
        Spelling::MiddleDot => text.chars().map(|c| if DOTS.contains(c) { '·' } else { c }).collect(),
        Spelling::Spaces => text.chars().filter(|c| !c.is_whitespace()).collect(),
        Spelling::LetterCase => text.to_lowercase(),
    }
}

/// The half-width form of a full-width character, which Unicode keeps at a fixed distance.
fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// The place of the first character that differs, counted from one.
pub(super) fn first_difference(one: &str, other: &str) -> Option<usize> {
    let (mut ones, mut others) = (one.chars(), other.chars());
    (1..).find_map(|place| match (ones.next(), others.next()) {
        (None, None) => Some(None),
        (one, other) => (one != other).then_some(Some(place)),
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ways_are_told_and_others_are_not() {
        use Spelling::{LetterCase, MiddleDot, Spaces, Width};
        for (one, other, ways) in [
            ("阿卜杜拉·买买提", "阿卜杜拉・买买提", vec![MiddleDot]),
            ("阿卜杜拉·买买提", "阿卜杜拉．买买提", vec![MiddleDot]),
            ("11010519491231002X", "11010519491231002x", vec![LetterCase]),
            ("11010519491231002X", "１１０１０５１９４９１２３１００２ｘ", vec![Width, LetterCase]),
            ("王小明", "王 小　明", vec![Spaces]),
            ("LI MING", "Ｌｉ　Ｍｉｎｇ", vec![Width, LetterCase]),
            ("王小明", "王小明", vec![]),
            ("王小明", "王晓明", vec![]),
            ("阿卜杜拉·买买提", "阿卜杜拉买买提", vec![]),
        ] {
            assert_eq!(differs_only_in(one, other), ways, "{one} {other}");
            assert_eq!(differs_only_in(other, one), ways, "{other} {one}");
        }
    }

    #[test]
    fn the_first_difference_is_counted_in_characters() {
        assert_eq!(first_difference("王小明", "王晓明"), Some(2));
        assert_eq!(first_difference("王小", "王小明"), Some(3));
        assert_eq!(first_difference("王小明", "王小明"), None);
    }
}
