//! Plain data in, plain data out: the one module that the bindings call.
//!
//! Every function takes and gives `serde_json` values; a refusal and an error are values too
//! ([`Problem::to_value`], [`error()`]). Decisions are the core's: nothing here judges.
//!
//! What depends on products and working days is asked of [`Rules`]; what does not is a function. Nothing here reaches
//! for the built-in rules by itself: a binding that is built without them carries none of their bytes.

use serde_json::{Value, json};

use super::command::read_context;
use super::{
    arrears as behind, assess, change, fortnightly as halves, lint as linted, loans, offer, prepay as early,
    read_command, read_entry, read_log, record, repay, value, view, write_entry, write_log,
};
use crate::calendar::Calendar;
use crate::case::{Case, CaseId, Context, Refusal};
use crate::checklist::{self, Demand};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::fact::Facts;
use crate::impact::{Impact, Portfolio};
use crate::log::{Entry, Log};
use crate::machine::Moved;
use crate::product::{GateStep, Pack, ProductId, RuleId};
use crate::retirement::{Category, Month, Retirement, statutory};

/// Two kinds of no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The input is malformed.
    Error(Error),
    /// The input is fine, and the answer is no.
    Refusal(Refusal),
}

impl Problem {
    /// `{"code", "message", "place", "advice"}` of an error; `{"command", "stage", "reasons"}` of a refusal, in the words
    /// of the rules it was made under.
    pub fn to_value(&self, rules: Rules<'_>) -> Value {
        match self {
            Self::Error(error) => view::error(error),
            Self::Refusal(refusal) => view::refusal(refusal, rules.pack),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Error(error) => error.fmt(f),
            Self::Refusal(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

/// `{"code", "message", "place", "advice"}` of an error.
pub fn error(error: &Error) -> Value {
    view::error(error)
}

/// What answers are given under: the products with their lists and routes, and the calendar of working days.
///
/// ```
/// use anjieflow::interchange::plain::Rules;
/// use serde_json::json;
///
/// let rules = Rules::builtin();
/// let context = json!({"today": "2026-03-02", "by": "wang"});
/// let (case, _) = rules.open(json!({"case": "C-1", "context": context}))?;
/// assert_eq!(rules.checklist(&case, context)?, json!([]));
/// # Ok::<(), anjieflow::interchange::plain::Problem>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The products and routes in force.
    pub pack: &'a Pack,
    /// Working days and holidays.
    pub calendar: &'a Calendar,
}

impl Rules<'static> {
    /// The rules that ship with the crate.
    #[must_use]
    pub fn builtin() -> Self {
        Self { pack: Pack::builtin(), calendar: Calendar::builtin() }
    }
}

impl Rules<'_> {
    /// Opens a case: `{"case": "C-1", "context": {"today": "2026-03-02", "by": "wang"}}`.
    ///
    /// # Errors
    /// Malformed input, or a refusal.
    pub fn open(self, request: Value) -> Result<(Case, Value), Problem> {
        let (id, context) = self.request(&request).map_err(|error| error.at("request"))?;
        let moved = Case::open(id, &context)?;
        let entry = write_entry(&moved.entry());
        Ok((moved.case, entry))
    }

    /// The event that a command would give, without changing anything.
    ///
    /// # Errors
    /// Malformed input, or the refusal that the command would meet.
    pub fn decide(self, case: &Case, command: Value, context: Value) -> Result<Value, Problem> {
        let (_, entry) = self.step(case, command, context)?;
        Ok(json!({"event": entry.get("event"), "data": entry.get("data")}))
    }

    /// Takes a step: the case after it, and the entry to keep.
    ///
    /// # Errors
    /// Malformed input, or a refusal.
    pub fn step(self, case: &Case, command: Value, context: Value) -> Result<(Case, Value), Problem> {
        let command = read_command(&command).map_err(|error| error.at("command"))?;
        let context = self.context(&context)?;
        match case.clone().step(&command, &context) {
            Ok(moved) => {
                let entry = write_entry(&moved.entry());
                let Moved { case, .. } = moved;
                Ok((case, entry))
            }
            Err(turned) => Err(view::of_command(turned.refusal, &command).into()),
        }
    }

    /// The checklist of every loan that is alive, in the order of the published lists.
    ///
    /// # Errors
    /// A malformed context.
    pub fn checklist(self, case: &Case, context: Value) -> Result<Value, Error> {
        let context = self.context(&context)?;
        Ok(Value::Array(view::checklists(case, &context)))
    }

    /// What will lapse before the step that needs it. The plan is `[{"step": "submit", "on": "2026-04-01"}, …]`; with
    /// `null`, or without a step, the case's own known days.
    ///
    /// # Errors
    /// A malformed plan or context.
    pub fn forecast(self, case: &Case, plan: Value, context: Value) -> Result<Value, Error> {
        let plan = read_plan(&plan).map_err(|error| error.at("plan"))?;
        let context = self.context(&context)?;
        Ok(crate::forecast::forecast(case, &plan, &context).iter().map(view::lapse).collect())
    }

    /// How every loan that is alive stands to its limits: what is kept, broken, not known, and by which rule.
    ///
    /// # Errors
    /// A malformed context.
    pub fn findings(self, case: &Case, context: Value) -> Result<Value, Error> {
        let context = self.context(&context)?;
        Ok(view::case_findings(case, &context))
    }

    /// What other rules mean for a case. Each context names the day as of which its rules are judged, `as_of` or else the
    /// day it happened; the two sides may differ in day, in rules, or in both:
    /// `{"from", "to", "changes": [{"change", "loan", "old", "new", …}], "steps": [{"step", "change", "old", "new"}]}`.
    ///
    /// # Errors
    /// A malformed context.
    pub fn difference(self, case: &Case, context: Value, other: Rules<'_>, then: Value) -> Result<Value, Error> {
        let (old, new) = both(self, &context, other, &then)?;
        Ok(change::difference(&crate::difference::difference(case, &old, &new), other.pack))
    }

    /// The same for several cases, grouped by cause with one witness each, and what changes in the rules besides:
    /// `{"from", "to", "loans", "touched", "groups": [{"change", "loans", "changes", "witness": {"case", "loan"}, …}],
    /// "rules": [{"change", …}]}`.
    ///
    /// # Errors
    /// A malformed context.
    pub fn impact(self, cases: &[&Case], context: Value, other: Rules<'_>, then: Value) -> Result<Value, Error> {
        self.impact_on(&Portfolio::of(cases.iter().copied()), context, other, then)
    }

    /// The same for loans that are handed over in columns: an object with a list for each thing that rules ask, a value
    /// for each loan in it, and `null` where nothing is known. [`schema::columns`](super::schema::columns) names them.
    ///
    /// ```
    /// use anjieflow::interchange::plain::Rules;
    /// use serde_json::json;
    ///
    /// let rules = Rules::builtin();
    /// let loans = json!({
    ///     "case": ["C-1", "C-2"], "product": ["pf-guangzhou", "pf-guangzhou"],
    ///     "amount_fen": [60_000_000, 60_000_000], "term_months": [240, 240],
    ///     "household_home_count": [0, 0], "payout": [null, "2025-03-01"],
    /// });
    /// let day = |day| json!({"today": "2025-05-20", "as_of": day, "by": "wang"});
    /// let found = rules.impact_of(&loans, day("2025-05-07"), rules, day("2025-05-08"))?;
    /// assert_eq!((&found["loans"], &found["touched"]), (&json!(2), &json!(1)));
    /// assert_eq!(found["groups"][0]["witness"], json!({"case": "C-1", "loan": "L1"}));
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first cell that does not hold, by its place (`price_fen[3]`), a column that is unknown, missing or too short, or
    /// a malformed context.
    pub fn impact_of(self, columns: &Value, context: Value, other: Rules<'_>, then: Value) -> Result<Value, Error> {
        let loans = loans::read(columns, &[self.pack, other.pack]).map_err(|error| error.at("columns"))?;
        let (old, new) = both(self, &context, other, &then)?;
        Ok(told(&loans, &crate::impact::counted(&loans.columns(), &old, &new, 1), &old, &new))
    }

    /// The same for loans that were read before, such as by a [`LoanReader`](super::LoanReader).
    ///
    /// # Errors
    /// A malformed context, or columns of a portfolio that do not fit one another.
    pub fn impact_on(self, loans: &Portfolio, context: Value, other: Rules<'_>, then: Value) -> Result<Value, Error> {
        let (old, new) = both(self, &context, other, &then)?;
        let found = crate::impact::impact(&loans.columns(), &old, &new, 1)?;
        Ok(told(loans, &found, &old, &new))
    }

    /// What is to be done, by due day.
    ///
    /// # Errors
    /// A malformed context.
    pub fn worklist(self, case: &Case, context: Value) -> Result<Value, Error> {
        let context = self.context(&context)?;
        let tasks = crate::worklist::tasks(case, &context);
        Ok(tasks.iter().map(|task| view::task(task, self.pack)).collect())
    }

    /// What an application would meet before there is a case: `{"product", "amount_fen", "term_months", "date", "facts",
    /// "figures", "price_fen", "appraisal_fen", "site", "applicants": [{"id", "role", "birth", "sex"}], "beside":
    /// {"amount_fen", "monthly_fen"}, "spread_basis_points", "method"}` gives `{"verdict", "bars", "findings", "terms",
    /// "room", "remedies", "ask", …}`. What is not known is left out.
    ///
    /// # Errors
    /// Malformed input, an unknown product, or an amount or a term that is not computed with.
    pub fn assess(self, request: &Value) -> Result<Value, Error> {
        assess::assess(request, self.pack)
    }

    /// Every product for one household and home, the best first: the request of [`Rules::assess`] without a product, and
    /// `{"objective", "area", "owners"}`. `objective` is `cheapest` (also when left out), `fewest_papers` or `fastest`.
    ///
    /// # Errors
    /// As [`Rules::assess`].
    pub fn choose(self, request: &Value) -> Result<Value, Error> {
        assess::choose(request, self.pack, self.calendar)
    }

    /// What a rule says, as checklist lines, blockers, findings and tasks cite it: `{"rule", "kind", "en", "zh",
    /// "edition", "effective_from", "effective_until", "decided_on", "source", "source_title", "source_url",
    /// "confidence"}`.
    ///
    /// # Errors
    /// No rule of that name.
    pub fn explain(self, rule: &str) -> Result<Value, Error> {
        let id = RuleId::new(rule).map_err(|error| error.at("rule"))?;
        self.pack.explain(&id).map(|told| view::explanation(&told)).ok_or_else(|| {
            Error::new(ErrorCode::UnknownCode, format!("no rule is called {}", crate::error::shown(rule)))
                .at("rule")
                .help("name a rule as a checklist line, a blocker, a finding or a task cites it")
        })
    }

    /// The products of the pack: all, or those that are offered in a city, of that city or of none. The city is
    /// named in Chinese or English.
    ///
    /// Seen on a day, each has its `limits`: the public ones that hold there on that day and those that the lender
    /// prints, by rule; and `requirements` counts the rows in force.
    ///
    /// # Errors
    /// An unknown city (the advice names those that are known), or a malformed day.
    pub fn products(self, city: Option<&str>, date: Option<&str>) -> Result<Value, Error> {
        offer::products(self.pack, city, date)
    }

    /// The papers that a product asks of a household with these facts; rows that nobody can decide yet name the facts
    /// to ask.
    ///
    /// # Errors
    /// An unknown product, malformed facts, or a product without a published list.
    pub fn product_checklist(self, product: &str, facts: Value) -> Result<Value, Error> {
        let id = ProductId::new(product).map_err(|error| error.at("product"))?;
        let found = self.pack.product(&id).ok_or_else(|| unknown_product(product).at("product"))?;
        let facts = <Facts as value::Wire>::read(&facts).map_err(|error| error.at("facts"))?;
        let rows = checklist::required(found, &facts).map_err(|error| {
            Error::new(ErrorCode::NotPublished, error.to_string()).at("product").help("ask the lender for its list")
        })?;
        Ok(rows.iter().map(|row| view::required(row.rule, &asked(&row.demand), self.pack)).collect())
    }
}

impl<'a> Rules<'a> {
    fn context(self, context: &Value) -> Result<Context<'a>, Error> {
        read_context(context, self).map_err(|error| error.at("context"))
    }

