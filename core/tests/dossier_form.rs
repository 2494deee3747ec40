//! The lender's form of a case in which everything is said and every paper is there: nothing is blank that the case could
//! fill, whatever the product and the household; and what is taken away again is what stands blank.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests stop at the first surprise too"
)]

use std::collections::BTreeSet;

use anjieflow::case::{Actor, Case, CaseId, Context, Salt};
use anjieflow::checklist::LineStatus;
use anjieflow::date::Date;
use anjieflow::dossier::{self, FieldOf, Form};
use anjieflow::fact::{Fact, FactKind};
use anjieflow::figure::{Figure, FigureUnit};
use anjieflow::interchange::read_command;
use anjieflow::product::{GateStep, Pack, Product, Role};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

fn context() -> Context<'static> {
    Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap()).salted(Salt::new([7; 16]))
}

fn step(case: Case, command: &Value) -> Case {
    let command = read_command(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    case.step(&command, &context()).unwrap_or_else(|turned| panic!("{command:?}: {:?}", turned.refusal)).case
}

/// The products whose lists are known.
fn products() -> Vec<&'static Product> {
    Pack::builtin().products.iter().filter(|it| it.requirements.listed().is_some()).collect()
}

/// Every fact, stated as the numbers choose; who takes part is told by what is registered.
fn facts(product: &Product, choice: &[Index]) -> Map<String, Value> {
    let mut facts = Map::new();
    for (fact, index) in Fact::ALL.iter().zip(choice) {
        let words = fact.words();
        let word = match fact {
            Fact::Property => product.property_kinds[index.index(product.property_kinds.len())].name(),
            Fact::LoanKind => product.kind.name(),
            Fact::Marital => "married",
            Fact::HasCoBorrower | Fact::HasCoOwner | Fact::HasGuarantor | Fact::MinorOnTitle | Fact::SignedByAgent => {
                "yes"
            }
            _ => words[index.index(words.len())],
        };
        let value = match fact.kind() {
            FactKind::Flag => json!(word == "yes"),
            FactKind::Number => json!(word.parse::<u8>().unwrap()),
            FactKind::Word => json!(word),
        };
        facts.insert(fact.name().to_owned(), value);
    }
    facts
}

/// One of each role that a person plays, with everything that a form asks of a person.
fn parties(mut case: Case) -> Case {
    for (number, role) in Role::ALL.iter().filter(|role| role.is_person()).enumerate() {
        let (id, passport) = (role.name(), format!("E{:08}", 10_000_000 + number));
        case = step(
            case,
            &json!({
                "command": "add_party", "id": id, "role": role.name(), "name": "陈一诺",
                "other_id": passport, "phone": format!("138{number:08}"),
            }),
        );
    }
    case
}

/// Said, described, applied for, signed and agreed; no paper yet.
fn stated(product: &Product, choice: &[Index]) -> Option<Case> {
    let case = Case::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
    let case = step(parties(case), &json!({"command": "state_facts", "facts": facts(product, choice)}));
    let figure = |it: &Figure| match it.unit() {
        FigureUnit::Fen => 1_000_000,
        FigureUnit::Count => 24,
        FigureUnit::Year => 2015,
    };
    let figures: Map<String, Value> = Figure::ALL.iter().map(|it| (it.name().to_owned(), json!(figure(it)))).collect();
    let home = json!({
        "command": "describe_property", "address": "济南市历下区试验路1号2栋301室", "price_fen": 150_000_000,
        "appraisal_fen": 148_000_000, "site": {"city": "Jinan"},
    });
    let case = step(step(case, &json!({"command": "state_figures", "figures": figures})), &home);
    let loan = json!({"product": product.id.as_str(), "amount_fen": 60_000_000, "term_months": 120});
    let choose = read_command(&json!({"command": "choose_product", "loans": [loan]})).unwrap();
    // Some homes have no route with some lenders.
    let mut case = case.step(&choose, &context()).ok()?.case;
    case = step(case, &json!({"command": "designate_account", "holder": "seller", "number": "6222021001116245702"}));
    for (milestone, reference) in [("contract_signed", json!("YS-2026-0092")), ("credit_authorised", json!(null))] {
        let mark =
            json!({"command": "mark_milestone", "milestone": milestone, "state": "done", "reference": reference});
        case = step(case, &mark);
    }
    Some(case)
}

