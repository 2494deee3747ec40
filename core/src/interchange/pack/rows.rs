//! The rows of a pack, one table each: what a field is called, and what it says.

use crate::collect::CollectVec;
use serde_json::{Value, json};
use std::borrow::Cow;

use super::form::{Definitions, Form, exact, identifiers, list, only, rows, words};
use crate::document::{DocumentCategory, DocumentInfo, DocumentKind};
use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::wrong_type;
use crate::product::{
    Addressee, After, Authority, Confidence, Deadline, DeadlineKind, DecidingDay, Edition, EditionId, Eligibility,
    Gate, GateLine, GateStep, Happening, Length, List, MilestoneKind, Moment, Name, Need, NewsKind, NoticeRule, Origin,
    Original, Pause, Period, Place, Product, ProductId, ProductKind, PropertyKind, Purpose, RateRule, Readiness,
    RepaymentMethod, Requirement, RequirementStep, Requirements, Role, Route, RouteId, RuleId, Sequence, Signing,
    Source, SourceId, SourceKind, Standing, Template, Topic, ValidFrom, Waivable, WaivableId, YearsBySex,
};

identifiers!(ProductId, DocumentKind, RuleId, SourceId, EditionId, RouteId, WaivableId, Topic);

words! {
    DocumentCategory;
    ProductKind;
    PropertyKind;
    Confidence;
    SourceKind;
    GateStep;
    MilestoneKind;
    Purpose;
    Role;
    DecidingDay;
    Authority;
    ValidFrom;
    DeadlineKind;
    Pause;
    Standing;
    RateRule;
    RepaymentMethod;
    Happening;
    NewsKind;
    Signing, else Signing::Unknown;
    Original, else Original::Unknown;
    RequirementStep, else RequirementStep::Unknown;
}

