//! Products, their published lists, and the pack that holds them: rules as data.
//!
//! A product is what one lender offers, as its page says it. What the page does not say is
//! unknown and stays so: no list is made up for a lender that publishes none, and no step, copy or
//! original is inferred.
//!
//! ```
//! use anjieflow::product::{Pack, ProductId};
//!
//! let product = Pack::builtin().product(&ProductId::PSBC_SECOND).unwrap();
//! assert_eq!(product.name.zh, "个人二手住房贷款");
//! assert_eq!(product.term_months_max, Some(360));
//! ```

mod asks;
#[cfg(not(bootstrap))]
#[rustfmt::skip]
mod builtin;
/// No rows: what `cargo xtask generate` compiles when the committed ones do not fit the types.
#[cfg(bootstrap)]
mod builtin {
    use super::{Cow, Date, Edition, EditionId, Pack, Policy};

    pub(super) const PACK: Pack = Pack {
        edition: Edition { id: EditionId(Cow::Borrowed("none")), published: Date::MIN },
        products: Cow::Borrowed(&[]),
        documents: Cow::Borrowed(&[]),
        routes: Cow::Borrowed(&[]),
        waivers: Cow::Borrowed(&[]),
        deadlines: Cow::Borrowed(&[]),
        notices: Cow::Borrowed(&[]),
        templates: Cow::Borrowed(&[]),
        policy: Policy::EMPTY,
        sources: Cow::Borrowed(&[]),
    };
}
mod charge;
mod condition;
mod deadline;
mod layer;
mod limit;
mod mover;
#[rustfmt::skip]
mod names;
mod notice;
mod origin;
mod packed;
mod place;
mod policy;
mod role;
mod route;
mod template;
#[cfg(test)]
mod tests;
mod verify;
mod waivable;

pub use crate::fact::PropertyKind;
pub use asks::{Asks, PaperAsked, ValidFrom, Validity};
pub use charge::{Charge, CostItem, Counted, Payer};
pub use condition::{Condition, Truth};
pub use deadline::{Deadline, DeadlineKind, Happening, Length, Moment, Pause};
pub use layer::{Layer, List};
pub use limit::{Limit, LimitKind, LimitValue, Stacking, Unit, Uplift};
pub use notice::{Addressee, After, NewsKind, NoticeRule, Office, Standing, Topic};
pub use origin::{Days, DecidingDay, Origin, Period};
pub use place::Place;
pub use policy::{City, DayKind, FundRateRow, LprQuote, LprRow, Policy, PolicyRule, RateHistory};
pub use role::Role;
pub use route::{Gate, GateLine, GateStep, MilestoneKind, Need, Purpose, Readiness, Route, RouteId, Sequence, Way};
pub use template::{Blank, Piece, Template, pieces};
pub use waivable::{Authority, Owable, Waivable, WaivableId};

use crate::date::Date;
use crate::document::{DocumentInfo, DocumentKind};
use crate::fact::{Fact, FactSet, Facts};
use crate::money::Money;
use crate::words::{closed, identifier};
use std::borrow::Cow;

/// One edition of the data: document kinds, products with their lists, routes, and the sources.
///
/// The built-in constants and a pack an application loads are the same type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
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
    /// Who must be told what after which step.
    pub notices: Cow<'static, [NoticeRule]>,
    /// The texts that tell it.
    pub templates: Cow<'static, [Template]>,
    /// What the state and the cities publish.
    pub policy: Policy,
    /// Where the data come from.
    pub sources: Cow<'static, [Source]>,
}

impl Pack {
    /// The edition compiled into the library.
    pub const BUILTIN: Pack = builtin::PACK;

    /// The edition compiled into the library, to borrow from.
    #[must_use]
    pub fn builtin() -> &'static Pack {
        static BUILTIN: Pack = Pack::BUILTIN;
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

    /// The ways between which a fact decides that nobody has stated.
    pub(crate) fn routes_waiting(&self, kind: ProductKind, facts: &Facts, fact: Fact) -> impl Iterator<Item = &Route> {
        let property = facts.property();
        self.routes.iter().filter(move |route| route.product_kind == kind).filter(move |route| match property {
            None => fact == Fact::Property,
            Some(property) => route.property == property && route.when.unknown(facts).contains(fact),
        })
    }

    /// Everything that sets a day until which this must have happened.
    pub fn deadlines_of(&self, until: Moment) -> impl Iterator<Item = &Deadline> {
        self.deadlines.iter().filter(move |deadline| deadline.until == until)
    }

    /// The deadline of this identifier.
    #[must_use]
    pub fn deadline(&self, id: &RuleId) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.id == *id)
    }

    /// The text of this identifier.
    #[must_use]
    pub fn template(&self, id: &RuleId) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == *id)
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

