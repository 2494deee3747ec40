// Nothing that the package says of a case names a person: not how Node shows it, not as text, not as JSON, no answer, no error.
//
// The stories plant the data: every name, number and address of the `personal` objects of their entries is looked for, whole.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { inspect } from "node:util";
import * as anjieflow from "anjieflow/office";
import * as audit from "anjieflow/audit";
import * as choice from "anjieflow/choice";
import * as small from "anjieflow";
import { stories } from "./files.mjs";
import { Player } from "./story.mjs";

const { Case, Command, Context, Office, Rules } = anjieflow;
const OF_A_PERSON = ["name", "id_number", "other_id", "phone", "address", "number", "account"];

/** Whole as JSON on purpose: an entry is a line of the log, the others are what the application put in. */
const WHOLE_AS_JSON = ["Entry", "Command", "Context"];

/** The texts of a person; a corrected record has them one level deeper. */
function leaves(personal) {
  return Object.entries(personal ?? {}).flatMap(([name, value]) => {
    if (value !== null && typeof value === "object") return leaves(value);
    return typeof value === "string" && OF_A_PERSON.includes(name) ? [value] : [];
  });
}

/** Plays a story, and keeps each command with the case that it met. */
class Recorder extends Player {
  met = [];

  take(name, fields, context) {
    if (this.case) this.met.push([this.case, { command: name, ...fields }, context]);
    return super.take(name, fields, context);
  }
}

/** A story as it went: what was asked, the logs it left, what it plants. */
function played({ name, text }) {
  const player = new Recorder(anjieflow, text);
  player.play();
  const logs = [...player.told.values()].map(({ entries }) => anjieflow.log(entries));
  const entries = logs.flatMap((log) => log.trim().split("\n").slice(1).map(JSON.parse));
  const planted = new Set(entries.flatMap(({ personal }) => leaves(personal)));
  const context = { today: entries.at(-1).recorded, by: "prover", salt: "00".repeat(16) };
  return { name, met: player.met, logs, entries, planted, context };
}

/** Of the stories those that plant something that none before them plants: the core looks through all. */
let told;
before(() => {
  const before = new Set();
  const isNew = ({ planted }) => {
    const size = before.size;
    planted.forEach((text) => before.add(text));
    return before.size > size;
  };
  told = stories().map(played).filter(isNew);
});

/** Stops where one of them is read. */
function nowhere(story, place, said) {
  for (const text of story.planted) {
    const at = said.indexOf(text);
    assert.ok(
      at < 0,
      `${story.name}, ${place} names ${text}: …${said.slice(Math.max(at - 80, 0), at)}`,
    );
  }
}

/** However something may be shown. */
function shown(it) {
  const deep = { depth: 9, showHidden: true, getters: false };
  const asJson = WHOLE_AS_JSON.includes(it?.constructor?.name) ? "" : JSON.stringify(it);
  return [inspect(it), inspect([it], deep), `${String(it)} ${asJson}`].join("\n");
}

/** An answer or an error, as a program or a person gets it; whether it is an error. */
function no(story, place, ask) {
  try {
    const answer = ask();
    nowhere(story, place, JSON.stringify(answer) ?? "");
    return false;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    const fields = JSON.stringify({ ...error });
    nowhere(story, place, `${shown(error)} ${error.message} ${error.stack} ${fields}`);
    return true;
  }
}

test("the stories plant what is looked for", () => {
  const all = new Set(told.flatMap(({ planted }) => [...planted]));
  for (const text of ["陈一诺", "710000199003070011", "13800000001", "6222021001116245702"]) {
    assert.ok(all.has(text), text);
  }
  const story = told.find(({ planted }) => planted.has("陈一诺"));
  const leak = () => no(story, "it", () => ({ deep: { in: ["借款人陈一诺"] } }));
  assert.throws(leak, /names 陈一诺/);
  for (const it of [new Error("陈一诺"), { get: "陈一诺" }, ["陈一诺"]]) {
    assert.throws(() => nowhere(story, "it", shown(it)), /names 陈一诺/);
  }
});

test("no object shows anybody", () => {
  const seen = new Set();
  for (const story of told) {
    const office = new Office();
    const objects = [office, Rules.builtin(), new Context(story.context)];
    for (const log of story.logs) {
      const it = Case.replay(log);
      office.put(it);
      objects.push(it, small.Case.replay(log), it.view(), it.checklist(story.context));
      objects.push(audit.seal(log, { day: story.context.today, by: "audit" }));
    }
    for (const [it, command, context] of story.met) {
      try {
        const handle = new Command(command);
        const next = it.take(handle, new Context(context));
        objects.push(handle, next, next.entry);
      } catch (error) {
        objects.push(error);
      }
    }
    for (const it of objects) {
      seen.add(it.constructor.name);
      nowhere(story, it.constructor.name, shown(it));
    }
  }
  for (const { name } of [Case, Office, Rules]) assert.ok(seen.has(name), name);
  for (const name of WHOLE_AS_JSON) assert.ok(seen.has(name), name);
});