    fn request(self, request: &Value) -> Result<(CaseId, Context<'a>), Error> {
        let mut reader = value::Reader::new(request)?;
        let id: CaseId = reader.field("case")?;
        let context = reader.raw("context").ok_or_else(|| value::missing("context"))?;
        reader.finish()?;
        Ok((id, self.context(context)?))
    }
}

/// What was counted, and what changes in the rules besides.
fn told(loans: &Portfolio, found: &Impact, old: &Context<'_>, new: &Context<'_>) -> Value {
    change::impact(found, loans, &crate::difference::rules(old, new))
}

/// Both contexts of a comparison, each under its own rules.
fn both<'c>(
    rules: Rules<'c>,
    context: &Value,
    other: Rules<'c>,
    then: &Value,
) -> Result<(Context<'c>, Context<'c>), Error> {
    let new = read_context(then, other).map_err(|error| error.at("then"))?;
    Ok((rules.context(context)?, new))
}

/// The commands that the flow lists now, the loans' own among them.
pub fn allowed(case: &Case) -> Value {
    Value::from(view::allowed(case))
}

/// A masked picture of the case.
pub fn view(case: &Case) -> Value {
    view::case(case)
}

fn read_plan(plan: &Value) -> Result<Vec<(GateStep, Date)>, Error> {
    let steps = match plan {
        Value::Null => return Ok(Vec::new()),
        Value::Array(steps) => steps,
        other => return Err(value::wrong_type("a list of steps", other)),
    };
    let step = |(index, step): (usize, &Value)| read_step(step).map_err(|error| error.at(format!("[{index}]")));
    steps.iter().enumerate().map(step).collect()
}

