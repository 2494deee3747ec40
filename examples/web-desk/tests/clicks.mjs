// What somebody does with a pointer, as a story asks for it.
import { fill, press, visit } from "./desk.mjs";

export async function sitDown(page, clerk) {
  await visit(page, "#/data");
  await fill(page, { 您的工号或名字: clerk });
}

export const goBack = (page, id) => visit(page, `#/case/${id}/overview`);

/** The intake asks for a borrower and a kind of home: it opens the case as the story does, with nothing more. */
export async function open(page, id) {
  await visit(page, "#/new");
  await fill(page, { 案件编号: id });
  await press(page, "只立案，稍后登记");
  await page.locator(".case-head").waitFor();
}

/** Click a step, or what leads to its form. */
export async function begin(page, { name, command, scope }) {
  const steps = page.locator(scope).first();
  const button = steps.getByRole("button", { name, exact: true });
  const blocked = steps.locator("summary", { has: page.getByText(name, { exact: true }) });
  if (await button.count()) return button.click();
  if (await blocked.count()) {
    await blocked.click();
    return steps.getByRole("button", { name: `填写${name}` }).click();
  }
  await page.getByLabel("登记其他事项").selectOption(command);
  await press(page, "填写");
}

/** One more item of a list, where the place is in none that is there. */
export async function makeRoom(dialog, place, more) {
  const [item, list] = /^(.*)\[\d+\]/.exec(place) ?? [];
  if (list && !(await dialog.locator(`[data-place="${item}"]`).count())) {
    await more(dialog.locator(`[data-many="${list}"]`).getByRole("button").last());
  }
}

export async function write(page, place, value) {
  const dialog = page.getByRole("dialog");
  await makeRoom(dialog, place, (button) => button.click());
  const at = dialog.locator(`[data-place="${place}"] :is(input, select, textarea)`).first();
  const tag = await at.evaluate((element) => element.tagName);
  if (tag === "SELECT") await at.selectOption(value);
  else await at.fill(value);
}

export const send = (page, name) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true }).click();

export const seen = () => {};
