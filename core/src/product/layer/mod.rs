//! Local rules over general ones: country, province, city, institution, branch.

use super::{
    Charge, City, Deadline, Edition, EditionId, FundRateRow, GateLine, Limit, LprRow, NoticeRule, Origin, Pack, Place,
    Policy, PolicyRule, Product, ProductId, Requirement, Requirements, Route, RuleId, Sequence, Source, Template,
    Waivable,
};
use crate::collect::CollectVec;
use crate::document::DocumentInfo;
use crate::error::{Error, ErrorCode};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What one place adds to the rules of a wider one, changes in them, or drops from them.
///
/// Nothing is changed by accident: a row whose identifier is taken already has to be named in [`replaces`](Self::replaces).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Where it holds.
    pub place: Place,
    /// The edition it was written for; `None` for any.
    pub over: Option<EditionId>,
    /// Its rows, and which edition they are: they are added, or stand in the place of those they replace.
    ///
    /// A limit or a charge that names no place holds where the layer does.
    pub rows: Pack,
    /// Papers it adds to the lists of products.
    pub lists: Cow<'static, [List]>,
    /// The rows below that it means to replace, by identifier; those of a series by the day they begin, such as
    /// `lpr/2026-05-20` or `fund_rates/2025-05-08`.
    pub replaces: Cow<'static, [RuleId]>,
    /// The rows below that do not hold here, by identifier: of whatever section, also the paper of a list and the line
    /// or sequence of a route.
    pub drops: Cow<'static, [RuleId]>,
}

/// Papers that a layer adds to the list of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Which product.
    pub product: ProductId,
    /// The papers.
    pub requirements: Cow<'static, [Requirement]>,
}

impl Pack {
    /// The rules of a place: these, and over them the layers that hold there, the wider before the narrower.
    ///
    /// Layers of other places are left out. The edition that results names every layer.
    ///
    /// # Errors
    ///
    /// - `Conflict` names both rows: a row stands below already and is not named under `replaces`, or two layers, none
    ///   narrower than the other, change the same row.
    /// - `UnknownCode` when a layer replaces or drops what is not there, or adds papers to an unknown product.
    /// - `Malformed` when a layer was written for another edition, or names a limit for a place beyond its own.
    /// - As [`verify`](Self::verify), for the result.
    pub fn at(&self, place: &Place, layers: &[Layer]) -> Result<Pack, Error> {
        let mut local = layers.iter().filter(|layer| layer.place.contains(place)).collect_vec();
        local.sort_by_key(|layer| layer.place.depth());
        let mut stack = Stack { laid: self.clone(), base: &self.edition, hands: BTreeMap::new() };
        local.into_iter().try_for_each(|layer| stack.lay(layer))?;
        stack.laid.verify()?;
        Ok(stack.laid)
    }
}

/// A row with a name.
trait Row: Clone + PartialEq {
    /// The section it stands in: names are told apart within one.
    const SECTION: &'static str;
    fn key(&self) -> Cow<'_, str>;
}

macro_rules! rows {
    ($($row:ty: $section:literal, $key:expr;)+) => { $(
        impl Row for $row {
            const SECTION: &'static str = $section;
            fn key(&self) -> Cow<'_, str> {
                let key: fn(&$row) -> Cow<'_, str> = $key;
                key(self)
            }
        }
    )+ };
}

rows! {
    Source: "sources", |row| row.id.as_str().into();
    DocumentInfo: "documents", |row| row.kind.as_str().into();
    Product: "products", |row| row.id.as_str().into();
    Requirement: "requirements", |row| row.id.as_str().into();
    Route: "routes", |row| row.id.as_str().into();
    GateLine: "gates", |row| row.id.as_str().into();
    Sequence: "sequences", |row| row.id.as_str().into();
    Waivable: "waivers", |row| row.id.as_str().into();
    Deadline: "deadlines", |row| row.id.as_str().into();
    NoticeRule: "notices", |row| row.id.as_str().into();
    Template: "templates", |row| row.id.as_str().into();
    City: "cities", |row| row.id.to_ascii_lowercase().into();
    LprRow: "lpr", |row| since("lpr", &row.origin);
    FundRateRow: "fund_rates", |row| since("fund_rates", &row.origin);
    Limit: "limits", |row| row.id.as_str().into();
    PolicyRule: "rules", |row| row.id.as_ref().into();
    Charge: "charges", |row| row.id.as_ref().into();
}

/// A row of a series is named by the day it begins: `lpr/2026-05-20`.
fn since(series: &str, origin: &Origin) -> Cow<'static, str> {
    origin.effective.from.map_or(series.to_owned(), |from| format!("{series}/{from}")).into()
}

/// What has been laid so far, and by which layer each row that is not the base's own.
struct Stack<'l> {
    laid: Pack,
    base: &'l Edition,
    hands: BTreeMap<(&'static str, String), &'l Layer>,
}