fn read_step(step: &Value) -> Result<(GateStep, Date), Error> {
    let mut reader = value::Reader::new(step)?;
    let planned = (reader.field("step")?, reader.field("on")?);
    reader.finish()?;
    Ok(planned)
}

/// The case that a log tells; each entry is checked before it is applied.
///
/// # Errors
/// The first entry that is cut, damaged, out of order, of another case, or does not fit.
pub fn replay(text: &str) -> Result<Case, Error> {
    read_log(text)?.replay()
}

/// The case as of a day: what had occurred by then, as far as the log knows now. `None` before it was opened.
///
/// # Errors
/// As [`replay`], or a malformed day.
pub fn replay_as_of(text: &str, day: &str) -> Result<Option<Case>, Error> {
    read_log(text)?.as_of(parsed_day(day)?)
}

/// The case as known on a day: what had been recorded by then. `None` before it was opened.
///
/// # Errors
/// As [`replay`], or a malformed day.
pub fn replay_known_on(text: &str, day: &str) -> Result<Option<Case>, Error> {
    read_log(text)?.known_on(parsed_day(day)?)
}

fn parsed_day(day: &str) -> Result<Date, Error> {
    day.parse::<Date>().map_err(|error| error.at("day"))
}

/// Every payment of a debt: `{"principal_fen", "rate_millionths", "months", "method", "payment_fen", "convention",
/// "rate_changes": [{"period", "rate_millionths", "interest_fen"}]}` gives `{"rows": [{"period", "payment_fen",
/// "principal_fen", "interest_fen", "balance_fen"}], "total_payment_fen", "total_interest_fen"}`.
///
/// `method` is `equal_instalment` (also when left out), `equal_principal`, `interest_first`, or `fixed_payment` with its
/// `payment_fen`; `convention` is `every_period` (also when left out) or `unrounded`.
///
/// With its `payout` each row says its `due` day: in the month after it for the first, on the `due_day`, or else the day of
/// the payout. `first_period` is `whole` (also when left out), `by_days` or `months_and_days`; these count days by
/// `day_count`: `actual_360` (also when left out), `actual_365` or `thirty_360`. In the first `grace_months` only interest is
/// paid.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let loan = json!({
///     "principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360, "grace_months": 12,
///     "payout": "2026-03-10", "due_day": 25, "first_period": "by_days",
/// });
/// let first = &plain::schedule(&loan)?["rows"][0];
/// assert_eq!((&first["due"], &first["payment_fen"]), (&json!("2026-04-25"), &json!(447_222)));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input, or a debt, a change, a payment or a day beyond its bounds.
pub fn schedule(request: &Value) -> Result<Value, Error> {
    repay::schedule(request)
}

