use super::*;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::money::Rate;
use crate::product::{
    Asks, Condition, Confidence, DecidingDay, LimitKind, LimitValue, Name, Period, ProductKind, RequirementStep, Role,
    WaivableId,
};
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
    let rows = Pack {
        edition,
        products: Borrowed(&[]),
        documents: Borrowed(&[]),
        routes: Borrowed(&[]),
        waivers: Borrowed(&[]),
        deadlines: Borrowed(&[]),
        notices: Borrowed(&[]),
        templates: Borrowed(&[]),
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

fn rules(pack: &Pack) -> Vec<&str> {
    let product = pack.product(&ProductId::CITIC_MORTGAGE).unwrap();
    product.requirements.listed().unwrap().iter().map(|rule| rule.id.as_str()).collect()
}

#[test]
fn a_layer_adds_papers_in_its_own_place_only() {
    let base = Pack::builtin();
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
    let there = Pack::builtin().at(&bank_in_jinan(), &[own, searching("jinan-1", jinan())]).unwrap();
    let product = there.product(&ProductId::CITIC_MORTGAGE).unwrap();
    assert_eq!(product.rule(&id("jinan/housing_search")).unwrap().note, "the bank asks for it itself");
    assert_eq!(product.rule(&id("citic-mortgage/down_payment_receipt/borrower")), None);
    assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_jinan-1_citic-jinan-1");
}

/// Laid over the built-in rules for a bank in Jinan, the layers do not go together.
#[track_caller]
fn refused(layers: &[Layer], code: ErrorCode, message: &str) {
    let error = Pack::builtin().at(&bank_in_jinan(), layers).unwrap_err();
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
    let there = Pack::builtin().at(&jinan(), &[own]).unwrap();
    assert_eq!(there.product(&ProductId::CMB_HOUSING).unwrap().requirements.listed().unwrap().len(), 1);
}

fn since(day: Date) -> Origin {
    let effective = Period { from: Some(day), until: None };
    let (decided_on, confidence) = (DecidingDay::Contract, Confidence::High);
    Origin { source: None, published: None, effective, decided_on, confidence }
}

fn limit(rule: &str, place: Place, number: i64) -> Limit {
    Limit {
        id: id(rule),
        kind: LimitKind::MinDownPayment,
        place,
        district: None,
        product_kinds: vec![ProductKind::Commercial].into(),
        when: Condition::Always,
        value: LimitValue::Number(number),
        origin: since(Date::constant(2026, 11, 1)),
        also: None,
        note: "".into(),
    }
}

fn of_policy(name: &str, policy: Policy) -> Layer {
    let plain = layer(name, jinan());
    Layer { rows: Pack { policy, ..plain.rows }, ..plain }
}

fn limits(name: &str, limits: Vec<Limit>) -> Layer {
    of_policy(name, Policy { limits: limits.into(), ..Policy::EMPTY })
}

fn found<'c>(pack: &'c Pack, rule: &str) -> Option<&'c Limit> {
    pack.policy.limits.iter().find(|limit| limit.id.as_str() == rule)
}

#[test]
fn a_limit_holds_where_its_layer_does() {
    let own = limits("jinan-1", vec![limit("down-payment/jinan", Place::COUNTRY, 400_000)]);
    let there = Pack::builtin().at(&jinan(), &[own]).unwrap();
    assert_eq!(found(&there, "down-payment/jinan").unwrap().place, jinan());

    let own = limits("jinan-1", vec![limit("down-payment/jinan", bank_in_jinan(), 400_000)]);
    let there = Pack::builtin().at(&jinan(), &[own]).unwrap();
    assert_eq!(found(&there, "down-payment/jinan").unwrap().place, bank_in_jinan());

    let qingdao = Place { city: Some("Qingdao".into()), ..Place::COUNTRY };
    refused(
        &[limits("jinan-1", vec![limit("down-payment/qingdao", qingdao, 400_000)])],
        ErrorCode::Malformed,
        "layer `jinan-1`.policy.limits[down-payment/qingdao]: its place (city Qingdao) is not within city Jinan; leave the \
         place out: a row of a layer holds where the layer does",
    );
}

#[test]
fn a_limit_is_replaced_and_dropped_by_name() {
    const DTI: &str = "dti/housing";
    let stricter = || limits("jinan-1", vec![limit(DTI, Place::COUNTRY, 400_000)]);
    refused(
        &[stricter()],
        ErrorCode::Conflict,
        "layer `jinan-1`.policy: row `dti/housing` of `jinan-1` (city Jinan) meets row `dti/housing` of \
         `builtin-2026-11-24`; name it under `replaces`, or give it an identifier of its own",
    );
    let meant = Layer { replaces: vec![id(DTI)].into(), ..stricter() };
    let there = Pack::builtin().at(&jinan(), &[meant]).unwrap();
    assert_eq!(found(&there, DTI).unwrap().value, LimitValue::Number(400_000));
    let without = Layer { drops: vec![id(DTI)].into(), ..layer("jinan-1", jinan()) };
    assert_eq!(found(&Pack::builtin().at(&jinan(), &[without]).unwrap(), DTI), None);
}

