//! What a rule says, in Chinese and English: under which edition, since when, and where it was read.
//!
//! Checklist lines, blockers, findings and tasks cite rules by name; this is where a name is looked up.
//!
//! ```
//! use anjieflow::explain::RuleKind;
//! use anjieflow::product::{Pack, RuleId};
//!
//! let rule = RuleId::new("citic-jinan-new/income_cert/spouse")?;
//! let told = Pack::builtin().explain(&rule).unwrap();
//! assert_eq!(told.kind, RuleKind::Requirement);
//! assert_eq!(told.en, "spouse: Employer's income certificate; when marital is married");
//! assert_eq!(told.zh, "配偶：收入证明；适用：婚姻状况为已婚");
//! assert_eq!(told.source.unwrap().id.as_str(), "citic-jinan");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use crate::collect::CollectVec;
use crate::fact::PropertyKind;
use crate::product::{
    Addressee, After, Asks, Condition, Confidence, Deadline, DecidingDay, Edition, GateLine, GateStep, Length, Limit,
    LimitValue, MilestoneKind, Moment, Name, Need, NoticeRule, Original, Pack, PaperAsked, Pause, Period, Place,
    Product, Requirement, RequirementStep, Route, RuleId, Sequence, Signing, Source, SourceId, Stacking, Standing,
    Unit, Waivable,
};
use crate::words::closed;

/// A rule, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation<'c> {
    /// Its name.
    pub rule: RuleId,
    /// What sort of rule it is.
    pub kind: RuleKind,
    /// What it says, in English.
    pub en: String,
    /// What it says, in Chinese.
    pub zh: String,
    /// The edition it stands in.
    pub edition: &'c Edition,
    /// From when to when it holds.
    pub effective: Period,
    /// Which day of a case decides whether it holds; `None` where it holds for every case.
    pub decided_on: Option<DecidingDay>,
    /// Where it was read; `None` is general knowledge of the trade.
    pub source: Option<&'c Source>,
    /// How far it is trusted, where that is said.
    pub confidence: Option<Confidence>,
}

closed! {
    /// What sort of rule it is.
    pub enum RuleKind ("kind of rule") {
        /// A row of a product's list of papers.
        Requirement "requirement" "资料要求",
        /// A line of a gate.
        Gate "gate" "关卡",
        /// One milestone after another.
        Sequence "sequence" "先后顺序",
        /// By when something is due.
        Deadline "deadline" "期限",
        /// Who must be told after a step.
        Notice "notice" "告知",
        /// A limit of the state or a city.
        Limit "limit" "政策限额",
        /// A limit that a lender's page prints.
        Printed "printed" "机构公布的限额",
        /// What may come later by leave.
        Waiver "waiver" "容缺",
        /// A product: for which homes it is, whether its list is published, when it is signed.
        Product "product" "产品",
        /// The way that a kind of loan goes for a kind of home.
        Route "route" "办理路径",
    }
}

