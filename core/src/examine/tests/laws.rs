//! What holds for whatever papers.

use proptest::prelude::*;

use super::*;
use crate::examine::FieldKind;

/// Fields of which every paper of one holder must say the same, character by character.
const COPIED: [Field; 8] = [
    Field::Name,
    Field::IdNumber,
    Field::ContractNumber,
    Field::Address,
    Field::Room,
    Field::PermitNumber,
    Field::Employer,
    Field::AccountHolder,
];

fn value_of(field: Field, copied: &str) -> Value {
    match field.kind() {
        FieldKind::Name => called(copied),
        FieldKind::Number => number(copied),
        FieldKind::Address => Value::Address(Address::new(copied).unwrap()),
        _ => text(copied),
    }
}

proptest! {
    /// In whatever order papers that agree are handed over, nothing is found.
    #[test]
    fn the_order_of_papers_does_not_matter(rows in Just(agreeing()).prop_shuffle()) {
        prop_assert_eq!(of(rows), []);
    }

    /// The same text on any number of papers is no difference; one other character on one of them is, and its place is told.
    #[test]
    fn one_changed_character_is_always_found(
        field in prop::sample::select(&COPIED[..]),
        copied in "[\\p{Han}A-Za-z0-9·•（）(]{1,17}",
        papers in 2..6_usize,
        changed: prop::sample::Index,
        place: prop::sample::Index,
        other in "[\\p{Han}A-Za-z0-9·•（）(]",
    ) {
        let case = Case::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
        let paper = |copied: &str| paper(Kind::WORK_CERT, "b1", field, value_of(field, copied));
        let mut same = vec![paper(&copied); papers];
        prop_assert_eq!(examine(case.file(), &same, &context()), []);

        let place = place.index(copied.chars().count());
        let one: String = copied.chars().zip(0..).map(|(c, at)| if at == place { other.clone() } else { c.to_string() }).collect();
        prop_assume!(one != copied);
        same[changed.index(papers)] = paper(&one);
        let found = examine(case.file(), &same, &context());
        prop_assert!(!found.is_empty());
        prop_assert!(found.iter().all(|it| it.character == Some(place + 1) && it.one.field == field), "{:?}", found);
    }
}
