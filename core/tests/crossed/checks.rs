//! Numbers of every sort, each letter of them in turn another; working days and retirement ages, day by day.

use anjieflow::calendar::Calendar;
use anjieflow::date::Date;
use anjieflow::identity::{NumberKind, ResidentId};
use anjieflow::interchange::plain;
use serde_json::Value;

use super::Page;

/// Right ones.
const NUMBERS: [&str; 11] = [
    "11010519491231002X",
    "91350100M000100Y43",
    "6222021001116245702",
    "13812345678",
    "H01234567",
    "0123456702",
    "DEU110077010107",
    "E12345678",
    "京(2023)朝阳区不动产权第0012345号",
    "鲁(2021)济南市不动产证明第0000001号",
    "340121261006GB00014F00220045",
];

/// The first seventeen digits of numbers that are right and looked at again: of Taiwan, of a whole province, of a permit.
const LOOKED_AT_AGAIN: [&str; 3] = ["71000020111028854", "11000019491231002", "81000119900307001"];

#[test]
fn numbers_with_other_letters() {
    let mut page = Page::default();
    let numbers = NUMBERS.iter().map(|it| (*it).to_owned()).chain(LOOKED_AT_AGAIN.iter().map(|it| completed(it)));
    for number in numbers {
        for kind in NumberKind::ALL {
            for written in others(&number) {
                page.answered(kind.name(), plain::check_number(kind.name(), &written, Some("2026-11-24")));
            }
        }
        others(&number).iter().for_each(|it| page.answered("check_id", plain::check_id(it, None)));
    }
    page.is_kept_as("numbers");
}

/// With the last letter that fits.
fn completed(digits: &str) -> String {
    let all = "0123456789X".chars().map(|last| format!("{digits}{last}"));
    all.into_iter().find(|number| ResidentId::parse(number).is_ok()).unwrap()
}

/// The number itself, and with each letter one less, one more, gone, and twice.
fn others(number: &str) -> Vec<String> {
    let letters: Vec<char> = number.chars().collect();
    let with = |at: usize, instead: String| {
        let (before, after) = (&letters[..at], &letters[at + 1..]);
        before.iter().collect::<String>() + &instead + &after.iter().collect::<String>()
    };
    let near = |letter: char, step: i32| char::from_u32(u32::from(letter).saturating_add_signed(step)).unwrap_or('?');
    let changed = letters.iter().enumerate().flat_map(|(at, letter)| {
        let instead = [near(*letter, -1).into(), near(*letter, 1).into(), String::new(), format!("{letter}{letter}")];
        instead.map(|instead| with(at, instead))
    });
    [number.to_owned()].into_iter().chain(changed).collect()
}

#[test]
fn working_days_one_by_one() {
    let mut page = Page::default();
    let first = Date::constant(2023, 12, 1);
    for day in (0..400).map(|days| first.add_days(days).unwrap().to_string()) {
        for operation in ["is_working_day", "roll_forward", "roll_back"] {
            page.told(operation, &plain::workday(Calendar::builtin(), operation, &day, ""));
        }
        for count in ["-7", "0", "1", "22", "x"] {
            page.told("add_working_days", &plain::workday(Calendar::builtin(), "add_working_days", &day, count));
        }
        let between = plain::workday(Calendar::builtin(), "working_days_between", &day, "2024-10-08");
        page.told("working_days_between", &between);
    }
    page.is_kept_as("days");
}

#[test]
fn retirement_ages_month_by_month() {
    let mut page = Page::default();
    for (year, month) in (1955..=1990).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        for category in ["male", "female_55", "female_50", "female_60"] {
            page.told(category, &plain::retirement_age(category, &format!("{year}-{month:02}")));
        }
    }
    page.is_kept_as("retirement");
}

impl Page {
    fn told(&mut self, line: &str, told: &Value) {
        self.put(line, told["code"].as_str().unwrap_or("answered"), &told.to_string());
    }
}
