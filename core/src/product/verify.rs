//! Whether the rows of a pack name each other rightly: every name once, every name known.

use super::{Blank, Deadline, NoticeRule, Pack, Policy, Product, Requirement, Route, SourceId, Template, Waivable};
use crate::document::DocumentKind;
use crate::error::{Error, ErrorCode};
use std::collections::BTreeSet;

impl Pack {
    /// Whether every identifier stands there once, and whatever a row names is there.
    ///
    /// # Errors
    ///
    /// - `Duplicate` names what stands there twice.
    /// - `UnknownCode` names the row, and the document or source that nobody knows.
    /// - `Empty` when a list is published and has no row.
    pub fn verify(&self) -> Result<(), Error> {
        let sources = once("sources", &mut self.sources.iter().map(|source| source.id.as_str()))?;
        let documents = once("documents", &mut self.documents.iter().map(|document| document.kind.as_str()))?;
        let products = once("products", &mut self.products.iter().map(|product| product.id.as_str()))?;
        once("routes", &mut self.routes.iter().map(|route| route.id.as_str()))?;
        once("deadlines", &mut self.deadlines.iter().map(|row| row.id.as_str()))?;
        once("notices", &mut self.notices.iter().map(|row| row.id.as_str()))?;
        once("templates", &mut self.templates.iter().map(|row| row.id.as_str()))?;
        once("waivers", &mut self.waivers.iter().map(|row| row.id.as_str()))?;
        once("products", &mut self.products.iter().flat_map(rules).map(|rule| rule.id.as_str()))?;
        once("policy.cities", &mut self.policy.cities.iter().map(|row| row.id.as_ref()))?;
        once("policy.limits", &mut self.policy.limits.iter().map(|row| row.id.as_str()))?;
        once("policy.rules", &mut self.policy.rules.iter().map(|row| row.id.as_ref()))?;
        once("policy.charges", &mut self.policy.charges.iter().map(|row| row.id.as_ref()))?;
        let names = Names { documents, sources, products };
        self.products.iter().try_for_each(|product| names.product(product))?;
        self.routes.iter().try_for_each(|route| names.route(route))?;
        self.deadlines.iter().try_for_each(|row| names.deadline(row))?;
        self.templates.iter().try_for_each(text)?;
        self.notices.iter().try_for_each(|row| {
            names
                .source(row.source.as_ref())
                .and_then(|()| self.tells(row))
                .map_err(|error| error.at(format!("notices[{}]", row.id)))
        })?;
        self.waivers.iter().try_for_each(|row| names.waiver(row))?;
        names.policy(&self.policy)
    }
}

impl Pack {
    /// A rule of notices has its text and its deadline, somebody to tell, and a topic of its own.
    fn tells(&self, row: &NoticeRule) -> Result<(), Error> {
        let unknown = |what: &str, id: &dyn std::fmt::Display| {
            Error::new(ErrorCode::UnknownCode, format!("no {what} is called `{id}`")).help("add it to its section")
        };
        if row.whom.is_empty() {
            return Err(Error::new(ErrorCode::Empty, "nobody is told").at("whom").help("name a role or an office"));
        }
        let template = self.template(&row.template).ok_or_else(|| unknown("template", &row.template).at("template"))?;
        // OK because the texts themselves are looked at where they stand.
        let blanks = template.blanks().unwrap_or_default();
        if let Some(blank) = blanks.into_iter().find(|blank| !blank.is_known_after(row.after)) {
            return Err(never_filled(template, blank, row));
        }
        self.deadline(&row.within).ok_or_else(|| unknown("deadline", &row.within).at("within"))?;
        let other = self.notices.iter().find(|other| other.topic == row.topic && other.after != row.after);
        other.map_or(Ok(()), |other| {
            let message = format!("the topic `{}` follows another event in `{}`", row.topic, other.id);
            Err(Error::new(ErrorCode::Conflict, message).at("topic").help("one topic tells of one event"))
        })
    }
}

#[cold]
fn never_filled(template: &Template, blank: Blank, row: &NoticeRule) -> Error {
    let (text, after) = (&template.id, row.after);
    Error::new(
        ErrorCode::Conflict,
        format!("the text `{text}` has the blank `{blank}`, which no case fills after {after}"),
    )
    .at("template")
    .help("take the blank out of the text, or tell it after another event")
}

fn text(template: &Template) -> Result<(), Error> {
    template.check().map_err(|error| error.at(format!("templates[{}]", template.id)))
}

fn rules(product: &Product) -> &[Requirement] {
    product.requirements.listed().unwrap_or_default()
}

