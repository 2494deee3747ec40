//! Plays every enquiry in `enquiries/*.txt`: what is asked before or beside a case, and what is answered.
//!
//! ```text
//! let loan {"principal_fen": 100000000, "rate_millionths": 35000, "months": 360}
//! schedule loan => total_interest_fen 61656007; rows.0.payment_fen 449045
//! schedule loan {"months": 0} => error out_of_range months
//! ```
//!
//! A question is a function of `plain`, or of the built-in rules (`rules.assess`); the name of what was said before, what is
//! said besides, and after the arrow some of what is answered: paths and values. As the stories, the files are played in
//! Python, Node and a browser too; the transcripts have every answer whole and must be the same byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::fs;

use serde_json::Value;

#[path = "story/enquiry.rs"]
mod enquiry;
mod story;
use enquiry::{enquiries, read, told};

#[test]
fn every_enquiry_is_answered_as_written() {
    let paths = enquiries();
    assert!(paths.len() >= 8, "{} enquiries", paths.len());
    let folder = story::built("stories/rust");
    let mut surprises = Vec::new();
    for path in paths {
        let mut transcript = String::new();
        for it in read(&path) {
            let answer = told(&it.question, &it.request);
            let (found, expected) = (found(&answer, &it.expected), it.expected);
            if found != expected {
                surprises.push(format!("{}: {}\n  expected {expected}\n  found    {found}", it.place, it.question));
            }
            transcript += &format!("{answer}\n");
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        fs::write(folder.join(format!("{name}.jsonl")), transcript).unwrap();
    }
    assert!(surprises.is_empty(), "not as written:\n{}", surprises.join("\n"));
}

/// What the answer has at the places that are written.
fn found(answer: &Value, expected: &str) -> String {
    if let Some(error) = answer.get("error") {
        let word = |field: &str| error[field].as_str().unwrap_or("nowhere");
        return format!("error {} {}", word("code"), word("place"));
    }
    story::found(answer, expected)
}