rows! {
    Edition "Which data these are: an answer names it, so that it can be explained later." {
        id: "its identifier, such as `builtin-2026-11-24`",
        published: "the day it was compiled",
    }
    Source "Where something was read." {
        id: "its identifier",
        title: "its title",
        url: "its address",
        kind: "what kind of page it is; earlier kinds outweigh later ones",
    }
    Name "A text in the two languages of the trade." {
        zh: "in Chinese",
        en: "in English",
    }
    Period "From when to when a rule holds; both days belong to it." else Period::ALWAYS {
        from: "the first day; left out when nobody says since when",
        until: "the last day; left out while it is in force",
    }
    Place "Where a rule holds; what is left out is not narrowed." else Place::COUNTRY {
        province: "a province",
        city: "a city",
        institution: "a lender, by its English name",
        branch: "a branch of the lender",
    }
    Origin "Where a rule comes from and when it holds." {
        source: "where it was read; left out for general knowledge of the trade",
        published: "when the source was published",
        effective: "from when to when it holds",
        decided_on: "which day of a case is looked up in that period",
        confidence: "how far it is trusted",
    }
    DocumentInfo "What the pack says of one kind of document." {
        kind as "id": "which kind",
        zh: "its Chinese name, as printed on it",
        en: "its English name",
        category: "what it is about",
        supplied_by: "who has it or issues it",
        form: "original, copy, stamped page, and so on",
        default_validity_days: "how many days it is usually good for: a default to start from, never a law",
        validity_note: "where that clock comes from, or what must still be true of it",
        checked_by: "who looks at it",
        consistency_checks: "what it must agree with",
    }
    YearsBySex "A limit in years; some lenders print one for men and another for women." {
        male: "for men",
        female: "for women",
    }
    Product "What one lender offers, as published; what is left out the page does not say." {
        id: "its identifier",
        institution: "who lends: a bank or a provident-fund centre",
        name: "what the lender calls it",
        kind: "whose money it is",
        region: "the city whose list it is",
        property_kinds: "what may be bought with it",
        requirements: "the papers asked for, in the order they are published",
        term_months_max: "the longest term",
        age_min: "the youngest borrower",
        age_max: "the oldest borrower",
        age_plus_term_max_years: "the borrower's age and the term together, at most",
        building_age_max_years: "the oldest building",
        building_age_plus_term_max_years: "the age of the building and the term together, at most",
        ltv_percent_max: "the largest share of the value lent",
        down_payment_percent_min: "the smallest share of the price that the buyer pays",
        ltv_note: "what the page adds about the two shares",
        housing_dti_percent_max: "instalment and property fee over income, at most",
        total_dti_percent_max: "the same and other debts over income, at most",
        amount_max as "amount_max_fen": "the largest loan, in fen",
        rate_rule: "how it finds its rate",
        rate_text: "the same in words",
        repayment_methods: "how it may be paid back",
        eligibility: "who may have it",
        signs: "whether the loan contract is signed before or after the approval",
        published: "how old and how direct the page is, in words",
        confidence: "how far it is trusted",
        sources: "where it was read",
    }
    Eligibility "Who may have it, beyond the limits." else Eligibility::ANYBODY {
        months_contributed: "for how many months on end the fund was paid, at least",
        flexible_months_contributed: "the same for flexible workers",
        flexible_months_total: "for how many months flexible workers paid in all, at least",
        account_normal: "whether the fund's account must be in its normal state",
        homes_max: "how many homes the household may already have",
        months_after_filing_max: "within how many months of the filing of the contract one applies",
        months_after_purchase_max: "within how many months of the purchase one applies",
        months_after_settlement_max: "within how many months of the settlement of the old loan one applies",
        title_issued: "whether the title must have been issued",
        not_combined: "whether the old loan must not be a combined one",
        note: "what the page adds",
    }
    Requirement "One row of a published list: when this holds, this party hands in this paper." {
        id: "a stable name for the row, which answers and refusals cite",
        asks: "what is handed in",
        role: "whose it is",
        when: "when it is asked for; left out when always",
        unless: "when it is not asked for after all",
        step: "at which step",
        note: "what the page adds",
        origin: "where the row comes from, where that is not where its product does",
    }
    Waivable "What may be taken later than its gate asks for it, by whose leave, within which limit." {
        id: "its identifier",
        documents: "which papers",
        milestones: "which milestones",
        granted_by: "who may give leave",
        days_max: "for how many calendar days at most, from the first leave given for the same thing",
        steps: "which gates it opens",
        note: "why, in words for the person at the desk",
        source: "where it was read; left out for general knowledge of the trade",
        effective: "from when to when it holds",
        confidence: "how far it is trusted",
    }
    Route "The way one kind of product goes for one kind of property." {
        id: "its identifier",
        name: "what it is called",
        product_kind: "the kind of product that goes this way",
        property: "the kind of property",
        when: "when a case goes this way; left out for the way of every case that no other route claims",
        gates: "what each step asks, in the order a case meets them",
        sequences: "which milestone can only follow which other",
        source: "where the trade describes it",
    }
    Gate "Everything one step asks." {
        step: "before which step",
        lines as "needs": "what must be true",
    }
    GateLine "One line of a gate: what is asked, and the reason." {
        id: "a stable name for the line, which refusals and answers cite",
        need: "what must be true",
        note: "why, in words for the person at the desk",
        source: "where the reason comes from; left out for general knowledge of the trade",
    }
    List "Papers that a layer adds to the list of a product." {
        product: "which product",
        requirements: "the papers",
    }
    Deadline "Until when something must have happened." {
        id: "a stable name, which tasks cite",
        from: "from what it is counted",
        until: "what must have happened when it ends",
        length: "how long it is",
        rolls: "whether a last day that is not worked is put off to the next that is",
        stops: "whether it stands still while the case is suspended",
        pauses: "what else it stands still for; left out for nothing",
        kind: "who set it",
        product_kinds: "for which kinds of product; left out for all",
        product: "for which product alone; left out for all",
        when: "for which cases",
        note: "what it is, in words for the person at the desk",
        source: "where it was read; left out for general knowledge of the trade",
    }
    NoticeRule "Who must be told what after which step." {
        id: "a stable name, which tasks cite",
        after: "after what",
        topic: "about what; a recorded notice names it, with the loan behind it",
        whom: "who hears of it: roles, offices, or `receiver` for whose account gets the money",
        within: "by which deadline of the pack, counted from the event",
        known_after: "what shows that everybody knows; left out when only a notice does",
        when: "for which cases",
        standing: "what must stand on the day besides, such as `guaranteed`: the developer answers for the buyer; left out for nothing",
        template: "which text tells it",
        note: "why, in words for the person at the desk",
        source: "where it was read; left out for general knowledge of the trade",
    }
    Template "A text in both languages, with blanks in braces that a case fills, such as `{borrower}`." {
        id: "a stable name, which rules of notices name",
        zh: "the text in Chinese",
        en: "the text in English",
    }
    Sequence "One milestone can be done only after another." {
        id: "a stable name for it, which refusals cite",
        first: "what must be done first",
        then: "what may be done then",
        note: "why",
        source: "where the reason comes from",
    }
}

