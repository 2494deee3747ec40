//! Products, their published lists, and the catalogue that holds them: rules as data.
//!
//! A product is what one lender offers, as its page says it. What the page does not say is
//! unknown and stays so: no list is made up for a lender that publishes none, and no step, copy or
//! original is inferred.
//!
//! ```
//! use anjieflow::product::{Catalogue, ProductId};
//!
//! let product = Catalogue::builtin().product(&ProductId::PSBC_SECOND).unwrap();
//! assert_eq!(product.name.zh, "个人二手住房贷款");
//! assert_eq!(product.term_months_max, Some(360));
//! ```

mod asks;
#[rustfmt::skip]
mod builtin;
mod condition;
mod deadline;
mod layer;
mod origin;
mod place;
mod role;
mod route;
#[cfg(test)]
mod tests;
mod verify;
mod waivable;
pub(crate) mod words;

pub use crate::fact::PropertyKind;
pub use asks::{Asks, PaperAsked, ValidFrom, Validity};
pub use condition::{Condition, Truth};
pub use deadline::{Deadline, DeadlineKind, Happening, Length, Moment};
pub use layer::{Layer, List};
pub use origin::{DecidingDay, Origin, Period};
pub use place::Place;
pub use role::Role;
pub use route::{Gate, GateLine, GateStep, MilestoneKind, Need, Readiness, Route, RouteId, Sequence, Way};
pub use waivable::{Authority, Owable, Waivable, WaivableId};

use crate::date::Date;
use crate::document::{DocumentInfo, DocumentKind};
use crate::fact::{Fact, FactSet, Facts};
use std::borrow::Cow;
use words::{closed, identifier};

/// One edition of the data: document kinds, products with their lists, routes, and the sources.
///
/// The built-in constants and a catalogue an application loads are the same type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Which edition this is.
    pub edition: Edition,
    /// What lenders offer.
    pub products: Cow<'static, [Product]>,
    /// The kinds of document.
    pub documents: Cow<'static, [DocumentInfo]>,
    /// The ways a case may go.
    pub routes: Cow<'static, [Route]>,
    /// What may be waived or promised, and within which limit.
    pub waivers: Cow<'static, [Waivable]>,
    /// By when things are due.
    pub deadlines: Cow<'static, [Deadline]>,
    /// Where the data come from.
    pub sources: Cow<'static, [Source]>,
}

impl Catalogue {
    /// The edition compiled into the library.
    pub const BUILTIN: Catalogue = builtin::CATALOGUE;

    /// The edition compiled into the library, to borrow from.
    #[must_use]
    pub fn builtin() -> &'static Catalogue {
        static BUILTIN: Catalogue = Catalogue::BUILTIN;
        &BUILTIN
    }

    /// The product of this identifier.
    #[must_use]
    pub fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.iter().find(|product| product.id == *id)
    }

    /// What is known of a kind of document.
    #[must_use]
    pub fn document(&self, kind: &DocumentKind) -> Option<&DocumentInfo> {
        self.documents.iter().find(|document| document.kind == *kind)
    }

    /// The way a kind of product goes for the home and the facts of a case.
    #[must_use]
    pub fn route(&self, kind: ProductKind, facts: &Facts) -> Way<'_> {
        match facts.property() {
            Some(property) => Way::among(self.routes_of(kind, property), facts),
            None => Way::Unknown(vec![Fact::Property]),
        }
    }

    /// Every way a kind of product may go for a kind of property.
    pub fn routes_of(&self, kind: ProductKind, property: PropertyKind) -> impl Iterator<Item = &Route> + Clone {
        self.routes.iter().filter(move |route| route.product_kind == kind && route.property == property)
    }

    /// Everything that sets a day until which this must have happened.
    pub fn deadlines_of(&self, until: Moment) -> impl Iterator<Item = &Deadline> {
        self.deadlines.iter().filter(move |deadline| deadline.until == until)
    }

    /// The source of this identifier.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }
}

/// Which data these are: an answer names it, so that it can be explained later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its identifier.
    pub id: EditionId,
    /// The day it was compiled.
    pub published: Date,
}

/// A name in the two languages of the trade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// In Chinese.
    pub zh: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

