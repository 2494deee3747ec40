//! Our own values from text and to text.

use super::own::{Map, Number, Value};
use super::quoted::quoted;
use super::{Excess, Wrong};
use crate::limits::{DEPTH, FIELDS};

/// Reads a text that is one JSON value of at most so many values, in which no object names a field twice.
pub(in crate::interchange) fn from_str(text: &str, most: usize) -> Result<Value, Wrong> {
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

    fn value(&mut self) -> Result<Value, Wrong> {
        self.count()?;
        match self.next() {
            Some(b'{') => self.within(Self::object),
            Some(b'[') => self.within(Self::array),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.wrong()),
        }
    }

    fn within(&mut self, read: fn(&mut Self) -> Result<Value, Wrong>) -> Result<Value, Wrong> {
        if self.depth == DEPTH {
            return Err(self.beyond(Excess::Depth));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Wrong> {
        for byte in word.bytes() {
            if !self.take_if(|it| it == byte) {
                return Err(self.wrong());
            }
        }
        Ok(value)
    }

    fn array(&mut self) -> Result<Value, Wrong> {
        let mut items = Vec::new();
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']')? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn object(&mut self) -> Result<Value, Wrong> {
        let mut map = Map::new();
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(map));
        }
        loop {
            if self.next() != Some(b'"') {
                return Err(self.wrong());
            }
            self.count()?;
            if map.len() == FIELDS {
                return Err(self.beyond(Excess::Fields));
            }
            let name = self.string()?;
            if map.contains_key(&name) {
                return Err(Wrong::Repeated(name));
            }
            self.expect(b':')?;
            let value = self.value()?;
            map.insert(name, value);
            if self.ends(b'}')? {
                return Ok(Value::Object(map));
            }
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

    fn number(&mut self) -> Result<Value, Wrong> {
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
        let whole = text.parse().ok().filter(|_| text != "-0");
        Ok(Value::Number(whole.map_or_else(|| Number::Other(text.to_owned()), Number::Whole)))
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        if !self.take_if(|byte| byte.is_ascii_digit()) {
            return Err(self.wrong());
        }
        while self.take_if(|byte| byte.is_ascii_digit()) {}
        Ok(())
    }

    fn string(&mut self) -> Result<String, Wrong> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while self.take_if(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {}
            text.push_str(self.text.get(start..self.at).unwrap_or_default());
            if self.take_if(|byte| byte == b'"') {
                return Ok(text);
            }
            if !self.take_if(|byte| byte == b'\\') {
                return Err(self.wrong());
            }
            text.push(self.escaped()?);
        }
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

/// The text of a value, without a blank.
pub(super) fn written(value: &Value) -> String {
    // The length of most entries, so that it need not grow.
    let mut text = String::with_capacity(256);
    write(value, &mut text);
    text
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => quoted(text, out),
        Value::Array(items) => {
            let mut gap = "[";
            for item in items {
                out.push_str(gap);
                gap = ",";
                write(item, out);
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(map) => {
            let mut gap = "{";
            for (name, value) in map {
                out.push_str(gap);
                gap = ",";
                quoted(name, out);
                out.push(':');
                write(value, out);
            }
            out.push_str(if gap == "{" { "{}" } else { "}" });
        }
    }
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::super::any::values;
    use super::*;
    use crate::limits::VALUES;
    use proptest::prelude::*;

    fn from_str(text: &str) -> Result<Value, Wrong> {
        super::from_str(text, VALUES)
    }

    /// What `serde_json` makes of a text, and what we do.
    fn both(text: &str) -> (Option<String>, Option<String>) {
        let theirs = super::super::unique::from_str(text, VALUES).ok().map(|it| it.to_string());
        (theirs, from_str(text).ok().map(|it| written(&it)))
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
            let value = from_str(text).ok().unwrap();
            assert_eq!((value.as_i64(), written(&value)), (None, text.to_owned()));
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
        let of = |read: Option<Wrong>| match read? {
            Wrong::Beyond(excess, 1, _) => Some(excess),
            _ => panic!("not read, but for another reason"),
        };
        let (theirs, ours) = (super::super::unique::from_str(text, VALUES), from_str(text));
        let (theirs, ours) = (of(theirs.err()), of(ours.err()));
        assert_eq!(theirs, ours);
        ours
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

    fn leaf() -> impl Strategy<Value = serde_json::Value> {
        prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<i64>().prop_map(serde_json::Value::from),
            ".*".prop_map(serde_json::Value::from),
        ]
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_is_read_and_written_alike(value in values(leaf())) {
            let text = value.to_string();
            prop_assert_eq!(from_str(&text).ok().map(|it| written(&it)), Some(text));
        }

        #[test]
        fn no_text_is_read_by_one_alone(text in "[\\[\\]{}\",:\\\\0-9a-fnrtu.\\-+ ]{0,12}") {
            let (theirs, ours) = both(&text);
            prop_assert_eq!(ours.is_some(), theirs.is_some(), "{}", text);
        }
    }
}
