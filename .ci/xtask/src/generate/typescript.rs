//! The names and shapes of the wire as types of TypeScript.

use super::types::{COLUMNS, HEAD, RECORDS, closed_sets, objects, pascal};
use anjieflow::case::{self, Channel, MilestoneState, Stage};
use anjieflow::checklist::PaperState;
use anjieflow::document::Form;
use anjieflow::fact::{Fact, FactKind, PropertyKind};
use anjieflow::figure::Figure;
use anjieflow::forecast::LapseKind;
use anjieflow::interchange::schema::{self, Column, Step, steps};
use anjieflow::interchange::{Field, Type};
use anjieflow::product::{
    Confidence, DeadlineKind, DecidingDay, GateStep, MilestoneKind, Original, ProductKind, RequirementStep, Role,
    ValidFrom,
};
use anjieflow::worklist::{Factor, TaskKind};
use std::fmt::Write as _;

/// Numbers and text that keep their unit: a plain one is taken, one of another unit is not.
const UNITS: &str = r#"declare const unit: unique symbol;
// The symbol stays here: nobody writes it.
export {};

/** A day as ISO text: "2026-03-02". `day` checks one; plain text is taken and checked when it is used. */
export type Day = string & { readonly [unit]?: "day" };

/** An amount in whole fen, hundredths of a yuan. `fen` and `yuan` check one; a plain number is taken and checked when it is used. */
export type Fen = number & { readonly [unit]?: "fen" };

/** A share or a yearly rate in millionths: 31,000 are 3.1 %. */
export type Millionths = number & { readonly [unit]?: "millionths" };

"#;

/// `bindings-wasm/js/flow.d.ts`.
pub fn write() -> String {
    let mut text = format!("// {HEAD}\n\n{UNITS}");
    for (doc, name, words) in closed_sets().into_iter().chain(words()) {
        let _ = writeln!(text, "/** {doc} */\nexport type {name} = {};\n", union(&words));
    }
    text.push_str(&stage_commands());
    text.push_str(&facts());
    text.push_str(&figures());
    text.push_str(&columns());
    for (name, inside) in objects() {
        let _ = writeln!(text, "export interface {name} {{\n{}}}\n", fields(inside));
    }
    for step in steps() {
        text.push_str(&command(&step));
    }
    let names: Vec<String> = steps().iter().map(|step| pascal(step.command)).collect();
    let _ = writeln!(text, "/** What someone asks for. */\nexport type Command = {};\n", names.join(" | "));
    let records: Vec<String> = RECORDS.iter().map(|name| pascal(name)).collect();
    let _ =
        write!(text, "/** What an entry should have said. */\nexport type RecordCommand = {};\n", records.join(" | "));
    text
}

/// The words of answers; Python has them as text.
fn words() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    macro_rules! named {
        ($($doc:literal $list:ident;)+) => {
            vec![$(($doc, stringify!($list), $list::ALL.iter().map(|it| it.name()).collect())),+]
        };
    }
    named! {
        "Who somebody is in a case." Role;
        "A step that has a gate." GateStep;
        "Something that has to happen outside the case." MilestoneKind;
        "How far that is." MilestoneState;
        "How somebody was told." Channel;
        "How a paper was handed in." Form;
        "How a paper on file stands." PaperState;
        "What becomes of the original." Original;
        "From when a paper is counted." ValidFrom;
        "At which step a paper is handed in." RequirementStep;
        "Whose product it is." ProductKind;
        "What sort of home." PropertyKind;
        "Which day decides a rule." DecidingDay;
        "How sure a source is." Confidence;
        "What has to be done." TaskKind;
        "What makes a task press." Factor;
        "What the day of a task rests on." DeadlineKind;
        "What lapses." LapseKind;
    }
}

fn stage_commands() -> String {
    let mut text =
        String::from("/** The commands that the flow lists for each stage. */\nexport interface StageCommands {\n");
    for stage in Stage::ALL {
        let kinds: Vec<case::CommandKind> =
            case::FLOW.iter().filter(|line| line.from == *stage).map(|line| line.command).collect();
        let own = kinds.iter().filter(|kind| **kind != case::CommandKind::StepLoan).map(|kind| kind.name());
        let mut names: Vec<String> = own.map(|name| format!("\"{name}\"")).collect();
        if kinds.contains(&case::CommandKind::StepLoan) {
            names.push("LoanCommandName".to_owned());
        }
        let _ = writeln!(text, "{}  {stage}: {};", doc("  ", &about(stage.about(), stage.zh())), names.join(" | "));
    }
    text + "}\n\n"
}

