//! Identity numbers against published vectors, the differences from public checkers, and laws.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the helpers of tests stop at the first surprise too"
)]

use std::collections::BTreeMap;

use anjieflow::date::Date;
use anjieflow::error::ErrorCode;
use anjieflow::identity::{BankCard, Mobile, Name, ResidentId, Sex, Uscc, check};
use proptest::prelude::*;
use serde_json::Value;

const README: &str = include_str!("data/identity/README.md");

/// The day of all checks here.
const TODAY: Date = Date::constant(2026, 3, 2);

struct Vector {
    file: &'static str,
    number: String,
    class: String,
    expect: String,
    note: String,
    /// Checker letter, and whether it takes the number.
    checkers: Vec<(char, bool)>,
}

fn vectors(file: &'static str, json: &str) -> Vec<Vector> {
    let rows: Vec<BTreeMap<String, Value>> = serde_json::from_str(json).unwrap();
    rows.into_iter().map(|row| vector(file, &row)).collect()
}

fn vector(file: &'static str, row: &BTreeMap<String, Value>) -> Vector {
    let text = |key: &str| row[key].as_str().unwrap().to_owned();
    let checkers = row.iter().filter(|(key, _)| key.as_bytes()[1] == b'_');
    Vector {
        file,
        number: text("number"),
        class: text("class"),
        expect: text("expect"),
        note: text("note"),
        checkers: checkers.map(|(key, verdict)| (key.chars().next().unwrap(), verdict == "valid")).collect(),
    }
}

fn all_vectors() -> Vec<Vector> {
    let resident = include_str!("data/identity/resident_id_vectors.json");
    let uscc = include_str!("data/identity/uscc_vectors.json");
    let mut all = vectors("resident", resident);
    all.extend(vectors("uscc", uscc));
    assert_eq!(all.len(), 99 + 31);
    all
}

fn verdict(vector: &Vector) -> Result<(), ErrorCode> {
    let result = match vector.file {
        "resident" => ResidentId::parse_on(&vector.number, TODAY).map(|_| ()),
        _ => Uscc::parse(&vector.number).map(|_| ()),
    };
    result.map_err(|error| error.code())
}

/// What this crate says where the vectors leave the choice.
fn decided(vector: &Vector) -> Result<(), ErrorCode> {
    match (vector.expect.as_str(), vector.class.as_str()) {
        // Small letters are folded to capitals.
        ("implementation_choice", "lower_case_x" | "malformed") => Ok(()),
        // The form of 15 digits is withdrawn, with neither century nor check digit.
        ("legacy", "legacy_15_digit") => Err(ErrorCode::BadLength),
        // Residence permits of 81, 82 and 83 are supported.
        ("valid_if_supported", "residence_permit_81_82_83") => Ok(()),
        // A credit code must hold a right organisation code.
        ("invalid_organisation_part", _) => Err(ErrorCode::BadCheckDigit),
        (expect, class) => panic!("`{expect}` of `{class}` is not decided"),
    }
}

#[test]
fn every_vector_has_its_verdict() {
    for vector in all_vectors() {
        let verdict = verdict(&vector);
        let says = (&vector.number, &vector.class, verdict);
        match vector.expect.as_str() {
            "valid" => assert_eq!(verdict, Ok(()), "{says:?}"),
            "invalid" => assert!(verdict.is_err(), "{says:?}"),
            _ => assert_eq!(verdict, decided(&vector), "{says:?}"),
        }
    }
}

#[test]
fn every_class_of_errors_has_its_codes() {
    use ErrorCode::*;
    for vector in all_vectors() {
        let Err(code) = verdict(&vector) else {
            continue;
        };
        let allowed: &[ErrorCode] = match vector.class.as_str() {
            "bad_check_digit" | "bad_check" | "bad_organisation_check" => &[BadCheckDigit],
            "one_digit_changed" | "adjacent_swap" => &[BadCheckDigit, BadBirthDate, BadRegion],
            "impossible_date" => &[BadBirthDate],
            "future_birth" => &[FutureBirthDate],
            "unknown_province" => &[BadRegion],
            "legacy_15_digit" | "legacy_15_digit_bad_date" => &[BadLength],
            "forbidden_letter" => &[BadCharacter],
            "malformed" => &[Empty, BadLength, BadCharacter, BadRegion, BadBirthDate],
            class => panic!("no codes for `{class}`: {code}"),
        };
        assert!(allowed.contains(&code), "{} {}: {code}", vector.class, vector.number);
    }
}

