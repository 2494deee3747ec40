//! Steps between those who take part: a question is raised, answered, raised again, settled.
//!
//! What a lender asks in its own procedure (补件) is a step of the loan and stays there. Everything else that somebody waits
//! to hear is a query: it has who asks, who owes the answer, by when, and the step that waits for it, if one does.

use super::file::File;
use super::obligation::unknown_loan;
use super::record::unknown_addressee;
use super::{Context, Reason, Stamp, by_entry, fitting, granted, past};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::id::id;
use crate::loan::{Loan, LoanId};
use crate::machine::{Change, Stay};
use crate::party::PartyId;
use crate::product::GateStep;
use crate::words::closed;

id! {
    /// A query in one case: `q7` for what entry 7 of its log raised.
    QueryId(String), "a query id"
}

closed! {
    /// What was done with a query.
    pub enum TurnKind ("turn of a query") {
        /// It was asked.
        Raised "raised" "提出",
        /// It was answered.
        Answered "answered" "答复",
        /// The answer did not do, or it came up again.
        Reopened "reopened" "重提",
        /// Whoever asked needs nothing more.
        Settled "settled" "了结",
    }
}

/// A question between two who take part, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Query {
    /// Its number in the case.
    pub id: QueryId,
    /// Who asks.
    pub from: PartyId,
    /// Who owes the answer.
    pub to: PartyId,
    /// About what, in a word or two.
    pub about: String,
    /// About which loan; `None` for the case.
    pub loan: Option<LoanId>,
    /// Which step waits for the answer.
    pub blocks: Option<GateStep>,
    /// By when the answer is wanted, as said last.
    pub due: Option<Date>,
    /// What was said, in the order it was recorded; never empty.
    pub turns: Vec<Turn>,
}

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn {
    /// What was done with the query.
    pub kind: TurnKind,
    /// When.
    pub on: Date,
    /// In which words.
    pub text: String,
    /// The log entry that says so.
    pub entry: u32,
}

impl Query {
    /// Where it stands: what was done with it last.
    #[must_use]
    pub fn state(&self) -> TurnKind {
        self.turns.last().map_or(TurnKind::Raised, |turn| turn.kind)
    }

    /// Whether an answer is owed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state(), TurnKind::Raised | TurnKind::Reopened)
    }

    /// The same at the end of a day.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        let last = self.turns.iter().rfind(|turn| turn.on <= day);
        last.is_some_and(|turn| matches!(turn.kind, TurnKind::Raised | TurnKind::Reopened))
    }

    /// Since when the answer is waited for.
    #[must_use]
    pub fn since(&self) -> Option<Date> {
        self.turns.last().map(|turn| turn.on)
    }

    /// What blocks while it is open.
    pub(crate) fn open(&self) -> Reason {
        let (query, whom, about) = (self.id.to_string(), self.to.to_string(), self.about.clone());
        Reason::QueryOpen { query, whom, about }
    }

    /// What becomes of it may follow what it is: an answer to a question, a new question to an answer.
    fn may_become(&self, next: TurnKind) -> bool {
        match next {
            TurnKind::Raised => false,
            TurnKind::Answered => self.is_open(),
            TurnKind::Reopened => !self.is_open(),
            TurnKind::Settled => self.state() != TurnKind::Settled,
        }
    }
}

impl File {
    /// The query of that number.
    #[must_use]
    pub fn query(&self, id: &QueryId) -> Option<&Query> {
        self.queries.iter().find(|query| query.id == *id)
    }

    /// The open queries that a step of this loan waits for.
    pub(super) fn waits_for(&self, loan: &Loan, step: GateStep, on: Date) -> impl Iterator<Item = Reason> {
        let theirs = move |it: &&Query| it.loan.as_ref().is_none_or(|own| own == loan.id());
        let waits = move |it: &&Query| it.blocks == Some(step) && it.is_open_on(on);
        self.queries.iter().filter(waits).filter(theirs).map(Query::open)
    }

    fn turn(&mut self, id: &QueryId, turn: Turn, due: Option<Date>) {
        if let Some(query) = self.queries.iter_mut().find(|query| query.id == *id) {
            query.turns.push(turn);
            query.due = due.or(query.due);
        }
    }
}

