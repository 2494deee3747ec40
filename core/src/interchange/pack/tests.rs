use super::*;
use crate::assess::{Enquiry, Wish, choose};
use crate::calendar::Calendar;
use crate::cost::{CostItem, Costs, Payer, Purchase, costs};
use crate::date::Date;
use crate::fact::{Fact, FactKind, Facts};
use crate::money::Money;
use crate::property::Site;
use serde_json::json;

fn builtin() -> Value {
    serde_json::from_str(&write(Pack::builtin())).unwrap()
}

#[test]
fn the_builtin_pack_reads_back_what_it_wrote() {
    let text = write(Pack::builtin());
    assert_eq!(&read(&text).unwrap(), Pack::builtin());
}

/// What every part repeats.
const HEADER: [&str; 2] = ["pack", "edition"];

/// Reading, compiling and writing lose nothing and invent nothing: what comes out is what the files say.
#[test]
fn the_builtin_pack_says_what_its_files_say() {
    let mut files = Map::new();
    for part in [
        include_str!("../../../data/pack/sources.json"),
        include_str!("../../../data/pack/documents.json"),
        include_str!("../../../data/pack/products.json"),
        include_str!("../../../data/pack/routes.json"),
        include_str!("../../../data/pack/notices.json"),
        include_str!("../../../data/pack/policy.json"),
    ] {
        let Value::Object(part) = serde_json::from_str(part).unwrap() else { panic!("no object") };
        files.extend(part.into_iter().filter(|(key, _)| key != "about"));
    }
    let built = builtin();
    for (section, said) in &files {
        assert_eq!(&built[section], said, "{section}");
    }
    assert_eq!(built.as_object().unwrap().len(), files.len());
}

#[test]
fn a_pack_may_stand_in_several_files() {
    let whole = builtin();
    let sections: Vec<&String> =
        whole.as_object().unwrap().keys().filter(|key| !HEADER.contains(&key.as_str())).collect();
    let one = |section: &&String| {
        let mut part = whole.clone();
        part.as_object_mut().unwrap().retain(|key, _| HEADER.contains(&key.as_str()) || key == *section);
        part.to_string()
    };
    let parts: Vec<String> = sections.iter().map(one).collect();
    assert!(parts.len() > 4);
    assert_eq!(&read_parts(parts.iter().map(String::as_str)).unwrap(), Pack::builtin());

    let other = json!({"pack": 1, "edition": {"id": "another", "published": "2026-01-01"}}).to_string();
    let error = read_parts([parts[0].as_str(), &other]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "edition: one part is of edition `builtin-2026-11-24`, another of `another`; give all parts one edition"
    );
}

/// The built-in pack with one value replaced is refused, with a message that begins so.
#[track_caller]
fn refused(pointer: &str, value: Value, expected: &str) {
    let mut pack = builtin();
    *pack.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    let message = read(&pack.to_string()).unwrap_err().to_string();
    assert!(message.starts_with(expected), "{message}");
}

#[test]
fn what_nobody_knows_is_refused_by_its_row() {
    let rule = "products[icbc-housing-new].requirements[icbc-housing-new/id_card/spouse]";
    let mood = json!({"fact": "mood", "in": ["good"]});
    refused("/products/0/requirements/1/when", mood, &format!("{rule}.when.fact: no fact is called `mood`; one of: "));
    let marital = json!({"fact": "marital", "in": ["merried"]});
    refused(
        "/products/0/requirements/1/when",
        marital,
        &format!("{rule}.when.in.marital: no value is called `merried`"),
    );
    refused("/products/0/requirements/1/role", json!("cousin"), &format!("{rule}.role: no role is called `cousin`"));
    refused(
        "/products/0/term_months_max",
        json!(2.5),
        "products[icbc-housing-new].term_months_max: the number does not fit",
    );
    refused("/products/0/kind", json!("gift"), "products[icbc-housing-new].kind: no kind of product is called `gift`");
    refused(
        "/products/0/requirements/1/asks/document",
        json!("wedding_photo"),
        &format!("{rule}: no document is called `wedding_photo`"),
    );
    refused(
        "/products/0/sources/0",
        json!("hearsay"),
        "products[icbc-housing-new].sources: no source is called `hearsay`",
    );
    refused("/edition/published", json!("2026-02-30"), "edition.published: ");
    refused("/pack", json!(2), "pack: form 2 of packs is not known here");
}

