//! What a loan costs, as plain data: amounts in whole fen, rates in millionths. Nothing here needs a pack.

mod arrears;
mod figure;
mod fortnightly;
mod loan;
mod prepay;
mod schedule;
mod timing;

pub use arrears::{arrears, late_record};
pub use figure::explain_figure;
pub use fortnightly::fortnightly;
pub(super) use loan::method;
pub use prepay::prepay;
pub use schedule::schedule;
