//! Our own values as text.

use super::own::Value;
use super::quoted::quoted;

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
    use super::super::any::{leaf, values};
    use super::super::own::Number;
    use super::*;
    use proptest::prelude::*;

    /// The same value, of ours.
    fn ours(value: &serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(*flag),
            serde_json::Value::Number(number) => Value::Number(Number::Whole(number.as_i64().unwrap())),
            serde_json::Value::String(text) => Value::String(text.clone()),
            serde_json::Value::Array(items) => Value::Array(items.iter().map(ours).collect()),
            serde_json::Value::Object(map) => {
                Value::Object(map.iter().map(|(name, value)| (name.clone(), ours(value))).collect())
            }
        }
    }

    proptest! {
        #[test]
        fn ours_are_written_as_serde_json_writes_its_own(value in values(leaf())) {
            prop_assert_eq!(ours(&value).to_string(), value.to_string());
        }
    }
}
