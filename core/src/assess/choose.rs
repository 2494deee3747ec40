//! Which of all products to ask for.

use crate::collect::CollectVec;
use core::cmp::Ordering;
use std::borrow::Cow;

use super::terms::LoanTerms;
use super::{Bar, Enquiry, Fit, Thought, once_each, verdict};
use crate::calendar::Calendar;
use crate::checklist::{Desk, LineStatus, Paper};
use crate::cost::{CostItem, Payer, Purchase, costs};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::error::Error;
use crate::fact::Facts;
use crate::finding::{Finding, Verdict};
use crate::loan::LoanId;
use crate::money::{Money, Rate};
use crate::product::{
    Days, Deadline, EditionId, GateStep, Happening, Length, Limit, MilestoneKind, Moment, Name, Need, Pack, PaperAsked,
    Place, Product, Role, Route, RuleId,
};
use crate::relations::{Admission, Panel, Site, Stand, Standing};
use crate::repayment::Debt;
use crate::words::closed;

/// What is wanted, of whichever lender.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// How much.
    pub amount: Money,
    /// For how long, in months.
    pub term_months: u16,
    /// The area in hundredths of a square metre, and how many owners there will be: what taxes and fees ask for.
    pub area: Option<u32>,
    /// How many owners there will be.
    pub owners: Option<u8>,
    /// What is known of costs that no rule prices.
    pub stated: &'a [(CostItem, Money)],
    /// The papers that are there already. Their holders are named as the applicants are.
    pub papers: &'a [Paper<'a>],
    /// Which lender lends where, by the office's own list, and where the home is; nothing is asked of it without.
    pub panel: Option<(&'a Panel, Site<'a>)>,
    /// How many working days lenders took to answer, as the office has seen it: see [`records`](crate::relations::records).
    pub seen: &'a [Seen],
    /// What counts most.
    pub objective: Objective,
}

/// How long a lender took to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The lender, by its Chinese or its English name in the pack.
    pub institution: String,
    /// Half of the files were answered in so many working days.
    pub answer: u16,
}

closed! {
    /// What counts most. Of equals the next of these decides, beginning again with the first, and last the order of the pack.
    pub enum Objective ("objective") {
        /// The least interest and costs over the whole term.
        Cheapest "cheapest" "总成本最低",
        /// The fewest papers still to be brought.
        FewestPapers "fewest_papers" "所缺资料最少",
        /// The fewest working days of lender and registry: of the lender as the office has seen it, or else as the rules give
        /// them.
        Fastest "fastest" "办理时限最短",
    }
}

/// One product, and what it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice<'c> {
    /// The product.
    pub product: &'c Product,
    /// The edition of the rules.
    pub edition: &'c EditionId,
    /// Whether it fits.
    pub verdict: Fit,
    /// Why it is not for this home at all.
    pub bars: Vec<Bar>,
    /// The limits that are broken.
    pub broken: Vec<Finding<'c>>,
    /// What to ask before the verdict is known.
    pub ask: Vec<&'static str>,
    /// Rate and payments; `None` while the rate is not known.
    pub terms: Option<LoanTerms<'c>>,
    /// All interest, and what the buyer pays in taxes and fees at least.
    pub cost: Option<Money>,
    /// Whether costs are missing in that sum, or may be more.
    pub cost_is_open: bool,
    /// The papers still to be brought; `None` where the lender publishes no list.
    pub papers: Option<Lacking<'c>>,
    /// How long lender and registry may take.
    pub time: Time<'c>,
    /// How the lender stands to the project and the firm; `None` where no list was asked.
    pub standing: Option<Standing>,
    /// Since when it lends there, until when, and how much is left, by the line that says so.
    pub admission: Option<Admitted>,
}

/// What a line of the office's list says of a lender that is or was on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// From when on it lends there.
    pub since: Date,
    /// The last day; `None` while no end is known.
    pub until: Option<Date>,
    /// How much is left; `None` while no bound is known.
    pub left: Option<Money>,
}

impl Admitted {
    fn by(line: &Admission) -> Self {
        Self { since: line.since, until: line.until, left: line.left() }
    }
}

/// The papers still to be brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking<'c> {
    /// Each, and whose it is; of alternatives the first.
    pub papers: Vec<(&'c DocumentKind, Role)>,
    /// How many more rows may apply, depending on facts that nobody stated.
    pub undecided: usize,
}

