//! What is asked of one case or of all the cases of an office, as plain data: `{"question": …}` and what belongs to it.
//!
//! A question is a row of one of two tables. It reads what it needs of the asker's object and answers; what is left over is
//! refused. Nothing here changes a case.

mod aftercare;
mod books;
mod cases;
mod consent;
mod coordination;
mod dossier;
mod examine;
mod relations;
mod work;

use crate::collect::CollectVec;
use serde_json::Value;

pub(super) use self::cases::Cases;
use super::value::{Reader, missing};
use super::view::object;
use crate::case::{Case, Context, Stage};
use crate::error::{Error, ErrorCode, shown};
use crate::watch::{Parts, Watch};

/// Answers about one case.
type OfCase = fn(&Case, &mut Reader<'_>, &Context<'_>) -> Result<Value, Error>;
/// Answers about the cases of an office, a part of the work a case where nothing else is said.
type OfOffice = fn(&mut Cases, &mut Reader<'_>, &Context<'_>, &mut Parts<'_, '_>) -> Result<Value, Error>;

/// What is asked of a case.
const OF_CASE: &[(&str, OfCase)] = &[
    ("examine", |case, asked, context| {
        let papers = asked.raw("papers").ok_or_else(|| missing("papers"))?;
        examine::examine(case.file(), papers, context)
    }),
    ("lapsing", |case, _, context| Ok(work::lapsing(case, context))),
    ("ways", |case, _, context| Ok(work::ways(case, context))),
    ("notices", coordination::notices),
    ("queries", |case, _, _| Ok(coordination::queries(case))),
    ("history", |case, asked, _| coordination::history(case, asked)),
    ("appointments", |case, _, context| Ok(coordination::appointments(case, context))),
    ("aftercare", |case, _, context| Ok(aftercare::open(case, context))),
    ("form", dossier::form),
    ("package", dossier::package),
    ("handed_in", |case, _, context| Ok(dossier::handed_in(case, context))),
    ("archive", |case, _, context| Ok(dossier::archive(case, context))),
    ("consents", |case, _, context| Ok(consent::consents(case.file(), context))),
    ("retention", |case, _, _| Ok(consent::retention(case.file()))),
    ("consequences", |case, asked, context| consent::of_life(case.file(), asked, context)),
];

/// What is asked of an office.
const OF_OFFICE: &[(&str, OfOffice)] = &[
    ("stages", |cases, _, _, _| Ok(stages(&cases.all()))),
    ("lenders", |cases, _, context, parts| relations::lenders(&cases.all(), context, parts)),
    ("contacts", |_, asked, context, parts| relations::contacts(asked, context.today, parts)),
    ("clerks", work::clerks),
    ("worklist", work::worklist),
    ("capacity", work::capacity),
    ("lapsing", |cases, asked, context, parts| work::lapses(&cases.all(), asked, context, parts)),
    ("calendar", work::calendar),
    ("stock_taking", |cases, _, context, parts| dossier::stock_taking(&cases.all(), context, parts)),
    ("busy", |cases, asked, _, _| coordination::busy(&cases.all(), asked)),
    ("ledger", |cases, asked, context, parts| books::ledger(&cases.all(), asked, context, parts)),
    ("week", |cases, asked, context, parts| books::week(&cases.all(), asked, context, parts)),
    ("postings", |cases, asked, context, parts| books::postings(&cases.all(), asked, context, parts)),
    ("reconcile", |cases, asked, context, parts| books::reconcile(&cases.all(), asked, context, parts)),
    ("guarantees", |cases, _, context, parts| books::guarantees(&cases.all(), context, parts)),
    ("deposits", |cases, asked, context, parts| books::deposits(&cases.all(), asked, context, parts)),
    ("arrears", |cases, _, context, parts| books::arrears(&cases.all(), context, parts)),
];

/// What a case answers.
pub(super) fn of_case(case: &Case, question: &Value, context: &Context<'_>) -> Result<Value, Error> {
    let (answer, mut asked) = asked(OF_CASE, question)?;
    let told = answer(case, &mut asked, context)?;
    asked.finish().map(|()| told)
}

/// What an office answers, to somebody who may end it.
pub(super) fn of_office(
    cases: &mut Cases,
    question: &Value,
    context: &Context<'_>,
    watch: &mut Watch<'_>,
) -> Result<Value, Error> {
    let (answer, mut asked) = asked(OF_OFFICE, question)?;
    let mut parts = Parts::new(watch, cases.len());
    let told = answer(cases, &mut asked, context, &mut parts)?;
    asked.finish()?;
    parts.end().map(|()| told)
}

/// Looks at one case after the other.
fn each<'c>(cases: &[&'c Case], parts: &mut Parts<'_, '_>, look: &mut dyn FnMut(&'c Case)) -> Result<(), Error> {
    cases.iter().try_for_each(|case| {
        look(case);
        parts.step(1)
    })
}

/// The names of what is asked of a case.
pub(super) fn case_questions() -> impl Iterator<Item = &'static str> {
    OF_CASE.iter().map(|(name, _)| *name)
}

/// The names of what is asked of an office.
pub(super) fn office_questions() -> impl Iterator<Item = &'static str> {
    OF_OFFICE.iter().map(|(name, _)| *name)
}

/// How many cases stand where.
fn stages(cases: &[&Case]) -> Value {
    // Each case is looked at once: to read one is what takes the time in a large office.
    let mut counts = vec![0_u32; Stage::ALL.len()];
    for stage in cases.iter().map(|case| case.stage()) {
        let place = Stage::ALL.iter().position(|it| *it == stage);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count = count.saturating_add(1);
        }
    }
    let told = |(stage, count): (&Stage, u32)| object!({"stage": stage.name(), "zh": stage.zh(), "cases": count});
    Stage::ALL.iter().zip(counts).map(told).collect()
}