/// What one lender offers, as published.
///
/// Limits are as printed on the lender's page and often older than the policy in force; `None`
/// means that the page does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its identifier.
    pub id: ProductId,
    /// Who lends: a bank or a provident-fund centre.
    pub institution: Name,
    /// What the lender calls it.
    pub name: Name,
    /// Whose money it is.
    pub kind: ProductKind,
    /// The city whose list it is; `None` when the page names none.
    pub region: Option<Cow<'static, str>>,
    /// What may be bought with it.
    pub property_kinds: Cow<'static, [PropertyKind]>,
    /// The papers asked for.
    pub requirements: Requirements,
    /// The longest term.
    pub term_months_max: Option<u16>,
    /// The youngest borrower.
    pub age_min: Option<u8>,
    /// The oldest borrower.
    pub age_max: Option<u8>,
    /// The borrower's age and the term together, at most.
    pub age_plus_term_max_years: Option<YearsBySex>,
    /// The oldest building.
    pub building_age_max_years: Option<u8>,
    /// The age of the building and the term together, at most.
    pub building_age_plus_term_max_years: Option<u8>,
    /// The largest share of the value lent.
    pub ltv_percent_max: Option<u8>,
    /// Whether the loan contract is signed before or after the approval.
    pub signs: Signing,
    /// How old and how direct the page is, in words.
    pub published: Cow<'static, str>,
    /// How far we trust it.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Cow<'static, [SourceId]>,
}

impl Product {
    /// Whether this kind of property may be bought with it.
    #[must_use]
    pub fn is_for(&self, property: PropertyKind) -> bool {
        self.property_kinds.contains(&property)
    }

    /// The row of the list a rule stands for: why a paper is asked for, and from whom.
    ///
    /// ```
    /// use anjieflow::product::{Catalogue, ProductId, RuleId};
    ///
    /// let product = Catalogue::builtin().product(&ProductId::CITIC_JINAN_NEW).unwrap();
    /// let rule = product.rule(&RuleId::new("citic-jinan-new/income_cert/spouse")?).unwrap();
    /// assert_eq!(rule.when.to_string(), "marital is married");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    #[must_use]
    pub fn rule(&self, id: &RuleId) -> Option<&Requirement> {
        self.requirements.listed()?.iter().find(|rule| rule.id == *id)
    }
}

/// A limit in years; some lenders print one for men and another for women.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearsBySex {
    /// For men.
    pub male: u8,
    /// For women.
    pub female: u8,
}

/// The papers a product asks for.
///
/// ```
/// use anjieflow::product::{Catalogue, ProductId};
///
/// let product = Catalogue::builtin().product(&ProductId::PF_GUANGZHOU).unwrap();
/// assert_eq!(product.requirements.listed().map(<[_]>::len), Some(21));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirements {
    /// The lender publishes no list. That is not an empty list: nobody knows yet what is asked.
    NotPublished,
    /// The list, in the order it is published.
    Listed(Cow<'static, [Requirement]>),
}

impl Requirements {
    /// The list, if one is published.
    #[must_use]
    pub fn listed(&self) -> Option<&[Requirement]> {
        match self {
            Requirements::NotPublished => None,
            Requirements::Listed(rules) => Some(rules),
        }
    }
}

/// One row of a published list: when this holds, this party hands in this, at this step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// A stable name for the row, which answers and refusals cite.
    pub id: RuleId,
    /// What is handed in: a paper, or alternatives and combinations of papers.
    pub asks: Asks,
    /// Whose it is.
    pub role: Role,
    /// When it is asked for.
    pub when: Condition,
    /// When it is not asked for after all; `None` when the page names no exception.
    pub unless: Option<Condition>,
    /// At which step.
    pub step: RequirementStep,
    /// What the page adds; empty when nothing.
    pub note: Cow<'static, str>,
    /// Where the row comes from, where that is not where its product does.
    pub origin: Option<Origin>,
}

impl Requirement {
    /// Whether the row applies: its condition holds, and its exception does not.
    #[must_use]
    pub fn applies(&self, facts: &Facts) -> Truth {
        let excepted = self.unless.as_ref().map_or(Truth::No, |unless| unless.holds(facts));
        self.when.holds(facts).and(excepted.not())
    }

    /// The facts to ask before [`Requirement::applies`] is decided; empty when it is.
    #[must_use]
    pub fn unknown_facts(&self, facts: &Facts) -> FactSet {
        if self.applies(facts) != Truth::Unknown {
            return FactSet::EMPTY;
        }
        let excepting = self.unless.as_ref().map_or(FactSet::EMPTY, |unless| unless.unknown(facts));
        self.when.unknown(facts).union(excepting)
    }
}

