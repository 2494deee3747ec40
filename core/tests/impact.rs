//! What other rules mean for cases: two real changes by hand, and many cases against one at a time.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::borrow::Cow;

use anjieflow::case::{Actor, Case, Context};
use anjieflow::date::Date;
use anjieflow::difference::{Cause, ChangeKind, Difference, difference};
use anjieflow::finding::Verdict;
use anjieflow::identity::ResidentId;
use anjieflow::impact::{Impact, NO_SITE, Portfolio, impact, impact_of, impact_watched};
use anjieflow::interchange::plain::Rules;
use anjieflow::money::Rate;
use anjieflow::product::{
    Asks, Confidence, DecidingDay, GateStep, LimitKind, LimitValue, Origin, Pack, Period, ProductId, Requirements,
};
use anjieflow::watch::nobody;
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn edition(text: &str) -> Context<'static> {
    Context::new(day(text), Actor::new("wang").unwrap())
}

fn on(day: &str) -> Value {
    json!({"today": day, "by": "wang", "salt": "00112233445566778899aabbccddeeff"})
}

fn step(case: Case, command: Value, day: &str) -> Case {
    Rules::builtin().step(&case, command.clone(), on(day)).unwrap_or_else(|no| panic!("{command}: {no}")).0
}

/// A household, its home and what it asks for.
#[derive(Clone)]
struct Told {
    product: &'static str,
    city: Option<&'static str>,
    district: Option<&'static str>,
    facts: Value,
    figures: Value,
    price: i64,
    amount: i64,
    months: u16,
    borrowers: Vec<(&'static str, Option<&'static str>)>,
    opened: String,
}

fn told(product: &'static str) -> Told {
    Told {
        product,
        city: None,
        district: None,
        facts: json!({"property": "completed_new"}),
        figures: json!({"building_year": 2010}),
        price: 1_000_000,
        amount: 800_000,
        months: 240,
        borrowers: vec![("borrower", None)],
        opened: "2024-03-01".to_owned(),
    }
}

impl Told {
    fn open(&self, id: &str) -> Option<Case> {
        let (case, _) = Rules::builtin().open(json!({"case": id, "context": on(&self.opened)})).unwrap();
        let mut home = json!({"command": "describe_property", "address": "试验路1号", "price_fen": self.price * 100});
        if let Some(city) = self.city {
            home["site"] = json!({"city": city});
        }
        if let Some((district, _)) = self.district.zip(self.city) {
            home["site"]["district"] = json!(district);
        }
        let asked = json!({"product": self.product, "amount_fen": self.amount * 100, "term_months": self.months});
        let mut commands = vec![home, json!({"command": "state_facts", "facts": self.facts})];
        for (at, (role, birth)) in self.borrowers.iter().enumerate() {
            let mut party = json!({"command": "add_party", "id": format!("b{at}"), "role": role, "name": "陈一诺"});
            if let Some(birth) = birth {
                party["id_number"] = json!(number(birth));
            }
            commands.push(party);
        }
        commands.push(json!({"command": "state_figures", "figures": self.figures}));
        commands.push(json!({"command": "choose_product", "loans": [asked]}));
        let step = |case, command| Rules::builtin().step(&case, command, on(&self.opened)).ok().map(|(case, _)| case);
        commands.into_iter().try_fold(case, step)
    }
}

/// A made-up number of somebody born on a day (`YYYYMMDD`), of a place that does not exist; odd days are of men.
fn number(birth: &str) -> String {
    let order = if birth.ends_with(['1', '3', '5', '7', '9']) { "001" } else { "002" };
    let all = "0123456789X".chars().map(|check| format!("710000{birth}{order}{check}"));
    all.into_iter().find(|number| ResidentId::parse(number).is_ok()).unwrap()
}

fn signed(case: Case, day: &str) -> Case {
    let mut context = on("2026-11-24");
    context["occurred"] = json!(day);
    let signed = json!({"command": "mark_milestone", "milestone": "contract_signed", "state": "done"});
    Rules::builtin().step(&case, signed, context).unwrap().0
}

