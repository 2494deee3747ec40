//! TEMP stub: a toy with the real signatures.
#![allow(missing_docs, reason = "temporary")]
use crate::case::{Case, Refusal, Stage};
use crate::error::Error;
use serde_json::{Value, json};

#[derive(Debug)]
pub enum Problem {
    Error(Error),
    Refusal(Refusal),
}

impl Problem {
    pub fn to_value(&self) -> Value {
        match self {
            Problem::Error(e) => {
                json!({"code": e.code, "message": e.message, "place": e.place, "advice": null})
            }
            Problem::Refusal(r) => {
                let reasons: Vec<_> = r
                    .reasons
                    .iter()
                    .map(|c| json!({"code": c, "message": "材料不齐", "advice": "交来缺少的材料"}))
                    .collect();
                json!({"command": r.command, "stage": r.stage.name(), "reasons": reasons})
            }
        }
    }
}

fn error(code: &'static str, message: impl Into<String>, place: &str) -> Problem {
    Problem::Error(Error {
        code,
        message: message.into(),
        place: Some(place.to_owned()),
    })
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Problem> {
    value
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| error("missing_field", format!("`{key}` is not there"), key))
}

fn entry(case: &Case, event: &str, context: &Value, data: Value) -> Result<Value, Problem> {
    Ok(
        json!({"case": case.id, "number": case.length, "recorded": text(context, "today")?, "event": event, "data": data}),
    )
}

pub fn open(request: Value) -> Result<(Case, Value), Problem> {
    let context = request
        .get("context")
        .ok_or_else(|| error("missing_field", "`context` is not there", "context"))?;
    let case = Case {
        id: text(&request, "case")?.to_owned(),
        stage: Stage("Collecting"),
        parties: Vec::new(),
        length: 1,
    };
    let entry = entry(&case, "opened", context, json!({}))?;
    Ok((case, entry))
}

pub fn decide(case: &Case, command: Value, context: Value) -> Result<Value, Problem> {
    step(case, command, context).map(|(_, entry)| entry)
}

pub fn step(case: &Case, command: Value, context: Value) -> Result<(Case, Value), Problem> {
    let name = text(&command, "command")?;
    let mut next = case.clone();
    next.length = next.length.saturating_add(1);
    let event = match name {
        "add_party" => {
            next.parties.push(text(&command, "id")?.to_owned());
            "party_added"
        }
        "submit" if command.get("x").is_some() => {
            return Err(error(
                "unknown_field",
                "`x` is not a field of `submit`",
                "command.x",
            ));
        }
        "submit" if case.parties.is_empty() => {
            return Err(Problem::Refusal(Refusal {
                command: name.to_owned(),
                stage: case.stage,
                reasons: vec!["missing_document", "milestone_open"],
            }));
        }
        "submit" => {
            next.stage = Stage("Submitted");
            "submitted"
        }
        other => {
            return Err(error(
                "unknown_command",
                format!("no command `{other}`"),
                "command",
            ));
        }
    };
    let entry = entry(&next, event, &context, command)?;
    Ok((next, entry))
}

pub fn allowed(_case: &Case) -> Value {
    json!(["add_party", "submit"])
}

pub fn view(case: &Case) -> Value {
    json!({"case": case.id, "stage": case.stage.name(), "length": case.length, "parties": case.parties})
}

pub fn checklist(case: &Case, context: Value) -> Result<Value, Problem> {
    text(&context, "today")?;
    Ok(Value::Array(
        case.parties
            .iter()
            .map(|p| json!({"party": p, "document": "身份证"}))
            .collect(),
    ))
}

pub fn worklist(case: &Case, context: Value) -> Result<Value, Problem> {
    checklist(case, context)
}

pub fn replay(source: &str) -> Result<Case, Problem> {
    let mut case: Option<Case> = None;
    for (number, line) in source.lines().enumerate() {
        let place = format!("line {}", number + 1);
        let entry: Value =
            serde_json::from_str(line).map_err(|e| error("bad_record", e.to_string(), &place))?;
        let context = json!({"today": text(&entry, "recorded")?});
        case = Some(match &case {
            None => open(json!({"case": text(&entry, "case")?, "context": context}))?.0,
            Some(case) => {
                let data = entry.get("data").cloned().unwrap_or_default();
                step(case, data, context)?.0
            }
        });
    }
    case.ok_or_else(|| error("empty_log", "the log has no line", "line 1"))
}

pub fn log(_case_id: &str, entries: Vec<Value>) -> Result<String, Problem> {
    Ok(entries.iter().map(|e| format!("{e}\n")).collect())
}

pub fn products() -> Value {
    json!(["commercial"])
}

pub fn product_checklist(product: &str, _facts: Value) -> Result<Value, Problem> {
    match product {
        "commercial" => Ok(json!([{"document": "身份证"}])),
        other => Err(error(
            "unknown_product",
            format!("no product `{other}`"),
            "product",
        )),
    }
}

pub fn check_id(number: &str) -> Value {
    json!({"valid": number.len() == 18})
}

pub fn workday(operation: &str, date: &str, argument: &str) -> Value {
    json!({"operation": operation, "date": date, "argument": argument})
}

pub fn diagram(kind: &str) -> Result<String, Problem> {
    match kind {
        "mermaid" => Ok("stateDiagram-v2\n".to_owned()),
        other => Err(error(
            "unknown_diagram",
            format!("no diagram `{other}`"),
            "kind",
        )),
    }
}
