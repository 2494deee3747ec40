// The built package in Node: imported by its name, as its users do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "node:util";
import * as small from "anjieflow";
import * as choice from "anjieflow/choice";
import * as anjieflow from "anjieflow/office";
import * as repayment from "anjieflow/repayment";
import * as slim from "anjieflow/slim";
import * as enquiry from "./enquiry.mjs";
import { enquiries, stories, writeTranscript } from "./files.mjs";
import { play } from "./story.mjs";

const { AnjieflowError, Case, Command, Context, InputError, Refused } = anjieflow;

const context = {
  today: "2026-03-02",
  occurred: "2026-03-02",
  by: "wang",
  salt: "00112233445566778899aabbccddeeff",
};

const opened = () => Case.open({ case: "C-1", context })[0];

for (const { name, text } of stories()) {
  test(`story ${name}`, () => writeTranscript("node", name, play(anjieflow, text)));
}

for (const { name, text } of enquiries()) {
  test(`enquiry ${name}`, () => writeTranscript("node", name, enquiry.play(choice, text)));
}

test("the calculator by itself answers what it is asked as the whole does", () => {
  const known = (text) => enquiry.questions(text).every((name) => name in repayment);
  const alike = enquiries().filter(({ text }) => known(text));
  assert.ok(alike.length >= 8);
  for (const { name, text } of alike) {
    assert.deepEqual(enquiry.play(repayment, text), enquiry.play(choice, text), name);
  }
});

const file = (name) => new URL(`../node_modules/anjieflow/${name}`, import.meta.url);
const pack = readFileSync(file("builtin.json"), "utf8");
const packed = readFileSync(file("builtin.pack"));

