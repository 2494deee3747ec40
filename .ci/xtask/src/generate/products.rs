//! Turns `core/data/products.json` and `core/data/routes.json` into `core/src/product/builtin.rs`.
//!
//! Whatever the data name must exist: an unknown field, fact, word, role, document, milestone or
//! source is an error that names the row. Whatever a source does not say becomes `Unknown`.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The text of `core/src/product/builtin.rs`.
///
/// # Errors
///
/// What is wrong with the data, and in which row.
pub fn products(products_json: &str, routes_json: &str) -> Result<String, String> {
    let rules: RulesFile = parse(products_json, "products.json")?;
    let order: RoutesFile = parse(routes_json, "routes.json")?;
    version(rules.schema_version, "products.json")?;
    version(order.schema_version, "routes.json")?;
    Writer::new(rules, order)?.file()
}

/// `products.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    schema_version: u32,
    compiled_on: String,
    #[serde(rename = "note")]
    _note: String,
    condition_language: Language,
    #[serde(rename = "original_values")]
    _original_values: BTreeMap<String, String>,
    documents: Vec<Value>,
    products: Vec<Value>,
    waivers: Vec<Value>,
    sources: BTreeMap<String, Value>,
}

/// The vocabulary of conditions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    #[serde(rename = "true")]
    _always: String,
    #[serde(rename = "{fact, in}")]
    _fact: String,
    #[serde(rename = "all/any/not")]
    _combined: String,
    facts: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    id: String,
    zh: String,
    en: String,
    category: String,
    supplied_by: String,
    form: String,
    default_validity_days: Option<u16>,
    validity_note: String,
    checked_by: String,
    consistency_checks: String,
}

