//! Deliberately broken packs, one a kind of fault, and what is said of each in both languages.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

use anjieflow::error::ErrorCode;
use anjieflow::fact::Fact;
use anjieflow::interchange::pack;
use anjieflow::product::{Condition, Limit, LimitKind, LimitValue, Pack, Period, ProductId, RuleId};
use anjieflow::proof::{Fault, FaultKind, Level};
use serde_json::{Value, json};

/// A small sound pack: one product for second-hand homes, its list, its route.
fn sound() -> Value {
    let name = json!({"zh": "某", "en": "some"});
    json!({
        "pack": 1,
        "edition": {"id": "test", "published": "2026-11-24"},
        "sources": [{"id": "page", "title": "Page", "url": "https://bank.example", "kind": "official"}],
        "documents": [
            document("id_card", "identity"), document("income_cert", "income"), document("tax_cert", "income"),
            document("marriage_cert", "family"),
        ],
        "products": [{
            "id": "bank-second", "institution": name, "name": name, "kind": "commercial", "rate_rule": "lpr_spread",
            "property_kinds": ["second_hand"],
            "requirements": [row("id_card/borrower", "borrower")],
            "published": "today", "confidence": "high", "sources": ["page"],
        }],
        "routes": [route("commercial/second_hand", "second_hand")],
    })
}

fn document(id: &str, category: &str) -> Value {
    json!({"id": id, "zh": id, "en": id, "category": category, "supplied_by": "", "form": "", "validity_note": "", "checked_by": "", "consistency_checks": ""})
}

fn row(id: &str, role: &str) -> Value {
    json!({"id": id, "asks": id.split('/').next(), "role": role})
}

fn when(mut row: Value, fact: &str, values: Value) -> Value {
    row["when"] = json!({"fact": fact, "in": values});
    row
}

fn route(id: &str, property: &str) -> Value {
    let note = json!({"zh": "因", "en": "why"});
    let need = |id: &str, need: Value| json!({"id": id, "need": need, "note": note});
    json!({
        "id": id, "name": {"zh": "路", "en": "way"}, "product_kind": "commercial", "property": property,
        "source": "a test",
        "gates": [
            {"step": "submit", "needs": [need("submit/contract", json!({"done": "contract_signed"}))]},
            {"step": "release", "needs": [need("release/cancelled", json!({"done": "mortgage_cancelled"}))]},
        ],
        "sequences": [{"id": "registered-cancelled", "first": "mortgage_registered", "then": "mortgage_cancelled", "note": note}],
    })
}

fn sequence(first: &str, then: &str) -> Value {
    json!({"id": format!("{first}/{then}"), "first": first, "then": then, "note": {"zh": "因", "en": "why"}})
}

fn rows(pack: &mut Value) -> &mut Vec<Value> {
    pack["products"][0]["requirements"].as_array_mut().unwrap()
}

fn faults(pack: &Value) -> Vec<Fault> {
    pack::read_unchecked([pack.to_string().as_str()]).unwrap().faults()
}

/// The pack has this fault and no other: its rows, its smallest example, both languages, and the refusal to load.
#[track_caller]
fn one_fault(pack: &Value, kind: FaultKind, rules: &[&str], example: &str, en: &str, zh: &str) {
    let faults = faults(pack);
    let [fault] = faults.as_slice() else { panic!("{faults:#?}") };
    assert_eq!((fault.kind, fault.level), (kind, Level::Error));
    assert_eq!(fault.rules, rules);
    assert_eq!(format!("{:?}", fault.example), example);
    assert_eq!(fault.to_string(), en);
    assert_eq!(fault.zh().to_string(), zh);
    let error = pack::read(&pack.to_string()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Faulty);
    assert_eq!(error.message(), format!("{kind}: {en}"));
}

#[test]
fn the_pack_these_tests_break_is_sound() {
    assert_eq!(faults(&sound()), []);
    assert!(pack::read(&sound().to_string()).is_ok());
}

