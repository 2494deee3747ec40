// The errors: one tree, whose leaves are the two ways anjieflow says no.

/** Any no of anjieflow. */
export class AnjieflowError extends Error {
  constructor(fields) {
    super(fields.message);
    this.code = fields.code;
    this.zh = fields.zh;
    this.place = fields.place ?? null;
    this.advice = fields.advice ?? null;
  }

  // Written out, for a minifier renames the class.
  get name() {
    return "AnjieflowError";
  }
}

/** What was handed in is malformed; `place` names the spot. */
export class InputError extends AnjieflowError {
  get name() {
    return "InputError";
  }
}

/** The command was understood, the answer is no, and `reasons` tells all that is in its way. */
export class Refused extends AnjieflowError {
  constructor({ command, stage, reasons }) {
    const messages = reasons.map((reason) => reason.message).join("; ");
    const zh = reasons.map((reason) => reason.zh).join("；");
    super({ code: "refused", message: `\`${command}\` is refused in ${stage}: ${messages}`, zh });
    this.command = command;
    this.stage = stage;
    this.reasons = reasons;
  }

  get name() {
    return "Refused";
  }
}