/// One product. The fields with an underscore are read, so that an unknown one is noticed, and
/// wait for the part of the library that needs them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Product {
    id: String,
    institution: Name,
    name: Name,
    kind: String,
    region: Option<String>,
    property_kinds: Vec<String>,
    published: String,
    confidence: String,
    max_ltv_percent: Option<u8>,
    #[serde(rename = "min_down_payment_percent")]
    _min_down_payment_percent: Option<u8>,
    #[serde(default, rename = "ltv_note")]
    _ltv_note: Option<String>,
    age: Age,
    term: Term,
    #[serde(default, rename = "dti")]
    _dti: Option<Dti>,
    #[serde(rename = "rate_rule")]
    _rate_rule: RateRule,
    #[serde(default, rename = "eligibility")]
    _eligibility: Option<Map<String, Value>>,
    extras: Map<String, Value>,
    sources: Vec<String>,
    #[serde(rename = "repayment_methods")]
    _repayment_methods: Vec<String>,
    requirements_published: bool,
    requirements: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Age {
    min: Option<u8>,
    max: Option<u8>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    max_months: Option<u16>,
    age_plus_term_max_years: Option<Value>,
    #[serde(default)]
    building_age_max_years: Option<u8>,
    #[serde(default)]
    building_age_plus_term_max_years: Option<u8>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dti {
    #[serde(rename = "housing_max_percent")]
    _housing_max_percent: Option<u8>,
    #[serde(rename = "total_max_percent")]
    _total_max_percent: Option<u8>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateRule {
    #[serde(rename = "kind")]
    _kind: String,
    #[serde(rename = "text")]
    _text: String,
}

#[derive(Deserialize)]
struct Requirement {
    party: String,
    when: Value,
    #[serde(default)]
    unless: Option<Value>,
    #[serde(default)]
    step: Option<String>,
    note: String,
    /// What is asked stands beside these: a paper, or `any_of`, `all_of`, `at_least`.
    #[serde(flatten)]
    asks: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperAsked {
    document: String,
    #[serde(default)]
    original: Option<String>,
    #[serde(default)]
    copies: Option<u8>,
    #[serde(default)]
    validity: Option<Validity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validity {
    days: u16,
    from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtLeast {
    count: u8,
    of: Vec<Value>,
}

/// What may be waived or promised, and within which limit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Waivable {
    id: String,
    documents: Vec<String>,
    milestones: Vec<String>,
    granted_by: Vec<String>,
    days_max: u16,
    steps: Vec<String>,
    note: Name,
    source: Option<String>,
    effective_from: Option<String>,
    effective_to: Option<String>,
    confidence: String,
}

#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
    url: String,
    kind: String,
}

/// `routes.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutesFile {
    schema_version: u32,
    compiled_on: String,
    #[serde(rename = "note")]
    _note: String,
    signing: Vec<Value>,
    routes: Vec<Value>,
    deadlines: Vec<Value>,
    sources: BTreeMap<String, Value>,
}

/// When a lender signs, where `products.json` tells it only in words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signing {
    product: String,
    signs: String,
    source: String,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Route {
    id: String,
    name: Name,
    product_kind: String,
    property: String,
    #[serde(default = "always")]
    when: Value,
    source: String,
    gates: Vec<Gate>,
    sequences: Vec<Sequence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gate {
    step: String,
    needs: Vec<Need>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Need {
    need: String,
    what: String,
    source: Option<String>,
    note: Name,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sequence {
    first: String,
    then: String,
    source: Option<String>,
    note: Name,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deadline {
    id: String,
    from: Map<String, Value>,
    until: Map<String, Value>,
    length: Option<u16>,
    unit: String,
    rolls: bool,
    stops: bool,
    kind: String,
    #[serde(default)]
    product_kinds: Vec<String>,
    product: Option<String>,
    #[serde(default = "always")]
    when: Value,
    source: Option<String>,
    note: Name,
}

fn always() -> Value {
    Value::Bool(true)
}

/// The closed sets of the core, by the names the data use.
const ROLES: &[&str] = &[
    "borrower",
    "spouse",
    "couple",
    "co_borrower",
    "co_owner",
    "seller",
    "seller_co_owner",
    "guarantor",
    "guardian",
    "agent",
    "contact_person",
    "minor",
    "parents",
    "family",
    "household",
    "owner",
    "collateral_owner",
    "developer",
    "bank",
    "appraisal_company",
];
const CATEGORIES: &[&str] = &[
    "identity",
    "family",
    "income",
    "credit",
    "bank_form",
    "purchase",
    "seller",
    "property",
    "tax",
    "developer",
    "provident_fund",
    "collateral",
    "registration",
];
const PRODUCT_KINDS: &[&str] = &["commercial", "provident_fund", "conversion"];
const PROPERTY_KINDS: &[&str] = &["presale", "completed_new", "second_hand", "titled_home"];
const CONFIDENCES: &[&str] = &["high", "medium", "low"];
const SOURCE_KINDS: &[&str] = &["official", "law_text", "official_copy", "press", "secondary"];
const SIGNINGS: &[&str] = &["before_approval", "after_approval"];
const ORIGINALS: &[&str] = &["inspect", "submit"];
const VALID_FROM: &[&str] = &["issued", "received"];
const REQUIREMENT_STEPS: &[&str] = &["apply", "sign", "register", "disburse", "file"];
const AUTHORITIES: &[&str] = &["lender", "registry", "housing_bureau", "tax_authority"];
/// What no waiver reaches: who somebody is, the consent to look, the law's own conditions, the register itself.
const NEVER_MILESTONES: &[&str] = &[
    "credit_authorised",
    "title_transferred",
    "advance_notice",
    "mortgage_registered",
    "topped_out",
    "building_registered",
    "title_issued",
    "dossier_filed",
    "mortgage_cancelled",
];
const NEVER_CATEGORIES: &[&str] = &["identity", "registration"];
const READINESS: &[&str] = &["received", "accepted"];
const GATE_STEPS: &[&str] = &[
    "request_review",
    "pass_review",
    "submit",
    "confirm_terms",
    "send_to_registry",
    "await_funds",
    "pay_out",
    "begin_repayment",
    "confirm_settlement",
    "release",
];
const MILESTONES: &[&str] = &[
    "eligibility_checked",
    "contract_signed",
    "contract_filed",
    "down_payment_paid",
    "interviewed",
    "credit_authorised",
    "title_searched",
    "appraised",
    "funds_supervised",
    "seller_paid_off",
    "early_settlement_agreed",
    "instalments_deposited",
    "mortgagee_informed",
    "shortfall_paid",
    "old_loan_settled",
    "old_mortgage_cancelled",
    "title_transferred",
    "insured",
    "notarised",
    "guarantee_given",
    "advance_notice",
    "mortgage_registered",
    "second_rank_registered",
    "rank_moved_up",
    "mortgage_changed",
    "topped_out",
    "credit_rechecked",
    "quota_granted",
    "building_registered",
    "handed_over",
    "title_issued",
    "dossier_filed",
    "guarantee_released",
    "mortgage_cancelled",
];

const HAPPENINGS: &[&str] = &[
    "papers_asked",
    "papers_handed_in",
    "paper_brought",
    "handed_in",
    "supplement_asked",
    "supplement_answered",
    "answered",
    "offered",
    "paid_out",
    "posted",
    "news",
    "told",
];
const DEADLINE_KINDS: &[&str] = &["statutory", "contractual", "customary"];

/// Everything the data say, read and named, and what is needed to check one row against the rest.
struct Writer {
    edition: String,
    language: Map<String, Value>,
    documents: Vec<Document>,
    products: Vec<Product>,
    routes: Vec<Route>,
    deadlines: Vec<Deadline>,
    signing: Vec<Signing>,
    waivers: Vec<Waivable>,
    sources: BTreeMap<String, Source>,
}

impl Writer {
    fn new(rules: RulesFile, order: RoutesFile) -> Result<Writer, String> {
        let mut sources = BTreeMap::new();
        for (id, value) in rules.sources.into_iter().chain(order.sources) {
            let source: Source = read(value, &format!("source `{id}`"))?;
            match sources.insert(id.clone(), source.clone()) {
                Some(other) if other != source => {
                    return Err(format!("source `{id}`: the two files disagree"));
                }
                _ => {}
            }
        }
        let writer = Writer {
            edition: rules.compiled_on.max(order.compiled_on),
            language: rules.condition_language.facts,
            documents: read_all(rules.documents, "document")?,
            products: read_all(rules.products, "product")?,
            routes: read_all(order.routes, "route")?,
            deadlines: read_all(order.deadlines, "deadline")?,
            signing: read_all(order.signing, "signing row")?,
            waivers: read_all(rules.waivers, "waiver")?,
            sources,
        };
        unique("document", writer.documents.iter().map(|document| document.id.as_str()))?;
        unique("product", writer.products.iter().map(|product| product.id.as_str()))?;
        unique("deadline", writer.deadlines.iter().map(|deadline| deadline.id.as_str()))?;
        unique("route", writer.routes.iter().map(|route| route.id.as_str()))?;
        unique("waiver", writer.waivers.iter().map(|row| row.id.as_str()))?;
        unique("signing row", writer.signing.iter().map(|row| row.product.as_str()))?;
        Ok(writer)
    }

    fn file(&self) -> Result<String, String> {
        let mut out = String::from(HEADER);
        out += &self.constants();
        out += &self.edition()?;
        out += &self.documents()?;
        out += &self.products()?;
        out += &self.routes()?;
        out += &self.waivers()?;
        out += &self.deadlines()?;
        out += &self.sources()?;
        Ok(out)
    }

    fn constants(&self) -> String {
        let mut out = String::from("\nimpl DocumentKind {\n");
        for Document { id, zh, en, .. } in &self.documents {
            constant(&mut out, &format!("{zh}: {en}."), "DocumentKind", id);
        }
        out += "}\n\nimpl ProductId {\n";
        for Product { id, institution, name, .. } in &self.products {
            let doc = format!("{} {}: {}, {}.", institution.zh, name.zh, institution.en, name.en);
            constant(&mut out, &doc, "ProductId", id);
        }
        out += "}\n";
        out
    }

    fn edition(&self) -> Result<String, String> {
        let numbers: Vec<u32> = self.edition.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month, day] = numbers.as_slice() else {
            return Err(format!("compiled_on: `{}` is no day", self.edition));
        };
        Ok(format!(
            "\npub(super) const CATALOGUE: Catalogue = Catalogue {{\n\
             \x20   edition: Edition {{ id: EditionId(Borrowed(\"builtin-{}\")), published: Date::constant({year}, {month}, {day}) }},\n\
             \x20   products: Borrowed(PRODUCTS),\n\
             \x20   documents: Borrowed(DOCUMENTS),\n\
             \x20   routes: Borrowed(ROUTES),\n\
             \x20   waivers: Borrowed(WAIVERS),\n\
             \x20   deadlines: Borrowed(DEADLINES),\n\
             \x20   sources: Borrowed(SOURCES),\n\
             }};\n",
            self.edition
        ))
    }

    fn documents(&self) -> Result<String, String> {
        let mut out = String::from("\nstatic DOCUMENTS: &[DocumentInfo] = &[\n");
        for document in &self.documents {
            let place = format!("document `{}`", document.id);
            let category = member(CATEGORIES, &document.category, "category", &place)?;
            line(
                &mut out,
                1,
                &format!(
                    "DocumentInfo {{ kind: {}, zh: {}, en: {}, category: DocumentCategory::{category}, supplied_by: {}, form: {}, \
                     default_validity_days: {:?}, validity_note: {}, checked_by: {}, consistency_checks: {} }},",
                    document_kind(&document.id),
                    text(&document.zh),
                    text(&document.en),
                    text(&document.supplied_by),
                    text(&document.form),
                    document.default_validity_days,
                    text(&document.validity_note),
                    text(&document.checked_by),
                    text(&document.consistency_checks),
                ),
            );
        }
        out += "];\n";
        Ok(out)
    }

    fn products(&self) -> Result<String, String> {
        let mut lists = String::new();
        let mut out = String::from("\nstatic PRODUCTS: &[Product] = &[\n");
        for product in &self.products {
            let place = format!("product `{}`", product.id);
            let requirements = match (product.requirements_published, product.requirements.is_empty()) {
                (true, false) => {
                    lists += &self.requirements(product)?;
                    format!("Requirements::Listed(Borrowed({}))", shouted(&product.id))
                }
                (false, true) => "Requirements::NotPublished".to_owned(),
                (true, true) => return Err(format!("{place}: a published list without a row")),
                (false, false) => {
                    return Err(format!("{place}: rows of a list that is not published"));
                }
            };
            out += &self.product(product, &requirements, &place)?;
        }
        out += "];\n";
        Ok(out + &lists)
    }

    fn product(&self, product: &Product, requirements: &str, place: &str) -> Result<String, String> {
        let property = |kind: &String| {
            member(PROPERTY_KINDS, kind, "kind of property", place).map(|kind| format!("PropertyKind::{kind}"))
        };
        let properties: Vec<String> = product.property_kinds.iter().map(property).collect::<Result<_, _>>()?;
        let sources: Vec<String> = product.sources.iter().map(|id| self.source(id, place)).collect::<Result<_, _>>()?;
        let mut out = String::new();
        line(&mut out, 1, "Product {");
        let mut field = |name: &str, value: &str| line(&mut out, 2, &format!("{name}: {value},"));
        field("id", &format!("ProductId::{}", shouted(&product.id)));
        field("institution", &name(&product.institution));
        field("name", &name(&product.name));
        let kind = member(PRODUCT_KINDS, &product.kind, "kind of product", place)?;
        field("kind", &format!("ProductKind::{kind}"));
        field("region", &optional(product.region.as_deref().map(text)));
        field("property_kinds", &slice(&properties));
        field("requirements", requirements);
        field("term_months_max", &format!("{:?}", product.term.max_months));
        field("age_min", &format!("{:?}", product.age.min));
        field("age_max", &format!("{:?}", product.age.max));
        let age_plus_term = product.term.age_plus_term_max_years.as_ref();
        let age_plus_term = age_plus_term.map(|years| by_sex(years, place)).transpose()?;
        field("age_plus_term_max_years", &optional(age_plus_term));
        field("building_age_max_years", &format!("{:?}", product.term.building_age_max_years));
        field("building_age_plus_term_max_years", &format!("{:?}", product.term.building_age_plus_term_max_years));
        field("ltv_percent_max", &format!("{:?}", product.max_ltv_percent));
        field("signs", &format!("Signing::{}", self.signs(product, place)?));
        field("published", &text(&product.published));
        let confidence = member(CONFIDENCES, &product.confidence, "confidence", place)?;
        field("confidence", &format!("Confidence::{confidence}"));
        field("sources", &slice(&sources));
        line(&mut out, 1, "},");
        Ok(out)
    }

    /// Before or after the approval, where a source says so; never from silence.
    fn signs(&self, product: &Product, place: &str) -> Result<String, String> {
        let page = match product.extras.get("signing_before_approval") {
            None => None,
            Some(Value::Bool(true)) => Some("before_approval"),
            Some(Value::Bool(false)) => Some("after_approval"),
            Some(other) => return Err(format!("{place}: signing_before_approval is {other}")),
        };
        let row = self.signing.iter().find(|row| row.product == product.id);
        if let Some(row) = row {
            self.source(&row.source, &format!("signing row of {place}"))?;
        }
        match (page, row.map(|row| row.signs.as_str())) {
            (Some(page), Some(row)) if page != row => {
                Err(format!("{place}: the page and routes.json disagree on signing"))
            }
            (Some(signs), _) | (None, Some(signs)) => member(SIGNINGS, signs, "order of signing", place),
            (None, None) => Ok("Unknown".to_owned()),
        }
    }

    fn requirements(&self, product: &Product) -> Result<String, String> {
        let mut out = format!("\nstatic {}: &[Requirement] = &[\n", shouted(&product.id));
        let mut ids = BTreeSet::new();
        for (index, value) in product.requirements.iter().enumerate() {
            let place = format!("product `{}`, requirement {}", product.id, index + 1);
            let row: Requirement = read(value.clone(), &place)?;
            let first = first_document(&row.asks).ok_or_else(|| format!("{place}: it asks for no paper"))?;
            let mut id = format!("{}/{first}/{}", product.id, row.party);
            // The same paper of the same party once more, at a step of its own.
            if let Some(step) = row.step.as_ref().filter(|_| ids.contains(&id)) {
                id = format!("{id}/{step}");
            }
            if !ids.insert(id.clone()) {
                return Err(format!("{place}: a second row `{id}`"));
            }
            line(&mut out, 1, &self.requirement(&row, &id, &place)?);
        }
        out += "];\n";
        Ok(out)
    }

    fn requirement(&self, row: &Requirement, id: &str, place: &str) -> Result<String, String> {
        let role = member(ROLES, &row.party, "party", place)?;
        let step = match &row.step {
            Some(step) => member(REQUIREMENT_STEPS, step, "step", place)?,
            None => "Unknown".to_owned(),
        };
        let unless = row.unless.as_ref().map(|unless| self.condition(unless, place)).transpose()?;
        Ok(format!(
            "Requirement {{ id: RuleId(Borrowed({id:?})), asks: {}, role: Role::{role}, when: {}, unless: {}, \
             step: RequirementStep::{step}, note: {}, origin: None }},",
            self.asks(&row.asks, place)?,
            self.condition(&row.when, place)?,
            optional(unless),
            text(&row.note),
        ))
    }

    /// A paper, or a tree of papers.
    fn asks(&self, form: &Map<String, Value>, place: &str) -> Result<String, String> {
        let tree = ["any_of", "all_of", "at_least"].into_iter().find_map(|key| Some((key, form.get(key)?)));
        match tree {
            None => self.paper_asked(read(Value::Object(form.clone()), place)?, place),
            Some((key, _)) if form.len() > 1 => {
                let other = form.keys().find(|other| *other != key).map_or("", String::as_str);
                Err(format!("{place}: unknown field `{other}` beside `{key}`"))
            }
            Some(("at_least", value)) => {
                let AtLeast { count, of } = read(value.clone(), place)?;
                if count == 0 || usize::from(count) > of.len() {
                    return Err(format!("{place}: at least {count} of {}", of.len()));
                }
                Ok(format!("Asks::AtLeast {{ count: {count}, of: {} }}", self.parts_asked(&of, place)?))
            }
            Some((key, value)) => {
                let of: Vec<Value> = read(value.clone(), place)?;
                Ok(format!("Asks::{}({})", camel(key), self.parts_asked(&of, place)?))
            }
        }
    }

    fn parts_asked(&self, of: &[Value], place: &str) -> Result<String, String> {
        if of.len() < 2 {
            return Err(format!("{place}: a choice of fewer than two"));
        }
        let part = |part: &Value| match part {
            Value::Object(form) => self.asks(form, place),
            other => Err(format!("{place}: `{other}` asks for no paper")),
        };
        Ok(slice(&of.iter().map(part).collect::<Result<Vec<_>, _>>()?))
    }

    fn paper_asked(&self, asked: PaperAsked, place: &str) -> Result<String, String> {
        let PaperAsked { document, original, copies, validity } = asked;
        self.known_document(&document, place)?;
        let original = match &original {
            Some(original) => member(ORIGINALS, original, "use of the original", place)?,
            None => "Unknown".to_owned(),
        };
        let validity = match validity {
            Some(Validity { days, from }) => {
                let from = member(VALID_FROM, &from, "day to count from", place)?;
                format!("Some(Validity {{ days: {days}, from: ValidFrom::{from} }})")
            }
            None => "None".to_owned(),
        };
        Ok(format!(
            "Asks::Paper(PaperAsked {{ document: {}, original: Original::{original}, copies: {copies:?}, validity: {validity} }})",
            document_kind(&document),
        ))
    }

    fn known_document(&self, id: &str, place: &str) -> Result<&Document, String> {
        let known = self.documents.iter().find(|document| document.id == id);
        known.ok_or_else(|| format!("{place}: no document is called `{id}`"))
    }

    fn waivers(&self) -> Result<String, String> {
        let mut out = String::from("\nstatic WAIVERS: &[Waivable] = &[\n");
        for row in &self.waivers {
            line(&mut out, 1, &self.waivable(row, &format!("waiver `{}`", row.id))?);
        }
        out += "];\n";
        Ok(out)
    }

    fn waivable(&self, row: &Waivable, place: &str) -> Result<String, String> {
        let document = |id: &String| {
            let known = self.known_document(id, place)?;
            match NEVER_CATEGORIES.contains(&known.category.as_str()) || id == "credit_authorization" {
                true => Err(format!("{place}: `{id}` can never be waived")),
                false => Ok(document_kind(id)),
            }
        };
        let milestone = |id: &String| match NEVER_MILESTONES.contains(&id.as_str()) {
            true => Err(format!("{place}: `{id}` can never be waived")),
            false => member(MILESTONES, id, "milestone", place).map(|it| format!("MilestoneKind::{it}")),
        };
        let authority = |by: &String| member(AUTHORITIES, by, "authority", place).map(|it| format!("Authority::{it}"));
        let step = |step: &String| member(GATE_STEPS, step, "gate", place).map(|it| format!("GateStep::{it}"));
        let listed = |items: Result<Vec<String>, String>| items.map(|items| slice(&items));
        Ok(format!(
            "Waivable {{ id: WaivableId(Borrowed({:?})), documents: {}, milestones: {}, granted_by: {}, days_max: {}, \
             steps: {}, note: {}, source: {}, effective: Period {{ from: {}, until: {} }}, confidence: Confidence::{} }},",
            row.id,
            listed(row.documents.iter().map(document).collect())?,
            listed(row.milestones.iter().map(milestone).collect())?,
            listed(row.granted_by.iter().map(authority).collect())?,
            row.days_max,
            listed(row.steps.iter().map(step).collect())?,
            name(&row.note),
            self.optional_source(row.source.as_deref(), place)?,
            optional_day(row.effective_from.as_deref(), place)?,
            optional_day(row.effective_to.as_deref(), place)?,
            member(CONFIDENCES, &row.confidence, "confidence", place)?,
        ))
    }

    fn condition(&self, when: &Value, place: &str) -> Result<String, String> {
        let form = match when {
            Value::Bool(true) => return Ok("Condition::Always".to_owned()),
            Value::Object(form) => form,
            other => return Err(format!("{place}: `{other}` is no condition")),
        };
        let only = |key: &str| form.get(key).filter(|_| form.len() == 1);
        if let (Some(Value::String(fact)), Some(Value::Array(values)), 2) =
            (form.get("fact"), form.get("in"), form.len())
        {
            self.fact_in(fact, values, place)
        } else if let Some(Value::Array(parts)) = only("all") {
            Ok(format!("Condition::All({})", self.parts(parts, place)?))
        } else if let Some(Value::Array(parts)) = only("any") {
            Ok(format!("Condition::Any({})", self.parts(parts, place)?))
        } else if let Some(part) = only("not") {
            Ok(format!("Condition::Not({})", self.parts(std::slice::from_ref(part), place)?))
        } else {
            Err(format!("{place}: `{when}` is no condition"))
        }
    }

    fn parts(&self, parts: &[Value], place: &str) -> Result<String, String> {
        if parts.is_empty() {
            return Err(format!("{place}: a combination of no conditions"));
        }
        let parts: Vec<String> = parts.iter().map(|part| self.condition(part, place)).collect::<Result<_, _>>()?;
        Ok(slice(&parts))
    }

    fn fact_in(&self, fact: &str, values: &[Value], place: &str) -> Result<String, String> {
        if values.is_empty() {
            return Err(format!("{place}: no value for `{fact}`"));
        }
        let values: Vec<String> = values
            .iter()
            .map(|value| self.value(fact, value, place).map(|index| format!("Value({index})")))
            .collect::<Result<_, _>>()?;
        Ok(format!("Condition::In {{ fact: Fact::{}, values: {} }}", camel(fact), slice(&values)))
    }

    /// A value is an index into the words of its fact; a flag is 0 or 1, a count is itself.
    fn value(&self, fact: &str, value: &Value, place: &str) -> Result<usize, String> {
        let wrong = || format!("{place}: `{fact}` cannot be {value}");
        match (self.language.get(fact), value) {
            (Some(Value::Array(words)), Value::String(_)) => {
                words.iter().position(|word| word == value).ok_or_else(wrong)
            }
            (Some(Value::String(kind)), Value::Number(number)) if kind == "integer" => number
                .as_u64()
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| *number <= 9)
                .ok_or_else(wrong),
            (None, Value::Bool(flag)) if self.is_flag(fact) => Ok(usize::from(*flag)),
            (None, _) if !self.is_flag(fact) => Err(format!("{place}: no fact is called `{fact}`")),
            _ => Err(wrong()),
        }
    }

    fn is_flag(&self, fact: &str) -> bool {
        let flags = self.language.get("booleans").and_then(Value::as_array);
        flags.is_some_and(|flags| flags.iter().any(|flag| flag == fact))
    }

    fn routes(&self) -> Result<String, String> {
        let ways = self.routes.iter().map(|it| (it.product_kind.as_str(), it.property.as_str(), &it.when));
        let pairs: Vec<String> =
            ways.map(|(kind, property, when)| format!("{kind} for {property} when {when}")).collect();
        unique("route of", pairs.iter().map(String::as_str))?;
        let mut out = String::from("\nstatic ROUTES: &[Route] = &[\n");
        for route in &self.routes {
            out += &self.route(route, &format!("route `{}`", route.id))?;
        }
        out += "];\n";
        Ok(out)
    }

    fn route(&self, route: &Route, place: &str) -> Result<String, String> {
        unique(&format!("{place}, gate"), route.gates.iter().map(|gate| gate.step.as_str()))?;
        let kind = member(PRODUCT_KINDS, &route.product_kind, "kind of product", place)?;
        let property = member(PROPERTY_KINDS, &route.property, "kind of property", place)?;
        let mut out = String::new();
        line(&mut out, 1, "Route {");
        line(&mut out, 2, &format!("id: RouteId(Borrowed({:?})),", route.id));
        line(&mut out, 2, &format!("name: {},", name(&route.name)));
        line(&mut out, 2, &format!("product_kind: ProductKind::{kind},"));
        line(&mut out, 2, &format!("property: PropertyKind::{property},"));
        line(&mut out, 2, &format!("when: {},", self.condition(&route.when, place)?));
        line(&mut out, 2, "gates: Borrowed(&[");
        for gate in &route.gates {
            out += &self.gate(gate, &route.id, &format!("{place}, gate `{}`", gate.step))?;
        }
        line(&mut out, 2, "]),");
        line(&mut out, 2, "sequences: Borrowed(&[");
        for sequence in &route.sequences {
            line(&mut out, 3, &self.sequence(sequence, &route.id, &format!("{place}, sequence"))?);
        }
        line(&mut out, 2, "]),");
        line(&mut out, 2, &format!("source: {},", text(&route.source)));
        line(&mut out, 1, "},");
        Ok(out)
    }

    fn gate(&self, gate: &Gate, route: &str, place: &str) -> Result<String, String> {
        let step = member(GATE_STEPS, &gate.step, "gate", place)?;
        let mut out = String::new();
        line(&mut out, 3, &format!("Gate {{ step: GateStep::{step}, lines: Borrowed(&["));
        for Need { need, what, source, note } in &gate.needs {
            let about = if need == "papers" { need } else { what };
            let id = rule(&format!("{route}/{}/{about}", gate.step));
            let need = match need.as_str() {
                "papers" => format!("Papers(Readiness::{})", member(READINESS, what, "state of papers", place)?),
                "filed" | "done" | "done_if_opened" => {
                    format!("{}(MilestoneKind::{})", camel(need), member(MILESTONES, what, "milestone", place)?)
                }
                _ => return Err(format!("{place}: no need is called `{need}`")),
            };
            let source = self.optional_source(source.as_deref(), place)?;
            let note = name(note);
            line(&mut out, 4, &format!("GateLine {{ id: {id}, need: Need::{need}, note: {note}, source: {source} }},"));
        }
        line(&mut out, 3, "]) },");
        Ok(out)
    }

    fn sequence(&self, sequence: &Sequence, route: &str, place: &str) -> Result<String, String> {
        let Sequence { first, then, source, note } = sequence;
        Ok(format!(
            "Sequence {{ id: {}, first: MilestoneKind::{}, then: MilestoneKind::{}, note: {}, source: {} }},",
            rule(&format!("{route}/before/{then}/{first}")),
            member(MILESTONES, first, "milestone", place)?,
            member(MILESTONES, then, "milestone", place)?,
            name(note),
            self.optional_source(source.as_deref(), place)?,
        ))
    }

    fn deadlines(&self) -> Result<String, String> {
        let mut out = String::from("\nstatic DEADLINES: &[Deadline] = &[\n");
        for deadline in &self.deadlines {
            out += &self.deadline(deadline, &format!("deadline `{}`", deadline.id))?;
        }
        out += "];\n";
        Ok(out)
    }

    fn deadline(&self, deadline: &Deadline, place: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut field = |name: &str, value: &str| line(&mut out, 2, &format!("{name}: {value},"));
        field("id", &rule(&deadline.id));
        field("from", &moment(&deadline.from, place)?);
        field("until", &moment(&deadline.until, place)?);
        field("length", &length(deadline, place)?);
        field("rolls", &deadline.rolls.to_string());
        field("stops", &deadline.stops.to_string());
        field("kind", &format!("DeadlineKind::{}", member(DEADLINE_KINDS, &deadline.kind, "kind of deadline", place)?));
        field("product_kinds", &product_kinds(&deadline.product_kinds, place)?);
        field("product", &self.product_id(deadline.product.as_deref(), place)?);
        field("when", &self.condition(&deadline.when, place)?);
        field("note", &name(&deadline.note));
        field("source", &self.optional_source(deadline.source.as_deref(), place)?);
        Ok(format!("    Deadline {{\n{out}    }},\n"))
    }

    fn product_id(&self, id: Option<&str>, place: &str) -> Result<String, String> {
        match id {
            Some(id) if self.products.iter().all(|product| product.id != id) => {
                Err(format!("{place}: no product is called `{id}`"))
            }
            _ => Ok(optional(id.map(|id| format!("ProductId::{}", shouted(id))))),
        }
    }

    fn sources(&self) -> Result<String, String> {
        let mut out = String::from("\nstatic SOURCES: &[Source] = &[\n");
        for (id, Source { title, url, kind }) in &self.sources {
            let kind = member(SOURCE_KINDS, kind, "kind of source", &format!("source `{id}`"))?;
            line(
                &mut out,
                1,
                &format!(
                    "Source {{ id: SourceId(Borrowed({id:?})), title: {}, url: {}, kind: SourceKind::{kind} }},",
                    text(title),
                    text(url)
                ),
            );
        }
        out += "];\n";
        Ok(out)
    }

    fn source(&self, id: &str, place: &str) -> Result<String, String> {
        match self.sources.contains_key(id) {
            true => Ok(format!("SourceId(Borrowed({id:?}))")),
            false => Err(format!("{place}: no source is called `{id}`")),
        }
    }

    fn optional_source(&self, id: Option<&str>, place: &str) -> Result<String, String> {
        Ok(optional(id.map(|id| self.source(id, place)).transpose()?))
    }
}

/// The first paper of a tree, after which its row is called.
fn first_document(form: &Map<String, Value>) -> Option<&str> {
    if let Some(Value::String(document)) = form.get("document") {
        return Some(document);
    }
    let of = form.get("any_of").or_else(|| form.get("all_of")).or_else(|| form.get("at_least")?.get("of"))?;
    of.as_array()?.iter().find_map(|part| first_document(part.as_object()?))
}

/// A day of the data as a constant.
fn optional_day(day: Option<&str>, place: &str) -> Result<String, String> {
    let Some(day) = day else { return Ok("None".to_owned()) };
    let numbers: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [year, month, day] => Ok(format!("Some(Date::constant({year}, {month}, {day}))")),
        _ => Err(format!("{place}: `{day}` is no day")),
    }
}

const HEADER: &str = "\
//! The catalogue compiled into the library.
//!
//! Generated by `cargo xtask generate` from `core/data/products.json` and `core/data/routes.json`;
//! do not edit.

use super::*;
use crate::date::Date;
use crate::document::{DocumentCategory, DocumentInfo, DocumentKind};
use crate::fact::{Fact, Value};
use std::borrow::Cow::Borrowed;
";

fn parse<T: DeserializeOwned>(json: &str, file: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("{file}: {error}"))
}

fn version(found: u32, file: &str) -> Result<(), String> {
    match found {
        1 => Ok(()),
        other => Err(format!("{file}: schema version {other} is not known here")),
    }
}

fn read<T: DeserializeOwned>(value: Value, place: &str) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| format!("{place}: {error}"))
}