/// How long lender and registry may take, by the deadlines that rules set them.
///
/// From the whole set of papers to the lender's answer, and from each filing to its entry in the register. Nothing is
/// inferred: what lies between (signing, the queue for the money) no rule bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time<'c> {
    /// The working days of all steps together as the trade promises them, where it promises less than the law gives, and
    /// for the lender's answer as the office has seen it; `None` where a step has no deadline, or the calendar ends before it.
    pub usual: Option<u16>,
    /// The same as the law and the lender's own terms give them.
    pub at_most: Option<u16>,
    /// The working days until the lender's answer that the office has seen, where it has.
    pub seen: Option<u16>,
    /// The deadlines that were counted.
    pub rules: Vec<&'c RuleId>,
}

/// Every product of the pack for one household and home, the best first.
///
/// What fits stands before what cannot be said, that before what does not fit, and last stands what is not for this home at
/// all; within these the objective decides, an unknown number behind every known one.
///
/// ```
/// use anjieflow::assess::{Enquiry, Fit, Objective, Wish, choose};
/// use anjieflow::calendar::Calendar;
/// use anjieflow::fact::{Fact, Facts};
/// use anjieflow::figure::{Figure, Figures};
/// use anjieflow::product::Pack;
/// use anjieflow::{Date, Money};
///
/// let enquiry = Enquiry {
///     facts: Facts::EMPTY
///         .with_word(Fact::Property, "completed_new")?
///         .with(Fact::HouseholdHomeCount, Fact::HouseholdHomeCount.value_of_number(0)?)?,
///     figures: Figures::EMPTY.with(Figure::MonthlyIncome, 3_000_000)?,
///     price: Some(Money::from_yuan(2_000_000)?),
///     ..Enquiry::default()
/// };
/// let wish = Wish { objective: Objective::Cheapest, ..Wish::of(Money::from_yuan(1_000_000)?, 360) };
/// let choices = choose(&enquiry, &wish, Pack::builtin(), Date::new(2026, 3, 2)?, &Calendar::PRC)?;
/// assert_eq!(choices.len(), 31);
/// assert_eq!(choices[0].verdict, Fit::CannotSay, "nobody has said how old the borrower is");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
///
/// `OutOfRange` when the amount or the term is none that is computed with.
pub fn choose<'c>(
    enquiry: &Enquiry,
    wish: &Wish<'_>,
    pack: &'c Pack,
    day: Date,
    calendar: &Calendar,
) -> Result<Vec<Choice<'c>>, Error> {
    Debt::new(wish.amount, Rate::ZERO, wish.term_months)?;
    let mut choosing = Choosing::new(enquiry, wish, pack, day, calendar);
    let mut choices = pack.products.iter().map(|product| choosing.choice(product)).collect_vec();
    choices.sort_by(|one, other| order(one, other, wish.objective));
    Ok(choices)
}

impl Wish<'_> {
    /// So much for so long, the cheapest first; of costs and papers nothing is known.
    #[must_use]
    pub const fn of(amount: Money, term_months: u16) -> Self {
        let objective = Objective::Cheapest;
        Wish {
            amount,
            term_months,
            area: None,
            owners: None,
            stated: &[],
            papers: &[],
            panel: None,
            seen: &[],
            objective,
        }
    }
}

fn order(one: &Choice<'_>, other: &Choice<'_>, objective: Objective) -> Ordering {
    let first = objective as usize;
    let objectives = Objective::ALL.iter().cycle().skip(first).take(Objective::ALL.len());
    let by_objectives =
        || objectives.fold(Ordering::Equal, |so_far, it| so_far.then_with(|| compared(one, other, *it)));
    one.rank().cmp(&other.rank()).then_with(by_objectives)
}

fn compared(one: &Choice<'_>, other: &Choice<'_>, objective: Objective) -> Ordering {
    fn known_first<T: Ord>(one: Option<T>, other: Option<T>) -> Ordering {
        one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(&other))
    }
    match objective {
        Objective::Cheapest => known_first(one.cost, other.cost),
        Objective::FewestPapers => known_first(one.papers_left(), other.papers_left()),
        Objective::Fastest => known_first(one.time.usual, other.time.usual),
    }
}

impl Choice<'_> {
    /// What stands before every objective.
    fn rank(&self) -> (Fit, bool) {
        (self.verdict, !self.bars.is_empty())
    }

    /// How many papers are still to be brought, and how many more may be asked for.
    fn papers_left(&self) -> Option<(usize, usize)> {
        self.papers.as_ref().map(|lacking| (lacking.papers.len(), lacking.undecided))
    }
}