#[test]
fn a_series_stays_in_the_order_of_time() {
    let row = |day, rate| LprRow {
        one_year: Rate::new(rate).unwrap(),
        over_five_years: Rate::new(rate).unwrap(),
        origin: since(day),
    };
    let (early, late) = (Date::constant(2019, 8, 1), Date::constant(2026, 12, 21));
    let rows = vec![row(late, 33_000), row(early, 49_000)];
    let own = of_policy("jinan-1", Policy { lpr: rows.into(), ..Policy::EMPTY });
    let there = Pack::builtin().at(&jinan(), &[own]).unwrap();
    let rate = |day| there.policy.lpr(day).unwrap().row.one_year.millionths();
    assert_eq!((rate(early), rate(late)), (49_000, 33_000));
    assert_eq!(there.policy.lpr.len(), Pack::builtin().policy.lpr.len() + 2);

    let known = row(Date::constant(2019, 8, 20), 49_000);
    let own = || of_policy("jinan-1", Policy { lpr: vec![known.clone()].into(), ..Policy::EMPTY });
    refused(
        &[own()],
        ErrorCode::Conflict,
        "layer `jinan-1`.policy: row `lpr/2019-08-20` of `jinan-1` (city Jinan) meets row `lpr/2019-08-20` of \
         `builtin-2026-11-24`; name it under `replaces`, or give it an identifier of its own",
    );
    let meant = Layer { replaces: vec![id("lpr/2019-08-20")].into(), ..own() };
    let there = Pack::builtin().at(&jinan(), &[meant]).unwrap();
    assert_eq!(there.policy.lpr(Date::constant(2019, 8, 20)).unwrap().row, &known);
}

/// Whatever has a name can be dropped by it, and is then nowhere in the rules.
#[test]
fn a_row_of_any_section_is_dropped() {
    let base = Pack::builtin();
    let route = base.routes.first().unwrap();
    let line = &route.gates.first().unwrap().lines.first().unwrap().id;
    let sequence = &route.sequences.first().unwrap().id;
    let waiver: &WaivableId = &base.waivers.first().unwrap().id;
    let names = [
        base.products.first().unwrap().id.as_str(),
        line.as_str(),
        sequence.as_str(),
        waiver.as_str(),
        base.deadlines.first().unwrap().id.as_str(),
        base.routes.last().unwrap().id.as_str(),
        base.policy.rules.first().unwrap().id.as_ref(),
        base.policy.charges.first().unwrap().id.as_ref(),
        "shanghai",
        "fund_rates/2025-05-08",
    ];
    let whole = format!("{base:?}");
    for name in names {
        let own = Layer { drops: vec![id(name)].into(), ..layer("jinan-1", jinan()) };
        let there = base.at(&jinan(), &[own]).unwrap();
        let there = Pack { edition: base.edition.clone(), ..there };
        assert_ne!(&there, base, "{name}");
        assert!(format!("{there:?}").len() < whole.len(), "{name}");
        let again = Layer { drops: vec![id(name), id(name)].into(), ..layer("jinan-1", jinan()) };
        assert_eq!(base.at(&jinan(), &[again]).unwrap_err().code(), ErrorCode::UnknownCode, "{name}");
    }
}

#[test]
fn a_layer_leaves_no_list_empty_and_no_name_unknown() {
    let product = Pack::builtin().product(&ProductId::CITIC_MORTGAGE).unwrap();
    let all: Vec<RuleId> = product.requirements.listed().unwrap().iter().map(|row| row.id.clone()).collect();
    refused(
        &[Layer { drops: all.into(), ..layer("jinan-1", jinan()) }],
        ErrorCode::Empty,
        "products[citic-mortgage].requirements: a published list has no row; name the papers, or say that the list is not \
         published",
    );
    refused(
        &[Layer { drops: vec![id("citic-zh")].into(), ..layer("jinan-1", jinan()) }],
        ErrorCode::UnknownCode,
        "products[citic-mortgage].sources: no source is called `citic-zh`; add it to the section `sources`",
    );
}

#[test]
fn two_layers_of_one_depth_may_not_change_one_line() {
    let route = Pack::builtin().routes.first().unwrap();
    let line = route.gates.first().unwrap().lines.first().unwrap().id.clone();
    let own = |name| Layer { drops: vec![line.clone()].into(), ..layer(name, jinan()) };
    let error = Pack::builtin().at(&jinan(), &[own("jinan-1"), own("jinan-2")]).unwrap_err();
    // The first has taken it away, so that the second finds nothing there.
    assert_eq!(
        error.to_string(),
        format!("layer `jinan-2`.drops: there is no row `{line}` below; name a row of the pack below")
    );
    let renamed = Route { name: Name { zh: "甲".into(), en: "A".into() }, ..route.clone() };
    let changing = |name: &str| {
        let plain = layer(name, jinan());
        let rows = Pack { routes: vec![renamed.clone()].into(), ..plain.rows };
        Layer { rows, replaces: vec![id(route.id.as_str())].into(), ..plain }
    };
    let again = |name: &str| {
        let named = Name { zh: "乙".into(), en: "B".into() };
        let other = changing(name);
        let rows = Pack { routes: vec![Route { name: named, ..renamed.clone() }].into(), ..other.rows };
        Layer { rows, ..other }
    };
    let there = Pack::builtin().at(&jinan(), &[changing("jinan-1")]).unwrap();
    assert_eq!(there.routes.first().unwrap().name.en, "A");
    let error = Pack::builtin().at(&jinan(), &[changing("jinan-1"), again("jinan-2")]).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
}
