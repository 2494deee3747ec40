use super::*;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::product::{Asks, Condition, Policy, RequirementStep, Role};
use std::borrow::Cow::Borrowed;

const BANK: &str = "China CITIC Bank";

fn jinan() -> Place {
    Place { city: Some("Jinan".into()), ..Place::COUNTRY }
}

fn bank_in_jinan() -> Place {
    Place { institution: Some(BANK.into()), ..jinan() }
}

fn id(text: &str) -> RuleId {
    RuleId::new(text).unwrap()
}

/// A layer with nothing in it but its name and place.
fn layer(name: &str, place: Place) -> Layer {
    let edition = Edition { id: EditionId::new(name).unwrap(), published: Date::constant(2026, 11, 24) };
    let rows = Catalogue {
        edition,
        products: Borrowed(&[]),
        documents: Borrowed(&[]),
        routes: Borrowed(&[]),
        waivers: Borrowed(&[]),
        deadlines: Borrowed(&[]),
        policy: Policy::EMPTY,
        sources: Borrowed(&[]),
    };
    Layer { place, over: None, rows, lists: Borrowed(&[]), replaces: Borrowed(&[]), drops: Borrowed(&[]) }
}

fn paper(rule: &str, document: DocumentKind, note: &'static str) -> Requirement {
    Requirement {
        id: id(rule),
        asks: Asks::paper(document),
        role: Role::Borrower,
        when: Condition::Always,
        unless: None,
        step: RequirementStep::Unknown,
        note: note.into(),
        origin: None,
    }
}

fn adding(name: &str, place: Place, papers: Vec<Requirement>) -> Layer {
    let list = List { product: ProductId::CITIC_MORTGAGE, requirements: papers.into() };
    Layer { lists: vec![list].into(), ..layer(name, place) }
}

fn searching(name: &str, place: Place) -> Layer {
    adding(name, place, vec![paper("jinan/housing_search", DocumentKind::HOUSING_SEARCH, "of the registry in Jinan")])
}

fn rules(catalogue: &Catalogue) -> Vec<&str> {
    let product = catalogue.product(&ProductId::CITIC_MORTGAGE).unwrap();
    product.requirements.listed().unwrap().iter().map(|rule| rule.id.as_str()).collect()
}

#[test]
fn a_layer_adds_papers_in_its_own_place_only() {
    let base = Catalogue::builtin();
    let layers = [searching("jinan-1", jinan())];
    let there = base.at(&bank_in_jinan(), &layers).unwrap();
    assert_eq!(rules(&there).len(), rules(base).len() + 1);
    assert_eq!(rules(&there).last(), Some(&"jinan/housing_search"));
    assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_jinan-1");
    assert_eq!(base.at(&Place::COUNTRY, &layers).as_ref(), Ok(base), "elsewhere nothing changes");
}

#[test]
fn the_narrower_layer_replaces_and_drops_by_name() {
    let own = adding(
        "citic-jinan-1",
        bank_in_jinan(),
        vec![paper("jinan/housing_search", DocumentKind::HOUSING_SEARCH, "the bank asks for it itself")],
    );
    let own = Layer {
        replaces: vec![id("jinan/housing_search")].into(),
        drops: vec![id("citic-mortgage/down_payment_receipt/borrower")].into(),
        ..own
    };
    // Given in the wrong order: depth decides, not the order of the list.
    let there = Catalogue::builtin().at(&bank_in_jinan(), &[own, searching("jinan-1", jinan())]).unwrap();
    let product = there.product(&ProductId::CITIC_MORTGAGE).unwrap();
    assert_eq!(product.rule(&id("jinan/housing_search")).unwrap().note, "the bank asks for it itself");
    assert_eq!(product.rule(&id("citic-mortgage/down_payment_receipt/borrower")), None);
    assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_jinan-1_citic-jinan-1");
}

/// Laid over the built-in rules for a bank in Jinan, the layers do not go together.
#[track_caller]
fn refused(layers: &[Layer], code: ErrorCode, message: &str) {
    let error = Catalogue::builtin().at(&bank_in_jinan(), layers).unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), (code, message));
}

#[test]
fn a_conflict_names_both_rows() {
    let taken = adding(
        "jinan-1",
        jinan(),
        vec![paper("citic-mortgage/income_cert/borrower", DocumentKind::INCOME_CERT, "on the local form")],
    );
    refused(
        &[taken],
        ErrorCode::Conflict,
        "layer `jinan-1`: row `citic-mortgage/income_cert/borrower` of `jinan-1` (city Jinan) meets row \
         `citic-mortgage/income_cert/borrower` of `builtin-2026-11-24`; name it under `replaces`, or give it an \
         identifier of its own",
    );
    let other = adding("jinan-2", jinan(), vec![paper("jinan/housing_search", DocumentKind::HOUSING_SEARCH, "")]);
    let other = Layer { replaces: vec![id("jinan/housing_search")].into(), ..other };
    refused(
        &[searching("jinan-1", jinan()), other],
        ErrorCode::Conflict,
        "layer `jinan-2`: row `jinan/housing_search` of `jinan-2` (city Jinan) meets row `jinan/housing_search` of \
         `jinan-1` (city Jinan); neither place is narrower than the other: keep one of the two rows",
    );
}

#[test]
fn what_is_not_there_is_neither_replaced_nor_dropped() {
    let missing = || vec![id("citic-mortgage/horoscope/borrower")].into();
    refused(
        &[Layer { replaces: missing(), ..layer("jinan-1", jinan()) }],
        ErrorCode::UnknownCode,
        "layer `jinan-1`.replaces: there is no row `citic-mortgage/horoscope/borrower` below; name a row of the pack below",
    );
    refused(
        &[Layer { drops: missing(), ..layer("jinan-1", jinan()) }],
        ErrorCode::UnknownCode,
        "layer `jinan-1`.drops: there is no row `citic-mortgage/horoscope/borrower` below; name a row of the pack below",
    );
}

#[test]
fn a_layer_written_for_another_edition_is_refused() {
    let old = Layer { over: Some(EditionId::new("builtin-2025-01-01").unwrap()), ..layer("jinan-1", jinan()) };
    refused(
        &[old],
        ErrorCode::Malformed,
        "layer `jinan-1`: it was written for edition `builtin-2025-01-01`, these are `builtin-2026-11-24`; look whether \
         it still holds, then name this edition under `over`",
    );
}

#[test]
fn a_layer_may_publish_what_the_lender_does_not() {
    let list = List {
        product: ProductId::CMB_HOUSING,
        requirements: vec![paper("jinan/id_card", DocumentKind::ID_CARD, "")].into(),
    };
    let own = Layer { lists: vec![list].into(), ..layer("jinan-1", jinan()) };
    let there = Catalogue::builtin().at(&jinan(), &[own]).unwrap();
    assert_eq!(there.product(&ProductId::CMB_HOUSING).unwrap().requirements.listed().unwrap().len(), 1);
}
