//! A pack as few bytes: what a case is judged by, by position.
//!
//! For where every byte is fetched. Limits, charges, deadlines, letters and sources are left out, for no command asks
//! them; a pack that was unpacked says nothing of them. The form has no version of its own: what one version of the
//! library packed, that version unpacks, and no other.

mod bytes;

use super::{
    After, Asks, Authority, Condition, Confidence, DecidingDay, Edition, EditionId, Eligibility, Gate, GateLine,
    GateStep, MilestoneKind, Name, Need, NewsKind, NoticeRule, Origin, Original, Pack, PaperAsked, Period, Policy,
    Product, ProductId, ProductKind, PropertyKind, Purpose, RateRule, Readiness, Requirement, RequirementStep,
    Requirements, Role, Route, RouteId, RuleId, Sequence, Signing, Topic, ValidFrom, Validity, Waivable, WaivableId,
};
use crate::document::{DocumentCategory, DocumentInfo, DocumentKind};
use crate::error::{Error, ErrorCode};
use crate::fact::{Fact, Value};
use crate::limits;
use bytes::{Cursor, Out, Packed};
use std::borrow::Cow;

/// What stands before the rows: which version packed them.
const HEAD: &str = concat!("anjieflow ", env!("CARGO_PKG_VERSION"), " pack\n");

impl Pack {
    /// What a case is judged by, as few bytes.
    ///
    /// ```
    /// use anjieflow::product::{Pack, ProductId};
    ///
    /// let small = Pack::unpack(&Pack::builtin().packed())?;
    /// assert_eq!(small.edition, Pack::builtin().edition);
    /// assert_eq!(small.routes.len(), Pack::builtin().routes.len());
    /// assert!(small.policy.limits.is_empty());
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    #[must_use]
    pub fn packed(&self) -> Vec<u8> {
        let mut out = Out::default();
        self.put(&mut out);
        let rows = out.whole();
        [HEAD.as_bytes(), &checked(&rows).to_le_bytes(), &rows].concat()
    }

    /// Reads what [`packed`](Self::packed) wrote. It was checked when it was read as a pack; here nobody asks again whether its
    /// rules work together.
    ///
    /// # Errors
    /// `NewerFormat` when another version packed it, `Malformed` when it is no packed pack or was damaged, `BeyondLimit` when it is
    /// longer than any.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Error> {
        limits::bytes("packed rules", bytes, limits::PACKED_BYTES)?;
        let rows = bytes.strip_prefix(HEAD.as_bytes()).ok_or_else(|| foreign(bytes))?;
        let (check, rows) = rows.split_first_chunk().ok_or_else(damaged)?;
        if *check != checked(rows).to_le_bytes() {
            return Err(damaged());
        }
        let mut cursor = Cursor::new(rows);
        let pack = Self::take(&mut cursor);
        if cursor.is_whole() { Ok(pack) } else { Err(damaged()) }
    }
}

/// FNV-1a: it finds damage, it does not prove authorship.
fn checked(rows: &[u8]) -> u32 {
    rows.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cold]
fn foreign(bytes: &[u8]) -> Error {
    match bytes.starts_with(b"anjieflow ") {
        true => Error::new(ErrorCode::NewerFormat, "another version of the library packed these rules"),
        false => Error::new(ErrorCode::Malformed, "these are no packed rules"),
    }
    .help("pack the rules with this version")
}

#[cold]
fn damaged() -> Error {
    Error::new(ErrorCode::Malformed, "the packed rules are damaged").help("pack the rules anew")
}

/// Rows by their fields, in this order; after the semicolon, what a case does not ask, and what stands for it.
macro_rules! packed {
    ($( $name:ident { $($field:ident),* $(; $($left:ident: $blank:expr),*)? } )+) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Out) {
                $( self.$field.put(out); )*
            }
            fn take(from: &mut Cursor<'_>) -> Self {
                Self { $( $field: Packed::take(from), )* $( $($left: $blank),* )? }
            }
        }
    )+ };
}

const SILENT: Cow<'static, str> = Cow::Borrowed("");

