//! The check that stands last in an entry: FNV-1a over the entry's own text without it. It finds damage, it does not prove
//! authorship.

use crate::hex::hex;
use std::iter;
use std::str::Lines;

/// What stands before the digits.
const NAME: &str = ",\"check\":\"";

/// The length of all of it: the name, sixteen digits, a quotation mark, and the brace that ends the entry.
const LENGTH: usize = NAME.len() + 16 + 2;

/// So many lines are summed side by side: in one text each byte waits for the sum of all before it.
const ABREAST: usize = 4;

/// The sum of nothing.
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The check of a text.
pub(super) fn check_of(text: &str) -> String {
    digits(text.bytes().fold(START, step))
}

/// The text of an entry, with this check.
pub(super) fn with_check(mut text: String, check: &str) -> String {
    // It stands last, within the brace.
    text.pop();
    text + NAME + check + "\"}"
}

/// Whether a line is the text of an entry with this check.
pub(super) fn is_with_check(line: &str, text: &str, check: &str) -> bool {
    let open = text.strip_suffix('}');
    let rest = open.and_then(|open| line.strip_prefix(open)?.strip_prefix(NAME)?.strip_prefix(check));
    rest == Some("\"}")
}

/// Lines, each with the check that would be that of what stands before its own.
pub(super) fn with_checks(mut lines: Lines<'_>) -> impl Iterator<Item = (&str, String)> {
    // The next lines, the nearest last, with their sums in the same order.
    let (mut ahead, mut sums) = (Vec::with_capacity(ABREAST), [START; ABREAST]);
    iter::from_fn(move || {
        if ahead.is_empty() {
            ahead.extend(lines.by_ref().take(ABREAST));
            ahead.reverse();
            sums = abreast(&ahead);
        }
        let line = ahead.pop()?;
        sums.get(ahead.len()).map(|sum| (line, digits(step(*sum, b'}'))))
    })
}

/// The sums of what stands before the checks of these lines.
fn abreast(lines: &[&str]) -> [u64; ABREAST] {
    let (mut sums, mut texts) = ([START; ABREAST], [[].as_slice(); ABREAST]);
    texts.iter_mut().zip(lines).for_each(|(text, line)| *text = unchecked(line));
    let longest = texts.iter().map(|text| text.len()).max().unwrap_or_default();
    for at in 0..longest {
        for (sum, text) in sums.iter_mut().zip(texts) {
            *sum = text.get(at).map_or(*sum, |byte| step(*sum, *byte));
        }
    }
    sums
}

/// What stands before the check; nothing where there is no room for one.
fn unchecked(line: &str) -> &[u8] {
    line.len().checked_sub(LENGTH).and_then(|end| line.as_bytes().get(..end)).unwrap_or_default()
}

const fn step(sum: u64, byte: u8) -> u64 {
    (sum ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

fn digits(sum: u64) -> String {
    hex(&sum.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The vectors of the authors of FNV.
    #[test]
    fn the_published_examples() {
        for (text, check) in [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")] {
            assert_eq!(check_of(text), check);
        }
    }

    fn line(text: &str) -> String {
        with_check(text.to_owned(), &check_of(text))
    }

    proptest! {
        #[test]
        fn side_by_side_as_one_by_one(entries in prop::collection::vec("[a-z甲]{0,40}", 0..12)) {
            let lines: Vec<_> = entries.iter().map(|text| line(&format!("{{{text}}}"))).collect();
            let found: Vec<_> = with_checks(lines.join("\n").lines()).map(|(line, check)| (line.to_owned(), check)).collect();
            let wanted: Vec<_> = lines.iter().zip(&entries).map(|(line, text)| (line.clone(), check_of(&format!("{{{text}}}")))).collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn a_line_is_the_text_it_was_made_of_and_no_other(text in "[{}a-z]{0,6}", other in "[{}a-z]{0,6}", check in "[0-9a-f]{16}") {
            let (text, other) = (format!("{{{text}}}"), format!("{{{other}}}"));
            let line = with_check(text.clone(), &check);
            prop_assert!(is_with_check(&line, &text, &check));
            prop_assert_eq!(is_with_check(&line, &other, &check), text == other);
            prop_assert!(!is_with_check(&line, &text, &check_of(&check)));
            let longer = line + " ";
            prop_assert!(!is_with_check(&longer, &text, &check));
        }

        #[test]
        fn every_line_is_there_whatever_it_is(lines in prop::collection::vec("[ -~]{0,40}", 0..12)) {
            let text = lines.join("\n");
            let found: Vec<_> = with_checks(text.lines()).map(|(line, _)| line).collect();
            prop_assert_eq!(found, text.lines().collect::<Vec<_>>());
        }
    }
}