#[test]
fn a_notice_that_nobody_could_tell_is_refused() {
    let row = "notices[notice/defects/borrower]";
    refused(
        "/notices/0/template",
        json!("letter/none"),
        &format!("{row}.template: no template is called `letter/none`"),
    );
    refused(
        "/notices/0/within",
        json!("deadline/none"),
        &format!("{row}.within: no deadline is called `deadline/none`"),
    );
    refused("/notices/0/whom", json!([]), &format!("{row}.whom: nobody is told"));
    refused("/notices/0/whom", json!(["butler"]), &format!("{row}.whom[0]: no addressee is called `butler`"));
    refused("/notices/0/after", json!("dinner"), &format!("{row}.after: no event of a notice is called `dinner`"));
    refused("/notices/0/after", json!({"seen": "insured"}), &format!("{row}.after: no state is called `seen`"));
    let text = "templates[letter/defects]";
    refused("/templates/0/zh", json!("{star_sign}"), &format!("{text}.zh: no blank is called `star_sign`"));
    refused("/templates/0/en", json!("come in"), &format!("{text}: the blank `addressee` stands in one language only"));
}

#[test]
fn a_deadline_that_nobody_could_count_is_refused() {
    let row = "deadlines[deadline/presale_filing]";
    let moons = json!({"moons": 30});
    refused("/deadlines/0/length", moons, &format!("{row}.length: no unit is called `moons`; write "));
    refused("/deadlines/0/length", json!({"months": "two"}), &format!("{row}.length.months: a whole number is wanted"));
    refused(
        "/deadlines/0/from",
        json!({"seen": "contract_signed"}),
        &format!("{row}.from: no moment is called `seen`"),
    );
    refused(
        "/deadlines/0/until",
        json!({"done": "dinner"}),
        &format!("{row}.until.done: no milestone is called `dinner`"),
    );
}

#[test]
fn what_contradicts_itself_is_refused() {
    refused("/documents/1/id", json!("id_card"), "documents: `id_card` stands there twice");
    refused("/products/1/id", json!("icbc-housing-new"), "products: `icbc-housing-new` stands there twice");
    refused(
        "/products/0/requirements",
        json!([]),
        "products[icbc-housing-new].requirements: a published list has no row",
    );
}

