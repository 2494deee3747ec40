//! A change in words, with the rules it cites.

use super::limits::Deciding;
use super::papers::RowPair;
use super::rates::Quoted;
use super::{Cause, ChangeKind, Cited, Side, Sides};
use crate::collect::CollectVec;
use crate::finding::Verdict;
use crate::product::{
    Asks, GateLine, GateStep, Limit, LimitValue, Origin, Original, Pack, PaperAsked, Product, Requirement, SourceId,
};

/// A change as it is found: the rules themselves, not yet in words.
#[derive(Clone, Copy)]
pub(crate) enum Seen<'p> {
    /// A row of a list.
    Paper(ChangeKind, &'p RowPair<'p>),
    /// A limit that decides.
    Limit(Option<Deciding<'p>>, Option<Deciding<'p>>),
    /// A published rate.
    Rate(Option<Quoted<'p>>, Option<Quoted<'p>>),
    /// A line of a gate.
    Gate(ChangeKind, GateStep, Option<&'p GateLine>, Option<&'p GateLine>),
}

/// Words in the two languages, English first.
type Words = [String; 2];

impl<'p> Seen<'p> {
    /// How much the limits are for the household.
    pub(crate) fn bounds(&self) -> (Option<i64>, Option<i64>) {
        let bound = |it: &Option<Deciding<'_>>| it.and_then(|it| it.bound);
        match self {
            Seen::Limit(old, new) => (bound(old), bound(new)),
            _ => (None, None),
        }
    }

    /// Whether it is the same change: the same rules, and the same verdicts.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Seen::Paper(kind, row), Seen::Paper(other, others)) => kind == other && std::ptr::eq(*row, *others),
            (Seen::Limit(old, new), Seen::Limit(before, after)) => same_limit(old, before) && same_limit(new, after),
            (Seen::Rate(old, new), Seen::Rate(before, after)) => same_rate(old, before) && same_rate(new, after),
            (Seen::Gate(kind, step, old, new), Seen::Gate(other, others, before, after)) => {
                (kind, step) == (other, others) && same_line(old, before) && same_line(new, after)
            }
            _ => false,
        }
    }

    /// The change in words.
    pub(crate) fn told(&self, sides: &Sides<'_>) -> Cause {
        match self {
            Seen::Paper(kind, row) => paper(*kind, row, sides),
            Seen::Limit(old, new) => limit(old.as_ref(), new.as_ref(), sides),
            Seen::Rate(old, new) => rate(*old, *new, sides),
            Seen::Gate(kind, step, old, new) => gate(*kind, *step, *old, *new, sides),
        }
    }
}

fn same_limit(one: &Option<Deciding<'_>>, other: &Option<Deciding<'_>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one.limit, other.limit) && one.verdict == other.verdict,
        (None, None) => true,
        _ => false,
    }
}

fn same_rate(one: &Option<Quoted<'_>>, other: &Option<Quoted<'_>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is_same(*other),
        (None, None) => true,
        _ => false,
    }
}

fn same_line(one: &Option<&GateLine>, other: &Option<&GateLine>) -> bool {
    one.map(std::ptr::from_ref) == other.map(std::ptr::from_ref)
}

/// What changes, from what to what.
fn sentence(what: &Words, old: Option<&Cited>, new: Option<&Cited>) -> Words {
    let value = |cited: Option<&Cited>, zh: bool| match cited {
        Some(cited) if zh => cited.zh.clone(),
        Some(cited) => cited.en.clone(),
        None => if zh { "无" } else { "none" }.to_owned(),
    };
    let [en, zh] = what;
    [
        format!("{en}: {} → {}", value(old, false), value(new, false)),
        format!("{zh}：{} → {}", value(old, true), value(new, true)),
    ]
}

fn cause(kind: ChangeKind, what: &Words, old: Option<Cited>, new: Option<Cited>) -> Cause {
    let [en, zh] = sentence(what, old.as_ref(), new.as_ref());
    Cause { kind, old, new, before: None, after: None, aspects: Vec::new(), en, zh }
}