/// What an early payment costs and saves, when all is paid that is due by its day: a loan as for [`schedule`], with
/// `{"payout", "due_day", "day", "sum_fen", "relief", "periods_left", "asked_on", "fee_months_of_interest",
/// "fee_within_months", "fee_by_year_millionths", "sum_min_fen", "wait_months", "notice_days"}`, gives `{"sum_fen",
/// "interest_fen", "fee_fen", "to_pay_fen", "interest_saved_fen", "payments_saved", "before", "after", "next_due"}`.
///
/// Without `sum_fen` all is paid. `relief` is `shorter_term` (also when left out), `shorter_term_levelled`,
/// `smaller_instalment`, or `periods_left` with their number.
///
/// # Errors
/// Malformed input; or a day or a sum that the contract does not allow, with its bound.
pub fn prepay(request: &Value) -> Result<Value, Error> {
    early::prepay(request)
}

/// What is owed on a day by somebody who is behind: `{"rate_millionths", "missed": [{"due", "principal_fen",
/// "interest_fen"}], "day", "penalty_markup_millionths", "compound", "grace_days", "paid": [{"day", "amount_fen"}]}` gives
/// `{"penalty_rate_millionths", "owed": {"compound_fen", "penalty_fen", "interest_fen", "principal_fen", "total_fen"},
/// "instalments", "days_past_due", "paid": [{"day", "applied": {"compound_fen", "penalty_fen", "interest_fen",
/// "principal_fen", "left_fen"}}]}`.
///
/// The penalty rate is half as much again as the loan's when `penalty_markup_millionths` is left out, unpaid interest bears
/// it too unless `compound` is false, and there are no days of grace unless they are told. A payment goes to what was due by
/// its day; `left_fen` is what was more than that.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let missed = json!([{"due": "2026-03-20", "principal_fen": 1_000_000, "interest_fen": 300_000}]);
/// let told = plain::arrears(&json!({"rate_millionths": 42_000, "missed": missed, "day": "2026-04-19"}))?;
/// assert_eq!((&told["owed"]["total_fen"], &told["days_past_due"]), (&json!(1_306_825), &json!(30)));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input; instalments or payments that are out of order or after the day; a markup that is not 30% to 50%.
pub fn arrears(request: &Value) -> Result<Value, Error> {
    behind::arrears(request)
}

