//! Loans in columns: the answers that every language is held to, and what is said of columns that do not hold.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::interchange::plain::Rules;
use anjieflow::interchange::{LoanReader, schema};
use anjieflow::product::Pack;
use serde_json::{Map, Value, json};

fn file(name: &str) -> Value {
    let path = format!("{}/tests/data/loans/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn on(day: &Value) -> Value {
    json!({"today": "2026-11-24", "as_of": day, "by": "wang"})
}

fn ask(columns: &Value, from: &Value, to: &Value) -> Result<Value, anjieflow::error::Error> {
    Rules::builtin().impact_of(columns, on(from), Rules::builtin(), on(to))
}

#[test]
fn two_real_changes_are_told() {
    let columns = file("columns.json");
    for (name, it) in file("answers.json").as_object().unwrap() {
        assert_eq!(ask(&columns, &it["from"], &it["to"]).unwrap(), it["answer"], "{name}");
    }
}

/// The columns of one loan, each with one value.
fn one(more: Value) -> Value {
    let mut all = Map::new();
    for (name, value) in [("product", json!("citic-mortgage")), ("amount_fen", json!(100)), ("term_months", json!(12))]
    {
        all.insert(name.to_owned(), json!([value]));
    }
    all.extend(more.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())));
    Value::Object(all)
}

#[test]
fn what_does_not_hold_is_named() {
    let (from, to) = (json!("2024-09-28"), json!("2024-09-29"));
    let says = |columns: Value| ask(&columns, &from, &to).unwrap_err().to_string();
    for (more, wanted) in [
        (json!({"price_fen": ["1"]}), "columns.price_fen[0]: an amount in whole fen is wanted, text was found"),
        (json!({"price_fen": [1, 2]}), "columns.price_fen: the column has 2 values where 1 are wanted"),
        (json!({"price_fen": 7}), "columns.price_fen: a list is wanted, a number was found"),
        (json!({"colour": ["red"]}), "columns: no column is called `colour`; known here: case, loan, product,"),
        (json!({"product": null}), "columns: the column `product` is missing"),
        (json!({"product": [null]}), "columns.product[0]: the field `product` is missing"),
        (json!({"product": ["horoscope"]}), "columns.product[0]: no product is called `horoscope`"),
        (json!({"district": ["嘉定"]}), "columns.city[0]: the field `city` is missing"),
        (json!({"born": ["1990-02-30"], "sex": ["male"]}), "columns.born[0]: "),
        (json!({"born": ["1990-02-03"]}), "columns.sex[0]: the field `sex` is missing"),
        (json!({"sex": ["m"]}), "columns.sex[0]: no sex is called `m`; one of: male, female"),
        (json!({"co_born": [["1990-02-03"]]}), "columns.co_sex[0]: the field `co_sex` is missing"),
        (json!({"co_born": [["1990-02-03"]], "co_sex": [[]]}), "columns.co_sex[0]: 0 values stand beside 1"),
        (json!({"marital": ["merry"]}), "columns.marital[0]: no value is called `merry`"),
        (json!({"household_home_count": [10]}), "columns.household_home_count[0]: 10 is more than 9"),
        (json!({"building_year": [7]}), "columns.building_year[0]: the number is too small or too large"),
        (json!({"case": ["11010519491231002X"]}), "columns.case[0]: "),
    ] {
        let said = says(one(more));
        assert!(said.starts_with(wanted), "{said}");
        assert!(!said.contains("19491231"), "{said}");
    }
    assert!(says(json!([])).starts_with("columns: an object of columns is wanted"));
    let twice = json!({
        "case": ["C-1", "C-1"], "loan": ["L2", "L2"], "product": ["citic-mortgage", "citic-mortgage"],
        "amount_fen": [1, 1], "term_months": [12, 12],
    });
    assert!(says(twice).starts_with("columns.loan[1]: loan `L2` of case `C-1` stands here twice"));
}

#[test]
fn the_loans_of_a_case_lend_together() {
    let mut loans =
        LoanReader::new(["case", "product", "amount_fen", "term_months", "lent_fen"], &[Pack::builtin()]).unwrap();
    let mut push = |case: Value, lent: Value| {
        loans.push(&[case, json!("citic-mortgage"), json!(100), json!(12), lent]).unwrap();
    };
    push(json!("C-1"), Value::Null);
    push(Value::Null, Value::Null);
    push(json!("C-1"), Value::Null);
    push(json!("C-2"), json!(500));
    let found = loans.finish();
    assert_eq!(found.lent, [200, 100, 200, 500]);
    let names: Vec<String> = found.loans.iter().map(|(case, loan)| format!("{case} {loan}")).collect();
    assert_eq!(names, ["C-1 L1", "row-2 L1", "C-1 L2", "C-2 L1"]);
}

#[test]
fn a_row_with_a_fault_is_told_whole_and_the_others_stay() {
    let names: Vec<&str> = schema::columns().iter().map(|it| it.name).collect();
    let mut loans = LoanReader::new(names.iter().copied(), &[Pack::builtin()]).unwrap();
    let row = |value: fn(&str) -> Value| -> Vec<Value> { names.iter().map(|name| value(name)).collect() };
    // No column takes an object.
    let bad = loans.push(&row(|_| json!({}))).unwrap_err();
    assert_eq!(bad.iter().map(|it| it.column).collect::<Vec<_>>(), names);
    assert!(bad.iter().all(|it| it.error.place().is_none() && it.error.advice().is_some()), "{bad:?}");
    let good = row(|name| match name {
        "product" => json!("citic-mortgage"),
        "amount_fen" | "term_months" => json!(12),
        _ => Value::Null,
    });
    loans.push(&good).unwrap();
    assert_eq!(loans.finish().columns().len(), 1);
    assert!(LoanReader::new(["product", "product"], &[]).is_err());
}