/// Every paper of the list that is asked for by the submission, checked.
fn collected(mut case: Case, product: &Product) -> Case {
    for _ in 0..20 {
        let loan = &case.file().loans[0];
        let list = case.file().checklist_at(product, loan, Some(GateStep::Submit), &context()).unwrap();
        let open = list.open().filter(|line| line.step().is_due_by(GateStep::Submit));
        let wanted: Vec<(String, String)> = open
            .map(|line| {
                assert!(!matches!(line.status, LineStatus::Undecided(_) | LineStatus::PartyMissing), "{line:?}");
                (line.document().to_string(), line.holder.unwrap().to_owned())
            })
            .collect();
        if wanted.is_empty() {
            return case;
        }
        for (kind, holder) in wanted {
            let document = format!("d{}", case.length() + 1);
            case = step(
                case,
                &json!({"command": "add_document", "kind": kind, "holder": holder, "issued": "2026-03-02", "pages": 2}),
            );
            case = step(case, &json!({"command": "check_document", "document": document}));
        }
    }
    panic!("the list is never complete");
}

fn form(case: &Case) -> Form<'_> {
    dossier::form(case.file(), &case.file().loans[0], &*Box::leak(Box::new(context()))).unwrap()
}

fn blanks(case: &Case) -> BTreeSet<&'static str> {
    form(case).fields.iter().filter(|it| it.value.is_none()).map(|it| it.field.name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn what_is_said_is_filled(product in any::<Index>(), choice in prop::collection::vec(any::<Index>(), Fact::COUNT)) {
        let products = products();
        let product = products[product.index(products.len())];
        let Some(case) = stated(product, &choice) else { return Err(TestCaseError::reject("no route")) };
        let case = collected(case, product);
        // Of several methods of repayment the customer chooses one, and no step of a case says which.
        let unsaid = BTreeSet::from(if product.repayment_methods.len() == 1 { [""; 1] } else { ["method"; 1] });
        let blank: Vec<_> = blanks(&case).difference(&unsaid).copied().collect();
        prop_assert!(blank.is_empty(), "{blank:?} of {}", product.id);
        let (context, loan) = (context(), &case.file().loans[0]);
        let package = dossier::package(&case, loan, &context).unwrap();
        let empty: Vec<_> = package.blanks().collect();
        prop_assert!(empty.is_empty(), "{:?}", empty);
        prop_assert_eq!(package.pages.uncounted, 0);
        let papers: BTreeSet<u32> = package.rows.iter().filter_map(|row| Some(row.paper?.entry)).collect();
        let once = package.rows.iter().filter(|row| row.stands_in.is_none()).count();
        prop_assert_eq!(papers.len(), once, "a paper stands twice");
        prop_assert_eq!(usize::try_from(package.pages.counted).unwrap(), 2 * papers.len());
        // Who signs is registered, but for the developer, who signs as one.
        for signature in form(&case).signatures {
            prop_assert!(signature.party.is_some() || signature.role == Role::Developer, "{:?}", signature);
        }
    }

    /// Each field that is filled from something says so: take it away, and it is the one that stands blank.
    #[test]
    fn what_is_not_said_is_blank(product in any::<Index>(), choice in prop::collection::vec(any::<Index>(), Fact::COUNT), fact in any::<Index>()) {
        let products = products();
        let product = products[product.index(products.len())];
        let Some(case) = stated(product, &choice) else { return Err(TestCaseError::reject("no route")) };
        let said = form(&case);
        let of_facts: Vec<(&'static str, Fact)> = said.fields.iter().filter_map(|it| match it.field.of {
            FieldOf::Fact(fact) if it.value.is_some() => Some((it.field.name, fact)),
            _ => None,
        }).collect();
        let (field, fact) = of_facts[fact.index(of_facts.len())];
        let mut file = case.file().clone();
        file.facts = file.facts.without(fact);
        let context = context();
        let Some(form) = dossier::form(&file, &file.loans[0], &context) else { panic!("no form") };
        let shown = form.fields.iter().find(|it| it.field.name == field);
        prop_assert!(shown.is_none_or(|it| it.value.is_none()), "{field}");
    }
}