/// How often somebody was late (连三累六): a list of instalments in their order, true for each that was late, gives
/// `{"in_a_row", "in_all", "is_three_in_a_row", "is_six_in_all"}`.
///
/// # Errors
/// Something else than a list of true and false.
pub fn late_record(late: &Value) -> Result<Value, Error> {
    behind::late_record(late)
}

/// Half a monthly instalment every two weeks (双周供): `{"principal_fen", "rate_millionths", "months", "instalment_fen",
/// "fortnight"}` gives `{"monthly_instalment_fen", "payment_fen", "payments", "years_tenths", "total_payment_fen",
/// "total_interest_fen", "interest_saved_fen"}`.
///
/// `instalment_fen` is what is paid a month as the bank rounded it; computed when left out. `fortnight` says what two weeks
/// cost: `days_over_360` (14 days; also when left out) or `part_of_year` (a twenty-sixth).
///
/// # Errors
/// Malformed input, a debt beyond its bounds, or an instalment that would not pay it back.
pub fn fortnightly(request: &Value) -> Result<Value, Error> {
    halves::fortnightly(request)
}

/// Where a figure comes from that somebody brings from elsewhere: the request of [`schedule`], without days and months of
/// interest only, with its `figure_fen` gives `{"figure_fen", "readings", "slips", "nearest", "en", "zh"}`; each reading `{"quantity", "convention", "figure_fen",
/// "slip", "en", "zh"}`.
///
/// # Errors
/// As [`schedule`].
pub fn explain_figure(request: &Value) -> Result<Value, Error> {
    repay::explain_figure(request)
}

