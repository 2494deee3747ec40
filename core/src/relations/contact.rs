//! When whom an office works with is to be called on again: bank officers, agencies, developers.

use crate::date::Date;
use crate::order;

/// One contact: with whom, when, about what. The office keeps the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The officer or the firm, as the office calls them.
    pub whom: String,
    /// The day.
    pub on: Date,
    /// What was spoken about.
    pub about: String,
    /// The day that was agreed for the next time.
    pub next: Option<Date>,
}

/// Somebody to call on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<'c> {
    /// Whom.
    pub whom: &'c str,
    /// The last contact.
    pub last: &'c Contact,
    /// How many there were.
    pub contacts: usize,
    /// When it is time: as agreed last, or else so many days after the last contact; `None` after the last day there is.
    pub on: Option<Date>,
}

/// Whom to call on when: everybody once, the earliest day first, of one day in the order they were first spoken to.
///
/// `every_days` is how long nobody should go unheard of where no day was agreed.
#[must_use]
pub fn next_contacts(contacts: &[Contact], every_days: u16) -> Vec<Due<'_>> {
    let mut due = Vec::new();
    for whom in each_once(contacts) {
        if let Some(it) = of(whom, contacts, every_days) {
            order::insert(&mut due, it, |it: &Due<'_>| (it.on.is_none(), it.on));
        }
    }
    due
}

/// Everything that was spoken about with somebody, by day; of one day as it was written down.
#[must_use]
pub fn history<'c>(contacts: &'c [Contact], whom: &str) -> Vec<&'c Contact> {
    let mut found = Vec::new();
    for contact in contacts.iter().filter(|it| it.whom == whom) {
        order::insert(&mut found, contact, |it| it.on);
    }
    found
}

fn each_once(contacts: &[Contact]) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for contact in contacts {
        if !found.contains(&contact.whom.as_str()) {
            found.push(&contact.whom);
        }
    }
    found
}

fn of<'c>(whom: &'c str, contacts: &'c [Contact], every_days: u16) -> Option<Due<'c>> {
    let history = history(contacts, whom);
    let last = *history.last()?;
    let usual = || last.on.add_days(i32::from(every_days)).ok();
    Some(Due { whom, last, contacts: history.len(), on: last.next.or_else(usual) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn contact(whom: &str, on: &str, next: Option<&str>) -> Contact {
        let next = next.map(|day| day.parse().unwrap());
        Contact { whom: whom.to_owned(), on: on.parse().unwrap(), about: "进度".to_owned(), next }
    }

    #[test]
    fn the_last_contact_decides_and_what_was_agreed_goes_first() {
        let contacts = [
            contact("中信 张经理", "2026-03-20", None),
            contact("安居中介", "2026-03-02", Some("2026-03-09")),
            // Written down late.
            contact("中信 张经理", "2026-03-10", Some("2026-12-31")),
            contact("建行 李经理", "2026-02-20", None),
        ];
        let due = next_contacts(&contacts, 30);
        let told: Vec<_> = due.iter().map(|it| (it.whom, it.on.unwrap().to_string(), it.contacts)).collect();
        assert_eq!(
            told,
            [
                ("安居中介", "2026-03-09".to_owned(), 1),
                ("建行 李经理", "2026-03-22".to_owned(), 1),
                ("中信 张经理", "2026-04-19".to_owned(), 2)
            ]
        );
        let days: Vec<String> = history(&contacts, "中信 张经理").iter().map(|it| it.on.to_string()).collect();
        assert_eq!(days, ["2026-03-10", "2026-03-20"]);
        assert!(next_contacts(&[], 30).is_empty());
    }

    prop_compose! {
        fn any_contact()(whom in "[a-d]", on in 0_i32..40, next in prop::option::of(0_i32..80)) -> Contact {
            let day = |days| Date::constant(2026, 3, 2).add_days(days).unwrap();
            Contact { whom, on: day(on), about: String::new(), next: next.map(day) }
        }
    }

    proptest! {
        #[test]
        fn everybody_is_called_on_once_by_what_was_said_last(contacts in prop::collection::vec(any_contact(), 0..30), every in 1_u16..90) {
            let due = next_contacts(&contacts, every);
            prop_assert!(due.is_sorted_by_key(|it| it.on));
            // Of one day the one that was written down later.
            let mut last = BTreeMap::<&str, (Date, usize)>::new();
            for (index, it) in contacts.iter().enumerate() {
                let known = last.entry(&it.whom).or_insert((it.on, index));
                *known = (*known).max((it.on, index));
            }
            prop_assert_eq!(due.len(), last.len());
            for it in due {
                prop_assert_eq!(it.last, &contacts[last[it.whom].1]);
                prop_assert_eq!(it.on, it.last.next.or(it.last.on.add_days(every.into()).ok()));
                prop_assert_eq!(it.contacts, contacts.iter().filter(|other| other.whom == it.whom).count());
            }
        }
    }
}