/// Another rule, or none, at either end.
fn kind_of<T>(old: Option<T>, new: Option<T>, [added, dropped, changed]: [ChangeKind; 3]) -> ChangeKind {
    match (old, new) {
        (None, _) => added,
        (_, None) => dropped,
        _ => changed,
    }
}

fn cited(rule: String, side: Side<'_>, origin: Option<&Origin>, source: Option<&SourceId>, [en, zh]: Words) -> Cited {
    let pack = side.pack;
    Cited {
        rule,
        edition: pack.edition.id.clone(),
        effective: origin.map(|origin| origin.effective),
        decided_on: origin.map(|origin| origin.decided_on),
        source: source.map(ToString::to_string),
        source_title: source.and_then(|id| pack.source(id)).map(|source| source.title.to_string()),
        confidence: origin.map(|origin| origin.confidence),
        en,
        zh,
    }
}

fn paper(kind: ChangeKind, pair: &RowPair<'_>, sides: &Sides<'_>) -> Cause {
    let [old_product, new_product] = pair.products;
    let row = |row: Option<&Requirement>, product: Option<&Product>, side: Side<'_>| {
        let row = row?;
        let origin = row.origin.as_ref();
        let own = origin.and_then(|origin| origin.source.as_ref());
        let source = own.or_else(|| product.and_then(|product| product.sources.first()));
        let words = [false, true].map(|zh| asked(&row.asks, side.pack, zh));
        Some(cited(row.id.to_string(), side, origin, source, words))
    };
    // A row that is not asked for is not cited, though its list still has it.
    let old = pair.old.filter(|_| kind != ChangeKind::PaperAdded);
    let new = pair.new.filter(|_| kind != ChangeKind::PaperDropped);
    let role = old.or(new).map(|row| row.role);
    let institution = new_product.or(old_product).map(|product| &product.institution);
    let what = [
        format!("{}, {}", institution.map_or("", |it| &it.en), role.map_or("", |it| it.name())),
        format!("{}，{}", institution.map_or("", |it| &it.zh), role.map_or("", |it| it.zh())),
    ];
    let (old, new) = (row(old, old_product, sides.old), row(new, new_product, sides.new));
    let aspects = if kind == ChangeKind::PaperChanged { pair.aspects() } else { Vec::new() };
    Cause { aspects, ..cause(kind, &what, old, new) }
}

/// What a row asks, in words.
fn asked(asks: &Asks, pack: &Pack, zh: bool) -> String {
    let joined = |of: &[Asks], gap: &str| of.iter().map(|part| asked(part, pack, zh)).collect_vec().join(gap);
    match asks {
        Asks::Paper(paper) => one_paper(paper, pack, zh),
        Asks::AllOf(of) => joined(of, if zh { "和" } else { " and " }),
        Asks::AnyOf(of) => joined(of, if zh { "或" } else { " or " }),
        Asks::AtLeast { count, of } if zh => format!("{}中的{count}项", joined(of, "、")),
        Asks::AtLeast { count, of } => format!("{count} of {}", joined(of, ", ")),
    }
}

fn one_paper(paper: &PaperAsked, pack: &Pack, zh: bool) -> String {
    let known = pack.document(&paper.document);
    let mut text = known.map_or(paper.document.as_str(), |it| if zh { &it.zh } else { &it.en }).to_owned();
    let mut add = |part: String| text = format!("{text}{}{part}", if zh { "，" } else { ", " });
    if paper.original != Original::Unknown {
        add(if zh { paper.original.zh() } else { paper.original.name() }.to_owned());
    }
    if let Some(copies) = paper.copies {
        add(if zh { format!("复印件{copies}份") } else { format!("copies {copies}") });
    }
    if let Some(window) = paper.validity {
        add(if zh { format!("{}日内有效", window.days) } else { format!("good for {} days", window.days) });
    }
    text
}

