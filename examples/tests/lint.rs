//! `desk lint`: a sound pack and its coverage, a broken one and its faults.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use anjieflow::interchange::pack;
use anjieflow::product::{Condition, Pack, ProductId, Requirements};
use common::Desk;
use serde_json::{Value, json};

/// One lender of the built-in pack, and its routes.
fn one_lender() -> Pack {
    let mut pack = Pack::BUILTIN;
    pack.products.to_mut().retain(|it| it.id == ProductId::CITIC_JINAN_NEW);
    let ways = ["commercial/presale", "commercial/completed_new"];
    pack.routes.to_mut().retain(|it| ways.contains(&it.id.as_str()));
    pack.deadlines = Vec::new().into();
    pack.notices = Vec::new().into();
    pack.templates = Vec::new().into();
    pack
}

/// Every spouse's certificate is asked of everybody, and of the married once more and otherwise.
fn broken() -> Pack {
    let mut pack = one_lender();
    let product = pack.products.to_mut().first_mut().unwrap();
    let Requirements::Listed(rows) = &mut product.requirements else { unreachable!() };
    let row = rows.to_mut().iter_mut().find(|row| row.id.as_str() == "citic-jinan-new/income_cert/spouse").unwrap();
    row.when = Condition::Always;
    pack
}

#[test]
fn a_sound_pack_is_run() {
    let desk = Desk::new();
    desk.write("pack.json", &pack::write(&one_lender()));
    let said = desk.run(&["lint", "pack.json", "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(told["faults"], json!([]));
    let coverage = &told["coverage"];
    assert_eq!(coverage["holds"], true);
    let explored = coverage["explored"].as_u64().unwrap();
    let factors = coverage["factors"].as_array().unwrap();
    assert_eq!(factors.iter().map(|it| it["explored"].as_u64().unwrap()).sum::<u64>(), explored);
    assert!(explored > 10_000 && coverage["joint_digits"].as_u64().unwrap() > 30);
    assert!(coverage["laws"].as_array().unwrap().iter().all(|law| law["broken"] == json!([])));
    assert!(coverage["seconds"].is_f64());
}

#[test]
fn a_broken_pack_is_told_in_both_languages() {
    let desk = Desk::new();
    desk.write("pack.json", &pack::write(&broken()));
    let said = desk.run(&["lint", "pack.json"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let rule = "citic-jinan-new/income_cert/spouse";
    let en = format!(
        "error nobody_supplies: row `{rule}` asks the spouse for income_cert, and there may be none: who is not married has no \
         spouse; for example when marital is single\n"
    );
    assert!(said.out.contains(&en), "{}", said.out);
    assert!(said.out.ends_with("errors: 1, notes: 0\n"), "nothing is run: {}", said.out);
    let said = desk.run(&["lint", "pack.json", "--lang", "zh"]);
    assert!(said.out.contains("错误　无人能提供：") && said.out.contains("例如婚姻状况为未婚时"), "{}", said.out);
    let told: Value = serde_json::from_str(&desk.run(&["lint", "pack.json", "--json"]).out).unwrap();
    assert_eq!(told["faults"][0]["kind"], "nobody_supplies");
    assert_eq!(told["faults"][0]["example"], json!({"marital": "single"}));
    assert_eq!(told["faults"][0]["rules"], json!([rule]));
    assert_eq!(told["coverage"], Value::Null);
}

#[test]
fn what_is_no_pack_is_an_input_error() {
    let desk = Desk::new();
    desk.write("pack.json", "{\"pack\": 1}");
    let said = desk.run(&["lint", "pack.json"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("pack.json: ") && said.err.contains("edition"), "{}", said.err);
    assert_eq!(desk.run(&["lint", "nowhere.json"]).code, 2);
}

fn layer(name: &str) -> String {
    format!("{}/packs/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// What is laid is linted, not the pack alone.
#[test]
fn layers_are_laid_before_a_pack_is_linted() {
    let desk = Desk::new();
    desk.write("pack.json", &pack::write(&one_lender()));
    let faulty = json!({
        "pack": 1, "edition": {"id": "branch", "published": "2026-11-24"},
        "place": {"city": "Jinan", "institution": "China CITIC Bank, Jinan"},
        "lists": [{"product": "citic-jinan-new", "requirements": [
            {"id": "branch/marriage_cert", "asks": "marriage_cert", "role": "spouse"}
        ]}]
    });
    desk.write("branch.json", &faulty.to_string());
    let told = |more: &[&str]| {
        let said = desk.run(&[&["lint", "pack.json", "--json"], more].concat());
        (said.code, serde_json::from_str::<Value>(&said.out).unwrap())
    };
    let (code, here) = told(&["--layer", "branch.json"]);
    assert_eq!((code, &here["coverage"]), (1, &Value::Null));
    assert!(here["edition"].as_str().unwrap().ends_with("_branch"));
    let fault = here["faults"].as_array().unwrap().iter().find(|it| it["level"] == "error").unwrap();
    assert_eq!((&fault["kind"], &fault["rules"]), (&json!("nobody_supplies"), &json!(["branch/marriage_cert"])));
    // The layer holds in Jinan alone.
    let (code, elsewhere) = told(&["--layer", "branch.json", "--place", "city=Chengdu"]);
    assert_eq!((code, &elsewhere["faults"]), (0, &json!([])));
}

#[test]
fn layers_that_do_not_go_together_are_told() {
    let desk = Desk::new();
    let (jinan, conflict, shanghai) = (layer("citic-jinan"), layer("conflict"), layer("shanghai"));
    desk.write("not.json", "{}");
    for (more, wanted) in [
        (&["--layer", &jinan, "--layer", &conflict][..], "the rules: layer `citic-jinan-branch-notice`: row"),
        (&["--layer", &jinan, "--layer", &shanghai], "the rules: place: the layers"),
        (&["--layer", "nowhere.json"], "nowhere.json: there is no such file"),
        (&["--layer", "not.json"], "not.json: the field `pack` is missing"),
        (&["--layer", &jinan, "--place", "Jinan"], "--place: write it as"),
        (&["--pack", "other.json"], "--pack: `desk lint` takes the pack by its name alone"),
    ] {
        let said = desk.run(&[&["lint", "builtin"], more].concat());
        assert_eq!((said.code, said.out.as_str(), said.err.lines().count()), (2, "", 1), "{}", said.err);
        assert!(said.err.starts_with(&format!("desk: {wanted}")), "{}", said.err);
    }
}