/// Who answers, and the reader of what is asked.
fn asked<'v, F: Copy>(table: &[(&'static str, F)], question: &'v Value) -> Result<(F, Reader<'v>), Error> {
    let mut reader = Reader::new(question)?;
    let name: String = reader.field("question")?;
    let found = table.iter().find(|(own, _)| *own == name);
    let unknown = || unknown(&name, table.iter().map(|(own, _)| *own)).at("question");
    found.map(|(_, answer)| (*answer, reader)).ok_or_else(unknown)
}

#[cold]
fn unknown(name: &str, known: impl Iterator<Item = &'static str>) -> Error {
    let known = known.collect_vec();
    Error::new(ErrorCode::UnknownCode, format!("no question is called {}", shown(name)))
        .help(format!("one of: {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::plain::{Office, Rules};
    use crate::watch::nobody;
    use serde_json::json;
    use std::ops::ControlFlow;

    fn context() -> Value {
        json!({"today": "2026-03-02", "by": "wang"})
    }

    #[test]
    fn a_question_that_nobody_knows_is_told_with_those_that_are() {
        let (case, _) = Rules::builtin().open(json!({"case": "C-1", "context": context()})).unwrap();
        for (question, code, place) in [
            (json!({"question": "weather"}), ErrorCode::UnknownCode, "question.question"),
            (json!({}), ErrorCode::MissingField, "question"),
            (json!([]), ErrorCode::WrongType, "question"),
            (json!({"question": "examine"}), ErrorCode::MissingField, "question"),
            (json!({"question": "examine", "papers": [], "more": 1}), ErrorCode::UnknownField, "question"),
        ] {
            let error = Rules::builtin().ask(&case, &question, context()).unwrap_err();
            assert_eq!((error.code(), error.place()), (code, Some(place)), "{error}");
        }
        let error = Office::default().ask(Rules::builtin(), &json!({"question": "weather"}), context()).unwrap_err();
        assert!(error.to_string().contains("`weather`"), "{error}");
    }

    #[test]
    fn a_part_of_the_rows_begins_anywhere_and_may_be_empty() {
        let rules = Rules::builtin();
        let mut office = Office::default();
        office.put(rules.open(json!({"case": "C-1", "context": context()})).unwrap().0);
        let mut ask = |part: &str, number: i64| {
            let question = json!({"question": "worklist", part: number});
            office.ask(rules, &question, context()).map(|it| it["rows"].as_array().map(Vec::len))
        };
        let all = ask("from", 0).unwrap();
        assert!(all > Some(0), "{all:?}");
        assert_eq!(ask("from", 1_000).unwrap(), Some(0));
        assert_eq!(ask("count", 0).unwrap(), Some(0));
        let error = ask("count", -1).unwrap_err();
        assert_eq!((error.code(), error.place()), (ErrorCode::OutOfRange, Some("question.count")), "{error}");
    }

    #[test]
    fn every_question_can_be_ended_and_is_told_to_its_end() {
        let rules = Rules::builtin();
        let mut office = Office::default();
        for case in ["C-1", "C-2", "C-3"] {
            office.put(rules.open(json!({"case": case, "context": context()})).unwrap().0);
        }
        for name in office_questions().filter(|name| *name != "contacts") {
            let question = match name {
                "busy" => json!({"question": name, "clerk": "wang"}),
                "reconcile" => json!({"question": name, "from": "2026-03-01", "to": "2026-03-31", "rows": []}),
                _ => json!({"question": name}),
            };
            // Of another day, so that nothing is kept from before.
            let day = |day: u32| json!({"today": format!("2026-03-{day:02}"), "by": "wang"});
            let mut told = Vec::new();
            let mut all = |done, of| {
                told.push((done, of));
                nobody(done, of)
            };
            let answer = office.ask_watched(rules, &question, day(2), &mut all).unwrap();
            assert_eq!(office.ask(rules, &question, day(2)).unwrap(), answer, "{name}");
            assert!(told.is_sorted_by_key(|(done, _)| *done), "{name}: {told:?}");
            assert!(told.last().is_some_and(|(done, of)| done == of), "{name}: {told:?}");
            let ended = office.ask_watched(rules, &question, day(3), &mut |_, _| ControlFlow::Break(()));
            assert_eq!(ended.unwrap_err().code(), ErrorCode::Interrupted, "{name}");
        }
    }

    #[test]
    fn every_question_stands_on_the_page() {
        let page = include_str!("../plain/questions.rs");
        for name in case_questions().chain(office_questions()) {
            assert!(page.contains(&format!("//! ## `{name}`\n")), "{name}");
        }
    }

    #[test]
    fn a_case_takes_the_place_of_what_it_was() {
        let rules = Rules::builtin();
        let (case, _) = rules.open(json!({"case": "C-1", "context": context()})).unwrap();
        let (gone, _) = rules.step(&case, json!({"command": "withdraw", "reason": "moved"}), context()).unwrap();
        let mut office = Office::default();
        assert!(office.put(case.clone()).is_none() && !office.is_empty());
        assert_eq!(office.put(gone), Some(case));
        let stages = office.ask(rules, &json!({"question": "stages"}), context()).unwrap();
        let counts: Vec<_> = stages.as_array().unwrap().iter().filter(|it| it["cases"] == 1).collect();
        assert_eq!((counts.len(), &counts[0]["stage"], office.len()), (1, &json!("withdrawn"), 1));
        assert!(office.remove("C-2").is_none() && office.remove("C-1").is_some() && office.is_empty());
    }
}
