//! The log of a case: entries, append, replay, the case as of a day and as known on a day.
//!
//! The rule for old logs: a log is append-only and every later version reads it. The state of a case is the fold of
//! its log; a log is not trusted when it is read, so [`Log::replay`] checks each entry before it applies it and
//! names the one that does not fit.
//!
//! An entry tells two days: when the thing *occurred* and when it was *recorded*. [`Log::as_of`] asks what was true
//! on a day, as far as we know now; [`Log::known_on`] asks what we knew on a day.

use crate::case::ending::{early_resumption, early_suspension};
use crate::case::record::Record;
use crate::case::{Case, CaseId, CaseIn, Event, File, Reason, Salt, Stamp, gate};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::limits::ENTRIES;
use crate::machine::Moved;

/// One line of the log: which case, which number, which days, by whom, what happened.
///
/// Made by a granted step, or read from a log that is then checked: it cannot be built by hand.
///
/// ```compile_fail,E0639
/// use anjieflow::{case::{CaseId, Event, Stamp}, log::Entry};
///
/// fn forge(case: CaseId, stamp: Stamp, event: Event) -> Entry {
///     Entry { case, stamp, event }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The case it belongs to.
    pub case: CaseId,
    /// Number, days and author.
    pub stamp: Stamp,
    /// What happened.
    pub event: Event,
}

impl Entry {
    fn of<E: Clone + Into<Event>>(case: &CaseId, event: &E, stamp: &Stamp) -> Self {
        let event = event.clone().into();
        // Salt is kept beside personal fields only.
        let salt = stamp.salt.filter(|_| event.is_personal());
        Self { case: case.clone(), stamp: Stamp { salt, ..stamp.clone() }, event }
    }

    /// The stable name of what happened; a loan's event stands under its own.
    pub fn event_name(&self) -> &'static str {
        match &self.event {
            Event::LoanStepped(stepped) => stepped.event.name(),
            other => other.name(),
        }
    }

    /// Without its personal fields and the salt that kept them apart.
    pub(crate) fn forgotten(&self) -> Self {
        let salt = self.stamp.salt.map(|_| Salt::new([0; 16]));
        let stamp = Stamp { salt, ..self.stamp.clone() };
        Self { case: self.case.clone(), stamp, event: self.event.clone().without_personal() }
    }
}

impl<E: Clone + Into<Event>> Moved<Case, E> {
    /// The entry to append to the log.
    pub fn entry(&self) -> Entry {
        Entry::of(self.case.id(), &self.event, &self.stamp)
    }
}

impl Moved<Case, Event> {
    /// What is there after the step, and the entry to append to the log, without a copy.
    pub fn into_parts(self) -> (Case, Entry) {
        let Self { case, event, mut stamp } = self;
        stamp.salt = stamp.salt.filter(|_| event.is_personal());
        let entry = Entry { case: case.id().clone(), stamp, event };
        (case, entry)
    }
}

impl<S, E: Clone + Into<Event>> Moved<CaseIn<S>, E> {
    /// The entry to append to the log.
    pub fn entry(&self) -> Entry {
        Entry::of(&self.case.file().id, &self.event, &self.stamp)
    }
}

/// Everything that happened to one case, in the order it was recorded.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context, ending::Withdraw};
/// use anjieflow::date::Date;
/// use anjieflow::log::Log;
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let opened = Case::open(CaseId::new("C-1")?, &context)?;
/// let mut log = Log::start(opened.entry())?;
/// let gone = opened.case.step(&Withdraw { reason: "bought elsewhere".into() }.into(), &context).map_err(|it| it.refusal)?;
/// log.append(gone.entry())?;
/// assert_eq!(log.replay()?, gone.case);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    entries: Vec<Entry>,
}

impl Log {
    /// A log that begins with the opening of a case.
    ///
    /// # Errors
    /// The entry is not numbered 1, or it is not the opening.
    pub fn start(opening: Entry) -> Result<Self, Error> {
        if opening.stamp.number != 1 {
            return Err(reordered(1, opening.stamp.number));
        }
        match opening.event {
            Event::Opened(_) => Ok(Self { entries: vec![opening] }),
            ref other => Err(illegal(1, &format!("a log begins with `opened`, this one with `{}`", other.name()))),
        }
    }

    /// A log of entries from elsewhere. Their order and case are checked here, their meaning by [`replay`](Self::replay).
    ///
    /// # Errors
    /// Empty; or the first entry whose number, case or day of recording does not follow.
    pub fn from_entries(entries: impl IntoIterator<Item = Entry>) -> Result<Self, Error> {
        let mut entries = entries.into_iter();
        let opening = entries.next().ok_or_else(|| {
            Error::new(ErrorCode::Empty, "the log has no entry").help("a log begins with the opening of its case")
        })?;
        let mut log = Self::start(opening)?;
        for entry in entries {
            log.append(entry)?;
        }
        Ok(log)
    }

