//! How single values are written: days as ISO text, amounts as whole fen, identifiers as text.
//!
//! Reading names the place of what is wrong; nothing is guessed and nothing is converted silently.

use super::json::{Group, Json, Sink, USUAL, Value, as_text, as_value};
use crate::case::consent::{Manner, Recipient};
use crate::case::life::{LifeEvent, Renewal};
use crate::case::{
    Actor, AppointmentId, AppointmentKind, CaseId, Channel, ConsentId, DepositId, LifeId, MilestoneState, ObligationId,
    Outcome, QueryId, TimeOfDay, ending::Fault,
};
use crate::date::Date;
use crate::document::{DocumentId, DocumentKind, Form};
use crate::error::{Error, ErrorCode, shown};
use crate::fact::{Fact, FactKind, FactValue, Facts};
use crate::figure::{Figure, Figures};
use crate::identity::{BankCard, Mobile, Name, ResidentId};
use crate::limits::{ITEMS, NAMED, NOTE, SAID, beyond};
use crate::loan::LoanId;
use crate::money::{Money, Rate};
use crate::party::{OtherId, PartyId};
use crate::product::{Authority, DecidingDay, GateStep, MilestoneKind, Pack, ProductId, Purpose, Role};
use crate::property::Address;
use crate::repayment::arrears::Part;
use crate::words::first;
use std::marker::PhantomData;

/// A value with a wire form.
pub(super) trait Wire: Sized {
    /// Its type in the schema.
    const TYPE: Type;
    /// The most of them in one list.
    const MOST: usize = NAMED;
    /// Reads it; the error's place is relative to the value.
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error>;
    /// Writes its pieces; none of what is absent.
    fn write_to(&self, out: &mut dyn Sink);
    /// Whether it is left out of objects.
    fn is_absent(&self) -> bool {
        false
    }
    /// Writes it as a value; what is absent is `Null`.
    fn write(&self) -> Value {
        as_value(|out| self.write_to(out))
    }
    /// What stands for a field that is left out; none when it must be there.
    fn absent() -> Option<Self> {
        None
    }
    /// What stands in the place of one that is wrong until [`Reader::finish`] says so; nobody gets to see it.
    fn blank() -> Self;
}

/// A value that is written, whatever its type.
pub(super) trait Written {
    fn write_to(&self, out: &mut dyn Sink);
    fn is_absent(&self) -> bool;
}

impl<T: Wire> Written for T {
    fn write_to(&self, out: &mut dyn Sink) {
        Wire::write_to(self, out);
    }
    fn is_absent(&self) -> bool {
        Wire::is_absent(self)
    }
}

/// A word of the wire format itself.
impl Written for &str {
    fn write_to(&self, out: &mut dyn Sink) {
        out.text(self);
    }
    fn is_absent(&self) -> bool {
        false
    }
}

/// The type of a field, as the stubs of other languages show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// Whole fen, above zero.
    Fen,
    /// A count.
    Count,
    /// An annual rate in millionths.
    Millionths,
    /// Yes or no.
    Flag,
    /// One of a closed list of words.
    Word(&'static [&'static str]),
    /// Facts by name.
    Facts,
    /// Figures by name.
    Figures,
    /// A list.
    List(&'static Type),
    /// May be left out.
    Optional(&'static Type),
    /// An object with these fields.
    Object(&'static str, &'static [Field]),
    /// A record, as the command that puts it on file.
    Record,
}

/// A field of a wire shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name; a unit stands last.
    pub name: &'static str,
    /// Its type.
    pub kind: Type,
    /// Whether it is personal and stands in the entry's personal object.
    pub personal: bool,
}

/// Takes the fields of an object one by one, and then refuses what is left over.
///
/// The first thing that is wrong is kept and said at the end, so that a shape is read in one go.
pub(super) struct Reader<'v, J = &'v Value> {
    object: J,
    /// Where a field may stand besides: the personal fields of an entry, which have their salt with them.
    beside: Option<J>,
    known: Vec<&'static str>,
    wrong: Option<Error>,
    values: PhantomData<&'v Value>,
}