#[test]
fn conditions_have_one_form() {
    use crate::product::Condition;
    let read = |value: Value| Condition::read(&value).map(|condition| condition.to_string());
    let married = || json!({"fact": "marital", "in": ["married"]});
    assert_eq!(read(json!(true)).unwrap(), "always");
    assert_eq!(read(json!({"not": married()})).unwrap(), "not (marital is married)");
    assert_eq!(
        read(json!({"any": [married(), {"not": [married()]}]})).unwrap(),
        "marital is married or not (marital is married)"
    );
    for wrong in [
        json!(false),
        json!({"all": married()}),
        json!({"all": []}),
        json!({"fact": "marital", "in": []}),
        json!({"fact": "marital", "in": ["married"], "or": 1}),
        json!({"xor": [married()]}),
        json!({"fact": "local_household", "in": ["yes"]}),
        json!({"fact": "household_home_count", "in": [10]}),
        (0..20).fold(married(), |inner, _| json!({"not": inner})),
    ] {
        assert!(read(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn nothing_said_and_nothing_lost() {
    let product = &builtin()["products"][0];
    assert_eq!(product["term_months_max"], 360);
    assert_eq!(product.get("age_min"), None, "what the page does not say is left out");
    assert_eq!(builtin()["products"][8]["requirements"], "not_published");
}

/// The schema says of every field what it is, and asks for what reading asks for.
#[test]
fn the_schema_names_every_part() {
    let schema = schema();
    let parts = schema["$defs"].as_object().unwrap();
    for name in ["Product", "Requirement", "Route", "GateLine", "Condition", "DocumentInfo"] {
        assert!(parts[name].is_object(), "{name}");
    }
    let fields = parts["Requirement"]["properties"].as_object().unwrap();
    assert!(fields.values().all(|field| field["description"].is_string()));
    assert_eq!(parts["Requirement"]["required"], json!(["id", "asks", "role"]));
    assert_eq!(schema["required"], json!(["pack", "edition"]));
}

/// A layer with one field replaced is refused, with a message that begins so.
#[track_caller]
fn layer_refused(field: &str, value: Value, expected: &str) {
    let mut layer = json!({"pack": 1, "edition": {"id": "jinan", "published": "2026-11-24"}});
    layer[field] = value;
    let message = read_layer(&layer.to_string()).unwrap_err().to_string();
    assert!(message.starts_with(expected), "{message}");
}

#[test]
fn a_layer_is_refused_by_its_row() {
    let moody = |row: Value| json!([{"product": "citic-mortgage", "requirements": [row]}]);
    let row =
        json!({"id": "jinan/mood", "asks": "id_card", "role": "borrower", "when": {"fact": "mood", "in": ["good"]}});
    layer_refused(
        "lists",
        moody(row),
        "lists[0].requirements[jinan/mood].when.fact: no fact is called `mood`; one of: ",
    );
    let limit = json!({"limits": [{"id": "x", "kind": "min_down_payment", "value": "lots", "product_kinds": []}]});
    layer_refused(
        "policy",
        limit,
        "policy.limits[x].value: the value of a limit is wanted, text was found; write a number, ",
    );
    layer_refused("place", json!({"planet": "Mars"}), "place");
    layer_refused("drops", json!(["NOT A NAME"]), "drops[0]: ");
    layer_refused("replaces", json!("dti"), "replaces: a list is wanted");
    layer_refused("nonsense", json!(1), "no field is called `nonsense`");
}

/// Nothing that is handed in takes more depth or rows than a person would write.
#[test]
fn hostile_packs_end_in_an_error() {
    layer_refused("drops", json!(vec!["a"; 10_001]), "drops: the list has 10001 rows; at most 10000");
    let rule = |values: Value| json!({"rules": [{"id": "x", "text": "y", "values": values}]});
    let many: Map<String, Value> = (0..101).map(|number| (format!("n{number}"), json!(number))).collect();
    layer_refused("policy", rule(Value::Object(many)), "policy.rules[x].values: the object has 101 numbers");
    let deep = |depth: usize, one: &dyn Fn(Value) -> Value, leaf: Value| (0..depth).fold(leaf, |inner, _| one(inner));
    let row = |asks: Value, when: Value| json!([{"product": "p", "requirements": [{"id": "r", "asks": asks, "role": "borrower", "when": when}]}]);
    let asks = deep(9, &|inner| json!({"any_of": [inner]}), json!("id_card"));
    layer_refused("lists", row(asks, json!(true)), "lists[0].requirements[r].asks.any_of[0].any_of[0]");
    let when = deep(17, &|inner| json!({"not": inner}), json!(true));
    layer_refused("lists", row(json!("id_card"), when), "lists[0].requirements[r].when.not.not");
    let bottomless = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for text in [bottomless.as_str(), "", "{", "null", "[]", "{\"pack\": 1e400}", "\u{0}", "{\"pack\":1,\"pack\":1}"] {
        assert!(read_layer(text).is_err() && read(text).is_err(), "{}", text.len());
    }
}

/// A row with each field in turn replaced by a value of another kind: an error, or a row that is written as it was read.
fn bent<T: Form + PartialEq + std::fmt::Debug>(rows: &[T]) {
    let texts = [r#""x""#, "7", "-1", "null", "[]", "{}", "1.5", "[[[]]]", "99999999999999999999"];
    let row = rows[0].write();
    for field in row.as_object().unwrap().keys() {
        for text in texts {
            let mut bent = row.clone();
            bent[field] = serde_json::from_str(text).unwrap();
            if let Ok(read) = T::read(&bent) {
                assert_eq!(T::read(&read.write()), Ok(read), "{field} {text}");
            }
        }
    }
}

#[test]
fn a_value_of_another_kind_is_an_error_or_is_right() {
    let base = Pack::builtin();
    bent(&base.products);
    bent(&base.documents);
    bent(&base.routes);
    bent(&base.waivers);
    bent(&base.deadlines);
    bent(&base.sources);
    bent(&base.policy.limits);
    bent(&base.policy.lpr);
    bent(&base.policy.fund_rates);
    bent(&base.policy.rules);
    bent(&base.policy.charges);
    bent(&base.policy.cities);
}

#[test]
fn the_narrowest_layer_says_where_it_is() {
    let layer = |id: &str, place: Value| {
        json!({"pack": 1, "edition": {"id": id, "published": "2026-11-24"}, "place": place, "drops": ["dti/total"]})
            .to_string()
    };
    let city = layer("jinan", json!({"city": "Jinan"}));
    let there = laid(Pack::builtin(), &[&city], None).unwrap();
    assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_jinan");
    assert_eq!(laid(Pack::builtin(), &[] as &[&str], None).as_ref(), Ok(Pack::builtin()));
    let error = laid(Pack::builtin(), &[&city, "{}"], None).unwrap_err();
    assert_eq!(error.place(), Some("layers[1]"));
    let error = laid(Pack::builtin(), &[&city], Some(&json!({"town": "Jinan"}))).unwrap_err();
    assert!(error.to_string().starts_with("place: no field is called `town`"), "{error}");
}

#[test]
fn the_schema_of_layers_is_that_of_packs_and_more() {
    let (pack, layer) = (schema(), layer_schema());
    let (pack, layer) = (pack["properties"].as_object().unwrap(), layer["properties"].as_object().unwrap());
    assert!(pack.iter().all(|(name, field)| layer[name] == *field));
    let more: Vec<&String> = layer.keys().filter(|name| !pack.contains_key(*name)).collect();
    assert_eq!(more, ["place", "over", "lists", "replaces", "drops"]);
    assert_eq!(layer_schema()["required"], json!(["pack", "edition"]));
}

/// A city's own charges: an appraisal for homes bought second hand, and no fee for entering the mortgage.
fn with_charges(charges: Value) -> Result<Pack, Error> {
    let layer = json!({
        "pack": 1, "edition": {"id": "jinan", "published": "2026-01-01"}, "place": {"city": "Jinan"},
        "policy": {"charges": charges},
    });
    laid(Pack::builtin(), &[layer.to_string()], None)
}

fn of_jinan() -> Value {
    let origin = json!({"effective": {"from": "2026-01-01"}, "decided_on": "contract", "confidence": "medium"});
    json!([
        {
            "id": "appraisal_jinan", "item": "appraisal", "when": {"fact": "property", "in": ["second_hand"]},
            "counted": "price", "share_millionths": 1_000, "payer": "buyer", "origin": origin,
        },
        {
            "id": "mortgage_fee_jinan", "item": "mortgage_registration", "counted": "once", "per_item_fen": 0,
            "origin": origin,
        },
    ])
}

#[test]
fn a_layer_prices_an_appraisal_in_its_city_and_nowhere_else() {
    let pack = with_charges(of_jinan()).unwrap();
    let check = |city: Option<&str>, property: Option<&str>, appraisal: Option<i64>, ask: &[&str]| {
        let place = city.map(|city| pack.policy.place(None, city));
        let facts = property.map_or(Facts::EMPTY, |word| Facts::EMPTY.with_word(Fact::Property, word).unwrap());
        let purchase = Purchase {
            facts,
            price: Some(Money::constant(200_000_000)),
            loan: None,
            area: None,
            owners: None,
            place: place.as_ref(),
            stated: &[],
        };
        let costs = costs(&purchase, &pack, Date::constant(2026, 3, 2));
        let line = costs.line(CostItem::Appraisal).unwrap();
        assert_eq!((line.most.map(Money::fen), line.ask.as_slice()), (appraisal, ask), "{city:?} {property:?}");
        costs
    };
    let there = check(Some("Jinan"), Some("second_hand"), Some(200_000), &[]);
    assert_eq!(there.line(CostItem::Appraisal).unwrap().payer, Payer::Buyer);
    check(Some("Jinan"), Some("presale"), None, &["appraisal"]);
    check(Some("Jinan"), None, None, &["property"]);
    let elsewhere = check(Some("Wuhan"), Some("second_hand"), None, &["appraisal"]);
    let nowhere = check(None, Some("second_hand"), None, &["city"]);

    // The deeper place decides; while the place is not known, either may.
    let fee = |costs: &Costs<'_>| {
        let line = costs.line(CostItem::MortgageRegistration).unwrap();
        (line.least.fen(), line.most.map(Money::fen), line.rules.len())
    };
    assert_eq!(fee(&there), (0, Some(0), 1));
    assert_eq!(fee(&elsewhere), (8_000, Some(8_000), 1));
    assert_eq!(fee(&nowhere), (0, Some(8_000), 2));
}

/// Two banks at one rate: the one that wants an appraisal of its own costs more by just that.
#[test]
fn what_one_lender_charges_is_no_cost_of_another() {
    let mut charges = of_jinan();
    charges[0]["place"] = json!({"city": "Jinan", "institution": "China Construction Bank (CCB)"});
    let pack = with_charges(charges).unwrap();
    let facts = Facts::EMPTY.with_word(Fact::Property, "second_hand").unwrap();
    let enquiry = Enquiry {
        facts,
        price: Some(Money::constant(200_000_000)),
        site: Some(Site { city: "Jinan".to_owned(), province: None, district: None }),
        ..Enquiry::default()
    };
    let wish = Wish::of(Money::constant(100_000_000), 240);
    let choices = choose(&enquiry, &wish, &pack, Date::constant(2026, 3, 2), &Calendar::PRC).unwrap();
    let cost = |id: &str| choices.iter().find(|it| it.product.id.as_str() == id).unwrap().cost.unwrap().fen();
    assert_eq!(cost("ccb-housing") - cost("icbc-housing-second"), 200_000);
    assert_eq!(cost("icbc-housing-second"), cost("abc-second-hand"));
}

/// A charge that holds whatever so many facts are: found out by trying, but not for ever.
#[test]
fn what_hangs_on_too_many_facts_has_no_amount() {
    let known = |count: usize| {
        let flags = Fact::ALL.iter().filter(|fact| fact.kind() == FactKind::Flag).take(count);
        let either = flags.map(|fact| {
            let is = |value: bool| json!({"fact": fact.name(), "in": [value]});
            json!({"any": [is(true), is(false)]})
        });
        let mut charges = of_jinan();
        charges[0]["when"] = json!({"all": either.collect::<Vec<_>>()});
        let pack = with_charges(charges).unwrap();
        let place = pack.policy.place(None, "Jinan");
        let purchase = Purchase {
            facts: Facts::EMPTY,
            price: Some(Money::constant(200_000_000)),
            loan: None,
            area: None,
            owners: None,
            place: Some(&place),
            stated: &[],
        };
        let costs = costs(&purchase, &pack, Date::constant(2026, 3, 2));
        let line = costs.line(CostItem::Appraisal).unwrap();
        (line.most.map(Money::fen), line.ask.len())
    };
    assert_eq!(known(8), (Some(200_000), 8));
    assert_eq!(known(14), (None, 14));
}

#[test]
fn a_charge_is_counted_in_one_way_and_within_its_layer() {
    let bent = |field: &str, value: Value| {
        let mut charges = of_jinan();
        charges[0][field] = value;
        with_charges(charges).unwrap_err().to_string()
    };
    let once = bent("counted", json!("once"));
    assert!(
        once.contains("charges[appraisal_jinan]: how much it is does not go with what it is counted from"),
        "{once}"
    );
    let far = bent("place", json!({"city": "Wuhan"}));
    assert!(far.contains("charges[appraisal_jinan]: its place (city Wuhan) is not within city Jinan"), "{far}");
    let item = bent("item", json!("mood"));
    assert!(item.contains("policy.charges[appraisal_jinan].item: no item of cost is called `mood`"), "{item}");
}
