//! Whether a rule set works: each row may be well formed, and all of them together still strand a case.
//!
//! [`Pack::faults`] looks at the rows alone, as data, and finds what no case could survive: rows that hold for
//! nobody, rows that contradict each other, households without a list, papers nobody can supply, gates that never open,
//! stages without an end. Each fault comes with the fewest facts under which it shows. It looks at every household: the
//! conditions are a closed algebra, and values that no condition tells apart are one.
//!
//! ```
//! use anjieflow::product::Pack;
//! use anjieflow::proof::Level;
//!
//! assert_eq!(Pack::builtin().check(), Ok(()));
//! // What is as published and worth knowing is a note: five lenders publish no list.
//! let notes = Pack::builtin().faults();
//! assert!(notes.iter().all(|fault| fault.level == Level::Note));
//! ```

mod cover;
mod fault;
mod gates;
mod limits;
mod lists;
mod routes;
mod space;
mod waivers;

pub use cover::{Factor, Law, Proof};
pub use fault::{Fault, FaultKind, Level};

use crate::collect::CollectVec;
use crate::error::Error;
use crate::fact::Facts;
use crate::product::Pack;
use space::TooComplex;

impl Pack {
    /// Every fault of the rules, and what is worth knowing of them; in the order of the rows.
    ///
    /// It asks that [`verify`](Self::verify) holds.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.products.iter().flat_map(lists::faults).collect_vec();
        faults.extend(routes::faults(self));
        faults.extend(gates::faults(self));
        faults.extend(waivers::faults(self));
        faults.extend(limits::faults(self));
        faults
    }

    /// Whether the rules work together.
    ///
    /// # Errors
    ///
    /// `Faulty` tells the first fault with its example, and how many more there are.
    pub fn check(&self) -> Result<(), Error> {
        fault::refused(&self.faults())
    }
}

/// What a search found, as a fault: nothing, the fault with its example, or that it could not be told.
fn told(found: Result<Option<Facts>, TooComplex>, fault: impl FnOnce(Facts) -> Fault) -> Option<Fault> {
    match found {
        Ok(None) => None,
        Ok(Some(example)) => Some(fault(example)),
        Err(TooComplex) => Some(too_complex(fault(Facts::EMPTY))),
    }
}

/// The contrary: a fault where nothing was found.
fn missed(found: Result<Option<Facts>, TooComplex>, fault: impl FnOnce() -> Fault) -> Option<Fault> {
    match found {
        Ok(None) => Some(fault()),
        Ok(Some(_)) => None,
        Err(TooComplex) => Some(too_complex(fault())),
    }
}

fn too_complex(asked: Fault) -> Fault {
    let rules = asked.rules.join(", ");
    Fault::new(FaultKind::TooComplex, &asked.rules).says(
        format!("the conditions of {rules} are too many-sided to be checked whole: split the row"),
        format!("{rules} 的条件过于复杂，无法完整核查：请拆分"),
    )
}

#[cfg(test)]
mod tests;