/// Ask somebody something (询问).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaiseQuery {
    /// Who asks: a party, a role such as `bank`, an office such as `registry`.
    pub from: PartyId,
    /// Who owes the answer.
    pub to: PartyId,
    /// About what, in a word or two.
    pub about: String,
    /// What is asked.
    pub text: String,
    /// About which loan; about the case when left out.
    pub loan: Option<LoanId>,
    /// By when the answer is wanted.
    pub due: Option<Date>,
    /// Which step waits for the answer; none when left out.
    pub blocks: Option<GateStep>,
}
/// It is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryRaised {
    /// What was asked.
    pub asked: RaiseQuery,
    /// Its number in the case: `q7` for what entry 7 raised.
    pub query: QueryId,
}
impl Stay<File> for RaiseQuery {
    type Event = QueryRaised;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<QueryRaised, Vec<Reason>> {
        let mut reasons = self.unknown(file);
        reasons.extend(past(self.due, context.occurred));
        granted(reasons, || QueryRaised { asked: self.clone(), query: QueryId::numbered("q", file.next_entry()) })
    }
}
impl RaiseQuery {
    fn unknown(&self, file: &File) -> Vec<Reason> {
        let who = unknown_addressee(file, &self.from).into_iter().chain(unknown_addressee(file, &self.to));
        who.chain(unknown_loan(file, self.loan.as_ref())).collect_vec()
    }
}
impl Change<File> for QueryRaised {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let RaiseQuery { from, to, about, text, loan, due, blocks } = self.asked.clone();
        let turns = vec![said(TurnKind::Raised, &text, stamp)];
        file.queries.push(Query { id: self.query.clone(), from, to, about, loan, blocks, due, turns });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))?;
        by_entry("query", self.query.as_str(), QueryId::numbered("q", file.next_entry()).as_str())
    }
}

fn said(kind: TurnKind, text: &str, stamp: &Stamp) -> Turn {
    Turn { kind, on: stamp.occurred, text: text.to_owned(), entry: stamp.number }
}

/// The query is there, may become that, and did not come later.
fn may_turn(file: &File, id: &QueryId, next: TurnKind, occurred: Option<Date>) -> Vec<Reason> {
    let Some(query) = file.query(id) else { return vec![Reason::UnknownQuery { query: id.to_string() }] };
    let early = query.since().zip(occurred).filter(|(last, occurred)| occurred < last);
    let mut reasons = early.map(|(last, occurred)| Reason::OutOfOrder { occurred, last }).into_iter().collect_vec();
    if !query.may_become(next) {
        let (from, to) = (query.state().name().to_owned(), next.name().to_owned());
        reasons.push(Reason::QueryLife { query: id.to_string(), from, to });
    }
    reasons
}

/// The steps that go on with a query: what is said, and what becomes of it.
macro_rules! turns {
    ($($(#[$cm:meta])* $command:ident { $($extra:ident)? } => $(#[$em:meta])* $event:ident, $kind:ident;)+) => { $(
        $(#[$cm])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $command {
            /// Which query.
            pub query: QueryId,
            /// In which words.
            pub text: String,
            $(/// By when the answer is wanted now; as before when left out.
            pub $extra: Option<Date>,)?
        }
        $(#[$em])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $event {
            /// What was asked.
            pub asked: $command,
        }
        impl Stay<File> for $command {
            type Event = $event;
            fn decide(&self, file: &File, context: &Context<'_>) -> Result<$event, Vec<Reason>> {
                #[allow(unused_mut, reason = "some turns name no day")]
                let mut reasons = may_turn(file, &self.query, TurnKind::$kind, Some(context.occurred));
                $(reasons.extend(past(self.$extra, context.occurred));)?
                granted(reasons, || $event { asked: self.clone() })
            }
        }
        impl Change<File> for $event {
            fn apply(&self, file: &mut File, stamp: &Stamp) {
                #[allow(unused_mut, unused_assignments, reason = "some turns name no day")]
                let mut due = None;
                $(due = self.asked.$extra;)?
                file.turn(&self.asked.query, said(TurnKind::$kind, &self.asked.text, stamp), due);
            }
            fn fits(&self, file: &File) -> Result<(), String> {
                fitting(may_turn(file, &self.asked.query, TurnKind::$kind, None))
            }
        }
    )+ };
}

turns! {
    /// Answer a query (答复).
    AnswerQuery {} => /// It is answered.
    QueryAnswered, Answered;
    /// Ask again: the answer did not do, or the matter came up anew (重提).
    ReopenQuery { due } => /// It is asked again.
    QueryReopened, Reopened;
    /// Settle a query: whoever asked needs nothing more (了结).
    SettleQuery {} => /// It is settled.
    QuerySettled, Settled;
}
