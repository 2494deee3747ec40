//! What a row asks for, in a pack: `"id_card"`, `{"document", "original", "copies", "validity"}`, `{"any_of": [ … ]}`,
//! `{"all_of": [ … ]}`, `{"at_least": {"count", "of": [ … ]}}`.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::form::{Definitions, Form, exact, items, rows, take};
use crate::document::DocumentKind;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::Reader;
use crate::limits::ASKS_DEPTH as DEPTH_MAX;
use crate::product::{Asks, Original, PaperAsked, Validity};
use std::borrow::Cow;

rows! {
    PaperAsked "One paper of a row." {
        document: "what is handed in",
        original: "shown or handed over; left out when the page does not say",
        copies: "how many copies; left out when the page does not say",
        validity: "the row's own window, before the usual validity of the kind",
    }
    Validity "How long a row lets a paper be old." {
        days: "so many calendar days; the first day does not count",
        from: "counted from when",
    }
}

impl Form for Asks {
    fn read(value: &Value) -> Result<Self, Error> {
        read(value, DEPTH_MAX)
    }

    fn write(&self) -> Value {
        let list = |parts: &[Asks]| Value::Array(parts.iter().map(Form::write).collect_vec());
        match self {
            Asks::Paper(PaperAsked { document, original: Original::Unknown, copies: None, validity: None }) => {
                document.write()
            }
            Asks::Paper(paper) => paper.write(),
            Asks::AllOf(parts) => json!({ "all_of": list(parts) }),
            Asks::AnyOf(parts) => json!({ "any_of": list(parts) }),
            Asks::AtLeast { count, of } => json!({ "at_least": { "count": count, "of": list(of) } }),
        }
    }

    fn schema(definitions: &mut Definitions) -> Value {
        if !definitions.contains_key("Asks") {
            definitions.insert("Asks", Value::Null);
            let schema = schema(definitions);
            definitions.insert("Asks", schema);
        }
        json!({ "$ref": "#/$defs/Asks" })
    }
}

fn read(value: &Value, depth: usize) -> Result<Asks, Error> {
    if depth == 0 {
        return Err(Error::new(ErrorCode::OutOfRange, "combinations of papers stand in each other too deep")
            .help(format!("at most {DEPTH_MAX} levels")));
    }
    let Value::Object(map) = value else { return DocumentKind::read(value).map(Asks::paper) };
    let mut entries = map.iter();
    match (entries.next(), entries.next()) {
        (Some((name, of)), None) if name != "document" => {
            combined(name, of, depth.saturating_sub(1)).map_err(|error| error.at(name.to_owned()))
        }
        _ => PaperAsked::read(value).map(Asks::Paper),
    }
}

fn combined(name: &str, value: &Value, depth: usize) -> Result<Asks, Error> {
    match name {
        "all_of" => parts(value, depth).map(Asks::AllOf),
        "any_of" => parts(value, depth).map(Asks::AnyOf),
        "at_least" => {
            let mut reader = Reader::new(value)?;
            let count = take(&mut reader, "count")?;
            let of = reader.raw("of").ok_or_else(|| crate::interchange::value::missing("of"))?;
            let of = parts(of, depth).map_err(|error| error.at("of"))?;
            reader.finish()?;
            Ok(Asks::AtLeast { count, of })
        }
        _ => Err(Error::new(ErrorCode::UnknownField, "this names no paper and no combination")
            .help("write a document, or one of: any_of, all_of, at_least")),
    }
}

fn parts(value: &Value, depth: usize) -> Result<Cow<'static, [Asks]>, Error> {
    let items = items(value, "a list of papers")?;
    if items.is_empty() {
        return Err(Error::new(ErrorCode::Empty, "the list of papers is empty").help("give at least one"));
    }
    let part = |(index, item)| read(item, depth).map_err(|error| error.at(format!("[{index}]")));
    items.iter().enumerate().map(part).collect()
}

fn schema(definitions: &mut Definitions) -> Value {
    let of = json!({ "type": "array", "items": { "$ref": "#/$defs/Asks" }, "minItems": 1 });
    let count = json!({ "type": "integer", "minimum": 1, "maximum": 255 });
    json!({
        "description": "What a row asks for: a paper, or alternatives and combinations of papers.",
        "oneOf": [
            DocumentKind::schema(definitions),
            PaperAsked::schema(definitions),
            exact(&[("any_of", of.clone())]),
            exact(&[("all_of", of.clone())]),
            exact(&[("at_least", exact(&[("count", count), ("of", of)]))]),
        ],
    })
}