const OF_CASES = ["examine", "lapsing", "ways", "notices", "queries", "history", "appointments"];
OF_CASES.push("aftercare", "form", "package", "handed_in", "archive", "consents", "retention");
const OF_OFFICES = ["stages", "lenders", "contacts", "clerks", "worklist", "capacity", "lapsing"];
OF_OFFICES.push("calendar", "stock_taking", "busy", "ledger", "week", "postings", "reconcile");
OF_OFFICES.push("guarantees", "deposits", "arrears");

test("no answer names anybody", () => {
  for (const story of told) {
    const office = new Office();
    for (const log of story.logs) {
      const it = Case.replay(log);
      office.put(it);
      for (const question of OF_CASES) {
        for (const more of [{}, { loan: "L1" }, { loan: "L1", papers: [] }]) {
          no(story, question, () => anjieflow.ask(it, { question, ...more }, story.context));
        }
      }
      for (const name of ["worklist", "forecast", "findings", "checklist"]) {
        no(story, name, () => it[name](story.context));
      }
      no(story, "allowed", () => it.allowed());
    }
    for (const question of OF_OFFICES) {
      no(story, question, () => office.ask({ question }, story.context));
    }
  }
});

/** A command with each planted text longer, shorter, of another type, or in another field. */
function spoilt(command, planted) {
  const texts = Object.entries(command).filter(([, text]) => planted.has(text));
  return texts.flatMap(([name, text]) => {
    const others = [text + text, `${text}\0`, text.slice(1), [text], `${text}\udc00`];
    others.push(new Map([[text, text]]), () => text, Symbol(text), new Error(text), {
      more: 1n,
      text,
    });
    const wrong = others.map((other) => ({ ...command, [name]: other }));
    return [...wrong, { ...command, unknown_field: text }];
  });
}

test("what cannot be done names nobody", () => {
  let errors = 0;
  for (const story of told) {
    for (const [it, command, context] of story.met) {
      for (const wrong of [command, ...spoilt(command, story.planted)]) {
        errors += no(story, command.command, () => it.decide(wrong, context));
        no(story, command.command, () => void new Command(wrong));
      }
    }
    for (const text of story.planted) {
      for (const wrong of [text, [text], { salt: text }, { ...story.context, salt: text }]) {
        no(story, "a context", () => void new Context(wrong));
        no(story, "opening", () => void Case.open({ case: "C-1", context: wrong }));
      }
    }
  }
  assert.ok(errors > 1_000, `${errors}`);
});

/** A log's personal lines, each cut in the middle, with another field or word, or taken out; and the log with it. */
function damaged(log) {
  const lines = log.split("\n");
  return lines.flatMap((line, at) => {
    if (!line.includes('"personal"')) return [];
    const others = [line.slice(0, line.length / 2), line.replace('"by"', '"bye"'), ""];
    others.push(line.replace("wang", "wong"), line.replace('"personal"', '"p"'));
    return others.map((other) => [other, lines.with(at, other).join("\n")]);
  });
}

test("a log that cannot be read names nobody", () => {
  let errors = 0;
  for (const story of told) {
    for (const [line, log] of story.logs.flatMap(damaged)) {
      errors += no(story, "a log", () => void Case.replay(log));
      no(story, "a log of a day", () => void Rules.builtin().replayKnownOn(log, "2026-03-02"));
      no(story, "an audit", () => audit.audit(log));
      no(story, "an entry", () => void anjieflow.log([line]));
    }
  }
  assert.ok(errors > 100, `${errors}`);
});

test("a text where a number is wanted is not repeated", () => {
  const loan = { principal_fen: 100, rate_millionths: 35_000, months: 12 };
  const lent = { product: ["citic-mortgage"], amount_fen: [100], term_months: [12] };
  const days = ["2025-05-07", "2025-05-08"].map((as_of) => ({ today: as_of, as_of, by: "wang" }));
  const kinds = ["resident-id", "uscc", "bank-card", "mobile", "permit", "passport"];
  for (const story of told) {
    for (const text of story.planted) {
      for (const name of Object.keys(loan)) {
        no(story, name, () => choice.schedule({ ...loan, [name]: text }));
      }
      for (const name of ["amount_fen", "term_months", "price_fen", "facts"]) {
        const columns = { ...lent, [name]: [text] };
        no(story, name, () => anjieflow.impact(Rules.builtin(), columns, ...days));
      }
      for (const value of [anjieflow.day, anjieflow.fen, anjieflow.yuan]) {
        no(story, value.name, () => void value(text));
      }
      if (/\d{11}/.test(text)) {
        no(story, "checkId", () => anjieflow.checkId(text));
        for (const kind of kinds) no(story, kind, () => choice.checkNumber(kind, text));
      }
    }
  }
});
