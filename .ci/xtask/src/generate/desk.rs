//! What the desk in the browser knows of the flow: the fields of every command, for its forms, and the words of the trade.

use anjieflow::case::appointment::AppointmentKind;
use anjieflow::case::consent::Manner;
use anjieflow::case::life::LifeEvent;
use anjieflow::case::{self, Channel, Outcome, Stage};
use anjieflow::checklist::PaperState;
use anjieflow::document::Form;
use anjieflow::fact::{Fact, FactKind};
use anjieflow::figure::Figure;
use anjieflow::interchange::schema::{Step, steps};
use anjieflow::interchange::{Field, Type};
use anjieflow::loan;
use anjieflow::product::{Authority, DecidingDay, GateStep, MilestoneKind, Pack, Purpose, Role};
use anyhow::Result;
use serde_json::{Map, Value, json};

/// `examples/web-desk/src/flow/documents.json`: what the papers of the built-in rules are called.
pub fn documents() -> Result<String> {
    let documents = Pack::builtin().documents.iter();
    rows(documents.map(|it| (it.kind.as_str(), json!({"zh": it.zh, "en": it.en}))))
}

/// The names of a closed list, each with its Chinese.
macro_rules! named {
    ($list:ty) => {
        object(<$list>::ALL.iter().map(|it| (it.name(), it.zh().into())))
    };
}
/// `examples/web-desk/src/flow/commands.json`.
pub fn commands() -> Result<String> {
    rows(steps().iter().map(|step| (step.command, asked(step))))
}

/// `examples/web-desk/src/flow/words.json`.
pub fn words() -> Result<String> {
    let names = |kinds: &[case::CommandKind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>();
    let moves: Vec<_> = case::CommandKind::ALL.iter().copied().filter(|kind| kind.is_move()).collect();
    let loan_commands: Vec<_> = loan::CommandKind::ALL.iter().map(|kind| kind.name()).collect();
    let groups = [
        ("stage", named!(Stage)),
        ("command", commands_zh(|step| step.command)),
        ("event", commands_zh(|step| step.event)),
        ("fact", named!(Fact)),
        ("figure", named!(Figure)),
        ("value", values()),
        ("loan", named!(loan::State)),
        ("milestone", named!(MilestoneKind)),
        ("role", named!(Role)),
        ("paper", named!(PaperState)),
        ("appointment", named!(AppointmentKind)),
        ("outcome", named!(Outcome)),
        ("life_event", named!(LifeEvent)),
        ("purpose", named!(Purpose)),
        ("gate", named!(GateStep)),
        ("authority", named!(Authority)),
        ("deciding_day", named!(DecidingDay)),
        ("channel", named!(Channel)),
        ("form", named!(Form)),
        ("manner", named!(Manner)),
        ("ends", ENDS.map(Stage::name).to_vec().into()),
        ("moves", names(&moves).into()),
        ("loan_commands", loan_commands.into()),
    ];
    rows(groups)
}

fn object<'n>(pairs: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// An object with a line for each of its keys: what changes in it is a line.
fn rows<'n>(pairs: impl IntoIterator<Item = (&'n str, Value)>) -> Result<String> {
    let line = |(name, value)| Ok(format!("  {}: {}", json!(name), serde_json::to_string(&value)?));
    let lines: Vec<String> = pairs.into_iter().map(line).collect::<Result<_>>()?;
    Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
}

/// The stages where a case ends before its way does.
const ENDS: [Stage; 3] = [Stage::Declined, Stage::Withdrawn, Stage::Rescinded];

fn commands_zh(name: fn(&Step) -> &'static str) -> Value {
    object(steps().iter().map(|step| (name(step), case::command_zh(step.command).into())))
}

/// The words that facts take. A word that two facts take means the same in both.
fn values() -> Value {
    let facts = Fact::ALL.iter().filter(|fact| fact.kind() == FactKind::Word);
    object(facts.flat_map(|fact| fact.words().iter().copied().zip(fact.words_zh().iter().map(|zh| (*zh).into()))))
}

/// The fields of a command, as a form asks for them.
fn asked(step: &Step) -> Value {
    let loan = step.of_loan.then(|| json!({"field": "loan", "optional": true, "kind": "text"}));
    loan.into_iter().chain(step.fields.iter().map(of_field)).collect()
}

fn of_field(field: &Field) -> Value {
    let mut told = Map::new();
    told.insert("field".to_owned(), field.name.into());
    if field.personal {
        told.insert("personal".to_owned(), true.into());
    }
    add_type(field.kind, &mut told);
    told.into()
}

fn add_type(kind: Type, told: &mut Map<String, Value>) {
    let mut put = |name: &str, value: Value| {
        told.insert(name.to_owned(), value);
    };
    match kind {
        Type::Optional(inner) => {
            put("optional", true.into());
            add_type(*inner, told);
        }
        Type::List(inner) => {
            put("list", true.into());
            add_type(*inner, told);
        }
        Type::Word(words) => {
            put("kind", "word".into());
            put("words", words.into());
        }
        Type::Object(_, fields) => add_group(fields.iter().map(of_field).collect(), told),
        Type::Facts => add_group(Fact::ALL.iter().map(|fact| of_fact(*fact)).collect(), told),
        Type::Figures => add_group(Figure::ALL.iter().map(|figure| of_figure(*figure)).collect(), told),
        plain => put("kind", word_of(plain).into()),
    }
}

fn add_group(fields: Value, told: &mut Map<String, Value>) {
    told.insert("kind".to_owned(), "group".into());
    told.insert("fields".to_owned(), fields);
}

/// What a form makes of a type that has no parts.
const fn word_of(kind: Type) -> &'static str {
    match kind {
        Type::Day => "day",
        Type::Fen => "fen",
        Type::Millionths => "millionths",
        Type::Count => "number",
        Type::Flag => "yes",
        Type::Record => "record",
        _ => "text",
    }
}

fn of_fact(fact: Fact) -> Value {
    let (field, optional) = (fact.name(), true);
    match fact.kind() {
        FactKind::Word => json!({"field": field, "optional": optional, "kind": "word", "words": fact.words()}),
        FactKind::Number => json!({"field": field, "optional": optional, "kind": "number"}),
        FactKind::Flag => json!({"field": field, "optional": optional, "kind": "yes"}),
    }
}

fn of_figure(figure: Figure) -> Value {
    let kind = if figure.name().ends_with("_fen") { "fen" } else { "number" };
    json!({"field": figure.name(), "optional": true, "kind": kind})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_fields_and_its_words() {
        let commands: Map<String, Value> = serde_json::from_str(&commands().unwrap()).unwrap();
        let words: Map<String, Value> = serde_json::from_str(&words().unwrap()).unwrap();
        assert_eq!(commands.len(), steps().len());
        for step in steps() {
            assert!(words["command"][step.command].is_string(), "{}", step.command);
            assert!(words["event"][step.event].is_string(), "{}", step.event);
        }
        assert_eq!(commands["add_party"][2]["personal"], true);
        assert_eq!(commands["hand_in"][0]["field"], "loan");
    }
}
