//! Packs: the data of the trade as JSON, read at run time.
//!
//! A pack is one edition of the data: kinds of document, products with their lists, routes with their gates, and the
//! sources of all. The built-in one is the same JSON, compiled. What a page does not say is left out and stays unknown.
//! [`schema`] documents the form.
//!
//! ```
//! use anjieflow::interchange::pack;
//! use anjieflow::product::Pack;
//!
//! let text = pack::write(Pack::builtin());
//! assert_eq!(&pack::read(&text)?, Pack::builtin());
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

mod asks;
mod condition;
mod form;
mod policy;
mod rows;

use serde_json::{Map, Value, json};

use super::record::parse;
use super::value::{Reader, missing};
use crate::error::{Error, ErrorCode};
use crate::product::{Edition, Layer, Pack, Place};
use form::{Definitions, Form, put, schema_of, take};
use std::borrow::Cow;

/// The version of the form of packs that this version writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// Reads a pack, and checks it whole.
///
/// # Errors
/// The text is not JSON, or the first row that does not have its form, by its place; then what [`Pack::verify`]
/// finds, and what [`Pack::check`] does.
pub fn read(text: &str) -> Result<Pack, Error> {
    let whole = part(text)?;
    whole.verify()?;
    whole.check()?;
    Ok(whole)
}

/// Reads a pack that is written in several files of one edition; their sections are joined.
///
/// # Errors
/// As [`read`], and when two parts name different editions.
pub fn read_parts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Pack, Error> {
    let whole = read_unchecked(texts)?;
    whole.check()?;
    Ok(whole)
}

/// The same, without asking whether the rules work together: for whoever wants to see every fault of a pack.
///
/// # Errors
/// As [`read_parts`], but for what [`Pack::check`] finds.
pub fn read_unchecked<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Pack, Error> {
    let mut parts = texts.into_iter().map(part);
    let first = parts.next().ok_or_else(|| Error::new(ErrorCode::Empty, "the pack has no part"))??;
    let whole = parts.try_fold(first, |whole, next| joined(whole, next?))?;
    whole.verify()?;
    Ok(whole)
}

fn part(text: &str) -> Result<Pack, Error> {
    let value = parse(text)?;
    let mut reader = Reader::new(&value)?;
    let pack = sections(&mut reader)?;
    reader.finish()?;
    Ok(pack)
}

/// Reads a layer: the sections of a pack, and `place`, `over`, `lists`, `replaces`, `drops`.
///
/// # Errors
/// The text is not JSON, or the first row that does not have its form, by its place. Whether the layer fits a pack
/// shows when it is [laid](Pack::at).
///
/// ```
/// use anjieflow::interchange::pack;
/// use anjieflow::product::{Pack, ProductId};
///
/// let jinan = pack::read_layer(r#"{
///     "pack": 1, "edition": {"id": "jinan", "published": "2026-11-24"}, "place": {"city": "Jinan"},
///     "lists": [{"product": "citic-mortgage", "requirements": [
///         {"id": "jinan/housing_search/borrower", "asks": "housing_search", "role": "borrower"}
///     ]}]
/// }"#)?;
/// let there = Pack::builtin().at(&jinan.place, &[jinan.clone()])?;
/// assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_jinan");
/// assert_eq!(there.product(&ProductId::CITIC_MORTGAGE).unwrap().requirements.listed().unwrap().len(), 10);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
pub fn read_layer(text: &str) -> Result<Layer, Error> {
    let value = parse(text)?;
    let mut reader = Reader::new(&value)?;
    let rows = sections(&mut reader)?;
    let layer = Layer {
        rows,
        place: take(&mut reader, "place")?,
        over: take(&mut reader, "over")?,
        lists: take(&mut reader, "lists")?,
        replaces: take(&mut reader, "replaces")?,
        drops: take(&mut reader, "drops")?,
    };
    reader.finish()?;
    Ok(layer)
}

