//! What a loan costs, as plain data: amounts in whole fen, rates in millionths. Nothing here needs a pack.

mod apr;
mod arrears;
mod combined;
mod figure;
mod floating;
mod fortnightly;
mod free;
mod loan;
mod names;
mod payments;
mod prepay;
mod questions;
mod schedule;
mod settlement;
mod spread;
#[cfg(test)]
mod tests;
mod timing;

pub use apr::apr;
pub use arrears::{arrears, late_record};
pub use combined::combined;
pub use figure::explain_figure;
pub use fortnightly::fortnightly;
pub use free::least_payment;
pub(super) use loan::method;
pub use payments::{Payment, Payments};
pub use prepay::prepay;
pub(super) use questions::answer;
pub use questions::{compare, if_rate_moves, monthly, prepay_now_or_later, shorter_or_smaller};
pub use schedule::{schedule, schedule_by};
pub use settlement::settlement;
pub use spread::spread;
