//! What buying costs besides price and interest, as plain data.

use crate::collect::CollectVec;
use serde_json::{Map, Value, json};

use crate::cost::{self, CostItem, CostLine, Costs, Payer, Purchase};
use crate::date::Date;
use crate::error::Error;
use crate::fact::Facts;
use crate::interchange::plain::unknown_product;
use crate::interchange::value::{Reader, missing};
use crate::money::Money;
use crate::product::{Pack, Place, ProductId};
use crate::property::Site;

/// The taxes and fees of a purchase on a day.
pub(in crate::interchange) fn costs(request: &Value, pack: &Pack) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let date: Date = reader.field("date")?;
    let (facts, (area, owners)) = (reader.field::<Option<Facts>>("facts")?, home(&mut reader)?);
    let (price, loan) = (reader.field("price_fen")?, reader.field("loan_fen")?);
    let (place, stated) = (place(&mut reader, pack)?, stated(&mut reader)?);
    reader.finish()?;
    let (facts, place, stated) = (facts.unwrap_or(Facts::EMPTY), place.as_ref(), &stated);
    Ok(told(&cost::costs(&Purchase { facts, price, loan, area, owners, place, stated }, pack, date)))
}

/// Where the home is, and who lends.
fn place(reader: &mut Reader<'_>, pack: &Pack) -> Result<Option<Place>, Error> {
    let (site, product): (Option<Site>, Option<ProductId>) = (reader.field("site")?, reader.field("product")?);
    if site.is_none() && product.is_none() {
        return Ok(None);
    }
    let lender = |id: ProductId| {
        let product = pack.product(&id).ok_or_else(|| unknown_product(id.as_str()).at("product"))?;
        Ok::<_, Error>(product.institution.en.clone())
    };
    let here = site.map_or(Place::COUNTRY, |site| pack.policy.place(site.province.as_deref(), &site.city));
    Ok(Some(Place { institution: product.map(lender).transpose()?, ..here }))
}

/// The area and how many owners there will be: what taxes and fees ask for.
pub(super) fn home(reader: &mut Reader<'_>) -> Result<(Option<u32>, Option<u8>), Error> {
    let area = reader.number("area", "an area in hundredths of a square metre", 1, 10_000_000)?;
    Ok((area, reader.number("owners", "a number of owners", 1, 99)?))
}

/// What is known of costs that no rule prices, or that are others here.
pub(super) fn stated(reader: &mut Reader<'_>) -> Result<Vec<(CostItem, Money)>, Error> {
    Ok(reader.list("stated", stated_cost)?.unwrap_or_default())
}

fn stated_cost(value: &Value) -> Result<(CostItem, Money), Error> {
    let mut reader = Reader::new(value)?;
    let word: String = reader.field("item")?;
    let item = CostItem::from_name(&word).map_err(|error| error.at("item"))?;
    // Nothing is an amount: whoever asks for no guarantee says so.
    let fen = reader.number("amount_fen", "an amount in whole fen", 0, Money::MAX.fen())?;
    reader.finish()?;
    let amount = Money::new(fen.ok_or_else(|| missing("amount_fen"))?)?;
    Ok((item, amount))
}

fn told(costs: &Costs<'_>) -> Value {
    let paid = |payer: &Payer| (payer.name().to_owned(), span(costs.paid_by(*payer)));
    json!({
        "edition": costs.edition.as_str(),
        "day": costs.day.to_string(),
        "lines": costs.lines.iter().map(line).collect_vec(),
        "paid_by": Payer::ALL.iter().map(paid).collect::<Map<_, _>>(),
    })
}

fn line(line: &CostLine<'_>) -> Value {
    json!({
        "item": line.item.name(),
        "payer": line.payer.name(),
        "least_fen": line.least.fen(),
        "most_fen": line.most.map(Money::fen),
        "rules": line.rules.iter().map(|rule| rule.id.as_ref()).collect_vec(),
        "ask": line.ask,
        "en": line.text(),
        "zh": line.zh(),
    })
}

fn span((least, most): (Money, Option<Money>)) -> Value {
    json!({"least_fen": least.fen(), "most_fen": most.map(Money::fen)})
}