/// Reads layers and lays them over a pack: the rules of a place.
///
/// `place` is written as in a layer: `{"city": "Jinan", "institution": "China CITIC Bank"}`. Without it, the place is
/// that of the narrowest layer; then every layer has to hold there.
///
/// # Errors
/// As [`read_layer`], [`Pack::at`] and [`Pack::check`]; `MissingField` when the layers are of several places and
/// none is named.
///
/// ```
/// use anjieflow::interchange::pack;
/// use anjieflow::product::Pack;
///
/// let jinan = r#"{
///     "pack": 1, "edition": {"id": "jinan", "published": "2026-11-24"}, "place": {"city": "Jinan"},
///     "drops": ["dti/housing"]
/// }"#;
/// let there = pack::laid(Pack::builtin(), &[jinan], None)?;
/// assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_jinan");
/// let elsewhere = serde_json::json!({"city": "Qingdao"});
/// assert_eq!(&pack::laid(Pack::builtin(), &[jinan], Some(&elsewhere))?, Pack::builtin());
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
pub fn laid(base: &Pack, layers: &[impl AsRef<str>], place: Option<&Value>) -> Result<Pack, Error> {
    let laid = laid_unchecked(base, layers, place)?;
    // Each layer may be fine by itself and still ask for what nobody can supply here.
    laid.check()?;
    Ok(laid)
}

/// The same, without asking whether the rules work together: for whoever wants to see every fault of what is laid.
///
/// # Errors
/// As [`laid`], but for what [`Pack::check`] finds.
pub fn laid_unchecked(base: &Pack, layers: &[impl AsRef<str>], place: Option<&Value>) -> Result<Pack, Error> {
    let read = |(index, text): (usize, &_)| {
        read_layer(AsRef::<str>::as_ref(text)).map_err(|error| error.at(format!("layers[{index}]")))
    };
    let layers: Vec<Layer> = layers.iter().enumerate().map(read).collect::<Result<_, Error>>()?;
    let place = match place {
        Some(place) => Place::read(place).map_err(|error| error.at("place"))?,
        None => narrowest(&layers)?,
    };
    base.at(&place, &layers)
}

/// The place where all layers hold.
fn narrowest(layers: &[Layer]) -> Result<Place, Error> {
    let Some(deepest) = layers.iter().max_by_key(|layer| layer.place.depth()) else { return Ok(Place::COUNTRY) };
    match layers.iter().find(|layer| !layer.place.contains(&deepest.place)) {
        Some(other) => {
            let [one, other] = [other, deepest].map(|layer| format!("`{}` ({})", layer.rows.edition.id, layer.place));
            Err(Error::new(ErrorCode::MissingField, format!("the layers {one} and {other} are of different places"))
                .at("place")
                .help("say for which place the rules are"))
        }
        None => Ok(deepest.place.clone()),
    }
}

/// What a pack and a layer have in common.
fn sections(reader: &mut Reader<'_>) -> Result<Pack, Error> {
    version(reader.raw("pack"))?;
    let _about: Cow<'static, str> = take(reader, "about")?;
    Ok(Pack {
        edition: take(reader, "edition")?,
        products: take(reader, "products")?,
        documents: take(reader, "documents")?,
        routes: take(reader, "routes")?,
        waivers: take(reader, "waivers")?,
        deadlines: take(reader, "deadlines")?,
        notices: take(reader, "notices")?,
        templates: take(reader, "templates")?,
        policy: take(reader, "policy")?,
        sources: take(reader, "sources")?,
    })
}

fn version(found: Option<&Value>) -> Result<(), Error> {
    let found =
        found.ok_or_else(|| missing("pack").help(format!("write \"pack\": {FORMAT}, the version of the form")))?;
    match u32::read(found).map_err(|error| error.at("pack"))? {
        FORMAT => Ok(()),
        other => Err(Error::new(ErrorCode::NewerFormat, format!("form {other} of packs is not known here"))
            .at("pack")
            .help(format!("this version reads form {FORMAT}"))),
    }
}

fn joined(whole: Pack, next: Pack) -> Result<Pack, Error> {
    if whole.edition != next.edition {
        let message = format!("one part is of edition `{}`, another of `{}`", whole.edition.id, next.edition.id);
        return Err(Error::new(ErrorCode::Malformed, message).at("edition").help("give all parts one edition"));
    }
    Ok(Pack {
        edition: whole.edition,
        products: both(whole.products, next.products),
        documents: both(whole.documents, next.documents),
        routes: both(whole.routes, next.routes),
        waivers: both(whole.waivers, next.waivers),
        deadlines: both(whole.deadlines, next.deadlines),
        notices: both(whole.notices, next.notices),
        templates: both(whole.templates, next.templates),
        policy: policy::joined(whole.policy, next.policy),
        sources: both(whole.sources, next.sources),
    })
}

