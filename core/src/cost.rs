//! What buying costs besides price and interest: taxes and fees of a day, who pays each, and where that was read.
//!
//! The charges come from the pack ([`Policy::charges_on`](crate::product::Policy::charges_on)), each with its place, its
//! households and what it is counted from. The built-in ones are the country's; a layer adds those of a city. What no rule
//! prices (there, an appraisal or a guarantee) is a line without an amount until somebody states one.
//!
//! ```
//! use anjieflow::cost::{CostItem, Payer, Purchase, costs};
//! use anjieflow::date::Date;
//! use anjieflow::fact::{Fact, Facts};
//! use anjieflow::money::Money;
//! use anjieflow::product::Pack;
//!
//! let purchase = Purchase {
//!     facts: Facts::EMPTY.with(Fact::HouseholdHomeCount, Fact::HouseholdHomeCount.value_of_number(0)?)?,
//!     price: Some(Money::from_yuan(2_000_000)?),
//!     loan: Some(Money::from_yuan(1_400_000)?),
//!     area: None,
//!     owners: Some(2),
//!     place: None,
//!     stated: &[],
//! };
//! let costs = costs(&purchase, Pack::builtin(), Date::new(2026, 3, 2)?);
//! let deed = costs.line(CostItem::DeedTax).unwrap();
//! // One percent up to 140 square metres, one and a half above: the area was not stated.
//! assert_eq!((deed.least.to_string(), deed.most.unwrap().to_string()), ("20000.00".into(), "30000.00".into()));
//! assert_eq!(deed.ask, ["area"]);
//! assert_eq!(costs.line(CostItem::MortgageRegistration).unwrap().payer, Payer::Lender);
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use crate::collect::CollectVec;
use crate::date::Date;
use crate::fact::{Fact, Facts, PropertyKind};
use crate::money::{Money, Rate, Rounding};
use crate::product::{Charge, Counted, EditionId, Pack, Place, Truth};

pub use crate::product::{CostItem, Payer};

/// A purchase and its loan, as far as charges ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase<'a> {
    /// The household and the home: how many homes there are already, and what is bought.
    pub facts: Facts,
    /// The price that the taxes are counted from.
    pub price: Option<Money>,
    /// What the loans lend together.
    pub loan: Option<Money>,
    /// The area in hundredths of a square metre.
    pub area: Option<u32>,
    /// How many owners get a certificate each; the first one costs nothing.
    pub owners: Option<u8>,
    /// Where the home is, and who lends where that is known; `None` when nobody said.
    pub place: Option<&'a Place>,
    /// What is known of items that no rule prices, or that cost something else here.
    pub stated: &'a [(CostItem, Money)],
}

/// One cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine<'c> {
    /// What for.
    pub item: CostItem,
    /// Who pays.
    pub payer: Payer,
    /// How much at least.
    pub least: Money,
    /// How much at most; `None` where nobody knows.
    pub most: Option<Money>,
    /// The rules that say so: several while it is not known which of them holds, none where an amount was stated.
    pub rules: Vec<&'c Charge>,
    /// What to ask before one amount is known.
    pub ask: Vec<&'static str>,
}

/// All costs of a purchase on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs<'c> {
    /// The edition of the rules.
    pub edition: &'c EditionId,
    /// The day that was looked up.
    pub day: Date,
    /// The costs, in the order of [`CostItem::ALL`].
    pub lines: Vec<CostLine<'c>>,
}

/// The costs of a purchase by the rules of a day.
///
/// A home that is already owned (a loan turned into another) is not bought: what hangs on the sale is left out.
#[must_use]
pub fn costs<'c>(purchase: &Purchase<'_>, pack: &'c Pack, day: Date) -> Costs<'c> {
    let buyer = Counting { purchase, pack, day };
    let lines = CostItem::ALL.iter().filter(|item| purchase.meets(**item)).map(|item| buyer.line(*item)).collect_vec();
    Costs { edition: &pack.edition.id, day, lines }
}

impl<'c> Costs<'c> {
    /// The line of an item.
    #[must_use]
    pub fn line(&self, item: CostItem) -> Option<&CostLine<'c>> {
        self.lines.iter().find(|line| line.item == item)
    }

    /// What one side pays at least, and at most where that is known of every line.
    #[must_use]
    pub fn paid_by(&self, payer: Payer) -> (Money, Option<Money>) {
        let theirs = || self.lines.iter().filter(move |line| line.payer == payer);
        let most: Option<Vec<Money>> = theirs().map(|line| line.most).collect();
        // OK because a handful of shares of an amount stays within the limits of one.
        let sum = |amounts: Vec<Money>| Money::sum(amounts).unwrap_or(Money::MAX);
        (sum(theirs().map(|line| line.least).collect_vec()), most.map(sum))
    }
}

