//! Questions that need neither a case nor a pack.

use serde_json::{Value, json};

use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::retirement::{Category, Month, Retirement, statutory};

/// Checks a resident identity number or a unified social credit code: `{"kind", "valid"}`, and when it is not valid
/// `code` and `message`. With `today`, a birth after it is not valid.
///
/// # Errors
/// A malformed day.
pub fn check_id(number: &str, today: Option<&str>) -> Result<Value, Error> {
    let today = today.map(|day| day.parse::<Date>().map_err(|error| error.at("today"))).transpose()?;
    let check = crate::identity::check(number, today);
    let kind = check.kind.code();
    Ok(match check.result {
        Ok(()) => json!({"kind": kind, "valid": true}),
        Err(error) => json!({"kind": kind, "valid": false, "code": error.code().code(), "message": error.to_string()}),
    })
}

/// The statutory retirement age of somebody born in a month (`YYYY-MM`), for a category: `male`, `female_55`,
/// `female_50`. The age stands in `months`, and the month it is reached in `retires`; or `code` and `message` tell what
/// was wrong.
pub fn retirement_age(category: &str, birth_month: &str) -> Value {
    let asked = |category: &str| crate::error::shown(category).trim_matches('`').to_owned();
    let (category_asked, birth_asked) = (asked(category), asked(birth_month));
    match retirement(category, birth_month) {
        Ok(found) => json!({
            "category": category_asked, "birth_month": birth_asked,
            "months": found.months, "retires": found.month.to_string(),
        }),
        Err(error) => json!({
            "category": category_asked, "birth_month": birth_asked,
            "code": error.code().code(), "message": error.to_string(),
        }),
    }
}

fn retirement(category: &str, birth_month: &str) -> Result<Retirement, Error> {
    let category = Category::from_name(category).map_err(|error| error.at("category"))?;
    let birth = birth_month.parse::<Month>().map_err(|error| error.at("birth_month"))?;
    statutory(category, birth)
}

/// Answers one question of a calendar: `is_working_day`, `roll_forward`, `roll_back`, `add_working_days`,
/// `working_days_between`; the argument is a count of days or a second day. The answer stands in `result`; or `code`
/// and `message` tell what was wrong, such as a year that is not published.
pub fn workday(calendar: &Calendar, operation: &str, date: &str, argument: &str) -> Value {
    match answer(calendar, operation, date, argument) {
        Ok(result) => json!({"operation": operation, "date": date, "argument": argument, "result": result}),
        Err(error) => json!({
            "operation": operation, "date": date, "argument": argument,
            "code": error.code().code(), "message": error.to_string(),
        }),
    }
}

fn answer(calendar: &Calendar, operation: &str, date: &str, argument: &str) -> Result<Value, Error> {
    let day: Date = date.parse::<Date>().map_err(|error| error.at("date"))?;
    if matches!(operation, "is_working_day" | "roll_forward" | "roll_back") && !argument.is_empty() {
        return Err(Error::new(ErrorCode::UnknownField, format!("`{operation}` takes no argument"))
            .at("argument")
            .help("leave it out"));
    }
    match operation {
        "is_working_day" => calendar.is_working_day(day).map(Value::from),
        "roll_forward" => calendar.roll_forward(day).map(|day| Value::from(day.to_string())),
        "roll_back" => calendar.roll_back(day).map(|day| Value::from(day.to_string())),
        "add_working_days" => calendar.add_working_days(day, count(argument)?).map(|day| Value::from(day.to_string())),
        "working_days_between" => {
            let other: Date = argument.parse::<Date>().map_err(|error| error.at("argument"))?;
            calendar.working_days_between(day, other).map(Value::from)
        }
        other => {
            Err(Error::new(ErrorCode::UnknownCode, format!("no operation is called {}", crate::error::shown(other)))
                .at("operation")
                .help("one of: is_working_day, roll_forward, roll_back, add_working_days, working_days_between"))
        }
    }
}

fn count(argument: &str) -> Result<i32, Error> {
    argument.trim().parse().map_err(|_| {
        Error::new(ErrorCode::WrongType, format!("{} is not a count of days", crate::error::shown(argument)))
            .at("argument")
            .help("give a whole number, such as 5 or -5")
    })
}
