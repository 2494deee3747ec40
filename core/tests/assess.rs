//! An enquiry and a case are judged alike.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use anjieflow::assess::{Applicant, Enquiry, assess};
use anjieflow::case::{Actor, Case, Context};
use anjieflow::date::Date;
use anjieflow::finding::findings;
use anjieflow::identity::Sex;
use anjieflow::interchange::plain::Rules;
use anjieflow::party::PartyId;
use anjieflow::product::Role;
use serde_json::{Value, json};

fn case(product: &str, day: &str, id: &str, figures: Value) -> Case {
    let context = json!({"today": day, "by": "wang", "salt": "00112233445566778899aabbccddeeff"});
    let (case, _) = Rules::builtin().open(json!({"case": "C-1", "context": context})).unwrap();
    let commands = [
        json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺", "id_number": id}),
        json!({"command": "describe_property", "address": "试验路1号", "price_fen": 200_000_000,
               "site": {"city": "Shanghai"}}),
        json!({"command": "state_facts", "facts": {"property": "completed_new", "household_home_count": 1}}),
        json!({"command": "state_figures", "figures": figures}),
        json!({"command": "choose_product",
               "loans": [{"product": product, "amount_fen": 90_000_000, "term_months": 240}]}),
    ];
    let step = |case: Case, command: Value| Rules::builtin().step(&case, command, context.clone()).unwrap().0;
    commands.into_iter().fold(case, step)
}

#[test]
fn an_enquiry_is_judged_as_its_case_is() {
    let id = "710000198003070033";
    for product in ["ccb-housing", "psbc-new", "pf-shanghai-new", "icbc-housing-new"] {
        for day in ["2024-05-20", "2025-06-01", "2026-03-02"] {
            let context = Context::new(day.parse::<Date>().unwrap(), Actor::new("wang").unwrap());
            let bare =
                case(product, day, id, json!({"monthly_income_fen": 2_000_000, "property_fee_monthly_fen": 20_000}));
            let loan = &bare.file().loans[0];
            let enquiry = Enquiry::of(bare.file());
            let assessment = assess(&enquiry, &loan.file().application, context.pack, context.today).unwrap();
            // The case states what the assessment computes.
            let monthly = assessment.terms.as_ref().map(|terms| terms.monthly().fen()).unwrap();
            let figures = json!({"monthly_income_fen": 2_000_000, "property_fee_monthly_fen": 20_000,
                                 "monthly_instalment_fen": monthly});
            let stated = case(product, day, id, figures);
            let mut found = findings(stated.file(), &stated.file().loans[0], &context);
            // A case knows the day it was opened; nothing is opened for an enquiry.
            for (one, other) in found.iter_mut().zip(&assessment.findings) {
                one.basis = other.basis;
            }
            assert_eq!(found, assessment.findings, "{product} on {day}");
        }
    }
}

#[test]
fn an_enquiry_of_a_case_knows_who_borrows() {
    let case = case("ccb-housing", "2026-03-02", "710000198003070033", json!({}));
    let born = Some((Date::constant(1980, 3, 7), Sex::Male));
    let applicant = Applicant { id: PartyId::new("b1").unwrap(), role: Role::Borrower, born };
    assert_eq!(Enquiry::of(case.file()).applicants, [applicant]);
}
