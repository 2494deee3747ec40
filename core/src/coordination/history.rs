//! What was asked, answered and told between the office and one who takes part, in order.

use crate::case::delivery::{Delivery, DeliveryKind};
use crate::case::{Case, End, Outcome, TurnKind};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::state::Decliner;
use crate::loan::{Loan, State};
use crate::order;
use crate::party::PartyId;
use crate::product::Role;
use crate::words::closed;

closed! {
    /// What happened between two.
    pub enum ContactKind ("kind of contact") {
        /// Something was asked.
        Asked "asked" "询问",
        /// It was answered.
        Answered "answered" "答复",
        /// It was asked again.
        Reopened "reopened" "重提",
        /// Nothing more was wanted.
        Settled "settled" "了结",
        /// The lender asked for more papers.
        SupplementAsked "supplement_asked" "要求补件",
        /// The papers were handed in.
        SupplementAnswered "supplement_answered" "补件",
        /// The lender was handed the file.
        HandedIn "handed_in" "报卷",
        /// The lender was handed it again.
        Resubmitted "resubmitted" "重新报卷",
        /// The lender sent it back.
        Returned "file_returned" "退件",
        /// The lender approved.
        Offered "offer_made" "批复",
        /// The lender said no.
        Refused "loan_refused" "拒贷",
        /// The lender paid.
        PaidOut "money_paid_out" "放款",
        /// Somebody was told something.
        Told "told" "告知",
        /// People were to meet.
        Arranged "arranged" "预约",
        /// They met.
        Met "met" "已办",
        /// Somebody did not come.
        Missed "missed" "未到场",
        /// It was called off.
        CalledOff "called_off" "取消",
    }
}

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contact {
    /// When.
    pub on: Date,
    /// What happened.
    pub kind: ContactKind,
    /// Who spoke; none where people met.
    pub from: Option<String>,
    /// To whom; none where people met.
    pub to: Option<String>,
    /// About what: a topic, the number of a query or an appointment, a loan.
    pub about: String,
    /// In which words, where they are on record.
    pub text: Option<String>,
    /// The log entry that says so, where it is a record of its own.
    pub entry: Option<u32>,
}

/// Every contact with this party, role or office, by day; on one day in the order of the log, and what a lender asked or
/// answered in its own procedure after that.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{coordination::history, date::Date, party::PartyId};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// assert_eq!(history(&case, &PartyId::new("bank")?), []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn history(case: &Case, party: &PartyId) -> Vec<Contact> {
    let mut found = queries(case, party);
    found.extend(told(case, party));
    found.extend(meetings(case, party));
    found.extend(supplements(case, party));
    if party.as_str() == Role::Bank.name() {
        found.extend(handed_in(case));
        found.extend(case.file().loans.iter().flat_map(answers));
    }
    let mut kept = Vec::with_capacity(found.len());
    for contact in found {
        order::insert(&mut kept, contact, |it: &Contact| (it.on, it.entry.unwrap_or(u32::MAX)));
    }
    kept
}

fn queries(case: &Case, party: &PartyId) -> Vec<Contact> {
    let mut found = Vec::new();
    for query in case.file().queries.iter().filter(|it| it.from == *party || it.to == *party) {
        found.extend(query.turns.iter().map(|turn| {
            let (kind, answers) = match turn.kind {
                TurnKind::Raised => (ContactKind::Asked, false),
                TurnKind::Answered => (ContactKind::Answered, true),
                TurnKind::Reopened => (ContactKind::Reopened, false),
                TurnKind::Settled => (ContactKind::Settled, false),
            };
            let (from, to) = if answers { (&query.to, &query.from) } else { (&query.from, &query.to) };
            Contact {
                on: turn.on,
                kind,
                from: Some(from.to_string()),
                to: Some(to.to_string()),
                about: format!("{} {}", query.id, query.about),
                text: Some(turn.text.clone()),
                entry: Some(turn.entry),
            }
        }));
    }
    found
}

fn told(case: &Case, party: &PartyId) -> Vec<Contact> {
    let notices = case.file().notices.iter().filter(|it| it.whom == *party);
    let contact = |notice: &crate::case::Notice| Contact {
        on: notice.on,
        kind: ContactKind::Told,
        from: Some("clerk".to_owned()),
        to: Some(notice.whom.to_string()),
        about: notice.about.clone(),
        text: None,
        entry: Some(notice.entry),
    };
    notices.map(contact).collect_vec()
}