#[test]
fn a_row_that_holds_for_nobody() {
    let mut pack = sound();
    rows(&mut pack).push(when(row("tax_cert/borrower", "borrower"), "property", json!(["presale"])));
    one_fault(
        &pack,
        FaultKind::Unreachable,
        &["tax_cert/borrower"],
        "{}",
        "row `tax_cert/borrower` is asked of nobody who can have the product: property is presale",
        "规则 `tax_cert/borrower` 对可申请该产品的任何人都不适用：房产类型为期房",
    );
}

#[test]
fn an_exception_that_never_meets_its_rule() {
    let mut pack = sound();
    let mut row = when(row("tax_cert/borrower", "borrower"), "marital", json!(["married"]));
    row["unless"] = json!({"fact": "marital", "in": ["widowed"]});
    rows(&mut pack).push(row);
    one_fault(
        &pack,
        FaultKind::Unreachable,
        &["tax_cert/borrower"],
        "{}",
        "the exception of row `tax_cert/borrower` never meets its condition: marital is widowed",
        "规则 `tax_cert/borrower` 的例外情形不可能出现：婚姻状况为丧偶",
    );
}

#[test]
fn two_rows_that_disagree() {
    let mut pack = sound();
    let asks = |copies: u8| json!({"document": "income_cert", "copies": copies});
    let mut one = when(row("income_cert/borrower", "borrower"), "marital", json!(["married", "divorced"]));
    one["asks"] = asks(1);
    let mut two = when(row("income_cert/borrower/2", "borrower"), "marital", json!(["divorced", "widowed"]));
    two["asks"] = asks(2);
    rows(&mut pack).extend([one, two]);
    one_fault(
        &pack,
        FaultKind::Contradiction,
        &["income_cert/borrower", "income_cert/borrower/2"],
        r#"{"marital": "divorced"}"#,
        "rows `income_cert/borrower` and `income_cert/borrower/2` ask the borrower for income_cert at once and disagree on \
         the copies; for example when marital is divorced",
        "规则 `income_cert/borrower` 与 `income_cert/borrower/2` 同时要求借款人提交同一资料，但份数不一致；例如婚姻状况为离异时",
    );
    // What one row does not say it does not deny; and rows that never hold together cannot disagree.
    rows(&mut pack)[2]["asks"] = json!("income_cert");
    assert_eq!(faults(&pack), []);
    rows(&mut pack)[2]["asks"] = asks(2);
    rows(&mut pack)[2]["when"] = json!({"fact": "marital", "in": ["widowed"]});
    assert_eq!(faults(&pack), []);
}