fn repinned(case: Case, decides: &str, on: &str, today: &str) -> Case {
    step(case, json!({"command": "repin", "decides": decides, "on": on, "reason": "银行口径"}), today)
}

type Turn = (String, String, Option<Verdict>, Option<Verdict>);

/// Of the limits whose rules are called so: rule before, rule after, verdict before, verdict after.
fn limits_of(found: &Difference, name: &str) -> Vec<Turn> {
    let of = found.changes.iter().filter(|it| it.cause.kind == ChangeKind::LimitChanged).map(|it| &it.cause);
    let rule = |it: &Option<anjieflow::difference::Cited>| it.as_ref().unwrap().rule.clone();
    let turns = of.map(|it| (rule(&it.old), rule(&it.new), it.before, it.after));
    turns.filter(|it| it.0.starts_with(name)).collect()
}

fn limits(found: &Difference) -> Vec<Turn> {
    limits_of(found, "down-payment")
}

/// 2024-05-17 and 2024-09-29, the second home of a household in Chengdu, with a fifth paid down.
#[test]
fn the_down_payments_of_2024_in_the_country() {
    let second = Told {
        city: Some("Chengdu"),
        facts: json!({"property": "completed_new", "household_home_count": 1}),
        ..told("icbc-housing-new")
    };
    let case = second.open("C-1").unwrap();
    let from_to = |case: &Case, old, new| difference(case, &edition(old), &edition(new));
    let (kept, broken) = (Some(Verdict::Kept), Some(Verdict::Broken));
    let rule = |name: &str| format!("down-payment/{name}");

    let may = from_to(&case, "2024-05-16", "2024-05-17");
    assert_eq!(limits(&may), [(rule("2023-08-31/second"), rule("2024-05-17/second"), broken, broken)]);
    assert_eq!((may.changes[0].bound_before, may.changes[0].bound_after), (Some(300_000), Some(250_000)));
    // The same day lifted the floors of the rates; before, it took an offer to know.
    let floors = ("rate-floor/2023-08-31/second".to_owned(), "rate-floor/2024-05-17/second".to_owned());
    assert_eq!(limits_of(&may, "rate-floor"), [(floors.0, floors.1, Some(Verdict::Unknown), kept)]);
    let september = from_to(&case, "2024-09-28", "2024-09-29");
    assert_eq!(limits(&september), [(rule("2024-05-17/second"), rule("2024-09-29/any"), broken, kept)]);
    let cause = &september.changes[0].cause;
    assert_eq!(cause.en, "min down payment: 25% → 15%; broken → kept");
    assert_eq!(cause.zh, "最低首付比例：25% → 15%；不符合 → 符合");
    let new = cause.new.as_ref().unwrap();
    assert_eq!((new.source.as_deref(), new.edition.as_str()), (Some("dp-2024-09"), "builtin-2026-11-24"));
    assert_eq!(new.effective.unwrap().from, Some(day("2024-09-29")));

    // A first home has to pay 15% down before and after: nothing changes for it.
    let first = Told { facts: json!({"property": "completed_new", "household_home_count": 0}), ..second.clone() };
    assert_eq!(limits(&from_to(&first.open("C-2").unwrap(), "2024-09-28", "2024-09-29")), []);
    // Nobody said which home it is: then the rule of a second home may have held, and does so no more.
    let unknown = Told { facts: json!({"property": "completed_new"}), ..second };
    let found = from_to(&unknown.open("C-3").unwrap(), "2024-09-28", "2024-09-29");
    let [dropped] = found.changes.as_slice() else { panic!("{found:?}") };
    assert_eq!((dropped.cause.kind, &dropped.cause.new), (ChangeKind::LimitDropped, &None));
    assert_eq!(dropped.cause.old.as_ref().unwrap().rule, "down-payment/2024-05-17/second");
    assert_eq!((dropped.cause.before, dropped.cause.after), (Some(Verdict::Unknown), None));

    // Signed on the 28th, it is judged by the rule of the 28th whatever came later; by hand, by that of the day given.
    let case = signed(case, "2024-09-28");
    assert_eq!(from_to(&case, "2024-09-28", "2024-09-29").changes, []);
    let later = from_to(&case, "2023-01-01", "2026-11-24").changes;
    let told: Vec<&str> = later.iter().map(|it| it.cause.en.as_str()).collect();
    // What the acceptance and the payout decide is still open.
    let open = [
        "rate floor: 60 basis points → lifted; unknown → kept",
        "max ltv: 80% → none; kept → —",
        "loan prime rate, over five years: 4.3% → 3.5%",
    ];
    assert_eq!(told, open);
    let case = repinned(case, "contract", "2024-09-29", "2026-11-24");
    assert_eq!(limits(&from_to(&case, "2024-09-28", "2024-09-29")), []);
}