/// What is the same for all products.
struct Choosing<'e, 'c> {
    enquiry: &'e Enquiry,
    wish: &'e Wish<'e>,
    pack: &'c Pack,
    day: Date,
    /// The public limits of the day.
    limits: Vec<&'c Limit>,
    parties: Vec<(&'e str, Role)>,
    times: Times<'c>,
    /// All interest of the loans seen so far: many lenders ask the same rate.
    interest: Vec<(Debt, Money)>,
    /// Whether a charge of the day is a lender's own.
    lenders_charge: bool,
    /// The fees counted so far, of a lender where lenders charge, or else of any.
    fees: Vec<(Option<&'c Cow<'static, str>>, Fees)>,
}

/// What the buyer pays besides interest at least, and whether that may be more.
type Fees = (Money, bool);

impl<'e, 'c> Choosing<'e, 'c> {
    fn new(enquiry: &'e Enquiry, wish: &'e Wish<'e>, pack: &'c Pack, day: Date, calendar: &Calendar) -> Self {
        let limits = pack.policy.limits.iter().filter(|limit| limit.origin.effective.covers(day));
        Self {
            enquiry,
            wish,
            pack,
            day,
            limits: limits.collect_vec(),
            parties: enquiry.applicants.iter().map(|it| (it.id.as_str(), it.role)).collect_vec(),
            times: Times::of(pack, day, calendar),
            interest: Vec::new(),
            lenders_charge: pack.policy.charges_on(day).any(|charge| charge.place.institution.is_some()),
            fees: Vec::new(),
        }
    }

    fn choice(&mut self, product: &'c Product) -> Choice<'c> {
        let thought = Thought::among(self.enquiry, product, self.pack, self.day, self.limits.iter().copied());
        let trial = thought.trial(self.wish.amount, self.wish.term_months);
        let (terms, unpriced) = thought.terms(trial).map_or_else(|ask| (None, ask), |terms| (Some(terms), Vec::new()));
        let judged = thought.judged(&trial, terms.as_ref());
        let (mut bars, place) = thought.bars();
        let stands = self.stands(product);
        let standing = stands.map(|it| it.standing);
        bars.extend(standing.and_then(bar));
        let verdict = verdict(&judged, &bars, place.is_empty() && unpriced.is_empty());
        let ask =
            once_each(place.into_iter().chain(unpriced).chain(judged.deciding().flat_map(|it| it.ask.iter().copied())));
        let broken = judged.only(Verdict::Broken);
        let broken = broken.findings(&LoanId::first(), |at| self.enquiry.borrower(at), &self.pack.edition.id);
        let interest = terms.as_ref().map(|terms| self.interest(terms));
        let (fees, fees_are_open) = self.fees(product);
        Choice {
            product,
            edition: &self.pack.edition.id,
            verdict,
            bars,
            broken,
            ask,
            cost: interest.and_then(|interest| interest.checked_add(fees).ok()),
            cost_is_open: fees_are_open,
            terms,
            papers: self.papers(product),
            time: self.time(product),
            standing,
            admission: stands.and_then(|it| it.line).map(Admitted::by),
        }
    }

    fn stands(&self, product: &Product) -> Option<Stand<'e>> {
        let (panel, site) = self.wish.panel?;
        Some(panel.standing(&product.institution, site, self.wish.amount, self.day))
    }

    fn interest(&mut self, terms: &LoanTerms<'_>) -> Money {
        let seen = self.interest.iter().find(|(debt, _)| *debt == terms.debt);
        seen.map(|(_, interest)| *interest).unwrap_or_else(|| {
            let interest = terms.totals().interest;
            self.interest.push((terms.debt, interest));
            interest
        })
    }

    fn papers(&self, product: &'c Product) -> Option<Lacking<'c>> {
        let desk = Desk {
            parties: &self.parties,
            papers: self.wish.papers,
            excuses: &[],
            today: self.day,
            days: Days::all(self.day),
        };
        let mut lacking = Lacking::default();
        let open = |asked: &'c PaperAsked, role, status| match status {
            LineStatus::Undecided(_) => lacking.undecided += 1,
            _ => lacking.papers.push((&asked.document, role)),
        };
        desk.each_open(product, &self.enquiry.facts, open).ok()?;
        Some(lacking)
    }

    fn fees(&mut self, product: &'c Product) -> Fees {
        let lender = self.lenders_charge.then_some(&product.institution.en);
        if let Some((_, fees)) = self.fees.iter().find(|(of, _)| *of == lender) {
            return *fees;
        }
        let fees = self.counted_fees(lender);
        self.fees.push((lender, fees));
        fees
    }

