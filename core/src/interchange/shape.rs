//! The wire shapes of every command and event: one table a machine.
//!
//! A row names a command's fields, and what its event adds to them. `personal` marks a field that stands in the
//! entry's personal object. From the table come reading, writing and the schema; the shapes belong to the wire, so a
//! domain type may change its insides without changing a stored log.

use super::json::{Json, Sink};
use super::value::{Field, Reader, Type, Wire, Writer, missing, object_to};
use crate::application::{Application, Terms};
use crate::case::appointment::*;
use crate::case::assignment::*;
use crate::case::consent::*;
use crate::case::deposit::{DepositId, DepositRecorded, DepositReturned, RecordDeposit, ReturnDeposit};
use crate::case::edition::*;
use crate::case::ending::{Fault, *};
use crate::case::erasure::*;
use crate::case::funding::*;
use crate::case::intake::*;
use crate::case::lending::*;
use crate::case::life::*;
use crate::case::obligation::*;
use crate::case::query::*;
use crate::case::record::*;
use crate::case::registering::*;
use crate::case::review::*;
use crate::case::shelf::*;
use crate::case::{self, Actor, Channel, MilestoneState};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{DocumentId, DocumentKind, Form};
use crate::error::{Error, ErrorCode};
use crate::fact::{Fact, Facts};
use crate::figure::Figures;
use crate::identity::{BankCard, Mobile, Name, ResidentId};
use crate::loan::aftercare::*;
use crate::loan::answering::*;
use crate::loan::asking::*;
use crate::loan::paying::*;
use crate::loan::rate_lock::*;
use crate::loan::repaying::*;
use crate::loan::{self, LoanId};
use crate::money::{Money, Rate};
use crate::party::{OtherId, PartyId};
use crate::product::{Authority, DecidingDay, GateStep, MilestoneKind, ProductId, Purpose, Role};
use crate::property::{Address, Site};

/// Something whose fields are listed in a table.
pub(super) trait Shape: Sized {
    const FIELDS: &'static [Field];
    fn take<'v, J: Json<'v>>(reader: &mut Reader<'v, J>) -> Self;
    fn put(&self, out: &mut Writer<'_>);
}

/// Reads an object that is nothing but a shape.
fn whole<'v, T: Shape>(value: impl Json<'v>) -> Result<T, Error> {
    let mut reader = Reader::new(value)?;
    let it = T::take(&mut reader);
    reader.finish().map(|()| it)
}

macro_rules! is_personal {
    () => {
        false
    };
    (personal) => {
        true
    };
}

macro_rules! wire_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

/// A type by its fields.
macro_rules! shape {
    ($name:ident { $($($mark:ident)? | $field:ident $(as $wire:literal)?: $type:ty),* }) => {
        impl Shape for $name {
            const FIELDS: &'static [Field] = &[$(Field {
                name: wire_name!($field $($wire)?),
                kind: <$type as Wire>::TYPE,
                personal: is_personal!($($mark)?),
            }),*];
            #[allow(unused_variables, reason = "some have no fields")]
            #[inline(never)]
            fn take<'v, J: Json<'v>>(reader: &mut Reader<'v, J>) -> Self {
                Self { $($field: reader.take(wire_name!($field $($wire)?))),* }
            }
            #[allow(unused_variables, reason = "some have no fields")]
            #[inline(never)]
            fn put(&self, out: &mut Writer<'_>) {
                $(out.put(wire_name!($field $($wire)?), is_personal!($($mark)?), &self.$field);)*
            }
        }
    };
}

/// Objects inside commands.
macro_rules! objects {
    ($($name:ident { $($field:ident $(as $wire:literal)?: $type:ty),* })+) => { $(
        shape!($name { $(| $field $(as $wire)?: $type),* });
        impl Wire for $name {
            const TYPE: Type = Type::Object(stringify!($name), Self::FIELDS);
            const MOST: usize = crate::limits::SAID;
            fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
                whole(value)
            }
            fn write_to(&self, out: &mut dyn Sink) {
                object_to(out, None, |out| Shape::put(self, out));
            }
            fn blank() -> Self {
                Self { $($field: Wire::blank()),* }
            }
        }
    )+ };
}

