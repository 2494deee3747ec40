//! The answers of enquiries, which every language is held to.

use crate::project;
use anjieflow::error::Error;
use anjieflow::interchange::plain::{self, Rules};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::fs;

const REQUESTS: &str = "core/tests/data/enquiry/requests.json";

/// Each request by its name, with its answer, or else its error.
pub fn enquiries() -> Result<String> {
    let text = fs::read_to_string(project::path(REQUESTS)).with_context(|| format!("cannot read {REQUESTS}"))?;
    let requests: Map<String, Value> = serde_json::from_str(&text)?;
    let answered = |(name, asked): (&String, &Value)| Ok((name.clone(), told(asked).with_context(|| name.clone())?));
    let answers: Map<String, Value> = requests.iter().map(answered).collect::<Result<_>>()?;
    Ok(serde_json::to_string_pretty(&answers)? + "\n")
}

fn told(asked: &Value) -> Result<Value> {
    let answer = ask(asked["ask"].as_str().unwrap_or_default(), &asked["request"])?;
    Ok(answer.map_or_else(|error| json!({"error": plain::error(&error)}), |answer| json!({"answer": answer})))
}

fn ask(what: &str, request: &Value) -> Result<Result<Value, Error>> {
    let rules = Rules::builtin();
    Ok(match what {
        "assess" => rules.assess(request),
        "choose" => rules.choose(request),
        "costs" => rules.costs(request),
        "split" => rules.split(request),
        "monthly" => plain::monthly(request),
        "if_rate_moves" => plain::if_rate_moves(request),
        "compare" => plain::compare(request),
        "prepay_now_or_later" => plain::prepay_now_or_later(request),
        "shorter_or_smaller" => plain::shorter_or_smaller(request),
        other => bail!("nothing is called `{other}`"),
    })
}
