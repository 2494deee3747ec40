//! By which day's rules a case is judged: policy changes while a case is under way (新老划断).
//!
//! Each rule names its [deciding day](DecidingDay). Until that day has come the answer is provisional, judged as of the
//! day it is asked; then it is fixed, and the event that fixes it keeps the edition. [`Repin`] overrides both by hand.
//!
//! ```
//! use anjieflow::case::{Actor, Case, CaseId, Context, edition::{Basis, Repin}};
//! use anjieflow::date::Date;
//! use anjieflow::product::DecidingDay;
//!
//! let context = Context::new(Date::constant(2024, 10, 8), Actor::new("wang")?);
//! let case = Case::open(CaseId::new("C-1")?, &context)?.case;
//! let judged = case.file().judged(DecidingDay::Contract, None, &context);
//! assert_eq!((judged.day, judged.basis), (context.occurred, Basis::Provisional));
//!
//! let old = Date::constant(2024, 9, 28);
//! let reason = "the subscription was signed before the notice".into();
//! let repin = Repin { decides: DecidingDay::Contract, on: old, reason };
//! let case = case.step(&repin.into(), &context).map_err(|turned| turned.refusal)?.case;
//! let judged = case.file().judged(DecidingDay::Contract, None, &context);
//! assert_eq!((judged.day, judged.basis), (old, Basis::Repinned));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::file::{File, MilestoneState};
use super::{Context, Reason, Stamp, granted};
use crate::date::Date;
use crate::loan::Loan;
use crate::machine::{Change, Stay};
use crate::product::words::closed;
use crate::product::{DecidingDay, MilestoneKind};

/// Judge the rules of one deciding day as of another day than the case's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repin {
    /// The rules of which deciding day.
    pub decides: DecidingDay,
    /// As of which day; not a later one than today.
    pub on: Date,
    /// Why.
    pub reason: String,
}
/// The rules of one deciding day are judged as of a day that was set by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repinned {
    /// What was asked.
    pub asked: Repin,
    /// The edition it was set under.
    pub edition: String,
}
impl Stay<File> for Repin {
    type Event = Repinned;
    fn decide(&self, _: &File, context: &Context<'_>) -> Result<Repinned, Vec<Reason>> {
        let late = self.on > context.today;
        let reasons = late.then_some(Reason::FutureDate { occurred: self.on, today: context.today });
        let edition = context.catalogue.edition.id.to_string();
        granted(reasons.into_iter().collect(), || Repinned { asked: self.clone(), edition })
    }
}
impl Change<File> for Repinned {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let Repin { decides, on, reason } = self.asked.clone();
        file.pins.retain(|pin| pin.decides != decides);
        file.pins.push(Pin { decides, on, reason, edition: self.edition.clone(), entry: stamp.number });
    }
}

/// A deciding day that was set by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pin {
    /// The rules of which deciding day.
    pub decides: DecidingDay,
    /// As of which day.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The edition it was set under.
    pub edition: String,
    /// The log entry that says so.
    pub entry: u32,
}

/// As of which day a rule is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The day.
    pub day: Date,
    /// Whether it may still move.
    pub basis: Basis,
    /// The edition kept when it was fixed or set by hand; `None` while it is provisional, and for the opening.
    pub edition: Option<String>,
}

closed! {
    /// Whether the day that decides a rule may still move.
    pub enum Basis ("basis") {
        /// The deciding day has not come: judged as of the day it is asked.
        Provisional "provisional" "暂定",
        /// The deciding day has come.
        Fixed "fixed" "已定",
        /// Set by hand.
        Repinned "repinned" "人工指定",
    }
}

impl File {
    /// As of which day the rules of a deciding day are judged for this case, and for one of its loans.
    #[must_use]
    pub fn judged(&self, decides: DecidingDay, loan: Option<&Loan>, context: &Context<'_>) -> Judged {
        if let Some(pin) = self.pins.iter().find(|pin| pin.decides == decides) {
            return Judged { day: pin.on, basis: Basis::Repinned, edition: Some(pin.edition.clone()) };
        }
        match self.fixed(decides, loan, context.occurred) {
            Some((day, edition)) => Judged { day, basis: Basis::Fixed, edition },
            None => Judged { day: context.occurred, basis: Basis::Provisional, edition: None },
        }
    }

    /// The deciding day, once it has come, and the edition that was kept then.
    fn fixed(&self, decides: DecidingDay, loan: Option<&Loan>, by: Date) -> Option<(Date, Option<String>)> {
        let loan = loan.map(Loan::file);
        let (day, edition) = match decides {
            DecidingDay::Opening => (self.opened, None),
            DecidingDay::Contract => {
                let signed = self.milestone_on(MilestoneKind::ContractSigned, by)?;
                (signed.state == MilestoneState::Done).then_some((signed.on, signed.edition.clone()))?
            }
            DecidingDay::Acceptance => (loan?.handed_in?, loan?.accepted_under.clone()),
            DecidingDay::Payout => (loan?.paid?.1, loan?.paid_under.clone()),
        };
        (day <= by).then_some((day, edition))
    }
}