/// Reads rows; an error names the row by its id, or by its number.
fn read_all<T: DeserializeOwned>(rows: Vec<Value>, what: &str) -> Result<Vec<T>, String> {
    let place = |index: usize, row: &Value| match row.get("id").and_then(Value::as_str) {
        Some(id) => format!("{what} `{id}`"),
        None => format!("{what} {}", index + 1),
    };
    rows.into_iter()
        .enumerate()
        .map(|(index, row)| {
            let place = place(index, &row);
            read(row, &place)
        })
        .collect()
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(format!("{what} `{id}` stands there twice"));
        }
    }
    Ok(())
}

/// The variant of a closed set.
fn member(set: &[&str], found: &str, what: &str, place: &str) -> Result<String, String> {
    match set.contains(&found) {
        true => Ok(camel(found)),
        false => Err(format!("{place}: no {what} is called `{found}`; one of: {}", set.join(", "))),
    }
}

fn constant(out: &mut String, doc: &str, of: &str, id: &str) {
    line(out, 1, &format!("/// {doc}"));
    line(out, 1, &format!("pub const {}: {of} = {of}(Borrowed({id:?}));", shouted(id)));
}

fn document_kind(id: &str) -> String {
    format!("DocumentKind::{}", shouted(id))
}

/// One limit for everybody, or one for men and one for women.
fn by_sex(years: &Value, place: &str) -> Result<String, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct BySex {
        male: u8,
        female: u8,
    }
    let BySex { male, female } = match years {
        Value::Number(_) => read(years.clone(), place).map(|years| BySex { male: years, female: years })?,
        _ => read(years.clone(), place)?,
    };
    Ok(format!("YearsBySex {{ male: {male}, female: {female} }}"))
}

