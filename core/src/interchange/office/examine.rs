//! Papers that are compared with one another and with a case, as plain data.

use crate::collect::CollectVec;
use serde_json::Value;

use crate::case::{Context, File};
use crate::document::DocumentKind;
use crate::error::{Error, ErrorCode, shown};
use crate::examine::{self, Extract, Field, FieldKind, Inconsistency, Place, Power, Side, fact_of};
use crate::identity::{TitleNumber, UnitNumber};
use crate::interchange::enquiry::sex_of;
use crate::interchange::value::{Reader, Wire, wrong_type};
use crate::interchange::view::object;
use crate::loan::LoanId;
use crate::party::PartyId;

/// What does not agree.
pub(super) fn examine(file: &File, papers: &Value, context: &Context<'_>) -> Result<Value, Error> {
    let papers = read(papers, file).map_err(|error| error.at("papers"))?;
    Ok(examine::examine(file, &papers, context).iter().map(told).collect())
}

fn read(papers: &Value, file: &File) -> Result<Vec<Extract>, Error> {
    let papers = papers.as_array().ok_or_else(|| wrong_type("a list of papers", papers))?;
    let paper = |(index, value)| paper(value, file).map_err(|error| error.at(format!("[{index}]")));
    papers.iter().enumerate().map(paper).collect()
}

fn paper(value: &Value, file: &File) -> Result<Extract, Error> {
    let mut reader = Reader::new(value)?;
    let (document, holder): (DocumentKind, PartyId) = (reader.field("document")?, reader.field("holder")?);
    let loan: Option<LoanId> = reader.field("loan")?;
    if !file.knows_holder(&holder) {
        return Err(unknown("party", holder.as_str()).at("holder"));
    }
    if let Some(loan) = loan.as_ref().filter(|loan| file.loan(loan).is_none()) {
        return Err(unknown("loan", loan.as_str()).at("loan"));
    }
    let mut extract = Extract::new(document, holder);
    extract.loan = loan;
    for field in Field::ALL {
        if let Some(value) = field_value(&mut reader, *field)? {
            extract = extract.with(*field, value)?;
        }
    }
    reader.finish()?;
    Ok(extract)
}

#[cold]
fn unknown(what: &str, id: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("the case has no {what} {}", shown(id)))
        .help("name one of the case's own")
}

fn field_value(reader: &mut Reader<'_>, field: Field) -> Result<Option<examine::Value>, Error> {
    use examine::Value as It;
    match field.kind() {
        FieldKind::Name => one(reader, field, It::Name),
        FieldKind::Names => one(reader, field, It::Names),
        FieldKind::Number => one(reader, field, It::Number),
        FieldKind::Card => one(reader, field, It::Card),
        FieldKind::Address => one(reader, field, It::Address),
        FieldKind::Texts => Ok(one(reader, field, It::Texts)?.map(|texts| powers(field, texts)).transpose()?),
        FieldKind::Amount => one(reader, field, It::Amount),
        FieldKind::Means => one(reader, field, It::Means),
        FieldKind::Day => one(reader, field, It::Day).map_err(|error| match field {
            Field::ValidUntil => error.help("write YYYY-MM-DD; of a paper that is valid for long (长期) leave it out"),
            _ => error,
        }),
        FieldKind::Born => one(reader, field, It::Born),
        FieldKind::Rate => one(reader, field, It::Rate),
        FieldKind::Flag => one(reader, field, It::Flag),
        FieldKind::Text => parsed(reader, field, |text| Ok(It::Text(worded(field, text)?))),
        FieldKind::Unit => parsed(reader, field, |text| UnitNumber::parse(&text).map(It::Unit)),
        FieldKind::Title => parsed(reader, field, |text| TitleNumber::parse(&text).map(It::Title)),
        FieldKind::Count => {
            let (least, most) = counted(field);
            Ok(reader.number(field.name(), "a count", least, most)?.map(It::Count))
        }
        FieldKind::Area => {
            Ok(reader.number(field.name(), "an area in hundredths of a square metre", 1, 10_000_000)?.map(It::Area))
        }
    }
}

