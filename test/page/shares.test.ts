/** A share of all stages stays one wherever its page shows it: in its course, in its parts, and in the lists behind it. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const ask = (path: string) => api(inject("demo"), `/${path}`);

const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

it("leads in a stage are a share of all active leads: by person, week by week, and in both lists", async () => {
  await using window = await openWindow(browser);
  const { page, faults } = window;
  await visit(page, `${inject("demo")}/kpi/lead_stage_share?stage=stage:eq:new&as=table`);
  const { rows } = await ask("kpis/lead_stage_share?period=this-quarter&by=person");
  const person = rows.find(
    ({ keys, n, value }: { keys: { stage: string; person: string | null }; n: number; value: number }) =>
      keys.stage === "new" && keys.person !== null && n > 30 && value < 1,
  );
  const split = page.getByRole("region", { name: "Leads by stage by person" });
  const line = split.locator("tbody tr").filter({ hasText: person.labels.person });
  expect(await line.count()).toBe(1);
  expect(await line.textContent()).toContain(percent(person.value));

  const weekly = await ask("kpis/lead_stage_share?period=this-quarter&grain=week");
  const first = weekly.rows.find(({ keys }: { keys: { stage: string } }) => keys.stage === "new");
  const course = page.getByRole("region", { name: /Leads by stage, New by week/ });
  expect(await course.locator("tbody tr").first().textContent()).toContain(percent(first.value));

  const whole = await ask("kpis/lead_stage_share?period=this-quarter");
  const { num, den } = whole.rows.find(({ keys }: { keys: { stage: string } }) => keys.stage === "new");
  for (const [count, words] of [
    [num, "here"],
    [den, "active leads"],
  ]) {
    await page
      .getByRole("button", { name: `${count.toLocaleString("en-US")} ${words}. Show the records`, exact: true })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("table").first().waitFor();
    expect(await dialog.textContent()).toContain(`${count.toLocaleString("en-US")} records`);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  expect(faults).toEqual([]);
});