objects! {
    Application { product: ProductId, amount as "amount_fen": Money, term_months: u16 }
    Terms { amount as "amount_fen": Money, term_months: u16, rate as "rate_millionths": Rate }
    Site { province: Option<String>, city: String, district: Option<String> }
    Defect { document: Option<DocumentId>, what: String }
}

macro_rules! machine {
    (
        $module:ident: $read_command:ident, $write_command:ident, $read_event:ident, $write_event:ident, $fields:ident;
        $($command:ident { $($($mark:ident)? | $field:ident $(as $wire:literal)?: $type:ty),* }
            => $event:ident { $($extra:ident $(as $xwire:literal)?: $xtype:ty),* })+
        $([apart $apart_command:ident => $apart_event:ident: $apart_write_command:ident, $apart_write_event:ident])?
        $([opens $opened:ident])?
    ) => {
        $(
            shape!($command { $($($mark)? | $field $(as $wire)?: $type),* });
            impl Shape for $event {
                const FIELDS: &'static [Field] = &[$(Field {
                    name: wire_name!($extra $($xwire)?),
                    kind: <$xtype as Wire>::TYPE,
                    personal: false,
                }),*];
                fn take<'v, J: Json<'v>>(reader: &mut Reader<'v, J>) -> Self {
                    Self { asked: Shape::take(reader), $($extra: reader.take(wire_name!($extra $($xwire)?))),* }
                }
                fn put(&self, out: &mut Writer<'_>) {
                    self.asked.put(out);
                    $(out.put(wire_name!($extra $($xwire)?), false, &self.$extra);)*
                }
            }
        )+

        /// The command of that kind, from its fields; none of the kind that goes by other names.
        pub(super) fn $read_command<'v, J: Json<'v>>(kind: $module::CommandKind, reader: &mut Reader<'v, J>) -> Option<$module::Command> {
            Some(match kind {
                $($module::CommandKind::$command => $module::Command::$command(Shape::take(reader)),)+
                $($module::CommandKind::$apart_command => return None,)?
            })
        }

        /// The command's fields.
        pub(super) fn $write_command(command: &$module::Command, out: &mut Writer<'_>) {
            match command {
                $($module::Command::$command(it) => it.put(out),)+
                $($module::Command::$apart_command(it) => $apart_write_command(it, out),)?
            }
        }

        /// The event that this kind of command gives, from its fields; none of the kind that goes by other names.
        pub(super) fn $read_event<'v, J: Json<'v>>(kind: $module::CommandKind, reader: &mut Reader<'v, J>) -> Option<$module::Event> {
            Some(match kind {
                $($module::CommandKind::$command => $module::Event::$event(Shape::take(reader)),)+
                $($module::CommandKind::$apart_command => return None,)?
            })
        }

        /// The event's fields.
        pub(super) fn $write_event(event: &$module::Event, out: &mut Writer<'_>) {
            match event {
                $($module::Event::$event(it) => it.put(out),)+
                $($module::Event::$apart_event(it) => $apart_write_event(it, out),)?
                $($module::Event::$opened(_) => {})?
            }
        }

        /// The command's fields and those that its event adds, for the schema.
        pub(super) fn $fields(kind: $module::CommandKind) -> (&'static [Field], &'static [Field]) {
            match kind {
                $($module::CommandKind::$command => (<$command as Shape>::FIELDS, <$event as Shape>::FIELDS),)+
                $($module::CommandKind::$apart_command => (&[], &[]),)?
            }
        }
    };
}

