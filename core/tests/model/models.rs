//! The models: which subjects are searched together, and how far.

use std::thread;
use std::time::Instant;

use crate::explore::{Found, Model};
use crate::laws::LAWS;
use crate::moves as m;

const NO_BOUND: u32 = u32::MAX;

/// Searched with every change, until nothing new is left to see.
pub const SMALL: &[Model] = &[
    Model {
        name: "one loan",
        says: "a loan of a bank from the choice to the release: refused, returned, turned down, lapsed, left for another; given up",
        alphabet: &[
            m::one_loan,
            m::spine,
            m::ways_out,
            m::lending,
            m::trouble,
            m::other_lender,
            m::account_late,
            m::good_paper,
            m::milestones_late,
            m::days,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "the money",
        says: "papers and milestones come and go at any time, money goes to the wrong account, in the wrong amount, above the price",
        alphabet: &[
            m::one_loan,
            m::spine,
            m::ways_out,
            m::lending,
            m::second_thoughts,
            m::other_lender,
            m::wrong_money,
            m::account,
            m::paper,
            m::milestones,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "leave for the paper",
        says: "a loan whose paper may come later: waived, promised, taken back, lapsed, given again, ended with the lender, kept",
        alphabet: &[
            m::one_loan,
            m::spine,
            m::lending,
            m::second_thoughts,
            m::other_lender,
            m::account_late,
            m::paper,
            m::milestones_reached,
            m::leave_for_the_paper,
            m::days,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "leave for the policy",
        says: "the same of a milestone, which is asked for when the money moves, and may be reached after it",
        alphabet: &[
            m::one_loan,
            m::spine,
            m::lending,
            m::other_lender,
            m::second_thoughts,
            m::account_late,
            m::good_paper,
            m::milestones_late,
            m::leave_for_the_policy,
            m::days,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "two loans",
        says: "a bank and the fund: either is refused, asked again or left for another while the other goes on",
        alphabet: &[
            m::two_loans,
            m::spine,
            m::lending,
            m::refusals,
            m::other_lender,
            m::account,
            m::good_paper,
            m::milestones_late,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "standstill",
        says: "a case that is suspended, asked a question, asked to be erased, and erased when the law's years are over",
        alphabet: &[
            m::one_loan,
            m::spine,
            m::ways_out,
            m::lending,
            m::other_lender,
            m::refusals,
            m::standstill,
            m::query,
            m::erasure,
            m::account_late,
            m::good_paper,
            m::milestones_late,
        ],
        depth: NO_BOUND,
    },
];

/// Searched by `cargo xtask verify`.
pub const LARGE: &[Model] = &[
    Model {
        name: "one loan, with all that may go wrong",
        says: "`one loan` and `the money` at once",
        alphabet: &[
            m::one_loan,
            m::spine,
            m::ways_out,
            m::lending,
            m::trouble,
            m::other_lender,
            m::wrong_money,
            m::account,
            m::paper,
            m::milestones,
            m::days,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "two loans, with all that may go wrong",
        says: "as `two loans`, and files are returned, offers appealed and turned down, approvals lapse, papers and milestones fall away",
        alphabet: &[
            m::two_loans,
            m::spine,
            m::lending,
            m::trouble,
            m::other_lender,
            m::account,
            m::paper,
            m::milestones,
            m::days,
        ],
        depth: NO_BOUND,
    },
    Model {
        name: "everything",
        says: "two loans and every subject at once",
        alphabet: &[
            m::two_loans,
            m::spine,
            m::ways_out,
            m::lending,
            m::trouble,
            m::supplement,
            m::other_lender,
            m::wrong_money,
            m::account,
            m::paper,
            m::milestones,
            m::leave_for_the_paper,
            m::leave_for_the_policy,
            m::standstill,
            m::query,
            m::erasure,
            m::days,
        ],
        depth: 10,
    },
];

/// Searches models side by side, and says what was seen.
pub fn explored(models: &'static [Model]) -> Vec<(&'static Model, Found)> {
    thread::scope(|scope| {
        let search = |model: &'static Model| {
            let began = Instant::now();
            let found = model.explore_until(None);
            println!("{}: {}, {:.0} s", model.name, found.told(), began.elapsed().as_secs_f32());
            found
        };
        let running: Vec<_> = models.iter().map(|model| (model, scope.spawn(move || search(model)))).collect();
        running.into_iter().map(|(model, it)| (model, it.join().unwrap())).collect()
    })
}

/// No law is broken in any of them.
pub fn all_hold(explored: &[(&Model, Found)]) {
    for (model, found) in explored {
        for law in LAWS {
            let broken = found.fates.get(law.name).and_then(|it| it.broken.as_ref());
            assert!(broken.is_none(), "{}: {}\n{}", model.name, law.says, broken.unwrap().join("\n"));
        }
    }
}

#[test]
#[ignore = "minutes; `cargo xtask verify` runs it optimised"]
fn large_models_keep_the_laws() {
    all_hold(&explored(LARGE));
}
