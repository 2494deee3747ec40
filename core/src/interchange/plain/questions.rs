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
//! ## `consents`
//!
//! Who agreed to what: `{"consents", "missing"}`. Each of `consents` is `{"consent", "party", "recipient", "purpose", "zh",
//! "manner", "given_by", "given", "until", "ended", "stands"}`; `missing` are reasons as in a refusal: what lacks before the lender of each
//! loan that is not paid out gets the file, or asks the credit register. See [`consent`](crate::case::consent).
//!
//! ## `retention`
//!
//! How long the personal data are kept: `{"ended", "earliest", "asked", "frozen", "erased", "while_frozen", "classes"}`. `ended`
//! is the day the relation ended, `earliest` the first day on which everything may be erased, `asked` since when somebody
//! wants that, `while_frozen` the commands that a frozen case still takes. Each of `classes` is `{"class", "zh", "years", "law",
//! "name", "name_zh", "until", "earliest"}`. See [`retention`](crate::retention).
//!
//! ## `consequences`
//!
//! What would follow if something happened to a party today, without recording it. Asked with `party` and `life_event`, as the command
//! `record_life_event` is. `{"life_event", "zh", "papers", "facts", "milestones", "consents", "renewals", "stopped", "amend",
//! "advice", "advice_zh", "source"}`: `papers` and `amend` are `{"document", "kind", "holder"}`, those that end and those that bear what
//! changed; `renewals` are `{"loan", "renewal", "zh"}`, what lenders have to say anew; `stopped` are the loans that are not paid
//! out any more. See [`life`](crate::case::life).
//!
//! # Of an office
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