/// What stands for a list that the lender does not publish.
const NOT_PUBLISHED: &str = "not_published";

impl Form for Requirements {
    fn read(value: &Value) -> Result<Self, Error> {
        match value {
            Value::String(word) if word == NOT_PUBLISHED => Ok(Self::NotPublished),
            Value::Array(rows) if rows.is_empty() => Err(Error::new(ErrorCode::Empty, "a published list has no row")
                .help(format!("name the papers, or write \"{NOT_PUBLISHED}\": nobody knows what is asked"))),
            Value::Array(_) => list(value).map(|rows| Self::Listed(Cow::Owned(rows))),
            other => Err(wrong_type("a list of papers, or \"not_published\"", other)),
        }
    }
    fn write(&self) -> Value {
        self.listed().map_or(Value::from(NOT_PUBLISHED), |rows| rows.iter().map(Form::write).collect())
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let rows = json!({ "type": "array", "items": Requirement::schema(definitions), "minItems": 1 });
        json!({ "oneOf": [rows, { "const": NOT_PUBLISHED }] })
    }
}

/// A need names its kind and its milestone: `{"done": "contract_filed"}`, `{"papers": "accepted"}`.
impl Form for Need {
    fn read(value: &Value) -> Result<Self, Error> {
        let (name, what) = only(value, "a need").map_err(|error| error.help(NEEDS))?;
        let milestone = || MilestoneKind::read(what).map_err(|error| error.at(name.to_owned()));
        match name {
            "filed" => milestone().map(Need::Filed),
            "done" => milestone().map(Need::Done),
            "done_if_opened" => milestone().map(Need::DoneIfOpened),
            "papers" => Readiness::read(what).map(Need::Papers).map_err(|error| error.at(name.to_owned())),
            "consented" => Purpose::read(what).map(Need::Consented).map_err(|error| error.at(name.to_owned())),
            other => Err(Error::new(ErrorCode::UnknownCode, format!("no need is called {}", shown(other))).help(NEEDS)),
        }
    }
    fn write(&self) -> Value {
        match self {
            Need::Papers(readiness) => json!({ self.name(): readiness.name() }),
            Need::Consented(purpose) => json!({ self.name(): purpose.name() }),
            need => json!({ need.name(): need.milestone().map(MilestoneKind::name) }),
        }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let milestones =
            ["filed", "done", "done_if_opened"].map(|name| exact(&[(name, MilestoneKind::schema(definitions))]));
        let mut forms = milestones.to_vec();
        forms.push(exact(&[("papers", Readiness::schema(definitions))]));
        forms.push(exact(&[("consented", Purpose::schema(definitions))]));
        json!({ "oneOf": forms })
    }
}

/// `{"calendar_days": 30}`, `{"working_days": 5}`, `{"months": 12}`, `"printed"`.
impl Form for Length {
    fn read(value: &Value) -> Result<Self, Error> {
        if value.as_str() == Some("printed") {
            return Ok(Length::Printed);
        }
        let (unit, count) = only(value, "a length").map_err(|error| error.help(LENGTHS))?;
        let of = match unit {
            "calendar_days" => Length::CalendarDays,
            "working_days" => Length::WorkingDays,
            "months" => Length::Months,
            other => {
                return Err(
                    Error::new(ErrorCode::UnknownCode, format!("no unit is called {}", shown(other))).help(LENGTHS)
                );
            }
        };
        u16::read(count).map(of).map_err(|error| error.at(unit.to_owned()))
    }
    fn write(&self) -> Value {
        self.count().map_or(Value::from(self.unit()), |count| json!({ self.unit(): count }))
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let mut forms = vec![json!({ "const": "printed" })];
        forms
            .extend(["calendar_days", "working_days", "months"].map(|unit| exact(&[(unit, u16::schema(definitions))])));
        json!({ "oneOf": forms })
    }
}

