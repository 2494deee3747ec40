//! By which day's rules a case is judged: policy changes while a case is under way (新老划断).
//!
//! Each rule names its [deciding day](DecidingDay). Until that day has come the answer is provisional, judged as of the
//! day it is asked, or of the day that the context [names](Context::as_of); then it is fixed, and the event that fixes it keeps the edition. [`Repin`] overrides both by hand.
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
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::Loan;
use crate::machine::{Change, Stay};
use crate::product::{Days, DecidingDay, MilestoneKind};
use crate::words::closed;

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
        let edition = context.edition();
        granted(reasons.into_iter().collect_vec(), || Repinned { asked: self.clone(), edition })
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

/// When the question is asked, and as of which day rules are judged that no day has decided by then.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    on: Date,
    provisional: Date,
}

impl Asked {
    pub(super) fn on(day: Date) -> Self {
        Self { on: day, provisional: day }
    }

    pub(super) fn of(context: &Context<'_>) -> Self {
        Self { on: context.occurred, provisional: context.as_of.unwrap_or(context.occurred) }
    }
}

/// As of which days, and whether they may still move; in the order of [`DecidingDay::ALL`].
#[derive(Clone, Copy)]
pub(crate) struct JudgedDays(pub(crate) [(Date, Basis); 4]);

impl JudgedDays {
    pub(crate) fn of(&self, decides: DecidingDay) -> (Date, Basis) {
        let [opening, contract, acceptance, payout] = self.0;
        match decides {
            DecidingDay::Opening => opening,
            DecidingDay::Contract => contract,
            DecidingDay::Acceptance => acceptance,
            DecidingDay::Payout => payout,
        }
    }

    pub(crate) fn days(&self) -> Days {
        let [(opening, _), (contract, _), (acceptance, _), (payout, _)] = self.0;
        Days::all(opening)
            .with(DecidingDay::Contract, contract)
            .with(DecidingDay::Acceptance, acceptance)
            .with(DecidingDay::Payout, payout)
    }
}

impl File {
    /// As of which day the rules of a deciding day are judged for this case, and for one of its loans.
    #[must_use]
    pub fn judged(&self, decides: DecidingDay, loan: Option<&Loan>, context: &Context<'_>) -> Judged {
        let (day, basis, edition) = self.deciding(decides, loan, Asked::of(context));
        Judged { day, basis, edition: edition.map(str::to_owned) }
    }

    /// The same of all deciding days at once, without the editions.
    #[must_use]
    pub fn days(&self, loan: Option<&Loan>, context: &Context<'_>) -> Days {
        self.days_on(loan, Asked::of(context))
    }

    /// The same with their bases, in the order of [`DecidingDay::ALL`].
    pub(crate) fn judged_days(&self, loan: Option<&Loan>, on: Date, as_of: Option<Date>) -> JudgedDays {
        let asked = Asked { on, provisional: as_of.unwrap_or(on) };
        let of = |decides| {
            let (day, basis, _) = self.deciding(decides, loan, asked);
            (day, basis)
        };
        let [opening, contract] = [DecidingDay::Opening, DecidingDay::Contract].map(of);
        let [acceptance, payout] = [DecidingDay::Acceptance, DecidingDay::Payout].map(of);
        JudgedDays([opening, contract, acceptance, payout])
    }

    pub(super) fn days_on(&self, loan: Option<&Loan>, asked: Asked) -> Days {
        let judged = |decides: &DecidingDay| (*decides, self.deciding(*decides, loan, asked).0);
        DecidingDay::ALL.iter().map(judged).fold(Days::all(asked.on), |days, (decides, day)| days.with(decides, day))
    }

    fn deciding<'f>(
        &'f self,
        decides: DecidingDay,
        loan: Option<&'f Loan>,
        asked: Asked,
    ) -> (Date, Basis, Option<&'f str>) {
        if let Some(pin) = self.pins.iter().find(|pin| pin.decides == decides) {
            return (pin.on, Basis::Repinned, Some(&pin.edition));
        }
        match self.fixed(decides, loan, asked.on) {
            Some((day, edition)) => (day, Basis::Fixed, edition),
            None => (asked.provisional, Basis::Provisional, None),
        }
    }

    /// The deciding day, once it has come, and the edition that was kept then.
    fn fixed<'f>(&'f self, decides: DecidingDay, loan: Option<&'f Loan>, by: Date) -> Option<(Date, Option<&'f str>)> {
        let loan = loan.map(Loan::file);
        let (day, edition) = match decides {
            DecidingDay::Opening => (self.opened, None),
            DecidingDay::Contract => {
                let signed = self.milestone_on(MilestoneKind::ContractSigned, by)?;
                (signed.state == MilestoneState::Done).then_some((signed.on, signed.edition.as_deref()))?
            }
            DecidingDay::Acceptance => (loan?.handed_in?, loan?.accepted_under.as_deref()),
            DecidingDay::Payout => (loan?.paid?.1, loan?.paid_under.as_deref()),
        };
        (day <= by).then_some((day, edition))
    }
}
