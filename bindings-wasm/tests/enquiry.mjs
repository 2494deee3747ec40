// Plays an enquiry: a question, what was said before and besides, and some of the answer. Node and the browser share it.

const QUESTION = /^([\w.]+)(?: (\w+))?(?: ([{[].*))?$/;

/** The transcript: an answer a line. Throws where an answer is not the one told. */
export function play(anjieflow, text) {
  const said = {};
  const transcript = [];
  for (const line of text.split(/\r?\n/).map((line) => line.trim())) {
    if (line.startsWith("let ")) {
      const [, name, value] = /^let (\w+) (.*)$/.exec(line);
      said[name] = JSON.parse(value);
    } else if (line && !line.startsWith("#")) {
      transcript.push(answer(anjieflow, said, line));
    }
  }
  return transcript;
}

/** What is asked in it, by its names here. */
export function questions(text) {
  const asked = text
    .split(/\r?\n/)
    .filter((line) => line.includes(" => ") && !line.startsWith("#"));
  return asked.map((line) => camel(line.trim().split(" ", 1)[0]));
}

function answer(anjieflow, said, line) {
  const arrow = line.lastIndexOf(" => ");
  const expected = line.slice(arrow + 4);
  const told = ask(anjieflow, said, line.slice(0, arrow));
  const here = found(told, expected);
  if (here !== expected) throw new Error(`${line}\nbut it was: ${here}`);
  return JSON.stringify(told);
}

function ask(anjieflow, said, question) {
  const match = QUESTION.exec(question);
  if (!match) throw new Error(`not a question: ${question}`);
  const [, name, before, besides = "{}"] = match;
  const request = before ? { ...said[before], ...JSON.parse(besides) } : JSON.parse(besides);
  try {
    return ours(anjieflow, name)(request);
  } catch (error) {
    if (!(error instanceof anjieflow.InputError)) throw error;
    const { code, message, zh, place, advice } = error;
    return { error: { code, message, zh, place, advice } };
  }
}

/** The function of a question, by its name here: one of the entry, or of the built-in rules. */
function ours(anjieflow, name) {
  if (!name.startsWith("rules.")) return anjieflow[camel(name)];
  const rules = anjieflow.Rules.builtin();
  return (request) => rules[camel(name.slice("rules.".length))](request);
}

function camel(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}

/** What the answer has at the places that are written; `length` is that of a list. */
export function found(told, expected) {
  if (told?.error) return `error ${told.error.code} ${told.error.place ?? "nowhere"}`;
  const places = expected.split("; ").map((it) => it.split(" ", 1)[0]);
  const at = (place) => place.split(".").reduce((value, key) => value?.[key], told);
  return places.map((place) => `${place} ${JSON.stringify(at(place) ?? null)}`).join("; ");
}
