//! The rules that the office works under: the built-in ones, or a pack of its own, and layers over either.
//!
//! They are read once, before anything is done, and are the same for the whole run: whatever the program prints names
//! products and papers by them.

use std::path::Path;
use std::sync::OnceLock;

use anjieflow::calendar::Calendar;
use anjieflow::case::Context;
use anjieflow::interchange::pack;
use anjieflow::interchange::plain::Rules;
use anjieflow::product::Pack;
use serde_json::{Map, Value};

use super::args::Options;
use super::error::{Error, shown};
use super::office::{self, Defaults};

static PACK: OnceLock<Pack> = OnceLock::new();

/// Reads the rules that the options name.
///
/// # Errors
/// A file cannot be read, is no pack or no layer, or the layers do not go together.
pub fn read(options: &Options) -> Result<(), Error> {
    if options.pack.is_none() && options.layer.is_empty() && options.place.is_none() {
        return Ok(());
    }
    let base = options.pack.as_ref().map_or(Ok(Pack::BUILTIN), |path| {
        pack::read(&office::contents(path)?).map_err(|error| Error::of(&shown(path), error))
    })?;
    // OK because it is called once, before anybody asks.
    let _ = PACK.set(laid(&base, options, pack::laid)?);
    Ok(())
}

/// A pack with the layers of the options over it, laid in one way or another.
///
/// # Errors
/// A file cannot be read or is no layer, or the layers do not go together.
pub fn laid(base: &Pack, options: &Options, lay: Lay) -> Result<Pack, Error> {
    let layers: Vec<String> = options.layer.iter().map(|path| layer(path)).collect::<Result<_, _>>()?;
    let place = options.place.as_deref().map(place).transpose()?;
    lay(base, &layers, place.as_ref()).map_err(|error| Error::of("the rules", error))
}

/// How layers are laid: with a check of what comes of it, or without.
pub type Lay = fn(&Pack, &[String], Option<&Value>) -> Result<Pack, anjieflow::error::Error>;

/// A layer that has its form, so that an error names its file.
fn layer(path: &Path) -> Result<String, Error> {
    let text = office::contents(path)?;
    pack::read_layer(&text).map_err(|error| Error::of(&shown(path), error))?;
    Ok(text)
}

/// `city=Jinan,institution=China CITIC Bank`, as a layer writes its place.
fn place(text: &str) -> Result<Value, Error> {
    let usage = || Error::input("--place", "write it as \"city=Jinan,institution=China CITIC Bank\"");
    let part = |part: &str| {
        let (name, value) = part.split_once('=').ok_or_else(usage)?;
        Ok((name.trim().to_owned(), Value::from(value.trim())))
    };
    text.split(',').map(part).collect::<Result<Map<_, _>, Error>>().map(Value::Object)
}

/// The products, routes and limits in force.
pub fn pack() -> &'static Pack {
    PACK.get().unwrap_or(Pack::builtin())
}

/// The same, with the calendar.
pub fn rules() -> Rules<'static> {
    Rules { pack: pack(), calendar: Calendar::builtin() }
}

/// What a decision of the day may know.
pub fn context(defaults: &Defaults) -> Context<'static> {
    Context::new(defaults.today, defaults.by.clone()).under(pack())
}
