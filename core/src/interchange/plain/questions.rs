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
//! `buyers`, `owners`, `mortgagors`, `sellers`, `title_holders`, `consenting`, `permit_rooms`, `children`, `parents`,
//! `relatives`, `household`, `principals`, `powers`, `debts` and `overdue_lines` are lists; `loan` is needed
//! only on papers of a loan, and while the case has several.
//!
//! Each answer is `{"check", "number", "severity", "en", "zh", "advice", "advice_zh", "one", "other", "differs_only_in",
//! "character"}`, the gravest first. `severity` is `stop` or `warn`; `one` and `other` are `{"place": "paper", "paper",
//! "document", "holder", "field", "shown", "shown_zh", "is_sum"}` with the paper's place in the list, the same with the place
//! `absent` and no number for a paper that is missing beside another, or of the case or a rule `{"place", "field", "shown",
//! "shown_zh", "is_sum"}`, masked. Of a sum of several fields or papers the first is named. `number` is that of HANDBOOK 3.5. What was not read is not compared. An error names the place:
//! `papers[2].price_fen`.
//!
//! ## `lapsing`
//!
//! What lapses first if the next step is not taken, with the step that each would stop: `[{"lapses", "zh", "about", "whom",
//! "last", "step", "step_zh", "on"}]`, by last good day. `on` is the first day on which the step would be refused.
//!
//! ## `ways`
//!
//! Every smallest set of papers and acts that opens the next step: `{"command", "step", "step_zh", "sets": [{"cost", "acts"}],
//! "cut", "conclusive", "first", "barred"}`, `null` when the case has ended. The sets stand by cost, then by name; one empty
//! set says that the step is open. An act is `{"act", "zh", "about", "about_zh", "state", "whom", "points", "days"}`: whom to ask, what
//! it costs and how long it takes, by [`Act::effort`](crate::opening::Act::effort). `first` is the paper to chase first: it stands in the most sets, of
//! several the cheapest, then the one that takes longest. `cut` says that there are more sets than the 64 told;
//! `conclusive` is false while a fact is to be stated, for its answer may ask for more; `barred` are reasons that no act
//! helps against.
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
//! ## `aftercare`
//!
//! What is open in the years after the money: `[{"care", "zh", "loan", "since", "days", "now", "steps": [{"step", "zh", "en", "whom",
//! "from", "is_time", "done"}]}]`. `care` is `arrears`, `prepayment`, `repricing`, `settlement` or `release`; of arrears the steps are the rungs
//! of the [ladder](crate::aftercare::LADDER), those ahead too, and `now` is the highest that is reached. `done` is the day where the case
//! says so, `from` the day from which it is time.
//!
//! ## `form`
//!
//! The application form of a lender, filled from the case: `{"loan", "lender", "fields", "blanks", "contradictions", "papers",
//! "signatures"}`. `loan` names one; left out, it is the first that stands. Each of `fields` is `{"section", "section_zh", "field",
//! "zh", "en", "party", "value", "value_zh", "from", "from_zh"}`, `null` in `value` when it is blank, masked unless `reveal` is true;
//! `value_zh` is the Chinese word where the value is a word. Each of `blanks` says `whom` to ask, each of
//! `contradictions` is `{"code", "en", "zh"}`, each of `signatures` `{"capacity", "zh", "role", "role_zh", "party"}`. With `papers`, as
//! in `examine`, what the papers contradict stands under `papers`. Amounts are in yuan.
//!
//! ## `package`
//!
//! What is handed to the lender of a `loan` with the application, in the lender's own order: `{"cover", "rows", "papers", "blank",
//! "pages", "digest"}`. The cover is `{"case", "loan", "lender", "branch", "amount_fen", "term_months", "applicants", "day",
//! "clerk"}`. A row is `{"number", "document", "zh", "en", "role", "holder", "status", "asked": {"original", "copies"}, "paper",
//! "stands_in", "rule"}`; `stands_in` is the number of the row whose paper serves this one too; `paper` is `null` where its place is empty, else `{"id", "form", "form_zh", "copies", "pages", "issued", "received",
//! "entry"}`. `pages` is `{"counted", "uncounted"}`: of so many papers nobody counted them. `digest` is the SHA-256 over the papers
//! that are there; see [`of_papers`](crate::case::delivery::of_papers). Names on the cover are masked unless `reveal` is true.
//!
//! ## `handed_in`
//!
//! What lenders were handed, in order: `[{"delivery", "zh", "loan", "lender", "branch", "on", "by", "papers", "pages", "digest",
//! "entry"}]`. `papers` are those then on file and not turned down: `{"document", "zh", "en", "holder", "accepted", "new",
//! "amended", "paper"}`; `new` came since the delivery before, `amended` is the entry that changed it since. The digest is of what they
//! said then, and never changes.
//!
//! ## `archive`
//!
//! The index of the dossier: `{"case", "filed", "place", "lent", "keep_until", "destroy_from", "complete", "lacking", "pages",
//! "rows"}`. A row is `{"number", "part", "part_zh", "document", "zh", "en", "holder", "loan", "state", "state_zh", "paper", "rule",
//! "step", "entry"}`, by the parts of a bank's dossier. `state` is `on_file`, `lacking`, `owed` (by leave or promise) or `recorded`;
//! `rule` is the row of the list that asks for it, `step` what was done that leaves it; `entry` proves it.
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
//! The work of one clerk is asked with `clerk`; left out, it is the asker's own.
//!
//! ## `clerks`
//!
//! Who has something to do, how many tasks, and how many of them are late: `[{"clerk", "tasks", "late"}]`, by name.
//!
//! ## `worklist`
//!
//! What a clerk has to do, what presses most first: `{"clerk", "day", "tasks", "late", "rows"}`. A row is a task as
//! [`Rules::worklist`](super::Rules::worklist) has it, with its `case`. `from` and `count` give a page of the rows.
//!
//! ## `capacity`
//!
//! What falls due on each of the next `days` (28 when left out, 366 at most), where `per_day` tasks (8) can be done on a working
//! day: `[{"day", "room", "due", "over", "stays_over", "early"}]`. What is late stands on the first day. `over` is by how
//! many tasks a day is too full, `early` what to start on an earlier day with room, `on` which; `stays_over` finds none.
//!
//! ## `lapsing`
//!
//! What lapses first across the cases of a clerk: as of a case, each with its `case`.
//!
//! ## `calendar`
//!
//! The days of a clerk's tasks as the text of a calendar (iCalendar, RFC 5545), without names or numbers of persons.
//!
//! ## `stock_taking`
//!
//! Every dossier that should be on a shelf: `{"day", "dossiers", "on_shelf", "lent", "not_shelved", "rows": [{"case", "shelf",
//! "shelf_zh", "place", "lent", "lacking", "missing": [{"document", "zh", "en",
//! "holder", "loan", "state", "state_zh"}], "destroy_from", "found": [{"found", "zh"}]}]}`. `found` are `never_shelved`, `papers_lacking`,
//! `overdue`, `may_be_destroyed` and `erased_not_destroyed`.
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
//!
//! ## `ledger`
//!
//! A line for each case, of one `clerk` or of all: `{"columns": [{"column", "zh"}], "rows", "csv_zh", "csv_en"}`. A row is `{"case",
//! "clerk", "stage", "stage_zh", "house", "buyers", "price_fen", "down_payment_fen", "loan_fen", "term_months", "banks",
//! "contract_signed", "papers_complete", "submitted", "approved", "loan_signed", "registered", "paid_out", "paid_fen", "posted",
//! "not_paid": [{"en", "zh"}]}`, names and house masked unless `reveal` is true. The tables are CSV (RFC 4180) with amounts in
//! yuan; a cell that begins with `=`, `+`, `-`, `@`, a tab or a return has an apostrophe in front, so that no
//! spreadsheet takes it for a formula. See [`ledger`](crate::books::ledger).
//!
//! ## `week`
//!
//! What the week of `day` brought, the last whole one before the context's day when left out: `{"monday", "sunday", "rows"}`, the first row
//! (`clerk` is `null`) all cases, then clerk by clerk: `{"clerk", "opened", "submitted", "approved", "refused", "signed",
//! "registered", "paid_out", "paid_fen", "standing": [{"stage", "zh", "cases"}], "moved": [{"from", "from_zh", "to", "to_zh",
//! "cases"}], "stuck": [{"case", "stage", "zh", "since", "days"}]}`; of `stuck` cases 5 unless `stuck` is given. See
//! [`week`](crate::books::week).
//!
//! ## `postings`
//!
//! Payouts that are not posted, were posted late, or do not agree, `all` of them when that is true: `[{"case", "loan", "house", "amount_fen",
//! "granted_fen", "paid_on", "posted_on", "due", "due_unpublished_year", "rule", "state", "zh", "late_days", "faults":
//! [{"fault", "zh"}]}]`. `state` is `open`, `overdue`, `posted` or `posted_late`; `fault` is `amount_differs`, `account_differs`
//! or `no_account`. `reveal` shows the house.
//!
//! ## `reconcile`
//!
//! Our payments `from` one day `to` another against a list of a bank or of finance: `csv` is its text, or `rows` are `{"day", "amount_fen",
//! "reference", "kind"}`. The first line of the text names its columns, in Chinese or English: 日期 `date`, 金额 `amount` in yuan or
//! 金额(分) `amount_fen`, 编号 `reference` (case, `case/loan`, contract or house), 类型 `kind`. A kind is `payout`, `down_payment` or
//! `instalment` (放款, 首付款, 月供); `kind` is that of rows without one, `kinds` those that are compared, all when left
//! out, `lender` an institution by its name in either language, `window_days` (5) how far off a day may be.
//!
//! `{"agreed", "differences", "unreadable": [{"line", "column", "code", "message", "zh", "help"}], "set_aside", "ours_fen",
//! "differences_fen", "theirs_fen", "adds_up", "agrees"}`. A difference is `{"difference", "zh", "line", "theirs": {"day",
//! "amount_fen", "reference", "kind"}, "ours": [{"case", "loan", "kind", "zh", "day", "amount_fen"}], "by_fen", "by_days"}`, theirs less
//! ours: `missing_with_us`, `missing_with_them`, `amount_differs`, `day_differs`, `twice`, `ambiguous`, `reference_unknown` or
//! `amount_unknown` (of a down payment the case knows the day and no amount). `ours_fen` and `differences_fen` together are
//! `theirs_fen`, so that no row was lost: that is what `adds_up` says. `agrees` says that nothing differs and every line could be read. A
//! list between semicolons or tabs is read too; a lender is written as the list of products has it, a whole one for its branches. See
//! [`reconcile`](mod@crate::books::reconcile).
//!
//! ## `guarantees`
//!
//! The developer's interim guarantees that stand, or wait for their release: `[{"case", "loan", "since", "amount_fen", "paid_on", "replaceable_by",
//! "replaceable_since", "next", "next_zh", "due", "due_unpublished_year", "rule", "overdue_days"}]`. `next` is the milestone
//! that ends it next, `due` and `rule` as the pack's deadlines have it. See [`guarantee`](crate::books::guarantee).
//!
//! ## `deposits`
//!
//! The deposits that have not come back, `all` of them when that is true: `{"out_fen", "rows": [{"case", "deposit", "payer", "with", "purpose",
//! "loan", "reference", "since", "amount_fen", "out_fen", "due", "after", "back_since", "overdue_days", "state", "zh",
//! "returns": [{"on", "amount_fen", "reference"}]}]}`. `state` is `out`, `due_back`, `overdue` or `returned`.
//!
//! ## `arrears`
//!
//! Buyers who are behind while the developer answers for them, the longest first: `[{"case", "loan", "since", "days", "overdue_fen",
//! "exposure_fen", "guaranteed_since", "untold", "step", "step_zh"}]`. The lender may ask the developer for `overdue_fen` today, and for
//! `exposure_fen` at most if it calls the loan, interest and costs aside. `untold` are those who were not told; `step` is
//! `tell`, `register_mortgage` or `chase`.
