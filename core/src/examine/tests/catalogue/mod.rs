//! The column "compare with" of HANDBOOK 3.1, kind by kind, as the built-in rules have it: each part of each text is
//! proven by an example, or told why it compares nothing.

mod credit;
mod home;
mod income;
mod loans;
mod persons;
mod purchase;

use super::coverage::Proof;
use super::*;
use crate::product::Pack;

/// A kind of paper, a part of its text word by word, and the proofs.
type Covered = (Kind, &'static str, Vec<Proof>);

fn rows() -> Vec<Covered> {
    [persons::rows(), income::rows(), credit::rows(), purchase::rows(), loans::rows(), home::rows()]
        .into_iter()
        .flatten()
        .collect()
}

/// What is left of a text when its parts, its sources in brackets and what joins them are taken away.
fn left(text: &str, parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let without = parts.iter().fold(text.to_owned(), |text, part| {
        assert!(text.contains(part), "`{part}` is not in `{text}`");
        text.replacen(part, "", 1)
    });
    let mut depth = 0_i32;
    let outside = |c: &char| {
        depth += i32::from(*c == '[') - i32::from(*c == ']');
        depth == 0 && !"];,= ".contains(*c)
    };
    without.chars().filter(outside).collect()
}

#[test]
fn every_text_of_the_catalogue_is_covered_to_the_last_word() {
    let rows = rows();
    for info in &*Pack::builtin().documents {
        let parts: Vec<&str> = rows.iter().filter(|(kind, ..)| *kind == info.kind).map(|(_, part, _)| *part).collect();
        assert_eq!(left(&info.consistency_checks, &parts), "", "{}: {}", info.kind, info.consistency_checks);
    }
    for (kind, part, proofs) in rows {
        assert!(!proofs.is_empty());
        proofs.iter().for_each(|proof| proof.holds(&format!("{kind}: {part}")));
    }
}

/// What the tests beside these two tables change a paper for.
const ELSEWHERE: [Check; 7] = [
    Check::ValidityDiffers,
    Check::TitleNumberDiffers,
    Check::PermitNumberDiffers,
    Check::IncomeOverstated,
    Check::IssueDayDiffers,
    Check::SigningDayDiffers,
    Check::PhoneDiffers,
];

#[test]
fn every_check_is_proven_somewhere() {
    let twenty = twenty::rows().into_iter().flat_map(|(.., proofs)| proofs);
    let proofs: Vec<Proof> = twenty.chain(rows().into_iter().flat_map(|(.., proofs)| proofs)).collect();
    let proven = |check: &Check| proofs.iter().any(|proof| matches!(proof, Proof::Fires(own, ..) if own == check));
    assert_eq!(Check::ALL.iter().copied().filter(|check| !proven(check)).collect::<Vec<_>>(), ELSEWHERE);
}

#[test]
fn a_telephone_number_is_that_of_the_case() {
    let mut told = party("d1", Role::CoOwner, "陈一诺", None);
    told.phone = Some(crate::identity::Mobile::parse("13800000001").unwrap());
    let case = step(case(), told);
    let found = |phone| {
        let form = vec![(Kind::LOAN_APPLICATION_FORM, "d1", vec![(Field::Phone, number(phone))])];
        checks(&examine(case.file(), &extracts(form), &context()))
    };
    assert_eq!(found("13800000001"), []);
    assert_eq!(found("13800000002"), [Check::PhoneDiffers]);
}