impl<'v, J: Json<'v>> Reader<'v, J> {
    pub(super) fn new(value: J) -> Result<Self, Error> {
        Ok(Self::of_both(object(value)?, None))
    }

    /// The fields of these two objects as if they were one.
    pub(super) fn of_both(object: J, beside: Option<J>) -> Self {
        Self { object, beside, known: Vec::with_capacity(USUAL), wrong: None, values: PhantomData }
    }

    /// The next field of a shape: blank where it is wrong.
    #[inline(never)]
    pub(super) fn take<T: Wire>(&mut self, name: &'static str) -> T {
        let wrong = match self.raw(name) {
            Some(value) => match T::read(value) {
                Ok(it) => return it,
                Err(error) => Some(error),
            },
            None => match T::absent() {
                Some(it) => return it,
                None => None,
            },
        };
        self.keep(name, wrong);
        T::blank()
    }

    /// Keeps what is wrong with a field, or that it is missing, if all was right before.
    #[cold]
    fn keep(&mut self, name: &str, wrong: Option<Error>) {
        if self.wrong.is_none() {
            self.wrong = Some(wrong.map_or_else(|| missing(name), |error| error.at(name)));
        }
    }

    /// A field for whoever goes on only when all is right so far.
    pub(super) fn field<T: Wire>(&mut self, name: &'static str) -> Result<T, Error> {
        let taken = self.take(name);
        self.wrong.take().map_or(Ok(taken), Err)
    }

    /// The value itself, for a field whose form depends on another.
    pub(super) fn raw(&mut self, name: &'static str) -> Option<J> {
        self.known.push(name);
        let value = self.object.field(name).or_else(|| self.beside?.field(name));
        value.filter(|value| !value.is_null())
    }

    /// The word that tells what the other fields are.
    pub(super) fn word(&mut self, name: &'static str, wanted: &str) -> Result<&'v str, Error> {
        let value = self.raw(name).ok_or_else(|| missing(name))?;
        value.as_str().ok_or_else(|| wrong_type(wanted, value).at(name))
    }

    /// A number that may be left out, from `least` to `most`.
    pub(super) fn number<T: TryFrom<i64>>(
        &mut self,
        name: &'static str,
        wanted: &str,
        least: i64,
        most: i64,
    ) -> Result<Option<T>, Error> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        // OK because the bounds lie within the type.
        within(wanted, value, least, most).map(|number| T::try_from(number).ok()).map_err(|error| error.at(name))
    }

    /// A list that may be left out, each item read by this.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(J) -> Result<T, Error>,
    ) -> Result<Option<Vec<T>>, Error> {
        self.list_of(name, ITEMS, read)
    }

    /// The same, of at most so many items.
    pub(super) fn list_of<T>(
        &mut self,
        name: &'static str,
        most: usize,
        read: impl Fn(J) -> Result<T, Error>,
    ) -> Result<Option<Vec<T>>, Error> {
        self.raw(name).map(|value| list(value, most, read)).transpose().map_err(|error| error.at(name))
    }

    /// That all was right, and that nothing is left over.
    pub(super) fn finish(self) -> Result<(), Error> {
        let Self { object, beside, known, wrong, .. } = self;
        let keys = |value: J| value.fields().into_iter().flatten().map(|(key, _)| key);
        let beside = beside.into_iter().flat_map(keys).filter(|key| *key != "salt");
        match (wrong, keys(object).chain(beside).find(|key| !known.contains(key))) {
            (Some(error), _) => Err(error),
            (None, None) => Ok(()),
            (None, Some(key)) => Err(unknown_field(key, &known)),
        }
    }
}

/// Puts the fields of an object one by one; what is absent is left out.
pub(super) struct Writer<'s> {
    out: &'s mut dyn Sink,
    /// Of the fields, those that are personal or those that are not; all of them where nobody keeps them apart.
    only: Option<bool>,
}

impl Writer<'_> {
    #[inline(never)]
    pub(super) fn put(&mut self, name: &'static str, personal: bool, value: &dyn Written) {
        if self.only.is_none_or(|only| only == personal) && !value.is_absent() {
            self.out.name(name);
            value.write_to(self.out);
        }
    }

    /// An object within this one, of all its fields or only of those.
    pub(super) fn within(&mut self, name: &'static str, only: Option<bool>, put: impl FnOnce(&mut Writer<'_>)) {
        self.out.name(name);
        object_to(self.out, only, put);
    }
}