const LENGTHS: &str = "write {\"calendar_days\": 30}, {\"working_days\": 5}, {\"months\": 12} or \"printed\"";

/// `{"filed": "mortgage_registered"}`, `{"done": "contract_signed"}`, `"handed_in"`.
impl Form for Moment {
    fn read(value: &Value) -> Result<Self, Error> {
        if value.is_string() {
            return Happening::read(value).map(Moment::Event);
        }
        let (name, what) = only(value, "a moment").map_err(|error| error.help(MOMENTS))?;
        let of = match name {
            "filed" => Moment::Filed,
            "done" => Moment::Done,
            other => {
                return Err(
                    Error::new(ErrorCode::UnknownCode, format!("no moment is called {}", shown(other))).help(MOMENTS)
                );
            }
        };
        MilestoneKind::read(what).map(of).map_err(|error| error.at(name.to_owned()))
    }
    fn write(&self) -> Value {
        match self {
            Moment::Filed(kind) => json!({ "filed": kind.name() }),
            Moment::Done(kind) => json!({ "done": kind.name() }),
            Moment::Event(event) => Value::from(event.name()),
        }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let milestone = MilestoneKind::schema(definitions);
        let forms =
            [exact(&[("filed", milestone.clone())]), exact(&[("done", milestone)]), Happening::schema(definitions)];
        json!({ "oneOf": forms })
    }
}

/// `{"done": "mortgage_registered"}`, `{"returned": "mortgage_registered"}`, `"offer_made"`.
impl Form for After {
    fn read(value: &Value) -> Result<Self, Error> {
        if value.is_string() {
            return NewsKind::read(value).map(After::Event);
        }
        let (name, what) = only(value, "a step").map_err(|error| error.help(AFTERS))?;
        let (_, of) = MARKS.into_iter().find(|(mark, _)| *mark == name).ok_or_else(|| {
            Error::new(ErrorCode::UnknownCode, format!("no state is called {}", shown(name))).help(AFTERS)
        })?;
        MilestoneKind::read(what).map(of).map_err(|error| error.at(name.to_owned()))
    }
    fn write(&self) -> Value {
        match self {
            After::Filed(kind) => json!({ "filed": kind.name() }),
            After::Returned(kind) => json!({ "returned": kind.name() }),
            After::Done(kind) => json!({ "done": kind.name() }),
            After::Lapsed(kind) => json!({ "lapsed": kind.name() }),
            After::Event(event) => Value::from(event.name()),
        }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let milestone = MilestoneKind::schema(definitions);
        let mut forms = MARKS.iter().map(|(mark, _)| exact(&[(*mark, milestone.clone())])).collect_vec();
        forms.push(NewsKind::schema(definitions));
        json!({ "oneOf": forms })
    }
}

type OfMilestone = fn(MilestoneKind) -> After;

/// The states of a milestone that somebody may have to hear of.
const MARKS: [(&str, OfMilestone); 4] =
    [("filed", After::Filed), ("returned", After::Returned), ("done", After::Done), ("lapsed", After::Lapsed)];

const AFTERS: &str =
    "write {\"filed\": …}, {\"returned\": …}, {\"done\": …}, {\"lapsed\": …}, or an event such as \"offer_made\"";

/// By the name of the role or the office.
impl Form for Addressee {
    fn read(value: &Value) -> Result<Self, Error> {
        Self::from_name(super::form::plain_text("a role or an office", value)?)
    }
    fn write(&self) -> Value {
        Value::from(self.name())
    }
    fn schema(_: &mut Definitions) -> Value {
        json!({ "enum": Addressee::all().map(Addressee::name).collect_vec() })
    }
}

const MOMENTS: &str = "write {\"filed\": …}, {\"done\": …}, or an event such as \"handed_in\"";

const NEEDS: &str = "one of: filed, done, done_if_opened, papers, consented";

words! { Readiness; }
