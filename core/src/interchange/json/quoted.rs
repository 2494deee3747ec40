//! A text as JSON quotes it.

/// How many bytes stand for themselves, before the first that is written otherwise. Eight are looked at at once: most of the
/// time that a log takes to be read and written goes by here.
pub(super) fn plain(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((eight, after)) = rest.split_first_chunk() {
        let marks = otherwise(u64::from_le_bytes(*eight));
        if marks != 0 {
            return text.len() - rest.len() + marks.trailing_zeros() as usize / 8;
        }
        rest = after;
    }
    let within = rest.iter().position(|byte| *byte < b' ' || matches!(byte, b'"' | b'\\'));
    text.len() - rest.len() + within.unwrap_or(rest.len())
}

/// Marks the highest bit of each byte that is written otherwise, up to the first of them; what is marked after it may be in vain,
/// for a subtraction that borrows reaches the next byte.
fn otherwise(eight: u64) -> u64 {
    let is = |byte| {
        let differs = eight ^ each(byte);
        differs.wrapping_sub(each(1)) & !differs
    };
    let controls = eight.wrapping_sub(each(b' ')) & !eight;
    (controls | is(b'"') | is(b'\\')) & each(0x80)
}

const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// In runs of what stands for itself: most texts are one.
pub(super) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some((run, letter, after)) = split(rest) {
        out.push_str(run);
        escape(letter, out);
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// What stands before the first byte that is written otherwise, that byte, and what follows it.
fn split(text: &str) -> Option<(&str, u8, &str)> {
    let at = plain(text.as_bytes());
    Some((text.get(..at)?, *text.as_bytes().get(at)?, text.get(at + 1..)?))
}

fn escape(letter: u8, out: &mut String) {
    let short = match letter {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        0x8 => "\\b",
        0xc => "\\f",
        _ => return out.push_str(&format!("\\u{letter:04x}")),
    };
    out.push_str(short);
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_letter_is_quoted_as_serde_json_does() {
        for letter in (0..0x3000).filter_map(char::from_u32) {
            let text = format!("甲{letter}{letter}a");
            let mut out = String::new();
            quoted(&text, &mut out);
            assert_eq!(out, serde_json::to_string(&text).unwrap());
        }
    }

    proptest! {
        #[test]
        fn as_many_stand_for_themselves_as_one_by_one(text in prop::collection::vec(prop_oneof![any::<u8>(), 0x1e..0x24_u8, 0x5b..0x5e_u8], 0..40)) {
            let one_by_one = text.iter().position(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\');
            prop_assert_eq!(plain(&text), one_by_one.unwrap_or(text.len()));
        }
    }
}