    /// Appends the next entry.
    ///
    /// # Errors
    /// It belongs to another case, its number is not the next one, or it was recorded before the last one; or the log has as
    /// many entries as any, [`ENTRIES`].
    pub fn append(&mut self, entry: Entry) -> Result<(), Error> {
        let number = self.len().saturating_add(1);
        let Some(last) = self.entries.last() else {
            // OK because no constructor makes a log without an opening.
            return Err(illegal(number, "the log has no opening"));
        };
        if entry.case != last.case {
            return Err(foreign(number, &last.case, &entry.case));
        }
        if entry.stamp.number != number {
            return Err(reordered(number, entry.stamp.number));
        }
        room(number)?;
        if entry.stamp.recorded < last.stamp.recorded {
            return Err(illegal(number, &format!("recorded on {}, before the entry it follows", entry.stamp.recorded)));
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries, in order, without a copy.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// How many entries: what to compare with when storing (optimistic concurrency).
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Never: a log begins with an opening.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The case that the log tells: every entry is checked, then applied.
    ///
    /// # Errors
    /// Names the first entry that does not fit: a step that the flow does not list, a day before the step it
    /// follows, a paper or a loan that the case does not have.
    pub fn replay(&self) -> Result<Case, Error> {
        fold(&self.entries, Fold::Checked)
    }

    /// The case as it truly was at the end of a day, as far as we know now: what occurred by then, whenever it was
    /// recorded. `None` before it was opened.
    ///
    /// # Errors
    /// As [`replay`](Self::replay): the whole log is checked first.
    pub fn as_of(&self, day: Date) -> Result<Option<Case>, Error> {
        self.replay()?;
        self.part(|entry| self.happened(entry) <= day)
    }

    /// The case as we knew it at the end of a day: what was recorded by then. `None` before it was opened.
    ///
    /// # Errors
    /// As [`replay`](Self::replay): the whole log is checked first.
    pub fn known_on(&self, day: Date) -> Result<Option<Case>, Error> {
        self.replay()?;
        self.part(|entry| entry.stamp.recorded <= day)
    }

    /// When it happened, as far as we know now: a correction speaks of the entry it corrects, and says anew on which
    /// day a milestone was reached.
    fn happened(&self, entry: &Entry) -> Date {
        let number = match &entry.event {
            Event::RecordCorrected(corrected) => corrected.asked.entry,
            _ => entry.stamp.number,
        };
        let of_entry = |it: &&Entry| match &it.event {
            Event::RecordCorrected(corrected) => {
                corrected.asked.entry == number && matches!(corrected.asked.record, Record::Milestone(_))
            }
            _ => it.stamp.number == number,
        };
        self.entries.iter().rfind(of_entry).map_or(entry.stamp.occurred, |it| it.stamp.occurred)
    }

    /// The same log without the personal fields of what was erased: everything before the last
    /// [`DataErased`](crate::case::erasure::DataErased) loses them and its salt. It replays to the same case; what stood there cannot
    /// be told any more. Keep this log and destroy the other one, with its copies.
    ///
    /// # Errors
    /// [`ErrorCode::IllegalEvent`]: the log does not say that the data were erased.
    pub fn forget(&self) -> Result<Self, Error> {
        let erased = self.entries.iter().rposition(|entry| matches!(entry.event, Event::DataErased(_)));
        let erased = erased.ok_or_else(|| {
            Error::new(ErrorCode::IllegalEvent, "the log does not say that the personal data were erased")
                .help("take the step `erase` first, once no law keeps the data")
        })?;
        let forget = |(index, entry): (usize, &Entry)| if index < erased { entry.forgotten() } else { entry.clone() };
        Ok(Self { entries: self.entries.iter().enumerate().map(forget).collect_vec() })
    }

    fn part(&self, keep: impl Fn(&Entry) -> bool) -> Result<Option<Case>, Error> {
        let kept = self.entries.iter().filter(|entry| keep(entry)).cloned().collect_vec();
        match kept.first().map(|entry| &entry.event) {
            Some(Event::Opened(_)) => fold(&kept, Fold::Part).map(Some),
            _ => Ok(None),
        }
    }
}

/// How a fold reads its entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fold {
    /// A whole log: everything is checked.
    Checked,
    /// A part of a log that was checked as a whole: what stands on something left out is left out too.
    Part,
}

fn fold(entries: &[Entry], how: Fold) -> Result<Case, Error> {
    let mut entries = entries.iter();
    let mut case: Case = match entries.next() {
        Some(Entry { case, stamp, event: Event::Opened(_) }) => CaseIn::opened(case.clone(), stamp).into(),
        _ => return Err(illegal(1, "a log begins with `opened`")),
    };
    for entry in entries {
        case = match how {
            Fold::Checked => checked(case, entry)?,
            Fold::Part => case.apply(&entry.event, &entry.stamp).unwrap_or_else(|same| same),
        };
    }
    Ok(case)
}

fn checked(case: Case, entry: &Entry) -> Result<Case, Error> {
    let number = entry.stamp.number;
    in_time(&case, entry)?;
    case.fits(&entry.event).map_err(|why| illegal(number, &why))?;
    // OK because what fits is applied; the exhaustive test of the flow holds this.
    case.apply(&entry.event, &entry.stamp).map_err(|case| {
        illegal(number, &format!("`{}` does not happen in stage `{}`", entry.event.name(), case.stage()))
    })
}

/// What any step must keep: it happened before it was recorded, not before the step it follows, and not while the
/// case stood still.
fn in_time(case: &Case, entry: &Entry) -> Result<(), Error> {
    let Stamp { number, occurred, recorded, .. } = &entry.stamp;
    if occurred > recorded {
        return Err(illegal(*number, &format!("recorded on {recorded}, before it occurred on {occurred}")));
    }
    let before = last_move(case, &entry.event).filter(|moved| occurred < moved);
    if let Some(moved) = before {
        return Err(illegal(*number, &format!("occurred on {occurred}, before the step it follows on {moved}")));
    }
    match out_of_time(case, &entry.event, *occurred) {
        Some(reason) => Err(illegal(*number, &reason.to_string())),
        None => Ok(()),
    }
}

/// What a day says against an event, whatever the rules of the day.
fn out_of_time(case: &Case, event: &Event, on: Date) -> Option<Reason> {
    let file = case.file();
    match event {
        Event::CaseSuspended(_) => early_suspension(file, on),
        Event::CaseResumed(_) => early_resumption(file, on),
        Event::MilestoneMarked(marked) => file.early_mark(marked.asked.milestone, on),
        Event::RecordCorrected(corrected) => file.early_correction(&corrected.asked, on),
        event if event.is_move() => file.stood_still(on).or_else(|| overtaken(file, event, on)),
        _ => None,
    }
}

/// The loan that the spine did not wait for: it came to where it had to be only after that day.
fn overtaken(file: &File, event: &Event, on: Date) -> Option<Reason> {
    let wanted = match event {
        Event::TermsConfirmed(_) => gate::AGREED,
        Event::SentToRegistry(_) | Event::FundsAwaited(_) => gate::SIGNED,
        Event::RepaymentBegun(_) => gate::POSTED,
        Event::SettlementConfirmed(_) => gate::SETTLED,
        _ => return None,
    };
    gate::loans_in(file, wanted, on).into_iter().next()
}

/// The day of the move that a move follows, of the case or of its loan; a stay may be learnt late.
fn last_move(case: &Case, event: &Event) -> Option<Date> {
    match event {
        Event::LoanStepped(stepped) if stepped.event.is_move() => Some(case.file().loan(&stepped.loan)?.file().moved()),
        event => event.is_move().then(|| case.file().moved()),
    }
}

/// Whether a log may have an entry of this number.
pub(crate) fn room(number: u32) -> Result<(), Error> {
    match number > ENTRIES {
        true => Err(Error::new(ErrorCode::BeyondLimit, format!("the log has more than {ENTRIES} entries"))
            .at(format!("entry {number}"))
            .help("no case has so many: look at what writes them")),
        false => Ok(()),
    }
}

#[cold]
fn illegal(number: u32, why: &str) -> Error {
    Error::new(ErrorCode::IllegalEvent, why.to_owned())
        .at(format!("entry {number}"))
        .help("restore the log from a good copy; nothing after this entry was read")
}

#[cold]
fn reordered(expected: u32, found: u32) -> Error {
    Error::new(ErrorCode::LogReordered, format!("entry {expected} is expected, entry {found} was found"))
        .at(format!("entry {expected}"))
        .help("entries are numbered from 1 without gaps: restore their order")
}

#[cold]
fn foreign(number: u32, own: &CaseId, other: &CaseId) -> Error {
    Error::new(ErrorCode::LogForeign, format!("the entry belongs to case `{other}`, the log to case `{own}`"))
        .at(format!("entry {number}"))
        .help("append it to the log of its own case")
}
