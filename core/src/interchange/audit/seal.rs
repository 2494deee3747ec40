//! A seal: the digests of a log's entries, chained, with a head that the application signs.

use super::super::json::{Map, Value};
use super::super::record::{counted, read_header};
use super::chain::{self, Sum, Sums};
use super::line::Line;
use super::verdict::{self, Audit, Verify};
use crate::case::{Actor, CaseId};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::{limits, log};

/// What a log was on the day it was sealed. Whoever keeps it can tell later which entries were changed, taken out, put in or
/// put elsewhere.
///
/// It holds no personal data, only digests, and those of personal data are salted. Keep it apart from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    pub(super) case: CaseId,
    pub(super) day: Date,
    pub(super) by: Actor,
    pub(super) entries: Vec<Sealed>,
    pub(super) head: Sum,
    pub(super) signature: Option<Signature>,
}

/// An entry, sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sealed {
    pub(super) sums: Sums,
    pub(super) link: Sum,
}

/// A signature of a seal's head. How it is made and verified is the application's business, as are its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// By which algorithm, such as `Ed25519`.
    pub algorithm: String,
    /// By which key, by the name that whoever verifies knows it by.
    pub key: String,
    /// Its bytes.
    pub value: Vec<u8>,
}

impl Seal {
    /// Seals a log, as text. Of a log that was sealed before, the earlier seal keeps the digests of personal data that were
    /// erased since.
    ///
    /// # Errors
    /// What is no log; the first entry that cannot be read, is damaged, out of order or of another case; the first that is not what
    /// the earlier seal says; or fewer or more entries than the header states.
    pub fn of(log: &str, day: Date, by: Actor, earlier: Option<&Seal>) -> Result<Self, Error> {
        let (case, stated, lines) = lines(log)?;
        if let Some(earlier) = earlier {
            continues(&earlier.audit(log, None)?)?;
        }
        let mut link = Sum::of_case(case.as_str());
        let mut entries = Vec::with_capacity(lines.len());
        for (number, line) in (1..).zip(&lines) {
            let found = sound(line, number, case.as_str()).map_err(|error| error.at(format!("entry {number}")))?;
            // Where it was sealed before, its digests are those of then.
            let kept = earlier.and_then(|earlier| earlier.entries.get(entries.len()));
            let sums = kept.map_or(found, |kept| kept.sums);
            link = link.link(number, &sums);
            entries.push(Sealed { sums, link });
        }
        counted(stated, entries.len())?;
        Ok(Self { case, day, by, entries, head: link, signature: None })
    }

    /// The case whose log it seals.
    #[must_use]
    pub fn case(&self) -> &CaseId {
        &self.case
    }

    /// How many entries it seals.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Whether it seals none, which is no log.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The last link of the chain, as 64 hexadecimal digits: it stands for all that was sealed.
    #[must_use]
    pub fn head(&self) -> String {
        self.head.to_string()
    }

    /// The day it was sealed.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// Who sealed it.
    #[must_use]
    pub fn by(&self) -> &Actor {
        &self.by
    }

    /// How it is signed, if it is.
    #[must_use]
    pub fn signature(&self) -> Option<&Signature> {
        self.signature.as_ref()
    }

    /// The bytes to sign: the head with case, number of entries, day and author, and by which algorithm and key it is signed.
    #[must_use]
    pub fn to_sign(&self, algorithm: &str, key: &str) -> Vec<u8> {
        let texts = [
            ("algorithm", algorithm.to_owned()),
            ("by", self.by.to_string()),
            ("case", self.case.to_string()),
            ("day", self.day.to_string()),
            ("head", self.head()),
            ("key", key.to_owned()),
        ];
        let mut head: Map<String, Value> =
            texts.map(|(name, text)| (name.to_owned(), Value::from(text))).into_iter().collect();
        head.insert("entries".to_owned(), Value::from(self.len()));
        // OK because texts and a small number have a canonical text.
        chain::to_sign(head).unwrap_or_default()
    }

    /// The same seal with a signature of [`to_sign`](Self::to_sign), in the place of one it had.
    ///
    /// # Errors
    /// No algorithm, key or bytes.
    pub fn signed(self, signature: Signature) -> Result<Self, Error> {
        let parts = [
            ("algorithm", signature.algorithm.is_empty()),
            ("key", signature.key.is_empty()),
            ("value", signature.value.is_empty()),
        ];
        match parts.into_iter().find(|(_, empty)| *empty) {
            Some((name, _)) => {
                Err(Error::new(ErrorCode::Empty, format!("the signature has no {name}")).at("signature"))
            }
            None => Ok(Self { signature: Some(signature), ..self }),
        }
    }

    /// Compares a log with what was sealed. Entries that were appended since are counted, not found fault with.
    ///
    /// `verify` says whether a signature is that of these bytes; without it the signature is not looked at.
    ///
    /// # Errors
    /// The text is no log at all: its header cannot be read. Whatever else is wrong is a finding.
    pub fn audit(&self, log: &str, verify: Option<Verify<'_>>) -> Result<Audit, Error> {
        verdict::of(self, log, verify, false)
    }
}

/// The case of a log, how many entries its header states, and those that stand there.
pub(super) fn lines(log: &str) -> Result<(CaseId, u32, Vec<Line>), Error> {
    limits::bytes("the log", log.as_bytes(), limits::LOG_BYTES)?;
    let mut lines = log.lines();
    let (case, stated) = read_header(lines.next().unwrap_or_default())?;
    let entries = (1..).zip(lines.filter(|line| !line.trim().is_empty()));
    let lines = entries.map(|(number, line)| log::room(number).map(|()| Line::of(line)));
    Ok((case, stated, lines.collect::<Result<_, Error>>()?))
}

/// The digests of an entry that may be sealed.
fn sound(line: &Line, number: u32, case: &str) -> Result<Sums, Error> {
    let fault =
        |code, message: String| Error::new(code, message).help("restore the log from a good copy, then seal it");
    match line.sums {
        None => Err(fault(ErrorCode::LogDamaged, "the entry cannot be read".to_owned())),
        Some(_) if !line.is_of(case) => {
            Err(fault(ErrorCode::LogForeign, format!("the entry does not belong to case `{case}`")))
        }
        Some(_) if line.number != Some(number) => {
            Err(fault(ErrorCode::LogReordered, format!("entry {number} is expected, another was found")))
        }
        Some(_) if !line.fits => Err(fault(ErrorCode::LogDamaged, "the entry does not fit its check".to_owned())),
        Some(sums) => Ok(sums),
    }
}

/// A log goes on from what was sealed.
fn continues(audit: &Audit) -> Result<(), Error> {
    match audit.findings.first() {
        None => Ok(()),
        Some(finding) => Err(Error::new(ErrorCode::LogDamaged, format!("it was sealed otherwise before: {finding}"))
            .at("earlier")
            .help(finding.kind.advice())),
    }
}
