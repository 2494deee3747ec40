//! Sealing and auditing logs, as text and plain data.

use crate::collect::CollectVec;
use crate::error::Error;
use crate::interchange::audit::{self, Audit, Finding, Seal, Signature, Verify};
use crate::interchange::json::Value;
use crate::interchange::value::Reader;
use crate::interchange::view::{map, object};

/// Seals a log: the seal as text. `sealed` says when and by whom: `{"day", "by"}`. `earlier` is the seal of a shorter log
/// of the case, which keeps the digests of personal data that were erased since.
///
/// # Errors
/// A malformed `sealed`; and as [`Seal::of`] and [`Seal::read`].
pub fn seal(log: &str, sealed: &Value, earlier: Option<&str>) -> Result<String, Error> {
    let read = || {
        let mut reader = Reader::new(sealed)?;
        let read = (reader.take("day"), reader.take("by"));
        reader.finish().map(|()| read)
    };
    let (day, by) = read().map_err(|error: Error| error.at("sealed"))?;
    let earlier = earlier.map(Seal::read).transpose().map_err(|error| error.at("earlier"))?;
    Ok(Seal::of(log, day, by, earlier.as_ref())?.write())
}

/// The bytes to sign: see [`Seal::to_sign`].
///
/// # Errors
/// As [`Seal::read`].
pub fn to_sign(seal: &str, algorithm: &str, key: &str) -> Result<Vec<u8>, Error> {
    Ok(Seal::read(seal)?.to_sign(algorithm, key))
}

/// The same seal, signed: `value` are the bytes of the signature.
///
/// # Errors
/// As [`Seal::read`]; or a part of the signature is empty.
pub fn signed(seal: &str, algorithm: &str, key: &str, value: Vec<u8>) -> Result<String, Error> {
    let signature = Signature { algorithm: algorithm.to_owned(), key: key.to_owned(), value };
    Ok(Seal::read(seal)?.signed(signature)?.write())
}

/// How a seal is signed, and what was signed; none where it is not.
///
/// # Errors
/// As [`Seal::read`].
pub fn signature(seal: &str) -> Result<Option<(Signature, Vec<u8>)>, Error> {
    let seal = Seal::read(seal)?;
    Ok(seal.signature().map(|it| (it.clone(), seal.to_sign(&it.algorithm, &it.key))))
}

/// A log with its seal behind it, as one text.
///
/// # Errors
/// As [`Seal::read`].
pub fn join(log: &str, seal: &str) -> Result<String, Error> {
    Ok(audit::join(log, &Seal::read(seal)?))
}

/// The log and the seal of a joined text.
///
/// # Errors
/// There is no seal in it.
pub fn split(joined: &str) -> Result<(&str, &str), Error> {
    audit::split(joined)
}

/// Compares a log with its seal: `{"holds", "case", "sealed", "later", "erased", "verified", "findings": [{"kind", "entry",
/// "line", "other", "message", "advice", "zh", "advice_zh"}]}`. Without a seal the log is one that `join` made.
///
/// # Errors
/// The log or the seal cannot be read; whatever else is wrong is a finding.
pub fn audit(log: &str, seal: Option<&str>, verify: Option<Verify<'_>>) -> Result<Value, Error> {
    let found = match seal {
        Some(seal) => Seal::read(seal)?.audit(log, verify)?,
        None => audit::audit(log, verify)?,
    };
    Ok(told(&found))
}

fn told(audit: &Audit) -> Value {
    object!({
        "holds": audit.holds(),
        "case": audit.case.as_str(),
        "sealed": audit.sealed,
        "later": audit.later,
        "erased": audit.erased.clone(),
        "verified": audit.verified,
        "findings": audit.findings.iter().map(finding).collect_vec(),
    })
}

fn finding(finding: &Finding) -> Value {
    let mut told = map!({
        "kind": finding.kind.name(),
        "entry": finding.entry,
        "line": finding.line,
        "other": finding.other,
    });
    let texts = [
        ("message", finding.to_string()),
        ("advice", finding.kind.advice().to_owned()),
        ("zh", finding.zh()),
        ("advice_zh", finding.kind.advice_zh().to_owned()),
    ];
    told.extend(texts.map(|(name, text)| (name.to_owned(), Value::from(text))));
    Value::Object(told)
}
