//! JSON from text: one value, of not more than is read, in which no object names a field twice.

use super::quoted::plain;
use super::seen::Seen;
use super::{Excess, USUAL, Wrong};
use crate::limits::{DEPTH, FIELDS};
use std::borrow::Cow;

/// Reads a text that is one JSON value of at most so many values, in which no object names a field twice.
pub(in crate::interchange) fn seen(text: &str, most: usize) -> Result<Seen<'_>, Wrong> {
    let mut parser = Parser { text, at: 0, depth: 0, values: 0, most };
    let value = parser.value()?;
    match parser.next() {
        None => Ok(value),
        Some(_) => Err(parser.wrong()),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    values: usize,
    most: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no blank.
    fn next(&mut self) -> Option<u8> {
        while self.take_if(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {}
        self.peek()
    }

    fn take_if(&mut self, wanted: impl Fn(u8) -> bool) -> bool {
        let takes = self.peek().is_some_and(wanted);
        self.at += usize::from(takes);
        takes
    }

    fn expect(&mut self, byte: u8) -> Result<(), Wrong> {
        self.next();
        if self.take_if(|it| it == byte) { Ok(()) } else { Err(self.wrong()) }
    }

    /// What stands here is wrong, or missing.
    #[cold]
    fn wrong(&self) -> Wrong {
        let (line, character) = self.place();
        match self.peek() {
            None => Wrong::Cut(line, character - 1),
            Some(_) => Wrong::Malformed(line, character),
        }
    }

    #[cold]
    fn beyond(&self, excess: Excess) -> Wrong {
        let (line, character) = self.place();
        Wrong::Beyond(excess, line, character)
    }

    /// One more value or name.
    fn count(&mut self) -> Result<(), Wrong> {
        self.values += 1;
        if self.values > self.most { Err(self.beyond(Excess::Values(self.most))) } else { Ok(()) }
    }

    /// The line and the character in it that stand here.
    fn place(&self) -> (usize, usize) {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        (before.iter().filter(|byte| **byte == b'\n').count() + 1, line.len() + 1)
    }

    fn value(&mut self) -> Result<Seen<'t>, Wrong> {
        self.count()?;
        match self.next() {
            Some(b'{') => self.within(Self::object),
            Some(b'[') => self.within(Self::array),
            Some(b'"') => self.string().map(Seen::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Seen::Flag(true)),
            Some(b'f') => self.word("false", Seen::Flag(false)),
            Some(b'n') => self.word("null", Seen::Nothing),
            _ => Err(self.wrong()),
        }
    }

    fn within(&mut self, read: fn(&mut Self) -> Result<Seen<'t>, Wrong>) -> Result<Seen<'t>, Wrong> {
        if self.depth == DEPTH {
            return Err(self.beyond(Excess::Depth));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn word(&mut self, word: &str, value: Seen<'t>) -> Result<Seen<'t>, Wrong> {
        for byte in word.bytes() {
            if !self.take_if(|it| it == byte) {
                return Err(self.wrong());
            }
        }
        Ok(value)
    }

    fn array(&mut self) -> Result<Seen<'t>, Wrong> {
        let mut items = Vec::new();
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(Seen::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']')? {
                return Ok(Seen::List(items));
            }
        }
    }

    fn object(&mut self) -> Result<Seen<'t>, Wrong> {
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(Seen::Object(Vec::new()));
        }
        let mut fields = Vec::with_capacity(USUAL);
        loop {
            let name = self.name(&fields)?;
            self.expect(b':')?;
            fields.push((name, self.value()?));
            if self.ends(b'}')? {
                return Ok(Seen::Object(fields));
            }
        }
    }

    /// The name of one more field, which none of these has.
    fn name(&mut self, fields: &[(Cow<'t, str>, Seen<'t>)]) -> Result<Cow<'t, str>, Wrong> {
        if self.next() != Some(b'"') {
            return Err(self.wrong());
        }
        self.count()?;
        if fields.len() == FIELDS {
            return Err(self.beyond(Excess::Fields));
        }
        let name = self.string()?;
        match fields.iter().any(|(known, _)| *known == name) {
            true => Err(Wrong::Repeated(name.into_owned())),
            false => Ok(name),
        }
    }

    /// Whether a list ends here, or goes on behind a comma.
    fn ends(&mut self, end: u8) -> Result<bool, Wrong> {
        self.next();
        if self.take_if(|byte| byte == b',') {
            return Ok(false);
        }
        self.expect(end).map(|()| true)
    }

    fn number(&mut self) -> Result<Seen<'t>, Wrong> {
        let start = self.at;
        self.take_if(|byte| byte == b'-');
        if !self.take_if(|byte| byte == b'0') {
            self.digits()?;
        }
        if self.take_if(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.take_if(|byte| matches!(byte, b'e' | b'E')) {
            self.take_if(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        // Zero below zero is not whole, as for whoever reads it with a sign.
        match text.parse() {
            Ok(whole) if text != "-0" => Ok(Seen::Whole(whole)),
            _ if is_held(text) => Ok(Seen::Other(text.into())),
            _ => {
                self.at = start;
                Err(self.wrong())
            }
        }
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        if !self.take_if(|byte| byte.is_ascii_digit()) {
            return Err(self.wrong());
        }
        while self.take_if(|byte| byte.is_ascii_digit()) {}
        Ok(())
    }

    /// A text: as it stands there, where nothing in it is written otherwise.
    fn string(&mut self) -> Result<Cow<'t, str>, Wrong> {
        self.at += 1;
        let run = self.run();
        if self.take_if(|byte| byte == b'"') {
            return Ok(Cow::Borrowed(run));
        }
        let mut text = run.to_owned();
        loop {
            if !self.take_if(|byte| byte == b'\\') {
                return Err(self.wrong());
            }
            text.push(self.escaped()?);
            text.push_str(self.run());
            if self.take_if(|byte| byte == b'"') {
                return Ok(Cow::Owned(text));
            }
        }
    }

    /// What stands for itself from here on.
    fn run(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = plain(rest.as_bytes());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn escaped(&mut self) -> Result<char, Wrong> {
        let letter = self.peek();
        let escaped = match letter {
            Some(b'"' | b'\\' | b'/') => char::from(letter.unwrap_or_default()),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.wrong()),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// One unit, or the two that stand for a character beyond the first plane.
    fn unicode(&mut self) -> Result<char, Wrong> {
        let mut code = self.unit()?;
        if (0xd800..0xdc00).contains(&code) && self.take_if(|byte| byte == b'\\') {
            let low = self.unit()?;
            code = match low {
                0xdc00..0xe000 => 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00),
                _ => code,
            };
        }
        char::from_u32(code).ok_or_else(|| self.wrong())
    }

    /// Four digits behind a `u`.
    fn unit(&mut self) -> Result<u32, Wrong> {
        self.take_if(|byte| byte == b'u');
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16)).ok_or_else(|| self.wrong())?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

/// Whether it is a number that can be reckoned with: `serde_json` takes no other.
#[cfg(feature = "serde")]
fn is_held(text: &str) -> bool {
    super::float(text).is_some()
}

/// Without `serde` nobody reckons with what is not whole.
#[cfg(not(feature = "serde"))]
fn is_held(_: &str) -> bool {
    true
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::super::any::{leaf, values};
    use super::super::{Json, Value};
    use super::*;
    use crate::limits::VALUES;
    use proptest::prelude::*;

    fn from_str(text: &str) -> Result<Value, Wrong> {
        seen(text, VALUES).map(Value::from)
    }

    fn by_serde_json(text: &str) -> Result<Value, String> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = super::super::read(&mut deserializer);
        read.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| error.to_string())
    }

    /// What `serde_json` makes of a text, and what we do.
    fn both(text: &str) -> (Option<Value>, Option<Value>) {
        (by_serde_json(text).ok(), from_str(text).ok())
    }

    #[test]
    fn what_is_read_and_refused_is_what_serde_json_reads_and_refuses() {
        for text in [
            "null",
            " true ",
            "false",
            "0",
            "-1",
            "9007199254740991",
            "\"\"",
            "[]",
            "{}",
            "[1,[2],{\"a\":null}]",
            "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\\u0001\\u4e2d\\ud83d\\ude00\"",
            "\"中文\u{7f}\"",
            "{\"a\":1,\"b\":{\"a\":1}}",
            "\t[ 1 , 2 ]\r\n",
            "",
            " ",
            "nul",
            "nulll",
            "tru",
            "01",
            "-",
            "+1",
            "1.",
            ".5",
            "1e",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1,\"a\":2}",
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83d\\u0041\"",
            "\"a\nb\"",
            "[1]]",
            "1 2",
            "'a'",
            "\u{feff}1",
            "[",
            "{",
            "{\"a\"",
            "{\"a\":",
            "[1,",
        ] {
            let (theirs, ours) = both(text);
            assert_eq!(ours, theirs, "{text}");
        }
    }

    #[test]
    fn what_is_not_whole_stays_as_it_was_written() {
        for text in ["1.5", "-0", "1e3", "0.10", "18446744073709551615", "-9223372036854775809"] {
            let value = seen(text, VALUES).ok().unwrap();
            assert_eq!((value.as_i64(), value.number()), (None, Some(text.to_owned())));
        }
    }

    #[test]
    fn depth_is_bounded_as_by_serde_json() {
        for depth in [127, 128, 129, 5_000] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            let (theirs, ours) = both(&text);
            assert_eq!(ours.is_some(), theirs.is_some(), "{depth}");
        }
    }

    #[test]
    fn the_place_of_what_is_wrong_is_told() {
        let place = |text: &str| match from_str(text).unwrap_err() {
            Wrong::Cut(line, character) => ("cut", line, character),
            Wrong::Malformed(line, character) => ("malformed", line, character),
            Wrong::Repeated(_) | Wrong::Beyond(..) => panic!("{text}"),
        };
        assert_eq!(place("{\n\"a\": x}"), ("malformed", 2, 6));
        assert_eq!(place("{\"a\": 1"), ("cut", 1, 7));
        assert_eq!(place("[1]]"), ("malformed", 1, 4));
    }

    /// What is too much for both readers.
    fn excess(text: &str) -> Option<Excess> {
        let ours = match from_str(text).err()? {
            Wrong::Beyond(excess, 1, _) => excess,
            _ => panic!("not read, but for another reason"),
        };
        let theirs = by_serde_json(text).unwrap_err();
        assert!(theirs.starts_with(&ours.to_string()), "{theirs}");
        Some(ours)
    }

    fn nested(depth: usize) -> String {
        format!("{}{}", "[".repeat(depth), "]".repeat(depth))
    }

    #[test]
    fn as_much_as_is_read_and_one_more() {
        let fields =
            |count| format!("{{{}}}", (0..count).map(|at| format!("\"{at}\":0")).collect::<Vec<_>>().join(","));
        // With the list itself.
        let values = |count| format!("[{}]", vec!["0"; count - 1].join(","));
        for (at, beyond, what) in [
            (nested(DEPTH), nested(DEPTH + 1), Excess::Depth),
            (fields(FIELDS), fields(FIELDS + 1), Excess::Fields),
            (values(VALUES), values(VALUES + 1), Excess::Values(VALUES)),
        ] {
            assert_eq!(excess(&at), None);
            assert_eq!(excess(&beyond), Some(what));
        }
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_is_read_and_written_alike(value in values(leaf())) {
            let text = value.to_string();
            prop_assert_eq!(from_str(&text).ok().map(|it| it.to_string()), Some(text));
        }

        #[test]
        fn no_text_is_read_by_one_alone(text in "[\\[\\]{}\",:\\\\0-9a-fnrtu.\\-+ ]{0,12}") {
            let (theirs, ours) = both(&text);
            prop_assert_eq!(ours.is_some(), theirs.is_some(), "{}", text);
        }
    }
}