fn one<T: Wire>(
    reader: &mut Reader<'_>,
    field: Field,
    make: fn(T) -> examine::Value,
) -> Result<Option<examine::Value>, Error> {
    Ok(reader.field::<Option<T>>(field.name())?.map(make))
}

fn parsed(
    reader: &mut Reader<'_>,
    field: Field,
    parse: impl FnOnce(String) -> Result<examine::Value, Error>,
) -> Result<Option<examine::Value>, Error> {
    let text = reader.field::<Option<String>>(field.name())?;
    // An error of these numbers may name a part of its own; the field is place enough.
    text.map(|text| parse(text).map_err(|error| error.nowhere().at(field.name()))).transpose()
}

/// The least and the most that a field counts to.
const fn counted(field: Field) -> (i64, i64) {
    match field {
        Field::HomeCount | Field::GreenStars => (0, 9),
        Field::Queries => (0, 600),
        Field::BuildingYear => (1900, 2100),
        _ => (1, 600),
    }
}

/// The words of a power of attorney are a closed list.
fn powers(field: Field, texts: examine::Value) -> Result<examine::Value, Error> {
    if let (Field::Powers, examine::Value::Texts(words)) = (field, &texts) {
        let known = words.iter().try_for_each(|word| Power::from_name(word).map(drop));
        known.map_err(|error| error.at(field.name()))?;
    }
    Ok(texts)
}

/// The sex, and what a fact says, have words of their own.
fn worded(field: Field, text: String) -> Result<String, Error> {
    match (field, fact_of(field)) {
        (Field::Sex, _) => sex_of(&text).map(drop)?,
        (_, Some(fact)) => fact.value_of_word(&text).map(drop)?,
        _ => {}
    }
    Ok(text)
}

fn told(it: &Inconsistency) -> Value {
    let only = it.differs_only_in.iter().map(|way| way.name()).collect_vec();
    object!({
        "check": it.check.name(),
        "number": it.check.number(),
        "severity": it.severity().name(),
        "en": it.text(),
        "zh": it.zh(),
        "advice": it.check.advice(),
        "advice_zh": it.check.advice_zh(),
        "one": side(&it.one),
        "other": side(&it.other),
        "differs_only_in": only,
        "character": it.character,
    })
}