packed! {
    Pack { edition, documents, products, routes, waivers, notices;
        deadlines: Cow::Borrowed(&[]), templates: Cow::Borrowed(&[]), policy: Policy::EMPTY, sources: Cow::Borrowed(&[])
    }
    Edition { id, published }
    Name { zh, en }
    Period { from, until }
    DocumentInfo { kind, zh, en, category, default_validity_days;
        supplied_by: SILENT, form: SILENT, validity_note: SILENT, checked_by: SILENT, consistency_checks: SILENT
    }
    Product { id, institution, name, kind, property_kinds, requirements, term_months_max, age_min, signs;
        region: None, age_max: None, age_plus_term_max_years: None, building_age_max_years: None,
        building_age_plus_term_max_years: None, ltv_percent_max: None, down_payment_percent_min: None, ltv_note: SILENT,
        housing_dti_percent_max: None, total_dti_percent_max: None, amount_max: None, rate_rule: RateRule::LprSpread,
        rate_text: SILENT, repayment_methods: Cow::Borrowed(&[]), eligibility: Eligibility::ANYBODY, published: SILENT,
        confidence: Confidence::Low, sources: Cow::Borrowed(&[])
    }
    Requirement { id, asks, role, when, unless, step, note, origin }
    Origin { effective, decided_on; source: None, published: None, confidence: Confidence::Low }
    PaperAsked { document, original, copies, validity }
    Validity { days, from }
    Route { id, name, product_kind, property, when, gates, sequences; source: SILENT }
    Gate { step, lines }
    GateLine { id, need, note; source: None }
    Sequence { id, first, then, note; source: None }
    Waivable { id, documents, milestones, granted_by, days_max, steps, note, effective;
        source: None, confidence: Confidence::Low
    }
    // A notice is told from other words by its topic, and by whether it is of a loan.
    NoticeRule { id, after, topic;
        whom: Cow::Borrowed(&[]), within: RuleId(SILENT), known_after: Cow::Borrowed(&[]), when: Condition::Always,
        standing: None, template: RuleId(SILENT), note: Name { zh: SILENT, en: SILENT }, source: None
    }
}

/// Identifiers, as text.
macro_rules! named {
    ($($name:ident),+) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Out) {
                self.0.put(out);
            }
            fn take(from: &mut Cursor<'_>) -> Self {
                Self(Packed::take(from))
            }
        }
    )+ };
}

named!(EditionId, ProductId, DocumentKind, WaivableId, Topic);

/// Names of rows, part by part: most are made of the names of what the row is about.
macro_rules! paths {
    ($($name:ident),+) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Out) {
                out.length(self.0.split('/').count());
                self.0.split('/').for_each(|part| out.text(part));
            }
            fn take(from: &mut Cursor<'_>) -> Self {
                Self(from.path())
            }
        }
    )+ };
}

paths!(RuleId, RouteId);

/// Members of closed sets, by their place in it.
macro_rules! closed {
    ($($name:ident),+ $(,)?) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Out) {
                out.byte(*self as u8);
            }
            fn take(from: &mut Cursor<'_>) -> Self {
                from.member(Self::ALL)
            }
        }
    )+ };
}

closed!(
    Authority,
    DecidingDay,
    DocumentCategory,
    Fact,
    GateStep,
    MilestoneKind,
    NewsKind,
    Original,
    ProductKind,
    PropertyKind,
    Purpose,
    Readiness,
    RequirementStep,
    Role,
    Signing,
    ValidFrom,
);

impl Packed for Value {
    fn put(&self, out: &mut Out) {
        out.byte(self.0);
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        Self(from.byte())
    }
}

/// Alternatives: each by a number, and what belongs to it.
macro_rules! one_of {
    ($($name:ident, $blank:expr; { $($tag:literal $variant:ident $(($of:ident))? $({ $($field:ident),+ })?),+ })+) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Out) {
                match self {
                    $( Self::$variant $(($of))? $({ $($field),+ })? => {
                        out.byte($tag);
                        $( $of.put(out); )?
                        $( $( $field.put(out); )+ )?
                    } )+
                }
            }
            fn take(from: &mut Cursor<'_>) -> Self {
                from.within($blank, |from| match from.byte() {
                    $( $tag => Self::$variant $(({ let $of = Packed::take(from); $of }))? $({ $($field: Packed::take(from)),+ })?, )+
                    _ => from.wrong($blank),
                })
            }
        }
    )+ };
}