impl CostLine<'_> {
    /// The line in English.
    #[must_use]
    pub fn text(&self) -> String {
        let item = self.item.name().replace('_', " ");
        match self.most {
            Some(most) if most == self.least => format!("{item}: {most} yuan, paid by {}", self.payer),
            Some(most) => format!("{item}: {} to {most} yuan, paid by {}", self.least, self.payer),
            None => format!("{item}: no amount is known"),
        }
    }

    /// The line in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let (item, payer) = (self.item.zh(), self.payer.zh());
        match self.most {
            Some(most) if most == self.least => format!("{item}：{most}元，承担方：{payer}"),
            Some(most) => format!("{item}：{}至{most}元，承担方：{payer}", self.least),
            None => format!("{item}：金额待定"),
        }
    }
}

impl Purchase<'_> {
    fn meets(&self, item: CostItem) -> bool {
        use CostItem::{AdvanceNotice, DeedTax, ExtraCertificate, SaleStampTax, TitleRegistration};
        match item {
            AdvanceNotice => self.facts.property() == Some(PropertyKind::Presale),
            DeedTax | SaleStampTax | TitleRegistration | ExtraCertificate => {
                self.facts.property() != Some(PropertyKind::TitledHome)
            }
            _ => true,
        }
    }
}

/// A purchase under the charges of a day.
struct Counting<'a, 'c> {
    purchase: &'a Purchase<'a>,
    pack: &'c Pack,
    day: Date,
}

impl<'c> Counting<'_, 'c> {
    fn line(&self, item: CostItem) -> CostLine<'c> {
        let stated = self.purchase.stated.iter().find(|(stated, _)| *stated == item);
        if let Some((_, amount)) = stated {
            return CostLine { ask: Vec::new(), ..Self::priced(item, (*amount, *amount), Vec::new()) };
        }
        let rules = self.rules(item);
        let ask = self.asked(item, &rules);
        let spans: Option<Vec<_>> = rules.iter().map(|rule| self.span(rule)).collect();
        match spans.filter(|spans| !spans.is_empty() && self.is_whole(&rules)) {
            Some(spans) => {
                let least = spans.iter().map(|span| span.0).min().unwrap_or_default();
                let most = spans.iter().map(|span| span.1).max().unwrap_or_default();
                CostLine { ask, ..Self::priced(item, (least, most), rules) }
            }
            None => CostLine { ask, most: None, ..Self::priced(item, (Money::ZERO, Money::ZERO), rules) },
        }
    }

    fn priced(item: CostItem, (least, most): (Money, Money), rules: Vec<&'c Charge>) -> CostLine<'c> {
        let payer = rules.first().and_then(|rule| rule.payer).unwrap_or(payer(item));
        CostLine { item, payer, least, most: Some(most), rules, ask: Vec::new() }
    }

    /// The charges that hold, or may as far as is known. Where one surely does, those of wider places give way to it.
    fn rules(&self, item: CostItem) -> Vec<&'c Charge> {
        let of_item = self.pack.policy.charges_on(self.day).filter(|charge| charge.item == Some(item));
        let known = of_item.map(|charge| (charge, self.holds(charge)));
        let may = known.filter(|(_, holds)| *holds != Truth::No).collect_vec();
        let sure = may.iter().filter(|(_, holds)| *holds == Truth::Yes).map(|(charge, _)| charge.place.depth()).max();
        may.into_iter().map(|(charge, _)| charge).filter(|charge| Some(charge.place.depth()) >= sure).collect_vec()
    }

    fn holds(&self, charge: &Charge) -> Truth {
        let of_area = self.purchase.area.map_or_else(|| unless_by_area(charge), |area| Truth::from(fits(charge, area)));
        self.is_here(charge).and(charge.when.holds(&self.purchase.facts)).and(of_area)
    }

    fn is_here(&self, charge: &Charge) -> Truth {
        charge.place.holds_at(self.purchase.place.unwrap_or(&Place::COUNTRY))
    }

    /// Whether a rule holds for every household, home and place that these may be: for some that are not in the pack the
    /// charge may be any.
    fn is_whole(&self, rules: &[&Charge]) -> bool {
        let here = rules.iter().copied().filter(|rule| self.is_here(rule) == Truth::Yes).collect_vec();
        let areas = self.purchase.area.map_or_else(|| areas(rules), |area| vec![area]);
        areas.into_iter().all(|area| {
            let of_area = here.iter().copied().filter(|rule| fits(rule, area)).collect_vec();
            let mut tries = TRIES;
            is_covered(&of_area, self.purchase.facts, &mut tries)
        })
    }

    /// What a charge comes to; `None` while what it is counted from is not known.
    fn span(&self, charge: &Charge) -> Option<(Money, Money)> {
        let items = match charge.counted {
            Counted::Price => return self.shares(charge, self.purchase.price),
            Counted::Loan => return self.shares(charge, self.purchase.loan),
            Counted::Once => 1,
            Counted::ExtraOwner => i64::from(self.purchase.owners?.saturating_sub(1)),
        };
        let amount = charge.per_item?.mul_ratio(items, 1, Rounding::HalfUp).ok()?;
        Some((amount, amount))
    }

    fn shares(&self, charge: &Charge, of: Option<Money>) -> Option<(Money, Money)> {
        let (low, high) = charge.share?;
        // Nothing of an amount that nobody knows is nothing.
        let of = if high == Rate::ZERO { Some(Money::ZERO) } else { of }?;
        let part = |share| of.mul_rate(share, Rounding::HalfUp).ok();
        Some((part(low)?, part(high)?))
    }

    fn asked(&self, item: CostItem, rules: &[&Charge]) -> Vec<&'static str> {
        let Purchase { facts, price, loan, area, owners, .. } = *self.purchase;
        let counted = |by| rules.iter().any(|it| it.counted == by && it.share.is_none_or(|share| share.1 > Rate::ZERO));
        let mut ask = rules.iter().flat_map(|rule| rule.when.unknown_facts(&facts)).map(Fact::name).collect_vec();
        ask.sort_unstable();
        ask.dedup();
        let open_place =
            |wide: bool| rules.iter().any(|rule| self.is_here(rule) == Truth::Unknown && is_local(rule) == wide);
        let open = [
            (open_place(true), "city"),
            (open_place(false), "product"),
            (area.is_none() && rules.iter().any(|rule| unless_by_area(rule) != Truth::Yes), "area"),
            (price.is_none() && counted(Counted::Price), "property"),
            (loan.is_none() && counted(Counted::Loan), "amount"),
            (owners.is_none() && counted(Counted::ExtraOwner), "owners"),
            (rules.is_empty(), item.name()),
        ];
        ask.extend(open.into_iter().filter_map(|(open, name)| open.then_some(name)));
        ask
    }
}

