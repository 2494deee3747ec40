//! What a state of the search is: a case, the day, and how it came there; and one step from it.

use std::sync::{Arc, LazyLock};

use anjieflow::case::{Actor, Case, CaseId, Command, Context, Refusal, Salt};
use anjieflow::date::Date;
use anjieflow::interchange::{pack, read_command};
use anjieflow::loan::Loan;
use anjieflow::log::{Entry, Log};
use anjieflow::product::Pack;
use serde_json::{Value, json};

/// The rules of the model.
pub static RULES: LazyLock<Pack> = LazyLock::new(|| pack::read_unchecked([include_str!("rules.json")]).unwrap());
static CLERK: LazyLock<Actor> = LazyLock::new(|| Actor::new("wang").unwrap());
/// The day on which every search begins.
pub const BEGIN: Date = Date::constant(2026, 3, 2);

/// What stands in the personal fields: none of it may be found after the erasure.
pub const PERSONAL: [&str; 5] =
    ["陈一诺", "710000199003070011", "13800000001", "济南市历下区试验路1号2栋301室", ACCOUNT];
/// Where the money is to go.
pub const ACCOUNT: &str = "6222021001116245702";
/// Where it is not.
pub const ELSEWHERE: &str = "6222020200112230051";
/// The price of the home; in fen, as all amounts here.
pub const PRICE: i64 = 100_000_000;
/// What it costs after the price was found to be lower.
pub const LOWER_PRICE: i64 = 60_000_000;

/// The log of a case, shared with every case that goes on from it.
#[derive(Clone)]
pub struct Trail(Arc<(Entry, Option<Trail>)>);

impl Trail {
    fn then(&self, entry: Entry) -> Self {
        Self(Arc::new((entry, Some(self.clone()))))
    }

    /// The last entry.
    pub fn last(&self) -> &Entry {
        &self.0.0
    }

    /// The entries, in order.
    pub fn log(&self) -> Vec<Entry> {
        let mut entries = vec![self.last().clone()];
        let mut rest = &self.0.1;
        while let Some(trail) = rest {
            entries.push(trail.last().clone());
            rest = &trail.0.1;
        }
        entries.reverse();
        entries
    }
}

/// A case on a day.
#[derive(Clone)]
pub struct World {
    /// The case.
    pub case: Case,
    /// Today.
    pub day: Date,
    /// What happened so far.
    pub trail: Trail,
}

/// What may come next: a command, or days that pass.
pub enum Act {
    Wait(u16),
    Give(Box<Command>),
}

/// A move that was taken, or refused.
pub struct Step<'a> {
    /// Where it was taken from.
    pub before: &'a World,
    /// Nothing when only days passed.
    pub command: Option<&'a Command>,
    /// Where it led; the same case when it was refused.
    pub after: &'a World,
    /// Why it was refused.
    pub refusal: Option<&'a Refusal>,
}

impl Step<'_> {
    /// The command that was granted.
    pub fn granted(&self) -> Option<&Command> {
        self.command.filter(|_| self.refusal.is_none())
    }
}

pub fn context(day: Date) -> Context<'static> {
    Context::new(day, CLERK.clone()).salted(Salt::new([7; 16])).under(&RULES)
}

pub fn command(value: &Value) -> Command {
    read_command(value).unwrap()
}

impl World {
    /// A buyer with a home in mind, who agreed that all three lenders get the file.
    pub fn begin() -> Self {
        let opened = Case::open(CaseId::new("C-1").unwrap(), &context(BEGIN)).unwrap();
        let trail = Trail(Arc::new((opened.entry(), None)));
        let mut world = Self { case: opened.case, day: BEGIN, trail };
        let [name, number, phone, address, _] = PERSONAL;
        world.must(&json!({"command": "add_party", "id": "b1", "role": "borrower", "name": name, "id_number": number,
            "phone": phone}));
        world.must(&json!({"command": "state_facts", "facts": {"property": "presale"}}));
        world.must(&json!({"command": "describe_property", "address": address, "price_fen": PRICE}));
        for lender in ["bank-one", "bank-two", "fund"] {
            for purpose in ["loan_application", "credit_query"] {
                world.must(&json!({"command": "give_consent", "party": "b1", "recipient": lender, "purpose": purpose,
                    "manner": "written"}));
            }
        }
        world
    }

    fn must(&mut self, value: &Value) {
        let (next, refusal) = self.take(&Act::Give(Box::new(command(value))));
        assert!(refusal.is_none(), "{value}: {refusal:?}");
        *self = next;
    }

    /// The world after a move, and why the move was refused.
    pub fn take(&self, act: &Act) -> (Self, Option<Refusal>) {
        match act {
            Act::Wait(days) => (Self { day: self.day.add_days(i32::from(*days)).unwrap(), ..self.clone() }, None),
            Act::Give(command) => match self.case.clone().step(command, &context(self.day)) {
                Ok(moved) => {
                    let (case, entry) = moved.into_parts();
                    (Self { case, day: self.day, trail: self.trail.then(entry) }, None)
                }
                Err(turned) => (Self { case: turned.case, ..self.clone() }, Some(turned.refusal)),
            },
        }
    }

    /// The log of the case.
    pub fn log(&self) -> Result<Log, anjieflow::error::Error> {
        Log::from_entries(self.trail.log())
    }

    /// The loans in whose place no other stands.
    pub fn loans(&self) -> impl Iterator<Item = &Loan> {
        self.case.file().loans.iter().filter(|loan| !was_left(loan))
    }
}

/// Whether another loan stands in its place.
pub fn was_left(loan: &Loan) -> bool {
    matches!(loan, Loan::Declined(it) if it.stage().left)
}

/// What a loan is called in a trace: by whose money it is.
pub fn money_of(loan: &Loan) -> &'static str {
    match loan.file().application.product.as_str() {
        "fund" => "fund",
        _ => "bank",
    }
}
