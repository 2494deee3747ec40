//! Which papers a household owes by one list: the conditions of its rows, beside engines for rules.
//!
//! Each is handed the same conditions, read before, and the same facts in the form it likes best; each answer is that of
//! the others. They can more than a list asks, which is what they are paid for here.

use anjieflow_peers::{Words, applying, household, json, rows};
use cedar_policy::{Authorizer, Context, Entities, PolicySet, Request};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::str::FromStr;
use std::sync::Arc;
use zen_engine::DecisionEngine;
use zen_engine::model::DecisionContent;

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Rego knows no `or` in a body: what needs it is a rule of its own, one body for each part.
mod rego {
    use anjieflow::product::Condition;
    use anjieflow_peers::{rows, text};
    use std::fmt::Write;

    pub fn module() -> String {
        let mut rules = String::from("package list\nimport rego.v1\n");
        let mut named = 0;
        for (row, rule) in rows().iter().enumerate() {
            let body = body(&rule.when, &mut rules, &mut named);
            writeln!(rules, "applies contains {row} if {{ {body} }}").expect("a text");
        }
        rules
    }

    fn body(condition: &Condition, rules: &mut String, named: &mut usize) -> String {
        match condition {
            Condition::Always => "true".to_owned(),
            Condition::In { fact, values } => {
                let values: Vec<_> = values.iter().map(|value| format!("{:?}", text(*fact, *value))).collect();
                format!("input.{} in {{{}}}", fact.name(), values.join(", "))
            }
            Condition::All(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| body(part, rules, named)).collect();
                parts.join("; ")
            }
            Condition::Any(parts) => any(parts, rules, named),
            Condition::Not(parts) => format!("not {}", any(parts, rules, named)),
        }
    }

    fn any(parts: &[Condition], rules: &mut String, named: &mut usize) -> String {
        *named += 1;
        let name = format!("any{named}");
        for part in parts {
            let body = body(part, rules, named);
            writeln!(rules, "{name} if {{ {body} }}").expect("a text");
        }
        name
    }
}

fn regorus(criterion: &mut Criterion, wanted: &[usize]) {
    let mut engine = regorus::Engine::new();
    engine.add_policy("list.rego".to_owned(), rego::module()).expect("a module");
    let input = regorus::Value::from_json_str(&json(&household()).to_string()).expect("a value");
    let mut asked = || {
        engine.set_input(input.clone());
        let applies = engine.eval_rule("data.list.applies".to_owned()).expect("an answer");
        let rows = applies.as_set().expect("a set").iter().map(|row| row.as_u64().expect("a row"));
        rows.map(|row| row as usize).collect::<Vec<_>>()
    };
    assert_eq!(asked(), wanted);
    criterion.bench_function("rules/21_rows/regorus", |bench| bench.iter(|| assert_eq!(asked().len(), wanted.len())));
}

fn cedar(criterion: &mut Criterion, wanted: &[usize]) {
    let fact = |name: &str| format!("context.{name}");
    let words = Words { fact, quoted, and: " && ", or: " || ", not: "!" };
    let policies =
        rows().iter().map(|row| format!("permit (principal, action, resource) when {{ {} }};", words.of(&row.when)));
    let policies = PolicySet::from_str(&policies.collect::<Vec<_>>().join("\n")).expect("policies");
    let context = Context::from_json_value(json(&household()), None).expect("a context");
    let [who, what, which] =
        ["User::\"a\"", "Action::\"owes\"", "List::\"l\""].map(|it| it.parse().expect("an entity"));
    let request = Request::new(who, what, which, context, None).expect("a request");
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    let asked = || {
        let answer = authorizer.is_authorized(black_box(&request), &policies, &entities);
        let number =
            |id: &cedar_policy::PolicyId| id.to_string().trim_start_matches("policy").parse().expect("a number");
        let mut rows: Vec<usize> = answer.diagnostics().reason().map(number).collect();
        rows.sort_unstable();
        rows
    };
    assert_eq!(asked(), wanted);
    criterion.bench_function("rules/21_rows/cedar-policy", |bench| {
        bench.iter(|| assert_eq!(asked().len(), wanted.len()));
    });
}

fn zen(criterion: &mut Criterion, wanted: &[usize]) {
    let quoted = |text: &str| format!("'{text}'");
    let words = Words { fact: str::to_owned, quoted, and: " and ", or: " or ", not: "not " };
    let expressions = rows().iter().enumerate().map(|(row, rule)| {
        serde_json::json!({"id": format!("x{row}"), "key": format!("r{row}"), "value": words.of(&rule.when)})
    });
    let content: DecisionContent = serde_json::from_value(serde_json::json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {"id": "e", "name": "e", "type": "expressionNode", "content": {"expressions": expressions.collect::<Vec<_>>()}},
            {"id": "out", "name": "out", "type": "outputNode", "content": {}}
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "e"},
            {"id": "b", "sourceId": "e", "targetId": "out"}
        ]
    }))
    .expect("a graph");
    let mut decision = DecisionEngine::default().create_decision(Arc::new(content)).expect("a decision");
    decision.compile();
    let facts: zen_engine::Variable = json(&household()).into();
    let asked = || {
        let answer = futures_executor::block_on(decision.evaluate(facts.clone())).expect("an answer");
        let applies = |row: &usize| answer.result.dot(&format!("r{row}")).and_then(|it| it.as_bool()) == Some(true);
        (0..rows().len()).filter(applies).collect::<Vec<_>>()
    };
    assert_eq!(asked(), wanted);
    criterion.bench_function("rules/21_rows/zen-engine", |bench| {
        bench.iter(|| assert_eq!(asked().len(), wanted.len()));
    });
}

fn rules(criterion: &mut Criterion) {
    let facts = household();
    let wanted = applying(&facts);
    criterion.bench_function("rules/21_rows/anjieflow", |bench| {
        bench.iter(|| assert_eq!(applying(black_box(&facts)).len(), wanted.len()));
    });
    regorus(criterion, &wanted);
    cedar(criterion, &wanted);
    zen(criterion, &wanted);
}

criterion_group!(benches, rules);
criterion_main!(benches);