one_of! {
    Requirements, Self::NotPublished; { 0 NotPublished, 1 Listed(rows) }
    Condition, Self::Always; { 0 Always, 1 In { fact, values }, 2 All(parts), 3 Any(parts), 4 Not(parts) }
    Asks, Self::AllOf(Cow::Borrowed(&[])); { 0 Paper(paper), 1 AllOf(of), 2 AnyOf(of), 3 AtLeast { count, of } }
    Need, Self::Papers(Readiness::Received); {
        0 Filed(kind), 1 Done(kind), 2 DoneIfOpened(kind), 3 Papers(readiness), 4 Consented(purpose)
    }
    After, Self::Event(NewsKind::ProductChosen); { 0 Filed(kind), 1 Returned(kind), 2 Done(kind), 3 Lapsed(kind), 4 Event(event) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a case asks of a pack, as text: everything but what is left out.
    fn asked(pack: &Pack) -> String {
        let Pack { edition, products, documents, routes, waivers, notices, .. } = pack;
        let products = products.iter().map(|it| {
            let Product { id, institution, name, kind, property_kinds, term_months_max, age_min, signs, .. } = it;
            let rows = it.requirements.listed().map(|rows| {
                rows.iter()
                    .map(|it| (&it.id, &it.asks, it.role, &it.when, &it.unless, it.step, &it.note))
                    .collect::<Vec<_>>()
            });
            let days = it
                .requirements
                .listed()
                .unwrap_or_default()
                .iter()
                .map(|it| it.origin.as_ref().map(|it| (it.effective, it.decided_on)));
            let days: Vec<_> = days.collect();
            format!("{:?}", (id, institution, name, kind, property_kinds, term_months_max, age_min, signs, rows, days))
        });
        let documents = documents
            .iter()
            .map(|it| format!("{:?}", (&it.kind, &it.zh, &it.en, it.category, it.default_validity_days)));
        let routes = routes.iter().map(|it| {
            let lines =
                it.gates.iter().flat_map(|gate| gate.lines.iter().map(|it| (gate.step, &it.id, it.need, &it.note)));
            let sequences = it.sequences.iter().map(|it| (&it.id, it.first, it.then, &it.note));
            let (lines, sequences): (Vec<_>, Vec<_>) = (lines.collect(), sequences.collect());
            format!("{:?}", (&it.id, &it.name, it.product_kind, it.property, &it.when, lines, sequences))
        });
        let waivers = waivers.iter().map(|it| {
            let Waivable { id, documents, milestones, granted_by, days_max, steps, note, effective, .. } = it;
            format!("{:?}", (id, documents, milestones, granted_by, days_max, steps, note, effective))
        });
        let topics = notices.iter().map(|it| format!("{:?}", (&it.topic, pack.topic_of_a_loan(it.topic.as_str()))));
        let rows = products.chain(documents).chain(routes).chain(waivers).chain(topics);
        format!("{edition:?}\n{}", rows.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn nothing_that_a_case_asks_is_lost() {
        let small = Pack::unpack(&Pack::builtin().packed()).unwrap();
        assert_eq!(asked(&small), asked(Pack::builtin()));
        assert_eq!(small.packed(), Pack::builtin().packed());
    }

    #[test]
    fn what_is_damaged_or_foreign_is_refused() {
        let whole = Pack::builtin().packed();
        let code = |bytes: &[u8]| Pack::unpack(bytes).unwrap_err().code();
        assert_eq!(code(b"{}"), ErrorCode::Malformed);
        assert_eq!(code(b"anjieflow 0.0.1 pack\n"), ErrorCode::NewerFormat);
        assert_eq!(code(&[&whole[..], b"x"].concat()), ErrorCode::Malformed);
        for end in (HEAD.len()..whole.len()).step_by(1009) {
            assert_eq!(code(&whole[..end]), ErrorCode::Malformed, "{end}");
        }
        for at in (HEAD.len()..whole.len()).step_by(1009) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            assert_eq!(code(&changed), ErrorCode::Malformed, "{at}");
        }
    }

    #[test]
    fn what_lies_too_deep_is_refused() {
        // No texts, then one within another.
        let nested = [vec![0], [4, 1].repeat(1_000)].concat();
        let mut cursor = Cursor::new(&nested);
        assert_eq!(Condition::take(&mut cursor).mentioned(), crate::fact::FactSet::EMPTY);
        assert!(!cursor.is_whole());
    }
}