/// The log of these entries as text: a header, then one entry a line.
///
/// # Errors
/// No entry, or the first that is malformed, out of order or of another case.
pub fn log(entries: Vec<Value>) -> Result<String, Error> {
    let read = |(number, entry): (u32, &Value)| read_entry(entry).map_err(|error| error.at(format!("entry {number}")));
    let entries: Vec<Entry> = (1..).zip(&entries).map(read).collect::<Result<_, Error>>()?;
    Ok(write_log(&Log::from_entries(entries)?))
}

/// What is wrong with a pack that was [read](super::pack::read_unchecked) or [laid](super::pack::laid_unchecked) without
/// being checked: `{"edition", "faults": [{"kind", "level", "rules", "example", "en", "zh"}], "coverage": null}`. An example
/// has the fewest facts under which the fault shows; it is empty when it shows for everybody.
///
/// ```
/// use anjieflow::interchange::plain;
/// use anjieflow::product::Pack;
///
/// let found = plain::lint(Pack::builtin());
/// assert!(found["faults"].as_array().unwrap().iter().all(|fault| fault["level"] == "note"));
/// ```
#[must_use]
pub fn lint(pack: &Pack) -> Value {
    linted::faults(pack)
}

/// The same, and where no fault keeps the pack from being loaded the machine is run on it; then `coverage` is `{"holds",
/// "explored", "joint_digits", "factors", "laws"}`. `progress` is told how many parts are done, of how many.
///
/// # Errors
/// As [`Pack::prove`].
pub fn prove(pack: &Pack, progress: &mut dyn FnMut(usize, usize)) -> Result<Value, Error> {
    linted::proven(pack, progress)
}

/// Parses the JSON text of a command, an entry or a context.
///
/// # Errors
/// The text is not JSON, or ends inside a value.
pub fn parse(text: &str) -> Result<Value, Error> {
    record::parse(text)
}

fn asked(demand: &Demand) -> Vec<&'static str> {
    match demand {
        Demand::Required => Vec::new(),
        Demand::Undecided(facts) => facts.iter().map(|fact| fact.name()).collect(),
    }
}

#[cold]
pub(super) fn unknown_product(product: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no product is called {}", crate::error::shown(product)))
        .help("ask for the list of products")
}

/// Checks a resident identity number or a unified social credit code: `{"kind", "valid"}`, and when it is not valid
/// `code` and `message`. With `today`, a birth after it is not valid.
///
/// # Errors
/// A malformed day.
pub fn check_id(number: &str, today: Option<&str>) -> Result<Value, Error> {
    let today = today.map(|day| day.parse::<Date>().map_err(|error| error.at("today"))).transpose()?;
    let check = crate::identity::check(number, today);
    let kind = check.kind.code();
    Ok(match check.result {
        Ok(()) => json!({"kind": kind, "valid": true}),
        Err(error) => json!({"kind": kind, "valid": false, "code": error.code().code(), "message": error.to_string()}),
    })
}

