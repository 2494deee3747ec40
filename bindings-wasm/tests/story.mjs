// Plays a story: day, who, command and outcome, a line each. Node and the browser share it. A story may tell of several
// cases: `case` begins another, or goes back to one.
import { found } from "./enquiry.mjs";

const STEP = /^(\S+) (?:\((\S+)\) )?(\S+) (\S+) (\{.*\})$/;

const READS = {
  checklist: (it, context) => {
    const lines = it.checklist(context);
    return [lines, `${lines.length} lines`];
  },
  worklist: (it, context) => {
    const tasks = it.worklist(context);
    return [tasks, `${tasks.length} tasks`];
  },
  forecast: (it, context) => {
    const lapses = it.forecast(context);
    return [lapses, `${lapses.length} lapses`];
  },
  findings: (it, context) => {
    const findings = it.findings(context);
    const count = (verdict) => findings.filter((finding) => finding.verdict === verdict).length;
    const verdicts = ["kept", "broken", "unknown", "superseded"];
    return [findings, verdicts.map((verdict) => `${count(verdict)} ${verdict}`).join(" ")];
  },
  allowed: (it) => {
    const allowed = it.allowed();
    return [allowed, `${allowed.length} commands`];
  },
  stage: (it) => [it.stage, it.stage],
};

/** The transcript of a story: a line of JSON each. Throws where an outcome is not the one told. */
export function play(anjieflow, text) {
  return new Player(anjieflow, text).play();
}

export class Player {
  constructor(anjieflow, text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const told = lines.filter((line) => line && !line.startsWith("#"));
    this.anjieflow = anjieflow;
    this.salt = head(told, "salt");
    this.lines = told.filter((line) => !line.startsWith("salt "));
    // What is asked of many cases is asked where the package knows offices.
    this.office = anjieflow.Office && anjieflow.Office.under(anjieflow.Rules.builtin());
    this.told = new Map();
    this.id = "";
    this.transcript = [];
  }

  play() {
    for (const line of this.lines) this.line(line);
    this.close();
    return this.transcript;
  }

  get case() {
    return this.told.get(this.id).case;
  }

  line(line) {
    if (!line.startsWith("case ")) {
      this.step(line);
      return;
    }
    this.id = line.slice("case ".length);
    if (!this.told.has(this.id)) this.told.set(this.id, { case: undefined, entries: [] });
  }

  step(line) {
    const arrow = line.lastIndexOf(" => ");
    const match = STEP.exec(line.slice(0, arrow));
    if (!match) throw new Error(`not a step: ${line}`);
    const expected = line.slice(arrow + 4).trim();
    const outcome = this.outcome(match, expected);
    if (outcome !== expected) throw new Error(`${line}\nbut it was: ${outcome}`);
  }

  /** What a step comes to, in the words of a story. */
  outcome([, day, occurred = day, by, name, fields], expected) {
    const context = { today: day, occurred, by, salt: this.salt };
    try {
      if (name === "ask" || name === "office") {
        return found(this.answer(name, JSON.parse(fields), context), expected);
      }
      return this.take(name, JSON.parse(fields), context);
    } catch (error) {
      return this.no(error);
    }
  }

  take(name, fields, context) {
    if (name === "open") {
      return this.keep(this.anjieflow.Case.open({ case: this.id, context }));
    }
    if (name in READS) {
      const [answer, outcome] = READS[name](this.case, context);
      this.say(answer);
      return outcome;
    }
    return this.keep(this.case.step({ command: name, ...fields }, context));
  }

  answer(name, question, context) {
    const ofCase = () => this.anjieflow.ask(this.case, question, context);
    const answer = name === "ask" ? ofCase() : this.office.ask(question, context);
    this.say(answer);
    return answer;
  }

  keep([next, entry]) {
    const told = this.told.get(this.id);
    told.case = next;
    told.entries.push(entry);
    this.office?.put(next);
    this.say(entry);
    return entry.event;
  }

  no(error) {
    const { InputError, Refused } = this.anjieflow;
    if (error instanceof Refused) {
      const { command, stage, reasons } = error;
      this.say({ refused: { command, stage, reasons } });
      return ["refused", ...reasons.map((reason) => reason.code)].join(" ");
    }
    if (error instanceof InputError) {
      const { code, message, zh, place, advice } = error;
      this.say({ error: { code, message, zh, place, advice } });
      return `error ${code}`;
    }
    throw error;
  }

  /** Each log, read back, tells of the same case. */
  close() {
    for (const id of [...this.told.keys()].sort()) {
      const told = this.told.get(id);
      const view = told.case.view();
      const text = this.anjieflow.log(told.entries);
      const replayed = this.anjieflow.Case.replay(text).view();
      if (JSON.stringify(replayed) !== JSON.stringify(view)) {
        throw new Error("the log tells of another case");
      }
      this.say(view);
      this.say(text);
    }
  }

  say(value) {
    this.transcript.push(JSON.stringify(value));
  }
}

function head(lines, word) {
  const line = lines.find((line) => line.startsWith(`${word} `));
  return line?.slice(word.length + 1);
}