impl<'l> Stack<'l> {
    fn lay(&mut self, layer: &'l Layer) -> Result<(), Error> {
        let at = |error: Error| error.at(format!("layer `{}`", layer.rows.edition.id));
        self.written_for(layer).map_err(at)?;
        let mut laid = self.laid.clone();
        self.sections(&mut laid, layer).map_err(at)?;
        laid.edition = stacked(&self.laid.edition, &layer.rows.edition);
        self.laid = laid;
        Ok(())
    }

    fn written_for(&self, layer: &Layer) -> Result<(), Error> {
        match &layer.over {
            Some(over) if *over != self.base.id => {
                let message = format!("it was written for edition `{over}`, these are `{}`", self.base.id);
                Err(Error::new(ErrorCode::Malformed, message)
                    .help("look whether it still holds, then name this edition under `over`"))
            }
            _ => Ok(()),
        }
    }

    fn sections(&mut self, laid: &mut Pack, layer: &'l Layer) -> Result<(), Error> {
        let mut hand = Hand { stack: self, layer, rest: layer.replaces.iter().collect_vec() };
        let rows = &layer.rows;
        hand.merge(&mut laid.sources, &rows.sources)?;
        hand.merge(&mut laid.documents, &rows.documents)?;
        hand.merge(&mut laid.products, &rows.products)?;
        hand.merge(&mut laid.routes, &rows.routes)?;
        hand.merge(&mut laid.deadlines, &rows.deadlines)?;
        hand.merge(&mut laid.notices, &rows.notices)?;
        hand.merge(&mut laid.templates, &rows.templates)?;
        hand.merge(&mut laid.waivers, &rows.waivers)?;
        hand.policy(&mut laid.policy, &rows.policy).map_err(|error| error.at("policy"))?;
        for list in layer.lists.iter() {
            hand.merge(papers(laid, &list.product)?, &list.requirements)?;
        }
        layer.drops.iter().try_for_each(|id| hand.drop_row(laid, id))?;
        hand.rest.first().map_or(Ok(()), |id| Err(nothing_there("replaces", id)))
    }
}

/// One layer being laid.
struct Hand<'s, 'l> {
    stack: &'s mut Stack<'l>,
    layer: &'l Layer,
    /// What it means to replace and has not yet.
    rest: Vec<&'l RuleId>,
}

impl Hand<'_, '_> {
    /// Adds rows, or puts them in the place of those they replace.
    fn merge<T: Row>(&mut self, below: &mut Cow<'static, [T]>, rows: &[T]) -> Result<(), Error> {
        for row in rows {
            let key = row.key();
            match below.iter().position(|other| other.key() == key) {
                // The same source may be named by both.
                Some(at) if below.get(at) == Some(row) => self.meant(&key),
                Some(at) => {
                    self.claim(T::SECTION, &key)?;
                    self.meant(&key);
                    if let Some(other) = below.to_mut().get_mut(at) {
                        other.clone_from(row);
                    }
                }
                None => below.to_mut().push(row.clone()),
            }
            self.changed(T::SECTION, &key);
        }
        Ok(())
    }

    fn policy(&mut self, below: &mut Policy, over: &Policy) -> Result<(), Error> {
        self.merge(&mut below.cities, &over.cities)?;
        self.merge(&mut below.lpr, &over.lpr)?;
        self.merge(&mut below.fund_rates, &over.fund_rates)?;
        // Looked up as rows in the order of time.
        in_time(&mut below.lpr, |row| &row.origin);
        in_time(&mut below.fund_rates, |row| &row.origin);
        let limits: Vec<Limit> = over.limits.iter().map(|limit| self.placed(limit)).collect::<Result<_, Error>>()?;
        self.merge(&mut below.limits, &limits)?;
        self.merge(&mut below.rules, &over.rules)?;
        let charges: Vec<Charge> = over.charges.iter().map(|row| self.charged(row)).collect::<Result<_, Error>>()?;
        self.merge(&mut below.charges, &charges)
    }

    fn placed(&self, limit: &Limit) -> Result<Limit, Error> {
        let place = self.place(&limit.place).map_err(|error| error.at(format!("limits[{}]", limit.id)))?;
        Ok(Limit { place, ..limit.clone() })
    }

    fn charged(&self, charge: &Charge) -> Result<Charge, Error> {
        let place = self.place(&charge.place).map_err(|error| error.at(format!("charges[{}]", charge.id)))?;
        Ok(Charge { place, ..charge.clone() })
    }

    /// A row that names no place holds where its layer does; none holds elsewhere.
    fn place(&self, named: &Place) -> Result<Place, Error> {
        let own = &self.layer.place;
        match *named == Place::COUNTRY {
            true => Ok(own.clone()),
            false if own.contains(named) => Ok(named.clone()),
            false => Err(Error::new(ErrorCode::Malformed, format!("its place ({named}) is not within {own}"))
                .help("leave the place out: a row of a layer holds where the layer does")),
        }
    }

