//! A text as JSON quotes it.

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
    let at = text.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\')?;
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

    #[test]
    fn every_letter_is_quoted_as_serde_json_does() {
        for letter in (0..0x3000).filter_map(char::from_u32) {
            let text = format!("甲{letter}{letter}a");
            let mut out = String::new();
            quoted(&text, &mut out);
            assert_eq!(out, serde_json::to_string(&text).unwrap());
        }
    }
}
