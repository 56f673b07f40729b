/** A share of all stages stays one wherever its page shows it: in its course, in its parts, and in the lists behind it. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Answer, Row } from "../../web/src/api/types.ts";
import { withWholeShares } from "../../web/src/words/shares.ts";
import { api } from "./api.ts";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** As it is shown: the shares of a whole add up to 100.0 %. */
const ask = async (path: string): Promise<Answer> => withWholeShares(await api(inject("demo"), `/${path}`));

/** The first row of the stage, of those that are wanted. */
const newIn = ({ rows }: Answer, isWanted: (row: Row) => boolean = () => true): Row => {
  const found = rows.find((row) => row.keys.stage === "new" && isWanted(row));
  if (found === undefined) throw new Error("nobody stands there");
  return found;
};

const percent = ({ value }: Row): string => `${((value ?? Number.NaN) * 100).toFixed(1)}%`;

it("leads in a stage are a share of all active leads: by person, week by week, and in both lists", async () => {
  await using window = await openWindow(browser);
  const { page, faults } = window;
  await visit(page, `${inject("demo")}/kpi/lead_stage_share?stage=stage:eq:new&as=table`);
  const byPerson = await ask("kpis/lead_stage_share?period=this-quarter&by=person");
  const person = newIn(byPerson, ({ keys, n, value }) => keys.person !== null && n > 30 && (value ?? 1) < 1);
  const split = page.getByRole("region", { name: "Leads by stage by person" });
  const line = split.locator("tbody tr").filter({ hasText: person.labels.person });
  expect(await line.count()).toBe(1);
  expect(await line.textContent()).toContain(percent(person));

  const first = newIn(await ask("kpis/lead_stage_share?period=this-quarter&grain=week"));
  const course = page.getByRole("region", { name: /Leads by stage, New by week/ });
  expect(await course.locator("tbody tr").first().textContent()).toContain(percent(first));

  const { num, den } = newIn(await ask("kpis/lead_stage_share?period=this-quarter"));
  for (const [count, words] of [
    [num ?? 0, "here"],
    [den ?? 0, "active leads"],
  ] as const) {
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