/// The notes of the computed numbers end with the sex.
#[test]
fn every_vector_has_its_sex() {
    let mut seen = [0, 0];
    for vector in all_vectors() {
        let sex = match vector.note.rsplit([' ', ',']).next() {
            Some("male") => Sex::Male,
            Some("female") => Sex::Female,
            _ => continue,
        };
        assert_eq!(vector.number.parse::<ResidentId>().unwrap().sex(), sex);
        seen[sex as usize] += 1;
    }
    assert_eq!(seen, [13, 14]);
}

/// `desk check-id` gets either sort of number, and must come to the same verdict.
#[test]
fn check_agrees_with_the_type_it_names() {
    for vector in all_vectors() {
        let checked = check(&vector.number, Some(TODAY));
        assert_eq!(checked.result.is_ok(), verdict(&vector).is_ok(), "{}", vector.number);
        if checked.result.is_ok() {
            let is_uscc = checked.kind.name() == "uscc";
            assert_eq!(is_uscc, vector.file == "uscc", "{}", vector.number);
        }
    }
}

/// The README's table lists each difference from a public checker: file, checker, class, what the
/// two say, and how many. One not listed fails, and so does one listed that is none.
#[test]
fn differences_from_public_checkers_are_listed() {
    let mut found: BTreeMap<[String; 4], usize> = BTreeMap::new();
    for vector in all_vectors() {
        let ours = verdict(&vector).is_ok();
        for (checker, theirs) in &vector.checkers {
            if ours != *theirs {
                let which = if ours { "valid" } else { "invalid" };
                let key = [vector.file, &checker.to_string(), &vector.class, which];
                *found.entry(key.map(String::from)).or_default() += 1;
            }
        }
    }
    let lines = |map: &BTreeMap<[String; 4], usize>| {
        let lines = map.iter().map(|(key, count)| format!("| {} | {count} |", key.join(" | ")));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(lines(&listed_differences()), lines(&found));
}

fn listed_differences() -> BTreeMap<[String; 4], usize> {
    let rows = README.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, file @ ("resident" | "uscc"), checker, class, ours, count, why, _] = cells[..] else {
            return None;
        };
        assert!(!why.is_empty(), "{line}");
        Some(([file, checker, class, ours].map(String::from), count.parse().unwrap()))
    });
    rows.collect()
}

/// No error message and no printed form gives a number or a birth date away.
#[test]
fn nothing_printed_gives_a_number_away() {
    for vector in all_vectors().iter().filter(|vector| vector.number.len() >= 14) {
        let middle: String = vector.number.chars().skip(6).take(8).collect();
        if let Err(error) = check(&vector.number, Some(TODAY)).result {
            for printed in [error.to_string(), format!("{error:?}")] {
                assert!(!printed.contains(&middle), "{printed}");
                assert!(longest_run_of_digits(&printed) < 6, "{printed}");
            }
        }
        if let Ok(id) = vector.number.parse::<ResidentId>() {
            assert!(!format!("{id} {id:?}").contains(&middle));
        }
    }
}

fn longest_run_of_digits(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.map(str::len).max().unwrap_or(0)
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// A right ID number, its check character by the table of the standard.
fn any_id() -> impl Strategy<Value = String> {
    let birth = Date::constant(1850, 1, 1).day_number()..=TODAY.day_number();
    let region = prop::sample::select(vec!["110105", "440305", "650102", "710000", "830000", "911840"]);
    (region, birth, 0..1000u32).prop_map(|(region, birth, sequence)| {
        let birth = Date::from_day_number(birth).unwrap().to_string().replace('-', "");
        let digits = format!("{region}{birth}{sequence:03}");
        let values = digits.chars().map(|digit| digit.to_digit(10).unwrap());
        let sum: u32 = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        format!("{digits}{}", char::from(b"10X98765432"[sum as usize % 11]))
    })
}

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A right credit code, by the weights of the two standards.
fn any_uscc() -> impl Strategy<Value = String> {
    let pattern = "[159ANY][1-9][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{8}";
    pattern.prop_map(|head| {
        let organisation: u32 =
            head[8..].chars().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(c, weight)| c.to_digit(36).unwrap() * weight).sum();
        let inner = b"0X987654321"[organisation as usize % 11];
        let body = format!("{head}{}", char::from(inner));
        let powers = std::iter::successors(Some(1), |power| Some(power * 3 % 31));
        let sum: usize = body.chars().map(|c| ALPHABET.find(c).unwrap()).zip(powers).map(|(v, w)| v * w).sum();
        let last = ALPHABET.as_bytes()[(31 - sum % 31) % 31];
        format!("{body}{}", char::from(last))
    })
}