/// An object of these fields, or of those among them, put where it belongs.
pub(super) fn object_to(out: &mut dyn Sink, only: Option<bool>, put: impl FnOnce(&mut Writer<'_>)) {
    out.begin(Group::Object);
    put(&mut Writer { out, only });
    out.end(Group::Object);
}

/// An object of these fields, as a value.
pub(super) fn object_value(put: impl FnOnce(&mut Writer<'_>)) -> Value {
    as_value(|out| object_to(out, None, put))
}

/// The same as text.
pub(super) fn object_text(put: impl FnOnce(&mut Writer<'_>)) -> String {
    as_text(|out| object_to(out, None, put))
}

#[cold]
fn unknown_field(key: &str, known: &[&str]) -> Error {
    let known = match known {
        [] => "no field is known here".to_owned(),
        known => format!("known here: {}", known.join(", ")),
    };
    Error::new(ErrorCode::UnknownField, format!("no field is called {}", shown(key))).help(known)
}

#[cold]
pub(super) fn missing(name: &str) -> Error {
    Error::new(ErrorCode::MissingField, format!("the field `{name}` is missing")).help("give it a value")
}

#[cold]
pub(super) fn wrong_type<'v>(wanted: &str, found: impl Json<'v>) -> Error {
    let found = match found {
        it if it.is_null() => "null",
        it if it.as_bool().is_some() => "true or false",
        it if it.number().is_some() => "a number",
        it if it.as_str().is_some() => "text",
        it if it.items().is_some() => "a list",
        _ => "an object",
    };
    Error::new(ErrorCode::WrongType, format!("{wanted} is wanted, {found} was found")).help(format!("write {wanted}"))
}

/// The value, if it is an object.
pub(super) fn object<'v, J: Json<'v>>(value: J) -> Result<J, Error> {
    value.fields().map(|_| value).ok_or_else(|| wrong_type("an object", value))
}

/// The items of a list, not more of them than so many.
pub(super) fn items<'v, J: Json<'v>>(value: J, most: usize) -> Result<impl ExactSizeIterator<Item = J>, Error> {
    let items = value.items().ok_or_else(|| wrong_type("a list", value))?;
    match items.len() {
        found if found > most => Err(beyond("items of the list", found, most).help("ask in parts")),
        _ => Ok(items),
    }
}

fn list<'v, J: Json<'v>, T>(value: J, most: usize, read: impl Fn(J) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    let items = items(value, most)?;
    let mut list = Vec::with_capacity(items.len());
    for item in items {
        match read(item) {
            Ok(it) => list.push(it),
            Err(error) => return Err(error.at(format!("[{}]", list.len()))),
        }
    }
    Ok(list)
}

fn text<'v>(wanted: &str, value: impl Json<'v>) -> Result<&'v str, Error> {
    value.as_str().ok_or_else(|| wrong_type(wanted, value))
}

fn whole<'v>(wanted: &str, value: impl Json<'v>) -> Result<i64, Error> {
    value.as_i64().ok_or_else(|| match value.number() {
        Some(number) => Error::new(ErrorCode::OutOfRange, format!("{wanted} is wanted, {} was found", shown(&number)))
            .help("write a whole number without a fraction"),
        None => wrong_type(wanted, value),
    })
}

fn within<'v>(wanted: &str, value: impl Json<'v>, min: i64, max: i64) -> Result<i64, Error> {
    match whole(wanted, value)? {
        number if (min..=max).contains(&number) => Ok(number),
        number => Err(Error::new(ErrorCode::OutOfRange, format!("{} is not {wanted}", shown(&number.to_string())))
            .help(format!("give a number from {min} to {max}"))),
    }
}

/// Values that are text with a parser of their own.
macro_rules! textual {
    ($($type:ty: $what:literal, $parse:expr, $show:expr;)+) => { $(
        impl Wire for $type {
            const TYPE: Type = Type::Text;
            fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
                let parse: fn(&str) -> Result<$type, Error> = $parse;
                parse(text($what, value)?)
            }
            fn write_to(&self, out: &mut dyn Sink) {
                let show: fn(&$type) -> &str = $show;
                out.text(show(self));
            }
            fn blank() -> Self {
                Self::BLANK
            }
        }
    )+ };
}

