//! Between those who take part: the letters that tell, what was said to whom, what speaks against an appointment.
//!
//! Whom nobody has told yet is on the [worklist](crate::worklist::owed_notices), for it is a task.

mod appointment;
mod history;
mod letter;

pub use appointment::{Bring, Concern, ConcernKind, busy, concerns, to_bring};
pub use history::{Contact, ContactKind, history};
pub use letter::{Letter, letter};