/// `{"done": MILESTONE}`, `{"filed": MILESTONE}` or `{"event": EVENT}`.
fn moment(moment: &Map<String, Value>, place: &str) -> Result<String, String> {
    let only = moment.iter().next().filter(|_| moment.len() == 1);
    match only.map(|(key, value)| (key.as_str(), value.as_str().unwrap_or_default())) {
        Some(("done", kind)) => {
            Ok(format!("Moment::Done(MilestoneKind::{})", member(MILESTONES, kind, "milestone", place)?))
        }
        Some(("filed", kind)) => {
            Ok(format!("Moment::Filed(MilestoneKind::{})", member(MILESTONES, kind, "milestone", place)?))
        }
        Some(("event", event)) => {
            Ok(format!("Moment::Event(Happening::{})", member(HAPPENINGS, event, "event of a deadline", place)?))
        }
        _ => Err(format!("{place}: `{}` is no moment", Value::from(moment.clone()))),
    }
}

fn length(deadline: &Deadline, place: &str) -> Result<String, String> {
    match (deadline.unit.as_str(), deadline.length) {
        ("calendar_days" | "working_days" | "months", Some(count)) => {
            Ok(format!("Length::{}({count})", camel(&deadline.unit)))
        }
        ("printed", None) => Ok("Length::Printed".to_owned()),
        (unit, length) => Err(format!("{place}: {length:?} `{unit}` is no length")),
    }
}