fn limit(old: Option<&Deciding<'_>>, new: Option<&Deciding<'_>>, sides: &Sides<'_>) -> Cause {
    let kind = old.or(new).map(|it| it.limit.kind);
    let what = [
        kind.map_or(String::new(), |it| it.name().replace('_', " ")),
        kind.map_or(String::new(), |it| it.zh().to_owned()),
    ];
    let before = old.map(|it| cited_limit(it.limit, sides.old));
    let after = new.map(|it| cited_limit(it.limit, sides.new));
    let change = kind_of(old, new, [ChangeKind::LimitAdded, ChangeKind::LimitDropped, ChangeKind::LimitChanged]);
    let mut cause = cause(change, &what, before, after);
    cause.before = old.and_then(|it| it.verdict);
    cause.after = new.and_then(|it| it.verdict);
    if cause.before.or(cause.after).is_some() {
        let verdict = |it: Option<Verdict>, zh: bool| it.map_or("—", |it| if zh { it.zh() } else { it.name() });
        cause.en += &format!("; {} → {}", verdict(cause.before, false), verdict(cause.after, false));
        cause.zh += &format!("；{} → {}", verdict(cause.before, true), verdict(cause.after, true));
    }
    cause
}

/// A limit as a rule of its own.
pub(super) fn cited_limit(limit: &Limit, side: Side<'_>) -> Cited {
    let words = [false, true].map(|zh| value(limit, zh));
    cited(limit.id.to_string(), side, Some(&limit.origin), limit.origin.source.as_ref(), words)
}

/// How much a limit is, before it is known for which household.
fn value(limit: &Limit, zh: bool) -> String {
    let unit = limit.kind.unit();
    match &limit.value {
        LimitValue::Number(number) => unit.shown(*number, zh),
        LimitValue::BySex(years) => {
            let (male, female) = if zh { ("男", "女") } else { ("men ", "women ") };
            format!("{male}{}, {female}{}", years.male, years.female)
        }
        LimitValue::Raised { base, .. } => {
            let more = if zh { "起，可上浮" } else { " and more for some" };
            unit.shown(base.fen(), zh) + more
        }
        LimitValue::OfBenchmark(times) => format!("{times} {}", if zh { "基准利率" } else { "of the benchmark rate" }),
        LimitValue::Lifted => if zh { "取消" } else { "lifted" }.to_owned(),
    }
}

fn rate(old: Option<Quoted<'_>>, new: Option<Quoted<'_>>, sides: &Sides<'_>) -> Cause {
    let what = old.or(new).map(|it| it.what()).unwrap_or_default();
    let before = old.map(|it| cited_rate(it, sides.old));
    let after = new.map(|it| cited_rate(it, sides.new));
    cause(ChangeKind::RateChanged, &what, before, after)
}

fn cited_rate(quoted: Quoted<'_>, side: Side<'_>) -> Cited {
    let origin = quoted.origin();
    let rate = |zh: bool| match quoted.rate() {
        Some(rate) => rate.to_string(),
        None => if zh { "待定" } else { "unknown" }.to_owned(),
    };
    cited(quoted.rule(), side, Some(origin), origin.source.as_ref(), [rate(false), rate(true)])
}

fn gate(kind: ChangeKind, step: GateStep, old: Option<&GateLine>, new: Option<&GateLine>, sides: &Sides<'_>) -> Cause {
    let line = |line: &GateLine, side: Side<'_>| {
        let words = [line.note.en.to_string(), line.note.zh.to_string()];
        cited(line.id.to_string(), side, None, line.source.as_ref(), words)
    };
    let what = [format!("before {}", step.name().replace('_', " ")), format!("{}之前", step.zh())];
    cause(kind, &what, old.map(|it| line(it, sides.old)), new.map(|it| line(it, sides.new)))
}
