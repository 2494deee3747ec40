//! What comes of comparing a log with its seal.

use super::chain::Sum;
use super::compare::compare;
use super::finding::{Finding, FindingKind};
use super::seal::{Seal, Signature, lines};
use super::text;
use crate::case::CaseId;
use crate::collect::CollectVec;
use crate::error::Error;

/// Says whether a signature is that of these bytes, by a key that is trusted.
pub type Verify<'v> = &'v dyn Fn(&Signature, &[u8]) -> bool;

/// What an audit came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audit {
    /// The case.
    pub case: CaseId,
    /// How many entries were sealed.
    pub sealed: u32,
    /// How many entries the log has beyond them.
    pub later: u32,
    /// The entries whose personal data were erased, as the log says: all else of them was compared.
    pub erased: Vec<u32>,
    /// Whether the signature of the head was verified, and is right.
    pub verified: bool,
    /// What is wrong, in the order of the entries.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// Whether all that was sealed stands as it was sealed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Compares an [joined text](super::join) with itself: a log, and the seal behind it. Nothing may follow what was sealed.
///
/// # Errors
/// There is no seal in it, or the log or the seal cannot be read.
pub fn audit(joined: &str, verify: Option<Verify<'_>>) -> Result<Audit, Error> {
    let (log, seal) = text::split(joined)?;
    of(&Seal::read(seal)?, log, verify, true)
}

pub(super) fn of(seal: &Seal, log: &str, verify: Option<Verify<'_>>, whole: bool) -> Result<Audit, Error> {
    let (case, stated, lines) = lines(log)?;
    let sums = seal.entries.iter().map(|entry| entry.sums).collect_vec();
    let compared = compare(seal.case.as_str(), &sums, &lines, whole);
    let mut findings = whole_faults(seal, verify).collect_vec();
    let other_case = case != seal.case;
    let miscounted = compared.findings.is_empty() && usize::try_from(stated) != Ok(lines.len());
    if other_case || miscounted {
        findings.push(Finding::of(FindingKind::Header, None, None));
    }
    findings.extend(compared.findings);
    let verified = verify.is_some() && !findings.iter().any(|it| is_of_signature(it.kind));
    let (case, sealed) = (seal.case.clone(), seal.len());
    Ok(Audit { case, sealed, later: compared.later, erased: compared.erased, verified, findings })
}

fn is_of_signature(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::SignatureWrong | FindingKind::Unsigned)
}

/// What is wrong with the seal itself.
fn whole_faults(seal: &Seal, verify: Option<Verify<'_>>) -> impl Iterator<Item = Finding> {
    let signature = match (verify, &seal.signature) {
        (None, _) => None,
        (Some(_), None) => Some(FindingKind::Unsigned),
        (Some(verify), Some(signature)) => {
            let bytes = seal.to_sign(&signature.algorithm, &signature.key);
            (!verify(signature, &bytes)).then_some(FindingKind::SignatureWrong)
        }
    };
    let signature = signature.map(|kind| Finding::of(kind, None, None));
    signature.into_iter().chain(broken(seal).map(|entry| Finding::of(FindingKind::SealChanged, Some(entry), None)))
}

/// The first entry whose link does not follow from the one before it; the head is the last link.
fn broken(seal: &Seal) -> Option<u32> {
    let mut link = Sum::of_case(seal.case.as_str());
    for (number, entry) in (1..).zip(&seal.entries) {
        if link.link(number, &entry.sums) != entry.link {
            return Some(number);
        }
        link = entry.link;
    }
    (link != seal.head).then(|| seal.len())
}
