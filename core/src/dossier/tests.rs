//! What the tests of the dossier begin with: a case of a home off the plan, with one loan of a bank in Jinan.

use crate::application::Application;
use crate::case::intake::{AddParty, ChooseProduct, DescribeProperty, StateFacts};
use crate::case::record::{AddDocument, CheckDocument};
use crate::case::{Actor, Case, CaseId, Command, Context, Salt};
use crate::checklist::PaperState;
use crate::date::Date;
use crate::document::{Document, DocumentId, DocumentKind};
use crate::fact::{Fact, Facts};
use crate::identity::{Name, ResidentId};
use crate::money::Money;
use crate::party::PartyId;
use crate::product::{ProductId, Role};
use crate::property::Address;

pub(super) const TODAY: Date = Date::constant(2026, 3, 2);

pub(super) fn context() -> Context<'static> {
    Context::new(TODAY, Actor::new("wang").unwrap()).salted(Salt::new([7; 16]))
}

pub(super) fn did(case: Case, command: impl Into<Command>) -> Case {
    case.step(&command.into(), &context()).unwrap().case
}

pub(super) fn party(id: &str, role: Role, number: Option<&str>) -> AddParty {
    let (id, name) = (PartyId::new(id).unwrap(), Name::parse("陈一诺").unwrap());
    let id_number = number.map(|number| ResidentId::parse(number).unwrap());
    AddParty { id, role, name, id_number, other_id: None, phone: None }
}

pub(super) fn say(case: Case, fact: Fact, word: &str) -> Case {
    did(case, StateFacts { facts: Facts::EMPTY.with(fact, fact.value_of_word(word).unwrap()).unwrap() })
}

/// Somebody who is single buys off the plan.
pub(super) fn case() -> Case {
    let case = Case::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
    let case = did(case, party("b1", Role::Borrower, Some("710000199003070011")));
    let case = say(say(case, Fact::Marital, "single"), Fact::Property, "presale");
    let (address, price) = (Address::new("试验路1号").unwrap(), Money::constant(150_000_000));
    let case = did(case, DescribeProperty { address, price, appraisal: None, site: None });
    let amount = Money::constant(90_000_000);
    let loans = vec![Application { product: ProductId::CITIC_JINAN_NEW, amount, term_months: 360 }];
    did(case, ChooseProduct { loans })
}

pub(super) fn brought(case: Case, kind: DocumentKind, holder: &str, pages: Option<u32>) -> Case {
    let holder = PartyId::new(holder).unwrap();
    did(case, AddDocument { kind, holder, issued: Some(TODAY), valid_until: None, form: None, copies: None, pages })
}

pub(super) fn checked(case: Case, defect: Option<&str>) -> Case {
    let document = case.file().documents.last().unwrap().id.clone();
    did(case, CheckDocument { document, defect: defect.map(str::to_owned) })
}

/// A paper that was found good, by the entry that put it on file.
pub(super) fn document(entry: u32, kind: DocumentKind, holder: &str, received: Date) -> Document {
    Document {
        id: DocumentId::numbered("d", entry),
        kind,
        holder: PartyId::new(holder).unwrap(),
        issued: None,
        good_until: None,
        printed: None,
        form: None,
        copies: None,
        pages: Some(1),
        received,
        state: PaperState::Accepted,
        checked: Some(received),
        reason: None,
        entry,
        lapsed: None,
    }
}
