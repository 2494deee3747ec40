// Plays a story: day, who, command and outcome, a line each. Node and the browser share it.

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
  const player = new Player(anjieflow, text);
  for (const line of player.steps) player.step(line);
  player.close();
  return player.transcript;
}

class Player {
  constructor(anjieflow, text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const told = lines.filter((line) => line && !line.startsWith("#"));
    this.anjieflow = anjieflow;
    this.id = head(told, "case");
    this.salt = head(told, "salt");
    this.steps = told.filter((line) => !/^(case|salt) /.test(line));
    this.case = undefined;
    this.entries = [];
    this.transcript = [];
  }

  step(line) {
    const arrow = line.lastIndexOf(" => ");
    const match = STEP.exec(line.slice(0, arrow));
    if (!match) throw new Error(`not a step: ${line}`);
    const outcome = this.outcome(match);
    const expected = line.slice(arrow + 4).trim();
    if (outcome !== expected) throw new Error(`${line}\nbut it was: ${outcome}`);
  }

  /** What a step comes to, in the words of a story. */
  outcome([, day, occurred = day, by, name, fields]) {
    const context = { today: day, occurred, by, salt: this.salt };
    try {
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

  keep([next, entry]) {
    this.case = next;
    this.entries.push(entry);
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
      const { code, message, place, advice } = error;
      this.say({ error: { code, message, place, advice } });
      return `error ${code}`;
    }
    throw error;
  }

  /** The log, read back, tells of the same case. */
  close() {
    const view = this.case.view();
    const text = this.anjieflow.log(this.entries);
    const replayed = this.anjieflow.Case.replay(text).view();
    if (JSON.stringify(replayed) !== JSON.stringify(view)) {
      throw new Error("the log tells of another case");
    }
    this.say(view);
    this.say(text);
  }

  say(value) {
    this.transcript.push(JSON.stringify(value));
  }
}

function head(lines, word) {
  const line = lines.find((line) => line.startsWith(`${word} `));
  return line?.slice(word.length + 1);
}
