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
//! ## `notices`
//!
//! Whom nobody has told yet, with the letter that tells it: `[{"rule", "about", "topic", "loan", "whom", "whom_zh", "since",
//! "entry", "due", "due_unpublished_year", "deadline", "letter": {"zh", "en"}, "blanks": [{"blank", "zh"}]}]`, in the order of
//! the pack's rules. The command `notify` with the same `whom` and `about` pays the debt. Names, address and account are masked
//! unless `reveal` is true; what the case does not say is `____` in the letter and stands in `blanks`.
//!
//! ## `queries`
//!
//! What was asked between those who take part: `[{"query", "from", "to", "about", "loan", "blocks", "due", "state",
//! "state_zh", "open", "turns": [{"turn", "zh", "on", "text", "entry"}]}]`, in the order they were raised.
//!
//! ## `history`
//!
//! Every contact with the `party`: `[{"on", "contact", "zh", "from", "to", "about", "text", "entry"}]`, by day. A party of the case, a
//! role such as `bank`, or an office such as `finance`. What a lender asked in its own procedure stands there too.
//!
//! ## `appointments`
//!
//! Who meets when, what they bring and what speaks against it: `[{"appointment", "kind", "zh", "day", "time", "place", "loan",
//! "attends", "clerk", "state", "bring": [{"whom", "document", "zh", "en", "original", "copies", "status", "rule"}], "concerns":
//! [{"concern", "zh", "about", "reason"}]}]`. `state` is `planned`, `held`, `no_show` or `cancelled`; `concern` is `clash`,
//! `rest_day`, `unpublished_year`, `after_lapse` or `too_early`.
//!
//! # Of an office
//!
//! ## `busy`
//!
//! Where a `clerk` is to be at two places at one time: pairs of `{"case", "appointment"}`.
//!
//! ## `stages`
//!
//! How many cases stand where: `[{"stage", "zh", "cases"}]`, every stage in the order of the flow.
//!
//! ## `lenders`
//!
//! How each lender has dealt with the office's files, and each of its branches after it: `[{"institution", "branch", "files",
//! "approved", "refused", "revoked", "approval_millionths", "supplements", "refusals": [{"reason", "files"}], "answer", "whole",
//! "states": [{"state", "zh", "wait"}]}]`; a `branch` of `null` is the whole lender. `answer`, `whole` and each `wait` are
//! `{"median_working_days", "ninetieth_working_days", "files", "uncounted"}`, by the nearest rank; only what has ended is counted, and
//! `uncounted` files reach into years whose working days are not published.
//!
//! ## `contacts`
//!
//! Whom to call on, and when. `contacts` is what the office has written down, `[{"whom", "on", "about", "next"}]`; `every_days` is how
//! long nobody should go unheard of where no next day was agreed, 30 when left out. Everybody once, the earliest day
//! first: `[{"whom", "on", "is_due", "agreed", "contacts": [{"on", "about"}]}]`.