impl Pack {
    /// What a rule says; `None` when these rules have none of that name.
    #[must_use]
    pub fn explain(&self, rule: &RuleId) -> Option<Explanation<'_>> {
        self.requirement(rule)
            .or_else(|| self.line(rule))
            .or_else(|| self.sequence(rule))
            .or_else(|| self.deadlines.iter().find(|it| it.id == *rule).map(|it| self.of_deadline(it)))
            .or_else(|| self.notices.iter().find(|it| it.id == *rule).map(|it| self.of_notice(it)))
            .or_else(|| self.policy.limits.iter().find(|it| it.id == *rule).map(|it| self.limit(it, RuleKind::Limit)))
            .or_else(|| self.printed(rule))
            .or_else(|| self.waivers.iter().find(|it| it.id.as_str() == rule.as_str()).map(|it| self.waiver(it)))
            .or_else(|| self.products.iter().find(|it| it.id.as_str() == rule.as_str()).map(|it| self.of_product(it)))
            .or_else(|| self.routes.iter().find(|it| it.id.as_str() == rule.as_str()).map(|it| self.of_route(it)))
    }

    fn explanation(&self, rule: &RuleId, kind: RuleKind, text: Text, source: Option<&SourceId>) -> Explanation<'_> {
        Explanation {
            rule: rule.clone(),
            kind,
            en: text.en,
            zh: text.zh,
            edition: &self.edition,
            effective: Period::ALWAYS,
            decided_on: None,
            source: source.and_then(|id| self.source(id)),
            confidence: None,
        }
    }

    fn requirement(&self, rule: &RuleId) -> Option<Explanation<'_>> {
        let of = |product: &'_ Product| Some((product.confidence, product.sources.first().cloned()));
        let (product, row) = self.products.iter().find_map(|product| Some((product, product.rule(rule)?)))?;
        let (confidence, source) = of(product)?;
        let mut told = self.explanation(rule, RuleKind::Requirement, self.row(row), source.as_ref());
        told.confidence = Some(confidence);
        if let Some(origin) = &row.origin {
            told.source = origin.source.as_ref().and_then(|id| self.source(id));
            (told.effective, told.decided_on) = (origin.effective, Some(origin.decided_on));
            told.confidence = Some(origin.confidence);
        }
        Some(told)
    }

    fn row(&self, row: &Requirement) -> Text {
        let mut text = Text::new(format!("{}: ", row.role), format!("{}：", row.role.zh()));
        text.push(self.asked(&row.asks));
        if row.step != RequirementStep::Unknown {
            text.add(&format!("; at the step {}", row.step), &format!("；环节：{}", row.step.zh()));
        }
        text.when(&row.when);
        if let Some(unless) = &row.unless {
            text.add(&format!("; unless {unless}"), &format!("；除非{}", unless.zh()));
        }
        text.note(&row.note);
        text
    }

    fn asked(&self, asks: &Asks) -> Text {
        let list = |parts: &[Asks], en: &str, zh: &str| {
            let parts = parts.iter().map(|part| self.asked(part)).collect_vec();
            let joined = |gap: &str, of: fn(&Text) -> &str| parts.iter().map(of).collect_vec().join(gap);
            Text::new(joined(en, |it| &it.en), joined(zh, |it| &it.zh))
        };
        match asks {
            Asks::Paper(paper) => self.paper(paper),
            Asks::AllOf(parts) => list(parts, " and ", "和"),
            Asks::AnyOf(parts) => list(parts, " or ", "或"),
            Asks::AtLeast { count, of } => {
                let parts = list(of, ", ", "、");
                Text::new(format!("{count} of {}", parts.en), format!("{}中的{count}项", parts.zh))
            }
        }
    }

    fn paper(&self, paper: &PaperAsked) -> Text {
        let info = self.document(&paper.document);
        let (en, zh) = info.map_or((paper.document.as_str(), paper.document.as_str()), |it| (&*it.en, &*it.zh));
        let mut text = Text::new(en.to_owned(), zh.to_owned());
        match paper.original {
            Original::Inspect => text.add(" (original shown)", "（验原件）"),
            Original::Submit => text.add(" (original handed over)", "（收原件）"),
            Original::Unknown => {}
        }
        if let Some(copies) = paper.copies {
            text.add(&format!(", copies: {copies}"), &format!("，复印件{copies}份"));
        }
        if let Some(validity) = paper.validity {
            let days = validity.days;
            text.add(&format!(", good for {days} days"), &format!("，{}起{days}日内有效", validity.from.zh()));
        }
        text
    }

    fn line(&self, rule: &RuleId) -> Option<Explanation<'_>> {
        let lines = |route: &'_ Route| {
            let gates = route.gates.iter();
            gates
                .flat_map(|gate| gate.lines.iter().map(|line| (gate.step, line)))
                .find(|(_, it)| it.id == *rule)
                .map(|(step, line)| (step, line.clone(), route.name.clone()))
        };
        let (step, line, route) = self.routes.iter().find_map(lines)?;
        let text = gate_line(step, &line, &route);
        Some(self.explanation(rule, RuleKind::Gate, text, line.source.as_ref()))
    }

    fn sequence(&self, rule: &RuleId) -> Option<Explanation<'_>> {
        let found = self.routes.iter().flat_map(|route| route.sequences.iter()).find(|it| it.id == *rule)?;
        let Sequence { first, then, note, source, .. } = found;
        let mut text =
            Text::new(format!("{first} before {then}"), format!("先办“{}”，再办“{}”", first.zh(), then.zh()));
        text.reason(note);
        Some(self.explanation(rule, RuleKind::Sequence, text, source.as_ref()))
    }

    fn of_deadline(&self, deadline: &Deadline) -> Explanation<'_> {
        let (from, until) = (moment(deadline.from), moment(deadline.until));
        let length = length(deadline.length);
        let mut text = Text::new(
            format!("{} after {}: {}", until.en, from.en, length.en),
            format!("“{}”后{}内“{}”", from.zh, length.zh, until.zh),
        );
        if deadline.rolls {
            text.add(", a last day of rest put off to the next working day", "，末日为休息日的顺延");
        }
        if deadline.pauses == Some(Pause::Supplement) {
            text.add(", standing still while a supplement is with the customer", "，补件期间中止计算");
        }
        text.when(&deadline.when);
        text.reason(&deadline.note);
        self.explanation(&deadline.id, RuleKind::Deadline, text, deadline.source.as_ref())
    }

    fn of_notice(&self, row: &NoticeRule) -> Explanation<'_> {
        let after = after(row.after);
        let listed = |gap: &str, word: fn(Addressee) -> &'static str| {
            row.whom.iter().map(|it| word(*it)).collect_vec().join(gap)
        };
        let mut text = Text::new(
            format!("after {}, tell {}: {}", after.en, listed(", ", Addressee::name), row.topic),
            format!("“{}”后告知{}", after.zh, listed("、", Addressee::zh)),
        );
        text.when(&row.when);
        if row.standing == Some(Standing::Guaranteed) {
            text.add(", while the developer answers for the buyer", "，阶段性担保存续期间");
        }
        text.reason(&row.note);
        self.explanation(&row.id, RuleKind::Notice, text, row.source.as_ref())
    }

    fn limit(&self, limit: &Limit, kind: RuleKind) -> Explanation<'_> {
        let value = value(limit);
        let (place, place_zh) = (limit.place.to_string(), self.place_zh(&limit.place));
        let mut text = Text::new(
            format!("{}: {}, {place}", limit.kind.name().replace('_', " "), value.en),
            format!("{}：{}（{place_zh}）", limit.kind.zh(), value.zh),
        );
        text.when(&limit.when);
        text.note(&limit.note);
        let mut told = self.explanation(&limit.id, kind, text, limit.origin.source.as_ref());
        (told.effective, told.decided_on) = (limit.origin.effective, Some(limit.origin.decided_on));
        told.confidence = Some(limit.origin.confidence);
        told
    }

    /// A place by its Chinese names, as far as these rules know them.
    fn place_zh(&self, place: &Place) -> String {
        let city = place.city.as_deref().map(|name| self.policy.city(name).map_or(name, |city| &city.zh));
        let of = |name| self.products.iter().find(|it| it.institution.en == name).map(|it| it.institution.zh.as_ref());
        let lender = place.institution.as_deref().map(|name| of(name).unwrap_or(name));
        let parts = [place.province.as_deref().filter(|_| city.is_none()), city, lender, place.branch.as_deref()];
        let parts = parts.into_iter().flatten().collect_vec();
        if parts.is_empty() { "全国".to_owned() } else { parts.join("，") }
    }

    fn printed(&self, rule: &RuleId) -> Option<Explanation<'_>> {
        let product = rule.as_str().split_once('/')?.0;
        let product = self.products.iter().find(|it| it.id.as_str() == product)?;
        let limits = product.limits();
        limits.iter().find(|it| it.id == *rule).map(|limit| self.limit(limit, RuleKind::Printed))
    }

    fn waiver(&self, row: &Waivable) -> Explanation<'_> {
        let days = row.days_max;
        let mut text = Text::new(format!("at most {days} days later, by leave"), format!("经同意可在{days}日内后补"));
        text.reason(&row.note);
        let mut told = self.explanation(&row.as_rule(), RuleKind::Waiver, text, row.source.as_ref());
        (told.effective, told.confidence) = (row.effective, Some(row.confidence));
        told
    }

    fn of_product(&self, it: &Product) -> Explanation<'_> {
        let mut told = self.explanation(&it.as_rule(), RuleKind::Product, product(it), it.sources.first());
        told.confidence = Some(it.confidence);
        told
    }

    fn of_route(&self, route: &Route) -> Explanation<'_> {
        let (name, kind, home) = (&route.name, route.product_kind, route.property);
        let mut text =
            Text::new(format!("{}: {kind} for {home}", name.en), format!("{}：{}，{}", name.zh, kind.zh(), home.zh()));
        text.when(&route.when);
        text.note(&route.source);
        self.explanation(&route.as_rule(), RuleKind::Route, text, None)
    }
}