/// Whether it depends on the city, and not on the lender alone.
const fn is_local(charge: &Charge) -> bool {
    charge.place.province.is_some() || charge.place.city.is_some()
}

/// Whether a charge is for homes of this area.
fn fits(charge: &Charge, area: u32) -> bool {
    charge.area_up_to_sqm.is_none_or(|most| area <= hundredths(most))
        && charge.area_over_sqm.is_none_or(|least| area > hundredths(least))
}

fn hundredths(sqm: u16) -> u32 {
    u32::from(sqm) * 100
}

/// Whether a charge is for homes of any area; unknown while it depends on the area.
fn unless_by_area(charge: &Charge) -> Truth {
    if charge.area_up_to_sqm.or(charge.area_over_sqm).is_none() { Truth::Yes } else { Truth::Unknown }
}

/// An area on either side of every bound: together they stand for all.
fn areas(rules: &[&Charge]) -> Vec<u32> {
    let bounds = rules.iter().flat_map(|rule| [rule.area_up_to_sqm, rule.area_over_sqm]).flatten().map(hundredths);
    bounds.flat_map(|bound| [bound, bound + 1]).chain([1]).collect_vec()
}

/// How many households are thought of: beyond that nobody can say, for a pack may hang a charge on many facts.
const TRIES: u32 = 10_000;

/// Whether one of the rules holds, whatever the facts that are not known turn out to be.
fn is_covered(rules: &[&Charge], facts: Facts, tries: &mut u32) -> bool {
    if rules.iter().any(|rule| rule.when.holds(&facts) == Truth::Yes) {
        return true;
    }
    let Some(left) = tries.checked_sub(1) else { return false };
    *tries = left;
    let open = rules.iter().find_map(|rule| rule.when.unknown_facts(&facts).first().copied());
    open.is_some_and(|fact| {
        fact.values().all(|value| facts.with(fact, value).is_ok_and(|known| is_covered(rules, known, tries)))
    })
}

