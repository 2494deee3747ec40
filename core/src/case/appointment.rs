//! Steps with a date: an appointment is made, moved, cancelled, kept.
//!
//! What speaks against a day is told and refuses nothing, for the desk may know better: see
//! [`coordination`](crate::coordination).

use super::file::File;
use super::obligation::unknown_loan;
use super::record::unknown_addressee;
use super::{Actor, Context, Reason, Stamp, by_entry, fitting, granted, past};
use crate::collect::CollectVec;
use crate::date::{Date, number};
use crate::error::{Error, ErrorCode, shown};
use crate::id::id;
use crate::loan::LoanId;
use crate::machine::{Change, Stay};
use crate::party::PartyId;
use crate::words::closed;
use std::fmt;

id! {
    /// An appointment in one case: `a7` for what entry 7 of its log made.
    AppointmentId(String), "an appointment id"
}

closed! {
    /// What people meet for.
    pub enum AppointmentKind ("kind of appointment") {
        /// The lender meets the borrowers.
        Interview "interview" "面签",
        /// The loan contract is signed.
        Signing "signing" "签约",
        /// At the registry, for the mortgage or its advance notice.
        Registration "registration" "抵押登记",
        /// At the registry, for the title.
        Transfer "transfer" "过户",
        /// The appraiser looks at the home.
        Valuation "valuation" "上门评估",
        /// At the notary's.
        Notary "notary" "公证",
        /// The home is handed over.
        Handover "handover" "交房",
        /// Papers are brought or fetched.
        Papers "papers" "收交资料",
    }
}

closed! {
    /// What came of an appointment.
    pub enum Outcome ("outcome of an appointment") {
        /// It took place.
        Held "held" "已办",
        /// Somebody did not come.
        NoShow "no_show" "未到场",
    }
}

/// A time of the day, to the minute.
///
/// ```
/// use anjieflow::case::TimeOfDay;
///
/// let half_past_nine: TimeOfDay = "09:30".parse()?;
/// assert_eq!(half_past_nine.minutes(), 570);
/// assert!("24:00".parse::<TimeOfDay>().is_err());
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    #[cfg(feature = "wire")]
    pub(crate) const MIDNIGHT: Self = Self(0);

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl std::str::FromStr for TimeOfDay {
    type Err = Error;

    /// Reads `HH:MM`, from `00:00` to `23:59`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let parts = hour_and_minute(text).filter(|(hour, minute)| *hour < 24 && *minute < 60);
        // OK because a day has 1,440 minutes.
        parts.map(|(hour, minute)| Self((hour * 60 + minute) as u16)).ok_or_else(|| {
            Error::new(ErrorCode::Malformed, format!("{} is no time of the day", shown(text)))
                .help("write it as `09:30`, from 00:00 to 23:59")
        })
    }
}

fn hour_and_minute(text: &str) -> Option<(i32, i32)> {
    let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return None };
    Some((number(&[h1, h2])?, number(&[m1, m2])?))
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// People meet on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Appointment {
    /// Its number in the case.
    pub id: AppointmentId,
    /// For what.
    pub kind: AppointmentKind,
    /// On which day.
    pub day: Date,
    /// At which time, where one is agreed.
    pub time: Option<TimeOfDay>,
    /// Where.
    pub place: Option<String>,
    /// For which loan; `None` for every loan of the case.
    pub loan: Option<LoanId>,
    /// Who attends.
    pub attends: Vec<PartyId>,
    /// The clerk who goes along.
    pub clerk: Actor,
    /// When it was made or moved last.
    pub made: Date,
    /// How it ended, and when; `None` while it lies ahead.
    pub end: Option<(End, Date)>,
    /// The log entry that made it.
    pub entry: u32,
}

/// How an appointment ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The day came.
    Kept(Outcome),
    /// It was called off, and why.
    Cancelled(String),
}

impl Appointment {
    /// Whether it lies ahead, or nobody has said what came of it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }
}

impl File {
    /// The appointment of that number.
    #[must_use]
    pub fn appointment(&self, id: &AppointmentId) -> Option<&Appointment> {
        self.appointments.iter().find(|appointment| appointment.id == *id)
    }

    fn appointment_mut(&mut self, id: &AppointmentId) -> Option<&mut Appointment> {
        self.appointments.iter_mut().find(|appointment| appointment.id == *id)
    }
}

/// The appointment is there, and open.
fn closed_to(file: &File, id: &AppointmentId) -> Option<Reason> {
    let appointment = id.to_string();
    match file.appointment(id) {
        None => Some(Reason::UnknownAppointment { appointment }),
        Some(it) if !it.is_open() => Some(Reason::AppointmentOver { appointment }),
        Some(_) => None,
    }
}

