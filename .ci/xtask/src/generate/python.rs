//! The names and shapes of the wire as types of Python.

use super::types::{COLUMNS, HEAD, RECORDS, capital, closed_sets, objects, pascal};
use anjieflow::fact::{Fact, FactKind};
use anjieflow::figure::Figure;
use anjieflow::interchange::schema::{self, Column, Step, steps};
use anjieflow::interchange::{Field, Type};
use std::fmt::Write as _;

const CONTEXT: &str = r#"
class _Context(TypedDict):
    """What must be there."""

    today: str
    by: str


class Context(_Context, total=False):
    """What a decision may know: `occurred` where it is not `today`, `as_of` where it is neither.

    `as_of` is for rules whose deciding day has not come; `salt` stands beside personal data.
    """

    occurred: str
    as_of: str
    salt: str

"#;

/// `bindings-python/python/anjieflow/flow.py`.
pub fn write() -> String {
    let mut text = format!("\"\"\"Names and shapes of the wire as types.\n\n{}.\n\"\"\"\n\n", capital(HEAD));
    text.push_str("from __future__ import annotations\n\nfrom collections.abc import Sequence\nfrom typing import Literal, TypedDict, Union\n\n");
    for (doc, name, words) in closed_sets() {
        let _ = writeln!(text, "{name} = {}\n\"\"\"{doc}\"\"\"\n", literal(&words));
    }
    text.push_str(CONTEXT);
    text.push_str(&facts());
    text.push_str(&figures());
    text.push_str(&columns());
    for (name, fields) in objects() {
        text.push_str(&class(&name, None, &[], fields));
    }
    let (records, others): (Vec<Step>, Vec<Step>) =
        steps().into_iter().partition(|step| RECORDS.contains(&step.command));
    text.extend(records.iter().map(command));
    text.push_str(&union("RecordCommand", "What an entry should have said.", &records));
    text.extend(others.iter().map(command));
    text.push_str(&union("Command", "What someone asks for.", &steps()));
    text.trim_end().to_owned() + "\n"
}

fn figures() -> String {
    let mut text = String::from(
        "\nclass Figures(TypedDict, total=False):\n    \"\"\"Numbers that limits ask for; amounts in fen.\"\"\"\n\n",
    );
    for figure in Figure::ALL {
        let _ = writeln!(text, "    {}: int", figure.name());
    }
    text + "\n"
}

fn columns() -> String {
    let line = |it: Column| {
        let about = if it.about.is_empty() { String::new() } else { format!("# {}\n    ", it.about) };
        let kind = match (it.kind, it.is_required) {
            (kind, true) => type_of(kind),
            (Type::Word(words), false) => format!("\n    {}\n    | None\n", indented(&literal(words))),
            (Type::List(Type::Word(words)), false) => {
                format!("Sequence[Literal[\"{}\"]] | None", words.join("\", \""))
            }
            (Type::List(inner), false) => format!("Sequence[{}] | None", type_of(*inner)),
            (kind, false) => format!("{} | None", type_of(kind)),
        };
        format!("{about}{}: Sequence[{}]", it.name, indented(&kind))
    };
    let (must, may): (Vec<Column>, Vec<Column>) = schema::columns().into_iter().partition(|it| it.is_required);
    let must = body("_LoanColumns(TypedDict)", "What must be there.", &must.into_iter().map(line).collect::<Vec<_>>());
    let doc = COLUMNS.replace("null", "None");
    let may = body("LoanColumns(_LoanColumns, total=False)", &doc, &may.into_iter().map(line).collect::<Vec<_>>());
    must + &may
}

fn facts() -> String {
    let mut text = String::from(
        "\nclass Facts(TypedDict, total=False):\n    \"\"\"Facts of the household and the purchase.\"\"\"\n\n",
    );
    for fact in Fact::ALL {
        let kind = match fact.kind() {
            FactKind::Word => literal(fact.words()),
            FactKind::Number => "int".to_owned(),
            FactKind::Flag => "bool".to_owned(),
        };
        let _ = writeln!(text, "    {}: {}", fact.name(), indented(&kind));
    }
    text + "\n"
}

fn command(step: &Step) -> String {
    let name = format!("command: Literal[\"{}\"]", step.command);
    let doc = format!("Gives the event `{}`.", step.event);
    class(&pascal(step.command), step.of_loan.then_some("loan: str"), &[&name], step.fields).replacen("@doc", &doc, 1)
}

/// A class of what must be there, and one on top of it for what may be left out: Python 3.9 has no `NotRequired`.
fn class(name: &str, optional: Option<&str>, first: &[&str], fields: &[Field]) -> String {
    let (may, must): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| matches!(field.kind, Type::Optional(_)));
    let line = |field: &&Field| format!("{}: {}", field.name, indented(&type_of(field.kind)));
    let mut must: Vec<String> = first.iter().map(|it| (*it).to_owned()).chain(must.iter().map(line)).collect();
    let may: Vec<String> = optional.into_iter().map(str::to_owned).chain(may.iter().map(line)).collect();
    if may.is_empty() {
        return body(&format!("{name}(TypedDict)"), doc_of(first), &must);
    }
    let base = format!("_{name}");
    let mut text = String::new();
    if must.is_empty() {
        must.push("pass".to_owned());
    }
    text.push_str(&body(&format!("{base}(TypedDict)"), "What must be there.", &must));
    text.push_str(&body(&format!("{name}({base}, total=False)"), doc_of(first), &may));
    text
}

fn doc_of(first: &[&str]) -> &'static str {
    if first.is_empty() { "An object inside a command." } else { "@doc" }
}

fn body(head: &str, doc: &str, lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!("\nclass {head}:\n    \"\"\"{doc}\"\"\"\n\n{lines}\n")
}

fn type_of(kind: Type) -> String {
    match kind {
        Type::Text | Type::Day => "str".to_owned(),
        Type::Fen | Type::Count | Type::Millionths => "int".to_owned(),
        Type::Flag => "bool".to_owned(),
        Type::Word(words) => literal(words),
        Type::Facts => "Facts".to_owned(),
        Type::Figures => "Figures".to_owned(),
        Type::List(inner) => format!("list[{}]", type_of(*inner)),
        Type::Optional(inner) => type_of(*inner),
        Type::Object(name, _) => name.to_owned(),
        Type::Record => "RecordCommand".to_owned(),
    }
}

pub(super) fn literal(words: &[&str]) -> String {
    let lines: String = words.iter().map(|word| format!("    \"{word}\",\n")).collect();
    format!("Literal[\n{lines}]")
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}

fn union(name: &str, doc: &str, steps: &[Step]) -> String {
    let names: String = steps.iter().map(|step| format!("    {},\n", pascal(step.command))).collect();
    format!("\n{name} = Union[\n{names}]\n\"\"\"{doc}\"\"\"\n\n")
}
