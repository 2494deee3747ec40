//! What can be asked of a case with [`Rules::ask`](super::Rules::ask), and of an office with [`Office::ask`](super::Office::ask).
//!
//! A question is an object: its name under `question`, and what belongs to it. The same object is asked from every language.
//!
//! # Of a case
//!
//! ## `examine`
//!
//! What does not agree between papers, and between them and the case. Each of `papers` is what somebody
//! read: `{"document", "holder", "loan", …}` with any of the fields of [`Field`](crate::examine::Field) by name. Texts
//! are given as printed; amounts end in `_fen`, `area` is in hundredths of a square metre, days are `YYYY-MM-DD`,
//! `buyers`, `owners`, `mortgagors`, `sellers`, `title_holders`, `consenting` and `permit_rooms` are lists; `loan` is needed
//! only on papers of a loan, and while the case has several.
//!
//! Each answer is `{"check", "number", "severity", "en", "zh", "advice", "advice_zh", "one", "other", "differs_only_in",
//! "character"}`, the gravest first. `severity` is `stop` or `warn`; `one` and `other` are `{"place": "paper", "paper",
//! "document", "holder", "field", "shown"}` with the paper's place in the list, or of the case or a rule `{"place",
//! "field", "shown"}`, masked. `number` is that of HANDBOOK 3.5. What was not read is not compared. An error names the place:
//! `papers[2].price_fen`.
//!
//! # Of an office
//!
//! ## `stages`
//!
//! How many cases stand where: `[{"stage", "zh", "cases"}]`, every stage in the order of the flow.
