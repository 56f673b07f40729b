/** Definitions that answer otherwise than their KPI: a curve by age, a balance sheet of the whole company. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("of a curve everyone stands once, at its horizon", async () => {
  await using window = await openWindow(browser);
  const { page, faults } = window;
  await visit(page, `${inject("demo")}/kpi/close_rate?variant=curve&period=last-12-months`);
  await page.getByText("By the usual definition, within the horizon").waitFor();
  const names = await page
    .getByRole("region", { name: "Close rate by person" })
    .locator("tbody th a")
    .allTextContents();
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
  expect(faults).toEqual([]);
});

it("of one team the balance sheet is said to be of the whole company, and nothing is asked in vain", async () => {
  await using window = await openWindow(browser);
  const { page, faults } = window;
  await visit(page, `${inject("demo")}/kpi/pipeline_by_stage?team=east`);
  const sheet = page.getByRole("region", { name: "Table of definitions" }).getByRole("row", { name: /^Balance sheet/ });
  expect(await sheet.textContent()).toContain("of the whole company only");
  await sheet.getByRole("button", { name: "Balance sheet" }).click();
  await page.getByText("cannot be filtered by this, so it is left out here: Team is East").waitFor();
  await page.getByText("Open at the start").waitFor();
  expect(faults).toEqual([]);
});
