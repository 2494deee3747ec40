//! Questions that need neither a case nor a pack.

use serde_json::{Map, Value, json};

use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::identity::{self, Check, NumberKind};
use crate::retirement::{Category, Month, Retirement, statutory};

/// Checks a resident identity number or a unified social credit code: `{"kind", "valid"}`, and when it is not valid
/// `code`, `message` and `zh`. With `today`, a birth after it is not valid.
///
/// # Errors
/// A malformed day.
pub fn check_id(number: &str, today: Option<&str>) -> Result<Value, Error> {
    Ok(Value::Object(verdict(identity::check(number, day(today)?))))
}

/// Checks a number as what it is said to be: `resident-id`, `uscc`, `bank-card`, `mobile`, `permit` (来往内地通行证),
/// `foreigner-card`, `passport`, `title` (不动产权证书号, 不动产登记证明号) or `unit` (不动产单元号). Answers as [`check_id`], and
/// `{"warning": {"code", "message", "zh"}}` where a right number is to be looked at again, `null` else.
///
/// ```
/// use anjieflow::interchange::plain;
///
/// let card = plain::check_number("bank-card", "6222 0210 0111 6245 703", None)?;
/// assert_eq!((&card["valid"], &card["warning"]["code"]), (&true.into(), &"luhn".into()));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// No sort of that name, or a malformed day.
pub fn check_number(kind: &str, number: &str, today: Option<&str>) -> Result<Value, Error> {
    let kind = NumberKind::from_name(kind).map_err(|error| error.at("kind"))?;
    let check = identity::check_as(kind, number, day(today)?);
    let warning = check.warning.map(|it| json!({"code": it.code(), "message": it.message(), "zh": it.zh()}));
    let mut told = verdict(check);
    told.insert("warning".to_owned(), warning.into());
    Ok(Value::Object(told))
}

fn day(today: Option<&str>) -> Result<Option<Date>, Error> {
    today.map(|day| day.parse::<Date>().map_err(|error| error.at("today"))).transpose()
}

fn verdict(check: Check) -> Map<String, Value> {
    let mut told = Map::new();
    told.insert("kind".to_owned(), check.kind.name().into());
    told.insert("valid".to_owned(), check.result.is_ok().into());
    if let Err(error) = check.result {
        told.insert("code".to_owned(), error.code().code().into());
        told.insert("message".to_owned(), error.to_string().into());
        told.insert("zh".to_owned(), error.code().zh().into());
    }
    told
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