impl Name {
    /// Whether somebody who writes this, in Chinese or English, means it.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        self.zh == text || self.en == text
    }

    /// Whether somebody who writes this means it or the whole that it is a part of: 中信银行 is written for 中信银行（济南）
    /// too, "China CITIC Bank" for "China CITIC Bank, Jinan".
    #[must_use]
    pub fn is_part_of(&self, text: &str) -> bool {
        let rest = |name: &str, next: &[char]| name.strip_prefix(text).is_some_and(|rest| rest.starts_with(next));
        self.is_called(text) || rest(&self.zh, &['（', '(']) || rest(&self.en, &[',', '('])
    }
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
    /// The smallest down payment.
    pub down_payment_percent_min: Option<u8>,
    /// What the page adds to the two; empty when nothing.
    pub ltv_note: Cow<'static, str>,
    /// Instalment and property-management fee over income, at most.
    pub housing_dti_percent_max: Option<u8>,
    /// The same with every other debt.
    pub total_dti_percent_max: Option<u8>,
    /// The largest loan.
    pub amount_max: Option<Money>,
    /// How the rate is found.
    pub rate_rule: RateRule,
    /// The same in words.
    pub rate_text: Cow<'static, str>,
    /// How it may be paid back.
    pub repayment_methods: Cow<'static, [RepaymentMethod]>,
    /// Who may apply.
    pub eligibility: Eligibility,
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

    /// Its name among the rules: refusals cite the product where its own page says no.
    pub(crate) fn as_rule(&self) -> RuleId {
        RuleId(self.id.0.clone())
    }

    /// The row of the list a rule stands for: why a paper is asked for, and from whom.
    ///
    /// ```
    /// use anjieflow::product::{Pack, ProductId, RuleId};
    ///
    /// let product = Pack::builtin().product(&ProductId::CITIC_JINAN_NEW).unwrap();
    /// let rule = product.rule(&RuleId::new("citic-jinan-new/income_cert/spouse")?).unwrap();
    /// assert_eq!(rule.when.to_string(), "marital is married");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    #[must_use]
    pub fn rule(&self, id: &RuleId) -> Option<&Requirement> {
        self.requirements.listed()?.iter().find(|rule| rule.id == *id)
    }
}

/// Who may apply, and by when: mostly of provident-fund centres. What a page does not say is `None` or `false`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// For how many months on end the fund was paid, at least.
    pub months_contributed: Option<u8>,
    /// The same for flexible workers.
    pub flexible_months_contributed: Option<u8>,
    /// For how many months flexible workers paid in all, at least.
    pub flexible_months_total: Option<u8>,
    /// The fund's account must be in its normal state.
    pub account_normal: bool,
    /// How many homes the household may already have.
    pub homes_max: Option<u8>,
    /// Within how many months of the filing of the contract one applies.
    pub months_after_filing_max: Option<u8>,
    /// Within how many months of the purchase one applies.
    pub months_after_purchase_max: Option<u8>,
    /// Within how many months of the settlement of the old loan one applies.
    pub months_after_settlement_max: Option<u8>,
    /// The title must have been issued.
    pub title_issued: bool,
    /// The old loan must not be a combined one.
    pub not_combined: bool,
    /// What the page adds; empty when nothing.
    pub note: Cow<'static, str>,
}

impl Eligibility {
    /// The page says nothing.
    pub const ANYBODY: Eligibility = Eligibility {
        months_contributed: None,
        flexible_months_contributed: None,
        flexible_months_total: None,
        account_normal: false,
        homes_max: None,
        months_after_filing_max: None,
        months_after_purchase_max: None,
        months_after_settlement_max: None,
        title_issued: false,
        not_combined: false,
        note: Cow::Borrowed(""),
    };
}

closed! {
    /// How a product finds its rate.
    pub enum RateRule ("kind of rate rule") {
        /// The loan prime rate and a spread.
        LprSpread "lpr_spread" "贷款市场报价利率加点",
        /// The page is older than the loan prime rate: a multiple of the central bank's benchmark.
        LegacyBenchmark "legacy_benchmark" "旧基准利率",
        /// The rate of the provident fund.
        ProvidentFund "provident_fund" "公积金贷款利率",
    }
}

closed! {
    /// How a loan is paid back.
    pub enum RepaymentMethod ("method of repayment") {
        /// The same sum each month.
        EqualInstalment "equal_instalment" "等额本息",
        /// The same principal each month.
        EqualPrincipal "equal_principal" "等额本金",
        /// Rising by the same sum.
        EqualStepUp "equal_step_up" "等额递增",
        /// Falling by the same sum.
        EqualStepDown "equal_step_down" "等额递减",
        /// Rising by the same share.
        RatioStepUp "ratio_step_up" "等比递增",
        /// Falling by the same share.
        RatioStepDown "ratio_step_down" "等比递减",
        /// Every two weeks.
        Biweekly "biweekly" "双周供",
        /// Every quarter.
        Quarterly "quarterly" "按季还款",
        /// Every year.
        Yearly "yearly" "按年还款",
        /// All at the end.
        Bullet "bullet" "到期一次还本",
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
/// use anjieflow::product::{Pack, ProductId};
///
/// let product = Pack::builtin().product(&ProductId::PF_GUANGZHOU).unwrap();
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
    #[inline]
    pub fn applies(&self, facts: &Facts) -> Truth {
        match &self.unless {
            None => self.when.holds(facts),
            Some(unless) => self.when.holds(facts).and(unless.holds(facts).not()),
        }
    }

    /// Whether the row is in force for a case with these days; one that says nothing of its time always is.
    #[must_use]
    #[inline]
    pub fn is_in_force(&self, days: &Days) -> bool {
        self.origin.as_ref().is_none_or(|origin| origin.holds(days))
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
    /// A rule of a pack: a row of a published list, such as `citic-jinan-new/income_cert/spouse`, a line of a gate, a limit.
    /// A product, a route and a limit of leave are rules by their own names.
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
