//! What is asked of cases and of rules at a desk.

use crate::collect::CollectVec;
use serde_json::Value;

use super::Rules;
use crate::case::{Case, Context};
use crate::checklist::{self, Demand};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::fact::Facts;
use crate::impact::{Impact, Portfolio};
use crate::interchange::{Occasion, change, enquiry, loans, offer, office, published, value, view};
use crate::product::{GateStep, ProductId, RuleId};
use crate::watch::{Parts, Watch, nobody};

impl Rules<'_> {
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

    /// Asks a case something: `{"question": …}` with what belongs to it, one of
    /// [`schema::case_questions`](crate::interchange::schema::case_questions). Nothing of it is kept. The [questions](super::questions)
    /// have their own page.
    ///
    /// ```
    /// use anjieflow::interchange::plain::Rules;
    /// use serde_json::json;
    ///
    /// let rules = Rules::builtin();
    /// let context = json!({"today": "2026-03-02", "by": "wang"});
    /// let (case, _) = rules.open(json!({"case": "C-1", "context": context}))?;
    /// let papers = json!([
    ///     {"document": "sales_contract_new", "holder": "developer", "contract_number": "YS-0117", "area": 8_905},
    ///     {"document": "contract_filing_proof", "holder": "developer", "filing_number": "YS-0171", "area": 8_905},
    /// ]);
    /// let found = rules.ask(&case, &json!({"question": "examine", "papers": papers}), context)?;
    /// assert_eq!((&found[0]["check"], &found[0]["number"]), (&json!("contract_number_differs"), &json!(9)));
    /// assert_eq!(found[0]["character"], 6);
    /// # Ok::<(), anjieflow::interchange::plain::Problem>(())
    /// ```
    ///
    /// # Errors
    /// An unknown question (the advice names those that are known), a malformed context, or what the question says.
    pub fn ask(self, case: &Case, question: &Value, context: Value) -> Result<Value, Error> {
        let context = self.context(&context)?;
        office::of_case(case, question, &context).map_err(|error| error.at("question"))
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
        self.impact_watched(cases, context, other, then, &mut nobody)
    }

    /// The same, for somebody who may end it: a part of the work is a case that is read, or a loan that is compared.
    ///
    /// # Errors
    /// As [`impact`](Self::impact), or `Interrupted`.
    pub fn impact_watched(
        self,
        cases: &[&Case],
        context: Value,
        other: Rules<'_>,
        then: Value,
        watch: &mut Watch<'_>,
    ) -> Result<Value, Error> {
        let (old, new) = both(self, &context, other, &then)?;
        let lent: usize = cases.iter().map(|case| case.file().live_loans().count()).sum();
        let (mut parts, mut loans) = (Parts::new(watch, cases.len().saturating_add(lent)), Portfolio::default());
        for case in cases {
            loans.add(case);
            parts.step(1)?;
        }
        Ok(told(&loans, &crate::impact::counted(&loans.columns(), &old, &new, &mut parts)?, &old, &new))
    }

    /// The same for loans that are handed over in columns: an object with a list for each thing that rules ask, a value
    /// for each loan in it, and `null` where nothing is known. [`schema::columns`](crate::interchange::schema::columns) names them.
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
        self.impact_of_watched(columns, context, other, then, &mut nobody)
    }

    /// The same, for somebody who may end it: a part of the work is a row that is read, or that is compared.
    ///
    /// # Errors
    /// As [`impact_of`](Self::impact_of), or `Interrupted`.
    pub fn impact_of_watched(
        self,
        columns: &Value,
        context: Value,
        other: Rules<'_>,
        then: Value,
        watch: &mut Watch<'_>,
    ) -> Result<Value, Error> {
        let mut parts = Parts::new(watch, 0);
        let loans = loans::read(columns, &[self.pack, other.pack], &mut parts);
        let loans = loans.map_err(|error| error.at("columns"))?;
        let (old, new) = both(self, &context, other, &then)?;
        Ok(told(&loans, &crate::impact::counted(&loans.columns(), &old, &new, &mut parts)?, &old, &new))
    }

    /// The same for loans that were read before, such as by a [`LoanReader`](crate::interchange::LoanReader).
    ///
    /// # Errors
    /// A malformed context, or columns of a portfolio that do not fit one another.
    pub fn impact_on(self, loans: &Portfolio, context: Value, other: Rules<'_>, then: Value) -> Result<Value, Error> {
        let (old, new) = both(self, &context, other, &then)?;
        let found = crate::impact::impact(&loans.columns(), &old, &new, 1)?;
        Ok(told(loans, &found, &old, &new))
    }

    /// What is to be done, by due day: `[{"task", "zh", "about", "whom", "since", "due", "due_unpublished_year", "reason",
    /// "rule", "basis", "basis_zh", "why", "consequence", "late_days", "late_working_days", "still_since", "clerk", "unblocks",
    /// "score", "time", "place"}]`. `basis` says who set the day (`statutory`, `contractual`, `customary`) and `why` what the deadline says; days
    /// late are below zero while days are left; `unblocks` is the command that the task stands in the way of, and `score` how
    /// much it presses: `{"total", "parts": [{"part", "zh", "points"}]}`, by the table of
    /// [`Score`](crate::worklist::Score). `time` (in China) and `place` are those of a meeting.
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
        enquiry::assess(request, self.pack)
    }

    /// Every product for one household and home, the best first: the request of [`Rules::assess`] without a product, and
    /// `{"objective", "area", "owners", "stated"}`. `objective` is `cheapest` (also when left out), `fewest_papers` or
    /// `fastest`; the others are as for [`Rules::costs`]. Each is `{"product", "institution", "name", "edition", "verdict", "zh",
    /// "bars", "broken", "ask", "terms", "cost_fen", "cost_is_open", "papers": [{"document", "zh", "en", "role", "role_zh"}],
    /// "papers_undecided", "working_days", "working_days_at_most", "answer_seen", "standing", "time_rules"}`.
    ///
    /// `panel` is the office's list of which lender lends where, `[{"institution", "project", "firm", "since", "until", "quota_fen",
    /// "used_fen"}]`; `project` and `firm` are asked of it, and a lender that is not on it, or has less left than is asked, has a
    /// bar. `seen` is `[{"institution", "answer_working_days"}]`, such as the medians of the office's question `lenders`: it stands
    /// in the place of what the deadlines say of the lender's answer. Lenders are named as in the pack, in Chinese or English.
    ///
    /// # Errors
    /// As [`Rules::assess`].
    pub fn choose(self, request: &Value) -> Result<Value, Error> {
        enquiry::choose(request, self.pack, self.calendar)
    }

    /// Every payment of a loan, as [`schedule`](super::schedule) tells them; with `pay_by` of `next_working_day` a due day that
    /// is not worked is put off, and each row says its `pay_by` day, `null` from where working days are not published yet.
    ///
    /// ```
    /// use anjieflow::interchange::plain::Rules;
    /// use serde_json::json;
    ///
    /// let loan = json!({
    ///     "principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360, "payout": "2026-09-01",
    ///     "pay_by": "next_working_day",
    /// });
    /// let told = Rules::builtin().schedule(&loan)?;
    /// let day = |row: usize| (&told["rows"][row]["due"], &told["rows"][row]["pay_by"]);
    /// assert_eq!(day(0), (&json!("2026-10-01"), &json!("2026-10-08")));
    /// assert_eq!(day(3), (&json!("2027-01-01"), &json!(null)));
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`schedule`](super::schedule); and when days are put off, but there is no payout.
    pub fn schedule(self, request: &Value) -> Result<Value, Error> {
        super::schedule_by(self.calendar, request)
    }

    /// What a published rate was, as a `floating` rate of [`schedule`](super::schedule) reads it: `{"series", "months",
    /// "household_home_count"}` gives `{"published": [{"day", "rate_millionths"}], "known_to"}`.
    ///
    /// `series` is `lpr`, by day of publication, for five years when the term is longer than that, or else for one; or
    /// `provident_fund`, by the day from which it held for new loans. That one depends on how many homes the household has
    /// besides: for a second one it is the least that is asked, and begins where the sources tell it.
    ///
    /// ```
    /// use anjieflow::interchange::plain::{Rules, schedule};
    /// use serde_json::json;
    ///
    /// let mut lpr = Rules::builtin().published_rates(&json!({"series": "lpr", "months": 360}))?;
    /// lpr["spread_millionths"] = json!(-3_000);
    /// let told = schedule(&json!({
    ///     "principal_fen": 100_000_000, "rate_millionths": 36_500, "months": 360, "payout": "2024-07-20", "floating": lpr,
    /// }))?;
    /// assert_eq!(told["changes"][0]["rate_millionths"], 33_000);
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// Malformed input; a number of homes that is missing where the rate depends on it; a rate of which nothing is known.
    pub fn published_rates(self, request: &Value) -> Result<Value, Error> {
        published::rates(request, self.pack)
    }

    /// Which split between a provident fund and a bank costs least: the request of [`Rules::assess`] without a product and
    /// without `beside`, but with a `fund` and a `bank`, gives `{"figures": {"fund_fen", "bank_fen", "monthly_fen",
    /// "interest_fen", "saved_fen", "verdict", "ask", "fund", "bank"}, "en", "zh"}`. `amount_fen` is what both lend
    /// together; `saved_fen` what that spares against the bank alone; `fund` and `bank` are the assessments of their parts, or
    /// `null` where one lends nothing.
    ///
    /// ```
    /// use anjieflow::interchange::plain::Rules;
    /// use serde_json::json;
    ///
    /// let told = Rules::builtin().split(&json!({
    ///     "date": "2026-03-02", "fund": "pf-shenzhen", "bank": "ccb-housing", "amount_fen": 100_000_000,
    ///     "term_months": 360, "price_fen": 200_000_000, "site": {"city": "Shenzhen"}, "spread_basis_points": -45,
    ///     "facts": {"household_home_count": 0, "has_co_borrower": false, "several_children": false},
    /// }))?;
    /// assert_eq!((&told["figures"]["fund_fen"], &told["figures"]["bank_fen"]), (&json!(70_000_000), &json!(30_000_000)));
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Rules::assess`]; and a rate that is not known, which says what to ask.
    pub fn split(self, request: &Value) -> Result<Value, Error> {
        enquiry::split(request, self.pack)
    }

    /// What buying costs besides price and interest: `{"date", "facts", "price_fen", "loan_fen", "area", "owners", "site",
    /// "product", "stated": [{"item", "amount_fen"}]}` gives `{"edition", "day", "lines": [{"item", "payer", "least_fen", "most_fen", "rules",
    /// "ask", "en", "zh"}], "paid_by": {"buyer": {"least_fen", "most_fen"}, "lender": {…}, "unknown": {…}}}`.
    ///
    /// `area` is in hundredths of a square metre; a city and the lender of a product may charge something of their own; `stated` is what is known of costs that no rule prices, or that are others
    /// here. `most_fen` is `null` where nobody knows. What is not known is left out of the request.
    ///
    /// ```
    /// use anjieflow::interchange::plain::Rules;
    /// use serde_json::json;
    ///
    /// let told = Rules::builtin().costs(&json!({
    ///     "date": "2026-03-02", "facts": {"household_home_count": 0}, "price_fen": 200_000_000, "owners": 2,
    /// }))?;
    /// let deed = &told["lines"][0];
    /// assert_eq!((&deed["least_fen"], &deed["most_fen"]), (&json!(2_000_000), &json!(3_000_000)));
    /// assert_eq!((&deed["ask"], &deed["zh"]), (&json!(["area"]), &json!("契税：20000.00至30000.00元，承担方：买方")));
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// Malformed input.
    pub fn costs(self, request: &Value) -> Result<Value, Error> {
        enquiry::costs(request, self.pack)
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
    let new = Occasion::read(then).map_err(|error| error.at("then"))?;
    Ok((rules.context(context)?, new.into_context(other)))
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

fn asked(demand: &Demand) -> Vec<&'static str> {
    match demand {
        Demand::Required => Vec::new(),
        Demand::Undecided(facts) => facts.iter().map(|fact| fact.name()).collect_vec(),
    }
}

#[cold]
pub(in crate::interchange) fn unknown_product(product: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no product is called {}", crate::error::shown(product)))
        .help("ask for the list of products")
}
