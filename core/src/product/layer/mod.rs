//! Local rules over general ones: country, province, city, institution, branch.

use super::{
    Catalogue, Deadline, Edition, EditionId, Place, Product, ProductId, Requirement, Requirements, Route, RuleId,
    Source, Waivable,
};
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
    pub rows: Catalogue,
    /// Papers it adds to the lists of products.
    pub lists: Cow<'static, [List]>,
    /// The rows below that it means to replace, by identifier.
    pub replaces: Cow<'static, [RuleId]>,
    /// The rows below that do not hold here, by identifier.
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

impl Catalogue {
    /// The rules of a place: these, and over them the layers that hold there, the wider before the narrower.
    ///
    /// Layers of other places are left out. The edition that results names every layer.
    ///
    /// # Errors
    ///
    /// - `Conflict` names both rows: a row stands below already and is not named under `replaces`, or two layers, none
    ///   narrower than the other, change the same row.
    /// - `UnknownCode` when a layer replaces or drops what is not there, or adds papers to an unknown product.
    /// - `Malformed` when a layer was written for another edition.
    /// - As [`verify`](Self::verify), for the result.
    pub fn at(&self, place: &Place, layers: &[Layer]) -> Result<Catalogue, Error> {
        let mut local: Vec<&Layer> = layers.iter().filter(|layer| layer.place.contains(place)).collect();
        local.sort_by_key(|layer| layer.place.depth());
        let mut stack = Stack { laid: self.clone(), base: &self.edition, hands: BTreeMap::new() };
        local.into_iter().try_for_each(|layer| stack.lay(layer))?;
        stack.laid.verify()?;
        Ok(stack.laid)
    }
}

/// A row with an identifier.
trait Row: Clone + PartialEq {
    /// The section it stands in: identifiers are told apart within one.
    const SECTION: &'static str;
    fn key(&self) -> &str;
}

macro_rules! rows {
    ($($row:ty: $section:literal, $key:ident;)+) => { $(
        impl Row for $row {
            const SECTION: &'static str = $section;
            fn key(&self) -> &str {
                self.$key.as_str()
            }
        }
    )+ };
}

rows! {
    Source: "sources", id;
    DocumentInfo: "documents", kind;
    Product: "products", id;
    Requirement: "requirements", id;
    Route: "routes", id;
    Waivable: "waivers", id;
    Deadline: "deadlines", id;
}

/// What has been laid so far, and by which layer each row that is not the base's own.
struct Stack<'l> {
    laid: Catalogue,
    base: &'l Edition,
    hands: BTreeMap<(&'static str, String), &'l Layer>,
}

impl<'l> Stack<'l> {
    fn lay(&mut self, layer: &'l Layer) -> Result<(), Error> {
        self.written_for(layer)?;
        let mut laid = self.laid.clone();
        self.sections(&mut laid, layer).map_err(|error| error.at(format!("layer `{}`", layer.rows.edition.id)))?;
        laid.edition = stacked(&self.laid.edition, &layer.rows.edition);
        self.laid = laid;
        Ok(())
    }

    fn written_for(&self, layer: &Layer) -> Result<(), Error> {
        match &layer.over {
            Some(over) if *over != self.base.id => {
                let message = format!("it was written for edition `{over}`, these are `{}`", self.base.id);
                Err(Error::new(ErrorCode::Malformed, message)
                    .at(format!("layer `{}`", layer.rows.edition.id))
                    .help("look whether it still holds, then name this edition under `over`"))
            }
            _ => Ok(()),
        }
    }

    fn sections(&mut self, laid: &mut Catalogue, layer: &'l Layer) -> Result<(), Error> {
        let mut rest: Vec<&RuleId> = layer.replaces.iter().collect();
        self.merge(laid.sources.to_mut(), &layer.rows.sources, layer, &mut rest)?;
        self.merge(laid.documents.to_mut(), &layer.rows.documents, layer, &mut rest)?;
        self.merge(laid.products.to_mut(), &layer.rows.products, layer, &mut rest)?;
        self.merge(laid.routes.to_mut(), &layer.rows.routes, layer, &mut rest)?;
        self.merge(laid.deadlines.to_mut(), &layer.rows.deadlines, layer, &mut rest)?;
        self.merge(laid.waivers.to_mut(), &layer.rows.waivers, layer, &mut rest)?;
        for list in layer.lists.iter() {
            self.merge(papers(laid, &list.product)?, &list.requirements, layer, &mut rest)?;
        }
        layer.drops.iter().try_for_each(|id| self.drop_row(laid, id, layer))?;
        rest.first().map_or(Ok(()), |id| Err(nothing_there("replaces", id)))
    }

    /// Adds rows, or puts them in the place of those they replace.
    fn merge<T: Row>(
        &mut self,
        below: &mut Vec<T>,
        rows: &[T],
        layer: &'l Layer,
        rest: &mut Vec<&RuleId>,
    ) -> Result<(), Error> {
        for row in rows {
            match below.iter_mut().find(|other| other.key() == row.key()) {
                // The same source may be named by both.
                Some(same) if same == row => {}
                Some(other) => {
                    self.claim(T::SECTION, row.key(), layer)?;
                    rest.retain(|id| id.as_str() != row.key());
                    *other = row.clone();
                }
                None => below.push(row.clone()),
            }
            self.hands.insert((T::SECTION, row.key().to_owned()), layer);
        }
        Ok(())
    }

    /// A row below may be changed by a layer that says so, once a depth.
    fn claim(&self, section: &'static str, key: &str, layer: &Layer) -> Result<(), Error> {
        let meant = layer.replaces.iter().chain(layer.drops.iter()).any(|id| id.as_str() == key);
        match self.hands.get(&(section, key.to_owned())) {
            Some(other) if other.place.depth() == layer.place.depth() => Err(conflict(key, &named(other), layer)
                .help("neither place is narrower than the other: keep one of the two rows")),
            Some(other) if !meant => Err(conflict(key, &named(other), layer).help(MEAN_IT)),
            None if !meant => Err(conflict(key, &format!("`{}`", self.base.id), layer).help(MEAN_IT)),
            _ => Ok(()),
        }
    }

    /// Drops the row of a list.
    fn drop_row(&mut self, laid: &mut Catalogue, id: &RuleId, layer: &'l Layer) -> Result<(), Error> {
        self.claim(Requirement::SECTION, id.as_str(), layer)?;
        let lists = laid.products.to_mut().iter_mut().filter_map(|product| match &mut product.requirements {
            Requirements::Listed(rows) => Some(rows.to_mut()),
            Requirements::NotPublished => None,
        });
        let mut dropped = false;
        for rows in lists {
            let before = rows.len();
            rows.retain(|row| row.id != *id);
            dropped |= rows.len() < before;
        }
        self.hands.insert((Requirement::SECTION, id.as_str().to_owned()), layer);
        if dropped { Ok(()) } else { Err(nothing_there("drops", id)) }
    }
}

const MEAN_IT: &str = "name it under `replaces`, or give it an identifier of its own";

/// The list of a product, to be added to. A layer that publishes a list for a lender that has none begins one.
fn papers<'c>(laid: &'c mut Catalogue, id: &ProductId) -> Result<&'c mut Vec<Requirement>, Error> {
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
        Requirements::Listed(rows) => Ok(rows.to_mut()),
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