fn replaced(text: &str, place: usize, by: char) -> String {
    text.chars().enumerate().map(|(i, c)| if i == place { by } else { c }).collect()
}

fn swapped(text: &str, place: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes.swap(place, place + 1);
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn a_computed_id_is_right(text in any_id()) {
        let id = ResidentId::parse_on(&text, TODAY).unwrap();
        prop_assert_eq!(id.reveal(), &text);
        prop_assert_eq!(id.birth_date().to_string().replace('-', ""), &text[6..14]);
        prop_assert_eq!(ResidentId::parse(&text.to_lowercase()).unwrap(), id);
    }

    #[test]
    fn every_single_change_of_an_id_is_caught(text in any_id()) {
        for place in 0..18 {
            for by in "0123456789X".chars().filter(|by| !text[place..].starts_with(*by)) {
                prop_assert!(ResidentId::parse(&replaced(&text, place, by)).is_err());
            }
        }
    }

    #[test]
    fn every_swap_of_neighbours_in_an_id_is_caught(text in any_id()) {
        for place in 0..17 {
            let other = swapped(&text, place);
            prop_assert!(other == text || ResidentId::parse(&other).is_err());
        }
    }

    #[test]
    fn a_computed_credit_code_is_right(text in any_uscc()) {
        let code = Uscc::parse(&text).unwrap();
        prop_assert_eq!(code.reveal(), &text);
        prop_assert!(Uscc::parse(&text.to_lowercase()).is_ok());
        prop_assert_eq!(check(&text, None).result, Ok(()));
    }

    #[test]
    fn every_single_change_of_a_credit_code_is_caught(text in any_uscc()) {
        for place in 0..18 {
            for by in ALPHABET.chars().filter(|by| !text[place..].starts_with(*by)) {
                prop_assert!(Uscc::parse(&replaced(&text, place, by)).is_err());
            }
        }
    }

    #[test]
    fn every_swap_of_neighbours_in_a_credit_code_is_caught(text in any_uscc()) {
        for place in 0..17 {
            let other = swapped(&text, place);
            prop_assert!(other == text || Uscc::parse(&other).is_err());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,24}|[0-9xX]{15,19}|[0-9A-Za-z +-]{10,20}") {
        let checked = check(&text, Some(TODAY));
        let person = ResidentId::parse_on(&text, TODAY).is_ok();
        prop_assert_eq!(checked.result.is_ok(), person || Uscc::parse(&text).is_ok());
        let _ = (BankCard::parse(&text), Mobile::parse(&text), Name::parse(&text));
    }

    #[test]
    fn what_was_read_is_read_again_as_itself(text in "[ 0-9+-]{11,20}|\\PC{1,8}") {
        if let Ok(card) = BankCard::parse(&text) {
            prop_assert_eq!(BankCard::parse(card.reveal()), Ok(card.clone()));
        }
        if let Ok(mobile) = Mobile::parse(&text) {
            prop_assert_eq!(Mobile::parse(mobile.reveal()), Ok(mobile.clone()));
        }
        if let Ok(name) = Name::parse(&text) {
            prop_assert_eq!(Name::parse(name.reveal()), Ok(name.clone()));
        }
    }

    #[test]
    fn a_mask_always_hides(
        mobile in "1[3-9][0-9]{9}",
        card in "[0-9]{16,19}",
        name in "[一-龥]{1,4}",
    ) {
        prop_assert!(Mobile::parse(&mobile).unwrap().to_string().contains("****"));
        prop_assert!(BankCard::parse(&card).unwrap().to_string().starts_with("************"));
        prop_assert!(Name::parse(&name).unwrap().to_string().contains('*'));
    }
}
