//! The laws of the dossier, over the cases of the stories at every point of their lives: what a package lists, what its
//! digest says, what an index proves, what stock-taking finds, and that nothing personal shows unasked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use std::collections::BTreeSet;

use anjieflow::case::{Actor, Case, CaseId, Context, Event, MilestoneState, Salt};
use anjieflow::checklist::{LineStatus, PaperState};
use anjieflow::date::Date;
use anjieflow::document::Document;
use anjieflow::dossier::{self, Archive, Filing, Kept, Package, Stock};
use anjieflow::interchange::plain::{Office, Rules};
use anjieflow::interchange::{read_command, write_log};
use anjieflow::log::Log;
use anjieflow::product::{GateStep, MilestoneKind, Pack};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

mod story;
use story::{LOGS, begun};

/// The beginning of a story, with papers besides that anybody may have brought.
fn with_papers(story: usize, length: usize, papers: &[(Index, Index, u32)]) -> Log {
    let mut log = begun(story, length);
    let context = context(&log, 0);
    let kinds = &Pack::builtin().documents;
    for (kind, holder, pages) in papers {
        let case = log.replay().unwrap();
        let parties = case.file().parties.iter().map(|it| it.id.as_str());
        let holders: Vec<&str> = parties.chain(["couple", "developer", "household"]).collect();
        let (likely, kind) = (LIKELY.iter(), kind.index(LIKELY.len() + kinds.len()));
        let kind = likely.copied().chain(kinds.iter().map(|it| it.kind.as_str())).nth(kind).unwrap();
        let holder = holders[holder.index(holders.len())];
        let command = json!({"command": "add_document", "kind": kind, "holder": holder, "issued": context.today.to_string(), "pages": pages});
        if let Ok(moved) = case.step(&read_command(&command).unwrap(), &context) {
            log.append(moved.entry()).unwrap();
        }
    }
    log
}

/// What steps leave, and what lists ask of two at once.
const LIKELY: [&str; 14] = [
    "loan_contract",
    "loan_contract",
    "loan_receipt_iou",
    "loan_receipt_iou",
    "settlement_proof",
    "advance_mortgage_cert",
    "mortgage_cert",
    "appraisal_report",
    "developer_guarantee_letter",
    "interview_record",
    "marriage_certificate",
    "household_register",
    "id_card",
    "down_payment_receipt",
];

fn papers() -> impl Strategy<Value = Vec<(Index, Index, u32)>> {
    prop::collection::vec((any::<Index>(), any::<Index>(), 1_u32..40), 0..8)
}

fn context(log: &Log, wait: u16) -> Context<'static> {
    let last = log.entries().last().unwrap().stamp.recorded;
    Context::new(last.add_days(wait.into()).unwrap(), Actor::new("wang").unwrap()).salted(Salt::new([7; 16]))
}

/// The packages of the loans whose lenders publish a list.
fn packages<'c>(case: &'c Case, context: &Context<'c>) -> Vec<Package<'c>> {
    case.file().loans.iter().filter_map(|loan| dossier::package(case, loan, context).ok()).collect()
}

/// What the digest is to be about: each listed paper, as it is on paper.
fn listed(package: &Package<'_>) -> BTreeSet<String> {
    let told = |it: &Document| {
        let on_paper = (&it.id, &it.kind, &it.holder, it.issued, it.printed, it.received, it.copies, it.pages, it.form);
        format!("{on_paper:?}")
    };
    package.rows.iter().filter_map(|row| row.paper).map(told).collect()
}

fn pages<'d>(papers: impl Iterator<Item = &'d Document>) -> (u32, u32) {
    let papers: BTreeSet<(u32, Option<u32>)> = papers.map(|it| (it.entry, it.pages)).collect();
    let counted = papers.iter().filter_map(|(_, pages)| *pages).sum();
    (counted, u32::try_from(papers.iter().filter(|(_, pages)| pages.is_none()).count()).unwrap())
}