textual! {
    CaseId: "a case id as text", Self::new, Self::as_str;
    PartyId: "a party id as text", Self::new, Self::as_str;
    LoanId: "a loan id as text", Self::new, Self::as_str;
    DocumentId: "a document id as text", Self::new, Self::as_str;
    ObligationId: "an obligation id as text", Self::new, Self::as_str;
    QueryId: "a query id as text", Self::new, Self::as_str;
    DepositId: "a deposit id as text", Self::new, Self::as_str;
    AppointmentId: "an appointment id as text", Self::new, Self::as_str;
    ConsentId: "a consent id as text", Self::new, Self::as_str;
    LifeId: "the id of a life event as text", Self::new, Self::as_str;
    Recipient: "a recipient as text", Self::new, Self::as_str;
    Fact: "a fact as text", Self::from_name, |fact| fact.name();
    Actor: "an actor as text", Self::new, Self::as_str;
    ProductId: "a product id as text", Self::new, Self::as_str;
    DocumentKind: "a document kind as text", Self::new, Self::as_str;
    Name: "a name as text", Self::parse, Self::reveal;
    ResidentId: "a resident identity number as text", Self::parse, Self::reveal;
    OtherId: "the number of an identity paper as text", Self::new, Self::reveal;
    Mobile: "a mobile number as text", Self::parse, Self::reveal;
    BankCard: "an account number as text", Self::parse, Self::reveal;
    Address: "an address as text", Self::new, Self::reveal;
}

/// Which of these words it is.
fn place<'v>(what: &str, value: impl Json<'v>, words: &[&str]) -> Result<usize, Error> {
    let word = text(what, value)?;
    words.iter().position(|it| *it == word).ok_or_else(|| {
        Error::new(ErrorCode::UnknownCode, format!("{} is not {what}", shown(word)))
            .help(format!("one of: {}", words.join(", ")))
    })
}

/// Values that are one of a closed list of words.
macro_rules! worded {
    ($($type:ty: $what:literal, [$($word:literal),+];)+) => { $(
        impl Wire for $type {
            const TYPE: Type = Type::Word(&[$($word),+]);
            fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
                place($what, value, &[$($word),+]).map(|at| Self::ALL.get(at).copied().unwrap_or(const { first(Self::ALL) }))
            }
            fn write_to(&self, out: &mut dyn Sink) {
                out.text(self.name());
            }
            fn blank() -> Self {
                const { first(Self::ALL) }
            }
        }
    )+ };
}

worded! {
    MilestoneState: "a state of a milestone", ["open", "filed", "returned", "done", "lapsed"];
    Channel: "a channel", ["phone", "message", "email", "letter", "in_person"];
    AppointmentKind: "a kind of appointment", [
        "interview", "signing", "registration", "transfer", "valuation", "notary", "handover", "papers"
    ];
    Outcome: "an outcome of an appointment", ["held", "no_show"];
    Fault: "a side at fault", ["buyer", "seller", "nobody"];
    Part: "a part of arrears", ["costs", "compound", "penalty", "interest", "principal"];
    DecidingDay: "a deciding day", ["opening", "contract", "acceptance", "payout"];
    Authority: "an authority", ["lender", "registry", "housing_bureau", "tax_authority"];
    GateStep: "a gate", [
        "request_review", "pass_review", "submit", "confirm_terms", "send_to_registry", "await_funds", "pay_out",
        "begin_repayment", "confirm_settlement", "release"
    ];
    Form: "a form of paper", ["original", "inspected", "copy", "electronic"];
    Role: "a role", [
        "borrower", "spouse", "couple", "co_borrower", "co_owner", "seller", "seller_co_owner", "guarantor", "guardian",
        "agent", "contact_person", "minor", "parents", "family", "household", "owner", "collateral_owner", "developer",
        "bank", "appraisal_company"
    ];
    MilestoneKind: "a milestone", [
        "eligibility_checked", "contract_signed", "contract_filed", "down_payment_paid", "interviewed",
        "credit_authorised", "title_searched", "appraised", "funds_supervised", "seller_paid_off",
        "early_settlement_agreed", "instalments_deposited", "mortgagee_informed", "shortfall_paid", "old_loan_settled",
        "old_mortgage_cancelled", "title_transferred", "insured", "notarised", "guarantee_given", "advance_notice",
        "mortgage_registered", "second_rank_registered", "rank_moved_up", "mortgage_changed", "topped_out",
        "credit_rechecked", "quota_granted", "building_registered", "handed_over", "title_issued", "dossier_filed",
        "guarantee_released", "mortgage_cancelled"
    ];
    Purpose: "a purpose", ["loan_application", "credit_query", "appraisal", "registration", "sale_filing", "after_care"];
    Manner: "a manner of consent", ["written", "electronic"];
    LifeEvent: "a life event", [
        "marriage", "divorce", "death", "job_change", "name_change", "card_renewed", "number_change", "birth", "incapacity"
    ];
    Renewal: "a renewal", ["approval", "contract"];
}