    fn meant(&mut self, key: &str) {
        self.rest.retain(|id| id.as_str() != key);
    }

    fn changed(&mut self, section: &'static str, key: &str) {
        self.stack.hands.insert((section, key.to_owned()), self.layer);
    }

    /// A row below may be changed by a layer that says so, once a depth.
    fn claim(&self, section: &'static str, key: &str) -> Result<(), Error> {
        let layer = self.layer;
        let meant = layer.replaces.iter().chain(layer.drops.iter()).any(|id| id.as_str() == key);
        match self.stack.hands.get(&(section, key.to_owned())) {
            Some(other) if other.place.depth() == layer.place.depth() => Err(conflict(key, &named(other), layer)
                .help("neither place is narrower than the other: keep one of the two rows")),
            Some(other) if !meant => Err(conflict(key, &named(other), layer).help(MEAN_IT)),
            None if !meant => Err(conflict(key, &format!("`{}`", self.stack.base.id), layer).help(MEAN_IT)),
            _ => Ok(()),
        }
    }

    /// Drops the row of this name, in whatever section it stands.
    fn drop_row(&mut self, laid: &mut Pack, id: &RuleId) -> Result<(), Error> {
        let found = dropped(laid, id.as_str());
        if found.is_empty() {
            return Err(nothing_there("drops", id));
        }
        for section in found {
            self.claim(section, id.as_str())?;
            self.changed(section, id.as_str());
        }
        Ok(())
    }
}

/// Takes the rows of this name out, and tells in which sections they stood.
fn dropped(laid: &mut Pack, key: &str) -> Vec<&'static str> {
    let Pack { edition: _, products, documents, routes, waivers, deadlines, notices, templates, policy, sources } =
        laid;
    let found = [
        without(sources, key),
        without(documents, key),
        without(products, key),
        without(routes, key),
        without(waivers, key),
        without(deadlines, key),
        without(notices, key),
        without(templates, key),
        without(&mut policy.cities, key),
        without(&mut policy.lpr, key),
        without(&mut policy.fund_rates, key),
        without(&mut policy.limits, key),
        without(&mut policy.rules, key),
        without(&mut policy.charges, key),
        products.to_mut().iter_mut().find_map(|product| match &mut product.requirements {
            Requirements::Listed(rows) => without(rows, key),
            Requirements::NotPublished => None,
        }),
        routes.to_mut().iter_mut().find_map(|route| without(&mut route.sequences, key)),
        routes.to_mut().iter_mut().find_map(|route| {
            let mut gates = route.gates.to_mut().iter_mut();
            gates.find_map(|gate| without(&mut gate.lines, key))
        }),
    ];
    found.into_iter().flatten().collect_vec()
}

fn without<T: Row>(rows: &mut Cow<'static, [T]>, key: &str) -> Option<&'static str> {
    let at = rows.iter().position(|row| row.key() == key)?;
    rows.to_mut().remove(at);
    Some(T::SECTION)
}

fn in_time<T: Clone>(rows: &mut Cow<'static, [T]>, origin: impl Fn(&T) -> &Origin) {
    if !rows.is_sorted_by_key(|row| origin(row).effective.from) {
        rows.to_mut().sort_by_key(|row| origin(row).effective.from);
    }
}

const MEAN_IT: &str = "name it under `replaces`, or give it an identifier of its own";

/// The list of a product, to be added to. A layer that publishes a list for a lender that has none begins one.
fn papers<'c>(laid: &'c mut Pack, id: &ProductId) -> Result<&'c mut Cow<'static, [Requirement]>, Error> {
    let product = laid.products.to_mut().iter_mut().find(|product| product.id == *id);
    let product = product.ok_or_else(|| {
        Error::new(ErrorCode::UnknownCode, format!("no product is called `{id}`"))
            .at("lists")
            .help("name a product of the pack below")
    })?;
    if product.requirements == Requirements::NotPublished {
        product.requirements = Requirements::Listed(Cow::Owned(Vec::new()));
    }
    match &mut product.requirements {
        Requirements::Listed(rows) => Ok(rows),
        // OK because the line above has made it a list.
        Requirements::NotPublished => Err(nothing_there("lists", &RuleId(Cow::Owned(id.to_string())))),
    }
}

fn named(layer: &Layer) -> String {
    format!("`{}` ({})", layer.rows.edition.id, layer.place)
}

#[cold]
fn conflict(key: &str, below: &str, layer: &Layer) -> Error {
    Error::new(ErrorCode::Conflict, format!("row `{key}` of {} meets row `{key}` of {below}", named(layer)))
}

#[cold]
fn nothing_there(field: &str, id: &RuleId) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("there is no row `{id}` below"))
        .at(field)
        .help("name a row of the pack below")
}

fn stacked(below: &Edition, over: &Edition) -> Edition {
    Edition {
        id: EditionId(Cow::Owned(format!("{}_{}", below.id, over.id))),
        published: below.published.max(over.published),
    }
}

#[cfg(test)]
mod tests;