/// The rows follow the list, each line of it has its place, and no paper stands twice.
fn follows_the_list(case: &Case, package: &Package<'_>, context: &Context<'_>) {
    let rules: Vec<&str> = package.product.requirements.listed().unwrap().iter().map(|it| it.id.as_str()).collect();
    let place = |rule: &str| rules.iter().position(|it| *it == rule).unwrap();
    assert!(package.rows.is_sorted_by_key(|row| place(row.rule.as_str())), "{:?}", package.rows);
    let loan = case.file().loan(&package.loan).unwrap();
    let list = case.file().checklist_at(package.product, loan, Some(GateStep::Submit), context).unwrap();
    for line in list.lines().iter().filter(|line| line.step().is_due_by(GateStep::Submit)) {
        let has = |row: &&dossier::PackageRow<'_>| row.rule == line.rule() && row.holder == line.holder;
        assert!(package.rows.iter().any(|row| has(&row)), "{} of {:?}", line.rule(), line.holder);
        let blank = package.blanks().any(|row| has(&row));
        assert!(line.is_open() || !blank, "{} is there and stands blank", line.rule());
    }
    for (number, row) in package.rows.iter().enumerate() {
        let same = |it: &&dossier::PackageRow<'_>| it.paper.is_some() && it.paper == row.paper;
        let first = package.rows[..number].iter().position(|it| same(&it));
        assert_eq!(row.stands_in, first.map(|place| place + 1), "a paper stands once");
    }
    let papers = || package.rows.iter().filter_map(|row| row.paper);
    assert_eq!((package.pages.counted, package.pages.uncounted), pages(papers()));
}

/// A row says what its paper is: good, unread, or not there.
fn says_what_is_there(package: &Package<'_>) {
    for row in &package.rows {
        match (row.status, row.paper.map(|it| it.state)) {
            (LineStatus::Accepted, state) => assert_eq!(state, Some(PaperState::Accepted)),
            (LineStatus::Received, state) => {
                assert!(matches!(state, Some(PaperState::Received | PaperState::Accepted)))
            }
            (status, state) => assert_eq!(state, None, "{status:?}"),
        }
        let theirs = |paper: &Document| paper.kind == *row.kind;
        assert!(row.paper.is_none_or(theirs));
    }
}

/// Every paper on file that was not turned down stands once, and no other; its pages are counted once.
fn holds_every_paper_once(case: &Case, index: &Archive<'_>, context: &Context<'_>) {
    let held: Vec<u32> = index.rows.iter().filter_map(|row| row.paper).map(|it| it.entry).collect();
    let there = |it: &&Document| it.state != PaperState::Rejected && it.received <= context.occurred;
    let on_file: BTreeSet<u32> = case.file().documents.iter().filter(there).map(|it| it.entry).collect();
    assert_eq!(held.len(), on_file.len(), "{held:?} of {on_file:?}");
    assert_eq!(held.into_iter().collect::<BTreeSet<u32>>(), on_file);
    let papers = index.rows.iter().filter_map(|row| row.paper);
    assert_eq!((index.pages.counted, index.pages.uncounted), pages(papers));
    assert!(index.rows.is_sorted_by_key(|row| row.part));
}

/// Complete exactly when nothing that is asked for lacks; the missing are the rows that are neither there nor on record.
fn is_complete_or_says_why(index: &Archive<'_>) {
    let lacks = |row: &&Kept<'_>| row.paper.is_none() && row.state != Filing::Recorded;
    let missing: Vec<&Kept<'_>> = index.rows.iter().filter(lacks).collect();
    assert_eq!(index.missing().collect::<Vec<_>>(), missing);
    assert_eq!((index.is_complete(), index.lacking()), (missing.is_empty(), missing.len()));
    assert!(missing.iter().all(|row| row.rule.is_some() || row.step.is_some()), "asked for by nobody: {missing:?}");
}

