// Writes what the page knows of the flow: the fields of every command, from the package's types, and the words of the trade,
// from the tables of the core. `node tools/tables.mjs` after either changed; a test tells when it was forgotten.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { format } from "prettier";

const HERE = dirname(fileURLToPath(import.meta.url));
const CORE = join(HERE, "../../../core/src");
const TYPES = join(HERE, "../../../bindings-wasm/js/flow.d.ts");

const OF_INTERFACE = /export interface (\w+) \{\n([^]*?)\n\}/g;
const OF_FIELD = /(\/\*\* ([^]*?) \*\/\n\s*)?readonly (\w+)(\?)?: ([^;]+);/g;

/** The interfaces of the types, each with its fields. */
function interfaces(text) {
  const all = new Map();
  for (const [, name, body] of text.matchAll(OF_INTERFACE)) {
    const fields = [...body.matchAll(OF_FIELD)].map(([, , doc, field, optional, type]) => ({
      field,
      optional: Boolean(optional),
      personal: doc === "Personal.",
      type,
    }));
    all.set(name, fields);
  }
  return all;
}

const words = (type) => [...type.matchAll(/"(\w+)"/g)].map(([, word]) => word);

const SCALARS = new Map([
  ["string", "text"],
  ["Day", "day"],
  ["Fen", "fen"],
  ["Millionths", "millionths"],
  ["number", "number"],
  ["boolean", "yes"],
]);

/** A field as a form asks for it. */
function asked(all, { field, optional, type }) {
  const list = /^readonly (.+)\[\]$/.exec(type);
  const one = list ? list[1] : type;
  const told = { field, ...(optional && { optional }), ...(list && { list: true }) };
  if (SCALARS.has(one)) return { ...told, kind: SCALARS.get(one) };
  if (one.startsWith('"')) return { ...told, kind: "word", words: words(one) };
  if (one === "RecordCommand") return { ...told, kind: "record" };
  return { ...told, kind: "group", fields: all.get(one).map((each) => asked(all, each)) };
}

function commands() {
  const all = interfaces(readFileSync(TYPES, "utf8"));
  const told = {};
  for (const fields of all.values()) {
    const [command, ...rest] = fields;
    if (command?.field !== "command") continue;
    told[words(command.type)[0]] = rest.map((each) => asked(all, each));
  }
  return told;
}

const WORD = /^\s*(?:\w+ )?"(\w+)" "([^"]+)"/gm;

/** The names that a closed list of the core gives its words. */
function list(file, name) {
  const text = readFileSync(join(CORE, file), "utf8");
  const start = text.indexOf(name);
  const body = text.slice(start, text.indexOf("\n    }", start));
  return Object.fromEntries([...body.matchAll(WORD)].map(([, word, zh]) => [word, zh]));
}

const FACT = /^    \w+ "(\w+)" "([^"]+)": /gm;
const VALUE = /"(\w+)" "([^"]+)"/g;

function facts() {
  const text = readFileSync(join(CORE, "fact.rs"), "utf8");
  const names = [...text.matchAll(FACT)].map(([, word, zh]) => [word, zh]);
  const table = text.slice(0, text.indexOf("pub enum PropertyKind"));
  const values = [...table.matchAll(VALUE)].map(([, word, zh]) => [word, zh]);
  return { fact: Object.fromEntries(names), value: Object.fromEntries(values) };
}

const STEP = /\w+ "(\w+)" "([^"]+)" \/ \w+ "(\w+)"/g;

function flow(file, of, told) {
  const text = readFileSync(join(CORE, file), "utf8");
  for (const [, command, zh, event] of text.matchAll(STEP)) {
    if (command === "step_loan") continue;
    told.command[command] = zh;
    told.event[event] = zh;
    of.push(command);
  }
}

function trade() {
  const told = { command: {}, event: {} };
  const loan = [];
  flow("case/flow.rs", [], told);
  flow("loan/flow.rs", loan, told);
  const moves = readFileSync(join(CORE, "case/flow.rs"), "utf8");
  const block = moves.slice(moves.indexOf("moves {"), moves.indexOf("stays {"));
  return {
    ...told,
    moves: [...block.matchAll(STEP)].map(([, command]) => command),
    loan_commands: loan,
    ...facts(),
    loan: list("loan/flow.rs", "states"),
    milestone: list("product/route.rs", "pub enum MilestoneKind"),
    role: list("product/role.rs", "pub enum Role"),
    paper: list("checklist/mod.rs", "pub enum PaperState"),
    appointment: list("case/appointment.rs", "pub enum AppointmentKind"),
    outcome: list("case/appointment.rs", "pub enum Outcome"),
    life_event: list("case/life/table.rs", "pub enum LifeEvent"),
    purpose: list("product/route.rs", "pub enum Purpose"),
    gate: list("product/route.rs", "pub enum GateStep"),
    authority: list("product/waivable.rs", "pub enum Authority"),
    deciding_day: list("product/origin.rs", "pub enum DecidingDay"),
    channel: list("case/file.rs", "pub enum Channel"),
    form: list("document.rs", "pub enum Form"),
    manner: list("case/consent.rs", "pub enum Manner"),
  };
}

/** What the tables are now: each file, and what should stand in it. */
export async function tables() {
  const told = { "commands.json": commands(), "words.json": trade() };
  const entries = Object.entries(told).map(async ([name, value]) => {
    const path = join(HERE, "../src/flow", name);
    return [path, await format(JSON.stringify(value), { parser: "json", printWidth: 100 })];
  });
  return Promise.all(entries);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await tables()) writeFileSync(path, text);
}