/// The identifiers, each of which stands there once.
fn once<'a>(section: &str, ids: &mut dyn Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, Error> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(Error::new(ErrorCode::Duplicate, format!("`{id}` stands there twice"))
                .at(section)
                .help("give each row an identifier of its own"));
        }
    }
    Ok(seen)
}

#[cold]
fn no_document(kind: &DocumentKind) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no document is called `{kind}`"))
        .help("add it to the section `documents`")
}

/// What a row may name.
struct Names<'a> {
    documents: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    products: BTreeSet<&'a str>,
}

impl Names<'_> {
    fn product(&self, product: &Product) -> Result<(), Error> {
        let at = |error: Error| error.at(format!("products[{}]", product.id));
        product.sources.iter().try_for_each(|id| self.source(Some(id))).map_err(at)?;
        if product.requirements.listed().is_some_and(<[_]>::is_empty) {
            let error = Error::new(ErrorCode::Empty, "a published list has no row").at("requirements");
            return Err(at(error.help("name the papers, or say that the list is not published")));
        }
        rules(product).iter().try_for_each(|rule| self.rule(rule)).map_err(at)
    }

    fn rule(&self, rule: &Requirement) -> Result<(), Error> {
        let at = |error: Error| error.at(format!("requirements[{}]", rule.id));
        self.source(rule.origin.as_ref().and_then(|origin| origin.source.as_ref())).map_err(at)?;
        let unknown = rule.asks.papers().into_iter().find(|paper| !self.documents.contains(paper.document.as_str()));
        unknown.map_or(Ok(()), |paper| Err(at(no_document(&paper.document))))
    }

    fn policy(&self, policy: &Policy) -> Result<(), Error> {
        let Policy { cities: _, lpr, fund_rates, limits, rules, charges } = policy;
        lpr.iter().try_for_each(|row| self.cited("lpr", None, [row.origin.source.as_ref(), None]))?;
        fund_rates.iter().try_for_each(|row| self.cited("fund_rates", None, [row.origin.source.as_ref(), None]))?;
        limits.iter().try_for_each(|row| {
            self.cited("limits", Some(row.id.as_str()), [row.origin.source.as_ref(), row.also.as_ref()])
        })?;
        rules.iter().try_for_each(|row| {
            self.cited("rules", Some(row.id.as_ref()), [row.origin.source.as_ref(), row.also.as_ref()])
        })?;
        charges.iter().try_for_each(|row| {
            row.check().map_err(|error| error.at(format!("policy.charges[{}]", row.id)))?;
            self.cited("charges", Some(row.id.as_ref()), [row.origin.source.as_ref(), None])
        })
    }

    /// The sources of a row of policy; one of a series has no name.
    fn cited(&self, section: &str, id: Option<&str>, sources: [Option<&SourceId>; 2]) -> Result<(), Error> {
        let place = || id.map_or(format!("policy.{section}"), |id| format!("policy.{section}[{id}]"));
        sources.into_iter().try_for_each(|id| self.source(id)).map_err(|error| error.at(place()))
    }

    fn deadline(&self, row: &Deadline) -> Result<(), Error> {
        let at = |error: Error| error.at(format!("deadlines[{}]", row.id));
        self.source(row.source.as_ref()).map_err(at)?;
        let unknown = row.product.as_ref().filter(|id| !self.products.contains(id.as_str()));
        unknown.map_or(Ok(()), |id| {
            Err(at(Error::new(ErrorCode::UnknownCode, format!("no product is called `{id}`"))
                .at("product")
                .help("name a product of the pack, or leave it out for all")))
        })
    }

    fn waiver(&self, row: &Waivable) -> Result<(), Error> {
        let at = |error: Error| error.at(format!("waivers[{}]", row.id));
        self.source(row.source.as_ref()).map_err(at)?;
        let unknown = row.documents.iter().find(|kind| !self.documents.contains(kind.as_str()));
        unknown.map_or(Ok(()), |kind| Err(at(no_document(kind))))
    }

    fn route(&self, route: &Route) -> Result<(), Error> {
        let at = |error: Error| error.at(format!("routes[{}]", route.id));
        let lines = route.gates.iter().flat_map(|gate| gate.lines.iter().map(|line| line.source.as_ref()));
        let sources = lines.chain(route.sequences.iter().map(|sequence| sequence.source.as_ref()));
        sources.into_iter().try_for_each(|id| self.source(id)).map_err(at)
    }

    fn source(&self, id: Option<&SourceId>) -> Result<(), Error> {
        match id {
            Some(id) if !self.sources.contains(id.as_str()) => {
                Err(Error::new(ErrorCode::UnknownCode, format!("no source is called `{id}`"))
                    .at("sources")
                    .help("add it to the section `sources`"))
            }
            _ => Ok(()),
        }
    }
}