/// Make an appointment (预约).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakeAppointment {
    /// For what.
    pub kind: AppointmentKind,
    /// On which day.
    pub day: Date,
    /// At which time.
    pub time: Option<TimeOfDay>,
    /// Where.
    pub place: Option<String>,
    /// For which loan; for every loan of the case when left out.
    pub loan: Option<LoanId>,
    /// Who attends: parties, roles, offices.
    pub attends: Vec<PartyId>,
    /// The clerk who goes along; whoever records it when left out.
    pub clerk: Option<Actor>,
}
/// The appointment is made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppointmentMade {
    /// What was asked.
    pub asked: MakeAppointment,
    /// Its number in the case: `a7` for what entry 7 made.
    pub appointment: AppointmentId,
}
impl Stay<File> for MakeAppointment {
    type Event = AppointmentMade;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<AppointmentMade, Vec<Reason>> {
        let mut reasons = self.unknown(file);
        reasons.extend(past(Some(self.day), context.occurred));
        let appointment = AppointmentId::numbered("a", file.next_entry());
        granted(reasons, || AppointmentMade { asked: self.clone(), appointment })
    }
}
impl MakeAppointment {
    fn unknown(&self, file: &File) -> Vec<Reason> {
        let who = self.attends.iter().filter_map(|whom| unknown_addressee(file, whom));
        who.chain(unknown_loan(file, self.loan.as_ref())).collect_vec()
    }
}
impl Change<File> for AppointmentMade {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let MakeAppointment { kind, day, time, place, loan, attends, clerk } = self.asked.clone();
        let clerk = clerk.unwrap_or_else(|| stamp.by.clone());
        let (id, made, entry) = (self.appointment.clone(), stamp.occurred, stamp.number);
        file.appointments.push(Appointment {
            id,
            kind,
            day,
            time,
            place,
            loan,
            attends,
            clerk,
            made,
            end: None,
            entry,
        });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))?;
        by_entry("appointment", self.appointment.as_str(), AppointmentId::numbered("a", file.next_entry()).as_str())
    }
}

/// Move an appointment to another day (改期).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveAppointment {
    /// Which one.
    pub appointment: AppointmentId,
    /// To which day.
    pub day: Date,
    /// At which time; none is agreed when left out.
    pub time: Option<TimeOfDay>,
    /// Where; as before when left out.
    pub place: Option<String>,
    /// Why.
    pub reason: String,
}
/// It is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppointmentMoved {
    /// What was asked.
    pub asked: MoveAppointment,
}
impl Stay<File> for MoveAppointment {
    type Event = AppointmentMoved;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<AppointmentMoved, Vec<Reason>> {
        let past = past(Some(self.day), context.occurred);
        let reasons = closed_to(file, &self.appointment).into_iter().chain(past).collect_vec();
        granted(reasons, || AppointmentMoved { asked: self.clone() })
    }
}
impl Change<File> for AppointmentMoved {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let MoveAppointment { appointment, day, time, place, .. } = self.asked.clone();
        if let Some(it) = file.appointment_mut(&appointment) {
            (it.day, it.time, it.made) = (day, time, stamp.occurred);
            it.place = place.or(it.place.take());
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(closed_to(file, &self.asked.appointment))
    }
}

/// Call an appointment off (取消预约).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelAppointment {
    /// Which one.
    pub appointment: AppointmentId,
    /// Why.
    pub reason: String,
}
/// It is called off.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppointmentCancelled {
    /// What was asked.
    pub asked: CancelAppointment,
}
impl Stay<File> for CancelAppointment {
    type Event = AppointmentCancelled;
    fn decide(&self, file: &File, _: &Context<'_>) -> Result<AppointmentCancelled, Vec<Reason>> {
        let reasons = closed_to(file, &self.appointment).into_iter().collect_vec();
        granted(reasons, || AppointmentCancelled { asked: self.clone() })
    }
}
impl Change<File> for AppointmentCancelled {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        if let Some(it) = file.appointment_mut(&self.asked.appointment) {
            it.end = Some((End::Cancelled(self.asked.reason.clone()), stamp.occurred));
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(closed_to(file, &self.asked.appointment))
    }
}

/// Say what came of an appointment (履约登记).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepAppointment {
    /// Which one.
    pub appointment: AppointmentId,
    /// What came of it.
    pub outcome: Outcome,
    /// What there is to say, such as who did not come.
    pub note: Option<String>,
}
/// It is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppointmentKept {
    /// What was asked.
    pub asked: KeepAppointment,
}
impl Stay<File> for KeepAppointment {
    type Event = AppointmentKept;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<AppointmentKept, Vec<Reason>> {
        let mut reasons = closed_to(file, &self.appointment).into_iter().collect_vec();
        let day = file.appointment(&self.appointment).map(|it| it.day);
        let early = day.filter(|day| context.occurred < *day);
        reasons.extend(early.map(|last| Reason::OutOfOrder { occurred: context.occurred, last }));
        granted(reasons, || AppointmentKept { asked: self.clone() })
    }
}
impl Change<File> for AppointmentKept {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        if let Some(it) = file.appointment_mut(&self.asked.appointment) {
            it.end = Some((End::Kept(self.asked.outcome), stamp.occurred));
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(closed_to(file, &self.asked.appointment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_the_day_is_two_numbers_of_two_digits() {
        for good in ["00:00", "09:30", "23:59"] {
            assert_eq!(good.parse::<TimeOfDay>().unwrap().to_string(), good);
        }
        for bad in ["", "9:30", "09.30", "24:00", "12:60", "+9:30", "09:3", "上午"] {
            assert_eq!(bad.parse::<TimeOfDay>().unwrap_err().code(), ErrorCode::Malformed, "{bad}");
        }
    }
}