/// Shanghai, 2024-05-28: 30% to 20% for a first home, 50% to 35% for a second, 40% to 30% in its outer districts.
#[test]
fn the_down_payments_of_2024_in_shanghai() {
    let (old, new) = (edition("2024-05-27"), edition("2024-05-28"));
    let home = |homes: u8, district, amount| Told {
        city: Some("上海"),
        district: Some(district),
        facts: json!({"property": "completed_new", "household_home_count": homes}),
        amount,
        ..told("icbc-housing-new")
    };
    let check = |told: Told, part: &str, bounds: (i64, i64), after: Verdict| {
        let found = difference(&told.open("C-1").unwrap(), &old, &new);
        let rule = |day: &str| format!("down-payment/shanghai/{}", part.replace("DAY", day));
        let expected = (rule("2023-12-15"), rule("2024-05-28"), Some(Verdict::Broken), Some(after));
        assert_eq!(limits(&found), [expected]);
        assert_eq!(found.changes[0].bound_before.zip(found.changes[0].bound_after), Some(bounds));
    };
    check(home(0, "Xuhui", 800_000), "DAY/first", (300_000, 200_000), Verdict::Kept);
    check(home(1, "Xuhui", 700_000), "DAY/second", (500_000, 350_000), Verdict::Broken);
    let outer = "Lingang and six outer districts";
    check(home(2, outer, 700_000), "lingang-and-six-outer-districts/DAY/second", (400_000, 300_000), Verdict::Kept);
    // The country's change in between asks less than the city already does: it decides nothing here.
    let case = home(1, "Xuhui", 700_000).open("C-1").unwrap();
    assert_eq!(limits(&difference(&case, &edition("2024-05-16"), &edition("2024-05-17"))), []);
}