fn product(product: &Product) -> Text {
    let Product { name, institution, property_kinds: homes, .. } = product;
    let listed = |gap: &str, word: fn(PropertyKind) -> &'static str| {
        homes.iter().map(|kind| word(*kind)).collect_vec().join(gap)
    };
    let mut text = Text::new(
        format!("{} of {}: for {}", name.en, institution.en, listed(", ", PropertyKind::name)),
        format!("{}“{}”：适用于{}", institution.zh, name.zh, listed("、", PropertyKind::zh)),
    );
    if product.requirements.listed().is_none() {
        text.add("; no list of papers is published", "；未公布资料清单");
    }
    if product.signs == Signing::AfterApproval {
        text.add("; the contract is signed after the approval", "；批复后签约");
    }
    text
}

fn gate_line(step: GateStep, line: &GateLine, route: &Name) -> Text {
    let (en, zh) = match line.need {
        Need::Done(kind) => (format!("{kind} is done"), format!("完成“{}”", kind.zh())),
        Need::Filed(kind) => (format!("{kind} is filed"), format!("“{}”已受理", kind.zh())),
        Need::DoneIfOpened(kind) => {
            (format!("{kind}, where it was begun, is done"), format!("“{}”如已开始须完成", kind.zh()))
        }
        Need::Papers(how) => (format!("papers due are {how}"), format!("应交资料{}", how.zh())),
        Need::Consented(purpose) => {
            (format!("everybody concerned agreed to {purpose}"), format!("相关人员均已同意“{}”", purpose.zh()))
        }
    };
    let (route_en, route_zh) = (&route.en, &route.zh);
    let mut text =
        Text::new(format!("{route_en}: before {step}, {en}"), format!("{route_zh}：“{}”前，{zh}", step.zh()));
    text.reason(&line.note);
    text
}