machine! {
    case: read_case_command, write_case_command, read_case_event, write_case_event, case_fields;
    ChooseProduct { | loans: Vec<Application> } => ProductChosen { edition: String }
    RequestReview {} => ReviewRequested {}
    ReturnWithDefects { | defects: Vec<Defect> } => ReturnedWithDefects {}
    PassReview {} => ReviewPassed {}
    Reopen { | reason: String } => Reopened {}
    Submit {} => Submitted { edition: String }
    ChangeLender { | loan: Option<LoanId>, | application: Application, | reason: String } => LenderChanged { left: LoanId }
    ConfirmTerms {} => TermsConfirmed {}
    ReopenApproval {} => ApprovalReopened {}
    SendToRegistry {} => SentToRegistry {}
    AwaitFunds {} => FundsAwaited {}
    BeginRepayment {} => RepaymentBegun {}
    ConfirmSettlement {} => SettlementConfirmed {}
    ReleaseMortgage {} => MortgageReleased {}
    CloseDeclined { | reason: String } => CaseDeclined {}
    Withdraw { | reason: String } => CaseWithdrawn {}
    Rescind { | fault: Fault, | reason: String } => SaleRescinded {}
    AddParty {
        | id: PartyId, | role: Role, personal | name: Name, personal | id_number: Option<ResidentId>,
        personal | other_id: Option<OtherId>, personal | phone: Option<Mobile>
    } => PartyAdded {}
    StateFacts { | facts: Facts } => FactsStated {}
    StateFigures { personal | figures: Figures } => FiguresStated {}
    DescribeProperty {
        personal | address: Address, | price as "price_fen": Money, | appraisal as "appraisal_fen": Option<Money>,
        | site: Option<Site>
    } => PropertyDescribed {}
    AddDocument {
        | kind: DocumentKind, | holder: PartyId, | issued: Option<Date>, | valid_until: Option<Date>,
        | form: Option<Form>, | copies: Option<u8>, | pages: Option<u32>
    } => DocumentAdded { document: DocumentId, good_until: Option<Date> }
    CheckDocument { | document: DocumentId, | defect: Option<String> } => DocumentChecked {}
    MarkMilestone {
        | milestone: MilestoneKind, | state: MilestoneState, | reference: Option<String>, | lapses: Option<Date>
    } => MilestoneMarked { edition: Option<String> }
    Waive {
        | what: Owed, | granted_by: Authority, | loan: Option<LoanId>, | until: Date, | reason: String
    } => Waived { obligation: ObligationId, steps: Vec<GateStep> }
    Promise {
        | what: Owed, | by: PartyId, | loan: Option<LoanId>, | until: Date
    } => Promised { obligation: ObligationId, steps: Vec<GateStep> }
    WithdrawWaiver { | obligation: ObligationId, | reason: String } => WaiverWithdrawn {}
    DesignateAccount { | loan: Option<LoanId>, | holder: PartyId, personal | number: BankCard } => AccountDesignated {}
    Notify { | whom: PartyId, | about: String, | channel: Option<Channel> } => Notified {}
    Suspend { | reason: String } => CaseSuspended {}
    Resume {} => CaseResumed {}
    Assign { | clerk: Actor, | reason: Option<String> } => Assigned {}
    Repin { | decides: DecidingDay, | on: Date, | reason: String } => Repinned { edition: String }
    Correct { | entry: u32, personal | record: Record, | reason: String } => RecordCorrected { good_until: Option<Date> }
    RaiseQuery {
        | from as "asker": PartyId, | to: PartyId, | about: String, | text: String, | loan: Option<LoanId>, | due: Option<Date>,
        | blocks: Option<GateStep>
    } => QueryRaised { query: QueryId }
    AnswerQuery { | query: QueryId, | text: String } => QueryAnswered {}
    ReopenQuery { | query: QueryId, | text: String, | due: Option<Date> } => QueryReopened {}
    SettleQuery { | query: QueryId, | text: String } => QuerySettled {}
    MakeAppointment {
        | kind: AppointmentKind, | day: Date, | time: Option<TimeOfDay>, | place: Option<String>, | loan: Option<LoanId>,
        | attends: Vec<PartyId>, | clerk: Option<Actor>
    } => AppointmentMade { appointment: AppointmentId }
    MoveAppointment {
        | appointment: AppointmentId, | day: Date, | time: Option<TimeOfDay>, | place: Option<String>, | reason: String
    } => AppointmentMoved {}
    CancelAppointment { | appointment: AppointmentId, | reason: String } => AppointmentCancelled {}
    KeepAppointment { | appointment: AppointmentId, | outcome: Outcome, | note: Option<String> } => AppointmentKept {}
    Shelve { | place: String, | note: Option<String> } => Shelved {}
    LendDossier { | to: String, | until: Date, | reason: Option<String> } => DossierLent {}
    ReturnDossier {} => DossierReturned {}
    GiveConsent {
        | party: PartyId, | recipient: Recipient, | purpose: Purpose, | manner: Manner, | given_by: Option<PartyId>,
        | until: Option<Date>
    } => ConsentGiven { consent: ConsentId }
    WithdrawConsent { | consent: ConsentId } => ConsentWithdrawn {}
    RecordLifeEvent { | party: PartyId, | life_event: LifeEvent } => LifeEventRecorded {
        change: LifeId, papers: Vec<DocumentId>, facts: Vec<Fact>, milestones: Vec<MilestoneKind>, consents: Vec<ConsentId>,
        approvals: Vec<LoanId>, contracts: Vec<LoanId>
    }
    ConfirmChange { | change: LifeId, | loan: LoanId, | renewal: Renewal, | reference: Option<String> } => ChangeConfirmed {}
    RecordDeposit {
        | payer: PartyId, | with as "payee": PartyId, | amount as "amount_fen": Money, | purpose: String, | loan: Option<LoanId>,
        | due: Option<Date>, | after: Option<MilestoneKind>, | reference: Option<String>
    } => DepositRecorded { deposit: DepositId }
    ReturnDeposit {
        | deposit: DepositId, | amount as "amount_fen": Money, | reference: Option<String>
    } => DepositReturned {}
    RequestErasure { | by: PartyId } => ErasureRequested { kept_until: Option<Date> }
    WithdrawErasure {} => ErasureWithdrawn {}
    Erase {} => DataErased {}
    [apart StepLoan => LoanStepped: write_step, write_stepped]
    [opens Opened]
}

