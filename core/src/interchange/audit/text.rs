//! A seal as text: one JSON object a line, as a log is.

use super::super::FORMAT;
use super::super::json::Value;
use super::super::record::parse_line;
use super::super::value::{Reader, Writer, missing, object_text};
use super::chain::{Personal, Sum, Sums, bytes_of};
use super::seal::{Seal, Sealed, Signature};
use crate::error::{Error, ErrorCode};
use crate::hex::hex;
use crate::{limits, log};

/// The first field of a seal's first line.
const SEAL: &str = "anjieflow_seal";

/// What a seal begins with, in a text that a log precedes.
const START: &str = "{\"anjieflow_seal\":";

/// A log and its seal as one text, for whoever is to keep or check both.
#[must_use]
pub fn join(log: &str, seal: &Seal) -> String {
    let end = if log.ends_with('\n') { "" } else { "\n" };
    [log, end, &seal.write()].concat()
}

/// The log and the seal of an [`join`].
///
/// # Errors
/// No line of it begins a seal.
pub fn split(joined: &str) -> Result<(&str, &str), Error> {
    limits::bytes("a log with its seal", joined.as_bytes(), 2 * limits::LOG_BYTES)?;
    let at = joined.find(&format!("\n{START}")).ok_or_else(|| {
        Error::new(ErrorCode::Malformed, "there is no seal behind the log")
            .help("give a log with its seal, as `join` makes one")
    })?;
    let (log, seal) = joined.split_at(at + 1);
    Ok((log, seal))
}

impl Seal {
    /// As text: a header, a line for each entry, and the head with its signature.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = object_text(|out| {
            out.put(SEAL, false, &FORMAT);
            out.put("case", false, &self.case);
            out.put("entries", false, &self.len());
            out.put("day", false, &self.day);
            out.put("by", false, &self.by);
        });
        for (number, entry) in (1..).zip(&self.entries) {
            text.push('\n');
            text.push_str(&object_text(|out| entry.put(number, out)));
        }
        text + "\n" + &object_text(|out| self.put_head(out)) + "\n"
    }

    fn put_head(&self, out: &mut Writer<'_>) {
        out.put("head", false, &self.head().as_str());
        if let Some(signature) = &self.signature {
            out.within("signature", None, |out| signature.put(out));
        }
    }

    /// Reads what [`write`](Self::write) wrote. Whether its links follow from one another an audit tells.
    ///
    /// # Errors
    /// A newer format; a line that is missing, malformed or out of order, named with its place.
    pub fn read(text: &str) -> Result<Self, Error> {
        limits::bytes("the seal", text.as_bytes(), limits::LOG_BYTES)?;
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let mut next = |place: &str| -> Result<Value, Error> {
            let line = lines.next().ok_or_else(|| short().at(place))?;
            parse_line(line).map_err(|error| error.at(place))
        };
        let header = next("seal.header")?;
        let (mut seal, stated) = read_header(&header).map_err(|error| error.at("seal.header"))?;
        log::room(stated)?;
        for number in 1..=stated {
            let place = format!("seal.entry {number}");
            let line = next(&place)?;
            seal.entries.push(Sealed::read(&line, number).map_err(|error| error.at(place))?);
        }
        let head = next("seal.head")?;
        seal.read_head(&head).map_err(|error| error.at("seal.head"))?;
        match lines.next() {
            None => Ok(seal),
            Some(_) => {
                Err(Error::new(ErrorCode::Malformed, "something stands behind the head").at("seal").help("take it out"))
            }
        }
    }

    fn read_head(&mut self, line: &Value) -> Result<(), Error> {
        let mut reader = Reader::new(line)?;
        self.head = sum(&mut reader, "head")?.ok_or_else(|| missing("head"))?;
        let signature = reader.raw("signature").map(Signature::read).transpose();
        self.signature = signature.map_err(|error| error.at("signature"))?;
        reader.finish()
    }
}

#[cold]
fn short() -> Error {
    Error::new(ErrorCode::LogShort, "the seal ends here, and more was stated").help("restore it from a good copy")
}

/// A seal without its entries and head, and how many entries it states.
fn read_header(line: &Value) -> Result<(Seal, u32), Error> {
    let format = line.get(SEAL).and_then(Value::as_u64).ok_or_else(|| {
        Error::new(ErrorCode::Malformed, format!("this is not a seal: its first line has no `{SEAL}` format number"))
            .help("give a seal that `seal` or `desk` wrote")
    })?;
    if format > u64::from(FORMAT) {
        let message = format!("the seal has format {format}, this version reads up to {FORMAT}");
        return Err(Error::new(ErrorCode::NewerFormat, message).help("update the library"));
    }
    let mut reader = Reader::new(line)?;
    reader.raw(SEAL);
    let (case, entries): (_, u32) = (reader.take("case"), reader.take("entries"));
    let (day, by) = (reader.take("day"), reader.take("by"));
    reader.finish()?;
    let head = Sum::of_case("");
    Ok((Seal { case, day, by, entries: Vec::new(), head, signature: None }, entries))
}

impl Sealed {
    fn put(&self, number: u32, out: &mut Writer<'_>) {
        out.put("number", false, &number);
        let mut put = |name, sum: Sum| out.put(name, false, &sum.to_string());
        put("open", self.sums.open);
        if let Some(personal) = &self.sums.personal {
            put("personal", personal.whole);
            put("erased", personal.erased);
        }
        put("link", self.link);
    }

    fn read(line: &Value, number: u32) -> Result<Self, Error> {
        let mut reader = Reader::new(line)?;
        let found: u32 = reader.field("number")?;
        if found != number {
            return Err(Error::new(
                ErrorCode::LogReordered,
                format!("line {number} of the seal is expected, {found} was found"),
            )
            .help("restore the seal from a good copy"));
        }
        let (open, link) = (sum(&mut reader, "open")?, sum(&mut reader, "link")?);
        let personal = match (sum(&mut reader, "personal")?, sum(&mut reader, "erased")?) {
            (Some(whole), Some(erased)) => Some(Personal { whole, erased }),
            (None, None) => None,
            (None, Some(_)) => return Err(missing("personal")),
            (Some(_), None) => return Err(missing("erased")),
        };
        reader.finish()?;
        let (open, link) = (open.ok_or_else(|| missing("open"))?, link.ok_or_else(|| missing("link"))?);
        Ok(Self { sums: Sums { open, personal }, link })
    }
}

impl Signature {
    fn put(&self, out: &mut Writer<'_>) {
        out.put("algorithm", false, &self.algorithm);
        out.put("key", false, &self.key);
        out.put("value", false, &hex(&self.value));
    }

    fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(value)?;
        let (algorithm, key) = (reader.take("algorithm"), reader.take("key"));
        let text = reader.word("value", "hexadecimal digits")?;
        let bytes = bytes_of(text)
            .ok_or_else(|| not_hex("the signature is not written in pairs of hexadecimal digits").at("value"))?;
        reader.finish()?;
        Ok(Self { algorithm, key, value: bytes })
    }
}

/// A digest, where there is one.
fn sum(reader: &mut Reader<'_>, name: &'static str) -> Result<Option<Sum>, Error> {
    let Some(value) = reader.raw(name) else { return Ok(None) };
    let read = value.as_str().and_then(Sum::from_hex);
    read.map(Some).ok_or_else(|| not_hex("a SHA-256 in 64 lower-case hexadecimal digits is wanted").at(name))
}

#[cold]
fn not_hex(message: &str) -> Error {
    Error::new(ErrorCode::Malformed, message).help("restore the seal from a good copy")
}