fn both<T: Clone>(first: Cow<'static, [T]>, then: Cow<'static, [T]>) -> Cow<'static, [T]> {
    let mut rows = first.into_owned();
    rows.extend(then.into_owned());
    Cow::Owned(rows)
}

/// Writes a pack as JSON, one part.
pub fn write(pack: &Pack) -> String {
    let mut map = Map::new();
    map.insert("pack".to_owned(), Value::from(FORMAT));
    let Pack { edition, products, documents, routes, waivers, deadlines, notices, templates, policy, sources } = pack;
    put(&mut map, "edition", edition);
    put(&mut map, "sources", sources);
    put(&mut map, "documents", documents);
    put(&mut map, "products", products);
    put(&mut map, "routes", routes);
    put(&mut map, "waivers", waivers);
    put(&mut map, "deadlines", deadlines);
    put(&mut map, "notices", notices);
    put(&mut map, "templates", templates);
    put(&mut map, "policy", policy);
    Value::Object(map).to_string()
}

/// The JSON Schema of packs (draft 2020-12).
pub fn schema() -> Value {
    let mut definitions = Definitions::new();
    let fields = common(&mut definitions);
    whole("anjieflow pack", "One edition of the data of the trade.", fields, definitions)
}

/// The JSON Schema of layers (draft 2020-12).
pub fn layer_schema() -> Value {
    let mut definitions = Definitions::new();
    let own = &mut definitions;
    let mut fields = common(own);
    fields.extend([
        ("place", "where it holds; left out for the whole country", schema_of(|it: &Layer| &it.place, own)),
        ("over", "the edition it was written for; left out for any", schema_of(|it: &Layer| &it.over, own)),
        ("lists", "papers it adds to the lists of products below", schema_of(|it: &Layer| &it.lists, own)),
        ("replaces", "rows below that it means to replace, by name", schema_of(|it: &Layer| &it.replaces, own)),
        ("drops", "rows below that do not hold here, by name", schema_of(|it: &Layer| &it.drops, own)),
    ]);
    whole("anjieflow layer", "What one place adds to a pack, changes in it, or drops from it.", fields, definitions)
}

/// A field of an object, what it says, its schema and whether it must be there.
type Field = (&'static str, &'static str, (Value, bool));

/// The fields that a pack and a layer have in common.
fn common(own: &mut Definitions) -> Vec<Field> {
    vec![
        ("pack", "the version of the form", (json!({ "const": FORMAT }), true)),
        ("about", "what it is and where it comes from, for people", (Cow::<str>::schema(own), false)),
        ("edition", "which data these are", (Edition::schema(own), true)),
        ("sources", "where the data were read", schema_of(|it: &Pack| &it.sources, own)),
        ("documents", "the kinds of document", schema_of(|it: &Pack| &it.documents, own)),
        ("products", "what lenders offer", schema_of(|it: &Pack| &it.products, own)),
        ("waivers", "what may be waived", schema_of(|it: &Pack| &it.waivers, own)),
        ("deadlines", "by when things are due", schema_of(|it: &Pack| &it.deadlines, own)),
        ("notices", "who must be told what after which step", schema_of(|it: &Pack| &it.notices, own)),
        ("templates", "the texts that tell it", schema_of(|it: &Pack| &it.templates, own)),
        ("policy", "what the state and the cities publish", schema_of(|it: &Pack| &it.policy, own)),
        ("routes", "the ways a case may go", schema_of(|it: &Pack| &it.routes, own)),
    ]
}

fn whole(title: &str, about: &str, fields: Vec<Field>, definitions: Definitions) -> Value {
    let mut schema = form::object(about, fields);
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".to_owned(), Value::from("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".to_owned(), Value::from(title));
        map.insert(
            "$defs".to_owned(),
            definitions.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect(),
        );
    }
    schema
}

#[cfg(test)]
mod tests;