/// 2025-05-08: a quarter of a percent less, at once for what is paid out from then on, from 2026-01-01 for the rest.
#[test]
fn the_fund_rates_of_may_2025() {
    let fund = |months, homes: u8| Told {
        facts: json!({"property": "completed_new", "household_home_count": homes}),
        amount: 400_000,
        months,
        opened: "2025-03-03".to_owned(),
        ..told("pf-guangzhou")
    };
    let rates = |case: &Case, old: &str, new: &str| {
        let found = difference(case, &edition(old), &edition(new));
        let of = found.changes.iter().filter(|it| it.cause.kind == ChangeKind::RateChanged);
        of.map(|it| it.cause.en.split(": ").nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let change = ("2025-05-07", "2025-05-08");
    for (months, homes, expected) in
        [(60, 0, "2.35% → 2.1%"), (240, 0, "2.85% → 2.6%"), (60, 1, "2.775% → 2.525%"), (240, 1, "3.325% → 3.075%")]
    {
        let case = fund(months, homes).open("C-1").unwrap();
        assert_eq!(rates(&case, change.0, change.1), [expected]);
    }
    let case = fund(240, 0).open("C-1").unwrap();
    assert_eq!(rates(&case, "2025-05-06", "2025-05-07"), Vec::<String>::new());

    // Paid out in April: the new rate comes with the new year.
    let paid = repinned(case, "payout", "2025-04-10", "2025-04-10");
    assert_eq!(rates(&paid, change.0, change.1), Vec::<String>::new());
    assert_eq!(rates(&paid, "2025-12-31", "2026-01-01"), ["2.85% → 2.6%"]);
}

/// A pack in which one of everything has changed.
fn other_rules() -> Pack {
    let mut pack = Pack::BUILTIN;
    pack.edition.id = anjieflow::product::EditionId::new("other").unwrap();
    for (at, product) in pack.products.to_mut().iter_mut().enumerate() {
        product.age_max = product.age_max.map(|age| age - 5);
        if let Requirements::Listed(rows) = &mut product.requirements {
            let rows = rows.to_mut();
            rows.remove(0);
            if let Some(Asks::Paper(asked)) = rows.get_mut(1).map(|row| &mut row.asks) {
                asked.copies = Some(3);
            }
            rows[2].id = anjieflow::product::RuleId::new(&format!("{}/added/{at}", product.id)).unwrap();
            rows[0].origin = Some(Origin {
                source: None,
                published: None,
                effective: Period { from: Some(day("2024-06-01")), until: None },
                decided_on: DecidingDay::Contract,
                confidence: Confidence::Low,
            });
        }
    }
    for limit in pack.policy.limits.to_mut().iter_mut().filter(|it| it.kind == LimitKind::FundCeiling) {
        if let LimitValue::Number(number) = &mut limit.value {
            *number -= 10_000_000;
        }
    }
    for row in pack.policy.lpr.to_mut() {
        row.over_five_years = Rate::constant(40_000);
    }
    for route in pack.routes.to_mut() {
        let gates = route.gates.to_mut();
        let gate = gates.iter_mut().find(|gate| gate.step == GateStep::Submit).unwrap();
        gate.lines = Cow::Owned(gate.lines.iter().skip(1).cloned().collect());
    }
    pack
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

/// A case as the dice have it; `None` where the product is not for it.
fn rolled(dice: &mut Dice, number: usize) -> Option<Case> {
    let products: Vec<&ProductId> = Pack::builtin().products.iter().map(|product| &product.id).collect();
    let product: &'static str = dice.one(&products).as_str();
    let mut facts = json!({"property": dice.one(&["presale", "completed_new", "second_hand", "titled_home"])});
    if dice.roll(4) > 0 {
        facts["household_home_count"] = json!(dice.roll(3));
    }
    for fact in ["has_co_borrower", "green_building", "several_children", "ordinary_home", "local_household"] {
        if dice.roll(3) > 0 {
            facts[fact] = json!(dice.roll(2) == 0);
        }
    }
    for (fact, words) in [("marital", ["single", "married"]), ("conversion_mode", ["repay_first", "direct"])] {
        facts[fact] = json!(dice.one(&words));
    }
    let births = [Some("19620307"), Some("19790412"), Some("19950621"), None];
    let mut borrowers = vec![("borrower", dice.one(&births))];
    if dice.roll(2) == 0 {
        borrowers.push(("co_borrower", dice.one(&births)));
    }
    let cities = [None, Some("Shanghai"), Some("Shenzhen"), Some("北京"), Some("Chengdu"), Some("Kunming")];
    let districts = [None, Some("Lingang and six outer districts"), Some("Xuhui")];
    let told = Told {
        product,
        city: dice.one(&cities),
        district: dice.one(&districts),
        facts,
        figures: json!({"monthly_income_fen": 2_000_000 + dice.roll(9) * 100_000, "building_year": 2005}),
        price: 1_200_000,
        amount: 300_000 + i64::try_from(dice.roll(12)).unwrap() * 60_000,
        months: dice.one(&[60, 120, 240, 300]),
        borrowers,
        opened: "2023-02-01".to_owned(),
    };
    let mut case = told.open(&format!("C-{number}"))?;
    let days = ["2023-09-01", "2024-05-20", "2024-09-28", "2024-09-30", "2025-05-08"];
    for decides in ["contract", "acceptance", "payout"] {
        if dice.roll(3) == 0 {
            case = repinned(case, decides, dice.one(&days), "2026-11-24");
        }
    }
    Some(if dice.roll(4) == 0 { signed(case, dice.one(&days)) } else { case })
}

/// The causes of a portfolio, one at a time: how many loans, how often, and the first one.
fn one_at_a_time(cases: &[Case], old: &Context<'_>, new: &Context<'_>) -> (usize, Vec<(Cause, usize, usize, usize)>) {
    let (mut touched, mut counted): (usize, Vec<(Cause, usize, usize, usize)>) = (0, Vec::new());
    for (at, case) in cases.iter().enumerate() {
        let mut own: Vec<&Cause> = Vec::new();
        let found = difference(case, old, new);
        touched += usize::from(!found.changes.is_empty());
        for cause in found.changes.iter().map(|it| &it.cause) {
            let place = counted.iter().position(|it| it.0 == *cause).unwrap_or_else(|| {
                counted.push((cause.clone(), 0, 0, at));
                counted.len() - 1
            });
            counted[place].1 += usize::from(!own.contains(&cause));
            counted[place].2 += 1;
            own.push(cause);
        }
    }
    (touched, counted)
}

fn groups(found: &Impact) -> Vec<(Cause, usize, usize, usize)> {
    found.groups.iter().map(|it| (it.cause.clone(), it.loans, it.changes, it.witness)).collect()
}

/// Every change of one case is counted in its group, and nothing else is.
#[test]
fn many_at_once_are_as_one_at_a_time() {
    let mut dice = Dice(7);
    let cases: Vec<Case> = (0..).filter_map(|number| rolled(&mut dice, number)).take(2000).collect();
    assert_eq!(cases.len(), 2000);
    let other = other_rules();
    let pairs = [
        (edition("2024-05-16"), edition("2024-05-28")),
        (edition("2024-09-28"), edition("2024-10-08")),
        (edition("2025-05-07"), edition("2026-01-02")),
        (edition("2024-09-28"), edition("2024-09-28").under(&other)),
        (edition("2024-05-01").under(&other), edition("2025-06-01")),
    ];
    let mut kinds: Vec<ChangeKind> = Vec::new();
    for ((old, new), cases) in pairs.iter().zip(cases.chunks(cases.len().div_ceil(pairs.len()))) {
        let portfolio = Portfolio::of(cases);
        assert_eq!(portfolio.loans.len(), cases.len());
        let found = impact(&portfolio.columns(), old, new, 3).unwrap();
        let (touched, expected) = one_at_a_time(cases, old, new);
        assert_eq!(found.touched, touched);
        let mut found_groups = groups(&found);
        found_groups.sort_by_key(|it| (it.3, expected.iter().position(|other| other.0 == it.0)));
        assert_eq!(found_groups, expected);
        assert_eq!(impact(&portfolio.columns(), old, new, 1).unwrap(), found, "however many threads");
        let watched = impact_watched(&portfolio.columns(), old, new, &mut nobody).unwrap();
        assert_eq!(watched, found, "on one thread, part by part");
        kinds.extend(expected.iter().map(|it| it.0.kind));
    }
    for kind in ChangeKind::ALL {
        let never = [ChangeKind::GateChanged, ChangeKind::GateAdded];
        assert!(kinds.contains(kind) || never.contains(kind), "{kind} never happened");
    }
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let case = Told { city: Some("Chengdu"), ..told("icbc-housing-new") }.open("C-1").unwrap();
    let portfolio = Portfolio::of([&case]);
    let (old, new) = (edition("2024-09-28"), edition("2024-09-29"));
    let place = |change: fn(&mut Portfolio)| {
        let mut portfolio = portfolio.clone();
        change(&mut portfolio);
        impact(&portfolio.columns(), &old, &new, 2).unwrap_err().place().unwrap().to_owned()
    };
    assert_eq!(place(|it| it.price.clear()), "price");
    assert_eq!(place(|it| it.product = vec![1]), "product");
    assert_eq!(place(|it| it.site = vec![1]), "site");
    assert_eq!(place(|it| it.contract = vec![i32::MAX]), "contract");
    assert_eq!(place(|it| it.borrowers_end = vec![2]), "borrowers_end");
    assert_eq!(place(|it| it.sex.clear()), "sex");
    let mut nowhere = portfolio;
    nowhere.site = vec![NO_SITE];
    assert!(impact(&nowhere.columns(), &old, &new, 2).is_ok());
}

/// A paper more shuts the gate that was open; a paper less opens it.
#[test]
fn steps_are_blocked_and_opened() {
    let case = Told { city: Some("Chengdu"), ..told("icbc-housing-new") }.open("C-1").unwrap();
    let mut bare = Pack::BUILTIN;
    for product in bare.products.to_mut().iter_mut() {
        product.requirements = Requirements::Listed(Cow::Owned(Vec::new()));
    }
    let (with, without) = (edition("2024-09-28"), edition("2024-09-28").under(&bare));
    let found = difference(&case, &without, &with);
    let first = &found.steps[0];
    assert_eq!((first.step, first.is_blocked(), first.before.len()), (GateStep::RequestReview, true, 0));
    assert!(first.after.iter().any(|it| it.code() == "missing_document"));
    assert!(found.changes.iter().all(|it| it.cause.kind == ChangeKind::PaperAdded), "papers only");
    let back = difference(&case, &with, &without);
    assert_eq!((back.steps[0].step, back.steps[0].is_blocked()), (GateStep::RequestReview, false));
    assert_eq!(back.changes.len(), found.changes.len());
}

#[test]
fn a_handful_of_cases_names_a_witness() {
    let second = |id: &str| {
        let facts = json!({"property": "completed_new", "household_home_count": 1});
        Told { city: Some("Chengdu"), facts, ..told("icbc-housing-new") }.open(id).unwrap()
    };
    let cases = [signed(second("C-1"), "2024-09-01"), second("C-2"), second("C-3")];
    let found = impact_of(&cases, &edition("2024-09-28"), &edition("2024-09-29")).unwrap();
    assert_eq!((found.loans, found.touched), (3, 2));
    let [group] = found.groups.as_slice() else { panic!("{found:?}") };
    assert_eq!((group.loans, group.changes, group.witness), (2, 2, 1));
    assert_eq!(Portfolio::of(&cases).loans[group.witness].0.as_str(), "C-2");
}

/// A case, and the same told in columns.
#[test]
fn columns_say_what_a_case_says() {
    let case = Told {
        city: Some("上海"),
        district: Some("Xuhui"),
        facts: json!({"property": "second_hand", "household_home_count": 1, "has_co_borrower": true}),
        figures: json!({"building_year": 1991, "monthly_income_fen": 3_000_000}),
        borrowers: vec![("borrower", Some("19700105")), ("co_borrower", Some("19610508"))],
        ..told("srcb-second")
    };
    let case = signed(case.open("C-1").unwrap(), "2024-03-02");
    let columns = json!({
        "case": ["C-1"], "product": ["srcb-second"], "city": ["上海"], "district": ["Xuhui"],
        "property": ["second_hand"], "household_home_count": [1], "has_co_borrower": [true],
        "building_year": [1991], "monthly_income_fen": [3_000_000],
        "price_fen": [100_000_000], "amount_fen": [80_000_000], "term_months": [240],
        "opened": ["2024-03-01"], "contract": ["2024-03-02"],
        "born": ["1970-01-05"], "sex": ["male"], "co_born": [["1961-05-08"]], "co_sex": [["female"]],
    });
    let rules = Rules::builtin();
    let as_of = |day: &str| json!({"today": "2026-11-24", "as_of": day, "by": "wang"});
    let mut touched = 0;
    for (from, to) in [("2023-01-01", "2026-11-24"), ("2024-05-27", "2024-05-28"), ("2024-12-31", "2025-01-01")] {
        let told = rules.impact(&[&case], as_of(from), rules, as_of(to)).unwrap();
        assert_eq!(rules.impact_of(&columns, as_of(from), rules, as_of(to)).unwrap(), told);
        let mut parts = Vec::new();
        let mut watch = |done, of| {
            parts.push((done, of));
            nobody(done, of)
        };
        assert_eq!(rules.impact_watched(&[&case], as_of(from), rules, as_of(to), &mut watch).unwrap(), told);
        assert_eq!(rules.impact_of_watched(&columns, as_of(from), rules, as_of(to), &mut watch).unwrap(), told);
        // Read, compared, and whether to go on with what was counted.
        assert_eq!(parts, [(1, 2), (2, 2), (2, 2), (1, 2), (2, 2), (2, 2)]);
        touched += told["groups"].as_array().unwrap().len();
    }
    assert!(touched > 1, "something changes");
}
