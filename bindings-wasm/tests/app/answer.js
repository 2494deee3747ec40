// What a program does that has the package: the same in a bundle, a worker, Node, Deno and Bun.
const context = { today: "2026-03-02", by: "wang" };

/** What becomes of a case, by an entry of the package whose `init` has come. */
export function answer({ Case, Refused, log, version }) {
  const [opened, entry] = Case.open({ case: "C-1", context });
  let codes = [];
  try {
    opened.step({ command: "submit" }, context);
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    codes = no.reasons.map((reason) => reason.code);
  }
  // Fails where a bundler dropped what watches the handles.
  opened.free();
  return [version(), String(Case.replay(log([entry]))), ...codes];
}
