//! What a loan costs, as plain data: amounts in whole fen, rates in millionths. Nothing here needs a pack.

mod arrears;
mod figure;
mod fortnightly;
mod loan;
mod prepay;
mod questions;
mod schedule;
mod timing;

pub use arrears::{arrears, late_record};
pub use figure::explain_figure;
pub use fortnightly::fortnightly;
pub(super) use loan::method;
pub use prepay::prepay;
pub(super) use questions::answer;
pub use questions::{compare, if_rate_moves, monthly, prepay_now_or_later, shorter_or_smaller};
pub use schedule::schedule;