fn facts() -> String {
    let mut text = String::from("/** Facts of the household and the purchase. */\nexport interface Facts {\n");
    for fact in Fact::ALL {
        let kind = match fact.kind() {
            FactKind::Word => union(fact.words()),
            FactKind::Number => "number".to_owned(),
            FactKind::Flag => "boolean".to_owned(),
        };
        let doc = doc("  ", &about(fact.about(), fact.zh()));
        let _ = writeln!(text, "{doc}  readonly {}?: {kind};", fact.name());
    }
    text + "}\n\n"
}

/// What it says, with its name in the trade.
fn about(en: &str, zh: &str) -> String {
    // A link to a type of Rust leads nowhere from here.
    format!("{zh}: {}", en.replace("[`", "`").replace("`]", "`"))
}

/// A comment for editors to show.
fn doc(indent: &str, text: &str) -> String {
    format!("{indent}/** {text} */\n")
}

fn figures() -> String {
    let mut text = String::from("/** Numbers that limits ask for; amounts in fen. */\nexport interface Figures {\n");
    for figure in Figure::ALL {
        let kind = if figure.name().ends_with("_fen") { "Fen" } else { "number" };
        let doc = doc("  ", &about(figure.about(), figure.zh()));
        let _ = writeln!(text, "{doc}  readonly {}?: {kind};", figure.name());
    }
    text + "}\n\n"
}

fn columns() -> String {
    let line = |it: Column| {
        let about = if it.about.is_empty() { String::new() } else { doc("  ", it.about) };
        match it.is_required {
            true => format!("{about}  readonly {}: readonly {}[];\n", it.name, type_of(it.kind)),
            false => format!("{about}  readonly {}?: readonly ({} | null)[];\n", it.name, type_of(it.kind)),
        }
    };
    let lines: String = schema::columns().into_iter().map(line).collect();
    format!("/** {COLUMNS} */\nexport interface LoanColumns {{\n{lines}}}\n\n")
}

fn command(step: &Step) -> String {
    let loan = if step.of_loan {
        "  /** Which loan; may be left out while only one is open. */\n  readonly loan?: string;\n"
    } else {
        ""
    };
    let doc = doc("", &format!("{} Gives the event `{}`.", about(step.about, step.zh), step.event));
    let (name, fields) = (pascal(step.command), fields(step.fields));
    format!("{doc}export interface {name} {{\n  readonly command: \"{}\";\n{loan}{fields}}}\n\n", step.command)
}

fn fields(fields: &[Field]) -> String {
    let line = |field: &Field| {
        let personal = if field.personal { "  /** Personal. */\n" } else { "" };
        match field.kind {
            Type::Optional(inner) => format!("{personal}  readonly {}?: {};\n", field.name, type_of(*inner)),
            kind => format!("{personal}  readonly {}: {};\n", field.name, type_of(kind)),
        }
    };
    fields.iter().map(line).collect()
}

fn type_of(kind: Type) -> String {
    match kind {
        Type::Text => "string".to_owned(),
        Type::Day => "Day".to_owned(),
        Type::Fen => "Fen".to_owned(),
        Type::Millionths => "Millionths".to_owned(),
        Type::Count => "number".to_owned(),
        Type::Flag => "boolean".to_owned(),
        Type::Word(words) => union(words),
        Type::Facts => "Facts".to_owned(),
        Type::Figures => "Figures".to_owned(),
        Type::List(Type::Word(words)) => format!("readonly ({})[]", union(words)),
        Type::List(inner) => format!("readonly {}[]", type_of(*inner)),
        Type::Optional(inner) => format!("{} | null", type_of(*inner)),
        Type::Object(name, _) => name.to_owned(),
        Type::Record => "RecordCommand".to_owned(),
    }
}

fn union(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ")
}
