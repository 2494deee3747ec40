//! The canonical text of a value of JSON: that of RFC 8785, for texts, whole numbers, words, lists and objects.

use super::super::json::{Map, Value};

/// The largest whole number that every reader of JSON keeps exactly, 2^53 - 1.
const WHOLE_MAX: u64 = 9_007_199_254_740_991;

/// The text of a value; none where a number in it is not whole, or too large.
pub(super) fn canonical(value: &Value) -> Option<String> {
    let mut text = String::with_capacity(256);
    write(value, &mut text)?;
    Some(text)
}

fn write(value: &Value, out: &mut String) -> Option<()> {
    match value {
        Value::Array(items) => list(items, out),
        Value::Object(fields) => object(fields, out),
        Value::Number(_) => {
            let number = value.as_i64().filter(|number| number.unsigned_abs() <= WHOLE_MAX)?;
            out.push_str(&number.to_string());
            Some(())
        }
        // Both writers of JSON here escape what RFC 8785 escapes, and as it does.
        Value::Null | Value::Bool(_) | Value::String(_) => {
            out.push_str(&value.to_string());
            Some(())
        }
    }
}

fn list(items: &[Value], out: &mut String) -> Option<()> {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(item, out)?;
    }
    out.push(']');
    Some(())
}

/// By the names of the fields, as UTF-16 orders them.
fn object(fields: &Map<String, Value>, out: &mut String) -> Option<()> {
    let mut sorted: Vec<(&String, &Value)> = Vec::new();
    for field in fields.iter() {
        let at = sorted.partition_point(|(name, _)| name.encode_utf16().lt(field.0.encode_utf16()));
        sorted.insert(at, field);
    }
    out.push('{');
    for (at, (name, value)) in sorted.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&Value::from(name.as_str()).to_string());
        out.push(':');
        write(value, out)?;
    }
    out.push('}');
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::super::json::seen;
    use super::*;

    fn told(text: &str) -> Option<String> {
        canonical(&seen(text, crate::limits::VALUES).ok().unwrap().into())
    }

    /// The example of RFC 8785, 3.2.3, without its numbers; the order of names is that of UTF-16.
    #[test]
    fn names_stand_in_the_order_of_utf_16() {
        let text = r#"{"\u20ac":"Euro","\r":"CR","\ufb33":"Dalet","1":"One","\ud83d\ude00":"Smile","\u0080":"C","\u00f6":"o"}"#;
        let sorted = "{\"\\r\":\"CR\",\"1\":\"One\",\"\u{80}\":\"C\",\"ö\":\"o\",\"€\":\"Euro\",\"😀\":\"Smile\",\"\u{fb33}\":\"Dalet\"}";
        assert_eq!(told(text).unwrap(), sorted);
    }

    #[test]
    fn blanks_and_ways_to_escape_say_nothing() {
        let plain = r#"{"a":[1,true,null,{"b":"中\"\\\n\u0001/"}],"c":-5}"#;
        assert_eq!(told(plain).unwrap(), plain);
        let other = " { \"c\" : -5 , \"a\" : [1, true, null, {\"b\": \"\\u4e2d\\u0022\\u005c\\u000a\\u0001\\/\"}] } ";
        assert_eq!(told(other).unwrap(), plain);
    }

    #[test]
    fn a_number_that_readers_bend_has_no_text() {
        assert_eq!(told("9007199254740991").unwrap(), "9007199254740991");
        for text in ["1.5", "1e3", "-0", "9007199254740992", "-9007199254740992", "[1,[2.0]]"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
