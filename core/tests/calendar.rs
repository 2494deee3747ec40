//! Working days against 260 vectors, the totals of each year, and the data they are made from.
#![allow(clippy::unwrap_used, reason = "the helpers of tests stop at the first surprise too")]

use anjieflow::calendar::{Calendar, DayKind};
use anjieflow::date::Date;
use proptest::prelude::*;

const VECTORS: &str = include_str!("data/prc_calendar/vectors.csv");
const YEAR_TOTALS: &str = include_str!("data/prc_calendar/year_totals.csv");
const DAYS: &str = include_str!("../data/prc_days.csv");

/// Lines of the sources that change no day's status and are left out: year, holidays, make-up days.
const LEFT_OUT: &[(i32, usize, usize)] = &[(2014, 1, 0), (2019, 6, 0), (2020, 0, 1), (2023, 2, 0)];

fn rows(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_vector_holds() {
    let calendar = Calendar::PRC;
    let mut played = 0;
    for row in rows(VECTORS) {
        let [operation, date, argument, expected] = row[..] else {
            panic!("{row:?}");
        };
        let from = day(date);
        let answer = match operation {
            "is_working_day" => calendar.is_working_day(from).unwrap().to_string(),
            "roll_forward" => calendar.roll_forward(from).unwrap().to_string(),
            "roll_back" => calendar.roll_back(from).unwrap().to_string(),
            "add_working_days" => {
                let count = argument.parse().unwrap();
                calendar.add_working_days(from, count).unwrap().to_string()
            }
            "working_days_between" => {
                let to = day(argument);
                calendar.working_days_between(from, to).unwrap().to_string()
            }
            _ => panic!("{row:?}"),
        };
        assert_eq!(answer, expected, "{row:?}");
        played += 1;
    }
    assert_eq!(played, 260);
}

#[test]
fn every_year_has_its_totals() {
    let calendar = Calendar::PRC;
    for row in rows(YEAR_TOTALS) {
        let numbers: Vec<i32> = row.iter().map(|field| field.parse().unwrap()).collect();
        let [year, holidays, make_ups, working] = numbers[..] else {
            panic!("{row:?}");
        };
        let count = |kind| {
            let listed = calendar.days().iter();
            listed.filter(|day| day.date().year() == year && day.kind() == kind).count()
        };
        let (_, less_holidays, less_make_ups) =
            LEFT_OUT.iter().find(|left| left.0 == year).copied().unwrap_or_default();
        assert_eq!(count(DayKind::Holiday) + less_holidays, holidays as usize, "{year}");
        assert_eq!(count(DayKind::MakeUp) + less_make_ups, make_ups as usize, "{year}");
        assert_eq!(working_days_of(year), working, "{year}");
    }
}

fn working_days_of(year: i32) -> i32 {
    every_day()
        .filter(|date| date.year() == year)
        .map(|date| i32::from(Calendar::PRC.is_working_day(date).unwrap()))
        .sum()
}

/// The table in the crate is the data file, line for line.
#[test]
fn the_built_in_days_are_those_of_the_data_file() {
    let built_in = Calendar::PRC;
    let mut days = built_in.days().iter();
    for row in rows(DAYS) {
        let built = days.next().unwrap();
        let kind = match row[1] {
            "holiday" => DayKind::Holiday,
            "makeup_workday" => DayKind::MakeUp,
            _ => panic!("{row:?}"),
        };
        assert_eq!((built.date(), built.kind(), built.name()), (day(row[0]), kind, row[2]));
        assert_eq!(built.date().weekday().number().to_string(), row[3], "{row:?}");
    }
    assert_eq!(days.next(), None);
}

fn every_day() -> impl Iterator<Item = Date> {
    let first = Date::constant(2013, 1, 1).day_number();
    let last = Date::constant(2026, 12, 31).day_number();
    (first..=last).map(|number| Date::from_day_number(number).unwrap())
}

/// Each day of fourteen years, against sets that share no code with the calendar.
#[test]
fn every_day_agrees_with_the_data_file() {
    let listed = |kind: &str| -> std::collections::HashSet<Date> {
        rows(DAYS).filter(|row| row[1] == kind).map(|row| day(row[0])).collect()
    };
    let (holidays, make_ups) = (listed("holiday"), listed("makeup_workday"));
    for date in every_day() {
        let weekend = date.weekday().is_weekend();
        let worked = make_ups.contains(&date) || (!weekend && !holidays.contains(&date));
        assert_eq!(Calendar::PRC.is_working_day(date), Ok(worked), "{date}");
    }
}

/// Counting from the first day to each other day, against a count day by day.
#[test]
fn every_count_agrees_with_a_walk() {
    let calendar = Calendar::PRC;
    let start = Date::constant(2013, 1, 1);
    let mut walked = 0;
    for date in every_day().skip(1) {
        walked += i32::from(calendar.is_working_day(date).unwrap());
        assert_eq!(calendar.working_days_between(start, date), Ok(walked), "{date}");
        assert_eq!(calendar.working_days_between(date, start), Ok(-walked), "{date}");
    }
}

#[test]
fn every_period_by_law_ends_on_the_first_working_day_not_before_it() {
    let calendar = Calendar::PRC;
    for date in every_day().filter(|date| date.year() < 2026) {
        for days in [0, 1, 15, 30, 90] {
            let due = date.add_days(days).unwrap();
            let last = calendar.add_calendar_days_rolled(date, days as u32).unwrap();
            assert!(last >= due && calendar.is_working_day(last).unwrap());
            let skipped = (due.day_number()..last.day_number()).map(Date::from_day_number);
            for rest in skipped {
                assert_eq!(calendar.is_working_day(rest.unwrap()), Ok(false));
            }
        }
    }
}

/// Any day well inside the published years.
fn any_day() -> impl Strategy<Value = Date> {
    let first = Date::constant(2015, 1, 1).day_number();
    let last = Date::constant(2024, 12, 31).day_number();
    (first..=last).prop_map(|number| Date::from_day_number(number).unwrap())
}

proptest! {
    #[test]
    fn adding_and_taking_away_come_back(date in any_day(), count in 0..250i32) {
        let calendar = Calendar::PRC;
        let start = calendar.roll_forward(date).unwrap();
        let there = calendar.add_working_days(start, count).unwrap();
        prop_assert_eq!(calendar.add_working_days(there, -count), Ok(start));
    }

    #[test]
    fn adding_in_two_steps_is_adding_at_once(date in any_day(), a in 0..150i32, b in 0..150i32) {
        let calendar = Calendar::PRC;
        let halfway = calendar.add_working_days(date, a).unwrap();
        prop_assert_eq!(
            calendar.add_working_days(halfway, b),
            calendar.add_working_days(date, a + b)
        );
    }

    #[test]
    fn what_was_added_lies_between(date in any_day(), count in -250..250i32) {
        let calendar = Calendar::PRC;
        let start = calendar.roll_back(date).unwrap();
        let there = calendar.add_working_days(start, count).unwrap();
        prop_assert_eq!(calendar.working_days_between(start, there), Ok(count));
    }

    #[test]
    fn rolling_twice_is_rolling_once(date in any_day()) {
        let calendar = Calendar::PRC;
        let forward = calendar.roll_forward(date).unwrap();
        let back = calendar.roll_back(date).unwrap();
        prop_assert!(back <= date && date <= forward);
        prop_assert_eq!(calendar.roll_forward(forward), Ok(forward));
        prop_assert_eq!(calendar.roll_back(back), Ok(back));
    }

    #[test]
    fn counts_add_up(a in any_day(), b in any_day(), c in any_day()) {
        let between = |from, to| Calendar::PRC.working_days_between(from, to).unwrap();
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert_eq!(between(a, b), -between(b, a));
    }
}
