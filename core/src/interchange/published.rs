//! Published rates by day, as plain data.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::value::{Reader, Wire, missing};
use crate::error::{Error, ErrorCode, shown};
use crate::product::{Pack, RateHistory};

/// The history that is asked for.
pub(super) fn rates(request: &Value, pack: &Pack) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (series, months): (String, u16) = (reader.field("series")?, reader.field("months")?);
    let homes: Option<u8> = reader.number("household_home_count", "a number of homes", 0, 99)?;
    reader.finish()?;
    let history = match series.as_str() {
        "lpr" => pack.policy.lpr_history(months),
        "provident_fund" => {
            let homes = homes.ok_or_else(|| missing("household_home_count"))?;
            pack.policy.fund_history(months, homes > 0, pack.edition.published)
        }
        other => Err(unknown(other)),
    };
    history.map(|history| told(&history)).map_err(|error| error.at("series"))
}

#[cold]
fn unknown(series: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no published rate is called {}", shown(series)))
        .help("one of: lpr, provident_fund")
}

fn told(history: &RateHistory) -> Value {
    let published = history.rows.iter().map(|(day, rate)| json!({"day": day.write(), "rate_millionths": rate.write()}));
    json!({"published": published.collect_vec(), "known_to": history.known_to.write()})
}