/// The statutory retirement age of somebody born in a month (`YYYY-MM`), for a category: `male`, `female_55`,
/// `female_50`. The age stands in `months`, and the month it is reached in `retires`; or `code` and `message` tell what
/// was wrong.
pub fn retirement_age(category: &str, birth_month: &str) -> Value {
    let asked = |category: &str| crate::error::shown(category).trim_matches('`').to_owned();
    let (category_asked, birth_asked) = (asked(category), asked(birth_month));
    match retirement(category, birth_month) {
        Ok(found) => json!({
            "category": category_asked, "birth_month": birth_asked,
            "months": found.months, "retires": found.month.to_string(),
        }),
        Err(error) => json!({
            "category": category_asked, "birth_month": birth_asked,
            "code": error.code().code(), "message": error.to_string(),
        }),
    }
}

fn retirement(category: &str, birth_month: &str) -> Result<Retirement, Error> {
    let category = Category::from_name(category).map_err(|error| error.at("category"))?;
    let birth = birth_month.parse::<Month>().map_err(|error| error.at("birth_month"))?;
    statutory(category, birth)
}

/// Answers one question of a calendar: `is_working_day`, `roll_forward`, `roll_back`, `add_working_days`,
/// `working_days_between`; the argument is a count of days or a second day. The answer stands in `result`; or `code`
/// and `message` tell what was wrong, such as a year that is not published.
pub fn workday(calendar: &Calendar, operation: &str, date: &str, argument: &str) -> Value {
    match answer(calendar, operation, date, argument) {
        Ok(result) => json!({"operation": operation, "date": date, "argument": argument, "result": result}),
        Err(error) => json!({
            "operation": operation, "date": date, "argument": argument,
            "code": error.code().code(), "message": error.to_string(),
        }),
    }
}

fn answer(calendar: &Calendar, operation: &str, date: &str, argument: &str) -> Result<Value, Error> {
    let day: Date = date.parse::<Date>().map_err(|error| error.at("date"))?;
    if matches!(operation, "is_working_day" | "roll_forward" | "roll_back") && !argument.is_empty() {
        return Err(Error::new(ErrorCode::UnknownField, format!("`{operation}` takes no argument"))
            .at("argument")
            .help("leave it out"));
    }
    match operation {
        "is_working_day" => calendar.is_working_day(day).map(Value::from),
        "roll_forward" => calendar.roll_forward(day).map(|day| Value::from(day.to_string())),
        "roll_back" => calendar.roll_back(day).map(|day| Value::from(day.to_string())),
        "add_working_days" => calendar.add_working_days(day, count(argument)?).map(|day| Value::from(day.to_string())),
        "working_days_between" => {
            let other: Date = argument.parse::<Date>().map_err(|error| error.at("argument"))?;
            calendar.working_days_between(day, other).map(Value::from)
        }
        other => {
            Err(Error::new(ErrorCode::UnknownCode, format!("no operation is called {}", crate::error::shown(other)))
                .at("operation")
                .help("one of: is_working_day, roll_forward, roll_back, add_working_days, working_days_between"))
        }
    }
}

fn count(argument: &str) -> Result<i32, Error> {
    argument.trim().parse().map_err(|_| {
        Error::new(ErrorCode::WrongType, format!("{} is not a count of days", crate::error::shown(argument)))
            .at("argument")
            .help("give a whole number, such as 5 or -5")
    })
}

/// The stages of a case, with their names in the trade.
pub fn stages() -> Value {
    view::stages()
}

/// The flow of the case and the loan as `mermaid` or `dot` text.
///
/// # Errors
/// Another kind.
pub fn diagram(kind: &str) -> Result<String, Error> {
    match kind {
        "mermaid" => Ok(crate::diagram::mermaid()),
        "dot" => Ok(crate::diagram::dot()),
        other => {
            Err(Error::new(ErrorCode::UnknownCode, format!("no diagram is called {}", crate::error::shown(other)))
                .at("kind")
                .help("one of: mermaid, dot"))
        }
    }
}