fn moment(moment: Moment) -> Text {
    let milestone =
        |kind: MilestoneKind, en: &str, zh: &str| Text::new(format!("{kind}{en}"), format!("{}{zh}", kind.zh()));
    match moment {
        Moment::Filed(kind) => milestone(kind, " filed", "受理"),
        Moment::Done(kind) => milestone(kind, "", ""),
        Moment::Event(event) => Text::new(event.name().to_owned(), event.zh().to_owned()),
    }
}

fn after(after: After) -> Text {
    let milestone =
        |kind: MilestoneKind, en: &str, zh: &str| Text::new(format!("{kind}{en}"), format!("{}{zh}", kind.zh()));
    match after {
        After::Filed(kind) => milestone(kind, " filed", "受理"),
        After::Returned(kind) => milestone(kind, " sent back", "退回"),
        After::Done(kind) => milestone(kind, "", ""),
        After::Lapsed(kind) => milestone(kind, " lapsed", "失效"),
        After::Event(event) => Text::new(event.name().to_owned(), event.zh().to_owned()),
    }
}

fn length(length: Length) -> Text {
    let zh = match length {
        Length::CalendarDays(_) => "日（自然日）",
        Length::WorkingDays(_) => "个工作日",
        Length::Months(_) => "个月",
        Length::Printed => return Text::new("by the day on the paper".to_owned(), "以文书所载日期为准".to_owned()),
    };
    let count = length.count().unwrap_or_default();
    Text::new(format!("{count} {}", length.unit().replace('_', " ")), format!("{count}{zh}"))
}

fn value(limit: &Limit) -> Text {
    let unit = limit.kind.unit();
    let number = |number: i64| Text::new(unit.shown(number, false), unit.shown(number, true));
    let mut text =
        if limit.kind.is_minimum() { Text::new("at least ", "不低于") } else { Text::new("at most ", "不超过") };
    match &limit.value {
        LimitValue::Number(at) => text.push(number(*at)),
        LimitValue::BySex(years) => {
            let (male, female) = (years.male, years.female);
            text.add(&format!("{male} years for men, {female} for women"), &format!("男{male}年，女{female}年"));
        }
        LimitValue::OfBenchmark(rate) => {
            let share = Unit::Millionths.shown(i64::from(rate.millionths()), false);
            text.add(&format!("{share} of the benchmark rate"), &format!("基准利率的{share}"));
        }
        LimitValue::Lifted => return Text::new("lifted", "已取消"),
        LimitValue::Raised { base, uplifts, stacking } => {
            text.push(number(base.fen()));
            for uplift in uplifts.iter() {
                let (percent, when) = (uplift.percent, &uplift.when);
                text.add(&format!(", {percent}% more when {when}"), &format!("，{}上浮{percent}%", when.zh()));
            }
            match (uplifts.len(), stacking) {
                (0 | 1, _) => {}
                (_, Stacking::Added) => text.add(", added up", "，可叠加"),
                (_, Stacking::Largest) => text.add(", only the largest", "，取最高一项"),
            }
        }
    }
    text
}

