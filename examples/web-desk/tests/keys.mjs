// What somebody does with nothing but keys, as a story asks for it. Whatever has the focus is seen to have it.
import assert from "node:assert/strict";

const MOST = 200;

/** Runs in the page: what has the focus. */
const focused = () => {
  const at = document.activeElement;
  const { outlineStyle } = getComputedStyle(at);
  const said = at.getAttribute("aria-label") ?? at.labels?.[0]?.innerText ?? at.innerText ?? "";
  return {
    name: said.replace(/\s*选填$/, "").trim(),
    place: at.closest("[data-place]")?.getAttribute("data-place") ?? null,
    tag: at.tagName,
    scopes: [...document.querySelectorAll(".steps")]
      .filter((steps) => steps.contains(at))
      .map((steps) => steps.getAttribute("data-loan") ?? ""),
    isSeen: at === document.body || outlineStyle !== "none",
  };
};

/** Go on from field to field until one is what is looked for. */
async function reach(page, what, fits) {
  for (let count = 0; count < MOST; count++) {
    const at = await page.evaluate(focused);
    if (fits(at)) return at;
    await page.keyboard.press("Tab");
    const next = await page.evaluate(focused);
    assert.ok(next.isSeen, `nobody sees that ${next.name || next.tag} has the focus`);
  }
  assert.fail(`no key leads to ${what}`);
}

const named = (page, name, tag) =>
  reach(page, name, (at) => at.name === name && (!tag || at.tag === tag));

async function go(page, name) {
  await named(page, name, "A");
  await page.keyboard.press("Enter");
  // The heading of the page has the focus.
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
}

/** Write in the field that has the focus, or go through its choices to one. */
async function put(page, tag, text) {
  if (tag !== "SELECT") {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
    return;
  }
  const steps = await page.evaluate((text) => {
    const { options, selectedIndex } = document.activeElement;
    return [...options].findIndex(({ value }) => value === text) - selectedIndex;
  }, text);
  const key = steps > 0 ? "ArrowDown" : "ArrowUp";
  for (let count = 0; count < Math.abs(steps); count++) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement.value), text);
}

export async function sitDown(page, clerk) {
  await go(page, "数据");
  const { tag } = await named(page, "您的工号或名字");
  await put(page, tag, clerk);
}

export async function goBack(page, id) {
  await go(page, "案件");
  const { tag } = await reach(page, id, ({ name }) => name.startsWith(id));
  assert.equal(tag, "A");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
}

export async function open(page, id) {
  await go(page, "新建");
  const { tag } = await named(page, "案件编号");
  await put(page, tag, id);
  await named(page, "只立案，稍后登记", "BUTTON");
  await page.keyboard.press("Enter");
  await page.locator(".case-head").waitFor();
}

export async function begin(page, { name, command, scope }) {
  const steps = page.locator(scope).first();
  const isStep = await steps.getByText(name, { exact: true }).count();
  const inSteps = ({ scopes }) => scopes.length > 0;
  if (!isStep) {
    const { tag } = await named(page, "登记其他事项", "SELECT");
    await put(page, tag, command);
    await named(page, "填写", "BUTTON");
    return page.keyboard.press("Enter");
  }
  const { tag } = await reach(page, name, (at) => inSteps(at) && at.name.split("\n")[0] === name);
  await page.keyboard.press("Enter");
  if (tag !== "SUMMARY") return;
  await named(page, `填写${name}`, "BUTTON");
  await page.keyboard.press("Enter");
}

export async function write(page, place, value) {
  const { tag } = await reach(
    page,
    place,
    (at) => at.place === place && ["INPUT", "SELECT", "TEXTAREA"].includes(at.tag),
  );
  await put(page, tag, value);
}

export async function send(page, name) {
  await named(page, name, "BUTTON");
  await page.keyboard.press("Enter");
}

/** What became of a step has the focus. */
export async function seen(page) {
  await page.waitForFunction(() => document.activeElement.matches(".result, [data-result]"));
}