#[test]
fn rows_at_two_steps_and_with_two_windows() {
    let with = |field: &str, one: Value, two: Value| {
        let mut pack = sound();
        for (id, value) in [("tax_cert/borrower", one), ("tax_cert/borrower/2", two)] {
            let mut row = row(id, "borrower");
            match field {
                "step" => row["step"] = value,
                _ => row["asks"] = json!({"document": "tax_cert", field: value}),
            }
            rows(&mut pack).push(row);
        }
        faults(&pack).iter().map(|fault| fault.says.en.rsplit(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let days = |days: u16| json!({"days": days, "from": "issued"});
    assert_eq!(with("step", json!("apply"), json!("disburse")), ["step"]);
    assert_eq!(with("original", json!("inspect"), json!("submit")), ["original"]);
    assert_eq!(with("validity", days(30), days(60)), ["validity"]);
    assert_eq!(with("validity", days(30), days(30)), Vec::<String>::new());
}

#[test]
fn more_papers_than_there_are() {
    let mut pack = sound();
    let mut row = row("income_cert/borrower", "borrower");
    row["asks"] = json!({"at_least": {"count": 3, "of": ["income_cert", "tax_cert"]}});
    rows(&mut pack).push(row);
    one_fault(
        &pack,
        FaultKind::Contradiction,
        &["income_cert/borrower"],
        "{}",
        "row `income_cert/borrower` asks for 3 of 2 papers",
        "规则 `income_cert/borrower` 要求在 2 份资料中提交 3 份",
    );
}

#[test]
fn two_routes_that_claim_one_case() {
    let mut pack = sound();
    let mut special = |id: &str, modes: Value| {
        let mut route = when(route(id, "second_hand"), "transfer_mode", modes);
        route["gates"] = json!([]);
        pack["routes"].as_array_mut().unwrap().push(route);
    };
    special("first", json!(["paid_off_first", "mortgage_changed"]));
    special("second", json!(["mortgage_changed"]));
    one_fault(
        &pack,
        FaultKind::Contradiction,
        &["first", "second"],
        r#"{"transfer_mode": "mortgage_changed"}"#,
        "the routes `first` and `second` claim the same case; for example when transfer_mode is mortgage_changed",
        "流程 `first` 与 `second` 适用于同一案件；例如卖方抵押处理方式为抵押权变更时",
    );
}

#[test]
fn two_gates_before_one_step() {
    let mut pack = sound();
    pack["routes"][0]["gates"].as_array_mut().unwrap().push(json!({"step": "submit", "needs": []}));
    one_fault(
        &pack,
        FaultKind::Contradiction,
        &["commercial/second_hand"],
        "{}",
        "the route `commercial/second_hand` has two gates before submit: only the first would be asked",
        "流程 `commercial/second_hand` 在报卷前设了两次关口：只会核查第一次",
    );
}

#[test]
fn two_limits_of_one_waiver() {
    let mut pack = sound();
    let row = |id: &str, days: u16, effective: Value| {
        json!({"id": id, "documents": ["income_cert"], "milestones": [], "granted_by": ["lender"], "days_max": days,
            "steps": ["submit"], "note": {"zh": "因", "en": "why"}, "effective": effective, "confidence": "low"})
    };
    pack["waivers"] =
        json!([row("short", 5, json!({"until": "2025-12-31"})), row("long", 15, json!({"from": "2026-01-01"}))]);
    assert_eq!(faults(&pack), [], "one after the other");
    pack["waivers"][1]["effective"] = json!({"from": "2025-12-31"});
    one_fault(
        &pack,
        FaultKind::Contradiction,
        &["short", "long"],
        "{}",
        "the rows `short` and `long` both limit a waiver of income_cert: only the first would be asked",
        "`short` 与 `long` 均规定 income_cert 的容缺限度：只会适用第一条",
    );
}

#[test]
fn a_household_without_a_list() {
    let mut pack = sound();
    *rows(&mut pack) = vec![
        when(row("id_card/borrower", "borrower"), "marital", json!(["single", "married"])),
        when(row("tax_cert/borrower", "borrower"), "local_household", json!([true])),
    ];
    one_fault(
        &pack,
        FaultKind::Gap,
        &["bank-second"],
        r#"{"marital": "divorced", "local_household": "no"}"#,
        "no row of `bank-second` is asked of some household that can have it; for example when marital is divorced and \
         local_household is no",
        "有可申请 `bank-second` 的家庭不适用其清单的任何一条；例如婚姻状况为离异且本地户籍为否时",
    );
}

#[test]
fn a_home_without_a_route() {
    let mut pack = sound();
    pack["products"][0]["property_kinds"] = json!(["presale", "second_hand"]);
    one_fault(
        &pack,
        FaultKind::Gap,
        &["bank-second"],
        r#"{"property": "presale"}"#,
        "`bank-second` is a commercial product for presale, and there is no such route; for example when property is presale",
        "`bank-second` 属商业贷款，可用于期房，却没有相应流程；例如房产类型为期房时",
    );
    // A route for some cases of it only.
    pack["routes"].as_array_mut().unwrap().push(when(route("presale", "presale"), "is_talent", json!([true])));
    let gap = &faults(&pack)[0];
    assert_eq!(format!("{:?}", gap.example), r#"{"property": "presale", "is_talent": "no"}"#);
}

#[test]
fn papers_of_nobody() {
    let asked = |role: &str| {
        let mut pack = sound();
        rows(&mut pack).push(row(&format!("tax_cert/{role}"), role));
        faults(&pack).iter().map(|fault| format!("{}: {:?}", fault.kind, fault.example)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(asked("spouse"), r#"nobody_supplies: {"marital": "single"}"#);
    assert_eq!(asked("guarantor"), r#"nobody_supplies: {"has_guarantor": "no"}"#);
    assert_eq!(asked("guardian"), r#"nobody_supplies: {"minor_on_title": "no", "incapable_adult_on_title": "no"}"#);
    assert_eq!(asked("developer"), "nobody_supplies: {}", "a product for second-hand homes alone");
    assert_eq!(asked("seller"), "");
    assert_eq!(asked("household"), "");

    let mut pack = sound();
    let row = when(row("marriage_cert/couple", "couple"), "marital", json!(["married", "widowed"]));
    rows(&mut pack).push(row);
    one_fault(
        &pack,
        FaultKind::NobodySupplies,
        &["marriage_cert/couple"],
        r#"{"marital": "widowed"}"#,
        "row `marriage_cert/couple` asks the couple for marriage_cert, and there may be none: who is not married is no \
         couple; for example when marital is widowed",
        "规则 `marriage_cert/couple` 要求夫妻双方提交资料，而可能并无此人：未婚、离异、丧偶者没有配偶；例如婚姻状况为丧偶时",
    );
}

#[test]
fn a_gate_that_never_opens() {
    let mut pack = sound();
    pack["routes"][0]["sequences"] =
        json!([sequence("contract_filed", "contract_signed"), sequence("contract_signed", "contract_filed"),]);
    one_fault(
        &pack,
        FaultKind::GateShut,
        &["commercial/second_hand", "submit/contract"],
        "{}",
        "the gate before submit of `commercial/second_hand` never opens, for milestones wait for each other: contract_signed → \
         contract_filed → contract_signed",
        "流程 `commercial/second_hand` 的报卷关口永远不通，因节点互相等待：网签 → 备案 → 网签",
    );
    // A circle that no gate asks about is one all the same.
    pack["routes"][0]["sequences"] = json!([sequence("insured", "notarised"), sequence("notarised", "insured")]);
    assert_eq!(
        faults(&pack)[0].to_string(),
        "milestones wait for each other and none can be done: insured → notarised → insured"
    );
}

#[test]
fn a_circle_of_two_loans_together() {
    let mut pack = sound();
    let mut fund = pack["products"][0].clone();
    fund["id"] = json!("fund-second");
    fund["kind"] = json!("provident_fund");
    fund["requirements"] = json!([row("id_card/borrower/fund", "borrower")]);
    pack["products"].as_array_mut().unwrap().push(fund);
    let mut fund = route("provident_fund/second_hand", "second_hand");
    fund["product_kind"] = json!("provident_fund");
    fund["sequences"] = json!([sequence("mortgage_cancelled", "mortgage_registered")]);
    pack["routes"].as_array_mut().unwrap().push(fund);
    one_fault(
        &pack,
        FaultKind::GateShut,
        &["commercial/second_hand", "provident_fund/second_hand"],
        "{}",
        "milestones wait for each other and none can be done: mortgage_registered → mortgage_cancelled → mortgage_registered",
        "节点互相等待，均无法完成：抵押登记 → 注销抵押 → 抵押登记",
    );
}

#[test]
fn a_case_that_is_stranded() {
    let mut pack = sound();
    let back = sequence("mortgage_cancelled", "mortgage_registered");
    pack["routes"][0]["sequences"].as_array_mut().unwrap().push(back);
    let faults = faults(&pack);
    let [gate, case] = faults.as_slice() else { panic!("{faults:#?}") };
    assert_eq!((gate.kind, case.kind), (FaultKind::GateShut, FaultKind::Stranded));
    assert_eq!(
        case.to_string(),
        "a case on `commercial/second_hand` is stranded in settled: nothing leads to an end with release shut"
    );
    assert_eq!(case.zh().to_string(), "走流程 `commercial/second_hand` 的案件会滞留在已结清：解押不通时无法了结");
    let error = pack::read(&pack.to_string()).unwrap_err();
    assert!(error.message().ends_with("(and 1 more)"), "{error}");
}

#[test]
fn a_list_that_nobody_published_is_a_note() {
    let mut pack = sound();
    pack["products"][0]["requirements"] = json!("not_published");
    let faults = faults(&pack);
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].kind, faults[0].level), (FaultKind::GateShut, Level::Note));
    assert!(pack::read(&pack.to_string()).is_ok());
}

#[test]
fn a_hundred_products_are_sound() {
    let mut pack = Pack::BUILTIN;
    let own = pack.products.clone();
    for copy in 1..4 {
        let more = own.iter().map(|product| {
            let mut product = product.clone();
            product.id = ProductId::new(&format!("{}-{copy}", product.id)).unwrap();
            product
        });
        pack.products.to_mut().extend(more);
    }
    assert!(pack.products.len() > 100);
    assert_eq!(pack.check(), Ok(()));
}

/// The built-in rules with one limit alone, and a second one made from it.
fn two_limits(change: impl Fn(&mut Limit, &mut Limit)) -> Pack {
    let mut pack = Pack::BUILTIN;
    let limits = pack.policy.limits.to_mut();
    limits.retain(|limit| limit.kind == LimitKind::MinDownPayment && matches!(limit.value, LimitValue::Number(_)));
    limits.truncate(1);
    let mut other = limits[0].clone();
    (limits[0].id, other.id) = (RuleId::new("one").unwrap(), RuleId::new("other").unwrap());
    limits[0].when = Condition::Always;
    other.when = Condition::Always;
    limits[0].origin.effective = Period::ALWAYS;
    other.origin.effective = Period::ALWAYS;
    change(&mut limits[0], &mut other);
    limits.push(other);
    pack
}

#[track_caller]
fn one_error(pack: &Pack, kind: FaultKind, en: &str, zh: &str) {
    let faults: Vec<Fault> = pack.faults().into_iter().filter(|fault| fault.level == Level::Error).collect();
    let [fault] = faults.as_slice() else { panic!("{faults:#?}") };
    assert_eq!((fault.kind, fault.to_string().as_str(), fault.zh().to_string().as_str()), (kind, en, zh));
}

#[test]
fn two_limits_for_the_same_households() {
    let word = |fact: Fact, word: &str| Condition::is(fact, fact.value_of_word(word).unwrap());
    let pack = two_limits(|one, other| {
        // The same households, written otherwise.
        one.when = word(Fact::IsTalent, "yes");
        other.when = word(Fact::IsTalent, "no").negated();
        other.value = LimitValue::Number(1);
    });
    one_error(
        &pack,
        FaultKind::Contradiction,
        "the limits `one` and `other` set min_down_payment differently for the same households; for example when is_talent \
         is yes",
        "限额 `one` 与 `other` 对同样的家庭规定了不同的最低首付比例；例如人才为是时",
    );
    // Other households, another time, the same value: no contradiction.
    assert!(two_limits(|_, other| other.value = LimitValue::Number(1)).check().is_err());
    assert!(two_limits(|_, _| {}).check().is_ok());
    let talents = |other: &mut Limit| {
        other.value = LimitValue::Number(1);
        other.when = word(Fact::IsTalent, "yes");
    };
    assert!(two_limits(|_, other| talents(other)).check().is_ok());
}

#[test]
fn a_limit_for_nobody() {
    let both = |fact: Fact| fact.values().map(|value| Condition::is(fact, value)).collect::<Vec<_>>();
    let pack = two_limits(|one, _| one.when = Condition::All(both(Fact::IsTalent).into()));
    one_error(
        &pack,
        FaultKind::Unreachable,
        "the limit `one` is for no household: is_talent is no and is_talent is yes",
        "限额 `one` 不适用于任何家庭：人才为否且人才为是",
    );
}

#[test]
fn days_without_a_limit() {
    let day = |text: &str| Some(text.parse().unwrap());
    let after = |from: &str| {
        two_limits(|one, other| {
            one.origin.effective.until = day("2024-05-16");
            other.origin.effective.from = day(from);
        })
    };
    assert!(after("2024-05-17").check().is_ok());
    one_error(
        &after("2024-06-01"),
        FaultKind::Gap,
        "nothing is said of min_down_payment from 2024-05-17 until 2024-06-01, between `one` and `other`",
        "自 2024-05-17 至 2024-06-01，`one` 与 `other` 之间没有最低首付比例的规定",
    );
}
