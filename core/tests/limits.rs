//! Each limit on what comes from outside: as much as it says is taken, and one more is refused, with a word on what to do.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

use anjieflow::books;
use anjieflow::case::assignment::Assign;
use anjieflow::case::{Actor, Case, CaseId, Context, Reason};
use anjieflow::date::Date;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::identity::Name;
use anjieflow::interchange::audit::Seal;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::interchange::{pack, read_command, read_log, write_log};
use anjieflow::limits;
use anjieflow::log::Log;
use anjieflow::money::{Money, Rate};
use anjieflow::party::OtherId;
use anjieflow::product::{Pack, RuleId};
use anjieflow::property::Address;
use serde_json::{Value, json};

/// What came of reading, whatever was read.
type Read = Result<(), Error>;

fn read<T>(result: Result<T, Error>) -> Read {
    result.map(drop)
}

/// At the limit it is not the size that is wrong; beyond it, that is told with the number and with what to do.
#[track_caller]
fn holds(name: &str, most: usize, try_with: impl Fn(usize) -> Read) {
    let too_much = |error: &Error| matches!(error.code(), ErrorCode::BeyondLimit | ErrorCode::BadLength);
    if let Err(error) = try_with(most) {
        assert!(!too_much(&error), "{name}, at the limit: {error}");
    }
    let Err(error) = try_with(most + 1) else { panic!("{name}: one more was read") };
    assert!(too_much(&error), "{name}: {error:?}");
    assert!(error.to_string().contains(&most.to_string()), "{name}: {error}");
    assert!(error.advice().is_some() || error.message().starts_with("want "), "{name}: {error}");
}

fn texts(count: usize) -> Vec<String> {
    vec!["a".to_owned(); count]
}

/// Text of so many bytes that begins so; blanks say nothing.
fn padded(text: &str, bytes: usize) -> String {
    format!("{text}{}", " ".repeat(bytes - text.len()))
}

const CASE: &str = r#"{"anjieflow":1,"case":"C-1","entries":1}"#;

/// A layer with one field more.
fn layer(field: &str, value: &Value) -> Read {
    let head = json!({"pack": 1, "edition": {"id": "jinan", "published": "2026-11-24"}});
    let mut whole = head.as_object().unwrap().clone();
    whole.insert(field.to_owned(), value.clone());
    read(pack::read_layer(&Value::Object(whole).to_string()))
}

#[test]
fn json() {
    let fields = |count| format!("{{{}}}", (0..count).map(|at| format!("\"{at}\":0")).collect::<Vec<_>>().join(","));
    let values = |count| format!("[{}]", vec!["0"; count - 1].join(","));
    holds("depth", limits::DEPTH, |depth| read(plain::parse(&("[".repeat(depth) + &"]".repeat(depth)))));
    holds("fields", limits::FIELDS, |count| read(plain::parse(&fields(count))));
    holds("values", limits::VALUES, |count| read(plain::parse(&values(count))));
    holds("values handed over", limits::HANDED_VALUES, |count| read(plain::parse_handed(&values(count))));
    holds("bytes", limits::TEXT_BYTES, |bytes| read(plain::parse(&padded("0", bytes))));
    holds("bytes handed over", limits::LOG_BYTES, |bytes| read(plain::parse_handed(&padded("0", bytes))));
    holds("bytes of a pack", limits::TEXT_BYTES, |bytes| read(pack::read(&padded("{}", bytes))));
    let error = plain::parse(&values(limits::VALUES + 1)).unwrap_err();
    // Where the first one too many stands.
    let at = 2 * limits::VALUES;
    let told = format!("more than 200000 values and names of fields, at line 1, character {at}; hand in less at once");
    assert_eq!(error.to_string(), told);
}

