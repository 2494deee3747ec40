//! An enquiry before there is a case, as plain data.

mod assessment;
mod choice;
mod costs;
mod split;

pub(super) use assessment::assess;
pub(super) use choice::choose;
pub(super) use costs::costs;
pub(super) use split::split;

use serde_json::Value;

use super::calculator::method;
use super::value::{Reader, missing};
use crate::assess::{Applicant, Beside, Enquiry};
use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::fact::Facts;
use crate::figure::Figures;
use crate::identity::Sex;

fn enquiry(reader: &mut Reader<'_>) -> Result<Enquiry, Error> {
    let method = method(reader.field::<Option<String>>("method")?.as_deref(), None)?;
    Ok(Enquiry {
        facts: reader.field::<Option<_>>("facts")?.unwrap_or(Facts::EMPTY),
        figures: reader.field::<Option<_>>("figures")?.unwrap_or(Figures::EMPTY),
        price: reader.field("price_fen")?,
        appraisal: reader.field("appraisal_fen")?,
        site: reader.field("site")?,
        applicants: reader.list("applicants", applicant)?.unwrap_or_default(),
        beside: reader.raw("beside").map(beside).transpose().map_err(|error| error.at("beside"))?.unwrap_or_default(),
        spread: reader.number("spread_basis_points", "a spread in hundredths of a percent", -1_000, 1_000)?,
        method,
    })
}

fn applicant(value: &Value) -> Result<Applicant, Error> {
    let mut reader = Reader::new(value)?;
    let (id, role) = (reader.field("id")?, reader.field("role")?);
    let (birth, sex): (Option<Date>, Option<String>) = (reader.field("birth")?, reader.field("sex")?);
    reader.finish()?;
    let born = match (birth, sex) {
        (Some(birth), Some(sex)) => Some((birth, sex_of(&sex)?)),
        (None, None) => None,
        (Some(_), None) => return Err(missing("sex")),
        (None, Some(_)) => return Err(missing("birth")),
    };
    Ok(Applicant { id, role, born })
}

pub(super) fn sex_of(word: &str) -> Result<Sex, Error> {
    match word {
        "male" => Ok(Sex::Male),
        "female" => Ok(Sex::Female),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a sex", shown(other)))
            .at("sex")
            .help("one of: male, female")),
    }
}

fn beside(value: &Value) -> Result<Beside, Error> {
    let mut reader = Reader::new(value)?;
    let beside = Beside { amount: reader.field("amount_fen")?, monthly: reader.field("monthly_fen")? };
    reader.finish()?;
    Ok(beside)
}