/// The entry that a line cites did what the line says.
fn is_proven(log: &Log, index: &Archive<'_>) {
    let event = |number: u32| &log.entries()[usize::try_from(number).unwrap() - 1].event;
    for row in &index.rows {
        if let Some(paper) = row.paper {
            assert!(matches!(event(paper.entry), Event::DocumentAdded(it) if it.document == paper.id), "{row:?}");
            assert_eq!(row.entry(), Some(paper.entry));
        }
        let Some((name, _, number)) = row.step else { continue };
        match event(number) {
            Event::MilestoneMarked(it) => assert_eq!(it.asked.milestone.name(), name),
            Event::LoanStepped(it) => assert_eq!((it.event.name(), row.loan), (name, Some(&it.loan))),
            // Handing the file in is a step of the case, too, where every loan goes at once.
            other => assert_eq!((other.name(), name), ("submitted", "handed_in")),
        }
    }
}

/// Each step of the case that leaves a paper or a trace has its line.
fn steps_have_their_lines(case: &Case, index: &Archive<'_>, context: &Context<'_>) {
    let done = |kind| case.file().done_on(kind, context.occurred);
    for kind in [MilestoneKind::Interviewed, MilestoneKind::AdvanceNotice, MilestoneKind::MortgageRegistered] {
        let lines = index.rows.iter().filter(|row| row.step.is_some_and(|(name, ..)| name == kind.name())).count();
        assert_eq!(lines, usize::from(done(kind).is_some()), "{kind}");
    }
    let office = index.rows.iter().filter(|row| row.part == dossier::ArchivePart::Office && row.kind.is_none()).count();
    assert_eq!(office, case.file().deliveries.len());
}

/// What stands in the personal objects of the entries.
fn secrets(log: &Log) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in write_log(log).lines().skip(1) {
        let entry: Value = serde_json::from_str(line).unwrap();
        let mut stack = vec![entry["personal"].clone()];
        while let Some(value) = stack.pop() {
            match value {
                Value::Object(fields) => {
                    let private = ["name", "id_number", "other_id", "phone", "number", "account", "address"];
                    for (key, value) in fields {
                        match value {
                            Value::String(text) if private.contains(&key.as_str()) => {
                                found.insert(text);
                            }
                            other => stack.push(other),
                        }
                    }
                }
                Value::Array(values) => stack.extend(values),
                _ => {}
            }
        }
    }
    found.retain(|text| text.chars().count() > 1);
    found
}

