//! What the stories cannot play: a pack of one's own, and the typed path beside the dynamic one.

use std::borrow::Cow;

use super::ending::Withdraw;
use super::intake::{AddParty, ChooseProduct, DescribeProperty, StateFacts};
use super::{Actor, Case, CaseId, CaseIn, Context, Detail, Reason, Refusal, Salt, stage};
use crate::application::Application;
use crate::date::Date;
use crate::fact::{Fact, Facts};
use crate::identity::{Name, ResidentId};
use crate::machine::Moved;
use crate::money::Money;
use crate::party::PartyId;
use crate::product::{LimitKind, LimitValue, Pack, ProductId, Requirements, Role, RuleId};
use crate::property::Address;

fn context() -> Context<'static> {
    Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap()).salted(Salt::new([7; 16]))
}

fn borrower() -> AddParty {
    let (id, name) = (PartyId::new("b1").unwrap(), Name::parse("陈一诺").unwrap());
    AddParty { id, role: Role::Borrower, name, id_number: None, other_id: None, phone: None }
}

fn home() -> DescribeProperty {
    DescribeProperty {
        address: Address::new("试验路1号").unwrap(),
        price: Money::constant(100_000_000),
        appraisal: None,
        site: None,
    }
}

fn facts() -> StateFacts {
    StateFacts { facts: Facts::EMPTY.with_word(Fact::Property, "presale").unwrap() }
}

fn asked(fen: i64) -> ChooseProduct {
    let amount = Money::new(fen).unwrap();
    ChooseProduct { loans: vec![Application { product: ProductId::CITIC_JINAN_NEW, amount, term_months: 360 }] }
}

/// A case at the desk, ready to choose.
fn enquiry() -> CaseIn<stage::Enquiry> {
    let case = CaseIn::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
    let case = case.note(borrower(), &context()).unwrap().case;
    let case = case.note(facts(), &context()).unwrap().case;
    case.note(home(), &context()).unwrap().case
}

fn refused(pack: &Pack, fen: i64) -> Refusal {
    enquiry().take(asked(fen), &context().under(pack)).unwrap_err().refusal
}

#[test]
fn a_product_without_a_published_list_is_not_chosen() {
    let mut pack = Pack::BUILTIN;
    for product in pack.products.to_mut() {
        product.requirements = Requirements::NotPublished;
    }
    let refusal = refused(&pack, 1);
    assert_eq!(
        refusal.reasons,
        [Reason::NotPublished { product: "citic-jinan-new".into(), rule: RuleId::new("citic-jinan-new").unwrap() }]
    );
}

/// A refusal for term or age reads the page by itself; the printed limit that it cites says the same number.
#[test]
fn a_hard_refusal_cites_the_printed_limit() {
    let child = AddParty { id_number: Some(ResidentId::parse("710000201203070016").unwrap()), ..borrower() };
    let case = CaseIn::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
    let case = case.note(child, &context()).unwrap().case;
    for product in Pack::builtin().products.iter() {
        let (id, amount) = (product.id.clone(), Money::constant(1));
        let ask = ChooseProduct { loans: vec![Application { product: id, amount, term_months: 1000 }] };
        let refusal = case.clone().take(ask, &context()).unwrap_err().refusal;
        let cites = |wanted: LimitKind| {
            let rules: Vec<RuleId> = refusal.reasons.iter().flat_map(Reason::rules).collect();
            product.limits().into_iter().find(|it| it.kind == wanted && rules.contains(&it.id)).map(|it| it.value)
        };
        let said = |wanted: &str| {
            let details = refusal.reasons.iter().find(|it| it.code() == wanted)?.details();
            details.into_iter().find_map(|it| match it {
                ("minimum" | "maximum", Detail::Count(count)) => Some(LimitValue::Number(count.into())),
                _ => None,
            })
        };
        assert_eq!(said("term_over_limit"), cites(LimitKind::MaxTerm), "{}", product.id);
        assert_eq!(said("under_age"), cites(LimitKind::MinAge), "{}", product.id);
        assert_eq!(said("term_over_limit").is_some(), product.term_months_max.is_some());
        assert_eq!(said("under_age").is_some(), product.age_min.is_some());
    }
}

#[test]
fn a_product_without_a_route_is_not_chosen() {
    let pack = Pack { routes: Cow::Borrowed(&[]), ..Pack::BUILTIN };
    let refusal = refused(&pack, 1);
    assert_eq!(refusal.codes().collect::<Vec<_>>(), ["no_route"]);
}

#[test]
fn an_amount_that_is_none_is_not_asked() {
    let refusal = refused(&Pack::BUILTIN, 0);
    assert_eq!(refusal.reasons, [Reason::AmountNotPositive { amount: Money::ZERO }]);
    assert_eq!(refused(&Pack::BUILTIN, -5).codes().collect::<Vec<_>>(), ["amount_not_positive"]);
}

#[test]
fn the_typed_path_and_the_dynamic_path_agree() {
    let context = context();
    let typed = enquiry().take(asked(90_000_000), &context).unwrap();
    let mut dynamic = Case::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
    let commands: [super::Command; 4] = [borrower().into(), facts().into(), home().into(), asked(90_000_000).into()];
    for command in commands {
        dynamic = dynamic.step(&command, &context).unwrap().case;
    }
    assert_eq!(dynamic, Case::from(typed.case));
}

#[test]
fn a_refused_case_comes_back_as_it_was() {
    let case = enquiry();
    let turned = case.clone().take(asked(100_000_001), &context()).unwrap_err();
    assert_eq!(turned.case, case);
    assert_eq!(
        turned.refusal.to_string(),
        "`choose_product` refused in stage `enquiry`: 1000000.01 yuan of loan for a home of 1000000.00 yuan"
    );
}

#[test]
fn a_case_that_is_elsewhere_is_given_back() {
    assert_eq!(Case::from(enquiry()).end_reason(), None);
    let Moved { case, .. } = enquiry().take(Withdraw { reason: "none".into() }, &context()).unwrap();
    let case = Case::from(case);
    assert_eq!(case.end_reason(), Some("none"));
    let back = CaseIn::<stage::Enquiry>::try_from(case.clone()).unwrap_err();
    assert_eq!(back, case);
}

#[test]
fn debug_masks_what_is_personal() {
    let shown = format!("{:?}", enquiry());
    assert!(!shown.contains("陈一诺") && !shown.contains("试验路1号"), "{shown}");
    assert!(shown.contains("陈*"), "{shown}");
}

#[test]
fn a_typed_program_starts_its_log() {
    let opened = CaseIn::open(CaseId::new("C-1").unwrap(), &context()).unwrap();
    let log = crate::log::Log::start(opened.entry()).unwrap();
    assert_eq!(log.replay().unwrap(), Case::from(opened.case));
}
