//! Who buys, who will own, who mortgages (check 4), and who sells (check 18).

use super::desk::{Desk, names, nearest, within};
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::identity::Name;
use crate::product::Role;

const SELLERS: &[Role] = &[Role::Seller, Role::SellerCoOwner];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut found = buyers(desk);
    found.extend(unknown(desk));
    found.extend(sellers(desk));
    found.extend(silent(desk));
    found.extend(tenant(desk));
    found.extend(not_added(desk));
    found.extend(spouses(desk));
    found
}

fn buyers(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let buyers = [desk.seen(Field::Buyers), desk.seen(Field::Owners)].concat();
    let Some(first) = buyers.first() else { return Vec::new() };
    let spouses = desk.names_of(&[Role::Spouse]);
    let others = buyers.iter().filter(|other| !same(names(&first.value), names(&other.value)));
    let mortgagors = desk.seen(Field::Mortgagors);
    let mortgagors = mortgagors.iter().filter(|it| !mortgage(names(&first.value), names(&it.value), &spouses));
    others.chain(mortgagors).map(|other| Inconsistency::new(Check::OwnersDiffer, first, other)).collect_vec()
}

fn same(names: &[Name], others: &[Name]) -> bool {
    within(names, others) && within(others, names)
}

/// Every owner mortgages; a spouse may besides.
fn mortgage(owners: &[Name], mortgagors: &[Name], spouses: &[Name]) -> bool {
    let besides = mortgagors.iter().filter(|name| !owners.contains(name));
    within(owners, mortgagors) && besides.into_iter().all(|name| spouses.contains(name))
}

fn unknown(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let buying = desk.file.parties.iter().filter(|party| !SELLERS.contains(&party.role));
    let known = buying.map(|party| party.name.clone()).collect_vec();
    let lists = [Field::Buyers, Field::Owners, Field::Mortgagors].map(|field| desk.seen(field)).concat();
    lists.iter().flat_map(|list| outside(Check::BuyerUnknown, list, &known)).collect_vec()
}

/// The names of a list that are none of these; nothing where none are known.
fn outside(check: Check, list: &Seen, known: &[Name]) -> Vec<Inconsistency> {
    let strangers = names(&list.value).iter().filter(|name| !known.is_empty() && !known.contains(name));
    let told = |name: &Name| {
        let case = Seen::in_case(list.field, nearest(known, name));
        Inconsistency::new(check, &case, &list.with(Value::Name(name.clone())))
    };
    strangers.map(told).collect_vec()
}

fn sellers(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let (titles, sellers) = (desk.seen(Field::TitleHolders), desk.seen(Field::Sellers));
    let Some(title) = titles.first() else {
        return against_case(desk, &sellers);
    };
    let other_titles = titles.iter().filter(|other| !same(names(&title.value), names(&other.value)));
    let strangers = sellers.iter().filter(|it| !within(names(&it.value), names(&title.value)));
    let mut found =
        other_titles.chain(strangers).map(|it| Inconsistency::new(Check::SellersDiffer, title, it)).collect_vec();
    found.extend(against_case(desk, &[titles.as_slice(), &sellers].concat()));
    found
}

fn against_case(desk: &Desk<'_>, lists: &[Seen]) -> Vec<Inconsistency> {
    let known = desk.names_of(SELLERS);
    lists.iter().flat_map(|list| outside(Check::SellersDiffer, list, &known)).collect_vec()
}

/// Owners that neither sell nor consent, once a paper says who does.
fn silent(desk: &Desk<'_>) -> Option<Inconsistency> {
    let acting = [desk.seen(Field::Sellers), desk.seen(Field::Consenting)].concat();
    let (title, first) = (desk.seen(Field::TitleHolders).into_iter().next()?, acting.first()?);
    let acting = acting.iter().flat_map(|seen| names(&seen.value)).cloned().collect_vec();
    let silent = names(&title.value).iter().filter(|name| !acting.contains(name)).cloned().collect_vec();
    let (all, silent) = (first.with(Value::Names(acting)), (!silent.is_empty()).then_some(silent)?);
    Some(Inconsistency::new(Check::CoOwnerSilent, &all, &title.with(Value::Names(silent))))
}

/// A spouse of the case who stands on no paper of the mortgage, once one says who mortgages.
fn not_added(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let lists = desk.seen(Field::Mortgagors);
    let Some(first) = lists.first() else { return Vec::new() };
    let consents = desk.seen_where(Field::Consenting, |paper| paper.document == DocumentKind::MORTGAGOR_CONSENT);
    let lists = lists.iter().chain(&consents).flat_map(|seen| names(&seen.value)).cloned().collect_vec();
    let spouses = desk.names_of(&[Role::Spouse]).into_iter().filter(|spouse| !lists.contains(spouse));
    let case = |name| Seen::in_case(Field::Spouse, Value::Name(name));
    spouses.map(|name| Inconsistency::new(Check::SpouseNotAdded, &case(name), first)).collect_vec()
}

/// Spouses of those who sell that neither sell nor consent, once a paper says who does.
fn spouses(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let acting = [desk.seen(Field::Sellers), desk.seen(Field::Consenting)].concat();
    let Some(first) = acting.first() else { return Vec::new() };
    let acts = |spouse: &Seen| {
        acting.iter().any(|seen| names(&seen.value).iter().any(|name| Value::Name(name.clone()) == spouse.value))
    };
    let spouses = desk.seen_where(Field::Spouse, |paper| desk.sells(&paper.holder)).into_iter();
    let silent = spouses.filter(|spouse| !acts(spouse));
    silent.map(|spouse| Inconsistency::new(Check::SpouseSilent, first, &spouse)).collect_vec()
}

fn tenant(desk: &Desk<'_>) -> Option<Inconsistency> {
    let yes = Value::Flag(true);
    let (leases, waivers) = (desk.seen(Field::Leased), desk.seen(Field::TenantWaives));
    let lease = leases.into_iter().find(|seen| seen.value == yes)?;
    let waived = waivers.iter().any(|seen| seen.value == yes);
    let rule = || Seen::by_rule(Field::TenantWaives, yes.clone());
    let refused = waivers.into_iter().next().unwrap_or_else(rule);
    (!waived).then(|| Inconsistency::new(Check::TenantNotWaived, &refused, &lease))
}