machine! {
    loan: read_loan_command, write_loan_command, read_loan_event, write_loan_event, loan_fields;
    HandIn {} => HandedIn { edition: String }
    Resubmit {} => Resubmitted { edition: String }
    AskSupplement { | items: Vec<DocumentKind>, | due: Date } => SupplementWanted {}
    AnswerSupplement {} => SupplementAnswered {}
    ReturnFile { | reason: String } => FileReturned {}
    Offer { | terms: Terms, | conditions: Vec<String>, | expires: Date } => OfferMade { counter: bool }
    AcceptOffer {} => OfferAccepted {}
    Appeal { | grounds: String } => Appealed {}
    TurnDown { | reason: String } => OfferTurnedDown {}
    Refuse { | reason: String } => LoanRefused {}
    Reconsider { | grounds: String } => Reconsidered {}
    Lapse {} => ApprovalLapsed {}
    SignLoan { | contract: Option<String> } => LoanSigned { in_force: String }
    PayOut { | amount as "amount_fen": Money, personal | account: BankCard } => MoneyPaidOut { edition: String }
    Post { | first_due: Date, | first_instalment as "first_instalment_fen": Money } => MoneyPosted {}
    Settle {} => LoanSettled {}
    SignEarly { | contract: String } => SignedEarly {}
    NameBranch { | branch: String } => BranchNamed {}
    LockRate { | until: Date } => RateLocked {}
    MeetCondition { | number: u32 } => ConditionMet {}
    RecordInstalment { | amount as "amount_fen": Money } => InstalmentRecorded {}
    RecordArrears { | amount as "amount_fen": Money, | since: Date } => ArrearsRecorded {}
    ClearArrears {} => ArrearsCleared {}
    RecordPrepayment { | amount as "amount_fen": Money } => PrepaymentRecorded {}
    RequestPrepayment { | amount as "amount_fen": Option<Money>, | on: Date } => PrepaymentRequested {}
    CancelPrepayment { | reason: String } => PrepaymentCancelled {}
    Reprice {
        | rate as "rate_millionths": Rate, | from as "effective_from": Date, | instalment as "instalment_fen": Option<Money>
    } => LoanRepriced {}
}

#[cold]
pub(super) fn unknown_command(name: &str) -> Error {
    let case =
        case::CommandKind::ALL.iter().filter(|kind| **kind != case::CommandKind::StepLoan).map(|kind| kind.name());
    let names = case.chain(loan::CommandKind::ALL.iter().map(|kind| kind.name())).collect_vec();
    Error::new(ErrorCode::UnknownCode, format!("no command is called {}", crate::error::shown(name)))
        .help(format!("one of: {}", names.join(", ")))
}