/// Who pays where a rule does not say: the trade's custom.
const fn payer(item: CostItem) -> Payer {
    match item {
        CostItem::MortgageRegistration => Payer::Lender,
        CostItem::Appraisal | CostItem::Guarantee => Payer::Unknown,
        _ => Payer::Buyer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn household(homes: Option<u64>) -> Facts {
        let Some(homes) = homes else { return Facts::EMPTY };
        let fact = Fact::HouseholdHomeCount;
        Facts::EMPTY.with(fact, fact.value_of_number(homes).unwrap()).unwrap()
    }

    fn purchase(homes: Option<u64>, area: Option<u32>) -> Purchase<'static> {
        let yuan = |yuan| Some(Money::from_yuan(yuan).unwrap());
        Purchase {
            facts: household(homes),
            price: yuan(3_000_000),
            loan: yuan(2_000_000),
            area,
            owners: Some(1),
            place: None,
            stated: &[],
        }
    }

    fn on(purchase: &Purchase<'_>) -> Costs<'static> {
        costs(purchase, Pack::builtin(), Date::constant(2026, 3, 2))
    }

    #[track_caller]
    fn deed(homes: Option<u64>, area: Option<u32>, least: i64, most: i64, ask: &[&str]) {
        let costs = on(&purchase(homes, area));
        let line = costs.line(CostItem::DeedTax).unwrap();
        assert_eq!((line.least, line.most), (yuan(least), Some(yuan(most))), "{line:?}");
        assert_eq!(line.ask, ask);
    }

    fn yuan(yuan: i64) -> Money {
        Money::from_yuan(yuan).unwrap()
    }

    #[test]
    fn deed_tax_goes_by_homes_and_area() {
        deed(Some(0), Some(14_000), 30_000, 30_000, &[]);
        deed(Some(0), Some(14_001), 45_000, 45_000, &[]);
        deed(Some(1), Some(9_000), 30_000, 30_000, &[]);
        deed(Some(1), Some(20_000), 60_000, 60_000, &[]);
        deed(Some(2), None, 90_000, 150_000, &[]);
        deed(Some(1), None, 30_000, 60_000, &["area"]);
        deed(None, Some(9_000), 30_000, 150_000, &["household_home_count"]);
    }

    #[test]
    fn a_rule_that_is_not_known_is_not_made_up() {
        // The tax of before December 2024 is not in the pack.
        let costs = costs(&purchase(Some(0), Some(9_000)), Pack::builtin(), Date::constant(2024, 11, 30));
        let line = costs.line(CostItem::DeedTax).unwrap();
        assert_eq!((line.most, line.ask.as_slice()), (None, ["deed_tax"].as_slice()));
        assert_eq!(costs.paid_by(Payer::Buyer).1, None);
        for item in [CostItem::Appraisal, CostItem::Guarantee] {
            let line = on(&purchase(Some(0), None)).line(item).unwrap().clone();
            assert_eq!((line.most, line.payer, line.ask.as_slice()), (None, Payer::Unknown, [item.name()].as_slice()));
        }
    }

    #[test]
    fn a_home_that_may_be_larger_than_any_rule_has_no_amount() {
        let mut pack = Pack::BUILTIN;
        pack.policy.charges.to_mut().retain(|charge| charge.area_over_sqm.is_none());
        let on = |area| costs(&purchase(Some(1), area), &pack, Date::constant(2026, 3, 2));
        assert_eq!(on(Some(14_000)).line(CostItem::DeedTax).unwrap().most, Some(yuan(30_000)));
        assert_eq!(on(None).line(CostItem::DeedTax).unwrap().most, None);
    }

    #[test]
    fn the_mortgagee_pays_for_its_mortgage() {
        let costs = on(&purchase(Some(0), Some(9_000)));
        let line = costs.line(CostItem::MortgageRegistration).unwrap();
        assert_eq!((line.payer, line.most), (Payer::Lender, Some(yuan(80))));
        assert_eq!(line.rules[0].origin.source.as_ref().unwrap().as_str(), "reg-xiangxi");
        // Deed tax, 80 for the title, and the stamp on the loan where it is asked: 0.005% of 2,000,000.
        assert_eq!(costs.paid_by(Payer::Buyer), (yuan(30_080), Some(yuan(30_180))));
        assert_eq!(costs.edition, &Pack::builtin().edition.id);
    }

    #[test]
    fn a_stated_amount_stands_before_a_rule() {
        let stated = [(CostItem::Appraisal, yuan(600))];
        let costs = on(&Purchase { stated: &stated, ..purchase(Some(0), Some(9_000)) });
        assert_eq!(costs.line(CostItem::Appraisal).unwrap().text(), "appraisal: 600.00 yuan, paid by unknown");
        assert_eq!(costs.line(CostItem::DeedTax).unwrap().zh(), "契税：30000.00元，承担方：买方");
        let open = on(&purchase(Some(1), None));
        let line = open.line(CostItem::DeedTax).unwrap();
        assert_eq!(line.zh(), "契税：30000.00至60000.00元，承担方：买方");
        assert_eq!(line.text(), "deed tax: 30000.00 to 60000.00 yuan, paid by buyer");
    }

    #[test]
    fn a_home_already_owned_is_not_bought() {
        let facts = household(Some(1)).with_word(Fact::Property, "titled_home").unwrap();
        let costs = on(&Purchase { facts, ..purchase(None, None) });
        assert!(costs.line(CostItem::DeedTax).is_none() && costs.line(CostItem::MortgageRegistration).is_some());
        let facts = household(Some(1)).with_word(Fact::Property, "presale").unwrap();
        let costs = on(&Purchase { facts, owners: None, ..purchase(None, None) });
        assert_eq!(costs.line(CostItem::AdvanceNotice).unwrap().most, Some(Money::ZERO));
        assert_eq!(costs.line(CostItem::ExtraCertificate).unwrap().ask, ["owners"]);
    }

    prop_compose! {
        fn any_purchase()(
            homes in prop::option::of(0_u64..4),
            property in prop::option::of(prop::sample::select(PropertyKind::ALL)),
            price in prop::option::of(1_i64..9_000_000),
            share in 1_i64..100,
            area in prop::option::of(1_000_u32..50_000),
            owners in prop::option::of(1_u8..6),
        ) -> Purchase<'static> {
            let mut facts = household(homes);
            if let Some(property) = property {
                facts.set(Fact::Property, property.value()).unwrap();
            }
            let yuan = |yuan: i64| Money::from_yuan(yuan).unwrap();
            let loan = price.map(|price| yuan((price * share / 100).max(1)));
            Purchase { facts, price: price.map(yuan), loan, area, owners, place: None, stated: &[] }
        }
    }

    proptest! {
        #[test]
        fn who_pays_pays_the_lines_that_are_theirs(purchase in any_purchase()) {
            let costs = costs(&purchase, Pack::builtin(), Date::constant(2026, 3, 2));
            let items: Vec<CostItem> = costs.lines.iter().map(|line| line.item).collect();
            prop_assert!(items.is_sorted() && items.windows(2).all(|two| two[0] != two[1]));
            for line in &costs.lines {
                prop_assert!(line.most.is_none_or(|most| line.least <= most), "{:?}", line);
                prop_assert!(line.ask.is_empty() || line.most != Some(line.least), "{:?}", line);
            }
            let least: Money = Money::sum(costs.lines.iter().map(|line| line.least))?;
            let paid = Money::sum(Payer::ALL.iter().map(|payer| costs.paid_by(*payer).0))?;
            prop_assert_eq!(paid, least);
        }

        #[test]
        fn what_is_told_more_narrows_each_cost(purchase in any_purchase(), homes in 0_u64..4, area in 1_000_u32..50_000) {
            let day = Date::constant(2026, 3, 2);
            let mut more = Purchase { area: purchase.area.or(Some(area)), ..purchase };
            let fact = Fact::HouseholdHomeCount;
            if purchase.facts.get(fact).is_none() {
                more.facts.set(fact, fact.value_of_number(homes)?)?;
            }
            let (before, after) = (costs(&purchase, Pack::builtin(), day), costs(&more, Pack::builtin(), day));
            for line in &after.lines {
                let Some(wide) = before.line(line.item) else { continue };
                prop_assert!(wide.least <= line.least, "{:?} after {:?}", line, wide);
                prop_assert!(wide.most.is_none_or(|most| line.most.is_some_and(|it| it <= most)), "{:?} after {:?}", line, wide);
            }
        }

        #[test]
        fn what_is_stated_is_what_it_costs(purchase in any_purchase(), item in prop::sample::select(CostItem::ALL), fen in 0_i64..10_000_000) {
            let amount = Money::new(fen)?;
            let stated = [(item, amount)];
            let costs = costs(&Purchase { stated: &stated, ..purchase }, Pack::builtin(), Date::constant(2026, 3, 2));
            if let Some(line) = costs.line(item) {
                prop_assert_eq!((line.least, line.most, line.ask.len()), (amount, Some(amount), 0));
            }
        }
    }
}
