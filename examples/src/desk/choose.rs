//! `desk match`: which product to ask for, and two of them side by side.

use std::io::Write;
use std::path::PathBuf;

use anjieflow::assess::Bar;
use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{Debt, Method, Row, Schedule};
use clap::Args;
use serde_json::Value;

use super::args::Lang;
use super::ask::{Verdict, field};
use super::assess::{list, spaced, yuan};
use super::chart::{self, Curve};
use super::error::{Error, shown};
use super::office;
use super::report::{aligned, padded};
use super::rules::rules;
use super::run::write_page;
use super::words::Words;

/// An enquiry for any product.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// A JSON file with the enquiry, without a product; `-` reads standard input
    enquiry: PathBuf,
    /// Write the curves of two products side by side as a page
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// A product of the page; may be given several times [default: the best two whose rates differ]
    #[arg(long, value_name = "ID", requires = "chart")]
    product: Vec<String>,
}

/// Every product, the best first.
///
/// # Errors
/// The file is no enquiry, or the output cannot be written.
pub fn choose(asked: &Asked, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let request = office::parsed(&asked.enquiry)?;
    let told = rules().choose(&request).map_err(|problem| Error::of(&shown(&asked.enquiry), problem))?;
    if let Some(page) = &asked.chart {
        write_page(page, &offered(&request, drawn(asked, &told)?)?)?;
    }
    if json {
        writeln!(out, "{told:#}")?;
        return Ok(Verdict::Yes);
    }
    writeln!(out, "{}", line(head(lang)))?;
    for choice in told.as_array().into_iter().flatten() {
        writeln!(out, "{}", line(cells(choice, lang)))?;
    }
    Ok(Verdict::Yes)
}

/// What a line of the table tells of a product.
const COLUMNS: usize = 7;

fn head(lang: Lang) -> [String; COLUMNS] {
    let heads = match lang {
        Lang::Zh => ["产品", "结论", "月供", "总成本", "缺资料", "工作日", "原因"],
        Lang::En => ["product", "verdict", "monthly", "cost", "papers", "days", "because"],
    };
    heads.map(str::to_owned)
}

fn cells(choice: &Value, lang: Lang) -> [String; COLUMNS] {
    let count = |number: Option<usize>| number.map_or("-".to_owned(), |number| number.to_string());
    let papers = choice.get("papers").and_then(Value::as_array).map(Vec::len);
    let days = choice.get("working_days").and_then(Value::as_u64).and_then(|days| usize::try_from(days).ok());
    [
        field(choice, "product").to_owned(),
        said(lang, field(choice, "verdict"), field(choice, "zh")),
        choice.get("terms").map(|terms| yuan(terms, "monthly_fen")).unwrap_or_default(),
        yuan(choice, "cost_fen"),
        count(papers),
        count(days),
        because(choice, lang),
    ]
}

/// Why it does not fit, or what nobody has said.
fn because(choice: &Value, lang: Lang) -> String {
    let bars = list(choice, "bars").filter_map(|it| Bar::from_name(it.as_str()?).ok());
    let bars = bars.map(|bar| said(lang, bar.name(), bar.zh()));
    let broken = list(choice, "broken").map(|it| field(it, "rule").to_owned());
    let ask: Vec<&str> = list(choice, "ask").filter_map(Value::as_str).collect();
    let label = if lang == Lang::Zh { "待问" } else { "ask" };
    let ask = (!ask.is_empty()).then(|| format!("{label}: {}", ask.join(", ")));
    let reasons: Vec<String> = bars.chain(broken).collect();
    if reasons.is_empty() { ask.unwrap_or_default() } else { reasons.join(", ") }
}

pub(super) fn said(lang: Lang, en: &str, zh: &str) -> String {
    if lang == Lang::Zh { zh.to_owned() } else { spaced(en) }
}

fn line([product, verdict, monthly, cost, papers, days, because]: [String; COLUMNS]) -> String {
    let text = format!(
        "{} {} {} {} {} {}  {because}",
        padded(&product, 21),
        padded(&verdict, 12),
        aligned(&monthly, 9),
        aligned(&cost, 12),
        aligned(&papers, 6),
        aligned(&days, 6),
    );
    text.trim_end().to_owned()
}

/// The products of the page.
fn drawn<'v>(asked: &Asked, told: &'v Value) -> Result<Vec<&'v Value>, Error> {
    let mut priced = told.as_array().into_iter().flatten().filter(|choice| rate(choice).is_some());
    if asked.product.is_empty() {
        let best = priced.next();
        let other = priced.find(|other| best.is_some_and(|best| rate(best) != rate(other)));
        return Ok(best.into_iter().chain(other).collect());
    }
    let named = |id: &String| priced.clone().find(|choice| field(choice, "product") == id).ok_or_else(|| no_curve(id));
    asked.product.iter().map(named).collect()
}

fn no_curve(id: &str) -> Error {
    Error::input(format!("--product {id}"), "no product of that name has a rate that is known; see `desk match`")
}

fn rate(choice: &Value) -> Option<u64> {
    choice.get("terms")?.get("rate_millionths")?.as_u64()
}

/// The page of loans that were offered for an enquiry.
///
/// # Errors
/// The enquiry has no loan that can be computed; but then it had no answer.
pub(super) fn offered<'v>(enquiry: &Value, offers: impl IntoIterator<Item = &'v Value>) -> Result<String, Error> {
    let of = |error| Error::of("chart", error);
    let curves: Result<Vec<Curve>, _> = offers.into_iter().filter_map(|offer| curve(enquiry, offer)).collect();
    let months = enquiry.get("term_months").and_then(Value::as_u64).unwrap_or_default();
    let amount = yuan(enquiry, "amount_fen");
    let loan = Words::new(format!("本金 {amount} 元，{months} 个月"), format!("{amount} yuan over {months} months"));
    Ok(chart::page(&loan, &curves.map_err(of)?))
}

/// The curve of an offer; none where its rate is not known.
fn curve(enquiry: &Value, offer: &Value) -> Option<Result<Curve, anjieflow::error::Error>> {
    let rate = Rate::from_millionths(u32::try_from(rate(offer)?).ok()?)?;
    Some(schedule(enquiry, rate).map(|schedule| Curve {
        name: name(offer, rate),
        interest: schedule.totals().interest,
        rows: schedule.collect::<Vec<Row>>(),
    }))
}

fn schedule(enquiry: &Value, rate: Rate) -> Result<Schedule<'static>, anjieflow::error::Error> {
    let whole = |name: &str| enquiry.get(name).and_then(Value::as_i64).unwrap_or_default();
    let method = match field(enquiry, "method") {
        "equal_principal" => Method::EqualPrincipal,
        "interest_first" => Method::InterestFirst,
        _ => Method::EqualInstalment,
    };
    let months = u16::try_from(whole("term_months")).unwrap_or_default();
    Debt::new(Money::new(whole("amount_fen"))?, rate, months)?.schedule(method)
}

fn name(offer: &Value, rate: Rate) -> Words {
    let of = |lang: &str| {
        let part = |part: &str| offer.get(part).map_or("", |name| field(name, lang));
        format!("{} {}", part("institution"), part("name")).trim().to_owned()
    };
    let id = field(offer, "product");
    let or_id = |name: String| if name.is_empty() { id.to_owned() } else { name };
    Words::new(format!("{}，{rate}", or_id(of("zh"))), format!("{}, {rate}", or_id(of("en"))))
}
