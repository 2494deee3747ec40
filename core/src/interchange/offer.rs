//! What lenders offer in a city on a day.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::view::{self, Fields};
use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::product::{Limit, LimitValue, Pack, Place, Product};

/// The products, as `plain::Rules::products` tells of them.
pub(super) fn products(pack: &Pack, city: Option<&str>, day: Option<&str>) -> Result<Value, Error> {
    let offer = Offer {
        pack,
        city: city.map(|name| known(pack, name)).transpose().map_err(|error| error.at("city"))?,
        day: day.map(|day| day.parse::<Date>().map_err(|error| error.at("date"))).transpose()?,
    };
    Ok(pack.products.iter().filter(|product| offer.includes(product)).map(|product| offer.shown(product)).collect())
}

/// The products of a place, seen on a day.
struct Offer<'c> {
    pack: &'c Pack,
    city: Option<&'c str>,
    day: Option<Date>,
}

/// The city of this name: one that the rules name, or one that a product is of.
fn known<'c>(pack: &'c Pack, name: &str) -> Result<&'c str, Error> {
    let regions = || pack.products.iter().filter_map(|product| product.region.as_deref());
    let found = pack.policy.city(name).map(|city| city.id.as_ref());
    found.or_else(|| regions().find(|region| region.eq_ignore_ascii_case(name))).ok_or_else(|| {
        let named = pack.policy.cities.iter().map(|city| format!("{} {}", city.id, city.zh));
        let unnamed = regions().filter(|region| pack.policy.city(region).is_none()).map(str::to_owned);
        let mut cities = named.chain(unnamed).collect_vec();
        cities.sort();
        cities.dedup();
        Error::new(ErrorCode::UnknownCode, format!("no city is called {}", shown(name)))
            .help(format!("one of: {}", cities.join(", ")))
    })
}

impl Offer<'_> {
    /// Offered there: a product of that city, or of none.
    fn includes(&self, product: &Product) -> bool {
        let (Some(city), Some(region)) = (self.city, product.region.as_deref()) else { return true };
        known(self.pack, region).is_ok_and(|region| region == city)
    }

    fn shown(&self, product: &Product) -> Value {
        let mut fields = view::product(product, self.pack);
        if let Some(day) = self.day {
            let rows = product.requirements.listed();
            let in_force = rows.map(|rows| {
                rows.iter().filter(|row| row.origin.as_ref().is_none_or(|it| it.effective.covers(day))).count()
            });
            fields.insert("requirements".to_owned(), Value::from(in_force));
            fields.insert("limits".to_owned(), self.limits(product, day));
        }
        Value::Object(fields)
    }

    /// The limits that hold on the day: those of the public rules, then those that the lender prints.
    fn limits(&self, product: &Product, day: Date) -> Value {
        let place = self.place(product);
        let here = |limit: &&Limit| {
            let place = Place { branch: limit.place.branch.clone(), ..place.clone() };
            limit.product_kinds.contains(&product.kind) && limit.place.contains(&place)
        };
        let printed = product.limits();
        let public = self.pack.policy.limits.iter().filter(here).map(|limit| (limit, false));
        let all = public.chain(printed.iter().map(|limit| (limit, true)));
        let in_force = all.filter(|(limit, _)| limit.kind.is_judged() && limit.origin.effective.covers(day));
        in_force.map(|(limit, printed)| self.limit(limit, printed)).collect()
    }

    /// Where its rules are looked up: in the city asked for, or its own.
    fn place(&self, product: &Product) -> Place {
        let city = self.city.or(product.region.as_deref());
        let place = city.map_or(Place::COUNTRY, |city| self.pack.policy.place(None, city));
        Place { institution: Some(product.institution.en.clone()), ..place }
    }

    fn limit(&self, limit: &Limit, printed: bool) -> Value {
        let mut fields: Fields = view::limit(limit, self.pack);
        fields.insert("value".to_owned(), value(&limit.value));
        fields.insert("when".to_owned(), Value::from(limit.when.to_string()));
        fields.insert("printed".to_owned(), Value::from(printed));
        Value::Object(fields)
    }
}

/// How much, in the unit of the kind: a number where it is one for everybody.
fn value(value: &LimitValue) -> Value {
    match value {
        LimitValue::Number(number) => Value::from(*number),
        LimitValue::BySex(years) => json!({"male": years.male, "female": years.female}),
        LimitValue::Raised { base, uplifts, .. } => {
            let uplifts = uplifts
                .iter()
                .map(|uplift| json!({"when": uplift.when.to_string(), "percent": uplift.percent}))
                .collect_vec();
            json!({"base_fen": base.fen(), "uplifts": uplifts})
        }
        LimitValue::OfBenchmark(rate) => json!({"of_benchmark_millionths": rate.millionths()}),
        LimitValue::Lifted => Value::from("lifted"),
    }
}
