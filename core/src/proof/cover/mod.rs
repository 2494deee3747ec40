//! The joined space of stage, product, facts, papers, obligations, milestones and loans, covered by running the machine.
//!
//! All of it at once is more than can be run: it is a product of independent factors, and each factor is run whole, with
//! all else as it should be. Why they are independent is said of each factor, and where another line of code could make it
//! untrue, pairs are run too. What is run are the real functions (`gate`, `checklist`, `decide`, `apply`); what they must say is
//! written beside them once more, in another way.

mod facts;
mod gates;
mod laws;
mod loans;
mod rows;
mod world;

use crate::error::{Error, ErrorCode};
use crate::product::{Name, Pack};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What was run, what it stands for, and what did not hold.
///
/// ```
/// use anjieflow::product::{Pack, ProductId};
///
/// // One lender and its routes; the whole built-in pack takes some seconds.
/// let mut pack = Pack::BUILTIN;
/// pack.products.to_mut().retain(|it| it.id == ProductId::PSBC_NEW);
/// let ways = ["commercial/presale", "commercial/completed_new"];
/// pack.routes.to_mut().retain(|it| ways.contains(&it.id.as_str()));
/// let proof = pack.prove(&mut |_, _| std::ops::ControlFlow::Continue(()))?;
/// assert!(proof.holds(), "{:?}", proof.laws);
/// assert!(proof.explored() > 10_000);
/// assert!(proof.digits() > 30, "a number of so many digits");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The factors, each run whole.
    pub factors: Vec<Factor>,
    /// The laws, each asked of everything that was run.
    pub laws: Vec<Law>,
}

/// One factor of the space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// What it is.
    pub name: Name,
    /// Why it is independent of the others.
    pub because: Name,
    /// How many combinations of it were run.
    pub explored: u64,
    /// How many it stands for in the joined space: numbers, each with how often it is multiplied.
    pub stands_for: Vec<(u64, u32)>,
}

/// Something that must hold everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// What it says.
    pub name: Name,
    /// How often it was asked.
    pub asked: u64,
    /// Where it did not hold: the first few.
    pub broken: Vec<String>,
}

/// How many breaches of one law are kept.
const BREACHES: usize = 5;

impl Law {
    fn new(en: &'static str, zh: &'static str) -> Self {
        Self { name: name(en, zh), asked: 0, broken: Vec::new() }
    }

    /// Asks it once.
    fn ask(&mut self, holds: bool, place: impl FnOnce() -> String) {
        self.asked = self.asked.saturating_add(1);
        if !holds && self.broken.len() < BREACHES {
            self.broken.push(place());
        }
    }
}

fn name(en: &'static str, zh: &'static str) -> Name {
    Name { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
}

impl Proof {
    /// Whether every law held wherever it was asked.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.laws.iter().all(|law| law.broken.is_empty())
    }

    /// How many combinations were run.
    #[must_use]
    pub fn explored(&self) -> u64 {
        self.factors.iter().fold(0, |sum, factor| sum.saturating_add(factor.explored))
    }

    /// How many decimal digits the size of the joined space has.
    #[must_use]
    pub fn digits(&self) -> usize {
        let mut product = Number(vec![1]);
        for (base, times) in self.factors.iter().flat_map(|factor| &factor.stands_for) {
            (0..*times).for_each(|_| product.multiply(*base));
        }
        product.digits()
    }
}

/// A number of any length, its last nine digits first.
struct Number(Vec<u64>);

const BILLION: u64 = 1_000_000_000;

impl Number {
    /// By a number of at most nine digits.
    fn multiply(&mut self, by: u64) {
        let mut carry = 0;
        for part in &mut self.0 {
            let whole = part.saturating_mul(by).saturating_add(carry);
            (*part, carry) = (whole % BILLION, whole / BILLION);
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    fn digits(&self) -> usize {
        let first = self.0.last().map_or(0, |part| part.to_string().len());
        self.0.len().saturating_sub(1).saturating_mul(9).saturating_add(first)
    }
}

impl Pack {
    /// Runs the machine through every combination of the factors, and asks the laws of each.
    ///
    /// `progress` is told how many parts are done, of how many, and says whether to go on. The built-in rules take some
    /// seconds; the time is the caller's to measure, for the core reads no clock. It asks that [`check`](Self::check)
    /// holds.
    ///
    /// # Errors
    ///
    /// `Interrupted` when `progress` breaks off; no other in practice: the people of the run are made here.
    pub fn prove(&self, progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>) -> Result<Proof, Error> {
        let parts = self.routes.len().saturating_add(self.products.len()).saturating_add(1);
        let mut done = 0;
        let mut step = || {
            done += 1;
            match progress(done, parts) {
                ControlFlow::Continue(()) => Ok(()),
                ControlFlow::Break(()) => {
                    Err(Error::new(ErrorCode::Interrupted, format!("stopped after {done} of {parts} parts")))
                }
            }
        };
        let mut proof = Proof { factors: Vec::new(), laws: Vec::new() };
        gates::run(self, &mut proof, &mut step)?;
        rows::run(self, &mut proof, &mut step)?;
        facts::run(self, &mut proof)?;
        loans::run(self, &mut proof)?;
        laws::run(&mut proof);
        step()?;
        Ok(proof)
    }
}

#[cfg(test)]
mod tests;