#[test]
fn names_count_as_values() {
    let rows = |count| format!("[{}]", vec![r#"{"a":0}"#; count].join(","));
    assert!(plain::parse(&rows((limits::VALUES - 1) / 3)).is_ok());
    assert_eq!(plain::parse(&rows(limits::VALUES / 3 + 1)).unwrap_err().code(), ErrorCode::BeyondLimit);
}

#[test]
fn logs_and_seals() {
    let line = |bytes| format!("{}\n", padded(CASE, bytes));
    holds("bytes of a line", limits::LINE_BYTES, |bytes| read(read_log(&line(bytes))));
    let blanks = |bytes: usize| padded(&(" ".repeat(999) + "\n").repeat(bytes / 1000), bytes);
    let log = |bytes| format!("{CASE}\n{}", blanks(bytes - CASE.len() - 1));
    holds("bytes of a log", limits::LOG_BYTES, |bytes| read(read_log(&log(bytes))));
    let seal = |log: &str| Seal::of(log, Date::constant(2026, 3, 2), Actor::new("audit").unwrap(), None);
    holds("bytes of a log to seal", limits::LOG_BYTES, |bytes| read(seal(&log(bytes))));
    holds("bytes of a seal", limits::LOG_BYTES, |bytes| read(Seal::read(&blanks(bytes))));
    let lines = |count| format!("{CASE}\n{}", "{}\n".repeat(count));
    holds("lines to seal", ENTRIES, |count| read(seal(&lines(count))));
    let stated = |count| json!({"anjieflow_seal": 1, "case": "C-1", "entries": count, "day": "2026-03-02", "by": "w"});
    holds("entries of a seal", ENTRIES, |count| read(Seal::read(&stated(count).to_string())));
}

const ENTRIES: usize = limits::ENTRIES as usize;

/// A case with as many entries as any, and its log.
fn full(context: &Context<'_>) -> (Case, Log) {
    let opened = Case::open(CaseId::new("C-1").unwrap(), context).unwrap();
    let (mut case, entry) = opened.into_parts();
    let mut log = Log::start(entry).unwrap();
    for number in 2..=limits::ENTRIES {
        // Somebody else each time, so that no step repeats the last.
        let (next, entry) = assigned(case, number, context).unwrap();
        log.append(entry).unwrap();
        case = next;
    }
    (case, log)
}

fn assigned(case: Case, number: u32, context: &Context<'_>) -> Result<(Case, anjieflow::log::Entry), Vec<Reason>> {
    let clerk = Actor::new(if number % 2 == 0 { "li" } else { "zhao" }).unwrap();
    case.step(&Assign { clerk, reason: None }.into(), context)
        .map(|moved| moved.into_parts())
        .map_err(|turned| turned.refusal.reasons)
}

#[test]
fn entries_of_a_log() {
    let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
    let (case, log) = full(&context);
    let text = write_log(&log);
    assert_eq!(read_log(&text).unwrap(), log);
    assert_eq!(log.replay().unwrap(), case);
    // One more is neither taken nor read.
    let refused = assigned(case, 0, &context).unwrap_err();
    assert_eq!(refused, [Reason::LogFull { entries: limits::ENTRIES }]);
    let error = read_log(&format!("{text}{{}}\n")).unwrap_err();
    assert_eq!((error.code(), error.place()), (ErrorCode::BeyondLimit, Some("entry 20001")));
    let mut entries = log.into_entries();
    entries.extend(entries.last().cloned());
    assert!(Log::from_entries(entries).is_err());
}

#[test]
fn lists() {
    let meeting =
        |count| json!({"command": "make_appointment", "kind": "signing", "day": "2026-03-09", "attends": texts(count)});
    holds("what a command names", limits::NAMED, |count| read(read_command(&meeting(count))));
    let returned = |count| json!({"command": "return_with_defects", "defects": vec![json!({"what": "a"}); count]});
    holds("what a command says", limits::SAID, |count| read(read_command(&returned(count))));
    let terms = json!({"amount_fen": 1, "term_months": 1, "rate_millionths": 1});
    let offer =
        |count| json!({"command": "offer", "terms": terms, "conditions": texts(count), "expires": "2026-03-09"});
    holds("conditions", limits::SAID, |count| read(read_command(&offer(count))));
    let stated =
        |count| json!({"date": "2026-03-02", "stated": vec![json!({"item": "deed_tax", "amount_fen": 1}); count]});
    holds("items of a question", limits::ITEMS, |count| read(Rules::builtin().costs(&stated(count))));
}

#[test]
fn tables() {
    let records = |count: usize| "a\n".repeat(count);
    holds("records", limits::ROWS, |count| read(books::csv::read(&records(count))));
    holds("cells", limits::CELLS, |count| read(books::csv::read(&",".repeat(count - 1))));
    holds("bytes of a table", limits::TABLE_BYTES, |bytes| read(books::csv::read(&"a".repeat(bytes))));
}

#[test]
fn rule_sets() {
    let words = |count| json!("a".repeat(count));
    holds("rows", limits::RULES, |count| layer("drops", &json!(texts(count))));
    holds("text", limits::TEXT_OF_ROW, |count| layer("about", &words(count)));
    holds("name of a row", limits::NAME_OF_ROW, |count| layer("drops", &json!([words(count)])));
    holds("name of a rule", limits::NAME_OF_ROW, |count| read(RuleId::new(&"a".repeat(count))));
    // A pack of zeros at the limit is damaged.
    holds("packed bytes", limits::PACKED_BYTES, |bytes| match Pack::unpack(&vec![0; bytes]) {
        Err(error) if error.code() == ErrorCode::BeyondLimit => Err(error),
        other => read(other.or_else(|_| Pack::unpack(&Pack::builtin().packed()))),
    });
    assert!(Pack::builtin().packed().len() * 10 < limits::PACKED_BYTES);
}

#[test]
fn conditions_papers_and_numbers_of_a_rule() {
    let within = |depth: usize, one: &dyn Fn(Value) -> Value, leaf: Value| (1..depth).fold(leaf, |inner, _| one(inner));
    let row = |asks: Value, when: Value| {
        layer(
            "lists",
            &json!([{"product": "citic-mortgage", "requirements": [
                {"id": "a/b", "asks": asks, "role": "borrower", "when": when}
            ]}]),
        )
    };
    let deep = |read: Read| read.map_err(|error| error.to_string());
    let condition = |depth| within(depth, &|inner| json!({"not": inner}), json!(true));
    let asks = |depth| within(depth, &|inner| json!({"any_of": [inner]}), json!("id_card"));
    deep(row(asks(1), condition(limits::CONDITION_DEPTH))).unwrap();
    assert!(deep(row(asks(1), condition(limits::CONDITION_DEPTH + 1))).unwrap_err().contains("at most 16 levels"));
    deep(row(asks(limits::ASKS_DEPTH), json!(null))).unwrap();
    assert!(deep(row(asks(limits::ASKS_DEPTH + 1), json!(null))).unwrap_err().contains("at most 8 levels"));
}

#[test]
fn texts_of_fields() {
    let text = |count| "a".repeat(count);
    holds("id", limits::ID, |count| read(CaseId::new(&text(count))));
    holds("name", limits::NAME, |count| read(Name::parse(&text(count))));
    holds("address", limits::ADDRESS, |count| read(Address::new(&text(count))));
    holds("identity paper", limits::OTHER_ID, |count| read(OtherId::new(&text(count))));
    let withdraw = |count| json!({"command": "withdraw", "reason": text(count)});
    holds("note", limits::NOTE, |count| read(read_command(&withdraw(count))));
}

#[test]
fn numbers() {
    assert!(Money::MAX.checked_add(Money::new(1).unwrap()).is_err());
    assert!(Money::new(Money::MAX.fen() + 1).is_err() && Money::new(Money::MIN.fen() - 1).is_err());
    assert!(Rate::new(Rate::MAX.millionths() + 1).is_err());
    assert!(Date::MAX.add_days(1).is_err() && Date::MIN.add_days(-1).is_err());
}

/// The page has every limit with its number, and no other.
#[test]
fn the_page_lists_every_limit() {
    let (source, page) = (include_str!("../src/limits.rs"), include_str!("../LIMITS.md"));
    let constants = source.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(": "));
    let constants: Vec<(&str, String)> = constants.map(|(name, rest)| (name, number(rest))).collect();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let rows: Vec<(&str, String)> =
        rows.map(|(name, rest)| (name, rest.split(" |").next().unwrap().replace(',', ""))).collect();
    assert_eq!(rows, constants);
}

/// `usize = 16 << 20;` is 16777216.
fn number(of: &str) -> String {
    let written = of.split_once("= ").unwrap().1.trim_end_matches(';').replace('_', "");
    match written.split_once(" << ") {
        Some((base, shift)) => (base.parse::<u64>().unwrap() << shift.parse::<u32>().unwrap()).to_string(),
        None => written,
    }
}