identifier! {
    /// A product, such as `psbc-second`. An identifier, not an enum: lenders bring new ones.
    pub struct ProductId ("a product", also "-_")
}

identifier! {
    /// A row of a published list: product, document and role, such as
    /// `citic-jinan-new/income_cert/spouse`.
    pub struct RuleId ("a rule", also "-_/")
}

identifier! {
    /// A source the data were read from, such as `pf-gz-docs`.
    pub struct SourceId ("a source", also "-_")
}

identifier! {
    /// An edition of the data, such as `products-2026-11-24`.
    pub struct EditionId ("an edition", also "-_")
}

closed! {
    /// Whose money a product lends. Closed: the flow of a case depends on it.
    pub enum ProductKind ("kind of product") {
        /// A bank's own (商业贷款).
        Commercial "commercial" "商业贷款",
        /// The housing provident fund's, by an entrusted bank (公积金贷款).
        ProvidentFund "provident_fund" "公积金贷款",
        /// A commercial loan turned into a provident-fund loan (商转公).
        Conversion "conversion" "商转公",
    }
}

closed! {
    /// When the loan contract is signed, seen from the approval.
    ///
    /// Both are in use: ICBC in Chengdu and the provident fund of Wuhan sign first, CCB once it has
    /// approved. So the order is data, and where a source is silent it is not known.
    pub enum Signing ("order of signing") {
        /// At the interview, before the lender decides.
        BeforeApproval "before_approval" "批复前签约",
        /// Once the lender has approved.
        AfterApproval "after_approval" "批复后签约",
        /// The source does not say.
        Unknown "unknown" "来源未载明",
    }
}

closed! {
    /// What becomes of the original.
    pub enum Original ("use of the original") {
        /// Shown; a copy is kept (验原件).
        Inspect "inspect" "验原件",
        /// Handed over (收原件).
        Submit "submit" "收原件",
        /// The source does not say.
        Unknown "unknown" "来源未载明",
    }
}

closed! {
    /// At which step a paper is handed in.
    pub enum RequirementStep ("step of a requirement") {
        /// With the application.
        Apply "apply" "申请",
        /// At the signing of the loan contract.
        Sign "sign" "签约",
        /// For the registry.
        Register "register" "登记",
        /// Before the money moves.
        Disburse "disburse" "放款",
        /// For the archive.
        File "file" "归档",
        /// The source does not say. Most published lists do not.
        Unknown "unknown" "来源未载明",
    }
}

impl RequirementStep {
    /// Whether a paper of this step is due when the case stands before `gate`.
    ///
    /// A list that names no step is the list of the application, so its papers are due from the
    /// first gate on: asking early costs a question, asking late costs days.
    #[must_use]
    pub fn is_due_by(self, gate: GateStep) -> bool {
        let from = match self {
            RequirementStep::Apply | RequirementStep::Unknown => GateStep::RequestReview,
            RequirementStep::Sign | RequirementStep::Register => GateStep::SendToRegistry,
            RequirementStep::Disburse => GateStep::PayOut,
            RequirementStep::File => GateStep::Release,
        };
        from <= gate
    }
}

closed! {
    /// How far we trust what was read of a product.
    pub enum Confidence ("confidence") {
        /// The lender's own page, complete.
        High "high" "高",
        /// A copy, or a page with gaps.
        Medium "medium" "中",
        /// Little more than a hint.
        Low "low" "低",
    }
}

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its identifier.
    pub id: SourceId,
    /// Its title.
    pub title: Cow<'static, str>,
    /// Its address.
    pub url: Cow<'static, str>,
    /// What kind of page it is.
    pub kind: SourceKind,
}

closed! {
    /// What kind of page a source is; earlier kinds outweigh later ones.
    pub enum SourceKind ("kind of source") {
        /// The body's own site.
        Official "official" "官方",
        /// The text of a law or regulation.
        LawText "law_text" "法规文本",
        /// An official text on another site.
        OfficialCopy "official_copy" "官方转载",
        /// A newspaper.
        Press "press" "媒体",
        /// Guides, answers, document-sharing sites.
        Secondary "secondary" "二手资料",
    }
}