fn side(side: &Side) -> Value {
    let (field, shown, shown_zh) = (side.field.name(), side.shown.as_str(), side.shown_zh.as_str());
    match &side.place {
        Place::Paper { index, document, holder, .. } => object!({
            "place": "paper",
            "paper": *index,
            "document": document.as_str(),
            "holder": holder.as_str(),
            "field": field,
            "shown": shown,
            "shown_zh": shown_zh,
            "is_sum": side.is_sum,
        }),
        Place::Absent { document, holder, .. } => object!({
            "place": "absent",
            "document": document.as_str(),
            "holder": holder.as_str(),
            "field": field,
            "shown": shown,
            "shown_zh": shown_zh,
            "is_sum": side.is_sum,
        }),
        Place::Case => {
            object!({"place": "case", "field": field, "shown": shown, "shown_zh": shown_zh, "is_sum": side.is_sum})
        }
        Place::Rule => {
            object!({"place": "rule", "field": field, "shown": shown, "shown_zh": shown_zh, "is_sum": side.is_sum})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::plain::Rules;
    use serde_json::json;

    fn case() -> (crate::case::Case, Value) {
        let (rules, context) =
            (Rules::builtin(), json!({"today": "2026-03-02", "by": "wang", "salt": "07".repeat(16)}));
        let (case, _) = rules.open(json!({"case": "C-1", "context": context})).unwrap();
        let party = json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "王小明", "id_number": "11010519491231002X"});
        let (case, _) = rules.step(&case, party, context.clone()).unwrap();
        (case, context)
    }

    fn asked(case: &crate::case::Case, papers: &Value, context: Value) -> Result<Value, Error> {
        Rules::builtin().ask(case, &json!({"question": "examine", "papers": papers}), context)
    }

    #[test]
    fn a_difference_is_told_with_both_places() {
        let (case, context) = case();
        let papers = json!([
            {"document": "id_card", "holder": "b1", "name": "王小明", "id_number": "11010519491231002X"},
            {"document": "income_cert", "holder": "b1", "id_number": "11010519491231002x", "sealed": true},
        ]);
        let found = asked(&case, &papers, context).unwrap();
        assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
        let told = &found[0];
        assert_eq!(
            (&told["check"], &told["number"], &told["severity"]),
            (&json!("id_number_differs"), &json!(2), &json!("stop"))
        );
        assert_eq!(
            told["one"],
            json!({"place": "case", "field": "id_number", "shown": "110105********002X", "shown_zh": "110105********002X", "is_sum": false})
        );
        assert_eq!(told["other"]["paper"], 1);
        assert_eq!(told["differs_only_in"], json!(["letter_case"]));
        assert_eq!(told["character"], 18);
        assert!(!found.to_string().contains("19491231"), "{found}");
    }

    #[test]
    fn an_error_names_its_place_and_repeats_nothing_personal() {
        let (case, context) = case();
        let id = json!({"document": "id_card", "holder": "b1"});
        for (field, value, place, code) in [
            ("price_fen", json!(0), "question.papers[1].price_fen", ErrorCode::OutOfRange),
            ("buyers", json!(["王小明", ""]), "question.papers[1].buyers[1]", ErrorCode::Empty),
            ("unit_number", json!("34"), "question.papers[1].unit_number", ErrorCode::BadLength),
            ("sex", json!("男"), "question.papers[1].sex", ErrorCode::UnknownCode),
            ("marital", json!("complicated"), "question.papers[1].marital", ErrorCode::UnknownCode),
            ("card", json!("622202100111624570x"), "question.papers[1].card", ErrorCode::BadCharacter),
            ("holder", json!("b9"), "question.papers[1].holder", ErrorCode::UnknownCode),
            ("loan", json!("L9"), "question.papers[1].loan", ErrorCode::UnknownCode),
            ("account_class", json!(0), "question.papers[1].account_class", ErrorCode::OutOfRange),
            ("home_count", json!(10), "question.papers[1].home_count", ErrorCode::OutOfRange),
            ("building_year", json!(10), "question.papers[1].building_year", ErrorCode::OutOfRange),
            ("nationality", json!("中国"), "question.papers[1].nationality", ErrorCode::UnknownCode),
            ("powers", json!(["sell", "fly"]), "question.papers[1].powers", ErrorCode::UnknownCode),
        ] {
            let mut wrong = id.clone();
            wrong[field] = value;
            let error = asked(&case, &json!([id, wrong]), context.clone()).unwrap_err();
            assert_eq!((error.place(), error.code()), (Some(place), code), "{error}");
        }
        let error = asked(&case, &json!([{"document": "id_card", "holder": "b1", "colour": 1}]), context);
        let error = error.unwrap_err();
        assert_eq!((error.place(), error.code()), (Some("question.papers[0]"), ErrorCode::UnknownField));
    }

    #[test]
    fn every_field_can_be_written() {
        let (case, context) = case();
        let written = |field: &Field| match field.kind() {
            FieldKind::Text if *field == Field::Sex => json!("male"),
            FieldKind::Text => json!(fact_of(*field).map_or("住宅", |fact| fact.words()[0])),
            FieldKind::Texts if *field == Field::Powers => json!(["mortgage"]),
            FieldKind::Name | FieldKind::Number => json!("王小明"),
            FieldKind::Names | FieldKind::Texts => json!(["王小明"]),
            FieldKind::Card => json!("6222021001116245702"),
            FieldKind::Unit => json!("340121261006GB00014F00220045"),
            FieldKind::Title => json!("京(2023)朝阳区不动产权第0012345号"),
            FieldKind::Flag => json!(true),
            FieldKind::Day | FieldKind::Born => json!("2026-03-01"),
            FieldKind::Address => json!("济南市历下区试验路1号"),
            FieldKind::Count if *field == Field::BuildingYear => json!(2010),
            _ => json!(1),
        };
        for field in Field::ALL {
            let mut paper = json!({"document": "work_cert", "holder": "b1"});
            paper[field.name()] = written(field);
            let read = read(&json!([paper]), case.file()).unwrap();
            assert!(read[0].get(*field).is_some(), "{field}");
            asked(&case, &json!([paper]), context.clone()).unwrap();
        }
    }
}