impl Wire for String {
    const TYPE: Type = Type::Text;
    const MOST: usize = SAID;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let text = text("text", value)?.trim();
        match text.chars().count() {
            0 => Err(Error::new(ErrorCode::Empty, "the text is empty").help("say it in a few words")),
            1..=NOTE if !text.chars().any(char::is_control) => Ok(text.to_owned()),
            1..=NOTE => {
                Err(Error::new(ErrorCode::BadCharacter, "the text has a control character")
                    .help("write it on one line"))
            }
            length => Err(Error::new(ErrorCode::BadLength, format!("the text has {length} characters"))
                .help(format!("at most {NOTE}"))),
        }
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.text(self);
    }
    fn blank() -> Self {
        Self::new()
    }
}

impl Wire for bool {
    const TYPE: Type = Type::Flag;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        value.as_bool().ok_or_else(|| wrong_type("true or false", value))
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.flag(*self);
    }
    fn blank() -> Self {
        false
    }
}

impl Wire for Date {
    const TYPE: Type = Type::Day;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        text("a day as `YYYY-MM-DD`", value)?.parse()
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.text(std::str::from_utf8(&self.iso()).unwrap_or_default());
    }
    fn blank() -> Self {
        Self::MIN
    }
}

impl Wire for TimeOfDay {
    const TYPE: Type = Type::Text;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        text("a time of the day as `HH:MM`", value)?.parse()
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.text(&self.to_string());
    }
    fn blank() -> Self {
        Self::MIDNIGHT
    }
}

impl Wire for Money {
    const TYPE: Type = Type::Fen;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let fen = whole("an amount in whole fen", value)?;
        if fen <= 0 {
            return Err(Error::new(
                ErrorCode::OutOfRange,
                format!("an amount of {} fen is not above zero", shown(&fen.to_string())),
            )
            .help("give the amount in fen: 1 yuan is 100"));
        }
        Self::new(fen)
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.number(self.fen());
    }
    fn blank() -> Self {
        Self::ZERO
    }
}

impl Wire for Rate {
    const TYPE: Type = Type::Millionths;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let millionths = within("a yearly rate in millionths", value, 0, 1_000_000)?;
        // OK because the range above lies within `u32`.
        Self::new(u32::try_from(millionths).unwrap_or_default())
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.number(self.millionths().into());
    }
    fn blank() -> Self {
        Self::ZERO
    }
}

macro_rules! counted {
    ($($type:ty: $what:literal, $min:literal, $max:literal;)+) => { $(
        impl Wire for $type {
            const TYPE: Type = Type::Count;
            fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
                // OK because the range is within the type's own.
                Ok(Self::try_from(within($what, value, $min, $max)?).unwrap_or(Self::MAX))
            }
            fn write_to(&self, out: &mut dyn Sink) {
                out.number((*self).into());
            }
            fn blank() -> Self {
                0
            }
        }
    )+ };
}

counted! {
    u8: "a number of copies", 0, 99;
    u16: "a number of months", 1, 600;
    u32: "a number", 1, 4_294_967_295;
}

impl<T: Wire> Wire for Option<T> {
    const TYPE: Type = Type::Optional(&T::TYPE);
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        T::read(value).map(Some)
    }
    fn write_to(&self, out: &mut dyn Sink) {
        if let Some(it) = self {
            it.write_to(out);
        }
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn blank() -> Self {
        None
    }
}