fn meetings(case: &Case, party: &PartyId) -> Vec<Contact> {
    let mut found = Vec::new();
    for it in case.file().appointments.iter().filter(|it| it.attends.contains(party)) {
        let contact = |on, kind, text, entry| Contact {
            on,
            kind,
            from: None,
            to: None,
            about: format!("{} {}", it.kind, it.id),
            text,
            entry,
        };
        let time = it.time.map(|time| format!(" {time}")).unwrap_or_default();
        found.push(contact(it.made, ContactKind::Arranged, Some(format!("{}{time}", it.day)), Some(it.entry)));
        match &it.end {
            Some((End::Kept(Outcome::Held), on)) => found.push(contact(*on, ContactKind::Met, None, None)),
            Some((End::Kept(Outcome::NoShow), on)) => found.push(contact(*on, ContactKind::Missed, None, None)),
            Some((End::Cancelled(why), on)) => {
                found.push(contact(*on, ContactKind::CalledOff, Some(why.clone()), None));
            }
            None => {}
        }
    }
    found
}

/// What a lender asked of the borrower in its own procedure.
fn supplements(case: &Case, party: &PartyId) -> Vec<Contact> {
    let file = case.file();
    let is_borrower = file.party(party).is_some_and(|it| it.role == Role::Borrower);
    if !is_borrower && party.as_str() != Role::Bank.name() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for loan in &file.loans {
        for query in &loan.file().queries {
            let items = query.items.iter().map(|it| it.as_str()).collect_vec();
            let contact = |on, kind, (from, to): (&str, &str)| Contact {
                on,
                kind,
                from: Some(from.to_owned()),
                to: Some(to.to_owned()),
                about: loan.id().to_string(),
                text: Some(items.join(", ")),
                entry: None,
            };
            let (bank, borrower) = (Role::Bank.name(), Role::Borrower.name());
            found.push(contact(query.asked, ContactKind::SupplementAsked, (bank, borrower)));
            found.extend(query.answered.map(|on| contact(on, ContactKind::SupplementAnswered, (borrower, bank))));
        }
    }
    found
}

/// The file that went to a lender, each time it did; what it asked for besides is among the [`supplements`].
fn handed_in(case: &Case) -> Vec<Contact> {
    let contact = |it: &Delivery| {
        let kind = match it.kind {
            DeliveryKind::First => ContactKind::HandedIn,
            DeliveryKind::Again => ContactKind::Resubmitted,
            DeliveryKind::Supplement => return None,
        };
        let (from, to) = (Some(it.by.to_string()), Some(Role::Bank.name().to_owned()));
        let (about, text, entry) = (it.loan.to_string(), it.branch.clone(), Some(it.entry));
        Some(Contact { on: it.on, kind, from, to, about, text, entry })
    };
    case.file().deliveries.iter().filter_map(contact).collect_vec()
}

/// What a lender said to a file, and that it paid: where the loan has been.
fn answers(loan: &Loan) -> Vec<Contact> {
    let been = loan.history();
    let last = |index: usize| index.saturating_add(1) == been.len();
    let answer = |(index, (state, on)): (usize, &(State, Date))| {
        let kind = match state {
            State::Returned => ContactKind::Returned,
            State::Offered => ContactKind::Offered,
            State::PaidOut => ContactKind::PaidOut,
            // Only what a lender refused is thought over again, so a refusal that is not the end was the lender's.
            State::Declined if !last(index) || is_refused(loan) => ContactKind::Refused,
            _ => return None,
        };
        let text = match loan {
            Loan::Returned(it) if last(index) => Some(it.stage().reason.clone()),
            Loan::Declined(it) if last(index) => Some(it.stage().reason.clone()),
            _ => None,
        };
        let (from, to) = (Some(Role::Bank.name().to_owned()), Some("clerk".to_owned()));
        Some(Contact { on: *on, kind, from, to, about: loan.id().to_string(), text, entry: None })
    };
    been.iter().enumerate().filter_map(answer).collect_vec()
}

fn is_refused(loan: &Loan) -> bool {
    matches!(loan, Loan::Declined(it) if it.stage().by == Decliner::Lender)
}