fn ask(case: &Case, question: Value, context: &Context<'_>) -> String {
    let context = json!({"today": context.today.to_string(), "by": "wang"});
    Rules::builtin().ask(case, &question, context).map_or_else(|error| error.to_string(), |told| told.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_package_follows_the_list(story in 0_usize..100, length in 0_usize..200, more in papers(), wait in 0_u16..400) {
        let log = with_papers(story, length, &more);
        let (case, context) = (log.replay().unwrap(), context(&log, wait));
        for package in packages(&case, &context) {
            follows_the_list(&case, &package, &context);
            says_what_is_there(&package);
        }
    }

    #[test]
    fn a_digest_changes_with_a_listed_paper_and_only_then(
        story in 0_usize..100, length in 0_usize..200,
        steps in prop::collection::vec((any::<Index>(), any::<Index>(), 0_u8..7, 1_u32..40), 1..8),
    ) {
        let log = begun(story, length);
        let (mut case, context) = (log.replay().unwrap(), context(&log, 0));
        for (which, other, act, number) in steps {
            let Some(after) = changed(&case, which, other, act, number, &context) else { continue };
            for (old, new) in packages(&case, &context).iter().zip(packages(&after, &context)) {
                prop_assert_eq!(listed(old) == listed(&new), old.digest == new.digest, "{:?}", after.file().documents);
            }
            case = after;
        }
    }

    #[test]
    fn an_index_is_proven_by_the_log(story in 0_usize..100, length in 0_usize..200, more in papers(), wait in 0_u16..400) {
        let log = with_papers(story, length, &more);
        let (case, context) = (log.replay().unwrap(), context(&log, wait));
        let index = dossier::archive(&case, &context);
        holds_every_paper_once(&case, &index, &context);
        is_complete_or_says_why(&index);
        is_proven(&log, &index);
        steps_have_their_lines(&case, &index, &context);
        let again = anjieflow::interchange::read_log(&write_log(&log)).unwrap().replay().unwrap();
        prop_assert_eq!(dossier::archive(&again, &context), index);
    }

    #[test]
    fn stock_taking_lists_what_the_indexes_lack(
        stories in prop::collection::vec((0_usize..100, 0_usize..200), 0..6), wait in 0_u16..5000,
    ) {
        let cases: Vec<Case> = (0..).zip(&stories).map(|(number, (story, length))| numbered(number, *story, *length)).collect();
        let all: Vec<&Case> = cases.iter().collect();
        let day = Date::constant(2026, 12, 1).add_days(wait.into()).unwrap();
        let context = Context::new(day, Actor::new("wang").unwrap());
        let rows = dossier::stock_taking(&all, &context);
        for case in &cases {
            let (file, index) = (case.file(), dossier::archive(case, &context));
            let over = file.ended.is_some() || index.filed.is_some();
            let row = rows.iter().find(|row| row.case == case.id());
            prop_assert_eq!(row.is_some(), file.shelf().is_some() || (over && !file.documents.is_empty()));
            let Some(row) = row else { continue };
            prop_assert_eq!(&row.index, &index);
            prop_assert_eq!(row.found.contains(&Stock::PapersLacking), over && !index.is_complete() && file.erased.is_none());
            prop_assert_eq!(row.found.contains(&Stock::Overdue), file.lent().is_some_and(|it| it.until < day));
        }
        prop_assert!(rows.iter().map(|row| row.case).is_sorted());
        let mut office = Office::default();
        cases.iter().for_each(|case| { office.put(case.clone()); });
        let told = office.ask(Rules::builtin(), &json!({"question": "stock_taking"}), json!({"today": day.to_string(), "by": "wang"})).unwrap();
        prop_assert_eq!(told["dossiers"].as_u64(), Some(rows.len() as u64));
        for (told, row) in told["rows"].as_array().unwrap().iter().zip(&rows) {
            let missing: Vec<&str> = row.index.missing().filter_map(|it| it.kind).map(|it| it.as_str()).collect();
            let said: Vec<&str> = told["missing"].as_array().unwrap().iter().map(|it| it["document"].as_str().unwrap()).collect();
            prop_assert_eq!(said, missing);
        }
    }

    #[test]
    fn what_was_handed_in_is_proved_by_its_digest(story in 0_usize..100, length in 0_usize..200) {
        let log = begun(story, length);
        let case = log.replay().unwrap();
        for handed in dossier::handed_in(&case) {
            prop_assert_eq!(handed.papers.len(), handed.delivery.papers.len(), "a paper that was handed in is forgotten");
            let then = Log::from_entries(log.entries()[..usize::try_from(handed.delivery.entry).unwrap()].iter().cloned());
            let then = then.unwrap().replay().unwrap();
            let entries: Vec<u32> = handed.papers.iter().map(|it| it.paper.entry).collect();
            let papers = then.file().documents.iter().filter(|it| entries.contains(&it.entry));
            prop_assert_eq!(anjieflow::case::delivery::of_papers(then.file(), papers), handed.delivery.digest);
            for paper in &handed.papers {
                let was = then.file().documents.iter().find(|it| it.entry == paper.paper.entry).unwrap();
                let told = |it: &Document| (it.kind.clone(), it.holder.clone(), it.issued, it.printed, it.received, it.pages, it.copies, it.form);
                prop_assert!(paper.amended.is_some() || told(was) == told(paper.paper));
            }
        }
    }

    #[test]
    fn nothing_personal_shows_unasked(story in 0_usize..100, length in 0_usize..200) {
        let log = begun(story, length);
        let (case, context) = (log.replay().unwrap(), context(&log, 0));
        let asked = ["form", "package", "handed_in", "archive"];
        let mut told: Vec<String> = asked.iter().map(|it| ask(&case, json!({"question": it}), &context)).collect();
        let loans = case.file().loans.iter();
        told.extend(loans.map(|loan| format!("{:?}", dossier::form(case.file(), loan, &context).map(|it| it.fields))));
        told.push(format!("{:?} {:?}", packages(&case, &context), dossier::archive(&case, &context)));
        for secret in secrets(&log) {
            for told in &told {
                prop_assert!(!told.contains(&secret), "{} shows in {}", secret, told);
            }
        }
    }
}

/// The case of that number which has come so far on the way of a story.
fn numbered(number: usize, story: usize, length: usize) -> Case {
    let id = CaseId::new(&format!("C-{number}")).unwrap();
    let entries = LOGS[story % LOGS.len()].entries();
    let named = entries[..1 + length % entries.len()].iter().cloned().map(|mut entry| {
        entry.case = id.clone();
        entry
    });
    Log::from_entries(named).unwrap().replay().unwrap()
}

/// The case after somebody did something with a paper; none when there is no paper or the case says no.
fn changed(case: &Case, which: Index, other: Index, act: u8, number: u32, context: &Context<'_>) -> Option<Case> {
    let documents = &case.file().documents;
    let paper = (!documents.is_empty()).then(|| &documents[which.index(documents.len())])?;
    let twin = &documents[other.index(documents.len())];
    let holder = paper.holder.as_str();
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let record = |it: &Document| {
        json!({
            "command": "add_document", "kind": it.kind.as_str(), "holder": it.holder.as_str(), "issued": day(it.issued),
            "valid_until": day(it.printed), "form": it.form.map(|form| form.name()), "copies": it.copies, "pages": it.pages,
        })
    };
    let amended = |key: &str, value: Value| {
        let mut record = record(paper);
        record[key] = value;
        json!({"command": "correct", "entry": paper.entry, "record": record, "reason": "复核"})
    };
    let command = match act {
        0 => json!({"command": "add_document", "kind": paper.kind.as_str(), "holder": holder, "pages": number}),
        1 => json!({"command": "add_document", "kind": "utility_bill", "holder": holder, "pages": number}),
        2 => json!({"command": "check_document", "document": paper.id.as_str()}),
        3 => json!({"command": "check_document", "document": paper.id.as_str(), "defect": "缺页"}),
        4 => amended("pages", json!(number)),
        5 => amended("copies", json!(number)),
        _ => json!({"command": "correct", "entry": paper.entry, "record": record(twin), "reason": "录错"}),
    };
    let command = read_command(&command).unwrap();
    case.clone().step(&command, context).ok().map(|moved| moved.case)
}

#[test]
fn the_laws_meet_what_they_are_about() {
    let mut met = [0_usize; 6];
    let far = LOGS.iter().flat_map(|log| [1, 2, 3].map(|part| (log.entries().len() * part / 3).max(1)));
    for (place, length) in far.enumerate() {
        let log = begun(place / 3, length - 1);
        let (case, context) = (log.replay().unwrap(), context(&log, 0));
        let index = dossier::archive(&case, &context);
        met[0] += usize::from(index.is_complete() && index.rows.len() > 3);
        met[1] += usize::from(!index.is_complete());
        met[2] += index.rows.iter().filter(|row| row.state == Filing::Owed).count();
        met[3] += packages(&case, &context).iter().filter(|it| it.blanks().next().is_none()).count();
        met[4] += dossier::handed_in(&case).len();
        let marks = case.file().milestones.iter().flat_map(|it| &it.marks);
        met[5] += marks.filter(|mark| mark.state == MilestoneState::Lapsed).count();
    }
    assert!(met.iter().all(|count| *count > 0), "{met:?}");
}
