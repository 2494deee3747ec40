//! Whether a log is still what it was: a chain of SHA-256 over the wire form of its entries (feature `audit`).
//!
//! A [`Seal`] keeps a digest of each entry and a link to the one before it, up to a head that stands for all of them; the head is
//! signed by the application, with its own key. Later [`Seal::audit`] names each entry that was changed, taken out, put in or put
//! elsewhere. Personal data count by the digest of their salted object, so that a log whose data were
//! [erased](crate::case::erasure) still fits its seal. `AUDIT.md` says byte by byte what is hashed.
//!
//! ```
//! use anjieflow::case::Actor;
//! use anjieflow::interchange::audit::{self, FindingKind, Seal, Signature};
//! use anjieflow::interchange::plain;
//! use anjieflow::Date;
//! # use anjieflow::interchange::write_entry;
//! # use anjieflow::case::{CaseId, CaseIn, Context, ending::Withdraw};
//! # let on = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
//! # let opened = CaseIn::open(CaseId::new("C-1")?, &on)?;
//! # let entries = vec![write_entry(&opened.entry())];
//! let log = plain::log(entries)?;
//! let seal = Seal::of(&log, Date::constant(2026, 3, 31), Actor::new("audit")?, None)?;
//! // A real key signs these bytes; here they are taken as they are.
//! let value = seal.to_sign("none", "office-2026");
//! let seal = seal.signed(Signature { algorithm: "none".to_owned(), key: "office-2026".to_owned(), value })?;
//! let joined = audit::join(&log, &seal);
//!
//! let verify = |signature: &Signature, bytes: &[u8]| signature.value == bytes;
//! assert!(audit::audit(&joined, Some(&verify))?.holds());
//!
//! let changed = audit::audit(&joined.replace("wang", "li"), Some(&verify))?;
//! assert_eq!(changed.findings[0].kind, FindingKind::Changed);
//! assert_eq!(changed.findings[0].to_string(), "entry 1 is not what was sealed");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod canonical;
mod chain;
mod compare;
mod erased;
mod finding;
mod line;
mod matching;
mod order;
mod seal;
mod text;
mod verdict;

pub use finding::{Finding, FindingKind};
pub use seal::{Seal, Signature};
pub use text::{join, split};
pub use verdict::{Audit, Verify, audit};