    fn counted_fees(&self, lender: Option<&Cow<'static, str>>) -> Fees {
        let Self { enquiry, wish, pack, day, .. } = *self;
        let site = enquiry.site.as_ref().map(|site| pack.policy.place(site.province.as_deref(), &site.city));
        let place = Place { institution: lender.cloned(), ..site.unwrap_or(Place::COUNTRY) };
        let purchase = Purchase {
            facts: enquiry.facts,
            price: enquiry.price,
            loan: wish.amount.checked_add(enquiry.beside.amount).ok(),
            area: wish.area,
            owners: wish.owners,
            place: Some(&place),
            stated: wish.stated,
        };
        let costs = costs(&purchase, pack, day);
        let open = costs.lines.iter().any(|line| line.payer != Payer::Lender && line.most != Some(line.least));
        (costs.paid_by(Payer::Buyer).0, open)
    }

    /// How long the lender took as the office has seen it; the branch's own record goes before that of the whole.
    fn seen(&self, lender: &Name) -> Option<u16> {
        let of =
            |is_it: &dyn Fn(&str) -> bool| self.wish.seen.iter().find(|it| is_it(&it.institution)).map(|it| it.answer);
        of(&|name| lender.is_called(name)).or_else(|| of(&|name| lender.is_part_of(name)))
    }

    fn time(&self, product: &'c Product) -> Time<'c> {
        let route = self.pack.route(product.kind, &self.enquiry.facts).found();
        let seen = self.seen(&product.institution);
        route.map_or_else(Time::default, |route| self.times.of_route(route, product, &self.enquiry.facts, seen))
    }
}

/// What stands against a lender by the office's own list.
fn bar(standing: Standing) -> Option<Bar> {
    match standing {
        Standing::Admitted => None,
        Standing::Exhausted => Some(Bar::QuotaShort),
        Standing::NotNow | Standing::NotListed => Some(Bar::NotAdmitted),
    }
}

/// The deadlines of lenders and registries, in working days from the day that is asked.
struct Times<'c> {
    steps: Vec<(&'c Deadline, u16)>,
}

impl<'c> Times<'c> {
    fn of(pack: &'c Pack, day: Date, calendar: &Calendar) -> Self {
        let days = |it: &'c Deadline| Some((it, working_days(it, day, calendar)?));
        Self { steps: pack.deadlines.iter().filter(|it| is_step(it)).filter_map(days).collect_vec() }
    }