/// A text in both languages, built together.
struct Text {
    en: String,
    zh: String,
}

impl Text {
    fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    fn add(&mut self, en: &str, zh: &str) {
        self.en += en;
        self.zh += zh;
    }

    fn push(&mut self, other: Text) {
        self.add(&other.en, &other.zh);
    }

    fn when(&mut self, condition: &Condition) {
        if *condition != Condition::Always {
            self.add(&format!("; when {condition}"), &format!("；适用：{}", condition.zh()));
        }
    }

    /// What a source adds stands there in its own words.
    fn note(&mut self, note: &str) {
        if !note.is_empty() {
            self.add(&format!(" ({note})"), &format!("（{note}）"));
        }
    }

    fn reason(&mut self, note: &Name) {
        self.add(&format!("; {}", note.en), &format!("；{}", note.zh));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn explained(rule: &str) -> Explanation<'static> {
        Pack::builtin().explain(&RuleId::new(rule).unwrap()).unwrap_or_else(|| panic!("no rule {rule}"))
    }

    /// Every rule that an answer may cite has an explanation in both languages.
    #[test]
    fn every_rule_is_explained() {
        let pack = Pack::builtin();
        let lists = pack.products.iter().filter_map(|product| product.requirements.listed()).flatten();
        let mut rules: BTreeSet<RuleId> = lists.map(|row| row.id.clone()).collect();
        for route in pack.routes.iter() {
            rules.extend(route.gates.iter().flat_map(|gate| gate.lines.iter()).map(|line| line.id.clone()));
            rules.extend(route.sequences.iter().map(|it| it.id.clone()));
        }
        rules.extend(pack.deadlines.iter().map(|it| it.id.clone()));
        rules.extend(pack.notices.iter().map(|it| it.id.clone()));
        rules.extend(pack.policy.limits.iter().map(|it| it.id.clone()));
        rules.extend(pack.products.iter().flat_map(Product::limits).map(|it| it.id));
        rules.extend(pack.waivers.iter().map(Waivable::as_rule));
        rules.extend(pack.products.iter().map(Product::as_rule));
        rules.extend(pack.routes.iter().map(Route::as_rule));
        for rule in &rules {
            let told = explained(rule.as_str());
            assert_eq!(told.rule, *rule);
            assert!(!told.en.is_empty() && !told.zh.is_ascii(), "{rule}: {} / {}", told.en, told.zh);
        }
        let kinds: BTreeSet<RuleKind> = rules.iter().map(|rule| explained(rule.as_str()).kind).collect();
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), RuleKind::ALL);
    }

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let check = |rule: &str, en: &str, zh: &str| {
            let told = explained(rule);
            assert_eq!((told.en.as_str(), told.zh.as_str()), (en, zh));
        };
        check(
            "icbc-housing-new/sales_contract_new/borrower",
            "borrower: Commodity-housing sale contract (presale / completed) or Subscription agreement (contract, or letter of \
             intent to buy)",
            "借款人：商品房买卖合同（预售/现售）或认购书（contract, or letter of intent to buy）",
        );
        check(
            "commercial/presale/pay_out/topped_out",
            "Commercial loan for a home off the plan: before pay_out, topped_out is done; lenders may pay only on buildings \
             whose main structure is topped out",
            "期房商业贷款：“放款”前，完成“主体封顶”；主体结构封顶后方可放款",
        );
        check(
            "psbc-new/min_down_payment",
            "min down payment: at least 20%, institution Postal Savings Bank of China (PSBC)",
            "最低首付比例：不低于20%（中国邮政储蓄银行）",
        );
    }

    #[test]
    fn a_limit_tells_its_days_and_its_source() {
        let told = explained("down-payment/2014-09-30/first");
        assert_eq!(told.effective.to_string(), "from 2014-09-30 until 2016-02-01");
        assert_eq!(told.decided_on, Some(DecidingDay::Contract));
        assert_eq!(told.source.unwrap().id.as_str(), "dp-2014");
        assert_eq!(told.edition.id.as_str(), "builtin-2026-11-24");
    }

    #[test]
    fn what_is_not_there_is_not_explained() {
        assert_eq!(Pack::builtin().explain(&RuleId::new("psbc-new/horoscope").unwrap()), None);
    }
}