fn product_kinds(kinds: &[String], place: &str) -> Result<String, String> {
    let kind = |kind: &String| Ok(format!("ProductKind::{}", member(PRODUCT_KINDS, kind, "kind of product", place)?));
    Ok(slice(&kinds.iter().map(kind).collect::<Result<Vec<String>, String>>()?))
}

fn rule(id: &str) -> String {
    format!("RuleId(Borrowed({id:?}))")
}

fn name(name: &Name) -> String {
    format!("Name {{ zh: {}, en: {} }}", text(&name.zh), text(&name.en))
}

fn text(text: &str) -> String {
    format!("Borrowed({text:?})")
}

fn slice(items: &[String]) -> String {
    format!("Borrowed(&[{}])", items.join(", "))
}

fn optional(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
}

fn line(out: &mut String, depth: usize, line: &str) {
    // OK because writing to a `String` cannot fail.
    let _ = writeln!(out, "{:indent$}{line}", "", indent = depth * 4);
}

fn shouted(id: &str) -> String {
    id.replace('-', "_").to_uppercase()
}

fn camel(id: &str) -> String {
    id.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(usize::from(!word.is_empty()));
            first.to_uppercase() + rest
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::products;

    const PRODUCTS: &str = include_str!("../../../../core/data/products.json");
    const ROUTES: &str = include_str!("../../../../core/data/routes.json");

    #[test]
    fn the_committed_file_is_fresh() {
        let committed = include_str!("../../../../core/src/product/builtin.rs");
        let fresh = products(PRODUCTS, ROUTES).unwrap() == committed;
        assert!(fresh, "core/src/product/builtin.rs is out of date: run `cargo xtask generate`");
    }

    /// The data with one text replaced, once, must be refused with this message.
    #[track_caller]
    fn refused(from: &str, to: &str, expected: &str) {
        let replaced = |file: &str| file.replacen(from, to, 1);
        let (rules, routes) = (replaced(PRODUCTS), replaced(ROUTES));
        assert!(rules != PRODUCTS || routes != ROUTES, "`{from}` is nowhere in the data");
        let error = products(&rules, &routes).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn what_nobody_knows_is_refused_by_its_row() {
        refused(
            "\"party\": \"couple\"",
            "\"party\": \"cousin\"",
            "product `icbc-housing-new`, requirement 3: no party is called `cousin`",
        );
        refused(
            "\"document\": \"marriage_cert\"",
            "\"document\": \"wedding_photo\"",
            "product `icbc-housing-new`, requirement 3: no document is called `wedding_photo`",
        );
        refused(
            "\"fact\": \"marital\"",
            "\"fact\": \"mood\"",
            "product `icbc-housing-new`, requirement 2: no fact is called `mood`",
        );
        refused(
            "      true\n",
            "      \"yes\"\n",
            "product `icbc-housing-second`, requirement 9: `seller_has_co_owner` cannot be \"yes\"",
        );
        refused(
            "\"copies\": null",
            "\"copies\": null, \"colour\": \"blue\"",
            "product `icbc-housing-new`, requirement 1: unknown field `colour`",
        );
        refused("\"region\": null", "\"regoin\": null", "product `icbc-housing-new`: unknown field `regoin`");
        refused(
            "\"when\": true",
            "\"when\": false",
            "product `icbc-housing-new`, requirement 1: `false` is no condition",
        );
        refused(
            "\"category\": \"identity\"",
            "\"category\": \"idenity\"",
            "document `id_card`: no category is called `idenity`",
        );
        refused(
            "\"what\": \"contract_filed\"",
            "\"what\": \"contract_field\"",
            "route `commercial/presale`, gate `submit`: no milestone is called `contract_field`",
        );
        refused(
            "\"need\": \"done\"",
            "\"need\": \"undone\"",
            "route `commercial/presale`, gate `submit`: no need is called `undone`",
        );
        refused(
            "\"source\": \"pbc-121-359\"",
            "\"source\": \"pbc-121\"",
            "route `commercial/presale`, gate `pay_out`: no source is called `pbc-121`",
        );
    }

    #[test]
    fn what_no_row_can_ask_or_waive_is_refused() {
        refused(
            "\"any_of\": [\n      {\n       \"document\": \"sales_contract_new\"",
            "\"colour\": \"red\",\n     \"any_of\": [\n      {\n       \"document\": \"sales_contract_new\"",
            "product `icbc-housing-new`, requirement 9: unknown field `colour` beside `any_of`",
        );
        refused(
            "\"document\": \"subscription_agreement\",\n",
            "\"document\": \"handshake\",\n",
            "product `icbc-housing-new`, requirement 9: no document is called `handshake`",
        );
        refused(
            "\"from\": \"issued\"",
            "\"from\": \"printed\"",
            "product `pf-shanghai-new`, requirement 14: no day to count from is called `printed`",
        );
        refused("    \"income_cert\",\n", "    \"id_card\",\n", "waiver `income-proof`: `id_card` can never be waived");
        refused(
            "    \"insured\"\n",
            "    \"mortgage_registered\"\n",
            "waiver `insurance`: `mortgage_registered` can never be waived",
        );
        refused(
            "    \"tax_authority\"\n",
            "    \"tax_man\"\n",
            "waiver `tax-papers`: no authority is called `tax_man`",
        );
    }

    #[test]
    fn so_many_of_several_are_no_more_than_there_are() {
        let mut rules: serde_json::Value = serde_json::from_str(PRODUCTS).unwrap();
        let papers = |count: u8, of: &[&str]| {
            let of: Vec<_> = of.iter().map(|it| serde_json::json!({"document": it})).collect();
            serde_json::json!({"at_least": {"count": count, "of": of}, "party": "borrower", "when": true, "note": ""})
        };
        let mut with = |row: serde_json::Value| {
            rules["products"][0]["requirements"][0] = row;
            products(&rules.to_string(), ROUTES)
        };
        let text = with(papers(2, &["id_card", "work_cert", "tax_cert"])).unwrap();
        assert!(text.contains("asks: Asks::AtLeast { count: 2, of: Borrowed(&[Asks::Paper("));
        assert!(with(papers(4, &["id_card", "work_cert", "tax_cert"])).unwrap_err().ends_with("at least 4 of 3"));
        assert!(with(papers(0, &["id_card", "work_cert"])).unwrap_err().ends_with("at least 0 of 2"));
        assert!(with(papers(1, &["id_card"])).unwrap_err().ends_with("a choice of fewer than two"));
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        refused(
            "\"requirements_published\": true",
            "\"requirements_published\": false",
            "product `icbc-housing-new`: rows of a list that is not published",
        );
        refused("\"id\": \"temp_id_card\"", "\"id\": \"id_card\"", "document `id_card` stands there twice");
        refused(
            "\"property\": \"completed_new\"",
            "\"property\": \"presale\"",
            "route of `commercial for presale when true` stands there twice",
        );
        refused(
            "\"channels\"",
            "\"signing_before_approval\": true, \"channels\"",
            "product `pf-guangzhou`: the page and routes.json disagree on signing",
        );
    }

    #[test]
    fn an_unpublished_list_is_not_an_empty_one() {
        let mut rules: serde_json::Value = serde_json::from_str(PRODUCTS).unwrap();
        rules["products"][0]["requirements_published"] = false.into();
        rules["products"][0]["requirements"] = serde_json::json!([]);
        let text = products(&rules.to_string(), ROUTES).unwrap();
        assert!(text.contains("requirements: Requirements::NotPublished,"));
        rules["products"][0]["requirements_published"] = true.into();
        assert!(products(&rules.to_string(), ROUTES).unwrap_err().contains("a published list without a row"));
    }
}
