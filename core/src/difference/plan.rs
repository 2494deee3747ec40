//! What has to be looked at to compare two editions for a loan of one product.

use super::papers::{self, RowPair};
use super::rates::{self, Quoted};
use super::{Seen, Sides, gates, judge, limits};
use crate::case::edition::{Basis, JudgedDays};
use crate::collect::CollectVec;
use crate::finding::{Judgment, Subject};
use crate::product::{Days, DecidingDay, Limit, LimitKind, Product, ProductId};

/// A loan under both editions.
pub(crate) struct Standing<'a> {
    pub(crate) old: &'a Subject<'a>,
    pub(crate) new: &'a Subject<'a>,
}

/// The rules that may change for a loan of one product.
pub(crate) struct Plan<'c> {
    products: [Option<&'c Product>; 2],
    rows: Vec<RowPair<'c>>,
    /// Public limits of both editions. By which deciding days are still open, where that says which limits can change;
    /// else all of them at the one place.
    public: Vec<[Vec<&'c Limit>; 2]>,
    printed: [Vec<Limit>; 2],
    routes: bool,
    /// Whether a rate can change: while the day of the payout is open, and once it is fixed.
    rates: [bool; 2],
}

impl<'c> Plan<'c> {
    /// Everything is looked at.
    pub(crate) fn whole(product: &ProductId, sides: &Sides<'c>) -> Self {
        let products = [sides.old, sides.new].map(|side| side.pack.product(product));
        Self {
            products,
            rows: papers::pairs(products),
            public: vec![public(products, sides, |_| true)],
            printed: products.map(|product| product.map(Product::limits).unwrap_or_default()),
            routes: true,
            rates: [true; 2],
        }
    }

    /// Only what can change from one edition to the other is looked at: the answer is the same.
    pub(crate) fn narrowed(product: &ProductId, sides: &Sides<'c>) -> Self {
        let mut plan = Self::whole(product, sides);
        plan.rows.retain(RowPair::may_differ);
        let [old, new] = &plan.printed;
        if old == new {
            plan.printed = Default::default();
        }
        let moved = plan.is_moved(sides);
        let open =
            (0..16).map(|open| public(plan.products, sides, |kind| moved || plan.touches(kind, Open(open), sides)));
        plan.public = open.collect_vec();
        plan.routes = moved || sides.old.pack.routes != sides.new.pack.routes;
        plan.rates = rates::may_change(plan.products, sides);
        plan
    }

    /// Whether other limits are looked up for the product itself, or places are called otherwise.
    fn is_moved(&self, sides: &Sides<'c>) -> bool {
        let [old, new] = self.products.map(|it| it.map(|it| (it.kind, &it.region)));
        old != new || sides.old.pack.policy.cities != sides.new.pack.policy.cities
    }

    /// Whether some limit of a kind is in force in one edition only, or differs, for loans whose deciding days are open.
    fn touches(&self, kind: LimitKind, open: Open, sides: &Sides<'c>) -> bool {
        let Some([old, new]) = self.public.first() else { return true };
        let same = |it: &&Limit| {
            let other = new.iter().find(|other| other.id == it.id);
            let moves = open.is(it.origin.decided_on);
            let covers = |day| !moves || it.origin.effective.covers(day);
            other == Some(it) && covers(sides.old.day) == covers(sides.new.day)
        };
        let of_kind = |it: &&&Limit| it.kind == kind;
        let count = |list: &Vec<&Limit>| list.iter().filter(|it| it.kind == kind).count();
        count(old) != count(new) || !old.iter().filter(of_kind).all(same)
    }

    /// Whether nothing can change for a loan with these deciding days still open.
    pub(crate) fn is_idle(&self, open: Open) -> bool {
        let none = |lists: &[Vec<_>; 2]| lists.iter().all(Vec::is_empty);
        let public = self.public_of(open).is_none_or(none);
        let printed = self.printed.iter().all(Vec::is_empty);
        self.rows.is_empty() && public && printed && !self.routes && !self.rate_may_change(open)
    }

    fn rate_may_change(&self, open: Open) -> bool {
        let [provisional, fixed] = self.rates;
        if open.is(DecidingDay::Payout) { provisional } else { fixed }
    }

    /// What changes for a loan. Of a limit on an age, the second argument says whose: a place among the borrowers.
    pub(crate) fn changes<'p>(
        &'p self,
        sides: &Sides<'c>,
        loan: &Standing<'_>,
        emit: &mut dyn FnMut(Seen<'p>, Option<usize>),
    ) where
        'c: 'p,
    {
        self.papers(loan, emit);
        self.limits(sides, loan, emit);
        self.rate(sides, loan, emit);
        self.gates(sides, loan, emit);
    }

    /// What changes in the list itself, whomever it is for.
    pub(super) fn listed<'p>(&'p self, sides: &Sides<'c>, emit: &mut dyn FnMut(Seen<'p>)) {
        let (old, new) = (Days::all(sides.old.day), Days::all(sides.new.day));
        for row in &self.rows {
            if let Some(kind) = row.listed([&old, &new]) {
                emit(Seen::Paper(kind, row));
            }
        }
    }

    fn papers<'p>(&'p self, loan: &Standing<'_>, emit: &mut dyn FnMut(Seen<'p>, Option<usize>)) {
        if self.rows.is_empty() {
            return;
        }
        let (old, new) = (loan.old.days.days(), loan.new.days.days());
        for row in &self.rows {
            if let Some(kind) = row.change(loan.old.facts, [&old, &new]) {
                emit(Seen::Paper(kind, row), None);
            }
        }
    }

    fn limits<'p>(&'p self, sides: &Sides<'c>, loan: &Standing<'_>, emit: &mut dyn FnMut(Seen<'p>, Option<usize>)) {
        let mut told = |old: &[Judgment<'p>], new: &[Judgment<'p>]| {
            limits::changes(old, new, &mut |old, new, party| emit(Seen::Limit(old, new), party));
        };
        let (old, new) = (judge(loan.old, sides.old), judge(loan.new, sides.new));
        if let Some([before, after]) = self.public_of(Open::of(&loan.old.days)) {
            if !(before.is_empty() && after.is_empty()) {
                told(&old.public(before.iter().copied()), &new.public(after.iter().copied()));
            }
        }
        let [before, after] = &self.printed;
        if !(before.is_empty() && after.is_empty()) {
            told(&old.printed(before.iter()), &new.printed(after.iter()));
        }
    }

    fn public_of(&self, open: Open) -> Option<&[Vec<&'c Limit>; 2]> {
        match self.public.as_slice() {
            [all] => Some(all),
            by_open => by_open.get(usize::from(open.0)),
        }
    }

    fn rate<'p>(&'p self, sides: &Sides<'c>, loan: &Standing<'_>, emit: &mut dyn FnMut(Seen<'p>, Option<usize>))
    where
        'c: 'p,
    {
        if !self.rate_may_change(Open::of(&loan.old.days)) {
            return;
        }
        let quoted = |product: Option<&Product>, loan: &Subject<'_>, side| {
            Quoted::of(product?.kind, loan.term_months, loan.facts, loan.days.of(DecidingDay::Payout), side)
        };
        let [before, after] = self.products;
        if let Some((old, new)) = rates::change(quoted(before, loan.old, sides.old), quoted(after, loan.new, sides.new))
        {
            emit(Seen::Rate(old, new), None);
        }
    }

    fn gates<'p>(&'p self, sides: &Sides<'c>, loan: &Standing<'_>, emit: &mut dyn FnMut(Seen<'p>, Option<usize>))
    where
        'c: 'p,
    {
        if !self.routes {
            return;
        }
        let [before, after] = self.products;
        let route =
            |product: Option<&Product>, side: super::Side<'c>| side.pack.route(product?.kind, loan.old.facts).found();
        let (old, new) = (route(before, sides.old), route(after, sides.new));
        gates::changes(old, new, &mut |kind, step, old, new| emit(Seen::Gate(kind, step, old, new), None));
    }
}

fn public<'c>(
    products: [Option<&'c Product>; 2],
    sides: &Sides<'c>,
    wanted: impl Fn(LimitKind) -> bool,
) -> [Vec<&'c Limit>; 2] {
    let [old, new] = products;
    [(old, sides.old), (new, sides.new)].map(|(product, side)| {
        let Some(product) = product else { return Vec::new() };
        let theirs = side.pack.policy.limits.iter().filter(|limit| limit.is_for(product));
        theirs.filter(|limit| wanted(limit.kind)).collect_vec()
    })
}

/// Which deciding days have not come: a bit each, in the order of [`DecidingDay::ALL`].
#[derive(Clone, Copy)]
pub(crate) struct Open(u8);

impl Open {
    fn of(days: &JudgedDays) -> Self {
        Self::bits(days.0.map(|(_, basis)| basis == Basis::Provisional))
    }

    /// In the order of [`DecidingDay::ALL`].
    pub(crate) fn bits(open: [bool; 4]) -> Self {
        Self(open.iter().rev().fold(0, |bits, open| bits << 1 | u8::from(*open)))
    }

    fn is(self, decides: DecidingDay) -> bool {
        self.0 & (1 << (decides as u8)) != 0
    }
}
