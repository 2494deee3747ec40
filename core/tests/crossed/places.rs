//! The places of a JSON value, by pointers.

use serde_json::Value;

/// Every place with what stands there, what holds others before what it holds.
pub fn places(value: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    gather(value, String::new(), &mut found);
    found
}

/// Those that hold nothing else.
pub fn leaves(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    places(value).into_iter().filter(|(_, it)| !it.is_object() && !it.is_array())
}

fn gather<'v>(value: &'v Value, place: String, found: &mut Vec<(String, &'v Value)>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, it)| (format!("{place}/{key}"), it)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, it)| (format!("{place}/{at}"), it)).collect(),
        _ => Vec::new(),
    };
    found.push((place, value));
    below.into_iter().for_each(|(place, it)| gather(it, place, found));
}