    /// The lender's answer, and each entry that the route asks for until the money moves.
    fn of_route(&self, route: &Route, product: &Product, facts: &Facts, seen: Option<u16>) -> Time<'c> {
        let answer = (Moment::Event(Happening::HandedIn), Moment::Event(Happening::Answered));
        let entries = entries(route).map(|kind| (Moment::Filed(kind), Moment::Done(kind)));
        let mut time = Time { usual: Some(0), at_most: Some(0), seen, rules: Vec::new() };
        for (from, until) in core::iter::once(answer).chain(entries) {
            let of_step = |it: &&Deadline| it.from == from && it.until == until;
            let theirs = |it: &&Deadline| of_step(it) && it.applies(product.kind, &product.id, facts);
            let theirs = self.steps.iter().filter(|(it, _)| theirs(it)).collect_vec();
            let (strictest, laxest) =
                (theirs.iter().min_by_key(|(it, _)| it.kind), theirs.iter().max_by_key(|(it, _)| it.kind));
            time.add(strictest, laxest, seen.filter(|_| (from, until) == answer));
        }
        time
    }
}

impl<'c> Time<'c> {
    fn add(
        &mut self,
        strictest: Option<&&(&'c Deadline, u16)>,
        laxest: Option<&&(&'c Deadline, u16)>,
        seen: Option<u16>,
    ) {
        let more = |sum: Option<u16>, days: Option<u16>| Some(sum?.saturating_add(days?));
        let days = |step: Option<&&(&'c Deadline, u16)>| step.map(|step| step.1);
        self.at_most = more(self.at_most, days(strictest));
        self.usual = more(self.usual, seen.or(days(laxest)));
        self.rules.extend(strictest.map(|step| &step.0.id));
        self.rules.extend(laxest.map(|step| &step.0.id).filter(|id| strictest.is_none_or(|step| step.0.id != **id)));
    }
}

/// What the route asks the registry for before the lender pays.
fn entries(route: &Route) -> impl Iterator<Item = MilestoneKind> {
    use MilestoneKind::{AdvanceNotice, MortgageChanged, MortgageRegistered, SecondRankRegistered, TitleTransferred};
    const ENTRIES: [MilestoneKind; 5] =
        [TitleTransferred, AdvanceNotice, MortgageRegistered, SecondRankRegistered, MortgageChanged];
    let asked = |kind: &MilestoneKind| {
        let gates = route.gates.iter().filter(|gate| gate.step <= GateStep::PayOut);
        gates.flat_map(|gate| gate.lines.iter()).any(|line| line.need == Need::Done(*kind))
    };
    ENTRIES.into_iter().filter(asked)
}

/// Whether somebody else than the customer has to be done by then.
fn is_step(deadline: &Deadline) -> bool {
    match (deadline.from, deadline.until) {
        (Moment::Event(Happening::HandedIn), Moment::Event(Happening::Answered)) => true,
        (Moment::Filed(from), Moment::Done(until)) => from == until,
        _ => false,
    }
}

fn working_days(deadline: &Deadline, day: Date, calendar: &Calendar) -> Option<u16> {
    if let Length::WorkingDays(days) = deadline.length {
        return Some(days);
    }
    let last = deadline.last_day(day, 0, calendar)?.ok()?;
    // Day by day: a few weeks are counted sooner so than from the beginning of the year.
    let days = core::iter::successors(day.next().ok(), |day| day.next().ok()).take_while(|day| *day <= last);
    days.map(|day| calendar.is_working_day(day).ok().map(u16::from)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::assess;
    use crate::assess::tests::{DAY, enquiry, yuan};
    use crate::checklist::Checklist;
    use crate::product::ProductId;

    fn all(objective: Objective) -> Vec<Choice<'static>> {
        let wish = Wish { objective, area: Some(9_000), owners: Some(1), ..Wish::of(yuan(600_000), 360) };
        choose(&enquiry(), &wish, Pack::builtin(), DAY, &Calendar::PRC).unwrap()
    }

    fn of(id: &ProductId) -> Choice<'static> {
        all(Objective::Cheapest).into_iter().find(|it| it.product.id == *id).unwrap()
    }

    #[test]
    fn every_product_is_judged_as_it_is_alone() {
        for choice in all(Objective::Cheapest) {
            let product = choice.product.id.clone();
            let asked = crate::Application { product, amount: yuan(600_000), term_months: 360 };
            let alone = assess(&enquiry(), &asked, Pack::builtin(), DAY).unwrap();
            assert_eq!((choice.verdict, &choice.bars, &choice.ask), (alone.verdict, &alone.bars, &alone.ask));
            assert_eq!(choice.terms, alone.terms);
            let broken: Vec<_> = alone.findings.into_iter().filter(|it| it.verdict == Verdict::Broken).collect();
            assert_eq!(choice.broken, broken, "{}", choice.product.id);
        }
    }

    #[test]
    fn what_fits_stands_first_and_the_objective_decides() {
        for objective in Objective::ALL {
            let choices = all(*objective);
            assert_eq!(choices.len(), Pack::builtin().products.len());
            assert!(choices.is_sorted_by_key(Choice::rank));
            let fitting: Vec<_> = choices.iter().filter(|it| it.rank() == (Fit::DoesNotFit, true)).collect();
            assert!(fitting.len() > 5);
            let sorted = match objective {
                Objective::Cheapest => fitting.is_sorted_by_key(|it| (it.cost.is_none(), it.cost)),
                Objective::FewestPapers => fitting.is_sorted_by_key(|it| (it.papers.is_none(), it.papers_left())),
                Objective::Fastest => fitting.is_sorted_by_key(|it| (it.time.usual.is_none(), it.time.usual)),
            };
            assert!(sorted, "{objective}");
        }
    }

    #[test]
    fn equals_stand_as_in_the_pack() {
        let place = |choice: &Choice<'_>| Pack::builtin().products.iter().position(|it| it.id == choice.product.id);
        let choices = all(Objective::Cheapest);
        for pair in choices.windows(2) {
            if let [one, other] = pair {
                let decided = order(one, other, Objective::Cheapest);
                assert!(decided.is_lt() || (decided.is_eq() && place(one) < place(other)));
            }
        }
    }

    #[test]
    fn papers_are_those_of_the_checklist() {
        let parties = [("b1", Role::Borrower)];
        for choice in all(Objective::Cheapest) {
            let list = Checklist::new(choice.product, &enquiry().facts, parties, &[], DAY);
            let Ok(list) = list else {
                assert_eq!(choice.papers, None);
                continue;
            };
            let (undecided, missing): (Vec<_>, Vec<_>) =
                list.open().partition(|line| matches!(line.status, LineStatus::Undecided(_)));
            let papers = choice.papers.unwrap();
            assert_eq!(papers.undecided, undecided.len());
            assert_eq!(papers.papers, missing.iter().map(|it| (it.document(), it.role())).collect::<Vec<_>>());
        }
        assert_eq!(of(&ProductId::BOCOM_HOUSING).papers, None, "no list is published");
    }

    #[test]
    fn time_is_what_deadlines_say() {
        // 15 days from 2 March 2026 end on the 17th: eleven working days; the registry has 30 by law, and promises 5.
        let fund = of(&ProductId::PF_WUHAN_NEW).time;
        let rules: Vec<&str> = fund.rules.iter().map(|it| it.as_str()).collect();
        assert!(rules.contains(&"deadline/fund_answer") && rules.contains(&"deadline/registry/mortgage_registered"));
        assert!(fund.usual < fund.at_most, "{fund:?}");
        // Beyond the published calendar nothing is counted.
        let late = Date::constant(2026, 12, 20);
        let choices = choose(&enquiry(), &Wish::of(yuan(600_000), 360), Pack::builtin(), late, &Calendar::PRC).unwrap();
        assert!(choices.iter().all(|it| it.time.usual.is_none()));
    }

    #[test]
    fn costs_are_interest_and_what_the_buyer_pays() {
        let fund = of(&ProductId::PF_WUHAN_NEW);
        let interest = fund.terms.as_ref().unwrap().totals().interest;
        // Deed tax of one percent, and 80 for the title.
        assert_eq!(fund.cost.unwrap().checked_sub(interest).unwrap(), yuan(20_080));
        assert!(fund.cost_is_open, "nobody has said what an appraisal costs");
    }

    #[test]
    fn what_was_seen_of_a_lender_stands_in_the_place_of_its_deadline() {
        let name = &Pack::builtin().product(&ProductId::PF_WUHAN_NEW).unwrap().institution;
        let seen = [Seen { institution: name.zh.to_string(), answer: 2 }];
        let wish = Wish { seen: &seen, ..Wish::of(yuan(600_000), 360) };
        let choices = choose(&enquiry(), &wish, Pack::builtin(), DAY, &Calendar::PRC).unwrap();
        let time = |id: &ProductId| choices.iter().find(|it| it.product.id == *id).unwrap().time.clone();
        let (before, now) = (of(&ProductId::PF_WUHAN_NEW).time, time(&ProductId::PF_WUHAN_NEW));
        // Eleven working days by the deadline, two as seen.
        assert_eq!((now.usual, now.seen), (before.usual.map(|days| days - 11 + 2), Some(2)));
        assert_eq!((now.at_most, &now.rules), (before.at_most, &before.rules));
        assert_eq!(time(&ProductId::CITIC_MORTGAGE).seen, None);
    }

    #[test]
    fn who_is_not_on_the_list_stands_behind() {
        let product = Pack::builtin().product(&ProductId::CITIC_MORTGAGE).unwrap();
        let line = Admission {
            institution: product.institution.en.to_string(),
            project: Some("花园".to_owned()),
            firm: None,
            since: DAY,
            until: None,
            quota: Some(yuan(500_000)),
            used: None,
        };
        let panel = Panel::new(vec![line]).unwrap();
        let stands = |amount| {
            let site = Site { project: Some("花园"), firm: None };
            let wish = Wish { panel: Some((&panel, site)), ..Wish::of(yuan(amount), 360) };
            choose(&enquiry(), &wish, Pack::builtin(), DAY, &Calendar::PRC).unwrap()
        };
        let choices = stands(400_000);
        for it in &choices {
            // A line of the bank holds for its branch in Jinan.
            let admitted = it.product.institution.is_part_of(&product.institution.zh);
            assert_eq!(it.standing == Some(Standing::Admitted), admitted, "{}", it.product.id);
            assert_eq!(it.bars.contains(&Bar::NotAdmitted), !admitted, "{}", it.product.id);
        }
        assert!(stands(600_000).iter().any(|it| it.bars.contains(&Bar::QuotaShort)));
        assert!(all(Objective::Cheapest).iter().all(|it| it.standing.is_none()));
    }
}