/// A step of a loan stands beside the case's own commands, with the loan's id where several are open.
fn write_step(step: &StepLoan, out: &mut Writer<'_>) {
    out.put("loan", false, &step.loan);
    write_loan_command(&step.command, out);
}

fn write_stepped(stepped: &LoanStepped, out: &mut Writer<'_>) {
    out.put("loan", false, &stepped.loan);
    write_loan_event(&stepped.event, out);
}

/// The command of this name; a step of a loan goes by its own.
pub(super) fn read_named<'v, J: Json<'v>>(name: &str, reader: &mut Reader<'v, J>) -> Option<case::Command> {
    match loan::CommandKind::named(name) {
        Some(kind) => {
            let loan = reader.take("loan");
            Some(StepLoan { loan, command: read_loan_command(kind, reader)? }.into())
        }
        None => read_case_command(case::CommandKind::named(name)?, reader),
    }
}

/// The event of this name; what happened to a loan goes by its own.
pub(super) fn read_happened<'v, J: Json<'v>>(name: &str, reader: &mut Reader<'v, J>) -> Option<case::Event> {
    match loan::CommandKind::that_gives(name) {
        Some(kind) => {
            let event = read_loan_event(kind, reader)?;
            Some(LoanStepped { loan: reader.take("loan"), event }.into())
        }
        None => read_case_event(case::CommandKind::that_gives(name)?, reader),
    }
}

/// A paper with its holder, or a milestone.
impl Wire for Owed {
    const TYPE: Type = Type::Object(
        "Owed",
        &[
            Field { name: "document", kind: <Option<DocumentKind> as Wire>::TYPE, personal: false },
            Field { name: "holder", kind: <Option<PartyId> as Wire>::TYPE, personal: false },
            Field { name: "milestone", kind: <Option<MilestoneKind> as Wire>::TYPE, personal: false },
        ],
    );
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let mut reader = Reader::new(value)?;
        let milestone: Option<MilestoneKind> = reader.take("milestone");
        let (kind, holder): (Option<DocumentKind>, Option<PartyId>) = (reader.take("document"), reader.take("holder"));
        reader.finish()?;
        match (kind, holder, milestone) {
            (Some(kind), Some(holder), None) => Ok(Self::Paper { kind, holder }),
            (None, None, Some(kind)) => Ok(Self::Milestone(kind)),
            (Some(_), None, None) => Err(missing("holder")),
            _ => Err(Error::new(ErrorCode::Malformed, "it is neither one paper nor one milestone")
                .help("give `document` and `holder`, or `milestone`")),
        }
    }
    fn write_to(&self, out: &mut dyn Sink) {
        object_to(out, None, |out| match self {
            Self::Paper { kind, holder } => {
                out.put("document", false, kind);
                out.put("holder", false, holder);
            }
            Self::Milestone(kind) => out.put("milestone", false, kind),
        });
    }
    fn blank() -> Self {
        Self::Milestone(Wire::blank())
    }
}

impl Wire for Record {
    const TYPE: Type = Type::Record;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let mut reader = Reader::new(value)?;
        let record = match reader.word("command", "a command's name")? {
            "add_party" => Self::Party(Shape::take(&mut reader)),
            "describe_property" => Self::Property(Shape::take(&mut reader)),
            "add_document" => Self::Document(Shape::take(&mut reader)),
            "mark_milestone" => Self::Milestone(Shape::take(&mut reader)),
            other => return Err(no_record(other).at("command")),
        };
        reader.finish()?;
        Ok(record)
    }
    fn write_to(&self, out: &mut dyn Sink) {
        object_to(out, None, |out| {
            out.put("command", false, &self.name());
            match self {
                Self::Party(it) => it.put(out),
                Self::Property(it) => it.put(out),
                Self::Document(it) => it.put(out),
                Self::Milestone(it) => it.put(out),
            }
        });
    }
    fn blank() -> Self {
        Self::Milestone(MarkMilestone { milestone: Wire::blank(), state: Wire::blank(), reference: None, lapses: None })
    }
}

#[cold]
fn no_record(name: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("{} puts no record on file", crate::error::shown(name)))
        .help("one of: add_party, describe_property, add_document, mark_milestone")
}