// What is asked at a desk stands in the office's wasm alone.
const DESK = /^\S+ (?:\(\S+\) )?\S+ (?:ask|office|worklist|forecast|findings) \{/;
const ofCases = (text) =>
  text
    .split("\n")
    .filter((line) => !DESK.test(line))
    .join("\n");

for (const { name, text } of stories()) {
  test(`story ${name} without a desk, and without the built-in rules`, () => {
    const told = play(anjieflow, ofCases(text));
    assert.deepEqual(play(small, ofCases(text)), told);
    assert.deepEqual(play({ ...slim, Case: slim.Rules.unpack(packed) }, ofCases(text)), told);
  });
}

test("an office has all that the whole package has", () => {
  assert.ok(Object.keys(small).every((name) => name in anjieflow));
  for (const name of ["Case", "Rules"]) {
    const own = (it) => Object.getOwnPropertyNames(it[name].prototype);
    assert.ok(own(small).every((method) => own(anjieflow).includes(method)));
  }
});

test("an office without rules of its own has the built-in ones", () => {
  const today = { today: "2026-03-02", by: "wang" };
  const desk = new anjieflow.Office();
  desk.put(anjieflow.Case.open({ case: "C-1", context: today })[0]);
  const told = desk.ask({ question: "worklist" }, today);
  assert.deepEqual([told.tasks, told.rows[0].about], [1, "choose_product"]);
});

test("what is slim knows no rules but those that are unpacked", () => {
  assert.equal(slim.Case.open, undefined);
  assert.equal(slim.Rules.builtin, undefined);
  assert.deepEqual(Object.keys(slim), Object.keys(small));
  assert.ok(!readFileSync(file("slim/anjieflow_bg.wasm"), "latin1").includes("citic-jinan-new"));
});

test("rules are packed and unpacked", () => {
  const whole = anjieflow.Rules.load(pack);
  assert.deepEqual(Buffer.from(whole.packed()), packed);
  const { edition } = whole;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (const bytes of [packed, view, new Uint8Array(packed).buffer]) {
    assert.equal(slim.Rules.unpack(bytes).edition, edition);
  }
  assert.deepEqual(Buffer.from(anjieflow.Rules.unpack(packed).packed()), packed);
});

test("what is no packed rules is told", () => {
  const changed = Buffer.from(packed);
  changed[changed.length - 9] ^= 1;
  for (const [bytes, code] of [
    [Buffer.from(pack), "malformed"],
    [Buffer.from("anjieflow 0.0.0 pack\n"), "newer_format"],
    [changed, "malformed"],
    [packed.subarray(0, 999), "malformed"],
    [pack, "not_plain_data"],
    [undefined, "not_plain_data"],
  ]) {
    const isTold = (error) => error instanceof slim.InputError && error.code === code;
    assert.throws(() => slim.Rules.unpack(bytes), isTold, String(bytes).slice(0, 40));
  }
});

test("a pack that was loaded answers as the built-in rules do", () => {
  const rules = anjieflow.Rules.load(pack);
  const told = rules.explain("citic-jinan-new/income_cert/spouse");
  assert.deepEqual(told, anjieflow.Rules.builtin().explain(told.rule));
  assert.equal(told.zh, "配偶：收入证明；适用：婚姻状况为已婚");
  assert.throws(() => rules.explain("psbc-new/horoscope"), /no rule is called/);
  assert.equal(rules.edition, anjieflow.Rules.builtin().edition);
  assert.deepEqual(rules.products(), anjieflow.products());
});

const layer = (name) =>
  readFileSync(new URL(`../../examples/packs/${name}.json`, import.meta.url), "utf8");

test("two cities are laid over one bank", () => {
  const layers = [layer("citic-jinan"), layer("shanghai")];
  const place = { city: "Jinan", institution: "China CITIC Bank" };
  const facts = {
    property: "presale",
    marital: "single",
    nationality: "mainland",
    local_household: false,
    register_shows_marriage: false,
  };
  const papers = (rules) => rules.productChecklist("citic-mortgage", facts).map(({ rule }) => rule);
  const base = anjieflow.Rules.load(pack);
  const there = anjieflow.Rules.load(pack, { layers, place });
  assert.equal(there.edition, `${base.edition}_citic-jinan-2026-11-24`);
  const more = papers(there).filter((rule) => !papers(base).includes(rule));
  assert.equal(more.length, 6);
  assert.ok(more.includes("citic-jinan/id_card/contact_person"));
  assert.deepEqual(base.at(layers, { city: "Chengdu" }).products(), base.products());
  assert.deepEqual(papers(base.at(layers.slice(0, 1))), papers(there));
  const bank = there.products("济南", "2026-03-02").find(({ id }) => id === "citic-mortgage");
  assert.equal(bank.requirements, 23);
  assert.ok(bank.limits.some(({ rule }) => rule === "down-payment/2024-09-29/any"));
});

test("layers that do not go together are told, and so is what is no layer", () => {
  const rules = anjieflow.Rules.builtin();
  const conflict = () => rules.at([layer("citic-jinan"), layer("conflict")]);
  assert.throws(conflict, (error) => {
    assert.ok(error instanceof InputError);
    assert.equal(error.code, "conflict");
    return error.message.split("row `citic-jinan/housing_search/borrower`").length === 3;
  });
  for (const [layers, place, where] of [
    [["{}"], undefined, "layers[0]"],
    [[5], undefined, "layers[0]"],
    [7, undefined, "layers"],
    [[], { planet: "Mars" }, "place"],
  ]) {
    assert.throws(
      () => rules.at(layers, place),
      (error) => error instanceof InputError && error.place.startsWith(where),
    );
  }
  assert.throws(() => rules.products("Atlantis"), /no city is called `Atlantis`/);
});

test("a case keeps to its rules", () => {
  const { pack: form, edition } = JSON.parse(pack);
  // Not the built-in pack without its products: its rows name them.
  const empty = JSON.stringify({ pack: form, edition, products: [] });
  const [it] = anjieflow.Rules.load(empty).open({ case: "C-1", context });
  const loans = [{ product: "citic-jinan-new", amount_fen: 100, term_months: 12 }];
  const codes = (aCase) => {
    try {
      aCase.step({ command: "choose_product", loans }, context);
    } catch (no) {
      return no.reasons.map((reason) => reason.code);
    }
  };
  assert.ok(codes(it).includes("unknown_product"));
  assert.ok(!codes(it.under(anjieflow.Rules.builtin())).includes("unknown_product"));
});

test("a case shows where it is and does not change", () => {
  const it = opened();
  assert.deepEqual([it.id, it.length], ["C-1", 1]);
  assert.equal(String(it), `<Case C-1 ${it.stage}, 1 entry>`);
  assert.equal(inspect(it), String(it));
  assert.deepEqual(JSON.parse(JSON.stringify(it)), it.view());
  for (const name of ["id", "stage", "length"]) {
    assert.throws(() => (it[name] = "other"), TypeError);
  }
});

test("a refusal tells every reason and leaves the case", () => {
  const it = opened();
  const view = it.view();
  assert.throws(
    () => it.step({ command: "submit" }, context),
    (error) => {
      assert.ok(error instanceof Refused && error instanceof AnjieflowError);
      assert.deepEqual([error.name, error.code, error.command], ["Refused", "refused", "submit"]);
      assert.equal(error.stage, it.stage);
      assert.ok(error.reasons.length > 0);
      return error.reasons.every((reason) => error.message.includes(reason.message));
    },
  );
  assert.deepEqual(it.view(), view);
});

test("findings say what is kept and what is asked", () => {
  const loan = { product: "icbc-housing-new", amount_fen: 150_000_000, term_months: 360 };
  const site = { city: "成都" };
  const commands = [
    { command: "add_party", id: "b1", role: "borrower", name: "陈一诺" },
    { command: "describe_property", address: "试验路1号", price_fen: 200_000_000, site },
    { command: "state_facts", facts: { property: "completed_new" } },
    { command: "state_figures", figures: { monthly_income_fen: 3_000_000 } },
    { command: "choose_product", loans: [loan] },
  ];
  const it = commands.reduce((it, command) => it.step(command, context)[0], opened());
  assert.deepEqual(it.view().figures, { monthly_income_fen: "***" });
  const found = Object.fromEntries(it.findings(context).map((finding) => [finding.rule, finding]));
  const down = found["down-payment/2024-09-29/any"];
  assert.deepEqual([down.verdict, down.limit, down.actual], ["kept", 150_000, 250_000]);
  const { verdict, ask } = found["dti/housing"];
  assert.equal(verdict, "unknown");
  assert.deepEqual(ask, ["monthly_instalment_fen", "property_fee_monthly_fen"]);
  assert.throws(() => it.findings({ by: "wang" }), InputError);
});

test("the difference between two days names rules, numbers and verdicts", () => {
  const loan = { product: "icbc-housing-new", amount_fen: 160_000_000, term_months: 240 };
  const commands = [
    { command: "add_party", id: "b1", role: "borrower", name: "陈一诺" },
    {
      command: "describe_property",
      address: "试验路1号",
      price_fen: 200_000_000,
      site: { city: "成都" },
    },
    { command: "state_facts", facts: { property: "completed_new", household_home_count: 1 } },
    { command: "choose_product", loans: [loan] },
  ];
  const it = commands.reduce((it, command) => it.step(command, context)[0], opened());
  const [old, then] = ["2024-09-28", "2024-09-29"].map((day) => ({ ...context, as_of: day }));
  const found = it.difference(old, then);
  assert.deepEqual(found.from, { edition: "builtin-2026-11-24", day: "2024-09-28" });
  const [change] = found.changes;
  assert.deepEqual(
    [change.change, change.limit_before, change.limit_after, change.before, change.after],
    ["limit_changed", 250_000, 150_000, "broken", "kept"],
  );
  assert.equal(change.new.source, "dp-2024-09");
  assert.deepEqual(it.differenceUnder(anjieflow.Rules.builtin(), old, then), found);
  assert.deepEqual(it.difference(old, old).changes, []);
  assert.throws(() => it.difference(old, { by: "wang" }), InputError);
});

const json = (name) =>
  JSON.parse(readFileSync(new URL(`../../core/tests/data/${name}`, import.meta.url), "utf8"));
const data = (name) => json(`loans/${name}`);

test("two real changes are told as in every language", () => {
  const columns = data("columns.json");
  for (const { from, to, answer } of Object.values(data("answers.json"))) {
    const [old, then] = [from, to].map((day) => ({ ...context, as_of: day }));
    for (const rules of [anjieflow.Rules.builtin(), anjieflow.Rules.load(pack)]) {
      assert.deepEqual(anjieflow.impact(rules, columns, old, then), answer);
      assert.deepEqual(anjieflow.impactUnder(rules, rules, columns, old, then), answer);
    }
  }
});

test("a cell that does not hold is named", () => {
  const one = { product: ["citic-mortgage"], amount_fen: [100], term_months: [12] };
  const rules = anjieflow.Rules.builtin();
  assert.equal(anjieflow.impact(rules, one, context, context).loans, 1);
  for (const [more, place] of [
    [{ price_fen: ["much"] }, "columns.price_fen[0]"],
    [{ product: ["horoscope"] }, "columns.product[0]"],
    [{ colour: ["red"] }, "columns"],
    [{ term_months: [] }, "columns.term_months"],
    [{ marital: [Number.NaN] }, "columns.marital[0]"],
  ]) {
    const columns = { ...one, ...more };
    assert.throws(
      () => anjieflow.impact(rules, columns, context, context),
      (error) => error instanceof InputError && error.place === place && error.advice !== null,
    );
  }
});

test("a fault of a pack has the smallest example", () => {
  const broken = JSON.parse(pack);
  const rows = broken.products.find(({ id }) => id === "citic-jinan-new").requirements;
  delete rows.find(({ id }) => id === "citic-jinan-new/income_cert/spouse").when;
  const text = JSON.stringify(broken);
  assert.throws(() => anjieflow.Rules.load(text), /nobody_supplies/);
  const found = anjieflow.lint(text);
  const [fault, ...more] = found.faults.filter(({ level }) => level === "error");
  assert.deepEqual(
    [fault.kind, fault.example, more],
    ["nobody_supplies", { marital: "single" }, []],
  );
  assert.deepEqual(fault.rules, ["citic-jinan-new/income_cert/spouse"]);
  assert.equal(found.coverage, null);
});

test("what is laid is linted", () => {
  const layers = [layer("citic-jinan")];
  const found = anjieflow.lint(pack, { layers });
  assert.equal(found.edition, anjieflow.Rules.builtin().at(layers).edition);
  assert.ok(found.faults.every(({ level }) => level === "note"));
  assert.throws(() => anjieflow.lint(pack, { layers: ["{}"] }), InputError);
  assert.throws(() => anjieflow.lint("{}"), InputError);
});

test("the retirement age stands in months", () => {
  const age = anjieflow.retirementAge("male", "1965-05");
  assert.deepEqual([age.months, age.retires], [722, "2025-07"]);
  assert.equal(anjieflow.retirementAge("male", "soon").code, "malformed");
});

const itself = {};
itself.again = itself;
const holed = [0];
holed[2] = 2;

const notPlain = [
  [() => {}, "command.x", /`function`/],
  [Symbol("x"), "command.x", /`symbol`/],
  [10n, "command.x", /`bigint`/],
  [Number.NaN, "command.x", /not finite/],
  [-Infinity, "command.x", /not finite/],
  [2 ** 53, "command.x", /53 bits/],
  ["\ud800", "command.x", /not Unicode/],
  [new Map(), "command.x", /`Map`/],
  [new Date(0), "command.x", /`Date`/],
  [new Uint8Array(1), "command.x", /`Uint8Array`/],
  [[0, { deep: new Set() }], "command.x[1].deep", /`Set`/],
  [holed, "command.x[1]", /undefined/],
  [{ toJSON: () => 1 }, "command.x.toJSON", /`function`/],
];

for (const [bad, place, message] of notPlain) {
  test(`${place} of ${inspect(bad)} is not plain`, () => {
    const step = () => opened().step({ command: "submit", x: bad }, context);
    assert.throws(step, (error) => {
      assert.ok(error instanceof InputError);
      assert.equal(error.code, "not_plain_data");
      assert.equal(error.place, place);
      assert.match(error.message, message);
      return error.advice !== null;
    });
  });
}

for (const bad of [undefined, null, 5, {}, "\udc00"]) {
  test(`${inspect(bad)} is no text and no context`, () => {
    for (const call of [
      () => Case.replay(bad),
      () => anjieflow.workday(bad, bad),
      () => anjieflow.diagram(bad),
      () => opened().step({ command: "submit" }, bad),
    ]) {
      assert.throws(call, AnjieflowError);
    }
  });
}

test("what holds itself is named", () => {
  assert.throws(() => Case.open({ case: "C-1", context: itself }), /nested deeper/);
});

test("more than is taken in is refused before it is copied", () => {
  let many = [0];
  for (let level = 0; level < 60; level += 1) many = Array(10).fill(many);
  assert.throws(() => Case.open({ case: "C-1", context: many }), /more than 2000000 values/);
  const endless = "x".repeat(100_000_000);
  for (const call of [
    () => Case.open({ case: endless, context }),
    () => Case.replay(endless),
    () => anjieflow.Rules.load(endless),
  ]) {
    assert.throws(call, /more than 33554432 characters/);
  }
  const nested = "[".repeat(1_000_000);
  assert.throws(() => anjieflow.Rules.load(nested), { name: "InputError", code: "beyond_limit" });
});

test("a property that is undefined is not there", () => {
  const [it] = Case.open({ case: "C-1", context, more: undefined });
  assert.equal(it.id, "C-1");
});

test("an object from another window is plain", async () => {
  const { runInNewContext } = await import("node:vm");
  const request = runInNewContext(`(${JSON.stringify({ case: "C-1", context })})`);
  assert.equal(Case.open(request)[0].id, "C-1");
});

test("the version is that of the package", () => {
  const url = new URL("../node_modules/anjieflow/package.json", import.meta.url);
  assert.equal(anjieflow.version(), JSON.parse(readFileSync(url, "utf8")).version);
});

test("the wasm names no folder of its builder", () => {
  const url = new URL("../node_modules/anjieflow/anjieflow_bg.wasm", import.meta.url);
  assert.ok(!readFileSync(url, "latin1").includes("/.cargo/"));
});

test("every name is declared", () => {
  const url = new URL("../node_modules/anjieflow/index.d.ts", import.meta.url);
  const declared = [
    ...readFileSync(url, "utf8").matchAll(/^export (?:function|class|const) (\w+)/gm),
  ];
  assert.deepEqual(
    ["default", ...declared.map(([, name]) => name)].sort(),
    Object.keys(small).sort(),
  );
});

for (const page of ["../README.md", "../../README.md", "../../README.zh-CN.md"]) {
  test(`the sample of ${page} runs`, async () => {
    const readme = readFileSync(new URL(page, import.meta.url), "utf8");
    const [, sample] = /```js\n([\s\S]*?)```/.exec(readme);
    const entry = JSON.stringify(import.meta.resolve("anjieflow"));
    const source = sample.replaceAll('"anjieflow"', entry);
    await import(`data:text/javascript,${encodeURIComponent(source)}`);
  });
}

const loan = { principal_fen: 100_000_000, rate_millionths: 35_000, months: 360 };

const isAt = (place) => (error) => error instanceof anjieflow.InputError && error.place === place;

test("a schedule is the bank's to the fen", () => {
  const { rows, total_payment_fen, total_interest_fen } = repayment.schedule(loan);
  assert.deepEqual(rows[0], {
    period: 1,
    payment_fen: 449_045,
    principal_fen: 157_378,
    interest_fen: 291_667,
    balance_fen: 99_842_622,
  });
  assert.deepEqual([rows.length, rows[359].balance_fen], [360, 0]);
  assert.deepEqual([total_payment_fen, total_interest_fen], [161_656_007, 61_656_007]);
  const website = repayment.schedule({ ...loan, convention: "unrounded" });
  assert.equal(website.total_interest_fen, 61_656_088);
});

test("a figure of a website is explained", () => {
  const told = repayment.explainFigure({ ...loan, rate_millionths: 31_000, figure_fen: 435_206 });
  assert.deepEqual([told.readings, told.slips[0].slip], [[], { rate_millionths: 32_500 }]);
});

test("a loan beyond its bounds names the bound", () => {
  const refused = (change, words) => {
    const names = ({ message, place, advice }) => `${message} ${place} ${advice}`.includes(words);
    const isTold = (error) => error instanceof anjieflow.InputError && names(error);
    assert.throws(() => repayment.schedule({ ...loan, ...change }), isTold, words);
  };
  refused({ rate_millionths: 360_001 }, "a rate is at most 36% a year");
  refused({ rate_millionths: -1 }, "rate_millionths");
  refused({ months: 601 }, "months");
  refused({ principal_fen: 0 }, "principal_fen");
  refused({ method: "fixed_payment" }, "payment_fen");
  refused(
    {
      rate_changes: [
        { period: 2, rate_millionths: 30_000 },
        { period: 2, rate_millionths: 0 },
      ],
    },
    "from 3 to 360",
  );
});

test("an early payment costs and saves", () => {
  const lent = { ...loan, rate_millionths: 42_000, payout: "2024-01-20" };
  const part = repayment.prepay({ ...lent, day: "2025-01-20", sum_fen: 20_000_000 });
  assert.deepEqual([part.to_pay_fen, part.payments_saved], [20_000_000, 112]);
  const all = repayment.prepay({ ...lent, day: "2025-02-01" });
  assert.deepEqual([all.interest_fen, all.next_due], [137_619, null]);
  const early = (error) => error.message.includes("want 2024-01-20 or later");
  assert.throws(() => repayment.prepay({ ...lent, day: "2023-02-01" }), early);
  const tooMuch = { ...lent, day: "2025-01-20", sum_fen: 100_000_000 };
  assert.throws(() => repayment.prepay(tooMuch), isAt("sum_fen"));
});

test("a dated schedule says when, and counts its first period", () => {
  const lent = { ...loan, payout: "2026-03-10", due_day: 25, first_period: "by_days" };
  const { rows } = repayment.schedule({ ...lent, grace_months: 12 });
  assert.deepEqual([rows[0].due, rows[359].due], ["2026-04-25", "2056-03-25"]);
  assert.deepEqual([rows[0].payment_fen, rows[1].payment_fen], [447_222, 291_667]);
  const undated = (error) => error.message.includes("`payout` is missing");
  assert.throws(() => repayment.schedule({ ...loan, due_day: 25 }), undated);
});

test("arrears are told by part", () => {
  const missed = [{ due: "2026-03-20", principal_fen: 1_000_000, interest_fen: 300_000 }];
  const behind = { rate_millionths: 42_000, missed, day: "2026-04-19" };
  assert.deepEqual(repayment.arrears(behind).owed, {
    costs_fen: 0,
    compound_fen: 1_575,
    penalty_fen: 5_250,
    interest_fen: 300_000,
    principal_fen: 1_000_000,
    total_fen: 1_306_825,
  });
  const paid = [{ day: "2026-04-19", amount_fen: 2_000_000 }];
  const told = repayment.arrears({ ...behind, paid });
  assert.deepEqual([told.paid[0].applied.left_fen, told.days_past_due], [693_175, 0]);
});

test("costs and order are those of the contract", () => {
  const missed = [{ due: "2026-03-20", principal_fen: 1_000_000, interest_fen: 300_000 }];
  const paid = [{ day: "2026-04-19", amount_fen: 500_000 }];
  const behind = { rate_millionths: 42_000, missed, day: "2026-04-19", costs_fen: 8_000, paid };
  assert.equal(repayment.arrears(behind).paid[0].applied.costs_fen, 8_000);
  const parts = ["principal", "interest", "penalty", "compound", "costs"];
  const told = repayment.arrears({ ...behind, order: { parts, across: "part_first" } });
  assert.deepEqual([told.paid[0].applied.principal_fen, told.owed.costs_fen], [500_000, 8_000]);
  const twice = { parts: ["costs", ...parts.slice(1)] };
  assert.throws(() => repayment.arrears({ ...behind, order: twice }), isAt("order.parts"));
});

test("the month of a change comes out as the bank told it", () => {
  const lent = { principal_fen: 185_081_398, rate_millionths: 39_200, months: 264 };
  const floating = { published: [{ day: "2019-12-20", rate_millionths: 37_700 }] };
  const dated = { ...lent, payout: "2019-12-20" };
  const told = repayment.schedule({ ...dated, floating });
  assert.deepEqual(told.changes, [{ period: 1, rate_millionths: 37_700, interest_fen: 609_329 }]);
  assert.deepEqual([told.rows[0].interest_fen, told.not_known_from], [609_329, "2021-01-01"]);
  assert.deepEqual(repayment.schedule({ ...dated, rate_changes: told.changes }).rows, told.rows);
  const both = { ...dated, floating, rate_changes: [] };
  assert.throws(() => repayment.schedule(both), isAt("rate_changes"));
});

test("a spread that was cut goes into a floating rate", () => {
  const batch_of_2024 = { from: "2024-10-25" };
  const told = repayment.spread({ contract_rate_millionths: 53_900, batch_of_2024 });
  const spread_changes = [{ from: "2024-10-25", spread_millionths: -3_000 }];
  assert.deepEqual(told, { spread_millionths: 5_900, spread_changes });
  const published = [{ day: "2019-08-20", rate_millionths: 48_500 }];
  const floating = { published, known_to: "2024-12-31", ...told };
  const dated = { ...loan, payout: "2019-09-20", floating };
  const rates = repayment.schedule(dated).changes.map((change) => change.rate_millionths);
  assert.deepEqual(rates, [54_400, 45_500]);
  const early = { spread_millionths: 0, batch_of_2024: { from: "2024-09-30" } };
  assert.throws(() => repayment.spread(early), isAt("batch_of_2024.from"));
});

test("a payment every two weeks has its days", () => {
  const lent = { principal_fen: 35_000_000, rate_millionths: 41_500, fortnights: 782 };
  const asked = { ...lent, fortnight: "part_of_year", payout: "2026-03-10" };
  const { rows } = repayment.schedule(asked);
  assert.deepEqual([rows.length, rows[0].payment_fen, rows[0].due], [782, 78_387, "2026-03-24"]);
  assert.throws(() => repayment.schedule({ ...asked, months: 360 }), isAt("fortnights"));
});

test("due days are put off as far as working days are published", () => {
  const asked = { ...loan, payout: "2026-09-01", pay_by: "next_working_day" };
  const { rows } = repayment.schedule(asked);
  assert.deepEqual([rows[0].due, rows[0].pay_by], ["2026-10-01", "2026-10-08"]);
  assert.deepEqual([rows[3].due, rows[3].pay_by], ["2027-01-01", null]);
});

test("two loans are told together", () => {
  const lent = (principal_fen, rate_millionths, months) => {
    return { principal_fen, rate_millionths, months, payout: "2026-03-20" };
  };
  const loans = [lent(80_000_000, 30_500, 360), lent(70_000_000, 26_000, 300)];
  const { rows, totals, total_interest_fen } = repayment.combined({ loans });
  assert.deepEqual([rows[0].due, rows[0].payment_fen], ["2026-04-20", 657_013]);
  assert.deepEqual([rows[0].parts[1].payment_fen, rows[300].parts[1]], [317_569, null]);
  assert.equal(totals[0].total_interest_fen + totals[1].total_interest_fen, total_interest_fen);
  assert.throws(() => repayment.combined({ loans: [loan] }), isAt("loans"));
});

test("a settlement is what is overdue and what is not due yet", () => {
  const lent = { principal_fen: 36_000_000, rate_millionths: 40_000, months: 360 };
  const missed = [{ due: "2026-03-20", principal_fen: 52_044, interest_fen: 119_827 }];
  const asked = { ...lent, payout: "2026-01-20", missed };
  const told = repayment.settlement({ ...asked, day: "2026-03-30" });
  assert.deepEqual([told.interest_fen, told.overdue.penalty_fen], [39_885, 87]);
  const sum = told.principal_fen + told.interest_fen + told.overdue.total_fen;
  assert.equal(told.total_fen, sum);
  const early = { ...asked, day: "2026-03-19" };
  assert.throws(() => repayment.settlement(early), isAt("missed[0].due"));
});

test("a year costs its interest and its fees", () => {
  const told = repayment.apr({ ...loan, fee_at_payout_fen: 800_000 });
  assert.deepEqual([told.simple_millionths, told.cost_fen], [35_647, 62_456_007]);
  const dear = { ...loan, fee_at_payout_fen: 100_000_000 };
  assert.throws(() => repayment.apr(dear), isAt("fee_at_payout_fen"));
});

test("free repayment has a least payment", () => {
  const asked = { principal_fen: 100_000_000, years: 25 };
  assert.deepEqual(repayment.leastPayment(asked), { payment_fen: 473_600 });
  assert.throws(() => repayment.leastPayment({ ...asked, years: 31 }), isAt("years"));
});

test("a record of late payments counts runs", () => {
  const record = repayment.lateRecord([true, true, false, true, true, true]);
  assert.deepEqual([record.in_a_row, record.is_three_in_a_row], [3, true]);
  assert.deepEqual([record.in_all, record.is_six_in_all], [5, false]);
  const payments = [{ due: "2026-01-20", paid: null }];
  assert.equal(repayment.lateRecord({ payments, day: "2026-01-21" }).in_all, 1);
  assert.equal(repayment.lateRecord({ payments, day: "2026-01-21", grace_days: 1 }).in_all, 0);
});

test("two weeks at a time end a loan earlier", () => {
  const lent = { principal_fen: 50_000_000, rate_millionths: 61_200, months: 360 };
  const told = repayment.fortnightly({ ...lent, instalment_fen: 303_600 });
  assert.deepEqual([told.payment_fen, told.payments], [151_800, 645]);
  assert.deepEqual([told.years_tenths, told.interest_saved_fen], [247, 11_473_256]);
});

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

for (const [name, { ask, request }] of Object.entries(json("enquiry/requests.json"))) {
  test(`enquiry ${name} is answered as in every language`, () => {
    const { answer, error } = json("enquiry/answers.json")[name];
    const rules = choice.Rules.builtin();
    const call = ask in rules ? () => rules[ask](request) : () => choice[camel(ask)](request);
    if (answer) return assert.deepEqual(call(), answer);
    assert.throws(call, (thrown) => {
      const { code, message, zh, place, advice } = thrown;
      assert.ok(thrown instanceof InputError);
      assert.deepEqual({ code, message, zh, place, advice }, error);
      return true;
    });
  });
}

test("what helps to choose knows the whole calculator, the same rules and no cases", () => {
  const missing = Object.keys(repayment).filter((name) => !(name in choice));
  assert.deepEqual([missing, choice.Case], [[], undefined]);
  const rules = choice.Rules.builtin();
  assert.equal(rules.open, undefined);
  assert.deepEqual(rules.products("广州", "2026-03-20"), anjieflow.products("广州", "2026-03-20"));
  assert.deepEqual(choice.schedule(loan), repayment.schedule(loan));
  assert.equal(choice.InputError, InputError);
});

test("what is assessed under a layer is judged by it", () => {
  const rules = choice.Rules.load(pack, { layers: [layer("citic-jinan")] });
  const asked = { date: "2026-03-20", amount_fen: 60_000_000, term_months: 360 };
  assert.equal(rules.assess({ ...asked, product: "citic-mortgage" }).edition, rules.edition);
  assert.notEqual(rules.edition, choice.Rules.builtin().edition);
});

test("every name of what helps to choose is declared", () => {
  const declared = ["choice", "repayment"].flatMap((entry) => {
    const text = readFileSync(file(`${entry}/index.d.ts`), "utf8");
    return [...text.matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  });
  const units = ["day", "fen", "yuan"];
  const rest = ["AnjieflowError", "InputError", "default", "version", ...units];
  assert.deepEqual([...declared, ...rest].sort(), Object.keys(choice).sort());
});

test("a number is checked as what it is said to be", () => {
  const title = choice.checkNumber("title", "京（2023）朝阳区不动产权第 0012345 号");
  assert.deepEqual(title, { kind: "title", valid: true, warning: null });
  const card = choice.checkNumber("bank-card", "6222021001116245703");
  assert.deepEqual([card.valid, card.warning.code], [true, "luhn"]);
  assert.equal(choice.checkNumber("unit", "340121261006").code, "bad_length");
  assert.throws(
    () => choice.checkNumber("horoscope", "5"),
    (no) => no.place === "kind",
  );
});

test("days and amounts are checked where they come in", () => {
  const { day, fen, yuan, staged } = anjieflow;
  assert.equal(day("2024-02-29"), "2024-02-29");
  assert.deepEqual([fen(-1), yuan("1234.5"), yuan("-0.07")], [-1, 123_450, -7]);
  assert.deepEqual([yuan("0"), yuan("-0.00"), yuan("35.06")], [0, 0, 3_506]);
  assert.equal(yuan("9999999999999.99"), 999_999_999_999_999);
  const refused = (make, code, place) => {
    const told = (no) => no instanceof InputError && no.code === code && no.place === place;
    assert.throws(make, told, `${place} ${code}`);
  };
  for (const text of ["2026-3-2", "2026/03/02", "", null, new Date(), ["2026-03-02"]]) {
    refused(() => day(text), "malformed", "day");
  }
  for (const text of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-04-00"]) {
    refused(() => day(text), "no_such_date", "day");
  }
  for (const amount of [1.5, NaN, 2 ** 53, "5", null])
    refused(() => fen(amount), "out_of_range", "fen");
  for (const text of ["", "1,234.56", "1.234", ".5", "1.", "1e3", 12, "99999999999999", " 1"]) {
    refused(() => yuan(text), "malformed", "yuan");
  }
  const current = opened();
  assert.equal(staged(current), current);
});

const suspend = { command: "suspend", reason: "documents abroad" };

test("a step with what was read before is the step with plain data", () => {
  const read = { context: new Context(context), command: new Command(suspend) };
  const [plainly, entry] = opened().step(suspend, context);
  const taken = opened().take(read.command, read.context);
  assert.deepEqual(taken.view(), plainly.view());
  assert.deepEqual(taken.entry.toJSON(), entry);
  assert.equal(taken.entry.text, JSON.stringify(entry));
  assert.equal(String(taken.entry), "<Entry 2 of C-1>");
  const { number, event, occurred, recorded, by } = taken.entry;
  const said = [entry.number, entry.event, entry.occurred, entry.recorded, entry.by];
  assert.deepEqual([number, event, occurred, recorded, by], said);
  // A handle goes where plain data go.
  assert.deepEqual(opened().step(read.command, read.context)[1], entry);
  assert.deepEqual(opened().decide(suspend, read.context).event, "case_suspended");
  assert.deepEqual(opened().checklist(read.context), opened().checklist(context));
});

test("a log is made of entries, written or not", () => {
  const [first, entry] = Case.open({ case: "C-1", context: new Context(context) });
  const next = first.take(new Command(suspend), new Context(context));
  const text = anjieflow.log([entry, next.entry]);
  assert.equal(text, anjieflow.log([first.entry, next.entry.toJSON()]));
  assert.equal(Case.replay(text).stage, next.stage);
  assert.equal(Case.replay(text).entry, null);
});

test("what is read is told as it was read", () => {
  assert.deepEqual(new Context(context).toJSON(), context);
  const { today, by } = context;
  assert.deepEqual(new Context({ today, by }).toJSON(), { today, occurred: today, by });
  assert.equal(JSON.stringify({ at: new Context(context) }), JSON.stringify({ at: context }));
  assert.deepEqual(new Command(suspend).toJSON(), suspend);
  assert.equal(new Command(suspend).text, JSON.stringify(suspend));
});

test("what cannot be read is told where it stands", () => {
  const thrown = (act) => {
    try {
      act();
    } catch (error) {
      assert.ok(error instanceof InputError, error);
      return error.place;
    }
    return assert.fail("nothing was thrown");
  };
  assert.equal(
    thrown(() => new Context({ today: "2026-02-30", by: "wang" })),
    "context.today",
  );
  assert.equal(
    thrown(() => new Context({ today: "2026-02-03" })),
    "context",
  );
  assert.equal(
    thrown(() => new Command({ command: "fly" })),
    "command.command",
  );
  assert.equal(
    thrown(() => new Command({ command: "suspend" })),
    "command",
  );
  const loan = { months: 12 };
  const place = thrown(() => repayment.schedule(loan));
  assert.equal(
    thrown(() => new repayment.Amounts(loan)),
    place,
  );
  // A case is no plain data, though it has a picture.
  assert.equal(
    thrown(() => anjieflow.log([opened()])),
    "entries[0]",
  );
  assert.throws(() => opened().take(suspend, context), /expected instance of Command/);
});

test("a refusal of a step with what was read before is the same", () => {
  const refused = (act) => {
    try {
      act();
    } catch (error) {
      assert.ok(error instanceof Refused, error);
      return error.reasons;
    }
    return assert.fail("nothing was refused");
  };
  const archive = { command: "submit" };
  assert.deepEqual(
    refused(() => opened().take(new Command(archive), new Context(context))),
    refused(() => opened().step(archive, context)),
  );
});

/** Cases on their way through a story, each with the context of its day. */
function* walked(text) {
  const told = play(anjieflow, text).map((line) => JSON.parse(line));
  for (const log of told.filter((it) => typeof it === "string" && it.includes("\n"))) {
    const lines = log.trimEnd().split("\n");
    for (let count = lines.length; count > 1; count -= 5) {
      const entries = lines.slice(1, count).map((line) => JSON.parse(line));
      const at = { today: entries.at(-1).recorded, by: "wang" };
      yield { current: anjieflow.Case.replay(anjieflow.log(entries)), at };
    }
  }
}

test("a case is complete when its list is, and nobody can say before a loan is applied for", () => {
  const told = new Set();
  for (const { text } of stories()) {
    for (const { current, at } of walked(text)) {
      const complete = current.isComplete(new anjieflow.Context(at));
      const lines = current.checklist(at);
      const open = lines.filter(({ status }) => status !== "accepted");
      const sure = open.filter(({ status }) => status !== "undecided");
      const wanted = sure.length > 0 ? false : open.length > 0 || lines.length === 0 ? null : true;
      assert.equal(complete, wanted);
      told.add(complete);
    }
  }
  assert.deepEqual(told, new Set([null, false, true]));
});

test("columns are the rows of the schedule", () => {
  const loan = { principal_fen: 100_000_000, rate_millionths: 31_000, months: 360 };
  const columns = new repayment.Amounts(loan).columns();
  const { rows } = repayment.schedule(loan);
  for (const name of ["payment_fen", "principal_fen", "interest_fen", "balance_fen"]) {
    assert.ok(columns[name] instanceof Float64Array);
    const wanted = rows.map((row) => row[name]);
    assert.deepEqual([...columns[name]], wanted);
  }
});