impl<T: Wire> Wire for Vec<T> {
    const TYPE: Type = Type::List(&T::TYPE);
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        list(value, T::MOST, T::read)
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.begin(Group::List);
        self.iter().for_each(|it| it.write_to(out));
        out.end(Group::List);
    }
    fn blank() -> Self {
        Self::new()
    }
}

impl Wire for Facts {
    const TYPE: Type = Type::Facts;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let fields = value.fields().ok_or_else(|| wrong_type("an object of facts", value))?;
        let mut facts = Self::EMPTY;
        for (name, value) in fields {
            let fact = Fact::from_name(name).map_err(|error| error.at(shown(name)))?;
            let value = fact_value(fact, value)?;
            facts.set(fact, value)?;
        }
        Ok(facts)
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.begin(Group::Object);
        for (fact, value) in self.iter() {
            out.name(fact.name());
            match fact.show(value) {
                Some(FactValue::Word(word)) => out.text(word),
                Some(FactValue::Number(number)) => out.number(number.into()),
                Some(FactValue::Flag(flag)) => out.flag(flag),
                // OK because facts hold no value of another fact.
                None => {}
            }
        }
        out.end(Group::Object);
    }
    fn blank() -> Self {
        Self::EMPTY
    }
}

impl Wire for Figures {
    const TYPE: Type = Type::Figures;
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        let mut fields = value.fields().ok_or_else(|| wrong_type("an object of figures", value))?;
        fields.try_fold(Self::EMPTY, |figures, (name, value)| {
            let figure = Figure::from_name(name).map_err(|error| error.at(shown(name)))?;
            figure_value(figures, figure, value)
        })
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.begin(Group::Object);
        for (figure, number) in self.iter() {
            out.name(figure.name());
            out.number(number);
        }
        out.end(Group::Object);
    }
    fn blank() -> Self {
        Self::EMPTY
    }
}

/// The figures with one more.
pub(super) fn figure_value<'v>(figures: Figures, figure: Figure, value: impl Json<'v>) -> Result<Figures, Error> {
    figures.with(figure, whole("a whole number", value).map_err(|error| error.at(figure.name()))?)
}

pub(super) fn fact_value<'v>(fact: Fact, value: impl Json<'v>) -> Result<crate::fact::Value, Error> {
    let at = |error: Error| error.at(fact.name());
    match fact.kind() {
        // What the fact does not know, it says with its own name.
        FactKind::Word => fact.value_of_word(text("a word", value).map_err(at)?),
        FactKind::Flag => fact.value_of_flag(value.as_bool().ok_or_else(|| at(wrong_type("true or false", value)))?),
        FactKind::Number => fact.value_of_number(count(value).ok_or_else(|| at(wrong_type("a count", value)))?),
    }
}

/// How many, also where it is far too many.
fn count<'v>(value: impl Json<'v>) -> Option<u64> {
    value.as_i64().map_or_else(|| value.number()?.parse().ok(), |whole| u64::try_from(whole).ok())
}

/// A fact's value, as JSON has it.
pub(super) fn show(value: FactValue) -> Value {
    match value {
        FactValue::Word(word) => Value::from(word),
        FactValue::Number(number) => Value::from(number),
        FactValue::Flag(flag) => Value::from(flag),
    }
}

/// A lender of the pack, or the whole that one is a branch of: a name that is written otherwise would be found nowhere, and
/// nobody would see why.
pub(super) fn known_lender(name: &str, pack: &Pack) -> Result<(), Error> {
    match pack.products.iter().any(|it| it.institution.is_part_of(name)) {
        true => Ok(()),
        false => Err(Error::new(ErrorCode::UnknownCode, format!("no lender is called {}", shown(name)))
            .help("write its name as the list of products has it, in Chinese or English")),
    }
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_words_of_the_schema_are_the_words_of_the_type() {
        fn words<T: Wire>(names: Vec<&'static str>) {
            match T::TYPE {
                Type::Word(words) => assert_eq!(words.to_vec(), names),
                other => panic!("{other:?}"),
            }
        }
        words::<Role>(Role::ALL.iter().map(|it| it.name()).collect());
        words::<MilestoneKind>(MilestoneKind::ALL.iter().map(|it| it.name()).collect());
        words::<MilestoneState>(MilestoneState::ALL.iter().map(|it| it.name()).collect());
        words::<DecidingDay>(DecidingDay::ALL.iter().map(|it| it.name()).collect());
        words::<Authority>(Authority::ALL.iter().map(|it| it.name()).collect());
        words::<GateStep>(GateStep::ALL.iter().map(|it| it.name()).collect());
        words::<Form>(Form::ALL.iter().map(|it| it.name()).collect());
        words::<Channel>(Channel::ALL.iter().map(|it| it.name()).collect());
        words::<AppointmentKind>(AppointmentKind::ALL.iter().map(|it| it.name()).collect());
        words::<Outcome>(Outcome::ALL.iter().map(|it| it.name()).collect());
        words::<Fault>(Fault::ALL.iter().map(|it| it.name()).collect());
        words::<Part>(Part::ALL.iter().map(|it| it.name()).collect());
    }

    #[track_caller]
    fn refuses<T: Wire + std::fmt::Debug>(value: Value, code: ErrorCode) {
        assert_eq!(T::read(&value).unwrap_err().code(), code, "{value}");
    }

    #[test]
    fn amounts_that_are_no_amounts_are_refused() {
        refuses::<Money>(json!(0), ErrorCode::OutOfRange);
        refuses::<Money>(json!(-1), ErrorCode::OutOfRange);
        refuses::<Money>(json!(1.5), ErrorCode::OutOfRange);
        refuses::<Money>(json!(9_223_372_036_854_775_807_i64), ErrorCode::OutOfRange);
        refuses::<Money>(json!(18_446_744_073_709_551_615_u64), ErrorCode::OutOfRange);
        refuses::<Money>(json!("100"), ErrorCode::WrongType);
        refuses::<Rate>(json!(1_000_001), ErrorCode::OutOfRange);
    }

    #[test]
    fn days_and_texts_that_are_none_are_refused() {
        refuses::<Date>(json!("2026-02-30"), ErrorCode::NoSuchDate);
        refuses::<Date>(json!(20260230), ErrorCode::WrongType);
        refuses::<String>(json!("  "), ErrorCode::Empty);
        refuses::<String>(json!("a\u{7}"), ErrorCode::BadCharacter);
        refuses::<String>(json!("长".repeat(501)), ErrorCode::BadLength);
        refuses::<Role>(json!("butler"), ErrorCode::UnknownCode);
        refuses::<u16>(json!(0), ErrorCode::OutOfRange);
        refuses::<Vec<u16>>(json!({}), ErrorCode::WrongType);
        refuses::<Facts>(json!({"marital": "complicated"}), ErrorCode::UnknownCode);
        refuses::<Facts>(json!({"star_sign": "ox"}), ErrorCode::UnknownCode);
        refuses::<Facts>(json!({"local_household": "yes"}), ErrorCode::WrongType);
    }

    #[test]
    fn a_number_in_the_wrong_field_is_not_repeated() {
        let card = json!(6_222_021_001_116_245_702_i64);
        for message in [u32::read(&card).unwrap_err(), u8::read(&card).unwrap_err(), Money::read(&card).unwrap_err()] {
            assert!(!message.to_string().contains("6222"), "{message}");
        }
        assert!(!u16::read(&json!(1380000000.5)).unwrap_err().to_string().contains("1380"));
    }

    #[test]
    fn an_error_in_a_list_names_its_place() {
        let error = <Vec<u16>>::read(&json!([1, 2, 0])).unwrap_err();
        assert_eq!(error.place(), Some("[2]"));
    }

    #[test]
    fn an_error_in_facts_names_the_fact_once() {
        for value in [json!({"marital": "complicated"}), json!({"marital": 7})] {
            assert_eq!(Facts::read(&value).unwrap_err().place(), Some("marital"));
        }
    }

    #[test]
    fn facts_read_back_what_they_wrote() {
        let value = json!({"marital": "married", "household_home_count": 1, "local_household": false});
        assert_eq!(Facts::read(&value).unwrap().write(), value);
    }
}
